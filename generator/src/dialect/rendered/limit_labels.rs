//! The limits of a field as documentation sites print them, a line each, or as notes behind the type.
//!
//! ```ebnf
//! label  = ( "Required" | "Minimum" | "Maximum" ) , [ "string" | "array" | "text" ] , ( "range" | "length" | "value" ) , ":" , bounds ;
//! bounds = [ number , ( "<" | "<=" | "-" ) ] , "x" , ( "<" | "<=" ) , number     (* "x" may be left out of "1 - 64" *)
//!        | "x" , ( ">" | ">=" ) , number | number ;
//! note   = number , ( "-" | ".." | "to" ) , number , [ unit ] | ( ">=" | "<=" | ">" | "<" ) , number , [ unit ] | "non-empty" ;
//! unit   = "characters" | "items" ;
//! notes   = "Possible values:" , note , { "and" , note } ;
//! pattern = "Pattern:" , regular expression ;
//! ```

use crate::dialect::claims::{Bound, LimitClaim, Unit};
use serde_json::Number;

/// What a label says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Limits {
    Bounds(Vec<LimitClaim>),
    Pattern(String),
    /// A label of the kind that says nothing that the model holds: "Unique items: true".
    Other,
}

/// Reads a line that is a label and its limits.
pub(super) fn read_limit_row(line: &str) -> Option<Limits> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim().to_ascii_lowercase(), value.trim());
    if label == "pattern" || label == "matches pattern" || label == "required pattern" {
        let pattern = value.trim_matches('`');
        return (!pattern.is_empty()).then(|| Limits::Pattern(pattern.to_owned()));
    }
    if ["unique items", "multiple of", "required multiple"].contains(&label.as_str()) {
        return Some(Limits::Other);
    }
    if label == "possible values" && value.starts_with(['<', '>', '≤', '≥', '['])
        || value.starts_with("non-empty")
    {
        return read_notes(value).map(Limits::Bounds);
    }
    let words: Vec<&str> = label.split([' ', '_', '-']).filter(|word| !word.is_empty()).collect();
    let has = |options: &[&str]| words.iter().any(|word| options.contains(word));
    let known = [
        "required",
        "minimum",
        "maximum",
        "min",
        "max",
        "exclusive",
        "string",
        "array",
        "text",
        "range",
        "length",
        "value",
        "size",
        "items",
        "characters",
        "number",
        "of",
        "bounds",
        "allowed",
    ];
    let (lower, upper) = (has(&["minimum", "min"]), has(&["maximum", "max"]));
    let both = has(&["range", "length", "bounds"]);
    if !words.iter().all(|word| known.contains(word)) || !(lower || upper || both) {
        return None;
    }
    let unit = match () {
        () if has(&["array", "items"]) => Unit::Things,
        () if has(&["string", "text", "length", "characters"]) => Unit::Characters,
        () => Unit::None,
    };
    let exclusive = has(&["exclusive"]);
    let bounds = match (lower, upper) {
        (true, false) => vec![bound(Bound::Minimum, &read_number(value)?.0, unit, exclusive)],
        (false, true) => vec![bound(Bound::Maximum, &read_number(value)?.0, unit, exclusive)],
        _ => read_bounds(value, unit)?,
    };
    Some(Limits::Bounds(bounds))
}

fn bound(bound: Bound, value: &Number, unit: Unit, exclusive: bool) -> LimitClaim {
    LimitClaim { bound, value: value.clone(), unit, exclusive }
}

/// `1 <= x <= 100`, `x >= 1`, `1 - 64`, `5`.
fn read_bounds(text: &str, unit: Unit) -> Option<Vec<LimitClaim>> {
    let text = text.replace('≤', "<=").replace('≥', ">=");
    let text = text.trim_end_matches(|c: char| c.is_alphabetic() && c != 'x').trim();
    if let Some(at) = text.find('x') {
        let (before, behind) = (text[..at].trim(), text[at + 1..].trim());
        let mut bounds = Vec::new();
        if !before.is_empty() {
            let (number, sign) = read_number(before)?;
            bounds.push(bound(Bound::Minimum, &number, unit, is_strict(sign.trim(), '<')?));
        }
        if let Some(rest) = behind.strip_prefix('<') {
            let (strict, rest) = rest.strip_prefix('=').map_or((true, rest), |rest| (false, rest));
            bounds.push(bound(Bound::Maximum, &whole_number(rest)?, unit, strict));
        } else if let Some(rest) = behind.strip_prefix('>') {
            let (strict, rest) = rest.strip_prefix('=').map_or((true, rest), |rest| (false, rest));
            bounds.push(bound(Bound::Minimum, &whole_number(rest)?, unit, strict));
        } else if !behind.is_empty() {
            return None;
        }
        return (!bounds.is_empty()).then_some(bounds);
    }
    let (low, rest) = read_number(text)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(vec![
            bound(Bound::Minimum, &low, unit, false),
            bound(Bound::Maximum, &low, unit, false),
        ]);
    }
    let high = ["..", "-", "–", "to"].iter().find_map(|joint| rest.strip_prefix(joint))?;
    Some(vec![
        bound(Bound::Minimum, &low, unit, false),
        bound(Bound::Maximum, &whole_number(high)?, unit, false),
    ])
}

fn is_strict(sign: &str, mark: char) -> Option<bool> {
    match sign.strip_prefix(mark)? {
        "" => Some(true),
        "=" => Some(false),
        _ => None,
    }
}

fn whole_number(text: &str) -> Option<Number> {
    let (number, rest) = read_number(text)?;
    rest.trim().is_empty().then_some(number)
}

/// The number that a text begins with, and what follows.
fn read_number(text: &str) -> Option<(Number, &str)> {
    let text = text.trim_start();
    let mut end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E')))
        .unwrap_or(text.len());
    // "1-64" and "1..64" are two.
    if let Some(at) =
        text[..end].get(1..).and_then(|rest| rest.find(['-']).filter(|at| !rest[..*at].ends_with(['e', 'E'])))
    {
        end = at + 1;
    }
    if let Some(at) = text[..end].find("..") {
        end = at;
    }
    let number = text[..end].trim_end_matches(['e', 'E']);
    let parsed = number.trim_start_matches('+').parse().ok()?;
    Some((parsed, &text[number.len()..]))
}

/// `>= 1 and <= 100`
fn read_notes(text: &str) -> Option<Vec<LimitClaim>> {
    let parts =
        text.split(" and ").map(|part| read_note(part.trim()).filter(|(_, rest)| rest.trim().is_empty()));
    Some(parts.collect::<Option<Vec<_>>>()?.into_iter().flat_map(|(limits, _)| limits).collect())
}

/// The bounds that a note behind a type begins with, and what follows: `1-100`, `>=1`, `<= 64 characters`.
pub(super) fn read_note(text: &str) -> Option<(Vec<LimitClaim>, &str)> {
    if let Some(rest) = text.strip_prefix("non-empty") {
        return Some((vec![bound(Bound::Minimum, &Number::from(1), Unit::Characters, false)], rest));
    }
    let inner = text.strip_prefix('[').map(str::trim_start);
    let body = inner.unwrap_or(text);
    let signs = [
        (">=", Bound::Minimum, false),
        ("<=", Bound::Maximum, false),
        ("≥", Bound::Minimum, false),
        ("≤", Bound::Maximum, false),
        (">", Bound::Minimum, true),
        ("<", Bound::Maximum, true),
    ];
    let sign = signs.iter().find_map(|(sign, of, strict)| Some((body.strip_prefix(sign)?, *of, *strict)));
    let (mut limits, rest) = match sign {
        Some((rest, of, strict)) => {
            let (number, rest) = read_number(rest)?;
            (vec![(of, number, strict)], rest)
        }
        None => {
            let (low, rest) = read_number(body)?;
            let rest = rest.trim_start();
            let rest = ["..", "-", "–", "to "].iter().find_map(|joint| rest.strip_prefix(joint))?;
            let (high, rest) = read_number(rest)?;
            (vec![(Bound::Minimum, low, false), (Bound::Maximum, high, false)], rest)
        }
    };
    let rest = match inner {
        Some(_) => rest.trim_start().strip_prefix(']')?,
        None => rest,
    };
    let word = rest.trim_start();
    let units = [("characters", Unit::Characters), ("items", Unit::Things), ("elements", Unit::Things)];
    let (unit, rest) = units
        .iter()
        .find_map(|(name, unit)| Some((*unit, word.strip_prefix(name)?)))
        .unwrap_or((Unit::None, rest));
    Some((limits.drain(..).map(|(of, value, strict)| bound(of, &value, unit, strict)).collect(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<String> {
        match read_limit_row(line) {
            Some(Limits::Bounds(bounds)) => bounds.iter().map(show).collect(),
            other => panic!("{line}: {other:?}"),
        }
    }

    fn show(limit: &LimitClaim) -> String {
        let sign = match (limit.bound, limit.exclusive) {
            (Bound::Minimum, false) => ">=",
            (Bound::Minimum, true) => ">",
            (Bound::Maximum, false) => "<=",
            (Bound::Maximum, true) => "<",
        };
        format!("{sign}{} {:?}", limit.value, limit.unit)
    }

    #[test]
    fn labels() {
        assert_eq!(read("Required range: 1 <= x <= 100"), [">=1 None", "<=100 None"]);
        assert_eq!(read("Required range: x >= 1"), [">=1 None"]);
        assert_eq!(read("Required range: x < 0.5"), ["<0.5 None"]);
        assert_eq!(read("Required range: 0 < x < 1"), [">0 None", "<1 None"]);
        assert_eq!(read("Required string length: 1 - 64"), [">=1 Characters", "<=64 Characters"]);
        assert_eq!(read("Required string length: 5"), [">=5 Characters", "<=5 Characters"]);
        assert_eq!(read("Maximum string length: 255"), ["<=255 Characters"]);
        assert_eq!(read("Minimum array length: 1"), [">=1 Things"]);
        assert_eq!(read("Required array length: 1 - 3 elements"), [">=1 Things", "<=3 Things"]);
        assert_eq!(read("Minimum: -5"), [">=-5 None"]);
        assert_eq!(read("Maximum length: 64"), ["<=64 Characters"]);
        assert_eq!(read("Possible values: >= 1 and <= 100"), [">=1 None", "<=100 None"]);
        assert_eq!(read_limit_row("Possible values: [sail, motor]"), None);
        assert_eq!(read_limit_row("Pattern: ^[a-z]+$"), Some(Limits::Pattern("^[a-z]+$".into())));
        for line in ["Length: how long it is", "Note: 5", "The maximum: 5", "Minimum: as stated"] {
            assert_eq!(read_limit_row(line), None, "{line}");
        }
    }

    #[test]
    fn notes() {
        let read = |text: &str| {
            read_note(text)
                .map(|(limits, rest)| (limits.iter().map(show).collect::<Vec<_>>(), rest.to_owned()))
        };
        let two = |low: &str, high: &str, rest: &str| {
            Some((vec![low.to_owned(), high.to_owned()], rest.to_owned()))
        };
        assert_eq!(read("1-100Defaults"), two(">=1 None", "<=100 None", "Defaults"));
        assert_eq!(read("[ 1 .. 64 ] characters"), two(">=1 Characters", "<=64 Characters", ""));
        assert_eq!(read("<= 64 characters"), Some((vec!["<=64 Characters".to_owned()], String::new())));
        assert_eq!(read("5 boats"), None);
    }
}
