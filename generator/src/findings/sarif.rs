//! Findings for code scanning services and editors: SARIF 2.1.0 (OASIS), one run.
//!
//! - A rule is a `reportingDescriptor` whose id is its code and whose help is its page of `docbind explain`.
//! - The other places of a finding are its `relatedLocations`.
//! - Lines and columns count from 1, columns in characters; the end is one past the last.
//! - Paths are relative to `%SRCROOT%`, which stands for the folder that docbind ran in.

use crate::diagnostic::{Diagnostic, Label, Rule, Severity};
use crate::source::Sources;
use crate::visible::visible_json;
use heck::ToUpperCamelCase;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What cannot stand in the path of a URI (RFC 3986 section 3.3).
const NO_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<LabelText<'a>>,
}

#[derive(Serialize)]
struct LabelText<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// Renders findings as a SARIF log.
pub fn render_sarif(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let by_code: BTreeMap<&str, &'static Rule> =
        diagnostics.iter().map(|diagnostic| (diagnostic.rule.code, diagnostic.rule)).collect();
    let indices: BTreeMap<&str, usize> = by_code.keys().enumerate().map(|(at, code)| (*code, at)).collect();
    let finding = |diagnostic| to_finding(diagnostic, &indices, sources);
    let driver = Driver {
        name: "docbind",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: by_code.values().map(|rule| to_descriptor(rule)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(finding).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let mut text = visible_json(serde_json::to_string_pretty(&log).unwrap_or_default());
    text.push('\n');
    text
}

fn to_descriptor(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.code,
        name: rule.name.to_upper_camel_case(),
        short_description: Message { text: format!("{}.", rule.summary()) },
        help: Help { text: rule.explanation, markdown: rule.explanation },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Several logs as one, with a run for each.
pub fn join_sarif(logs: &[&str]) -> String {
    let mut logs = logs.iter().map(|log| serde_json::from_str::<Value>(log).unwrap_or_default());
    let mut joined = logs.next().unwrap_or_default();
    for mut log in logs {
        let runs = log["runs"].as_array_mut().map(std::mem::take).unwrap_or_default();
        if let Some(all) = joined["runs"].as_array_mut() {
            all.extend(runs);
        }
    }
    format!("{}\n", visible_json(format!("{joined:#}")))
}

fn to_finding<'a>(
    diagnostic: &'a Diagnostic,
    indices: &BTreeMap<&str, usize>,
    sources: &Sources,
) -> Finding<'a> {
    let related = diagnostic.related.iter().enumerate();
    Finding {
        rule_id: diagnostic.rule.code,
        rule_index: indices.get(diagnostic.rule.code).copied().unwrap_or_default(),
        level: level(diagnostic.severity),
        message: Message { text: message(diagnostic) },
        locations: diagnostic.primary.iter().map(|label| to_location(label, None, sources)).collect(),
        related_locations: related.map(|(at, label)| to_location(label, Some(at), sources)).collect(),
    }
}

/// The message, then what else is said, a paragraph each.
fn message(diagnostic: &Diagnostic) -> String {
    let said = std::iter::once(diagnostic.message.as_str());
    said.chain(diagnostic.all_notes()).chain(diagnostic.all_help()).collect::<Vec<_>>().join("\n\n")
}

fn to_location<'a>(label: &'a Label, id: Option<usize>, sources: &Sources) -> Location<'a> {
    let file = sources.get(label.span.source);
    let (start, end) = (file.position(label.span.start), file.position(label.span.end.max(label.span.start)));
    let region = Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    };
    let message = Some(label.message.as_str()).filter(|text| !text.is_empty());
    Location {
        id,
        physical_location: PhysicalLocation { artifact_location: to_artifact(&file.path), region },
        message: message.map(|text| LabelText { text }),
    }
}

fn to_artifact(path: &str) -> Artifact {
    let encoded = utf8_percent_encode(path.trim_start_matches("./"), NO_PATH).to_string();
    // `/docs/a.mdx`, or `C:/docs/a.mdx`.
    match (encoded.starts_with('/'), encoded.as_bytes().get(1) == Some(&b':')) {
        (true, _) => Artifact { uri: format!("file://{encoded}"), uri_base_id: None },
        (_, true) => Artifact { uri: format!("file:///{encoded}"), uri_base_id: None },
        _ => Artifact { uri: encoded, uri_base_id: Some("%SRCROOT%") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        let uri = |path| to_artifact(path).uri;
        assert_eq!(uri("./pages/get {id}.mdx"), "pages/get%20%7Bid%7D.mdx");
        assert_eq!(uri("../docs/é.mdx"), "../docs/%C3%A9.mdx");
        assert_eq!(uri("/docs/a.mdx"), "file:///docs/a.mdx");
        assert_eq!(uri("C:/docs/a.mdx"), "file:///C:/docs/a.mdx");
        assert!(to_artifact("/docs/a.mdx").uri_base_id.is_none());
    }
}
