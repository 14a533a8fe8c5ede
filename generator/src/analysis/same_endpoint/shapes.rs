//! The shape that holds what two pages say of one value, or what they contradict each other in.
//!
//! Where one of them knows more, what it knows is taken: fields, enum values, the items of an array.
//! What only examples show never contradicts anything: it becomes any value.

use super::super::{Schemas, infer};
use crate::model::{
    EnumSchema, Evidence, Field, NumberFormat, ObjectSchema, Schema, SchemaKind, StringFormat,
};
use std::collections::BTreeSet;

/// What two pages cannot both mean, in words for a diagnostic: there is the first page, here the second.
pub(super) type Contradiction = String;

/// Unites shapes, and collects what that makes of schemas with a name.
pub(super) struct Uniter<'a> {
    schemas: &'a Schemas,
    /// The named schemas that know more now.
    pub changed: Schemas,
    /// Whether the values are of an answer, which must be readable whichever page is right.
    pub answer: bool,
    open: BTreeSet<String>,
}

impl<'a> Uniter<'a> {
    pub fn new(schemas: &'a Schemas) -> Self {
        Self { schemas, changed: Schemas::new(), answer: false, open: BTreeSet::new() }
    }

    /// The shape of a value that has this name on both pages.
    pub fn unite(&mut self, name: &str, a: &Schema, b: &Schema) -> Result<Schema, Contradiction> {
        let kind = self.unite_kinds(name, &a.kind, &b.kind)?;
        let nullable = (a.nullable || b.nullable) && kind != SchemaKind::Any;
        Ok(Schema { kind, nullable })
    }

    fn unite_kinds(
        &mut self,
        name: &str,
        a: &SchemaKind,
        b: &SchemaKind,
    ) -> Result<SchemaKind, Contradiction> {
        use SchemaKind as K;
        Ok(match (a, b) {
            (a, b) if a == b => a.clone(),
            // A page that shows an answer to be of two kinds has made it any value.
            (K::Any, _) | (_, K::Any) if self.answer => K::Any,
            (K::Any, known) | (known, K::Any) => known.clone(),
            (K::Ref { name: of }, K::Ref { name: other }) => {
                return Err(format!("`{name}` is a `{of}` there and a `{other}` here"));
            }
            (K::Ref { name: of }, inline) => self.unite_named(of, name, inline, false)?,
            (inline, K::Ref { name: of }) => self.unite_named(of, name, inline, true)?,
            (K::Integer { format: a }, K::Integer { format: b }) => K::Integer { format: a.unite(*b) },
            (K::Integer { .. }, K::Number { format }) | (K::Number { format }, K::Integer { .. }) => {
                K::Number { format: *format }
            }
            // One page knows that each digit counts.
            (K::Number { .. }, K::Number { .. }) => K::Number { format: NumberFormat::Decimal },
            (K::String { format: a }, K::String { format: b }) => K::String { format: unite_formats(*a, *b) },
            (K::Enum(a), K::Enum(b)) => K::Enum(self.unite_enums(name, a, b)?),
            (K::Enum(of), K::String { .. } | K::Integer { .. })
            | (K::String { .. } | K::Integer { .. }, K::Enum(of)) => K::Enum(of.clone()),
            (K::Array { items: a }, K::Array { items: b }) => {
                K::Array { items: Box::new(self.unite_items(name, a, b)?) }
            }
            (K::Map { values: a }, K::Map { values: b }) => {
                K::Map { values: Box::new(self.unite_items(name, a, b)?) }
            }
            (K::Map { values }, K::Object(object)) | (K::Object(object), K::Map { values })
                if values.kind == K::Any =>
            {
                K::Object(object.clone())
            }
            (K::Object(a), K::Object(b)) => K::Object(self.unite_objects(a, b)?),
            // Both say which kinds there are, in one order.
            (K::Union { variants: a }, K::Union { variants: b }) if are_alike(a, b) => {
                let variants = a.iter().zip(b).map(|(a, b)| self.unite(name, a, b));
                K::Union { variants: variants.collect::<Result<_, _>>()? }
            }
            (a, b) => return Err(format!("`{name}` is {} there and {} here", kind_words(a), kind_words(b))),
        })
    }

    /// Items of an empty example say nothing, whichever side they are on.
    fn unite_items(&mut self, name: &str, a: &Schema, b: &Schema) -> Result<Schema, Contradiction> {
        match (&a.kind, &b.kind) {
            (SchemaKind::Any, _) => Ok(b.clone()),
            (_, SchemaKind::Any) => Ok(a.clone()),
            _ => self.unite(name, a, b),
        }
    }

    /// A schema with a name on one side: it takes in what the other page says.
    fn unite_named(
        &mut self,
        of: &str,
        name: &str,
        inline: &SchemaKind,
        inline_first: bool,
    ) -> Result<SchemaKind, Contradiction> {
        let reference = SchemaKind::Ref { name: of.to_owned() };
        let Some(known) = self.changed.get(of).or_else(|| self.schemas.get(of)).cloned() else {
            return Ok(reference);
        };
        if !self.open.insert(of.to_owned()) {
            return Ok(reference);
        }
        let united = match inline_first {
            true => self.unite_kinds(name, inline, &known.schema.kind),
            false => self.unite_kinds(name, &known.schema.kind, inline),
        };
        self.open.remove(of);
        let kind = united?;
        if kind != known.schema.kind {
            let mut changed = known;
            changed.schema.kind = kind;
            self.changed.insert(of.to_owned(), changed);
        }
        Ok(reference)
    }

    /// A request takes the values of the page that lists more; an answer may have those of both.
    fn unite_enums(&self, name: &str, a: &EnumSchema, b: &EnumSchema) -> Result<EnumSchema, Contradiction> {
        let has = |of: &EnumSchema, other: &EnumSchema| {
            other.members.iter().all(|m| of.members.iter().any(|known| known.value == m.value))
        };
        if !self.answer && !has(a, b) && !has(b, a) {
            return Err(format!("`{name}` takes other values here than there"));
        }
        let mut united = a.clone();
        for member in &b.members {
            if !united.members.iter().any(|known| known.value == member.value) {
                united.members.push(member.clone());
            }
        }
        Ok(united)
    }

    /// The fields of both, in the order of the first; one that only one page has is optional.
    pub fn unite_objects(
        &mut self,
        a: &ObjectSchema,
        b: &ObjectSchema,
    ) -> Result<ObjectSchema, Contradiction> {
        let mut fields = Vec::new();
        for field in &a.fields {
            fields.push(match b.field(&field.name) {
                Some(other) => self.unite_fields(field, other)?,
                None => Field { required: false, ..field.clone() },
            });
        }
        let new = b.fields.iter().filter(|field| a.field(&field.name).is_none());
        fields.extend(new.map(|field| Field { required: false, ..field.clone() }));
        let choices = if a.choices == b.choices { a.choices.clone() } else { Vec::new() };
        let additional = match (&a.additional, &b.additional) {
            (Some(first), Some(second)) if first != second => Some(Box::new(Schema::any())),
            (first, second) => first.clone().or_else(|| second.clone()),
        };
        Ok(ObjectSchema { fields, choices, additional })
    }

    /// A field that both pages have: required where both require it, with the text of the first.
    pub fn unite_fields(&mut self, a: &Field, b: &Field) -> Result<Field, Contradiction> {
        let declared = a.evidence.max(b.evidence) <= Evidence::Declared;
        let schema = match self.unite(&a.name, &a.schema, &b.schema) {
            Err(_) if !declared => infer::unite(a.schema.clone(), b.schema.clone()),
            united => united?,
        };
        let default = match (&a.default, &b.default) {
            (Some(first), Some(second)) if first != second && !self.answer => {
                return Err(format!("`{}` defaults to {first} there, to {second} here", a.name));
            }
            (first, second) => first.clone().or_else(|| second.clone()),
        };
        Ok(Field {
            name: a.name.clone(),
            rename: a.rename.clone().or_else(|| b.rename.clone()),
            required: a.required && b.required,
            schema,
            default,
            constraints: a.constraints.unite(&b.constraints),
            deprecated: a.deprecated && b.deprecated,
            description: super::texts::unite_texts(&a.description, &b.description),
            evidence: a.evidence.min(b.evidence),
        })
    }
}

/// Whether alternatives are of the same JSON types, in one order, each type once.
fn are_alike(a: &[Schema], b: &[Schema]) -> bool {
    let types = |of: &[Schema]| of.iter().map(|schema| kind_words(&schema.kind)).collect::<Vec<_>>();
    let (a, b) = (types(a), types(b));
    a == b && a.iter().collect::<BTreeSet<_>>().len() == a.len()
}

/// A format that only one page knows is not relied on, but a secret stays one.
fn unite_formats(a: StringFormat, b: StringFormat) -> StringFormat {
    match (a, b) {
        (StringFormat::Password, _) | (_, StringFormat::Password) => StringFormat::Password,
        (a, b) if a == b => a,
        _ => StringFormat::Plain,
    }
}

fn kind_words(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Any => "any value",
        SchemaKind::Boolean => "a boolean",
        SchemaKind::Integer { .. } => "an integer",
        SchemaKind::Number { .. } => "a number",
        SchemaKind::String { .. } => "a string",
        SchemaKind::Array { .. } => "an array",
        SchemaKind::Map { .. } | SchemaKind::Object(_) => "an object",
        SchemaKind::Enum(_) => "one of several values",
        SchemaKind::Ref { .. } => "a record",
        SchemaKind::Union { .. } => "of several types",
        SchemaKind::Tagged(_) => "an object of several kinds",
    }
}
