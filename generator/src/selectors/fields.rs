//! The fields that `[[fields]]` can select.

use super::Selectable;
use crate::config::selector::{FieldPath, PlaceGlob, Step};
use crate::config::{Found, OperationKey, Selector, walk_shape};
use crate::model::{Api, Field, Operation, Schema};
use std::collections::BTreeSet;

/// Parameters, bodies, answers and fields of all operations, then the schemas that have names and their
/// fields.
pub(super) fn collect_fields(api: &Api) -> Vec<Selectable> {
    let mut found = Vec::new();
    api.operations.iter().for_each(|operation| collect_of_operation(operation, &mut found));
    for (name, named) in &api.schemas {
        collect_of_shape(&Selector::of_type(name), &named.schema, &mut found);
    }
    // The kinds of an object share fields.
    let mut seen = BTreeSet::new();
    found.retain(|of| seen.insert(of.selector.clone()));
    found
}

fn collect_of_operation(operation: &Operation, found: &mut Vec<Selectable>) {
    let of = Selector::of_operation(&operation.group, &operation.id.replace(' ', "-"));
    let part = |part: PlaceGlob| Selector { place: Some(part), ..of.clone() };
    let start = found.len();
    for parameter in &operation.parameters {
        let of = part(PlaceGlob::of_location(parameter.location));
        let field = &parameter.field;
        let mut steps = vec![Step::Name(&field.name)];
        found.push(selectable(&of, &steps, Found { schema: &field.schema, field: Some(field) }));
        walk_shape(&field.schema, &mut steps, &mut |steps, of_way| {
            found.push(selectable(&of, steps, of_way));
        });
    }
    if let Some(body) = &operation.request_body {
        collect_of_shape(&part(PlaceGlob::Body), &body.schema, found);
    }
    for response in &operation.responses {
        if let Some(schema) = &response.schema {
            collect_of_shape(&part(PlaceGlob::of_status(response.status)), schema, found);
        }
    }
    found[start..].iter_mut().for_each(|of| of.operation = Some(OperationKey::of(operation)));
}

fn collect_of_shape(of: &Selector, schema: &Schema, found: &mut Vec<Selectable>) {
    found.push(selectable(of, &[], Found { schema, field: None }));
    walk_shape(schema, &mut Vec::new(), &mut |steps, of_way| {
        found.push(selectable(of, steps, of_way));
    });
}

fn selectable(of: &Selector, steps: &[Step<'_>], found: Found<'_>) -> Selectable {
    let required = |field: &Field| if field.required { ", required" } else { "" };
    let required = found.field.map(required).unwrap_or_default();
    let selector = Selector { path: FieldPath::of_steps(steps), ..of.clone() };
    Selectable { selector, what: format!("{}{required}", found.schema), operation: None }
}

/// Whether a selector names a field, a parameter, a body, an answer or a schema.
pub(super) fn names_field(selector: &Selector, of: &Selectable) -> bool {
    let place = match (selector.place, of.selector.place) {
        (Some(wanted), Some(part)) => wanted.covers(part),
        (None, None) => selector.address.is_none() && selector.group.is_none(),
        _ => false,
    };
    let named = match of.operation {
        Some(_) => names_its_operation(selector, of),
        None => selector.name.matches(of.selector.name.as_str()),
    };
    place && named && selector.path.leads_along(&of.selector.path)
}

/// Whether a selector names the operation that something is or is in.
pub(super) fn names_its_operation(selector: &Selector, of: &Selectable) -> bool {
    of.operation.as_ref().is_some_and(|operation| selector.names_operation(operation))
}
