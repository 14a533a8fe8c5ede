//! Requests on pages that describe operations, which are of none of the page's: those of a related operation, and
//! those that could not be read.

use super::said::Sayer;
use super::sendable::Sendable;
use super::table::{Reason, Reproduction};
use super::url::split_shown;
use super::{Input, Problem, request};
use crate::dialect::PageOutcome;
use crate::dialect::claims::{Claim, ClaimKind, RequestExampleClaim};

/// The number by which what is said of no operation is told apart.
const NO_OPERATION: usize = usize::MAX;

/// Counts them, and says what cannot be sent.
pub(super) fn check_strays(input: &Input<'_>, reproduction: &mut Reproduction, sayer: &mut Sayer) {
    let known: std::collections::HashSet<*const RequestExampleClaim> = input
        .documented
        .iter()
        .flat_map(|of| &of.requests)
        .map(|request| std::ptr::from_ref(*request))
        .collect();
    let pages = input.pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Endpoint);
    for claim in pages.flat_map(|(_, page)| &page.claims.claims) {
        match &claim.kind {
            ClaimKind::RequestExample(stray) if !known.contains(&std::ptr::from_ref(stray)) => {
                let (operation, problems) = stray_problems(input, stray);
                if let (Some(operation), true) = (operation, problems.is_empty()) {
                    reproduction.sendable.push(Sendable { operation, span: stray.url.span });
                }
                reproduction.requests.count(problems.iter().map(|problem| problem.reason));
                sayer.say(NO_OPERATION, problems);
            }
            ClaimKind::Code { .. } if is_request(input, claim) => {
                let place = input.sources.get(claim.span.source).position(claim.span.start);
                let message = "this request could not be read".to_owned();
                let subject = format!("{}:{}", claim.span.source.0, place.line);
                let problem = Problem::new(Reason::Unread, &subject, claim.span, message);
                reproduction.requests.count([Reason::Unread]);
                sayer.say(NO_OPERATION, vec![problem]);
            }
            _ => {}
        }
    }
}

/// The operation of another page that sends just a request that is none of its own operation: pages show what else
/// there is. What the same page describes is a slip.
pub(super) fn operation_of_other_page(shown: &request::Shown<'_>, problems: &[Problem]) -> Option<usize> {
    let input = shown.input;
    if !problems.iter().any(|problem| matches!(problem.reason, Reason::Verb | Reason::Path)) {
        return None;
    }
    let url = split_shown(&shown.request.url.value);
    let mut others = input.documented.iter().filter(|of| of.span.source != shown.documented.span.source);
    let other = others.find(|documented| {
        input.api.operations.get(documented.operation).is_some_and(|operation| {
            let shown = request::Shown { input, documented, operation, request: shown.request };
            request::is_of(input.api, operation, shown.request, &url)
                && request::request_problems(&shown).is_empty()
        })
    });
    other.map(|documented| documented.operation)
}

/// The operation of a stray request, and what of it that one does not send; of several of its verb and URL, the one that
/// it fits best.
fn stray_problems(input: &Input<'_>, stray: &RequestExampleClaim) -> (Option<usize>, Vec<Problem>) {
    let url = split_shown(&stray.url.value);
    let operations = input.documented.iter().filter_map(|documented| {
        let operation = input.api.operations.get(documented.operation)?;
        request::is_of(input.api, operation, stray, &url).then_some((documented, operation))
    });
    let problems = operations.map(|(documented, operation)| {
        let shown = request::Shown { input, documented, operation, request: stray };
        (Some(documented.operation), request::request_problems(&shown))
    });
    problems.min_by_key(|(_, problems)| problems.len()).unwrap_or_else(|| {
        let url = &stray.url;
        let message =
            format!("no page describes the operation `{} {}`", stray.method.value.as_str(), url.value);
        (None, vec![Problem::new(Reason::NoOperation, &url.value, url.span, message)])
    })
}

/// Whether code from which nothing was read is a command or an HTTP message after all.
fn is_request(input: &Input<'_>, claim: &Claim) -> bool {
    let text = input.sources.get(claim.span.source).slice(claim.span);
    text.lines().any(|line| {
        let line = line.trim_start().trim_start_matches("$ ");
        line.starts_with("curl ") || line.starts_with("curl\t")
    })
}
