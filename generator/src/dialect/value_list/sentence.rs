//! `` `a`, `b` or `c` `` in a sentence.

use super::lead::{Announced, announced};
use super::{Kind, Value, is_value};
use crate::budget::SENTENCE;
use memchr::memchr2_iter;

/// A marked text: where it begins and ends with its marks, and the text itself.
pub(super) struct Marked<'t> {
    pub start: usize,
    pub end: usize,
    pub value: &'t str,
}

/// The values of the first sentence that lists some; those of all sentences that state it.
pub(super) fn read_runs(markdown: &str, kind: Kind) -> Vec<Value> {
    // Two values at least, each between two marks.
    if memchr2_iter(b'`', b'"', markdown.as_bytes()).nth(3).is_none() {
        return Vec::new();
    }
    let mut likely: Vec<Value> = Vec::new();
    let mut stated: Vec<Value> = Vec::new();
    for line in markdown.lines() {
        let line = line.trim_start().trim_start_matches("- ");
        for run in runs(line) {
            let Some((first, last)) = run.first().zip(run.last()) else { continue };
            let values: Vec<Value> = run
                .iter()
                .filter(|marked| is_value(marked.value))
                .map(|marked| (marked.value.trim_matches('"').to_owned(), String::new()))
                .collect();
            if values.len() < 2 {
                continue;
            }
            let lower_lead = sentence_before(&line[..first.start]).to_lowercase();
            let tail = sentence_after(&line[last.end..]).to_lowercase();
            let joined = joints(line, &run);
            // "one of: `a` - `b`", but `1` - `10` is a range.
            let dashed = joined.contains(['-', '–', '—']);
            if dashed && values.iter().all(|(value, _)| value.parse::<f64>().is_ok()) {
                continue;
            }
            match announced(&lower_lead, &tail) {
                Announced::Stated => stated.extend(values),
                Announced::Likely if likely.is_empty() && kind != Kind::Open && !dashed => {
                    let listed = joined.split_whitespace().any(is_or)
                        || lower_lead.trim_end().ends_with(':')
                        || joined.contains('|');
                    let one_word = values.iter().all(|(value, _)| !value.contains(' '))
                        || line[first.start..].starts_with(['"']);
                    let and = joined.contains(" and ") && !lower_lead.trim_end().ends_with(':');
                    if one_word
                        && !and
                        && (listed
                            || lower_lead.trim().is_empty()
                            || lower_lead.trim_end().ends_with(['-', '—', '–', '(']))
                    {
                        likely = values;
                    }
                }
                _ => {}
            }
        }
    }
    if stated.is_empty() { likely } else { stated }
}

/// The only value that a sentence states: "Allowed value: `bulk`".
pub(super) fn read_only(markdown: &str) -> Vec<Value> {
    let stated = markdown.lines().flat_map(|line| {
        let marked = marked_texts(line);
        marked.into_iter().filter(|marked| {
            let lead = sentence_before(&line[..marked.start]).to_lowercase();
            is_value(marked.value) && matches!(announced(&lead, ""), Announced::Stated)
        })
    });
    let mut values: Vec<Value> =
        stated.map(|marked| (marked.value.trim_matches('"').to_owned(), String::new())).collect();
    values.dedup();
    values
}

/// The values of a list that is code as a whole: "One of: `[dim, bright]`".
pub(super) fn read_bracketed(markdown: &str) -> Vec<Value> {
    if !markdown.contains("`[") {
        return Vec::new();
    }
    let stated = |line: &str| {
        marked_texts(line).into_iter().find_map(|marked| {
            let inner = marked.value.strip_prefix('[')?.strip_suffix(']')?;
            let lead = sentence_before(&line[..marked.start]).to_lowercase();
            let values = inner.split(',').map(|value| value.trim().trim_matches(['"', '\'']));
            let values: Vec<Value> = values.map(|value| (value.to_owned(), String::new())).collect();
            let whole = values.iter().all(|(value, _)| is_value(value));
            (whole && matches!(announced(&lead, ""), Announced::Stated)).then_some(values)
        })
    };
    markdown.lines().find_map(stated).unwrap_or_default()
}

/// Whether the values that a text states are `true` and `false`, or one of them.
pub(super) fn lists_truth(markdown: &str) -> bool {
    let stated = |line: &str, marked: &Marked<'_>| {
        let lead = sentence_before(&line[..marked.start]).to_lowercase();
        matches!(announced(&lead, ""), Announced::Stated)
    };
    let mut found = markdown.lines().flat_map(|line| {
        marked_texts(line).into_iter().filter(|marked| stated(line, marked)).map(|marked| marked.value)
    });
    let is_truth = |value: &str| matches!(value, "true" | "false");
    found.next().is_some_and(is_truth) && found.all(is_truth)
}

/// What stands between the values.
fn joints(line: &str, run: &[Marked<'_>]) -> String {
    run.windows(2).map(|pair| line[pair[0].end..pair[1].start].to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// The marked texts of a line, in groups with nothing but separators between.
fn runs(line: &str) -> Vec<Vec<Marked<'_>>> {
    let mut runs: Vec<Vec<Marked<'_>>> = Vec::new();
    for marked in marked_texts(line) {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| is_separator(&line[last.end..marked.start])) => {
                run.push(marked);
            }
            _ => runs.push(vec![marked]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

pub(super) fn marked_texts(line: &str) -> Vec<Marked<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = line[at..].find(['`', '"']).map(|n| at + n) {
        let mark = &line[open..open + 1];
        let Some(length) = line[open + 1..].find(mark) else { break };
        let end = open + length + 2;
        found.push(Marked { start: open, end, value: line[open + 1..end - 1].trim() });
        at = end;
    }
    found
}

/// Between two values: commas, bars, dashes, words such as "or", a remark in brackets.
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
    depth == 0
        && plain.chars().any(|c| !c.is_whitespace())
        && plain
            .split(|c: char| c.is_whitespace() || ",|/;&-–—".contains(c))
            .filter(|w| !w.is_empty())
            .all(|word| matches!(word.to_lowercase().as_str(), "and" | "*or*") || is_or(&word.to_lowercase()))
}

/// "or", in several languages.
fn is_or(word: &str) -> bool {
    matches!(word, "or" | "ou" | "o" | "u" | "oder" | "или" | "veya" | "lub" | "atau" | "或" | "または")
}

/// The sentence that ends in a text's end, from its start.
pub(super) fn sentence_before(text: &str) -> &str {
    let near = (text.len().saturating_sub(SENTENCE)..).find(|&at| text.is_char_boundary(at));
    let text = &text[near.unwrap_or(0)..];
    let start = [". ", "! ", "? "].iter().filter_map(|end| rfind_end(text, end)).max().unwrap_or(0);
    &text[start..]
}

/// The last place behind an end of a sentence; "e.g. " is none.
fn rfind_end(text: &str, end: &str) -> Option<usize> {
    text.rmatch_indices(end)
        .map(|(at, _)| at)
        .find(|&at| !["e.g", "i.e", "etc", "vs"].iter().any(|short| text[..at].ends_with(short)))
        .map(|at| at + end.len())
}

fn sentence_after(text: &str) -> &str {
    let near = (0..=text.len().min(SENTENCE)).rev().find(|&at| text.is_char_boundary(at));
    let text = &text[..near.unwrap_or(0)];
    let end = [". ", ".\n", "; "].iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len());
    &text[..end]
}
