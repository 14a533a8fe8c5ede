//! Operation objects: one for all operations of the model that share a verb and path.

use super::body::{render_request_body, render_responses};
use super::names::Names;
use super::parameter::render_parameters;
use super::server::render_server;
use super::{insert_list, insert_text, join_texts};
use crate::model::{Operation, SecurityRequirement};
use serde_json::{Map, Value, json};

/// One operation of at least one; the path parameters are named by `holes`.
pub(super) fn render_operation(names: &Names<'_>, operations: &[&Operation], holes: &[String]) -> Value {
    let mut out = Map::new();
    let groups = operations.iter().map(|o| o.group.as_str()).filter(|group| !group.is_empty());
    insert_list(&mut out, "tags", distinct(groups.map(|group| json!(group))));
    insert_text(&mut out, "summary", &summary(operations));
    insert_text(&mut out, "description", &description(operations));
    insert_links(&mut out, operations);
    if operations.iter().all(|o| o.deprecated.is_some()) {
        out.insert("deprecated".into(), json!(true));
    }
    out.insert("operationId".into(), json!(names.operation(operations[0])));
    insert_list(&mut out, "parameters", render_parameters(names, operations, holes));
    if let Some(body) = render_request_body(names, operations) {
        out.insert("requestBody".into(), body);
    }
    out.insert("responses".into(), render_responses(names, operations));
    if let Some(security) = security(names, operations) {
        out.insert("security".into(), Value::Array(security));
    }
    if let Some(success) = &operations[0].success
        && operations.iter().all(|o| o.success.as_ref() == Some(success))
    {
        out.insert("x-docbind-success".into(), json!(success));
    }
    if let Some(end) = &operations[0].end_of_events {
        out.insert("x-docbind-end-of-events".into(), json!(end));
    }
    let roles = operations.iter().flat_map(|o| &o.roles).map(|role| json!(role));
    insert_list(&mut out, "x-docbind-roles", distinct(roles));
    if operations.iter().any(|o| o.base_url.is_some()) {
        let urls = operations.iter().filter_map(|o| o.base_url.as_ref().or(names.api.base_url.as_ref()));
        insert_list(&mut out, "servers", distinct(urls.map(|url| render_server(url))));
    }
    Value::Object(out)
}

fn summary(operations: &[&Operation]) -> String {
    let titles = operations.iter().map(|o| o.title.as_str()).filter(|title| !title.is_empty());
    let titles = distinct(titles.map(|title| json!(title)));
    match &titles[..] {
        [first, second] => format!("{} / {}", text(first), text(second)),
        [first, _, rest @ ..] => format!("{} and {} more", text(first), rest.len() + 1),
        _ => titles.first().map(text).unwrap_or_default().to_owned(),
    }
}

/// The texts of all pages, each under its title where there are several.
fn description(operations: &[&Operation]) -> String {
    if let [only] = operations {
        return only.description.clone();
    }
    let texts: Vec<_> = operations
        .iter()
        .map(|o| match o.description.trim() {
            "" => format!("**{}**", o.title),
            text => format!("**{}**\n\n{text}", o.title),
        })
        .collect();
    join_texts(texts.iter().map(String::as_str))
}

/// OpenAPI has room for one link; the others are listed beside it.
fn insert_links(out: &mut Map<String, Value>, operations: &[&Operation]) {
    let links = distinct(operations.iter().flat_map(|o| o.links()).map(|link| json!(link)));
    if let Some(first) = links.first() {
        out.insert("externalDocs".into(), json!({ "url": first }));
    }
    if links.len() > 1 {
        insert_list(out, "x-docbind-links", links);
    }
}

/// Any of these will do; nothing, where nothing is known. An operation that needs none, beside one that does,
/// makes it optional.
fn security(names: &Names<'_>, operations: &[&Operation]) -> Option<Vec<Value>> {
    let known: Vec<_> = operations.iter().filter_map(|o| o.authentication.as_ref()).collect();
    known.first()?;
    let requirement = |of: &SecurityRequirement| {
        let schemes = of.schemes.iter().map(|scheme| (names.security_scheme(scheme).to_owned(), json!([])));
        Value::Object(schemes.collect())
    };
    let mut security = distinct(known.iter().copied().flatten().map(requirement));
    let optional = json!({});
    if !security.is_empty() && !security.contains(&optional) && known.iter().any(|of| of.is_empty()) {
        security.push(optional);
    }
    Some(security)
}

fn distinct(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
