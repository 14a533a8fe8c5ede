//! An answer that is an array, and answers that are now an object and now an array: the pages declare
//! them as fields, because they have no other way to name them.

use super::field_tree::build_tree;
use super::response::resolve_object;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::model::{Schema, SchemaKind};
use crate::source::Span;
use crate::type_expr::parse_type;

/// The answer where some examples are objects and others arrays: one or the other. A declared array that no
/// object shows stands for the array itself; without one the fields are those of the object and of the items.
pub(super) fn object_or_array(
    fields: &[&FieldClaim],
    shown: &Shown<'_>,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let objects = shown.only(|value| matches!(value, JsonValue::Object(_)));
    let items = shown.items();
    if objects.examples.is_empty() || !shown.examples.iter().any(is_array) {
        return None;
    }
    let stands_for_array = |field: &&FieldClaim| {
        let name = &field.name.value;
        matches!(field.ty.as_ref().map(|ty| &ty.value), Some(TypeExpr::Array(_)))
            && !field.children.is_empty()
            && objects.member(name).is_empty()
            && items.member(name).is_empty()
    };
    let variants = match fields.iter().copied().find(|field| stands_for_array(field)) {
        Some(array) => {
            report_whole_answer(array, shown, weigher);
            let others: Vec<_> =
                fields.iter().copied().filter(|field| !std::ptr::eq(*field, array)).collect();
            let children: Vec<_> = array.children.iter().collect();
            [resolve(&others, &objects, weigher), Schema::array(resolve(&children, &items, weigher))]
        }
        None => {
            let mut both = objects;
            both.examples.extend(items.examples);
            both.skeletons.extend(items.skeletons);
            let object = resolve(fields, &both, weigher);
            [object.clone(), Schema::array(object)]
        }
    };
    Some(Schema::new(SchemaKind::Union { variants: variants.into() }))
}

fn resolve(fields: &[&FieldClaim], shown: &Shown<'_>, weigher: &mut Weigher<'_>) -> Schema {
    resolve_object(&build_tree(fields, weigher.diagnostics), shown, weigher)
}

/// Whether a field stands for the whole answer: by having no name or the name of a type
/// (`Array<Index>`), or as an array where every example is one. `Some(true)` for an array.
pub(super) fn is_whole_answer(field: &FieldClaim, shown: &Shown<'_>) -> Option<bool> {
    let name = &field.name.value;
    let declared = field.ty.as_ref().map(|ty| ty.value.clone());
    let ty = match declared {
        Some(ty) if name.is_empty() => ty,
        None if name.is_empty() => TypeExpr::Object,
        _ if is_type_name(name) => parse_type(name),
        Some(ty @ TypeExpr::Array(_)) if only_arrays(shown, name) => ty,
        _ => return None,
    };
    match ty {
        TypeExpr::Array(_) => Some(true),
        _ => (!field.children.is_empty()).then_some(false),
    }
}

/// `Array<Index>`, `Ticket[]`
pub(super) fn is_type_name(name: &str) -> bool {
    name.is_empty() || name.contains('<') || name.ends_with("[]")
}

/// Whether every example is an array, and none of its items has a member of the name.
fn only_arrays(shown: &Shown<'_>, name: &str) -> bool {
    !shown.examples.is_empty()
        && shown.examples.iter().all(is_array)
        && shown.items().member(name).examples.is_empty()
}

pub(super) fn report_whole_answer(field: &FieldClaim, shown: &Shown<'_>, weigher: &mut Weigher<'_>) {
    let message = format!("`{}` is declared as a field; an example is the array itself", field.name.value);
    let mut diagnostic = Diagnostic::at(&rule::TYPE_REFINED, field.name.span, message);
    if let Some(example) = shown.examples.iter().find(|json| is_array(json)) {
        diagnostic =
            diagnostic.related(Span { end: example.span.start + 1, ..example.span }, "it starts here");
    }
    let only = shown.examples.iter().all(is_array);
    let taken = if only { "the array" } else { "an object or the array" };
    weigher.diagnostics.push(diagnostic.note(format!("the answer was taken to be {taken}")));
}

fn is_array(json: &&Json) -> bool {
    matches!(json.value, JsonValue::Array(_))
}
