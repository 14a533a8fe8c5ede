//! What the attributes of a field tag say, in any case: `required`, `default={0}`, `maxLength="64"`.

use crate::dialect::claims::{Bound, EnumValueClaim, FieldClaim, LimitClaim, TypeExpr, Unit};
use crate::dialect::type_expr::{parse_type, read_type};
use crate::document::{Attribute, Component};
use crate::source::{Span, Spanned};

/// The attribute of a name in any case.
pub(super) fn find<'c>(component: &'c Component, name: &str) -> Option<&'c Attribute> {
    component.attributes.iter().find(|a| a.name.value.eq_ignore_ascii_case(name))
}

/// A field with all that its tag says.
pub(super) fn read_attributes(component: &Component, name: Spanned<String>, span: Span) -> FieldClaim {
    let mut field = FieldClaim::new(name, span);
    if let Some(text) = value(component, "type") {
        let reading = read_type(&text.value);
        field.required = reading.required;
        field
            .limits
            .bounds
            .extend(reading.max_length.map(|n| limit(Bound::Maximum, n.into(), Unit::Characters)));
        field.ty = Some(Spanned::new(reading.ty, text.span));
    }
    if let Some(format) = value(component, "format") {
        let ty = parse_type(&format!("string<{}>", format.value));
        let open = field.ty.as_ref().is_none_or(|known| known.value == TypeExpr::String);
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

fn value<'c>(component: &'c Component, name: &str) -> Option<&'c Spanned<String>> {
    find(component, name).and_then(|a| a.value.as_ref())
}

/// `required`, `required={true}`, `required="false"`, `optional`.
fn read_required(component: &Component) -> Option<bool> {
    let flag = |name: &str| {
        let attribute = find(component, name)?;
        let no = attribute.value.as_ref().is_some_and(|v| v.value.trim().eq_ignore_ascii_case("false"));
        Some(!no)
    };
    flag("required").or_else(|| flag("optional").map(|optional| !optional))
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
    let inner = text.value.trim().trim_start_matches('[').trim_end_matches(']');
    let values =
        inner.split([',', '|']).map(|v| v.trim().trim_matches(['"', '\'', '`'])).filter(|v| !v.is_empty());
    let claim = |v: &str| EnumValueClaim {
        value: Spanned::new(v.to_owned(), text.span),
        name: None,
        description: String::new(),
    };
    Some(values.map(claim).collect())
}
