//! Keywords of a document that docbind passes over, although they say something of what is sent or comes back.
//!
//! What only documents or names (`title`, `externalDocs`, `xml`, `x-…`) is none of them. The manual has a table of all
//! keywords (`openapi-keywords.md`).

use super::{Json, JsonValue, string};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;
use std::collections::BTreeMap;

/// Which object of a document a value is (OpenAPI 3.1, section 4.8).
#[derive(Clone, Copy)]
enum Node {
    Document,
    Components,
    Item,
    Operation,
    Parameter,
    Body,
    Media,
    Encoding,
    Response,
    Schema,
    Scheme,
    /// A list, or values under names that the document chooses, of one kind each.
    Each(&'static Node),
}

const ITEMS: Node = Node::Each(&Node::Item);
const PARAMETERS: Node = Node::Each(&Node::Parameter);
const MEDIA: Node = Node::Each(&Node::Media);
const RESPONSES: Node = Node::Each(&Node::Response);
const SCHEMAS: Node = Node::Each(&Node::Schema);

impl Node {
    /// What stands under a keyword.
    fn below(self, key: &str) -> Option<Node> {
        Some(match (self, key) {
            (Node::Each(kind), _) => *kind,
            (Node::Document, "paths" | "webhooks") => ITEMS,
            (Node::Document, "components") => Node::Components,
            (Node::Components, "schemas") => SCHEMAS,
            (Node::Components, "responses") => RESPONSES,
            (Node::Components | Node::Item | Node::Operation, "parameters") => PARAMETERS,
            (Node::Components, "requestBodies") => Node::Each(&Node::Body),
            (Node::Components, "pathItems") => ITEMS,
            (Node::Components, "securitySchemes") => Node::Each(&Node::Scheme),
            (Node::Item, "get" | "put" | "post" | "delete" | "options" | "head" | "patch") => Node::Operation,
            (Node::Operation, "requestBody") => Node::Body,
            (Node::Operation, "responses") => RESPONSES,
            (Node::Body | Node::Response | Node::Parameter, "content") => MEDIA,
            (Node::Media | Node::Parameter, "schema") => Node::Schema,
            (Node::Media, "encoding") => Node::Each(&Node::Encoding),
            (Node::Schema, "properties" | "allOf" | "oneOf" | "anyOf" | "$defs") => SCHEMAS,
            (Node::Schema, "items" | "additionalProperties") => Node::Schema,
            _ => return None,
        })
    }

    /// Whether nothing is made of a keyword there.
    fn passes_over(self, key: &str, value: &Json) -> bool {
        let is_true = matches!(value.value, JsonValue::Bool(true));
        let is_object = matches!(value.value, JsonValue::Object(_));
        match self {
            Node::Item => key == "trace",
            Node::Operation => key == "callbacks",
            Node::Response => key == "links",
            Node::Encoding => key == "headers" || (key == "allowReserved" && is_true),
            Node::Parameter => matches!(key, "allowReserved" | "allowEmptyValue") && is_true,
            Node::Schema => match key {
                // `false` says that there is nothing else, which no client depends on.
                "unevaluatedProperties" | "unevaluatedItems" => is_object,
                key => UNREAD_OF_SCHEMAS.contains(&key),
            },
            _ => false,
        }
    }
}

const UNREAD_OF_SCHEMAS: [&str; 20] = [
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "maxProperties",
    "minContains",
    "minProperties",
    "multipleOf",
    "not",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
];

/// Says which keywords of a document are passed over, how often each, and where the first one is; `None` where all are
/// read.
pub(crate) fn report_unread(tree: &Json) -> Option<Diagnostic> {
    let mut unread = Unread::default();
    unread.walk(Node::Document, tree);
    let first = unread.first?;
    let counts: Vec<String> = unread.counts.iter().map(|(key, count)| format!("`{key}` ({count})")).collect();
    let message = format!("keywords of this OpenAPI document that are not read: {}", counts.join(", "));
    Some(
        Diagnostic::at(&rule::KEYWORDS_NOT_READ, first, message).note(
            "this is the first one; what they say is not in the client, and the rest of the document is",
        ),
    )
}

#[derive(Default)]
struct Unread {
    counts: BTreeMap<String, usize>,
    first: Option<Span>,
}

impl Unread {
    fn walk(&mut self, node: Node, json: &Json) {
        match &json.value {
            JsonValue::Object(members) => {
                for (key, value) in members {
                    if node.passes_over(&key.value, value) {
                        self.add(&key.value, key.span);
                    } else if let Some(below) = node.below(&key.value) {
                        self.walk(below, value);
                    }
                }
                if matches!(node, Node::Scheme) && string(json, "type") == Some("mutualTLS") {
                    self.add("mutualTLS", json.span);
                }
            }
            JsonValue::Array(items) => {
                let kind = match node {
                    Node::Each(kind) => *kind,
                    other => other,
                };
                items.iter().for_each(|item| self.walk(kind, item));
            }
            _ => {}
        }
    }

    fn add(&mut self, key: &str, span: Span) {
        *self.counts.entry(key.to_owned()).or_default() += 1;
        if self.first.is_none_or(|first| first.source == span.source && span.start < first.start) {
            self.first = Some(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LineMap, parse_yaml};
    use crate::source::SourceId;

    fn said(code: &str) -> Option<(String, u32)> {
        let mut map = LineMap::default();
        map.push(0, 0);
        let tree = parse_yaml(code, &map, SourceId(0)).expect("it is YAML");
        let diagnostic = report_unread(&tree)?;
        let at = diagnostic.primary.expect("a place").span.start;
        Some((diagnostic.message, at))
    }

    #[test]
    fn what_is_passed_over_is_said_once_with_counts() {
        let code = "paths:\n  /bells:\n    trace: {}\n    post:\n      callbacks: { rung: {} }\n      parameters:\n      \
                    - { name: a, in: query, allowReserved: true, schema: { type: array, prefixItems: [{}] } }\n      \
                    responses:\n        '200': { description: Rung, links: { bell: {} } }\n\
                    components:\n  schemas:\n    Bell:\n      properties:\n        \
                    tones: { type: array, prefixItems: [{ type: string }] }\n";
        let (message, at) = said(code).expect("it is said");
        assert_eq!(
            message,
            "keywords of this OpenAPI document that are not read: `allowReserved` (1), `callbacks` (1), \
             `links` (1), `prefixItems` (2), `trace` (1)"
        );
        assert_eq!(at as usize, code.find("trace").unwrap());
    }

    #[test]
    fn names_and_examples_are_no_keywords() {
        let code = "paths:\n  /bells:\n    get:\n      parameters:\n      - { name: not, in: query, schema: {} }\n      \
                    responses:\n        '200':\n          content:\n            application/json:\n              \
                    example: { if: 1, links: [] }\n              schema:\n                properties: { if: {}, links: {}, \
                    not: {} }\n                unevaluatedProperties: false\n";
        assert_eq!(said(code), None);
    }
}
