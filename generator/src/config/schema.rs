//! The JSON Schema of `docbind.toml` (draft 2020-12), for editors: they complete the keys, show what each is
//! for, and mark what is none.
//!
//! `docbind.schema.json` is the schema without the diagnostics, which come from the rules. The tests hold
//! it against the parser, key by key, in both directions.

use super::Level;
use crate::diagnostic::{ALL_RULES, Rule};
use serde_json::{Value, json};

const TEMPLATE: &str = include_str!("docbind.schema.json");

/// Renders the schema as JSON.
pub(crate) fn render_schema() -> String {
    let mut schema: Value = serde_json::from_str(TEMPLATE).unwrap_or_default();
    for (place, least) in
        [("/$defs/allowed/anyOf/0", Level::Allow), ("/$defs/diagnostic/anyOf/0", Level::Note)]
    {
        if let Some(words) = schema.pointer_mut(place) {
            *words = diagnostics(least);
        }
    }
    format!("{schema:#}\n")
}

/// The codes and names of the rules that can have that level, each with what it is about.
fn diagnostics(level: Level) -> Value {
    let rules: Vec<&Rule> = ALL_RULES.iter().copied().filter(|rule| rule.least_level() <= level).collect();
    let words = |word: fn(&Rule) -> &str| rules.iter().map(move |rule| word(rule));
    let all: Vec<&str> = words(|rule| rule.code).chain(words(|rule| rule.name)).collect();
    let of_codes = rules.iter().map(|rule| format!("`{}`: {}.", rule.name, rule.summary()));
    let of_names = rules.iter().map(|rule| format!("{}: {}.", rule.code, rule.summary()));
    let docs: Vec<String> = of_codes.chain(of_names).collect();
    // `x-taplo`: what editors show beside each word, where they know it.
    json!({ "enum": all, "x-taplo": { "docs": { "enumValues": docs } } })
}

#[cfg(test)]
#[path = "schema_tests.rs"]
pub(super) mod tests;
