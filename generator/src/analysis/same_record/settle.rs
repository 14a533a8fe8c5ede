//! What several places know of one value, as one type.

use crate::analysis::Schemas;
use crate::analysis::formats::format_of_value;
use crate::analysis::infer::placeholder;
use crate::model::{EnumSchema, EnumValue, Schema, SchemaKind, StringFormat};
use serde_json::Value;

/// What one place knows of a value.
pub(super) struct Known<'v> {
    pub schema: Schema,
    /// What the page says of it.
    pub text: String,
    /// Whether it is sent there.
    pub sent: bool,
    /// What examples show there.
    pub values: Vec<&'v Value>,
}

/// Gives a value one type in all places; the first two of them that contradict each other, where some do.
pub(super) fn settle(places: &mut [&mut Known<'_>], schemas: &Schemas) -> Option<(usize, usize)> {
    let null = places.iter().any(|of| !of.sent && of.schema.nullable);
    for of in places.iter_mut().filter(|of| null && !of.sent && of.schema.kind != SchemaKind::Any) {
        of.schema.nullable = true;
    }
    let families: Vec<Option<Family>> = places.iter().map(|of| family(&of.schema.kind, schemas)).collect();
    let first = families.iter().position(Option::is_some)?;
    let other = families.iter().position(|of| of.is_some_and(|of| Some(of) != families[first]));
    if let Some(other) = other {
        let numbers = [families[first], families[other]].iter().all(|of| of.is_some_and(Family::is_number));
        return Some((first, other)).filter(|_| !numbers);
    }
    let mut of_one: Vec<&mut Known<'_>> =
        places.iter_mut().zip(&families).filter(|(_, of)| of.is_some()).map(|(of, _)| &mut **of).collect();
    match families[first] {
        Some(Family::Text) if !settle_enum(&mut of_one, schemas) => settle_format(&mut of_one),
        Some(Family::Integer) => {
            settle_enum(&mut of_one, schemas);
        }
        Some(Family::Array) => settle_items(&mut of_one, schemas),
        Some(Family::Object) => settle_members(&mut of_one, schemas),
        _ => {}
    }
    None
}

/// Kinds of value of which one may be said more exactly than another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Boolean,
    Integer,
    Number,
    Text,
    Array,
    Object,
}

impl Family {
    fn is_number(self) -> bool {
        matches!(self, Family::Integer | Family::Number)
    }
}

/// The family of a kind; `None` for what may be of several, or is said elsewhere.
fn family(kind: &SchemaKind, schemas: &Schemas) -> Option<Family> {
    Some(match kind {
        SchemaKind::Boolean => Family::Boolean,
        SchemaKind::Integer { .. } => Family::Integer,
        SchemaKind::Number { .. } => Family::Number,
        SchemaKind::String { format: StringFormat::Binary | StringFormat::Byte } => return None,
        SchemaKind::String { .. } => Family::Text,
        SchemaKind::Enum(of) => of_members(of)?,
        SchemaKind::Ref { .. } => of_members(members(kind, schemas)?)?,
        SchemaKind::Array { .. } => Family::Array,
        SchemaKind::Object(_) => Family::Object,
        SchemaKind::Any | SchemaKind::Map { .. } | SchemaKind::Union { .. } | SchemaKind::Tagged(_) => {
            return None;
        }
    })
}

fn of_members(of: &EnumSchema) -> Option<Family> {
    let text = |value: &EnumValue| matches!(value, EnumValue::String(_));
    let all = of.members.iter().all(|member| text(&member.value));
    let none = !of.members.iter().any(|member| text(&member.value));
    match (all, none) {
        (true, _) => Some(Family::Text),
        (_, true) => Some(Family::Integer),
        _ => None,
    }
}

fn members<'s>(kind: &'s SchemaKind, schemas: &'s Schemas) -> Option<&'s EnumSchema> {
    match kind {
        SchemaKind::Enum(of) => Some(of),
        SchemaKind::Ref { name } => match &schemas.get(name)?.schema.kind {
            SchemaKind::Enum(of) => Some(of),
            _ => None,
        },
        _ => None,
    }
}

/// Gives all places the enum that holds the values of all, one with a name before one without; whether one
/// place has an enum.
fn settle_enum(places: &mut [&mut Known<'_>], schemas: &Schemas) -> bool {
    let kinds: Vec<&SchemaKind> =
        places.iter().map(|of| &of.schema.kind).filter(|kind| members(kind, schemas).is_some()).collect();
    if kinds.is_empty() {
        return false;
    }
    let holds =
        |kind: &SchemaKind, other: &SchemaKind| match (members(kind, schemas), members(other, schemas)) {
            (Some(all), Some(some)) => {
                some.members.iter().all(|member| all.members.iter().any(|known| known.value == member.value))
            }
            _ => false,
        };
    let is_named = |kind: &&&SchemaKind| matches!(kind, SchemaKind::Ref { .. });
    let holds_all = |kind: &&&SchemaKind| kinds.iter().all(|other| holds(kind, other));
    let named = kinds.iter().filter(is_named).find(holds_all);
    let Some(found) = named.or_else(|| kinds.iter().find(holds_all)) else { return true };
    let found = (**found).clone();
    for of in places {
        let plain = match &of.schema.kind {
            SchemaKind::String { format } => *format == StringFormat::Plain,
            _ => true,
        };
        if plain {
            of.schema.kind = found.clone();
        }
    }
    true
}

/// Gives plain texts the one format that other places know.
fn settle_format(places: &mut [&mut Known<'_>]) {
    use StringFormat::{Date, DateTime, LocalDateTime, Plain, Uuid};
    let format = |of: &Known<'_>| match of.schema.kind {
        SchemaKind::String { format } => format,
        _ => Plain,
    };
    let mut formats = places.iter().map(|of| format(of)).filter(|format| *format != Plain);
    let Some(first) = formats.next() else { return };
    if formats.any(|other| other != first) || !matches!(first, Date | DateTime | LocalDateTime | Uuid) {
        return;
    }
    let texts: Vec<String> =
        places.iter().filter(|of| format(of) == first).map(|of| of.text.clone()).collect();
    for of in places.iter_mut().filter(|of| format(of) == Plain) {
        let alike = !says_form(&of.text) || texts.contains(&of.text);
        if alike && of.values.iter().all(|value| may_be(value, first)) {
            of.schema.kind = SchemaKind::String { format: first };
        }
    }
}

/// Whether a text says in which form its value is: "A date in the format YEAR-MONTH-DAY".
fn says_form(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let forms = ["format", "formatted", "yyyy", "iso", "such as", "e.g", "for example", "like `", "as `"];
    forms.iter().any(|form| is_word(&lower, form))
}

/// Whether a phrase stands in a text as a word of its own.
fn is_word(text: &str, phrase: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric();
    text.match_indices(phrase).any(|(at, _)| {
        let goes_on = phrase.ends_with(is_part) && text[at + phrase.len()..].starts_with(is_part);
        !goes_on && !text[..at].ends_with(is_part)
    })
}

/// Whether a shown value speaks not against a format.
fn may_be(value: &Value, format: StringFormat) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => {
            text.is_empty() || placeholder(text).is_some() || format_of_value(text) == format
        }
        _ => false,
    }
}

fn settle_items(places: &mut [&mut Known<'_>], schemas: &Schemas) {
    let mut items: Vec<Known<'_>> = places
        .iter_mut()
        .filter_map(|of| match &mut of.schema.kind {
            SchemaKind::Array { items } => {
                let schema = std::mem::replace(&mut **items, Schema::any());
                let values = of.values.iter().filter_map(|value| value.as_array()).flatten().collect();
                Some(Known { schema, text: of.text.clone(), sent: of.sent, values })
            }
            _ => None,
        })
        .collect();
    settle(&mut items.iter_mut().collect::<Vec<_>>(), schemas);
    let mut settled = items.into_iter();
    for of in places.iter_mut() {
        if let SchemaKind::Array { items } = &mut of.schema.kind
            && let Some(known) = settled.next()
        {
            **items = known.schema;
        }
    }
}

fn settle_members(places: &mut [&mut Known<'_>], schemas: &Schemas) {
    let mut names: Vec<String> = Vec::new();
    for of in places.iter() {
        let SchemaKind::Object(object) = &of.schema.kind else { continue };
        for field in &object.fields {
            if !names.contains(&field.name) {
                names.push(field.name.clone());
            }
        }
    }
    for name in names {
        let mut members: Vec<(usize, Known<'_>)> = Vec::new();
        for (at, of) in places.iter().enumerate() {
            let SchemaKind::Object(object) = &of.schema.kind else { continue };
            let Some(field) = object.field(&name) else { continue };
            let values = of.values.iter().filter_map(|value| value.get(&name)).collect();
            let (schema, text) = (field.schema.clone(), field.description.clone());
            members.push((at, Known { schema, text, sent: of.sent, values }));
        }
        settle(&mut members.iter_mut().map(|(_, of)| of).collect::<Vec<_>>(), schemas);
        for (at, known) in members {
            let SchemaKind::Object(object) = &mut places[at].schema.kind else { continue };
            if let Some(field) = object.fields.iter_mut().find(|field| field.name == name) {
                field.schema = known.schema;
            }
        }
    }
}
