//! Pass: which webhook tells of which event.
//!
//! The event is named where the settings say, or in a field of the payload that has one value, or a list of values,
//! in each webhook, and no value in two of them; declared values come before those of examples.

use super::{Context, Schemas};
use crate::config::did_you_mean;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{Api, EnumValue, EventLocation, Field, ObjectSchema, Schema, SchemaKind, Webhook};
use serde_json::Value;

/// What the field is called where only examples tell its values.
const NAMES: [&str; 14] = [
    "type",
    "event",
    "event_type",
    "eventType",
    "eventtype",
    "event_name",
    "eventName",
    "topic",
    "webhook_type",
    "hook",
    "trigger",
    "action",
    "kind",
    "notification_type",
];

/// Finds what tells webhooks apart, and what each is called there.
pub(super) fn resolve_events(context: &Context<'_>, api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let settings = &context.config.webhooks;
    api.webhook_signature.clone_from(&settings.signature);
    if api.webhooks.is_empty() {
        return;
    }
    let found = match &settings.event {
        Some(location) => Some(location.value.clone()),
        None => infer(api, diagnostics),
    };
    let names = |webhook: &Webhook| match &found {
        Some(EventLocation::Field(path)) => field_values(&webhook.payload, webhook, path, &api.schemas),
        Some(EventLocation::Header(name)) => header_values(webhook, name),
        None => Vec::new(),
    };
    let mut all: Vec<Vec<String>> = api.webhooks.iter().map(names).collect();
    for (webhook, names) in api.webhooks.iter().zip(&mut all) {
        if names.is_empty() {
            names.clone_from(&webhook.events);
        }
    }
    for (id, event) in &settings.events {
        let Some(at) = api.webhooks.iter().position(|webhook| webhook.id.replace(' ', "-") == id.value)
        else {
            let message = format!("no webhook is called `{}`", id.value);
            let ids: Vec<String> = api.webhooks.iter().map(|webhook| webhook.id.replace(' ', "-")).collect();
            let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, id.span, message);
            let near = did_you_mean(&id.value, ids.iter().map(String::as_str));
            diagnostics.push(near.into_iter().fold(diagnostic, Diagnostic::help));
            continue;
        };
        all[at] = vec![event.value.clone()];
    }
    for (webhook, names) in api.webhooks.iter_mut().zip(all) {
        webhook.events = names;
    }
    report(api, found.is_some(), diagnostics);
    api.webhook_event = found;
}

/// Says which webhooks the client cannot tell from others.
fn report(api: &Api, is_located: bool, diagnostics: &mut Vec<Diagnostic>) {
    let nameless: Vec<&Webhook> = api.webhooks.iter().filter(|webhook| webhook.events.is_empty()).collect();
    if nameless.is_empty() || (api.webhooks.len() == 1 && !is_located) {
        return;
    }
    let titles: Vec<String> =
        nameless.iter().take(3).map(|webhook| format!("\"{}\"", webhook.title)).collect();
    let more = if nameless.len() > 3 { ", …" } else { "" };
    let message = match is_located {
        true => "nothing says what the event of a webhook is called".to_owned(),
        false => "nothing says how the events of webhooks are told apart".to_owned(),
    };
    let key =
        if is_located { "`[webhooks.events]`" } else { "`event-field` or `event-header` under `[webhooks]`" };
    diagnostics.push(
        Diagnostic::general(&rule::WEBHOOK_EVENT, message)
            .note(format!("{}{more}", titles.join(", ")))
            .help_in_settings(format!("{key} says it")),
    );
}

/// A field that each payload has, with values of its own.
fn infer(api: &Api, diagnostics: &mut Vec<Diagnostic>) -> Option<EventLocation> {
    let objects: Vec<&ObjectSchema> = api
        .webhooks
        .iter()
        .map(|webhook| object_of(&webhook.payload, &api.schemas))
        .collect::<Option<_>>()?;
    if objects.len() < 2 {
        return None;
    }
    let distinct = |values: &[Vec<String>]| {
        let all: Vec<&String> = values.iter().flatten().collect();
        values.iter().all(|values| !values.is_empty())
            && all.iter().enumerate().all(|(n, value)| !all[..n].contains(value))
    };
    let of = |values: &dyn Fn(&Webhook, &str) -> Vec<String>, name: &str| -> Vec<Vec<String>> {
        api.webhooks.iter().map(|webhook| values(webhook, name)).collect()
    };
    let declared = |webhook: &Webhook, name: &str| {
        object_of(&webhook.payload, &api.schemas)
            .and_then(|object| object.field(name))
            .map_or_else(Vec::new, |field| enum_values(&field.schema, &api.schemas))
    };
    let names = || objects[0].fields.iter().map(|field| field.name.as_str());
    let field = |name: &str| EventLocation::Field(vec![name.to_owned()]);
    if let Some(name) = names().find(|name| distinct(&of(&declared, name))) {
        return Some(field(name));
    }
    let either = |webhook: &Webhook, name: &str| {
        let values = field_values(&webhook.payload, webhook, &[name.to_owned()], &api.schemas);
        if values.is_empty() { webhook.events.clone() } else { values }
    };
    let name =
        NAMES.into_iter().find(|name| names().any(|own| own == *name) && distinct(&of(&either, name)))?;
    diagnostics.push(
        Diagnostic::general(
            &rule::WEBHOOK_EVENT,
            format!("`{name}` was taken for what tells webhooks apart"),
        )
        .note("its values in the examples, or the names of the webhooks, are of one webhook each")
        .help_in_settings("`event-field` under `[webhooks]` names another field, `event-header` a header"),
    );
    Some(field(name))
}

/// What a field holds, by its declared values, or else by the examples.
fn field_values(payload: &Schema, webhook: &Webhook, path: &[String], schemas: &Schemas) -> Vec<String> {
    let mut schema = Some(payload);
    for name in path {
        schema = schema
            .and_then(|schema| object_of(schema, schemas))
            .and_then(|object| object.field(name))
            .map(|field| &field.schema);
    }
    let declared = schema.map_or_else(Vec::new, |schema| enum_values(schema, schemas));
    if !declared.is_empty() {
        return declared;
    }
    let mut shown: Vec<String> = Vec::new();
    for example in &webhook.examples {
        let value = path.iter().try_fold(&example.value, |value, name| value.get(name));
        if let Some(Value::String(text)) = value
            && !shown.contains(text)
        {
            shown.push(text.clone());
        }
    }
    shown
}

fn header_values(webhook: &Webhook, name: &str) -> Vec<String> {
    let of = |field: &&Field| field.name.eq_ignore_ascii_case(name);
    match webhook.headers.iter().find(of).map(|field| &field.schema.kind) {
        Some(SchemaKind::Enum(values)) => {
            values.members.iter().filter_map(|member| text(&member.value)).collect()
        }
        _ => Vec::new(),
    }
}

fn object_of<'s>(schema: &'s Schema, schemas: &'s Schemas) -> Option<&'s ObjectSchema> {
    match &schema.kind {
        SchemaKind::Object(object) => Some(object),
        SchemaKind::Ref { name } => match &schemas.get(name)?.schema.kind {
            SchemaKind::Object(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

fn enum_values(schema: &Schema, schemas: &Schemas) -> Vec<String> {
    let of = match &schema.kind {
        SchemaKind::Enum(of) => of,
        SchemaKind::Ref { name } => match schemas.get(name).map(|named| &named.schema.kind) {
            Some(SchemaKind::Enum(of)) => of,
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    of.members.iter().filter_map(|member| text(&member.value)).collect()
}

fn text(value: &EnumValue) -> Option<String> {
    match value {
        EnumValue::String(text) => Some(text.clone()),
        EnumValue::Integer(number) => Some(number.to_string()),
    }
}
