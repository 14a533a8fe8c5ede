//! What weighing has to say: each with both places.

use super::{FieldNode, Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::source::Span;

impl Weigher<'_> {
    pub(super) fn contradict(&mut self, node: &FieldNode<'_>, at: Span, other: &Json, declared: &str) {
        let message =
            format!("`{}` is declared as {declared}, but {} here", node.name, json_kind_name(other));
        self.diagnostics.push(
            Diagnostic::at(&rule::TYPE_CONTRADICTION, other.span, message).related(at, "declared here"),
        );
    }

    pub(super) fn report_refined(&mut self, at: Span, node: &FieldNode<'_>, shown: &Shown<'_>) {
        let telling = |j: &&&Json| {
            !matches!(j.value, JsonValue::Null) && !matches!(&j.value, JsonValue::String(s) if s == "<any>")
        };
        let mut diagnostic = Diagnostic::at(
            &rule::TYPE_REFINED,
            at,
            format!("the list does not say what `{}` holds", node.name),
        )
        .label("it says this");
        for (places, what) in [(&shown.skeletons, "the skeleton"), (&shown.examples, "the example")] {
            if let Some(json) = places.iter().find(telling).or(places.first()) {
                diagnostic = diagnostic.related(json.span, format!("{what} shows {}", json_kind_name(json)));
            }
        }
        self.diagnostics.push(diagnostic.note("what is shown of its content was taken"));
    }

    pub(super) fn report_not_shown(&mut self, nodes: &[FieldNode<'_>], shown: &Shown<'_>) {
        let objects: Vec<_> =
            shown.examples.iter().filter(|j| matches!(j.value, JsonValue::Object(_))).collect();
        let Some(example) = objects.first() else { return };
        let absent: Vec<&FieldNode<'_>> =
            nodes.iter().filter(|n| shown.member(n.name).examples.is_empty()).collect();
        let Some(first) = absent.first() else { return };
        let names: Vec<String> = absent.iter().map(|n| format!("`{}`", n.name)).collect();
        self.diagnostics.push(
            Diagnostic::at(
                &rule::FIELD_NOT_SHOWN,
                first.span,
                format!("no example shows {}", names.join(", ")),
            )
            .label("declared here")
            .related(Span { end: example.span.start + 1, ..example.span }, "not in this example"),
        );
    }
}

/// What a shown value is, in words.
pub(super) fn json_kind_name(json: &Json) -> &'static str {
    match &json.value {
        JsonValue::Null => "null",
        JsonValue::Bool(_) => "a boolean",
        JsonValue::Number(text) if text.contains(['.', 'e', 'E']) => "a number with a fraction",
        JsonValue::Number(_) => "a whole number",
        JsonValue::String(text) if text == "<any>" => "any value",
        JsonValue::String(_) => "a string",
        JsonValue::Array(_) => "an array",
        JsonValue::Object(_) => "an object",
    }
}
