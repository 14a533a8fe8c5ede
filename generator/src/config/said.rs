//! What an entry says, for people: its keys with their values as written.

use super::table::{Problems, Table};
use crate::model::{Override, Place};
use crate::source::Span;

/// A key of an entry with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key: `type`.
    pub key: &'static str,
    /// The value as written, in one line.
    pub value: String,
    /// Where the value stands.
    pub span: Span,
    /// The same, for people.
    pub place: Place,
}

impl Said {
    /// The record of what it says of something.
    pub(crate) fn to_override(&self, pages: Vec<String>, what: String, from: Option<String>) -> Override {
        let (setting, key, to) = (self.place.clone(), self.key.to_owned(), self.value.clone());
        Override { pages, what, setting, key, from, to }
    }
}

/// The keys that a table has, but for `select` and those of which something was reported.
pub(super) fn read_said(problems: &Problems, table: &Table<'_>, keys: &[&'static str]) -> Vec<Said> {
    let keys = keys.iter().copied().filter(|key| *key != "select");
    let said = keys.filter_map(|key| {
        let span = problems.span(table.value(key)?.span());
        if problems.has_reported(span) {
            return None;
        }
        let value = problems.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Said { key, value, span, place: problems.place(span) })
    });
    said.collect()
}
