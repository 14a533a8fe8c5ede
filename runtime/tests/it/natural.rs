//! Calls as applications make them without thinking: as futures, and with `?`.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use std::time::Duration;

static GET: Operation = Operation::new("get_garden", Method::Get, "/gardens/{id}");
static PUT: Operation = Operation::new("put_garden", Method::Put, "/gardens/{id}");

#[derive(Clone, Debug, PartialEq)]
struct Refused(String);

impl DocumentedError for Refused {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        (status == 409).then(|| Ok(Refused(String::from_utf8_lossy(body).into_owned())))
    }
}

async fn client() -> Client {
    let server = Server::start(|request| {
        let mut answer = match request.method.as_str() {
            "PUT" => answer(409, "in use"),
            _ => answer(200, "7"),
        };
        answer.headers_mut().insert("x-ratelimit-reset", "30".parse().unwrap());
        answer.headers_mut().insert("x-trace", "trace-1".parse().unwrap());
        answer
    })
    .await;
    ClientBuilder::new(None).base_url(server.url).request_id_header("x-trace").build().unwrap()
}

fn get(client: &Client) -> Call<i64> {
    client.call(&GET).path("id", &1).decode_json()
}

fn put(client: &Client) -> Call<i64, CallError<Refused>> {
    client.call(&PUT).path("id", &1).decode_json()
}

#[tokio::test]
async fn a_call_is_a_future() {
    let client = client().await;
    assert_eq!(tokio::spawn(get(&client)).await.unwrap().unwrap(), 7);
    let calls: Vec<_> = (0..3).map(|_| get(&client)).collect();
    let all = futures_util::future::join_all(calls).await;
    assert!(all.into_iter().all(|result| result.unwrap() == 7));
    let retried = twice(|| get(&client)).await.unwrap();
    assert_eq!(retried, 7);
    assert_eq!(tokio::time::timeout(Duration::from_secs(20), get(&client)).await.unwrap().unwrap(), 7);
    let chosen = tokio::select! {
        found = get(&client) => found.unwrap(),
        () = std::future::pending() => unreachable!(),
    };
    assert_eq!(chosen, 7);
    let mut call = get(&client);
    assert_eq!((&mut call).await.unwrap(), 7);
    let again = call.no_retry().send().await.unwrap_err();
    assert!(again.is_builder(), "{again}");
    assert_send::<Call<i64, CallError<Refused>>>();
}

async fn twice<F: Future<Output = Result<T, Error>>, T>(call: impl Fn() -> F) -> Result<T, Error> {
    call().await?;
    call().await
}

fn assert_send<T: Send + Unpin + 'static>() {}

#[tokio::test]
async fn a_question_mark_makes_one_error_of_all() {
    async fn both(client: &Client) -> Result<i64, Error> {
        let read = get(client).await?;
        Ok(read + put(client).await?)
    }
    let error = both(&client().await).await.unwrap_err();
    assert_eq!(error.documented(), Some(&Refused("in use".into())));
    assert_eq!((error.status(), error.operation()), (Some(409), Some("put_garden")));
    assert_eq!((error.header("X-RateLimit-Reset"), error.request_id()), (Some("30"), Some("trace-1")));
    assert_eq!(error.to_string(), "PUT /gardens/{id}: status 409 Conflict: in use (request id trace-1)");
    let boxed: Box<dyn std::error::Error + Send + Sync> = put(&client().await).await.unwrap_err().into();
    assert!(boxed.downcast_ref::<CallError<Refused>>().unwrap().documented().is_some());
}

#[tokio::test]
async fn responses_have_headers_and_a_request_id() {
    let client = client().await;
    let response = get(&client).send().await.unwrap();
    assert_eq!((response.request_id(), response.header("x-ratelimit-reset")), (Some("trace-1"), Some("30")));
    let streamed = get(&client).stream().await.unwrap();
    assert_eq!(streamed.request_id(), Some("trace-1"));
    let mut pages = get(&client).paginate(Pagination::page_number("page", 1), |item| Page::new(vec![item]));
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.request_id(), page.header("x-trace")), (Some("trace-1"), Some("trace-1")));
    assert!(!format!("{page:?} {response:?}").contains("trace-1"), "headers may hold cookies");
}
