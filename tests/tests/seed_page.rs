//! The first page that docbind was made for, read alone: what issue 2 asks of it, fact by fact.

use docbind::load_spec;
use docbind::model::{AuthScheme, Evidence, Method, ObjectSchema, Operation, Response, Schema, SchemaKind};
use docbind::testing::diagnostic::rule;
use std::path::Path;

fn read() -> Option<(docbind::Reading, docbind::Spec)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpora/nexudus/pages/put-communitythreads.txt");
    if !page.is_file() {
        println!("skipped: {} is not there", page.display());
        return None;
    }
    let spec = load_spec(&page).expect("the page loads");
    Some((docbind::read_spec(&spec), spec))
}

fn object(schema: &Schema) -> &ObjectSchema {
    match &schema.kind {
        SchemaKind::Object(object) => object,
        other => panic!("not an object: {other:?}"),
    }
}

fn items(schema: &Schema) -> &Schema {
    match &schema.kind {
        SchemaKind::Array { items } => items,
        other => panic!("not an array: {other:?}"),
    }
}

fn answer(operation: &Operation, status: u16) -> &Response {
    operation.responses.iter().find(|r| r.status == status).unwrap_or_else(|| panic!("no {status}"))
}

#[test]
fn the_operation() {
    let Some((reading, _)) = read() else { return };
    let [operation] = reading.api.operations.as_slice() else { panic!("not one operation") };
    assert_eq!(operation.method, Method::Put);
    assert_eq!(operation.path.to_string(), "/api/community/communitythreads");
    assert_eq!(reading.api.base_url.as_deref(), Some("https://spaces.nexudus.com"));
    assert_eq!(operation.authentication, Some(vec![AuthScheme::Bearer.into()]));
    assert_eq!(operation.roles, ["CommunityThread-Edit"]);
}

#[test]
fn the_request_body() {
    let Some((reading, _)) = read() else { return };
    let body = object(&reading.api.operations[0].request_body.as_ref().expect("a body").schema);
    assert_eq!(body.fields.len(), 15);
    let required: Vec<&str> = body.fields.iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
    assert_eq!(required, ["Id", "BusinessId", "UserId", "Subject", "Message"]);
    for name in ["Guests", "AddedGuests", "RemovedGuests"] {
        let field = body.field(name).expect(name);
        assert!(matches!(items(&field.schema).kind, SchemaKind::Integer { .. }), "{name}");
    }
}

#[test]
fn the_success() {
    let Some((reading, _)) = read() else { return };
    let ok = object(answer(&reading.api.operations[0], 200).schema.as_ref().expect("a body"));
    let of = |evidence| ok.fields.iter().filter(|f| f.evidence == evidence).count();
    assert_eq!((ok.fields.len(), of(Evidence::Declared), of(Evidence::Example)), (11, 5, 6));

    let value = object(&ok.field("Value").expect("Value").schema);
    assert_eq!(value.fields.len(), 1);
    assert!(matches!(value.field("Id").expect("Id").schema.kind, SchemaKind::Integer { .. }));

    let errors = &ok.field("Errors").expect("Errors").schema;
    assert!(errors.nullable);
    let item = object(items(errors));
    let kinds: Vec<(&str, &SchemaKind)> =
        item.fields.iter().map(|f| (f.name.as_str(), &f.schema.kind)).collect();
    assert!(
        matches!(
            kinds.as_slice(),
            [
                ("AttemptedValue", SchemaKind::Any),
                ("Message", SchemaKind::String { .. }),
                ("PropertyName", SchemaKind::String { .. })
            ]
        ),
        "{kinds:?}"
    );
}

#[test]
fn the_failure() {
    let Some((reading, _)) = read() else { return };
    let failure = object(answer(&reading.api.operations[0], 400).schema.as_ref().expect("a body"));
    let names: Vec<&str> = failure.fields.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["Message", "Value", "Errors", "WasSuccessful"]);
}

#[test]
fn every_disagreement_is_said_with_both_places() {
    let Some((reading, spec)) = read() else { return };
    let text = docbind::render_diagnostics(&reading.diagnostics, &spec.sources, false);
    let text = text.replace(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora/"), "");
    expect_test::expect_file!["../expected/seed-page.txt"].assert_eq(&text);
    for diagnostic in reading.diagnostics.iter().filter(|d| d.rule != &rule::ENDPOINT_FROM_EXAMPLE) {
        assert!(diagnostic.primary.is_some() && !diagnostic.related.is_empty(), "{}", diagnostic.message);
    }
}

/// Each field is shown at the line of its name, and its other lines as belonging to it.
#[test]
fn inspect_shows_every_line() {
    let Some((reading, spec)) = read() else { return };
    let (id, page) = &reading.pages[0];
    let file = spec.sources.get(*id);
    let shown = docbind::testing::inspect::render_page(&spec.sources, *id, page);
    let lines = |what: &str| shown.lines().filter(|line| line.contains(what)).count();
    let answers = lines("→ response 200 field ") + lines("→ response 400 field ");
    assert_eq!((lines("→ body parameter "), answers), (15, 9), "{shown}");
    assert!(
        shown.contains("    2  PUT") && shown.contains("→ endpoint: PUT /api/community/communitythreads"),
        "{shown}"
    );
    for line in shown.lines().filter(|line| line.contains(" field ") || line.contains(" parameter ")) {
        let name = line.split_whitespace().nth(1).expect("the line's text");
        assert!(line.contains(&format!(" {name}: ")), "{line}");
    }
    assert!(!shown.contains("not understood"), "{shown}");
    let own: Vec<usize> =
        shown.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    let starts_block = |line: &str| line.starts_with(['{', '[', '}', ']', ' ', '"']);
    let written: Vec<usize> = (1..)
        .zip(file.text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !starts_block(line) && !line.starts_with('}'))
        .map(|(number, _)| number)
        .collect();
    assert!(written.iter().all(|number| own.contains(number)), "{shown}");
}
