//! Fields that an example shows further in than the list has them: in an object, or in the items of an array,
//! that the list does not have.

use super::{FieldNode, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::source::Span;
use crate::type_expr::TypeExpr;

/// Where an example shows a field that the list has elsewhere.
#[derive(Clone)]
pub(super) struct Holder {
    /// The path to what holds it: `data`, `data.items[]`.
    path: String,
    /// The field in it.
    shown: Span,
}

/// How far in a field is looked for.
const DEPTH: usize = 4;

/// Where an example shows a field that it does not show at the place of the list.
pub(super) fn holder_of(example: &Json, field: &str, declared: &[FieldNode<'_>]) -> Option<Holder> {
    let JsonValue::Object(members) = &example.value else { return None };
    let is_list = |node: &FieldNode<'_>| {
        let ty = node.claim.and_then(|claim| claim.ty.as_ref());
        node.array || ty.is_some_and(|ty| matches!(ty.value, TypeExpr::Array(_)))
    };
    let may_hold = |key: &str, value: &Json| {
        let mut nodes = declared.iter().filter(|node| node.name == key);
        // Declared as an array and shown as an object: an envelope around it.
        nodes.all(|node| is_list(node) && matches!(value.value, JsonValue::Object(_)))
    };
    let candidates = members.iter().filter(|(key, value)| may_hold(&key.value, value));
    candidates.into_iter().find_map(|(key, value)| find_inside(value, &key.value, field, DEPTH))
}

fn find_inside(json: &Json, path: &str, field: &str, depth: usize) -> Option<Holder> {
    let depth = depth.checked_sub(1)?;
    match &json.value {
        JsonValue::Object(members) => {
            if let Some((name, _)) = members.iter().find(|(name, _)| name.value == field) {
                return Some(Holder { path: path.to_owned(), shown: name.span });
            }
            let inner = |(name, value): &(_, _)| {
                let name: &crate::source::Spanned<String> = name;
                find_inside(value, &format!("{path}.{}", name.value), field, depth)
            };
            members.iter().find_map(inner)
        }
        JsonValue::Array(items) => {
            items.first().and_then(|item| find_inside(item, &format!("{path}[]"), field, depth))
        }
        _ => None,
    }
}

impl Weigher<'_> {
    /// Says which fields an example shows further in, and gives the names of the members that hold them.
    pub(super) fn report_inside(&mut self, fields: &[(&FieldNode<'_>, Option<Holder>)]) -> Vec<String> {
        let found: Vec<(&FieldNode<'_>, &Holder)> =
            fields.iter().filter_map(|(node, holder)| Some((*node, holder.as_ref()?))).collect();
        let mut said: Vec<&str> = Vec::new();
        for (first, holder) in &found {
            let path = holder.path.as_str();
            if said.contains(&path) {
                continue;
            }
            said.push(path);
            let same = found.iter().filter(|(_, other)| other.path == path);
            let names: Vec<String> = same.map(|(node, _)| format!("`{}`", node.name)).collect();
            let message =
                format!("the example shows {} inside `{path}`, the list does not", names.join(", "));
            self.diagnostics.push(
                Diagnostic::at(&rule::FIELD_NOT_SHOWN, first.span, message)
                    .label("declared here")
                    .related(holder.shown, "shown here"),
            );
        }
        let member = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        said.into_iter().map(member).collect()
    }
}
