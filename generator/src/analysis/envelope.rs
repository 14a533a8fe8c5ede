//! Envelopes: the page lists the fields of what stands in one member of the answer (`data`, `result`), and only
//! the example shows that there is an object around it.

use super::field_tree::{FieldNode, Fields};
use super::infer::{infer_field, infer_schema};
use super::response::resolve_object;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::JsonValue;
use crate::model::{Evidence, Schema, SchemaKind};
use crate::source::Span;
use std::collections::BTreeSet;

/// The member of an answer that the list of fields is about.
pub(super) struct Envelope<'a> {
    name: &'a str,
    /// Where an example shows it.
    at: Span,
    /// Whether it is an array of such objects.
    array: bool,
    /// What is shown of it.
    inner: Shown<'a>,
}

/// Finds the member that shows more of the declared fields than the answer itself, half of them at least. No
/// declared field is left outside of it.
pub(super) fn find_envelope<'a>(nodes: &[FieldNode<'_>], shown: &Shown<'a>) -> Option<Envelope<'a>> {
    let declared: Vec<&str> = nodes.iter().map(|node| node.name).collect();
    let root = member_names(shown);
    let outside: Vec<&str> = declared.iter().copied().filter(|name| root.contains(name)).collect();
    let fit = |envelope: &Envelope<'_>| {
        let names = member_names(&envelope.inner);
        let within = declared.iter().filter(|name| names.contains(*name)).count();
        let all_within = outside.iter().all(|name| names.contains(name));
        if all_within && within > outside.len() && within * 2 >= declared.len() { within } else { 0 }
    };
    let members = shown.all().filter_map(|json| match &json.value {
        JsonValue::Object(members) => Some(members),
        _ => None,
    });
    let mut best: Option<(usize, Envelope<'a>)> = None;
    let (shown_members, mut seen) = (shown.members(), BTreeSet::new());
    for (name, _) in members.flatten().filter(|(name, _)| seen.insert(name.value.as_str())) {
        let member = shown_members.get(&name.value);
        let Some(envelope) = envelope_of(&name.value, name.span, member) else { continue };
        let fit = fit(&envelope);
        if fit > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((fit, envelope));
        }
    }
    best.map(|(_, envelope)| envelope)
}

/// A member that is an object, or an array of objects, wherever it is shown.
fn envelope_of<'a>(name: &'a str, at: Span, member: &Shown<'a>) -> Option<Envelope<'a>> {
    let member = member.only(|value| *value != JsonValue::Null);
    let array = member.all().all(|json| matches!(json.value, JsonValue::Array(_)));
    let inner = if array { member.items() } else { member };
    let objects = inner.all().all(|json| matches!(json.value, JsonValue::Object(_)));
    (objects && !inner.is_empty()).then_some(Envelope { name, at, array, inner })
}

fn member_names<'a>(shown: &Shown<'a>) -> BTreeSet<&'a str> {
    let objects = shown.all().filter_map(|json| match &json.value {
        JsonValue::Object(members) => Some(members),
        _ => None,
    });
    objects.flatten().map(|(name, _)| name.value.as_str()).collect()
}

/// The answer as the example shows it, with the declared fields where they belong.
pub(super) fn resolve_enveloped(
    envelope: &Envelope<'_>,
    fields: &Fields<'_>,
    shown: &Shown<'_>,
    weigher: &mut Weigher<'_>,
) -> Schema {
    report(envelope, &fields.nodes, weigher);
    let object = resolve_object(fields, &envelope.inner, weigher);
    let inner = if envelope.array { Schema::array(object) } else { object };
    let evidence = if shown.examples.is_empty() { Evidence::Skeleton } else { Evidence::Example };
    let whole: Vec<_> = shown.all().collect();
    let mut answer = infer_schema(&whole, evidence);
    if let SchemaKind::Object(object) = &mut answer.kind
        && let Some(field) = object.fields.iter_mut().find(|field| field.name == envelope.name)
    {
        let nullable = field.schema.nullable;
        *field = infer_field(envelope.name, inner, evidence);
        field.schema.nullable |= nullable;
    }
    answer
}

fn report(envelope: &Envelope<'_>, nodes: &[FieldNode<'_>], weigher: &mut Weigher<'_>) {
    let Some(first) = nodes.first() else { return };
    let place = if envelope.array { "the items of" } else { "what is in" };
    weigher.diagnostics.push(
        Diagnostic::at(
            &rule::ENVELOPE,
            first.span,
            format!("the list describes {place} `{}`, not the whole response", envelope.name),
        )
        .label("the list starts here")
        .related(envelope.at, "the example has these fields in here")
        .note("the response was taken as the example shows it, with the fields of the list in their place"),
    );
}
