//! Types, and the values that stand for "left out".

use crate::lowering::{LibraryType, RustCrate, RustType};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// A type, in a module that has or imports the types that it names.
pub(super) fn emit_type(of: &RustCrate, rust_type: &RustType) -> TokenStream {
    let inner = |inner: &RustType| emit_type(of, inner);
    match rust_type {
        RustType::Bool => quote! { bool },
        RustType::I32 => quote! { i32 },
        RustType::I64 => quote! { i64 },
        RustType::F64 => quote! { f64 },
        RustType::String => quote! { String },
        RustType::Secret => quote! { codegen::Secret },
        RustType::Bytes => quote! { codegen::Bytes },
        RustType::Upload => quote! { codegen::Upload },
        RustType::Value => quote! { codegen::Value },
        RustType::Library(of) => emit_library_type(*of),
        RustType::Vec(items) => {
            let items = inner(items);
            quote! { Vec<#items> }
        }
        RustType::Map(values) => {
            let values = inner(values);
            quote! { std::collections::BTreeMap<String, #values> }
        }
        RustType::Option(value) => {
            let value = inner(value);
            quote! { Option<#value> }
        }
        RustType::Nullable(value) => {
            let value = inner(value);
            quote! { codegen::Nullable<#value> }
        }
        RustType::Boxed(value) => {
            let value = inner(value);
            quote! { Box<#value> }
        }
        RustType::Named(id) => {
            let ident = &of.get(*id).ident;
            quote! { #ident }
        }
    }
}

fn emit_library_type(of: LibraryType) -> TokenStream {
    let path = of.path().split("::").map(|part| format_ident!("{part}"));
    quote! { codegen #(::#path)* }
}

/// The type of an argument that a caller gives by value, and the value made of it.
pub(super) fn emit_argument(
    of: &RustCrate,
    name: &TokenStream,
    rust_type: &RustType,
) -> (TokenStream, TokenStream) {
    match rust_type {
        RustType::String => (quote! { impl Into<String> }, quote! { #name.into() }),
        RustType::Secret => (quote! { impl Into<codegen::Secret> }, quote! { #name.into() }),
        other => (emit_type(of, other), name.clone()),
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
        RustType::Bool | RustType::I32 | RustType::I64 | RustType::F64 | RustType::Library(_) => {
            (emit_type(of, rust_type), quote! { &#name })
        }
        other => {
            let other = emit_type(of, other);
            (quote! { &#other }, name.clone())
        }
    }
}

/// The value of a field that is left out.
pub(super) fn emit_absent(rust_type: &RustType) -> TokenStream {
    match rust_type {
        RustType::Option(_) => quote! { None },
        RustType::Nullable(_) => quote! { codegen::Nullable::Unset },
        RustType::Vec(_) => quote! { Vec::new() },
        _ => quote! { Default::default() },
    }
}
