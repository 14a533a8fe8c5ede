//! The running text of nodes: plain, as Markdown, and its links.

use super::nodes::{Element, Node, is_block};
use crate::document::inline::push_folded;
use crate::document::{Link, Text};
use crate::source::{SourceId, Span};
use pulldown_cmark::{Event, Parser};
use std::borrow::Cow;
use std::ops::Range;

/// Elements whose text nobody reads.
const HIDDEN: &[&str] = &["script", "style", "template", "noscript", "svg", "input", "select", "iframe"];

const VERBS: &[&str] = &["get", "post", "put", "patch", "delete", "head", "options"];

/// Reads the words of one text.
#[derive(Clone, Copy)]
pub(super) struct WordReader<'t> {
    pub text: &'t str,
    pub source: SourceId,
    /// Whether words may hold marks of Markdown.
    pub in_markdown: bool,
}

impl WordReader<'_> {
    /// The text of nodes; `at`: where they stand if they hold nothing.
    pub(super) fn text<'n>(&self, nodes: impl IntoIterator<Item = &'n Node>, at: usize) -> Text {
        let mut words = Words {
            reader: *self,
            plain: String::new(),
            markdown: String::new(),
            links: Vec::new(),
            place: None,
        };
        words.nodes(nodes);
        let place = words.place.unwrap_or(at..at);
        Text {
            plain: words.plain.trim().to_owned(),
            markdown: words.markdown.trim().trim_start_matches("<br/>").trim_end_matches("<br/>").to_owned(),
            links: words.links,
            span: Span::new(self.source, place.start, place.end),
        }
    }

    /// The text of an element.
    pub(super) fn element(&self, element: &Element) -> Text {
        self.text(&element.children, element.tag.end)
    }
}

struct Words<'t> {
    reader: WordReader<'t>,
    plain: String,
    markdown: String,
    links: Vec<Link>,
    place: Option<Range<usize>>,
}

impl Words<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(range) => self.words(range),
            Node::Element(element) => self.element(element),
        }
    }

    fn nodes<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node>) {
        let mut after_element = false;
        for node in nodes {
            let is_element = matches!(node, Node::Element(_));
            let from = (self.plain.len(), self.markdown.len());
            self.node(node);
            if is_element && after_element && !self.reader.in_markdown {
                self.part_words(from);
            }
            after_element = is_element;
        }
    }

    /// Puts a space between the words of two elements that a browser shows apart: `GET` and `/lamps`.
    fn part_words(&mut self, (plain, markdown): (usize, usize)) {
        let begins = |c: char| c.is_alphanumeric() || c == '/' || c == '{';
        let parts =
            self.plain[..plain].ends_with(char::is_alphanumeric) && self.plain[plain..].starts_with(begins);
        if parts && self.plain.is_char_boundary(plain) && self.markdown.is_char_boundary(markdown) {
            self.plain.insert(plain, ' ');
            self.markdown.insert(markdown, ' ');
            if self.plain[plain + 1..].starts_with(['/', 'h']) {
                raise_verb(&mut self.plain[..plain]);
                raise_verb(&mut self.markdown[..markdown]);
            }
        }
    }

    fn widen(&mut self, range: Range<usize>) {
        let place = self.place.get_or_insert(range.clone());
        *place = place.start.min(range.start)..place.end.max(range.end);
    }

    fn words(&mut self, range: &Range<usize>) {
        let raw = &self.reader.text[range.clone()];
        let (start, end) = crate::document::indent::trim(self.reader.text, range.start, range.end);
        if start < end {
            self.widen(start..end);
        }
        if self.reader.in_markdown {
            self.push_plain(&without_marks(raw));
            push_folded(&mut self.markdown, raw);
        } else {
            let words = html_escape::decode_html_entities(raw);
            self.push_plain(&words);
            push_folded(&mut self.markdown, &escape(&words));
        }
    }

    fn push_plain(&mut self, text: &str) {
        push_folded(&mut self.plain, &text.replace(is_unseen, ""));
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            _ if element.is(HIDDEN) || is_hidden(element) => {}
            "br" | "hr" => self.break_line(),
            "img" => push_folded(&mut self.plain, element.value("alt")),
            "code" | "kbd" | "samp" | "tt" => self.code(element),
            "strong" | "b" => self.marked("**", element),
            "em" | "i" => self.marked("*", element),
            "a" => self.link(element),
            _ if is_block(element) => {
                self.break_line();
                self.nodes(&element.children);
                self.break_line();
            }
            _ if self.is_word(element) => {
                self.words(&element.tag);
                self.nodes(&element.children);
            }
            _ => self.nodes(&element.children),
        }
    }

    /// Whether a tag is a word in angle brackets: `/lamps/<id>`.
    fn is_word(&self, element: &Element) -> bool {
        let tag = &self.reader.text[element.tag.clone()];
        let unclosed = !self.reader.text[..element.range.end].ends_with(&format!("</{}>", element.name));
        self.reader.in_markdown
            && element.attributes.is_empty()
            && unclosed
            && !tag.ends_with("/>")
            && tag[1..].starts_with(|c: char| c.is_ascii_lowercase())
            && !["p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead"].contains(&element.name.as_str())
    }

    fn break_line(&mut self) {
        push_folded(&mut self.plain, " ");
        if !self.markdown.is_empty() && !self.markdown.ends_with("<br/>") {
            self.markdown.truncate(self.markdown.trim_end().len());
            self.markdown.push_str("<br/>");
        }
    }

    fn code(&mut self, element: &Element) {
        let mut inner = Words {
            markdown: String::new(),
            links: Vec::new(),
            place: None,
            plain: String::new(),
            reader: self.reader,
        };
        inner.reader.in_markdown = false;
        inner.nodes(&element.children);
        self.links.append(&mut inner.links);
        if let Some(place) = inner.place {
            self.widen(place);
        }
        let code = inner.plain.trim();
        if code.is_empty() {
            return;
        }
        self.plain.push_str(code);
        // Two spans of code that touch are one: the second is written as words.
        if self.markdown.ends_with('`') {
            self.markdown.push_str(&escape(code));
        } else if code.contains('`') {
            self.markdown.push_str(&format!("`` {code} ``"));
        } else {
            self.markdown.push_str(&format!("`{code}`"));
        }
    }

    fn marked(&mut self, mark: &str, element: &Element) {
        let from = self.markdown.len();
        self.nodes(&element.children);
        let inner = self.markdown.split_off(from.min(self.markdown.len()));
        let words = inner.trim();
        if words.is_empty() {
            return self.markdown.push_str(&inner);
        }
        let lead = &inner[..inner.len() - inner.trim_start().len()];
        let tail = &inner[inner.trim_end().len()..];
        self.markdown.push_str(&format!("{lead}{mark}{words}{mark}{tail}"));
    }

    fn link(&mut self, element: &Element) {
        let (plain, markdown) = (self.plain.len(), self.markdown.len());
        self.nodes(&element.children);
        let Some(href) = element.attribute("href").map(|href| href.value.trim()) else { return };
        let text = self.plain.get(plain..).unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let inner = self.markdown.split_off(markdown.min(self.markdown.len()));
        self.markdown.push_str(&format!("[{}]({})", inner.trim(), href.replace(' ', "%20")));
        self.links.push(Link { text, target: href.to_owned() });
    }
}

/// Whether an element is there for other readers than people, or is an anchor's sign.
fn is_hidden(element: &Element) -> bool {
    let words =
        |name: &str| element.value(name).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let is_anchor = |class: &String| {
        ["anchor", "headerlink", "hash-link", "header-anchor", "heading-anchor", "anchor-link"]
            .contains(&class.as_str())
    };
    element.attribute("hidden").is_some()
        || element.value("aria-hidden") == "true"
        || (element.name == "a" && words("class").iter().any(is_anchor))
}

/// Writes a verb in front of a path in capitals, as its style shows it.
fn raise_verb(words: &mut str) {
    let from = words.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    if let Some(verb) = words.get_mut(from..).filter(|verb| VERBS.contains(&&**verb)) {
        verb.make_ascii_uppercase();
    }
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
}

/// Words as Markdown that says the same.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '<' | '[') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The words of a text of Markdown, white space kept at its ends.
fn without_marks(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['*', '_', '`', '[', '\\', '&']) {
        return Cow::Borrowed(raw);
    }
    let mut line = String::new();
    push_folded(&mut line, raw);
    let inner = line.trim();
    // Between full stops it begins no list and no code, and marks at its ends count.
    let sentence = format!(".{inner}.");
    let mut plain = String::new();
    for event in Parser::new(&sentence) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::InlineHtml(html) => plain.push_str(&html),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    let plain = plain.strip_prefix('.').and_then(|plain| plain.strip_suffix('.')).unwrap_or(inner);
    let blank = |c: Option<char>| if c.is_some_and(char::is_whitespace) { " " } else { "" };
    Cow::Owned(format!("{}{plain}{}", blank(raw.chars().next()), blank(raw.chars().next_back())))
}
