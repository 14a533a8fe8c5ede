//! Whether a value keeps to the limits of its field.

use crate::model::Constraints;
use serde_json::{Number, Value};

/// A limit, whether a number keeps to it, and its words.
type Bound<'a> = (&'a Option<Number>, fn(f64, f64) -> bool, &'static str);

/// What limits the value does not keep to, in words.
pub(super) fn limit_faults(
    limits: &Constraints,
    value: &Value,
    matches: fn(&str, &str) -> bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    let bounds: [Bound<'_>; 4] = [
        (&limits.minimum, |number, limit| number >= limit, "at least"),
        (&limits.exclusive_minimum, |number, limit| number > limit, "more than"),
        (&limits.maximum, |number, limit| number <= limit, "at most"),
        (&limits.exclusive_maximum, |number, limit| number < limit, "less than"),
    ];
    for (limit, keeps, words) in bounds {
        if let (Some(limit), Some(number)) = (limit, value.as_f64())
            && !limit.as_f64().is_none_or(|limit| keeps(number, limit))
        {
            faults.push(format!("must be {words} {limit}, not {value}"));
        }
    }
    let characters = value.as_str().map(|text| text.chars().count() as u64);
    let items = value.as_array().map(|items| items.len() as u64);
    let counts = [
        (limits.min_length, limits.max_length, characters, "characters"),
        (limits.min_items, limits.max_items, items, "items"),
    ];
    for (least, most, count, of) in counts {
        let Some(count) = count else { continue };
        if let Some(least) = least.filter(|least| count < *least) {
            faults.push(format!("must have at least {least} {of}, not {count}"));
        }
        if let Some(most) = most.filter(|most| count > *most) {
            faults.push(format!("must have at most {most} {of}, not {count}"));
        }
    }
    if let (Some(pattern), Some(text)) = (&limits.pattern, value.as_str())
        && !matches(pattern, text)
    {
        faults.push(format!("must match `{pattern}`"));
    }
    if let Some(number) = value.as_number()
        && !limits.values.is_empty()
        && !limits.values.contains(number)
    {
        let values = limits.values.iter().map(Number::to_string).collect::<Vec<_>>().join(", ");
        faults.push(format!("must be one of {values}, not {number}"));
    }
    faults
}
