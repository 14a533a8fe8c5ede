//! Lists that come page by page, and what happens when the API throttles.

use crate::api::{Answer, Request};
use crate::clock::TestClock;
use crate::play::{self, FIRST_PAGE, SECOND_PAGE, UPDATE};
use crate::session::client;
use nexudus::community::{CreateCommunityThreadRequest, CreateCommunityThreadRequired};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use threads::board;

/// Answers the first `times` requests of this line with `answer`.
fn at_first(
    times: u32,
    line: &'static str,
    answer: fn() -> Answer,
) -> impl Fn(&Request) -> Option<Answer> + Send {
    let seen = AtomicU32::new(0);
    move |request| (request.line == line && seen.fetch_add(1, SeqCst) < times).then(answer)
}

/// One second each, as the server asks, and up to a tenth more.
fn assert_two_seconds(clock: &TestClock) {
    let waits = clock.waits();
    let asked = Duration::from_secs(1)..=Duration::from_millis(1100);
    assert!(waits.len() == 2 && waits.iter().all(|wait| asked.contains(wait)), "{waits:?}");
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_needed() {
    let (api, _) = play::start();
    let client = client(&api, &TestClock::new());
    let mut pages = board::threads(&client, 2);
    assert_eq!(api.lines().len(), 0);
    let first = pages.next().await.expect("a page").expect("an answer");
    assert_eq!(first.items().iter().map(|thread| thread.id).collect::<Vec<_>>(), [Some(11), Some(12)]);
    assert_eq!(api.lines(), ["POST /api/token", FIRST_PAGE]);
    let second = pages.next().await.expect("a page").expect("an answer");
    assert_eq!(second.items().len(), 1);
    assert!(pages.next().await.is_none());
    assert_eq!(api.lines()[2..], [SECOND_PAGE]);
}

#[tokio::test]
async fn the_threads_of_all_pages_are_one_stream() {
    let (api, tokens) = play::start();
    let client = client(&api, &TestClock::new());
    let (mut threads, mut ids) = (board::threads(&client, 2).items(), Vec::new());
    while let Some(thread) = threads.next().await {
        ids.extend(thread.expect("an answer").id);
        if ids == [11, 12] {
            // The second page takes another token than the first.
            tokens.revoke();
        }
    }
    assert_eq!(ids, [11, 12, 13]);
}

/// Another process, or another day, goes on where this one was.
#[tokio::test]
async fn a_list_can_be_gone_on_with() {
    let (api, _) = play::start();
    let client = client(&api, &TestClock::new());
    let mut threads = board::threads(&client, 2).items();
    threads.next().await.expect("a thread").expect("an answer");
    let token = threads.resume_token().expect("there are more");
    let mut rest = board::threads(&client, 2).resume(&token).items();
    let mut ids = Vec::new();
    while let Some(thread) = rest.next().await {
        ids.extend(thread.expect("an answer").id);
    }
    assert_eq!(ids, [12, 13]);
}

#[tokio::test]
async fn a_read_that_is_throttled_waits_as_the_server_asks() {
    let (api, _) = play::start_with(at_first(2, FIRST_PAGE, Answer::throttled));
    let clock = TestClock::new();
    let page = board::threads(&client(&api, &clock), 2).next().await.expect("a page");
    assert_eq!(page.expect("an answer").items().len(), 2);
    assert_eq!(api.lines()[1..], [FIRST_PAGE; 3]);
    assert_two_seconds(&clock);
}

#[tokio::test]
async fn a_change_that_is_throttled_waits_too() {
    let (api, _) = play::start_with(at_first(2, UPDATE, Answer::throttled));
    let clock = TestClock::new();
    board::rename(&client(&api, &clock), 12, "Dinner").await.expect("renamed");
    let sent = api.received();
    assert_eq!(api.lines()[2..], [UPDATE; 3]);
    assert_eq!([&sent[2].json(), &sent[3].json()], [&sent[4].json(); 2], "the same each time");
    assert_two_seconds(&clock);
}

/// 409 is a conflict where it does not say when to come back: the server may have acted on the request.
#[tokio::test]
async fn a_change_with_a_conflict_is_sent_once() {
    let (api, _) = play::start_with(at_first(9, UPDATE, || Answer::empty(409)));
    let clock = TestClock::new();
    board::rename(&client(&api, &clock), 12, "Dinner").await.expect_err("a conflict");
    assert_eq!(api.lines()[2..], [UPDATE]);
    assert_eq!(clock.waits(), []);
}

/// Twice is two threads: only a refusal is answered with another try, and a 503 is none.
#[tokio::test]
async fn a_thread_is_created_once() {
    const CREATE: &str = "POST /api/community/communitythreads";
    let request = CreateCommunityThreadRequest::new(CreateCommunityThreadRequired {
        business_id: 1204,
        user_id: 550121,
        subject: "Lost keys".into(),
        message: "Found them.".into(),
    });
    for (answer, sent) in [(Answer::throttled as fn() -> Answer, 3), (|| Answer::empty(503), 1)] {
        let (api, _) = play::start_with(at_first(9, CREATE, answer));
        let client = client(&api, &TestClock::new());
        let error = client.community().create_community_thread(&request).await.expect_err("never taken");
        assert_eq!(error.attempts(), sent);
        assert_eq!(api.lines()[1..], vec![CREATE; sent as usize]);
    }
}
