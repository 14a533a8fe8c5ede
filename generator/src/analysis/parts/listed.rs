//! Fields that the list has behind the value that they are parts of, where only the examples show that: a flat
//! list of `searches`, `query` and `limit`, and requests with `query` and `limit` in each of `searches`.

use crate::analysis::field_tree::{FieldNode, Fields};
use crate::analysis::weigh::Shown;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::JsonValue;
use crate::type_expr::TypeExpr;

/// Moves fields into the value that stands before them in the list, where no example has them beside it and one
/// has them in it. Gives their names.
pub(in crate::analysis) fn place_parts<'a>(
    fields: &mut Fields<'a>,
    shown: &Shown<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<&'a str> {
    let mut moved = Vec::new();
    let objects = shown.examples.iter().all(|json| matches!(json.value, JsonValue::Object(_)));
    if fields.alternatives.is_some() || shown.examples.is_empty() || !objects {
        return moved;
    }
    let nodes = &mut fields.nodes;
    let beside = shown.members();
    let mut at = 0;
    while at < nodes.len() {
        let Some(inner) = inside(&nodes[at], beside.get(nodes[at].name)) else {
            at += 1;
            continue;
        };
        let names = member_names(&inner).len();
        let inner = inner.members();
        let is_part = |node: &FieldNode<'_>| {
            !inner.get(node.name).examples.is_empty() && beside.get(node.name).examples.is_empty()
        };
        let behind = &nodes[at + 1..];
        let parts = behind.iter().filter(|node| is_part(node)).count();
        // What no example has at all is of the list that it stands in.
        let end = behind.iter().rposition(is_part).map_or(0, |last| last + 1);
        let own = behind[..end].iter().map(|node| beside.get(node.name).examples.is_empty());
        let own: Vec<bool> = own.collect();
        // One name of many may be there by chance.
        if parts > 0 && (parts > 1 || names < 3) {
            let mut own = own.into_iter();
            let is_own = |_: &FieldNode<'_>| own.next().unwrap_or(false);
            let (taken, kept): (Vec<_>, Vec<_>) = nodes.drain(at + 1..).partition(is_own);
            nodes.extend(kept);
            moved.extend(taken.iter().map(|node| node.name));
            diagnostics.push(report(&nodes[at], &taken));
            nodes[at].children = taken;
        }
        at += 1;
    }
    moved
}

/// What examples show in a value of which the list gives no parts, given what they show of it.
fn inside<'j>(node: &FieldNode<'_>, value: &Shown<'j>) -> Option<Shown<'j>> {
    let ty = node.claim.and_then(|claim| claim.ty.as_ref()).map(|ty| &ty.value);
    let open = |ty: &TypeExpr| matches!(ty, TypeExpr::Object | TypeExpr::Any);
    let may_hold = match ty {
        None | Some(TypeExpr::Array(None)) => true,
        Some(TypeExpr::Array(Some(item))) => open(item),
        Some(ty) => open(ty),
    };
    if !may_hold || !node.children.is_empty() || node.item.is_some() || node.alternatives.is_some() {
        return None;
    }
    let items = value.items();
    let inner = if items.is_empty() { value } else { &items };
    let inner = inner.only(|value| matches!(value, JsonValue::Object(_)));
    (!inner.examples.is_empty()).then_some(inner)
}

fn member_names<'j>(shown: &Shown<'j>) -> Vec<&'j str> {
    let mut names: Vec<&str> = Vec::new();
    for json in shown.all() {
        let JsonValue::Object(members) = &json.value else { continue };
        names.extend(members.iter().map(|(name, _)| name.value.as_str()));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn report(holder: &FieldNode<'_>, parts: &[FieldNode<'_>]) -> Diagnostic {
    let names: Vec<String> = parts.iter().map(|part| format!("`{}`", part.name)).collect();
    let stand = if names.len() == 1 { "stands" } else { "stand" };
    let message = format!("{} {stand} behind `{}`, not in it", names.join(", "), holder.name);
    Diagnostic::at(&rule::PARTS_BESIDE, parts[0].span, message)
        .related(holder.span, "the examples have them in here, and nowhere beside it")
        .note(format!("taken as parts of `{}`", holder.name))
        .help("nest them in the tag of the value")
}
