//! The small pieces of syntax: identifiers, doc comments, literals.

use crate::lowering::{Docs, Ident};
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let make = if self.is_raw() { proc_macro2::Ident::new_raw } else { proc_macro2::Ident::new };
        make(self.as_str(), Span::call_site()).to_tokens(tokens);
    }
}

/// A doc comment above an item.
impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.lines {
            let line = doc_line(line);
            tokens.extend(quote! { #[doc = #line] });
        }
    }
}

/// A doc comment at the top of a file.
pub(super) fn inner_docs<'l>(lines: impl IntoIterator<Item = &'l str>) -> TokenStream {
    let mut tokens = TokenStream::new();
    for line in lines {
        let line = doc_line(line);
        tokens.extend(quote! { #![doc = #line] });
    }
    tokens
}

fn doc_line(line: &str) -> Literal {
    match line {
        "" => Literal::string(""),
        line => Literal::string(&format!(" {line}")),
    }
}

/// Parts in braces. What `quote!` is given it copies token by token; a group it takes whole.
pub(super) fn braced(parts: impl IntoIterator<Item = TokenStream>) -> Group {
    Group::new(Delimiter::Brace, parts.into_iter().collect())
}

/// A status as in source code.
pub(super) fn status(value: u16) -> Literal {
    Literal::u16_unsuffixed(value)
}

/// The name that Rust or the runtime has for a variant of ours: they are called the same.
pub(super) fn same_name(variant: impl std::fmt::Debug) -> proc_macro2::Ident {
    proc_macro2::Ident::new(&format!("{variant:?}"), Span::call_site())
}
