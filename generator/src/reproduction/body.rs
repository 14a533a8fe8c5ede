//! Whether a method can send a documented request body: media type, names, types.

use super::fit::{Fault, Way, misfits};
use super::form::{form_problems, part_problems};
use super::request::Shown;
use super::table::Reason;
use super::{Input, Problem};
use crate::analysis::Documented;
use crate::dialect::claims::RequestExampleClaim;
use crate::document::Json;
use crate::model::{MediaType, Operation, OtherEncoding, RequestBody, SchemaKind};
use crate::source::Span;
use std::borrow::Cow;

/// What of the body the method does not send.
pub(super) fn body_problems(shown: &Shown<'_>) -> Vec<Problem> {
    let sent = shown.request.body.as_ref().filter(|body| !body.value.trim().is_empty());
    match (sent, &shown.operation.request_body) {
        (None, None) => Vec::new(),
        (None, Some(body)) => missing_body(shown, body).into_iter().collect(),
        (Some(sent), None) => vec![unknown_body(shown.documented, shown.operation, sent.span)],
        (Some(sent), Some(body)) => match encoded_as(shown, body) {
            Ok(body) => content_problems(shown, &body, &sent.value, sent.span),
            Err(problem) => vec![problem],
        },
    }
}

/// What of a body that stands by itself the operation does not send.
pub(super) fn alone_problems(
    input: &Input<'_>,
    documented: &Documented<'_>,
    operation: &Operation,
    json: &Json,
) -> Vec<Problem> {
    let Some(body) = &operation.request_body else {
        return vec![unknown_body(documented, operation, json.span)];
    };
    // Forms are shown as JSON, too.
    if !body.media_type.is_json() {
        return Vec::new();
    }
    json_problems(input, documented, body, json, false)
}

fn missing_body(shown: &Shown<'_>, body: &RequestBody) -> Option<Problem> {
    if body.omitted {
        return None;
    }
    let message = match body.required {
        true => "this request has no body, the operation always sends one",
        false => "this request has no body, the operation sends an empty one",
    };
    let problem = Problem::new(Reason::BodyMissing, "", shown.request.url.span, message.to_owned());
    Some(problem.related(shown.documented.span, "the operation is stated here"))
}

fn unknown_body(documented: &Documented<'_>, operation: &Operation, span: Span) -> Problem {
    let verb = operation.method.as_str();
    let message = format!("this {verb} request has a body, the operation none");
    let start = Span { end: span.start + 1, ..span };
    Problem::new(Reason::BodyUnknown, "", start, message)
        .related(documented.span, "the operation is stated here")
}

/// The media type that a request names for its body.
fn named_media_type(request: &RequestExampleClaim) -> Option<String> {
    let (_, value) = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(essence).filter(|essence| essence.contains('/'))
}

/// The body in the encoding that a request has.
fn encoded_as<'b>(shown: &Shown<'_>, body: &'b RequestBody) -> Result<Cow<'b, RequestBody>, Problem> {
    let own = body.media_type.essence();
    let Some(named) = named_media_type(shown.request).filter(|named| named != own) else {
        return Ok(Cow::Borrowed(body));
    };
    match body.other_encodings.iter().find(|of| of.media_type.essence() == named).cloned() {
        Some(OtherEncoding { media_type, styles }) => {
            Ok(Cow::Owned(RequestBody { media_type, styles, ..body.clone() }))
        }
        None => {
            let message = format!("this request sends `{named}`, the operation `{own}`");
            let problem = Problem::new(Reason::MediaType, &named, shown.request.url.span, message);
            Err(problem.related(shown.documented.span, "the operation is stated here"))
        }
    }
}

fn content_problems(shown: &Shown<'_>, body: &RequestBody, sent: &str, span: Span) -> Vec<Problem> {
    // The content of a file or a variable, which the page does not show.
    let elsewhere = sent.starts_with('@') || super::stand_ins::is_stand_in(sent) && !sent.starts_with('{');
    match &body.media_type {
        _ if elsewhere => Vec::new(),
        MediaType::Json(_) => match &shown.request.json {
            Some(json) => json_problems(shown.input, shown.documented, body, json, shown.request.generated),
            None if is_any(body) || is_text_of(body, sent) => Vec::new(),
            None => {
                let message = "this body is no JSON that could be read, and the operation sends JSON";
                let start = Span { end: span.start + 1, ..span };
                let problem = Problem::new(Reason::BodyUnread, "", start, message.to_owned());
                vec![problem.related(shown.documented.span, "the operation is stated here")]
            }
        },
        MediaType::Form(_) => form_problems(shown, body, sent, span),
        MediaType::Multipart => part_problems(shown, body, sent, span),
        _ => Vec::new(),
    }
}

/// Whether a body that is a JSON string may be one.
fn is_text_of(body: &RequestBody, sent: &str) -> bool {
    let takes = |kind: &SchemaKind| matches!(kind, SchemaKind::String { .. });
    let one_of = match &body.schema.kind {
        SchemaKind::Union { variants } => variants.iter().any(|variant| takes(&variant.kind)),
        kind => takes(kind),
    };
    one_of && serde_json::from_str::<String>(sent).is_ok()
}

fn is_any(body: &RequestBody) -> bool {
    matches!(body.schema.kind, SchemaKind::Any)
}

fn json_problems(
    input: &Input<'_>,
    documented: &Documented<'_>,
    body: &RequestBody,
    json: &Json,
    generated: bool,
) -> Vec<Problem> {
    let found = misfits(input.types(), Way::Sent, generated, &body.schema, json);
    let problems = found.into_iter().map(|misfit| {
        let named = if misfit.path.is_empty() { "the body".to_owned() } else { format!("`{}`", misfit.path) };
        let (reason, message) = match misfit.fault {
            Fault::Unknown => (Reason::SentUnknown, format!("the operation has no field {named}")),
            Fault::Missing => (Reason::SentMissing, format!("this request leaves out {named}")),
            Fault::Null => {
                (Reason::SentNull, format!("{named} is null here, and the client sends {}", misfit.expected))
            }
            Fault::Type => (
                Reason::SentType,
                format!("{named} is another value here: the client sends {}", misfit.expected),
            ),
        };
        let problem = Problem::new(reason, &misfit.path, misfit.span, message);
        problem.of_field(input, documented, true, &misfit)
    });
    problems.collect()
}
