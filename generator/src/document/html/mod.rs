//! HTML to blocks: the elements that authors put into Markdown, and whole web pages.
//!
//! ```text
//! element    = table | list | definition list | heading | code block ;   (* in Markdown *)
//! table      = { row of cells } ;        (* the header: rows of `thead`, or the first row *)
//! list       = "ul" | "ol", with the blocks of each "li" ;
//! definition = { "dt" }, "dd" ;
//! frame      = "details", "summary" | role "tabpanel" ;
//! code block = "pre" ;                   (* the language: `class="language-json"` of it or of its "code" *)
//! ```
//!
//! [`nodes`] is the only file that knows the tokenizer, which follows the HTML standard and says where each token
//! stands; the tree is built here, for builders of trees keep no places.

mod blocks;
mod code;
mod nodes;
mod page;
mod tables;
#[cfg(test)]
mod tests;
mod words;

pub(super) use nodes::element_end;
pub use page::{HtmlPage, begins_as_html, parse_html};

use super::{Block, Text};
use crate::source::{SourceId, Span};
use blocks::BlockReader;
use nodes::{Node, parse_nodes};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use words::WordReader;

/// Elements that a Markdown page may hold as blocks.
pub(super) const IN_MARKDOWN: &[&str] =
    &["table", "ul", "ol", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Whether what an element holds is left to Markdown: blocks of it stand on lines of their own.
pub(super) fn holds_markdown(html: &str) -> bool {
    let is_block = |line: &str| {
        let line = line.trim_start();
        let level = line.bytes().take_while(|&b| b == b'#').count();
        line.starts_with("```")
            || line.starts_with("~~~")
            || ((1..=6).contains(&level) && line[level..].starts_with(' '))
    };
    !html.starts_with("<pre") && html.lines().any(is_block)
}

/// The blocks of an element that stands at `range` of a Markdown page.
pub(super) fn read_element(text: &str, range: Range<usize>, source: SourceId) -> Vec<Block> {
    let nodes = parse_nodes(text, range.clone(), true);
    let words = WordReader { text, source, in_markdown: true };
    let mut blocks = BlockReader { words, tabs: HashMap::new(), as_lines: false, depths: RefCell::default() }
        .blocks(&nodes);
    // Tags between and around them are of the blocks.
    let mut end = Span::new(source, range.start, range.end).end;
    for block in blocks.iter_mut().rev() {
        block.span.end = end.max(block.span.end);
        end = block.span.start;
    }
    if let Some(first) = blocks.first_mut() {
        first.span.start = range.start as u32;
    }
    blocks
}

/// The words of the first `<summary>`, which stands at `range`.
pub(super) fn read_summary(text: &str, range: Range<usize>, source: SourceId) -> Option<Text> {
    let nodes = parse_nodes(text, range, true);
    let Some(Node::Element(summary)) = nodes.first() else { return None };
    Some(WordReader { text, source, in_markdown: true }.element(summary))
}
