//! Schema objects (JSON Schema 2020-12).

use super::accepts::accepts_field;
use super::limits::insert_limits;
use super::names::Names;
use super::{insert_list, insert_text};
use crate::model::{
    EnumSchema, EnumValue, Field, IntegerFormat, NumberFormat, ObjectSchema, Schema, SchemaKind,
    StringFormat, TaggedSchema, TaggedVariant,
};
use serde_json::{Map, Value, json};

/// A shape, with the text that says what it is.
pub(super) fn render_schema(names: &Names<'_>, schema: &Schema, description: &str) -> Map<String, Value> {
    let mut out = Map::new();
    insert_text(&mut out, "description", description);
    let nullable = schema.nullable;
    let inner = |schema: &Schema| Value::Object(render_schema(names, schema, ""));
    match &schema.kind {
        SchemaKind::Any => {}
        SchemaKind::Boolean => insert_type(&mut out, "boolean", nullable),
        SchemaKind::Number { format } => {
            insert_type(&mut out, "number", nullable);
            if *format == NumberFormat::Decimal {
                out.insert("format".into(), json!("decimal"));
            }
        }
        SchemaKind::Integer { format } => {
            insert_type(&mut out, "integer", nullable);
            out.insert("format".into(), json!(integer_format(*format)));
        }
        SchemaKind::String { format } => {
            insert_type(&mut out, "string", nullable);
            insert_string_format(&mut out, *format);
        }
        SchemaKind::Array { items } => {
            insert_type(&mut out, "array", nullable);
            out.insert("items".into(), inner(items));
        }
        SchemaKind::Map { values } => {
            insert_type(&mut out, "object", nullable);
            out.insert("additionalProperties".into(), inner(values));
        }
        SchemaKind::Object(object) => {
            insert_type(&mut out, "object", nullable);
            insert_fields(&mut out, names, object);
        }
        SchemaKind::Enum(values) => insert_enum(&mut out, values, nullable),
        SchemaKind::Ref { name } => {
            let reference = json!(format!("#/components/schemas/{}", names.schema(name)));
            if nullable {
                out.insert("anyOf".into(), json!([{ "$ref": reference }, { "type": "null" }]));
            } else {
                out.insert("$ref".into(), reference);
            }
        }
        SchemaKind::Union { variants } => {
            let null = nullable.then(|| json!({ "type": "null" }));
            let variants = variants.iter().map(inner).chain(null).collect();
            insert_list(&mut out, "anyOf", variants);
        }
        SchemaKind::Tagged(of) => insert_tagged(&mut out, names, of, nullable),
    }
    out
}

/// The shape of a field or parameter, with its default.
pub(super) fn render_field(names: &Names<'_>, field: &Field, description: &str) -> Map<String, Value> {
    let mut schema = render_schema(names, &field.schema, description);
    insert_limits(&mut schema, &field.constraints);
    if let Some(default) = &field.default {
        let key = if accepts_field(names, field, default) { "default" } else { "x-docbind-default" };
        schema.insert(key.to_owned(), default.clone());
    }
    schema
}

/// One of several objects. Only schemas with a name of their own may be told apart by a tag, so that each
/// variant is one of the components.
fn insert_tagged(out: &mut Map<String, Value>, names: &Names<'_>, of: &TaggedSchema, nullable: bool) {
    let keys = names.variants(of);
    let reference = |key: &String| format!("#/components/schemas/{key}");
    let null = nullable.then(|| json!({ "type": "null" }));
    let variants = keys.iter().map(|key| json!({ "$ref": reference(key) })).chain(null).collect();
    insert_list(out, "oneOf", variants);
    let values = of.variants.iter().zip(keys).flat_map(|(variant, key)| {
        variant.values.iter().map(move |value| (value.clone(), json!(reference(key))))
    });
    let mapping: Map<String, Value> = values.collect();
    out.insert("discriminator".into(), json!({ "propertyName": of.tag, "mapping": mapping }));
}

/// A variant as a component: its fields, and the tag with its values.
pub(super) fn render_variant(names: &Names<'_>, of: &TaggedSchema, variant: &TaggedVariant) -> Value {
    let mut out = Map::new();
    insert_text(&mut out, "title", &variant.title);
    insert_type(&mut out, "object", false);
    insert_fields(&mut out, names, &variant.object);
    if let [value] = variant.values.as_slice() {
        let mut tag = Map::new();
        insert_text(&mut tag, "description", &of.description);
        tag.extend([("type".to_owned(), json!("string")), ("const".to_owned(), json!(value))]);
        let mut properties = Map::from_iter([(of.tag.clone(), Value::Object(tag))]);
        let mut required = vec![json!(of.tag)];
        if let Some(Value::Object(others)) = out.remove("properties") {
            properties.extend(others);
        }
        if let Some(Value::Array(others)) = out.remove("required") {
            required.extend(others);
        }
        insert_list(&mut out, "required", required);
        super::insert_map(&mut out, "properties", properties);
    }
    Value::Object(out)
}

fn insert_type(out: &mut Map<String, Value>, name: &str, nullable: bool) {
    let value = if nullable { json!([name, "null"]) } else { json!(name) };
    out.insert("type".into(), value);
}

fn insert_fields(out: &mut Map<String, Value>, names: &Names<'_>, object: &ObjectSchema) {
    let required = object.fields.iter().filter(|f| f.required).map(|f| json!(f.name)).collect();
    insert_list(out, "required", required);
    let properties = object.fields.iter().map(|field| {
        let mut schema = render_field(names, field, &field.description);
        if field.deprecated {
            schema.insert("deprecated".to_owned(), json!(true));
        }
        (field.name.clone(), Value::Object(schema))
    });
    super::insert_map(out, "properties", properties.collect());
    if let Some(values) = &object.additional {
        out.insert("additionalProperties".to_owned(), Value::Object(render_schema(names, values, "")));
    }
    let choices = object.choices.iter().map(|choice| {
        let mut schema = Map::new();
        insert_text(&mut schema, "title", &choice.title);
        insert_list(&mut schema, "required", choice.required.iter().map(|name| json!(name)).collect());
        Value::Object(schema)
    });
    insert_list(out, "anyOf", choices.collect());
}

/// An enum with what tools have agreed on beside the standard: names and texts of the values, in
/// the same order. `null` comes last and has neither.
fn insert_enum(out: &mut Map<String, Value>, values: &EnumSchema, nullable: bool) {
    let integers = values.members.iter().any(|member| matches!(member.value, EnumValue::Integer(_)));
    insert_type(out, if integers { "integer" } else { "string" }, nullable);
    if values.members.is_empty() {
        return;
    }
    let null = nullable.then_some(Value::Null);
    let members = values.members.iter().map(|member| json!(member.value)).chain(null).collect();
    insert_list(out, "enum", members);
    if values.members.iter().any(|member| member.name.is_some()) {
        let name = |value: &EnumValue| match value {
            EnumValue::Integer(number) => number.to_string(),
            EnumValue::String(text) => text.clone(),
        };
        let members = values.members.iter();
        let names = members.map(|member| json!(member.name.clone().unwrap_or_else(|| name(&member.value))));
        insert_list(out, "x-enum-varnames", names.collect());
    }
    if values.members.iter().any(|member| !member.description.is_empty()) {
        let texts = values.members.iter().map(|member| json!(member.description)).collect();
        insert_list(out, "x-enum-descriptions", texts);
    }
}

fn integer_format(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::Int64 => "int64",
        IntegerFormat::Int32 => "int32",
        IntegerFormat::Uint64 => "uint64",
        IntegerFormat::Int128 => "int128",
    }
}

fn insert_string_format(out: &mut Map<String, Value>, format: StringFormat) {
    let name = match format {
        StringFormat::Plain => return,
        StringFormat::DateTime => "date-time",
        StringFormat::LocalDateTime | StringFormat::LocalMinute => "date-time-local",
        StringFormat::Date => "date",
        StringFormat::Time => "time-local",
        StringFormat::Uuid => "uuid",
        StringFormat::Uri => "uri",
        StringFormat::Email => "email",
        StringFormat::Decimal => "decimal",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
        StringFormat::Password => "password",
    };
    out.insert("format".into(), json!(name));
    match format {
        StringFormat::Byte => out.insert("contentEncoding".into(), json!("base64")),
        StringFormat::Binary => out.insert("contentMediaType".into(), json!("application/octet-stream")),
        _ => None,
    };
}
