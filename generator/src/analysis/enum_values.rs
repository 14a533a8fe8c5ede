//! Listed values as values of their JSON types, spelled as the page spells them: `01` is no number, and `"1"` is none.

use crate::dialect::claims::{EnumValueClaim, FieldClaim, TypeExpr, ValueForm};
use crate::model::{EnumMember, EnumSchema, EnumValue, SchemaKind};

/// The kinds of value that stand with a field, by its declared type, or else by how each is written; none where they
/// are not of the type.
pub(super) fn kinds_of(field: &FieldClaim, values: &[&EnumValueClaim]) -> Option<Vec<SchemaKind>> {
    let ty = field.ty.as_ref().map(|ty| &ty.value);
    let bare = values.iter().all(|value| value.form == ValueForm::Bare);
    let whole = values.iter().all(|value| whole_of(&value.value.value).is_some());
    let number = values.iter().all(|value| value.value.value.parse::<serde_json::Number>().is_ok());
    let integers = || members(values, |text| whole_of(text).map(EnumValue::Integer));
    let texts = |of: &[&EnumValueClaim]| members(of, |text| Some(EnumValue::String(text.to_owned())));
    match ty {
        _ if values.is_empty() => None,
        Some(ty) if is_text(ty) && !(is_open_enum(ty) && bare && number) => Some(vec![texts(values)?]),
        Some(ty) if whole && is_number(ty) => Some(vec![integers()?]),
        Some(ty) if is_number(ty) => (number && is_fraction(ty)).then(|| vec![SchemaKind::NUMBER]),
        _ if values.iter().all(|value| value.form == ValueForm::Word) => {
            let whole = values.iter().all(|value| integer_of(&value.value.value).is_some());
            Some(vec![if whole { integers()? } else { texts(values)? }])
        }
        _ => Some(kinds_as_written(values)),
    }
}

/// Values of no declared type: texts are what is written as text, numbers what is written as a number.
fn kinds_as_written(values: &[&EnumValueClaim]) -> Vec<SchemaKind> {
    let is_text = |value: &&&EnumValueClaim| value.form != ValueForm::Bare;
    let (texts, others): (Vec<&EnumValueClaim>, Vec<&EnumValueClaim>) =
        values.iter().copied().partition(|value| is_text(&value));
    let (truths, numbers): (Vec<&EnumValueClaim>, Vec<&EnumValueClaim>) =
        others.into_iter().partition(|value| matches!(value.value.value.as_str(), "true" | "false"));
    let whole = numbers.iter().all(|value| whole_of(&value.value.value).is_some());
    let numbers = match whole {
        true => members(&numbers, |text| whole_of(text).map(EnumValue::Integer)),
        false => Some(SchemaKind::NUMBER),
    };
    let truth = (!truths.is_empty()).then_some(SchemaKind::Boolean);
    let texts = members(&texts, |text| Some(EnumValue::String(text.to_owned())));
    [texts, numbers, truth].into_iter().flatten().collect()
}

/// The values as members, each once; `None` where there are none.
fn members(values: &[&EnumValueClaim], value: impl Fn(&str) -> Option<EnumValue>) -> Option<SchemaKind> {
    let mut members: Vec<EnumMember> = Vec::new();
    for claim in values {
        let value = value(&claim.value.value)?;
        if !members.iter().any(|m| m.value == value) {
            members.push(EnumMember {
                value,
                name: claim.name.clone(),
                description: claim.description.clone(),
            });
        }
    }
    (!members.is_empty()).then_some(SchemaKind::Enum(EnumSchema { members }))
}

/// A whole number as it is written everywhere: not `01`, not `+1`.
fn integer_of(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|number| number.to_string() == text)
}

/// A whole number, `1.0` included.
fn whole_of(text: &str) -> Option<i64> {
    let digits = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    };
    integer_of(digits)
}

/// Whether a type holds numbers, or lists of them.
fn is_number(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Integer | TypeExpr::Unsigned64)
        || is_fraction(ty)
        || matches!(ty, TypeExpr::Enum(Some(item)) | TypeExpr::Array(Some(item)) if is_number(item))
}

/// Whether a type holds numbers that need not be whole, or lists of them.
fn is_fraction(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Number | TypeExpr::Decimal)
        || matches!(ty, TypeExpr::Enum(Some(item)) | TypeExpr::Array(Some(item)) if is_fraction(item))
}

/// Whether a type says that there are values, and not of what type, or is a list of such.
fn is_open_enum(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Enum(None)) || matches!(ty, TypeExpr::Array(Some(item)) if is_open_enum(item))
}

/// Whether a type holds texts, or lists of them.
fn is_text(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::String | TypeExpr::Enum(None) => true,
        TypeExpr::Enum(Some(item)) | TypeExpr::Array(Some(item)) => is_text(item),
        TypeExpr::Union(variants) => {
            variants.iter().all(|v| is_text(v) || matches!(v, TypeExpr::Null | TypeExpr::Undefined))
        }
        _ => false,
    }
}

/// The values as an enum: integers when all are, strings otherwise; each value once.
pub(super) fn to_schema(values: &[EnumValueClaim]) -> Option<EnumSchema> {
    let values: Vec<&EnumValueClaim> = values.iter().collect();
    let integer =
        |value: &&EnumValueClaim| value.form != ValueForm::Text && integer_of(&value.value.value).is_some();
    let kind = match values.iter().all(integer) {
        true => members(&values, |text| integer_of(text).map(EnumValue::Integer)),
        false => members(&values, |text| Some(EnumValue::String(text.to_owned()))),
    };
    match kind {
        Some(SchemaKind::Enum(schema)) => Some(schema),
        _ => None,
    }
}
