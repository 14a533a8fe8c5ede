//! Pipe tables: enum values, fields, statuses; any other table is a remark.

use super::Reader;
use super::columns::field_columns;
use super::filing::Stated;
use super::rows::{columns_of, field_rows, lists_fields, lists_headers, location_of_row, marks_optional};
use crate::dialect::claims::{
    ClaimKind, EnumTableClaim, EnumValueClaim, FieldClaim, ParameterLocation, TypeExpr, ValueForm,
};
use crate::dialect::outline::Section;
use crate::dialect::prose::media_types_in;
use crate::dialect::section::{SectionKind, leading_status};
use crate::document::{Block, BlockKind, Component, Text};
use crate::model::MediaType;
use crate::source::{Span, Spanned};

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
        // Before any heading: parameters, where the table says which of them are required, or where they go.
        SectionKind::Intro
            if field_columns(header)
                .is_some_and(|c| c.ty.is_some() && (c.required.is_some() || c.location.is_some())) =>
        {
            TableReading::Fields
        }
        SectionKind::Intro | SectionKind::Remarks | SectionKind::Examples
            if of_record
                && field_columns(header).is_some_and(|columns| columns.ty.is_some())
                && lists_fields(header, rows) =>
        {
            TableReading::Fields
        }
        SectionKind::Remarks if section.lists_response_headers() && lists_fields(header, rows) => {
            TableReading::Fields
        }
        SectionKind::Response(_) | SectionKind::Errors => TableReading::Statuses,
        _ => TableReading::Remark,
    }
}

/// Claims a table where it stands.
pub(super) fn read_table(reader: &mut Reader<'_>, header: &[Text], rows: &[Vec<Text>], span: Span) {
    let of_record = reader.record_section().is_some();
    if let (SectionKind::Parameters(ParameterLocation::Body), Some(media_type)) =
        (reader.role(), media_type_of(rows))
    {
        return reader.claim(ClaimKind::MediaType(media_type), span);
    }
    match classify_table(header, rows, reader.section(), reader.describes_endpoint(), of_record) {
        TableReading::Values(values) => {
            let (name, field) = titled(reader);
            reader.claim(ClaimKind::EnumTable(EnumTableClaim { name, field, values }), span);
        }
        TableReading::Fields => read_field_rows(reader, header, rows),
        TableReading::Statuses if read_status_rows(reader, header, rows) => {}
        _ if reader.describe_values(header, rows, span) => {}
        _ => reader.claim(ClaimKind::Remark(table_text(header, span)), span),
    }
}

/// The media type that a table of a body lists, and nothing else: `application/octet-stream`, "the bytes of the file".
fn media_type_of(rows: &[Vec<Text>]) -> Option<String> {
    let [row] = rows else { return None };
    let cell = row.first()?.plain.trim().trim_matches('`');
    let [only]: [MediaType; 1] = media_types_in(cell).try_into().ok()?;
    (only.as_str() == cell).then(|| cell.to_owned())
}

fn table_text(header: &[Text], span: Span) -> Text {
    let plain = header.iter().map(|t| t.plain.as_str()).collect::<Vec<_>>().join(" | ");
    Text { markdown: plain.clone(), plain, links: Vec::new(), span }
}

fn column(header: &[Text], names: &[&str]) -> Option<usize> {
    header.iter().position(|t| names.iter().any(|n| t.plain.trim().eq_ignore_ascii_case(n)))
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
    let named = columns_of(header, rows).and_then(|columns| columns.location);
    // What the section says counts before what the column does.
    let named = named.filter(|_| matches!(reader.role(), SectionKind::Inputs | SectionKind::Intro));
    let places: Vec<(Span, ParameterLocation)> =
        rows.iter().filter_map(|row| Some((row.first()?.span, location_of_row(header, row)?))).collect();
    let fields = field_rows(header, rows, has_footnote_below(reader)).into_iter();
    let fields: Vec<(FieldClaim, Span)> = fields.flat_map(|row| apart(reader, row)).collect();
    // What is sent: of what comes back, any may be missing.
    let sent = matches!(reader.role(), SectionKind::Parameters(_) | SectionKind::Inputs);
    let others_required = sent && marks_optional(header, rows) && reader.sends_whole();
    let around = captioned_field(reader);
    for (mut field, span) in fields {
        if let Some(around) = &around {
            field.name.value = format!("{around}.{}", field.name.value);
        }
        if others_required && field.default.is_none() && !field.name.value.contains('.') {
            field.required = field.required.or(Some(true));
        }
        let own = places.iter().find(|(cell, _)| span.contains(*cell)).map(|(_, location)| *location);
        let stated = own.or(named).map_or(Stated::Unsaid, Stated::Request);
        reader.file_field(stated, field, span);
    }
}

/// The field above whose type the text right above a table names: "Lamp user", above the fields of `owner`, a lamp user.
fn captioned_field(reader: &Reader<'_>) -> Option<String> {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let above = reader.at.checked_sub(1).map(|at| &reader.outline.items[at].block.kind)?;
    let BlockKind::Paragraph(text) = above else { return None };
    let caption = text.plain.trim();
    if caption.len() > 60 || caption.ends_with(['.', ':', '!', '?']) {
        return None;
    }
    let is_named = |ty: &TypeExpr| match ty {
        TypeExpr::Named(name) | TypeExpr::Unknown(name) => letters(name) == letters(caption),
        _ => false,
    };
    let operation = reader.operation();
    let own = reader.claims.iter().rev().take_while(|claim| claim.operation == operation);
    own.into_iter().find_map(|claim| {
        let (ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. }) = &claim.kind
        else {
            return None;
        };
        let name = &field.name.value;
        match &field.ty.as_ref()?.value {
            TypeExpr::Array(Some(item)) if is_named(item) => Some(format!("{name}[]")),
            ty if is_named(ty) => Some(name.clone()),
            _ => None,
        }
    })
}

/// Whether the text right below a table explains the stars in it: "\\* Only where the lamp is lit".
fn has_footnote_below(reader: &Reader<'_>) -> bool {
    match reader.outline.items.get(reader.at + 1).map(|item| &item.block.kind) {
        Some(BlockKind::Paragraph(text)) => {
            let says_required =
                ["required", "mandatory"].iter().any(|word| text.plain.to_lowercase().contains(word));
            text.plain.trim_start().starts_with("* ") && !says_required
        }
        _ => false,
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
            for cell in row {
                reader.read_inline_body(code, cell);
            }
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
