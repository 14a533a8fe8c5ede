//! Operations as methods: what differs between calls, and nothing else.

use super::paging::{emit_pages, emit_paging};
use super::rust_types::{emit_borrowed, emit_type};
use super::syntax::same_name;
use super::{Emission, Target};
use crate::lowering::{
    Answer, Encoding, FormContent, Ident, LibraryType, Method, RequestPart, RustCrate, RustType,
};
use crate::model::Location;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

/// A method of a group's handle.
pub(super) fn emit_method(of: &RustCrate, method: &Method, target: Target) -> TokenStream {
    let (docs, emission) = (target.texts.docs(&method.docs), target.emission);
    let ident = method.with_request.as_ref().unwrap_or(&method.ident);
    let (mut arguments, mut path) = (Vec::new(), TokenStream::new());
    for argument in &method.arguments {
        let (ident, wire_name) = (&argument.ident, &argument.wire_name);
        let (rust_type, value) = emit_borrowed(of, &ident.to_token_stream(), &argument.rust_type);
        arguments.push(quote! { #ident: #rust_type });
        let to_minute = argument.rust_type.library_type() == Some(LibraryType::Minute);
        let value = emit_value(value, to_minute);
        let style = argument.style.map(same_name);
        path.extend(match (&argument.rust_type, style) {
            (RustType::Vec(_), Some(style)) => {
                quote! { .path_list(#wire_name, #value, codegen::ParameterStyle::#style) }
            }
            (_, Some(style)) => quote! { .path_styled(#wire_name, #value, codegen::ParameterStyle::#style) },
            (_, None) => quote! { .path(#wire_name, #value) },
        });
    }
    if let Some(request) = method.request {
        let request = &of.get(request).ident;
        arguments.push(quote! { request: &#request });
    }
    // The path decides how many; `self` is an argument too.
    let allow = (arguments.len() > 6).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let operation = emit_operation(method);
    let call = emit_call(method, quote! { self.client.call(&OPERATION) #path }, emission);
    let (answer, decode) = emit_answer(of, &method.answer, emission);
    let error = method.error.map(|id| of.get(id).ident.to_token_stream());
    let deprecated = emit_deprecated(method);
    let paging = method.paging.as_ref().filter(|_| emission != Emission::Derived);
    let paging = paging.map(|paging| {
        // It calls the method, which is as deprecated as itself.
        let deprecated = deprecated.as_ref().map(|deprecated| quote! { #deprecated #[allow(deprecated)] });
        emit_paging(of, method, paging, &arguments, &answer, deprecated)
    });
    let comma = error.as_ref().map(|_| quote! { , });
    let (function, gives, wait) = match emission {
        Emission::Lean | Emission::Directed => {
            let call = match &method.answer {
                Answer::JsonLines(_) => quote! { codegen::LinesCall },
                _ => quote! { codegen::Call },
            };
            (quote! { fn }, quote! { #call<#answer #comma #error> }, TokenStream::new())
        }
        Emission::Derived => {
            let error = error.map_or_else(|| quote! { codegen::Error }, |of| quote! { codegen::Error<#of> });
            (quote! { async fn }, quote! { Result<#answer, #error> }, quote! { .await })
        }
    };
    let bare = method.with_request.as_ref().map(|with| {
        let names = method.arguments.iter().map(|argument| &argument.ident);
        let deprecated = deprecated.as_ref().map(|deprecated| quote! { #deprecated #[allow(deprecated)] });
        let (ident, arguments) = (&method.ident, &arguments[..arguments.len() - 1]);
        let docs = format!(" [`Self::{with}`] without a request.");
        quote! {
            #[doc = #docs]
            #deprecated
            #allow
            pub #function #ident(&self, #(#arguments),*) -> #gives {
                self.#with(#(#names,)* &Default::default()) #wait
            }
        }
    });
    let aliases = method.aliases.iter().filter_map(|alias| {
        let (with_request, paging) = (method.request.is_some(), method.paging.as_ref());
        let walks = paging.is_some_and(|paging| paging.ident == alias.target);
        let bare = method.with_request.is_some() && alias.target == method.ident;
        let count = arguments.len() - usize::from(bare);
        let (function, gives, wait) = match paging.filter(|_| walks) {
            Some(_) if emission == Emission::Derived => return None,
            Some(paging) => (quote! { fn }, emit_pages(of, method, paging, &answer), TokenStream::new()),
            None => (function.clone(), gives.clone(), wait.clone()),
        };
        let names = method.arguments.iter().map(|argument| argument.ident.to_token_stream());
        let names = names.chain((with_request && !bare).then(|| quote! { request }));
        let (name, target, arguments) = (&alias.ident, &alias.target, &arguments[..count]);
        let (docs, note) = (format!(" [`Self::{target}`] under its earlier name."), renamed_note(target));
        // The page says that the method itself is deprecated, and its earlier name calls it.
        let calls_deprecated = deprecated.as_ref().map(|_| quote! { #[allow(deprecated)] });
        Some(quote! {
            #[doc = #docs]
            #[deprecated(note = #note)]
            #calls_deprecated
            #allow
            pub #function #name(&self, #(#arguments),*) -> #gives {
                self.#target(#(#names),*) #wait
            }
        })
    });
    let aliases: TokenStream = aliases.collect();
    quote! {
        #docs
        #deprecated
        #allow
        pub #function #ident(&self, #(#arguments),*) -> #gives {
            static OPERATION: codegen::Operation = #operation;
            #call #decode #wait
        }
        #bare
        #paging
        #aliases
    }
}

/// What the deprecation of an earlier name says.
pub(super) fn renamed_note(to: &Ident) -> String {
    format!("renamed to `{}`", to.as_str())
}

fn emit_deprecated(method: &Method) -> Option<TokenStream> {
    let text = method.deprecated.as_ref()?;
    Some(if text.is_empty() {
        quote! { #[deprecated] }
    } else {
        quote! { #[deprecated = #text] }
    })
}

fn emit_operation(method: &Method) -> TokenStream {
    let Method { operation, path, .. } = method;
    let verb = same_name(method.verb);
    let without_auth = (!method.authenticated).then(|| quote! { .without_auth() });
    let base_url = method.base_url.as_ref().map(|url| quote! { .base_url(#url) });
    let success = method.success.as_ref().map(|success| {
        let (path, values) = (&success.field, success.equals.iter().filter_map(emit_plain));
        quote! { .succeeds_if(&[#(#path),*], &[#(#values),*]) }
    });
    let content_type = method.content_type.as_ref().map(|name| quote! { .content_type(#name) });
    let accept = method.accept.as_ref().map(|types| quote! { .accept(#types) });
    quote! {
        codegen::Operation::new(#operation, codegen::Method::#verb, #path)
            #without_auth #base_url #content_type #accept #success
    }
}

/// A value that a field of the response is held against.
fn emit_plain(value: &serde_json::Value) -> Option<TokenStream> {
    Some(match value {
        serde_json::Value::Bool(value) => quote! { codegen::Plain::Bool(#value) },
        serde_json::Value::String(text) => quote! { codegen::Plain::Text(#text) },
        serde_json::Value::Number(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(number.as_i64()?);
            quote! { codegen::Plain::Integer(#number) }
        }
        _ => return None,
    })
}

/// The call with everything that is sent; a body that may be missing takes a statement of its own.
fn emit_call(method: &Method, start: TokenStream, emission: Emission) -> TokenStream {
    let mut statements = TokenStream::new();
    let mut call = start;
    let mut parts = method.parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            RequestPart::Value { location: Location::Query, wire_name, field, to_minute }
                if emission == Emission::Lean && parts.peek().is_some_and(|next| is_query(next)) =>
            {
                // One call with a table: cheaper to compile than a call for each.
                let row = |wire_name: &str, field, to_minute| {
                    let value = emit_value(quote! { &request.#field }, to_minute);
                    quote! { (#wire_name, #value) }
                };
                let mut table = vec![row(wire_name, field, *to_minute)];
                while let Some(RequestPart::Value { wire_name, field, to_minute, .. }) =
                    parts.next_if(|next| is_query(next))
                {
                    table.push(row(wire_name, field, *to_minute));
                }
                call.extend(quote! { .queries(&[#(#table),*]) });
            }
            RequestPart::Value { location, wire_name, field, to_minute } => {
                let place = emit_place(*location);
                let value = emit_value(quote! { &request.#field }, *to_minute);
                call.extend(quote! { .#place(#wire_name, #value) });
            }
            RequestPart::List { location, wire_name, field, style } => {
                let place = format_ident!("{}_list", emit_place(*location));
                let style = same_name(*style);
                call.extend(quote! { .#place(#wire_name, &request.#field, codegen::ParameterStyle::#style) });
            }
            RequestPart::Parts { wire_name, field, style } => {
                let place = if emission == Emission::Lean { "send_query_parts" } else { "query_parts" };
                let (place, style) = (format_ident!("{place}"), same_name(*style));
                call.extend(quote! { .#place(#wire_name, &request.#field, codegen::ParameterStyle::#style) });
            }
            RequestPart::Form { wire_name, field, content: FormContent::Styled(style) } => {
                let style = same_name(*style);
                call.extend(quote! {
                    .part_styled(#wire_name, &request.#field, codegen::ParameterStyle::#style)
                });
            }
            RequestPart::Form { wire_name, field, content } => {
                let place = match content {
                    FormContent::Text => format_ident!("part"),
                    FormContent::List => format_ident!("part_list"),
                    FormContent::File => format_ident!("part_file"),
                    FormContent::Value | FormContent::Styled(_) => format_ident!("part_value"),
                };
                call.extend(quote! { .#place(#wire_name, &request.#field) });
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
    let omit = method.omits_body.then(|| quote! { .omit_empty_body() });
    quote! { #statements #call #omit }
}

fn emit_value(value: TokenStream, to_minute: bool) -> TokenStream {
    if to_minute {
        quote! { &codegen::Minute(#value) }
    } else {
        value
    }
}

fn is_query(part: &RequestPart) -> bool {
    matches!(part, RequestPart::Value { location: Location::Query, .. })
}

fn emit_body(encoding: &Encoding, emission: Emission, body: &TokenStream) -> TokenStream {
    match (encoding, emission) {
        (Encoding::Json, Emission::Lean) => quote! { .send_json(#body) },
        (Encoding::Form(styles) | Encoding::Multipart(styles), emission) if !styles.is_empty() => {
            let send = if emission == Emission::Lean { "send_" } else { "" };
            let form = if matches!(encoding, Encoding::Form(_)) { "form" } else { "multipart" };
            let place = format_ident!("{send}{form}_styled");
            let rows = styles.iter().map(|(name, style)| {
                let style = same_name(*style);
                quote! { (#name, codegen::ParameterStyle::#style) }
            });
            quote! { .#place(#body, &[#(#rows),*]) }
        }
        (Encoding::Form(_), Emission::Lean) => quote! { .send_form(#body) },
        (Encoding::Multipart(_), Emission::Lean) => quote! { .send_multipart(#body) },
        (Encoding::JsonLines, Emission::Lean) => quote! { .send_json_lines(#body) },
        (Encoding::Json, _) => quote! { .json(#body) },
        (Encoding::JsonLines, _) => quote! { .json_lines(#body) },
        (Encoding::Form(_), _) => quote! { .form(#body) },
        (Encoding::Multipart(_), _) => quote! { .multipart(#body) },
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
        Answer::JsonLines(rust_type) => {
            let item = emit_type(of, rust_type);
            match emission {
                Emission::Lean => (item, quote! { .receive_json_lines() }),
                Emission::Directed => (item, quote! { .decode_json_lines() }),
                Emission::Derived => (quote! { codegen::JsonLines<#item> }, quote! { .decode_json_lines() }),
            }
        }
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
