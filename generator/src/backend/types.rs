//! Structs and enums.

use super::Form;
use super::rust_types::{emit_absent, emit_argument, emit_type};
use super::syntax::{inner_docs, integer, same_name, status};
use crate::lowering::{
    Derive, Outcome, Payload, Placement, RustCrate, SerdeAttribute, Struct, StructField, TypeId, TypeItem,
    TypeKind, Union, Variant,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

pub(super) const SHARED_DOC: &str = " Types that several groups use.";
const SERDE: &str = "docbind_runtime::codegen::serde";

/// The file of the types that several groups use.
pub(super) fn emit_shared_file(of: &RustCrate) -> TokenStream {
    let docs = inner_docs([SHARED_DOC.trim_start()]);
    let content = emit_shared(of, Form::Crate);
    quote! { #docs #content }
}

/// The types that several groups use.
pub(super) fn emit_shared(of: &RustCrate, form: Form) -> TokenStream {
    let imports = emit_imports(of, &of.shared);
    let types: TokenStream = of.shared.iter().map(|id| emit_type_item(of, of.get(*id), form)).collect();
    // Not every choice of features needs every import.
    quote! {
        #[allow(unused_imports)]
        use docbind_runtime::codegen;
        #imports
        #types
    }
}

/// The derives of serde that the types need.
pub(super) fn emit_imports(of: &RustCrate, types: &[TypeId]) -> TokenStream {
    let derived = |id: &TypeId| match &of.get(*id).kind {
        TypeKind::Struct(of) => of.derives.as_slice(),
        TypeKind::Union(of) => of.derives.as_slice(),
        _ => &[],
    };
    let has = |derive: Derive| types.iter().any(|id| derived(id).contains(&derive));
    let allow = types.iter().any(|id| matches!(of.get(*id).placement, Placement::Shared(_)));
    let allow = allow.then(|| quote! { #[allow(unused_imports)] });
    match (has(Derive::Deserialize), has(Derive::Serialize)) {
        (true, true) => quote! { #allow use docbind_runtime::codegen::serde::{Deserialize, Serialize}; },
        (true, false) => quote! { #allow use docbind_runtime::codegen::serde::Deserialize; },
        (false, true) => quote! { #allow use docbind_runtime::codegen::serde::Serialize; },
        (false, false) => TokenStream::new(),
    }
}

/// A type with its impls.
pub(super) fn emit_type_item(of: &RustCrate, item: &TypeItem, form: Form) -> TokenStream {
    let cfg = match (&item.placement, form) {
        (Placement::Shared(features), Form::Crate) if !features.is_empty() => {
            quote! { #[cfg(any(#(feature = #features),*))] }
        }
        _ => TokenStream::new(),
    };
    match &item.kind {
        TypeKind::Struct(kind) => emit_struct(of, item, kind, &cfg),
        TypeKind::IntegerEnum(variants) => emit_integer_enum(item, variants, &cfg),
        TypeKind::StringEnum(variants) => emit_string_enum(item, variants, &cfg),
        TypeKind::Union(kind) => emit_union(of, item, kind, &cfg),
        TypeKind::Errors(outcomes) => emit_errors(of, item, outcomes, &cfg),
        TypeKind::Answers(outcomes) => emit_answers(of, item, outcomes, &cfg),
    }
}

fn emit_struct(of: &RustCrate, item: &TypeItem, kind: &Struct, cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let derives = emit_derives(&kind.derives);
    let serde = uses_serde(&kind.derives).then(|| {
        let rename = kind.rename_all.map(|casing| quote! { rename_all = #casing, });
        quote! { #[serde(#rename crate = #SERDE)] }
    });
    let fields = kind.fields.iter().map(|field| {
        let StructField { ident, docs, rust_type, serde, .. } = field;
        let (rust_type, serde) = (emit_type(of, rust_type), emit_serde(serde));
        quote! { #docs #serde pub #ident: #rust_type, }
    });
    let constructor = kind.constructor.then(|| emit_constructor(of, item, kind, cfg));
    quote! {
        #docs #cfg #derives #serde
        pub struct #ident { #(#fields)* }
        #constructor
    }
}

fn emit_constructor(of: &RustCrate, item: &TypeItem, kind: &Struct, cfg: &TokenStream) -> TokenStream {
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
        } else {
            let absent = emit_absent(rust_type);
            values.push(quote! { #ident: #absent });
        }
    }
    let allow = (arguments.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    quote! {
        #cfg
        impl #ident {
            /// With what is required; everything else is left out.
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
        }
    }
}

fn emit_integer_enum(item: &TypeItem, variants: &[Variant<i64>], cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let declared = variants.iter().map(|Variant { ident, docs, .. }| quote! { #docs #ident, });
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

fn emit_string_enum(item: &TypeItem, variants: &[Variant<String>], cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let declared = variants.iter().map(|Variant { ident, docs, .. }| quote! { #docs #ident, });
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

fn emit_union(of: &RustCrate, item: &TypeItem, kind: &Union, cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let derives = emit_derives(&kind.derives);
    let serde = uses_serde(&kind.derives).then(|| quote! { #[serde(untagged, crate = #SERDE)] });
    let variants = kind.variants.iter().map(|(ident, rust_type)| {
        let rust_type = emit_type(of, rust_type);
        let docs = format!(" As `{}`.", rust_type.to_string().replace(' ', ""));
        quote! { #[doc = #docs] #ident(#rust_type), }
    });
    quote! {
        #docs #cfg #derives #serde
        pub enum #ident {
            #(#variants)*
            /// Anything else.
            Other(codegen::Value),
        }
    }
}

fn emit_errors(of: &RustCrate, item: &TypeItem, outcomes: &[Outcome], cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let declared = outcomes.iter().map(|outcome| emit_outcome(of, outcome));
    let arms = outcomes.iter().map(emit_arm);
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

fn emit_answers(of: &RustCrate, item: &TypeItem, outcomes: &[Outcome], cfg: &TokenStream) -> TokenStream {
    let (docs, ident) = (&item.docs, &item.ident);
    let declared = outcomes.iter().map(|outcome| emit_outcome(of, outcome));
    let arms = outcomes.iter().map(emit_arm);
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

fn emit_outcome(of: &RustCrate, outcome: &Outcome) -> TokenStream {
    let Outcome { ident, docs, .. } = outcome;
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

fn emit_arm(outcome: &Outcome) -> TokenStream {
    let (ident, code) = (&outcome.ident, status(outcome.status));
    let value = match &outcome.payload {
        Payload::None => quote! { Ok(Self::#ident) },
        Payload::Text => quote! { Ok(Self::#ident(String::from_utf8_lossy(body).into_owned())) },
        Payload::Bytes => quote! { Ok(Self::#ident(codegen::Bytes::copy_from_slice(body))) },
        Payload::Json(_) => quote! { codegen::decode_json(body).map(Self::#ident) },
    };
    quote! { #code => #value, }
}

fn emit_derives(derives: &[Derive]) -> TokenStream {
    let names = derives.iter().map(same_name);
    quote! { #[derive(#(#names),*)] }
}

fn uses_serde(derives: &[Derive]) -> bool {
    derives.iter().any(|derive| matches!(derive, Derive::Serialize | Derive::Deserialize))
}

fn emit_serde(attributes: &[SerdeAttribute]) -> TokenStream {
    if attributes.is_empty() {
        return TokenStream::new();
    }
    let attributes = attributes.iter().map(|attribute| match attribute {
        SerdeAttribute::Rename(name) => {
            let name = Literal::string(name);
            quote! { rename = #name }
        }
        SerdeAttribute::Skip => quote! { skip },
        SerdeAttribute::Default => quote! { default },
        SerdeAttribute::SkipNone => quote! { skip_serializing_if = "Option::is_none" },
        SerdeAttribute::SkipUnset => quote! { skip_serializing_if = "codegen::Nullable::is_unset" },
        SerdeAttribute::NullToDefault => quote! { deserialize_with = "codegen::null_to_default" },
    });
    quote! { #[serde(#(#attributes),*)] }
}
