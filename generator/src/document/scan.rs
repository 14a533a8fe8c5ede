//! The scanner of a markdown page: finds what must not be left to markdown, in one pass.
//!
//! ```ebnf
//! page      = { line } ;
//! line      = prefix , ( fence | statement | heading | inline , [ fence ] ) ;  (* after a tag *)
//! prefix    = { space | ">" | list marker } ;
//! statement = ( "import" | "export" ) , … to the end of the line on which its brackets and templates end ;
//! heading   = "#" , … (* only its place matters here: it ends components that nobody closes *) ;
//! inline    = { code span | "\" , any | comment | open tag | close tag | template tag | markup | any } ;
//! markup    = "<table" , … , "</table>" ;   (* and other blocks of HTML, behind tags alone: see `html` *)
//! comment   = "<!--" , … , "-->" | "{/*" , … , "*/}" ;
//! ```
//!
//! `fence` is in [`fence`](super::fence), the tags in [`tag`](super::tag) and [`template`](super::template). A tag that follows a letter or
//! digit directly (`List<String>`) is not a tag.

mod lines;
mod markup;

use std::collections::BTreeMap;

use memchr::memchr_iter;

use super::fence::{FenceLines, read_fence};
use super::indent::{line_end, next_line, read_prefix};
use super::tag::{OpenTag, TagReader, balanced};
use crate::source::SourceId;
use lines::{is_heading, is_statement};

/// What opens something that may run over lines in a statement.
const BRACKETS: [char; 4] = ['{', '(', '[', '`'];

/// Whether a byte ends a line or may begin something that is not markdown.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let all = b"\n\\`~<{";
    let mut i = 0;
    while i < all.len() {
        marks[all[i] as usize] = true;
        i += 1;
    }
    marks
};

/// Something that is not markdown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The line on which it begins, from 0.
    pub line: u32,
    /// The line on which it ends.
    pub end_line: u32,
    /// The column of the first thing on its line after list and quote markers.
    pub indent: usize,
    /// Whether there is text between it and the token before it, or the prefix of its line.
    pub after_text: bool,
    /// What it is.
    pub kind: TokenKind<'a>,
}

/// The kinds of token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Open(OpenTag<'a>),
    Close(&'a str),
    Fence(FenceLines),
    /// An element of HTML that is a block: `<table>…</table>`.
    Markup,
    /// `<!-- … -->` or `{/* … */}`
    Comment,
    /// `import …` or `export …`
    Statement,
    Heading,
}

/// Finds the tokens of `text` from `start` on.
pub(super) fn scan(text: &str, start: usize, source: SourceId) -> Vec<Token<'_>> {
    let mut scanner = Scanner {
        text,
        source,
        tags: TagReader::new(text, source),
        at: start,
        line: 0,
        indent: 0,
        text_from: start,
        after_blank: true,
        no_more: NoMore::default(),
        unclosed_markup: 0,
        open: BTreeMap::new(),
        tokens: Vec::new(),
    };
    while scanner.at < text.len() {
        scanner.scan_line();
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    source: SourceId,
    tags: TagReader<'a>,
    at: usize,
    line: u32,
    indent: usize,
    /// Where the text after the last token of the line begins.
    text_from: usize,
    /// Whether the line before is blank, a statement or none.
    after_blank: bool,
    no_more: NoMore,
    /// How many elements of HTML had no end.
    unclosed_markup: u32,
    /// How many components of a name are open.
    open: BTreeMap<&'a str, u32>,
    tokens: Vec<Token<'a>>,
}

/// What has been looked for to the end of the text in vain, so as not to look again.
#[derive(Default)]
struct NoMore {
    html_comment: bool,
    jsx_comment: bool,
    statement: bool,
}

impl<'a> Scanner<'a> {
    fn scan_line(&mut self) {
        let bytes = self.text.as_bytes();
        let line_start = self.at;
        let prefix = read_prefix(bytes, line_start);
        self.at = prefix.content;
        self.indent = prefix.column;
        self.text_from = prefix.content;
        let after_blank = std::mem::replace(&mut self.after_blank, false);
        match bytes.get(self.at) {
            None => {}
            Some(b'\n' | b'\r') => self.after_blank = true,
            Some(b'`' | b'~') if self.scan_fence(prefix.quotes) => return,
            Some(b'i' | b'e') if after_blank && self.at == line_start && self.scan_statement() => return,
            Some(b'#') if is_heading(&bytes[self.at..]) => {
                self.push(self.at, self.at, self.line, TokenKind::Heading);
            }
            Some(_) => {}
        }
        self.scan_inline();
    }

    fn scan_fence(&mut self, quotes: usize) -> bool {
        let is_open = |name: &str| self.open.get(name).is_some_and(|&n| n > 0);
        let Some(fence) = read_fence(self.text, self.at, self.indent, quotes, is_open) else {
            return false;
        };
        self.push(fence.start, fence.end, self.line, TokenKind::Fence(fence));
        self.line += count_lines(&self.text[self.at..fence.next]);
        self.at = fence.next;
        self.after_blank = true;
        true
    }

    fn scan_statement(&mut self) -> bool {
        let line = &self.text[self.at..line_end(self.text, self.at)];
        if !is_statement(line) {
            return false;
        }
        let mut end = self.at + line.len();
        if line.trim_end().ends_with('=') {
            end = line_end(self.text, next_line(self.text, end));
        }
        if let Some(bracket) = self.text[self.at..end].find(BRACKETS).map(|i| self.at + i) {
            end = self.statement_end(bracket).unwrap_or(end);
        }
        let end_line = self.line + count_lines(&self.text[self.at..end]);
        self.push(self.at, end, end_line, TokenKind::Statement);
        self.at = next_line(self.text, end);
        self.line = end_line + 1;
        self.after_blank = true;
        true
    }

    /// The end of the line on which the brackets balance that are open after the one at `bracket`.
    fn statement_end(&mut self, mut bracket: usize) -> Option<usize> {
        loop {
            if self.no_more.statement {
                return None;
            }
            let Some(closed) = balanced(self.text.as_bytes(), bracket) else {
                self.no_more.statement = true;
                return None;
            };
            let end = line_end(self.text, closed);
            match self.text[closed..end].find(BRACKETS) {
                Some(i) => bracket = closed + i,
                None => return Some(end),
            }
        }
    }

    /// The rest of the line, and of the lines that a tag or comment on it runs over.
    fn scan_inline(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            let Some(words) = bytes[self.at..].iter().position(|&b| MARKS[usize::from(b)]) else {
                self.at = bytes.len();
                return;
            };
            self.at += words;
            match bytes[self.at] {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    return;
                }
                b'\\' if bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation) => self.at += 2,
                b'`' | b'~' if self.follows_tag() && self.scan_fence(0) => return,
                b'`' => self.skip_code_span(),
                b'<' => self.scan_angle(),
                b'{' if bytes[self.at..].starts_with(b"{/*") => self.scan_comment("*/}"),
                b'{' if bytes[self.at..].starts_with(b"{%") => self.scan_template(),
                _ => self.at += 1,
            }
        }
    }

    fn skip_code_span(&mut self) {
        let bytes = self.text.as_bytes();
        let run = |at: usize| bytes[at..].iter().take_while(|&&b| b == b'`').count();
        let length = run(self.at);
        self.at += length;
        let mut at = self.at;
        while let Some(&b) = bytes.get(at).filter(|&&b| b != b'\n') {
            if b != b'`' {
                at += 1;
                continue;
            }
            let closing = run(at);
            at += closing;
            if closing == length {
                self.at = at;
                return;
            }
        }
    }

    fn scan_angle(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        match rest.get(1) {
            Some(b'!') if rest.starts_with(b"<!--") => self.scan_comment("-->"),
            Some(b'/') if rest.get(2).is_some_and(may_close) => match self.tags.close(self.at) {
                Some((name, end)) => self.push_close(name, end),
                None => self.at += 1,
            },
            Some(b'A'..=b'Z') if !self.follows_word() => match self.tags.open(self.at) {
                Some(tag) => self.push_open(tag),
                None => self.at += 1,
            },
            Some(b'/') if rest.starts_with(b"</details>") => self.push_close("details", self.at + 10),
            Some(b'a'..=b'z') if !self.follows_word() => self.scan_html(),
            _ => self.at += 1,
        }
    }

    /// Whether a tag stands before this place, with nothing but white space between.
    fn follows_tag(&self) -> bool {
        let tag_end = self.tokens.last().is_some_and(|t| t.end == self.text_from);
        tag_end && self.text[self.text_from..self.at].trim().is_empty()
    }

    fn follows_word(&self) -> bool {
        self.text_from < self.at && self.text.as_bytes()[self.at - 1].is_ascii_alphanumeric()
    }

    fn scan_comment(&mut self, close: &str) {
        let no_more = match close {
            "-->" => self.no_more.html_comment,
            _ => self.no_more.jsx_comment,
        };
        let found = if no_more { None } else { self.text[self.at + 3..].find(close) };
        match found {
            Some(i) => self.push_to(self.at + 3 + i + close.len(), TokenKind::Comment),
            None if close == "-->" => {
                // Markdown would take all that follows for the comment: the line is enough.
                self.no_more.html_comment = true;
                self.push_to(line_end(self.text, self.at), TokenKind::Comment);
            }
            None => {
                self.no_more.jsx_comment = true;
                self.at += 1;
            }
        }
    }

    /// Adds the token from here to `end` and goes on after it.
    fn push_to(&mut self, end: usize, kind: TokenKind<'a>) {
        let end_line = self.line + count_lines(&self.text[self.at..end]);
        self.push(self.at, end, end_line, kind);
        self.line = end_line;
        self.at = end;
    }

    fn push(&mut self, start: usize, end: usize, end_line: u32, kind: TokenKind<'a>) {
        let after_text = !self.text[self.text_from..start].trim().is_empty();
        let (line, indent) = (self.line, self.indent);
        self.tokens.push(Token { start, end, line, end_line, indent, after_text, kind });
        self.text_from = end;
    }
}

/// Whether a closing tag may follow `</`: a component's name, with or without a space before it.
fn may_close(byte: &u8) -> bool {
    byte.is_ascii_uppercase() || *byte == b' '
}

fn count_lines(text: &str) -> u32 {
    memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind and text of every token.
    fn tokens(text: &str) -> Vec<(&'static str, &str)> {
        let kind = |token: &Token<'_>| match token.kind {
            TokenKind::Open(_) => "open",
            TokenKind::Close(_) => "close",
            TokenKind::Fence(_) => "fence",
            TokenKind::Markup => "markup",
            TokenKind::Comment => "comment",
            TokenKind::Statement => "statement",
            TokenKind::Heading => "heading",
        };
        scan(text, 0, SourceId(0)).iter().map(|t| (kind(t), &text[t.start..t.end])).collect()
    }

    #[test]
    fn tags_in_code_are_code() {
        assert_eq!(tokens("`<A>` \\<B> ``<C> ` <D>`` <E>"), [("open", "<E>")]);
        assert_eq!(tokens("```\n<A>\n```\n<B>"), [("fence", "```\n<A>\n```"), ("open", "<B>")]);
        assert_eq!(tokens("a ` b <A>"), [("open", "<A>")]);
    }

    #[test]
    fn a_tag_after_a_word_or_in_lower_case_is_text() {
        assert_eq!(tokens("List<String> <div> a < B <b/>"), []);
        assert_eq!(tokens("<A>x</A><B/>"), [("open", "<A>"), ("close", "</A>"), ("open", "<B/>")]);
    }

    #[test]
    fn comments_hide_what_they_hold() {
        assert_eq!(tokens("{/* <A>\n*/} <B>"), [("comment", "{/* <A>\n*/}"), ("open", "<B>")]);
        assert_eq!(tokens("<!-- <A>\n```\n--> x"), [("comment", "<!-- <A>\n```\n-->")]);
        assert_eq!(tokens("<!-- x\n<A>"), [("comment", "<!-- x"), ("open", "<A>")]);
        assert_eq!(tokens("{/* x\n<A>"), [("open", "<A>")]);
    }

    #[test]
    fn imports_and_exports() {
        let page = "import A from '/a.mdx'\nexport const B = () => {\n\n  return <C/>\n}\n\n<D/>";
        assert_eq!(
            tokens(page),
            [
                ("statement", "import A from '/a.mdx'"),
                ("statement", "export const B = () => {\n\n  return <C/>\n}"),
                ("open", "<D/>"),
            ]
        );
        assert_eq!(tokens("export your data from the page\nimport contacts"), []);
        assert_eq!(tokens("text\nimport A from 'a'"), []);
    }

    #[test]
    fn places_are_those_of_the_line() {
        let text = "- a\n  - <A\n    b>text <B/>\n# H";
        let tokens = scan(text, 0, SourceId(0));
        let places: Vec<_> = tokens.iter().map(|t| (t.line, t.end_line, t.indent, t.after_text)).collect();
        assert_eq!(places, [(1, 2, 4, false), (2, 2, 4, true), (3, 3, 0, false)]);
    }
}
