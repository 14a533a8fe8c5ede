//! The documented responses, each with its type and with what that does not have.

use super::typed::{Typed, type_name};
use docbind::Reading;
use docbind::model::{Api, ObjectSchema, Operation, Response, Schema, SchemaKind};
use docbind::testing::lowering::{Answer, Method, Payload, RustCrate, RustType, TypeKind};
use docbind::testing::reproduction::is_stand_in;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The table of them, as Rust.
pub struct Responses {
    pub code: String,
    pub count: usize,
    /// The cargo features of the client that it needs.
    pub features: BTreeSet<String>,
}

pub fn emit(reading: &Reading, of: &RustCrate) -> Responses {
    let mut responses = Responses { code: String::new(), count: 0, features: BTreeSet::new() };
    let mut table = String::new();
    // Methods stand in the order of the model.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for operation in &reading.api.operations {
        let index = seen.entry(operation.group.as_str()).or_default();
        let group = of.groups.iter().find(|group| group.wire_name == operation.group);
        let method = group.and_then(|group| Some((group, group.methods.get(*index)?)));
        *index += 1;
        let Some((group, method)) = method else { continue };
        for response in &operation.responses {
            let Some(rust_type) = type_of(of, method, response) else { continue };
            for example in &response.examples {
                let row = row(&reading.api, operation, response, &example.value);
                let rust_type = type_name(Typed { of, sent: false }, rust_type);
                writeln!(table, "    Response {{ {row}, again: again::<{rust_type}> }},").unwrap();
                responses.count += 1;
                responses.features.insert(group.feature.clone());
            }
        }
    }
    responses.code = format!("pub const RESPONSES: &[Response] = &[\n{table}];\n");
    responses
}

fn row(api: &Api, operation: &Operation, response: &Response, shown: &Value) -> String {
    let mut unknown = Vec::new();
    if let Some(schema) = &response.schema {
        note_unknown(api, &[schema], shown, "", &mut unknown);
    }
    format!(
        "operation: {:?}, status: {:?}, text: {:?}, unknown: &{unknown:?}, stands_in: {}",
        format!("{} {}", operation.method.as_str(), operation.path),
        response.status.to_string(),
        shown.to_string(),
        holds_stand_in(shown),
    )
}

/// Whether a text in it stands for a value of any type: `"count": "<number>"`.
fn holds_stand_in(shown: &Value) -> bool {
    match shown {
        Value::String(text) => is_stand_in(text),
        Value::Array(items) => items.iter().any(holds_stand_in),
        Value::Object(members) => members.values().any(holds_stand_in),
        _ => false,
    }
}

/// The type that reads the JSON of that response.
fn type_of<'a>(of: &'a RustCrate, method: &'a Method, response: &Response) -> Option<&'a RustType> {
    let by_status = |id| {
        let (TypeKind::Errors(outcomes) | TypeKind::Answers(outcomes)) = &of.get(id).kind else {
            return None;
        };
        let outcome = outcomes.iter().find(|outcome| outcome.status == response.status)?;
        match &outcome.payload {
            Payload::Json(of) | Payload::Beside(of) => Some(of),
            Payload::None | Payload::Text | Payload::Bytes => None,
        }
    };
    match (&method.answer, response.status.is_success()) {
        (Answer::Json(of), true) => Some(of),
        (Answer::ByStatus(id), true) => by_status(*id),
        (_, true) => None,
        (_, false) => by_status(method.error?),
    }
}

/// The members that none of the shapes has, by JSON pointer (RFC 6901).
fn note_unknown(api: &Api, schemas: &[&Schema], shown: &Value, at: &str, unknown: &mut Vec<String>) {
    let mut kinds = Vec::new();
    schemas.iter().for_each(|schema| add_kinds(api, schema, &mut kinds));
    match shown {
        Value::Array(items) => {
            let of_items = kinds.iter().filter_map(|kind| match kind {
                SchemaKind::Array { items } => Some(&**items),
                _ => None,
            });
            let of_items: Vec<&Schema> = of_items.collect();
            for (index, item) in items.iter().enumerate() {
                note_unknown(api, &of_items, item, &format!("{at}/{index}"), unknown);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                let mut found = Vec::new();
                let mut known = false;
                for kind in &kinds {
                    known |= add_member(kind, name, &mut found);
                }
                match known {
                    true => note_unknown(api, &found, value, &at, unknown),
                    false => unknown.push(at),
                }
            }
        }
        _ => {}
    }
}

/// What a value of that shape may be, references and alternatives resolved.
fn add_kinds<'a>(api: &'a Api, schema: &'a Schema, kinds: &mut Vec<&'a SchemaKind>) {
    match &schema.kind {
        SchemaKind::Ref { name } => {
            if let Some(named) = api.schemas.get(name) {
                add_kinds(api, &named.schema, kinds);
            }
        }
        SchemaKind::Union { variants } => variants.iter().for_each(|of| add_kinds(api, of, kinds)),
        kind => kinds.push(kind),
    }
}

/// Adds the shapes of a member; whether there is one.
fn add_member<'a>(kind: &'a SchemaKind, name: &str, found: &mut Vec<&'a Schema>) -> bool {
    let mut of_object = |object: &'a ObjectSchema| {
        let field = object.fields.iter().find(|field| field.name == name).map(|field| &field.schema);
        let schema = field.or(object.additional.as_deref());
        found.extend(schema);
        schema.is_some()
    };
    match kind {
        SchemaKind::Object(object) => of_object(object),
        SchemaKind::Tagged(tagged) => {
            let known: Vec<bool> = tagged.variants.iter().map(|of| of_object(&of.object)).collect();
            name == tagged.tag || known.contains(&true)
        }
        SchemaKind::Map { values } => {
            found.push(values);
            true
        }
        // All of it is kept.
        SchemaKind::Any => true,
        _ => false,
    }
}
