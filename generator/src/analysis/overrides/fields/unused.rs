//! Selectors of fields that select nothing, and what was probably meant.

use crate::analysis::Schemas;
use crate::analysis::draft::Draft;
use crate::analysis::overrides::operations::no_operation;
use crate::config::selector::{FieldPath, PlaceGlob, Step};
use crate::config::{FieldOverride, NameGlob, Selector, did_you_mean, walk_shape};
use crate::diagnostic::{Diagnostic, rule};
use crate::model::Schema;

const LIST_HELP: &str = "`docbind selectors SPEC` lists what there is";

/// Reports an entry that selects nothing.
pub(super) fn report_unused(entry: &FieldOverride, drafts: &[Draft<'_>], schemas: &Schemas) -> Diagnostic {
    let select = &entry.select;
    let (message, help) = match select.value.place {
        Some(place) => unused_in_operations(&select.value, place, drafts),
        None => unused_in_schemas(&select.value, drafts, schemas),
    };
    let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, select.span, message);
    let diagnostic = match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    };
    match select.value.path.last_name().filter(|_| select.value.place != Some(PlaceGlob::Path)) {
        Some(name) => {
            diagnostic.help(format!("`add = true` adds `{name}`, where the API has it and no page does"))
        }
        None => diagnostic,
    }
    .help(LIST_HELP)
}

fn unused_in_operations(
    select: &Selector,
    place: PlaceGlob,
    drafts: &[Draft<'_>],
) -> (String, Option<String>) {
    let named: Vec<&Draft<'_>> =
        drafts.iter().filter(|draft| select.names_operation(&draft.operation_key())).collect();
    if named.is_empty() {
        return no_operation(select, &operation_part(select), drafts);
    }
    let message = format!("no field is called `{select}`");
    let mut ways = Vec::new();
    for draft in named {
        for (part, way, schema) in parts(draft) {
            let steps: Vec<Step<'_>> = way.into_iter().collect();
            let shown = if place.covers(part) { place } else { part };
            let head = format!("{}:{shown}", operation_part(select));
            if way.is_some() {
                ways.push(format!("{head}{}", FieldPath::of_steps(&steps)));
            }
            ways.extend(ways_in(&head, schema, steps));
        }
    }
    (message, did_you_mean(&select.to_string(), ways.iter().map(String::as_str)))
}

/// A selector's group and operation, as written.
fn operation_part(select: &Selector) -> String {
    Selector { place: None, path: FieldPath::default(), ..select.clone() }.to_string()
}

/// The shapes of an operation: the part, the parameter's name, the shape.
fn parts<'d>(draft: &'d Draft<'_>) -> Vec<(PlaceGlob, Option<Step<'d>>, &'d Schema)> {
    let parameters = draft.parameters.iter().map(|parameter| {
        let field = &parameter.field;
        (PlaceGlob::of_location(parameter.location), Some(Step::Name(&field.name)), &field.schema)
    });
    let body = draft.request_body.iter().map(|body| (PlaceGlob::Body, None, &body.schema));
    let answers = draft.responses.iter().filter_map(|response| {
        Some((PlaceGlob::of_status(response.status), None, response.schema.as_ref()?))
    });
    parameters.chain(body).chain(answers).collect()
}

fn ways_in<'a>(head: &str, schema: &'a Schema, mut steps: Vec<Step<'a>>) -> Vec<String> {
    let mut ways = Vec::new();
    walk_shape(schema, &mut steps, &mut |steps, _| {
        ways.push(format!("{head}{}", FieldPath::of_steps(steps)))
    });
    ways
}

fn unused_in_schemas(select: &Selector, drafts: &[Draft<'_>], schemas: &Schemas) -> (String, Option<String>) {
    let named: Vec<_> = schemas.iter().filter(|(name, _)| select.name.matches(name)).collect();
    if !named.is_empty() {
        let ways: Vec<String> = named
            .into_iter()
            .flat_map(|(name, of)| {
                ways_in(&NameGlob::exact(name.as_str()).to_string(), &of.schema, Vec::new())
            })
            .collect();
        let near = did_you_mean(&select.to_string(), ways.iter().map(String::as_str));
        return (format!("no field is called `{select}`"), near);
    }
    let message = format!("no schema of the pages is called `{}`", select.name);
    if drafts.iter().any(|draft| select.name.matches(&draft.key())) {
        let help = format!("of an operation, name the part: `{}:body{}`", select.name, select.path);
        return (message, Some(help));
    }
    let near = did_you_mean(select.name.as_str(), schemas.keys().map(String::as_str));
    (message, near)
}
