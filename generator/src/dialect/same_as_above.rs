//! Operations and responses that are, as their page says, the one above but for a difference.
//!
//! ```text
//! text   = ( "Same as" | "Identical to" | "Equal to" ), [ "the" ], ( "above" | "previous" ), …,
//!          { "not accept", …, "`", name, "`" | { "`", name, "`", … }, "not supported" } ;
//! ```
//!
//! What opens an operation's description says so of the operation: it has what the one above on the page sends and gets
//! back, as far as it has none of its own. What stands under a status says so of the response.

use super::PageReading;
use super::claims::{Claim, ClaimKind, ParameterLocation};
use crate::document::Text;
use crate::model::Status;
use crate::source::SourceId;
use std::collections::BTreeMap;

/// Gives operations and responses what they have as the ones above.
pub(crate) fn follow_same_as_above(pages: &mut [(SourceId, PageReading)]) {
    for (_, page) in pages {
        let claims = &mut page.claims.claims;
        if claims.iter().any(|claim| said_in(claim).is_some()) {
            follow_in_page(claims);
        }
    }
}

fn follow_in_page(claims: &mut Vec<Claim>) {
    let said: Vec<(u32, Text)> =
        claims.iter().filter_map(|claim| Some((claim.operation, said_in(claim)?.clone()))).collect();
    for (operation, text) in said {
        let of_response = claims.iter().find_map(|claim| match &claim.kind {
            ClaimKind::ResponseProse { status, text: own } if *own == text => Some(*status),
            _ => None,
        });
        let copies = match of_response {
            Some(status) => response_above(claims, operation, status),
            None => operation_above(claims, operation, &text),
        };
        claims.extend(copies);
    }
}

/// The text of a claim that says it of an operation or a response.
fn said_in(claim: &Claim) -> Option<&Text> {
    match &claim.kind {
        ClaimKind::Description(text) | ClaimKind::ResponseProse { text, .. } => {
            says_same(&text.plain).then_some(text)
        }
        _ => None,
    }
}

fn says_same(text: &str) -> bool {
    let lower = text.trim_start().get(..40).unwrap_or(text.trim_start()).to_lowercase();
    let rest = ["same as ", "identical to ", "equal to "].iter().find_map(|start| lower.strip_prefix(start));
    rest.map(|rest| rest.strip_prefix("the ").unwrap_or(rest))
        .is_some_and(|rest| rest.starts_with("above") || rest.starts_with("previous"))
}

/// The status that a claim on a response names; `None` for any other claim.
fn status_of(kind: &ClaimKind) -> Option<Option<Status>> {
    match kind {
        ClaimKind::ResponseField { status, .. }
        | ClaimKind::ResponseRecord { status, .. }
        | ClaimKind::OtherAnswer { status, .. }
        | ClaimKind::Events { status, .. } => Some(*status),
        ClaimKind::Example(example) if !example.request => Some(example.status),
        _ => None,
    }
}

/// What a response has as the one above it: the last one of the operation that is described before.
fn response_above(claims: &[Claim], operation: u32, status: Option<Status>) -> Vec<Claim> {
    let of_operation = || claims.iter().filter(|claim| claim.operation == operation);
    if status.is_none() || of_operation().any(|claim| status_of(&claim.kind) == Some(status)) {
        return Vec::new();
    }
    let statuses = of_operation().filter_map(|claim| match claim.kind {
        ClaimKind::Status { code, .. } => Some(code),
        _ => None,
    });
    let Some(above) = statuses.take_while(|code| Some(*code) != status).last() else { return Vec::new() };
    let own = of_operation().filter(|claim| status_of(&claim.kind) == Some(Some(above)));
    own.map(|claim| with_status(claim, status)).collect()
}

fn with_status(claim: &Claim, to: Option<Status>) -> Claim {
    let mut copy = claim.clone();
    match &mut copy.kind {
        ClaimKind::ResponseField { status, .. }
        | ClaimKind::ResponseRecord { status, .. }
        | ClaimKind::OtherAnswer { status, .. }
        | ClaimKind::Events { status, .. } => *status = to,
        ClaimKind::Example(example) => example.status = to,
        _ => {}
    }
    copy
}

/// What an operation has as the one above it.
fn operation_above(claims: &[Claim], operation: u32, text: &Text) -> Vec<Claim> {
    let mut starts: BTreeMap<u32, u32> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| matches!(claim.kind, ClaimKind::Endpoint(_))) {
        starts.entry(claim.operation).or_insert(claim.span.start);
    }
    let Some(start) = starts.get(&operation) else { return Vec::new() };
    let before = starts.iter().filter(|(_, at)| *at < start).max_by_key(|(_, at)| **at);
    let Some((&above, _)) = before else { return Vec::new() };
    let is_own = |test: fn(&ClaimKind) -> bool| {
        claims.iter().any(|claim| claim.operation == operation && test(&claim.kind))
    };
    let (responds, sends) = (is_own(is_of_response), is_own(is_sent));
    let not_accepted = names_not_accepted(&text.markdown);
    let is_left_out = |kind: &ClaimKind| match kind {
        ClaimKind::Parameter { field, .. } => not_accepted.contains(&field.name.value.as_str()),
        _ => false,
    };
    let theirs = claims.iter().filter(|claim| claim.operation == above && !is_left_out(&claim.kind));
    theirs
        .filter(|claim| (!responds && is_of_response(&claim.kind)) || (!sends && is_sent(&claim.kind)))
        .map(|claim| Claim { operation, ..claim.clone() })
        .collect()
}

pub(super) fn is_of_response(kind: &ClaimKind) -> bool {
    status_of(kind).is_some() || matches!(kind, ClaimKind::Status { .. })
}

pub(super) fn is_sent(kind: &ClaimKind) -> bool {
    match kind {
        ClaimKind::Parameter { location, .. } => {
            matches!(location, ParameterLocation::Body | ParameterLocation::Query)
        }
        ClaimKind::MediaType(_) => true,
        _ => false,
    }
}

/// The names in code of which a text says that they are not accepted, or not supported.
pub(super) fn names_not_accepted(markdown: &str) -> Vec<&str> {
    let behind = markdown.split("not accept").skip(1);
    let mut names: Vec<&str> =
        behind.filter_map(|rest| rest.split(['.', ';', ',']).next()?.split('`').nth(1)).collect();
    for sentence in markdown.split(". ") {
        if let Some((before, _)) = sentence.split_once(" not supported") {
            names.extend(before.split('`').skip(1).step_by(2));
        }
    }
    names
}
