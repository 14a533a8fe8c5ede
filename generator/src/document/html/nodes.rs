//! The tree of the elements of a piece of HTML, each with its place. The only file that knows the tokenizer.
//!
//! End tags that the standard lets authors leave out are put in: of list items, terms, cells, rows, paragraphs. An
//! end tag ends what is open in the same cell, and else nothing.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use std::ops::Range;

/// Elements inside one another; the tags of deeper ones are left out and their content is kept.
const MAX_DEPTH: usize = 200;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements that end a paragraph where they begin.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "details",
    "dialog",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// In lower case.
    pub name: String,
    pub attributes: Vec<HtmlAttribute>,
    pub children: Vec<Node>,
    /// All of it, tags included.
    pub range: Range<usize>,
    /// The opening tag.
    pub tag: Range<usize>,
}

/// An attribute of an element; its place is that of name and value.
#[derive(Debug)]
pub(super) struct HtmlAttribute {
    pub name: String,
    pub value: String,
    pub range: Range<usize>,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    /// A place in the source.
    Text(Range<usize>),
}

impl Element {
    pub(super) fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&HtmlAttribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    pub(super) fn value(&self, name: &str) -> &str {
        self.attribute(name).map_or("", |attribute| &attribute.value)
    }

    /// The elements directly inside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }
}

impl Node {
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Element(element) => element.range.clone(),
            Self::Text(range) => range.clone(),
        }
    }
}

/// Whether an element is a block by its name.
pub(super) fn is_block(element: &Element) -> bool {
    element.is(BLOCKS)
}

fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> + '_ {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Scripts hold no tags.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|Ok(token)| token)
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// One past the end tag of the element that begins `html`; `None` where it is never closed.
pub(in crate::document) fn element_end(html: &str) -> Option<usize> {
    let (mut name, mut depth) = (Vec::new(), 0_usize);
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => {
                if depth == 0 {
                    name = tag.name.to_vec();
                }
                depth += usize::from(**tag.name == *name && !tag.self_closing);
                if depth == 0 {
                    return Some(tag.span.end);
                }
            }
            Token::EndTag(tag) if **tag.name == *name => {
                depth -= 1;
                if depth == 0 {
                    return Some(tag.span.end);
                }
            }
            _ => {}
        }
    }
    None
}

/// The nodes of a range of a text. `in_markdown`: `<a/>` is closed, as in JSX.
pub(super) fn parse_nodes(text: &str, range: Range<usize>, in_markdown: bool) -> Vec<Node> {
    let mut builder = Builder { text, base: range.start, in_markdown, root: Vec::new(), open: Vec::new() };
    for token in tokens(&text[range.clone()]) {
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => {
                let place = builder.place(tag.span.start, tag.span.end);
                builder.end(&text_of(&tag.name), place);
            }
            Token::String(string) => {
                let place = builder.place(string.span.start, string.span.end);
                builder.push(Node::Text(place));
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while !builder.open.is_empty() {
        builder.pop(range.end);
    }
    builder.root
}

struct Builder<'t> {
    text: &'t str,
    base: usize,
    in_markdown: bool,
    root: Vec<Node>,
    open: Vec<Element>,
}

impl Builder<'_> {
    fn place(&self, start: usize, end: usize) -> Range<usize> {
        let at = |offset: usize| {
            let mut at = (self.base + offset).min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        at(start)..at(end.max(start))
    }

    fn push(&mut self, node: Node) {
        self.open.last_mut().map_or(&mut self.root, |open| &mut open.children).push(node);
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = text_of(&tag.name);
        let place = self.place(tag.span.start, tag.span.end);
        self.end_implied(&name, place.start);
        let mut attributes: Vec<_> = tag
            .attributes
            .iter()
            .map(|(name, value)| HtmlAttribute {
                name: text_of(name),
                value: text_of(&value.value),
                range: self.place(value.span.start, value.span.end),
            })
            .collect();
        attributes.sort_by_key(|attribute| attribute.range.start);
        let closed = VOID.contains(&name.as_str()) || (tag.self_closing && self.in_markdown);
        let element = Element { name, attributes, children: Vec::new(), range: place.clone(), tag: place };
        if closed {
            self.push(Node::Element(element));
        } else if self.open.len() < MAX_DEPTH {
            self.open.push(element);
        }
    }

    /// Ends what a start tag ends by being there.
    fn end_implied(&mut self, name: &str, at: usize) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption", "colgroup"], &["table"]),
            "option" => (&["option"], &["select"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["h1", "h2", "h3", "h4", "h5", "h6"], &[]),
            _ => (&[], &[]),
        };
        // What is open in a heading is words; anything else in between keeps it open.
        let stops = |element: &Element| match within {
            [] => is_block(element) && !element.is(ends),
            _ => element.is(within),
        };
        let open = self.open.iter().rposition(|element| element.is(ends) || stops(element));
        if let Some(index) = open.filter(|&index| self.open[index].is(ends)) {
            self.pop_to(index, at);
        }
        if BLOCKS.contains(&name) {
            let paragraph = self.open.iter().rposition(|element| is_block(element) || is_cell(element));
            if let Some(index) = paragraph.filter(|&index| self.open[index].name == "p") {
                self.pop_to(index, at);
            }
        }
    }

    fn end(&mut self, name: &str, place: Range<usize>) {
        let crosses =
            |element: &Element| is_cell(element) && !["tr", "thead", "tbody", "table"].contains(&name);
        let open = self.open.iter().rposition(|element| element.name == name || crosses(element));
        if let Some(index) = open.filter(|&index| self.open[index].name == name) {
            if index + 1 < self.open.len() {
                self.pop_to(index + 1, place.start);
            }
            self.pop(place.end);
        }
    }

    /// Ends the open elements from `index` on at a place.
    fn pop_to(&mut self, index: usize, at: usize) {
        while self.open.len() > index {
            self.pop(at);
        }
    }

    /// Ends the innermost element at a place.
    fn pop(&mut self, at: usize) {
        let Some(mut element) = self.open.pop() else { return };
        element.range.end = at.max(element.tag.end);
        self.push(Node::Element(element));
    }
}

fn is_cell(element: &Element) -> bool {
    element.is(&["td", "th", "caption", "table"])
}
