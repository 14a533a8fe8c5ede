//! Pages as a whole: their titles, what they are, and what gave nothing.

use crate::read::read;

/// Comments, front matter and empty lines before the title change nothing.
#[test]
fn comment_before_title() {
    for pages in ["pages", "fm", "ok", "blank"] {
        let read = read(&format!("trust/comment-before-title/{pages}"));
        assert_eq!(read.operation("GET /v1/lamps/{id}")["summary"], "Get lamp", "{pages}");
        assert!(read.rust.contains("pub fn get_lamp("), "{pages}");
    }
}

/// Members of an object beside a field are no example of the whole body.
#[test]
fn fragment_in_field() {
    let read = read("trust/fragment-in-field/pages");
    assert!(!read.said.contains("D0109") && !read.said.contains("warning"), "{}", read.said);
    assert_eq!(read.body("POST /v1/helpers").1["properties"]["tongues"]["items"]["type"], "integer");
}

/// Each file that gave nothing is named, with the reason.
#[test]
fn silent_pages() {
    let openapi = read("trust/silent-pages/gitbook-openapi");
    assert!(openapi.operations().is_empty());
    openapi.assert_said("D0112", &["only points to an OpenAPI document", "a.md"]);
    // A web page is read, whatever its name ends with.
    assert_eq!(read("trust/silent-pages/html-as-md").operations(), ["GET /v1/tickets/{id}"]);
    assert_eq!(read("trust/silent-pages/gitbook-swagger").operations(), ["GET /v1/lamps/{id}"]);
    assert_eq!(read("trust/silent-pages/swagger2").operations(), ["GET /v1/lamps/{id}"]);
    let read = read("trust/silent-pages/openapi-yaml");
    read.assert_said("D0120", &["warning", "describes nothing", "swagger.yaml"]);
    read.assert_said("D0503", &["no page describes an operation"]);
}

/// What the API sends to the reader's own server is a webhook, and no method of the client.
#[test]
fn webhook_page_with_api_line() {
    let read = read("trust/webhook-page-with-api-line/pages");
    assert_eq!(read.operations(), ["GET /v1/orders"]);
    let webhooks = read.openapi["webhooks"].as_object().unwrap();
    let payload = webhooks.values().next().unwrap()["post"]["requestBody"].to_string();
    assert!(webhooks.len() == 1 && payload.contains("order.paid"), "{webhooks:?}");
    assert!(!read.rust.contains("seu-endpoint"), "{}", read.rust);
}
