//! What a value must keep to, as sentences.

use super::doc_words::code_span;
use crate::model::Constraints;

/// The limits that the page's own text does not already give, a sentence each.
pub(super) fn limit_notes(limits: &Constraints, description: &str) -> Vec<String> {
    let told = |number: &str| {
        description
            .split(|c: char| !(c.is_alphanumeric() || "-.,".contains(c)))
            .any(|word| word.trim_matches(['.', ',']).replace(',', "").parse() == number.parse::<f64>())
            || description.contains(number)
    };
    let mut notes = Vec::new();
    let number = |n: &Option<serde_json::Number>| n.as_ref().map(ToString::to_string);
    let count = |n: Option<u64>| n.map(|n| n.to_string());
    for (number, before, behind) in [
        (number(&limits.minimum), "At least", ""),
        (number(&limits.exclusive_minimum), "More than", ""),
        (number(&limits.maximum), "At most", ""),
        (number(&limits.exclusive_maximum), "Less than", ""),
        (count(limits.min_length), "At least", " characters"),
        (count(limits.max_length), "At most", " characters"),
        (count(limits.min_items), "At least", " items"),
        (count(limits.max_items), "At most", " items"),
    ] {
        // No count is below zero.
        let says_nothing = |number: &str| number == "0" && !behind.is_empty() && before == "At least";
        if let Some(number) = number.filter(|number| !told(number) && !says_nothing(number)) {
            let behind = if number == "1" { behind.trim_end_matches('s') } else { behind };
            notes.push(format!("{before} {number}{behind}."));
        }
    }
    if !limits.values.iter().all(|value| told(&value.to_string())) {
        let values: Vec<String> = limits.values.iter().map(|value| code_span(&value.to_string())).collect();
        notes.push(format!("One of {}.", values.join(", ")));
    }
    if let Some(pattern) = limits.pattern.as_ref().filter(|pattern| !description.contains(pattern.as_str())) {
        notes.push(format!("Matches {}.", code_span(pattern)));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_text_leaves_out() {
        let limits = Constraints {
            minimum: Some(1.into()),
            maximum: Some(5000.into()),
            max_items: Some(3),
            ..Constraints::default()
        };
        assert_eq!(limit_notes(&limits, "How many."), ["At least 1.", "At most 5000.", "At most 3 items."]);
        assert_eq!(limit_notes(&limits, "From 1 to 5,000."), ["At most 3 items."]);
        let limits = Constraints { min_length: Some(0), min_items: Some(1), ..Constraints::default() };
        assert_eq!(limit_notes(&limits, "Their names."), ["At least 1 item."]);
    }
}
