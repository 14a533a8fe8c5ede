//! What a page says a value must keep to.

use serde::{Deserialize, Serialize};
use serde_json::Number;

/// Limits of a value, as JSON Schema names them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Constraints {
    /// The least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Number>,
    /// A number that is too small by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<Number>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Number>,
    /// A number that is too great by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<Number>,
    /// The least number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The greatest number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// A regular expression that a text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The least number of items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// The greatest number of items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// The numbers that it may be, where they are no enum for not being whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Number>,
}

impl Constraints {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The limits of two statements on one value: those that both make or one makes, and none on
    /// which they differ.
    pub(crate) fn unite(&self, other: &Self) -> Self {
        fn agreed<T: Clone + PartialEq>(a: &Option<T>, b: &Option<T>) -> Option<T> {
            match (a, b) {
                (Some(first), Some(second)) => (first == second).then(|| first.clone()),
                (first, second) => first.clone().or_else(|| second.clone()),
            }
        }
        Self {
            minimum: agreed(&self.minimum, &other.minimum),
            exclusive_minimum: agreed(&self.exclusive_minimum, &other.exclusive_minimum),
            maximum: agreed(&self.maximum, &other.maximum),
            exclusive_maximum: agreed(&self.exclusive_maximum, &other.exclusive_maximum),
            min_length: agreed(&self.min_length, &other.min_length),
            max_length: agreed(&self.max_length, &other.max_length),
            pattern: agreed(&self.pattern, &other.pattern),
            min_items: agreed(&self.min_items, &other.min_items),
            max_items: agreed(&self.max_items, &other.max_items),
            values: match (self.values.as_slice(), other.values.as_slice()) {
                (first, second) if first == second || second.is_empty() => first.to_vec(),
                ([], second) => second.to_vec(),
                _ => Vec::new(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_on_which_two_differ_are_none() {
        let limits = |maximum: i64, min_length| Constraints {
            maximum: Some(maximum.into()),
            min_length,
            ..Constraints::default()
        };
        assert_eq!(limits(9, None).unite(&limits(9, Some(1))), limits(9, Some(1)));
        assert!(limits(9, None).unite(&limits(8, None)).is_empty());
    }
}
