//! Responses that are streams of server-sent events.
//!
//! The shape is that of the data of an event. Where a page shows events of several types, and each holds something
//! else, it is that of whole events: objects that `event` tells apart, each with its `data`.

use super::{Gathered, resolve_schema};
use crate::analysis::draft::Draft;
use crate::analysis::infer::infer_schema;
use crate::analysis::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::dialect::claims::{ClaimKind, EventClaim, EventData, FieldForm, ParameterLocation};
use crate::dialect::says_event_stream;
use crate::document::Json;
use crate::model::{
    Constraints, Evidence, Example, Field, MediaType, ObjectSchema, Schema, SchemaKind, StringFormat,
    TaggedSchema, TaggedVariant,
};

/// The type of an event that names none (WHATWG HTML, section 9.2.6).
const MESSAGE: &str = "message";

/// Whether the caller asks for a stream, and gets something else by default: by a parameter `stream`.
pub(super) fn is_asked_for(draft: &Draft<'_>) -> bool {
    draft.claims.iter().any(|claim| match &claim.kind {
        ClaimKind::Parameter { location: ParameterLocation::Body | ParameterLocation::Query, field } => {
            field.name.value == "stream"
        }
        _ => false,
    })
}

/// Whether a response is a stream of events and nothing else. What an OpenAPI description says of it holds; on a page
/// an example of JSON says that it can be that, too.
pub(super) fn is_stream(gathered: &Gathered<'_>, is_asked_for: bool) -> bool {
    let media_types: Vec<MediaType> =
        gathered.media_types.iter().filter_map(|name| MediaType::parse(name)).collect();
    let is_named = media_types.iter().any(MediaType::is_event_stream);
    let is_told = || gathered.prose.iter().any(|text| says_event_stream(&text.plain));
    let is_other = |media: &MediaType| matches!(media, MediaType::Json(_) | MediaType::JsonLines(_));
    if media_types.iter().any(is_other) || !(is_named || is_told()) {
        return false;
    }
    let is_described =
        !gathered.fields.is_empty() && gathered.fields.iter().all(|field| field.form == FieldForm::Property);
    let shows_json = !gathered.examples.is_empty() || !gathered.skeletons.is_empty();
    is_described || !(shows_json || is_asked_for)
}

/// The data of the event that ends the stream: what the settings say, or the text that is shown behind JSON.
pub(super) fn resolve_end<'g, 'a: 'g>(
    draft: &Draft<'_>,
    mut statuses: impl Iterator<Item = &'g Gathered<'a>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if let Some(setting) = &draft.settings.events_end_with {
        return Some(setting.value.clone()).filter(|data| !data.is_empty());
    }
    let (end, before) = statuses.find_map(|gathered| gathered.events.split_last())?;
    let EventData::Text(text) = &end.data else { return None };
    if !before.iter().any(|event| matches!(event.data, EventData::Json(_))) {
        return None;
    }
    diagnostics.push(
        Diagnostic::at(
            &rule::END_OF_EVENTS,
            text.span,
            format!("`{}` ends the stream of events", text.value),
        )
        .label("the events before it have JSON for their data")
        .help_in_settings("`events-end-with = \"\"` under `[[operations]]` says that it does not")
        .suggest(Suggestion::operation("events-end-with", &text.value)),
    );
    Some(text.value.clone())
}

/// The shape of an event; `None` where nothing tells it.
pub(super) fn resolve_events<'a>(
    gathered: &Gathered<'a>,
    end: Option<&str>,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let examples = gathered.examples.iter().filter_map(|example| example.json.as_ref());
    let examples: Vec<&'a Json> = examples.chain(json_of(&gathered.events)).collect();
    if !gathered.fields.is_empty() || gathered.events.is_empty() {
        let shown = Shown { skeletons: gathered.skeletons.clone(), examples };
        return (!gathered.fields.is_empty() || shown.all().next().is_some())
            .then(|| resolve_schema(gathered, &shown, weigher));
    }
    let mut by_name: Vec<(&str, Vec<&'a EventClaim>)> = Vec::new();
    let is_end =
        |event: &EventClaim| matches!(&event.data, EventData::Text(text) if end == Some(text.value.as_str()));
    for event in gathered.events.iter().filter(|event| !is_end(event)) {
        let name = event.event.as_ref().map_or(MESSAGE, |name| name.value.as_str());
        match by_name.iter_mut().find(|(known, _)| *known == name) {
            Some((_, events)) => events.push(event),
            None => by_name.push((name, vec![event])),
        }
    }
    let schemas: Vec<(&str, Schema)> =
        by_name.iter().map(|(name, events)| (*name, resolve_data(events))).collect();
    let with_data = || schemas.iter().filter(|(_, schema)| !matches!(schema.kind, SchemaKind::String { .. }));
    let (_, first) = with_data().next().or(schemas.first())?;
    if with_data().all(|(_, other)| other == first) {
        return Some(first.clone());
    }
    Some(Schema::new(SchemaKind::Tagged(tagged(&schemas))))
}

/// The events that are shown, as their schema has them: whole ones, or their data.
pub(super) fn examples(gathered: &Gathered<'_>, schema: Option<&Schema>, end: Option<&str>) -> Vec<Example> {
    let is_whole = schema.is_some_and(|schema| matches!(schema.kind, SchemaKind::Tagged(_)));
    let value = |event: &&EventClaim| {
        let name = event.event.as_ref().map_or(MESSAGE, |name| name.value.as_str());
        let data = match &event.data {
            EventData::Json(json) => json.to_value(),
            EventData::Text(text) if end == Some(text.value.as_str()) => return None,
            EventData::Text(text) => text.value.clone().into(),
        };
        let value = if is_whole { serde_json::json!({ "event": name, "data": data }) } else { data };
        Some(Example { label: name.to_owned(), value })
    };
    gathered.events.iter().filter_map(value).collect()
}

fn json_of<'a>(events: &[&'a EventClaim]) -> impl Iterator<Item = &'a Json> {
    events.iter().filter_map(|event| match &event.data {
        EventData::Json(json) => Some(json),
        EventData::Text(_) => None,
    })
}

/// What the events of one type say.
fn resolve_data(events: &[&EventClaim]) -> Schema {
    let shown: Vec<&Json> = json_of(events).collect();
    match shown.is_empty() {
        true => Schema::new(SchemaKind::String { format: StringFormat::Plain }),
        false => infer_schema(&shown, Evidence::Example),
    }
}

/// Events that their type tells apart.
fn tagged(schemas: &[(&str, Schema)]) -> TaggedSchema {
    let variant = |(name, schema): &(&str, Schema)| {
        let data = Field {
            name: "data".to_owned(),
            rename: None,
            required: true,
            schema: schema.clone(),
            default: None,
            constraints: Constraints::default(),
            deprecated: false,
            description: String::new(),
            evidence: Evidence::Example,
        };
        let object = ObjectSchema { fields: vec![data], ..ObjectSchema::default() };
        TaggedVariant { title: String::new(), values: vec![(*name).to_owned()], object }
    };
    let variants = schemas.iter().map(variant).collect();
    TaggedSchema { tag: "event".to_owned(), description: String::new(), variants }
}
