//! Fields in the rows of a table.
//!
//! ```ebnf
//! table = name column , { type column | required column | default column | description column } ;
//! ```

use crate::dialect::claims::{FieldClaim, FieldForm};
use crate::dialect::field_name::is_field_name;
use crate::dialect::type_expr::read_stated_type;
use crate::document::Text;
use crate::source::Spanned;

const NAMES: &[&str] = &["name", "field", "parameter", "property", "attribute", "header", "key", "param"];
const TYPES: &[&str] = &["type", "data type", "schema"];
const TEXTS: &[&str] = &["description", "details", "meaning", "notes"];

/// The fields of a table; empty where it lists none.
pub(super) fn read_fields(header: &[Text], rows: &[Vec<Text>]) -> Vec<FieldClaim> {
    let column = |names: &[&str]| {
        header.iter().position(|cell| names.contains(&cell.plain.trim().to_lowercase().as_str()))
    };
    let (Some(name), Some(ty)) = (column(NAMES), column(TYPES)) else { return Vec::new() };
    let (required, default, text) = (column(&["required"]), column(&["default"]), column(TEXTS));
    let fields = rows.iter().filter_map(|row| {
        let cell =
            |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.plain.trim().is_empty());
        let named = cell(Some(name))?;
        let wire = named.plain.trim().trim_matches('`').trim_end_matches(['*', '?']);
        let span = row.iter().fold(named.span, |span, cell| span.to(cell.span));
        let mut field = FieldClaim::new(Spanned::new(wire.to_owned(), named.span), span);
        if let Some(cell) = cell(Some(ty)) {
            let reading = read_stated_type(cell.plain.trim_matches('`'));
            field.ty = Some(Spanned::new(reading.ty, cell.span));
            field.required = reading.required;
        }
        if let Some(cell) = cell(required) {
            let said = cell.plain.trim().to_lowercase();
            field.required = match said.as_str() {
                "yes" | "true" | "required" | "✓" | "✔" | "✅" => Some(true),
                "no" | "false" | "optional" => Some(false),
                _ => field.required,
            };
        }
        field.default =
            cell(default).map(|cell| Spanned::new(cell.plain.trim_matches('`').to_owned(), cell.span));
        field.default.take_if(|default| matches!(default.value.as_str(), "-" | "—" | "–"));
        field.description = cell(text).cloned();
        field.form = FieldForm::Row;
        field.read_text();
        is_field_name(wire).then_some(field)
    });
    fields.collect()
}
