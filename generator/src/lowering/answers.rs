//! What comes back: the answer of an operation, and its documented errors.

use super::drafts::{Drafts, PartText, Role, Shape, User};
use super::event_type::{EventType, TextEvents};
use super::fields::lower_nullable;
use super::rust_crate::Answer;
use super::rust_type::{Payload, RustType, SerdeUse, TypeId};
use crate::model::{MediaType, ObjectSchema, Operation, Response, Schema, SchemaKind, Status, StringFormat};

/// References in a row that are followed.
const MAX_REFERENCES: usize = 32;

const RECEIVED: SerdeUse = SerdeUse { serialize: false, deserialize: true };

/// What comes back when all went well. A page that shows no answer gives raw bytes.
pub(super) fn lower_answer(drafts: &mut Drafts, index: usize, operation: &Operation) -> Answer {
    if let Some(answer) = lower_stream(drafts, index, operation) {
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

/// An only success that is a stream: JSON on each line, or events.
fn lower_stream(drafts: &mut Drafts, index: usize, operation: &Operation) -> Option<Answer> {
    let mut successes = find_successes(operation);
    // "No content" is the end of a stream that has been read before.
    successes.retain(|of| of.status != Status::Code(204) || of.media_type.is_some() || of.schema.is_some());
    let [only] = successes[..] else { return None };
    let of_event = match &only.media_type {
        Some(MediaType::JsonLines(_)) => None,
        Some(MediaType::EventStream(_)) => match &only.schema {
            None => return Some(Answer::Events(EventType::Text)),
            Some(schema) if is_text(drafts, schema) => return Some(Answer::Events(EventType::Text)),
            Some(schema) => Some(is_event_record(drafts, schema).then(|| text_events(drafts, schema))),
        },
        _ => return None,
    };
    let any = Schema::any();
    let schema = only.schema.as_ref().unwrap_or(&any);
    let rust_type =
        drafts.in_part(only.status, |drafts| lower_nullable(drafts, RECEIVED, schema)).without_libraries();
    drafts.note_use(User::Operation(index), Role::Response(Some(only.status)), &rust_type);
    Some(match of_event {
        None => Answer::JsonLines(rust_type),
        Some(None) => Answer::Events(EventType::Data(rust_type)),
        Some(Some(texts)) => Answer::Events(EventType::Record(rust_type, texts)),
    })
}

/// What a reference leads to.
fn resolved<'s>(drafts: &'s Drafts, schema: &'s Schema) -> &'s Schema {
    let mut found = schema;
    for _ in 0..MAX_REFERENCES {
        let SchemaKind::Ref { name } = &found.kind else { break };
        match drafts.schemas.get(name.as_str()) {
            Some((named, _)) => found = &named.schema,
            None => break,
        }
    }
    found
}

/// Whether events are text that nothing says more of: a description that calls a whole stream a string.
fn is_text(drafts: &Drafts, schema: &Schema) -> bool {
    matches!(
        resolved(drafts, schema).kind,
        SchemaKind::String { format: StringFormat::Plain | StringFormat::Binary }
    )
}

/// Whether a schema is that of a whole event: an object of `event` and `data`, maybe `id` and `retry`, or several.
fn is_event_record(drafts: &Drafts, schema: &Schema) -> bool {
    const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];
    let known = |object: &ObjectSchema| object.fields.iter().all(|field| FIELDS.contains(&&*field.name));
    match &resolved(drafts, schema).kind {
        SchemaKind::Object(object) => {
            known(object) && object.field("event").is_some() && object.field("data").is_some()
        }
        SchemaKind::Tagged(tagged) => {
            let mut objects = tagged.variants.iter().map(|variant| &variant.object);
            tagged.tag == "event" && objects.all(|object| known(object) && object.field("data").is_some())
        }
        SchemaKind::Union { variants } => variants.iter().all(|variant| is_event_record(drafts, variant)),
        _ => false,
    }
}

/// The events whose data is text.
fn text_events(drafts: &Drafts, schema: &Schema) -> TextEvents {
    let has_text =
        |object: &ObjectSchema| object.field("data").is_some_and(|data| is_text(drafts, &data.schema));
    match &resolved(drafts, schema).kind {
        SchemaKind::Object(object) if has_text(object) => TextEvents::All,
        SchemaKind::Tagged(tagged) => {
            let of_text = tagged.variants.iter().filter(|variant| has_text(&variant.object));
            TextEvents::Of(of_text.flat_map(|variant| variant.values.iter().cloned()).collect())
        }
        _ => TextEvents::Of(Vec::new()),
    }
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
        (Some(MediaType::Binary(_) | MediaType::Multipart), _) => Payload::Bytes,
        (Some(MediaType::JsonLines(_) | MediaType::EventStream(_)), _) => Payload::Bytes,
        (Some(MediaType::Json(_)), None) => unknown,
        (None | Some(MediaType::Json(_)), Some(schema)) => {
            Payload::Json(lower_nullable(drafts, RECEIVED, schema).without_libraries())
        }
    }
}
