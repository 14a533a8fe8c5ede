//! An API of four operations, and what it says to requests.

use super::{Mock, MockOptions};
use crate::model::Api;
use hyper::body::Bytes;
use hyper::{Request, Response};
use serde_json::{Value, json};
use std::time::Duration;

/// The model of a ticket system, as JSON.
fn api() -> Api {
    let field = |name: &str, required: bool, schema: Value| json!({ "name": name, "required": required, "schema": schema, "description": "", "evidence": "declared" });
    let integer = || json!({ "type": "integer", "format": "int64" });
    let text = || json!({ "type": "string", "format": "plain" });
    let parameter = |location: &str, of: Value| {
        let mut parameter = of;
        parameter["location"] = json!(location);
        parameter["style"] = json!("repeated");
        parameter
    };
    let operation = |id: &str, method: &str, path: &str| {
        json!({
            "id": id, "title": id, "description": "", "group": "tickets", "method": method, "path": path,
            "base_url": null, "parameters": [], "request_body": null, "responses": [],
            "authentication": [[{ "type": "bearer" }]], "roles": [], "link": null,
            "place": { "page": "a.md", "line": 1 },
        })
    };
    let response = |status: u16, schema: Value, examples: Value| json!({ "status": status, "description": "", "media_type": "json", "schema": schema, "examples": examples });
    let ticket = json!({ "type": "ref", "name": "Ticket" });
    let mut state = field(
        "state",
        false,
        json!({ "type": "enum", "members": [{ "value": "open" }, { "value": "closed" }] }),
    );
    state["default"] = json!("open");
    let mut title = field("title", true, text());
    title["constraints"] = json!({ "max_length": 9 });

    let mut list = operation("list tickets", "GET", "/tickets");
    let mut limit = field("limit", false, integer());
    limit["constraints"] = json!({ "minimum": 1 });
    list["parameters"] = json!([
        parameter("query", field("page", false, integer())),
        parameter("query", limit),
        parameter("query", field("tag", false, json!({ "type": "array", "items": text() }))),
    ]);
    list["pagination"] = json!({ "by": "page-number", "parameter": "page", "first": 1, "items": "tickets", "has_more": "has_more" });
    let page = json!({ "type": "object", "fields": [
        field("tickets", true, json!({ "type": "array", "items": ticket })),
        field("has_more", true, json!({ "type": "boolean" })),
        field("page", true, integer()),
    ] });
    let shown = json!({ "tickets": [{ "id": 7, "title": "Fire" }], "has_more": true, "page": 1 });
    list["responses"] = json!([response(200, page, json!([{ "label": "", "value": shown }]))]);

    let mut get = operation("get ticket", "GET", "/tickets/{id}");
    get["parameters"] = json!([parameter("path", field("id", true, integer()))]);
    let broken = json!({ "id": null, "title": "Fire" });
    let error = json!({ "type": "object", "fields": [field("message", true, text())] });
    get["responses"] = json!([
        response(200, ticket.clone(), json!([{ "label": "Open one", "value": broken }])),
        response(404, error, json!([{ "label": "Gone", "value": { "message": "no such ticket" } }])),
    ]);

    let mut create = operation("create ticket", "POST", "/tickets");
    let body = json!({ "type": "object", "fields": [
        title.clone(), state.clone(),
        field("lines", false, json!({ "type": "array", "items": { "type": "object", "fields": [field("price", true, json!({ "type": "number" }))] } })),
    ] });
    create["request_body"] =
        json!({ "media_type": "json", "required": true, "schema": body, "examples": [] });
    create["responses"] = json!([response(201, ticket, json!([]))]);

    let mut mine = operation("my ticket", "GET", "/tickets/mine");
    mine["authentication"] = json!([]);
    let api = json!({
        "name": "desk", "title": "Desk", "description": "", "base_url": "https://desk.example/v1", "authentication": null,
        "retry_statuses": [], "groups": [{ "name": "tickets", "description": "" }],
        "operations": [list, get, create, mine],
        "schemas": { "Ticket": { "description": "", "place": null, "schema": { "type": "object", "fields": [
            field("id", true, integer()), title, state,
        ] } } },
    });
    serde_json::from_value(api).unwrap()
}

fn mock(options: MockOptions) -> Mock {
    Mock::new(api(), options)
}

fn request(verb: &str, target: &str) -> hyper::http::request::Builder {
    Request::builder().method(verb).uri(target).header("authorization", "Bearer t").header("host", "h")
}

fn empty(of: hyper::http::request::Builder) -> Request<Bytes> {
    of.body(Bytes::new()).unwrap()
}

/// Status and JSON.
fn read(response: &Response<Bytes>) -> (u16, Value) {
    (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap_or(Value::Null))
}

fn get(target: &str) -> (u16, Value) {
    read(&mock(MockOptions::default()).handle(&empty(request("GET", target))))
}

/// The detail of a problem, behind its status.
fn refused(request: Request<Bytes>) -> String {
    let response = mock(MockOptions::default()).handle(&request);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let (status, problem) = read(&response);
    assert_eq!(problem["status"], status);
    format!("{status} {}", problem["detail"].as_str().unwrap())
}

#[test]
fn an_example_that_does_not_fit_is_made_to() {
    assert_eq!(get("/tickets/12"), (200, json!({ "id": 1, "title": "Fire" })));
    assert_eq!(get("/v1/tickets/12").0, 200, "with the path of the base URL");
    let asked = empty(request("GET", "/tickets/12").header("prefer", "example=\"open one\""));
    let response = mock(MockOptions::default()).handle(&asked);
    assert_eq!(
        read(&response).1,
        json!({ "id": null, "title": "Fire" }),
        "by its name it comes as it is there"
    );
    assert_eq!(response.headers()["preference-applied"], "example=\"open one\"");
}

#[test]
fn errors_on_demand() {
    let prefer = |value: &str| empty(request("GET", "/tickets/12").header("prefer", value));
    let served = |value: &str| read(&mock(MockOptions::default()).handle(&prefer(value)));
    assert_eq!(served("code=404"), (404, json!({ "message": "no such ticket" })));
    assert_eq!(served("example=gone").0, 404);
    assert_eq!(served("code=404, dynamic=true"), (404, json!({ "message": "message" })));
    assert_eq!(refused(prefer("code=418")), "400 no response 418 is documented: there are 200, 404");
    assert_eq!(
        refused(prefer("example=new")),
        "400 no example is called `new`: there are `Open one`, `Gone`"
    );
}

#[test]
fn paths_and_verbs_that_are_not_there() {
    assert_eq!(
        refused(empty(request("GET", "/ticket/12"))),
        "404 no operation is at `/ticket/12`: did you mean `GET /tickets/{id}`?"
    );
    assert_eq!(refused(empty(request("GET", "/quite/another"))), "404 no operation is at `/quite/another`");
    let delete = empty(request("DELETE", "/tickets"));
    let response = mock(MockOptions::default()).handle(&delete);
    assert_eq!(response.headers()["allow"], "GET, POST");
    assert_eq!(refused(delete), "405 `/tickets` has GET, POST, and not DELETE");
    assert_eq!(get("/tickets/mine"), (200, Value::Null), "what is literal comes before a placeholder");
}

#[test]
fn what_is_wrong_with_a_request() {
    assert_eq!(
        refused(empty(request("GET", "/tickets/first"))),
        "400 path `id` must be a whole number of 64 bits, not \"first\""
    );
    assert_eq!(
        refused(empty(request("GET", "/tickets?page=x&limit=0&tag=a&tag=b"))),
        "400 query `page` must be a whole number of 64 bits, not \"x\"; query `limit` must be at least 1, not 0"
    );
    let bare = Request::get("/tickets/12").body(Bytes::new()).unwrap();
    assert_eq!(refused(bare), "401 credentials are missing: this operation takes bearer");
    let accept = empty(request("GET", "/tickets/12").header("accept", "text/html"));
    assert!(refused(accept).starts_with("406 "));
}

#[test]
fn what_is_wrong_with_a_body() {
    let send = |media: &str, body: &'static str| {
        request("POST", "/tickets")
            .header("content-type", media)
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap()
    };
    let json = "application/json; charset=utf-8";
    let mock = mock(MockOptions::default());
    let wrong =
        send(json, r#"{ "titel": "x", "state": "shut", "lines": [{ "price": 1 }, { "price": "two" }] }"#);
    let (status, problem) = read(&mock.handle(&wrong));
    assert_eq!(status, 400);
    assert_eq!(
        problem["errors"],
        json!([
            { "in": "body", "field": "title", "pointer": "#/title", "detail": "is required (there is `titel`)" },
            {
                "in": "body", "field": "state", "pointer": "#/state",
                "detail": "must be one of \"open\", \"closed\", not \"shut\"",
            },
            {
                "in": "body", "field": "lines[1].price", "pointer": "#/lines/1/price",
                "detail": "must be a number, not \"two\"",
            },
        ])
    );
    assert_eq!(
        refused(send("text/plain", "x")),
        "415 the body must be `application/json`, and it is `text/plain`"
    );
    assert_eq!(refused(send(json, "")), "400 the body is required, and there is none");
    assert!(refused(send(json, "{")).starts_with("400 the body is invalid JSON: EOF"));
    let made = json!({ "id": 1, "title": "title", "state": "open" });
    assert_eq!(read(&mock.handle(&send(json, r#"{ "title": "ok" }"#))), (201, made));
}

#[test]
fn pages_end() {
    let page = |number: u64| get(&format!("/tickets?page={number}&limit=10")).1;
    let ids = |page: &Value| {
        page["tickets"].as_array().unwrap().iter().map(|of| of["id"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&page(1)), (7..17).collect::<Vec<_>>());
    assert_eq!(ids(&page(3)), (27..32).collect::<Vec<_>>());
    assert_eq!((&page(2)["has_more"], &page(2)["page"]), (&json!(true), &json!(2)));
    assert_eq!(page(3)["has_more"], false);
    assert_eq!(ids(&page(4)), [0; 0]);
}

#[test]
fn credentials_and_throttling() {
    let mock = mock(MockOptions {
        credentials: Some("t".into()),
        throttle: Some((1, Duration::from_secs(60))),
        ..MockOptions::default()
    });
    assert_eq!(mock.handle(&empty(request("GET", "/tickets/1"))).status(), 200);
    let limited = mock.handle(&empty(request("GET", "/tickets/1")));
    assert_eq!((limited.status().as_u16(), &limited.headers()["retry-after"]), (429, &"60".parse().unwrap()));
    let other = Mock::new(api(), MockOptions { credentials: Some("other".into()), ..MockOptions::default() });
    let refused = other.handle(&empty(request("GET", "/tickets/1")));
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["www-authenticate"]),
        (401, &"Bearer realm=\"mock\"".parse().unwrap())
    );
}
