//! A description as words, numbers and marks.

use serde_json::Number;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'t> {
    /// A word; hyphens and underscores belong to it.
    Word(&'t str),
    /// A number.
    Number(Number),
    /// Anything else that is not white space.
    Mark(char),
    /// The end of a sentence or line.
    End,
}

impl Token<'_> {
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(own) if own.eq_ignore_ascii_case(word))
    }
}

/// Splits a text. Words keep their case.
pub(super) fn tokenize(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let number = (c == '-' || c.is_ascii_digit())
            .then(|| read_number(rest, text[..at].chars().next_back()))
            .flatten();
        if let Some((number, length)) = number {
            tokens.push(Token::Number(number));
            at += length;
        } else if c.is_alphanumeric() {
            let length = word_length(rest);
            tokens.push(Token::Word(&rest[..length]));
            at += length;
        } else {
            match c {
                '\n' => tokens.push(Token::End),
                '.' if rest[1..].starts_with([' ', '\n']) || rest.len() == 1 => tokens.push(Token::End),
                c if c.is_whitespace() || matches!(c, '`' | '*' | '"') => {}
                c => tokens.push(Token::Mark(c)),
            }
            at += c.len_utf8();
        }
    }
    tokens
}

/// Letters, digits and what joins them: `max_tokens`, `non-negative`.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '_' | '-' | '\'' | '.')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// `5`, `-2.0`, `5,000`; not the digits of a date, a version or an ordinal.
fn read_number(text: &str, before: Option<char>) -> Option<(Number, usize)> {
    let negative = text.starts_with('-') && before.is_none_or(|c| c.is_whitespace() || "(`[*~".contains(c));
    let start = usize::from(negative);
    let digits = text[start..].bytes().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let mut end = start + digits;
    while is_group(&text[end..]) {
        end += 4;
    }
    let fraction = text[end..]
        .strip_prefix('.')
        .map_or(0, |rest| rest.bytes().take_while(|b| b.is_ascii_digit()).count());
    if fraction > 0 {
        end += 1 + fraction;
    }
    let plain = text[..end].replace(',', "");
    let number = match plain.parse::<i64>() {
        Ok(whole) => Number::from(whole),
        Err(_) => Number::from_f64(plain.parse().ok()?)?,
    };
    // `2.5.1`, `1st`, `10x`, `2^32`: no number. `10MB` and `60s` are.
    let rest = &text[end..];
    let unit = ["kb", "mb", "gb", "s", "ms", "px", "min", "h"];
    let glued = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let follows = rest[..glued].to_ascii_lowercase();
    let broken = (glued > 0 && !unit.contains(&follows.as_str()))
        || rest.starts_with('^')
        || rest.strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    (!broken).then_some((number, end))
}

/// `,000` and nothing that goes on.
fn is_group(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 4
        && bytes[0] == b','
        && bytes[1..4].iter().all(u8::is_ascii_digit)
        && !bytes.get(4).is_some_and(u8::is_ascii_digit)
}
