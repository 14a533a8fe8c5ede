//! What a caller gets for each kind of answer.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use serde::Deserialize;

static GET: Operation = Operation::new("get_thread", Method::Get, "/threads/{id}");

#[derive(Debug, Deserialize, PartialEq)]
struct Thread {
    #[serde(rename = "Id")]
    id: i64,
    #[serde(rename = "Errors", default, deserialize_with = "null_to_default")]
    errors: Vec<Failure>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Failure {
    #[serde(rename = "Message")]
    message: String,
}

#[derive(Clone, Debug, PartialEq)]
enum ThreadError {
    BadRequest(Failure),
}

impl DocumentedError for ThreadError {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        (status == 400).then(|| decode_json(body).map(ThreadError::BadRequest))
    }
}

/// A client of a server that always answers this.
async fn answering(status: u16, body: &'static [u8]) -> Client {
    let server = Server::start(move |_| {
        let mut answer = answer(status, body);
        answer.headers_mut().insert("x-request-id", "req-1".parse().unwrap());
        answer
    })
    .await;
    ClientBuilder::new(None)
        .base_url(server.url)
        .auth(docbind_runtime::Auth::bearer("s3cret-token"))
        .build()
        .unwrap()
}

fn get(client: &Client) -> Call<Thread, CallError<ThreadError>> {
    client.call(&GET).path("id", &1).decode_json()
}

#[tokio::test]
async fn a_typed_answer_with_its_headers() {
    let client = answering(200, br#"{"Id":1,"Errors":null,"New":{}}"#).await;
    let response = get(&client).send().await.unwrap();
    assert_eq!((response.status(), response.header("x-request-id")), (200, Some("req-1")));
    assert_eq!(response.into_body(), Thread { id: 1, errors: vec![] });
    let raw = get(&client).send_raw().await.unwrap();
    assert_eq!(&raw.body()[..], br#"{"Id":1,"Errors":null,"New":{}}"#);
    let status = client
        .call(&GET)
        .path("id", &1)
        .decode_with::<_, Error>(|status, body| Ok((status, body.len())))
        .await
        .unwrap();
    assert_eq!(status, (200, 31));
}

#[tokio::test]
async fn a_documented_error_is_a_value() {
    let client = answering(400, br#"{"Message":"Subject: is a required field"}"#).await;
    let error = get(&client).await.unwrap_err();
    assert!(error.is_status() && !error.is_retryable());
    assert_eq!(error.status(), Some(400));
    assert_eq!((error.request_id(), error.operation()), (Some("req-1"), Some("get_thread")));
    assert_eq!((error.method(), error.path()), (Some(Method::Get), Some("/threads/{id}")));
    let expected = ThreadError::BadRequest(Failure { message: "Subject: is a required field".into() });
    assert_eq!(error.documented(), Some(&expected));
    assert_eq!(
        error.to_string(),
        r#"GET /threads/{id}: status 400 Bad Request: {"Message":"Subject: is a required field"} (request id req-1)"#
    );
    let erased = Error::from(error);
    assert!(erased.body().unwrap().starts_with(b"{\"Message\""));
    assert_eq!(erased.documented(), Some(&expected), "kept whatever the type");
    assert_eq!(erased.documented::<Failure>(), None);
    assert_eq!(erased.clone().into_documented::<ThreadError>().unwrap(), expected);
    assert!(format!("{erased:?}").contains("documented: BadRequest"));
    assert_eq!(get(&client).await.unwrap_err().into_documented().unwrap(), expected);
    assert_eq!(get(&client).send_raw().await.unwrap().status(), 400);
}

#[tokio::test]
async fn an_error_answer_of_another_shape_is_an_error_with_its_bytes() {
    for (status, body) in [(400, b"<html>".as_slice()), (404, br#""Not found""#), (500, b""), (302, b"moved")]
    {
        let error = get(&answering(status, body).await).await.unwrap_err();
        assert!(error.is_status(), "{error}");
        assert_eq!(error.status(), Some(status));
        assert_eq!(&error.body().unwrap()[..], body);
        assert_eq!(error.decode_error().is_some(), status == 400);
        assert!(error.into_documented().unwrap_err().is_status());
    }
}

#[tokio::test]
async fn a_decode_error_names_the_place() {
    let client = answering(200, br#"{"Id":1,"Errors":[{"Message":"a"},{"Message":5}]}"#).await;
    let error = get(&client).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.decode_error().unwrap().path(), "Errors[1].Message");
    let text = error.to_string();
    assert!(
        text.starts_with(
            "GET /threads/{id}: the answer (status 200) is not what is documented: at `Errors[1].Message`: "
        ),
        "{text}"
    );
    assert!(
        text.contains("invalid type: integer `5`") && text.contains(r#"{"Message":"a"},{"Message":5}"#),
        "{text}"
    );
}

#[tokio::test]
async fn a_server_that_repeats_the_credentials_does_not_make_them_shown() {
    for (status, body) in
        [(500, b"bad header: Bearer s3cret-token".as_slice()), (200, br#"{"Id":"s3cret-token"}"#)]
    {
        let error = get(&answering(status, body).await).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.decode_error());
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[tokio::test]
async fn texts_must_be_utf8_and_empty_answers_may_be_anything() {
    let client = answering(200, b"ok \xff").await;
    let call = || client.call(&GET).path("id", &1);
    let error = call().decode_text::<Error>().await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("byte 3"), "{error}");
    assert_eq!(call().decode_bytes::<Error>().await.unwrap(), b"ok \xff".as_slice());
    call().decode_empty::<Error>().await.unwrap();
    let error = get(&answering(200, b"").await).await.unwrap_err();
    assert!(error.to_string().contains("the body is empty"), "{error}");
}
