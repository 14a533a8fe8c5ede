//! Blocks of code: the text of a `pre`, and the language that a class names.

use super::nodes::{Element, Node};
use super::words::WordReader;
use crate::document::{Fence, LineMap};
use crate::source::Span;
use std::ops::Range;

/// What stands before the language in a class: `language-json`, `highlight-source-shell`.
const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "highlight-text-", "brush:"];

/// The code of an element.
pub(super) fn read_code(words: &WordReader<'_>, pre: &Element) -> Fence {
    let mut code = Code { text: words.text, code: String::new(), map: LineMap::default(), place: None };
    code.nodes(&pre.children);
    let Code { mut code, map, place, .. } = code;
    code.truncate(code.trim_end().len());
    let at = pre.tag.end;
    let place = place.unwrap_or(at..at);
    let (code, map) = without_front(code, map, at);
    Fence {
        language: language_of(pre).unwrap_or_default(),
        title: String::new(),
        code,
        code_span: Span::new(words.source, place.start, place.end),
        map,
        closed: true,
    }
}

struct Code<'t> {
    text: &'t str,
    code: String,
    map: LineMap,
    place: Option<Range<usize>>,
}

impl Code<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(range) => self.words(range.clone()),
                Node::Element(element) if element.name == "br" => self.push("\n", element.range.start),
                Node::Element(element) if element.is(&["button", "script", "style"]) => {}
                Node::Element(element) => {
                    // Lines as elements: `<div class="line">`.
                    let is_line = element.is(&["div", "p", "li"]);
                    if is_line && !self.code.is_empty() && !self.code.ends_with('\n') {
                        self.push("\n", element.range.start);
                    }
                    self.nodes(&element.children);
                    if is_line && !self.code.ends_with('\n') {
                        self.push("\n", element.range.end);
                    }
                }
            }
        }
    }

    /// Words, with character references resolved one by one: each has its place.
    fn words(&mut self, range: Range<usize>) {
        let raw = &self.text[range.clone()];
        let (start, end) = crate::document::indent::trim(self.text, range.start, range.end);
        if start < end {
            let place = self.place.get_or_insert(start..end);
            *place = place.start.min(start)..place.end.max(end);
        }
        let mut at = range.start;
        for piece in raw.split_inclusive('\n') {
            let mut rest = piece;
            while let Some(mark) = rest.find('&') {
                let end = rest[mark..].find(';').map_or(mark + 1, |end| mark + end + 1);
                self.push(&rest[..mark], at);
                self.push(&html_escape::decode_html_entities(&rest[mark..end]), at + mark);
                at += end;
                rest = &rest[end..];
            }
            self.push(&rest.replace('\r', ""), at);
            at += rest.len();
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.map.push(self.code.len(), at);
            self.code.push_str(text);
        }
    }
}

/// The code without the blank lines at its beginning, and without the marks of a template: `{`…`}`.
fn without_front(mut code: String, map: LineMap, at: usize) -> (String, LineMap) {
    if let Some(inner) = code.strip_prefix("{`").and_then(|inner| inner.strip_suffix("`}")) {
        code = format!("  {}", inner.trim_end());
    }
    let lead = code.len() - code.trim_start().len();
    let cut =
        code[..lead].rfind('\n').map_or(if code.starts_with("  ") { lead.min(2) } else { 0 }, |end| end + 1);
    let mut moved = LineMap::default();
    moved.push(0, if code.is_empty() { at } else { map.resolve(cut) });
    for &(local, file) in map.lines.iter().filter(|(local, _)| (*local as usize) > cut) {
        moved.push(local as usize - cut, file as usize);
    }
    (code.split_off(cut), moved)
}

/// The language that a class or an attribute of the block, of its code or of what is around it names.
pub(super) fn language_of(element: &Element) -> Option<String> {
    let named = element.value("data-language").trim().to_lowercase();
    if !named.is_empty() {
        return Some(named);
    }
    let classes = [element.value("class"), element.value("classname")].join(" ");
    let of_class = classes.split_whitespace().find_map(|class| {
        PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)).filter(|name| !name.is_empty())
    });
    of_class
        .map(str::to_lowercase)
        .or_else(|| element.elements().filter(|inner| inner.name == "code").find_map(language_of))
}
