//! The answers that the pages of the corpora show can be read by the types that docbind makes of the same pages.
//! Prints the ones that can't. Runs where `../shared/corpora` is present and says so where it is not.

use docbind::model::{Api, Field, Schema, SchemaKind};
use docbind::source::load_spec;
use serde_json::Value;
use std::path::Path;

/// The most of a thousand answers that may be unreadable: pages that contradict themselves in ways that no type
/// holds, and placeholders in the place of values.
const MOST: usize = 6;

#[test]
fn documented_answers_are_readable() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let apis = [
        "bland",
        "stateset",
        "upstash",
        "toapis",
        "whatsmark",
        "inbound",
        "zupy",
        "magebank",
        "vartiq",
        "plunk",
        "unkey",
        "octolane",
    ];
    let (mut shown, mut unreadable) = (0, 0);
    for name in apis {
        let api = docbind::read_spec(&load_spec(&folder.join(name)).expect("the corpus loads")).api;
        let (mut here, mut failed) = (0, 0);
        for operation in &api.operations {
            for response in &operation.responses {
                let Some(schema) = &response.schema else { continue };
                for example in &response.examples {
                    here += 1;
                    if let Err(why) = read(&api, schema, &example.value, false) {
                        failed += 1;
                        println!("  {} {}: {why}", operation.place.page, response.status);
                    }
                }
            }
        }
        println!("{name:<10} {here:>5} answers, {failed} not readable");
        shown += here;
        unreadable += failed;
    }
    println!("{:<10} {shown:>5} answers, {unreadable} not readable", "all");
    assert!(shown > 1_400, "{shown} answers");
    assert!(unreadable * 1_000 <= shown * MOST, "{unreadable} of {shown}");
}

/// Reads a value as a client does: unknown fields and values of enums are no errors, and a list may be null.
fn read(api: &Api, schema: &Schema, value: &Value, optional: bool) -> Result<(), String> {
    let fits = match (&schema.kind, value) {
        (SchemaKind::Ref { name }, _) => return read(api, &api.schemas[name].schema, value, optional),
        (SchemaKind::Any | SchemaKind::Union { .. } | SchemaKind::Tagged(_), _) => true,
        (SchemaKind::Array { .. }, Value::Null) => true,
        (_, Value::Null) => schema.nullable || optional,
        (SchemaKind::Boolean, value) => value.is_boolean(),
        (SchemaKind::Integer { .. }, value) => value.is_i64() || value.is_u64(),
        (SchemaKind::Number { .. }, value) => value.is_number(),
        (SchemaKind::String { .. }, value) => value.is_string(),
        (SchemaKind::Enum(_), value) => value.is_string() || value.is_i64(),
        (SchemaKind::Array { items }, Value::Array(values)) => {
            return values.iter().try_for_each(|value| read(api, items, value, false));
        }
        (SchemaKind::Map { values }, Value::Object(members)) => {
            return members.values().try_for_each(|value| read(api, values, value, true));
        }
        (SchemaKind::Object(object), Value::Object(members)) => {
            return object
                .fields
                .iter()
                .try_for_each(|field| read_field(api, field, members.get(&field.name)));
        }
        (SchemaKind::Array { .. } | SchemaKind::Map { .. } | SchemaKind::Object(_), _) => false,
    };
    if fits { Ok(()) } else { Err(format!("{value} is no {:?}", schema.kind).chars().take(160).collect()) }
}

fn read_field(api: &Api, field: &Field, value: Option<&Value>) -> Result<(), String> {
    let within = |why: String| format!("{}: {why}", field.name);
    match value {
        Some(value) => read(api, &field.schema, value, !field.required).map_err(within),
        None if field.required
            && !matches!(field.schema.kind, SchemaKind::Array { .. } | SchemaKind::Any) =>
        {
            Err(within("required and not there".to_owned()))
        }
        None => Ok(()),
    }
}
