//! Words in the place of a type that are values.

use super::keywords::{self, keyword};
use super::split::split_alternatives;
use super::{TypeExpr, is_type_name};

/// `asc | desc` and `OPEN | CLOSED`, where none of the words is sure to be a type and one is none. A name that
/// could be a record's is one.
pub(super) fn values_of_words(text: &str) -> Option<TypeExpr> {
    let words: Vec<&str> = split_alternatives(text).into_iter().map(str::trim).collect();
    let (null, words): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| *word == "null");
    let is_capital = |word: &str| !word.contains(|c: char| c.is_lowercase());
    let is_value = |word: &&str| {
        keyword(&word.to_ascii_lowercase()).is_none() && (is_capital(word) || !is_type_name(word))
    };
    let may_be_value = |word: &&str| {
        word.is_ascii()
            && word.starts_with(|c: char| c.is_alphabetic())
            && !["true", "false"].contains(word)
            && !keywords::is_structural(&word.to_ascii_lowercase())
    };
    let formats = |word: &&str| ["json", "csv", "xml", "html", "markdown", "text"].contains(word);
    let sure = words.iter().any(is_value) || words.iter().all(formats);
    let all = words.iter().all(|word| may_be_value(word) && (is_capital(word) || !is_type_name(word)));
    let TypeExpr::Union(mut values) = words_as_literals(&words).filter(|_| sure && all)? else { return None };
    values.extend(null.first().map(|_| TypeExpr::Null));
    Some(TypeExpr::Union(values))
}

/// `a, b, c` as the values of an enum, where each is a word.
pub(super) fn words_as_literals(words: &[&str]) -> Option<TypeExpr> {
    let is_word = |w: &&str| !w.is_empty() && w.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let all = words.len() > 1 && words.iter().all(is_word);
    all.then(|| TypeExpr::Union(words.iter().map(|w| TypeExpr::Literal((*w).to_owned())).collect()))
}
