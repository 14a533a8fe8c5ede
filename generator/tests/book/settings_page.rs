//! The page on `docbind.toml`, made from its schema.

use crate::{expect_file, read};
use serde_json::Value;
use std::fmt::Write;

/// More words than these are not listed.
const MOST_WORDS: usize = 16;

#[test]
fn the_page_of_the_settings_is_up_to_date() {
    let schema: Value = serde_json::from_str(&read("docs/docbind.schema.json")).unwrap();
    let mut page = "# docbind.toml\n\n<!-- Generated: UPDATE_EXPECT=1 cargo test -p docbind --test book -->\n\nEvery key is \
                    optional, and so is the file. [Settings](../guide/settings.md) shows them in use; `docbind schema` \
                    prints the JSON Schema that this page is made from.\n"
        .to_owned();
    for (name, table) in schema["properties"].as_object().unwrap() {
        let (heading, of_entry) = match table["type"].as_str() {
            Some("array") => (format!("[[{name}]]"), &table["items"]),
            _ if table["properties"].is_object() => (format!("[{name}]"), table),
            _ => (format!("[{name}.NAME]"), &table["additionalProperties"]),
        };
        let _ = write!(page, "\n## {heading}\n\n{}\n", text(table));
        let Some(keys) = of_entry["properties"].as_object() else { continue };
        page.push_str("\n| key | type | |\n|---|---|---|\n");
        for (key, value) in keys {
            let value = resolved(&schema, value);
            let _ = writeln!(page, "| `{key}` | {} | {} |", cell(&kind(&schema, value)), cell(&about(value)));
        }
    }
    expect_file("docs/book/src/reference/settings.md", &page);
}

fn text(value: &Value) -> &str {
    value["description"].as_str().unwrap_or_default()
}

fn resolved<'s>(schema: &'s Value, value: &'s Value) -> &'s Value {
    let target = value["$ref"].as_str().and_then(|of| schema.pointer(of.trim_start_matches('#')));
    target.unwrap_or(value)
}

/// What a key takes, in words.
fn kind(schema: &Value, value: &Value) -> String {
    let value = resolved(schema, value);
    if let Some(word) = value.get("const") {
        return format!("`{word}`");
    }
    if let Some(words) = value["enum"].as_array() {
        return match words.len() {
            many if many > MOST_WORDS => "a word".to_owned(),
            _ => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        };
    }
    let choices = ["anyOf", "oneOf"].iter().find_map(|key| value[*key].as_array());
    if let Some(choices) = choices {
        let mut kinds: Vec<String> = Vec::new();
        for choice in choices.iter().map(|choice| kind(schema, choice)) {
            if !kinds.contains(&choice) {
                kinds.push(choice);
            }
        }
        return kinds.join(", or ");
    }
    match value["type"].as_str() {
        Some("array") => format!("array of {}", kind(schema, &value["items"])),
        Some("object") => match value["properties"].as_object() {
            Some(keys) => {
                let keys: Vec<_> = keys.keys().map(|key| format!("`{key}`")).collect();
                format!("table: {}", keys.join(", "))
            }
            None => "table".to_owned(),
        },
        Some(of) => of.to_owned(),
        None => "any value".to_owned(),
    }
}

/// What a key is for, with its default and an example.
fn about(value: &Value) -> String {
    let mut about = text(value).to_owned();
    if let Some(default) = value.get("default") {
        let _ = write!(about, " Default: `{default}`.");
    }
    if let Some(example) = value["examples"].as_array().and_then(|examples| examples.first()) {
        let _ = write!(about, " Example: `{}`.", toml(example));
    }
    about
}

/// A value as TOML spells it.
fn toml(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let pairs: Vec<_> = keys.iter().map(|(key, value)| format!("{key} = {}", toml(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
