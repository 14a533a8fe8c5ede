//! Examples that show one part of what the page lists: no member of theirs stands at the top, and the members that are
//! listed are the fields of one nested object or array.

use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::source::Spanned;
use std::collections::BTreeSet;

/// A nested object or array: the names that lead to it, each with whether it is an array, and its fields.
struct Part<'a> {
    steps: Vec<(&'a str, bool)>,
    names: BTreeSet<&'a str>,
}

/// Where the example shows one part: which, and the example with what is around it.
pub(in crate::analysis) fn show_around(fields: &[&FieldClaim], json: &Json) -> Option<(String, Json)> {
    let JsonValue::Object(members) = &json.value else { return None };
    let mut parts = Vec::new();
    fields.iter().for_each(|field| collect_parts(field, &[], &mut parts));
    let top: BTreeSet<&str> = fields.iter().filter_map(|field| first_step(&field.name.value)).collect();
    if members.iter().any(|(name, _)| top.contains(name.value.as_str())) {
        return None;
    }
    let fits = |part: &&Part<'_>| {
        let shown = members.iter().filter(|(name, _)| part.names.contains(name.value.as_str()));
        shown.count() * 2 > members.len()
    };
    let mut fitting = parts.iter().filter(fits);
    let part = fitting.next().filter(|_| fitting.next().is_none())?;
    let mut around = json.clone();
    for (name, is_array) in part.steps.iter().rev() {
        if *is_array {
            around = Json { value: JsonValue::Array(vec![around]), span: json.span };
        }
        let name = Spanned::new((*name).to_owned(), json.span);
        around = Json { value: JsonValue::Object(vec![(name, around)]), span: json.span };
    }
    let path: Vec<&str> = part.steps.iter().map(|(name, _)| *name).collect();
    Some((path.join("."), around))
}

fn first_step(name: &str) -> Option<&str> {
    name.split(['.', '[']).next().filter(|step| !step.is_empty())
}

fn collect_parts<'a>(field: &'a FieldClaim, above: &[(&'a str, bool)], parts: &mut Vec<Part<'a>>) {
    let name = field.name.value.as_str();
    if name.contains(['.', '[', '*']) || name.is_empty() {
        return;
    }
    let is_array = matches!(field.ty.as_ref().map(|ty| &ty.value), Some(TypeExpr::Array(_)));
    let mut steps = above.to_vec();
    steps.push((name, is_array));
    field.children.iter().for_each(|child| collect_parts(child, &steps, parts));
    let names: BTreeSet<&str> = field.children.iter().map(|child| child.name.value.as_str()).collect();
    if !names.is_empty() {
        parts.push(Part { steps, names });
    }
}
