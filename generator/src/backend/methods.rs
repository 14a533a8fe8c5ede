//! Operations as methods: what differs between calls, and nothing else.

use super::Emission;
use super::rust_types::{emit_borrowed, emit_type};
use super::syntax::same_name;
use crate::lowering::{Answer, Encoding, Method, RequestPart, RustCrate};
use crate::model::Location;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

/// A method of a group's handle.
pub(super) fn emit_method(of: &RustCrate, method: &Method, emission: Emission) -> TokenStream {
    let Method { ident, docs, .. } = method;
    let (mut arguments, mut path) = (Vec::new(), TokenStream::new());
    for argument in &method.arguments {
        let (ident, wire_name) = (&argument.ident, &argument.wire_name);
        let (rust_type, value) = emit_borrowed(of, &ident.to_token_stream(), &argument.rust_type);
        arguments.push(quote! { #ident: #rust_type });
        path.extend(quote! { .path(#wire_name, #value) });
    }
    if let Some(request) = method.request {
        let request = &of.get(request).ident;
        arguments.push(quote! { request: &#request });
    }
    // `self` is an argument too.
    let allow = (arguments.len() > 6).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let operation = emit_operation(method);
    let call = emit_call(method, quote! { self.client.call(&OPERATION) #path }, emission);
    let (answer, decode) = emit_answer(of, &method.answer, emission);
    let error = method.error.map(|id| of.get(id).ident.to_token_stream());
    let comma = error.as_ref().map(|_| quote! { , });
    let (function, gives, wait) = match emission {
        Emission::Lean | Emission::Directed => {
            (quote! { fn }, quote! { codegen::Call<#answer #comma #error> }, TokenStream::new())
        }
        Emission::Derived => {
            let error = error.map_or_else(|| quote! { codegen::Error }, |of| quote! { codegen::Error<#of> });
            (quote! { async fn }, quote! { Result<#answer, #error> }, quote! { .await })
        }
    };
    quote! {
        #docs
        #allow
        pub #function #ident(&self, #(#arguments),*) -> #gives {
            static OPERATION: codegen::Operation = #operation;
            #call #decode #wait
        }
    }
}

fn emit_operation(method: &Method) -> TokenStream {
    let Method { operation, path, .. } = method;
    let verb = same_name(method.verb);
    let without_auth = (!method.authenticated).then(|| quote! { .without_auth() });
    let base_url = method.base_url.as_ref().map(|url| quote! { .base_url(#url) });
    quote! { codegen::Operation::new(#operation, codegen::Method::#verb, #path) #without_auth #base_url }
}

/// The call with everything that is sent; a body that may be missing takes a statement of its own.
fn emit_call(method: &Method, start: TokenStream, emission: Emission) -> TokenStream {
    let mut statements = TokenStream::new();
    let mut call = start;
    let mut parts = method.parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            RequestPart::Value { location: Location::Query, wire_name, field }
                if emission == Emission::Lean && parts.peek().is_some_and(|next| is_query(next)) =>
            {
                // One call with a table: cheaper to compile than a call for each.
                let mut table = vec![quote! { (#wire_name, &request.#field) }];
                while let Some(RequestPart::Value { wire_name, field, .. }) =
                    parts.next_if(|next| is_query(next))
                {
                    table.push(quote! { (#wire_name, &request.#field) });
                }
                call.extend(quote! { .queries(&[#(#table),*]) });
            }
            RequestPart::Value { location, wire_name, field } => {
                let place = emit_place(*location);
                call.extend(quote! { .#place(#wire_name, &request.#field) });
            }
            RequestPart::List { location, wire_name, field, style } => {
                let place = format_ident!("{}_list", emit_place(*location));
                let style = same_name(*style);
                call.extend(quote! { .#place(#wire_name, &request.#field, codegen::ArrayStyle::#style) });
            }
            RequestPart::Body { encoding, field: None, .. } => {
                call.extend(emit_body(encoding, emission, &quote! { request }));
            }
            RequestPart::Body { encoding, field: Some(field), optional: false } => {
                call.extend(emit_body(encoding, emission, &quote! { &request.#field }));
            }
            RequestPart::Body { encoding, field: Some(field), optional: true } => {
                let body = emit_body(encoding, emission, &quote! { body });
                statements.extend(quote! { let call = #call; });
                statements.extend(quote! {
                    let call = match &request.#field { Some(body) => call #body, None => call };
                });
                call = quote! { call };
            }
        }
    }
    quote! { #statements #call }
}

fn is_query(part: &RequestPart) -> bool {
    matches!(part, RequestPart::Value { location: Location::Query, .. })
}

fn emit_body(encoding: &Encoding, emission: Emission, body: &TokenStream) -> TokenStream {
    match (encoding, emission) {
        (Encoding::Json, Emission::Lean) => quote! { .send_json(#body) },
        (Encoding::Form, Emission::Lean) => quote! { .send_form(#body) },
        (Encoding::Multipart, Emission::Lean) => quote! { .send_multipart(#body) },
        (Encoding::Json, _) => quote! { .json(#body) },
        (Encoding::Form, _) => quote! { .form(#body) },
        (Encoding::Multipart, _) => quote! { .multipart(#body) },
        (Encoding::Text, _) => quote! { .text(#body) },
        (Encoding::Bytes(content_type), _) => quote! { .bytes(#content_type, #body) },
    }
}

fn emit_answer(of: &RustCrate, answer: &Answer, emission: Emission) -> (TokenStream, TokenStream) {
    match answer {
        Answer::Json(rust_type) if emission == Emission::Lean => {
            (emit_type(of, rust_type), quote! { .receive_json() })
        }
        Answer::Json(rust_type) => (emit_type(of, rust_type), quote! { .decode_json() }),
        Answer::Text => (quote! { String }, quote! { .decode_text() }),
        Answer::Bytes => (quote! { codegen::Bytes }, quote! { .decode_bytes() }),
        Answer::Empty => (quote! { () }, quote! { .decode_empty() }),
        Answer::ByStatus(id) => {
            let ident = &of.get(*id).ident;
            (quote! { #ident }, quote! { .decode_with(#ident::decode) })
        }
    }
}

fn emit_place(location: Location) -> proc_macro2::Ident {
    match location {
        Location::Path => format_ident!("path"),
        Location::Query => format_ident!("query"),
        Location::Header => format_ident!("header"),
        Location::Cookie => format_ident!("cookie"),
    }
}
