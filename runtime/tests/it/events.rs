//! Streams of server-sent events: typed, without a timeout, and over many connections.

use crate::cut_server::{CutServer, Script, header};
use docbind_runtime::codegen::*;
use futures_util::StreamExt as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

static WATCH: Operation = Operation::new("watch_jobs", Method::Get, "/jobs/watch");
static ASK: Operation = Operation::new("ask", Method::Post, "/ask").events_end_with("[DONE]");

#[derive(Clone, Debug, Default, PartialEq)]
struct Job {
    id: i64,
    state: Option<String>,
}

docbind_runtime::record!(Job { id: "id", state: "state" });

fn client(url: &str) -> Client {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    ClientBuilder::new(None).base_url(url).retry(policy).build().unwrap()
}

fn script(body: impl Into<Vec<u8>>) -> Script {
    let head = "200 OK\r\ncontent-type: text/event-stream; charset=utf-8".to_owned();
    Script { head, body: body.into(), chunked: true, ..Script::default() }
}

fn no_content() -> Script {
    Script { head: "204 No Content".to_owned(), ..Script::default() }
}

async fn served(scripts: Vec<Script>) -> CutServer {
    let next = AtomicUsize::new(0);
    CutServer::start(move |_, _| {
        scripts.get(next.fetch_add(1, Ordering::Relaxed)).cloned().unwrap_or_else(no_content)
    })
    .await
}

fn watch(client: &Client) -> EventsCall<Job> {
    client.call(&WATCH).receive_events()
}

/// The whole wire of a connection that goes on behind an event: in any line ends, with comments between.
fn jobs(after: usize, count: usize) -> Vec<u8> {
    let mut body = String::from("\u{feff}retry: 1\n\n");
    for id in after + 1..=count {
        let end = ["\n", "\r", "\r\n"][fastrand::usize(..3)];
        if fastrand::u8(..) < 20 {
            body += &format!(": still here{end}{end}");
        }
        body += &format!(
            "id: {id}{end}event: job{end}data: {{\"id\":{id},{end}data: \"state\":\"läuft{id}\"}}{end}{end}"
        );
    }
    body.into_bytes()
}

#[tokio::test]
async fn ten_thousand_events_over_fifty_cuts() {
    const EVENTS: usize = 10_000;
    const CUTS: usize = 50;
    let cuts = Mutex::new(0);
    let server = CutServer::start(move |head, _| {
        let after = header(head, "last-event-id").map_or(0, |id| id.parse().unwrap());
        if after == EVENTS {
            return no_content();
        }
        let mut script = script(jobs(after, EVENTS));
        let mut cuts = cuts.lock().unwrap();
        if *cuts < CUTS {
            // Anywhere, also in the head, in the size of a chunk, in a character, between CR and LF.
            let share = script.body.len() / (CUTS + 1 - *cuts);
            script.cut = Some(fastrand::usize(1..share * 2).min(script.body.len() - 1));
            *cuts += 1;
        }
        script
    })
    .await;
    let client = client(&server.url);
    let mut events = watch(&client).await.unwrap();
    let mut seen = 0;
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        seen += 1;
        assert_eq!((event.data.id, event.id.unwrap(), &*event.event), (seen, seen.to_string(), "job"));
        assert_eq!(event.data.state, Some(format!("läuft{seen}")));
    }
    assert_eq!(seen as usize, EVENTS);
    assert_eq!(events.last_event_id(), Some("10000"));
    let heads = server.heads();
    // A connection after each cut, the first one, and the one that is told that this is all.
    assert_eq!(heads.len(), CUTS + 2);
    assert!(heads.iter().all(|head| header(head, "accept") == Some("text/event-stream")));
    assert_eq!(header(&heads[0], "last-event-id"), None);
}

#[tokio::test]
async fn a_stream_of_the_standard_traits() {
    let server = served(vec![script("id: 1\ndata: {\"id\":1}\n\nid: 2\ndata: {\"id\":2}\n\n")]).await;
    let events = watch(&client(&server.url)).await.unwrap();
    assert!(events.headers().contains_key("content-type"));
    let ids: Vec<_> = events.map(|event| event.unwrap().data.id).collect().await;
    assert_eq!(ids, [1, 2]);
}

#[tokio::test]
async fn what_cannot_be_read_is_one_error() {
    let body = "data: {\"id\":\"x\"}\n\ndata: {\"id\":2}\n\ndata: [DONE]\n\n";
    let server = served(vec![script(body)]).await;
    let mut events = watch(&client(&server.url)).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("id"), "{error}");
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 2);
    assert!(events.next().await.unwrap().unwrap_err().is_decode());
    // Without ids nothing says where to go on: the end is the end.
    assert!(events.next().await.is_none() && events.next().await.is_none());
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn an_end_by_its_data() {
    let body = "data: {\"id\":1}\n\ndata: [DONE]\n\ndata: {\"id\":2}\n\n";
    let server = served(vec![Script { silence: Duration::from_secs(60), ..script(body) }]).await;
    let mut events = client(&server.url).call(&ASK).receive_events::<Job, Error>().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 1);
    assert!(events.next().await.is_none() && events.next().await.is_none());
}

#[tokio::test]
async fn a_stream_where_the_request_asks_for_one() {
    let body = "data: {\"id\":1}\n\ndata: [DONE]\n\n";
    let server = served(vec![script(body), script(body)]).await;
    let client = client(&server.url);
    let mut events =
        client.call(&ASK).json(&true).decode_json::<i64, Error>().events::<Value>().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data["id"], 1);
    assert!(events.next().await.is_none());
    let mut events = client.request(Method::Get, "/ask").returning_events::<Value>().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data["id"], 1);
    let accepted =
        |head: &String| head.matches("accept: ").count() == 1 && head.contains("accept: text/event-stream");
    assert!(server.heads().iter().all(accepted), "{:?}", server.heads());
}

#[tokio::test]
async fn what_may_not_be_sent_twice_is_not() {
    let cut = Script {
        cut: Some(140),
        ..script("id: 1\ndata: {\"id\":1}\n\nid: 2\ndata: {\"id\":2}\n\n".repeat(9))
    };
    let server = served(vec![cut]).await;
    let mut events = client(&server.url).call(&ASK).receive_events::<Job, Error>().await.unwrap();
    let error = loop {
        match events.next().await.unwrap() {
            Ok(event) => assert!(event.data.id > 0),
            Err(error) => break error,
        }
    };
    assert!(error.is_retryable() && events.next().await.is_none(), "{error}");
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn connections_that_bring_nothing_come_to_an_end() {
    let cut = || Script { cut: Some(100), ..script("") };
    let first = script("id: a\ndata: {\"id\":1}\n\n");
    let server = served(vec![first, cut(), cut(), cut(), cut(), cut()]).await;
    let mut events = watch(&client(&server.url)).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 1);
    assert!(events.next().await.unwrap().unwrap_err().is_retryable());
    assert!(events.next().await.is_none());
    // Three of them, as the policy says.
    assert_eq!(server.heads().len(), 4);
    assert!(server.heads()[1..].iter().all(|head| header(head, "last-event-id") == Some("a")));
    let once = client(&server.url);
    let server = served(vec![script("id: a\ndata: {\"id\":1}\n\n")]).await;
    drop(once);
    let mut events = watch(&client(&server.url)).no_retry().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 1);
    assert!(events.next().await.is_none());
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn waits_as_the_server_asks() {
    let server = served(vec![script("retry: 150\nid: 1\ndata: {\"id\":1}\n\n")]).await;
    let start = std::time::Instant::now();
    let events = watch(&client(&server.url)).last_event_id("before").await.unwrap();
    assert_eq!(events.count().await, 1);
    assert!(start.elapsed() >= Duration::from_millis(150));
    let ids: Vec<_> =
        server.heads().iter().map(|head| header(head, "last-event-id").unwrap().to_owned()).collect();
    assert_eq!(ids, ["before", "1"]);
    let server = served(vec![script("retry: 3600000\nid: 1\ndata: {\"id\":1}\n\n")]).await;
    let mut events = watch(&client(&server.url)).await.unwrap();
    events.next().await.unwrap().unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("3600"), "{error}");
}

#[tokio::test]
async fn timeouts_are_for_silence_only() {
    let slow = |body: &str| Script { silence: Duration::from_millis(400), ..script(body) };
    // Longer than a try may take.
    let body = "id: 1\ndata: {\"id\":1}\n\nid: 2\ndata: {\"id\":2}\n\n";
    let server = served(vec![slow(body)]).await;
    let events = watch(&client(&server.url)).timeout(Duration::from_millis(100)).await.unwrap();
    assert_eq!(events.count().await, 2);
    // Silence is a break.
    let quiet = || Script {
        chunked: false,
        silence: Duration::from_secs(60),
        ..script("id: 1\ndata: {\"id\":1}\n\n")
    };
    let server = served(vec![quiet()]).await;
    let events = watch(&client(&server.url)).idle_timeout(Duration::from_millis(100)).await.unwrap();
    assert_eq!(events.map(Result::unwrap).count().await, 1);
    assert_eq!(server.heads().len(), 2);
    // The deadline of the call is for all of it.
    let server = served(vec![quiet(), quiet()]).await;
    let mut events = watch(&client(&server.url)).deadline(Duration::from_millis(200)).await.unwrap();
    events.next().await.unwrap().unwrap();
    assert!(events.next().await.unwrap().unwrap_err().is_timeout());
}

#[tokio::test]
async fn what_is_no_stream_of_events() {
    let page = Script { head: "200 OK\r\ncontent-type: text/html".to_owned(), ..script("<html>") };
    let refused = Script { head: "403 Forbidden".to_owned(), ..script("no") };
    let endless = script("data: ".to_owned() + &"x".repeat(20_000));
    let server = served(vec![page, refused, endless]).await;
    let error = watch(&client(&server.url)).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("text/html"), "{error}");
    assert_eq!(watch(&client(&server.url)).await.unwrap_err().status(), Some(403));
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).response_limit(10_000).build().unwrap();
    let mut events = watch(&client).await.unwrap();
    assert!(events.next().await.unwrap().unwrap_err().is_too_large());
    // No content, no events.
    assert!(watch(&client).await.unwrap().next().await.is_none());
}

#[tokio::test]
async fn records_of_name_and_data() {
    #[derive(Clone, Debug, Default, PartialEq)]
    struct Record {
        event: String,
        id: Option<String>,
        data: Value,
    }
    docbind_runtime::record!(Record { event: "event", id: "id", data: "data" });
    let body = "event: a\ndata: {\"x\":1}\n\nid: 7\ndata: text \"quoted\"\n\ndata: 5\n\n";
    let server = served(vec![script(body)]).await;
    let records = client(&server.url).call(&WATCH).receive_event_records::<Record, Error>();
    let records: Vec<_> = records.await.unwrap().map(|event| event.unwrap().data).collect().await;
    let (seven, some) = (Some("7".to_owned()), |text: &str| Value::from(text));
    assert_eq!(records[0], Record { event: "a".into(), id: None, data: serde_json::json!({"x": 1}) });
    assert_eq!(records[1], Record { event: "message".into(), id: seven, data: some("text \"quoted\"") });
    assert_eq!(records[2].data, 5);
    static TEXTS: Operation = Operation::new("texts", Method::Get, "/a").events_with_text(&["a"]);
    static TEXT: Operation = Operation::new("text", Method::Get, "/a").all_events_with_text();
    for (operation, first, last) in
        [(&TEXTS, some("{\"x\":1}"), Value::from(5)), (&TEXT, some("{\"x\":1}"), some("5"))]
    {
        let server = served(vec![script(body)]).await;
        let records = client(&server.url).call(operation).receive_event_records::<Record, Error>();
        let records: Vec<_> = records.await.unwrap().map(|event| event.unwrap().data.data).collect().await;
        assert_eq!((&records[0], &records[2]), (&first, &last));
    }
}

#[tokio::test]
async fn a_future_that_is_dropped_loses_nothing() {
    let body: String = (1..=200).map(|id| format!("id: {id}\ndata: {{\"id\":{id}}}\n\n")).collect();
    let server = served(vec![Script { cut: Some(2000), ..script(body.clone()) }, script(body)]).await;
    let mut events = watch(&client(&server.url)).await.unwrap();
    let mut count = 0;
    while count < 250 {
        tokio::select! {
            biased;
            () = std::future::ready(()) => tokio::task::yield_now().await,
            event = events.next() => panic!("the other branch comes first: {event:?}"),
        }
        let Ok(event) = tokio::time::timeout(Duration::from_micros(50), events.next()).await else {
            continue;
        };
        let Some(event) = event else { break };
        event.unwrap();
        count += 1;
    }
    assert!(count > 200, "{count}");
}

#[cfg(feature = "mock")]
#[tokio::test]
async fn a_stream_of_a_mock() {
    use docbind_runtime::codegen::mock::{write_event_records, write_events, write_text_events};
    let jobs = vec![Job { id: 1, state: None }, Job { id: 2, state: Some("done".to_owned()) }];
    for (bytes, count) in [
        (write_events(&jobs), 2),
        (write_text_events(&vec!["a\nb".to_owned()]), 1),
        (write_event_records(&vec![serde_json::json!({"event": "a", "id": "7", "data": {"x": 1}})]), 1),
    ] {
        let server = served(vec![script(bytes.to_vec())]).await;
        let events = client(&server.url).call(&WATCH).decode_text_events::<Error>().await.unwrap();
        let events: Vec<_> = events.map(Result::unwrap).collect().await;
        assert_eq!(events.len(), count, "{events:?}");
        // Nothing makes the client ask again.
        assert_eq!(server.heads().len(), 1);
    }
}
