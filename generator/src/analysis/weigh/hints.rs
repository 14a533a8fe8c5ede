//! The values of a field, and what confirms that words in brackets are.

use super::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::FieldClaim;
use crate::document::JsonValue;
use crate::model::{Schema, SchemaKind, StringFormat};
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

impl Weigher<'_> {
    /// The enum of a field: its values, or the words in brackets that something else confirms.
    pub(super) fn settle_enum(
        &mut self,
        claim: &FieldClaim,
        schema: &Schema,
        shown: &Shown<'_>,
    ) -> Option<Schema> {
        if let Some(found) = self.enums.of_field(claim, self.diagnostics) {
            return Some(found);
        }
        let plain = matches!(schema.kind, SchemaKind::String { format: StringFormat::Plain });
        if claim.hinted.is_empty() || !plain {
            return None;
        }
        let why = confirm_hint(claim, shown)?;
        let text = claim.description.as_ref()?;
        let words: Vec<String> = claim.hinted.iter().map(|v| format!("`{}`", v.value.value)).collect();
        self.diagnostics.push(
            Diagnostic::at(
                &rule::ENUM_GUESSED,
                text.span,
                format!("{} were taken as the values of `{}`", words.join(", "), claim.name.value),
            )
            .note(why),
        );
        self.enums.of_values(claim, &claim.hinted)
    }
}

/// Why the words in brackets are values, if anything says so.
fn confirm_hint(claim: &FieldClaim, shown: &Shown<'_>) -> Option<&'static str> {
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
