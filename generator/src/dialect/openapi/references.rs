//! References that lead nowhere.

use super::{resolve, string};
use crate::document::{Json, JsonValue};
use crate::source::Spanned;
use std::collections::BTreeSet;

/// Objects inside one another that are looked at.
const MAX_DEPTH: usize = 96;

/// What parts of a document refer to, themselves or by way of other references, and the document does not have; each
/// once.
pub(super) fn find_dangling<'a>(root: &'a Json, parts: &[&'a Json]) -> Vec<Spanned<String>> {
    let (mut seen, mut dangling) = (BTreeSet::new(), Vec::new());
    let mut open: Vec<&Json> = parts.to_vec();
    while let Some(part) = open.pop() {
        let mut references = Vec::new();
        collect(part, &mut references, 0);
        for (target, reference) in references {
            if !seen.insert(target) {
                continue;
            }
            let found = resolve(root, reference);
            match found.get("$ref") {
                // It leads to what leads nowhere, or in a circle.
                Some(place) if std::ptr::eq(found, reference) || string(found, "$ref") != Some(target) => {
                    dangling.push(Spanned::new(target.to_owned(), place.span));
                }
                Some(_) => {}
                None => open.push(found),
            }
        }
    }
    dangling
}

fn collect<'a>(part: &'a Json, references: &mut Vec<(&'a str, &'a Json)>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    references.extend(string(part, "$ref").map(|target| (target, part)));
    match &part.value {
        JsonValue::Object(members) => {
            members.iter().for_each(|(_, member)| collect(member, references, depth + 1))
        }
        JsonValue::Array(items) => items.iter().for_each(|item| collect(item, references, depth + 1)),
        _ => {}
    }
}
