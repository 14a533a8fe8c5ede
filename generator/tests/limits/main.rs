//! Limits: whatever a page says, every stage ends, within a stack of 2 MB in a debug build (a test runs on one), and
//! the other pages are generated.

mod pages;
mod repeated;
mod repeated_parts;

use docbind::Spec;
use docbind::render_diagnostics;
use docbind::testing::inspect::render_page;

const OTHER: &str = "---\ntitle: Get other\napi: GET https://h.example/v1/others/{id}\n---\n\nReads one.\n";

/// All that docbind makes of a page beside another one. Gives the diagnostics and the Rust.
fn run(name: &str, text: &str) -> (String, String) {
    let made = docbind::generate_spec(Spec::of_texts("limits", [(name, text), ("other.mdx", OTHER)]));
    let (spec, reading) = (&made.spec, &made.reading);
    let said = render_diagnostics(&reading.diagnostics, &spec.sources, false);
    let shown: usize =
        reading.pages.iter().map(|(id, page)| render_page(&spec.sources, *id, page).len()).sum();
    let openapi = docbind::render_openapi_yaml(&reading.api);
    let report = docbind::testing::report::render_report(spec, reading);
    assert!(shown > 0 && !openapi.is_empty() && !report.is_empty());
    let other =
        reading.api.operations.iter().any(|operation| operation.path.to_string() == "/v1/others/{id}");
    assert!(other || said.contains("/v1/others"), "the other page is lost: {said}");
    let rust = made.module(&docbind::ModuleOptions::default());
    let files = made.crate_files(&docbind::CrateOptions::default());
    assert!(files.iter().count() > 2);
    (said, rust)
}

#[test]
fn nothing_is_too_deep() {
    let only = std::env::var("KIND").ok();
    for kind in pages::DEEP.iter().filter(|kind| only.as_deref().is_none_or(|only| only == kind.name)) {
        for n in [20, 100, 1_000] {
            eprintln!("{} {n}", kind.name);
            let (name, text) = (kind.page)(n);
            let (_, rust) = run(name, &text);
            syn::parse_file(&rust).unwrap_or_else(|error| panic!("{} {n}: {error}", kind.name));
        }
    }
}

/// How long they take as they grow: `benches/scaling.rs`.
#[test]
fn nothing_is_too_wide() {
    for kind in [pages::WIDE, repeated::REPEATED, repeated_parts::REPEATED_PARTS].into_iter().flatten() {
        eprintln!("{}", kind.name);
        let (name, text) = (kind.page)(50);
        let (_, rust) = run(name, &text);
        syn::parse_file(&rust).unwrap_or_else(|error| panic!("{}: {error}", kind.name));
    }
}

#[test]
fn what_is_over_the_budget_is_said() {
    let kinds = [
        ("dotted name", 60, "D0127"),
        ("array marks", 60, "D0127"),
        ("generics", 60, "D0127"),
        ("object types", 60, "D0127"),
        ("json arrays", 60, "nested too deep"),
        ("json objects", 60, "nested too deep"),
        // From 65 levels on the YAML itself is refused.
        ("schemas", 28, "D0127"),
        ("two types", 60, "D0127"),
        ("constants", 60, "D0127"),
        ("constants of lists", 60, "D0127"),
    ];
    for (name, n, code) in kinds {
        let kind = pages::DEEP.iter().find(|kind| kind.name == name).unwrap();
        let (file, text) = (kind.page)(n);
        let (said, _) = run(file, &text);
        assert!(said.contains(code), "{name}: {said}");
    }
}

#[test]
fn urls_that_no_server_takes_are_said() {
    let path = "/:managed_license_id".repeat(500);
    let (said, rust) = run(
        "page.mdx",
        &format!("# Get a\n\n## GET /v1{path}\n\n<ParamField query=\"b\" type=\"string\">x</ParamField>\n"),
    );
    assert!(said.contains("D0127") && said.contains("no more than 8000 are read"), "{said}");
    assert!(!rust.contains("managed_license_id"));
    let lines: String = (0..100).map(|i| format!("GET /v1/a{i}\n")).collect();
    let (said, _) = run(
        "page.mdx",
        &format!(
            "# Get a\n\n```http\n{lines}```\n\n<ParamField query=\"b\" type=\"string\">x</ParamField>\n"
        ),
    );
    assert!(said.contains("more than 64 endpoints"), "{said}");
}
