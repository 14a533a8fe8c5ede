//! The examples that stand in a field's own text. They show a value of the field, or an item of it, or a part
//! of the request around it: `{ "field": … }`.

use super::FieldNode;
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue};

/// What the examples in the text of a field show of its value.
pub(super) fn own_examples(claim: &FieldClaim, node: &FieldNode<'_>) -> Vec<Json> {
    claim.examples.iter().filter_map(|json| shown_value(claim, node, json)).collect()
}

fn shown_value(claim: &FieldClaim, node: &FieldNode<'_>, json: &Json) -> Option<Json> {
    let declared = claim.ty.as_ref().map(|ty| &ty.value);
    // In a sentence: it may be of a part, or of what the field makes of its value.
    let in_text = claim.description.as_ref().is_some_and(|text| text.span == json.span);
    if in_text && !declared.is_none_or(|ty| may_be(ty, json)) {
        return None;
    }
    let JsonValue::Object(members) = &json.value else { return Some(json.clone()) };
    let has_it = !node.children.iter().any(|child| child.name == node.name);
    if let Some((_, member)) = members.iter().find(|(name, _)| name.value == node.name).filter(|_| has_it) {
        return Some(member.clone());
    }
    match declared {
        Some(TypeExpr::Array(Some(item))) if !holds_object(item) => None,
        Some(TypeExpr::Array(_)) => {
            Some(Json { value: JsonValue::Array(vec![json.clone()]), span: json.span })
        }
        Some(ty) if !holds_object(ty) => None,
        _ => Some(json.clone()),
    }
}

/// Whether a shown value can be of the type.
fn may_be(ty: &TypeExpr, json: &Json) -> bool {
    match (ty, &json.value) {
        (TypeExpr::Array(Some(item)), JsonValue::Array(items)) => items.iter().all(|json| may_be(item, json)),
        (TypeExpr::Array(_), JsonValue::Array(_)) => true,
        (TypeExpr::Array(item), JsonValue::Object(_)) => {
            item.as_deref().is_none_or(|item| may_be(item, json))
        }
        (TypeExpr::Object | TypeExpr::Map(_) | TypeExpr::Inline(_), value) => {
            matches!(value, JsonValue::Object(_))
        }
        (TypeExpr::Array(_), _) => false,
        (_, JsonValue::Object(_)) => holds_object(ty),
        _ => true,
    }
}

/// Whether a value of the type may be an object, so that an object in the text may be one.
fn holds_object(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Boolean
        | TypeExpr::Integer
        | TypeExpr::Unsigned64
        | TypeExpr::Number
        | TypeExpr::Decimal
        | TypeExpr::String
        | TypeExpr::Formatted(_)
        | TypeExpr::Literal(_)
        | TypeExpr::LiteralInteger(_)
        | TypeExpr::LiteralNumber(_)
        | TypeExpr::Enum(_)
        | TypeExpr::Null => false,
        TypeExpr::Union(variants) => variants.iter().any(holds_object),
        _ => true,
    }
}
