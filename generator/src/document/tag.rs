//! One component tag: its name and its attributes.
//!
//! ```ebnf
//! open       = "<" , name , { space , attribute } , [ space ] , [ "/" ] , ">" ;
//! close      = "</" , [ space ] , name , [ space ] , ">" ;
//! name       = capital , { letter | digit | "_" | "-" | "." | ":" } ;
//! attribute  = key , [ [ space ] , "=" , [ space ] , value ] | expression ;
//! key        = ( letter | "_" | "$" | "@" | ":" ) , { letter | digit | one of "_$@:.-" } ;
//! value      = '"' , { any - '"' } , '"' | "'" , { any - "'" } , "'" | expression | word ;
//! expression = "{" , { string | template | comment | expression | any } , "}" ;
//! word       = { any - ( white space | one of "<>{}'\"" ) } ;
//! space      = white space without a blank line ;
//! ```
//!
//! A quoted value may have character references (`&lt;`, `&#60;`), as in JSX; an expression has none. It holds no
//! blank line: what looks like one is a quote that nobody closed.

use super::Attribute;
use super::expression::{Variables, read_expression};
use crate::source::{SourceId, Span, Spanned};

/// An opening tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OpenTag<'a> {
    /// The name, dots included.
    pub name: &'a str,
    /// The attributes in order.
    pub attributes: Vec<Attribute>,
    /// One past `>`.
    pub end: usize,
    /// Whether it ended with `/>`.
    pub self_closing: bool,
}

/// Reads tags of one text. The end of an expression is looked for to the end of the text; after it
/// was not found a few times only so far, so that reading stays linear.
pub(super) struct TagReader<'a> {
    text: &'a str,
    source: SourceId,
    unclosed_expressions: u32,
}

const UNCLOSED_EXPRESSIONS: u32 = 8;
const EXPRESSION_LENGTH: usize = 4096;

impl<'a> TagReader<'a> {
    pub(super) fn new(text: &'a str, source: SourceId) -> Self {
        Self { text, source, unclosed_expressions: 0 }
    }

    /// The opening tag that begins at `at`, where there is `<` and a capital letter.
    pub(super) fn open(&mut self, at: usize) -> Option<OpenTag<'a>> {
        let (name, mut at) = self.name(at + 1)?;
        let mut attributes = Vec::new();
        loop {
            let after_space = self.skip_space(at)?;
            match self.byte(after_space)? {
                b'>' => return Some(OpenTag { name, attributes, end: after_space + 1, self_closing: false }),
                b'/' if self.byte(after_space + 1) == Some(b'>') => {
                    return Some(OpenTag { name, attributes, end: after_space + 2, self_closing: true });
                }
                b'{' => {}
                // `type="string"required`: a closing quote or brace separates as well as a space does.
                _ if after_space == at && !matches!(self.byte(at - 1), Some(b'"' | b'\'' | b'}')) => {
                    return None;
                }
                _ => {}
            }
            let (attribute, end) = self.attribute(after_space)?;
            attributes.push(attribute);
            at = end;
        }
    }

    /// The closing tag that begins at `at`, where there is `</`: its name and end.
    pub(super) fn close(&self, at: usize) -> Option<(&'a str, usize)> {
        let (name, end) = self.name(self.skip_space(at + 2)?)?;
        let end = self.skip_space(end)?;
        (self.byte(end)? == b'>').then_some((name, end + 1))
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn name(&self, at: usize) -> Option<(&'a str, usize)> {
        if !self.byte(at)?.is_ascii_uppercase() {
            return None;
        }
        let end = self.skip_while(at, |b| b.is_ascii_alphanumeric() || b"_-.:".contains(&b));
        matches!(self.byte(end)?, b'>' | b'/' | b'{' | b' ' | b'\t' | b'\r' | b'\n')
            .then(|| (&self.text[at..end], end))
    }

    fn skip_while(&self, at: usize, keep: impl Fn(u8) -> bool) -> usize {
        at + self.text.as_bytes()[at..].iter().take_while(|&&b| keep(b)).count()
    }

    /// White space without a blank line; `None` where there is a blank line.
    fn skip_space(&self, at: usize) -> Option<usize> {
        let end = self.skip_while(at, |b| b.is_ascii_whitespace());
        let breaks = self.text.as_bytes()[at..end].iter().filter(|&&b| b == b'\n').count();
        (breaks < 2).then_some(end)
    }

    fn attribute(&mut self, at: usize) -> Option<(Attribute, usize)> {
        if self.byte(at)? == b'{' {
            let end = self.expression(at)?;
            let (start, inner_end) = super::indent::trim(self.text, at + 1, end - 1);
            let name = self.spanned(start, inner_end);
            return Some((Attribute { name, value: None, expression: true }, end));
        }
        let first = self.byte(at)?;
        if !first.is_ascii_alphabetic() && !b"_$@:".contains(&first) {
            return None;
        }
        let end = self.skip_while(at, |b| b.is_ascii_alphanumeric() || b"_$@:.-".contains(&b));
        let name = self.spanned(at, end);
        let equals = self.skip_space(end)?;
        if self.byte(equals)? != b'=' {
            return Some((Attribute { name, value: None, expression: false }, end));
        }
        let start = self.skip_space(equals + 1)?;
        let (value, end, expression) = self.value(start)?;
        Some((Attribute { name, value: Some(value), expression }, end))
    }

    fn value(&mut self, at: usize) -> Option<(Spanned<String>, usize, bool)> {
        match self.byte(at)? {
            quote @ (b'"' | b'\'') => {
                let end = self.quoted(at + 1, quote)?;
                let mut value = self.spanned(at + 1, end);
                if value.value.contains('&') {
                    value.value = html_escape::decode_html_entities(&value.value).into_owned();
                }
                Some((value, end + 1, false))
            }
            b'{' => {
                let end = self.expression(at)?;
                let (start, inner_end) = super::indent::trim(self.text, at + 1, end - 1);
                let (value, expression) = self.literal(start, inner_end);
                Some((value, end, expression))
            }
            _ => {
                let end = self.skip_while(at, |b| !b.is_ascii_whitespace() && !b"<>{}'\"".contains(&b));
                let end = if self.text[at..end].ends_with('/') && self.byte(end) == Some(b'>') {
                    end - 1
                } else {
                    end
                };
                (end > at).then(|| (self.spanned(at, end), end, false))
            }
        }
    }

    /// The offset of the closing quote.
    fn quoted(&self, at: usize, quote: u8) -> Option<usize> {
        let mut blank = false;
        for (i, &b) in self.text.as_bytes()[at..].iter().enumerate() {
            match b {
                _ if b == quote => return Some(at + i),
                b'\n' if blank => return None,
                b'\n' => blank = true,
                b' ' | b'\t' | b'\r' => {}
                _ => blank = false,
            }
        }
        None
    }

    /// One past the `}` that closes the `{` at `at`.
    fn expression(&mut self, at: usize) -> Option<usize> {
        let limit = if self.unclosed_expressions < UNCLOSED_EXPRESSIONS {
            self.text.len()
        } else {
            self.text.len().min(at + EXPRESSION_LENGTH)
        };
        let end = balanced(&self.text.as_bytes()[..limit], at);
        if end.is_none() {
            self.unclosed_expressions += 1;
        }
        end
    }

    /// The text of an expression that is a text, `{"a"}`, and else its source; whether it is an expression
    /// all the same.
    fn literal(&self, start: usize, end: usize) -> (Spanned<String>, bool) {
        let source = self.spanned(start, end);
        if !source.value.starts_with(['"', '\'', '`']) {
            return (source, true);
        }
        match read_expression(&source.value, &Variables::new()) {
            Ok(serde_json::Value::String(text)) => {
                let inner = Span { start: source.span.start + 1, end: source.span.end - 1, ..source.span };
                (Spanned::new(text, inner), false)
            }
            _ => (source, true),
        }
    }

    fn spanned(&self, start: usize, end: usize) -> Spanned<String> {
        Spanned::new(self.text[start..end].to_owned(), Span::new(self.source, start, end))
    }
}

/// One past the bracket (or the mark of a template) that closes the one at `at`; brackets in strings,
/// templates and comments are not counted.
pub(super) fn balanced(text: &[u8], at: usize) -> Option<usize> {
    if text.get(at) == Some(&b'`') {
        return string_end(text, at).map(|end| end + 1);
    }
    let mut depth = 0usize;
    let mut i = at;
    while let Some(&b) = text.get(i) {
        match b {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            b'"' | b'\'' | b'`' => i = string_end(text, i).unwrap_or(i),
            b'/' if text.get(i + 1) == Some(&b'*') => {
                i += 2 + text[i + 2..].windows(2).position(|w| w == b"*/")? + 1;
            }
            _ => {}
        }
        i += 1;
    }
    None
}

/// The offset of the quote that closes the one at `at`; only a template runs over lines.
fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let quote = text[at];
    let mut i = at + 1;
    while let Some(&b) = text.get(i) {
        match b {
            b'\\' => i += 1,
            b'\n' if quote != b'`' => return None,
            _ if b == quote => return Some(i),
            _ => {}
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<OpenTag<'_>> {
        TagReader::new(text, SourceId(0)).open(0)
    }

    fn attributes(text: &str) -> Vec<(String, Option<String>, bool)> {
        let attributes = open(text).unwrap().attributes;
        attributes.into_iter().map(|a| (a.name.value, a.value.map(|v| v.value), a.expression)).collect()
    }

    fn attribute(name: &str, value: &str, expression: bool) -> (String, Option<String>, bool) {
        (name.to_owned(), Some(value.to_owned()), expression)
    }

    #[test]
    fn every_way_to_write_an_attribute() {
        let text = "<Field.Row name=\"a > b\" type='x' default={{ a: '}' }} min=3\n  required {...rest}>";
        assert_eq!(
            attributes(text),
            [
                attribute("name", "a > b", false),
                attribute("type", "x", false),
                attribute("default", "{ a: '}' }", true),
                attribute("min", "3", false),
                ("required".to_owned(), None, false),
                ("...rest".to_owned(), None, true),
            ]
        );
        let tag = open(text).unwrap();
        assert_eq!((tag.name, tag.end, tag.self_closing), ("Field.Row", text.len(), false));
    }

    #[test]
    fn a_text_in_braces_is_a_text() {
        let text = "<A a={\"x > y\"} b={`it's`} c={'a' + b} d={20}>";
        let expected = [
            attribute("a", "x > y", false),
            attribute("b", "it's", false),
            attribute("c", "'a' + b", true),
            attribute("d", "20", true),
        ];
        assert_eq!(attributes(text), expected);
    }

    #[test]
    fn a_value_stands_where_its_span_says() {
        let text = "<A b=\"c\" d={ 1 } />";
        let tag = open(text).unwrap();
        assert!(tag.self_closing);
        for attribute in tag.attributes {
            let value = attribute.value.unwrap();
            assert_eq!(&text[value.span.start as usize..value.span.end as usize], value.value);
        }
    }

    #[test]
    fn what_is_not_a_tag() {
        for text in ["<T,U>", "<A b=\"c", "<And then, x>", "<A\n\nb>", "<A b={c", "<A", "<A b=\"c\n\nd\">"] {
            assert_eq!(open(text), None, "{text}");
        }
    }

    #[test]
    fn a_closing_tag() {
        let reader = TagReader::new("</Card.Group >", SourceId(0));
        assert_eq!(reader.close(0), Some(("Card.Group", 14)));
        assert_eq!(TagReader::new("</ Card >", SourceId(0)).close(0), Some(("Card", 9)));
        assert_eq!(TagReader::new("</A b>", SourceId(0)).close(0), None);
    }
}
