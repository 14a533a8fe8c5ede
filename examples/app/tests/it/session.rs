//! Tokens: how they are got, and renewed without the application's doing.

use crate::api::{Answer, Api};
use crate::clock::TestClock;
use crate::play::{self, FIRST_PAGE, LIFETIME, PASSWORD, USER};
use nexudus::{Client, Error};
use std::time::Duration;
use threads::board;
use threads::session::{self, Credentials};

/// A client of the played API whose time is the test's.
pub fn client(api: &Api, clock: &TestClock) -> Client {
    let credentials = Credentials { user: USER.to_owned(), password: PASSWORD.into(), totp: None };
    session::client(Some(&api.url()), credentials).clock(clock.clone()).build().expect("a client")
}

/// Reads the first page.
async fn read(client: &Client) -> Result<usize, Error> {
    let page = board::threads(client, 2).next().await.expect("a page")?;
    Ok(page.items().len())
}

#[tokio::test]
async fn a_token_is_refreshed_once_before_it_expires() {
    let (api, _) = play::start();
    let clock = TestClock::new();
    let client = client(&api, &clock);
    read(&client).await.expect("signed in");
    clock.advance(Duration::from_secs(LIFETIME - 120));
    read(&client).await.expect("with the same token");
    assert_eq!(api.lines(), ["POST /api/token", FIRST_PAGE, FIRST_PAGE]);

    // Half a minute is left: that is too short for comfort, and the token is refreshed first.
    clock.advance(Duration::from_secs(90));
    let calls = (0..5).map(|_| {
        tokio::spawn({
            let client = client.clone();
            async move { read(&client).await }
        })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.expect("no panic").expect("with a fresh token"), 2);
    }
    let sent = &api.received()[3..];
    assert_eq!(sent[0].line, "POST /api/token");
    assert_eq!(sent[0].text(), "grant_type=refresh_token&refresh_token=R3FR3SH-1");
    assert_eq!(sent[0].header("client_id"), USER);
    assert_eq!(sent.len(), 6, "one refresh for five calls");
    assert!(sent[1..].iter().all(|request| request.header("authorization") == "Bearer T0K3N-2"));
}

#[tokio::test]
async fn a_token_that_the_server_refuses_is_renewed() {
    let (api, tokens) = play::start();
    let client = client(&api, &TestClock::new());
    read(&client).await.expect("signed in");
    tokens.revoke();
    read(&client).await.expect("renewed");
    assert_eq!(
        api.lines(),
        ["POST /api/token", FIRST_PAGE, FIRST_PAGE, "POST /api/token", FIRST_PAGE],
        "refused, renewed, done"
    );
    let sent = api.received();
    assert_eq!(sent[0].header("client_id"), "", "none is given at sign-in");
    assert_eq!(sent[3].text(), "grant_type=refresh_token&refresh_token=R3FR3SH-1");
    assert_eq!(sent[3].header("client_id"), USER);
}

/// The API answers 401 where a permission is missing too: a fresh token does not help.
#[tokio::test]
async fn a_token_is_renewed_once_for_a_401() {
    let (api, _) = play::start_with(|_| Some(Answer::empty(401)));
    let client = client(&api, &TestClock::new());
    for _ in 0..2 {
        let error = read(&client).await.expect_err("no permission");
        assert_eq!(error.status(), Some(401));
        assert!(error.is_auth());
    }
    assert_eq!(
        api.lines(),
        ["POST /api/token", FIRST_PAGE, "POST /api/token", FIRST_PAGE, FIRST_PAGE],
        "one renewal, not tried again by the next call"
    );
}

#[tokio::test]
async fn no_secret_is_shown() {
    let (api, _) = play::start_with(|_| Some(Answer::empty(401)));
    let client = client(&api, &TestClock::new());
    let error = read(&client).await.expect_err("no permission");
    let shown = format!("{client:?} {error:?} {error}");
    for secret in [PASSWORD, "T0K3N", "R3FR3SH"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
