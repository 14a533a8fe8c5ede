//! OpenAPI documents: on the pages of any exporter (`rendered/02…`, `structure/export-page`, `structure/llms-full`), and
//! what they call operations (`client/operation-id-names`).

use crate::read::{Read, read, read_page};
use serde_json::json;
use std::path::Path;

/// A page of a shared case, alone.
fn page(folder: &str, name: &str) -> Read {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("shared_cases").join(folder).join(name);
    read_page(name, &std::fs::read_to_string(path).expect("the page is there"))
}

const GET_BOAT: &str = "GET /v1/boats/{boat_id}";

/// One invented operation, as every exporter writes it.
#[track_caller]
fn has_boat(read: &Read) {
    assert_eq!(read.base_url(), "https://api.harbour.example");
    let boat = read.operation(GET_BOAT);
    let parameters: Vec<(&str, &str)> = boat["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (of["name"].as_str().unwrap(), of["in"].as_str().unwrap()))
        .collect();
    assert_eq!(parameters, [("boat_id", "path"), ("expand", "query")]);
    let fields = read.response(GET_BOAT, "200")["properties"].as_object().unwrap();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["id", "length", "kind"]);
    assert_eq!(read.response(GET_BOAT, "200")["required"], json!(["id"]));
    assert!(read.rust.contains("Sail") && read.rust.contains("Motor"), "kind is an enum");
    assert!(boat["responses"].get("404").is_some());
    let schemes = read.openapi["components"]["securitySchemes"].as_object().unwrap();
    let scheme = schemes.values().next().unwrap();
    assert_eq!((&scheme["in"], &scheme["name"]), (&json!("header"), &json!("X-Harbour-Key")));
    assert!(read.rust.contains("pub fn get_boat"), "{}", read.rust);
    assert!(!read.said.contains("warning"), "{}", read.said);
}

#[test]
fn openapi_in_other_exports() {
    for name in ["fern.md", "readme.md", "readme-nofm.md", "gitbook.md", "gitbook-verb.md"] {
        let read = page("rendered/02-openapi-in-other-exports", name);
        assert_eq!(read.operations(), [GET_BOAT], "{name}");
        has_boat(&read);
        let about = read.operation(GET_BOAT)["description"].as_str().unwrap_or_default();
        assert_eq!(about, "Finds one boat.", "{name}");
    }
}

#[test]
fn openapi_json_with_verb() {
    has_boat(&page("rendered/02b-openapi-json-with-verb", "document360.md"));
}

#[test]
fn several_exports_in_one_file() {
    let read = read("rendered/02c-several-exports-in-one-file");
    assert_eq!(read.operations(), [GET_BOAT, "GET /v1/piers/{boat_id}"]);
    has_boat(&read);
    assert_eq!(read.operation("GET /v1/piers/{boat_id}")["summary"], "Get pier");
    let fields = read.response("GET /v1/piers/{boat_id}", "200")["properties"].as_object().unwrap();
    assert_eq!(fields.len(), 3);
}

#[test]
fn export_page() {
    let read = read("structure/export-page/pages");
    let end = "POST /v1/leases/{leaseId}/end";
    let tenant = &read.operation(end)["parameters"][1];
    assert_eq!((&tenant["name"], &tenant["required"]), (&json!("Tenant-ID"), &json!(true)));
    let (_, body) = read.body(end);
    assert_eq!(body["properties"]["fee"]["type"], "number");
    assert_eq!(body["properties"]["note"]["type"], "string");
    assert!(body["properties"].get("from").is_some());
    // The table says that the fee is required, the document does not: the page counts, and it is said.
    assert_eq!(body["required"], json!(["fee", "note"]));
    assert!(read.said.contains("`fee` is declared again, and differs"), "{}", read.said);
    let answer = read.response(end, "200");
    assert_eq!(answer["required"], json!(["ok"]));
    assert!(answer["properties"].get("lease").is_some());
    assert_eq!(read.operation(end)["security"], json!([{ "bearer": [] }]));
}

#[test]
fn llms_full() {
    for form in ["pages", "as-md"] {
        let read = read(&format!("structure/llms-full/{form}"));
        assert_eq!(read.operations(), ["GET /v1/crates", "POST /v1/crates"], "{form}");
        let fields = |operation: &str| {
            read.response(operation, "200")["properties"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(fields("GET /v1/crates"), ["total"]);
        assert_eq!(fields("POST /v1/crates"), ["id"]);
    }
}

#[test]
fn operation_id_names() {
    let read = read("client/operation-id-names/pages");
    for name in ["remove_book", "remove_note", "remove_all_books"] {
        assert!(read.rust.contains(&format!("pub fn {name}(")), "{name}");
    }
}
