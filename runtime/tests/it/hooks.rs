//! What an application says of retries, of its name, of the transport, and by its environment.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{Body, BoxFuture, Middleware, Next, TransportError, http};
use std::sync::{Arc, Mutex};
use std::time::Duration;

static GET: Operation = Operation::new("get", Method::Get, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");

fn policy() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

fn client(server: &Server, policy: RetryPolicy) -> Client {
    ClientBuilder::new(None).base_url(&server.url).retry(policy).build().unwrap()
}

#[tokio::test]
async fn the_application_decides_by_the_body() {
    let server = Server::start(|_| answer(500, r#"{"code":"LOCKED"}"#)).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = told.clone();
    let policy = policy()
        .classify(|failed| match (failed.status(), failed.body()) {
            (Some(500), Some(body)) if body.windows(6).any(|word| word == b"LOCKED") => RetryVerdict::Again,
            _ => RetryVerdict::Policy,
        })
        .on_retry(move |failed, wait| {
            log.lock().unwrap().push((failed.operation().id(), failed.attempts(), failed.status(), wait));
        });
    let client = client(&server, policy);
    // The policy by itself sends neither a 500 nor a POST again.
    let error = client.call(&POST).decode_empty::<Error>().await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), server.received().len()), (Some(500), 3, 3));
    let told: Vec<_> = told.lock().unwrap().iter().map(|(id, n, status, _)| (*id, *n, *status)).collect();
    assert_eq!(told, [("post", 1, Some(500)), ("post", 2, Some(500))]);
    let once = client.call(&POST).decode_empty::<Error>().max_attempts(1).await.unwrap_err();
    assert_eq!(once.attempts(), 1);
    let often = client.call(&POST).decode_empty::<Error>().max_attempts(6).await.unwrap_err();
    assert_eq!(often.attempts(), 6);
    let never = client.call(&POST).decode_empty::<Error>().max_attempts(6).no_retry().await.unwrap_err();
    assert_eq!(never.attempts(), 1);
}

#[tokio::test]
async fn giving_up_is_final() {
    let server = Server::start(|_| answer(503, "down for good")).await;
    let client = client(
        &server,
        policy().classify(|failed| {
            assert!(failed.is_repeatable() && !failed.is_connect() && !failed.is_timeout());
            assert!(!format!("{failed:?}").contains("good"));
            RetryVerdict::GiveUp
        }),
    );
    assert_eq!(client.call(&GET).decode_empty::<Error>().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn every_name_is_in_the_user_agent() {
    let server = Server::start(|_| answer(200, "")).await;
    let runtime = concat!("docbind-runtime/", env!("CARGO_PKG_VERSION"));
    let builder = || ClientBuilder::<Client>::new(None).base_url(&server.url).user_agent("acme/0.2.0");
    builder().build().unwrap().call(&GET).decode_empty::<Error>().await.unwrap();
    builder().user_agent("desk/1 (night)").build().unwrap().call(&GET).decode_empty::<Error>().await.unwrap();
    builder().header("User-Agent", "mine").build().unwrap().call(&GET).decode_empty::<Error>().await.unwrap();
    let sent: Vec<_> = server.received().iter().map(|of| of.header("user-agent").to_owned()).collect();
    assert_eq!(
        sent,
        [format!("acme/0.2.0 {runtime}"), format!("desk/1 (night) acme/0.2.0 {runtime}"), "mine".into()]
    );
    assert!(builder().user_agent("a\nb").build().unwrap_err().is_builder());
}

/// Sets the header that joins traces across services (W3C Trace Context).
struct Traced;

impl Middleware for Traced {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.headers_mut().insert("traceparent", http::HeaderValue::from_static(parent));
        next.run(request)
    }
}

#[tokio::test]
async fn a_middleware_joins_traces() {
    let server = Server::start(|_| answer(503, "")).await;
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).retry(policy()).middleware(Traced).build().unwrap();
    client.call(&GET).decode_empty::<Error>().await.unwrap_err();
    let sent = server.received();
    assert!(sent.len() == 3 && sent.iter().all(|of| of.header("traceparent").starts_with("00-0af7")));
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn settings_of_the_transport() {
    // What stands between: it is asked for the whole URL.
    let proxy = Server::start(|_| answer(200, "by the proxy")).await;
    let builder = || ClientBuilder::<Client>::new(Some("http://api.invalid"));
    let transport = TransportSettings::new()
        .proxy(&proxy.url)
        .connect_timeout(Duration::from_secs(1))
        .pool_idle_timeout(Duration::from_secs(1))
        .pool_max_idle_per_host(1)
        .http1_only()
        .build()
        .unwrap();
    let client = builder().transport(transport).build().unwrap();
    assert_eq!(client.call(&GET).decode_text::<Error>().await.unwrap(), "by the proxy");
    assert_eq!(proxy.only().target, "http://api.invalid/a");
    let settings = TransportSettings::new().proxy(&proxy.url).into_reqwest().unwrap();
    let own = settings.referer(false).build().unwrap();
    let client = builder().http_client(own).build().unwrap();
    assert_eq!(client.call(&GET).decode_text::<Error>().await.unwrap(), "by the proxy");
    let direct = TransportSettings::new().no_proxy().build().unwrap();
    let client = builder().transport(direct).retry(RetryPolicy::none()).build().unwrap();
    assert!(client.call(&GET).decode_text::<Error>().await.unwrap_err().is_connect());
    for (settings, said) in [
        (TransportSettings::new().proxy(""), "proxy"),
        (TransportSettings::new().client_certificate(b"-----BEGIN s3cret"), "client certificate"),
        (
            TransportSettings::new()
                .root_certificates(b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"),
            "root certificates",
        ),
    ] {
        let error = settings.build().unwrap_err();
        assert!(error.is_builder() && error.to_string().contains(said), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}

const VARIABLES: &[&[EnvCredential]] = &[&[EnvCredential::Bearer { token: "TOKEN" }]];

fn builder() -> ClientBuilder<Client> {
    ClientBuilder::new(None)
}

/// Run by the test below, in a process with another environment.
#[tokio::test]
#[ignore = "it needs the environment that another test makes"]
async fn in_the_environment() {
    let client = from_env(builder(), "DOCBIND_TEST", VARIABLES).unwrap().build().unwrap();
    client.call(&GET).decode_empty::<Error>().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_environment() {
    let error = from_env(builder(), "DOCBIND_TEST", VARIABLES).unwrap_err();
    assert!(error.to_string().contains("`DOCBIND_TEST_TOKEN`"), "{error}");
    let error = from_env(builder(), "DOCBIND_TEST", &[]).unwrap_err();
    assert!(error.to_string().contains("`DOCBIND_TEST_BASE_URL`"), "{error}");
    let server = Server::start(|_| answer(200, "")).await;
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hooks::in_the_environment", "--ignored"])
        .env("DOCBIND_TEST_TOKEN", "t0ken")
        .env("DOCBIND_TEST_BASE_URL", &server.url)
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    assert_eq!(server.only().header("authorization"), "Bearer t0ken");
}
