//! Values as they are spelled and typed, and what is required.

use crate::clients;
use crate::read::{read, required, values};
use crate::wire::{json, received, server};
use serde_json::{Value, json};

/// Character references in attributes are decoded.
#[test]
fn entities_in_attributes() {
    let read = read("trust/entities-in-attributes");
    let response = &read.response("GET /e", "200")["properties"];
    assert_eq!(response["a"]["type"], "array");
    assert_eq!(response["a"]["items"]["type"], "string");
    assert_eq!(response["b"]["anyOf"], json!([{ "type": "number" }, { "type": "string", "enum": ["auto"] }]));
    assert!(!read.said.contains("D0110"), "{}", read.said);
}

/// Text in quotes keeps its spelling: it is sent and read as it stands.
#[tokio::test]
async fn enum_leading_zeros() {
    use clients::enum_leading_zeros::code::*;
    let read = read("trust/enum-leading-zeros");
    let body = &read.body("POST /code").1["properties"];
    assert_eq!(values(&body["code"]), ["01", "02", "10"]);
    assert_eq!(values(&body["sign"]), ["+1", "-1"]);
    assert_eq!(values(&body["said"]), ["001", "002"]);

    let server = server(json(r#"{"code":"01"}"#)).await;
    let client = clients::enum_leading_zeros::Client::builder().base_url(&server.url).build().unwrap();
    let request = SetCodeRequest::new(SetCodeRequired {
        code: SetCodeCode::Value01,
        sign: SetCodeRequestSign::Plus1,
        said: SetCodeRequestSaid::Value002,
    });
    let answer = client.code().set_code(&request).await.unwrap();
    assert_eq!(answer.code, SetCodeCode::Value01);
    assert_eq!(received(&server).text(), r#"{"code":"01","sign":"+1","said":"002"}"#);
    assert_eq!(SetCodeRequestSign::Minus1.as_str(), "-1");
}

/// A type in `docbind.toml` may be an enum that the pages name.
#[test]
fn enum_name_as_type() {
    let read = read("trust/enum-name-as-type/pages");
    assert!(!read.said.contains("error"), "{}", read.said);
    let body = &read.body("POST /api/gardens").1["properties"];
    assert_eq!(body["EveningWatering"]["$ref"], "#/components/schemas/eWatering");
    assert_eq!(body["MorningWatering"]["$ref"], "#/components/schemas/eWatering");
    assert_eq!(values(read.resolve(&body["EveningWatering"])), [1, 2, 3]);
}

/// `enum<string[]>` is a list of values.
#[tokio::test]
async fn enum_of_array() {
    use clients::enum_of_array::jobs::*;
    let read = read("trust/enum-of-array/pages");
    let body = &read.body("POST /v1/jobs/list").1["properties"];
    assert_eq!(body["states"]["type"], "array");
    assert_eq!(values(&body["states"]["items"]), ["OPEN", "DONE"]);
    assert_eq!(values(&body["order"]), ["UP", "DOWN"]);

    let server = server(json(r#"{"total":2}"#)).await;
    let client = clients::enum_of_array::Client::builder().base_url(&server.url).build().unwrap();
    let states = vec![ListJobsRequestState::Open, ListJobsRequestState::Done];
    client.jobs().list_jobs(ListJobsRequest { states: Some(states), order: None }).await.unwrap();
    assert_eq!(received(&server).text(), r#"{"states":["OPEN","DONE"]}"#);
}

/// Numbers are sent and read as numbers.
#[tokio::test]
async fn enum_of_numbers() {
    use clients::enum_of_numbers::rates::SetRateRequest;
    let server = server(json(r#"{"rate":0.5}"#)).await;
    let client = clients::enum_of_numbers::Client::builder().base_url(&server.url).build().unwrap();
    let answer = client.rates().set_rate(SetRateRequest::new(1.5)).await.unwrap();
    assert_eq!(answer.rate, 0.5);
    assert_eq!(received(&server).text(), r#"{"rate":1.5}"#);
}

/// The documented response is read.
#[tokio::test]
async fn integers_beyond_i64() {
    let read = read("trust/integers-beyond-i64");
    let response = &read.response("GET /big", "200")["properties"];
    assert_eq!(
        (&response["mask"]["format"], &response["id"]["format"]),
        (&json!("uint64"), &json!("uint64"))
    );
    let server = server(json(r#"{"mask": 18446744073709551615, "id": 12345678901234567890}"#)).await;
    let client = clients::integers_beyond_i64::Client::builder().base_url(&server.url).build().unwrap();
    let answer = client.big().get_big().await.unwrap();
    assert_eq!((answer.mask, answer.id), (18_446_744_073_709_551_615, Some(12_345_678_901_234_567_890)));
}

/// A placeholder narrows nothing that is sent: the value is any, and the item takes further fields.
#[tokio::test]
async fn command_argument_from_placeholder() {
    use clients::command_argument_from_placeholder::gardens::*;
    let read = read("trust/command-argument-from-placeholder/pages");
    let item = &read.body("POST /api/gardens/runcommand").1["properties"]["Parameters"]["items"];
    assert!(item["properties"]["Value"].get("type").is_none(), "{item}");
    assert_eq!(item["additionalProperties"], json!({}), "{item}");

    let server = server(json(r#"{"WasSuccessful":true}"#)).await;
    let client =
        clients::command_argument_from_placeholder::Client::builder().base_url(&server.url).build().unwrap();
    let mut item = RunCommandForGardensRequestParameter { name: Some("n".to_owned()), ..Default::default() };
    item.value = Some(json!(7));
    item.unknown_fields.insert("Type".to_owned(), json!("x"));
    let mut request = RunCommandForGardensRequest::new("K");
    request.parameters = Some(vec![item]);
    client.gardens().run_command_for_gardens(&request).await.unwrap();
    let sent: Value = serde_json::from_str(received(&server).text()).unwrap();
    assert_eq!(sent, json!({ "Key": "K", "Parameters": [{ "Name": "n", "Value": 7, "Type": "x" }] }));
}

/// Headings say what is required, not which kinds of a body there are; an example that leaves something out is said.
#[test]
fn required_optional_headings() {
    for pages in ["pages", "flat"] {
        let read = read(&format!("trust/required-optional-headings/{pages}"));
        let (_, body) = read.body("POST /v1/lamps");
        assert_eq!(required(body), ["room", "socket"], "{pages}");
        assert!(body["properties"].get("colour").is_some(), "{pages}");
        read.assert_said("D0207", &["this request leaves out `socket`", "create-lamp.mdx:20"]);
        assert!(!read.said.contains("D0319"), "{}", read.said);
    }
    use clients::required_optional_headings::lamps::{CreateLampRequest, CreateLampRequired};
    let request = CreateLampRequest::new(CreateLampRequired { room: "Hall".into(), socket: "E27".into() });
    assert_eq!((request.socket.as_str(), request.colour), ("E27", None));
}

/// Each field whose text says so takes the values of the enum.
#[test]
fn enum_shared_by_siblings() {
    let read = read("client/enum-shared-by-siblings/pages");
    let fields = &read.body("POST /api/gardens").1["properties"];
    for field in ["MorningWatering", "EveningWatering"] {
        assert_eq!(fields[field]["$ref"], "#/components/schemas/eWatering", "{field}");
    }
}

/// So does a parameter.
#[test]
fn enum_named_by_filter() {
    let read = read("client/enum-named-by-filter/pages");
    let parameter = read.parameter("GET /api/gardens", "query", "Garden_Soil");
    assert_eq!(parameter["schema"]["$ref"], "#/components/schemas/eSoil");
}
