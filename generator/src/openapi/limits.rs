//! What a value must keep to, in the words of JSON Schema.

use crate::model::Constraints;
use serde_json::{Map, Value, json};

/// Adds the limits of a field to its schema.
pub(super) fn insert_limits(out: &mut Map<String, Value>, limits: &Constraints) {
    let numbers = [
        ("minimum", &limits.minimum),
        ("exclusiveMinimum", &limits.exclusive_minimum),
        ("maximum", &limits.maximum),
        ("exclusiveMaximum", &limits.exclusive_maximum),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            out.insert(key.to_owned(), json!(number));
        }
    }
    let counts = [
        ("minLength", limits.min_length),
        ("maxLength", limits.max_length),
        ("minItems", limits.min_items),
        ("maxItems", limits.max_items),
    ];
    for (key, count) in counts {
        if let Some(count) = count {
            out.insert(key.to_owned(), json!(count));
        }
    }
    if !limits.values.is_empty() {
        out.insert("enum".to_owned(), json!(limits.values));
    }
    if let Some(pattern) = &limits.pattern {
        out.insert("pattern".to_owned(), json!(pattern));
    }
}
