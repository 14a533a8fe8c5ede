//! Each policy by itself.

use crate::fault_server::{Fault, FaultServer};
use crate::server::{Received, Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{
    Body, BoxFuture, Clock, Middleware, Next, RateLimit, TokioClock, Transport, TransportError, http,
};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

static GET: Operation = Operation::new("get", Method::Get, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");
static PAY: Operation = Operation::new("pay", Method::Post, "/a").idempotency_key("X-Idempotency");

type Empty = Call<(), Error>;

/// Does not wait, but notes how long it was asked to, while its time goes on by that much.
#[derive(Clone, Default)]
struct NotedClock(Arc<Mutex<Vec<Duration>>>);

impl NotedClock {
    /// What was waited for, but for timeouts.
    fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

/// Beyond any wait that a test asks for.
const TIMEOUT: Duration = Duration::from_secs(1_000_000);

impl Clock for NotedClock {
    fn now(&self) -> Instant {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        *START.get_or_init(Instant::now) + self.waits().iter().sum::<Duration>()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= TIMEOUT / 2 {
            return Box::pin(std::future::pending());
        }
        // Not before it is polled: work that is done at once has no need of its timeout.
        let noted = self.0.clone();
        Box::pin(async move { noted.lock().unwrap().push(duration) })
    }
}

/// Answers from memory, in turn, with status and `Retry-After`; the last one for ever.
struct Canned(Mutex<Vec<(u16, &'static str)>>);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let mut answers = self.0.lock().unwrap();
        let (status, retry_after) = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
        let answer = match retry_after {
            "no connection" => return Box::pin(async { Err(TransportError::connect("refused")) }),
            "" => http::Response::builder(),
            _ => http::Response::builder().header("retry-after", retry_after),
        };
        let answer = answer.status(status).body(Body::empty()).unwrap();
        Box::pin(async { Ok(answer) })
    }
}

fn canned(answers: &[(u16, &'static str)], policy: RetryPolicy) -> (Client, NotedClock) {
    let clock = NotedClock::default();
    let builder = ClientBuilder::new(Some("https://example.invalid"))
        .transport(Canned(Mutex::new(answers.to_vec())))
        .clock(clock.clone())
        .timeout(TIMEOUT)
        .retry(policy);
    (builder.build().unwrap(), clock)
}

fn call(client: &Client, operation: &'static Operation) -> Empty {
    client.call(operation).decode_empty()
}

#[tokio::test]
async fn the_server_says_how_long_to_wait() {
    let (client, clock) = canned(&[(429, "7"), (200, "")], RetryPolicy::default());
    call(&client, &POST).await.unwrap();
    let waits = clock.waits();
    assert!(
        waits.len() == 1 && waits[0] >= Duration::from_secs(7) && waits[0] <= Duration::from_millis(7700)
    );
}

#[tokio::test]
async fn a_deadline_ends_the_waiting_before_it_begins() {
    let (client, clock) = canned(&[(429, "7")], RetryPolicy::default());
    let error = call(&client, &GET).deadline(Duration::from_secs(6)).await.unwrap_err();
    assert_eq!(
        (error.status(), error.retry_after(), error.attempts()),
        (Some(429), Some(Duration::from_secs(7)), 1)
    );
    assert!(error.is_retryable() && clock.waits().is_empty());
    let error = call(&client, &GET).deadline(Duration::from_secs(13)).await.unwrap_err();
    assert_eq!((error.attempts(), clock.waits().len()), (2, 1));
    assert!(error.to_string().ends_with("(after 2 attempts)"), "{error}");
}

#[tokio::test]
async fn absurd_waits_are_no_panic() {
    let patient = RetryPolicy::default().max_retry_after(Duration::MAX).max_delay(Duration::MAX);
    for (retry_after, waits) in [
        ("18446744073709551615", None),
        ("99999999999999999999999999", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", Some(1)),
        ("0", Some(1)),
        ("-1", Some(1)),
        ("-18446744073709551616", Some(1)),
        ("1e400", Some(1)),
        ("NaN", Some(1)),
    ] {
        let (client, clock) = canned(&[(429, retry_after), (200, "")], patient.clone());
        // What takes for ever ends with the deadline, before the wait begins.
        let done = call(&client, &GET).deadline(TIMEOUT * 2).await;
        assert_eq!(
            (done.is_ok(), clock.waits().len()),
            (waits.is_some(), waits.unwrap_or(0)),
            "{retry_after}"
        );
        let (client, _) = canned(&[(429, retry_after), (200, "")], RetryPolicy::default());
        let done = call(&client, &GET).await;
        assert_eq!(done.is_ok(), waits.is_some(), "{retry_after}: longer than the policy takes");
    }
    // Without a deadline the client waits: for ever, and without a panic.
    let (client, _) = canned(&[(429, "18446744073709551615"), (200, "")], patient);
    let waiting = tokio::time::timeout(Duration::from_millis(50), call(&client, &GET).into_future());
    assert!(waiting.await.is_err());
}

#[tokio::test]
async fn limits_without_an_end_are_no_panic() {
    let client: Client = ClientBuilder::new(Some("https://example.invalid"))
        .transport(Canned(Mutex::new(vec![(503, ""), (200, "")])))
        .timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .retry(RetryPolicy::default().base_delay(Duration::ZERO).max_attempts(u32::MAX).budget(u32::MAX))
        .rate_limit(RateLimit::new(3, Duration::MAX))
        .build()
        .unwrap();
    call(&client, &GET).await.unwrap();
    call(&client, &GET).await.unwrap();
    let error = call(&client, &GET).deadline(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_deadline_bounds_the_body_of_a_stream() {
    let server = FaultServer::start(|_, path| match path {
        "/fast" => Fault::HugeChunked,
        _ => Fault::Trickle,
    })
    .await;
    static FAST: Operation = Operation::new("fast", Method::Get, "/fast");
    let client: Client = ClientBuilder::new(None).base_url(&server.url).build().unwrap();
    let limit = Duration::from_millis(300);
    for operation in [&GET, &FAST] {
        let start = Instant::now();
        let call = client.call(operation).decode_bytes::<Error>().deadline(limit);
        let mut stream = call.stream().await.unwrap();
        let mut slowly = async || loop {
            match stream.chunk().await {
                Ok(Some(_)) => tokio::time::sleep(Duration::from_millis(1)).await,
                end => break end,
            }
        };
        let error = slowly().await.unwrap_err();
        assert!(error.is_timeout() && error.to_string().contains("deadline"), "{error}");
        assert!(start.elapsed() < limit * 10, "{:?}", start.elapsed());
        let again = stream.chunk().await.unwrap_err();
        assert!(again.is_timeout(), "{again}");
    }
    // The client's own deadline, and a copy.
    let client: Client = ClientBuilder::new(None).base_url(&server.url).deadline(limit).build().unwrap();
    let mut stream = client.call(&GET).decode_bytes::<Error>().stream().await.unwrap();
    assert!(stream.copy_to(&mut tokio::io::sink()).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_call_can_forgo_retries() {
    let (client, clock) = canned(&[(503, ""), (200, "")], RetryPolicy::default());
    assert_eq!(call(&client, &GET).no_retry().await.unwrap_err().status(), Some(503));
    assert!(clock.waits().is_empty());
    call(&client, &GET).await.unwrap();
}

#[tokio::test]
async fn the_budget_holds_over_all_calls() {
    let (client, clock) = canned(&[(503, "")], RetryPolicy::default().budget(5));
    for _ in 0..20 {
        call(&client, &GET).await.unwrap_err();
    }
    assert_eq!(clock.waits().len(), 5);
}

#[tokio::test]
async fn no_connection_is_tried_again_whatever_the_verb() {
    let (client, _) =
        canned(&[(0, "no connection"), (0, "no connection"), (200, "")], RetryPolicy::default());
    assert_eq!(call(&client, &POST).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn every_try_carries_the_same_key() {
    let server = FaultServer::start(|nth, _| if nth < 2 { Fault::ResetAfter } else { Fault::None }).await;
    let client: Client = ClientBuilder::new(None).base_url(&server.url).build().unwrap();
    call(&client, &PAY).await.unwrap();
    let keys: Vec<_> = server
        .arrivals()
        .iter()
        .map(|arrival| {
            arrival.head.lines().find(|line| line.starts_with("x-idempotency: ")).unwrap().to_owned()
        })
        .collect();
    assert!(keys.len() == 3 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    call(&client, &PAY).idempotency_key("mine").await.unwrap();
    assert!(server.arrivals()[3].head.contains("x-idempotency: mine\r\n"));
    call(&client, &POST).idempotency_key("mine").await.unwrap();
    assert!(server.arrivals()[4].head.contains("idempotency-key: mine\r\n"));
}

#[tokio::test]
async fn options_of_one_call() {
    let server = FaultServer::start(|_, _| Fault::Latency(Duration::from_secs(20))).await;
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).header("X-A", "client").build().unwrap();
    let error =
        call(&client, &POST).timeout(Duration::from_millis(20)).header("X-A", "call").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(server.arrivals()[0].head.contains("x-a: call\r\n"));
    let error = call(&client, &GET).deadline(Duration::from_millis(30)).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("deadline"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_spreads_the_calls() {
    let client: Client = ClientBuilder::new(Some("https://example.invalid"))
        .transport(Canned(Mutex::new(vec![(200, "")])))
        .clock(TokioClock)
        .rate_limit(RateLimit::new(10, Duration::from_secs(1)))
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let call = call(&client, &GET);
        calls.spawn(async move {
            call.await.unwrap();
            tokio::time::Instant::now()
        });
    }
    let mut ends = calls.join_all().await;
    ends.sort();
    for window in ends.windows(11) {
        assert!(window[10] - window[0] >= Duration::from_secs(1), "{window:?}");
    }
    assert!(start.elapsed() < Duration::from_millis(9500), "{:?}", start.elapsed());
    for _ in 0..10 {
        let _ = call(&client, &GET).await;
    }
    let error = call(&client, &GET).deadline(Duration::from_millis(100)).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("rate limit"), "{error}");
}

/// Adds a header and notes what came back.
struct Noting(&'static str, Arc<Mutex<Vec<String>>>);

impl Middleware for Noting {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let id = request.extensions().get::<Operation>().unwrap().id();
        request.headers_mut().append("x-by", self.0.parse().unwrap());
        Box::pin(async move {
            let answer = next.run(request).await;
            let status = answer.as_ref().map(|answer| answer.status().as_u16());
            self.1.lock().unwrap().push(format!("{} {id} {}", self.0, status.unwrap_or_default()));
            answer
        })
    }
}

#[tokio::test]
async fn middleware_sees_every_exchange() {
    let first = Mutex::new(true);
    let server = Server::start(move |_: &Received| {
        answer(if std::mem::take(&mut *first.lock().unwrap()) { 503 } else { 200 }, "")
    })
    .await;
    let notes = Arc::new(Mutex::new(Vec::new()));
    let client: Client = ClientBuilder::new(None)
        .base_url(&server.url)
        .retry(RetryPolicy::default().base_delay(Duration::ZERO))
        .middleware(Noting("outer", notes.clone()))
        .middleware(Noting("inner", notes.clone()))
        .build()
        .unwrap();
    call(&client, &GET).await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["inner get 503", "outer get 503", "inner get 200", "outer get 200"]);
    let received = server.received();
    let by: Vec<_> = received[0].headers.get_all("x-by").iter().collect();
    assert_eq!(by, ["outer", "inner"]);
}
