//! From tokens to a tree of components, fences and comments.
//!
//! ```ebnf
//! content   = { markdown | component | fence | comment | statement } ;
//! component = self-closing tag | open tag , content , [ close tag ] ;
//! ```
//!
//! - A tag with text before it on its line whose element ends on that line is *inline*: it stays
//!   with the text (`## Title <Badge>new</Badge>`, a table cell). Every other one is a component.
//!   Markers of lists and quotes are not text.
//! - An end tag closes the nearest open tag of its name. Where a name has fewer end tags than
//!   start tags, one of the same indentation is preferred, for then indentation is what is left
//!   of the author's intent.
//! - A component that nobody closes ends where its parent ends, or before the next heading or
//!   component of the same or lesser indentation: pages forget the end tag of a field, and the
//!   fields after it are its siblings.
//! - An end tag that closes nothing is kept as HTML, as are comments and statements.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memrchr;

use super::Attribute;
use super::fence::FenceLines;
use super::scan::{Token, TokenKind};
use super::template::component_name;

/// Components inside one another; what is deeper is kept as HTML.
const MAX_DEPTH: usize = 64;
/// How many open tags an end tag looks at for one of its own indentation.
const MAX_LOOK_BACK: usize = 256;

/// A part of a page that is not markdown.
#[derive(Debug, PartialEq)]
pub(super) struct Element {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: ElementKind,
}

/// The kinds of element.
#[derive(Debug, PartialEq)]
pub(super) enum ElementKind {
    Component(ComponentElement),
    Fence(FenceLines),
    /// An element of HTML that is a block.
    Markup,
    /// Comments, imports, exports, end tags that close nothing.
    Html,
}

/// A component before its content is read as markdown.
#[derive(Debug, PartialEq)]
pub(super) struct ComponentElement {
    pub name: String,
    pub attributes: Vec<Attribute>,
    /// One past the opening tag.
    pub tag_end: usize,
    /// What stands between the tags.
    pub content: Range<usize>,
    /// The elements in `content`, in order.
    pub elements: Vec<Element>,
    pub closed: bool,
}

/// The elements of a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Elements {
    /// Those of the page itself, in order.
    pub elements: Vec<Element>,
    /// The places of tags and comments inside running text, in order.
    pub inline: Vec<Range<usize>>,
}

/// What a tag turned out to be.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// An opening tag that nobody closed.
    Unclosed,
    /// An opening tag, with the index of the token that closes it.
    Closed(usize),
    /// A self-closing tag.
    Whole,
    /// A closing tag of a component.
    Closes,
    /// A tag of an inline element, or a comment in running text.
    Inline,
    /// Not markup after all, only text.
    Text,
    /// Kept as HTML.
    Html,
}

/// Builds the tree of `tokens`.
pub(super) fn build_elements(text: &str, tokens: Vec<Token<'_>>) -> Elements {
    let mut roles = match_tags(&tokens);
    for (token, role) in tokens.iter().zip(&mut roles) {
        // A tag in braces without an end tag stands alone.
        if text[token.start..].starts_with("{%") {
            *role = match *role {
                Role::Unclosed => Role::Whole,
                Role::Text => Role::Inline,
                role => role,
            };
        }
    }
    let inline = tokens.iter().zip(&roles).filter(|(_, role)| **role == Role::Inline);
    let inline = inline.map(|(token, _)| token.start..token.end).collect();
    Elements { elements: nest(text, tokens, &roles), inline }
}

/// Finds the role of every token.
fn match_tags(tokens: &[Token<'_>]) -> Vec<Role> {
    let mut roles = vec![Role::Html; tokens.len()];
    let mut open = OpenTags::new(tokens);
    let (mut line, mut after_text) = (0, false);
    for (i, token) in tokens.iter().enumerate() {
        after_text = token.after_text || (after_text && token.line == line);
        match &token.kind {
            TokenKind::Open(tag) if tag.self_closing => {
                roles[i] = if after_text { Role::Inline } else { Role::Whole };
            }
            TokenKind::Open(tag) => {
                roles[i] = if after_text { Role::Text } else { Role::Unclosed };
                open.push(i, tag.name, after_text);
            }
            TokenKind::Close(name) => {
                let leads = !after_text;
                match open.close(tokens, name, token.indent, leads) {
                    Some((opener, true)) if tokens[opener].end_line == token.line => {
                        (roles[opener], roles[i]) = (Role::Inline, Role::Inline);
                        after_text = true;
                    }
                    Some((opener, _)) => {
                        (roles[opener], roles[i]) = (Role::Closed(i), Role::Closes);
                        after_text = false;
                    }
                    None if after_text => roles[i] = Role::Text,
                    None => {}
                }
            }
            TokenKind::Comment if after_text => roles[i] = Role::Inline,
            TokenKind::Markup => after_text = false,
            TokenKind::Comment | TokenKind::Fence(_) | TokenKind::Statement | TokenKind::Heading => {}
        }
        line = token.end_line;
    }
    roles
}

/// The tags that are open at some place.
struct OpenTags<'a> {
    /// Token index, name, whether there is text before it on its line.
    stack: Vec<(usize, &'a str, bool)>,
    names: BTreeMap<&'a str, Tally>,
}

/// The tags of one name.
#[derive(Default)]
struct Tally {
    open: usize,
    /// Start tags less end tags on the whole page.
    surplus: i64,
}

impl<'a> OpenTags<'a> {
    fn new(tokens: &[Token<'a>]) -> Self {
        let mut names: BTreeMap<&str, Tally> = BTreeMap::new();
        for token in tokens {
            match &token.kind {
                TokenKind::Open(tag) if !tag.self_closing => names.entry(tag.name).or_default().surplus += 1,
                TokenKind::Close(name) => names.entry(name).or_default().surplus -= 1,
                _ => {}
            }
        }
        Self { stack: Vec::new(), names }
    }

    fn push(&mut self, token: usize, name: &'a str, after_text: bool) {
        self.stack.push((token, name, after_text));
        self.names.entry(name).or_default().open += 1;
    }

    /// Takes the tag that an end tag closes, and those inside it, off the stack.
    fn close(
        &mut self,
        tokens: &[Token<'_>],
        name: &str,
        indent: usize,
        leads: bool,
    ) -> Option<(usize, bool)> {
        let surplus = self.names.get(name).filter(|tally| tally.open > 0)?.surplus;
        let nearest = self.stack.iter().rposition(|entry| entry.1 == name)?;
        let mut chosen = nearest;
        if leads && surplus > 0 {
            let aligned =
                |entry: &(usize, &str, bool)| entry.1 == name && !entry.2 && tokens[entry.0].indent == indent;
            let from = nearest.saturating_sub(MAX_LOOK_BACK);
            if let Some(found) = self.stack[from..=nearest].iter().rposition(aligned) {
                chosen = from + found;
            }
        }
        for (_, name, _) in &self.stack[chosen..] {
            if let Some(tally) = self.names.get_mut(name) {
                tally.open -= 1;
            }
        }
        let (token, _, after_text) = self.stack[chosen];
        self.stack.truncate(chosen);
        Some((token, after_text))
    }
}

/// An open component while the tree is built.
struct Frame {
    start: usize,
    indent: usize,
    closer: Option<usize>,
    component: ComponentElement,
}

impl Frame {
    /// Where the content after the last element begins.
    fn content_from(&self) -> usize {
        self.component.elements.last().map_or(self.component.tag_end, |e| e.end)
    }

    fn into_element(mut self, content_end: usize, end: usize) -> Element {
        self.component.content.end = content_end;
        self.component.closed = self.closer.is_some();
        Element { start: self.start, end, kind: ElementKind::Component(self.component) }
    }
}

fn nest(text: &str, tokens: Vec<Token<'_>>, roles: &[Role]) -> Vec<Element> {
    let mut tree = Tree { text, root: Vec::new(), frames: Vec::new() };
    for (i, token) in tokens.into_iter().enumerate() {
        let (start, end) = (token.start, token.end);
        let before = if token.after_text { start } else { line_start(text, start) };
        match (token.kind, roles[i]) {
            (_, Role::Inline | Role::Text) => {}
            (TokenKind::Heading, _) => tree.end_unclosed(token.indent, before),
            (TokenKind::Fence(fence), _) => tree.push(start, end, ElementKind::Fence(fence)),
            (TokenKind::Markup, _) => tree.push(start, end, ElementKind::Markup),
            (TokenKind::Open(tag), role) => {
                tree.end_unclosed(token.indent, before);
                let component = ComponentElement {
                    name: component_name(tag.name).to_owned(),
                    attributes: tag.attributes,
                    tag_end: end,
                    content: end..end,
                    elements: Vec::new(),
                    closed: true,
                };
                match role {
                    Role::Whole => tree.push(start, end, ElementKind::Component(component)),
                    _ if tree.frames.len() >= MAX_DEPTH => tree.push(start, end, ElementKind::Html),
                    role => {
                        let closer = if let Role::Closed(closer) = role { Some(closer) } else { None };
                        tree.frames.push(Frame { start, indent: token.indent, closer, component });
                    }
                }
            }
            (TokenKind::Close(_), Role::Closes) => tree.close(i, start, before, end),
            _ => tree.push(start, end, ElementKind::Html),
        }
    }
    tree.finish()
}

fn line_start(text: &str, at: usize) -> usize {
    memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |i| i + 1)
}

struct Tree<'a> {
    text: &'a str,
    root: Vec<Element>,
    frames: Vec<Frame>,
}

impl Tree<'_> {
    fn push(&mut self, start: usize, end: usize, kind: ElementKind) {
        let siblings = self.frames.last_mut().map_or(&mut self.root, |f| &mut f.component.elements);
        siblings.push(Element { start, end, kind });
    }

    /// Ends the innermost component, which nobody closed, before `at`.
    fn pop_unclosed(&mut self, at: usize) {
        if let Some(frame) = self.frames.pop() {
            let from = frame.content_from();
            let end = from + self.text[from..at.max(from)].trim_end().len();
            let element = frame.into_element(end, end);
            self.push(element.start, element.end, element.kind);
        }
    }

    fn end_unclosed(&mut self, indent: usize, at: usize) {
        while self.frames.last().is_some_and(|f| f.closer.is_none() && indent <= f.indent) {
            self.pop_unclosed(at);
        }
    }

    /// Closes the component of an end tag at `start..end`, whose content ends `before` its line.
    fn close(&mut self, token: usize, start: usize, before: usize, end: usize) {
        let Some(depth) = self.frames.iter().rposition(|f| f.closer == Some(token)) else {
            return self.push(start, end, ElementKind::Html);
        };
        while self.frames.len() > depth + 1 {
            self.pop_unclosed(before);
        }
        if let Some(frame) = self.frames.pop() {
            let content_end = before.max(frame.content_from());
            let element = frame.into_element(content_end, end);
            self.push(element.start, element.end, element.kind);
        }
    }

    fn finish(mut self) -> Vec<Element> {
        while !self.frames.is_empty() {
            self.pop_unclosed(self.text.len());
        }
        self.root
    }
}
