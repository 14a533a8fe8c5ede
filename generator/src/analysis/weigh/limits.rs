//! What a page says a value must keep to, by the type of the value.

use crate::dialect::claims::{Bound, FieldClaim, LimitClaim, LimitClaims, TypeExpr, Unit};
use crate::model::{Constraints, Schema, SchemaKind, StringFormat};
use serde_json::{Number, Value};

/// What a field must keep to: its limits, and numbers that its values are of.
pub(super) fn settle_constraints(
    claim: &FieldClaim,
    schema: &Schema,
    default: Option<&Value>,
) -> Constraints {
    let mut settled = settle_limits(&claim.limits, schema, default);
    if holds(schema, |kind| matches!(kind, SchemaKind::Number { .. })) {
        let in_type = match claim.ty.as_ref().map(|ty| &ty.value) {
            Some(TypeExpr::Union(variants)) => variants.as_slice(),
            _ => &[],
        };
        let in_type = in_type.iter().filter_map(|variant| match variant {
            TypeExpr::LiteralInteger(number) => Some(Number::from(*number)),
            TypeExpr::LiteralNumber(text) => text.parse().ok(),
            _ => None,
        });
        let listed = claim.values.iter().filter_map(|value| value.value.value.parse().ok());
        settled.values = in_type.chain(listed).collect();
    }
    settled
}

/// The limits that fit the shape. Those that the default itself breaks are about something else.
fn settle_limits(claims: &LimitClaims, schema: &Schema, default: Option<&Value>) -> Constraints {
    let mut settled = Constraints::default();
    for limit in &claims.bounds {
        if holds(schema, is_number) && bounds_number(limit.unit) && !breaks(limit, default) {
            bound_number(&mut settled, limit);
        } else if holds(schema, is_text) && matches!(limit.unit, Unit::Characters | Unit::Digits) {
            let (least, most) = (&mut settled.min_length, &mut settled.max_length);
            bound_count(limit, least, most);
        } else if holds(schema, is_array) && matches!(limit.unit, Unit::Things | Unit::Counted) {
            let (least, most) = (&mut settled.min_items, &mut settled.max_items);
            bound_count(limit, least, most);
        }
    }
    if holds(schema, is_text) {
        settled.pattern.clone_from(&claims.pattern);
    }
    settled
}

/// Those of the limits that bound what the shape has.
pub(in crate::analysis) fn fitting_limits(limits: Constraints, schema: &Schema) -> Constraints {
    let (number, text, array) = (holds(schema, is_number), holds(schema, is_text), holds(schema, is_array));
    Constraints {
        minimum: limits.minimum.filter(|_| number),
        exclusive_minimum: limits.exclusive_minimum.filter(|_| number),
        maximum: limits.maximum.filter(|_| number),
        exclusive_maximum: limits.exclusive_maximum.filter(|_| number),
        min_length: limits.min_length.filter(|_| text),
        max_length: limits.max_length.filter(|_| text),
        pattern: limits.pattern.filter(|_| text),
        min_items: limits.min_items.filter(|_| array),
        max_items: limits.max_items.filter(|_| array),
        values: if number { limits.values } else { Vec::new() },
    }
}

/// Whether a shape, or one of its alternatives, is of a kind.
fn holds(schema: &Schema, test: fn(&SchemaKind) -> bool) -> bool {
    match &schema.kind {
        SchemaKind::Union { variants } => variants.iter().any(|v| test(&v.kind)),
        kind => test(kind),
    }
}

fn is_number(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. })
}

fn is_text(kind: &SchemaKind) -> bool {
    matches!(
        kind,
        SchemaKind::String {
            format: StringFormat::Plain | StringFormat::Password | StringFormat::Email | StringFormat::Uri
        }
    )
}

fn is_array(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Array { .. })
}

fn bounds_number(unit: Unit) -> bool {
    matches!(unit, Unit::None | Unit::Time | Unit::Share | Unit::Things)
}

fn breaks(limit: &LimitClaim, default: Option<&Value>) -> bool {
    let (Some(default), Some(value)) = (default.and_then(Value::as_f64), limit.value.as_f64()) else {
        return false;
    };
    match limit.bound {
        Bound::Minimum => default < value,
        Bound::Maximum => default > value,
    }
}

fn bound_number(settled: &mut Constraints, limit: &LimitClaim) {
    let place = match (limit.bound, limit.exclusive) {
        (Bound::Minimum, false) => &mut settled.minimum,
        (Bound::Minimum, true) => &mut settled.exclusive_minimum,
        (Bound::Maximum, false) => &mut settled.maximum,
        (Bound::Maximum, true) => &mut settled.exclusive_maximum,
    };
    place.get_or_insert_with(|| plain(&limit.value));
}

/// `2.0` as `2`.
fn plain(number: &Number) -> Number {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
            Number::from(float as i64)
        }
        _ => number.clone(),
    }
}

fn bound_count(limit: &LimitClaim, least: &mut Option<u64>, most: &mut Option<u64>) {
    let Some(count) = limit.value.as_u64() else { return };
    match (limit.bound, limit.exclusive) {
        (Bound::Minimum, false) => *least = least.or(Some(count)),
        (Bound::Minimum, true) => *least = least.or(Some(count + 1)),
        (Bound::Maximum, false) => *most = most.or(Some(count)),
        (Bound::Maximum, true) => *most = most.or(count.checked_sub(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IntegerFormat;

    fn claims(bound: Bound, value: i64, unit: Unit) -> LimitClaims {
        let bounds = vec![LimitClaim { bound, value: value.into(), unit, exclusive: false }];
        LimitClaims { bounds, pattern: None }
    }

    #[test]
    fn a_limit_bounds_what_the_type_has() {
        let text = Schema::new(SchemaKind::String { format: StringFormat::Plain });
        let number = Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 });
        let list = Schema::array(text.clone());
        let settle = |claims: &LimitClaims, schema: &Schema| settle_limits(claims, schema, None);
        let characters = claims(Bound::Maximum, 64, Unit::Characters);
        assert_eq!(settle(&characters, &text).max_length, Some(64));
        assert!(settle(&characters, &number).is_empty());
        assert_eq!(settle(&claims(Bound::Minimum, 1, Unit::Things), &list).min_items, Some(1));
        assert_eq!(settle(&claims(Bound::Minimum, 1, Unit::None), &number).minimum, Some(1.into()));
        assert!(settle(&claims(Bound::Minimum, 1, Unit::None), &text).is_empty());
        assert!(settle(&claims(Bound::Maximum, 9, Unit::Counted), &number).is_empty());
    }

    #[test]
    fn a_limit_that_the_default_breaks_is_none() {
        let number = Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 });
        let limit = claims(Bound::Maximum, 10, Unit::None);
        assert!(settle_limits(&limit, &number, Some(&Value::from(20))).is_empty());
        assert!(!settle_limits(&limit, &number, Some(&Value::from(5))).is_empty());
    }
}
