//! The limits that a description states: "Default: 20. Maximum: 100.", "2-64 characters".
//!
//! ```text
//! limit  = ( upper | lower ), { filler }, number, [ unit ]
//!        | "between", number, "and", number, [ unit ]
//!        | ( "range" | "from" | "(" ), { filler }, number, ( "-" | "to" | "~" ), number, [ unit ]
//!        | number, "-", number, "characters"
//!        | number, "or", ( "more" | "less" | … ) ;
//! upper  = "max" | "maximum" | "at most" | "up to" | "no more than" | "must not exceed" | … ;
//! lower  = "min" | "minimum" | "at least" | "no less than" | … ;
//! unit   = "characters" | "items" | "seconds" | … ;
//! ```
//!
//! What a limit bounds (the number, its digits, the items) depends on the type; that is for the
//! analysis. A bound that the text gives twice, differently, depends on more and is no bound.

mod phrases;
mod tokens;

use super::claims::{Bound, LimitClaim, Unit};
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;
use tokens::{Token, tokenize};

/// The limits that a text states.
pub(super) fn read_limits(text: &str) -> Vec<LimitClaim> {
    if !may_state(text) {
        return Vec::new();
    }
    let tokens = tokenize(text);
    let mut limits: Vec<LimitClaim> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match phrases::read_phrase(&tokens, at) {
            Some((found, next)) => {
                limits.extend(found);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    let contradicted = |limit: &LimitClaim| {
        limits
            .iter()
            .any(|other| other.bound == limit.bound && other.unit == limit.unit && other.value != limit.value)
    };
    let mut agreed: Vec<LimitClaim> = Vec::new();
    for limit in limits.iter().filter(|limit| !contradicted(limit)) {
        if !agreed.contains(limit) {
            agreed.push(limit.clone());
        }
    }
    agreed
}

/// Whether a text has a number, in digits or as a word, or speaks of signs: no limit goes without.
fn may_state(text: &str) -> bool {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let words = phrases::NUMBERS.iter().chain(&["negative", "positive"]);
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
    });
    text.bytes().any(|byte| byte.is_ascii_digit()) || WORDS.as_ref().is_none_or(|words| words.is_match(text))
}

/// The regular expression that a text asks for: "Must match `^[a-z]+$`".
pub(super) fn read_pattern(markdown: &str) -> Option<String> {
    let mut rest = markdown;
    let mut before = 0;
    while let Some(open) = rest.find('`') {
        let length = rest[open + 1..].find('`')?;
        let code = &rest[open + 1..open + 1 + length];
        let lead = markdown[..before + open].trim_end_matches([':', ' ', '*']);
        let asked = ["match", "matches", "matching", "pattern", "regex", "regexp", "expression"]
            .iter()
            .any(|word| ends_with(lead, word));
        let anchored = code.starts_with('^') && code.len() > 2;
        if anchored || (asked && code.contains(['[', '\\', '*', '+'])) {
            return Some(code.trim_matches('/').to_owned());
        }
        before += open + length + 2;
        rest = &rest[open + length + 2..];
    }
    None
}

/// Whether a text ends with a word in any casing.
fn ends_with(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

fn limit(bound: Bound, value: &serde_json::Number, unit: Unit, exclusive: bool) -> LimitClaim {
    LimitClaim { bound, value: value.clone(), unit, exclusive }
}

/// The unit that follows a number, and the index behind it.
fn read_unit(tokens: &[Token<'_>], at: usize) -> (Unit, usize) {
    let word = match tokens.get(at) {
        Some(Token::Word(word)) => word.to_ascii_lowercase(),
        Some(Token::Mark('%')) => return (Unit::Share, at + 1),
        _ => return (Unit::None, at),
    };
    let unit = match word.as_str() {
        "character" | "characters" | "chars" | "char" | "letters" => Unit::Characters,
        "digits" | "digit" => Unit::Digits,
        "seconds" | "second" | "minutes" | "minute" | "hours" | "hour" | "days" | "day" | "weeks"
        | "months" | "years" | "ms" | "milliseconds" | "s" | "sec" => Unit::Time,
        "kb" | "mb" | "gb" | "tb" | "bytes" | "byte" | "kib" | "mib" | "gib" | "megabytes" | "kilobytes"
        | "px" | "pixels" => Unit::Size,
        "percent" => Unit::Share,
        "decimal" | "decimals" | "significant" | "fractional" => Unit::Digits,
        // "at least 3 of them", "up to 5 per call", "maximum 10 if …": no unit.
        "of" | "per" | "if" | "when" | "for" | "and" | "or" | "in" | "to" | "is" | "are" | "on" | "by"
        | "with" | "at" | "from" | "as" | "inclusive" | "exclusive" | "allowed" | "total" | "each"
        | "but" | "unless" | "only" | "default" | "max" | "maximum" | "min" | "minimum" | "with the"
        | "the" | "a" => {
            return (Unit::None, at);
        }
        _ => Unit::Things,
    };
    (unit, at + 1)
}

#[cfg(test)]
mod tests;
