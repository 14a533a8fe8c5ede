//! Media types, forms and headers.

use crate::clients;
use crate::read::read;
use crate::wire::{OK, pairs, received, server};

/// `Accept` is what the page says, with its parameters.
#[tokio::test]
async fn accept_vendor() {
    let server = server(OK).await;
    let client = clients::accept_vendor::Client::builder().base_url(&server.url).build().unwrap();
    client.app().get_app().await.unwrap();
    assert_eq!(received(&server).header("accept"), Some("application/vnd.acme+json; version=3"));
}

/// `Content-Type` is what the page says.
#[tokio::test]
async fn content_type() {
    use clients::content_type::types::NameRequest;
    let read = read("trust/content-type");
    assert_eq!(read.body("PATCH /things/{id}").0, "application/merge-patch+json");
    assert_eq!(read.body("POST /resources").0, "application/vnd.api+json");

    let server = server(OK).await;
    let client = clients::content_type::Client::builder().base_url(&server.url).build().unwrap();
    client.things().patch("7", NameRequest::new("Blue")).await.unwrap();
    let sent = received(&server);
    assert_eq!(sent.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(sent.text(), r#"{"name":"Blue"}"#);
    client.resources().create(NameRequest::new("Blue")).await.unwrap();
    assert_eq!(received(&server).header("content-type"), Some("application/vnd.api+json"));
}

/// The items of a list in a form keep together what belongs together.
#[tokio::test]
async fn form_list_of_objects() {
    use clients::form_list_of_objects::subscriptions::*;
    let server = server(OK).await;
    let client = clients::form_list_of_objects::Client::builder().base_url(&server.url).build().unwrap();
    let items =
        vec![CreateSubscriptionRequestItem::new("p1", 1), CreateSubscriptionRequestItem::new("p2", 2)];
    client.subscriptions().create_subscription(CreateSubscriptionRequest::new(items)).await.unwrap();
    let sent = received(&server);
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    let wanted = ["items[0][price]=p1", "items[0][quantity]=1", "items[1][price]=p2", "items[1][quantity]=2"];
    assert_eq!(pairs(sent.text()), wanted);
}

/// The method takes the bytes and sends them as they are.
#[tokio::test]
async fn raw_body() {
    use clients::raw_body::raw::PutFileRequest;
    assert_eq!(read("trust/raw-body").body("PUT /raw/{name}").0, "application/octet-stream");
    let server = server(OK).await;
    let client = clients::raw_body::Client::builder().base_url(&server.url).build().unwrap();
    let bytes: &[u8] = b"\0\xff raw";
    client.raw().put_file("f", PutFileRequest::new(bytes.into())).await.unwrap();
    let sent = received(&server);
    assert_eq!(sent.line(), "PUT /raw/f");
    assert_eq!(sent.header("content-type"), Some("application/octet-stream"));
    assert_eq!(sent.body, bytes);
}

/// What cannot be the name of a header is left out, with a warning at the field.
#[test]
fn invalid_header_name() {
    let read = read("robust/invalid-header-name/pages");
    assert!(read.operation("GET /v1/a").get("parameters").is_none());
    assert!(!read.rust.contains("X Bad"), "{}", read.rust);
    read.assert_said("D0224", &["warning", "`X Bad: Header` is not the name of a header", "a.mdx:6"]);
}
