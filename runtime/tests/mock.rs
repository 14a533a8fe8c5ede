//! The feature `mock`: expectations, recorded calls, and what is said where a call was not expected. Nothing here has an
//! executor: every future of a mock is ready at once.

use docbind_runtime::codegen::mock::Mock;
use docbind_runtime::codegen::*;
use futures_util::FutureExt as _;
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

static GET: Operation = Operation::new("get_thread", Method::Get, "/threads/{id}");
static UPDATE: Operation = Operation::new("update_thread", Method::Put, "/threads/{id}");

docbind_runtime::codegen::mock_operations! {
    threads::Threads of Client {
        get_thread: Value, write_json, Get "/threads/{id}", 200 "application/json" r#"{"id":1}"#;
        update_thread: (), write_nothing, Put "/threads/{id}", 204 "";
        export as "export_all": String, write_text, Get "/export", 200 "text/csv" "a,b";
    }
}

fn mock() -> Mock {
    Mock::new(|| ClientBuilder::new(Some("https://desk.example/v1")))
}

fn now<T>(work: impl Future<Output = T>) -> T {
    work.now_or_never().expect("nothing is waited for")
}

fn get(client: &Client, id: i64) -> Result<Value, Error> {
    now(client.call(&GET).path("id", &id).query("full", &true).receive_json())
}

fn update(client: &Client, subject: &str) -> Result<(), Error> {
    let body = json!({ "subject": subject });
    now(client.call(&UPDATE).path("id", &4).json(&body).decode_empty())
}

/// What dropping or verifying says.
fn said(work: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(work)).expect_err("it panics");
    panic.downcast_ref::<String>().expect("it is a text").clone()
}

#[test]
fn the_documented_example_or_what_is_given() {
    let mock = mock();
    let client = mock.client();
    Threads(&mock).get_thread();
    assert_eq!(get(&client, 4).unwrap(), json!({ "id": 1 }));
    Threads(&mock).get_thread().returns(json!({ "id": 4 })).times(2);
    assert_eq!(get(&client, 4).unwrap(), json!({ "id": 4 }));
    assert_eq!(get(&client, 4).unwrap(), json!({ "id": 4 }));
    Threads(&mock)
        .get_thread()
        .fails_with(404, json!({ "message": "gone" }))
        .with_header("x-request-id", "r-1");
    let error = get(&client, 4).unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(404), Some("r-1")));
    Threads(&mock).export().returns("c,d");
    static EXPORT: Operation = Operation::new("export_all", Method::Get, "/export");
    assert_eq!(now(client.call(&EXPORT).decode_text::<Error>()).unwrap(), "c,d");
}

#[test]
fn what_was_sent() {
    let mock = mock();
    Threads(&mock).get_thread().placeholder("id", 4).query("full", true);
    Threads(&mock)
        .update_thread()
        .body(json!({ "subject": "new" }))
        .matching(|call| call.header("x-own").is_some());
    let client = mock.builder().auth(Auth::bearer("s3cret")).header("x-own", "1").build().unwrap();
    update(&client, "new").unwrap();
    get(&client, 4).unwrap();
    let [first, second] = &mock.calls()[..] else { panic!("{mock:?}") };
    assert_eq!(
        (first.operation(), first.method(), first.path()),
        ("update_thread", Method::Put, "/v1/threads/4")
    );
    assert_eq!(first.json(), json!({ "subject": "new" }));
    assert_eq!(
        (second.placeholder("id").as_deref(), second.query("full").as_deref()),
        (Some("4"), Some("true"))
    );
    assert_eq!(second.header("authorization"), Some("Bearer s3cret"));
    assert!(second.body().is_empty() && !format!("{mock:?}").contains("s3cret"));
}

#[test]
fn tries_follow_each_other_at_once() {
    let mock = mock();
    Threads(&mock).get_thread().fails_with(503, ()).with_header("retry-after", "20");
    Threads(&mock).get_thread().fails_to_connect();
    Threads(&mock).get_thread();
    let since = std::time::Instant::now();
    let policy = RetryPolicy::default().max_attempts(3);
    let client = mock.builder().retry(policy.clone()).deadline(Duration::from_secs(60)).build().unwrap();
    assert_eq!(get(&client, 1).unwrap(), json!({ "id": 1 }));
    assert!(since.elapsed() < Duration::from_secs(5));
    // The time that was not slept for has passed all the same.
    Threads(&mock).get_thread().fails_with(503, ()).with_header("retry-after", "20").any_times();
    let client = mock.builder().retry(policy).deadline(Duration::from_secs(30)).build().unwrap();
    assert_eq!(
        get(&client, 1).unwrap_err().attempts(),
        2,
        "behind a wait of 20 s there is no time for another"
    );
}

#[test]
fn a_call_that_was_not_expected() {
    let mock = mock();
    let client = mock.builder().retry(RetryPolicy::none()).build().unwrap();
    Threads(&mock).get_thread().placeholder("id", 4);
    let error = get(&client, 5).unwrap_err();
    let text = format!("{:?}", anyhow(&error));
    let list = "the call was not expected: GET /v1/threads/5 (get_thread)\n\
                expected:\n  GET /threads/{id} (get_thread), once, where `id` in the path is 4: not made yet";
    assert!(text.contains(&format!("{list:?}")[1..60]), "{text}");
    let said = said(|| mock.verify());
    let verdict = "the call was not expected: GET /v1/threads/5 (get_thread)\nnot every expected call was made\n\
                   expected:\n  GET /threads/{id} (get_thread), once, where `id` in the path is 4: not made yet";
    assert_eq!(said, verdict);
    // It is said once.
    drop(mock);
}

/// An error with all that is behind it.
fn anyhow(error: &Error) -> Vec<String> {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn dropping_checks_as_well() {
    let fine = mock();
    Threads(&fine).get_thread().any_times();
    drop(fine);
    let lacking = mock();
    Threads(&lacking).get_thread().times(2);
    get(&lacking.client(), 1).unwrap();
    assert_eq!(
        said(move || drop(lacking)),
        "not every expected call was made\nexpected:\n  GET /threads/{id} (get_thread), 2 times: made once"
    );
}

#[test]
fn what_the_documentation_lacks() {
    let mock = mock();
    mock.request(Method::Post, "/gardens").returns(json!(["tulip"]));
    let call = mock.client().request(Method::Post, "/gardens").returning::<Vec<String>>();
    assert_eq!(now(call).unwrap(), ["tulip"]);
}

#[cfg(feature = "blocking")]
#[test]
fn without_async() {
    let mock = mock();
    Threads(&mock).get_thread();
    let value: Value = mock.client().call(&GET).path("id", &1).receive_json::<Value, Error>().wait().unwrap();
    assert_eq!(value["id"], 1);
}
