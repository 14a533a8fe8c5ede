//! The calls as Rust: a function of each, and the table `CALLS`.

use crate::documented::Documented;
use crate::typed::{Typed, arguments, request};
use crate::wanted::Sent;
use docbind::Generated;
use docbind::model::{Location, MediaType, Operation, Parameter};
use docbind::testing::lowering::{Group, Method};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// All calls.
pub struct Calls {
    pub code: String,
    /// How many there are.
    pub count: usize,
    /// The operations that no call could be made of, each with the reason.
    pub unbuilt: Vec<(String, String)>,
}

/// Emits the calls of each operation.
pub fn emit(made: &Generated, values: &Documented<'_>) -> Calls {
    let api = &made.reading.api;
    let mut calls = Calls { code: String::new(), count: 0, unbuilt: Vec::new() };
    let mut table = String::new();
    let mut nth: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in &api.operations {
        // Methods stand in the order of the model.
        let index = nth.entry(operation.group.as_str()).or_default();
        let group = made.client.groups.iter().find(|group| group.wire_name == operation.group);
        let found = group.and_then(|group| Some((group, group.methods.get(*index)?)));
        *index += 1;
        let title = format!("{} {}", operation.method.as_str(), operation.path);
        let Some((group, method)) = found else {
            calls.unbuilt.push((title, "the client has no method for it".into()));
            continue;
        };
        match emit_one(made, values, operation, (group, method), calls.count) {
            Ok(code) => {
                calls.code.push_str(&code);
                // "… requires an OAuth2 access token": that is the user's, and no bot's.
                let words = ["access token", "Requires OAuth2", "OAuth2 scope"];
                let of_user = words.iter().any(|words| operation.description.contains(words));
                let index = calls.count;
                writeln!(
                    table,
                    "    Call {{ operation: {title:?}, of_user: {of_user}, send: send_{index} }},"
                )
                .unwrap();
                calls.count += 1;
            }
            Err(reason) => calls.unbuilt.push((title, reason)),
        }
    }
    writeln!(calls.code, "pub const CALLS: &[Call] = &[\n{table}];").unwrap();
    calls
}

fn emit_one(
    made: &Generated,
    values: &Documented<'_>,
    operation: &Operation,
    (group, method): (&Group, &Method),
    index: usize,
) -> Result<String, String> {
    let of = Typed { of: &made.client, sent: true };
    let sent = sent(values, operation);
    let mut arguments = arguments(of, method, &sent)?;
    if let Some(id) = method.request {
        write!(arguments, "&{}", request(of, method, id, &sent)?).unwrap();
    }
    let (module, name) = (&group.module, &method.ident);
    let mut code = String::new();
    writeln!(code, "fn send_{index}(client: api::Client) -> Sending {{\n    Box::pin(async move {{").unwrap();
    writeln!(
        code,
        "        client.{module}().{name}({arguments}).await.map(drop).map_err(|error| error.to_string())"
    )
    .unwrap();
    writeln!(code, "    }})\n}}\n").unwrap();
    Ok(code)
}

/// All that the pages document of an operation, but for what should no longer be sent.
fn sent(values: &Documented<'_>, operation: &Operation) -> Sent {
    values.begin(format!("{} {}", operation.method.as_str(), operation.path));
    let taken = |of: &&Parameter| !of.field.deprecated || of.location == Location::Path;
    let of = |of: &Parameter| ((of.location, of.field.name.clone()), values.field(&of.field));
    let mut parameters: BTreeMap<(Location, String), Value> =
        operation.parameters.iter().filter(taken).map(of).collect();
    for name in operation.path.parameters() {
        let key = (Location::Path, name.to_owned());
        parameters.entry(key).or_insert_with(|| "175928847299117063".into());
    }
    let mut body = operation.request_body.as_ref().map(|body| values.body(&body.schema));
    // Prism reads the parts of a form as text, and JSON in them as no object.
    let is_form = operation.request_body.as_ref().is_some_and(|body| body.media_type == MediaType::Multipart);
    if let Some(members) = body.as_mut().and_then(Value::as_object_mut).filter(|_| is_form) {
        let is_json = |value: &Value| match value {
            Value::Array(items) => items.iter().any(Value::is_object),
            value => value.is_object(),
        };
        members.retain(|_, value| !is_json(value));
    }
    Sent { parameters, body }
}
