//! What is wrong with a request.

use super::Mock;
use super::body::check_body;
use super::credentials::check_credentials;
use super::problem::{Fault, Problem};
use super::route::Found;
use super::written::{Pair, pairs, read_pairs, read_text};
use crate::model::{Location, MediaType, Operation, Parameter};
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::{ACCEPT, COOKIE};
use serde_json::Value;

/// Says what is wrong with a request: first with its credentials, then with what it takes and gives, then with all of
/// its parts.
pub(super) fn check_request(mock: &Mock, found: &Found<'_>, request: &Request<Bytes>) -> Result<(), Problem> {
    let operation = found.operation;
    check_credentials(operation, mock.options.credentials.as_deref(), request)?;
    check_accept(operation, request)?;
    let query = pairs(request.uri().query().unwrap_or_default());
    let mut faults = Vec::new();
    for parameter in &operation.parameters {
        check_parameter(mock, found, parameter, &query, request, &mut faults);
    }
    faults.extend(check_body(mock, operation, request)?);
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Problem::of_faults(invalid_status(operation), faults)),
    }
}

/// The status for what does not fit: 422 where the pages have that for it, else 400.
fn invalid_status(operation: &Operation) -> u16 {
    let has = |code: u16| operation.responses.iter().any(|of| of.status == code);
    if has(422) && !has(400) { 422 } else { 400 }
}

fn check_parameter(
    mock: &Mock,
    found: &Found<'_>,
    parameter: &Parameter,
    query: &[Pair<'_>],
    request: &Request<Bytes>,
    faults: &mut Vec<Fault>,
) {
    let (validator, field, style) = (mock.validator(), &parameter.field, parameter.style);
    let of_text = |text: &str| read_text(validator, &field.schema, style, text);
    let (location, value): (_, Option<Value>) = match parameter.location {
        Location::Path => {
            let value = found.values.iter().find(|(name, _)| *name == field.name);
            ("path", value.map(|(_, text)| of_text(text)))
        }
        Location::Query => ("query", read_pairs(validator, &field.schema, style, &field.name, query)),
        Location::Header => ("header", header(request, &field.name).map(|text| of_text(&text))),
        Location::Cookie => ("cookie", cookie(request, &field.name).map(|text| of_text(&text))),
    };
    match value {
        Some(value) => {
            let wrong = validator.field(field, &value);
            faults.extend(wrong.iter().map(|of| Fault::of_parameter(location, &field.name, of)));
        }
        // Of a placeholder that no page lists, any value is right.
        None if field.required && parameter.location != Location::Path => {
            faults.push(Fault::whole(location, &field.name, "is required"));
        }
        None => {}
    }
}

/// A header as text; several lines are one list (RFC 9110, section 5.3).
pub(super) fn header(request: &Request<Bytes>, name: &str) -> Option<String> {
    let values = request.headers().get_all(name).iter();
    let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

pub(super) fn cookie(request: &Request<Bytes>, name: &str) -> Option<String> {
    let all = request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(own, _)| *own == name)
        .map(|(_, value)| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// Whether the client takes what the operation gives (RFC 9110, section 12.5.1).
fn check_accept(operation: &Operation, request: &Request<Bytes>) -> Result<(), Problem> {
    let Some(accepted) = header(request, ACCEPT.as_str()) else { return Ok(()) };
    let given = operation.responses.iter().filter(|of| of.status.is_success());
    let given: Vec<&MediaType> = given.filter_map(|of| of.media_type.as_ref()).collect();
    let takes = |range: &str| {
        let range = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let asked_for =
            operation.accept.as_deref().is_some_and(|own| own.to_ascii_lowercase().contains(&range));
        range == "*/*" || asked_for || given.iter().any(|of| covers(&range, of.essence()))
    };
    if given.is_empty() || accepted.trim().is_empty() || accepted.split(',').any(takes) {
        return Ok(());
    }
    let given = given.iter().map(|of| format!("`{}`", of.as_str())).collect::<Vec<_>>().join(", ");
    Err(Problem::new(406, format!("the response is {given}, which `Accept: {accepted}` does not take")))
}

/// Whether a media range, such as `image/*`, is of a media type.
pub(super) fn covers(range: &str, essence: &str) -> bool {
    range == essence
        || range == "*/*"
        || range
            .strip_suffix("/*")
            .is_some_and(|family| essence.strip_prefix(family).is_some_and(|rest| rest.starts_with('/')))
}
