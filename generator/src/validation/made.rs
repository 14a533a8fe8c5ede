//! Values that fit a schema, where no page shows one, and examples of which a part does not fit.

use super::Validator;
use crate::model::{
    Constraints, EnumSchema, EnumValue, Field, ObjectSchema, Schema, SchemaKind, StringFormat, TaggedSchema,
};
use serde_json::{Map, Number, Value, json};

/// Records may hold themselves: from here on only what is required is made.
const DEEP: usize = 4;

/// A record that requires itself ends here.
const DEEPEST: usize = 12;

/// Makes values of the schemas of an API.
#[derive(Clone, Copy)]
pub(crate) struct Maker<'a> {
    pub(crate) validator: Validator<'a>,
}

impl<'a> Maker<'a> {
    /// A value of a schema; a text is the name of what it is of, where nothing says more.
    pub(crate) fn make(self, schema: &'a Schema, name: &str) -> Value {
        self.value(schema, name, 0)
    }

    /// The value, with what does not fit made.
    pub(crate) fn repaired(self, schema: &'a Schema, name: &str, value: Value) -> Value {
        if self.validator.value(schema, &value).is_empty() {
            return value;
        }
        match (self.validator.resolve(schema).0, value) {
            (SchemaKind::Object(object), Value::Object(mut members)) => {
                for field in &object.fields {
                    match members.get_mut(&field.name) {
                        Some(value) if !self.validator.field(field, value).is_empty() => {
                            let inner = self.repaired(&field.schema, &field.name, value.take());
                            let fits = self.validator.field(field, &inner).is_empty();
                            *value = if fits { inner } else { self.field(field, 0) };
                        }
                        None if field.required => {
                            members.insert(field.name.clone(), self.field(field, 0));
                        }
                        _ => {}
                    }
                }
                Value::Object(members)
            }
            (SchemaKind::Array { items }, Value::Array(values)) => {
                values.into_iter().map(|value| self.repaired(items, name, value)).collect()
            }
            _ => self.make(schema, name),
        }
    }

    fn value(self, schema: &'a Schema, name: &str, depth: usize) -> Value {
        let (kind, nullable) = self.validator.resolve(schema);
        if depth > DEEPEST || (nullable && depth > DEEP) {
            return Value::Null;
        }
        match kind {
            SchemaKind::Any => json!({}),
            SchemaKind::Boolean => json!(true),
            SchemaKind::Integer { .. } | SchemaKind::Number { .. } => json!(1),
            SchemaKind::String { format } => json!(text(*format, name)),
            SchemaKind::Array { .. } if depth > DEEP => json!([]),
            SchemaKind::Array { items } => json!([self.value(items, name, depth + 1)]),
            SchemaKind::Map { .. } if depth > DEEP => json!({}),
            SchemaKind::Map { values } => json!({ "key": self.value(values, name, depth + 1) }),
            SchemaKind::Object(object) => Value::Object(self.object(object, depth)),
            SchemaKind::Enum(of) => member(of, name),
            SchemaKind::Union { variants } => {
                variants.first().map_or(Value::Null, |variant| self.value(variant, name, depth + 1))
            }
            SchemaKind::Tagged(of) => self.tagged(of, depth),
            SchemaKind::Ref { .. } => Value::Null,
        }
    }

    fn object(self, object: &'a ObjectSchema, depth: usize) -> Map<String, Value> {
        let fields = object.fields.iter().filter(|field| field.required || depth <= DEEP);
        fields.map(|field| (field.name.clone(), self.field(field, depth + 1))).collect()
    }

    fn tagged(self, of: &'a TaggedSchema, depth: usize) -> Value {
        let Some(variant) = of.variants.first() else { return json!({}) };
        let mut members = Map::new();
        members.insert(of.tag.clone(), json!(variant.values.first()));
        for (name, value) in self.object(&variant.object, depth) {
            members.entry(name).or_insert(value);
        }
        Value::Object(members)
    }

    /// The default of the field, or a value within its limits.
    fn field(self, field: &'a Field, depth: usize) -> Value {
        let fits = |value: &Value| self.validator.field(field, value).is_empty();
        if let Some(default) = field.default.as_ref().filter(|default| !default.is_null() && fits(default)) {
            return default.clone();
        }
        let value = self.value(&field.schema, &field.name, depth);
        if fits(&value) { value } else { within(&field.constraints, value) }
    }
}

/// The value, brought within limits.
fn within(limits: &Constraints, value: Value) -> Value {
    match value {
        Value::Number(_) => {
            let float = |number: &Option<Number>| number.as_ref().and_then(Number::as_f64);
            let least = limits.minimum.clone().map(Value::Number);
            let above = float(&limits.exclusive_minimum).map(|limit| whole(limit + 1.0));
            let below = float(&limits.exclusive_maximum).map(|limit| whole(limit - 1.0));
            let listed = limits.values.first().cloned().map(Value::Number);
            let most = limits.maximum.clone().map(Value::Number);
            listed.or(least).or(above).or(most).or(below).unwrap_or(value)
        }
        Value::String(text) => {
            let mut text: String =
                text.chars().take(limits.max_length.unwrap_or(u64::MAX) as usize).collect();
            let lacks = limits.min_length.unwrap_or(0).saturating_sub(text.chars().count() as u64);
            text.extend(std::iter::repeat_n('x', lacks.min(10_000) as usize));
            Value::String(text)
        }
        Value::Array(items) => {
            let least = limits.min_items.unwrap_or(0).min(1_000) as usize;
            let count = items.len().max(least).min(limits.max_items.unwrap_or(u64::MAX) as usize);
            items.iter().cycle().take(if items.is_empty() { 0 } else { count }).cloned().collect()
        }
        value => value,
    }
}

fn whole(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

fn member(of: &EnumSchema, name: &str) -> Value {
    match of.members.first().map(|member| &member.value) {
        Some(EnumValue::Integer(value)) => json!(value),
        Some(EnumValue::String(value)) => json!(value),
        None => json!(name),
    }
}

fn text(format: StringFormat, name: &str) -> &str {
    match format {
        StringFormat::DateTime => "2026-03-04T05:06:07Z",
        StringFormat::LocalDateTime => "2026-03-04T05:06:07",
        StringFormat::LocalMinute => "2026-03-04T05:06",
        StringFormat::Date => "2026-03-04",
        StringFormat::Time => "05:06:07",
        StringFormat::Uuid => "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        StringFormat::Uri => "https://example.com/",
        StringFormat::Email => "someone@example.com",
        StringFormat::Decimal => "1.00",
        StringFormat::Byte => "bW9jaw==",
        StringFormat::Password => "password",
        StringFormat::Plain | StringFormat::Binary => name,
    }
}
