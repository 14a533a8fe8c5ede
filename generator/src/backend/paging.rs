//! The methods that walk the pages of a list.

use super::rust_types::Written;
use super::syntax::tokens;
use crate::lowering::{FieldWay, Ident, Method, PageHint, Paging, RustCrate, RustType, TypeKind};
use crate::model::PaginationKind;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

/// The method that walks the pages: the plain method's call, and where the page stands in its answer.
pub(super) fn emit_paging(
    of: &RustCrate,
    method: &Method,
    paging: &Paging,
    arguments: &[String],
    answer: &str,
    deprecated: Option<String>,
) -> TokenStream {
    let plain = method.with_request.as_ref().unwrap_or(&method.ident);
    let ident = paging.with_request.as_ref().unwrap_or(&paging.ident);
    let pages = tokens(&emit_pages(of, method, paging, answer));
    let arguments: Vec<TokenStream> = arguments.iter().map(|argument| tokens(argument)).collect();
    let deprecated = deprecated.map(|attributes| tokens(&attributes));
    let names = method.arguments.iter().map(|argument| argument.ident.to_token_stream());
    let names: Vec<TokenStream> = names.chain(method.request.map(|_| quote! { request })).collect();
    let pagination = emit_pagination(&paging.kind);
    let page = emit_page(of, paging);
    let bare = paging.with_request.as_ref().map(|with| {
        let bare = &paging.ident;
        let docs = format!(" [`Self::{with}`] without a request.");
        let count = arguments.len() - 1;
        let (arguments, names) = (&arguments[..count], &names[..count]);
        quote! {
            #[doc = #docs]
            #deprecated
            #[inline]
            pub fn #bare(&self, #(#arguments),*) -> #pages {
                self.#with(#(#names,)* &Default::default())
            }
        }
    });
    let docs = format!(" Walks the pages of [`Self::{plain}`], from the one that the request names.");
    quote! {
        #[doc = #docs]
        #deprecated
        #[inline]
        pub fn #ident(&self, #(#arguments),*) -> #pages {
            self.#plain(#(#names),*).paginate(codegen::Pagination::#pagination, #page)
        }

        #bare
    }
}

/// What walks the pages.
pub(super) fn emit_pages(of: &RustCrate, method: &Method, paging: &Paging, answer: &str) -> String {
    let item = Written(of, &paging.item);
    match method.error {
        Some(error) => {
            format!("codegen::Pages<{answer}, {item}, codegen::CallError<{}>>", of.get(error).ident)
        }
        None => format!("codegen::Pages<{answer}, {item}>"),
    }
}

fn emit_pagination(kind: &PaginationKind) -> TokenStream {
    match kind {
        PaginationKind::PageNumber { parameter, first } => {
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote! { page_number(#parameter, #first) }
        }
        PaginationKind::Offset { parameter } => quote! { offset(#parameter, 0) },
        PaginationKind::Cursor { parameter } => quote! { cursor(#parameter) },
        PaginationKind::Key { parameter, .. } => quote! { key(#parameter) },
        PaginationKind::NextUrl => quote! { next_url() },
    }
}

/// What makes a page of an answer.
fn emit_page(of: &RustCrate, paging: &Paging) -> TokenStream {
    let items = match &paging.items {
        Some(field) => quote! { answer.#field },
        None => quote! { answer },
    };
    let (mut before, mut hints) = (TokenStream::new(), TokenStream::new());
    for hint in &paging.hints {
        match hint {
            PageHint::Next(way) => {
                let value = emit_way(way);
                let value = if way.steps.iter().any(|(_, option)| *option) {
                    value
                } else {
                    quote! { Some(#value) }
                };
                let next = if way.is_value { format_ident!("next_value") } else { format_ident!("next") };
                hints.extend(quote! { .#next(#value) });
            }
            PageHint::LastId(field) => {
                let last = match item_field_is_option(of, &paging.item, field) {
                    true => quote! { and_then(|item| item.#field.clone()) },
                    false => quote! { map(|item| item.#field.clone()) },
                };
                before.extend(quote! { let last = #items.last().#last; });
                hints.extend(quote! { .next(last) });
            }
            PageHint::HasMore(way) => {
                let value = emit_way(way);
                hints.extend(quote! { .has_more(#value) });
            }
            PageHint::TotalItems(way) => {
                let value = emit_way(way);
                hints.extend(quote! { .total_items(#value) });
            }
            PageHint::TotalPages(way) => {
                let value = emit_way(way);
                hints.extend(quote! { .total_pages(#value) });
            }
        }
    }
    let page = quote! { codegen::Page::new(#items) #hints };
    match (&paging.items, before.is_empty(), hints.is_empty()) {
        // The answer is the page.
        (None, true, true) => quote! { codegen::Page::new },
        (_, true, _) => quote! { |answer| #page },
        (_, false, _) => quote! { |answer| { #before #page } },
    }
}

/// The value at the end of a way: what lies right in the answer is taken, what lies deeper copied.
fn emit_way(way: &FieldWay) -> TokenStream {
    let copy = (!way.copied).then(|| quote! { .clone() });
    let mut steps = way.steps.iter().peekable();
    let Some((first, is_option)) = steps.next() else { return TokenStream::new() };
    let mut is_option = *is_option;
    let mut value = quote! { answer.#first };
    while let Some((ident, deeper_is_option)) = steps.next() {
        let last = steps.peek().is_none();
        let end = if last { copy.clone() } else { None };
        value = match (is_option, deeper_is_option, last) {
            (false, _, _) => quote! { #value.#ident #end },
            (true, true, true) => quote! { #value.as_ref().and_then(|of| of.#ident #end) },
            (true, false, true) => quote! { #value.as_ref().map(|of| of.#ident #end) },
            (true, true, false) => quote! { #value.as_ref().and_then(|of| of.#ident.as_ref()) },
            (true, false, false) => quote! { #value.as_ref().map(|of| &of.#ident) },
        };
        is_option |= *deeper_is_option;
    }
    value
}

fn item_field_is_option(of: &RustCrate, item: &RustType, field: &Ident) -> bool {
    let RustType::Named(id) = item else { return false };
    let TypeKind::Struct(item) = &of.get(*id).kind else { return false };
    item.fields.iter().any(|f| f.ident == *field && matches!(f.rust_type, RustType::Option(_)))
}
