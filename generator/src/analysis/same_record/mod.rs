//! Pass: one record, one field, one type.
//!
//! `GET /gardens/{id}`, `GET /gardens`, `POST /gardens` and `PUT /gardens` are about one record, and each page
//! says of a field what it happens to say: one shows a timestamp, another calls it a text and shows none.
//! Here they pool what they know. What is known of a text or a number in one place (its format, the enum that
//! it is of) is known in all; null that one answer shows may come in all answers.
//!
//! Pages are of one record where host and path are the same but for the parameters at the end, and where what
//! they hold has names in common (`parts`). Nothing is taken to a place whose own examples or words speak against
//! it, and pages that declare different kinds of value for one field are reported; each keeps its own.

mod parts;
mod settle;

use super::Schemas;
use super::declared_at::declared_at;
use super::draft::Draft;
use super::weigh::fitting_limits;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{Evidence, Field, Schema, SchemaKind};
use crate::source::Span;
use parts::{Spot, find_records};
use serde_json::Value;
use settle::{Known, settle};
use std::collections::BTreeSet;

/// Gives each field of each record one type.
pub(super) fn pool_records(
    drafts: &mut [Draft<'_>],
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for spots in find_records(drafts, schemas) {
        let spots = each_once(spots);
        for name in shared_names(&spots, drafts, schemas) {
            pool_field(&name, &spots, drafts, schemas, diagnostics);
        }
    }
}

/// The places, each with all others that have the same named schema.
fn each_once(spots: Vec<Spot>) -> Vec<Vec<Spot>> {
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    for spot in spots {
        let same = |group: &&mut Vec<Spot>| spot.named.is_some() && group[0].named == spot.named;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(spot),
            None => groups.push(vec![spot]),
        }
    }
    groups
}

fn object_field<'s>(schema: &'s Schema, name: &str) -> Option<&'s Field> {
    match &schema.kind {
        SchemaKind::Object(object) => object.field(name),
        _ => None,
    }
}

/// The fields that have not the same type in all places where they are.
fn shared_names(spots: &[Vec<Spot>], drafts: &[Draft<'_>], schemas: &Schemas) -> Vec<String> {
    let objects: Vec<&Schema> = spots.iter().filter_map(|of| of[0].schema(drafts, schemas)).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut names = Vec::new();
    for object in &objects {
        let SchemaKind::Object(object) = &object.kind else { continue };
        for field in object.fields.iter().filter(|field| seen.insert(&field.name)) {
            let mut same = objects.iter().filter_map(|other| object_field(other, &field.name));
            if same.any(|other| other.schema != field.schema) {
                names.push(field.name.clone());
            }
        }
    }
    names
}

fn pool_field(
    name: &str,
    spots: &[Vec<Spot>],
    drafts: &mut [Draft<'_>],
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let here: Vec<&Vec<Spot>> = spots
        .iter()
        .filter(|of| of[0].schema(drafts, schemas).is_some_and(|of| object_field(of, name).is_some()))
        .collect();
    let mut known: Vec<Known<'_>> = Vec::new();
    for spots in &here {
        let Some(field) = spots[0].schema(drafts, schemas).and_then(|of| object_field(of, name)) else {
            continue;
        };
        let examples = spots.iter().flat_map(|spot| spot.examples(drafts));
        let values: Vec<&Value> = examples.filter_map(|value| value.get(name)).collect();
        let sent = spots[0].is_sent();
        known.push(Known { schema: field.schema.clone(), text: field.description.clone(), sent, values });
    }
    let declared: Vec<bool> = here
        .iter()
        .map(|of| {
            let field = of[0].schema(drafts, schemas).and_then(|of| object_field(of, name));
            field.is_some_and(|field| field.evidence == Evidence::Declared)
        })
        .collect();
    let before: Vec<Schema> = known.iter().map(|of| of.schema.clone()).collect();
    let clash = settle(&mut known.iter_mut().collect::<Vec<_>>(), schemas);
    let after: Vec<Schema> = known.into_iter().map(|of| of.schema).collect();
    let place = |at: usize| declared_at(&drafts[here[at][0].draft], here[at][0].is_sent(), name);
    if let Some((a, b)) = clash.filter(|(a, b)| declared[*a] && declared[*b]) {
        diagnostics.extend(report_clash(name, (place(a), &before[a]), (place(b), &before[b])));
    }
    let changed: Vec<usize> = (0..here.len()).filter(|at| before[*at].kind != after[*at].kind).collect();
    for at in &changed {
        let source = (0..here.len()).find(|of| before[*of].kind == after[*at].kind);
        diagnostics.extend(report_pooled(name, place(*at), source.and_then(place), &after[*at]));
    }
    for (at, schema) in after.into_iter().enumerate().filter(|(at, of)| before[*at] != *of) {
        let Some(SchemaKind::Object(object)) =
            here[at][0].schema_mut(drafts, schemas).map(|schema| &mut schema.kind)
        else {
            continue;
        };
        if let Some(field) = object.fields.iter_mut().find(|field| field.name == name) {
            field.constraints = fitting_limits(std::mem::take(&mut field.constraints), &schema);
            field.schema = schema;
        }
    }
}

fn report_pooled(name: &str, at: Option<Span>, source: Option<Span>, taken: &Schema) -> Option<Diagnostic> {
    let message = format!("`{name}` is more than this page says, by another page of the same record");
    let diagnostic = Diagnostic::at(&rule::RECORD_POOLED, at?, message).note(format!("taken as {taken}"));
    Some(match source {
        Some(source) => diagnostic.related(source, "described here"),
        None => diagnostic,
    })
}

fn report_clash(
    name: &str,
    (here, kind): (Option<Span>, &Schema),
    (there, other): (Option<Span>, &Schema),
) -> Option<Diagnostic> {
    let message = format!("`{name}` is {other} here, and {kind} elsewhere in the same record");
    Some(
        Diagnostic::at(&rule::RECORD_CONTRADICTION, there?, message)
            .related(here?, format!("{kind} here"))
            .note("each page keeps its type: what is read must be turned into what is sent")
            .help_in_settings("`type` under `[[fields]]` in docbind.toml says which is right"),
    )
}
