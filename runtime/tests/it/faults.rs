//! Every fault against every policy, and thousands of random faults.

use crate::fault_server::{Fault, FaultServer, ScaledClock};
use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{Auth, ReqwestTransport, Secret};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

static GET: Operation = Operation::new("get", Method::Get, "/{run}");
static POST: Operation = Operation::new("post", Method::Post, "/{run}");

#[derive(Debug, Deserialize)]
struct Answer {
    #[allow(dead_code)]
    id: i64,
}

/// All clients share the connections: setting up TLS takes its time.
fn client(transport: &ReqwestTransport, url: &str, policy: RetryPolicy) -> Client {
    ClientBuilder::new(None)
        .transport(transport.clone())
        .base_url(url)
        .auth(Auth::bearer("s3cret-token"))
        .header("X-Tenant", "s3cret-tenant")
        .clock(ScaledClock)
        .response_limit(1024 * 1024)
        .retry(policy.budget(1_000_000))
        .build()
        .unwrap()
}

fn call(client: &Client, operation: &'static Operation, run: &str) -> CallBuilder {
    let call = client.call(operation).path("run", &run).header("X-Key", &Secret::from("s3cret-key"));
    if operation.method() == Method::Post { call.json(&run) } else { call }
}

/// One word for how a call ended.
fn outcome(result: &Result<Answer, Error>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(error) if error.is_connect() => "connect".to_owned(),
        Err(error) if error.is_too_large() => "too large".to_owned(),
        Err(error) if error.is_decode() => "decode".to_owned(),
        Err(error) if error.is_status() => error.status().unwrap().to_string(),
        Err(error) if error.is_timeout() => "timeout".to_owned(),
        Err(error) if error.is_retryable() => "broken off".to_owned(),
        Err(error) => panic!("{error:?}"),
    }
}

/// The table: how a call ends whose first try meets the fault, and how often the request arrived.
/// The columns: GET and POST sent once; with the default policy; with 409 as a throttling status;
/// POST with a key.
const TABLE: &str = "
fault                        | GET once       | GET            | GET 409        | POST once      | POST           | POST 409       | POST key
none                         | ok 1           | ok 1           | ok 1           | ok 1           | ok 1           | ok 1           | ok 1
latency of 1 s               | ok 1           | ok 1           | ok 1           | ok 1           | ok 1           | ok 1           | ok 1
latency of 60 s              | timeout 1      | ok 2           | ok 2           | timeout 1      | timeout 1      | timeout 1      | ok 2
no connection                | connect 0      | connect 0      | connect 0      | connect 0      | connect 0      | connect 0      | connect 0
reset before the request     | at most once   | ok 1           | ok 1           | at most once   | at most once   | at most once   | ok 1
reset after the request      | broken off 1   | ok 2           | ok 2           | broken off 1   | broken off 1   | broken off 1   | ok 2
half a body                  | broken off 1   | ok 2           | ok 2           | broken off 1   | broken off 1   | broken off 1   | ok 2
length too long              | broken off 1   | ok 2           | ok 2           | broken off 1   | broken off 1   | broken off 1   | ok 2
length too short             | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1
slow trickle                 | timeout 1      | ok 2           | ok 2           | timeout 1      | timeout 1      | timeout 1      | ok 2
invalid UTF-8                | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1
invalid JSON                 | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1       | decode 1
1 GiB                        | too large 1    | too large 1    | too large 1    | too large 1    | too large 1    | too large 1    | too large 1
1 GiB in chunks              | too large 1    | too large 1    | too large 1    | too large 1    | too large 1    | too large 1    | too large 1
429                          | 429 1          | ok 2           | ok 2           | 429 1          | 429 1          | 429 1          | ok 2
429, after 1 s               | 429 1          | ok 2           | ok 2           | 429 1          | ok 2           | ok 2           | ok 2
429, after a date            | 429 1          | ok 2           | ok 2           | 429 1          | ok 2           | ok 2           | ok 2
429, after nonsense          | 429 1          | ok 2           | ok 2           | 429 1          | 429 1          | 429 1          | ok 2
429, after an hour           | 429 1          | 429 1          | 429 1          | 429 1          | 429 1          | 429 1          | 429 1
409                          | 409 1          | 409 1          | 409 1          | 409 1          | 409 1          | 409 1          | 409 1
409, after 1 s               | 409 1          | 409 1          | ok 2           | 409 1          | 409 1          | ok 2           | 409 1
409, after a date            | 409 1          | 409 1          | ok 2           | 409 1          | 409 1          | ok 2           | 409 1
503                          | 503 1          | ok 2           | ok 2           | 503 1          | 503 1          | 503 1          | ok 2
503, after 1 s               | 503 1          | ok 2           | ok 2           | 503 1          | 503 1          | 503 1          | ok 2
503, after a date            | 503 1          | ok 2           | ok 2           | 503 1          | 503 1          | 503 1          | ok 2
500                          | 500 1          | 500 1          | 500 1          | 500 1          | 500 1          | 500 1          | 500 1
401                          | 401 1          | 401 1          | 401 1          | 401 1          | 401 1          | 401 1          | 401 1
302 to another host          | ok 1           | ok 1           | ok 1           | 302 1          | 302 1          | 302 1          | 302 1
307 to another host          | ok 1           | ok 1           | ok 1           | 307 1          | 307 1          | 307 1          | 307 1
";

fn faults(other: &str) -> Vec<(&'static str, Fault)> {
    const PAST: Option<&str> = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    vec![
        ("none", Fault::None),
        ("latency of 1 s", Fault::Latency(Duration::from_secs(1))),
        ("latency of 60 s", Fault::Latency(Duration::from_secs(60))),
        ("no connection", Fault::None),
        ("reset before the request", Fault::ResetBefore),
        ("reset after the request", Fault::ResetAfter),
        ("half a body", Fault::HalfBody),
        ("length too long", Fault::LengthTooLong),
        ("length too short", Fault::LengthTooShort),
        ("slow trickle", Fault::Trickle),
        ("invalid UTF-8", Fault::InvalidUtf8),
        ("invalid JSON", Fault::InvalidJson),
        ("1 GiB", Fault::Huge),
        ("1 GiB in chunks", Fault::HugeChunked),
        ("429", Fault::Status(429, None)),
        ("429, after 1 s", Fault::Status(429, Some("1"))),
        ("429, after a date", Fault::Status(429, PAST)),
        ("429, after nonsense", Fault::Status(429, Some("soon"))),
        ("429, after an hour", Fault::Status(429, Some("3600"))),
        ("409", Fault::Status(409, None)),
        ("409, after 1 s", Fault::Status(409, Some("1"))),
        ("409, after a date", Fault::Status(409, PAST)),
        ("503", Fault::Status(503, None)),
        ("503, after 1 s", Fault::Status(503, Some("1"))),
        ("503, after a date", Fault::Status(503, PAST)),
        ("500", Fault::Status(500, None)),
        ("401", Fault::Status(401, None)),
        ("302 to another host", Fault::Redirect(302, other.to_owned())),
        ("307 to another host", Fault::Redirect(307, other.to_owned())),
    ]
}

/// One cell of the table; also looks for secrets in what the caller gets to see.
async fn cell(transport: ReqwestTransport, name: &str, fault: Fault, column: usize) -> String {
    let server = FaultServer::start(move |nth, path| match (&fault, path) {
        (Fault::ResetBefore, "reset") if nth == 0 => Fault::ResetBefore,
        (Fault::ResetBefore, _) => Fault::None,
        _ if nth == 0 => fault.clone(),
        _ => Fault::None,
    })
    .await;
    let policy = match column {
        0 | 3 => RetryPolicy::none(),
        2 | 5 => RetryPolicy::default().statuses(&[409]),
        _ => RetryPolicy::default(),
    };
    let url = if name == "no connection" { "http://127.0.0.1:1" } else { &server.url };
    let client = client(&transport, url, policy);
    let call: Call<Answer> = call(&client, if column < 3 { &GET } else { &POST }, "a").decode_json();
    let result = if column == 6 { call.idempotency_key("key").await } else { call.await };
    if let Err(error) = &result {
        let shown =
            format!("{error} {error:?} {:?} {:?}", std::error::Error::source(error), error.decode_error());
        assert!(!shown.contains("s3cret"), "{name}: {shown}");
    }
    let arrived = server.arrivals().len();
    if name == "reset before the request" && matches!(column, 0 | 3..6) {
        // Whether the client was still connecting or sending already is a race.
        assert_eq!(usize::from(result.is_ok()), arrived, "{result:?}");
        return "at most once".to_owned();
    }
    format!("{} {arrived}", outcome(&result))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_against_every_policy() {
    let other = Server::start(|_| answer(200, r#"{"id":2}"#)).await;
    let transport = ReqwestTransport::new().unwrap();
    let mut rows = Vec::new();
    let mut cells = JoinSet::new();
    // All at once keep a small machine so busy that time limits pass for that reason alone.
    let turns = Arc::new(Semaphore::new(16));
    for (row, (name, fault)) in faults(&other.url).into_iter().enumerate() {
        rows.push((name, vec![String::new(); 7]));
        for column in 0..7 {
            let (transport, fault, turns) = (transport.clone(), fault.clone(), turns.clone());
            cells.spawn(async move {
                let _turn = turns.acquire().await.unwrap();
                (row, column, cell(transport, name, fault, column).await)
            });
        }
    }
    while let Some(done) = cells.join_next().await {
        let (row, column, text) = done.unwrap();
        rows[row].1[column] = text;
    }
    let mut table = TABLE.lines().take(2).collect::<Vec<_>>().join("\n");
    for (name, cells) in rows {
        write!(table, "\n{name:<28}").unwrap();
        cells.iter().for_each(|cell| write!(table, " | {cell:<14}").unwrap());
        table.truncate(table.trim_end().len());
    }
    println!("{table}");
    assert_eq!(table.lines().collect::<Vec<_>>(), TABLE.lines().collect::<Vec<_>>());
    for received in other.received() {
        let shown = format!("{received:?}");
        assert!(!shown.contains("s3cret"), "the other host got a secret: {shown}");
    }
}

/// How often each fault comes, of 100.
fn random_fault() -> Fault {
    match fastrand::u32(0..100) {
        0..10 => Fault::ResetAfter,
        10..15 => Fault::HalfBody,
        15..20 => Fault::LengthTooLong,
        20..25 => Fault::InvalidJson,
        25..35 => Fault::Status(429, Some("1")),
        35..45 => Fault::Status(409, Some("1")),
        45..50 => Fault::Status(503, Some("1")),
        50..55 => Fault::Status(503, None),
        55..60 => Fault::Status(409, None),
        60..62 => Fault::Latency(Duration::from_secs(10)),
        _ => Fault::None,
    }
}

/// Whether the server has not acted on the request.
fn refused(fault: &Fault) -> bool {
    matches!(fault, Fault::Status(429 | 409, Some(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_idempotent_is_done_once_in_10_000_runs() {
    const RUNS: usize = 10_000;
    let server = FaultServer::start(|_, path| match path {
        "reset" if fastrand::u32(0..20) == 0 => Fault::ResetBefore,
        _ => random_fault(),
    })
    .await;
    let policy = RetryPolicy::default().max_attempts(5).statuses(&[409]);
    let client = client(&ReqwestTransport::new().unwrap(), &server.url, policy);
    let mut results: HashMap<String, String> = HashMap::new();
    let mut running = JoinSet::new();
    for run in 0..RUNS {
        if running.len() >= 64 {
            let (run, outcome) = running.join_next().await.unwrap().unwrap();
            results.insert(run, outcome);
        }
        let client = client.clone();
        running.spawn(async move {
            let call = call(&client, &POST, &run.to_string())
                .decode_json::<Answer, Error>()
                .timeout(Duration::from_secs(5));
            (format!("/{run}"), outcome(&call.await))
        });
    }
    while let Some(done) = running.join_next().await {
        let (run, outcome) = done.unwrap();
        results.insert(run, outcome);
    }
    let mut done: HashMap<String, usize> = HashMap::new();
    let arrivals = server.arrivals();
    for arrival in &arrivals {
        *done.entry(arrival.path.clone()).or_default() += usize::from(!refused(&arrival.fault));
    }
    let mut summary: std::collections::BTreeMap<&str, usize> = Default::default();
    for (run, outcome) in &results {
        let times = done.get(run).copied().unwrap_or_default();
        assert!(times <= 1, "{run} was done {times} times: {outcome}");
        assert!(outcome != "ok" || times == 1, "{run} was not done");
        *summary.entry(outcome).or_default() += 1;
    }
    println!("{RUNS} runs, {} requests arrived: {summary:?}", arrivals.len());
    assert_eq!(results.len(), RUNS);
    assert!(arrivals.len() > RUNS, "none was sent again");
    assert!(summary["ok"] > RUNS / 4);
}
