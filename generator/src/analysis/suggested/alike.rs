//! One entry in the place of many that say the same of a field in many operations.

use super::spelled::spell;
use crate::analysis::Schemas;
use crate::analysis::draft::Draft;
use crate::config::Selector;
use crate::config::selector::{FieldPath, PlaceGlob, StepGlob};
use crate::diagnostic::{Diagnostic, Suggestion, quoted};
use crate::model::{Schema, SchemaKind};
use std::collections::{BTreeMap, BTreeSet};

/// So many operations have an entry each; more have one for all, where it is true of all.
const MOST_ALIKE: usize = 2;

/// Records that are only other names of each other are followed so far.
const MOST_NAMES: usize = 8;

/// A field by the part of an operation and the way to it.
type FieldWay = (PlaceGlob, FieldPath);

/// Says once what many entries say of the same field: `*:200.total`. No operation may have a field there of another
/// type, for the entry would change it.
pub(super) fn say_once(schemas: &Schemas, drafts: &mut [Draft<'_>], diagnostics: &mut [Diagnostic]) {
    let of_field = |of: &Suggestion| -> Option<(FieldWay, String)> {
        let select: Selector = of.select.as_deref().filter(|_| of.key == "type")?.parse().ok()?;
        Some(((select.place?, select.path), of.value.clone()))
    };
    let said = drafts.iter().flat_map(|draft| &draft.diagnostics).chain(&*diagnostics);
    let mut ways: BTreeMap<FieldWay, (BTreeSet<String>, usize)> = BTreeMap::new();
    for (way, value) in said.flat_map(|of| &of.suggestions).filter_map(of_field) {
        let (values, count) = ways.entry(way).or_default();
        values.insert(value);
        *count += 1;
    }
    ways.retain(|_, (values, count)| values.len() == 1 && *count > MOST_ALIKE);
    ways.retain(|way, (values, _)| {
        let value = values.first().map(String::as_str).unwrap_or_default();
        drafts.iter().all(|draft| is_so_in(draft, schemas, way, value))
    });
    let all = drafts.iter_mut().flat_map(|draft| &mut draft.diagnostics).chain(diagnostics);
    for of in all.flat_map(|of| &mut of.suggestions) {
        if let Some(((place, path), _)) = of_field(of).filter(|(way, _)| ways.contains_key(way)) {
            of.select = Some(format!("*:{place}{path}"));
        }
    }
}

/// Whether what a way leads to in an operation has that type, or is to get it.
fn is_so_in(draft: &Draft<'_>, schemas: &Schemas, (place, path): &FieldWay, value: &str) -> bool {
    let mut found = Vec::new();
    let Some((first, inside)) = path.steps().split_first() else { return false };
    for of in draft.parameters.iter().filter(|of| PlaceGlob::of_location(of.location) == *place) {
        if matches!(first, StepGlob::Name(name) if name.matches(&of.field.name)) {
            fields_along(schemas, &of.field.schema, inside, MOST_NAMES, &mut found);
        }
    }
    let body = draft.request_body.iter().map(|body| (PlaceGlob::Body, &body.schema));
    let responses =
        draft.responses.iter().filter_map(|of| Some((PlaceGlob::of_status(of.status), of.schema.as_ref()?)));
    for (_, schema) in body.chain(responses).filter(|(part, _)| part == place) {
        fields_along(schemas, schema, path.steps(), MOST_NAMES, &mut found);
    }
    let has_it = |schema: &&Schema| spell(schema).and_then(|ty| quoted(&ty)).as_deref() == Some(value);
    if found.iter().all(has_it) {
        return true;
    }
    let select = format!("{}:{place}{path}", draft.selector());
    let suggested = draft.diagnostics.iter().flat_map(|of| &of.suggestions);
    suggested.filter_map(|of| of.select.as_ref()).any(|of| *of == select)
}

/// What steps lead to in a shape and the records in it.
fn fields_along<'s>(
    schemas: &'s Schemas,
    schema: &'s Schema,
    steps: &[StepGlob],
    names: usize,
    found: &mut Vec<&'s Schema>,
) {
    let Some((step, rest)) = steps.split_first() else { return found.push(schema) };
    match (&schema.kind, step) {
        (SchemaKind::Ref { name }, _) if names > 0 => {
            if let Some(named) = schemas.get(name) {
                fields_along(schemas, &named.schema, steps, names - 1, found);
            }
        }
        (SchemaKind::Union { variants }, _) if names > 0 => {
            variants.iter().for_each(|of| fields_along(schemas, of, steps, names - 1, found));
        }
        (SchemaKind::Array { items }, StepGlob::Items) => {
            fields_along(schemas, items, rest, MOST_NAMES, found);
        }
        (SchemaKind::Map { values }, StepGlob::Values) => {
            fields_along(schemas, values, rest, MOST_NAMES, found);
        }
        (SchemaKind::Object(object), StepGlob::Name(name)) => {
            let fields = object.fields.iter().filter(|field| name.matches(&field.name));
            fields.for_each(|field| fields_along(schemas, &field.schema, rest, MOST_NAMES, found));
        }
        (SchemaKind::Tagged(of), StepGlob::Name(name)) => {
            let fields = of.variants.iter().flat_map(|variant| &variant.object.fields);
            let fields = fields.filter(|field| name.matches(&field.name));
            fields.for_each(|field| fields_along(schemas, &field.schema, rest, MOST_NAMES, found));
        }
        _ => {}
    }
}
