//! What example values and skeletons show of a shape.

use super::formats::{format_of_value, is_secret};
use super::keys::keys_are_data;
use super::weigh::integer_kind;
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat};
use crate::source::Spanned;
use crate::type_expr::TypeExpr;
use crate::type_expr::parse_type;
use foldhash::{HashMap, HashMapExt as _};

/// The shape that holds all of `values`; [`SchemaKind::Any`] when they have nothing in common or
/// are all null. Nullable when one of them is null.
pub(super) fn infer_schema(values: &[&Json], evidence: Evidence) -> Schema {
    if let Some(schema) = infer_objects(values, evidence) {
        return schema;
    }
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
    if matches!(schema.kind, SchemaKind::Integer { .. }) {
        let numbers: Vec<&str> = values
            .iter()
            .filter_map(|value| match &value.value {
                JsonValue::Number(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        schema.kind = integer_kind(&numbers, IntegerFormat::Int64);
    }
    schema.nullable |= nullable;
    schema
}

/// The shape of many objects, each member of all of them at once.
fn infer_objects(values: &[&Json], evidence: Evidence) -> Option<Schema> {
    let mut objects: Vec<&Members> = Vec::new();
    for value in values {
        match &value.value {
            JsonValue::Null => {}
            JsonValue::Object(members) if !members.is_empty() && keys_are_data(members).is_none() => {
                objects.push(members);
            }
            _ => return None,
        }
    }
    let nullable = objects.len() < values.len();
    // A single one is not looked at here and then once more: at each level of an example that would be twice.
    (objects.len() > 1)
        .then(|| Schema { nullable, ..Schema::new(SchemaKind::Object(infer_members(&objects, evidence))) })
}

type Members = Vec<(Spanned<String>, Json)>;

fn infer_members(objects: &[&Members], evidence: Evidence) -> ObjectSchema {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut shown: Vec<(&str, Vec<&Json>)> = Vec::new();
    for (name, value) in objects.iter().copied().flatten() {
        let place = *places.entry(&name.value).or_insert(shown.len());
        match shown.get_mut(place) {
            Some((_, values)) => values.push(value),
            None => shown.push((&name.value, vec![value])),
        }
    }
    let field =
        |(name, values): (&str, Vec<&Json>)| infer_field(name, infer_schema(&values, evidence), evidence);
    ObjectSchema { fields: shown.into_iter().map(field).collect(), ..ObjectSchema::default() }
}

fn infer_one(value: &Json, evidence: Evidence) -> Option<Schema> {
    Some(Schema::new(match &value.value {
        JsonValue::Null => return None,
        JsonValue::Bool(_) => SchemaKind::Boolean,
        JsonValue::Number(text) if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
            integer_kind(&[text.as_str()], IntegerFormat::Int64)
        }
        JsonValue::Number(_) => SchemaKind::NUMBER,
        JsonValue::String(text) if text.is_empty() => SchemaKind::String { format: StringFormat::Plain },
        JsonValue::String(text) => {
            placeholder(text).unwrap_or_else(|| SchemaKind::String { format: format_of_value(text) })
        }
        JsonValue::Array(items) => {
            let items: Vec<&Json> = items.iter().collect();
            SchemaKind::Array { items: Box::new(infer_schema(&items, evidence)) }
        }
        JsonValue::Object(members) if members.is_empty() => SchemaKind::Any,
        JsonValue::Object(members) if keys_are_data(members).is_some() => {
            let values: Vec<&Json> = members.iter().map(|(_, value)| value).collect();
            SchemaKind::Map { values: Box::new(infer_schema(&values, evidence)) }
        }
        JsonValue::Object(members) => SchemaKind::Object(infer_members(&[members], evidence)),
    }))
}

/// What a placeholder says of the value in its place: `<string>`, `<integer>`, `<any>`.
pub(super) fn placeholder(text: &str) -> Option<SchemaKind> {
    let name = text.strip_prefix('<')?.strip_suffix('>')?;
    Some(match parse_type(name) {
        TypeExpr::Any | TypeExpr::Object | TypeExpr::Array(None) => SchemaKind::Any,
        TypeExpr::String => SchemaKind::String { format: StringFormat::Plain },
        TypeExpr::Formatted(format) => SchemaKind::String { format },
        TypeExpr::Boolean => SchemaKind::Boolean,
        TypeExpr::Integer => SchemaKind::Integer { format: IntegerFormat::Int64 },
        TypeExpr::Unsigned64 => SchemaKind::Integer { format: IntegerFormat::Uint64 },
        TypeExpr::Number => SchemaKind::NUMBER,
        _ => return None,
    })
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
        rename: None,
        required: false,
        schema,
        default: None,
        constraints: Default::default(),
        deprecated: false,
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
        (K::Integer { format: a }, K::Integer { format: b }) => K::Integer { format: a.unite(b) },
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
        (K::Map { values: a }, K::Map { values: b }) => K::Map { values: Box::new(unite(*a, *b)) },
        (K::Union { variants }, other) | (other, K::Union { variants }) => unite_variants(variants, other),
        (a, b) => K::Union { variants: vec![Schema::new(a), Schema::new(b)] },
    };
    Schema { kind, nullable }
}

/// Alternatives with one more: united with the one of its kind, where there is one.
fn unite_variants(mut variants: Vec<Schema>, other: SchemaKind) -> SchemaKind {
    if let SchemaKind::Union { variants: others } = other {
        return others.into_iter().fold(SchemaKind::Union { variants }, |all, one| match all {
            SchemaKind::Union { variants } => unite_variants(variants, one.kind),
            single => single,
        });
    }
    let is_number =
        |kind: &SchemaKind| matches!(kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. });
    let same = variants.iter_mut().find(|known| {
        std::mem::discriminant(&known.kind) == std::mem::discriminant(&other)
            || (is_number(&known.kind) && is_number(&other))
    });
    match same {
        Some(known) => *known = unite(known.clone(), Schema::new(other)),
        None => variants.push(Schema::new(other)),
    }
    SchemaKind::Union { variants }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LineMap, parse_json};
    use crate::source::SourceId;

    fn kind(array: &str) -> SchemaKind {
        let reading = parse_json(array, &LineMap::default(), SourceId(0));
        match infer_schema(&[&reading.documents[0]], Evidence::Example).kind {
            SchemaKind::Array { items } => items.kind,
            other => other,
        }
    }

    fn names(kind: &SchemaKind) -> Vec<&'static str> {
        let SchemaKind::Union { variants } = kind else { panic!("{kind:?}") };
        let name = |v: &Schema| match v.kind {
            SchemaKind::Integer { .. } => "integer",
            SchemaKind::Number { .. } => "number",
            SchemaKind::String { .. } => "string",
            SchemaKind::Boolean => "boolean",
            _ => "other",
        };
        variants.iter().map(name).collect()
    }

    #[test]
    fn values_of_several_kinds_are_either() {
        assert_eq!(names(&kind("[1, \"a\", \"b\", 2.5]")), ["number", "string"]);
        assert_eq!(names(&kind("[\"a\", true, null, \"b\"]")), ["string", "boolean"]);
    }

    #[test]
    fn placeholders_say_what_they_stand_for() {
        assert_eq!(kind("[number]"), SchemaKind::NUMBER);
        assert_eq!(kind("[\"<boolean>\"]"), SchemaKind::Boolean);
        assert!(matches!(kind("[\"<token>\"]"), SchemaKind::String { .. }));
    }
}
