//! The module of a group: the handle, its methods, and the group's own types.

use super::derives::emit_imports;
use super::methods::{emit_method, renamed_note};
use super::syntax::{braced, inner_docs};
use super::types::emit_types;
use super::{Form, Target};
use crate::lowering::{Group, RustCrate};
use proc_macro2::TokenStream;
use quote::quote;

/// The earlier modules of groups, each with all that the module of today has.
pub(super) fn emit_module_aliases(of: &RustCrate, form: Form) -> TokenStream {
    let aliases = of.groups.iter().flat_map(|group| group.aliases.iter().map(move |alias| (group, alias)));
    let modules = aliases.map(|(group, alias)| {
        let (module, handle, feature) = (&group.module, &group.handle, &group.feature);
        let (name, earlier) = (&alias.module, &alias.handle);
        let docs = format!(" The module [`{module}`] under its earlier name.");
        let (note, note_handle) = (renamed_note(module), renamed_note(handle));
        let handle_docs = format!(" [`{handle}`] under its earlier name.");
        let cfg = (form == Form::Crate).then(|| quote! { #[cfg(feature = #feature)] });
        // What an application includes into itself, it need not use whole.
        let allow = (form == Form::Module).then(|| quote! { #[allow(dead_code, unused_imports)] });
        let handle = (earlier != handle).then(|| {
            quote! {
                #[doc = #handle_docs]
                #[deprecated(note = #note_handle)]
                pub type #earlier<'c> = #handle<'c>;
            }
        });
        quote! {
            #[doc = #docs]
            #cfg
            #allow
            #[deprecated(note = #note)]
            pub mod #name {
                pub use super::#module::*;
                #handle
            }
        }
    });
    modules.collect()
}

/// The file of a group.
pub(super) fn emit_group_file(of: &RustCrate, group: &Group, target: Target) -> TokenStream {
    let docs = inner_docs(group.docs.lines.iter().map(String::as_str));
    [docs, emit_group(of, group, target)].into_iter().collect()
}

/// The content of a group's module.
pub(super) fn emit_group(of: &RustCrate, group: &Group, target: Target) -> TokenStream {
    let Group { module, handle, .. } = group;
    let imports = emit_imports(of, &group.types, target.emission);
    let shared = group.reexports.iter().flat_map(|id| {
        let item = of.get(*id);
        std::iter::once(&item.ident).chain(item.required())
    });
    let shared = (!group.reexports.is_empty()).then(|| quote! { pub use super::types::{#(#shared),*}; });
    let methods = braced(group.methods.iter().map(|method| emit_method(of, group, method, target)));
    let types = emit_types(of, &group.types, target);
    let docs = format!(" The operations of the group `{}`.", group.module);
    let link = format!(" Gives the operations of the group: see [`{handle}`].");
    // Showing what is deprecated uses it, and not every choice of features does.
    let earlier = group.reexports.iter().flat_map(|id| of.get(*id).aliases()).map(|(alias, _)| alias);
    let earlier =
        earlier.map(|alias| quote! { #[allow(deprecated, unused_imports)] pub use super::types::#alias; });
    let aliases = group.aliases.iter().map(|alias| {
        let (name, docs, note) =
            (&alias.module, format!(" [`Self::{module}`] under its earlier name."), renamed_note(module));
        quote! {
            #[doc = #docs]
            #[deprecated(note = #note)]
            #[inline]
            pub fn #name(&self) -> #handle<'_> {
                self.#module()
            }
        }
    });
    let module = quote! {
        use docbind_runtime::codegen;
        #imports
        #shared
        #(#earlier)*

        #[doc = #docs]
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            client: &'c codegen::Client,
        }

        impl super::Client {
            #[doc = #link]
            #[inline]
            pub fn #module(&self) -> #handle<'_> {
                #handle { client: &self.inner }
            }
            #(#aliases)*
        }

        impl #handle<'_> #methods
    };
    [module, types].into_iter().collect()
}
