//! The statuses that claims on responses belong to.

use super::super::draft::Draft;
use crate::dialect::claims::{Claim, ClaimKind};
use crate::model::Status;

/// Whether a sentence anywhere on the page says that the answer is a 204: "Returns `204 No Content`".
pub(super) fn says_no_content(draft: &Draft<'_>) -> bool {
    let texts = draft.find(|kind| match kind {
        ClaimKind::Description(text) | ClaimKind::Remark(text) => Some(text.plain.as_str()),
        _ => None,
    });
    texts.into_iter().any(|(text, _)| text.to_ascii_lowercase().contains("204 no content"))
}

pub(in crate::analysis) fn success_status(draft: &Draft<'_>) -> Status {
    let named = named_statuses(draft).find(|status| status.is_success());
    named.or_else(|| status_in_prose(draft)).unwrap_or(Status::Code(200))
}

/// The success that a sentence on the answer names with its reason: "Returns `201 Created`".
fn status_in_prose(draft: &Draft<'_>) -> Option<Status> {
    let texts = draft.find(|kind| match kind {
        ClaimKind::ResponseProse { status: None, text } => Some(text.plain.to_ascii_lowercase()),
        _ => None,
    });
    let reasons = [("200 ok", 200), ("201 created", 201), ("202 accepted", 202), ("204 no content", 204)];
    texts.into_iter().find_map(|(text, _)| {
        reasons.iter().find(|(reason, _)| text.contains(reason)).map(|(_, status)| Status::Code(*status))
    })
}

fn named_statuses(draft: &Draft<'_>) -> impl Iterator<Item = Status> {
    draft.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::Status { code, .. } => Some(*code),
        ClaimKind::Example(example) if !example.request => example.status,
        _ => None,
    })
}

/// Where examples of failures go that name no status. Where a setting says with which statuses the
/// operation fails, to those that the page shows no body for; otherwise to the one that the page names,
/// or to 400.
pub(in crate::analysis) fn failure_statuses(draft: &Draft<'_>) -> Vec<Status> {
    let mut failures: Vec<Status> = named_statuses(draft).filter(|status| status.is_failure()).collect();
    let told = &draft.settings.error_statuses;
    failures.extend(told.iter().copied().map(Status::Code));
    failures.sort_unstable();
    failures.dedup();
    if !told.is_empty() {
        failures.retain(|status| !is_shown(draft, *status));
        if !failures.is_empty() {
            return failures;
        }
    }
    if let [_] = failures.as_slice() { failures } else { vec![Status::Code(400)] }
}

/// The statuses that a field among the failures is of, where it names none: those that its section names and shows
/// no answer of. `at`: the place of its claim.
pub(super) fn common_failures(draft: &Draft<'_>, at: usize) -> Vec<Status> {
    let level = |claim: &Claim| match &claim.kind {
        ClaimKind::Section { level, .. } => Some(*level),
        _ => None,
    };
    let own = draft.claims[..at].iter().rev().find_map(|claim| level(claim)).unwrap_or(0);
    let section = draft.claims[at..].iter().take_while(|claim| level(claim).is_none_or(|level| level > own));
    let mut named: Vec<Status> = section
        .filter_map(|claim| match &claim.kind {
            ClaimKind::Status { code, .. } if code.is_failure() && !is_shown(draft, *code) => Some(*code),
            _ => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    if named.is_empty() { failure_statuses(draft) } else { named }
}

/// Whether the page shows or lists what an answer with that status holds.
fn is_shown(draft: &Draft<'_>, status: Status) -> bool {
    draft.claims.iter().any(|claim| match &claim.kind {
        ClaimKind::Example(example) => !example.request && example.status == Some(status),
        ClaimKind::ResponseField { status: of, .. } => *of == Some(status),
        _ => false,
    })
}
