//! The default that a description states: "Defaults to `20`.", "(default: 20, max: 100)".
//!
//! ```text
//! default = value, "(default)" | ( "defaults to" | "default is" | "default value is" | "default", [ ":" | "=" ] ), value ;
//! value   = "`", text, "`" | '"', text, '"' | word ;     (* a word only where the clause ends behind it *)
//! ```

use super::Phrases;
use crate::document::Text;
use crate::source::Spanned;

const PHRASES: &[&str] = &[
    "defaults to",
    "default is",
    "default value is",
    "default value:",
    "default value",
    "default to",
    "default:",
    "default =",
    "default=",
    "default ",
    "default`",
];

/// Words that stand for no value.
const NO_VALUES: &[&str] = &[
    "the",
    "a",
    "an",
    "all",
    "any",
    "no",
    "none",
    "null",
    "nil",
    "undefined",
    "unset",
    "empty",
    "now",
    "today",
    "current",
    "your",
    "its",
    "this",
    "that",
    "is",
    "to",
    "of",
    "and",
    "or",
    "value",
    "values",
    "behavior",
    "behaviour",
    "settings",
    "same",
    "not",
    "unlimited",
    "for",
    "if",
    "when",
    "in",
    "as",
    "on",
    "as",
    "with",
];

/// The default that a text states; nothing where it states two.
pub(super) fn read_default(text: &Text) -> Option<Spanned<String>> {
    static WORD: Phrases = Phrases::new(&["default"]);
    if !WORD.are_in(&text.markdown) {
        return None;
    }
    let markdown = text.markdown.replace("**", "");
    let lower = markdown.to_ascii_lowercase();
    let mut found: Option<&str> = None;
    let mut at = 0;
    while let Some(start) = lower[at..].find("default").map(|n| at + n) {
        let whole_word = !lower[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        let phrase = PHRASES.iter().find(|phrase| lower[start..].starts_with(**phrase));
        at = start + "default".len();
        if let Some(value) = marked_before(&markdown, start, at) {
            if found.is_some_and(|known| known != value) {
                return None;
            }
            found = Some(value);
            continue;
        }
        let Some(phrase) = phrase.filter(|_| whole_word) else { continue };
        let rest = markdown[start + phrase.trim_end_matches('`').len()..].trim_start_matches([':', '=', ' ']);
        let Some(value) = read_value(rest) else { continue };
        if found.is_some_and(|known| known != value) {
            return None;
        }
        found = Some(value);
    }
    found.map(|value| Spanned::new(value.to_owned(), text.span))
}

/// The value in front of "(default)": `` `asc` (default) or `desc` ``.
fn marked_before(text: &str, start: usize, end: usize) -> Option<&str> {
    let before = text[..start].strip_suffix('(').filter(|_| text[end..].starts_with(')'))?.trim_end();
    let mark = before.chars().last().filter(|c| matches!(c, '`' | '"' | '\''))?;
    let inside = &before[..before.len() - 1];
    let value = inside[inside.rfind(mark)? + 1..].trim();
    (!value.is_empty() && value.len() <= 80).then_some(value)
}

fn read_value(text: &str) -> Option<&str> {
    if let Some(mark) = text.chars().next().filter(|c| matches!(c, '`' | '"' | '\'')) {
        let length = text[1..].find(mark)?;
        let value = text[1..1 + length].trim();
        return (!value.is_empty() && value.len() <= 80).then_some(value);
    }
    let length = text.find([' ', ',', ')', ';', '\n']).unwrap_or(text.len());
    let behind = text[length..].trim_start_matches(' ');
    let word = text[..length].trim_end_matches(['.', ':', '!']);
    let clause_ends = behind.is_empty()
        || length < text.len() && !text[length..].starts_with(' ')
        || text[..length].ends_with('.')
        || behind.starts_with(['(', '-', '–', '—'])
        || ["if ", "when ", "unless "].iter().any(|w| behind.starts_with(w));
    let is_number = word.parse::<f64>().is_ok();
    let is_word = !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || "_-./+".contains(c))
        && !NO_VALUES.iter().any(|w| word.eq_ignore_ascii_case(w));
    (is_word && (clause_ends || is_number)).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn stated(markdown: &str) -> Option<String> {
        let span = Span::new(SourceId(0), 0, 0);
        let text = Text { plain: markdown.into(), markdown: markdown.into(), links: Vec::new(), span };
        read_default(&text).map(|d| d.value)
    }

    #[test]
    fn defaults() {
        for (text, expected) in [
            ("How many. Default: 20. Maximum: 100.", "20"),
            ("Page size (default: 20, max: 100)", "20"),
            ("Defaults to `true`.", "true"),
            ("The language. Defaults to \"en\" if left out.", "en"),
            ("Range: 0.0 - 2.0, default 1.0", "1.0"),
            ("**Default:** `asc`", "asc"),
            ("The default is 5.", "5"),
            ("Currency (defaults to EUR)", "EUR"),
            ("Default `32`", "32"),
            ("Default value is `x`", "x"),
            ("The zone. Defaults to UTC when it is left out.", "UTC"),
            ("Default: 30 seconds", "30"),
            ("One of `mp3` (default), `wav` or `ogg`", "mp3"),
            ("\"high\" (Default) or \"low\"", "high"),
        ] {
            assert_eq!(stated(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_defaults() {
        for text in [
            "Defaults to the current day.",
            "Default is no limit.",
            "Defaults to null.",
            "The default language of the user.",
            "Default: `1` for bugs, default: `2` for wishes",
            "Whether it is the default",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
    }
}
