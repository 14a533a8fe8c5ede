//! Values without marks: "Values: PASS, FAIL", "(open or closed)".

use super::Value;
use super::lead::{shows_examples, trigger};

/// Words that a trigger may be followed by and that are no values.
const FILLERS: &[&str] = &[
    "the",
    "these",
    "those",
    "them",
    "this",
    "your",
    "our",
    "its",
    "their",
    "following",
    "several",
    "many",
    "all",
    "any",
    "some",
    "a",
    "an",
    "more",
    "other",
    "is",
    "are",
];

/// The words behind a trigger, up to the end of the sentence.
pub(super) fn read_words(markdown: &str) -> Vec<Value> {
    for line in markdown.lines() {
        let Some((start, at)) = trigger(line) else { continue };
        if shows_examples(&line[..start].to_ascii_lowercase()) {
            continue;
        }
        let mut rest = line[at..].trim_start_matches([':', ' ', '(']);
        for lead in ["are ", "is ", "include ", "the following", "these", "values"] {
            rest = rest.strip_prefix(lead).unwrap_or(rest).trim_start_matches([':', ' ']);
        }
        // "Enum: `png, webp`": all in one mark.
        rest = rest.trim_start_matches('`');
        let end = rest.find(['.', ')', ';', '\n', '`']).unwrap_or(rest.len());
        let words = split_words(&rest[..end]);
        if words.len() > 1 {
            return words.into_iter().map(|w| (w.to_owned(), String::new())).collect();
        }
    }
    Vec::new()
}

/// The words behind the last colon or dash of a text's first sentence, or all of it: "The colour: red, green".
pub(super) fn read_end(plain: &str) -> Vec<Value> {
    let line = plain.lines().next().unwrap_or_default();
    let sentence = line.split(". ").next().unwrap_or_default().trim_end_matches('.');
    let end =
        [": ", " - ", " – ", " — "].iter().filter_map(|mark| Some(sentence.rfind(mark)? + mark.len())).max();
    split_words(&sentence[end.unwrap_or(0)..]).into_iter().map(|w| (w.to_owned(), String::new())).collect()
}

/// The words of the first pair of brackets that holds nothing but alternatives.
pub(super) fn read_brackets(plain: &str) -> Vec<Value> {
    let mut rest = plain;
    while let Some(open) = rest.find('(') {
        let Some(length) = rest[open..].find(')') else { break };
        let words = split_words(&rest[open + 1..open + length]);
        if words.len() > 1 {
            return words.into_iter().map(|w| (w.to_owned(), String::new())).collect();
        }
        rest = &rest[open + length..];
    }
    Vec::new()
}

/// `a, b or c` as words; nothing where a part is more than one word.
fn split_words(text: &str) -> Vec<&str> {
    let spaced = text.trim();
    let mut words = Vec::new();
    for part in spaced.split([',', '|', '/']).flat_map(|part| part.split(" or ")) {
        let part = part.trim();
        let part = part.strip_prefix("or ").unwrap_or(part).trim();
        if part.is_empty() {
            continue;
        }
        let is_word = part.len() <= 40
            && part.starts_with(|c: char| c.is_alphanumeric())
            && part.chars().all(|c| c.is_alphanumeric() || "_-:+".contains(c))
            && !FILLERS.iter().any(|f| part.eq_ignore_ascii_case(f));
        if !is_word {
            return Vec::new();
        }
        words.push(part);
    }
    words
}
