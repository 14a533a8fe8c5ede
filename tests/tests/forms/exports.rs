//! Markdown that sites export of their pages: an OpenAPI document, wrapped in many ways.

use crate::Form;
use crate::kites::Operation;
use crate::openapi::document;

pub const FORMS: &[Form] = &[
    ("export: verb on the fence", "md", on_the_fence, &[]),
    ("export: under a definition", "md", under_a_definition, &[]),
    ("export: under each title", "md", under_each_title, &[]),
    ("export: yaml at the end", "md", yaml_at_the_end, &[]),
    ("export: line and yaml", "md", line_and_yaml, &[]),
    ("export: json alone", "md", json_alone, &[]),
];

fn json(of: &Operation) -> String {
    serde_json::to_string(&document(of)).expect("it is JSON")
}

fn yaml(of: &Operation) -> String {
    let mut text = String::new();
    write_yaml(&document(of), 0, &mut text);
    text
}

/// Block style, with the keys in quotes where they need them.
fn write_yaml(value: &serde_json::Value, indent: usize, text: &mut String) {
    use serde_json::Value;
    let pad = " ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                let key = match key.chars().all(|c| c.is_ascii_digit()) {
                    true => format!("'{key}'"),
                    false => key.clone(),
                };
                *text += &format!("{pad}{key}:");
                write_member(value, indent + 2, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                *text += &format!("{pad}-");
                write_member(item, indent + 2, text);
            }
        }
        other => *text += &format!("{pad}{other}\n"),
    }
}

fn write_member(value: &serde_json::Value, indent: usize, text: &mut String) {
    let is_block = value.as_object().is_some_and(|of| !of.is_empty())
        || value.as_array().is_some_and(|of| !of.is_empty());
    match is_block {
        true => {
            *text += "\n";
            write_yaml(value, indent, text);
        }
        false => *text += &format!(" {value}\n"),
    }
}

fn on_the_fence(of: &Operation) -> String {
    let path = of.path;
    let verb = of.verb.to_lowercase();
    format!(
        "# {}\n\n> {}\n\n\n\n## OpenAPI\n\n````yaml /openapi.json {verb} {path}\n{}````\n",
        of.title,
        of.text,
        yaml(of)
    )
}

fn under_a_definition(of: &Operation) -> String {
    let pretty = serde_json::to_string_pretty(&document(of)).expect("it is JSON");
    format!("# {}\n\n{}\n\n# OpenAPI definition\n\n```json\n{pretty}\n```\n", of.title, of.text)
}

fn under_each_title(of: &Operation) -> String {
    format!("# Kites\n\n## {}\n\n> {}\n\n```json\n{}\n```\n", of.title, of.text, json(of))
}

fn yaml_at_the_end(of: &Operation) -> String {
    format!("# {}\n\n## OpenAPI Specification\n\n```yaml\n{}\n```\n", of.title, yaml(of))
}

fn line_and_yaml(of: &Operation) -> String {
    let address = format!("{} {}{}", of.verb, crate::kites::HOST, of.path);
    format!(
        "# {}\n\n{address}\n\n{}\n\nReference: https://docs.kites.example/x\n\n## OpenAPI Specification\n\n```yaml\n{}```\n",
        of.title,
        of.text,
        yaml(of)
    )
}

fn json_alone(of: &Operation) -> String {
    format!("# {} `{} {}`\n\n```json openapi\n{}\n```\n", of.title, of.verb, of.path, json(of))
}
