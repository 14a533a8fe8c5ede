//! The values of a field as its description lists them.
//!
//! ```text
//! listing  = trigger, { text without marks }, value, { separator, value } ;   (* in one sentence *)
//!          | trigger, ":", newline, { "- ", value, [ remark ], newline } ;
//! trigger  = "one of" | "valid values" | "allowed values" | … ;                (* see TRIGGERS *)
//! value    = "`", text, "`" | '"', text, '"' ;
//! ```
//!
//! Two values at least; a sentence that asks for one of several *fields* is no listing.

use super::claims::EnumValueClaim;
use crate::document::Text;
use crate::source::Spanned;

const TRIGGERS: &[&str] = &[
    "one of",
    "valid values",
    "allowed values",
    "possible values",
    "accepted values",
    "supported values",
    "valid options",
    "available options",
    "available values",
    "options:",
    "values:",
    "allowed:",
];

/// Phrases of sentences that speak of fields, not of values.
const NOT_VALUES: &[&str] =
    &["is required", "are required", "must be provided", "must be set", "must be present", "at least one of"];

/// The values that a description lists; empty when it lists none.
pub(super) fn listed_values(text: &Text) -> Vec<EnumValueClaim> {
    let lower = text.markdown.to_ascii_lowercase();
    let Some(at) = TRIGGERS.iter().filter_map(|t| lower.find(t).map(|at| at + t.len())).min() else {
        return Vec::new();
    };
    let sentence_end =
        lower[at..].find(". ").or_else(|| lower[at..].find(".\n")).map_or(lower.len(), |n| at + n);
    if NOT_VALUES.iter().any(|phrase| lower[..sentence_end].contains(phrase)) {
        return Vec::new();
    }
    let after = &text.markdown[at..];
    let first_line = after.lines().next().unwrap_or_default();
    let values = match in_items(after) {
        items if items.len() >= 2 && !first_line.contains('`') => items,
        _ => in_sentence(&text.markdown[at..sentence_end]),
    };
    if values.len() < 2 {
        return Vec::new();
    }
    let claim = |(value, description): (&str, &str)| EnumValueClaim {
        value: Spanned::new(value.to_owned(), text.span),
        name: None,
        description: description.to_owned(),
    };
    values.into_iter().map(claim).collect()
}

/// `` `a`, `b` or `c` `` with nothing but separators between.
fn in_sentence(text: &str) -> Vec<(&str, &str)> {
    let Some(mark) = text.chars().find(|c| matches!(c, '`' | '"')) else { return Vec::new() };
    let mut values = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(mark) {
        if !values.is_empty() && !is_separator(&rest[..open]) {
            break;
        }
        let Some(length) = rest[open + 1..].find(mark) else { break };
        let value = &rest[open + 1..open + 1 + length];
        if is_value(value) {
            values.push((value.trim_matches('"'), ""));
        }
        rest = &rest[open + length + 2..];
    }
    values
}

/// ``- `a`: what it means``, a line each.
fn in_items(text: &str) -> Vec<(&str, &str)> {
    let item = |line: &'_ str| -> Option<(usize, usize)> {
        let rest = line.trim_start().strip_prefix("- ")?.trim_start_matches('*');
        let inner = rest.strip_prefix('`')?;
        let start = inner.as_ptr() as usize - line.as_ptr() as usize;
        Some((start, inner.find('`')?))
    };
    let lines = text.lines().filter_map(|line| {
        let (start, length) = item(line)?;
        let value = line[start..start + length].trim_matches('"');
        let remark = line[start + length + 1..]
            .trim_start_matches(['*', ':', ' ', '-', '–', '—', '('])
            .trim_end_matches(')');
        is_value(value).then_some((value, remark))
    });
    lines.collect()
}

/// Between two values: commas, bars, words such as "or", a remark in brackets.
fn is_separator(text: &str) -> bool {
    let mut plain = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
        .split(|c: char| c.is_whitespace() || ",|/;&".contains(c))
        .filter(|w| !w.is_empty())
        .all(|word| matches!(word.to_ascii_lowercase().as_str(), "or" | "and" | "*or*"))
}

fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && !text.contains(['{', '}', '\n', '<', '='])
        && !matches!(text, "null" | "true" | "false" | "undefined")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn values(markdown: &str) -> Vec<String> {
        let span = Span::new(SourceId(0), 0, 0);
        let text =
            Text { plain: markdown.replace('`', ""), markdown: markdown.to_owned(), links: Vec::new(), span };
        listed_values(&text).into_iter().map(|v| v.value.value).collect()
    }

    #[test]
    fn listings() {
        assert_eq!(values("The state. One of `open`, `waiting` or `closed`."), ["open", "waiting", "closed"]);
        assert_eq!(values("Valid values: `a`, `b`. Default: `c`"), ["a", "b"]);
        assert_eq!(values("Must be one of \"x\" | \"y\""), ["x", "y"]);
        assert_eq!(values("Possible values:\n\n- `web`: from a browser\n- `app` (phone)"), ["web", "app"]);
        assert_eq!(values("Options: `a` (the first), `b`"), ["a", "b"]);
    }

    #[test]
    fn no_listings() {
        assert!(values("One of `email` or `phone` is required.").is_empty());
        assert!(values("See `x` and `y`.").is_empty());
        assert!(values("One of `a`.").is_empty());
        assert!(values("One of the best; see `x`, then use `y`.").len() < 2);
    }
}
