//! `[[types]]`: what types are called in Rust, and what is said of them.

use super::said::{Said, read_said};
use super::select::{Form, read_select};
use super::selector::Selector;
use super::table::{Problems, Table};
use super::values;
use crate::source::Spanned;

/// An entry of `[[types]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeOverride {
    /// `select`: the types, by the Rust name that they would have.
    pub select: Spanned<Selector>,
    /// `rename`: the Rust name it gets.
    pub rename: Option<Spanned<String>>,
    /// `description`: replaces its text.
    pub description: Option<String>,
    /// `keep-unknown-fields`: whether they keep what the pages do not name; beats `[values]`.
    pub keep_unknown_fields: Option<Spanned<bool>>,
    /// What it says, for people.
    pub said: Vec<Said>,
}

const KEYS: &[&str] = &["select", "rename", "description", "keep-unknown-fields"];

/// Reads an entry; `None` where it does not say what it is about.
pub(super) fn read_type(problems: &mut Problems, table: &Table<'_>) -> Option<TypeOverride> {
    table.check_keys(problems, KEYS);
    let rename = values::words(problems, table, "rename");
    let description = table.string(problems, "description").map(|t| t.value);
    let keep_unknown_fields = values::flag(problems, table, "keep-unknown-fields");
    let said = read_said(problems, table, KEYS);
    let select = read_select(problems, table, Form::Types)?;
    Some(TypeOverride { select, rename, description, keep_unknown_fields, said })
}
