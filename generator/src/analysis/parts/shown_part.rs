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
    let mut steps = above.to_vec();
    let (holders, name) = match field.name.value.rsplit_once('.') {
        Some((holders, name)) => (holders.split('.').collect(), name),
        None => (Vec::new(), field.name.value.as_str()),
    };
    if name.is_empty() || field.name.value.contains('*') {
        return;
    }
    // `rows[].height`
    steps.extend(holders.iter().map(|holder| (holder.trim_end_matches("[]"), holder.ends_with("[]"))));
    if !holders.is_empty() {
        add_name(&steps, name, parts);
    }
    let is_array = matches!(field.ty.as_ref().map(|ty| &ty.value), Some(TypeExpr::Array(_)));
    steps.push((name.trim_end_matches("[]"), is_array || name.ends_with("[]")));
    for child in &field.children {
        if !child.name.value.contains('.') {
            add_name(&steps, &child.name.value, parts);
        }
        collect_parts(child, &steps, parts);
    }
}

fn add_name<'a>(steps: &[(&'a str, bool)], name: &'a str, parts: &mut Vec<Part<'a>>) {
    match parts.iter_mut().find(|part| part.steps == steps) {
        Some(part) => _ = part.names.insert(name),
        None => parts.push(Part { steps: steps.to_vec(), names: BTreeSet::from([name]) }),
    }
}
