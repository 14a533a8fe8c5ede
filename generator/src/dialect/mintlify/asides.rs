//! Examples beside the matter: JSON under a heading of its own, such as "Settings" or "What we post to you",
//! may show the request, the answer or something else. What fields it has tells.

use crate::dialect::claims::{Claim, ClaimKind, FieldClaim};
use crate::document::{Json, JsonValue};
use std::collections::{BTreeMap, BTreeSet};

/// Sorts the examples at `asides`: to the request or to the answer, by the list of their operation that has most of
/// their fields. What fits neither is code from which nothing is read.
pub(super) fn settle_asides(claims: &mut [Claim], asides: &[usize]) {
    let failures = claims.iter().enumerate().filter(|(_, claim)| is_failure(claim)).map(|(at, _)| at);
    let judged: BTreeSet<usize> = failures.chain(asides.iter().copied()).collect();
    let operations: BTreeSet<u32> = judged.iter().map(|at| claims[*at].operation).collect();
    let aside: BTreeSet<usize> = asides.iter().copied().collect();
    let mut lists: BTreeMap<u32, Lists> = operations.into_iter().map(|of| (of, Lists::default())).collect();
    for (at, claim) in claims.iter().enumerate() {
        // What is said of the page as a whole is of each operation.
        let of = if claim.operation == 0 {
            lists.range_mut(..)
        } else {
            lists.range_mut(claim.operation..=claim.operation)
        };
        of.for_each(|(_, lists)| lists.add(claim, aside.contains(&at)));
    }
    for at in judged {
        let claim = &mut claims[at];
        let Some(lists) = lists.get(&claim.operation) else { continue };
        if let ClaimKind::Example(example) = &mut claim.kind
            && let Some(json) = example.json.as_ref().filter(|_| example.failure)
        {
            // "Failed" may be the state of what the answer is about, and the answer a good one.
            example.failure = says_failure(json) || share(json, &lists.answered) < 0.5;
        }
        if aside.contains(&at) {
            lists.settle(claim);
        }
    }
}

fn is_failure(claim: &Claim) -> bool {
    matches!(&claim.kind, ClaimKind::Example(example) if example.failure)
}

/// What an operation lists of what is sent and of what comes back.
#[derive(Default)]
struct Lists {
    sent: BTreeSet<String>,
    answered: BTreeSet<String>,
    /// Whether an example is one of the answer by its place.
    shows_answer: bool,
}

impl Lists {
    fn add(&mut self, claim: &Claim, aside: bool) {
        match &claim.kind {
            ClaimKind::Parameter { field, .. } => collect_names(field, &mut self.sent),
            ClaimKind::ResponseField { field, .. } => collect_names(field, &mut self.answered),
            ClaimKind::Example(example) => self.shows_answer |= !example.request && !aside,
            _ => {}
        }
    }

    /// Settles what an example beside the matter is one of.
    fn settle(&self, claim: &mut Claim) {
        match &mut claim.kind {
            ClaimKind::Example(example) => {
                let fit = |names| example.json.as_ref().map_or(0.0, |json| share(json, names));
                let (request, answer) = (fit(&self.sent), fit(&self.answered));
                let settled = match () {
                    () if request >= 0.5 && request > answer => Some(true),
                    () if answer >= 0.5 => Some(false),
                    // No list says otherwise.
                    () if self.answered.is_empty() && !self.shows_answer => Some(example.request),
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
