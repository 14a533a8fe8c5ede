//! What comes back: the answer of an operation, and its documented errors.

use super::drafts::{Drafts, PartText, Role, Shape, User};
use super::fields::lower_nullable;
use super::rust_crate::Answer;
use super::rust_type::{Payload, RustType, SerdeUse, TypeId};
use crate::model::{MediaType, Operation, Response, Schema, Status};

const RECEIVED: SerdeUse = SerdeUse { serialize: false, deserialize: true };

/// What comes back when all went well. A page that shows no answer gives raw bytes.
pub(super) fn lower_answer(drafts: &mut Drafts, index: usize, operation: &Operation) -> Answer {
    if let Some(answer) = lower_lines(drafts, index, operation) {
        return answer;
    }
    let mut outcomes: Vec<(Status, Payload)> = Vec::new();
    let mut texts = Vec::new();
    for response in find_successes(operation) {
        let payload = drafts.in_part(response.status, |drafts| {
            lower_payload(drafts, response, Payload::Json(RustType::Value))
        });
        outcomes.push((response.status, payload));
        texts.push(PartText { description: response.description.clone(), notes: Vec::new() });
    }
    let Some((_, first)) = outcomes.first() else { return Answer::Bytes };
    let alike = outcomes.iter().all(|(_, payload)| payload == first);
    let user = User::Operation(index);
    for (status, payload) in &outcomes {
        if let Payload::Json(rust_type) = payload {
            let only = (outcomes.len() == 1).then_some(*status);
            let role = if alike { Role::Response(only) } else { Role::OneResponse(*status) };
            drafts.note_use(user, role, rust_type);
        }
    }
    if alike {
        return match first {
            Payload::None | Payload::Beside(_) => Answer::Empty,
            Payload::Text => Answer::Text,
            Payload::Bytes => Answer::Bytes,
            Payload::Json(rust_type) => Answer::Json(rust_type.clone()),
        };
    }
    let id = drafts.in_part("response", |drafts| drafts.intern(Shape::Answers { outcomes }, "", texts));
    drafts.note_use(user, Role::Response(None), &RustType::Named(id));
    Answer::ByStatus(id)
}

/// The responses of a call that went well, one for each status.
fn find_successes(operation: &Operation) -> Vec<&Response> {
    let mut responses: Vec<&Response> =
        operation.responses.iter().filter(|response| response.status.is_success()).collect();
    if responses.is_empty() {
        // What is for any other status is for a success too, where no other is.
        responses.extend(operation.responses.iter().filter(|response| response.status == Status::Default));
    }
    // Stable: the first of each status stays.
    responses.sort_by_key(|response| response.status);
    responses.dedup_by_key(|response| response.status);
    responses
}

/// An only success that is JSON on each line.
fn lower_lines(drafts: &mut Drafts, index: usize, operation: &Operation) -> Option<Answer> {
    let successes = find_successes(operation);
    let [only] = successes[..] else { return None };
    let Some(MediaType::JsonLines(_)) = only.media_type else { return None };
    let any = Schema::any();
    let schema = only.schema.as_ref().unwrap_or(&any);
    let rust_type =
        drafts.in_part(only.status, |drafts| lower_nullable(drafts, RECEIVED, schema)).without_libraries();
    drafts.note_use(User::Operation(index), Role::Response(Some(only.status)), &rust_type);
    Some(Answer::JsonLines(rust_type))
}

/// The documented statuses from 400 on; before them the successful ones whose body may say that the call
/// failed.
pub(super) fn lower_errors(drafts: &mut Drafts, index: usize, operation: &Operation) -> Option<TypeId> {
    let mut outcomes: Vec<(Status, Payload)> = Vec::new();
    let mut texts = Vec::new();
    let may_fail = |response: &&Response| {
        response.status.is_failure()
            || (operation.success.is_some()
                && response.status.is_success()
                && matches!(response.media_type, None | Some(MediaType::Json(_)))
                && response.schema.is_some())
    };
    let mut responses: Vec<&Response> = operation.responses.iter().filter(may_fail).collect();
    responses.sort_by_key(|response| response.status);
    responses.dedup_by_key(|response| response.status);
    let bare = drafts.in_part("error", |drafts| drafts.kept.bare_outcomes());
    for response in responses {
        let mut payload =
            drafts.in_part(response.status, |drafts| lower_payload(drafts, response, Payload::None));
        // Callers match a variant that holds nothing: its first body stands beside it.
        if bare.contains(response.status.to_string().as_str()) {
            payload = match payload {
                Payload::Json(rust_type) => Payload::Beside(rust_type),
                _ => Payload::None,
            };
        }
        if let Payload::Json(rust_type) | Payload::Beside(rust_type) = &payload
            && response.status.is_failure()
        {
            drafts.note_use(User::Operation(index), Role::ErrorBody(response.status), rust_type);
        }
        outcomes.push((response.status, payload));
        texts.push(PartText { description: response.description.clone(), notes: Vec::new() });
    }
    if outcomes.is_empty() {
        return None;
    }
    let statuses = outcomes.iter().map(|(status, _)| *status).filter(|status| status.is_failure()).collect();
    let id = drafts.in_part("error", |drafts| drafts.intern(Shape::Errors { outcomes }, "", texts));
    drafts.note_use(User::Operation(index), Role::Errors(statuses), &RustType::Named(id));
    Some(id)
}

/// The body of a response; `unknown` for JSON of which nothing is known.
fn lower_payload(drafts: &mut Drafts, response: &Response, unknown: Payload) -> Payload {
    match (&response.media_type, &response.schema) {
        (None, None) => Payload::None,
        (Some(MediaType::Text(_) | MediaType::Form(_)), _) => Payload::Text,
        (Some(MediaType::Binary(_) | MediaType::Multipart | MediaType::JsonLines(_)), _) => Payload::Bytes,
        (Some(MediaType::Json(_)), None) => unknown,
        (None | Some(MediaType::Json(_)), Some(schema)) => {
            Payload::Json(lower_nullable(drafts, RECEIVED, schema).without_libraries())
        }
    }
}
