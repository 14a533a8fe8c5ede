//! Required fields of an answer that an example leaves out.

use super::{FieldNode, Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::model::ObjectSchema;
use crate::source::Span;

/// What a required field of an answer becomes where an example does without it.
pub(in crate::analysis) const OPTIONAL: &str =
    "taken as optional: a response must be readable whichever is right";

impl Weigher<'_> {
    /// Makes optional what an example leaves out, and says which fields only some examples show. An example
    /// that shows none of the declared fields is one of something else.
    pub(super) fn relax_required(
        &mut self,
        nodes: &[FieldNode<'_>],
        shown: &Shown<'_>,
        object: &mut ObjectSchema,
    ) {
        let examples: Vec<&Json> =
            shown.examples.iter().copied().filter(|json| shows_any(json, nodes)).collect();
        let mut some_show: Vec<(&FieldNode<'_>, &Json)> = Vec::new();
        for field in object.fields.iter_mut().filter(|field| field.required) {
            let Some(without) = examples.iter().find(|json| json.get(&field.name).is_none()) else {
                continue;
            };
            let Some(node) = nodes.iter().find(|node| node.name == field.name) else { continue };
            field.required = false;
            if examples.iter().any(|json| json.get(&field.name).is_some()) {
                some_show.push((node, without));
            }
        }
        let Some(&(first, without)) = some_show.first() else { return };
        let same = some_show.iter().filter(|(_, other)| other.span == without.span);
        let names: Vec<String> = same.map(|(node, _)| format!("`{}`", node.name)).collect();
        let start = Span { end: without.span.start + 1, ..without.span };
        self.diagnostics.push(
            Diagnostic::at(
                &rule::REQUIRED_CONTRADICTION,
                start,
                format!("this response leaves out {}", names.join(", ")),
            )
            .related(first.span, "declared as required here")
            .note(OPTIONAL),
        );
    }
}

fn shows_any(json: &Json, nodes: &[FieldNode<'_>]) -> bool {
    matches!(json.value, JsonValue::Object(_)) && nodes.iter().any(|node| json.get(node.name).is_some())
}
