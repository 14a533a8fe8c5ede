//! The module of a group: the handle, its methods, and the group's own types.

use super::Target;
use super::derives::emit_imports;
use super::methods::emit_method;
use super::syntax::{braced, inner_docs};
use super::types::emit_types;
use crate::lowering::{Group, RustCrate};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a group.
pub(super) fn emit_group_file(of: &RustCrate, group: &Group, target: Target) -> TokenStream {
    let docs = inner_docs(group.docs.lines.iter().map(String::as_str));
    [docs, emit_group(of, group, target)].into_iter().collect()
}

/// The content of a group's module.
pub(super) fn emit_group(of: &RustCrate, group: &Group, target: Target) -> TokenStream {
    let Group { module, handle, .. } = group;
    let imports = emit_imports(of, &group.types, target.emission);
    let shared = group.reexports.iter().map(|id| &of.get(*id).ident);
    let shared = (!group.reexports.is_empty()).then(|| quote! { pub use super::types::{#(#shared),*}; });
    let methods = braced(group.methods.iter().map(|method| emit_method(of, method, target)));
    let types = emit_types(of, &group.types, target);
    let docs = format!(" The operations of `{}`.", group.module);
    let link = format!(" Gives the operations of the group: see [`{handle}`].");
    let module = quote! {
        use docbind_runtime::codegen;
        #imports
        #shared

        #[doc = #docs]
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'c> {
            client: &'c codegen::Client,
        }

        impl super::Client {
            #[doc = #link]
            pub fn #module(&self) -> #handle<'_> {
                #handle { client: &self.inner }
            }
        }

        impl #handle<'_> #methods
    };
    [module, types].into_iter().collect()
}
