//! What confirms that words in brackets are the values of a field.

use super::Shown;
use crate::dialect::claims::FieldClaim;
use crate::document::JsonValue;
use heck::ToSnakeCase;

/// Last words of names of fields that hold one of a few values.
const KINDS: &[&str] = &[
    "type",
    "status",
    "state",
    "kind",
    "mode",
    "direction",
    "level",
    "role",
    "category",
    "format",
    "order",
    "sort",
    "scope",
    "visibility",
    "priority",
    "gender",
    "environment",
    "frequency",
    "interval",
    "unit",
    "channel",
    "severity",
    "position",
    "strategy",
    "tier",
    "outcome",
    "action",
    "source",
    "stage",
    "phase",
];

/// Why the words in brackets are values, if anything says so.
pub(super) fn confirm_hint(claim: &FieldClaim, shown: &Shown<'_>) -> Option<&'static str> {
    let is_hinted = |text: &str| claim.hinted.iter().any(|v| v.value.value == text);
    let mut texts = shown.examples.iter().filter_map(|json| match &json.value {
        JsonValue::String(text) => Some(text.as_str()),
        _ => None,
    });
    let mut any = false;
    let all = texts.all(|text| {
        any = true;
        is_hinted(text)
    });
    if !all {
        return None;
    }
    let defaults = [&claim.default, &claim.stated_default];
    let defaulted =
        defaults.iter().filter_map(|d| d.as_ref()).any(|d| is_hinted(d.value.trim_matches(['"', '\''])));
    let snake = claim.name.value.to_snake_case();
    let last = snake.rsplit('_').next().unwrap_or_default();
    match () {
        () if any => Some("the text names them in brackets, and the examples show one of them"),
        () if defaulted => Some("the text names them in brackets, and the default is one of them"),
        () if KINDS.contains(&last) => {
            Some("the text names them in brackets, and the name is that of a kind")
        }
        () => None,
    }
}
