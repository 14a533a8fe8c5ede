//! Values in messages.

use serde_json::Value;

/// The longest text that is shown whole, in characters.
const LONGEST: usize = 40;

/// A value for people: itself where it is short, what it is otherwise.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) if text.chars().count() <= LONGEST => value.to_string(),
        Value::String(text) => {
            let start: String = text.chars().take(LONGEST).collect();
            format!("{}…", Value::from(start))
        }
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}
