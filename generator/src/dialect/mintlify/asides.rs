//! Examples beside the matter: JSON under a heading of its own, such as "Settings" or "What we post to you",
//! may show the request, the answer or something else. What fields it has tells.

use crate::dialect::claims::{Claim, ClaimKind, FieldClaim};
use crate::document::{Json, JsonValue};
use std::collections::BTreeSet;

/// Sorts the examples at `asides`: to the request or to the answer, by the list that has most of their
/// fields. What fits neither is code from which nothing is read.
pub(super) fn settle_asides(claims: &mut [Claim], asides: &[usize]) {
    let fails = |claim: &Claim| matches!(&claim.kind, ClaimKind::Example(example) if example.failure);
    if asides.is_empty() && !claims.iter().any(fails) {
        return;
    }
    let names = |answer: bool| -> BTreeSet<String> {
        let fields = claims.iter().filter_map(|claim| match &claim.kind {
            ClaimKind::ResponseField { field, .. } => Some(field).filter(|_| answer),
            ClaimKind::Parameter { field, .. } => Some(field).filter(|_| !answer),
            _ => None,
        });
        let mut names = BTreeSet::new();
        fields.for_each(|field| collect_names(field, &mut names));
        names
    };
    let (sent, answered) = (names(false), names(true));
    let indices: BTreeSet<usize> = asides.iter().copied().collect();
    for claim in claims.iter_mut() {
        let ClaimKind::Example(example) = &mut claim.kind else { continue };
        let Some(json) = example.json.as_ref().filter(|_| example.failure) else { continue };
        // "Failed" may be the state of what the answer is about, and the answer a good one.
        example.failure = says_failure(json) || share(json, &answered) < 0.5;
    }
    let answers = claims.iter().enumerate().any(|(index, claim)| {
        matches!(&claim.kind, ClaimKind::Example(e) if !e.request) && !indices.contains(&index)
    });
    for &index in asides {
        let claim = &mut claims[index];
        match &mut claim.kind {
            ClaimKind::Example(example) => {
                let fit = |names| example.json.as_ref().map_or(0.0, |json| share(json, names));
                let (request, answer) = (fit(&sent), fit(&answered));
                let settled = match () {
                    () if request >= 0.5 && request > answer => Some(true),
                    () if answer >= 0.5 => Some(false),
                    // No list says otherwise.
                    () if answered.is_empty() && !answers => Some(example.request),
                    () if example.status.is_some() => Some(false),
                    () if example.json.as_ref().is_some_and(says_failure) => Some(false),
                    () => None,
                };
                match settled {
                    Some(request) => {
                        example.request = request;
                        example.failure &= !request;
                    }
                    None => claim.kind = ClaimKind::Code { language: "json".to_owned() },
                }
            }
            ClaimKind::RequestExample(example) => example.aside = true,
            _ => {}
        }
    }
}

/// The names of a field and of those below it, each step of a dotted name by itself.
pub(super) fn collect_names(field: &FieldClaim, names: &mut BTreeSet<String>) {
    let steps = field.name.value.split('.');
    names.extend(steps.map(|step| step.trim_end_matches("[]").to_owned()).filter(|step| !step.is_empty()));
    field.children.iter().for_each(|child| collect_names(child, names));
}

/// How much of an object a list has, from 0 to 1: that of the object itself, of the first item, or of what a
/// small envelope holds.
pub(super) fn share(json: &Json, names: &BTreeSet<String>) -> f64 {
    match &json.value {
        JsonValue::Object(members) if !members.is_empty() => {
            let known = members.iter().filter(|(name, _)| names.contains(&name.value)).count();
            let own = known as f64 / members.len() as f64;
            let inner = members.iter().filter(|_| members.len() <= 4).map(|(_, value)| match &value.value {
                JsonValue::Object(_) | JsonValue::Array(_) => share(value, names),
                _ => 0.0,
            });
            inner.fold(own, f64::max)
        }
        JsonValue::Array(items) => items.first().map_or(0.0, |item| share(item, names)),
        _ => 0.0,
    }
}

/// Whether an answer says by itself that it is one of a failure.
pub(super) fn says_failure(json: &Json) -> bool {
    let JsonValue::Object(members) = &json.value else { return false };
    let member =
        |name: &str| members.iter().find(|(key, _)| key.value == name).map(|(_, value)| &value.value);
    let is_word = |value: Option<&JsonValue>, word: &str| matches!(value, Some(JsonValue::String(s)) if s.eq_ignore_ascii_case(word));
    let holds = |value: Option<&JsonValue>| match value {
        Some(JsonValue::Object(members)) => !members.is_empty(),
        Some(JsonValue::Array(items)) => !items.is_empty(),
        _ => false,
    };
    let no_data = matches!(member("data"), None | Some(JsonValue::Null));
    let refused = matches!(member("success"), Some(JsonValue::Bool(false)));
    is_word(member("status"), "error")
        || (refused && no_data)
        || (holds(member("errors")) && no_data)
        || (matches!(member("error"), Some(JsonValue::Object(_) | JsonValue::String(_)))
            && no_data
            && members.len() <= 3)
}
