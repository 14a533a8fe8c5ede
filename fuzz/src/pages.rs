//! Pages, settings and OpenAPI parts: all that docbind makes of them.

use docbind::Sources;
use docbind::Spec;
use docbind::testing::diagnostic::render_json;
use docbind::testing::findings::{collect_findings, render_findings, render_sarif, render_summary};
use docbind::testing::inspect::render_page;
use docbind::testing::report::render_report;
use docbind::testing::visible::{begins_command, is_hidden};
use docbind::{CrateOptions, ModuleOptions};
use docbind::{Diagnostic, render_diagnostics};
use docbind::{Generated, Reading};
use docbind::{render_openapi, render_openapi_yaml};
use std::path::{Component, Path};

/// The page beside the one that is fuzzed.
const OTHER: &str = "---\ntitle: Get other\napi: GET https://h.example/v1/others/{id}\n---\n\nReads one.\n";

/// Diagnostics that are shown; all have their places looked at.
const SHOWN: usize = 30;

/// Reads a page of tags.
pub fn read_mdx(text: &str) {
    read_page("page.mdx", text);
}

/// Reads a page of headings and tables.
pub fn read_markdown(text: &str) {
    read_page("page.md", text);
}

/// Reads the text of a page.
pub fn read_rendered(text: &str) {
    read_page("page.txt", text);
}

/// Reads an OpenAPI part: `GET /v1/a`, then the YAML.
pub fn read_openapi(text: &str) {
    let (info, yaml) = text.split_once('\n').unwrap_or(("GET /v1/a", text));
    read_page("page.md", &format!("# Get a\n\n## OpenAPI\n\n````yaml {info}\n{yaml}\n````\n"));
}

/// Reads the settings of three pages.
pub fn read_settings(text: &str) {
    check(Spec::of_texts("fuzzed", [("docbind.toml", text)].into_iter().chain(SETTLED)));
}

/// The pages that settings are for.
const SETTLED: [(&str, &str); 3] = [
    (
        "lamps/get-lamp.mdx",
        "---\ntitle: Get a lamp\napi: GET https://h.example/v1/lamps/{id}\n---\n\n<ParamField path=\"id\" type=\"integer\" \
         required>The lamp.</ParamField>\n\n<ResponseField name=\"colour\" type=\"string\">One of `red`, `green`.\
         </ResponseField>\n<ResponseField name=\"owner\" type=\"object\"><Expandable title=\"owner\"><ResponseField \
         name=\"name\" type=\"string\">x</ResponseField></Expandable></ResponseField>\n\n```json\n{\"id\": 1, \"colour\": \
         \"red\", \"owner\": {\"name\": \"a\"}}\n```\n",
    ),
    (
        "lamps/list-lamps.mdx",
        "---\ntitle: List lamps\napi: GET https://h.example/v1/lamps\n---\n\n<ParamField query=\"page\" type=\"integer\">The \
         page.</ParamField>\n\n## Response\n\n```json\n{\"lamps\": [{\"id\": 1, \"colour\": \"red\", \"on\": null}], \
         \"total\": 1}\n```\n",
    ),
    (
        "create-room.md",
        "# Create a room\n\n`POST https://h.example/v1/rooms`\n\n## Body\n\n| Name | Type | Required | Description |\n\
         |---|---|---|---|\n| `name` | string | yes | Its name |\n| `size` | number | no | In m2 |\n\n## Response\n\n\
         ```json\n{\"id\": \"r1\", \"name\": \"a\"}\n```\n",
    ),
];

fn read_page(name: &str, text: &str) {
    let Generated { spec, reading, .. } =
        check(Spec::of_texts("fuzzed", [(name, text), ("other.mdx", OTHER)]));
    let is_other = |path: &str| path == "/v1/others/{id}" || path == "/others/{id}";
    let found = reading.api.operations.iter().any(|operation| is_other(&operation.path.to_string()));
    let said = |diagnostic: &Diagnostic| {
        let mut labels = diagnostic.primary.iter().chain(&diagnostic.related);
        labels.any(|label| spec.sources.get(label.span.source).relative == "other.mdx")
    };
    assert!(found || reading.diagnostics.iter().any(said), "the other page is lost");
}

/// All that docbind makes of pages, each part with what must hold of it.
fn check(spec: Spec) -> Generated {
    let mut made = docbind::generate_spec(spec);
    for diagnostic in made.reading.diagnostics.iter().chain(&made.reading.allowed) {
        places_are_of_the_source(diagnostic, &made.spec.sources);
    }
    made.reading.diagnostics.truncate(SHOWN);
    outputs_for_people(&made.spec, &made.reading);
    outputs_for_tools(&made.spec, &made.reading);
    let files = made.crate_files(&CrateOptions::default());
    for (path, text) in files.iter() {
        let inside =
            |part| matches!(part, Component::Normal(name) if name.to_str().is_some_and(is_plain_name));
        assert!(Path::new(path).components().all(inside), "{path:?}");
        if path.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    syn::parse_file(&made.module(&ModuleOptions::default())).expect("a module of Rust");
    made
}

fn is_plain_name(name: &str) -> bool {
    !name.contains(|c: char| is_hidden(c) || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
}

fn places_are_of_the_source(diagnostic: &Diagnostic, sources: &Sources) {
    assert!(!diagnostic.message.is_empty(), "{}", diagnostic.rule.code);
    for label in diagnostic.primary.iter().chain(&diagnostic.related) {
        let text = &sources.get(label.span.source).text;
        let (start, end) = (label.span.start as usize, label.span.end as usize);
        assert!(
            start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end),
            "{}: {start}..{end} of {} bytes",
            diagnostic.rule.code,
            text.len()
        );
    }
}

/// Nothing that is printed drives a terminal or begins a command of a continuous integration.
fn outputs_for_people(spec: &Spec, reading: &Reading) {
    let findings = collect_findings(reading);
    let mut shown = vec![
        ("diagnostics", render_diagnostics(&reading.diagnostics, &spec.sources, false)),
        ("findings", render_findings(&findings.diagnostics, &spec.sources, false)),
        ("summary", render_summary(&findings)),
    ];
    let pages = reading.pages.iter();
    shown.extend(pages.map(|(id, page)| ("inspect", render_page(&spec.sources, *id, page))));
    for (what, text) in &shown {
        let hidden = text.chars().find(|&c| is_hidden(c) && c != '\n');
        assert_eq!(hidden, None, "{what}: {text}");
        // ` ::: page.mdx:1:2` is rustc's mark of a second file, and no command.
        let command =
            text.lines().find(|line| begins_command(line) && !line.trim_start().starts_with("::: "));
        assert_eq!(command, None, "{what}");
    }
}

/// What tools read is well-formed, and shown in a terminal it drives none.
fn outputs_for_tools(spec: &Spec, reading: &Reading) {
    let lines = reading.diagnostics.iter().map(|diagnostic| render_json(diagnostic, &spec.sources));
    let findings = collect_findings(reading);
    let mut shown: Vec<String> = lines.collect();
    shown.push(render_sarif(&findings.diagnostics, &spec.sources));
    for text in shown {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        let hidden = text.chars().find(|&c| is_hidden(c) && c != '\n');
        assert_eq!(hidden, None, "{text}");
    }
    // Objects inside one another are within the budget: serde_json reads 128.
    let model = serde_json::to_string(&reading.api).expect("a model");
    serde_json::from_str::<serde_json::Value>(&model).expect("a model of the depth that is allowed");
    let openapi = serde_json::to_string(&render_openapi(&reading.api)).expect("OpenAPI");
    serde_json::from_str::<serde_json::Value>(&openapi).expect("OpenAPI of the depth that is allowed");
    assert!(!render_openapi_yaml(&reading.api).lines().any(begins_command), "OpenAPI as YAML");
    assert!(!render_report(spec, reading).contains("<script src"), "a report with code of a page");
}
