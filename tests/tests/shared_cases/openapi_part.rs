//! The OpenAPI part of a page: `trust/openapi-part`.

use crate::clients::openapi_part as client;
use crate::read::{read, required};
use crate::server::{Answer, Server};
use crate::wire::{json, pairs, received, server};
use serde_json::{Value, json};

const THING: &str = r#"{"id":"t1","name":"Blue","code":"02"}"#;

/// A client whose base URL is the server, with the path that the pages give it.
fn of(server: &Server) -> client::Client {
    let base = format!(
        "{}{}",
        server.url,
        read("trust/openapi-part").base_url().trim_start_matches("https://a.example")
    );
    client::Client::builder().base_url(&base).build().unwrap()
}

#[tokio::test]
async fn openapi_part() {
    styles().await;
    discriminators().await;
    statuses().await;
    sides();
    media_types().await;
}

/// Lists and objects in the query, each in its style.
async fn styles() {
    use client::thing::*;
    let server = server(json("[]")).await;
    let request = ListThingsRequest {
        ids: Some(vec![1, 2]),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        filter: Some(ListThingsRequestFilter { state: Some("on".to_owned()), min: Some(3) }),
    };
    of(&server).thing().list_things(&request).await.unwrap();
    let target = received(&server).target;
    let (path, query) = target.split_once('?').unwrap();
    assert_eq!(path, "/v1/thing");
    assert_eq!(pairs(query), ["ids=1,2", "tags=a|b", "filter[state]=on", "filter[min]=3"]);
}

/// The mapping decides, not the order of the alternatives; the tag is not asked for, and is sent.
async fn discriminators() {
    use client::vehicle::*;
    let server = server(json(r#"{"vehicleType":"b","name":"Rusty"}"#)).await;
    let got = of(&server).vehicle().get_vehicle().await.unwrap();
    let Vehicle::B(bike) = got else { panic!("{got:?}") };
    assert_eq!(bike.name, "Rusty");
    server.take();
    let sent = AddVehicleRequest::new(Vehicle::B(VehiclePart::new("Rusty")));
    of(&server).vehicle().add_vehicle(&sent).await.unwrap();
    let sent: Value = serde_json::from_str(received(&server).text()).unwrap();
    assert_eq!(sent, json!({ "vehicleType": "b", "name": "Rusty" }));
}

/// Ranges and the default are typed for every status of theirs.
async fn statuses() {
    use client::thing::*;
    let read = read("trust/openapi-part");
    let responses = read.operation("POST /v1/thing")["responses"].as_object().unwrap().keys();
    assert_eq!(responses.collect::<Vec<_>>(), ["201", "4XX", "5XX", "default"]);
    for status in [400, 404, 422, 500, 503] {
        let server = Server::start().await;
        server.answer(Answer { status, ..json(r#"{"detail":"no"}"#) });
        let request = ThingRequest::new("Blue", CodeChoice::Value01);
        let error = of(&server).thing().add_thing(&request).await.unwrap_err();
        let detail = match error.documented() {
            Some(AddThingError::ClientError(error)) if status < 500 => &error.detail,
            Some(AddThingError::ServerError(error)) if status >= 500 => &error.detail,
            other => panic!("{status}: {other:?}"),
        };
        assert_eq!(detail, "no");
    }
}

/// What is read only is not asked for, what is written only is not read; text keeps its spelling.
fn sides() {
    let read = read("trust/openapi-part");
    let (_, body) = read.body("POST /v1/thing");
    assert_eq!(required(body), ["name", "code"]);
    assert!(body["properties"].get("id").is_none() && body["properties"].get("secret").is_some(), "{body}");
    assert_eq!(body["properties"]["code"]["enum"], json!(["01", "02"]));
    let response = read.response("POST /v1/thing", "201");
    assert_eq!(required(response), ["id", "name", "code"]);
    assert!(response["properties"].get("secret").is_none(), "{response}");
}

/// The media type is the stated one, and a range of successes is read.
async fn media_types() {
    use client::thing::*;
    let server = Server::start().await;
    for status in [200, 202] {
        server.answer(Answer { status, ..json(THING) });
        let request = ThingRequest::new("Blue", CodeChoice::Value01);
        let changed = of(&server).thing().change_thing("t1", &request).await.unwrap();
        assert_eq!(changed.code, CodeChoice::Value02);
        let sent = received(&server);
        assert_eq!(sent.line(), "PATCH /v1/thing/t1");
        assert_eq!(sent.header("content-type"), Some("application/merge-patch+json"));
        assert_eq!(sent.text(), r#"{"name":"Blue","code":"01"}"#);
    }
}
