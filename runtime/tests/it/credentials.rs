//! Credentials that are sent together, behind a prefix, or made of the request.

use crate::server::{Received, Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{ApiKeyLocation, Auth, UnsignedRequest};

static LIST: Operation = Operation::new("list", Method::Get, "/threads");
static CREATE: Operation = Operation::new("create", Method::Post, "/threads");
static SIGN_IN: Operation = Operation::new("sign_in", Method::Post, "/token").without_auth();

fn client(server: &Server, auth: Auth) -> Client {
    ClientBuilder::new(None).base_url(&server.url).auth(auth).build().unwrap()
}

async fn received(operation: &'static Operation, auth: Auth) -> Received {
    let server = Server::start(|_| answer(200, "")).await;
    let client = client(&server, auth.clone());
    let shown = format!("{client:?} {auth:?}");
    assert!(!shown.contains("k3y"), "{shown}");
    client.call(operation).query("a", &1).decode_empty::<Error>().await.unwrap();
    server.only()
}

fn key(location: ApiKeyLocation, name: &str, key: &str) -> Auth {
    Auth::api_key(location, name, key)
}

#[tokio::test]
async fn what_belongs_together_is_sent_together() {
    let all = || {
        Auth::all([
            key(ApiKeyLocation::Header, "X-App-Key", "k3y-1"),
            key(ApiKeyLocation::Header, "X-App-Secret", "k3y-2"),
            key(ApiKeyLocation::Query, "region", "k3y-3"),
            Auth::all([Auth::bearer("k3y-4"), key(ApiKeyLocation::Cookie, "sid", "k3y-5")]),
        ])
    };
    let got = received(&LIST, all()).await;
    let headers = ["x-app-key", "x-app-secret", "authorization", "cookie"].map(|name| got.header(name));
    assert_eq!(headers, ["k3y-1", "k3y-2", "Bearer k3y-4", "sid=k3y-5"]);
    assert_eq!(got.target, "/threads?a=1&region=k3y-3");
    let got = received(&SIGN_IN, all()).await;
    assert!(got.headers.keys().all(|name| !name.as_str().starts_with("x-app")));
    assert_eq!((got.target.as_str(), got.header("authorization")), ("/token?a=1", ""));
}

#[tokio::test]
async fn a_prefix_stands_before_the_key() {
    let token = Auth::prefixed_key(ApiKeyLocation::Header, "Authorization", "Token ", "k3y");
    assert_eq!(received(&LIST, token).await.header("authorization"), "Token k3y");
}

#[test]
fn two_credentials_in_one_place_are_refused() {
    let token = Auth::prefixed_key(ApiKeyLocation::Header, "authorization", "Token ", "s3cret");
    for pair in [
        [Auth::bearer("s3cret"), Auth::basic("a", "s3cret")],
        [Auth::bearer("s3cret"), token],
        [key(ApiKeyLocation::Query, "k", "s3cret"), key(ApiKeyLocation::Query, "k", "s3cret")],
    ] {
        let error =
            ClientBuilder::<Client>::new(Some("https://example.invalid")).auth(Auth::all(pair)).build();
        let error = error.unwrap_err();
        assert!(error.is_builder() && error.to_string().contains("same place"), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}

/// All that a signature may cover, in one text.
fn sign(request: &mut UnsignedRequest<'_>) -> Result<(), docbind_runtime::BoxError> {
    let content_type = request.headers().get("content-type").map_or("", |v| v.to_str().unwrap_or(""));
    let body = String::from_utf8_lossy(request.body().ok_or("not in memory")?).into_owned();
    let url = request.url().path_and_query().map_or("", |target| target.as_str());
    let covered = format!("{} {url} {content_type} {body}", request.method());
    let operation = request.operation().id();
    request.set_query("operation", operation)?;
    request.set_header("X-Signature", &format!("s1gned {covered}"))
}

#[tokio::test]
async fn code_signs_the_request_as_it_is_sent() {
    let server = Server::start(|got| match got.target.starts_with("/threads") {
        true => answer(403, format!("{{\"got\":\"{}\"}}", got.header("x-signature").replace('"', "'"))),
        false => answer(200, ""),
    })
    .await;
    let client = client(&server, Auth::all([Auth::signed(sign), Auth::bearer("k3y")]));
    let call = client.call(&CREATE).query("a", &1).json(&[1]).decode_empty::<Error>();
    let error = call.await.unwrap_err();
    let got = server.only();
    assert_eq!(got.header("x-signature"), "s1gned POST /threads?a=1 application/json [1]");
    assert_eq!(
        (got.target.as_str(), got.header("authorization")),
        ("/threads?a=1&operation=create", "Bearer k3y")
    );
    let shown = format!("{error} {error:?} {client:?}");
    assert!(!shown.contains("s1gned"), "{shown}");
}

#[tokio::test]
async fn a_request_that_cannot_be_signed_is_not_sent() {
    let server = Server::start(|_| answer(200, "")).await;
    for auth in [
        Auth::signed(|_| Err("no key for this".into())),
        Auth::signed(|request| request.set_header("X-Signature", "s3cret\n")),
    ] {
        let call = client(&server, auth).call(&LIST).decode_empty::<Error>();
        let error = call.await.unwrap_err();
        assert!(error.is_builder(), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    assert!(server.received().is_empty());
}
