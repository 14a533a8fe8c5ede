//! Settings of `[[fields]]` that are more than a string: types, the values of an enum, defaults.

use super::fields::FieldType;
use super::table::{Problems, Table, as_string, suggest, wrong_type};
use super::values::text;
use crate::model::{EnumMember, EnumSchema, EnumValue};
use crate::source::Spanned;
use crate::type_expr::TypeExpr;
use crate::type_expr::parse_type;
use serde_json::Value;
use toml::de::DeValue;

/// A type as pages spell it.
pub(super) fn field_type(
    problems: &mut Problems,
    table: &Table<'_>,
    key: &str,
) -> Option<Spanned<FieldType>> {
    let written = text(problems, table, key)?;
    let ty = names_enums(parse_type(&written.value));
    if let Some(unknown) = unknown_part(&ty) {
        let message = format!("`{unknown}` is neither a type nor the name of a record or an enum");
        let help = "a type as pages spell it: `integer`, `string | null`, `uuid[]`, `map<string, number>`";
        problems.report(written.span, message, "unknown type", help.to_owned());
        return None;
    }
    let text = written.value.trim().to_owned();
    Some(Spanned::new(FieldType { text, ty }, written.span))
}

/// A type in which words that are none of the types are names: of enums of the pages, such as `eSoil`.
fn names_enums(ty: TypeExpr) -> TypeExpr {
    let inner = |ty: Box<TypeExpr>| Box::new(names_enums(*ty));
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
    };
    match ty {
        TypeExpr::Unknown(text) if is_name(&text) => TypeExpr::Named(text),
        TypeExpr::Array(Some(item)) => TypeExpr::Array(Some(inner(item))),
        TypeExpr::Map(values) => TypeExpr::Map(inner(values)),
        TypeExpr::Union(variants) => TypeExpr::Union(variants.into_iter().map(names_enums).collect()),
        other => other,
    }
}

/// The part of a type that is none.
fn unknown_part(ty: &TypeExpr) -> Option<&str> {
    match ty {
        TypeExpr::Unknown(text) => Some(text),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) | TypeExpr::Enum(Some(item)) => unknown_part(item),
        TypeExpr::Union(variants) => variants.iter().find_map(unknown_part),
        TypeExpr::Inline(fields) => fields.iter().find_map(|field| unknown_part(&field.ty)),
        _ => None,
    }
}

const VALUE_KEYS: &[&str] = &["value", "name", "description"];
const VALUES_HELP: &str = "strings, or whole numbers; `{ value = 2, name = \"closed\" }` names one";

/// The values of an enum.
pub(super) fn enum_values(
    problems: &mut Problems,
    table: &Table<'_>,
    key: &str,
) -> Option<Spanned<EnumSchema>> {
    let span = problems.span(table.value(key)?.span());
    let items = table.array(problems, key, "an array of values")?;
    let mut members: Vec<EnumMember> = Vec::new();
    for item in items {
        let Some(member) = enum_member(problems, item, key) else { continue };
        if members.iter().any(|known| known.value == member.value) {
            let message = format!("`{key}` has a value twice");
            problems.report(problems.span(item.span()), message, "the second", String::new());
            continue;
        }
        let is_text = |of: &EnumMember| matches!(of.value, EnumValue::String(_));
        if members.first().is_some_and(|first| is_text(first) != is_text(&member)) {
            let message = format!("`{key}` mixes strings and numbers");
            problems.report(problems.span(item.span()), message, "", VALUES_HELP.to_owned());
            continue;
        }
        members.push(member);
    }
    if members.is_empty() {
        if items.is_empty() {
            problems.report(span, format!("`{key}` is empty"), "nothing here", VALUES_HELP.to_owned());
        }
        return None;
    }
    Some(Spanned::new(EnumSchema { members }, span))
}

fn enum_member(problems: &mut Problems, item: &toml::Spanned<DeValue<'_>>, key: &str) -> Option<EnumMember> {
    let DeValue::Table(entries) = item.get_ref() else {
        let value = enum_value(problems, item, key)?;
        return Some(EnumMember { value, name: None, description: String::new() });
    };
    let mut member = EnumMember { value: EnumValue::Integer(0), name: None, description: String::new() };
    let mut found = false;
    for (name, value) in entries.iter() {
        match name.get_ref().as_ref() {
            "value" => {
                member.value = enum_value(problems, value, key)?;
                found = true;
            }
            "name" => member.name = as_string(problems, value, "`name`").map(|name| name.value),
            "description" => {
                member.description = as_string(problems, value, "`description`")?.value;
            }
            other => {
                let message = format!("`{other}` is not a setting of a value");
                let help = suggest(other, VALUE_KEYS);
                problems.report(problems.span(name.span()), message, "unknown setting", help);
            }
        }
    }
    if !found {
        let message = format!("an item of `{key}` has no `value`");
        problems.report(problems.span(item.span()), message, "", VALUES_HELP.to_owned());
        return None;
    }
    Some(member)
}

fn enum_value(problems: &mut Problems, item: &toml::Spanned<DeValue<'_>>, key: &str) -> Option<EnumValue> {
    match plain_value(item.get_ref()) {
        Some(Value::String(text)) => Some(EnumValue::String(text)),
        Some(Value::Number(number)) if number.is_i64() => number.as_i64().map(EnumValue::Integer),
        _ => {
            wrong_type(problems, item, &format!("each item of `{key}`"), "a string or a whole number");
            None
        }
    }
}

/// A default: a scalar, or a list of scalars.
pub(super) fn default_value(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<Spanned<Value>> {
    let written = table.value(key)?;
    match plain_value(written.get_ref()) {
        Some(value) => Some(Spanned::new(value, problems.span(written.span()))),
        None => {
            wrong_type(problems, written, &format!("`{key}`"), "a string, a number, a boolean or a list");
            None
        }
    }
}

/// A value of TOML as JSON has it; `None` for what it has not.
fn plain_value(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(text.to_string().into()),
        DeValue::Boolean(flag) => Some((*flag).into()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().map(Value::from)
        }
        DeValue::Float(number) => {
            let float = number.as_str().parse::<f64>().ok()?;
            serde_json::Number::from_f64(float).map(Value::from)
        }
        DeValue::Array(items) => items.iter().map(|item| plain_value(item.get_ref())).collect(),
        DeValue::Table(_) | DeValue::Datetime(_) => None,
    }
}
