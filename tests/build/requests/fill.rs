//! Documented JSON as values of the client's types: what stands for a value is made up.

use super::Context;
use super::texts::is_of_integers;
use docbind::model::{Schema, SchemaKind};
use docbind::testing::document::{Json, JsonValue};
use docbind::testing::reproduction::is_stand_in;
use serde_json::{Map, Value};

impl Context<'_> {
    /// The value; `None` for `...`. `generated`: a machine wrote it, with `{}` for any object.
    pub(super) fn filled(&self, name: &str, schema: &Schema, json: &Json, generated: bool) -> Option<Value> {
        if json.value == JsonValue::Null && !self.source_of(json).starts_with('n') {
            return None;
        }
        Some(match (self.values.resolve(schema), &json.value) {
            (SchemaKind::Object(object), JsonValue::Object(members))
                if generated && members.is_empty() && object.fields.iter().any(|field| field.required) =>
            {
                self.made_up(name, schema)
            }
            (SchemaKind::Object(object), JsonValue::Object(members)) => {
                let any = Schema::any();
                let mut filled = Map::new();
                for (key, value) in members {
                    let of_member = object.field(&key.value).map_or(&any, |field| &field.schema);
                    let value = self.filled(&key.value, of_member, value, generated);
                    filled.extend(value.map(|value| (key.value.clone(), value)));
                }
                // A required member that is `...`.
                for field in object.fields.iter().filter(|field| field.required) {
                    if !filled.contains_key(&field.name) {
                        filled.insert(field.name.clone(), self.made_up(&field.name, &field.schema));
                    }
                }
                filled.into()
            }
            (SchemaKind::Map { values }, JsonValue::Object(members)) => {
                let filled = members.iter().filter_map(|(key, value)| {
                    Some((key.value.clone(), self.filled(&key.value, values, value, generated)?))
                });
                Value::Object(filled.collect())
            }
            (SchemaKind::Array { items }, JsonValue::Array(values)) => {
                values.iter().filter_map(|value| self.filled(name, items, value, generated)).collect()
            }
            (kind, JsonValue::String(text)) if is_stand_in(text) && !self.takes_text(kind) => {
                self.made_up(name, schema)
            }
            _ => json.to_value(),
        })
    }

    /// A value with what must be there.
    pub(super) fn made_up(&self, name: &str, schema: &Schema) -> Value {
        self.values.required(schema, &self.values.filled(name, schema, None))
    }

    fn takes_text(&self, kind: &SchemaKind) -> bool {
        match kind {
            SchemaKind::String { format } => !self.is_typed(*format),
            SchemaKind::Enum(of) => !is_of_integers(of),
            SchemaKind::Any | SchemaKind::Union { .. } | SchemaKind::Tagged(_) => true,
            _ => false,
        }
    }

    fn source_of(&self, json: &Json) -> &str {
        self.sources.get(json.span.source).slice(json.span)
    }
}
