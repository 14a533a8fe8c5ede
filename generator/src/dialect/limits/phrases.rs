//! The phrases that state a limit.

use super::tokens::Token;
use super::{limit, read_unit};
use crate::dialect::claims::{Bound, LimitClaim, Unit};
use serde_json::Number;

type Found = (Vec<LimitClaim>, usize);

const UPPER: &[&[&str]] = &[
    &["less", "than", "or", "equal", "to"],
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["no", "longer", "than"],
    &["not", "longer", "than"],
    &["not", "be", "longer", "than"],
    &["not", "exceed"],
    &["cannot", "exceed"],
    &["to", "exceed"],
    &["limited", "to"],
    &["capped", "at"],
    &["at", "most"],
    &["up", "to"],
    &["maximum"],
    &["max"],
];

const LOWER: &[&[&str]] = &[
    &["greater", "than", "or", "equal", "to"],
    &["no", "less", "than"],
    &["not", "less", "than"],
    &["no", "fewer", "than"],
    &["at", "least"],
    &["minimum"],
    &["min"],
];

/// The numbers from one that are written as words.
pub(super) const NUMBERS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Words between the phrase and its number.
const FILLERS: &[&str] = &[
    "of",
    "is",
    "value",
    "values",
    "length",
    "number",
    "allowed",
    "supported",
    "limit",
    "count",
    "the",
    "a",
    "total",
    "and",
    "items",
    "characters",
    "chars",
    "entries",
    "elements",
    "are",
    "size",
];

/// The limits of the phrase that starts at `at`, and the index behind it.
pub(super) fn read_phrase(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    match &tokens[at] {
        Token::Word(word) => read_sign(word, tokens, at)
            .or_else(|| read_between(tokens, at))
            .or_else(|| read_range(tokens, at))
            .or_else(|| read_bound(tokens, at))
            .or_else(|| read_exact(tokens, at)),
        Token::Number(number) => read_range(tokens, at).or_else(|| read_or_more(number, tokens, at)),
        Token::Mark(_) => read_range(tokens, at),
        Token::End => None,
    }
}

/// "non-negative", "positive integer", "must be positive".
fn read_sign(word: &str, tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let zero = Number::from(0);
    if ["non-negative", "nonnegative"].iter().any(|w| word.eq_ignore_ascii_case(w)) {
        return Some((vec![limit(Bound::Minimum, &zero, Unit::None, false)], at + 1));
    }
    if !word.eq_ignore_ascii_case("positive") {
        return None;
    }
    let number_follows = ["integer", "number", "int", "decimal", "amount", "value"]
        .iter()
        .any(|w| tokens.get(at + 1).is_some_and(|t| t.is(w)));
    let is_demanded = at > 0 && (tokens[at - 1].is("be") || tokens[at - 1].is("a"));
    (number_follows || is_demanded).then(|| (vec![limit(Bound::Minimum, &zero, Unit::None, true)], at + 1))
}

/// "between 8 and 256".
fn read_between(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    if !tokens[at].is("between") {
        return None;
    }
    let (low, joint, high) = (tokens.get(at + 1)?, tokens.get(at + 2)?, tokens.get(at + 3)?);
    if !(joint.is("and") || joint.is("to") || is_dash(joint)) {
        return None;
    }
    pair(tokens, low, high, at + 4)
}

/// "Range: 0-10", "from 1 to 5", "(2-100 characters)", "1-64 characters".
fn read_range(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let mut start = at;
    let lead = match &tokens[at] {
        Token::Number(_) => None,
        Token::Word(word) if is_range_word(word) => Some(true),
        Token::Mark('(' | '[') => Some(false),
        _ => return None,
    };
    if let Some(words) = lead {
        start += 1;
        let filler = |t: &Token<'_>| {
            matches!(t, Token::Mark(':' | '(' | '[' | '='))
                || ["of", "is", "from", "values", "value", "are"].iter().any(|w| t.is(w))
        };
        while words && start - at < 5 && tokens.get(start).is_some_and(filler) {
            start += 1;
        }
    }
    let (low, joint, high) = (tokens.get(start)?, tokens.get(start + 1)?, tokens.get(start + 2)?);
    if !(is_dash(joint) || joint.is("to")) {
        return None;
    }
    let found = pair(tokens, low, high, start + 3)?;
    match lead {
        Some(true) => Some(found),
        // In brackets: nothing but the range.
        Some(false) => {
            matches!(tokens.get(found.1), Some(Token::Mark(')' | ']' | ',') | Token::End)).then_some(found)
        }
        None => found.0.iter().all(|l| l.unit == Unit::Characters).then_some(found),
    }
}

fn is_range_word(word: &str) -> bool {
    ["range", "ranges", "ranging", "from", "scale"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

fn is_dash(token: &Token<'_>) -> bool {
    matches!(token, Token::Mark('-' | '–' | '—' | '~' | '…'))
}

fn pair(tokens: &[Token<'_>], low: &Token<'_>, high: &Token<'_>, next: usize) -> Option<Found> {
    let (Token::Number(low), Token::Number(high)) = (low, high) else { return None };
    let (unit, next) = read_unit(tokens, next);
    let ordered = low.as_f64()? < high.as_f64()?;
    let limits = || vec![limit(Bound::Minimum, low, unit, false), limit(Bound::Maximum, high, unit, false)];
    ordered.then(|| (limits(), next))
}

/// "maximum length 64", "at most 5 items", "must be less than 200 characters".
fn read_bound(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let starts =
        |words: &[&str]| words.iter().enumerate().all(|(i, w)| tokens.get(at + i).is_some_and(|t| t.is(w)));
    let phrase = |phrases: &[&[&str]]| phrases.iter().find(|words| starts(words)).map(|words| words.len());
    let (bound, exclusive, length, loose) = if let Some(length) = phrase(UPPER) {
        (Bound::Maximum, false, length, tokens[at].is("up"))
    } else if let Some(length) = phrase(LOWER) {
        (Bound::Minimum, false, length, tokens[at].is("at"))
    } else {
        let (bound, length) = read_comparison(tokens, at)?;
        (bound, true, length, true)
    };
    let mut next = at + length;
    let mut unit = Unit::None;
    while next - at - length < 5 {
        match tokens.get(next)? {
            Token::Mark(':' | '=') => {}
            Token::Word(word) if FILLERS.iter().any(|f| word.eq_ignore_ascii_case(f)) => {
                unit = match word.to_ascii_lowercase().as_str() {
                    "length" | "characters" | "chars" => Unit::Characters,
                    "items" | "entries" | "elements" => Unit::Things,
                    "size" => Unit::Size,
                    _ => unit,
                };
            }
            _ => break,
        }
        next += 1;
    }
    let value = read_value(tokens.get(next)?)?;
    let (own, next) = read_unit(tokens, next + 1);
    let unit = if unit == Unit::None || own != Unit::None { own } else { unit };
    // "at least one of", "at least one is required": about which, not about how many.
    let about_which = ["of", "is", "must", "or"].iter().any(|w| tokens.get(next).is_some_and(|t| t.is(w)));
    let counts = unit == Unit::Things && loose;
    let unit = if counts { Unit::Counted } else { unit };
    (!(about_which && bound == Bound::Minimum)).then(|| (vec![limit(bound, &value, unit, exclusive)], next))
}

/// "be less than", "be greater than".
fn read_comparison(tokens: &[Token<'_>], at: usize) -> Option<(Bound, usize)> {
    if !tokens[at].is("be") || !tokens.get(at + 2)?.is("than") {
        return None;
    }
    let word = tokens.get(at + 1)?;
    let bound = match () {
        () if word.is("less") || word.is("fewer") || word.is("shorter") || word.is("lower") => Bound::Maximum,
        () if word.is("greater") || word.is("more") || word.is("longer") || word.is("higher") => {
            Bound::Minimum
        }
        () => return None,
    };
    (!tokens.get(at + 3)?.is("or")).then_some((bound, 3))
}

fn read_value(token: &Token<'_>) -> Option<Number> {
    match token {
        Token::Number(number) => Some(number.clone()),
        Token::Word(word) => {
            let at = NUMBERS.iter().position(|w| word.eq_ignore_ascii_case(w))?;
            Some(Number::from(at + 1))
        }
        _ => None,
    }
}

/// "1 or more", "0 or greater", "10 or less".
fn read_or_more(number: &Number, tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let (unit, next) = read_unit(tokens, at + 1);
    if !tokens.get(next)?.is("or") {
        return None;
    }
    let word = tokens.get(next + 1)?;
    let bound = match () {
        () if ["more", "greater", "higher", "above"].iter().any(|w| word.is(w)) => Bound::Minimum,
        () if ["less", "fewer", "lower", "below"].iter().any(|w| word.is(w)) => Bound::Maximum,
        () => return None,
    };
    Some((vec![limit(bound, number, unit, false)], next + 2))
}

/// "exactly 6 digits".
fn read_exact(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    if !tokens[at].is("exactly") {
        return None;
    }
    let value = read_value(tokens.get(at + 1)?)?;
    let (unit, next) = read_unit(tokens, at + 2);
    let both =
        || vec![limit(Bound::Minimum, &value, unit, false), limit(Bound::Maximum, &value, unit, false)];
    (unit != Unit::None).then(|| (both(), next))
}
