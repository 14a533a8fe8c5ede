//! Timeouts, limits, redirects and transports of one's own.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::http;
use docbind_runtime::{Auth, Body, BoxFuture, Transport, TransportError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

static GET: Operation = Operation::new("get", Method::Get, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");

fn builder(url: &str) -> ClientBuilder {
    ClientBuilder::new(None)
        .base_url(url)
        .auth(Auth::bearer("s3cret-token"))
        .header("X-Tenant", "s3cret-tenant")
}

#[tokio::test]
async fn a_silent_server_is_given_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder(&url).timeout(Duration::from_millis(100)).build().unwrap();
    let start = Instant::now();
    let error = client.call(&POST).decode_empty::<Error>().await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable() && !error.is_connect(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_closed_port_is_a_connect_error() {
    let client = builder("http://127.0.0.1:1").build().unwrap();
    let call = client.call(&POST).query("key", &Secret::from("s3cret-key")).decode_empty::<Error>();
    let error = call.await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
    let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(shown.contains("refused") && !shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn an_answer_over_the_limit_is_not_read() {
    let server = Server::start(|_| answer(200, vec![b' '; 100_000])).await;
    let client = builder(&server.url).response_limit(99_999).build().unwrap();
    let error = client.call(&GET).decode_bytes::<Error>().await.unwrap_err();
    assert!(error.is_too_large() && error.to_string().contains("99999 bytes"), "{error}");
    let client = builder(&server.url).response_limit(100_000).build().unwrap();
    assert_eq!(client.call(&GET).decode_bytes::<Error>().await.unwrap().len(), 100_000);
}

fn redirect(status: u16, to: String) -> impl Fn(&crate::server::Received) -> crate::server::Answer {
    move |received| {
        let mut answer = answer(if received.target == "/a" { status } else { 200 }, "here");
        answer.headers_mut().insert("location", to.parse().unwrap());
        answer
    }
}

#[tokio::test]
async fn credentials_stay_with_their_origin() {
    let other = Server::start(|_| answer(200, "other")).await;
    let server = Server::start(redirect(307, format!("{}/b", other.url))).await;
    let client = builder(&server.url).build().unwrap();
    let call = client.call(&GET).header("X-Key", &Secret::from("s3cret")).cookie("a", &"s3cret");
    assert_eq!(call.decode_text::<Error>().await.unwrap(), "other");
    let followed = other.only();
    assert!(!format!("{followed:?}").contains("s3cret"), "{followed:?}");
    // What has a body is not repeated elsewhere.
    let error = client.call(&POST).text("s3cret").decode_empty::<Error>().await.unwrap_err();
    assert_eq!((error.status(), other.received().len()), (Some(307), 1));
}

#[tokio::test]
async fn redirects_within_the_origin_carry_all() {
    let server = Server::start(redirect(308, "/b?c=d".into())).await;
    let client = builder(&server.url).build().unwrap();
    assert_eq!(client.call(&POST).text("body").decode_text::<Error>().await.unwrap(), "here");
    let followed = server.received().pop().unwrap();
    assert_eq!(
        (followed.method.as_str(), followed.target.as_str(), followed.text()),
        ("POST", "/b?c=d", "body")
    );
    assert_eq!(followed.header("authorization"), "Bearer s3cret-token");
    let server = Server::start(redirect(302, "/a".into())).await;
    let error = builder(&server.url).build().unwrap().call(&GET).decode_empty::<Error>().await.unwrap_err();
    assert!(error.to_string().contains("more than 10 redirects"), "{error}");
}

/// Answers with the target of the request, from memory.
struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            match request.uri().path() {
                "/v1/a" => Ok(http::Response::new(request.uri().to_string().into_bytes().into())),
                _ => Err(TransportError::connect("unknown")),
            }
        })
    }
}

#[tokio::test]
async fn a_transport_of_ones_own() {
    let client = builder("https://example.invalid/v1").transport(Canned).build().unwrap();
    assert_eq!(client.call(&GET).decode_text::<Error>().await.unwrap(), "https://example.invalid/v1/a");
    let client = builder("https://example.invalid").transport(Canned).build().unwrap();
    assert!(client.call(&GET).decode_text::<Error>().await.unwrap_err().is_connect());
}
