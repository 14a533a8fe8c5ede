//! An answer that is an array, and answers that are now an object and now an array: the pages declare
//! them as fields, because they have no other way to name them.

use super::field_tree::{FieldNode, build_tree};
use super::response::resolve_object;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue, Text};
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
    weigher.diagnostics.push(diagnostic.note(format!("the response was taken to be {taken}")));
}

fn is_array(json: &&Json) -> bool {
    matches!(json.value, JsonValue::Array(_))
}

/// Whether prose on an answer says that it is an array and nothing around it: "Returns an array of objects", "A JSON
/// array."
pub(super) fn says_array(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let returns = ["returns an array", "return an array", "returns a json array", "responds with an array"];
    let is = ["an array of", "a json array", "json array", "array of"];
    returns.iter().any(|phrase| lower.contains(phrase)) || is.iter().any(|phrase| lower.starts_with(phrase))
}

/// Whether prose on an answer says that it is an array of what the list declares.
pub(super) fn speaks_of_array(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["array of", "array with", "json array", "list of"].iter().any(|phrase| lower.contains(phrase))
}

pub(super) fn report_root_array(example: Span, first: &FieldNode<'_>, weigher: &mut Weigher<'_>) {
    let start = Span { end: example.start + 1, ..example };
    weigher.diagnostics.push(
        Diagnostic::at(
            &rule::TYPE_REFINED,
            first.span,
            "the list declares fields of an object; the example is an array",
        )
        .label("the list starts here")
        .related(start, "an array of such objects")
        .note("the response was taken to be an array of them"),
    );
}

/// Whether the fields are those of each item of a list: "Each port includes:" stands above them, and nothing shows
/// what is around the items. Taken as an array of them, which is said.
pub(super) fn is_each_item(
    prose: &[&Text],
    fields: &[&FieldClaim],
    shown: &Shown<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let Some(first) = fields.iter().map(|field| field.name.span).min_by_key(|span| span.start) else {
        return false;
    };
    let said = prose.iter().find(|text| says_each(&text.plain) && text.span.start < first.start);
    let Some(text) = said.filter(|_| shown.is_empty()) else { return false };
    diagnostics.push(
        Diagnostic::at(
            &rule::LIST_NOT_SHOWN,
            text.span,
            "nothing shows what is around the items of this list",
        )
        .related(first, "the fields of an item start here")
        .note("the response was taken to be an array of them")
        .help("show a response"),
    );
    true
}

/// "Each port includes:", "Every item of the list has these fields".
fn says_each(text: &str) -> bool {
    text.trim().to_lowercase().split(". ").any(sentence_says_each)
}

fn sentence_says_each(sentence: &str) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let each = matches!(words.next(), Some("each" | "every"));
    let whole = ["response", "request", "call", "reply"];
    let of_item = words.next().is_some_and(|word| !whole.contains(&word));
    let has = ["includes", "contains", "has", "consists", "holds"];
    each && of_item && words.any(|word| has.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item() {
        assert!(says_each("Each port includes:") && says_each("Every item of the list has these fields."));
        assert!(!says_each("Each response includes:") && !says_each("The port includes:"));
        assert!(!says_each("Each port is closed at night."));
    }
}
