//! The operations as an OpenAPI document, for the forms that hold one.

use crate::kites::{Field, HOST, Operation, Ty};
use serde_json::{Map, Value, json};

/// The document of one operation.
pub fn document(of: &Operation) -> Value {
    let at = |place: &'static str, fields: &'static [Field]| {
        fields.iter().map(move |field| {
            let mut schema = schema(field);
            let text = schema.as_object_mut().and_then(|of| of.remove("description"));
            json!({ "name": field.name, "in": place, "required": field.required, "schema": schema, "description": text })
        })
    };
    let parameters: Vec<Value> =
        at("path", of.in_path).chain(at("query", of.query)).chain(at("header", of.headers)).collect();
    let responses = of.responses.iter().map(|(status, text, fields)| {
        let mut response = json!({ "description": text });
        if !fields.is_empty() {
            response["content"] = json!({ "application/json": { "schema": object(fields) } });
        }
        (status.to_string(), response)
    });
    let mut operation = json!({
        "summary": of.title,
        "description": of.text,
        "parameters": parameters,
        "responses": responses.collect::<Map<_, _>>(),
    });
    if let Some((media, fields)) = of.body {
        operation["requestBody"] =
            json!({ "required": true, "content": { media: { "schema": object(fields) } } });
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Kites", "version": "1" },
        "servers": [{ "url": HOST }],
        "paths": { of.path: { of.verb.to_lowercase(): operation } },
    })
}

fn object(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), schema(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn schema(field: &Field) -> Value {
    let mut schema = match field.ty {
        Ty::Object(fields) => object(fields),
        Ty::Objects(fields) => json!({ "type": "array", "items": object(fields) }),
        Ty::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Ty::File => json!({ "type": "string", "format": "binary" }),
        Ty::Values(values) => json!({ "type": "string", "enum": values }),
        _ => json!({ "type": field.kind() }),
    };
    schema["description"] = json!(field.text);
    if let Some(value) = field.default {
        schema["default"] = value.parse().unwrap_or_else(|_| json!(value));
    }
    if let Some((from, to)) = field.range {
        schema["minimum"] = json!(from);
        schema["maximum"] = json!(to);
    }
    schema
}

/// A value as the sites make one up for an example.
pub fn example(fields: &[Field]) -> Value {
    let members = fields.iter().map(|field| {
        let value = match field.ty {
            Ty::Text | Ty::File => json!("some text"),
            Ty::Integer => json!(7),
            Ty::Number => json!(1.5),
            Ty::Boolean => json!(true),
            Ty::Texts => json!(["some text"]),
            Ty::Values(values) => json!(values[0]),
            Ty::Object(fields) => example(fields),
            Ty::Objects(fields) => json!([example(fields)]),
        };
        (field.name.to_owned(), value)
    });
    Value::Object(members.collect())
}

pub fn pretty(fields: &[Field]) -> String {
    serde_json::to_string_pretty(&example(fields)).expect("it is JSON")
}
