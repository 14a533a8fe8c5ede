//! A web page as the lines that a browser shows: one for each block element, a line of code each.

use super::nodes::{Element, Node, is_block};
use crate::document::moved::move_by;
use crate::document::{Document, LineMap, parse_rendered};
use crate::source::SourceFile;
use std::ops::Range;

/// The blocks of the lines of some nodes, with places in the page.
pub(super) fn read_lines(file: &SourceFile, nodes: &[Node]) -> Document {
    let mut lines = Lines { page: &file.text, text: String::new(), map: LineMap::default() };
    lines.nodes(nodes, false);
    let shown = SourceFile::new(file.id, file.path.clone(), file.relative.clone(), lines.text);
    let mut document = parse_rendered(&shown);
    let place = |at: usize| {
        let mut start = lines.map.resolve(at).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        start..start + file.text[start..].chars().next().map_or(0, char::len_utf8)
    };
    move_by(&mut document, &place);
    document
}

struct Lines<'t> {
    page: &'t str,
    text: String,
    map: LineMap,
}

impl Lines<'_> {
    fn nodes(&mut self, nodes: &[Node], in_code: bool) {
        for node in nodes {
            match node {
                Node::Text(range) => self.words(range.clone(), in_code),
                Node::Element(element) => self.element(element, in_code),
            }
        }
    }

    fn element(&mut self, element: &Element, in_code: bool) {
        let breaks = is_block(element) || element.is(&["tr", "td", "th", "br"]);
        let is_heading = element.name.len() == 2 && element.name.starts_with('h') && element.name != "hr";
        if breaks {
            self.end_line();
        }
        if is_heading && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.nodes(&element.children, in_code || element.name == "pre");
        if breaks {
            self.end_line();
        }
        if is_heading {
            self.text.push('\n');
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn words(&mut self, range: Range<usize>, in_code: bool) {
        let raw = &self.page[range.clone()];
        self.map.push(self.text.len(), range.start);
        if in_code {
            self.text.push_str(&html_escape::decode_html_entities(raw));
            return;
        }
        let mut at = range.start;
        for piece in raw.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() {
                self.map.push(self.text.len(), at);
                self.text.push_str(&html_escape::decode_html_entities(word));
            }
            let blank = self.text.is_empty() || self.text.ends_with([' ', '\n']);
            if word.len() < piece.len() && !blank {
                self.text.push(' ');
            }
            at += piece.len();
        }
    }
}
