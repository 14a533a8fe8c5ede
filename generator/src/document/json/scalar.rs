//! Values that hold no others: strings, numbers, words, and what is no JSON at all.
//!
//! Strings and numbers are read by `jsonc_parser`'s scanner; its parser gives no tree for a text that ends early.

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::reader::Reader;
use super::{JsonProblem, JsonValue};

/// Words that say what a value is rather than being one.
const TYPES: &[&str] = &[
    "string",
    "number",
    "integer",
    "int",
    "float",
    "double",
    "boolean",
    "bool",
    "object",
    "array",
    "any",
    "date",
    "datetime",
    "timestamp",
    "uuid",
];

impl<'t> Reader<'t> {
    pub(super) fn string(&mut self) -> String {
        let start = self.at;
        if self.peek() == Some(b'\'') {
            self.problem(JsonProblem::Literal("a string in single quotes"), start, start + 1);
        }
        let options = ScannerOptions { allow_extended_string_escapes: false, ..ScannerOptions::default() };
        let mut scanner = Scanner::new(self.rest(), &options);
        if let Ok(Some(Token::String(text))) = scanner.scan() {
            self.at += scanner.token_end();
            if self.text[start..self.at].contains('\n') {
                self.syntax("a line break in a string", start);
            }
            return text.into_owned();
        }
        let Some(end) = string_end(self.text.as_bytes(), start) else {
            self.at = self.text.trim_end().len().max(start + 1);
            self.ends_early(start);
            return self.text[start + 1..self.at].to_owned();
        };
        self.at = end + 1;
        self.syntax("an escape that JSON does not have", start);
        self.text[start + 1..end].to_owned()
    }

    pub(super) fn number(&mut self, depth: usize) -> JsonValue {
        let mut scanner = Scanner::new(self.number_source(), &ScannerOptions::default());
        let source = self.number_source();
        match scanner.scan() {
            Ok(Some(Token::Number(number))) if number.len() == source.len() && is_number(number) => {
                self.at += number.len();
                JsonValue::Number(number.to_owned())
            }
            _ => self.junk(depth),
        }
    }

    /// What would be a number: up to what cannot be part of one.
    fn number_source(&self) -> &'t str {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | '{' | '[' | '"' | '/' | '#');
        &rest[..rest.find(ends).unwrap_or(rest.len())]
    }

    pub(super) fn word(&self) -> &'t str {
        let rest = self.rest();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.');
        &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())]
    }

    pub(super) fn word_or_junk(&mut self, depth: usize) -> JsonValue {
        let word = self.word();
        let after = self.rest()[word.len()..].trim_start_matches([' ', '\t']);
        let value = match word {
            "null" => JsonValue::Null,
            "true" => JsonValue::Bool(true),
            "false" => JsonValue::Bool(false),
            word if TYPES.contains(&word) => JsonValue::String(format!("<{word}>")),
            _ => return self.junk(depth),
        };
        if !after.is_empty() && !after.starts_with([',', '}', ']', '\n', '\r', '/', '#']) {
            return self.junk(depth);
        }
        let start = self.at;
        self.at += word.len();
        if matches!(value, JsonValue::String(_)) {
            self.syntax("a type in the place of a value", start);
        }
        value
    }

    /// A value that is no JSON is its source text; where the text cuts it off, it is null.
    fn junk(&mut self, depth: usize) -> JsonValue {
        let start = self.at;
        self.skip_junk();
        if depth > 0 && self.at == self.text.len() {
            self.ends_early(start);
            return JsonValue::Null;
        }
        self.syntax("no value", start);
        JsonValue::String(self.text[start..self.at].to_owned())
    }

    pub(super) fn skip_junk(&mut self) {
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find([',', '}', ']', '\n', '\r']).map_or(rest.len(), |i| first + i);
        self.at += rest[..end].trim_end().len().max(first);
    }
}

/// Whether JSON has this number; the scanner also knows `+1`, `.5` and `0x1F`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && !digits.ends_with('.')
        && !digits.starts_with("0x")
        && !digits.starts_with("0X")
}

/// The offset of the quote that closes the one at `at`.
pub(super) fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let mut i = at + 1;
    while let Some(&b) = text.get(i) {
        match b {
            b'\\' => i += 1,
            _ if b == text[at] => return Some(i),
            _ => {}
        }
        i += 1;
    }
    None
}
