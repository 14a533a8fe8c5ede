//! One record on several pages, responses that fail, and types that groups share.

use crate::clients;
use crate::read::{read, required};
use crate::wire::{json, server};
use serde_json::json;

/// A field that the API has and the pages lack can be added; without `add`, the error says how.
#[test]
fn add_what_pages_lack() {
    let refused = read("trust/add-what-pages-lack/pages");
    refused.assert_said("D0502", &["error", "no field is called", "`add = true`"]);
    let folder = tempfile::tempdir().unwrap();
    let case =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("shared_cases/trust/add-what-pages-lack/pages");
    for page in ["get-garden.md", "put-garden.md"] {
        std::fs::copy(case.join(page), folder.path().join(page)).unwrap();
    }
    let settings = std::fs::read_to_string(case.join("docbind.toml")).unwrap() + "add = true\n";
    std::fs::write(folder.path().join("docbind.toml"), settings).unwrap();
    let added = crate::read::read(folder.path().to_str().unwrap());
    assert!(!added.said.contains("error"), "{}", added.said);
    let fields = &added.response("GET /api/gardens/{id}", "200")["properties"];
    assert_eq!(fields["Owner"]["type"], "string");
    assert!(added.rust.contains("pub owner: Option<String>"), "{}", added.rust);
}

/// A field of a record is of one type, read or sent.
#[test]
fn date_in_answer_not_in_body() {
    let read = read("trust/date-in-answer-not-in-body/pages");
    let date = json!({ "description": "When the first bed was planted (UTC).", "type": "string", "format": "date-time" });
    assert_eq!(read.response("GET /api/gardens/{id}", "200")["properties"]["PlantedOn"], date);
    assert_eq!(read.body("PUT /api/gardens").1["properties"]["PlantedOn"], date);
    // What is read can be written back.
    use clients::date_in_answer_not_in_body::gardens::{GetOneGardenResponse, UpdateGardenRequest};
    let _ = |read: GetOneGardenResponse, sent: &mut UpdateGardenRequest| sent.planted_on = read.planted_on;
}

/// Types that the record's own page contradicts are said where they stand.
#[test]
fn named_record_with_type_mismatch() {
    let read = read("trust/named-record-with-type-mismatch/pages");
    for (field, declared, shown) in [("id", "an integer", "a string"), ("room", "a string", "a whole number")]
    {
        let said = format!("`{field}` is declared as {declared}, but {shown} here");
        read.assert_said("D0202", &[&said, "list-lamps.mdx:11"]);
    }
}

/// What a list shows of a record decides what the client takes: null is read.
#[tokio::test]
async fn openapi_null_across_pages() {
    let read = read("trust/openapi-null-across-pages/pages");
    let lamp = &read.openapi["components"]["schemas"]["Lamp"]["properties"];
    assert_eq!(lamp["sold"]["type"], json!(["string", "null"]));
    assert_eq!(lamp["room"]["type"], json!(["string", "null"]));
    assert_eq!(lamp["shades"]["type"], json!(["array", "null"]));
    let server =
        server(json(r#"{ "records": [ { "id": 1, "room": null, "shades": null, "sold": null } ] }"#)).await;
    let client = clients::openapi_null_across_pages::Client::builder().base_url(&server.url).build().unwrap();
    let lamps = client.lamps().list_lamps().await.unwrap().records;
    assert_eq!((lamps[0].id, &lamps[0].sold, lamps[0].shades.len()), (1, &None, 0));
}

/// What a list leaves out and shows of a record is said, and the client reads the list.
#[tokio::test]
async fn record_omitted_in_list() {
    let read = read("trust/record-omitted-in-list/pages");
    read.assert_said("D0207", &["leaves out `sold`", "list-lamps.mdx:11"]);
    read.assert_said("D0201", &["`colour`", "list-lamps.mdx:11"]);
    assert_eq!(required(&read.openapi["components"]["schemas"]["Lamp"]), ["id"]);
    let server = server(json(r#"{ "records": [ { "id": 1, "room": "a", "colour": "red" } ] }"#)).await;
    let client = clients::record_omitted_in_list::Client::builder().base_url(&server.url).build().unwrap();
    let lamps = client.lamps().list_lamps().await.unwrap().records;
    assert_eq!((lamps[0].colour.as_deref(), &lamps[0].sold), (Some("red"), &None));
}

/// Responses of two pages on one URL with the same fields: the description accepts its own example.
#[test]
fn openapi_oneof_same_shape() {
    let read = read("trust/openapi-oneof-same-shape/pages");
    let content = &read.operation("POST /token")["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"], json!({ "access": "abc" }));
    assert!(content["schema"].get("oneOf").is_none(), "{content}");
    let shapes = content["schema"]["anyOf"].as_array().unwrap();
    assert!(shapes.iter().all(|shape| shape["properties"].get("access").is_some()), "{content}");
    // In Rust it is one type.
    use clients::openapi_oneof_same_shape::token::{OkResponse, TokenOperations};
    fn same(token: TokenOperations<'_>) -> [clients::openapi_oneof_same_shape::Call<OkResponse>; 2] {
        use clients::openapi_oneof_same_shape::token::{RefreshRequest, SignInRequest};
        [token.refresh(RefreshRequest::new("r")), token.sign_in(SignInRequest::new("p"))]
    }
    let _ = same;
}

/// A 200 whose body says that the command failed is an error, with the body at hand.
#[tokio::test]
async fn success_flag_in_200() {
    use clients::success_flag_in_200::gardens::*;
    read("trust/success-flag-in-200/pages").assert_said("D0334", &["`WasSuccessful` is not `true`"]);
    let failed = server(json(r#"{"WasSuccessful":false,"Message":"No water."}"#)).await;
    let client = |url: &str| clients::success_flag_in_200::Client::builder().base_url(url).build().unwrap();
    let request = RunCommandForGardensRequest::new("K");
    let error = client(&failed.url).gardens().run_command_for_gardens(&request).await.unwrap_err();
    assert!(error.is_unsuccessful() && error.status() == Some(200), "{error}");
    let Some(RunCommandForGardensError::Unsuccessful(body)) = error.documented() else { panic!("{error:?}") };
    assert_eq!(body.message.as_deref(), Some("No water."));
    let done = server(json(r#"{ "WasSuccessful": true, "Message": "Done.", "Value": null }"#)).await;
    let answer = client(&done.url).gardens().run_command_for_gardens(&request).await.unwrap();
    assert_eq!(answer.message.as_deref(), Some("Done."));
}
