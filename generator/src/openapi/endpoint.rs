//! Which operations share a path item, and which one operation.
//!
//! Two operations share a path item where their path templates are equal but for the names of the
//! holes; the names of the first operation of the model are taken for all.

use crate::model::{Method, Operation, PathPart};
use std::collections::BTreeMap;

/// A path with its operations.
pub(super) struct Endpoint<'a> {
    /// The path as a key of `paths`.
    pub(super) path: String,
    /// The names of its holes, in order.
    pub(super) holes: Vec<String>,
    /// The operations of each verb, at least one, in the order of the model.
    pub(super) methods: BTreeMap<Method, Vec<&'a Operation>>,
}

/// Sorts operations into endpoints, by path.
pub(super) fn group_endpoints(operations: &[Operation]) -> Vec<Endpoint<'_>> {
    let mut endpoints: BTreeMap<String, Endpoint<'_>> = BTreeMap::new();
    for operation in operations {
        let endpoint = endpoints.entry(template(operation, |_| "")).or_insert_with(|| Endpoint {
            path: template(operation, |name| name),
            holes: operation.path.parameters().map(str::to_owned).collect(),
            methods: BTreeMap::new(),
        });
        endpoint.methods.entry(operation.method).or_default().push(operation);
    }
    let mut endpoints: Vec<_> = endpoints.into_values().collect();
    endpoints.sort_by(|a, b| a.path.cmp(&b.path));
    endpoints
}

/// The path with a slash in front and the holes named by `name`; braces that are no holes are
/// escaped.
fn template(operation: &Operation, name: fn(&str) -> &str) -> String {
    let mut path = String::new();
    for part in &operation.path.parts {
        match part {
            PathPart::Literal(text) => path.push_str(&text.replace('{', "%7B").replace('}', "%7D")),
            PathPart::Parameter(hole) => path.extend(["{", name(hole), "}"]),
        }
    }
    if path.starts_with('/') { path } else { format!("/{path}") }
}
