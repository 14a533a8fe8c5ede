//! What schemas say of single values: types, formats, enums, defaults, limits.

use super::{is_true, items, string};
use crate::dialect::claims::{Bound, EnumValueClaim, LimitClaim, LimitClaims, TypeExpr, Unit, ValueForm};
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
    let (mut values, mut nullable) = (Vec::new(), false);
    for (n, value) in listed.iter().enumerate() {
        let (text, form) = match &value.value {
            JsonValue::Null => {
                nullable = true;
                continue;
            }
            JsonValue::Bool(truth) => (truth.to_string(), ValueForm::Bare),
            JsonValue::Number(text) => (text.clone(), ValueForm::Bare),
            JsonValue::String(text) => (text.clone(), ValueForm::Text),
            JsonValue::Array(_) | JsonValue::Object(_) => return None,
        };
        let name = items(names).get(n).and_then(as_text).map(str::to_owned);
        let value = Spanned::new(text, value.span);
        values.push(EnumValueClaim { value, name, description: String::new(), form });
    }
    let all = |test: fn(&Json) -> bool| {
        listed.iter().filter(|value| value.value != JsonValue::Null).all(|value| test(value))
    };
    // What the type says of them beats what they look like: `type: string` with `enum: [1, 2]`.
    let ty = match types(schema).as_slice() {
        _ if values.is_empty() => return None,
        ["string"] => TypeExpr::String,
        ["integer"] => TypeExpr::Integer,
        ["number"] => TypeExpr::Number,
        _ if all(|value| matches!(value.value, JsonValue::String(_))) => TypeExpr::String,
        _ if all(|value| matches!(&value.value, JsonValue::Number(text) if text.parse::<i64>().is_ok())) => {
            TypeExpr::Integer
        }
        _ if all(|value| matches!(value.value, JsonValue::Number(_))) => TypeExpr::Number,
        _ if all(|value| matches!(value.value, JsonValue::Bool(_))) => TypeExpr::Boolean,
        _ => TypeExpr::Any,
    };
    let values = if ty == TypeExpr::Boolean { Vec::new() } else { values };
    Some((ty, values, nullable))
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
