//! What goes around the printer: doc comments and types, which are [lines](super::lines) as they stand. The
//! tokens hold a number for each, and the lines are put in where the printer left the number.

use super::lines::Lines;
use crate::lowering::Docs;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::cell::RefCell;

/// A doc comment of ours begins with a blank: with a digit, it stands for a block of lines.
const DOCS: &str = "///";
/// A macro of this name stands for items.
const ITEMS: &str = "codegen::verbatim!(";

/// The blocks of lines of one file, by number.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    blocks: RefCell<Vec<String>>,
}

impl Verbatim {
    /// A doc comment above an item.
    pub(super) fn docs(&self, docs: &Docs) -> TokenStream {
        if docs.is_empty() {
            return TokenStream::new();
        }
        let mut lines = Lines::default();
        lines.docs(docs);
        let number = Literal::string(&self.keep(lines.into_text()).to_string());
        quote! { #[doc = #number] }
    }

    /// Items as lines.
    pub(super) fn items(&self, lines: Lines) -> TokenStream {
        let text = lines.into_text();
        if text.is_empty() {
            return TokenStream::new();
        }
        let number = Literal::usize_unsuffixed(self.keep(text));
        quote! { codegen::verbatim!(#number); }
    }

    fn keep(&self, block: String) -> usize {
        let mut blocks = self.blocks.borrow_mut();
        blocks.push(block);
        blocks.len() - 1
    }

    /// The block that a printed line stands for.
    pub(super) fn take(&self, line: &str) -> Option<String> {
        let number = line.strip_prefix(DOCS).or_else(|| line.strip_prefix(ITEMS)?.strip_suffix(");"))?;
        let number: usize = number.parse().ok()?;
        self.blocks.borrow_mut().get_mut(number).map(std::mem::take)
    }
}
