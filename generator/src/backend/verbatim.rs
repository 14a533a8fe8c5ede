//! What goes around the printer: methods and types, which are [lines](super::lines) as they stand. The tokens hold a
//! number for each, and the lines are put in where the printer left the number.

use super::lines::Lines;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::cell::RefCell;

/// A macro of this name stands for items.
const ITEMS: &str = "codegen::verbatim!(";

/// The blocks of lines of one file, by number.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    blocks: RefCell<Vec<String>>,
}

impl Verbatim {
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
        let number = line.strip_prefix(ITEMS)?.strip_suffix(");")?;
        let number: usize = number.parse().ok()?;
        self.blocks.borrow_mut().get_mut(number).map(std::mem::take)
    }
}
