//! What example values and skeletons show of a shape.

use super::formats::{format_of_value, is_secret};
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat};

/// The shape that holds all of `values`; [`SchemaKind::Any`] when they have nothing in common or
/// are all null. Nullable when one of them is null.
pub(super) fn infer_schema(values: &[&Json], evidence: Evidence) -> Schema {
    let mut kinds: Vec<Schema> = Vec::new();
    let mut nullable = false;
    for value in values {
        match infer_one(value, evidence) {
            Some(schema) => kinds.push(schema),
            None => nullable = true,
        }
    }
    let mut kinds = kinds.into_iter();
    let Some(first) = kinds.next() else {
        return if nullable { Schema::any().nullable() } else { Schema::any() };
    };
    let mut schema = kinds.fold(first, unite);
    schema.nullable |= nullable;
    schema
}

fn infer_one(value: &Json, evidence: Evidence) -> Option<Schema> {
    Some(Schema::new(match &value.value {
        JsonValue::Null => return None,
        JsonValue::Bool(_) => SchemaKind::Boolean,
        JsonValue::Number(text) if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
            SchemaKind::Integer { format: IntegerFormat::Int64 }
        }
        JsonValue::Number(_) => SchemaKind::NUMBER,
        JsonValue::String(text) => match text.as_str() {
            "<any>" => SchemaKind::Any,
            "<string>" | "" => SchemaKind::String { format: StringFormat::Plain },
            text => SchemaKind::String { format: format_of_value(text) },
        },
        JsonValue::Array(items) => {
            let items: Vec<&Json> = items.iter().collect();
            SchemaKind::Array { items: Box::new(infer_schema(&items, evidence)) }
        }
        JsonValue::Object(members) if members.is_empty() => SchemaKind::Any,
        JsonValue::Object(members) => {
            let mut object = ObjectSchema::default();
            for (name, value) in members {
                let schema = infer_schema(&[value], evidence);
                push_field(&mut object, infer_field(&name.value, schema, evidence));
            }
            SchemaKind::Object(object)
        }
    }))
}

/// A field that only an example or a skeleton shows: never required.
pub(super) fn infer_field(name: &str, mut schema: Schema, evidence: Evidence) -> Field {
    if let SchemaKind::String { format } = &mut schema.kind
        && is_secret(name)
    {
        *format = StringFormat::Password;
    }
    Field {
        name: name.to_owned(),
        required: false,
        schema,
        default: None,
        constraints: Default::default(),
        description: String::new(),
        evidence,
    }
}

fn push_field(object: &mut ObjectSchema, field: Field) {
    match object.fields.iter_mut().find(|f| f.name == field.name) {
        Some(known) => known.schema = unite(known.schema.clone(), field.schema),
        None => object.fields.push(field),
    }
}

/// The shape that holds both.
pub(super) fn unite(a: Schema, b: Schema) -> Schema {
    use SchemaKind as K;
    let nullable = a.nullable || b.nullable;
    let kind = match (a.kind, b.kind) {
        (a, b) if a == b => a,
        // Nothing known on one side: an empty array or object, a null.
        (K::Any, known) | (known, K::Any) => known,
        (K::Integer { .. }, K::Number { format }) | (K::Number { format }, K::Integer { .. }) => {
            K::Number { format }
        }
        (K::Number { .. }, K::Number { .. }) => K::NUMBER,
        (K::String { .. }, K::String { .. }) => K::String { format: StringFormat::Plain },
        (K::Array { items: a }, K::Array { items: b }) => K::Array { items: Box::new(unite(*a, *b)) },
        (K::Object(mut a), K::Object(b)) => {
            b.fields.into_iter().for_each(|field| push_field(&mut a, field));
            K::Object(a)
        }
        _ => K::Any,
    };
    Schema { kind, nullable }
}
