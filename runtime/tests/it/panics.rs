//! A panic of the application's own code ends the call that it happens in, and no other.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{
    Auth, Body, BoxError, BoxFuture, Clock, Middleware, Next, OAuth2, TransportError, http,
};
use serde::{Serialize, Serializer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

static GET: Operation = Operation::new("get", Method::Get, "/a");

/// Panics so many times.
#[derive(Clone, Default)]
struct Panics(Arc<AtomicU32>);

impl Panics {
    fn times(times: u32) -> Self {
        Panics(Arc::new(AtomicU32::new(times)))
    }

    fn go(&self) {
        let left = self.0.load(SeqCst);
        if left > 0 {
            self.0.store(left - 1, SeqCst);
            panic!("on purpose");
        }
    }
}

struct Store {
    load: Panics,
    save: Panics,
    at_once: bool,
}

impl TokenStore for Store {
    fn load(&self) -> BoxFuture<'_, Result<Option<Token>, BoxError>> {
        if self.at_once {
            self.load.go();
        }
        Box::pin(async {
            self.load.go();
            Ok(None)
        })
    }

    fn save<'a>(&'a self, _: &'a Token) -> BoxFuture<'a, Result<(), BoxError>> {
        if self.at_once {
            self.save.go();
        }
        Box::pin(async {
            self.save.go();
            Ok(())
        })
    }
}

impl Middleware for Panics {
    fn handle<'a>(
        &'a self,
        request: http::Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            self.go();
            next.run(request).await
        })
    }
}

struct PanickingClock(Panics);

impl Clock for PanickingClock {
    fn unix_time(&self) -> Duration {
        self.0.go();
        Duration::from_secs(1_000_000_000)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

async fn granting() -> Server {
    Server::start(|received| match received.target.as_str() {
        "/token" => answer(200, r#"{"access_token":"s3cret","expires_in":3600}"#),
        _ => answer(200, "in"),
    })
    .await
}

/// How a call in a task of its own ends.
async fn call(client: &Client) -> String {
    let call = client.call(&GET).decode_text::<Error>();
    match tokio::spawn(call.into_future()).await {
        Ok(Ok(text)) => text,
        Ok(Err(error)) if error.is_auth() && error.to_string().contains("panicked") => "error".to_owned(),
        Ok(Err(error)) => panic!("{error:?}"),
        Err(_) => "panic".to_owned(),
    }
}

#[tokio::test]
async fn the_next_call_gets_a_token() {
    let settings = || OAuth2::password("/token", "me", "s3cret-password");
    let none = Panics::default;
    for at_once in [false, true] {
        let server = granting().await;
        let client = |settings| -> Client {
            ClientBuilder::new(None).base_url(&server.url).auth(Auth::oauth2(settings)).build().unwrap()
        };
        let loading = client(settings().store(Store { load: Panics::times(2), save: none(), at_once }));
        let clone = loading.clone();
        let ended = [call(&loading).await, call(&clone).await, call(&clone).await, call(&loading).await];
        assert_eq!(ended, ["error", "error", "in", "in"]);
        let saving = client(settings().store(Store { load: none(), save: Panics::times(1), at_once }));
        assert_eq!(
            [call(&saving).await, call(&saving).await],
            ["in", "in"],
            "the token is good all the same"
        );
    }
    let server = granting().await;
    let builder = || ClientBuilder::new(None).base_url(&server.url).auth(Auth::oauth2(settings()));
    let client: Client = builder().middleware(Panics::times(1)).build().unwrap();
    assert_eq!([call(&client).await, call(&client).await], ["error", "in"]);
    let client: Client = builder().clock(PanickingClock(Panics::times(3))).build().unwrap();
    let mut ended = Vec::new();
    for _ in 0..5 {
        ended.push(call(&client).await);
    }
    assert_eq!(ended.last().map(String::as_str), Some("in"), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_wait_for_the_token_are_told() {
    let server = granting().await;
    let store = Store { load: Panics::times(1), save: Panics::default(), at_once: false };
    let settings = OAuth2::password("/token", "me", "s3cret-password").store(store);
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).auth(Auth::oauth2(settings)).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    let ended = calls.join_all().await;
    assert!(ended.iter().all(|end| end == "in" || end == "error"), "{ended:?}");
    assert_eq!(call(&client).await, "in");
}

#[tokio::test]
async fn a_walk_can_be_gone_on_with() {
    let server = Server::start(|_| answer(200, "[]")).await;
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).middleware(Panics::times(1)).build().unwrap();
    let call = client.call(&GET).decode_json::<Vec<u8>, Error>();
    let mut pages = call.paginate(Pagination::page_number("page", 1), Page::new);
    let pages = tokio::spawn(async move {
        let first = std::panic::AssertUnwindSafe(pages.next());
        let first = futures_util::FutureExt::catch_unwind(first).await;
        (first.is_err(), pages.next().await.map(|page| page.is_ok()))
    });
    assert_eq!(pages.await.unwrap(), (true, Some(true)));
}

#[test]
fn secrets_are_noted_after_a_panic_too() {
    struct Broken;
    impl Serialize for Broken {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("on purpose")
        }
    }
    let client: Client = ClientBuilder::new(None).base_url("https://a.example").build().unwrap();
    let broken = std::panic::AssertUnwindSafe(|| drop(client.call(&GET).json(&Broken)));
    assert!(std::panic::catch_unwind(broken).is_err());
    drop(client.call(&GET).json(&Secret::from("s3cret")));
}
