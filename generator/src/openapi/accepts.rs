//! Whether a schema of the document allows a value, as far as validators look: an example or a default that its own
//! schema refuses makes the whole document wrong to them.

use super::names::Names;
use crate::model::{Field, Schema};
use crate::validation::Validator;
use serde_json::Value;

/// Whether the schema allows the value. Patterns are not tried.
pub(super) fn accepts(names: &Names<'_>, schema: &Schema, value: &Value) -> bool {
    Validator::without_patterns(names.api).value(schema, value).is_empty()
}

/// Whether the schema of a field, limits included, allows the value.
pub(super) fn accepts_field(names: &Names<'_>, field: &Field, value: &Value) -> bool {
    Validator::without_patterns(names.api).field(field, value).is_empty()
}
