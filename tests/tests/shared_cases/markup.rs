//! Markup in Markdown: elements of HTML, and tags in braces.

use crate::read::{read, read_page};
use std::path::Path;

/// Tables of HTML list what tables of Markdown do.
#[test]
fn html_tables() {
    let read = read("reference/04-html-tables");
    assert_eq!(read.operations(), ["POST /api/v1/rooms.open"]);
    let body = read.body("POST /api/v1/rooms.open").1;
    assert_eq!(body["properties"]["title"]["description"], "What it is called.");
    assert_eq!(body["properties"]["guests"]["description"], "Who is asked in.");
}

/// Tags in braces say what tags in angle brackets do.
#[test]
fn template_tags() {
    let read = read("reference/14-template-tags");
    assert_eq!(read.operations(), ["GET /api/shelves/{id}"]);
    let operation = read.operation("GET /api/shelves/{id}");
    let id = &operation["parameters"][0];
    assert_eq!((&id["in"], &id["name"], &id["required"]), (&"path".into(), &"id".into(), &true.into()));
    assert_eq!((&id["schema"]["type"], &id["description"]), (&"string".into(), &"Which shelf.".into()));
    let shelf = &operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"];
    assert_eq!((&shelf["id"]["type"], &shelf["name"]["type"]), (&"string".into(), &"string".into()));
}

/// A web page says what the same page in Markdown does, however its site lays it out.
#[test]
fn web_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/html-pages/input");
    let page = |file: &str| {
        let (shape, _) = file.split_once('.').unwrap();
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        read_page(file, &text.replace(&format!("/{shape}/"), "/sky/"))
    };
    let expected = page("markdown.md");
    assert_eq!(expected.operations(), ["POST /sky/kites/{id}/flights"]);
    for file in ["docusaurus.html", "gitbook.html", "mkdocs.html", "slate.html", "starlight.html"] {
        assert_eq!(page(file).openapi, expected.openapi, "{file}");
    }
}
