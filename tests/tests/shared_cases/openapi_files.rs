//! OpenAPI documents: on the pages of any exporter (`rendered/02…`, `structure/export-page`, `structure/llms-full`), and
//! what they call operations (`client/operation-id-names`).

use crate::read::{Read, read, read_page, read_path};
use serde_json::{Value, json};
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

/// What docbind writes it reads again, and writes the same: of descriptions with several files, of Swagger 2, and of an
/// official one where it is there.
#[test]
fn documents_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let official = root.join("../../shared/corpora/discord/openapi/specs/openapi.json");
    let cases = ["openapi-descriptions", "openapi-swagger"];
    let specs = cases.iter().map(|case| root.join("cases").join(case).join("input")).chain([official]);
    for path in specs.filter(|path| path.exists()) {
        let mut first = read_path(&path).openapi;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("again.json");
        std::fs::write(&file, first.to_string()).unwrap();
        let mut again = read_path(&file).openapi;
        // The title of an alternative is the name of its type, which is made of its place.
        drop_titles(&mut first["components"]);
        drop_titles(&mut again["components"]);
        for part in ["servers", "paths", "webhooks", "components"] {
            assert!(first[part] == again[part], "{part} of {}", path.display());
        }
    }
}

fn drop_titles(of: &mut Value) {
    match of {
        Value::Object(members) => {
            members.remove("title");
            members.values_mut().for_each(drop_titles);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_titles),
        _ => {}
    }
}

/// The table of the book has every keyword of OpenAPI 3.1.
#[test]
fn every_keyword_has_a_row() {
    let table = include_str!("../../../docs/book/src/openapi-keywords.md");
    let words = "openapi jsonSchemaDialect info.title info.summary info.description info.termsOfService info.contact \
        info.license info.version servers servers.variables paths webhooks components security tags tags.name \
        tags.description externalDocs $ref get put post delete options head patch trace parameters summary description \
        operationId requestBody responses callbacks deprecated name in required allowEmptyValue style explode allowReserved \
        schema example examples content encoding.contentType encoding.headers encoding.style encoding.explode \
        response.headers response.links $id $schema $vocabulary $anchor $dynamicAnchor $dynamicRef $defs $comment allOf anyOf \
        oneOf not if then else dependentSchemas prefixItems items contains properties patternProperties \
        additionalProperties propertyNames unevaluatedItems unevaluatedProperties type enum const multipleOf maximum \
        exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains \
        minContains maxProperties minProperties dependentRequired title default readOnly writeOnly format contentEncoding \
        contentMediaType contentSchema discriminator.propertyName discriminator.mapping xml http apiKey mutualTLS oauth2 \
        openIdConnect bearerFormat";
    let missing: Vec<&str> =
        words.split_whitespace().filter(|word| !table.contains(&format!("`{word}`"))).collect();
    assert_eq!(missing, [""; 0]);
}
