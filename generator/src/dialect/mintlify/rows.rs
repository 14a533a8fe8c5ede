//! Rows of a table of fields.
//!
//! ```text
//! name = { "↳" | "→" | "└" | "»" | ">" | "-" }, word, { "*" | "?" | mark | "(", mark, ")" } ;   (* "↳ city": in the row above *)
//! mark = "required" | "optional" | "deprecated" | … ;
//! ```

use super::columns::{Columns, field_columns, header_columns, named_parent};
use crate::dialect::claims::{FieldClaim, FieldForm, ParameterLocation, TypeExpr};
use crate::dialect::field_name::is_field_name;
use crate::document::Text;
use crate::source::{Span, Spanned};
use crate::type_expr::read_stated_type;

/// What the columns of a table hold. "Name" and "Value" are those of headers where all names are.
pub(super) fn columns_of(header: &[Text], rows: &[Vec<Text>]) -> Option<Columns> {
    let is_header = |row: &Vec<Text>| {
        let name = row.first().map_or("", |cell| cell.plain.trim()).trim_end_matches(['*', '?', ' ']);
        let known = ["authorization", "accept", "host", "cookie", "origin"];
        (name.contains('-') && is_field_name(name)) || known.contains(&name.to_ascii_lowercase().as_str())
    };
    field_columns(header)
        .or_else(|| header_columns(header).filter(|_| !rows.is_empty() && rows.iter().all(is_header)))
}

/// Whether a table lists fields: by its columns, or by what stands in the first where only a description
/// stands beside.
pub(super) fn lists_fields(header: &[Text], rows: &[Vec<Text>]) -> bool {
    let Some(columns) = columns_of(header, rows) else { return false };
    let is_name = |row: &Vec<Text>| {
        let name =
            row.get(columns.name).map_or("", |cell| cell.plain.trim()).trim_end_matches(['*', '?', ' ']);
        is_field_name(name)
    };
    // "Type" of 1, 2, 3 … is a value.
    let is_number = |row: &Vec<Text>| {
        let cell = columns.ty.and_then(|at| row.get(at));
        cell.is_some_and(|cell| cell.plain.trim().parse::<i64>().is_ok())
    };
    if !rows.is_empty() && rows.iter().all(is_number) {
        return false;
    }
    columns.ty.is_some() || columns.required.is_some() || (!rows.is_empty() && rows.iter().all(is_name))
}

/// Whether a table lists headers, and says so.
pub(super) fn lists_headers(header: &[Text], rows: &[Vec<Text>]) -> bool {
    columns_of(header, rows).is_some_and(|columns| columns.location == Some(ParameterLocation::Header))
        && lists_fields(header, rows)
}

/// The fields of a table that lists some, each with the place of its row. `footnotes`: whether a star behind a name
/// points to a text.
pub(super) fn field_rows(header: &[Text], rows: &[Vec<Text>], footnotes: bool) -> Vec<(FieldClaim, Span)> {
    let Some(columns) = columns_of(header, rows).filter(|_| lists_fields(header, rows)) else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    // The rows that may have nested ones below: how deep they stand, their paths, and where they are among the fields.
    let mut open: Vec<(usize, String, usize)> = Vec::new();
    // Where names have `?`, a star is a footnote's.
    let footnotes = footnotes || rows.iter().any(|row| is_marked_optional(&columns, row));
    let parent = named_parent(&header[columns.name]).map(|(parent, _)| parent);
    for row in rows {
        let Some((mut field, span, depth)) = read_field_row(&columns, row, footnotes) else { continue };
        if let Some(parent) = parent.filter(|_| depth == 0) {
            field.name.value = format!("{parent}.{}", field.name.value);
        }
        open.truncate(open.iter().position(|(of, ..)| *of >= depth).unwrap_or(open.len()));
        if let Some((_, parent, at)) = open.last().filter(|_| depth > 0) {
            // `gifts[]` is the array, and not a name with brackets.
            let parent_field: &mut (FieldClaim, Span) = &mut fields[*at];
            let name = &mut parent_field.0.name.value;
            name.truncate(name.trim_end_matches("[]").len());
            field.name.value = format!("{parent}.{}", field.name.value);
        }
        let name = field.name.value.trim_end_matches("[]");
        let is_array = matches!(field.ty.as_ref().map(|ty| &ty.value), Some(TypeExpr::Array(_)));
        let holds = is_array || name.len() < field.name.value.len();
        open.push((depth, format!("{name}{}", if holds { "[]" } else { "" }), fields.len()));
        fields.push((field, span));
    }
    fields
}

fn is_marked_optional(columns: &Columns, row: &[Text]) -> bool {
    row.get(columns.name).is_some_and(|cell| cell.plain.contains('?'))
}

/// Whether the names of a table without a column for it say which fields are optional: `name?` beside `id`.
pub(super) fn marks_optional(header: &[Text], rows: &[Vec<Text>]) -> bool {
    columns_of(header, rows).is_some_and(|columns| {
        columns.required.is_none() && rows.iter().any(|row| is_marked_optional(&columns, row))
    })
}

/// A row: the field, its place, and how deep it stands in the rows above.
fn read_field_row(columns: &Columns, row: &[Text], footnotes: bool) -> Option<(FieldClaim, Span, usize)> {
    let cell = |index: Option<usize>| index.and_then(|i| row.get(i)).filter(|t| !t.plain.trim().is_empty());
    let cell_of_name = cell(Some(columns.name))?;
    let mut name = read_name(&cell_of_name.plain);
    if footnotes || cell_of_name.markdown.contains("\\*") {
        name.required = name.required.filter(|required| !required || !cell_of_name.plain.contains('*'));
    }
    let span = row.iter().fold(cell_of_name.span, |span, cell| span.to(cell.span));
    let mut field = FieldClaim::new(Spanned::new(name.text, cell_of_name.span), span);
    field.form = FieldForm::Row;
    field.deprecated = name.deprecated;
    if let Some(text) = cell(columns.ty) {
        let reading = read_stated_type(&text.plain);
        field.required = reading.required;
        field.ty = Some(Spanned::new(reading.ty, text.span));
        field.type_links.clone_from(&text.links);
    }
    field.required = cell(columns.required)
        .map(|t| says_yes(&t.plain) != columns.optional)
        .or(name.required)
        .or(field.required);
    // "Required" in the place of a default.
    let required =
        |cell: &Text| ["required", "(required)"].contains(&cell.plain.trim().to_lowercase().as_str());
    if columns.required.is_none() && cell(columns.default).is_some_and(required) {
        field.required = Some(true);
    }
    field.default = cell(columns.default)
        .filter(|cell| !required(cell))
        .map(|t| Spanned::new(t.plain.trim().to_owned(), t.span))
        .filter(|d| !matches!(d.value.as_str(), "-" | "–" | "—" | "none" | "None" | "N/A" | "n/a" | "absent"))
        // "(all)" says what is done without a value.
        .filter(|d| !(d.value.starts_with('(') && d.value.ends_with(')')));
    field.description = cell(columns.description).cloned();
    field.shown = cell(columns.shown).map(|cell| cell.plain.trim().to_owned());
    if let Some(example) = cell(columns.example).filter(|_| field.ty.is_none()) {
        field.ty = type_of_value(example.plain.trim()).map(|ty| Spanned::new(ty, example.span));
    }
    field.read_text();
    Some((field, span, name.depth))
}

/// Where the column of locations says that a row goes.
pub(super) fn location_of_row(header: &[Text], row: &[Text]) -> Option<ParameterLocation> {
    let columns = field_columns(header)?;
    let cell = row.get(columns.place?)?.plain.trim().to_lowercase();
    match cell.as_str() {
        "query" | "query string" | "querystring" | "url query" => Some(ParameterLocation::Query),
        "path" | "url" | "uri" => Some(ParameterLocation::Path),
        "header" | "headers" => Some(ParameterLocation::Header),
        "cookie" => Some(ParameterLocation::Cookie),
        "body" | "form" | "formdata" | "form data" | "request body" => Some(ParameterLocation::Body),
        _ => None,
    }
}

/// The type of a value that is shown: JSON, or text.
fn type_of_value(text: &str) -> Option<TypeExpr> {
    use serde_json::Value;
    fn type_of(value: &Value) -> TypeExpr {
        match value {
            Value::Null => TypeExpr::Any,
            Value::Bool(_) => TypeExpr::Boolean,
            Value::Number(number) if number.is_f64() => TypeExpr::Number,
            Value::Number(_) => TypeExpr::Integer,
            Value::String(_) => TypeExpr::String,
            Value::Array(items) => TypeExpr::Array(items.first().map(|item| Box::new(type_of(item)))),
            Value::Object(_) => TypeExpr::Object,
        }
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Null) => None,
        Ok(value) => Some(type_of(&value)),
        Err(_) if text.starts_with(['[', '{', '<']) => None,
        Err(_) => Some(TypeExpr::String),
    }
}

/// What the cell of a name says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Name {
    text: String,
    required: Option<bool>,
    deprecated: bool,
    depth: usize,
}

/// Marks in front of a name that stands in that of the row above.
const INDENTS: [char; 9] = ['↳', '→', '└', '├', '»', '>', '•', '─', '\u{a0}'];

/// A name without what tables hang on it: badges, marks of footnotes, `?` for optional, `*` for required.
fn read_name(cell: &str) -> Name {
    let start = cell.trim_start_matches(' ');
    let rest = start.trim_start_matches(|c| INDENTS.contains(&c) || c == ' ');
    let marks = start[..start.len() - rest.len()].chars().filter(|c| INDENTS.contains(c) && *c != '─');
    let mut name = Name { depth: marks.count(), ..Name::default() };
    let dashes = rest.len() - rest.trim_start_matches('-').len();
    let rest = rest.trim_start_matches(['-', ' ']);
    name.depth += usize::from(dashes > 0);
    let (word, badges) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    for badge in badges.split(|c: char| !c.is_alphanumeric()) {
        match badge.to_lowercase().as_str() {
            "required" | "mandatory" => name.required = Some(true),
            "optional" => name.required = Some(false),
            "deprecated" => name.deprecated = true,
            _ => {}
        }
    }
    let is_mark = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '\\' | ' ' | '¹' | '²' | '³' | '⁴'..='⁹');
    let is_badge = |badge: &str| {
        if is_footnote(badge) {
            return true;
        }
        let badge = badge.trim_matches(['(', ')', '[', ']', ',', '.']).to_lowercase();
        badge.chars().all(is_mark)
            || ["required", "mandatory", "optional", "deprecated", "nullable", "beta", "new"]
                .contains(&badge.as_str())
    };
    let only_badges = badges.split_whitespace().all(is_badge);
    // "user id (integer)": what stands in brackets is a remark.
    let text = if only_badges { word } else { rest.split(" (").next().unwrap_or_default().trim() };
    let starred = (text.ends_with('*') && !text.ends_with("\\*")) || (only_badges && badges.trim() == "*");
    let text = text.trim_end_matches(is_mark);
    // `uid[^1]`, and not `uid[1]`, which may be an item.
    let text = text.find("[^").filter(|at| is_footnote(&text[*at..])).map_or(text, |at| &text[..at]);
    name.text = match text.strip_suffix('?') {
        Some(text) => {
            name.required = Some(false);
            text.trim_end_matches(['*', '\\']).to_owned()
        }
        None => {
            name.required = name.required.or(starred.then_some(true));
            text.to_owned()
        }
    };
    name
}

/// `[1]`, `\[1\]`, `(2)`, `[^note]`: a mark that points to a text below.
fn is_footnote(word: &str) -> bool {
    let inner = word.trim_matches(['(', ')', '[', ']', '\\']);
    let is_number = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit());
    inner.len() < word.len() && (is_number || inner.starts_with('^'))
}

/// Whether a cell says that its field is required, whatever else is sent.
fn says_yes(cell: &str) -> bool {
    let lower = cell.trim().trim_matches(['*', '`']).to_lowercase();
    let first =
        lower.split(|c: char| !c.is_alphanumeric() && c != '✓' && c != '✅').next().unwrap_or_default();
    let yes = [
        "yes",
        "y",
        "true",
        "required",
        "mandatory",
        "m",
        "x",
        "sim",
        "sí",
        "si",
        "oui",
        "ja",
        "да",
        "是",
        "必填",
        "はい",
        "✓",
        "✅",
    ];
    // "yes (or `name`)", "yes, if …": something else will do as well.
    let rest = lower.get(first.len()..).unwrap_or_default();
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let at_times = words.next().is_some_and(|word| ["or", "if", "unless", "when"].contains(&word));
    (yes.contains(&first) && !at_times) || lower.starts_with(['✔', '●', '☑'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_marks() {
        let name = |text: &str, required: Option<bool>, depth: usize| Name {
            text: text.to_owned(),
            required,
            deprecated: false,
            depth,
        };
        for (cell, expected) in [
            ("limit", name("limit", None, 0)),
            ("title*", name("title", Some(true), 0)),
            ("uid *", name("uid", Some(true), 0)),
            ("options? \\*", name("options", Some(false), 0)),
            ("options \\*", name("options", None, 0)),
            ("code Required", name("code", Some(true), 0)),
            ("note (optional)", name("note", Some(false), 0)),
            ("↳ city", name("city", None, 1)),
            ("→→ zip", name("zip", None, 2)),
            ("- street", name("street", None, 1)),
            ("size (integer)", name("size", None, 0)),
            ("author [1]", name("author", None, 0)),
            ("author \\[1\\]", name("author", None, 0)),
            ("poll? [2]", name("poll", Some(false), 0)),
            ("embeds (3)", name("embeds", None, 0)),
            ("uid[^1]", name("uid", None, 0)),
            ("uid [^note]", name("uid", None, 0)),
            ("uid⁴", name("uid", None, 0)),
            ("tags[0]", name("tags[0]", None, 0)),
        ] {
            assert_eq!(read_name(cell), expected, "{cell}");
        }
    }

    #[test]
    fn cells_that_require() {
        for (cell, required) in [
            ("yes", true),
            ("**Required**", true),
            ("✅", true),
            ("M", true),
            ("O", false),
            ("-", false),
            ("yes, always", true),
            ("no", false),
            ("yes (or `name`)", false),
            ("Yes, if `name` is not set", false),
            ("required unless `all` is set", false),
        ] {
            assert_eq!(says_yes(cell), required, "{cell}");
        }
    }

    #[test]
    fn types_by_values() {
        assert_eq!(type_of_value("attic"), Some(TypeExpr::String));
        assert_eq!(type_of_value("[\"mia\"]"), Some(TypeExpr::Array(Some(Box::new(TypeExpr::String)))));
        assert_eq!(type_of_value("12"), Some(TypeExpr::Integer));
        assert_eq!(type_of_value("<token>"), None);
    }
}
