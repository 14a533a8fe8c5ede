//! The response: the documented example, or a value that fits the schema where a page shows none.

use super::Mock;
use super::pages::page_of;
use super::prefer::Preferences;
use super::problem::Problem;
use super::route::Found;
use crate::model::{
    Example, MediaType, Operation, Response as Documented, Schema, Status, render_event_stream,
};
use crate::validation::Maker;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use std::borrow::Cow;

/// What the client asks for, or the first success of the page.
pub(super) fn respond(
    mock: &Mock,
    found: &Found<'_>,
    request: &Request<Bytes>,
) -> Result<Response<Bytes>, Problem> {
    let preferences = Preferences::of(request)?;
    let (code, documented) = chosen(found.operation, &preferences)?;
    let given = Given { mock, operation: found.operation, request, preferences: &preferences };
    let mut response = given.response(code, documented);
    if let Some(applied) = preferences.applied().and_then(|applied| HeaderValue::from_str(&applied).ok()) {
        response.headers_mut().insert(HeaderName::from_static("preference-applied"), applied);
    }
    Ok(response)
}

/// The documented response of a status that the client did not ask for.
pub(super) fn documented(
    mock: &Mock,
    found: &Found<'_>,
    code: u16,
    request: &Request<Bytes>,
) -> Option<Response<Bytes>> {
    let of_code = |of: &&Documented| of.status.covers(code) && of.status != Status::Default;
    let documented = found.operation.responses.iter().find(of_code)?;
    let given = Given { mock, operation: found.operation, request, preferences: &Preferences::default() };
    Some(given.response(code, Some(documented)))
}

/// The status of the response, and what the pages say of it.
fn chosen<'a>(
    operation: &'a Operation,
    preferences: &Preferences,
) -> Result<(u16, Option<&'a Documented>), Problem> {
    let responses = &operation.responses;
    let labels = |of: &Documented| of.examples.iter().any(|example| is_called(example, preferences));
    if let Some(code) = preferences.code {
        let covering = responses.iter().filter(|of| of.status.covers(code)).min_by_key(|of| of.status);
        return covering.map(|of| (code, Some(of))).ok_or_else(|| {
            let statuses = responses.iter().map(|of| of.status.to_string()).collect::<Vec<_>>().join(", ");
            let has =
                if statuses.is_empty() { "none is".to_owned() } else { format!("there are {statuses}") };
            Problem::new(400, format!("no response {code} is documented: {has}"))
        });
    }
    if let Some(label) = &preferences.example {
        let labelled = responses.iter().find(|of| labels(of));
        return labelled.map(|of| (code_of(of.status), Some(of))).ok_or_else(|| {
            let all = responses.iter().flat_map(|of| &of.examples).map(|of| format!("`{}`", of.label));
            let all = all.collect::<Vec<_>>().join(", ");
            let has =
                if all.is_empty() { "there is no example".to_owned() } else { format!("there are {all}") };
            Problem::new(400, format!("no example is called `{label}`: {has}"))
        });
    }
    let success = responses.iter().find(|of| of.status.is_success());
    let first = success.or_else(|| responses.iter().find(|of| of.status == Status::Default));
    Ok(first.map_or((200, None), |of| (code_of(of.status), Some(of))))
}

fn code_of(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(class) => class * 100,
        Status::Default => 200,
    }
}

fn is_called(example: &Example, preferences: &Preferences) -> bool {
    preferences.example.as_ref().is_some_and(|label| label.eq_ignore_ascii_case(example.label.trim()))
}

struct Given<'a> {
    mock: &'a Mock,
    operation: &'a Operation,
    request: &'a Request<Bytes>,
    preferences: &'a Preferences,
}

impl<'a> Given<'a> {
    fn response(&self, code: u16, documented: Option<&'a Documented>) -> Response<Bytes> {
        let content = documented.and_then(|documented| self.content(code, documented));
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::from_u16(code).unwrap_or_default();
        let has_none = code < 200 || matches!(code, 204 | 304);
        if let Some((media_type, body)) = content.filter(|_| !has_none) {
            let media_type = HeaderValue::from_str(&media_type);
            response.headers_mut().extend(media_type.ok().map(|media_type| (CONTENT_TYPE, media_type)));
            if self.request.method() != Method::HEAD {
                *response.body_mut() = body;
            }
        }
        response
    }

    /// Media type and bytes.
    fn content(&self, code: u16, of: &'a Documented) -> Option<(String, Bytes)> {
        let media_type = self.media_type(of)?;
        let text = || self.examples(of).find_map(|example| example.value.as_str()).map(str::to_owned);
        let bytes = match &*media_type {
            MediaType::Json(_) => {
                let value = of.schema.as_ref().map(|schema| self.value(code, of, schema));
                let value = value.or_else(|| self.examples(of).next().map(|example| example.value.clone()));
                format!("{:#}\n", value.unwrap_or(Value::Null)).into()
            }
            MediaType::JsonLines(_) => self.lines(of).into(),
            MediaType::EventStream(_) => {
                let mut values: Vec<Value> = self.examples(of).map(|example| example.value.clone()).collect();
                if values.is_empty() {
                    values.push(
                        of.schema.as_ref().map_or(json!("text"), |schema| self.maker().make(schema, "event")),
                    );
                }
                render_event_stream(&values, self.operation.end_of_events.as_deref()).into()
            }
            MediaType::Text(_) | MediaType::Form(_) | MediaType::Multipart => {
                text().unwrap_or_else(|| "text\n".to_owned()).into()
            }
            MediaType::Binary(_) => text().map_or(Bytes::from_static(b"\x00docbind mock\xff\n"), Bytes::from),
        };
        let name = match media_type.as_str() {
            "" => "application/octet-stream".to_owned(),
            name => name.replace("/*", "/octet-stream"),
        };
        Some((name, bytes))
    }

    /// JSON that is asked for under another name has that name.
    fn media_type(&self, of: &'a Documented) -> Option<Cow<'a, MediaType>> {
        let own = of.media_type.as_ref().or(of.schema.as_ref().map(|_| &MediaType::JSON))?;
        let asked_for =
            self.operation.accept.as_deref().and_then(MediaType::parse).filter(MediaType::is_json);
        let asked_for = asked_for.filter(|_| of.status.is_success() && *own == MediaType::JSON);
        Some(asked_for.map_or(Cow::Borrowed(own), Cow::Owned))
    }

    /// The examples that the client may get: those of the name that it asks for, or all.
    fn examples(&self, of: &'a Documented) -> impl Iterator<Item = &'a Example> {
        let preferences = self.preferences;
        let is_wanted =
            move |example: &&Example| preferences.example.is_none() || is_called(example, preferences);
        of.examples.iter().filter(is_wanted).filter(move |_| !preferences.dynamic)
    }

    fn maker(&self) -> Maker<'a> {
        Maker { validator: self.mock.validator() }
    }

    fn value(&self, code: u16, of: &'a Documented, schema: &'a Schema) -> Value {
        let (maker, validator) = (self.maker(), self.mock.validator());
        let is_success = (200..300).contains(&code);
        // What is asked for by name comes as the page shows it.
        if self.preferences.example.is_some()
            && let Some(example) = self.examples(of).next()
        {
            return example.value.clone();
        }
        let name = self.operation.title.as_str();
        let fitting = self.examples(of).find(|example| validator.value(schema, &example.value).is_empty());
        let shown = fitting.or_else(|| self.examples(of).next());
        let mut value = match shown {
            Some(example) => maker.repaired(schema, name, example.value.clone()),
            None => maker.make(schema, name),
        };
        if let Some(success) = self.operation.success.as_ref().filter(|_| is_success && shown.is_none()) {
            let place = success.field.iter().try_fold(&mut value, |value, name| value.get_mut(name));
            if let (Some(place), Some(equals)) = (place, success.equals.first()) {
                *place = equals.clone();
            }
        }
        match self.operation.pagination.as_ref().filter(|_| is_success) {
            Some(pagination) => page_of(self.mock, self.operation, pagination, schema, value, self.request),
            None => value,
        }
    }

    fn lines(&self, of: &'a Documented) -> String {
        let shown = self.examples(of).map(|example| example.value.clone());
        let mut lines: Vec<Value> = shown
            .flat_map(|value| match value {
                Value::Array(lines) => lines,
                line => vec![line],
            })
            .collect();
        if lines.is_empty() {
            let made = of.schema.as_ref().map_or(json!({}), |schema| self.maker().make(schema, "line"));
            lines = vec![made.clone(), made];
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}
