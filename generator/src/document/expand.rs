//! Pages in which expressions stand for values: `{host}`, `{props.name}`, `default={limit}`, and
//! `{{version}}`, which the settings of a site define.
//!
//! The values are put into the text, that text is parsed, and every place is moved back to where the
//! expression stands. Code is left alone but for `{{version}}`; a value in running text is text, so
//! markup in it is escaped. Words that a tag in running text stands for are put there too:
//! `Send your <Key /> with it`.

use super::expression::{ExpressionProblem, Variables, read_expression, shown};
use super::indent::line_end;
use super::markdown::parse_markdown;
use super::moved::{Replacement, Replacements};
use super::scan::{Token, TokenKind};
use super::scanned::{ScannedFile, scan_file};
use super::tag::{OpenTag, balanced};
use super::{Attribute, Document};
use crate::budget::EXPANDED;
use crate::source::{SourceFile, Span, Spanned};

/// The names of a file and what they stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Names of expressions: `{name}`.
    pub names: Variables,
    /// Names of the site: `{{name}}`.
    pub site: Variables,
}

/// What stands in the place of a tag that is part of a sentence, an item or a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InText {
    /// Words, as markdown.
    Words(String),
    /// More than words: the tag gets lines of its own, where that is possible.
    Blocks,
}

/// Says what stands in the place of a tag, given its name and its attributes; `None` for one that frames
/// words or shows a picture.
pub type ReadInText<'a> = dyn Fn(&str, &[Attribute]) -> Option<InText> + 'a;

/// What could not be put into a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unresolved {
    /// Names of what is not there.
    pub names: Vec<Spanned<String>>,
    /// The first place that would make the text larger than a page may be.
    pub too_large: Option<Span>,
}

/// Parses a file with values in the places of names, and words in those of tags.
pub fn parse_with_values(
    page: ScannedFile<'_>,
    values: &Values,
    in_text: &ReadInText<'_>,
) -> (Document, Unresolved) {
    let file = page.file;
    let mut expander =
        Expander { file, values, in_text, found: Vec::new(), added: 0, unresolved: Unresolved::default() };
    let (mut line, mut after_text) = (0, false);
    let mut at = page.start;
    for token in &page.tokens {
        expander.read_text(at, token.start);
        after_text = token.after_text || (after_text && token.line == line);
        expander.read_token(token, after_text);
        line = token.end_line;
        at = token.end.max(at);
    }
    expander.read_text(at, file.text.len());
    let unknown = expander.unresolved;
    if expander.found.is_empty() {
        return (parse_markdown(page), unknown);
    }
    let replacements = Replacements::new(expander.found);
    let text = replacements.apply(&file.text);
    let expanded = SourceFile::new(file.id, file.path.clone(), file.relative.clone(), text);
    let mut document =
        parse_markdown(ScannedFile { indented_code: page.indented_code, ..scan_file(&expanded) });
    replacements.move_back(&mut document);
    (document, unknown)
}

struct Expander<'a> {
    file: &'a SourceFile,
    values: &'a Values,
    in_text: &'a ReadInText<'a>,
    found: Vec<Replacement>,
    /// Bytes that they add.
    added: usize,
    unresolved: Unresolved,
}

impl Expander<'_> {
    fn read_token(&mut self, token: &Token<'_>, after_text: bool) {
        match &token.kind {
            TokenKind::Open(tag) => {
                let found = if tag.self_closing { self.read_in_text(token, tag, after_text) } else { None };
                match found {
                    Some(InText::Words(words)) => return self.replace(token.start, token.end, words),
                    Some(InText::Blocks) => self.replace(token.start, token.start, "\n\n".to_owned()),
                    None => {}
                }
                tag.attributes.iter().for_each(|attribute| self.read_attribute(attribute));
                if found.is_some() {
                    self.replace(token.end, token.end, "\n\n".to_owned());
                }
            }
            TokenKind::Fence(_) => self.read_site_names(token.start, token.end),
            _ => {}
        }
    }

    /// What stands in the place of a tag with words beside it on its line, which is no heading.
    fn read_in_text(&self, token: &Token<'_>, tag: &OpenTag<'_>, after_text: bool) -> Option<InText> {
        let text = &self.file.text;
        let start = text[..token.start].rfind('\n').map_or(0, |end| end + 1);
        let before = text[start..token.start].trim_start();
        let behind = text[token.end..line_end(text, token.end)].trim();
        let has_words = after_text || !(behind.is_empty() || behind.starts_with(['<', '{']));
        if !has_words || before.starts_with('#') {
            return None;
        }
        let attributes: Vec<Attribute> = tag.attributes.iter().map(|of| self.settled(of)).collect();
        let in_cell = before.starts_with('|');
        match (self.in_text)(tag.name, &attributes)? {
            InText::Words(words) if in_cell => Some(InText::Words(words.replace('|', "\\|"))),
            InText::Blocks if in_cell => None,
            found => Some(found),
        }
    }

    /// An attribute with its value in the place of an expression.
    fn settled(&self, attribute: &Attribute) -> Attribute {
        let mut settled = attribute.clone();
        if let Some(value) = settled.value.as_mut().filter(|_| attribute.expression)
            && let Ok(literal) = read_expression(&value.value, &self.values.names)
        {
            value.value = literal.to_string();
        }
        settled
    }

    /// An expression as a value becomes the literal that it comes to.
    fn read_attribute(&mut self, attribute: &Attribute) {
        let Some(value) = &attribute.value else { return };
        if !attribute.expression {
            return self.read_site_names(value.span.start as usize, value.span.end as usize);
        }
        match read_expression(&value.value, &self.values.names) {
            Ok(literal) => {
                let literal = self.with_site_names(&literal.to_string());
                if literal != value.value {
                    self.replace(value.span.start as usize, value.span.end as usize, literal);
                }
            }
            Err(problem) => self.miss(problem, value.span),
        }
    }

    /// Running text: expressions outside of code, names of the site everywhere.
    fn read_text(&mut self, start: usize, end: usize) {
        let text = &self.file.text;
        let bytes = text.as_bytes();
        let mut at = start;
        while at < end {
            match bytes[at] {
                b'\\' => at += 2,
                b'`' => {
                    let code = code_end(&bytes[..end], at);
                    self.read_site_names(at, code);
                    at = code;
                }
                b'{' if bytes[at..end].starts_with(b"{{") => {
                    let close = text[at..end].find("}}").map_or(end, |i| at + i + 2);
                    self.read_site_names(at, close);
                    at = close;
                }
                b'{' => at = self.read_inline(at, end),
                _ => at += 1,
            }
        }
    }

    /// The expression of running text that begins at `at`; gives where to go on.
    fn read_inline(&mut self, at: usize, end: usize) -> usize {
        let Some(close) = balanced(&self.file.text.as_bytes()[..end], at) else { return at + 1 };
        let source = self.file.text[at + 1..close - 1].trim();
        match read_expression(source, &self.values.names) {
            // `[a-z]{3}` and a JSON object are what they are.
            Ok(serde_json::Value::Number(_)) if source.parse::<f64>().is_ok() => {}
            Ok(value) => {
                if let Some(value) = shown(&value) {
                    self.replace(at, close, as_markdown(&self.with_site_names(&value)));
                }
            }
            Err(problem) => self.miss(problem, Span::new(self.file.id, at, close)),
        }
        close
    }

    /// `{{name}}`, in text and in code.
    fn read_site_names(&mut self, start: usize, end: usize) {
        if self.values.site.is_empty() {
            return;
        }
        let mut at = start;
        while let Some(open) = self.file.text[at..end].find("{{").map(|i| at + i) {
            let Some(close) = self.file.text[open..end].find("}}").map(|i| open + i + 2) else { return };
            if let Some(value) = self.site_value(&self.file.text[open + 2..close - 2]) {
                self.replace(open, close, value);
            }
            at = close;
        }
    }

    /// What a name of the site stands for, on one line.
    fn site_value(&self, name: &str) -> Option<String> {
        let name = name.trim();
        // A name may hold a hyphen.
        let value = match self.values.site.get(name) {
            Some(value) => value.clone(),
            None => read_expression(name, &self.values.site).ok()?,
        };
        Some(shown(&value)?.replace(['\n', '\r'], " "))
    }

    /// A value in which names of the site stand, with what they stand for.
    fn with_site_names(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once("{{").and_then(|(before, inner)| Some((before, inner.split_once("}}")?)))
        {
            out.push_str(before);
            match self.site_value(name) {
                Some(value) => out.push_str(&value),
                None => out.extend(["{{", name, "}}"]),
            }
            rest = after;
        }
        out + rest
    }

    fn miss(&mut self, problem: ExpressionProblem, place: Span) {
        match problem {
            ExpressionProblem::UnknownName(name) => self.unresolved.names.push(Spanned::new(name, place)),
            ExpressionProblem::NotRead => {}
            ExpressionProblem::TooLarge => {
                self.unresolved.too_large.get_or_insert(place);
            }
        }
    }

    fn replace(&mut self, start: usize, end: usize, with: String) {
        if self.added + with.len() > EXPANDED {
            return self.miss(ExpressionProblem::TooLarge, Span::new(self.file.id, start, end));
        }
        self.added += with.len();
        // A name of the site in an expression was put there already.
        if self.found.last().is_none_or(|last| last.place.end <= start) {
            self.found.push(Replacement { place: start..end, with });
        }
    }
}

/// One past a code span; one past its first mark where it is none.
fn code_end(bytes: &[u8], at: usize) -> usize {
    let run = |at: usize| bytes[at..].iter().take_while(|&&b| b == b'`').count();
    let length = run(at);
    let mut end = at + length;
    while end < bytes.len() {
        match run(end) {
            0 => end += 1,
            closing if closing == length => return end + closing,
            closing => end += closing,
        }
    }
    at + length
}

/// A value so that markdown shows it as it is.
fn as_markdown(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for (i, c) in value.char_indices() {
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let plain_underscore =
            c == '_' && in_word(value[..i].chars().last()) && in_word(value[i + 1..].chars().next());
        match c {
            '\n' | '\r' => text.push(' '),
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '_' if !plain_underscore => text.extend(['\\', c]),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
#[path = "expand_tests.rs"]
mod tests;
