//! Whether a method can send documented headers, but for credentials and the media type of the body.

use super::Problem;
use super::request::Shown;
use super::table::Reason;
use super::text_value::is_written_so;
use crate::dialect::claims::ParameterLocation;
use crate::model::{Location, MediaType, Parameter};

/// What the transport sets, and what `body` and `credentials` look at.
const ELSEWHERE: [&str; 7] = [
    "content-type",
    "content-length",
    "host",
    "user-agent",
    "connection",
    "accept-encoding",
    "authorization",
];

/// What of the headers the method does not send.
pub(super) fn header_problems(shown: &Shown<'_>) -> Vec<Problem> {
    let span = shown.request.url.span;
    let mut problems = Vec::new();
    for (name, value) in &shown.request.headers {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "accept" => problems.extend(accept_problem(shown, value)),
            "cookie" => problems.extend(cookie_problems(shown, value)),
            lower if ELSEWHERE.contains(&lower) => {}
            _ if super::credentials::is_key(shown, Location::Header, name) => {}
            _ => match parameter(shown, Location::Header, name) {
                Some(parameter) if !is_written_so(shown.input.types(), &parameter.field.schema, value) => {
                    let message = format!("`{value}` is not a value of the header `{name}`");
                    let problem = Problem::new(Reason::HeaderValue, name, span, message);
                    problems.push(problem.declared(shown.documented, ParameterLocation::Header, name));
                }
                Some(_) => {}
                None => problems.push(unknown(shown, name)),
            },
        }
    }
    problems.extend(missing(shown));
    problems
}

fn unknown(shown: &Shown<'_>, name: &str) -> Problem {
    let message = format!("the operation has no header `{name}`");
    let problem = Problem::new(Reason::HeaderUnknown, name, shown.request.url.span, message);
    problem.related(shown.documented.span, "the operation is stated here")
}

/// Required headers that the request leaves out.
fn missing<'a>(shown: &'a Shown<'_>) -> impl Iterator<Item = Problem> + 'a {
    let required =
        shown.operation.parameters.iter().filter(|of| {
            of.location == Location::Header && of.field.required && !of.field.name.contains('*')
        });
    let absent = required.filter(|of| {
        let mut sent = shown.request.headers.iter();
        !sent.any(|(name, _)| name.eq_ignore_ascii_case(&of.field.name))
    });
    absent.map(|of| {
        let name = &of.field.name;
        let message = format!("this request leaves out the header `{name}`");
        let problem = Problem::new(Reason::HeaderMissing, name, shown.request.url.span, message);
        problem.declared(shown.documented, ParameterLocation::Header, name)
    })
}

/// The parameter of a name, or the wildcard that stands for it.
fn parameter<'a>(shown: &Shown<'a>, location: Location, name: &str) -> Option<&'a Parameter> {
    let stands_for = |wildcard: &str| {
        let start = wildcard.split('*').next().unwrap_or_default();
        wildcard.contains('*') && name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
    };
    let mut parameters = shown.operation.parameters.iter().filter(|of| of.location == location);
    parameters.find(|of| of.field.name.eq_ignore_ascii_case(name) || stands_for(&of.field.name))
}

fn cookie_problems(shown: &Shown<'_>, value: &str) -> Vec<Problem> {
    let names = value.split(';').filter_map(|pair| Some(pair.split_once('=')?.0.trim()));
    let unknown = names.filter(|name| {
        parameter(shown, Location::Cookie, name).is_none()
            && !super::credentials::is_key(shown, Location::Cookie, name)
            && parameter(shown, Location::Header, "cookie").is_none()
    });
    unknown
        .map(|name| {
            let message = format!("the operation has no cookie `{name}`");
            let problem = Problem::new(Reason::HeaderUnknown, name, shown.request.url.span, message);
            problem.related(shown.documented.span, "the operation is stated here")
        })
        .collect()
}

/// An `Accept` that what the method sends does not cover.
fn accept_problem(shown: &Shown<'_>, value: &str) -> Option<Problem> {
    let sent = accepts(shown);
    let covers = |range: &str| {
        let range = essence(range);
        sent.iter().any(|own| *own == "*/*" || *own == range) || range == "*/*" || range == "application/*"
    };
    if value.split(',').any(covers) || super::stand_ins::is_stand_in(value) {
        return None;
    }
    let message = format!("this request accepts `{value}`, the client `{}`", sent.join(", "));
    let problem = Problem::new(Reason::Accept, value, shown.request.url.span, message);
    Some(problem.related(shown.documented.span, "the operation is stated here"))
}

/// What the method accepts: what the page says, or what its successful responses are.
fn accepts(shown: &Shown<'_>) -> Vec<String> {
    if let Some(own) = shown.operation.accepts() {
        return own.split(',').map(essence).collect();
    }
    let well = shown.operation.responses.iter().filter(|response| response.status.is_success());
    let is_json = |media: &MediaType| media.is_json();
    let types = well.map(|response| match response.media_type.as_ref().is_some_and(is_json) {
        true => "application/json".to_owned(),
        false => "*/*".to_owned(),
    });
    let types: Vec<String> = types.collect();
    if types.is_empty() { vec!["*/*".to_owned()] } else { types }
}

/// A range of media types without its parameters.
fn essence(range: &str) -> String {
    range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
