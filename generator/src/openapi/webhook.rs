//! Webhooks: path items by name, with what the API sends as the body of a `POST`.

use super::accepts::accepts;
use super::insert_text;
use super::names::Names;
use super::schema::{render_field, render_schema};
use crate::model::Webhook;
use heck::ToLowerCamelCase;
use serde_json::{Map, Value, json};

/// The name of a webhook, and its path item.
pub(super) fn render_webhook(names: &Names<'_>, of: &Webhook) -> (String, Value) {
    let mut operation = Map::new();
    insert_text(&mut operation, "summary", &of.title);
    insert_text(&mut operation, "description", &of.description);
    if let Some(link) = &of.link {
        operation.insert("externalDocs".into(), json!({ "url": link }));
    }
    let headers = of.headers.iter().map(|field| {
        let mut header = Map::from_iter([("name".into(), json!(field.name)), ("in".into(), json!("header"))]);
        insert_text(&mut header, "description", &field.description);
        if field.required {
            header.insert("required".into(), json!(true));
        }
        header.insert("schema".into(), Value::Object(render_field(names, field, "")));
        Value::Object(header)
    });
    super::insert_list(&mut operation, "parameters", headers.collect());
    let mut content =
        Map::from_iter([("schema".to_owned(), Value::Object(render_schema(names, &of.payload, "")))]);
    let (fitting, others): (Vec<_>, Vec<_>) =
        of.examples.iter().enumerate().partition(|(_, example)| accepts(names, &of.payload, &example.value));
    for (key, examples) in [("examples", fitting), ("x-docbind-examples", others)] {
        let examples = examples.into_iter().map(|(at, example)| {
            let mut object = Map::new();
            insert_text(&mut object, "summary", &example.label);
            object.insert("value".into(), example.value.clone());
            (format!("example{}", at + 1), Value::Object(object))
        });
        super::insert_map(&mut content, key, examples.collect());
    }
    let body = json!({ "required": true, "content": { "application/json": content } });
    operation.insert("requestBody".into(), body);
    operation.insert("responses".into(), json!({ "2XX": { "description": "Received." } }));
    (of.id.to_lower_camel_case(), json!({ "post": operation }))
}
