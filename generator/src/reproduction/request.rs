//! Whether a method can send a documented request.

use super::body::body_problems;
use super::credentials::credential_problems;
use super::headers::header_problems;
use super::query::query_problems;
use super::table::Reason;
use super::text_value::is_written_so;
use super::url::{ShownUrl, UrlFault, match_url, may_match, split_shown};
use super::{Input, Problem};
use crate::analysis::Documented;
use crate::dialect::claims::{ParameterLocation, RequestExampleClaim};
use crate::model::{Api, Location, Operation};

/// A documented request and the method that should send it.
pub(super) struct Shown<'a> {
    pub input: &'a Input<'a>,
    /// What the operation's page says of it.
    pub documented: &'a Documented<'a>,
    pub operation: &'a Operation,
    pub request: &'a RequestExampleClaim,
}

/// What of a request the method does not send. A request of another verb or path is another operation's: no more is
/// said of it.
pub(super) fn request_problems(shown: &Shown<'_>) -> Vec<Problem> {
    let url = split_shown(&shown.request.url.value);
    let mut problems = line_problems(shown, &url);
    if problems.iter().any(|problem| matches!(problem.reason, Reason::Verb | Reason::Path)) {
        return problems;
    }
    problems.extend(query_problems(shown, url.query));
    problems.extend(header_problems(shown));
    problems.extend(credential_problems(shown));
    problems.extend(body_problems(shown));
    if shown.request.is_bare() {
        problems.retain(|problem| !problem.reason.is_missing());
    }
    problems
}

/// Whether an operation is the one that a request without one of its own is about; `url` is the request's.
pub(super) fn is_of(
    api: &Api,
    operation: &Operation,
    request: &RequestExampleClaim,
    url: &ShownUrl<'_>,
) -> bool {
    operation.method == request.method.value
        && may_match(operation, url)
        && match_url(base_url(api, operation), operation, url).is_ok()
}

/// Where the method sends its requests, before the path.
pub(super) fn base_url<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a str> {
    operation.base_url.as_deref().or(api.base_url.as_deref())
}

fn line_problems(shown: &Shown<'_>, url: &ShownUrl<'_>) -> Vec<Problem> {
    let Shown { input, documented, operation, request } = shown;
    let mut problems = Vec::new();
    let stated = format!("`{} {}` is stated here", operation.method.as_str(), operation.path);
    if request.method.value != operation.method {
        let (sent, own) = (request.method.value.as_str(), operation.method.as_str());
        let message = format!("this request is a {sent}, the operation a {own}");
        problems.push(
            Problem::new(Reason::Verb, sent, request.method.span, message).related(documented.span, &stated),
        );
    }
    let base = base_url(input.api, operation);
    match match_url(base, operation, url) {
        Ok(values) => problems.extend(path_value_problems(shown, &values)),
        Err(UrlFault::Host) => {
            let message = format!(
                "this request goes to `{}{}`, the operation to `{}{}`",
                url.host.unwrap_or_default(),
                url.path,
                base.unwrap_or_default(),
                operation.path
            );
            let subject = url.host.unwrap_or_default();
            let problem = Problem::new(Reason::Host, subject, request.url.span, message);
            problems.push(problem.related(documented.span, &stated));
        }
        Err(fault @ (UrlFault::Empty | UrlFault::Raw)) => {
            let (reason, what) = match fault {
                UrlFault::Empty => (Reason::PathEmpty, "leaves the last part of the path empty"),
                _ => (Reason::PathRaw, "has a URL in its path, slashes and all"),
            };
            let problem = Problem::new(reason, url.path, request.url.span, format!("this request {what}"));
            problems.push(problem.related(documented.span, &stated));
        }
        Err(UrlFault::Path) => {
            let message = format!("this request calls `{}`, the operation `{}`", url.path, operation.path);
            let problem = Problem::new(Reason::Path, url.path, request.url.span, message);
            problems.push(problem.related(documented.span, &stated));
        }
    }
    problems
}

fn path_value_problems(shown: &Shown<'_>, values: &[(String, &str)]) -> Vec<Problem> {
    let Shown { input, documented, operation, request } = shown;
    let misfits = values.iter().filter_map(|(name, value)| {
        let mut parameters = operation.parameters.iter();
        let parameter = parameters.find(|of| of.location == Location::Path && of.field.name == *name)?;
        let text = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        if is_written_so(input.types(), &parameter.field.schema, &text) {
            return None;
        }
        let message = format!("`{text}` is not a value of `{name}` in the path");
        let problem = Problem::new(Reason::PathValue, name, request.url.span, message);
        Some(problem.declared(documented, ParameterLocation::Path, name))
    });
    misfits.collect()
}
