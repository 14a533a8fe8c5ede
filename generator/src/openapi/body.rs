//! Request bodies and responses, united over the operations that share one verb and path: of each
//! media type, one of the shapes that the pages give.

use super::accepts::accepts;
use super::names::{Names, Taken, component_key, unique};
use super::parameter::insert_style;
use super::schema::render_schema;
use super::{insert_map, insert_text, join_texts};
use crate::model::{
    Example, Location, MediaType, Operation, ParameterStyle, RequestBody, Response, Schema, SchemaKind,
    Status,
};
use heck::ToLowerCamelCase;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A body of one page.
struct Body<'a> {
    title: &'a str,
    media_type: Cow<'a, MediaType>,
    schema: Option<&'a Schema>,
    styles: Option<&'a BTreeMap<String, ParameterStyle>>,
    examples: &'a [Example],
}

/// The request body; required where each of the operations requires one.
pub(super) fn render_request_body(names: &Names<'_>, operations: &[&Operation]) -> Option<Value> {
    let with_body =
        operations.iter().filter_map(|operation| Some((*operation, operation.request_body.as_ref()?)));
    let bodies: Vec<(&Operation, &RequestBody)> = with_body.collect();
    if bodies.is_empty() {
        return None;
    }
    let required = bodies.len() == operations.len() && bodies.iter().all(|(_, body)| body.required);
    let content = bodies.iter().flat_map(|(operation, body)| {
        let title = &operation.title;
        let with = |media_type, styles, examples| {
            let (media_type, schema) = (Cow::Borrowed(media_type), Some(&body.schema));
            Body { title, media_type, schema, styles: Some(styles), examples }
        };
        let own = with(&body.media_type, &body.styles, &body.examples);
        let others = body.other_encodings.iter().map(move |of| with(&of.media_type, &of.styles, &[]));
        std::iter::once(own).chain(others)
    });
    let mut out = Map::new();
    if required {
        out.insert("required".into(), json!(true));
    }
    out.insert("content".into(), render_content(names, content.collect()));
    Some(Value::Object(out))
}

/// The responses by status; one for anything where no page names a status.
pub(super) fn render_responses(names: &Names<'_>, operations: &[&Operation]) -> Value {
    let mut by_status: BTreeMap<Status, Vec<(&Operation, &Response)>> = BTreeMap::new();
    for operation in operations {
        for response in &operation.responses {
            by_status.entry(response.status).or_default().push((operation, response));
        }
    }
    if by_status.is_empty() {
        return json!({ "default": { "description": "The documentation names no response." } });
    }
    let responses = by_status.into_iter().map(|(status, found)| {
        let mut out = Map::new();
        let text = join_texts(found.iter().map(|(_, response)| response.description.as_str()));
        let text = if text.is_empty() { reason(status).to_owned() } else { text };
        out.insert("description".into(), json!(text));
        let bodies = found.iter().filter_map(|(operation, response)| {
            let media_type = media_type(operation, response)?;
            let (schema, examples) = (response.schema.as_ref(), &response.examples[..]);
            Some(Body { title: &operation.title, media_type, schema, styles: None, examples })
        });
        let bodies: Vec<_> = bodies.collect();
        if !bodies.is_empty() {
            out.insert("content".into(), render_content(names, bodies));
        }
        (status.to_string(), Value::Object(out))
    });
    Value::Object(responses.collect())
}

/// The media type of an answer; JSON that is asked for under another name has that name.
fn media_type<'a>(operation: &Operation, response: &'a Response) -> Option<Cow<'a, MediaType>> {
    let own = response.media_type.as_ref().or(response.schema.as_ref().map(|_| &MediaType::JSON))?;
    let asked_for =
        operation.accept.as_deref().filter(|_| response.status.is_success() && *own == MediaType::JSON);
    let asked_for = asked_for.and_then(MediaType::parse).filter(MediaType::is_json);
    Some(asked_for.map_or(Cow::Borrowed(own), Cow::Owned))
}

fn render_content(names: &Names<'_>, bodies: Vec<Body<'_>>) -> Value {
    let mut by_media_type: BTreeMap<Cow<'_, MediaType>, Vec<Body<'_>>> = BTreeMap::new();
    for body in bodies {
        by_media_type.entry(body.media_type.clone()).or_default().push(body);
    }
    let content = by_media_type.into_iter().map(|(media_type, bodies)| {
        let mut out = Map::new();
        if let Some(schema) = any_of(names, &bodies).or_else(|| raw(&media_type)) {
            out.insert("schema".into(), schema);
        }
        insert_encoding(&mut out, &bodies);
        insert_examples(&mut out, names, &bodies);
        (media_type.as_str().to_owned(), Value::Object(out))
    });
    Value::Object(content.collect())
}

/// The shape that all pages give, or any of theirs, each with the title of its page: shapes of equal fields would
/// make `oneOf` refuse what is right for both.
fn any_of(names: &Names<'_>, bodies: &[Body<'_>]) -> Option<Value> {
    let mut distinct: Vec<(&str, &Schema)> = Vec::new();
    for body in bodies {
        let Some(schema) = body.schema else { continue };
        if !distinct.iter().any(|(_, known)| *known == schema) {
            distinct.push((body.title, schema));
        }
    }
    let [(_, only)] = distinct[..] else {
        let variants = distinct.iter().map(|(title, schema)| {
            let mut variant = Map::new();
            if !matches!(schema.kind, SchemaKind::Ref { .. }) {
                insert_text(&mut variant, "title", title);
            }
            variant.extend(render_schema(names, schema, ""));
            Value::Object(variant)
        });
        let variants: Vec<_> = variants.collect();
        return (!variants.is_empty()).then(|| json!({ "anyOf": variants }));
    };
    Some(Value::Object(render_schema(names, only, "")))
}

/// A body that is no JSON: text, or bytes. Tools that make values or types of schemas need one.
fn raw(media_type: &MediaType) -> Option<Value> {
    match media_type {
        MediaType::Text(_) | MediaType::EventStream(_) => Some(json!({ "type": "string" })),
        MediaType::Binary(_) => Some(json!({ "type": "string", "format": "binary" })),
        MediaType::Json(_) | MediaType::JsonLines(_) | MediaType::Form(_) | MediaType::Multipart => None,
    }
}

/// How fields of a form are written (OpenAPI 3.1, Encoding Object).
fn insert_encoding(out: &mut Map<String, Value>, bodies: &[Body<'_>]) {
    let styles: BTreeMap<_, _> = bodies.iter().filter_map(|body| body.styles).flatten().collect();
    let fields = styles.into_iter().map(|(name, style)| {
        let mut encoding = Map::new();
        match style {
            ParameterStyle::Json => {
                encoding.insert("contentType".into(), json!("application/json"));
            }
            style => insert_style(&mut encoding, *style, Location::Query),
        }
        (name.clone(), Value::Object(encoding))
    });
    insert_map(out, "encoding", fields.collect());
}

/// One example without a label is `example`; several are named by their labels. Those that the schema refuses, since
/// the pages contradict themselves, stand apart.
fn insert_examples(out: &mut Map<String, Value>, names: &Names<'_>, bodies: &[Body<'_>]) {
    let mut examples: Vec<(&str, &Example)> = Vec::new();
    for body in bodies {
        for example in body.examples {
            if !examples.iter().any(|(_, known)| known.value == example.value) {
                examples.push((body.title, example));
            }
        }
    }
    let schemas: Vec<&Schema> = bodies.iter().filter_map(|body| body.schema).collect();
    let (fitting, others): (Vec<_>, Vec<_>) = examples.into_iter().partition(|(_, example)| {
        schemas.is_empty() || schemas.iter().any(|schema| accepts(names, schema, &example.value))
    });
    let several_pages = bodies.len() > 1;
    match fitting[..] {
        [(_, only)] if only.label.is_empty() => {
            out.insert("example".into(), only.value.clone());
        }
        _ => insert_map(out, "examples", named_examples(fitting, several_pages)),
    }
    insert_map(out, "x-docbind-examples", named_examples(others, several_pages));
}

fn named_examples(examples: Vec<(&str, &Example)>, several_pages: bool) -> Map<String, Value> {
    let mut taken = Taken::default();
    let named = examples.into_iter().map(|(title, example)| {
        let label = match example.label.as_str() {
            "" if several_pages => title,
            "" => "example",
            label => label,
        };
        let mut object = Map::new();
        insert_text(&mut object, "summary", label);
        object.insert("value".into(), example.value.clone());
        let key = component_key(&label.to_lower_camel_case());
        (unique(&mut taken, key), Value::Object(object))
    });
    named.collect()
}

/// What a status means (RFC 9110), where a page does not say.
fn reason(status: Status) -> &'static str {
    let Status::Code(code) = status else { return class_reason(status.class()) };
    match code {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No content",
        301 | 308 => "Moved permanently",
        302 => "Found",
        304 => "Not modified",
        307 => "Temporary redirect",
        400 => "Bad request",
        401 => "Unauthorized",
        402 => "Payment required",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content too large",
        415 => "Unsupported media type",
        422 => "Unprocessable content",
        429 => "Too many requests",
        500 => "Internal server error",
        501 => "Not implemented",
        502 => "Bad gateway",
        503 => "Service unavailable",
        504 => "Gateway timeout",
        _ => class_reason(status.class()),
    }
}

fn class_reason(class: Option<u16>) -> &'static str {
    match class {
        None => "Any other response",
        Some(1) => "Information",
        Some(2) => "Success",
        Some(3) => "Redirection",
        Some(4) => "Error of the caller",
        Some(_) => "Error of the server",
    }
}
