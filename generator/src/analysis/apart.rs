//! Fields of an answer that are no part of its body: headers, and terms that a page explains with the tags
//! of fields ("Levels": `basic`, `full`).

use super::draft::Draft;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, FieldForm};
use crate::dialect::named_media_type;
use crate::document::{Json, JsonValue};
use crate::model::Status;
use crate::source::Spanned;

/// The fields that are not part of the body.
pub(super) fn fields_apart<'a>(draft: &Draft<'a>) -> Vec<(&'a FieldClaim, Apart)> {
    let fields = draft.find(|kind| match kind {
        ClaimKind::ResponseField { field, .. } => Some(field),
        _ => None,
    });
    let fields: Vec<&'a FieldClaim> = fields.map(|(field, _)| field).collect();
    let examples = draft.find(|kind| match kind {
        ClaimKind::Example(example) if !example.request => example.json.as_ref(),
        _ => None,
    });
    let examples: Vec<&Json> = examples.map(|(json, _)| json).collect();
    let under = |heading: &Spanned<String>| -> Vec<&FieldClaim> {
        let own = |field: &&FieldClaim| field.under.as_ref().is_some_and(|own| own.span == heading.span);
        fields.iter().copied().filter(own).collect()
    };
    let other_media = answers_with_other_media(draft);
    let why = |field: &&'a FieldClaim| {
        let heading = field.under.as_ref()?;
        let group = under(heading);
        let why = match () {
            () if speaks_of_headers(&heading.value) => Apart::Header,
            () if other_media => Apart::Term,
            () if are_terms(&group, &fields, &examples) => Apart::Term,
            () if are_lists_of_values(&group, &fields, &examples) => Apart::Term,
            () => return None,
        };
        Some((*field, why))
    };
    fields.iter().filter_map(why).collect()
}

/// What a field is that is no part of the body.
#[derive(Clone, Copy)]
pub(super) enum Apart {
    /// A header of the answer.
    Header,
    /// A term that the page explains.
    Term,
}

/// "Response headers", "Headers".
fn speaks_of_headers(heading: &str) -> bool {
    let lower = heading.to_ascii_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == "header" || word == "headers")
}

/// Whether what stands under one heading are terms: none has a type or parts, no example shows one as a name, or
/// one as a value, and the answer has other fields, or names that no field has.
fn are_terms(group: &[&FieldClaim], all: &[&FieldClaim], examples: &[&Json]) -> bool {
    let bare = |field: &&FieldClaim| {
        field.ty.is_none() && field.children.is_empty() && field.form == FieldForm::Entry
    };
    let any = |test: fn(&Json, &str) -> bool| {
        group.iter().any(|field| examples.iter().any(|json| test(json, &field.name.value)))
    };
    group.iter().all(bare)
        && !examples.is_empty()
        && (any(shows_as_value) || !any(shows))
        && all.iter().any(|field| field.ty.is_some() || field.name.value.contains(' '))
}

/// Whether the text on the response names a media type that has no fields, and nothing shows a success as JSON.
fn answers_with_other_media(draft: &Draft<'_>) -> bool {
    let mut texts = draft.find(|kind| match kind {
        ClaimKind::ResponseProse { status, text } if status.is_none_or(Status::is_success) => {
            named_media_type(&text.plain)
        }
        _ => None,
    });
    let shows_json = |claim: &Claim| match &claim.kind {
        ClaimKind::Skeleton(_) => true,
        ClaimKind::Example(of) => !of.request && !of.failure && of.status.is_none_or(Status::is_success),
        _ => false,
    };
    let mut claims = draft.claims.iter();
    !claims.any(|claim| shows_json(claim)) && texts.next().is_some_and(|(media, _)| !media.contains("json"))
}

/// Whether what stands under one heading only lists values: no example has such a name on top, as it has those of
/// other fields.
fn are_lists_of_values(group: &[&FieldClaim], all: &[&FieldClaim], examples: &[&Json]) -> bool {
    let is_list = |field: &&FieldClaim| !field.values.is_empty() && field.children.is_empty();
    let on_top = |field: &FieldClaim| examples.iter().any(|json| json.get(&field.name.value).is_some());
    let others = || all.iter().filter(|field| !group.iter().any(|own| std::ptr::eq(*own, **field)));
    group.iter().all(is_list) && !group.iter().any(|f| on_top(f)) && others().any(|f| on_top(f))
}

fn shows(json: &Json, name: &str) -> bool {
    match &json.value {
        JsonValue::Object(members) => {
            members.iter().any(|(key, value)| key.value == name || shows(value, name))
        }
        JsonValue::Array(items) => items.iter().any(|item| shows(item, name)),
        _ => false,
    }
}

fn shows_as_value(json: &Json, name: &str) -> bool {
    match &json.value {
        JsonValue::String(text) => text == name,
        JsonValue::Object(members) => members.iter().any(|(_, value)| shows_as_value(value, name)),
        JsonValue::Array(items) => items.iter().any(|item| shows_as_value(item, name)),
        _ => false,
    }
}

/// Says which fields were not taken for the body.
pub(super) fn report_apart(fields: &[(&FieldClaim, Apart)], diagnostics: &mut Vec<Diagnostic>) {
    for (field, why) in fields {
        let Some(heading) = &field.under else { continue };
        let what = match why {
            Apart::Header => "a header",
            Apart::Term => "a term that is explained",
        };
        let message = format!("`{}` was taken for {what}, not for a field of the body", field.name.value);
        diagnostics.push(
            Diagnostic::at(&rule::NOT_IN_BODY, field.name.span, message)
                .related(heading.span, "by this heading"),
        );
        report_parts(field, diagnostics);
    }
}

fn report_parts(field: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) {
    for part in &field.children {
        let message = format!("`{}` is part of `{}`", part.name.value, field.name.value);
        diagnostics.push(Diagnostic::at(&rule::NOT_IN_BODY, part.name.span, message));
        report_parts(part, diagnostics);
    }
}
