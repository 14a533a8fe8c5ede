//! What the attributes of a field tag say, in any case: `required`, `default={0}`, `maxLength="64"`.

use crate::dialect::claims::{Bound, EnumValueClaim, FieldClaim, LimitClaim, TypeExpr, Unit, ValueForm};
use crate::dialect::type_expr::{parse_type, read_stated_type};
use crate::document::expression::{Variables, read_expression, shown};
use crate::document::{Attribute, Component};
use crate::source::{Span, Spanned};
use serde_json::Value;
use std::borrow::Cow;

/// The attribute of a name in any case.
pub(in crate::dialect) fn find<'c>(component: &'c Component, name: &str) -> Option<&'c Attribute> {
    component.attributes.iter().find(|a| a.name.value.eq_ignore_ascii_case(name))
}

/// A field with all that its tag says.
pub(super) fn read_attributes(component: &Component, name: Spanned<String>, span: Span) -> FieldClaim {
    let mut field = FieldClaim::new(name, span);
    if let Some(text) = value(component, "type").or_else(|| value(component, "dataType")) {
        let reading = read_stated_type(&type_text(&text.value));
        field.required = reading.required;
        field
            .limits
            .bounds
            .extend(reading.max_length.map(|n| limit(Bound::Maximum, n.into(), Unit::Characters)));
        field.ty = Some(Spanned::new(reading.ty, text.span));
    }
    if let (Some(Spanned { value: TypeExpr::Array(item @ None), .. }), Some(items)) =
        (&mut field.ty, value(component, "items"))
    {
        *item = Some(Box::new(parse_type(&type_text(&items.value))));
    }
    if let Some(format) = value(component, "format") {
        let ty = parse_type(&format!("string<{}>", format.value));
        let open = field.ty.as_ref().is_none_or(|known| known.value == TypeExpr::String);
        let whole =
            field.ty.as_ref().is_none_or(|known| matches!(known.value, TypeExpr::Integer | TypeExpr::Number));
        if whole && parse_type(&format.value) == TypeExpr::Unsigned64 {
            field.ty = Some(Spanned::new(TypeExpr::Unsigned64, format.span));
        }
        if open && matches!(ty, TypeExpr::Formatted(_)) {
            field.ty = Some(Spanned::new(ty, format.span));
        }
    }
    field.required = read_required(component).or(field.required);
    field.default = value(component, "default").or_else(|| value(component, "defaultValue")).cloned();
    field.limits.bounds.extend(read_bounds(component));
    field.limits.pattern = value(component, "pattern").map(|p| p.value.clone());
    field.values = ["enum", "options", "values"]
        .iter()
        .find_map(|name| read_values(component, name))
        .unwrap_or_default();
    field
}

/// The text of a type that is written as an expression: `["string", "null"]`, `{ type: "string" }`.
fn type_text(source: &str) -> Cow<'_, str> {
    if !source.contains(['[', '{']) {
        return Cow::Borrowed(source);
    }
    match read_expression(source, &Variables::new()) {
        Ok(Value::Array(types)) => {
            let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
            if types.is_empty() { Cow::Borrowed(source) } else { Cow::Owned(types.join(" | ")) }
        }
        Ok(Value::Object(members)) => match members.get("type").and_then(Value::as_str) {
            Some(ty) => Cow::Owned(ty.to_owned()),
            None => Cow::Borrowed(source),
        },
        _ => Cow::Borrowed(source),
    }
}

fn value<'c>(component: &'c Component, name: &str) -> Option<&'c Spanned<String>> {
    find(component, name).and_then(|a| a.value.as_ref())
}

/// `required`, `required={true}`, `required="false"`, `optional`, `pre={["required"]}`.
fn read_required(component: &Component) -> Option<bool> {
    let flag = |name: &str| {
        let attribute = find(component, name)?;
        let Some(value) = &attribute.value else { return Some(true) };
        match value.value.trim() {
            no if no.eq_ignore_ascii_case("false") => Some(false),
            yes if yes.eq_ignore_ascii_case("true") => Some(true),
            // `required={isNew}` says nothing that is known here.
            _ => (!attribute.expression).then_some(true),
        }
    };
    let labels = ["pre", "post"].iter().filter_map(|name| value(component, name));
    let label = |word: &str| {
        let is_word = |label: &str| label.trim_matches(['[', ']', ' ', '"', '\'']).eq_ignore_ascii_case(word);
        labels.clone().any(|labels| labels.value.split(',').any(is_word))
    };
    flag("required")
        .or_else(|| flag("optional").map(|optional| !optional))
        .or_else(|| label("required").then_some(true))
        .or_else(|| label("optional").then_some(false))
}

/// An item of a list of values: the value, or an object that says what it means.
fn read_value(item: &Value, span: Span) -> Option<EnumValueClaim> {
    let member = |names: &[&str]| names.iter().find_map(|name| item.get(name).and_then(shown));
    let own = match item {
        Value::Object(_) => ["value", "name", "const", "id"].iter().find_map(|name| item.get(name))?,
        item => item,
    };
    let form = if own.is_string() { ValueForm::Text } else { ValueForm::Bare };
    let value = match own {
        Value::Null | Value::Bool(_) => own.to_string(),
        own => shown(own)?,
    };
    let description = member(&["description", "label", "title"]).unwrap_or_default();
    Some(EnumValueClaim { value: Spanned::new(value, span), name: None, description, form })
}

fn read_bounds(component: &Component) -> impl Iterator<Item = LimitClaim> {
    use Bound::{Maximum, Minimum};
    let names = [
        ("min", Minimum, Unit::None),
        ("minimum", Minimum, Unit::None),
        ("max", Maximum, Unit::None),
        ("maximum", Maximum, Unit::None),
        ("minLength", Minimum, Unit::Characters),
        ("maxLength", Maximum, Unit::Characters),
        ("minItems", Minimum, Unit::Things),
        ("maxItems", Maximum, Unit::Things),
    ];
    names.into_iter().filter_map(|(name, bound, unit)| {
        Some(limit(bound, value(component, name)?.value.trim().parse().ok()?, unit))
    })
}

fn limit(bound: Bound, value: serde_json::Number, unit: Unit) -> LimitClaim {
    LimitClaim { bound, value, unit, exclusive: false }
}

/// `enum={["a", "b"]}`, `options="a, b"`.
fn read_values(component: &Component, name: &str) -> Option<Vec<EnumValueClaim>> {
    let text = value(component, name)?;
    if let Ok(Value::Array(items)) = read_expression(&text.value, &Variables::new()) {
        return Some(items.iter().filter_map(|item| read_value(item, text.span)).collect());
    }
    let inner = text.value.trim().trim_start_matches('[').trim_end_matches(']');
    let values =
        inner.split([',', '|']).map(|v| v.trim().trim_matches(['"', '\'', '`'])).filter(|v| !v.is_empty());
    let claim = |v: &str| EnumValueClaim {
        form: ValueForm::Word,
        value: Spanned::new(v.to_owned(), text.span),
        name: None,
        description: String::new(),
    };
    Some(values.map(claim).collect())
}
