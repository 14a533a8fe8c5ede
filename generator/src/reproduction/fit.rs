//! Whether a JSON value is one that a type of the client can send, or can read.
//!
//! Reading is as the runtime does it: members that nobody documents are passed over, values of enums may be new, a
//! list may be null or missing where it is a field, and one of several shapes is kept as it came where it is none of
//! them. Sending has no such leave: what has no field is not sent, and null only where the type has null.

use super::formats::has_format;
use super::stand_ins::{is_bracketed, is_ellipsis, is_stand_in};
use crate::config::ValueTypes;
use crate::document::{Json, JsonValue};
use crate::model::{
    Api, EnumSchema, EnumValue, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat,
    TaggedSchema,
};
use crate::source::{Sources, Span};

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Read,
}

/// What keeps a value from being sent or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unknown,
    Missing,
    Null,
    Type,
}

/// A part of a value that does not fit.
#[derive(Clone, Debug)]
pub(super) struct Misfit {
    pub fault: Fault,
    /// Where in the value: `records[].sold`; empty for the value itself.
    pub path: String,
    /// The place of the part, or of what should hold it.
    pub span: Span,
    /// The named schema that it is a part of.
    pub record: Option<String>,
    /// What the type asks for, in words.
    pub expected: String,
}

/// What values are held against.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub api: &'a Api,
    pub sources: &'a Sources,
    pub values: ValueTypes,
}

/// The parts of a value that do not fit a schema, each path once. `generated`: the value is a machine's, in which
/// `{}` and `[]` stand for any object and list.
pub(super) fn misfits(
    types: Types<'_>,
    way: Way,
    generated: bool,
    schema: &Schema,
    json: &Json,
) -> Vec<Misfit> {
    let mut walk = Walk { types, way, generated, found: Vec::new(), path: String::new(), record: None };
    walk.value(schema, json, Position::Whole);
    walk.found
}

/// Where a value stands: lists and types of libraries are read in another way as fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// The whole body, or an item of one.
    Whole,
    /// An item or entry inside of a field.
    Inside,
    Field {
        required: bool,
    },
}

struct Walk<'a> {
    types: Types<'a>,
    way: Way,
    generated: bool,
    found: Vec<Misfit>,
    path: String,
    record: Option<&'a str>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Schema, json: &Json, at: Position) {
        let outer = self.record;
        let (kind, nullable) = self.resolve(schema);
        self.resolved(kind, nullable, json, at);
        self.record = outer;
    }

    /// The shape behind names, and whether it may be null by what any of them says.
    fn resolve(&mut self, schema: &'a Schema) -> (&'a SchemaKind, bool) {
        let (mut kind, mut nullable) = (&schema.kind, schema.nullable);
        for _ in 0..=self.types.api.schemas.len() {
            let SchemaKind::Ref { name } = kind else { return (kind, nullable) };
            let Some(named) = self.types.api.schemas.get(name) else { break };
            self.record = Some(name);
            kind = &named.schema.kind;
            nullable |= named.schema.nullable;
        }
        (&SchemaKind::Any, true)
    }

    fn resolved(&mut self, kind: &'a SchemaKind, nullable: bool, json: &Json, at: Position) {
        if is_ellipsis(self.types.sources, json) {
            return;
        }
        match (kind, &json.value) {
            // What is none of several shapes is kept, and sent, as it is.
            (SchemaKind::Any | SchemaKind::Union { .. }, _) => {}
            (SchemaKind::Tagged(of), _) => self.tagged(of, json),
            (_, JsonValue::Null) => {
                if !nullable && !self.reads_null(kind, at) {
                    self.fault(Fault::Null, json.span, kind);
                }
            }
            (SchemaKind::Array { items }, JsonValue::Array(values)) => {
                let inner = if at == Position::Whole { Position::Whole } else { Position::Inside };
                self.within("[]", |walk| values.iter().for_each(|value| walk.value(items, value, inner)));
            }
            (SchemaKind::Map { values }, JsonValue::Object(members)) => {
                let inner = if at == Position::Whole { Position::Whole } else { Position::Inside };
                self.within(".*", |walk| members.iter().for_each(|(_, of)| walk.value(values, of, inner)));
            }
            (SchemaKind::Object(object), JsonValue::Object(members)) if object.fields.is_empty() => {
                let _ = members;
            }
            (SchemaKind::Object(object), JsonValue::Object(_)) => self.object(object, json, None),
            (kind, _) => {
                if !self.is_scalar(kind, json, at) {
                    self.fault(Fault::Type, json.span, kind);
                }
            }
        }
    }

    fn reads_null(&self, kind: &SchemaKind, at: Position) -> bool {
        let Position::Field { required } = at else { return false };
        self.way == Way::Read && (!required || matches!(kind, SchemaKind::Array { .. }))
    }

    /// A value whose tag has a known value has the fields of that variant; any other is kept, and sent, as it is.
    fn tagged(&mut self, of: &'a TaggedSchema, json: &Json) {
        let Some(JsonValue::String(value)) = json.get(&of.tag).map(|tag| &tag.value) else { return };
        if let Some(variant) = of.variants.iter().find(|variant| variant.values.contains(value)) {
            self.object(&variant.object, json, Some(&of.tag));
        }
    }

    /// `tag`: a member that has no field and is sent.
    fn object(&mut self, object: &'a ObjectSchema, json: &Json, tag: Option<&str>) {
        let JsonValue::Object(members) = &json.value else { return };
        if self.generated && members.is_empty() {
            return;
        }
        for field in &object.fields {
            match json.get(&field.name) {
                Some(value) => {
                    let position = Position::Field { required: field.required };
                    self.within_field(&field.name, |walk| walk.value(&field.schema, value, position));
                }
                None => self.absent(field, json),
            }
        }
        if self.way == Way::Read || (self.types.values.keep_unknown_fields && self.record.is_some()) {
            return;
        }
        let unknown = members
            .iter()
            .filter(|(name, _)| object.field(&name.value).is_none() && tag != Some(name.value.as_str()));
        for (name, value) in unknown {
            let expected = String::new();
            if !is_ellipsis(self.types.sources, value) {
                self.within_field(&name.value, |walk| walk.push(Fault::Unknown, name.span, expected));
            }
        }
    }

    fn absent(&mut self, field: &'a Field, json: &Json) {
        if !field.required {
            return;
        }
        let outer = self.record;
        let (kind, nullable) = self.resolve(&field.schema);
        self.record = outer;
        let reads = matches!(kind, SchemaKind::Array { .. }) || (nullable && *kind != SchemaKind::Any);
        if self.way == Way::Sent || !reads {
            let start = Span { end: json.span.start + 1, ..json.span };
            let expected = expected(kind);
            self.within_field(&field.name, |walk| walk.push(Fault::Missing, start, expected));
        }
    }

    fn is_scalar(&self, kind: &SchemaKind, json: &Json, at: Position) -> bool {
        let with_library = matches!(at, Position::Field { .. } | Position::Inside);
        match (kind, &json.value) {
            (SchemaKind::Boolean, JsonValue::Bool(_)) => true,
            (SchemaKind::Integer { format }, JsonValue::Number(text)) => is_integer(*format, text),
            (SchemaKind::Number { .. }, JsonValue::Number(_)) => true,
            (SchemaKind::String { format }, JsonValue::String(text)) => {
                !with_library || has_format(self.types.values, *format, text) || self.stands_in(text)
            }
            (SchemaKind::String { format: StringFormat::Decimal }, JsonValue::Number(_)) => {
                with_library && self.types.values.rust_decimal && self.way == Way::Read
            }
            (SchemaKind::Enum(of), value) => self.is_member(of, value),
            (_, JsonValue::String(text)) => self.stands_in(text),
            _ => false,
        }
    }

    fn is_member(&self, of: &EnumSchema, value: &JsonValue) -> bool {
        match value {
            JsonValue::String(text) if is_integer_enum(of) => {
                self.stands_in(text) || (self.way == Way::Read && text.parse::<i64>().is_ok())
            }
            JsonValue::String(_) => true,
            JsonValue::Number(text) => is_integer_enum(of) && is_integer(IntegerFormat::Int64, text),
            _ => false,
        }
    }

    /// Whether a text stands for a value of any type.
    fn stands_in(&self, text: &str) -> bool {
        match self.way {
            Way::Sent => is_stand_in(text),
            Way::Read => is_bracketed(text),
        }
    }

    fn within(&mut self, part: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(part);
        inside(self);
        self.path.truncate(length);
    }

    fn within_field(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.within(&format!("{dot}{name}"), inside);
    }

    fn fault(&mut self, fault: Fault, span: Span, kind: &SchemaKind) {
        self.push(fault, span, expected(kind));
    }

    fn push(&mut self, fault: Fault, span: Span, expected: String) {
        if self.found.iter().any(|known| known.fault == fault && known.path == self.path) {
            return;
        }
        let record = self.record.map(str::to_owned);
        self.found.push(Misfit { fault, path: self.path.clone(), span, record, expected });
    }
}

/// Whether an enum is one of integers: any text makes it one of texts.
pub(super) fn is_integer_enum(of: &EnumSchema) -> bool {
    !of.members.is_empty() && of.members.iter().all(|member| matches!(member.value, EnumValue::Integer(_)))
}

pub(super) fn is_integer(format: IntegerFormat, text: &str) -> bool {
    // `1.0` is whole too.
    let digits =
        text.split_once('.').filter(|(_, zeros)| !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'));
    let text = digits.map_or(text, |(whole, _)| whole);
    match format {
        IntegerFormat::Int64 => text.parse::<i64>().is_ok(),
        IntegerFormat::Int32 => text.parse::<i32>().is_ok(),
        IntegerFormat::Uint64 => text.parse::<u64>().is_ok(),
        IntegerFormat::Int128 => text.parse::<i128>().is_ok(),
    }
}

/// What a type asks for, in words.
pub(super) fn expected(kind: &SchemaKind) -> String {
    match kind {
        SchemaKind::Any | SchemaKind::Union { .. } | SchemaKind::Tagged(_) | SchemaKind::Ref { .. } => {
            "a value".into()
        }
        SchemaKind::Boolean => "a boolean".into(),
        SchemaKind::Integer { .. } => "a whole number".into(),
        SchemaKind::Number { .. } => "a number".into(),
        SchemaKind::String { format } => match format {
            StringFormat::DateTime => "a timestamp with a zone".into(),
            StringFormat::LocalDateTime | StringFormat::LocalMinute => "a timestamp without a zone".into(),
            StringFormat::Date => "a date".into(),
            StringFormat::Time => "a time of day".into(),
            StringFormat::Uuid => "a UUID".into(),
            _ => "a string".into(),
        },
        SchemaKind::Array { .. } => "an array".into(),
        SchemaKind::Map { .. } | SchemaKind::Object(_) => "an object".into(),
        SchemaKind::Enum(of) if is_integer_enum(of) => "a number of a list".into(),
        SchemaKind::Enum(_) => "a word of a list".into(),
    }
}
