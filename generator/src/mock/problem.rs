//! What is wrong with a request, as problem details (RFC 9457).

use crate::validation::Violation;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

/// A request that is refused.
#[derive(Debug)]
pub(super) struct Problem {
    status: u16,
    detail: String,
    headers: Vec<(HeaderName, String)>,
    /// What is wrong with its parts.
    pub(super) faults: Vec<Fault>,
}

/// A part of a request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// `path`, `query`, `header`, `cookie` or `body`.
    location: &'static str,
    /// The part for people: `lines[0].price`; empty for a whole body.
    field: String,
    /// The part of a body as a JSON Pointer.
    pointer: Option<String>,
    message: String,
}

impl Fault {
    /// A fault of a parameter, `of` being what is wrong within its value.
    pub(super) fn of_parameter(location: &'static str, name: &str, of: &Violation) -> Self {
        let within = of.field();
        let dot = if within.is_empty() || within.starts_with('[') { "" } else { "." };
        Fault { location, field: format!("{name}{dot}{within}"), pointer: None, message: of.message.clone() }
    }

    /// A parameter or body that is wrong as a whole.
    pub(super) fn whole(location: &'static str, name: &str, message: impl Into<String>) -> Self {
        Fault { location, field: name.to_owned(), pointer: None, message: message.into() }
    }

    pub(super) fn of_body(of: &Violation) -> Self {
        let pointer = Some(format!("#{}", of.pointer()));
        Fault { location: "body", field: of.field(), pointer, message: of.message.clone() }
    }

    fn words(&self) -> String {
        match (self.location, self.field.as_str()) {
            ("body", "") => format!("the body {}", self.message),
            (location, field) => format!("{location} `{field}` {}", self.message),
        }
    }

    fn json(&self) -> Value {
        let mut json = json!({ "in": self.location, "field": self.field, "detail": self.message });
        if let Some(pointer) = &self.pointer {
            json["pointer"] = json!(pointer);
        }
        json
    }
}

impl Problem {
    pub(super) fn new(status: u16, detail: impl Into<String>) -> Self {
        Problem { status, detail: detail.into(), headers: Vec::new(), faults: Vec::new() }
    }

    /// A request with wrong parts.
    pub(super) fn of_faults(status: u16, faults: Vec<Fault>) -> Self {
        let detail = faults.iter().map(Fault::words).collect::<Vec<_>>().join("; ");
        Problem { faults, ..Problem::new(status, detail) }
    }

    /// With the verbs that the path has (RFC 9110, section 15.5.6).
    pub(super) fn allow(mut self, verbs: &str) -> Self {
        self.headers.push((ALLOW, verbs.to_owned()));
        self
    }

    /// With a challenge (RFC 9110, section 11.6.1).
    pub(super) fn challenge(mut self, challenge: String) -> Self {
        self.headers.push((WWW_AUTHENTICATE, challenge));
        self
    }

    pub(super) fn into_response(self, to: &Request<Bytes>) -> Response<Bytes> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut json = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": self.detail,
            "instance": to.uri().path(),
        });
        if !self.faults.is_empty() {
            json["errors"] = self.faults.iter().map(Fault::json).collect();
        }
        let body = if to.method() == Method::HEAD { Bytes::new() } else { format!("{json:#}\n").into() };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        for (name, value) in self.headers {
            headers.extend(HeaderValue::from_str(&value).ok().map(|value| (name, value)));
        }
        response
    }
}
