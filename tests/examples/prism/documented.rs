//! Values that the pages document.

use docbind::model::{Api, Constraints, EnumValue, Field, ObjectSchema, Schema, SchemaKind, StringFormat};
use serde_json::{Map, Value, json};
use std::cell::RefCell;

/// How deep objects are filled with what need not be there.
const DEEP: usize = 6;

/// How deep values nest at all.
const DEEPEST: usize = 10;

/// The values of an API.
pub struct Documented<'a> {
    api: &'a Api,
    /// Values of types that pages describe in words: the names of fields that have them, and the value.
    named: Vec<(&'a str, Value)>,
    /// The operation whose values are made.
    operation: RefCell<String>,
}

impl<'a> Documented<'a> {
    /// `values`: a line for each, `name | JSON | where`.
    pub fn of(api: &'a Api, values: &'a str) -> Self {
        let lines = values.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let named = lines.map(|line| {
            let mut parts = line.split(" | ").map(str::trim);
            let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            assert!(parts.next().is_some(), "a value without a place: {line}");
            (name, serde_json::from_str(value).unwrap_or_else(|error| panic!("{line}: {error}")))
        });
        Self { api, named: named.collect(), operation: RefCell::default() }
    }

    /// Goes on with another operation: `GET /lamps`.
    pub fn begin(&self, operation: String) {
        self.operation.replace(operation);
    }

    /// The value of a field or a parameter.
    pub fn field(&self, field: &Field) -> Value {
        self.value(field, &field.schema, 0)
    }

    /// The value of a body.
    pub fn body(&self, schema: &Schema) -> Value {
        self.fill("body", schema, &Constraints::default(), 0)
    }

    fn value(&self, field: &Field, schema: &Schema, depth: usize) -> Value {
        let of_kind = |value: &&Value| self.fits(value, schema);
        field
            .default
            .as_ref()
            .filter(|value| !value.is_null())
            .filter(of_kind)
            .cloned()
            .unwrap_or_else(|| self.fill(&field.name, schema, &field.constraints, depth))
    }

    fn fill(&self, name: &str, schema: &Schema, limits: &Constraints, depth: usize) -> Value {
        let kind = self.resolve(schema);
        if let Some(value) = self.named(name).filter(|value| self.fits(value, schema)) {
            return value.clone();
        }
        match kind {
            SchemaKind::Object(object) => self.object(object, depth),
            SchemaKind::Array { items } => {
                let few = limits.min_items.unwrap_or(1).clamp(1, 5);
                if depth >= DEEPEST {
                    return Value::Array(Vec::new());
                }
                let item = || self.fill(name, items, &Constraints::default(), depth + 1);
                (0..few).map(|_| item()).collect()
            }
            SchemaKind::Map { values } => {
                json!({ "key": self.fill(name, values, &Constraints::default(), depth + 1) })
            }
            SchemaKind::Union { variants } => self.fill(name, &variants[0], limits, depth + 1),
            SchemaKind::Tagged(tagged) => {
                let variant = &tagged.variants[0];
                let mut value = self.object(&variant.object, depth);
                if let (Some(members), Some(tag)) = (value.as_object_mut(), variant.values.first()) {
                    members.insert(tagged.tag.clone(), tag.clone().into());
                }
                value
            }
            kind => scalar(kind, limits),
        }
    }

    fn object(&self, object: &ObjectSchema, depth: usize) -> Value {
        let mut members = Map::new();
        for field in &object.fields {
            // Of a value of which the pages say nothing, none is documented.
            let is_open =
                matches!(self.resolve(&field.schema), SchemaKind::Any) && self.named(&field.name).is_none();
            let optional = depth < DEEP && !is_open && !field.deprecated;
            if (field.required || optional) && depth < DEEPEST {
                members.insert(field.name.clone(), self.value(field, &field.schema, depth + 1));
            }
        }
        members.into()
    }

    fn named(&self, name: &str) -> Option<&Value> {
        let operation = self.operation.borrow();
        let fits = |pattern: &str| match (pattern.strip_prefix('*'), pattern.rsplit_once(' ')) {
            (_, Some((of, own))) => *operation == of && name == own,
            (Some(end), None) => name.ends_with(end),
            (None, None) => name == pattern,
        };
        self.named.iter().find(|(pattern, _)| fits(pattern)).map(|(_, value)| value)
    }

    /// Whether a value is of a kind.
    fn fits(&self, value: &Value, schema: &Schema) -> bool {
        match (self.resolve(schema), value) {
            (SchemaKind::String { format: StringFormat::Plain | StringFormat::Binary }, Value::String(_))
            | (SchemaKind::Boolean, Value::Bool(_))
            | (SchemaKind::Integer { .. } | SchemaKind::Number { .. }, Value::Number(_))
            | (SchemaKind::Object(_) | SchemaKind::Map { .. }, Value::Object(_)) => true,
            (SchemaKind::Any, _) => true,
            (SchemaKind::Array { items }, Value::Array(values)) => {
                values.iter().all(|value| self.fits(value, items))
            }
            (SchemaKind::Union { variants }, value) => variants.iter().any(|of| self.fits(value, of)),
            _ => false,
        }
    }

    pub fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s SchemaKind {
        let mut schema = schema;
        while let SchemaKind::Ref { name } = &schema.kind {
            match self.api.schemas.get(name) {
                Some(named) => schema = &named.schema,
                None => break,
            }
        }
        &schema.kind
    }
}

fn scalar(kind: &SchemaKind, limits: &Constraints) -> Value {
    let least = limits.minimum.as_ref().and_then(serde_json::Number::as_i64);
    match kind {
        SchemaKind::Boolean => json!(true),
        SchemaKind::Integer { .. } => json!(least.unwrap_or(1)),
        SchemaKind::Number { .. } => json!(least.unwrap_or(1)),
        SchemaKind::Enum(of) => match of.members.first().map(|member| &member.value) {
            Some(EnumValue::Integer(value)) => json!(value),
            Some(EnumValue::String(value)) => json!(value),
            None => json!("a text"),
        },
        SchemaKind::String { format } => match format {
            StringFormat::DateTime => json!("2026-03-04T05:06:07Z"),
            StringFormat::Date => json!("2026-03-04"),
            StringFormat::Uri => json!("https://example.com/a"),
            StringFormat::Email => json!("someone@example.com"),
            StringFormat::Uuid => json!("6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
            StringFormat::Byte => json!("AAECAw=="),
            _ => {
                let length = limits.min_length.unwrap_or(6).clamp(1, 64);
                let length = limits.max_length.map_or(length, |most| length.min(most));
                json!("abcdefgh".chars().cycle().take(length as usize).collect::<String>())
            }
        },
        _ => json!("a text"),
    }
}
