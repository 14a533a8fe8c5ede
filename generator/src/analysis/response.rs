//! Pass: the answers of an operation, each status once.

mod events;
mod statuses;

pub(super) use statuses::{failure_statuses, success_status};

use super::apart::{Apart, fields_apart, report_apart};
use super::described_response::{ToldRecord, described_record};
use super::draft::{Draft, PendingRecord};
use super::enums::Enums;
use super::envelope::{find_envelope, resolve_enveloped};
use super::field_tree::{Fields, build_tree};
use super::parts::{move_home, place_parts};
use super::weigh::{Shown, Weigher};
use super::whole_answer::{
    is_each_item, is_type_name, is_whole_answer, object_or_array, report_root_array, report_whole_answer,
    says_array, speaks_of_array,
};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, EventClaim, ExampleClaim, FieldClaim};
use crate::dialect::{array_of_records, named_media_type, says_empty, says_json_lines};
use crate::document::{Json, JsonValue, Text};
use crate::model::{Evidence, Example, MediaType, Response, Schema, SchemaKind, Status};
use crate::source::Span;
use statuses::{common_failures, says_no_content};
use std::collections::BTreeMap;

/// What the page says of one status.
#[derive(Default)]
struct Gathered<'a> {
    descriptions: Vec<String>,
    fields: Vec<&'a FieldClaim>,
    prose: Vec<&'a Text>,
    skeletons: Vec<&'a Json>,
    /// The record that it is, and whether it is a list of them.
    record: Option<ToldRecord<'a>>,
    /// How answers are encoded that are no `application/json`.
    media_types: Vec<&'a str>,
    examples: Vec<&'a ExampleClaim>,
    events: Vec<&'a EventClaim>,
}

/// Settles what an operation answers.
pub(super) fn resolve_responses(draft: &mut Draft<'_>, enums: &Enums, diagnostics: &mut Vec<Diagnostic>) {
    let mut pending = std::mem::take(&mut draft.pending);
    let mut weigher = Weigher { answer: true, ..Weigher::new(enums, diagnostics, &mut pending) };
    let apart = fields_apart(draft);
    let statuses = gather(draft, &apart);
    report_apart(&apart, weigher.diagnostics);
    report_guessed(draft, weigher.diagnostics);
    let is_asked_for = events::is_asked_for(draft);
    draft.end_of_events = {
        let streams = statuses.values().filter(|gathered| events::is_stream(gathered, is_asked_for));
        events::resolve_end(draft, streams, weigher.diagnostics)
    };
    let end = draft.end_of_events.as_deref();
    let resolve = |(status, gathered): (Status, Gathered<'_>)| {
        let is_stream = status.is_success() && events::is_stream(&gathered, is_asked_for);
        resolve_one(status, &gathered, is_stream.then_some(Stream { end }), &mut weigher)
    };
    draft.responses = statuses.into_iter().map(resolve).collect();
    if !draft.responses.iter().any(|r| !r.status.is_failure()) && says_no_content(draft) {
        draft.responses.insert(0, resolve_one(Status::Code(204), &Gathered::default(), None, &mut weigher));
    }
    draft.pending = pending;
    if !draft.responses.iter().any(|r| !r.status.is_failure()) {
        let span = draft.endpoint.as_ref().map_or(draft.file.span(), |e| e.span);
        let default = draft.responses.iter().any(|r| r.status == Status::Default);
        let taken =
            if default { "what `default` holds is taken for it" } else { "the client gives its bytes" };
        let message = "the page does not say what a successful response holds";
        diagnostics.push(Diagnostic::at(&rule::UNKNOWN_SHAPE, span, message).note(taken));
    }
}

/// Sorts the claims by status; what names none belongs to the success that the page names first.
/// Those `apart` are left out.
fn gather<'a>(draft: &Draft<'a>, apart: &[(&FieldClaim, Apart)]) -> BTreeMap<Status, Gathered<'a>> {
    let success = success_status(draft);
    let failures = failure_statuses(draft);
    let mut statuses: BTreeMap<Status, Gathered<'a>> = BTreeMap::new();
    for (at, claim) in draft.claims.iter().enumerate() {
        match &claim.kind {
            ClaimKind::Status { code, description } => {
                let entry = statuses.entry(*code).or_default();
                if !description.is_empty() && !entry.descriptions.contains(description) {
                    entry.descriptions.push(description.clone());
                }
            }
            ClaimKind::ResponseField { field, .. } if apart.iter().any(|(f, _)| std::ptr::eq(*f, field)) => {}
            ClaimKind::ResponseField { status, failure, field } => {
                let of = match status {
                    Some(status) => vec![*status],
                    None if *failure => common_failures(draft, at),
                    None => vec![success],
                };
                for status in of {
                    statuses.entry(status).or_default().fields.push(field);
                }
            }
            ClaimKind::ResponseProse { status, text } => {
                let code = status.unwrap_or(success);
                statuses.entry(code).or_default().prose.push(text);
            }
            ClaimKind::ResponseRecord { status, name, list, partial } => {
                let entry = statuses.entry(status.unwrap_or(success)).or_default();
                let told = ToldRecord { name, list: *list, partial: *partial, span: claim.span };
                entry.record = entry.record.or(Some(told));
            }
            ClaimKind::OtherAnswer { status, media_type } => {
                let status = status.unwrap_or(success);
                let entry = statuses.entry(status).or_default();
                let is_json = MediaType::parse(media_type).is_some_and(|media| media.is_json());
                let taken = status.is_success() || is_json;
                entry.media_types.extend(Some(media_type.as_str()).filter(|_| taken));
            }
            ClaimKind::Events { status, events } => {
                statuses.entry(status.unwrap_or(success)).or_default().events.extend(events);
            }
            ClaimKind::Skeleton(json) => statuses.entry(success).or_default().skeletons.push(json),
            ClaimKind::Example(example) if !example.request => {
                let shown = match example.status {
                    Some(status) => &[status],
                    None if example.failure => failures.as_slice(),
                    None => &[success],
                };
                for status in shown {
                    statuses.entry(*status).or_default().examples.push(example);
                }
            }
            _ => {}
        }
    }
    for status in &draft.settings.error_statuses {
        statuses.entry(Status::Code(*status)).or_default();
    }
    statuses
}

fn report_guessed(draft: &Draft<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !draft.settings.error_statuses.is_empty() {
        return;
    }
    let guessed = draft.find(|kind| match kind {
        ClaimKind::Example(example) if example.failure && example.status.is_none() => Some(()),
        _ => None,
    });
    let taken = failure_statuses(draft)[0];
    let first = draft.claims.iter().enumerate().find_map(|(at, claim)| match &claim.kind {
        ClaimKind::ResponseField { status: None, failure: true, field } => Some((at, field.name.span)),
        _ => None,
    });
    if let Some((at, name)) = first {
        let common: Vec<String> = common_failures(draft, at).iter().map(ToString::to_string).collect();
        let each = if common.len() > 1 { "each of " } else { "" };
        diagnostics.push(
            Diagnostic::at(&rule::STATUS_GUESSED, name, "this field of a failure names no status")
                .label("it stands among the failures")
                .note(format!("taken for one of {each}{}", common.join(", ")))
                .help("name the status in the heading"),
        );
    }
    for ((), span) in guessed {
        let start = Span { end: span.start + 1, ..span };
        diagnostics.push(
            Diagnostic::at(&rule::STATUS_GUESSED, start, "this example of a failure names no status")
                .label("its label or its content says that it is of a failure")
                .note(format!("taken for one of {taken}"))
                .help("write the status into the label")
                .help_in_settings("`error-statuses` says with which statuses operations fail"),
        );
    }
}

/// A stream of events, and the data of the one that ends it.
#[derive(Clone, Copy)]
struct Stream<'e> {
    end: Option<&'e str>,
}

fn resolve_one(
    status: Status,
    gathered: &Gathered<'_>,
    stream: Option<Stream<'_>>,
    weigher: &mut Weigher<'_>,
) -> Response {
    let prose: Vec<&str> = gathered.prose.iter().map(|t| t.markdown.as_str()).collect();
    let description =
        gathered.descriptions.iter().map(String::as_str).chain(prose).collect::<Vec<_>>().join("\n\n");
    let mut examples: Vec<Example> = gathered
        .examples
        .iter()
        .filter_map(|e| Some(Example { label: e.label.clone(), value: e.json.as_ref()?.to_value() }))
        .collect();
    let (media_type, schema) = match stream {
        Some(Stream { end }) => {
            let schema = events::resolve_events(gathered, end, weigher);
            examples.extend(events::examples(gathered, schema.as_ref(), end));
            (Some(MediaType::EVENT_STREAM), schema)
        }
        None => resolve_content(status, gathered, weigher),
    };
    Response { status, description, media_type, schema, examples }
}

fn resolve_content(
    status: Status,
    gathered: &Gathered<'_>,
    weigher: &mut Weigher<'_>,
) -> (Option<MediaType>, Option<Schema>) {
    let shown = Shown {
        skeletons: gathered.skeletons.clone(),
        examples: gathered.examples.iter().filter_map(|e| e.json.as_ref()).collect(),
    };
    if let (Some(told), true) = (gathered.record, gathered.fields.is_empty()) {
        return (Some(MediaType::JSON), Some(described_record(told, &shown, weigher)));
    }
    let nothing = gathered.fields.is_empty() && shown.examples.is_empty() && shown.skeletons.is_empty();
    if nothing {
        let told = gathered.prose.iter().find_map(|t| named_media_type(&t.plain));
        let media = told.or_else(|| gathered.media_types.first().copied());
        let empty = status == 204 || gathered.prose.iter().any(|t| says_empty(&t.plain));
        if let (Some(media), false) = (media, empty) {
            return (Some(answer_media(media)), None);
        }
        let record = gathered.prose.iter().find_map(|t| array_of_records(&t.plain).map(|name| (name, *t)));
        let Some((name, text)) = record.filter(|_| !empty) else { return (None, None) };
        let schema = Schema::array(pending(name, text, &[], weigher));
        return (Some(MediaType::JSON), Some(schema));
    }
    let named = gathered.media_types.iter().map(|name| answer_media(name));
    let told = gathered.prose.iter().any(|text| says_json_lines(&text.plain));
    let named = named.chain(told.then_some(MediaType::JSON_LINES).filter(|_| !status.is_failure()));
    let media = named.into_iter().find(|media| matches!(media, MediaType::Json(_) | MediaType::JsonLines(_)));
    (Some(media.unwrap_or(MediaType::JSON)), Some(resolve_schema(gathered, &shown, weigher)))
}

/// How an answer is encoded. What is no JSON is kept as it comes: its text may be in any encoding.
fn answer_media(name: &str) -> MediaType {
    match MediaType::parse(name) {
        Some(media @ (MediaType::Json(_) | MediaType::JsonLines(_))) => media,
        _ => MediaType::Binary(name.to_owned().into()),
    }
}

fn resolve_schema<'a>(gathered: &Gathered<'a>, shown: &Shown<'a>, weigher: &mut Weigher<'_>) -> Schema {
    if let [only] = gathered.fields.as_slice()
        && let Some(schema) = weigher.weigh_whole(only, shown)
    {
        return schema;
    }
    if let [only] = gathered.fields.as_slice()
        && let Some(array) = is_whole_answer(only, shown)
    {
        if array && !is_type_name(&only.name.value) {
            report_whole_answer(only, shown, weigher);
        }
        let children: Vec<&FieldClaim> = only.children.iter().collect();
        let fields = build_tree(&children, weigher.diagnostics);
        return if array {
            Schema::array(resolve_object(&fields, &shown.items(), weigher))
        } else {
            resolve_object(&fields, shown, weigher)
        };
    }
    if let Some(schema) = object_or_array(&gathered.fields, shown, weigher) {
        return schema;
    }
    let mut fields = build_tree(&gathered.fields, weigher.diagnostics);
    if fields.alternatives.is_none() {
        move_home(&mut fields.nodes, shown, weigher.diagnostics);
    }
    place_parts(&mut fields, shown, weigher.diagnostics);
    let nodes = &fields.nodes;
    let record = gathered.prose.iter().find_map(|t| array_of_records(&t.plain).map(|name| (name, *t)));
    let says_array = gathered.prose.iter().any(|t| says_array(&t.plain));
    let root_array = shown.examples.iter().find(|j| matches!(j.value, JsonValue::Array(_)));
    if is_each_item(&gathered.prose, &gathered.fields, shown, weigher.diagnostics) {
        return Schema::array(resolve_object(&fields, shown, weigher));
    }
    if root_array.is_none()
        && let Some(envelope) = find_envelope(nodes, shown)
    {
        return resolve_enveloped(&envelope, &fields, shown, weigher);
    }
    if root_array.is_none() && !says_array && record.is_none() {
        return resolve_object(&fields, shown, weigher);
    }
    let mut items = shown.items();
    // A skeleton of one item where the answer is an array of them.
    items.skeletons.extend(shown.skeletons.iter().filter(|j| matches!(j.value, JsonValue::Object(_))));
    let told = gathered.prose.iter().any(|text| speaks_of_array(&text.plain));
    if let (Some(root), Some(first)) = (root_array.filter(|_| !told), nodes.first()) {
        report_root_array(root.span, first, weigher);
    }
    match record {
        Some((name, text)) if nodes.is_empty() => {
            Schema::array(pending(name, text, &items.examples, weigher))
        }
        _ => Schema::array(resolve_object(&fields, &items, weigher)),
    }
}

fn pending(name: &str, text: &Text, shown: &[&Json], weigher: &mut Weigher<'_>) -> Schema {
    weigher.pending_record(PendingRecord {
        name: name.to_owned(),
        span: text.span,
        text: text.plain.clone(),
        links: text.links.iter().map(|l| l.target.clone()).collect(),
        fallback: super::infer::infer_schema(shown, Evidence::Example),
        described: false,
        shown: shown.iter().map(|json| (*json).clone()).collect(),
        answer: true,
        partial: false,
    })
}

pub(super) fn resolve_object(fields: &Fields<'_>, shown: &Shown<'_>, weigher: &mut Weigher<'_>) -> Schema {
    let scalar = shown.examples.iter().any(|j| !matches!(j.value, JsonValue::Object(_)));
    if fields.nodes.is_empty() {
        let shape = super::infer::infer_schema(&shown.examples, Evidence::Example);
        if scalar || matches!(shape.kind, SchemaKind::Map { .. }) {
            return shape;
        }
    }
    match weigher.weigh_members(&fields.nodes, fields.alternatives.as_deref(), shown) {
        SchemaKind::Object(object) if object.fields.is_empty() => Schema::any(),
        kind => Schema::new(kind),
    }
}
