//! Code fences: where one begins and ends, and what its info string says.
//!
//! ```ebnf
//! fence  = indent , mark , [ info ] , line end , { code line } , [ indent , mark , line end ] ;
//! mark   = "```" , { "`" } | "~~~" , { "~" } ;    (* the closing one at least as long *)
//! info   = [ language ] , { word | key , "=" , ( "{…}" | quoted ) | "{…}" } ;
//! ```
//!
//! The closing mark is indented by at most three columns more than the opening one; a deeper one
//! will do where there is no other. A fence that is not closed ends, so as to lose the least,
//! before the first of these:
//!
//! - a line that opens a fence with a language (the same kind of mark, at least as long): nobody
//!   writes that inside a fence, it is the next example;
//! - a line that is the end tag of a component that is open there, unless the code holds a start
//!   tag of that name;
//! - inside a quote, the line that leaves the quote;
//! - the end of the text.

use super::indent::{line_end, line_ends, next_line, skip_blank, strip_columns, strip_quotes};
use super::{Fence, LineMap};
use crate::source::{SourceId, Span};

/// Where a fence and its parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FenceLines {
    /// The first byte of the opening mark.
    pub start: usize,
    /// One past the last byte: the end of the closing line without its line end.
    pub end: usize,
    /// Where the next line begins.
    pub next: usize,
    mark: Mark,
    column: usize,
    quotes: usize,
    code: (usize, usize),
    closed: bool,
}

/// A run of backticks or tildes and the info string after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    byte: u8,
    length: usize,
    info: (usize, usize),
}

fn read_mark(text: &str, at: usize) -> Option<Mark> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at).filter(|b| matches!(b, b'`' | b'~'))?;
    let length = bytes[at..].iter().take_while(|&&b| b == byte).count();
    if length < 3 {
        return None;
    }
    let end = line_end(text, at);
    let info = super::indent::trim(text, at + length, end);
    let inline = byte == b'`' && bytes[info.0..info.1].contains(&b'`');
    (!inline).then_some(Mark { byte, length, info })
}

/// The fence whose opening mark is at `start` of the line with the given prefix. `is_open` says
/// whether a component of that name is open there.
pub(super) fn read_fence(
    text: &str,
    start: usize,
    column: usize,
    quotes: usize,
    is_open: impl Fn(&str) -> bool,
) -> Option<FenceLines> {
    let mark = read_mark(text, start)?;
    let code = next_line(text, start);
    let mut fence =
        FenceLines { start, end: 0, next: 0, mark, column, quotes, code: (code, code), closed: false };
    let mut look_for_tag = true;
    let mut deeper = None;
    let mut line = code;
    while line < text.len() {
        let Some(after_quotes) = strip_quotes(text.as_bytes(), line, quotes) else { break };
        let (at, indent) = skip_blank(text.as_bytes(), after_quotes, after_quotes - line);
        match text.as_bytes().get(at) {
            Some(b'`' | b'~') => match read_mark(text, at).filter(|m| fence.matches(m)) {
                Some(m) if m.info.0 == m.info.1 && indent <= column + 3 => {
                    return Some(fence.close(text, line));
                }
                Some(m) if m.info.0 == m.info.1 => deeper = deeper.or(Some(line)),
                Some(m) if indent <= column + 3 && text.as_bytes()[m.info.0].is_ascii_alphabetic() => break,
                _ => {}
            },
            Some(b'<') if look_for_tag => {
                if let Some(name) = end_tag(&text[at..line_end(text, at)]).filter(|name| is_open(name)) {
                    if !holds_start_tag(&text[code..line], name) {
                        break;
                    }
                    look_for_tag = false;
                }
            }
            _ => {}
        }
        line = next_line(text, at);
    }
    if let Some(deeper) = deeper {
        return Some(fence.close(text, deeper));
    }
    fence.next = line;
    fence.end = line_end(text, start + text[start..line].trim_end().len());
    fence.code = (code, line.min(next_line(text, fence.end)).max(code));
    Some(fence)
}

/// The name in a line that is an end tag and nothing else.
fn end_tag(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix("</")?.strip_suffix('>')?.trim_end();
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}

fn holds_start_tag(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| code[..at].ends_with('<'))
}

impl FenceLines {
    fn matches(&self, mark: &Mark) -> bool {
        mark.byte == self.mark.byte && mark.length >= self.mark.length
    }

    /// The fence, closed by the line at `line`.
    fn close(self, text: &str, line: usize) -> FenceLines {
        let code = (self.code.0, line);
        let (end, next) = line_ends(text, line);
        FenceLines { end, next, code, closed: true, ..self }
    }

    /// The fence as a block's content.
    pub(super) fn to_fence(self, text: &str, source: SourceId) -> Fence {
        let mut code = CodeLines::with_capacity(self.code.1 - self.code.0);
        let columns = self.column - self.quote_columns(text);
        let mut line = self.code.0;
        while line < self.code.1 {
            let unquoted = strip_quotes(text.as_bytes(), line, self.quotes).unwrap_or(line);
            let at = strip_columns(text.as_bytes(), unquoted, columns);
            let (end, next) = line_ends(text, at);
            code.push(&text[at..end], at);
            line = next;
        }
        let (language, title) = read_info(&text[self.mark.info.0..self.mark.info.1]);
        code.into_fence(source, language, title, self.closed, self.code.0.min(self.end))
    }

    /// The columns of the opening line that its quote marks take.
    fn quote_columns(&self, text: &str) -> usize {
        if self.quotes == 0 {
            return 0;
        }
        let line = text[..self.start].rfind('\n').map_or(0, |i| i + 1);
        strip_quotes(text.as_bytes(), line, self.quotes).map_or(0, |at| (at - line).min(self.column))
    }
}

/// The lines of a code block with their places.
#[derive(Default)]
pub(super) struct CodeLines {
    code: String,
    map: LineMap,
    span: Option<(usize, usize)>,
}

impl CodeLines {
    /// No lines yet, with room for as many bytes of code.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { code: String::with_capacity(bytes), ..Self::default() }
    }

    /// Adds a line (without its line end) that stands at `at` of the file.
    pub(super) fn push(&mut self, line: &str, at: usize) {
        if self.span.is_some() {
            self.code.push('\n');
        }
        self.map.push(self.code.len(), at);
        self.code.push_str(line);
        self.span = Some((self.span.map_or(at, |s| s.0), at + line.len()));
    }

    /// The fence; `empty_at` is its place where there is no line.
    pub(super) fn into_fence(
        mut self,
        source: SourceId,
        language: String,
        title: String,
        closed: bool,
        empty_at: usize,
    ) -> Fence {
        let (start, end) = self.span.unwrap_or_else(|| {
            self.map.push(0, empty_at);
            (empty_at, empty_at)
        });
        let code_span = Span::new(source, start, end);
        Fence { language, title, code: self.code, code_span, map: self.map, closed }
    }
}

/// Language and title of an info string.
pub(super) fn read_info(info: &str) -> (String, String) {
    let (mut language, mut title, mut given_title) = (String::new(), String::new(), None);
    let mut rest = info.trim();
    let mut first = true;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(word_end(rest));
        rest = after.trim_start();
        let key_end = word.find('=').filter(|&i| word[i + 1..].starts_with(['"', '\'', '{']));
        if let Some(i) = key_end {
            if &word[..i] == "title" {
                given_title = Some(word[i + 1..].trim_matches(['"', '\'', '{', '}']).to_owned());
            }
        } else if word.starts_with('{') {
            // Lines to highlight.
        } else if first {
            language = word.split('{').next().unwrap_or_default().to_lowercase();
        } else {
            if !title.is_empty() {
                title.push(' ');
            }
            title.push_str(word);
        }
        first = false;
    }
    (language, given_title.unwrap_or(title))
}

/// The end of the first word: quotes and braces may hold white space.
fn word_end(text: &str) -> usize {
    let (mut quote, mut depth) = (None, 0usize);
    for (i, c) in text.char_indices() {
        match c {
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' if text[..i].ends_with('=') || depth > 0 => quote = Some(c),
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if c.is_whitespace() && depth == 0 => return i,
            _ => {}
        }
    }
    if quote.is_some() || depth > 0 {
        text.find(char::is_whitespace).unwrap_or(text.len())
    } else {
        text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::super::indent::read_prefix;
    use super::*;

    fn read(text: &str) -> (Fence, &str) {
        let prefix = read_prefix(text.as_bytes(), 0);
        let lines = read_fence(text, prefix.content, prefix.column, prefix.quotes, |name| name == "Example");
        let lines = lines.unwrap();
        (lines.to_fence(text, SourceId(0)), &text[lines.next..])
    }

    #[test]
    fn the_info_string_is_language_title_and_attributes() {
        let info = |s| read_info(s);
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(info("json 201 Created theme={null}"), pair("json", "201 Created"));
        assert_eq!(info("Bash cURL icon=\"a b\""), pair("bash", "cURL"));
        assert_eq!(info("ts title=\"app file.ts\" {1,3}"), pair("ts", "app file.ts"));
        assert_eq!(info("js{1,3}"), pair("js", ""));
        assert_eq!(info("theme={null}"), pair("", ""));
        assert_eq!(info("text it's"), pair("text", "it's"));
        assert_eq!(info(""), pair("", ""));
    }

    #[test]
    fn code_is_dedented_by_the_indentation_of_its_fence() {
        let (fence, rest) = read("  ```json\r\n  {\r\n    \"a\": 1\r\n }\r\n  ```\r\nafter");
        assert_eq!(fence.code, "{\n  \"a\": 1\n}");
        assert!(fence.closed);
        assert_eq!(rest, "after");
    }

    #[test]
    fn code_in_a_quote_loses_the_quote_marks() {
        let (fence, rest) = read("> ```sh\n> a\n>   b\n> ```\nafter");
        assert_eq!((fence.code.as_str(), rest), ("a\n  b", "after"));
        let (fence, rest) = read("> ```sh\n> a\nafter");
        assert_eq!((fence.code.as_str(), fence.closed, rest), ("a", false, "after"));
    }

    #[test]
    fn a_fence_that_is_not_closed_ends_where_the_next_thing_begins() {
        let (fence, rest) = read("```json 401\n{}\n```json 404\n[]\n```\n");
        assert_eq!((fence.code.as_str(), fence.closed, rest), ("{}", false, "```json 404\n[]\n```\n"));
        let (fence, rest) = read("```json\n{}\n\n</Example>\n```js\n1\n```\n");
        assert_eq!((fence.closed, rest), (false, "</Example>\n```js\n1\n```\n"));
        assert_eq!(fence.code, "{}");
        let (fence, rest) = read("```js\n1\n        ```\nafter");
        assert_eq!((fence.code.as_str(), fence.closed, rest), ("1", true, "after"));
        let (fence, _) = read("```json\n{\n  \"a\": 1,");
        assert_eq!((fence.code.as_str(), fence.closed), ("{\n  \"a\": 1,", false));
    }

    #[test]
    fn tags_and_shorter_fences_in_code_are_code() {
        let (fence, rest) = read("````md\n<Example>\n```json\n{}\n```\n</Example>\n````\nafter");
        assert_eq!(fence.code, "<Example>\n```json\n{}\n```\n</Example>");
        assert_eq!((fence.closed, rest), (true, "after"));
        let (fence, _) = read("~~~\n```\n</Other>\n~~~");
        assert_eq!((fence.code.as_str(), fence.closed), ("```\n</Other>", true));
    }

    #[test]
    fn the_map_leads_back_to_the_file() {
        let text = "  ```json\n  {\n    \"é\": 1\n  }\n  ```";
        let (fence, _) = read(text);
        let at = fence.code.find('1').unwrap();
        assert_eq!(&text[fence.map.resolve(at)..][..1], "1");
        assert_eq!(
            &text[fence.code_span.start as usize..fence.code_span.end as usize],
            "{\n    \"é\": 1\n  }"
        );
    }
}
