//! Fields as a table: name, type, whether required, how docbind knows of it, and the line.

use super::Context;
use super::places::{Places, Side, below};
use super::shape::{limits_text, render_shape};
use crate::model::{Evidence, Field, ObjectSchema, Schema, SchemaKind};
use crate::source::Span;
use maud::{Markup, html};

/// Where the fields of a table stand.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The pages that describe them, the one at hand first; none where they are on no page.
    pub(super) places: &'a [&'a Places],
    pub(super) side: Option<Side>,
    /// Where the operation starts on the first page, which may describe several.
    pub(super) from: u32,
}

struct Row<'a> {
    field: &'a Field,
    path: String,
    depth: usize,
}

/// Renders fields and what is nested in them; nothing where there is none.
pub(super) fn render_fields<'a>(
    context: &Context<'_>,
    fields: impl IntoIterator<Item = (&'a Field, Origin<'a>)>,
) -> Markup {
    let mut rows = Vec::new();
    for (field, origin) in fields {
        let mut of_field = Vec::new();
        add_field(&mut of_field, field, "", 0);
        rows.extend(of_field.into_iter().map(|row| (row, origin)));
    }
    html! {
        @if !rows.is_empty() {
            table.fields {
                thead { tr { th { "Name" } th { "Type" } th { "Required" } th { "Known from" } th { "Line" } } }
                tbody { @for (row, origin) in &rows { (render_row(context, row, origin)) } }
            }
        }
    }
}

/// Renders the fields of a value.
pub(super) fn render_fields_of(context: &Context<'_>, schema: &Schema, origin: Origin<'_>) -> Markup {
    let fields = objects_in(schema).into_iter().flat_map(|object| &object.fields);
    render_fields(context, fields.map(|field| (field, origin)))
}

/// The evidence of each field of a value, nested ones included.
pub(super) fn evidence_in(schema: &Schema) -> Vec<Evidence> {
    let mut rows = Vec::new();
    add_objects(&mut rows, schema, "", 0);
    rows.iter().map(|row| row.field.evidence).collect()
}

/// The evidence of a field and of those nested in it.
pub(super) fn evidence_of(field: &Field) -> Vec<Evidence> {
    std::iter::once(field.evidence).chain(evidence_in(&field.schema)).collect()
}

fn add_field<'a>(rows: &mut Vec<Row<'a>>, field: &'a Field, above: &str, depth: usize) {
    let path = below(above, &field.name);
    rows.push(Row { field, path: path.clone(), depth });
    add_objects(rows, &field.schema, &path, depth + 1);
}

fn add_objects<'a>(rows: &mut Vec<Row<'a>>, schema: &'a Schema, path: &str, depth: usize) {
    for object in objects_in(schema) {
        object.fields.iter().for_each(|field| add_field(rows, field, path, depth));
    }
}

/// The objects that a value is or is made of, but for those that have a name.
fn objects_in(schema: &Schema) -> Vec<&ObjectSchema> {
    match &schema.kind {
        SchemaKind::Object(object) => vec![object],
        SchemaKind::Array { items } => objects_in(items),
        SchemaKind::Map { values } => objects_in(values),
        SchemaKind::Union { variants } => variants.iter().flat_map(objects_in).collect(),
        SchemaKind::Tagged(tagged) => tagged.variants.iter().map(|variant| &variant.object).collect(),
        _ => Vec::new(),
    }
}

fn render_row(context: &Context<'_>, row: &Row<'_>, origin: &Origin<'_>) -> Markup {
    let field = row.field;
    let span = find_span(row, origin);
    let limits = limits_text(field);
    let (word, class) = evidence_word(field.evidence);
    html! {
        tr {
            td.name style={ "--depth:" (row.depth) } { code { (field.name) } }
            td.type { (render_shape(context, &field.schema)) @if !limits.is_empty() { small { " " (limits) } } }
            td.required { @if field.required { "required" } @else { span.faint { "optional" } } }
            td.from { span class={ "evidence " (class) } { (word) } }
            td.line { @if let Some((span, other)) = span { (line(context, span, other)) } }
        }
    }
}

/// Where a field is named, and on which of the other pages, counted from 1; 0 is the page at hand.
fn find_span(row: &Row<'_>, origin: &Origin<'_>) -> Option<(Span, usize)> {
    let (here, others) = origin.places.split_first()?;
    let declared = || here.find(origin.side, &row.path, origin.from);
    let here = match (row.field.evidence, origin.side) {
        (Evidence::Path, _) => Some(here.at(origin.from)),
        // A declaration may spell the name in another way than the path does.
        (_, Some(Side::Path)) => declared().or(Some(here.at(origin.from))),
        _ => declared(),
    };
    let mut others = (1..).zip(others);
    here.map(|span| (span, 0))
        .or_else(|| others.find_map(|(other, places)| Some((places.find(origin.side, &row.path, 0)?, other))))
}

/// The line of a span, with the number of the page where that is another one.
fn line(context: &Context<'_>, span: Span, other: usize) -> Markup {
    let place = context.sources.position(span);
    html! {
        span title={ (context.sources.get(span.source).path) ":" (place.line) } {
            (place.line)
            @if other > 0 { sup { (other) } }
        }
    }
}

/// Evidence in a word, and the class of its colour.
pub(super) fn evidence_word(evidence: Evidence) -> (&'static str, &'static str) {
    match evidence {
        Evidence::Override => ("overridden", "override"),
        Evidence::Declared => ("declared", "declared"),
        Evidence::Skeleton => ("skeleton", "inferred"),
        Evidence::Example => ("example", "inferred"),
        Evidence::Path => ("path", "inferred"),
    }
}
