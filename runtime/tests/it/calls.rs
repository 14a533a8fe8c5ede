//! What is sent, as a server receives it.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{ApiKeyLocation, Auth};
use serde::{Deserialize, Serialize};

static LIST: Operation = Operation::new("list", Method::Get, "/threads");
static UPDATE: Operation = Operation::new("update", Method::Put, "/threads/{id}/posts/{post}");
static CREATE: Operation = Operation::new("create", Method::Post, "/threads");
static READ_FILE: Operation = Operation::new("read_file", Method::Get, "/tree/{+path}/raw?mode=plain");
static SIGN_IN: Operation = Operation::new("sign_in", Method::Post, "/token").without_auth();

async fn echo() -> (Server, Client) {
    let server = Server::start(|_| answer(200, r#"{"id":7}"#)).await;
    let client = ClientBuilder::new(Some("https://example.invalid"))
        .base_url(format!("{}/v1/", server.url))
        .auth(Auth::bearer("s3cret-token"))
        .build()
        .unwrap();
    (server, client)
}

#[derive(Debug, Deserialize, PartialEq)]
struct Id {
    id: i64,
}

#[derive(Serialize)]
struct Thread {
    #[serde(rename = "Subject")]
    subject: String,
    #[serde(rename = "Guests", skip_serializing_if = "Option::is_none")]
    guests: Option<Vec<i64>>,
    #[serde(rename = "Note", skip_serializing_if = "Nullable::is_unset")]
    note: Nullable<String>,
}

#[tokio::test]
async fn a_json_call_arrives_as_written() {
    let (server, client) = echo().await;
    let thread = Thread { subject: "é".into(), guests: None, note: Nullable::Null };
    let call: Call<Id> = client
        .call(&UPDATE)
        .path("id", &42_i64)
        .path("post", &"a/b c")
        .query("page", &Some(2))
        .query("absent", &None::<String>)
        .query("q", &"a&b=c+d é")
        .query_list("id", &vec![1, 2], ParameterStyle::Bracketed)
        .header("X-Tenant", &"blue")
        .cookie("session", &"a;b")
        .json(&thread)
        .decode_json();
    assert_eq!(call.await.unwrap(), Id { id: 7 });
    let received = server.only();
    assert_eq!(received.method, "PUT");
    assert_eq!(received.target, "/v1/threads/42/posts/a%2Fb%20c?page=2&q=a%26b%3Dc%2Bd%20%C3%A9&id=[1,2]");
    assert_eq!(received.text(), r#"{"Subject":"é","Note":null}"#);
    assert_eq!(received.header("content-type"), "application/json");
    assert_eq!(received.header("accept"), "application/json");
    assert_eq!(received.header("authorization"), "Bearer s3cret-token");
    assert_eq!(received.header("x-tenant"), "blue");
    assert_eq!(received.header("cookie"), "session=a%3Bb");
    assert!(received.header("user-agent").starts_with("docbind-runtime/"));
}

#[tokio::test]
async fn reserved_placeholders_keep_their_slashes_and_fixed_queries_are_sent() {
    let (server, client) = echo().await;
    let call: Call<Id> = client.call(&READ_FILE).path("path", &"src/a b?.rs").query("v", &2).decode_json();
    assert_eq!(call.await.unwrap(), Id { id: 7 });
    assert_eq!(server.only().target, "/v1/tree/src/a%20b%3F.rs/raw?mode=plain&v=2");
    let call: Call<Id> = client.call(&READ_FILE).path("path", &"../secret").decode_json();
    assert!(call.await.is_err());
}

#[tokio::test]
async fn forms_and_other_bodies() {
    let (server, client) = echo().await;
    let thread =
        Thread { subject: "a b".into(), guests: Some(vec![1, 2]), note: Nullable::Value("x&y".into()) };
    let _: () = client.call(&SIGN_IN).form(&thread).decode_empty::<Error>().await.unwrap();
    let _: Bytes = client.call(&CREATE).multipart(&thread).decode_bytes::<Error>().await.unwrap();
    let text = client.call(&CREATE).text("plain é").decode_text::<Error>().await.unwrap();
    assert_eq!(text, r#"{"id":7}"#);
    let png = Bytes::from_static(b"\x89PNG");
    client.call(&CREATE).bytes("image/png", &png).decode_empty::<Error>().await.unwrap();
    client.call(&LIST).decode_empty::<Error>().await.unwrap();

    let received = server.received();
    assert_eq!(received[0].text(), "Subject=a+b&Guests=1&Guests=2&Note=x%26y");
    assert_eq!(received[0].header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(received[0].header("authorization"), "", "a sign-in carries no token");
    let boundary = received[1].header("content-type").strip_prefix("multipart/form-data; boundary=").unwrap();
    let part = |name, text| {
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let parts =
        [part("Subject", "a b"), part("Guests", "1"), part("Guests", "2"), part("Note", "x&y")].concat();
    assert_eq!(received[1].text(), format!("{parts}--{boundary}--\r\n"));
    assert_eq!(received[2].text(), "plain é");
    assert_eq!((received[3].header("content-type"), &received[3].body), ("image/png", &png));
    assert_eq!((received[4].header("content-type"), received[4].header("content-length")), ("", ""));
}

#[tokio::test]
async fn each_way_to_authenticate() {
    let (server, _) = echo().await;
    let call = async |auth: Auth| {
        let client: Client =
            ClientBuilder::new(None).base_url(&server.url).auth(auth.clone()).build().unwrap();
        let shown = format!("{client:?} {auth:?}");
        assert!(!shown.contains("k3y") && !shown.contains("azN5"), "{shown}");
        client.call(&LIST).query("a", &1).cookie("b", &2).decode_empty::<Error>().await.unwrap();
        server.received().pop().unwrap()
    };
    assert_eq!(call(Auth::none()).await.header("authorization"), "");
    assert_eq!(call(Auth::bearer("k3y")).await.header("authorization"), "Bearer k3y");
    assert_eq!(call(Auth::basic("é", "k3y")).await.header("authorization"), "Basic w6k6azN5");
    let key = |location| Auth::api_key(location, "X-Key", "k3y");
    assert_eq!(call(key(ApiKeyLocation::Header)).await.header("x-key"), "k3y");
    assert_eq!(call(key(ApiKeyLocation::Query)).await.target, "/threads?a=1&X-Key=k3y");
    assert_eq!(call(key(ApiKeyLocation::Cookie)).await.header("cookie"), "b=2; X-Key=k3y");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let (server, client) = echo().await;
    let failed = [
        client.call(&UPDATE).path("id", &"..").path("post", &1).decode_empty::<Error>(),
        client.call(&UPDATE).path("id", &1).decode_empty(),
        client.call(&LIST).header("X-A", &Secret::from("s3cret\r\nX-B: c")).decode_empty(),
        client.call(&LIST).header("X A", &1).decode_empty(),
        client.call(&CREATE).form(&[1]).decode_empty(),
        client.call(&CREATE).bytes("a\nb", &Bytes::new()).decode_empty(),
    ];
    for call in failed {
        let error = call.await.unwrap_err();
        assert!(error.is_builder() && !error.is_retryable() && error.status().is_none());
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn nothing_that_was_filled_in_is_shown() {
    let (_server, client) = echo().await;
    let secret = Secret::from("s3cret");
    let call =
        client.call(&UPDATE).path("id", &secret).query("a", &secret).header("b", &secret).json(&secret);
    let builder = format!("{call:?}");
    let shown = format!("{builder} {:?}", call.decode_empty::<Error>());
    assert!(!shown.contains("s3cret") && shown.contains("PUT /threads/{id}"), "{shown}");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let builder = || ClientBuilder::<Client>::new(Some("https://example.invalid"));
    for (builder, expected) in [
        (builder().base_url("example.com"), "base URL"),
        (builder().base_url("https://user:s3cret@example.com"), "credentials"),
        (builder().auth(Auth::bearer("s3cret\n")), "control character"),
        (builder().auth(Auth::basic("a:b", "s3cret")), "colon"),
        (builder().auth(Auth::api_key(ApiKeyLocation::Header, "a b", "s3cret")), "API key"),
        (builder().header("a", "s3cret\n"), "`a`"),
    ] {
        let error = builder.build().unwrap_err();
        assert!(error.is_builder() && error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
}

#[tokio::test]
async fn the_base_url_of_an_operation_gives_way_to_the_applications() {
    static ELSEWHERE: Operation =
        Operation::new("elsewhere", Method::Get, "/a").base_url("http://127.0.0.1:1/other");
    let (server, client) = echo().await;
    client.call(&ELSEWHERE).decode_empty::<Error>().await.unwrap();
    assert_eq!(server.only().target, "/v1/a");
    let client: Client = ClientBuilder::new(Some("http://127.0.0.1:1")).build().unwrap();
    assert!(client.call(&ELSEWHERE).decode_empty::<Error>().await.unwrap_err().is_connect());
    let client: Client = ClientBuilder::new(None).build().unwrap();
    let error = client.call(&LIST).decode_empty::<Error>().await.unwrap_err();
    assert!(error.is_builder() && error.to_string().contains("ClientBuilder::base_url"), "{error}");
}
