//! The small pieces of syntax: identifiers, doc comments, literals.

use crate::lowering::{Docs, Ident};
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use std::fmt::{self, Display, Formatter};

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

/// A text as in source code.
pub(super) struct Quoted<'t>(pub &'t str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        match self.0.bytes().all(is_plain) {
            true => write!(f, "\"{}\"", self.0),
            false => Literal::string(self.0).fmt(f),
        }
    }
}

/// Code that was written as text, as tokens.
pub(super) fn tokens(code: &str) -> TokenStream {
    code.parse().expect("the backend writes Rust")
}
