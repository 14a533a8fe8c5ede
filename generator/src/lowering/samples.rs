//! What a test of an application responds with, where it says nothing else: the documented example.

use crate::model::{Api, Example, MediaType, Operation, Response, Status, render_event_stream};
use crate::validation::{Maker, Validator};
use crate::visible::visible_json;
use serde_json::{Value, json};

/// A response to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The status.
    pub status: u16,
    /// The media type and the body, where there is one.
    pub content: Option<(String, String)>,
}

/// The first success: as the page shows it, or with a value that fits its schema.
pub(super) fn lower_sample(api: &Api, operation: &Operation) -> Sample {
    let responses = &operation.responses;
    let success = responses.iter().find(|of| of.status.is_success());
    let first = success.or_else(|| responses.iter().find(|of| of.status == Status::Default));
    let Some(response) = first else { return Sample { status: 200, content: None } };
    let status = match response.status {
        Status::Code(code) => code,
        Status::Range(class) => class * 100,
        Status::Default => 200,
    };
    Sample { status, content: content(api, operation, response) }
}

fn content(api: &Api, operation: &Operation, response: &Response) -> Option<(String, String)> {
    let json = MediaType::JSON;
    let media_type = response.media_type.as_ref().or(response.schema.as_ref().map(|_| &json))?;
    let first = response.examples.first().map(|example| &example.value);
    let body = match media_type {
        MediaType::Json(_) => {
            let value = first.cloned().unwrap_or_else(|| made(api, operation, response));
            visible_json(value.to_string())
        }
        MediaType::JsonLines(_) => {
            let lines: Vec<&Value> = response.examples.iter().flat_map(lines).collect();
            let made = made(api, operation, response);
            let lines = if lines.is_empty() { vec![&made] } else { lines };
            lines.iter().map(|line| visible_json(format!("{line}\n"))).collect()
        }
        MediaType::EventStream(_) => {
            let mut values: Vec<Value> =
                response.examples.iter().map(|example| example.value.clone()).collect();
            if values.is_empty() {
                values.push(made(api, operation, response));
            }
            visible_json(render_event_stream(&values, operation.end_of_events.as_deref()))
        }
        _ => first.and_then(Value::as_str).unwrap_or("text").to_owned(),
    };
    Some((media_type.as_str().to_owned(), body))
}

fn lines(example: &Example) -> Vec<&Value> {
    example.value.as_array().map_or_else(|| vec![&example.value], |lines| lines.iter().collect())
}

fn made(api: &Api, operation: &Operation, response: &Response) -> Value {
    let maker = Maker { validator: Validator::without_patterns(api) };
    let mut value = response.schema.as_ref().map_or(json!({}), |schema| maker.make(schema, &operation.title));
    if let Some(success) = &operation.success {
        let place = success.field.iter().try_fold(&mut value, |value, name| value.get_mut(name));
        if let (Some(place), Some(equals)) = (place, success.equals.first()) {
            *place = equals.clone();
        }
    }
    value
}
