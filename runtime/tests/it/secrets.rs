//! What the client was given is in no text of an error, in whatever form the server repeats it.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{
    ApiKeyLocation, Auth, Body, BoxFuture, OAuth2, Secret, Transport, TransportError, http,
};
use serde::Deserialize;
use serde_json::json;
use std::error::Error as _;

static GET: Operation = Operation::new("get", Method::Get, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Named {
    name: String,
}

#[derive(Debug)]
#[allow(dead_code)]
struct Failure(serde_json::Value);

impl DocumentedError for Failure {
    fn decode(_: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        Some(decode_json(body).map(Failure))
    }
}

/// Every text that an error shows, its causes included.
fn shown(error: &Error) -> String {
    let mut texts = format!("{error}\n{error:?}\n{error:#?}\n{:?}\n", error.decode_error());
    let mut source = error.source();
    while let Some(cause) = source {
        texts += &format!("{cause}\n{cause:?}\n{cause:#?}\n");
        source = cause.source();
    }
    texts
}

/// No part of the secret that would be of use: of 8 bytes or more.
#[track_caller]
fn assert_hidden(shown: &str, secret: &str) {
    for part in secret.as_bytes().windows(8) {
        let part = std::str::from_utf8(part).unwrap();
        assert!(!shown.contains(part), "`{part}` is in: {shown}");
    }
}

const TOKEN: &str =
    "eyJhbGciOiJIUzI1NiJ9.LONGTOKENSECRETPART1.LONGTOKENSECRETPART2.LONGTOKENSECRETPART3.0123456789";

#[tokio::test]
async fn a_token_is_not_cut_in_two() {
    for (before, behind) in [(0, 0), (0, 60), (50, 0), (100, 100), (25, 37)] {
        for body in [
            format!(r#"{{{}"name": 5, "sent":"{TOKEN}"}}"#, " ".repeat(before)),
            format!(r#"{{"sent":"{TOKEN}",{}"name": 5{}}}"#, " ".repeat(before), " ".repeat(behind)),
            format!(r#"{{"name": [{{"deep": "{}{TOKEN}"}}]}}"#, "x".repeat(behind)),
            format!(r#"{{"name": {{"{TOKEN}": 1}}}}"#),
        ] {
            let server = Server::start(move |_| answer(200, body.clone())).await;
            let client: Client =
                ClientBuilder::new(None).base_url(&server.url).auth(Auth::bearer(TOKEN)).build().unwrap();
            let error = client.call(&GET).decode_json::<Named, Error>().await.unwrap_err();
            assert!(error.is_decode() && error.to_string().contains("`name`"), "{error}");
            assert_hidden(&shown(&error), TOKEN);
        }
    }
}

#[tokio::test]
async fn every_credential_is_known_in_every_form() {
    let encoded = "bWU6czNjcmV0L3Bhc3N3b3Jk";
    for (status, body) in [
        (
            401,
            r#"{"message":"no such key: QUERY/s3cret+key==, query was key=QUERY%2Fs3cret%2Bkey%3D%3D"}"#
                .to_owned(),
        ),
        (
            401,
            json!({"sent": {"cookie": "session=COOKIE-s3cret-session", "x": "HEADER-s3cret-header1"}})
                .to_string(),
        ),
        (
            422,
            r#"you sent: {\"pin\":\"BODY\\/s3cret\\/pin\",\"password\":\"PLAIN-s3cret-password\"}"#
                .to_owned(),
        ),
        (400, "password=PLAIN-s3cret-password&x=PARAMETER-s3cret&y=PARAMETER-s3cret".to_owned()),
        (
            200,
            json!({"name": 5, "headers": ["HEADER-s3cret-header1", "SHORT-own"], "x": encoded}).to_string(),
        ),
        (400, format!("<p>Basic {encoded} QUERY%2fs3cret%2bkey%3d%3d</p>")),
    ] {
        let server = Server::start(move |_| answer(status, body.clone())).await;
        let client: Client = ClientBuilder::new(None)
            .base_url(&server.url)
            .auth(Auth::api_key(ApiKeyLocation::Query, "key", "QUERY/s3cret+key=="))
            .header("authorization", &format!("Basic {encoded}"))
            .header("x-tenant", "HEADER-s3cret-header1")
            .secret_header("x-unit", "SHORT-own")
            .build()
            .unwrap();
        let body = json!({"password": "PLAIN-s3cret-password", "pin": "x"});
        let call = client
            .call(&POST)
            .cookie("session", &Secret::from("COOKIE-s3cret-session"))
            .query("secret", &"PARAMETER-s3cret")
            .query("pin", &Secret::from("BODY/s3cret/pin"))
            .json(&body);
        let error = call.decode_json::<Named, CallError<Failure>>().await.unwrap_err();
        let shown = shown(&error);
        for secret in ["s3cret", "SHORT-own", encoded, "/password"] {
            assert!(!shown.contains(secret), "`{secret}` is in: {shown}");
        }
    }
}

#[tokio::test]
async fn headers_that_are_no_credentials_are_shown() {
    let server = Server::start(|_| answer(422, r#"{"message":"version 2026-01-01 of users is gone"}"#)).await;
    let client: Client = ClientBuilder::new(None)
        .base_url(&server.url)
        .header("x-version", "2026-01-01")
        .header("x-kind", "users")
        .build()
        .unwrap();
    let call = client.call(&GET).decode_json::<Named, Error>().header("x-kind", "users");
    let error = call.await.unwrap_err();
    assert!(error.to_string().contains("version 2026-01-01 of users is gone"), "{error}");
}

#[tokio::test]
async fn no_text_of_a_token_answer_is_shown() {
    for (status, body) in [
        (200, "access_token=s3cretTOKEN&refresh_token=s3cretREFRESH&token_type=bearer"),
        (200, "<r><access_token>s3cretTOKEN</access_token></r>"),
        (200, "{'access_token':'s3cretTOKEN'}"),
        (200, r#"{"data":{"key":"s3cretCAMEL"}}"#),
        (200, r#""s3cretTOKEN""#),
        (200, r#"{"accessToken":"s3cretTOKEN"}"#),
        (200, r#"{"access_token":"s3cretTOKEN","expires_in":{"s3cretKEY":"s3cretTOKEN"}}"#),
        (201, r#"["s3cretTOKEN"]"#),
        (400, "error=x&refresh_token=s3cretREFRESH"),
        (400, r#"{"error":"{\"refresh_token\":\"s3cretREFRESH\"}"}"#),
        (400, "error=invalid_grant&error_description={given}+is+not+known"),
        (401, "Basic {given} is not known"),
    ] {
        for (settings, given) in [
            (OAuth2::client_credentials("/token", "id", "s3cretCLIENT"), "aWQ6czNjcmV0Q0xJRU5U"),
            (OAuth2::client_credentials("/token", "id", "s3cretCLIENT").client_in_body(), "s3cretCLIENT"),
            (OAuth2::password("/token", "me", "s3cretPASS"), "s3cretPASS"),
            (OAuth2::refresh_token("/token", "s3cretGIVEN"), "s3cretGIVEN"),
        ] {
            let body = body.replace("{given}", given);
            let server = Server::start(move |_| answer(status, body.clone())).await;
            let client: Client =
                ClientBuilder::new(None).base_url(&server.url).auth(Auth::oauth2(settings)).build().unwrap();
            let error = client.call(&GET).decode_json::<Named, Error>().await.unwrap_err();
            let shown = shown(&error);
            assert!(error.is_auth() && shown.contains("(token endpoint)"), "{shown}");
            assert!(status > 299 || shown.contains("`access_token`"), "{shown}");
            assert!(status > 299 || error.body().is_none());
            assert!(!shown.contains("s3cret") && !shown.contains("aWQ6czNjcmV0"), "{shown}");
        }
    }
}

/// Fails, and says what was sent.
struct Telling;

impl Transport for Telling {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let sent = format!("{} {:?}", request.uri(), request.headers()["authorization"].to_str());
        Box::pin(async { Err(TransportError::other(std::io::Error::other(sent))) })
    }
}

#[tokio::test]
async fn causes_show_none_either() {
    let client: Client = ClientBuilder::new(None)
        .base_url("https://api.example")
        .auth(Auth::bearer("s3cret-token"))
        .transport(Telling)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let call = client.call(&GET).query("q", &"cats").query("pin", &Secret::from("s3cret pin"));
    let error = call.decode_json::<Named, Error>().await.unwrap_err();
    let shown = shown(&error);
    assert!(shown.contains("https://api.example/a?q=cats&pin=…") && !shown.contains("s3cret"), "{shown}");
}
