//! What goes around the printer: doc comments and tables, which are lines as they stand. The tokens hold a
//! number for each, and the lines are put in where the printer left the number.
//!
//! Most of a client's text is what the pages say. As tokens each line of it would be escaped, parsed,
//! unescaped and laid out, to come out as it went in.

use crate::lowering::{Docs, Ident};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::cell::RefCell;
use std::fmt::Write as _;

/// A doc comment of ours begins with a blank: with a digit, it stands for a block of lines.
const DOCS: &str = "///";
/// A macro of this name stands for a table.
const TABLE: &str = "codegen::verbatim!(";

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
        let mut block = String::new();
        // A line break within a line would end the comment.
        for line in docs.lines.iter().flat_map(|line| line.split(['\n', '\r'])) {
            let line = line.trim_end();
            let blank = if line.is_empty() { "" } else { " " };
            let _ = writeln!(block, "{DOCS}{blank}{line}");
        }
        let number = Literal::string(&self.keep(block).to_string());
        quote! { #[doc = #number] }
    }

    /// A table for a macro of the runtime, with a line for each entry.
    pub(super) fn table(&self, table: &Table) -> TokenStream {
        let Table { macro_name, head, entries, behind } = table;
        let mut block = format!("codegen::{macro_name}! {{\n    {head} {{\n");
        for (index, entry) in entries.iter().enumerate() {
            let end = if index + 1 == entries.len() && !behind.is_empty() { ";" } else { "," };
            let _ = writeln!(block, "        {entry}{end}");
        }
        for ident in behind {
            let _ = writeln!(block, "        {ident},");
        }
        block.push_str("    }\n}\n");
        let number = Literal::usize_unsuffixed(self.keep(block));
        quote! { codegen::verbatim!(#number); }
    }

    fn keep(&self, block: String) -> usize {
        let mut blocks = self.blocks.borrow_mut();
        blocks.push(block);
        blocks.len() - 1
    }

    /// The block that a printed line stands for.
    pub(super) fn take(&self, line: &str) -> Option<String> {
        let number = line.strip_prefix(DOCS).or_else(|| line.strip_prefix(TABLE)?.strip_suffix(");"))?;
        let number: usize = number.parse().ok()?;
        self.blocks.borrow_mut().get_mut(number).map(std::mem::take)
    }
}

/// `macro! { head { entries; behind } }`
pub(super) struct Table<'t> {
    pub macro_name: &'static str,
    pub head: String,
    pub entries: Vec<String>,
    pub behind: Vec<&'t Ident>,
}
