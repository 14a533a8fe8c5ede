//! OpenAPI 3.1.0 of a closed model, for the tools that read nothing else.
//!
//! The same model gives the same bytes. What OpenAPI cannot say is said beside it under `x-`:
//! `x-docbind-roles` (of an operation), `x-docbind-success` (the field of a response that says whether the call
//! succeeded, whatever its status), `x-docbind-array-style` (arrays between brackets),
//! `x-docbind-allow-reserved` (path parameters that keep their slashes),
//! `x-docbind-default` (a default that its own type does not allow), `x-docbind-examples`
//! (examples of bodies that their schema does not allow), `x-docbind-retry-statuses`,
//! `x-docbind-prefix` (what a header holds before its key). An operation of whose credentials nothing is known
//! has no `security`.
//!
//! An OpenAPI path has one operation for each verb, and two paths may not differ in the names of
//! their holes alone. Pages do both: `endpoint.rs` finds what belongs together, and `operation.rs`
//! writes one operation of it.

mod accepts;
mod body;
mod endpoint;
mod limits;
mod names;
mod operation;
mod parameter;
mod schema;
mod server;
mod webhook;

use crate::model::{Api, AuthScheme};
use crate::visible::{begins_command, hides_characters, visible_json, visible_yaml};
use endpoint::group_endpoints;
use names::Names;
use serde_json::{Map, Value, json};

/// The model as an OpenAPI 3.1.0 document.
pub fn render_openapi(api: &Api) -> Value {
    let names = Names::new(api);
    let mut document = Map::new();
    document.insert("openapi".into(), json!("3.1.0"));
    document.insert("info".into(), info(api));
    if let Some(url) = &api.base_url {
        document.insert("servers".into(), json!([server::render_server(url)]));
    }
    let tags: Vec<Value> = api.groups.iter().map(|g| tag(&g.name, &g.description)).collect();
    insert_list(&mut document, "tags", tags);
    document.insert("paths".into(), paths(&names));
    let webhooks = api.webhooks.iter().map(|of| webhook::render_webhook(&names, of));
    insert_map(&mut document, "webhooks", webhooks.collect());
    let components = components(&names);
    if !components.is_empty() {
        document.insert("components".into(), Value::Object(components));
    }
    let statuses = api.retry_statuses.iter().map(|&status| json!(status)).collect();
    insert_list(&mut document, "x-docbind-retry-statuses", statuses);
    Value::Object(document)
}

/// The document as JSON text, with the characters that a terminal obeys or hides as escapes.
pub fn render_openapi_json(api: &Api) -> String {
    visible_json(format!("{:#}\n", render_openapi(api)))
}

/// The same document as YAML; where a text hides characters, in the form of JSON, which is YAML, too, and has escapes.
pub fn render_openapi_yaml(api: &Api) -> String {
    let document = render_openapi(api);
    let render = |options| serde_saphyr::to_string_with_options(&document, options).unwrap_or_default();
    let text = render(yaml_options());
    // A block of text has lines of its own, and a name may begin one.
    match text.lines().any(begins_command) {
        _ if hides_characters(&text) => visible_yaml(format!("{document:#}\n")),
        true => render(serde_saphyr::ser_options! { compact_list_indent: false, quote_all: true }),
        false => text,
    }
}

fn yaml_options() -> serde_saphyr::SerializerOptions {
    serde_saphyr::ser_options! { compact_list_indent: false }
}

fn info(api: &Api) -> Value {
    let mut info = Map::new();
    let title = if api.title.is_empty() { &api.name } else { &api.title };
    info.insert("title".into(), json!(title));
    insert_text(&mut info, "description", &api.description);
    // OpenAPI asks for the version of the document, which pages do not have.
    info.insert("version".into(), json!("1"));
    Value::Object(info)
}

fn tag(name: &str, description: &str) -> Value {
    let mut tag = Map::new();
    tag.insert("name".into(), json!(name));
    insert_text(&mut tag, "description", description);
    Value::Object(tag)
}

fn paths(names: &Names<'_>) -> Value {
    let mut paths = Map::new();
    for endpoint in group_endpoints(&names.api.operations) {
        let mut item = Map::new();
        for (method, operations) in &endpoint.methods {
            let operation = operation::render_operation(names, operations, &endpoint.holes);
            item.insert(method.as_str().to_ascii_lowercase(), operation);
        }
        paths.insert(endpoint.path, Value::Object(item));
    }
    Value::Object(paths)
}

fn components(names: &Names<'_>) -> Map<String, Value> {
    let mut components = Map::new();
    let mut schemas: Map<_, _> = names
        .api
        .schemas
        .iter()
        .map(|(name, named)| {
            let schema = schema::render_schema(names, &named.schema, &named.description);
            (names.schema(name).to_owned(), Value::Object(schema))
        })
        .collect();
    for (of, variant, key) in names.all_variants() {
        schemas.insert(key.to_owned(), schema::render_variant(names, of, variant));
    }
    insert_map(&mut components, "schemas", schemas);
    let schemes = names.security().map(|(scheme, name)| (name.to_owned(), security_scheme(scheme))).collect();
    insert_map(&mut components, "securitySchemes", schemes);
    components
}

fn security_scheme(scheme: &AuthScheme) -> Value {
    match scheme {
        AuthScheme::Bearer => json!({ "type": "http", "scheme": "bearer" }),
        AuthScheme::Basic => json!({ "type": "http", "scheme": "basic" }),
        AuthScheme::ApiKey { location, name, prefix } => {
            let mut scheme = Map::new();
            scheme.insert("type".into(), json!("apiKey"));
            scheme.insert("in".into(), json!(parameter::location_word(*location)));
            scheme.insert("name".into(), json!(name));
            if !prefix.is_empty() {
                let described = format!("The key stands behind `{}`.", prefix.trim_end());
                scheme.insert("description".into(), json!(described));
                scheme.insert("x-docbind-prefix".into(), json!(prefix));
            }
            Value::Object(scheme)
        }
    }
}

/// Inserts a text that is not empty.
fn insert_text(map: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.trim().is_empty() {
        map.insert(key.to_owned(), json!(text.trim()));
    }
}

/// Inserts a list that is not empty.
fn insert_list(map: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        map.insert(key.to_owned(), Value::Array(list));
    }
}

/// Inserts a map that is not empty.
fn insert_map(map: &mut Map<String, Value>, key: &str, inner: Map<String, Value>) {
    if !inner.is_empty() {
        map.insert(key.to_owned(), Value::Object(inner));
    }
}

/// The texts that differ, in order, as paragraphs.
fn join_texts<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut distinct: Vec<&str> = Vec::new();
    for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct.join("\n\n")
}

#[cfg(test)]
mod tests;
