//! What schemas say of single values: types, formats, enums, defaults, limits.

use super::{is_true, items, string};
use crate::dialect::claims::{Bound, EnumValueClaim, LimitClaim, LimitClaims, TypeExpr, Unit};
use crate::document::{Json, JsonValue};
use crate::model::StringFormat;
use crate::source::Spanned;

/// The types that a schema names, `null` left out.
pub(super) fn types(schema: &Json) -> Vec<&str> {
    let all = match schema.get("type").map(|ty| &ty.value) {
        Some(JsonValue::String(name)) => vec![name.as_str()],
        Some(JsonValue::Array(names)) => names.iter().filter_map(as_text).collect(),
        _ => Vec::new(),
    };
    all.into_iter().filter(|name| *name != "null").collect()
}

/// Whether a schema allows `null` beside other values (3.0: `nullable`, 3.1: as a type).
pub(super) fn says_nullable(schema: &Json) -> bool {
    let in_types = items(schema.get("type")).iter().any(|name| as_text(name) == Some("null"));
    is_true(schema, "nullable") || in_types
}

/// Whether `null` is all that a schema allows.
pub(super) fn is_null(schema: &Json) -> bool {
    match schema.get("type").map(|ty| &ty.value) {
        Some(JsonValue::Null) => true,
        Some(JsonValue::String(name)) => name == "null",
        _ => schema.get("const").is_some_and(|value| value.value == JsonValue::Null),
    }
}

/// The values that a schema lists, with their type and whether `null` is one of them.
pub(super) fn enumeration(schema: &Json) -> Option<(TypeExpr, Vec<EnumValueClaim>, bool)> {
    let listed: Vec<&Json> = match schema.get("const") {
        Some(value) => vec![value],
        None => items(schema.get("enum")).iter().collect(),
    };
    let names = ["x-enum-varnames", "x-enumNames"].iter().find_map(|key| schema.get(key));
    let (mut values, mut integers, mut booleans, mut nullable) = (Vec::new(), 0, 0, false);
    for (n, value) in listed.iter().enumerate() {
        match &value.value {
            JsonValue::Null => nullable = true,
            JsonValue::Bool(_) => booleans += 1,
            JsonValue::Number(text) => {
                integers += usize::from(text.parse::<i64>().is_ok());
                values.push(value_claim(text, value, names, n));
            }
            JsonValue::String(text) => values.push(value_claim(text, value, names, n)),
            JsonValue::Array(_) | JsonValue::Object(_) => return None,
        }
    }
    let texts = listed.iter().filter(|value| as_text(value).is_some()).count();
    Some(match (values.len(), booleans) {
        (0, 0) => return None,
        (0, _) => (TypeExpr::Boolean, Vec::new(), nullable),
        (all, 0) if all == integers => (TypeExpr::Integer, values, nullable),
        (all, 0) if all == texts => (TypeExpr::String, values, nullable),
        (_, 0) if texts == 0 => (TypeExpr::Number, Vec::new(), nullable),
        _ => (TypeExpr::Any, Vec::new(), nullable),
    })
}

fn value_claim(text: &str, value: &Json, names: Option<&Json>, n: usize) -> EnumValueClaim {
    let name = items(names).get(n).and_then(as_text).map(str::to_owned);
    EnumValueClaim { value: Spanned::new(text.to_owned(), value.span), name, description: String::new() }
}

/// The type of a text, by its format (OpenAPI format registry).
pub(super) fn text_type(schema: &Json) -> TypeExpr {
    let format = match string(schema, "format").unwrap_or_default() {
        "binary" => return TypeExpr::File,
        "date-time" => StringFormat::DateTime,
        "date" => StringFormat::Date,
        "time" => StringFormat::Time,
        "uuid" => StringFormat::Uuid,
        "uri" | "url" => StringFormat::Uri,
        "email" => StringFormat::Email,
        "byte" | "base64" => StringFormat::Byte,
        "password" => StringFormat::Password,
        "decimal" => StringFormat::Decimal,
        _ if string(schema, "contentEncoding") == Some("base64") => StringFormat::Byte,
        _ if schema.get("contentMediaType").is_some() => return TypeExpr::File,
        _ => return TypeExpr::String,
    };
    TypeExpr::Formatted(format)
}

/// A default as pages write it; null is none.
pub(super) fn as_written(value: &Json) -> Option<Spanned<String>> {
    let text = match &value.value {
        JsonValue::Null => return None,
        JsonValue::String(text) | JsonValue::Number(text) => text.clone(),
        _ => value.to_value().to_string(),
    };
    Some(Spanned::new(text, value.span))
}

/// The limits of a value.
pub(super) fn limits<'a>(get: impl Fn(&str) -> Option<&'a Json>) -> LimitClaims {
    const LIMITS: [(&str, Bound, Unit); 8] = [
        ("minimum", Bound::Minimum, Unit::None),
        ("maximum", Bound::Maximum, Unit::None),
        ("exclusiveMinimum", Bound::Minimum, Unit::None),
        ("exclusiveMaximum", Bound::Maximum, Unit::None),
        ("minLength", Bound::Minimum, Unit::Characters),
        ("maxLength", Bound::Maximum, Unit::Characters),
        ("minItems", Bound::Minimum, Unit::Things),
        ("maxItems", Bound::Maximum, Unit::Things),
    ];
    // OpenAPI 3.0 says whether the bound itself is out, 3.1 gives a bound of its own.
    let is_out = |key: &str| get(key).is_some_and(|value| value.value == JsonValue::Bool(true));
    let bound = |&(key, bound, unit): &(&str, Bound, Unit)| {
        let JsonValue::Number(text) = &get(key)?.value else { return None };
        let exclusive = key.starts_with("exclusive")
            || (key == "minimum" && is_out("exclusiveMinimum"))
            || (key == "maximum" && is_out("exclusiveMaximum"));
        Some(LimitClaim { bound, value: text.parse().ok()?, unit, exclusive })
    };
    let pattern = get("pattern").and_then(as_text).map(str::to_owned);
    LimitClaims { bounds: LIMITS.iter().filter_map(bound).collect(), pattern }
}

fn as_text(json: &Json) -> Option<&str> {
    match &json.value {
        JsonValue::String(text) => Some(text),
        _ => None,
    }
}
