//! Values for the shapes of the model: taken from the documented examples, made up where there is none.
//!
//! Only the model is read here. What a value looks like on the wire must not depend on the lowering.

use docbind::model::{Api, EnumValue, Location, Parameter, Schema, SchemaKind, StringFormat};
use serde_json::{Map, Value, json};

/// The name of a member that no page documents.
pub const UNKNOWN: &str = "docbind-unknown";

/// Deep enough for every page; a shape that holds itself ends here.
const DEEPEST: usize = 8;

/// Makes values.
pub struct Values<'a> {
    pub api: &'a Api,
}

impl<'a> Values<'a> {
    /// The shape behind names.
    pub fn resolve(&self, schema: &'a Schema) -> &'a SchemaKind {
        let mut kind = &schema.kind;
        for _ in 0..=self.api.schemas.len() {
            match kind {
                SchemaKind::Ref { name } => kind = &self.api.schemas[name].schema.kind,
                _ => return kind,
            }
        }
        &SchemaKind::Any
    }

    /// A value with every field of the shape set: as the example has it, made up where it has none.
    pub fn filled(&self, name: &str, schema: &'a Schema, shown: Option<&Value>) -> Value {
        self.fill(name, schema, shown, 0)
    }

    fn fill(&self, name: &str, schema: &'a Schema, shown: Option<&Value>, depth: usize) -> Value {
        let shown = shown.filter(|value| !value.is_null());
        match (self.resolve(schema), shown) {
            _ if depth > DEEPEST => Value::Null,
            (SchemaKind::Object(object), None | Some(Value::Object(_))) => {
                let mut members = shown.and_then(Value::as_object).cloned().unwrap_or_default();
                for field in &object.fields {
                    let value = self.fill(&field.name, &field.schema, members.get(&field.name), depth + 1);
                    members.insert(field.name.clone(), value);
                }
                Value::Object(members)
            }
            (SchemaKind::Array { items }, Some(Value::Array(shown))) if !shown.is_empty() => {
                shown.iter().map(|item| self.fill(name, items, Some(item), depth + 1)).collect()
            }
            (SchemaKind::Array { items }, _) => {
                let item = |which: &str| self.fill(&format!("{name} {which}"), items, None, depth + 1);
                vec![item("first"), item("second")].into()
            }
            (SchemaKind::Map { values }, None) => {
                json!({ "some key": self.fill(name, values, None, depth + 1) })
            }
            (SchemaKind::Union { variants }, None) => self.fill(name, &variants[0], None, depth + 1),
            (SchemaKind::Any, None) => json!({ "anything": [name, null, 1.5] }),
            (_, Some(shown)) => shown.clone(),
            (kind, None) => scalar(name, kind, &text(name)),
        }
    }

    /// The value of a parameter.
    pub fn parameter(&self, parameter: &'a Parameter) -> Value {
        let name = &parameter.field.name;
        let words = match parameter.location {
            // What a header or cookie may hold differs between servers but for visible ASCII.
            Location::Header | Location::Cookie => format!("value of {name}; a=b, \"c\""),
            Location::Path => format!("{name}/é ?#%2F&+="),
            Location::Query => text(name),
        };
        match self.resolve(&parameter.field.schema) {
            SchemaKind::Array { items } => {
                let item = |which: &str| {
                    let name = format!("{name} {which}");
                    scalar(&name, self.resolve(items), &format!("{words}, {which}"))
                };
                vec![item("first"), item("second")].into()
            }
            kind => scalar(name, kind, &words),
        }
    }

    /// The value with nothing but what must be there.
    pub fn required(&self, schema: &'a Schema, value: &Value) -> Value {
        self.reduce(schema, value, &|_, _| {})
    }

    /// The same, with a member that no page documents.
    pub fn bare(&self, schema: &'a Schema, value: &Value) -> Value {
        self.reduce(schema, value, &|members, _| {
            members.insert(UNKNOWN.into(), json!({ "new": [1, null] }));
        })
    }

    /// The value with null for everything that need not be there.
    pub fn nulls(&self, schema: &'a Schema, value: &Value) -> Value {
        self.reduce(schema, value, &|members, optional| {
            members.insert(optional.into(), Value::Null);
        })
    }

    /// Takes out what need not be there; `instead` is called with each name of it, or with "" when
    /// there is none.
    fn reduce(
        &self,
        schema: &'a Schema,
        value: &Value,
        instead: &dyn Fn(&mut Map<String, Value>, &str),
    ) -> Value {
        match (self.resolve(schema), value) {
            (SchemaKind::Object(object), Value::Object(shown)) => {
                let mut members = Map::new();
                for field in &object.fields {
                    match shown.get(&field.name) {
                        Some(value) if field.required => {
                            members.insert(field.name.clone(), self.reduce(&field.schema, value, instead));
                        }
                        _ => instead(&mut members, &field.name),
                    }
                }
                Value::Object(members)
            }
            (SchemaKind::Array { items }, Value::Array(shown)) => {
                shown.iter().map(|item| self.reduce(items, item, instead)).collect()
            }
            _ => value.clone(),
        }
    }

    /// The example, with what it lacks of the required fields.
    pub fn documented(&self, schema: &'a Schema, example: &Value, filled: &Value) -> Value {
        let mut value = example.clone();
        if let (SchemaKind::Object(object), Value::Object(members)) = (self.resolve(schema), &mut value) {
            for field in object.fields.iter().filter(|field| field.required) {
                if !members.contains_key(&field.name) {
                    members.insert(field.name.clone(), filled[&field.name].clone());
                }
            }
        }
        value
    }

    /// The texts of a value that are never to be shown.
    pub fn secrets(&self, schema: &'a Schema, value: &Value, secrets: &mut Vec<String>) {
        match (self.resolve(schema), value) {
            (SchemaKind::String { format: StringFormat::Password }, Value::String(text)) => {
                secrets.push(text.clone());
            }
            (SchemaKind::Object(object), Value::Object(members)) => {
                for field in &object.fields {
                    if let Some(value) = members.get(&field.name) {
                        self.secrets(&field.schema, value, secrets);
                    }
                }
            }
            (SchemaKind::Array { items }, Value::Array(shown)) => {
                shown.iter().for_each(|item| self.secrets(items, item, secrets));
            }
            _ => {}
        }
    }
}

/// A text with everything that an encoding may get wrong.
fn text(name: &str) -> String {
    format!("{name}: é€😀 &=+%2F ?#/[],;'\"\\\n</>")
}

fn scalar(name: &str, kind: &SchemaKind, words: &str) -> Value {
    match kind {
        SchemaKind::Boolean => json!(true),
        SchemaKind::Integer { .. } => json!(number(name)),
        SchemaKind::Number { .. } => json!(number(name) as f64 + 0.25),
        SchemaKind::Enum(of) => match of.members.last().map(|member| &member.value) {
            Some(EnumValue::Integer(value)) => json!(value),
            Some(EnumValue::String(value)) => json!(value),
            None => json!(words),
        },
        SchemaKind::String { format } => match format {
            StringFormat::DateTime => json!("2026-03-04T05:06:07Z"),
            StringFormat::LocalDateTime => json!("2026-03-04T05:06:07"),
            StringFormat::LocalMinute => json!("2026-03-04T05:06"),
            StringFormat::Date => json!("2026-03-04"),
            StringFormat::Time => json!("05:06:07"),
            StringFormat::Decimal => json!(format!("{}.25", number(name))),
            StringFormat::Uuid => json!("6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
            StringFormat::Uri => json!("https://example.com/a?b=c&d=%20#e"),
            StringFormat::Email => json!("someone+tag@example.com"),
            StringFormat::Byte => json!("AAECAw=="),
            StringFormat::Password => json!(format!("s3cret of {name} &=+%")),
            StringFormat::Plain | StringFormat::Binary => json!(words),
        },
        _ => json!(words),
    }
}

/// A number that two names hardly share, so that values which changed places are noticed.
fn number(name: &str) -> i64 {
    let hash =
        name.bytes().fold(0xcbf2_9ce4_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
    i64::from(hash % 1_000_000)
}
