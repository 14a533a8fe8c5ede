//! Structs, and enums of shapes.

use super::derives::{
    derived_by_struct, emit_field_attribute, emit_struct_attribute, emit_struct_derives, emit_tagged_derives,
    emit_union_attribute, emit_union_derives, is_record, tagged_halves,
};
use super::rust_types::{emit_absent, emit_argument, emit_type};
use super::syntax::braced;
use super::verbatim::Table;
use super::{Emission, Target};
use crate::lowering::{
    LibraryType, Presence, RustCrate, RustType, Struct, StructField, Tagged, TypeItem, Union,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

pub(super) fn emit_struct(
    of: &RustCrate,
    item: &TypeItem,
    kind: &Struct,
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let derived = derived_by_struct(kind, target.emission);
    let derives = emit_struct_derives(kind, target.emission);
    let serde = emit_struct_attribute(kind, target.emission);
    let fields = kind.fields.iter().map(|field| {
        let StructField { ident, docs, rust_type, .. } = field;
        let docs = target.texts.docs(docs);
        let (rust_type, serde) = (emit_type(of, rust_type), emit_field_attribute(derived, field));
        quote! { #docs #serde pub #ident: #rust_type, }
    });
    let unknown = kind.unknown_fields.as_ref().map(|ident| {
        let serde = (derived.serialize || derived.deserialize).then(|| quote! { #[serde(flatten)] });
        quote! {
            /// Fields that the documentation does not name, as they came. `Debug` shows them.
            #serde
            pub #ident: std::collections::BTreeMap<String, codegen::Value>,
        }
    });
    let lean = target.emission == Emission::Lean && is_record(kind);
    let constructor = kind.has_constructor().then(|| emit_constructor(of, item, kind, lean, cfg));
    let record = lean.then(|| emit_record(item, kind, target, cfg));
    let fields = braced(fields.chain(unknown));
    let declared = quote! {
        #docs #cfg #derives #serde
        pub struct #ident #fields
    };
    [declared].into_iter().chain(constructor).chain(record).collect()
}

fn emit_constructor(
    of: &RustCrate,
    item: &TypeItem,
    kind: &Struct,
    lean: bool,
    cfg: &TokenStream,
) -> TokenStream {
    let ident = &item.ident;
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for StructField { ident, rust_type, required, .. } in &kind.fields {
        if *required {
            let name = ident.to_token_stream();
            let (argument, value) = emit_argument(of, &name, rust_type);
            arguments.push(quote! { #ident: #argument });
            let plain = name.to_string() == value.to_string();
            values.push(if plain {
                quote! { #ident }
            } else {
                quote! { #ident: #value }
            });
        } else if !lean {
            let absent = emit_absent(rust_type);
            values.push(quote! { #ident: #absent });
        }
    }
    if let (Some(ident), false) = (&kind.unknown_fields, lean) {
        values.push(quote! { #ident: Default::default() });
    }
    let all = kind.fields.len() + usize::from(kind.unknown_fields.is_some());
    let rest = (values.len() < all).then(|| quote! { ..codegen::Blank::BLANK });
    // The page decides how many fields are required.
    let allow = (arguments.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    quote! {
        #cfg
        impl #ident {
            /// With what is required; everything else is left out.
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    }
}

/// The table of the fields that travel, and behind it the ones that do not.
fn emit_record(item: &TypeItem, kind: &Struct, target: Target, cfg: &TokenStream) -> TokenStream {
    let default = if kind.has_default() { ": Default" } else { "" };
    let entries = kind.fields.iter().filter_map(|field| {
        let (ident, wire_name) = (&field.ident, Literal::string(field.wire_name.as_ref()?));
        let nullable = matches!(field.rust_type, RustType::Option(_));
        let or_null = nullable && kind.serde.serialize && field.presence == Presence::Required;
        let or_null = if or_null { " or null" } else { "" };
        let as_text = field.rust_type.library_type() == Some(LibraryType::TextDecimal);
        let as_text = if as_text { " as text" } else { "" };
        Some(format!("{ident}: {wire_name}{or_null}{as_text}"))
    });
    let unknown = kind.unknown_fields.iter().map(|ident| format!(".. {ident}"));
    let others = kind.fields.iter().filter(|field| field.wire_name.is_none()).map(|field| &field.ident);
    let table = target.texts.table(&Table {
        macro_name: "record",
        head: format!("{}{default}", item.ident),
        entries: entries.chain(unknown).collect(),
        behind: others.collect(),
    });
    quote! { #cfg #table }
}

pub(super) fn emit_union(
    of: &RustCrate,
    item: &TypeItem,
    kind: &Union,
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let derives = emit_union_derives(kind, target.emission);
    let serde = emit_union_attribute(kind, target.emission);
    let variants = kind.variants.iter().map(|(ident, rust_type)| {
        let rust_type = emit_type(of, rust_type);
        let docs = format!(" As `{}`.", rust_type.to_string().replace(' ', ""));
        quote! { #[doc = #docs] #ident(#rust_type), }
    });
    let engine = (target.emission == Emission::Lean).then(|| {
        let table = target.texts.table(&Table {
            macro_name: "union",
            head: ident.to_string(),
            entries: kind.variants.iter().map(|(ident, _)| ident.to_string()).collect(),
            behind: Vec::new(),
        });
        quote! { #cfg #table }
    });
    quote! {
        #docs #cfg #derives #serde
        pub enum #ident {
            #(#variants)*
            /// Anything else.
            Other(codegen::Value),
        }
        #engine
    }
}

/// An enum by a tag. No derive keeps what it does not know, so that a macro implements it for all emissions.
pub(super) fn emit_tagged(
    of: &RustCrate,
    item: &TypeItem,
    kind: &Tagged,
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident, tag) = (target.texts.docs(&item.docs), &item.ident, Literal::string(&kind.tag));
    let derives = emit_tagged_derives(kind);
    let variants = kind.variants.iter().map(|variant| {
        let (docs, ident) = (target.texts.docs(&variant.docs), &variant.ident);
        let rust_type = emit_type(of, &variant.rust_type);
        quote! { #docs #ident(#rust_type), }
    });
    let entries = kind.variants.iter().map(|variant| {
        let values = variant.values.iter().map(|value| Literal::string(value).to_string());
        format!("{}: {}", variant.ident, values.collect::<Vec<_>>().join(" | "))
    });
    let entries: Vec<String> = entries.collect();
    let halves = tagged_halves(kind, target.emission).into_iter().map(|half| {
        let head = format!("{half}{ident} by {tag}");
        let (entries, behind) = (entries.clone(), Vec::new());
        let table = target.texts.table(&Table { macro_name: "tagged", head, entries, behind });
        quote! { #cfg #table }
    });
    quote! {
        #docs #cfg #derives
        pub enum #ident {
            #(#variants)*
            /// Anything else, as it came.
            Other(codegen::Value),
        }
        #(#halves)*
    }
}
