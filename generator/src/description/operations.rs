//! What a description describes.

use super::{Json, JsonValue, at_pointer, items, members, string};
use crate::model::Method;
use crate::source::{Span, Spanned};

/// An operation, or what the API sends on its own.
#[derive(Clone, Debug)]
pub struct Described {
    /// Which of the two.
    pub kind: DescribedKind,
    /// What the document calls it (`operationId`).
    pub id: Option<String>,
    /// The first tag that it has.
    pub tag: Option<String>,
    /// Where it is described: its verb.
    pub span: Span,
}

/// What is described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DescribedKind {
    /// An operation, by verb and path.
    Operation(Method, String),
    /// A webhook, by name.
    Webhook(String),
}

/// Lists them in the order of the document.
pub fn list_described(tree: &Json) -> Vec<Described> {
    let paths = tree.get("paths");
    if let Some(flat) = paths.filter(|paths| paths.get("request").is_some()) {
        let verb = string(flat, "method").and_then(Method::parse);
        let found = verb.zip(string(flat, "path")).map(|(verb, path)| Described {
            kind: DescribedKind::Operation(verb, path.to_owned()),
            id: None,
            tag: None,
            span: flat.span,
        });
        return found.into_iter().collect();
    }
    let mut found = Vec::new();
    for (path, item) in members(paths) {
        for (verb, method, operation) in operations(tree, item) {
            let kind = DescribedKind::Operation(method, path.value.clone());
            found.push(described(kind, verb.span, operation));
        }
    }
    for (name, item) in members(tree.get("webhooks")) {
        let first = operations(tree, item).into_iter().next();
        found.extend(first.map(|(verb, _, operation)| {
            described(DescribedKind::Webhook(name.value.clone()), verb.span, operation)
        }));
    }
    found
}

fn described(kind: DescribedKind, span: Span, operation: &Json) -> Described {
    let tag = items(operation.get("tags")).iter().find_map(|tag| match &tag.value {
        JsonValue::String(tag) if !tag.trim().is_empty() => Some(tag.clone()),
        _ => None,
    });
    let id = string(operation, "operationId").map(str::trim).filter(|id| !id.is_empty());
    Described { kind, id: id.map(str::to_owned), tag, span }
}

/// The operations of a path, which may stand elsewhere in the document.
fn operations<'a>(tree: &'a Json, item: &'a Json) -> Vec<(&'a Spanned<String>, Method, &'a Json)> {
    let target = string(item, "$ref").and_then(|to| at_pointer(tree, to.strip_prefix("#/")?));
    let verbs = members(Some(target.unwrap_or(item))).iter();
    let lower = |verb: &str| verb.bytes().all(|byte| byte.is_ascii_lowercase());
    verbs
        .filter(|(verb, operation)| lower(&verb.value) && matches!(operation.value, JsonValue::Object(_)))
        .filter_map(|(verb, operation)| Some((verb, Method::parse(&verb.value)?, operation)))
        .collect()
}
