//! Whether a text in a path, a query, a header or a form is one that a parameter can have.

use super::fit::{Types, is_integer, is_integer_enum};
use super::formats::has_format;
use super::stand_ins::is_stand_in;
use crate::model::{IntegerFormat, Schema, SchemaKind};

/// Whether a value of the schema is written as that text. What is no scalar is sent as the text that it is.
pub(super) fn is_written_so(types: Types<'_>, schema: &Schema, text: &str) -> bool {
    if is_stand_in(text) {
        return true;
    }
    match resolve(types, schema) {
        SchemaKind::Boolean => matches!(text, "true" | "false"),
        SchemaKind::Integer { format } => is_integer(*format, text),
        SchemaKind::Number { .. } => text.parse::<f64>().is_ok(),
        SchemaKind::String { format } => has_format(types.values, *format, text),
        SchemaKind::Enum(of) if is_integer_enum(of) => is_integer(IntegerFormat::Int64, text),
        _ => true,
    }
}

/// The schema behind names.
pub(super) fn resolve<'s>(types: Types<'s>, schema: &'s Schema) -> &'s SchemaKind {
    let mut kind = &schema.kind;
    for _ in 0..=types.api.schemas.len() {
        let SchemaKind::Ref { name } = kind else { return kind };
        let Some(named) = types.api.schemas.get(name) else { break };
        kind = &named.schema.kind;
    }
    &SchemaKind::Any
}
