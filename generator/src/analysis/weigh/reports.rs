//! What weighing has to say: each with both places.

use super::left_out::OPTIONAL;
use super::{FieldNode, Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::source::Span;

impl Weigher<'_> {
    pub(super) fn contradict(
        &mut self,
        node: &FieldNode<'_>,
        at: Span,
        other: &Json,
        declared: &str,
        taken: &str,
    ) {
        let message =
            format!("`{}` is declared as {declared}, but {} here", node.name, json_kind_name(other));
        self.diagnostics.push(
            Diagnostic::at(&rule::TYPE_CONTRADICTION, other.span, message)
                .related(at, "declared here")
                .note(taken),
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
        let absent = nodes.iter().filter(|n| shown.member(n.name).examples.is_empty());
        let (inside, absent): (Vec<_>, Vec<_>) = absent
            .map(|node| (node, holder_of(example, node.name, nodes)))
            .partition(|(_, holder)| holder.is_some());
        self.report_inside(&inside);
        let absent: Vec<&FieldNode<'_>> = absent.into_iter().map(|(node, _)| node).collect();
        let Some(first) = absent.first() else { return };
        let names: Vec<String> = absent.iter().map(|n| format!("`{}`", n.name)).collect();
        let mut diagnostic = Diagnostic::at(
            &rule::FIELD_NOT_SHOWN,
            first.span,
            format!("no example shows {}", names.join(", ")),
        )
        .label("declared here")
        .related(Span { end: example.span.start + 1, ..example.span }, "not in this example");
        if absent.iter().any(|node| node.claim.is_some_and(|claim| claim.required == Some(true))) {
            diagnostic = diagnostic.note(OPTIONAL);
        }
        self.diagnostics.push(diagnostic);
    }
}

impl Weigher<'_> {
    /// Says which fields an example shows one level further in than the list has them.
    fn report_inside(&mut self, fields: &[(&FieldNode<'_>, Option<Holder<'_>>)]) {
        let Some((first, Some(Holder { name, shown }))) = fields.first() else { return };
        let names: Vec<String> = fields.iter().map(|(node, _)| format!("`{}`", node.name)).collect();
        let message =
            format!("the example shows {} inside `{name}`, which the list does not have", names.join(", "));
        self.diagnostics.push(
            Diagnostic::at(&rule::FIELD_NOT_SHOWN, first.span, message)
                .label("declared here")
                .related(*shown, "shown here"),
        );
    }
}

/// Where an example shows a field in an object that the list does not have.
struct Holder<'a> {
    /// The object's name.
    name: &'a str,
    /// The field in it.
    shown: Span,
}

fn holder_of<'a>(example: &'a Json, field: &str, declared: &[FieldNode<'_>]) -> Option<Holder<'a>> {
    let JsonValue::Object(members) = &example.value else { return None };
    let undeclared = members.iter().filter(|(key, _)| declared.iter().all(|node| node.name != key.value));
    undeclared.into_iter().find_map(|(key, value)| {
        let JsonValue::Object(inner) = &value.value else { return None };
        let (shown, _) = inner.iter().find(|(name, _)| name.value == field)?;
        Some(Holder { name: &key.value, shown: shown.span })
    })
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
