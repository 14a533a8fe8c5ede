//! Answers with a successful status whose body says that the call failed.

use crate::server::{Server, answer};
use docbind_runtime::Auth;
use docbind_runtime::codegen::*;
use serde::Deserialize;

static RUN: Operation =
    Operation::new("run", Method::Post, "/run").succeeds_if(&["WasSuccessful"], &[Plain::Bool(true)]);
static DELETE: Operation =
    Operation::new("delete", Method::Delete, "/a").succeeds_if(&["Status"], &[Plain::Integer(200)]);
static LIST: Operation =
    Operation::new("list", Method::Get, "/a").succeeds_if(&["meta", "status"], &[Plain::Text("ok")]);

#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Outcome {
    #[serde(rename = "WasSuccessful")]
    was_successful: Option<bool>,
    #[serde(rename = "Message")]
    message: Option<String>,
}

#[derive(Debug, PartialEq)]
enum RunError {
    Unsuccessful(Outcome),
}

impl DocumentedError for RunError {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        (status == 200).then(|| decode_json(body).map(RunError::Unsuccessful))
    }
}

async fn answering(status: u16, body: &'static str) -> Client {
    let server = Server::start(move |_| answer(status, body)).await;
    ClientBuilder::new(None).base_url(server.url).auth(Auth::bearer("s3cret-token")).build().unwrap()
}

fn run(client: &Client) -> Call<Outcome, CallError<RunError>> {
    client.call(&RUN).decode_json()
}

#[tokio::test]
async fn a_failure_is_not_passed_over() {
    let client = answering(200, r#"{"WasSuccessful":false,"Message":"s3cret-token may not"}"#).await;
    for error in [run(&client).await.unwrap_err(), run(&client).send().await.unwrap_err()] {
        assert!(error.is_unsuccessful() && !error.is_status() && !error.is_decode() && !error.is_retryable());
        assert_eq!((error.status(), error.attempts()), (Some(200), 1));
        let RunError::Unsuccessful(outcome) = error.documented().unwrap();
        assert_eq!(outcome.message.as_deref(), Some("s3cret-token may not"));
        assert!(error.body().unwrap().starts_with(b"{\"WasSuccessful\":false"));
        assert_eq!(
            error.to_string(),
            "POST /run: the answer (status 200) says that the call failed: `WasSuccessful` is false: \
             {\"WasSuccessful\":false,\"Message\":\"… may not\"}"
        );
        assert!(!format!("{error:?}").contains("s3cret"));
    }
    assert!(run(&client).send_raw().await.unwrap().is_success(), "as it came");
    assert_eq!(run(&client).stream().await.unwrap().status(), 200);
}

#[tokio::test]
async fn what_succeeds_or_says_nothing_passes() {
    for body in
        [r#"{"WasSuccessful":true,"Message":"Done."}"#, r#"{"WasSuccessful":null}"#, r#"{"Message":"Done."}"#]
    {
        run(&answering(200, body).await).await.unwrap();
    }
    let error = run(&answering(400, r#"{"WasSuccessful":false}"#).await).await.unwrap_err();
    assert!(error.is_status() && !error.is_unsuccessful());
    let error = run(&answering(200, r#"{"WasSuccessful":false,"Message":5}"#).await).await.unwrap_err();
    assert!(error.is_unsuccessful() && error.documented().is_none() && error.decode_error().is_some());
}

#[tokio::test]
async fn whatever_is_decoded() {
    let deleted = |client: &Client| client.call(&DELETE).decode_empty::<Error>();
    deleted(&answering(200, r#"{"Status":200,"Message":"gone"}"#).await).await.unwrap();
    deleted(&answering(200, "").await).await.unwrap();
    let error = deleted(&answering(200, r#"{"Status":500,"Message":"no"}"#).await).await.unwrap_err();
    assert!(error.is_unsuccessful() && error.to_string().contains("`Status` is 500"), "{error}");
    let client = answering(200, r#"{"meta":{"status":"error"},"items":[1]}"#).await;
    let call = client.call(&LIST).decode_json::<serde_json::Value, Error>();
    let mut pages = call.paginate(Pagination::page_number("page", 1), |_| Page::<u8>::new(Vec::new()));
    assert!(pages.next().await.unwrap().unwrap_err().is_unsuccessful());
    assert!(pages.next().await.is_none());
}
