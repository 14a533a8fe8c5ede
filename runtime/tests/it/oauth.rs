//! OAuth 2: how tokens are got, renewed, shared and kept.

use crate::server::{Answer, Received, Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{Auth, BoxError, BoxFuture, Clock, OAuth2, Token, TokenStore};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

static GET: Operation = Operation::new("get", Method::Get, "/a");
static POST: Operation = Operation::new("post", Method::Post, "/a");

fn call(client: &Client) -> Call<String> {
    client.call(&GET).decode_text()
}

fn to_token(received: &Received) -> bool {
    received.target == "/token"
}

/// A server that grants the tokens `s3cret-1`, `s3cret-2` …, and takes only the newest.
async fn granting(expires_in: &'static str) -> Server {
    let newest = AtomicU32::new(0);
    Server::start(move |received| {
        if !to_token(received) {
            let good = format!("Bearer s3cret-{}", newest.load(SeqCst));
            return if received.header("authorization") == good { answer(200, "in") } else { answer(401, "out") };
        }
        let n = newest.fetch_add(1, SeqCst) + 1;
        let token = format!(
            r#"{{"access_token":"s3cret-{n}","token_type":"bearer","expires_in":{expires_in},"refresh_token":"s3cret-r{n}"}}"#
        );
        answer(200, token)
    })
    .await
}

fn client(server: &Server, settings: OAuth2) -> Client {
    ClientBuilder::new(None).base_url(&server.url).auth(Auth::oauth2(settings)).build().unwrap()
}

fn password() -> OAuth2 {
    OAuth2::password("/token", "me@example.com", "s3cret-password")
        .sign_in_field("totp", "123456")
        .refresh_header("client_id", "me@example.com")
}

#[tokio::test]
async fn a_sign_in_by_password_is_refreshed_on_a_401() {
    let server = granting("604799").await;
    let client = client(&server, password());
    assert_eq!(call(&client).await.unwrap(), "in");
    assert_eq!(call(&client).await.unwrap(), "in");
    let received = server.received();
    assert_eq!(received.len(), 3, "one token for both");
    assert_eq!((received[0].method.as_str(), received[0].target.as_str()), ("POST", "/token"));
    assert_eq!(received[0].header("content-type"), "application/x-www-form-urlencoded");
    assert_eq!(
        received[0].text(),
        "grant_type=password&username=me%40example.com&password=s3cret-password&totp=123456"
    );
    assert_eq!((received[0].header("client_id"), received[0].header("authorization")), ("", ""));

    // Another client signs in, so that the server takes this one's token no more.
    call(&self::client(&server, password())).await.unwrap();
    let before = server.received().len();
    let raw = client.call(&POST).text("body").decode_text::<Error>().send_raw().await.unwrap();
    assert_eq!((raw.status(), &raw.body()[..]), (200, b"in".as_slice()));
    let received = &server.received()[before..];
    assert_eq!(received.len(), 3, "refused, refreshed, done");
    assert_eq!(received[1].text(), "grant_type=refresh_token&refresh_token=s3cret-r1");
    assert_eq!(received[1].header("client_id"), "me@example.com");
    assert_eq!(received[2].text(), "body");
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_expires() {
    let server = granting("1").await;
    let client = client(&server, password());
    call(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    call(&client).await.unwrap();
    let statuses = server.received();
    assert_eq!(statuses.iter().filter(|received| to_token(received)).count(), 2);
    assert_eq!(statuses.len(), 4, "no call was refused");
}

#[tokio::test]
async fn a_token_that_is_still_good_is_used_while_no_new_one_can_be_got() {
    let server = Server::start(|received| match to_token(received) {
        true => answer(503, ""),
        false => granted(received, "s3cret-old"),
    })
    .await;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let token = Token::new("s3cret-old").with_refresh_token("s3cret-r").with_expiry(now + 3);
    // Half a minute is too late for this one: it is to be refreshed at once.
    let settings = password().refresh_before_expiry(Duration::from_secs(1)).store(Kept::with(token));
    let client = client(&server, settings);
    for _ in 0..5 {
        assert_eq!(call(&client).await.unwrap(), "in");
    }
    tokio::time::sleep(Duration::from_millis(3100)).await;
    let error = call(&client).await.unwrap_err();
    assert!(error.is_auth() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn the_application_itself_signs_in() {
    let server = granting("\"3600\"").await;
    let basic = client(&server, OAuth2::client_credentials("/token", "id", "s3cret:é").scope("a b"));
    call(&basic).await.unwrap();
    let body = client(
        &server,
        OAuth2::client_credentials(format!("{}/token", server.url), "id", "s3cret").client_in_body(),
    );
    call(&body).await.unwrap();
    let given = client(&server, OAuth2::refresh_token("/token", "s3cret-given").refresh_field("device", "d"));
    call(&given).await.unwrap();
    let received: Vec<_> = server.received().into_iter().filter(to_token).collect();
    assert_eq!(received[0].text(), "grant_type=client_credentials&scope=a+b");
    assert_eq!(received[0].header("authorization"), "Basic aWQ6czNjcmV0JTNBJUMzJUE5");
    assert_eq!(received[1].text(), "grant_type=client_credentials&client_id=id&client_secret=s3cret");
    assert_eq!(received[2].text(), "grant_type=refresh_token&refresh_token=s3cret-given&device=d");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_calls_with_an_expired_token_refresh_it_once() {
    let (refused, refreshes) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let counts = (refused.clone(), refreshes.clone());
    let server = Server::start(move |received| {
        if !to_token(received) {
            let answer = granted(received, "s3cret-new");
            counts.0.fetch_add(u32::from(answer.status() == 401), SeqCst);
            return answer;
        }
        // The refresh lasts until every call has been refused.
        // The thread's other tasks go to another one meanwhile.
        tokio::task::block_in_place(|| {
            while counts.0.load(SeqCst) < 1000 {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        counts.1.fetch_add(1, SeqCst);
        answer(200, r#"{"access_token":"s3cret-new","expires_in":3600}"#)
    })
    .await;
    let store = Kept::with(Token::new("s3cret-old").with_refresh_token("s3cret-r"));
    let client = client(&server, password().store(store));
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        calls.spawn(call(&client).into_future());
    }
    assert!(calls.join_all().await.into_iter().all(|done| done.unwrap() == "in"));
    println!("1000 calls, {refused:?} refused, {refreshes:?} refresh");
    assert_eq!((refused.load(SeqCst), refreshes.load(SeqCst)), (1000, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_first_calls_sign_in_once() {
    let server = granting("3600").await;
    let client = client(&server, password());
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        calls.spawn(call(&client).into_future());
    }
    assert!(calls.join_all().await.into_iter().all(|done| done.unwrap() == "in"));
    assert_eq!(server.received().len(), 1001);
}

#[tokio::test]
async fn a_call_that_is_given_up_does_not_strand_the_others() {
    let server = granting("3600").await;
    let client = client(&server, password());
    let mut first = Box::pin(call(&client).into_future());
    // Polled once, so that its request for a token is under way, and then dropped.
    assert!(
        std::future::poll_fn(|context| std::task::Poll::Ready(first.as_mut().poll(context)))
            .await
            .is_pending()
    );
    let second = tokio::spawn(call(&client).into_future());
    tokio::task::yield_now().await;
    drop(first);
    assert_eq!(second.await.unwrap().unwrap(), "in");
}

#[tokio::test]
async fn a_401_for_want_of_a_permission_refreshes_once_and_no_more() {
    let server = Server::start(|received| match to_token(received) {
        true => {
            answer(200, format!(r#"{{"access_token":"s3cret-{}","expires_in":3600}}"#, fastrand::u32(..)))
        }
        false => answer(401, "not yours"),
    })
    .await;
    let client = client(&server, password());
    for _ in 0..10 {
        let error = call(&client).await.unwrap_err();
        assert!(error.is_auth() && error.status() == Some(401));
    }
    let received = server.received();
    assert_eq!(received.iter().filter(|received| to_token(received)).count(), 2, "sign-in and one renewal");
    assert_eq!(received.len(), 2 + 11);
}

#[tokio::test]
async fn a_refused_sign_in_says_why_and_no_secret() {
    for (status, body) in [
        (400, r#"{"error":"invalid_grant","error_description":"bad s3cret-password"}"#),
        (200, r#"{"access_token":"s3cret-1","expires_in":[]}"#),
        (200, r#"{"access_token":["s3cret-1"]}"#),
        (500, "s3cret-password"),
    ] {
        let server = Server::start(move |_| answer(status, body)).await;
        let error = call(&client(&server, password())).await.unwrap_err();
        assert!(error.is_auth() && error.status().is_none() && !error.is_retryable(), "{error:?}");
        assert_eq!(error.path(), Some("/a"));
        let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(shown.contains("(token endpoint)") && !shown.contains("s3cret"), "{shown}");
        assert!(status != 400 || shown.contains("invalid_grant"), "{shown}");
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn a_refused_refresh_signs_in_anew() {
    let server = Server::start(|received| {
        match (to_token(received), received.text().contains("grant_type=refresh")) {
            (true, true) => answer(400, r#"{"error":"invalid_grant"}"#),
            (true, false) => answer(200, r#"{"access_token":"s3cret-new","expires_in":3600}"#),
            (false, _) => granted(received, "s3cret-new"),
        }
    })
    .await;
    let store = Kept::with(Token::new("s3cret-old").with_refresh_token("s3cret-r"));
    assert_eq!(call(&client(&server, password().store(store.clone()))).await.unwrap(), "in");
    assert_eq!(server.received().len(), 4, "refused, refresh refused, sign-in, done");
    assert_eq!(store.0.lock().unwrap().clone().unwrap().access_token.expose(), "s3cret-new");
}

/// A clock on the wall that can be set, beside one that only goes on.
#[derive(Clone, Default)]
struct Clocks {
    wall: Arc<Mutex<Duration>>,
    passed: Arc<Mutex<Duration>>,
}

impl Clocks {
    fn set(&self, wall: u64, passed: u64) {
        *self.wall.lock().unwrap() = Duration::from_secs(wall);
        *self.passed.lock().unwrap() = Duration::from_secs(passed);
    }
}

impl Clock for Clocks {
    fn now(&self) -> Instant {
        static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        *START.get_or_init(Instant::now) + *self.passed.lock().unwrap()
    }

    fn unix_time(&self) -> Duration {
        *self.wall.lock().unwrap()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_wall_clock_that_is_set_does_no_harm() {
    let server = granting("1000").await;
    let clocks = Clocks::default();
    let client: Client = ClientBuilder::new(None)
        .base_url(&server.url)
        .auth(Auth::oauth2(password().refresh_before_expiry(Duration::MAX)))
        .clock(clocks.clone())
        .build()
        .unwrap();
    for (wall, passed, tokens) in [
        (1_000_000, 0, 1),
        (999_000, 100, 1),    // Set back: the token is still good,
        (0, 200, 1),          // also before 1970,
        (999_900, 1001, 2),   // and is old when its time has passed.
        (2_000_000, 1002, 3), // Set forward, or the machine slept.
        (2_000_000, 1003, 3),
        (u64::MAX, 1004, 4),
        (1, 1005, 5), // It seemed to be old already.
    ] {
        clocks.set(wall, passed);
        assert_eq!(call(&client).await.unwrap(), "in", "{wall} {passed}");
        let asked = server.received().iter().filter(|received| to_token(received)).count();
        assert_eq!(asked, tokens, "{wall} {passed}");
    }
}

#[tokio::test]
async fn a_missing_permission_is_not_remembered_for_longer_when_the_clock_is_set_back() {
    let server = Server::start(|received| match to_token(received) {
        true => answer(200, format!(r#"{{"access_token":"s3cret-{}"}}"#, fastrand::u32(..))),
        false => answer(401, ""),
    })
    .await;
    let clocks = Clocks::default();
    let auth = Auth::oauth2(password());
    let builder = ClientBuilder::new(None).base_url(&server.url).auth(auth).clock(clocks.clone());
    let client: Client = builder.build().unwrap();
    for (wall, passed, tokens) in [(1_000_000, 0, 2), (1_000, 30, 2), (1_031, 61, 3)] {
        clocks.set(wall, passed);
        call(&client).await.unwrap_err();
        let asked = server.received().iter().filter(|received| to_token(received)).count();
        assert_eq!(asked, tokens, "{wall} {passed}");
    }
}

#[tokio::test]
async fn tokens_that_last_for_ever_or_no_time() {
    for expires_in in
        ["1e400", "1e30", "-1", "0", "0.0001", "18446744073709551615", "\"NaN\"", "\"\"", "null"]
    {
        let server = granting(expires_in).await;
        let client = client(&server, password().refresh_before_expiry(Duration::MAX));
        for _ in 0..3 {
            match call(&client).await {
                Ok(text) => assert_eq!(text, "in", "{expires_in}"),
                Err(error) => assert!(expires_in == "1e400" && error.is_auth(), "{expires_in}: {error}"),
            }
        }
    }
}

fn granted(received: &Received, token: &str) -> Answer {
    let good = received.header("authorization") == format!("Bearer {token}");
    if good { answer(200, "in") } else { answer(401, "out") }
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Option<Token>>>);

impl Kept {
    fn with(token: Token) -> Self {
        Kept(Arc::new(Mutex::new(Some(token))))
    }
}

impl TokenStore for Kept {
    fn load(&self) -> BoxFuture<'_, Result<Option<Token>, BoxError>> {
        Box::pin(async { Ok(self.0.lock().unwrap().clone()) })
    }

    fn save<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async {
            *self.0.lock().unwrap() = Some(token.clone());
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_kept_token_saves_the_sign_in() {
    let server = granting("3600").await;
    let store = Kept::default();
    call(&client(&server, password().store(store.clone()))).await.unwrap();
    let kept = store.0.lock().unwrap().clone().unwrap();
    assert_eq!(kept.refresh_token.as_ref().unwrap().expose(), "s3cret-r1");
    assert!(!format!("{kept:?}").contains("s3cret"));
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Token>(&text).unwrap(), kept);
    // Another run of the application.
    let second = client(&server, password().store(store.clone()));
    call(&second).await.unwrap();
    assert_eq!(server.received().iter().filter(|received| to_token(received)).count(), 1);
    // A third renews the token; the second takes it from the store when its own is refused.
    *store.0.lock().unwrap() = None;
    call(&client(&server, password().store(store.clone()))).await.unwrap();
    call(&second).await.unwrap();
    assert_eq!(server.received().iter().filter(|received| to_token(received)).count(), 2);
}

#[test]
fn settings_show_no_secret() {
    let settings = OAuth2::client_credentials("/token", "id", "s3cret").sign_in_field("totp", "s3cret");
    let shown = format!("{settings:?} {:?}", Auth::oauth2(settings.clone()));
    assert!(shown.contains("client_credentials") && !shown.contains("s3cret"), "{shown}");
}
