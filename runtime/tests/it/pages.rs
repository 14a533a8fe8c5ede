//! Lists of 10,000 items, page by page, by every kind of pagination.

use crate::server::{Answer, Received, Server, answer};
use docbind_runtime::Auth;
use docbind_runtime::codegen::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

static LIST: Operation = Operation::new("list", Method::Get, "/items");

const ITEMS: usize = 10_000;
const SIZE: usize = 97;

#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
struct Item {
    id: usize,
}

#[derive(Debug, Default, Deserialize, Serialize)]
struct Answered {
    items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<i64>,
    /// What the server was asked for.
    echo: String,
}

fn to_page(answered: Answered) -> Page<Item> {
    Page::new(answered.items)
        .next(answered.next)
        .has_more(answered.more)
        .total_items(answered.total)
        .total_pages(answered.pages)
}

fn by_key(answered: Answered) -> Page<Item> {
    let last = answered.items.last().map(|item| item.id);
    Page::new(answered.items).next(last)
}

fn parameter(received: &Received, name: &str) -> Option<usize> {
    let url = url::Url::parse(&format!("http://a{}", received.target)).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.trim_start_matches('c').parse().unwrap())
}

/// The items from `start` on, and where the next page starts if there is one.
fn slice(start: usize) -> (Vec<Item>, Option<usize>) {
    let end = (start + SIZE).min(ITEMS);
    ((start..end.max(start)).map(|id| Item { id }).collect(), (end < ITEMS).then_some(end))
}

fn json(answered: Answered) -> Answer {
    answer(200, serde_json::to_vec(&answered).unwrap())
}

type Serve = fn(&Received) -> Answer;
type Convert = fn(Answered) -> Page<Item>;

/// Every way to say what comes next.
fn kinds() -> Vec<(&'static str, Pagination, Convert, Serve)> {
    fn numbered(received: &Received) -> (Answered, bool) {
        let page = parameter(received, "page").unwrap_or(1);
        let (items, next) = slice((page - 1) * SIZE);
        (Answered { items, echo: page.to_string(), ..Answered::default() }, next.is_some())
    }
    fn from(received: &Received, name: &str) -> (Answered, Option<usize>) {
        let (items, next) = slice(parameter(received, name).unwrap_or(0));
        (Answered { items, ..Answered::default() }, next)
    }
    vec![
        ("page number until an empty page", Pagination::page_number("page", 1), to_page, |received| {
            json(numbered(received).0)
        }),
        ("page number with more", Pagination::page_number("page", 1), to_page, |received| {
            let (answered, more) = numbered(received);
            json(Answered { more: Some(more), ..answered })
        }),
        ("page number with total items", Pagination::page_number("page", 1), to_page, |received| {
            json(Answered { total: Some(ITEMS as i64), ..numbered(received).0 })
        }),
        ("page number with total pages", Pagination::page_number("page", 1), to_page, |received| {
            json(Answered { pages: Some(ITEMS.div_ceil(SIZE) as i64), ..numbered(received).0 })
        }),
        ("page number, the last page for ever", Pagination::page_number("page", 1), to_page, |received| {
            let page = parameter(received, "page").unwrap_or(1).min(ITEMS.div_ceil(SIZE));
            json(Answered {
                items: slice((page - 1) * SIZE).0,
                echo: received.target.clone(),
                ..Answered::default()
            })
        }),
        ("page number from 0", Pagination::page_number("page", 0), to_page, |received| {
            json(Answered {
                items: slice(parameter(received, "page").unwrap_or(0) * SIZE).0,
                ..Answered::default()
            })
        }),
        ("offset", Pagination::offset("offset", 0), to_page, |received| json(from(received, "offset").0)),
        ("offset with total items", Pagination::offset("offset", 0), to_page, |received| {
            json(Answered { total: Some(ITEMS as i64), ..from(received, "offset").0 })
        }),
        ("cursor", Pagination::cursor("cursor"), to_page, |received| {
            let (answered, next) = from(received, "cursor");
            json(Answered { next: next.map(|next| format!("c{next}")), ..answered })
        }),
        ("cursor that stays at the end", Pagination::cursor("cursor"), to_page, |received| {
            let (answered, next) = from(received, "cursor");
            json(Answered { next: Some(format!("c{}", next.unwrap_or(ITEMS))), ..answered })
        }),
        ("key", Pagination::key("after"), by_key, |received| {
            let start = parameter(received, "after").map_or(0, |after| after + 1);
            json(Answered { items: slice(start).0, ..Answered::default() })
        }),
        ("next URL", Pagination::next_url(), to_page, |received| {
            let (answered, next) = from(received, "from");
            json(Answered { next: next.map(|next| format!("/v1/items?from={next}")), ..answered })
        }),
        ("link header", Pagination::link(), to_page, |received| {
            let (answered, next) = from(received, "from");
            let mut answer = json(answered);
            if let Some(next) = next {
                let link = format!("<?from=0>; rel=first, <?from={next}>; rel=\"next\"");
                answer.headers_mut().insert("link", link.parse().unwrap());
            }
            answer
        }),
    ]
}

fn client(server: &Server) -> Client {
    let auth = Auth::api_key(docbind_runtime::ApiKeyLocation::Query, "key", "s3cret");
    ClientBuilder::new(None).base_url(format!("{}/v1", server.url)).auth(auth).build().unwrap()
}

fn list(client: &Client) -> Call<Answered> {
    client.call(&LIST).query("filter", &"a b").decode_json()
}

#[tokio::test]
async fn nothing_is_lost_or_repeated_over_10_000_items() {
    for (name, pagination, convert, serve) in kinds() {
        let server = Server::start(serve).await;
        let client = client(&server);
        let mut items = list(&client).paginate(pagination, convert).items();
        let mut count = 0;
        while let Some(item) = items.next().await {
            assert_eq!(item.unwrap().id, count, "{name}");
            count += 1;
        }
        assert_eq!((count, items.resume_token()), (ITEMS, None), "{name}");
        let requests = server.received();
        println!("{name:<36} {count} items in {} requests", requests.len());
        assert!(requests.len() <= ITEMS.div_ceil(SIZE) + 1, "{name}");
        assert!(requests.iter().all(|received| received.target.matches("key=s3cret").count() == 1), "{name}");
    }
}

#[tokio::test]
async fn a_walk_goes_on_where_it_was() {
    for (name, pagination, convert, serve) in kinds() {
        let server = Server::start(serve).await;
        let client = client(&server);
        let pages = || list(&client).paginate(pagination, convert);
        for stop in [0, SIZE - 1, SIZE, SIZE + 1, ITEMS - 1] {
            let mut first = pages().items();
            for count in 0..stop {
                assert_eq!(first.next().await.unwrap().unwrap().id, count);
            }
            let token = first.resume_token().unwrap();
            assert!(!token.to_string().contains("s3cret"), "{token}");
            let mut second = pages().resume(&ResumeToken::from(token.to_string())).items();
            let mut count = stop;
            while let Some(item) = second.next().await {
                assert_eq!(item.unwrap().id, count, "{name}, from {stop} on by {token}");
                count += 1;
            }
            assert_eq!(count, ITEMS, "{name}, from {stop} on by {token}");
        }
    }
}

#[tokio::test]
async fn a_walk_begins_where_the_call_says_and_survives_a_failure() {
    let failing = Arc::new(AtomicUsize::new(0));
    let countdown = failing.clone();
    let server = Server::start(move |received| {
        if countdown.fetch_add(1, SeqCst) == 2 {
            return answer(500, "");
        }
        (kinds()[1].3)(received)
    })
    .await;
    let client = client(&server);
    let call = || client.call(&LIST).query("page", &50).decode_json::<Answered, Error>();
    let mut pages = call().paginate(kinds()[1].1, to_page);
    for page in 49..51 {
        assert_eq!(pages.next().await.unwrap().unwrap().items()[0].id, page * SIZE);
    }
    assert_eq!(pages.next().await.unwrap().unwrap_err().status(), Some(500));
    assert!(pages.next().await.is_none(), "it ends after a failure");
    let token = pages.resume_token().unwrap().clone();
    let mut pages = call().paginate(kinds()[1].1, to_page).resume(&token);
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (page.items()[0].id, page.resume_token().unwrap().to_string()),
        (51 * SIZE, "0;number:53".to_owned())
    );
    let nonsense = call().paginate(kinds()[1].1, to_page).resume(&"nonsense".into()).next().await;
    assert!(nonsense.unwrap().unwrap_err().is_builder());
}

#[tokio::test]
async fn a_server_that_repeats_itself_is_not_asked_for_ever() {
    let always: fn(&Received) -> Answered = |_| Answered { items: slice(0).0, ..Answered::default() };
    let number = Pagination::page_number("page", 1);
    for (name, pagination, convert, serve, items, fails) in [
        ("the same page", number, to_page as Convert, always, SIZE, false),
        (
            "the same page, and more",
            number,
            to_page,
            |_| Answered { items: slice(0).0, more: Some(true), ..Answered::default() },
            SIZE,
            true,
        ),
        (
            "the same page of a larger total",
            number,
            to_page,
            |_| Answered { items: slice(0).0, total: Some(1000), ..Answered::default() },
            SIZE,
            true,
        ),
        (
            "no items, and more",
            number,
            to_page,
            |_| Answered { more: Some(true), ..Answered::default() },
            0,
            true,
        ),
        (
            "three pages in turn",
            number,
            to_page,
            |received| {
                let page = parameter(received, "page").unwrap_or(1) % 3;
                Answered { items: slice(page * SIZE).0, ..Answered::default() }
            },
            3 * SIZE,
            false,
        ),
        ("the same page by offset", Pagination::offset("o", 0), to_page, always, SIZE, false),
        ("the same page by key", Pagination::key("after"), by_key, always, SIZE, true),
        (
            "a cursor that is ignored",
            Pagination::cursor("c"),
            to_page,
            |_| Answered { items: slice(0).0, next: Some("c1".into()), ..Answered::default() },
            SIZE,
            true,
        ),
        (
            "cursors in a circle",
            Pagination::cursor("c"),
            to_page,
            |received| {
                let at = parameter(received, "c").unwrap_or(0);
                Answered {
                    items: slice(at * SIZE).0,
                    next: Some(format!("c{}", (at + 1) % 5)),
                    ..Answered::default()
                }
            },
            6 * SIZE,
            true,
        ),
        (
            "a URL of its own page",
            Pagination::next_url(),
            to_page,
            |received| {
                let at = parameter(received, "c").unwrap_or(0);
                Answered {
                    items: slice(at * SIZE).0,
                    next: Some("/v1/items?c=1".into()),
                    ..Answered::default()
                }
            },
            2 * SIZE,
            true,
        ),
        (
            "a URL elsewhere",
            Pagination::next_url(),
            to_page,
            |_| Answered {
                items: slice(0).0,
                next: Some("https://example.invalid/v1/items?c=1".into()),
                ..Answered::default()
            },
            SIZE,
            true,
        ),
    ] {
        let server = Server::start(move |received| {
            json(Answered { echo: received.target.clone(), ..serve(received) })
        })
        .await;
        let mut stream = list(&client(&server)).paginate(pagination, convert).items();
        let mut count = 0;
        let end = loop {
            match stream.next().await {
                Some(Ok(_)) => count += 1,
                Some(Err(error)) => break Some(error),
                None => break None,
            }
        };
        assert_eq!(end.is_some(), fails, "{name}: {end:?}");
        assert!(end.is_none_or(|error| error.is_pagination()), "{name}");
        assert_eq!(count, items, "{name}");
        assert!(server.received().len() < 12, "{name}: {}", server.received().len());
    }
}
