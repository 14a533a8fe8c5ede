//! `[[fields]]`: what the pages say wrong or leave out of single parameters and fields.

use super::field_values::{default_value, enum_values, field_type};
use super::place_glob::PlaceGlob;
use super::said::{Said, read_said};
use super::select::{Form, read_select};
use super::selector::Selector;
use super::table::{Problems, Table};
use super::values;
use crate::model::EnumSchema;
use crate::source::Spanned;
use crate::type_expr::TypeExpr;

/// An entry of `[[fields]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldOverride {
    /// `select`: the fields, by the names that they have on the wire.
    pub select: Spanned<Selector>,
    /// `add`: whether it is added where the pages lack it.
    pub add: Option<Spanned<bool>>,
    /// `rename`: the name it gets in Rust, in words or any case; on the wire it keeps its own.
    pub rename: Option<Spanned<String>>,
    /// `type`: its type, as pages spell types.
    pub ty: Option<Spanned<FieldType>>,
    /// `required`: whether it must be there.
    pub required: Option<Spanned<bool>>,
    /// `nullable`: whether null may stand in its place.
    pub nullable: Option<Spanned<bool>>,
    /// `values`: the values that it takes.
    pub values: Option<Spanned<EnumSchema>>,
    /// `default`: what the server takes where it is left out.
    pub default: Option<Spanned<serde_json::Value>>,
    /// `description`: replaces its text.
    pub description: Option<Spanned<String>>,
    /// `skip`: whether it is left out.
    pub skip: Option<Spanned<bool>>,
    /// What it says, for people.
    pub said: Vec<Said>,
}

/// A type of `[[fields]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldType {
    /// As written.
    pub text: String,
    /// What it says.
    pub ty: TypeExpr,
}

impl FieldOverride {
    /// Whether it adds what it selects where that is not there.
    pub fn adds(&self) -> bool {
        self.add.as_ref().is_some_and(|add| add.value)
    }
}

const KEYS: &[&str] =
    &["select", "add", "rename", "type", "required", "nullable", "values", "default", "description", "skip"];

/// Reads an entry; `None` where it does not say what it is about.
pub(super) fn read_field(problems: &mut Problems, table: &Table<'_>) -> Option<FieldOverride> {
    table.check_keys(problems, KEYS);
    let entry = FieldOverride {
        add: values::flag(problems, table, "add"),
        rename: values::words(problems, table, "rename"),
        ty: field_type(problems, table, "type"),
        required: values::flag(problems, table, "required"),
        nullable: values::flag(problems, table, "nullable"),
        values: enum_values(problems, table, "values"),
        default: default_value(problems, table, "default"),
        description: table.string(problems, "description"),
        skip: values::flag(problems, table, "skip"),
        said: read_said(problems, table, KEYS),
        select: read_select(problems, table, Form::Fields)?,
    };
    check_added(problems, &entry);
    Some(entry)
}

/// What is added is one field.
fn check_added(problems: &mut Problems, entry: &FieldOverride) {
    let Some(add) = entry.add.as_ref().filter(|add| add.value) else { return };
    let select = &entry.select.value;
    let (message, help) = match () {
        () if select.path.last_name().is_none() || select.place == Some(PlaceGlob::Any) => {
            ("`add` is for one field", "`select` names the part, and then the field without `*` and `**`")
        }
        () if entry.skip.as_ref().is_some_and(|skip| skip.value) => {
            ("`add` and `skip` at once", "leave one of them out")
        }
        () => return,
    };
    problems.report(add.span, message.to_owned(), "", help.to_owned());
}
