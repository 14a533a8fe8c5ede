//! What the pages show of each operation: the requests and the answers that the
//! [`reproduction`](crate::reproduction) stage holds against the closed model.

use super::draft::Draft;
use super::endpoint::request_examples;
use super::response::{failure_statuses, success_status};
use crate::dialect::claims::{Claim, ClaimKind, ExampleClaim, RequestExampleClaim};
use crate::document::Json;
use crate::model::{Method, Operation, Place, Status};
use crate::source::Span;
use std::collections::BTreeMap;

/// What one page shows of one operation.
#[derive(Debug)]
pub struct Documented<'a> {
    /// Its place in [`Api::operations`](crate::model::Api::operations).
    pub operation: usize,
    /// Where the page states verb and path.
    pub span: Span,
    /// All that the page says of it.
    pub claims: Vec<&'a Claim>,
    /// The requests, as commands and HTTP messages.
    pub requests: Vec<&'a RequestExampleClaim>,
    /// The request bodies that stand by themselves.
    pub bodies: Vec<&'a Json>,
    /// The answers.
    pub answers: Vec<ShownAnswer<'a>>,
}

impl Documented<'_> {
    /// Whether a request is the line that states the operation.
    pub fn is_stated_by(&self, request: &RequestExampleClaim) -> bool {
        request.is_bare() && self.span.contains(request.url.span)
    }
}

/// An answer that a page shows.
#[derive(Clone, Copy, Debug)]
pub struct ShownAnswer<'a> {
    /// The status that it was taken for.
    pub status: Status,
    /// What is shown.
    pub claim: &'a ExampleClaim,
    /// The block that shows it.
    pub span: Span,
}

/// What the drafts show, before they become operations.
pub(super) fn collect_documented<'a>(drafts: &[Draft<'a>]) -> Vec<(Place, Method, Documented<'a>)> {
    let kept = drafts.iter().filter(|draft| !draft.settings.skip);
    let collected = kept.filter_map(|draft| {
        let method = draft.endpoint.as_ref()?.method;
        let documented = Documented {
            operation: usize::MAX,
            span: draft.span(),
            claims: draft.claims.clone(),
            requests: request_examples(draft),
            bodies: bodies(draft),
            answers: answers(draft),
        };
        Some((draft.place(), method, documented))
    });
    collected.collect()
}

/// Gives what the drafts show to the operations that they became.
pub(super) fn close_documented<'a>(
    collected: Vec<(Place, Method, Documented<'a>)>,
    operations: &[Operation],
) -> Vec<Documented<'a>> {
    let mut at: BTreeMap<(&str, &Place), usize> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        for place in operation.places() {
            at.entry((operation.method.as_str(), place)).or_insert(index);
        }
    }
    let closed = collected.into_iter().filter_map(|(place, method, documented)| {
        Some(Documented { operation: *at.get(&(method.as_str(), &place))?, ..documented })
    });
    closed.collect()
}

fn bodies<'a>(draft: &Draft<'a>) -> Vec<&'a Json> {
    let shown = draft.find(|kind| match kind {
        ClaimKind::Example(example) if example.request => example.json.as_ref(),
        _ => None,
    });
    shown.map(|(json, _)| json).collect()
}

fn answers<'a>(draft: &Draft<'a>) -> Vec<ShownAnswer<'a>> {
    let shown = draft.find(|kind| match kind {
        ClaimKind::Example(example) if !example.request => Some(example),
        _ => None,
    });
    let (failures, success) = (failure_statuses(draft), success_status(draft));
    let mut answers = Vec::new();
    for (example, span) in shown {
        let statuses = match example.status {
            Some(status) => vec![status],
            None if example.failure => failures.clone(),
            None => vec![success],
        };
        answers.extend(statuses.into_iter().map(|status| ShownAnswer { status, claim: example, span }));
    }
    answers
}
