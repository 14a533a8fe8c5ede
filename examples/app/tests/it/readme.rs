//! What the manual shows of auth, lists, retries and blocking, compiled and run as it stands there.

use crate::api::Api;
use crate::play::{self, FIRST_PAGE, PASSWORD, SECOND_PAGE, TWO_FACTOR_USER, USER};
use nexudus::community::SearchCommunityThreadsRequest;
use nexudus::{Auth, ClientBuilder, Error, OAuth2, RateLimit, RetryPolicy};
use std::cell::RefCell;
use std::time::Duration;

thread_local! {
    /// Where the API of this test is.
    static URL: RefCell<String> = RefCell::default();
}

/// `nexudus::Client`, but for the address.
struct Client;

impl Client {
    fn builder() -> ClientBuilder<nexudus::Client> {
        nexudus::Client::builder().base_url(URL.with_borrow(String::clone))
    }

    #[allow(clippy::new_ret_no_self)]
    fn new(auth: Auth) -> Result<nexudus::Client, Error> {
        Client::builder().auth(auth).build()
    }
}

fn start() -> Api {
    let (api, _) = play::start();
    URL.set(api.url());
    api
}

fn request() -> SearchCommunityThreadsRequest {
    SearchCommunityThreadsRequest { size: Some(2), ..Default::default() }
}

fn signed_in() -> Result<nexudus::Client, Error> {
    Client::new(Auth::oauth2(OAuth2::password("/api/token", USER, PASSWORD)))
}

#[tokio::test]
async fn auth_and_lists() -> Result<(), Error> {
    let api = start();
    let (user, password, code, request) = (TWO_FACTOR_USER, PASSWORD, "123456", request());

    let sign_in = OAuth2::password("/api/token", user, password) // or client_credentials, refresh_token
        .sign_in_field("totp", code)
        .refresh_header("client_id", user);
    let client = Client::new(Auth::oauth2(sign_in))?;

    let mut threads = client.community().search_community_threads_pages(&request).items();
    while let Some(thread) = threads.next().await {
        println!("{}", thread?.subject.as_deref().unwrap_or("(no subject)"));
    }

    assert_eq!(api.lines(), ["POST /api/token", FIRST_PAGE, SECOND_PAGE]);
    Ok(())
}

#[tokio::test]
async fn retries() -> Result<(), Error> {
    let api = start();
    signed_in()?.community().search_community_threads(request()).await?;
    let (token, request) = ("T0K3N-1", request());

    let client = Client::builder()
        .auth(Auth::bearer(token))
        .retry(RetryPolicy::default().max_attempts(5))
        .deadline(Duration::from_secs(60)) // for a call, with all its tries, waits and its body
        .rate_limit(RateLimit::new(60, Duration::from_secs(60)).writes())
        .build()?;
    client.community().search_community_threads(&request).timeout(Duration::from_secs(5)).no_retry().await?;

    assert_eq!(api.lines(), ["POST /api/token", FIRST_PAGE, FIRST_PAGE]);
    Ok(())
}

#[test]
fn blocking() -> Result<(), Error> {
    let api = start();
    let (client, request) = (signed_in()?, request());

    let answer = client.community().search_community_threads(&request).wait()?;
    println!("{} threads", answer.total_items.unwrap_or_default());
    for thread in client.community().search_community_threads_pages(&request).items().wait() {
        println!("{}", thread?.subject.as_deref().unwrap_or("(no subject)"));
    }

    assert_eq!(api.lines(), ["POST /api/token", FIRST_PAGE, FIRST_PAGE, SECOND_PAGE]);
    Ok(())
}

#[test]
fn the_manual_shows_this_code() {
    let page = include_str!("../../../../docs/book/src/guide/client.md");
    let section = page.split("\n## ").find(|section| section.starts_with("Auth, lists, retries, blocking\n"));
    let here = flat(include_str!("readme.rs"));
    let snippets: Vec<_> = section.expect("the section").split("```rust\n").skip(1).collect();
    assert_eq!(snippets.len(), 4);
    for snippet in snippets {
        let snippet = snippet.split("```").next().expect("its end");
        assert!(here.contains(&flat(snippet)), "{snippet}");
    }
}

/// The lines without their indentation.
fn flat(code: &str) -> String {
    code.lines().map(|line| line.trim().to_owned() + "\n").collect()
}
