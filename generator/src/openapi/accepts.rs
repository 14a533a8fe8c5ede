//! Whether a schema of the document allows a value, as far as validators look: an example or a default that its own
//! schema refuses makes the whole document wrong to them.

use super::names::Names;
use crate::model::{
    Constraints, EnumSchema, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat,
    TaggedSchema,
};
use serde_json::{Number, Value, json};

/// Records may hold themselves, values never without end.
const DEPTH: u8 = 64;

/// Whether the schema allows the value.
pub(super) fn accepts(names: &Names<'_>, schema: &Schema, value: &Value) -> bool {
    Validator { names, depth: DEPTH }.value(schema, value)
}

/// Whether the schema of a field, limits included, allows the value.
pub(super) fn accepts_field(names: &Names<'_>, field: &Field, value: &Value) -> bool {
    Validator { names, depth: DEPTH }.field(field, value)
}

#[derive(Clone, Copy)]
struct Validator<'a> {
    names: &'a Names<'a>,
    /// How many more levels are looked at.
    depth: u8,
}

impl Validator<'_> {
    fn value(self, schema: &Schema, value: &Value) -> bool {
        if schema.nullable && value.is_null() {
            return true;
        }
        let Some(depth) = self.depth.checked_sub(1) else { return true };
        let inner = Validator { depth, ..self };
        match &schema.kind {
            SchemaKind::Any => true,
            SchemaKind::Boolean => value.is_boolean(),
            SchemaKind::Integer { format } => {
                value.as_number().is_some_and(|number| is_integer(*format, number))
            }
            SchemaKind::Number { .. } => value.is_number(),
            SchemaKind::String { format } => value.as_str().is_some_and(|text| has_format(*format, text)),
            SchemaKind::Array { items } => {
                value.as_array().is_some_and(|all| all.iter().all(|value| inner.value(items, value)))
            }
            SchemaKind::Map { values } => {
                value.as_object().is_some_and(|all| all.values().all(|value| inner.value(values, value)))
            }
            SchemaKind::Object(object) => inner.object(object, value),
            SchemaKind::Enum(of) => is_member(of, value),
            SchemaKind::Ref { name } => {
                self.names.api.schemas.get(name).is_none_or(|named| inner.value(&named.schema, value))
            }
            SchemaKind::Union { variants } => variants.iter().any(|variant| inner.value(variant, value)),
            SchemaKind::Tagged(of) => inner.tagged(of, value),
        }
    }

    fn object(self, object: &ObjectSchema, value: &Value) -> bool {
        let Some(members) = value.as_object() else { return false };
        let has = |name: &String| members.contains_key(name);
        let fields = object.fields.iter().all(|field| match members.get(&field.name) {
            Some(value) => self.field(field, value),
            None => !field.required,
        });
        let others = object.additional.as_ref().is_none_or(|values| {
            let mut others = members.iter().filter(|(name, _)| object.field(name).is_none());
            others.all(|(_, value)| self.value(values, value))
        });
        let choices = &object.choices;
        fields && others && (choices.is_empty() || choices.iter().any(|of| of.required.iter().all(has)))
    }

    fn tagged(self, of: &TaggedSchema, value: &Value) -> bool {
        let Some(tag) = value.get(&of.tag).and_then(Value::as_str) else { return false };
        let variant = of.variants.iter().find(|variant| variant.values.iter().any(|value| value == tag));
        variant.is_some_and(|variant| self.object(&variant.object, value))
    }

    fn field(self, field: &Field, value: &Value) -> bool {
        self.value(&field.schema, value) && keeps_to(&field.constraints, value)
    }
}

/// A whole number (JSON Schema 2020-12, section 6.1.1: `1.0` is one) of the width.
fn is_integer(format: IntegerFormat, number: &Number) -> bool {
    let whole = |least: f64, most: f64| {
        number.as_f64().is_some_and(|number| number.fract() == 0.0 && (least..=most).contains(&number))
    };
    match format {
        IntegerFormat::Int32 => whole(f64::from(i32::MIN), f64::from(i32::MAX)),
        IntegerFormat::Uint64 => whole(0.0, f64::INFINITY),
        IntegerFormat::Int64 | IntegerFormat::Int128 => whole(f64::NEG_INFINITY, f64::INFINITY),
    }
}

fn is_member(of: &EnumSchema, value: &Value) -> bool {
    match of.members.first() {
        Some(_) => of.members.iter().any(|member| json!(member.value) == *value),
        None => value.is_string(),
    }
}

/// Whether a text is of a format that validators know (JSON Schema 2020-12 validation, section 7.3).
fn has_format(format: StringFormat, text: &str) -> bool {
    let digits = |text: &str, lengths: &[usize], between: char| {
        let parts: Vec<&str> = text.split(between).collect();
        parts.len() == lengths.len()
            && parts.iter().zip(lengths).all(|(part, length)| {
                part.len() == *length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
    };
    match format {
        StringFormat::Date => digits(text, &[4, 2, 2], '-'),
        StringFormat::DateTime => {
            let Some((date, time)) = text.split_once(['T', 't']) else { return false };
            let zone = time.find(['Z', 'z', '+', '-']).map_or("", |at| &time[at..]);
            let clock = time.trim_end_matches(zone);
            let clock = clock.split_once('.').map_or(clock, |(clock, _)| clock);
            let offset = zone.strip_prefix(['+', '-']).is_some_and(|of| digits(of, &[2, 2], ':'));
            digits(date, &[4, 2, 2], '-')
                && digits(clock, &[2, 2, 2], ':')
                && (offset || matches!(zone, "Z" | "z"))
        }
        StringFormat::Uuid => digits(text, &[8, 4, 4, 4, 12], '-'),
        StringFormat::Uri => text.contains(':') && !text.contains(char::is_whitespace),
        StringFormat::Email => text.split_once('@').is_some_and(|(_, host)| host.contains('.')),
        _ => true,
    }
}

/// Whether a value keeps to the limits of its field. Patterns are not tried.
fn keeps_to(limits: &Constraints, value: &Value) -> bool {
    let bound = |limit: &Option<Number>, keeps: fn(f64, f64) -> bool| {
        let (limit, number) = (limit.as_ref().and_then(Number::as_f64), value.as_f64());
        limit.zip(number).is_none_or(|(limit, number)| keeps(number, limit))
    };
    let count = |least: Option<u64>, most: Option<u64>, count: Option<usize>| {
        count.is_none_or(|count| {
            let count = count as u64;
            least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
        })
    };
    bound(&limits.minimum, |number, limit| number >= limit)
        && bound(&limits.exclusive_minimum, |number, limit| number > limit)
        && bound(&limits.maximum, |number, limit| number <= limit)
        && bound(&limits.exclusive_maximum, |number, limit| number < limit)
        && count(limits.min_length, limits.max_length, value.as_str().map(|text| text.chars().count()))
        && count(limits.min_items, limits.max_items, value.as_array().map(Vec::len))
        && (limits.values.is_empty() || value.as_number().is_none_or(|number| limits.values.contains(number)))
}
