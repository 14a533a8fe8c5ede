//! Pipe tables: enum values, fields, statuses; any other table is a remark.

use super::Reader;
use super::filing::Stated;
use crate::dialect::claims::{
    ClaimKind, EnumTableClaim, EnumValueClaim, FieldClaim, FieldForm, ParameterLocation, ValueForm,
};
use crate::dialect::field_name::is_field_name;
use crate::dialect::outline::Section;
use crate::dialect::section::{SectionKind, leading_status};
use crate::dialect::type_expr::read_stated_type;
use crate::document::{Block, BlockKind, Component, Text};
use crate::source::{Span, Spanned};

/// What the columns of a table hold.
struct Columns {
    name: usize,
    ty: Option<usize>,
    required: Option<usize>,
    default: Option<usize>,
    description: Option<usize>,
    /// What a header holds: "Value", "Example".
    shown: Option<usize>,
}

const NAMES: &[&str] = &[
    "field",
    "name",
    "property",
    "parameter",
    "attribute",
    "key",
    "param",
    "params",
    "argument",
    "header",
    "header name",
    "query",
    "column",
    "field name",
    "parameter name",
    "campo",
    "parâmetro",
    "parametro",
    "atributo",
    "nome",
    "campos",
    "parámetro",
    "nombre",
    "champ",
    "paramètre",
    "nom",
    "поле",
    "параметр",
    "参数",
    "参数名",
    "参数名称",
    "字段",
    "字段名",
    "名称",
    "パラメータ",
    "パラメーター",
    "フィールド名",
    "ヘッダー",
    "feld",
    "매개변수",
    "필드",
    "フィールド",
];

const REQUIRED: &[&str] = &[
    "required",
    "required?",
    "mandatory",
    "obrigatório",
    "obrigatorio",
    "requerido",
    "obligatorio",
    "obligatoire",
    "requis",
    "обязательный",
    "必填",
    "必需",
    "是否必填",
    "是否必须",
    "必須",
    "erforderlich",
    "pflicht",
    "필수",
];

const DESCRIPTIONS: &[&str] = &[
    "description",
    "meaning",
    "details",
    "notes",
    "descrição",
    "descripción",
    "significado",
    "описание",
    "说明",
    "描述",
    "説明",
    "beschreibung",
    "설명",
];

/// Columns that show what a header holds.
const SHOWN: &[&str] = &[
    "value",
    "example",
    "example value",
    "format",
    "valor",
    "exemplo",
    "valeur",
    "wert",
    "值",
    "示例",
    "値",
];

/// What a table is where it stands.
pub(super) enum TableReading {
    /// The values of an enum.
    Values(Vec<EnumValueClaim>),
    /// Fields.
    Fields,
    /// Maybe statuses.
    Statuses,
    /// Nothing that is read.
    Remark,
}

/// Tells what a table is by its section and its columns. `describes`: whether the page describes an endpoint;
/// `of_record`: whether the section may be about a record.
pub(super) fn classify_table(
    header: &[Text],
    rows: &[Vec<Text>],
    section: &Section,
    describes: bool,
    of_record: bool,
) -> TableReading {
    match section.role {
        SectionKind::Enums => match read_enum_rows(header, rows) {
            values if values.is_empty() => TableReading::Remark,
            values => TableReading::Values(values),
        },
        SectionKind::Response(_) | SectionKind::Parameters(_) | SectionKind::Inputs
            if lists_fields(header, rows) =>
        {
            TableReading::Fields
        }
        SectionKind::Errors
            if field_columns(header).is_some_and(|columns| columns.ty.is_some())
                && !lists_statuses(header, rows) =>
        {
            TableReading::Fields
        }
        SectionKind::Authentication if describes && lists_headers(header, rows) => TableReading::Fields,
        // Before any heading: parameters, where the table says which of them are required.
        SectionKind::Intro
            if field_columns(header).is_some_and(|c| c.ty.is_some() && c.required.is_some()) =>
        {
            TableReading::Fields
        }
        SectionKind::Intro | SectionKind::Remarks | SectionKind::Examples
            if of_record && field_columns(header).is_some_and(|columns| columns.ty.is_some()) =>
        {
            TableReading::Fields
        }
        SectionKind::Response(_) | SectionKind::Errors => TableReading::Statuses,
        _ => TableReading::Remark,
    }
}

/// Claims a table where it stands.
pub(super) fn read_table(reader: &mut Reader<'_>, header: &[Text], rows: &[Vec<Text>], span: Span) {
    let of_record = reader.outline.record_section(reader.item()).is_some();
    match classify_table(header, rows, reader.section(), reader.describes_endpoint(), of_record) {
        TableReading::Values(values) => {
            let (name, field) = titled(reader);
            reader.claim(ClaimKind::EnumTable(EnumTableClaim { name, field, values }), span);
        }
        TableReading::Fields => read_field_rows(reader, header, rows),
        TableReading::Statuses if read_status_rows(reader, header, rows) => {}
        _ => reader.claim(ClaimKind::Remark(table_text(header, span)), span),
    }
}

fn table_text(header: &[Text], span: Span) -> Text {
    let plain = header.iter().map(|t| t.plain.as_str()).collect::<Vec<_>>().join(" | ");
    Text { markdown: plain.clone(), plain, links: Vec::new(), span }
}

fn column(header: &[Text], names: &[&str]) -> Option<usize> {
    header.iter().position(|t| names.iter().any(|n| t.plain.trim().eq_ignore_ascii_case(n)))
}

fn field_columns(header: &[Text]) -> Option<Columns> {
    let name = column(header, NAMES)?;
    let ty = column(
        header,
        &["type", "data type", "tipo", "format", "тип", "类型", "数据类型", "型", "タイプ", "typ", "유형"],
    )
    .filter(|ty| *ty != name);
    let required = column(header, REQUIRED);
    let description = column(header, DESCRIPTIONS);
    // "Header | Value": what to send.
    let of_header = header[name].plain.trim().to_lowercase().starts_with("header");
    let shown = column(header, SHOWN).filter(|shown| of_header && *shown != name);
    let description = description.or(shown);
    let default = column(header, &["default", "default value", "padrão", "默认值"]);
    (ty.is_some() || required.is_some() || description.is_some()).then_some(Columns {
        name,
        ty,
        required,
        default,
        description,
        shown,
    })
}

/// Whether a table lists fields: by its columns, or by what stands in the first where only a description
/// stands beside.
fn lists_fields(header: &[Text], rows: &[Vec<Text>]) -> bool {
    let Some(columns) = field_columns(header) else { return false };
    let is_name = |row: &Vec<Text>| {
        let name =
            row.get(columns.name).map_or("", |cell| cell.plain.trim()).trim_end_matches(['*', '?', ' ']);
        is_field_name(name)
    };
    columns.ty.is_some() || columns.required.is_some() || (!rows.is_empty() && rows.iter().all(is_name))
}

/// Whether a table lists headers, and says so.
fn lists_headers(header: &[Text], rows: &[Vec<Text>]) -> bool {
    let named = column(header, NAMES).map(|at| header[at].plain.trim().to_lowercase());
    named.is_some_and(|named| named.starts_with("header") || named == "ヘッダー")
        && lists_fields(header, rows)
}

/// The fields of a table that lists some, each with the place of its row.
pub(super) fn field_rows(header: &[Text], rows: &[Vec<Text>]) -> Vec<(FieldClaim, Span)> {
    let Some(columns) = field_columns(header).filter(|_| lists_fields(header, rows)) else {
        return Vec::new();
    };
    rows.iter().filter_map(|row| read_field_row(&columns, row)).collect()
}

fn read_field_row(columns: &Columns, row: &[Text]) -> Option<(FieldClaim, Span)> {
    let cell = |index: Option<usize>| index.and_then(|i| row.get(i)).filter(|t| !t.plain.trim().is_empty());
    let cell_of_name = cell(Some(columns.name))?;
    let (name, marked) = read_name(&cell_of_name.plain);
    let span = row.iter().fold(cell_of_name.span, |span, cell| span.to(cell.span));
    let mut field = FieldClaim::new(Spanned::new(name, cell_of_name.span), span);
    field.form = FieldForm::Row;
    if let Some(text) = cell(columns.ty) {
        let reading = read_stated_type(&text.plain);
        field.required = reading.required;
        field.ty = Some(Spanned::new(reading.ty, text.span));
    }
    field.required = cell(columns.required).map(|t| says_yes(&t.plain)).or(marked).or(field.required);
    // "Required" in the place of a default.
    let required =
        |cell: &Text| ["required", "(required)"].contains(&cell.plain.trim().to_lowercase().as_str());
    if columns.required.is_none() && cell(columns.default).is_some_and(required) {
        field.required = Some(true);
    }
    field.default = cell(columns.default)
        .filter(|cell| !required(cell))
        .map(|t| Spanned::new(t.plain.trim().to_owned(), t.span))
        .filter(|d| !matches!(d.value.as_str(), "-" | "–" | "—" | "none" | "None" | "N/A" | "n/a"))
        // "(all)" says what is done without a value.
        .filter(|d| !(d.value.starts_with('(') && d.value.ends_with(')')));
    field.description = cell(columns.description).cloned();
    field.shown = cell(columns.shown).map(|cell| cell.plain.trim().to_owned());
    field.read_text();
    Some((field, span))
}

/// A name without what tables hang on it: badges in brackets, marks of footnotes, `?` for optional.
fn read_name(cell: &str) -> (String, Option<bool>) {
    let name = cell.split(" (").next().unwrap_or_default().trim();
    let name = name.trim_end_matches(['*', '†', '‡', '\\', ' ', '¹', '²', '³']);
    match name.strip_suffix('?') {
        Some(name) => (name.trim_end_matches(['*', '\\']).to_owned(), Some(false)),
        None => (name.to_owned(), None),
    }
}

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
        "sim",
        "sí",
        "si",
        "oui",
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
    (yes.contains(&first) && !at_times) || lower.starts_with('✔')
}

/// A row for each placeholder that it is about: "`lamp_id`/`room_id`", below a block that states two endpoints.
fn apart(reader: &Reader<'_>, row: (FieldClaim, Span)) -> Vec<(FieldClaim, Span)> {
    let (field, span) = row;
    let is_placeholder = |name: &&str| {
        let is_name = name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
        is_name && reader.usual_location(name) == ParameterLocation::Path
    };
    if !field.name.value.contains('/') {
        return vec![(field, span)];
    }
    let names: Vec<&str> = field.name.value.split('/').map(str::trim).filter(is_placeholder).collect();
    if names.is_empty() {
        return vec![(field, span)];
    }
    let named = names.iter().map(|name| {
        let name = Spanned::new((*name).to_owned(), field.name.span);
        (FieldClaim { name, ..field.clone() }, span)
    });
    named.collect()
}

fn read_field_rows(reader: &mut Reader<'_>, header: &[Text], rows: &[Vec<Text>]) {
    let rows = field_rows(header, rows).into_iter();
    let rows: Vec<(FieldClaim, Span)> = rows.flat_map(|row| apart(reader, row)).collect();
    for (field, span) in rows {
        reader.file_field(Stated::Unsaid, field, span);
    }
}

/// Whether each row of a table begins with a status.
fn lists_statuses(header: &[Text], rows: &[Vec<Text>]) -> bool {
    let at = column(header, STATUSES).unwrap_or(0);
    rows.iter().any(|row| row.get(at).is_some_and(|cell| leading_status(cell.plain.trim()).is_some()))
}

/// Columns of statuses.
const STATUSES: &[&str] =
    &["status", "status code", "http status", "http code", "http status code", "http", "状态码"];

/// Rows with a status, in the column that says so or in the first; false when there are none.
fn read_status_rows(reader: &mut Reader<'_>, header: &[Text], rows: &[Vec<Text>]) -> bool {
    let at = column(header, STATUSES).unwrap_or(0);
    let mut found = false;
    for row in rows {
        let Some(cell) = row.get(at) else { continue };
        if let Some(code) = leading_status(cell.plain.trim()) {
            let others = row.iter().enumerate().filter(|(index, _)| *index != at);
            let description = others.map(|(_, t)| t.markdown.as_str()).collect::<Vec<_>>().join(": ");
            let span = row.iter().fold(cell.span, |span, cell| span.to(cell.span));
            reader.claim(ClaimKind::Status { code, description }, span);
            found = true;
        }
    }
    found
}

/// The values of a table with a value column; empty for any other table.
pub(super) fn read_enum_rows(header: &[Text], rows: &[Vec<Text>]) -> Vec<EnumValueClaim> {
    let Some(value) = column(header, &["value", "code", "id"]) else { return Vec::new() };
    let name = column(header, &["name", "label", "member", "key"]);
    let description = column(header, &["description", "meaning"]);
    if name.is_none() && description.is_none() {
        return Vec::new();
    }
    let text = |row: &[Text], index: Option<usize>| {
        index.and_then(|i| row.get(i)).map(|t| t.plain.trim().to_owned())
    };
    rows.iter()
        .filter_map(|row| {
            let cell = row.get(value)?;
            Some(EnumValueClaim {
                form: ValueForm::Word,
                value: Spanned::new(cell.plain.trim().trim_matches('"').to_owned(), cell.span),
                name: text(row, name).filter(|n| !n.is_empty()),
                description: text(row, description).unwrap_or_default(),
            })
        })
        .collect()
}

/// Whether an accordion holds the values of an enum.
pub(in crate::dialect) fn is_enum_accordion(component: &Component) -> bool {
    read_enum_accordion(component).is_some()
}

/// `<Accordion title="eTariffType — SystemTariffType values">` around a table of values.
pub(super) fn read_enum_accordion(component: &Component) -> Option<EnumTableClaim> {
    let title =
        component.value("title").filter(|_| matches!(component.name.as_str(), "Accordion" | "Expandable"))?;
    let values = component.children.iter().find_map(|block| match &block.kind {
        BlockKind::Table { header, rows } => Some(read_enum_rows(header, rows)),
        _ => None,
    })?;
    let only_table =
        component.children.iter().filter(|b: &&Block| matches!(b.kind, BlockKind::Table { .. })).count() == 1;
    if values.is_empty() || !only_table {
        return None;
    }
    let (name, field) = split_title(&title.value);
    let name = name.map(|name| Spanned::new(name.to_owned(), title.span));
    Some(EnumTableClaim { name, field, values })
}

/// What the heading above a table says of it, where that is a name and not a sentence.
fn titled(reader: &Reader<'_>) -> (Option<Spanned<String>>, Option<String>) {
    let Some(title) = &reader.section().divider else { return (None, None) };
    let (name, field) = split_title(&title.value);
    let name = name.map(|name| name.trim_matches('`')).filter(|name| !name.is_empty() && !name.contains(' '));
    (name.map(|name| Spanned::new(name.to_owned(), title.span)), field)
}

/// `eTariffType — SystemTariffType values` → the enum's name and the field that uses it;
/// `SystemTariffType values` → the field alone; anything else is the enum's name.
fn split_title(title: &str) -> (Option<&str>, Option<String>) {
    let user = |text: &str| {
        let user = text.trim().trim_end_matches("values").trim_end_matches("value").trim();
        (!user.is_empty() && !user.contains(' ')).then(|| user.to_owned())
    };
    match ["—", "–", " - ", ":"].iter().find_map(|dash| title.split_once(dash)) {
        Some((name, field)) => (Some(name.trim()), user(field)),
        None if title.trim_end().ends_with(" values") => (None, user(title)),
        None => (Some(title.trim()), None),
    }
}

#[cfg(test)]
#[path = "tables_tests.rs"]
mod tests;
