//! Bodies that requests show as lists, where the page describes fields: a batch of the described objects, or the one
//! field that stands for the body.

use super::field_tree::FieldNode;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::FieldClaim;
use crate::document::{Json, JsonValue};
use crate::model::{Schema, SchemaKind};
use crate::source::Span;

/// The body, where requests send lists whose items have fields of the page and no others: a list of such objects, or
/// one of them where requests show that too.
pub(super) fn weigh_batch(
    nodes: &[FieldNode<'_>],
    shown: &Shown<'_>,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let is_item = |json: &Json| match &json.value {
        JsonValue::Object(members) => {
            !members.is_empty()
                && members.iter().all(|(name, _)| nodes.iter().any(|node| node.name == name.value))
        }
        _ => false,
    };
    let is_batch = |json: &Json| match &json.value {
        JsonValue::Array(items) => !items.is_empty() && items.iter().all(is_item),
        _ => false,
    };
    let list = shown.examples.iter().copied().find(|json| is_batch(json))?;
    let single = shown.only(|value| matches!(value, JsonValue::Object(_)));
    if shown.examples.iter().any(|json| !is_batch(json) && !matches!(json.value, JsonValue::Object(_))) {
        return None;
    }
    let mut all = shown.items();
    all.examples.extend(&single.examples);
    all.skeletons.extend(&single.skeletons);
    let object = Schema::new(weigher.weigh_members(nodes, None, &all));
    let both = !single.is_empty();
    let note = if both { "taken as one of them, or a list of them" } else { "taken as a list of them" };
    report(weigher, "the body is a list of what the page describes here", list, nodes[0].span, note);
    let lists = Schema::array(object.clone());
    Some(if both { Schema::new(SchemaKind::Union { variants: vec![object, lists] }) } else { lists })
}

/// Whether a text says that the body is a list of what the page describes: "This takes a JSON array of lamps in this
/// form:", "An array of lamp objects. At least one."
pub(super) fn says_list(text: &str) -> bool {
    const TAKES: [&str; 8] = [
        "takes a json array",
        "takes an array of",
        "takes a list of",
        "accepts a list of",
        "accepts a json array",
        "accepts an array of",
        "body is an array of",
        "body is a json array",
    ];
    let lower = text.trim().to_lowercase();
    let first = lower.split(". ").next().unwrap_or_default();
    let is_list =
        ["an array of ", "a list of ", "a json array of "].iter().any(|start| first.starts_with(start));
    TAKES.iter().any(|words| lower.contains(words))
        || (is_list && first.trim_end_matches('.').ends_with("objects"))
}

/// The body, where the only field is a list without parts, and requests send that list itself, or an item of it.
pub(super) fn weigh_listed(
    claims: &[&FieldClaim],
    nodes: &[FieldNode<'_>],
    shown: &Shown<'_>,
    sends_item: bool,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let ([_], [node]) = (claims, nodes) else { return None };
    let is_list = |json: &Json| matches!(&json.value, JsonValue::Array(_));
    let list = shown.examples.iter().copied().find(|json| is_list(json))?;
    if !node.children.is_empty() || !shown.examples.iter().all(|json| is_list(json)) {
        return None;
    }
    let schema = weigher.weigh_field(node, shown).schema;
    let SchemaKind::Array { items } = &schema.kind else { return None };
    let item = sends_item.then(|| (**items).clone());
    let message = format!("requests send `{}` as the body itself", node.name);
    report(weigher, &message, list, node.span, "taken as that");
    Some(match item {
        Some(item) => Schema::new(SchemaKind::Union { variants: vec![schema, item] }),
        None => schema,
    })
}

fn report(weigher: &mut Weigher<'_>, message: &str, list: &Json, declared: Span, note: &str) {
    let place = Span { end: list.span.start + 1, ..list.span };
    weigher.diagnostics.push(
        Diagnostic::at(&rule::TYPE_REFINED, place, message).related(declared, "declared here").note(note),
    );
}

#[cfg(test)]
mod tests {
    use super::says_list;

    #[test]
    fn texts_that_say_list() {
        for text in [
            "This endpoint takes a JSON array of parameters in the following format:",
            "An array of member objects. Minimum 1, maximum 25.",
            "The body is an array of lamps.",
        ] {
            assert!(says_list(text), "{text}");
        }
        for text in ["An array of lamps", "Returns an array of lamp objects.", "It takes an array"] {
            assert!(!says_list(text), "{text}");
        }
    }
}
