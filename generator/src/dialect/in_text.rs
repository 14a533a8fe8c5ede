//! A tag in a sentence, an item or a cell that stands for a file or for what a function gives: the words of
//! that, where it is a paragraph.
//!
//! What holds more (fields, lists) is for the reader of the page; here it is only said that it does.

use super::mintlify::is_field_tag;
use super::scope::{Scope, Tag, read_scope};
use super::snippets::Snippets;
use crate::document::{
    Attribute, Block, BlockKind, Document, InText, ScannedFile, Text, Unresolved, parse_with_values,
    scan_file, scan_markup,
};
use std::cell::Cell;

/// How often a file may have words put in the place of a tag, those inside such words included.
const MOST: usize = 200;

/// Parses a file at a path with what the names and the tags in its running text stand for.
pub(super) fn parse_in_scope(
    scanned: ScannedFile<'_>,
    scope: &Scope,
    snippets: &Snippets,
    path: &str,
) -> (Document, Unresolved) {
    let left = Cell::new(MOST);
    let around = Around { scope, snippets, path, open: &[], left: &left };
    parse_with_values(scanned, &scope.values, &|name, attributes| around.read_tag(name, attributes))
}

/// What is around a tag.
struct Around<'a> {
    scope: &'a Scope,
    snippets: &'a Snippets,
    /// The file that the tag stands in.
    path: &'a str,
    /// What it stands in the place of: files, and functions by the start of what they give.
    open: &'a [(String, usize)],
    left: &'a Cell<usize>,
}

impl Around<'_> {
    fn read_tag(&self, name: &str, attributes: &[Attribute]) -> Option<InText> {
        let tag = match self.scope.tags.get(name) {
            Some(tag) => tag.clone(),
            None if name == "Snippet" => Tag::File(self.find_file(attributes)),
            None => return None,
        };
        let (scanned, scope, mark) = match &tag {
            Tag::File(index) => {
                let snippet = self.snippets.get((*index)?);
                let passed = Scope::of_attributes(attributes);
                let (scope, _) = read_scope(self.snippets, &snippet.file, &snippet.statements, passed);
                (scan_file(&snippet.file), scope, (snippet.file.relative.clone(), 0))
            }
            Tag::Function(function, of) => {
                let body = &function.body;
                let start = body.text.len() - body.text.trim_start().len();
                let scope = self.scope.of_function(function, *of, attributes, self.snippets);
                (scan_markup(body), scope, (body.relative.clone(), start + 1))
            }
        };
        if self.open.contains(&mark) || self.left.get() == 0 {
            return None;
        }
        self.left.set(self.left.get() - 1);
        let path = mark.0.clone();
        let open = [self.open, &[mark]].concat();
        let around =
            Around { scope: &scope, snippets: self.snippets, path: &path, open: &open, left: self.left };
        let read = |name: &str, attributes: &[Attribute]| around.read_tag(name, attributes);
        let (document, _) = parse_with_values(scanned, &scope.values, &read);
        words_of(&document.blocks, matches!(tag, Tag::Function(..)))
    }

    fn find_file(&self, attributes: &[Attribute]) -> Option<usize> {
        let file =
            attributes.iter().find(|attribute| ["file", "src"].contains(&attribute.name.value.as_str()));
        self.snippets.find(self.path, &file?.value.as_ref()?.value)
    }
}

/// The words of the only paragraph. What a function gives may be dressed in tags of HTML, which are left out.
fn words_of(blocks: &[Block], function: bool) -> Option<InText> {
    let mut paragraphs = Vec::new();
    if !read_paragraphs(blocks, &mut paragraphs) {
        return Some(InText::Blocks);
    }
    let words = match paragraphs.as_slice() {
        [] => return None,
        [only] => only,
        _ => return Some(InText::Blocks),
    };
    let words = match function && words.markdown.contains('<') {
        true => without_tags(&words.markdown),
        false => words.markdown.clone(),
    };
    (!words.is_empty()).then_some(InText::Words(words))
}

/// A text without its tags of HTML, which may hold expressions: `<span style={{ color: "red" }}>`.
fn without_tags(markdown: &str) -> String {
    let mut words = String::new();
    let mut depth: Option<usize> = None;
    for (at, c) in markdown.char_indices() {
        depth = match (depth, c) {
            (None, '<') if markdown[at + 1..].starts_with(|c: char| c == '/' || c.is_alphabetic()) => Some(0),
            (None, _) => {
                words.push(c);
                None
            }
            (Some(0), '>') => None,
            (Some(depth), '{') => Some(depth + 1),
            (Some(depth), '}') => Some(depth.saturating_sub(1)),
            (Some(depth), _) => Some(depth),
        };
    }
    words.trim().to_owned()
}

/// Finds the paragraphs, in frames too; false where there is anything but words.
fn read_paragraphs<'b>(blocks: &'b [Block], paragraphs: &mut Vec<&'b Text>) -> bool {
    blocks.iter().all(|block| match &block.kind {
        BlockKind::Paragraph(text) => {
            paragraphs.push(text);
            true
        }
        // Imports and comments.
        BlockKind::Html(_) => true,
        BlockKind::Component(component) => {
            !is_field_tag(component) && read_paragraphs(&component.children, paragraphs)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::without_tags;

    #[test]
    fn tags_of_html_are_left_out() {
        assert_eq!(without_tags("<span style={{ color: '>' }}>new</span> in `v2`"), "new in `v2`");
        assert_eq!(without_tags("at <b>most</b> 5 < 6"), "at most 5 < 6");
    }
}
