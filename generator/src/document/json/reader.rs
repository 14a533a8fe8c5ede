//! The reader of JSON as documentation writes it.
//!
//! ```ebnf
//! text     = { space | "," | ellipsis | document | line } ;
//! document = value | member , { member | "," | ellipsis } ;
//! line     = (* anything else, to the line end *) ;
//! value    = object | array | string | number | "true" | "false" | "null" | ellipsis | junk ;
//! object   = "{" , { member | "," | ellipsis } , [ "}" ] ;
//! member   = ( string | word ) , ":" , value ;
//! array    = "[" , { value | "," | ellipsis } , [ "]" ] ;
//! ellipsis = "..." , { "." } | "…" ;
//! junk     = (* anything else, to the next "," "}" "]" or line end *) ;
//! space    = white space | "//" , … , line end | "#" , … , line end | "/*" , … , "*/" ;
//! ```
//!
//! Strict JSON takes the same way and has no problems. Strings, numbers, words and junk are in `scalar`.

use super::scalar::string_end;
use super::{Json, JsonProblem, JsonReading, JsonValue, LineMap};
use crate::budget::DEPTH;
use crate::source::{SourceId, Span, Spanned};

/// A text with more problems is not JSON, and reading ends.
const MAX_PROBLEMS: usize = 200;

/// Reads all documents of a text.
pub(super) fn read(text: &str, map: &LineMap, source: SourceId) -> JsonReading {
    let mut reader = Reader { text, map, source, at: 0, reading: JsonReading::default(), ended: false };
    reader.read_documents();
    reader.reading
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    map: &'t LineMap,
    source: SourceId,
    pub(super) at: usize,
    reading: JsonReading,
    /// Whether the text ended inside a value, or has too many problems.
    pub(super) ended: bool,
}

impl<'t> Reader<'t> {
    fn read_documents(&mut self) {
        if self.text.trim().is_empty() {
            return self.problem(JsonProblem::Empty, 0, self.text.len());
        }
        loop {
            self.skip_space();
            let start = self.at;
            match self.peek() {
                None => return,
                Some(b',') => self.at += 1,
                Some(b'}' | b']') => {
                    self.at += 1;
                    self.syntax("a closing bracket too many", start);
                }
                Some(_) if self.ellipsis() => {}
                Some(_) => {
                    if self.reading.documents.len() == 1 {
                        self.problem(JsonProblem::SeveralDocuments, start, self.text.len());
                    }
                    let document = if self.at_member() { Some(self.bare_members()) } else { self.document() };
                    self.reading.documents.extend(document);
                }
            }
            if self.ended {
                return;
            }
        }
    }

    /// A value or a placeholder for one (`<string>`), or a line that is neither: a request, an event of a stream.
    fn document(&mut self) -> Option<Json> {
        let start = self.at;
        if self.text[start..].starts_with(['{', '[', '"', '\'', '<']) {
            return Some(self.value(0));
        }
        let problems = self.reading.problems.len();
        let value = self.value(0);
        let source = &self.text[start..self.at];
        if !matches!(&value.value, JsonValue::String(text) if text == source) {
            return Some(value);
        }
        self.reading.problems.truncate(problems);
        let rest = self.rest();
        self.at += rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())].trim_end().len();
        self.syntax("no value", start);
        None
    }

    /// Whether a name in quotes and a colon stand here: members whose braces the page leaves out.
    fn at_member(&self) -> bool {
        let quoted = matches!(self.peek(), Some(b'"'));
        let end = quoted.then(|| string_end(self.text.as_bytes(), self.at)).flatten();
        end.is_some_and(|end| self.text[end + 1..].trim_start().starts_with(':'))
    }

    /// An object without its braces.
    fn bare_members(&mut self) -> Json {
        let (start, mut end) = (self.at, self.at);
        let mut members = Vec::new();
        while !self.ended && self.at_member() {
            if let Some(name) = self.name() {
                self.skip_space();
                members.push((name, self.member_value(1)));
                end = self.at;
            }
            self.skip_space();
            while self.peek() == Some(b',') || self.ellipsis() {
                self.at += usize::from(self.peek() == Some(b','));
                self.skip_space();
            }
        }
        self.problem(JsonProblem::Syntax("members without an object around them".to_owned()), start, end);
        Json { value: JsonValue::Object(members), span: self.span(start, end) }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.map.resolve(start), self.map.resolve(end))
    }

    pub(super) fn problem(&mut self, problem: JsonProblem, start: usize, end: usize) {
        let span = self.span(start, end);
        self.reading.problems.push(Spanned::new(problem, span));
        self.ended |= self.reading.problems.len() >= MAX_PROBLEMS;
    }

    /// What stands from `start` to here is not JSON.
    pub(super) fn syntax(&mut self, message: impl Into<String>, start: usize) {
        self.problem(JsonProblem::Syntax(message.into()), start, self.at);
    }

    /// The text ended inside the value that began at `start`.
    pub(super) fn ends_early(&mut self, start: usize) {
        if !self.ended {
            self.problem(JsonProblem::EndsEarly, start, self.text.trim_end().len());
            self.ended = true;
        }
    }

    fn skip_space(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if !matches!(self.peek(), Some(b'#' | b'/')) {
                return;
            }
            let (start, rest) = (self.at, self.rest());
            if rest.starts_with('#') || rest.starts_with("//") {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                self.at += comment.find("*/").map_or(rest.len(), |i| i + 4);
            } else {
                return;
            }
            self.problem(JsonProblem::Comment, start, self.at);
        }
    }

    /// Passes an ellipsis, if there is one here.
    fn ellipsis(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let after = rest.strip_prefix("...").or_else(|| rest.strip_prefix('…'));
        let Some(after) = after else { return false };
        let after = after.trim_start_matches(['.', '…']);
        // "... (8 more) ..."
        let remark = after.trim_start_matches([' ', '\t']).strip_prefix('(');
        let behind =
            remark.and_then(|remark| remark.split_once(')')).filter(|(words, _)| !words.contains('\n'));
        let after = behind.map_or(after, |(_, behind)| {
            let behind = behind.trim_start_matches([' ', '\t']);
            behind.trim_start_matches(['.', '…'])
        });
        self.at += rest.len() - after.len();
        self.problem(JsonProblem::Ellipsis, start, self.at);
        true
    }

    fn value(&mut self, depth: usize) -> Json {
        let start = self.at;
        let value = match self.peek() {
            Some(b'{' | b'[') if depth >= DEPTH => self.too_deep(),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.array(depth + 1),
            Some(b'"' | b'\'') => JsonValue::String(self.string()),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(depth),
            Some(_) => self.word_or_junk(depth),
            None => JsonValue::Null,
        };
        Json { value, span: self.span(start, self.at) }
    }

    /// An object or array inside too many others is passed: nothing is known of it.
    fn too_deep(&mut self) -> JsonValue {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let mut open = 0usize;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                b'"' => self.at = string_end(bytes, self.at).unwrap_or(bytes.len() - 1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                break;
            }
        }
        self.syntax("a value nested too deep", start);
        if open > 0 {
            self.ends_early(start);
        }
        JsonValue::Null
    }

    fn object(&mut self, depth: usize) -> JsonValue {
        let start = self.at;
        self.at += 1;
        let mut members = Vec::new();
        let mut separator = Separator::Open;
        while !self.ended {
            self.skip_space();
            let at = self.at;
            match self.peek() {
                None => self.end_inside(start, at),
                Some(b'}' | b']') => {
                    self.close(b'}', separator);
                    break;
                }
                Some(b',') => self.comma(&mut separator),
                Some(_) if self.ellipsis() => separator = Separator::Ellipsis,
                Some(_) => {
                    self.expect_comma(separator);
                    separator = Separator::None;
                    if let Some(name) = self.name() {
                        self.skip_space();
                        if self.peek().is_none() {
                            self.end_inside(start, at);
                        } else {
                            members.push((name, self.member_value(depth)));
                        }
                    }
                }
            }
        }
        JsonValue::Object(members)
    }

    /// The value after a colon; what is missing there is null.
    fn member_value(&mut self, depth: usize) -> Json {
        let start = self.at;
        let missing = matches!(self.peek(), Some(b',' | b'}' | b']'));
        if missing || self.ellipsis() {
            if missing {
                self.syntax("a member without a value", start);
            }
            return Json { value: JsonValue::Null, span: self.span(start, self.at) };
        }
        self.value(depth)
    }

    fn array(&mut self, depth: usize) -> JsonValue {
        let start = self.at;
        self.at += 1;
        let mut values = Vec::new();
        let mut separator = Separator::Open;
        while !self.ended {
            self.skip_space();
            match self.peek() {
                None => self.end_inside(start, self.at),
                Some(b'}' | b']') => {
                    self.close(b']', separator);
                    break;
                }
                Some(b',') => self.comma(&mut separator),
                Some(_) if self.ellipsis() => separator = Separator::Ellipsis,
                Some(_) => {
                    self.expect_comma(separator);
                    separator = Separator::None;
                    values.push(self.value(depth));
                }
            }
        }
        JsonValue::Array(values)
    }

    /// The text ends inside the array or object that began at `start`; what begins at `at` is left out.
    fn end_inside(&mut self, start: usize, at: usize) {
        self.ends_early(start);
        self.at = self.text[..at].trim_end().len();
    }

    fn close(&mut self, expected: u8, separator: Separator) {
        let start = self.at;
        if let Separator::Comma(at) = separator {
            self.problem(JsonProblem::TrailingComma, at, at + 1);
        }
        let found = self.peek();
        self.at += 1;
        if found != Some(expected) {
            self.syntax("a closing bracket of the other kind", start);
        }
    }

    fn comma(&mut self, separator: &mut Separator) {
        let start = self.at;
        self.at += 1;
        match separator {
            Separator::None => *separator = Separator::Comma(start),
            Separator::Ellipsis => {}
            Separator::Open | Separator::Comma(_) => {
                if !self.rest().trim_start().starts_with(['.', '…']) {
                    self.syntax("a comma too many", start);
                }
            }
        }
    }

    fn expect_comma(&mut self, separator: Separator) {
        if separator == Separator::None {
            self.syntax("a comma is missing", self.at);
        }
    }

    /// The name of a member and the colon after it; `None` where there is no member, and what is
    /// there has been passed.
    fn name(&mut self) -> Option<Spanned<String>> {
        let start = self.at;
        let name = if matches!(self.peek(), Some(b'"' | b'\'')) {
            self.string()
        } else {
            let word = self.word();
            self.at += word.len();
            if !word.is_empty() {
                self.problem(JsonProblem::Literal("a name without quotes"), start, self.at);
            }
            word.to_owned()
        };
        let span = self.span(start, self.at);
        let end = self.at;
        if self.ended {
            // A name that the end of the text cut off says nothing.
            self.at = self.text[..start].trim_end().len();
            return None;
        }
        self.skip_space();
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Some(Spanned::new(name, span))
            }
            None => {
                self.end_inside(start, start);
                None
            }
            Some(_) => {
                if end == start {
                    self.skip_junk();
                }
                self.syntax("not a member", start);
                None
            }
        }
    }
}

/// What stood last between two values.
#[derive(Clone, Copy, PartialEq)]
enum Separator {
    /// The opening bracket.
    Open,
    /// Nothing: a value came last.
    None,
    /// A comma, and where.
    Comma(usize),
    Ellipsis,
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
