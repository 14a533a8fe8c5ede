//! Types, and the values that stand for "left out".

use crate::lowering::{RustCrate, RustType};
use proc_macro2::TokenStream;
use quote::quote;
use std::fmt::{Display, Formatter, Result};

/// A type as it is written in a module that has or imports the types that it names.
pub(super) struct Written<'t>(pub &'t RustCrate, pub &'t RustType);

impl Display for Written<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Written(of, rust_type) = *self;
        let (generic, inner) = match rust_type {
            RustType::Bool => return f.write_str("bool"),
            RustType::I32 => return f.write_str("i32"),
            RustType::I64 => return f.write_str("i64"),
            RustType::U64 => return f.write_str("u64"),
            RustType::I128 => return f.write_str("i128"),
            RustType::F64 => return f.write_str("f64"),
            RustType::String => return f.write_str("String"),
            RustType::Secret => return f.write_str("codegen::Secret"),
            RustType::Bytes => return f.write_str("codegen::Bytes"),
            RustType::Upload => return f.write_str("codegen::Upload"),
            RustType::Value => return f.write_str("codegen::Value"),
            RustType::Library(library) => return write!(f, "codegen::{}", library.path()),
            RustType::Named(id) => return write!(f, "{}", of.get(*id).ident),
            RustType::Vec(items) => ("Vec<", items),
            RustType::Map(values) => ("std::collections::BTreeMap<String, ", values),
            RustType::Option(value) => ("Option<", value),
            RustType::Nullable(value) => ("codegen::Nullable<", value),
            RustType::Boxed(value) => ("Box<", value),
        };
        write!(f, "{generic}{}>", Written(of, inner))
    }
}

/// A type as tokens.
pub(super) fn emit_type(of: &RustCrate, rust_type: &RustType) -> TokenStream {
    let text = Written(of, rust_type).to_string();
    text.parse().expect("a type is written in Rust")
}

/// The type of an argument that a caller gives by value, and what makes the value of it.
pub(super) fn emit_argument(of: &RustCrate, rust_type: &RustType) -> (String, &'static str) {
    match rust_type {
        RustType::String => ("impl Into<String>".into(), ".into()"),
        RustType::Secret => ("impl Into<codegen::Secret>".into(), ".into()"),
        other => (Written(of, other).to_string(), ""),
    }
}

/// The type of an argument that is only looked at, and the reference to it.
pub(super) fn emit_borrowed(
    of: &RustCrate,
    name: &TokenStream,
    rust_type: &RustType,
) -> (TokenStream, TokenStream) {
    match rust_type {
        RustType::String => (quote! { &str }, quote! { &#name }),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U64
        | RustType::I128
        | RustType::F64
        | RustType::Library(_) => (emit_type(of, rust_type), quote! { &#name }),
        RustType::Vec(items) => {
            let items = emit_type(of, items);
            // A slice is no sized type, and the reference to it is.
            (quote! { &[#items] }, quote! { &#name })
        }
        RustType::Option(value) => {
            let (value, _) = emit_borrowed(of, name, value);
            (quote! { Option<#value> }, quote! { &#name })
        }
        other => {
            let other = emit_type(of, other);
            (quote! { &#other }, name.clone())
        }
    }
}

/// The value of a field that is left out.
pub(super) fn emit_absent(rust_type: &RustType) -> &'static str {
    match rust_type {
        RustType::Option(_) => "None",
        RustType::Nullable(_) => "codegen::Nullable::Unset",
        RustType::Vec(_) => "Vec::new()",
        _ => "Default::default()",
    }
}
