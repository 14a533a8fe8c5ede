//! Stage **document**: a page's text as a tree of blocks, every node with its span.
//!
//! Two parsers make it: [`parse_markdown`] for markdown and MDX ([`scan_file`] finds the component tags
//! before, so that indented or unclosed component content is never taken for a code block), and
//! [`parse_rendered`] for the text of a rendered page, which has lines and nothing else.
//! Neither fails: what cannot be parsed is a paragraph.

mod comments;
mod components;
mod expand;
pub mod expression;
mod fence;
mod form_parts;
mod front_matter;
mod function;
mod heading;
mod html;
mod indent;
mod inline;
pub mod json;
mod markdown;
mod moved;
mod rendered;
mod run;
mod scan;
mod scanned;
mod shortcodes;
mod statements;
mod tag;
mod template;
#[cfg(test)]
mod tests;
mod tree;
mod yaml;

pub use expand::{InText, Unresolved, Values, parse_with_values};
pub use form_parts::{AMPERSAND, form_parts};
pub use front_matter::behind_comments;
pub use function::Function;
pub use html::{HtmlPage, begins_as_html, parse_html};
pub use json::{Json, JsonProblem, JsonValue, parse_json};
pub use markdown::parse_markdown;
pub use rendered::{parse_crawled, parse_rendered};
pub use scanned::{ScannedFile, scan_file, scan_markup};
pub use statements::{Import, Statements, read_statements};
pub use yaml::parse_yaml;

use crate::source::{Span, Spanned};
use std::ops::Range;

/// A page as a tree of blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The `---` block on top, if there is one.
    pub front_matter: Option<FrontMatter>,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Of the lines of a web page: how deep in its elements each block stands. Empty for any other page.
    pub depths: Vec<u16>,
}

/// The `key: value` block on top of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// Keys and their scalar values as text, quotes removed, in order. A value that is not a
    /// scalar (a list or a map) is its source text.
    pub entries: Vec<(Spanned<String>, Spanned<String>)>,
    /// From the first `---` to the second.
    pub span: Span,
}

impl FrontMatter {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Spanned<String>> {
        self.entries.iter().find(|(k, _)| k.value == key).map(|(_, v)| v)
    }
}

/// A block and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// All of it, children and closing tag included.
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// `## Title`
    Heading {
        /// 1 to 6.
        level: u8,
        /// The heading's text.
        text: Text,
        /// What links to it point to, where the page gives it a name of its own: `## Lamps {#all-lamps}`.
        anchor: Option<String>,
    },
    /// Running text; in rendered text one line.
    Paragraph(Text),
    /// A bulleted or numbered list.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// The blocks of each item.
        items: Vec<Block>,
    },
    /// One item of a list, with its blocks.
    Item(Vec<Block>),
    /// A definition list: `term` and, on the next line, `: definition`.
    Definitions(Vec<Definition>),
    /// A pipe table.
    Table {
        /// The header cells.
        header: Vec<Text>,
        /// The cells of each row.
        rows: Vec<Vec<Text>>,
    },
    /// A fenced (or indented) code block; in rendered text a run of lines that is JSON or a command.
    Fence(Fence),
    /// `> …`
    Quote(Vec<Block>),
    /// `<Name attribute="…">…</Name>`: a tag whose name starts with a capital letter.
    Component(Component),
    /// HTML, imports and expressions that are not content.
    Html(String),
    /// `---`
    Rule,
    /// What stands in the place of a tag. No front end makes one: what a tag includes is known later.
    Included(Included),
}

/// What stands in the place of a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Included {
    /// The path of the file that it comes from, where that is another.
    pub file: Option<String>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// One term of a definition list.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Text,
    /// What is said of it; empty where several terms share the definition of the last.
    pub blocks: Vec<Block>,
    /// Term and definition.
    pub span: Span,
}

/// Running text in two forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Without markup: `See Sensors` of "See \[**Sensors**\](/sensors)".
    pub plain: String,
    /// As inline markdown, white space folded, links kept.
    pub markdown: String,
    /// The destinations of the links in it, in order.
    pub links: Vec<Link>,
    /// Where it stands.
    pub span: Span,
}

impl Text {
    /// Adds another text as a paragraph of its own.
    pub fn add_paragraph(&mut self, other: Text) {
        self.plain.push('\n');
        self.plain.push_str(&other.plain);
        self.markdown.push_str("\n\n");
        self.markdown.push_str(&other.markdown);
        self.links.extend(other.links);
        self.span = self.span.to(other.span);
    }
}

/// A link in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text shown.
    pub text: String,
    /// Where it leads, as written.
    pub target: String,
}

/// A code block.
#[derive(Clone, Debug, PartialEq)]
pub struct Fence {
    /// First word of the info string, lower case: `json`, `bash`; empty if there is none.
    pub language: String,
    /// The rest of the info string without `key={…}` attributes: `201 Created`, `cURL`.
    pub title: String,
    /// The code, dedented, with `\n` between lines and none after the last.
    pub code: String,
    /// Where the code stands, without the fence lines.
    pub code_span: Span,
    /// Maps places in `code` to places in the file.
    pub map: LineMap,
    /// Whether the closing fence was there.
    pub closed: bool,
}

impl Fence {
    /// A part of the code as a block of its own, of the same language and without a title.
    pub(crate) fn part(&self, range: Range<usize>) -> Fence {
        let mut map = LineMap::default();
        let mut at = range.start;
        for line in self.code[range.clone()].split_inclusive('\n') {
            map.push(at - range.start, self.map.resolve(at));
            at += line.len();
        }
        let (start, end) = (self.map.resolve(range.start), self.map.resolve(range.end));
        Fence {
            language: self.language.clone(),
            title: String::new(),
            code: self.code[range].to_owned(),
            code_span: Span::new(self.code_span.source, start, end),
            map,
            closed: self.closed,
        }
    }
}

/// A component tag and its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// `ParamField`; a dotted name is kept whole: `Card.Group`.
    pub name: String,
    /// The attributes in order.
    pub attributes: Vec<Attribute>,
    /// The blocks between the opening and the closing tag.
    pub children: Vec<Block>,
    /// The opening tag alone.
    pub tag_span: Span,
    /// Whether it was closed, by its own end tag or by `/>`.
    pub closed: bool,
}

impl Component {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name.value == name)
    }

    /// The text of an attribute that has one.
    pub fn value(&self, name: &str) -> Option<&Spanned<String>> {
        self.attribute(name).and_then(|a| a.value.as_ref())
    }
}

/// `name`, `name="text"` or `name={expression}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The name as written.
    pub name: Spanned<String>,
    /// The value without quotes or braces; `None` for a bare name.
    pub value: Option<Spanned<String>>,
    /// Whether the value is an expression; `{"text"}` is a text.
    pub expression: bool,
}

/// Maps byte offsets of a dedented text to offsets of the file, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineMap {
    /// For each line of the dedented text: (its offset there, its offset in the file).
    lines: Vec<(u32, u32)>,
}

impl LineMap {
    /// Makes room for so many more lines.
    pub(crate) fn reserve(&mut self, lines: usize) {
        self.lines.reserve(lines);
    }

    /// Records that the line at `local` of the dedented text stands at `file` in the file.
    pub fn push(&mut self, local: usize, file: usize) {
        self.lines.push((local as u32, file as u32));
    }

    /// The offset in the file of an offset in the dedented text.
    pub fn resolve(&self, local: usize) -> usize {
        let index = self.lines.partition_point(|&(start, _)| start as usize <= local);
        match index.checked_sub(1).map(|i| self.lines[i]) {
            Some((start, file)) => file as usize + (local - start as usize),
            None => local,
        }
    }
}
