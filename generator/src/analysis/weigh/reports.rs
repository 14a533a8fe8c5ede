//! What weighing has to say: each with both places.

use super::holders::holder_of;
use super::left_out::OPTIONAL;
use super::open::is_own_name;
use super::statements::{says_conditional, says_elsewhere, says_open};
use super::{FieldNode, Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::source::Span;
use heck::ToSnakeCase;

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
        self.report_guess(
            at,
            node,
            shown,
            told_by_text(node, shown),
            "what is shown of its content was taken",
        );
    }

    /// Says what was made of a value whose content no list gives: why that may be so, and the outcome.
    pub(super) fn report_guess(
        &mut self,
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
        why: Option<&str>,
        taken: &str,
    ) {
        let telling = |j: &&&Json| {
            !matches!(j.value, JsonValue::Null) && !matches!(&j.value, JsonValue::String(s) if s == "<any>")
        };
        let (rule, message) = match why {
            None => (&rule::TYPE_REFINED, format!("the list does not say what `{}` holds", node.name)),
            Some(_) => (&rule::TYPE_GUESSED, format!("what `{}` holds is told in words alone", node.name)),
        };
        let mut diagnostic = Diagnostic::at(rule, at, message).label("it says this");
        for (places, what) in [(&shown.skeletons, "the skeleton"), (&shown.examples, "the example")] {
            if let Some(json) = places.iter().find(telling).or(places.first()) {
                diagnostic = diagnostic.related(json.span, format!("{what} shows {}", json_kind_name(json)));
            }
        }
        if let Some(why) = why {
            diagnostic = diagnostic.fact(why);
        }
        self.diagnostics.push(diagnostic.note(taken));
    }

    /// Says which fields no example shows, where one should. Gives the names of the objects that the list does
    /// not have and an example shows them in.
    pub(super) fn report_not_shown(&mut self, nodes: &[FieldNode<'_>], shown: &Shown<'_>) -> Vec<String> {
        let objects: Vec<_> =
            shown.examples.iter().filter(|j| matches!(j.value, JsonValue::Object(_))).collect();
        let Some(example) = objects.first() else { return Vec::new() };
        let members = shown.members();
        let absent = nodes.iter().filter(|n| members.get(n.name).examples.is_empty());
        let (inside, absent): (Vec<_>, Vec<_>) = absent
            .map(|node| (node, holder_of(example, node.name, nodes)))
            .partition(|(_, holder)| holder.is_some());
        let holders = self.report_inside(&inside);
        let absent = absent.into_iter().map(|(node, _)| node);
        let absent: Vec<&FieldNode<'_>> =
            absent.filter(|node| !node.claim.is_some_and(may_be_absent)).collect();
        let Some(first) = absent.first() else { return holders };
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
        holders
    }
}

/// Why a list that gives no fields of a value says enough of it for a reader.
pub(super) fn told_by_text(node: &FieldNode<'_>, shown: &Shown<'_>) -> Option<&'static str> {
    let plain = |json: &&Json| !matches!(json.value, JsonValue::Object(_) | JsonValue::Array(_));
    let items = shown.items();
    if !items.examples.is_empty() && items.examples.iter().all(plain) {
        return Some("its items have no parts, and the name or the text says what they are");
    }
    if is_own_name(node.name) {
        return Some("what is in it may be the caller's own, by its name");
    }
    let text = node.claim.and_then(|claim| claim.description.as_ref())?;
    if says_open(&text.plain) {
        return Some("its text says that it may hold anything");
    }
    if !text.links.is_empty() && says_elsewhere(&text.plain) {
        return Some("its text says where its fields are listed");
    }
    let examples = shown.examples.iter().chain(&items.examples);
    names_fields(&text.markdown, examples.copied()).then_some("its text names its fields")
}

/// Whether a text names at least half of what the first of the examples with members has.
pub(super) fn names_fields<'j>(text: &str, mut examples: impl Iterator<Item = &'j Json>) -> bool {
    let names = examples.find_map(|json| match &json.value {
        JsonValue::Object(members) if !members.is_empty() => {
            Some(members.iter().map(|(name, _)| name.value.as_str()).collect::<Vec<_>>())
        }
        _ => None,
    });
    names.is_some_and(|names| {
        let told = names.iter().filter(|name| has_word(text, name)).count();
        told * 2 >= names.len()
    })
}

/// Whether a text has a name as a word of its own.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

/// Whether a field is rightly left out of an example: its mark, its type or its text says that it is not in
/// every answer.
fn may_be_absent(claim: &FieldClaim) -> bool {
    let absence = |ty: &TypeExpr| match ty {
        TypeExpr::Null | TypeExpr::Undefined => true,
        TypeExpr::Union(variants) => {
            variants.iter().any(|v| matches!(v, TypeExpr::Null | TypeExpr::Undefined))
        }
        _ => false,
    };
    let text = || claim.description.as_ref().is_some_and(|text| says_conditional(&text.plain));
    let last = claim.name.value.rsplit('.').next().unwrap_or_default().to_snake_case();
    let of_failure = ["error", "warning"].iter().any(|word| last.starts_with(word));
    match claim.required {
        Some(required) => !required,
        None => of_failure || claim.ty.as_ref().is_some_and(|ty| absence(&ty.value)) || text(),
    }
}

/// What a shown value is, in words.
pub(in crate::analysis) fn json_kind_name(json: &Json) -> &'static str {
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
