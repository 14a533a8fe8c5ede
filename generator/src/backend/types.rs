//! Structs and enums.

use super::derives::emit_imports;
use super::rust_types::emit_type;
use super::structs::{emit_struct, emit_tagged, emit_union};
use super::syntax::{inner_docs, integer, status};
use super::{Emission, Form, Target};
use crate::lowering::{Outcome, Payload, Placement, RustCrate, TypeItem, TypeKind, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) const SHARED_DOC: &str = " Types that several groups use.";

/// The file of the types that several groups use.
pub(super) fn emit_shared_file(of: &RustCrate, target: Target) -> TokenStream {
    let docs = inner_docs([SHARED_DOC.trim_start()]);
    [docs, emit_shared(of, target)].into_iter().collect()
}

/// The types that several groups use.
pub(super) fn emit_shared(of: &RustCrate, target: Target) -> TokenStream {
    let imports = emit_imports(of, &of.shared, target.emission);
    let types = of.shared.iter().map(|id| emit_type_item(of, of.get(*id), target));
    // Not every choice of features needs every import.
    let imports = quote! {
        #[allow(unused_imports)]
        use docbind_runtime::codegen;
        #imports
    };
    std::iter::once(imports).chain(types).collect()
}

/// A type with its impls.
pub(super) fn emit_type_item(of: &RustCrate, item: &TypeItem, target: Target) -> TokenStream {
    let cfg = match (&item.placement, target.form) {
        (Placement::Shared(features), Form::Crate) if !features.is_empty() => {
            quote! { #[cfg(any(#(feature = #features),*))] }
        }
        _ => TokenStream::new(),
    };
    match &item.kind {
        TypeKind::Struct(kind) => emit_struct(of, item, kind, target, &cfg),
        TypeKind::IntegerEnum(variants) => emit_integer_enum(item, variants, target, &cfg),
        TypeKind::StringEnum(variants) => emit_string_enum(item, variants, target, &cfg),
        TypeKind::Union(kind) => emit_union(of, item, kind, target, &cfg),
        TypeKind::Tagged(kind) => emit_tagged(of, item, kind, target, &cfg),
        TypeKind::Errors(outcomes) => emit_errors(of, item, outcomes, target, &cfg),
        TypeKind::Answers(outcomes) => emit_answers(of, item, outcomes, target, &cfg),
    }
}

fn emit_integer_enum(
    item: &TypeItem,
    variants: &[Variant<i64>],
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let declared = variants.iter().map(|Variant { ident, docs, .. }| {
        let docs = target.texts.docs(docs);
        quote! { #docs #ident, }
    });
    let read = variants.iter().map(|Variant { ident, value, .. }| {
        let value = integer(*value);
        quote! { #value => Self::#ident, }
    });
    let written = variants.iter().map(|Variant { ident, value, .. }| {
        let value = integer(*value);
        quote! { Self::#ident => #value, }
    });
    quote! {
        #docs #cfg
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum #ident {
            #(#declared)*
            /// A value that the documentation does not list.
            Unknown(i64),
        }
        #cfg
        impl #ident {
            /// The variant of a value on the wire.
            pub fn from_value(value: i64) -> Self {
                match value { #(#read)* other => Self::Unknown(other) }
            }
            /// The value on the wire.
            pub fn value(&self) -> i64 {
                match self { #(#written)* Self::Unknown(other) => *other }
            }
        }
        #cfg
        codegen::integer_enum!(#ident);
    }
}

fn emit_string_enum(
    item: &TypeItem,
    variants: &[Variant<String>],
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let declared = variants.iter().map(|Variant { ident, docs, .. }| {
        let docs = target.texts.docs(docs);
        quote! { #docs #ident, }
    });
    let read = variants.iter().map(|Variant { ident, value, .. }| quote! { #value => Self::#ident, });
    let written = variants.iter().map(|Variant { ident, value, .. }| quote! { Self::#ident => #value, });
    quote! {
        #docs #cfg
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum #ident {
            #(#declared)*
            /// A value that the documentation does not list.
            Unknown(String),
        }
        #cfg
        impl #ident {
            /// The variant of a value on the wire.
            pub fn from_value(value: &str) -> Self {
                match value { #(#read)* other => Self::Unknown(other.to_owned()) }
            }
            /// The value on the wire.
            pub fn value(&self) -> &str {
                match self { #(#written)* Self::Unknown(other) => other }
            }
        }
        #cfg
        codegen::string_enum!(#ident);
    }
}

fn emit_errors(
    of: &RustCrate,
    item: &TypeItem,
    outcomes: &[Outcome],
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let declared = outcomes.iter().map(|outcome| emit_outcome(of, outcome, target));
    let arms = outcomes.iter().map(|outcome| emit_arm(outcome, target.emission));
    let body = emit_body_name(outcomes);
    quote! {
        #docs #cfg
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #(#declared)* }
        #cfg
        impl codegen::DocumentedError for #ident {
            fn decode(status: u16, #body: &[u8]) -> Option<Result<Self, codegen::DecodeError>> {
                let decoded = match status { #(#arms)* _ => return None };
                Some(decoded)
            }
        }
    }
}

fn emit_answers(
    of: &RustCrate,
    item: &TypeItem,
    outcomes: &[Outcome],
    target: Target,
    cfg: &TokenStream,
) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&item.docs), &item.ident);
    let declared = outcomes.iter().map(|outcome| emit_outcome(of, outcome, target));
    let arms = outcomes.iter().map(|outcome| emit_arm(outcome, target.emission));
    quote! {
        #docs #cfg
        #[derive(Clone, Debug, PartialEq)]
        pub enum #ident {
            #(#declared)*
            /// A status that the documentation does not name, with the body as it came.
            Other {
                /// The status.
                status: u16,
                /// The body.
                body: Vec<u8>,
            },
        }
        #cfg
        impl #ident {
            /// Reads the answer that came with a status.
            pub fn decode(status: u16, body: &[u8]) -> Result<Self, codegen::DecodeError> {
                match status { #(#arms)* _ => Ok(Self::Other { status, body: body.to_vec() }) }
            }
        }
    }
}

/// The argument's name, which says when nobody reads it.
fn emit_body_name(outcomes: &[Outcome]) -> TokenStream {
    match outcomes.iter().all(|outcome| outcome.payload == Payload::None) {
        true => quote! { _body },
        false => quote! { body },
    }
}

fn emit_outcome(of: &RustCrate, outcome: &Outcome, target: Target) -> TokenStream {
    let (docs, ident) = (target.texts.docs(&outcome.docs), &outcome.ident);
    let payload = match &outcome.payload {
        Payload::None => TokenStream::new(),
        Payload::Text => quote! { (String) },
        Payload::Bytes => quote! { (codegen::Bytes) },
        Payload::Json(rust_type) => {
            let rust_type = emit_type(of, rust_type);
            quote! { (#rust_type) }
        }
    };
    quote! { #docs #ident #payload, }
}

fn emit_arm(outcome: &Outcome, emission: Emission) -> TokenStream {
    let (ident, code) = (&outcome.ident, status(outcome.status));
    let value = match &outcome.payload {
        Payload::None => quote! { Ok(Self::#ident) },
        Payload::Text => quote! { Ok(Self::#ident(String::from_utf8_lossy(body).into_owned())) },
        Payload::Bytes => quote! { Ok(Self::#ident(codegen::Bytes::copy_from_slice(body))) },
        Payload::Json(_) if emission == Emission::Lean => quote! { codegen::decode(body).map(Self::#ident) },
        Payload::Json(_) => quote! { codegen::decode_json(body).map(Self::#ident) },
    };
    quote! { #code => #value, }
}
