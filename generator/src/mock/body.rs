//! What is wrong with the body of a request.

use super::Mock;
use super::check::{covers, header};
use super::multipart::read_multipart;
use super::problem::{Fault, Problem};
use super::written::{nested, pairs, read_pairs, typed};
use crate::model::{MediaType, Operation, ParameterStyle, RequestBody, SchemaKind};
use crate::validation::{Step, Validator, Violation};
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

type Styles = BTreeMap<String, ParameterStyle>;

/// A problem where the body cannot be read; else what is wrong with its parts.
pub(super) fn check_body(
    mock: &Mock,
    operation: &Operation,
    request: &Request<Bytes>,
) -> Result<Vec<Fault>, Problem> {
    let Some(body) = &operation.request_body else { return Ok(Vec::new()) };
    let validator = mock.validator();
    if request.body().is_empty() {
        return Ok(check_missing(validator, body));
    }
    let (encoding, styles) = encoding(body, request)?;
    let text = || String::from_utf8_lossy(request.body());
    let value = match encoding {
        MediaType::Json(_) => match serde_json::from_slice(request.body()) {
            Ok(value) => value,
            Err(error) => return Ok(vec![invalid_json(&error.to_string())]),
        },
        MediaType::JsonLines(_) => return Ok(check_lines(validator, body, &text())),
        MediaType::Form(_) => read_form(validator, body, styles, &text()),
        MediaType::Multipart => {
            let content_type = header(request, CONTENT_TYPE.as_str()).unwrap_or_default();
            let Some(parts) = read_multipart(&content_type, request.body()) else {
                return Ok(vec![Fault::whole(
                    "body",
                    "",
                    "is not in parts: the boundary is missing or wrong",
                )]);
            };
            typed(validator, &body.schema, Value::Object(parts))
        }
        MediaType::Text(_) | MediaType::Binary(_) | MediaType::EventStream(_) => return Ok(Vec::new()),
    };
    Ok(validator.value(&body.schema, &value).iter().map(Fault::of_body).collect())
}

/// Nothing came. That is as well where nothing must, or where an empty object fits and is not sent.
fn check_missing(validator: Validator<'_>, body: &RequestBody) -> Vec<Fault> {
    let form = matches!(body.media_type, MediaType::Form(_) | MediaType::Multipart);
    if body.omitted || form {
        return validator.value(&body.schema, &json!({})).iter().map(Fault::of_body).collect();
    }
    match body.required {
        true => vec![Fault::whole("body", "", "is required, and there is none")],
        false => Vec::new(),
    }
}

/// Which of the documented encodings the body has.
fn encoding<'b>(
    body: &'b RequestBody,
    request: &Request<Bytes>,
) -> Result<(&'b MediaType, &'b Styles), Problem> {
    let sent = header(request, CONTENT_TYPE.as_str()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let others = body.other_encodings.iter().map(|of| (&of.media_type, &of.styles));
    let documented: Vec<_> = [(&body.media_type, &body.styles)].into_iter().chain(others).collect();
    let is_sent = |of: &MediaType| of.essence().is_empty() || covers(of.essence(), &essence);
    if let Some(found) = documented.iter().find(|(of, _)| is_sent(of)) {
        return Ok(*found);
    }
    let taken =
        documented.iter().map(|(of, _)| format!("`{}`", of.as_str())).collect::<Vec<_>>().join(" or ");
    let is =
        if essence.is_empty() { "it has no `Content-Type`".to_owned() } else { format!("it is `{essence}`") };
    Err(Problem::new(415, format!("the body must be {taken}, and {is}")))
}

fn invalid_json(error: &str) -> Fault {
    Fault::whole("body", "", format!("is invalid JSON: {error}"))
}

/// A JSON text on each line; the schema is that of one.
fn check_lines(validator: Validator<'_>, body: &RequestBody, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Err(error) => faults.push(invalid_json(&format!("line {}: {error}", at + 1))),
            Ok(value) => faults.extend(validator.value(&body.schema, &value).into_iter().map(|mut of| {
                of.path.insert(0, Step::Item(at));
                Fault::of_body(&Violation { path: of.path, message: of.message })
            })),
        }
    }
    faults
}

/// The fields of an urlencoded form, and whatever stands beside them.
fn read_form(validator: Validator<'_>, body: &RequestBody, styles: &Styles, text: &str) -> Value {
    let pairs = pairs(text);
    let (kind, _) = validator.resolve(&body.schema);
    let mut members = Map::new();
    if let SchemaKind::Object(object) = kind {
        for field in &object.fields {
            let style = styles.get(&field.name).copied().unwrap_or(ParameterStyle::Deep);
            let value = read_pairs(validator, &field.schema, style, &field.name, &pairs);
            members.extend(value.map(|value| (field.name.clone(), value)));
        }
    }
    for pair in &pairs {
        let name = pair.name();
        let name = name.split('[').next().unwrap_or_default();
        if !members.contains_key(name) {
            members.extend(nested(&pairs, name, false).map(|value| (name.to_owned(), value)));
        }
    }
    typed(validator, &body.schema, Value::Object(members))
}
