//! What the server answers, from the model alone.

use super::values::Values;
use docbind::model::{MediaType, Operation, Response, Status};
use serde_json::{Value, json};

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub title: String,
    pub status: u16,
    pub media_type: Option<String>,
    pub body: Body,
}

/// The body of an answer.
#[derive(Clone, Debug)]
pub enum Body {
    Empty,
    Json(Value),
    Text(String),
}

/// Every documented answer with a status that `wanted` takes: each example, or a made-up value where
/// there is none.
pub fn answers<'a>(
    values: &Values<'a>,
    operation: &'a Operation,
    wanted: impl Fn(Status) -> bool,
) -> Vec<Answer> {
    let responses = operation.responses.iter().filter(|response| wanted(response.status));
    responses.flat_map(|response| of_response(values, response)).collect()
}

fn of_response<'a>(values: &Values<'a>, response: &'a Response) -> Vec<Answer> {
    let Status::Code(status) = response.status else { return Vec::new() };
    let media_type = match (&response.media_type, &response.schema) {
        (None, Some(_)) => Some("application/json".to_owned()),
        (media_type, _) => media_type.as_ref().map(|media_type| media_type.as_str().to_owned()),
    };
    let answer = |title: String, body: Body| Answer { title, status, media_type: media_type.clone(), body };
    match (&response.media_type, &response.schema) {
        (None, None) => vec![answer(format!("{status} without body"), Body::Empty)],
        (Some(MediaType::Json(_)) | None, schema) if response.examples.is_empty() => {
            let made_up = schema.as_ref().map_or(json!(null), |schema| values.filled("body", schema, None));
            vec![answer(format!("{status} with a made-up body"), Body::Json(made_up))]
        }
        (Some(MediaType::Json(_)) | None, _) => {
            let examples = response.examples.iter().map(|example| {
                answer(
                    format!("{status} as documented {:?}", example.label),
                    Body::Json(example.value.clone()),
                )
            });
            examples.collect()
        }
        (Some(MediaType::Text(_) | MediaType::Form(_)), _) => {
            vec![answer(format!("{status} with text"), Body::Text("some text: é".into()))]
        }
        (Some(_), _) => {
            vec![answer(format!("{status} with bytes"), Body::Text("%PDF-1.7\n\u{0}\u{1}é".into()))]
        }
    }
}

/// Answers that are documented no less, but look different: with what must be there and something new,
/// and with null for what need not be there.
pub fn variations<'a>(values: &Values<'a>, operation: &'a Operation) -> Vec<Answer> {
    let mut answers = Vec::new();
    for response in operation.responses.iter().filter(|response| response.status.is_success()) {
        let Some(schema) = &response.schema else { continue };
        for answer in of_response(values, response).into_iter().take(1) {
            let Body::Json(value) = &answer.body else { continue };
            let title = format!("{} with something new and what must be there", answer.status);
            let body = Body::Json(values.bare(schema, value));
            answers.push(Answer { title, body, ..answer.clone() });
            let title = format!("{} with nulls", answer.status);
            let body = Body::Json(values.nulls(schema, value));
            answers.push(Answer { title, body, ..answer.clone() });
        }
    }
    answers
}
