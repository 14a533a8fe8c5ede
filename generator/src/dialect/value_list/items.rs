//! ``- `a`: what it means``, an item each.

use super::lead::{speaks_of_others, states};
use super::{Kind, Value, is_value};
use crate::type_expr::is_type_line;

/// The values of the first list whose items begin with values.
pub(super) fn read_items(markdown: &str, kind: Kind) -> Vec<Value> {
    if !markdown.contains("- ") {
        return Vec::new();
    }
    let lines: Vec<&str> = markdown.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut at = 0;
    while at < lines.len() {
        let length = lines[at..].iter().take_while(|line| line.starts_with("- ")).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let lead = if at == 0 { String::new() } else { lines[at - 1].to_lowercase() };
        let values = values_of(&lines[at..at + length], &lead, kind);
        if values.len() > 1 {
            return values;
        }
        at += length;
    }
    Vec::new()
}

fn values_of(items: &[&str], lead: &str, kind: Kind) -> Vec<Value> {
    let stated = states(lead);
    let mut heads: Vec<Option<Value>> = items.iter().map(|item| read_head(item)).collect();
    // "Possible values:" and words without marks, each with a colon or alone.
    if stated && heads.iter().all(Option::is_none) {
        heads = items.iter().map(|item| read_word(item)).collect();
        if !heads.iter().all(Option::is_some) {
            return Vec::new();
        }
    }
    let all = heads.iter().all(Option::is_some);
    if !stated && (!all || kind == Kind::Open || speaks_of_others(lead)) {
        return Vec::new();
    }
    let values: Vec<Value> = heads.into_iter().flatten().collect();
    // Sentences are examples of what may be written.
    let wordy = values.iter().any(|(value, _)| value.matches(' ').count() > 1);
    if wordy && !stated { Vec::new() } else { values }
}

/// `creating: being created`: a word, and what it means.
fn read_word(item: &str) -> Option<Value> {
    let text = item.trim_start_matches("- ").trim();
    let (word, rest) = text.split_once(':').unwrap_or((text, ""));
    let is_word = word.chars().all(|c| c.is_alphanumeric() || "_-.+".contains(c));
    (is_word && is_value(word) && !is_type_line(word)).then(|| (word.to_owned(), rest.trim().to_owned()))
}

/// The value that an item begins with, and the rest of the item.
fn read_head(item: &str) -> Option<Value> {
    let rest = item.trim_start_matches("- ").trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, '`' | '"'))?;
    let length = rest[1..].find(mark)?;
    let value = rest[1..1 + length].trim_matches('"');
    let rest = &rest[length + 2..];
    // `limit` (integer): a field of an object.
    let bracket = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once([')', ',']));
    if bracket.is_some_and(|(note, _)| is_type_line(note)) {
        return None;
    }
    let remark = rest.trim_start_matches([':', ' ', '-', '–', '—', '(', '=', '→']).trim_end();
    let remark = if remark.contains('(') { remark } else { remark.trim_end_matches(')') };
    is_value(value).then(|| (value.to_owned(), remark.to_owned()))
}
