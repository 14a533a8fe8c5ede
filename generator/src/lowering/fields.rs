//! Types of values: from the model's schema to the Rust type, and what it means that a field is missing.
//!
//! | field            | sent                        | received             |
//! |------------------|-----------------------------|----------------------|
//! | required         | `T`                         | `T`                  |
//! | required or null | `Option<T>`, null is sent   | `Option<T>`          |
//! | optional         | `Option<T>`, or nothing     | `Option<T>`          |
//! | optional or null | `Nullable<T>`               | `Option<T>`          |
//! | array            | like any other              | `Vec<T>`, never null |
//!
//! A type that is both sent and received follows the left column, but takes a missing array.

use super::doc_words::code_span;
use super::drafts::{Drafts, FieldPart, FieldShape, PartText, Presence, Shape, TaggedShape};
use super::library_type::library_type;
use super::rust_type::{RustType, SerdeUse};
use super::words::words;
use crate::model::{
    EnumSchema, EnumValue, Evidence, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat,
    TaggedSchema,
};
use std::collections::BTreeSet;

/// The type of a value that is never null.
pub(super) fn lower_type(drafts: &mut Drafts, serde: SerdeUse, kind: &SchemaKind) -> RustType {
    if let Some(of) = library_type(drafts.values, serde, kind) {
        return RustType::Library(of);
    }
    match kind {
        SchemaKind::Any => RustType::Value,
        SchemaKind::Boolean => RustType::Bool,
        SchemaKind::Integer { format: IntegerFormat::Int32 } => RustType::I32,
        SchemaKind::Integer { format: IntegerFormat::Int64 } => RustType::I64,
        SchemaKind::Integer { format: IntegerFormat::Uint64 } => RustType::U64,
        SchemaKind::Integer { format: IntegerFormat::Int128 } => RustType::I128,
        SchemaKind::Number { .. } => RustType::F64,
        SchemaKind::String { format: StringFormat::Password } => RustType::Secret,
        SchemaKind::String { .. } => RustType::String,
        SchemaKind::Array { items } => {
            RustType::Vec(Box::new(drafts.at("[]", |drafts| lower_nullable(drafts, serde, items))))
        }
        SchemaKind::Map { values } => {
            RustType::Map(Box::new(drafts.at("{}", |drafts| lower_nullable(drafts, serde, values))))
        }
        SchemaKind::Object(object) if object.fields.is_empty() => RustType::Map(Box::new(RustType::Value)),
        SchemaKind::Object(object) => {
            let (fields, texts) = lower_fields(drafts, serde, object);
            let open = object.additional.is_some();
            RustType::Named(drafts.intern(Shape::Struct { serde, fields, open }, "", texts))
        }
        SchemaKind::Enum(of) if of.members.is_empty() => RustType::String,
        SchemaKind::Enum(of) => {
            let (shape, texts) = lower_enum(of);
            RustType::Named(drafts.intern(shape, "", texts))
        }
        SchemaKind::Union { variants } => {
            let variants = lower_variants(drafts, serde, variants);
            let texts = variants.iter().map(|_| PartText::default()).collect();
            RustType::Named(drafts.intern(Shape::Union { serde, variants }, "", texts))
        }
        SchemaKind::Tagged(of) => {
            let (shape, texts) = lower_tagged(drafts, serde, of);
            RustType::Named(drafts.intern(shape, "", texts))
        }
        SchemaKind::Ref { name } => match drafts.schemas.get(name.as_str()) {
            // What had a type of its own here keeps it.
            Some((named, Some(id))) => match drafts.kept.known() {
                Some(known) if Some(known) != drafts.get(*id).known && drafts.open.insert(name.clone()) => {
                    let rust_type = lower_type(drafts, serde, &named.schema.kind);
                    drafts.open.remove(name);
                    rust_type
                }
                _ => RustType::Named(*id),
            },
            // A name for something that needs no type of its own, such as a list.
            Some((named, None)) if drafts.open.insert(name.clone()) => {
                let rust_type = lower_type(drafts, serde, &named.schema.kind);
                drafts.open.remove(name);
                rust_type
            }
            // It is made of itself and nothing else.
            Some((_, None)) | None => RustType::Value,
        },
    }
}

/// The type of a value that may be null.
pub(super) fn lower_nullable(drafts: &mut Drafts, serde: SerdeUse, schema: &Schema) -> RustType {
    let rust_type = lower_type(drafts, serde, &schema.kind);
    optional_if(is_nullable(drafts, schema), rust_type)
}

/// The fields of an object, with their texts.
pub(super) fn lower_fields(
    drafts: &mut Drafts,
    serde: SerdeUse,
    object: &ObjectSchema,
) -> (Vec<FieldShape>, Vec<PartText>) {
    let mut seen = BTreeSet::new();
    let lower = |field: &Field| {
        let mut text = field_text(drafts, serde, field);
        text.notes.extend(choice_note(object, &field.name));
        (drafts.at_field(&field.name, |drafts| lower_field(drafts, serde, field)), text)
    };
    // The model has each name once; a second one would be no Rust.
    object.fields.iter().filter(|field| seen.insert(field.name.as_str())).map(lower).unzip()
}

/// Which of several ways to fill in an object ask for a field.
fn choice_note(object: &ObjectSchema, name: &str) -> Option<String> {
    let asking = object.choices.iter().filter(|choice| choice.required.iter().any(|of| of == name));
    let titles: Vec<String> = asking.map(|choice| code_span(&choice.title)).collect();
    (!titles.is_empty()).then(|| format!("Required for {}.", titles.join(" and ")))
}

/// An enum, with its texts.
pub(super) fn lower_enum(of: &EnumSchema) -> (Shape, Vec<PartText>) {
    let mut seen = BTreeSet::new();
    let (mut members, mut texts) = (Vec::new(), Vec::new());
    for member in of.members.iter().filter(|member| seen.insert(&member.value)) {
        // Pages differ in how they write a name, not in what it is.
        let name = member.name.as_ref().map(|name| words(name).join(" ")).filter(|name| !name.is_empty());
        members.push((member.value.clone(), name));
        texts.push(PartText { description: member.description.clone(), notes: Vec::new() });
    }
    (Shape::Enum { members }, texts)
}

/// An object of several kinds, with what the pages call each.
pub(super) fn lower_tagged(
    drafts: &mut Drafts,
    serde: SerdeUse,
    of: &TaggedSchema,
) -> (Shape, Vec<PartText>) {
    let (mut variants, mut texts) = (Vec::new(), Vec::new());
    for variant in &of.variants {
        let name = variant.name().to_owned();
        let open = variant.object.additional.is_some();
        let id = drafts.at(format_args!("|{name}"), |drafts| {
            let (fields, parts) = lower_fields(drafts, serde, &variant.object);
            drafts.intern(Shape::Struct { serde, fields, open }, "", parts)
        });
        let rust_type = RustType::Named(id);
        variants.push(TaggedShape { name, values: variant.values.clone(), rust_type });
        texts.push(PartText { description: variant.title.clone(), notes: Vec::new() });
    }
    (Shape::Tagged { serde, tag: of.tag.clone(), variants }, texts)
}

/// The shapes of a union, each once, with the ones that take less before the ones that take more.
pub(super) fn lower_variants(drafts: &mut Drafts, serde: SerdeUse, variants: &[Schema]) -> Vec<RustType> {
    let mut types: Vec<RustType> = Vec::new();
    let steps = alternatives(drafts, variants);
    for (schema, step) in variants.iter().zip(steps) {
        // The shapes are told apart by what they look like, and a timestamp looks like text.
        let lower = |drafts: &mut Drafts| lower_type(drafts, serde, &schema.kind);
        let rust_type = drafts.at(format_args!("|{step}"), lower).without_libraries();
        if rust_type != RustType::Value && !types.contains(&rust_type) {
            types.push(rust_type);
        }
    }
    types.sort_by_key(|of| match of {
        // Every integer is a number, and every object a map.
        RustType::F64 => 1,
        RustType::Map(_) => 2,
        RustType::Named(id) => {
            let fields = match &drafts.get(*id).shape {
                Shape::Struct { fields, .. } => fields.as_slice(),
                _ => &[],
            };
            -(fields.iter().filter(|field| field.presence == Presence::Required).count() as i32)
        }
        _ => 0,
    });
    types
}

/// What tells each alternative from the others: an object by the field that the lock has it by, or its first one.
fn alternatives(drafts: &Drafts, variants: &[Schema]) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for schema in variants {
        let step = match &schema.kind {
            SchemaKind::Object(object) => {
                let names: Vec<&str> = object.fields.iter().map(|field| field.name.as_str()).collect();
                drafts.kept.alternative(&names).or(names.first().copied()).unwrap_or("object")
            }
            SchemaKind::Array { .. } => "list",
            SchemaKind::Enum(of) => match of.members.first().map(|member| &member.value) {
                Some(EnumValue::Integer(_)) => "integers",
                _ => "enum",
            },
            _ => "value",
        };
        let again = |steps: &[String], step: &str| steps.iter().any(|other| other == step);
        let numbered = (2..).map(|number| format!("{step}{number}")).find(|step| !again(&steps, step));
        let step = if again(&steps, step) { numbered } else { None }.unwrap_or_else(|| step.to_owned());
        steps.push(step);
    }
    steps
}

/// The schema behind names.
pub(super) fn resolve<'k>(drafts: &Drafts<'k>, mut kind: &'k SchemaKind) -> &'k SchemaKind {
    for _ in 0..=drafts.schemas.len() {
        match kind {
            SchemaKind::Ref { name } => match drafts.schemas.get(name.as_str()) {
                Some((named, _)) => kind = &named.schema.kind,
                None => return &SchemaKind::Any,
            },
            _ => return kind,
        }
    }
    &SchemaKind::Any
}

/// What is said of a field.
pub(super) fn field_text(drafts: &Drafts, serde: SerdeUse, field: &Field) -> PartText {
    let mut notes = Vec::new();
    if !field.description.contains(char::is_alphanumeric) {
        let said = match field.evidence {
            Evidence::Override => Some("Set by `docbind.toml`."),
            Evidence::Declared => None,
            Evidence::Skeleton => Some("Only shown in the documentation's outline of the body."),
            Evidence::Example => Some("Only seen in an example of the documentation."),
            Evidence::Path => Some("Only named by the path."),
        };
        notes.extend(said.map(str::to_owned));
    }
    if field.rename.is_some() {
        notes.push(format!("{} on the wire.", super::doc_words::code_span(&field.name)));
    }
    // A type of a library says it already.
    if library_type(drafts.values, serde, &field.schema.kind).is_none() {
        notes.extend(format_note(&field.schema.kind).map(str::to_owned));
    }
    notes.extend(super::limits::limit_notes(&field.constraints, &field.description));
    if let Some(default) = &field.default {
        notes.push(format!("Default: {}.", super::doc_words::code_span(&default.to_string())));
    }
    PartText { description: field.description.clone(), notes }
}

fn lower_field(drafts: &mut Drafts, serde: SerdeUse, field: &Field) -> FieldShape {
    let plain = lower_type(drafts, serde, &field.schema.kind);
    let nullable = is_nullable(drafts, &field.schema);
    let (rust_type, presence) = match (serde.serialize, field.required) {
        // A list that the answer leaves out, or sets to null, is empty.
        (false, _) if matches!(plain, RustType::Vec(_)) => (plain, Presence::Default),
        (true, true) if serde.deserialize && matches!(plain, RustType::Vec(_)) => (plain, Presence::Default),
        (_, true) => (optional_if(nullable, plain), Presence::Required),
        (true, false) if nullable => (RustType::Nullable(Box::new(plain)), Presence::Nullable),
        (_, false) => (optional_if(true, plain), Presence::Optional),
    };
    FieldShape {
        wire_name: field.name.clone(),
        rename: field.rename.clone(),
        part: FieldPart::Body,
        rust_type,
        presence,
    }
}

/// Whether null is a value of its own: `Value` has one already.
fn is_nullable(drafts: &Drafts, schema: &Schema) -> bool {
    let named = match &schema.kind {
        SchemaKind::Ref { name } => {
            drafts.schemas.get(name.as_str()).is_some_and(|(of, _)| of.schema.nullable)
        }
        _ => false,
    };
    (schema.nullable || named) && !matches!(resolve(drafts, &schema.kind), SchemaKind::Any)
}

pub(super) fn optional_if(optional: bool, rust_type: RustType) -> RustType {
    if optional { RustType::Option(Box::new(rust_type)) } else { rust_type }
}

fn format_note(kind: &SchemaKind) -> Option<&'static str> {
    let SchemaKind::String { format } = kind else { return None };
    match format {
        StringFormat::Plain | StringFormat::Password => None,
        StringFormat::DateTime => Some("A timestamp with a zone (RFC 3339)."),
        StringFormat::LocalDateTime => Some("A timestamp without a zone."),
        StringFormat::LocalMinute => Some("A timestamp without a zone, to the minute: `2026-03-04T05:06`."),
        StringFormat::Date => Some("A calendar date."),
        StringFormat::Time => Some("A time of day."),
        StringFormat::Uuid => Some("A UUID."),
        StringFormat::Uri => Some("A URI."),
        StringFormat::Email => Some("An e-mail address."),
        StringFormat::Decimal => Some("A decimal number."),
        StringFormat::Byte => Some("Bytes in Base64."),
        StringFormat::Binary => Some("The content of a file."),
    }
}
