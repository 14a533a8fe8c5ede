//! What the server is to receive, from the model alone.

use super::values::Values;
use docbind::model::{AuthScheme, Location, MediaType, Operation, ParameterStyle, PathPart};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How a client under test signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    Bearer,
    Basic,
}

/// What a call sends, by the names of the pages.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub parameters: BTreeMap<(Location, String), Value>,
    pub body: Option<Value>,
}

/// The three requests that are made of an operation.
pub fn requests<'a>(values: &Values<'a>, operation: &'a Operation) -> Vec<(String, Sent)> {
    let all = |location| {
        let taken =
            operation.parameters.iter().filter(move |p| p.location == location || location == Location::Path);
        taken.map(|p| ((p.location, p.field.name.clone()), values.parameter(p)))
    };
    let every: BTreeMap<_, _> = all(Location::Path).chain(undeclared(operation)).collect();
    let required: BTreeMap<_, _> = every
        .iter()
        .filter(|((location, name), _)| {
            let of = |p: &&docbind::model::Parameter| p.location == *location && p.field.name == *name;
            *location == Location::Path
                || operation.parameters.iter().find(of).is_some_and(|p| p.field.required)
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let mut requests = Vec::new();
    let Some(body) = &operation.request_body else {
        requests.push(("with all parameters".into(), Sent { parameters: every, body: None }));
        requests.push(("with required parameters".into(), Sent { parameters: required, body: None }));
        return requests;
    };
    let example = body.examples.first().map(|example| &example.value);
    let filled = values.filled("body", &body.schema, example);
    let minimal = values.required(&body.schema, &filled);
    for example in &body.examples {
        let value = values.documented(&body.schema, &example.value, &filled);
        let title = format!("with the documented body {:?}", example.label);
        requests.push((title, Sent { parameters: required.clone(), body: Some(value) }));
    }
    requests.insert(0, ("with every field".into(), Sent { parameters: every, body: Some(filled) }));
    requests.insert(1, ("with required fields".into(), Sent { parameters: required, body: Some(minimal) }));
    requests
}

/// Path parameters that the path names and nothing declares: text.
fn undeclared(operation: &Operation) -> impl Iterator<Item = ((Location, String), Value)> {
    let declared = |name: &str| {
        operation.parameters.iter().any(|p| p.location == Location::Path && p.field.name == name)
    };
    let names = operation.path.parameters().filter(move |name| !declared(name));
    names.map(|name| ((Location::Path, name.to_owned()), format!("{name}/é ?#%2F&+=").into()))
}

/// Whether an operation takes a scheme by itself.
pub fn takes(operation: &Operation, scheme: AuthScheme) -> bool {
    operation.authentication.iter().flatten().any(|of| *of == scheme.clone().into())
}

/// The `Wanted` of the tests, as Rust.
pub fn wanted(operation: &Operation, sent: &Sent, credentials: Credentials) -> Result<String, String> {
    let (path, mut query) = path(operation, sent)?;
    let mut headers = Vec::new();
    for parameter in &operation.parameters {
        let name = &parameter.field.name;
        let Some(value) = sent.parameters.get(&(parameter.location, name.clone())) else { continue };
        match (parameter.location, value) {
            (Location::Path, _) => {}
            (Location::Query, value) => push_query(&mut query, name, value, parameter.style),
            (Location::Header, Value::Array(_)) | (Location::Cookie, _) => {
                return Err(format!("`{name}`: header lists and cookies are not covered by the wire tests"));
            }
            (Location::Header, value) => headers.push((name.to_ascii_lowercase(), plain(value))),
        }
    }
    match credentials {
        Credentials::Bearer if takes(operation, AuthScheme::Bearer) => {
            headers.push(("authorization".into(), "Bearer s3cret-token".into()));
        }
        Credentials::Basic if takes(operation, AuthScheme::Basic) => {
            // base64 of "someone@example.com:s3cret-password"
            let encoded = "c29tZW9uZUBleGFtcGxlLmNvbTpzM2NyZXQtcGFzc3dvcmQ=";
            headers.push(("authorization".into(), format!("Basic {encoded}")));
        }
        _ if !operation.is_authenticated() => {}
        _ => return Err("it authenticates in a way that the wire tests do not cover".into()),
    }
    let body = match (&operation.request_body, &sent.body) {
        (Some(body), Some(value)) if body.omitted && *value == serde_json::json!({}) => "Body::None".into(),
        (Some(body), Some(value)) => match &body.media_type {
            MediaType::Json(_) => format!("Body::Json({:?})", value.to_string()),
            MediaType::Form(_) => format!("Body::Form(&{:?})", form(value)),
            other => return Err(format!("bodies of {} are not covered by the wire tests", other.as_str())),
        },
        _ => "Body::None".into(),
    };
    let accept: Vec<&str> = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .filter_map(|response| response.media_type.as_ref().map(MediaType::as_str))
        .collect();
    Ok(format!(
        "Wanted {{ method: {:?}, path: &{path:?}, query: &{query:?}, headers: &{headers:?}, accept: &{accept:?}, \
         body: {body} }}",
        operation.method.as_str(),
    ))
}

/// The segments of the path, decoded, and the pairs of a query that the path holds.
fn path(operation: &Operation, sent: &Sent) -> Result<(Vec<String>, Vec<String>), String> {
    let mut segments = Vec::new();
    let mut query = Vec::new();
    for part in &operation.path.parts {
        match part {
            PathPart::Literal(text) => {
                let (text, fixed) = text.split_once('?').unwrap_or((text, ""));
                query.extend(fixed.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned));
                for (index, segment) in text.split('/').enumerate() {
                    match segments.last_mut() {
                        Some(last) if index == 0 => *last += segment,
                        _ if index == 0 && segment.is_empty() => {}
                        _ => segments.push(segment.to_owned()),
                    }
                }
            }
            PathPart::Parameter(name) => {
                let value = sent.parameters.get(&(Location::Path, name.clone()));
                let value = value.ok_or_else(|| format!("no value for the path parameter `{name}`"))?;
                segments.last_mut().ok_or("the path does not begin with a slash")?.push_str(&plain(value));
            }
        }
    }
    Ok((segments, query))
}

fn push_query(query: &mut Vec<String>, name: &str, value: &Value, style: ParameterStyle) {
    let name = encoded(name);
    match (value, style) {
        (Value::Array(items), ParameterStyle::Repeated) => {
            query.extend(items.iter().map(|item| format!("{name}={}", encoded(&plain(item)))));
        }
        (Value::Array(items), style) => {
            let items: Vec<String> = items.iter().map(|item| encoded(&plain(item))).collect();
            query.push(match style {
                ParameterStyle::Bracketed => format!("{name}=[{}]", items.join(",")),
                _ => format!("{name}={}", items.join(",")),
            });
        }
        (value, _) => query.push(format!("{name}={}", encoded(&plain(value)))),
    }
}

/// The pairs of a form, decoded.
fn form(value: &Value) -> Vec<(String, String)> {
    fn flatten(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
        match value {
            Value::Null => {}
            Value::Array(items) => items.iter().for_each(|item| flatten(name, item, pairs)),
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| flatten(&format!("{name}[{key}]"), value, pairs));
            }
            value => pairs.push((name.to_owned(), plain(value))),
        }
    }
    let mut pairs = Vec::new();
    let members = value.as_object().into_iter().flatten();
    members.for_each(|(name, value)| flatten(name, value, &mut pairs));
    pairs
}

/// A scalar as text.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// RFC 3986: what is not unreserved is escaped, so that no server can take it for something else.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            other => write!(encoded, "%{other:02X}").unwrap(),
        }
    }
    encoded
}
