//! Where a walk through a list goes on and ends, by what the server says.

use crate::server::{Answer, Received, Server, answer};
use docbind_runtime::codegen::*;
use docbind_runtime::{ApiKeyLocation, Auth};
use serde::Deserialize;
use serde_json::{Value, json};

static LIST: Operation = Operation::new("list", Method::Get, "/items");

#[derive(Debug, Deserialize)]
struct Answered {
    items: Vec<u64>,
    next: Option<Value>,
    more: Option<bool>,
    total: Option<i64>,
    pages: Option<i64>,
}

fn to_page(answered: Answered) -> Page<u64> {
    let next = answered.next.filter(|next| !next.is_null());
    let next = next.map(|next| next.as_str().map_or_else(|| next.to_string(), str::to_owned));
    Page::new(answered.items)
        .next(next)
        .has_more(answered.more)
        .total_items(answered.total)
        .total_pages(answered.pages)
}

fn parameter(received: &Received, name: &str) -> Option<String> {
    let url = url::Url::parse(&format!("http://a{}", received.target)).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The pages of a server by number or offset, `Null` for a 404; behind them nothing but 404.
fn numbered(pages: Vec<(&'static str, Value)>, name: &'static str) -> impl Fn(&Received) -> Answer {
    move |received| {
        let at = parameter(received, name).unwrap_or_default();
        let page = pages.iter().find(|(key, _)| *key == at).map(|(_, page)| page);
        let origin = format!("http://{}", received.header("host"));
        match page {
            None | Some(Value::Null) => answer(404, r#"{"detail":"Invalid page."}"#),
            Some(page) => answer(200, page.to_string().replace("{origin}", &origin)),
        }
    }
}

/// The items of a walk, how it ended, and how many requests it took.
async fn walk(server: &Server, pagination: Pagination) -> (Vec<u64>, Result<(), String>, usize) {
    let auth = Auth::api_key(ApiKeyLocation::Query, "key", "s3cret");
    let client: Client = ClientBuilder::new(None).base_url(&server.url).auth(auth).build().unwrap();
    let call = client.call(&LIST).decode_json::<Answered, Error>();
    let mut walk = call.paginate(pagination, to_page).items();
    let mut items = Vec::new();
    let end = loop {
        if let Some(token) = walk.resume_token() {
            assert!(!token.to_string().contains("s3cret"), "{token}");
        }
        match walk.next().await {
            Some(Ok(item)) => items.push(item),
            Some(Err(error)) => break Err(error.to_string()),
            None => break Ok(()),
        }
    };
    let received = server.received();
    assert!(
        received.iter().all(|received| received.target.matches("key=s3cret").count() == 1),
        "{received:?}"
    );
    (items, end, received.len())
}

#[tokio::test]
async fn a_walk_ends_where_the_server_says() {
    let page = Pagination::page_number("page", 1);
    let offset = Pagination::offset("offset", 0);
    let url = "{origin}/items?key=s3cret&page=";
    for (name, pagination, by, pages, items, requests) in [
        (
            "an empty page in the middle, by the number of pages",
            page,
            "page",
            vec![
                ("", json!({"items": [1, 2], "total": 5, "pages": 3})),
                ("2", json!({"items": [], "total": 5, "pages": 3})),
                ("3", json!({"items": [5], "total": 5, "pages": 3})),
            ],
            vec![1, 2, 5],
            3,
        ),
        (
            "two empty pages in the middle, by the number of items",
            page,
            "page",
            vec![
                ("", json!({"items": [1, 2], "total": 8})),
                ("2", json!({"items": [], "total": 8})),
                ("3", json!({"items": [], "total": 8})),
                ("4", json!({"items": [8], "total": 8})),
            ],
            vec![1, 2, 8],
            5, // One item is missing, and the server is asked whether it comes.
        ),
        (
            "an empty page first, and more",
            page,
            "page",
            vec![("", json!({"items": [], "more": true})), ("2", json!({"items": [1], "more": false}))],
            vec![1],
            2,
        ),
        (
            "an empty page in the middle, by offset",
            offset,
            "offset",
            vec![
                ("", json!({"items": [1, 2], "total": 5})),
                ("2", json!({"items": [], "total": 5})),
                ("4", json!({"items": [5], "total": 5})),
            ],
            vec![1, 2, 5],
            3,
        ),
        (
            "an empty page in the middle, by URLs",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": format!("{url}2")})),
                ("2", json!({"items": [], "next": format!("{url}3")})),
                ("3", json!({"items": [3], "next": null})),
            ],
            vec![1, 3],
            3,
        ),
        (
            "URLs, to the one that is null",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": format!("{url}2"), "total": 3})),
                ("2", json!({"items": [2], "next": "/items?page=3", "total": 3})),
                ("3", json!({"items": [3], "next": null, "total": 3})),
            ],
            vec![1, 2, 3],
            3,
        ),
        (
            "a URL wins over a total that counts the page",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": format!("{url}2"), "total": 1})),
                ("2", json!({"items": [2], "next": null, "total": 1})),
            ],
            vec![1, 2],
            2,
        ),
        (
            "the server's own name for itself is another",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": "https://api.example/items?page=2"})),
                ("2", json!({"items": [2], "next": null})),
            ],
            vec![1, 2],
            2,
        ),
        (
            "numbers of the next page",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": 2})),
                ("2", json!({"items": [2], "next": "4"})),
                ("4", json!({"items": [4], "next": 0})),
            ],
            vec![1, 2, 4],
            3,
        ),
        (
            "the last page's number for ever",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": 2, "total": 2})),
                ("2", json!({"items": [2], "next": 2, "total": 2})),
            ],
            vec![1, 2],
            2,
        ),
        (
            "not found behind the last page",
            page,
            "page",
            vec![("", json!({"items": [1]})), ("2", json!({"items": [2]}))],
            vec![1, 2],
            3,
        ),
        (
            "not found behind the last offset",
            offset,
            "offset",
            vec![("", json!({"items": [1, 2]})), ("2", json!({"items": [3]}))],
            vec![1, 2, 3],
            3,
        ),
        (
            "a cursor in a URL",
            Pagination::cursor("after"),
            "after",
            vec![
                ("", json!({"items": [1], "next": "https://api.example/items?after=c%3D2"})),
                ("c=2", json!({"items": [2], "next": "/c/3=="})),
                ("/c/3==", json!({"items": [3]})),
            ],
            vec![1, 2, 3],
            3,
        ),
        (
            "a cursor that stays when all is there",
            Pagination::cursor("after"),
            "after",
            vec![
                ("", json!({"items": [1], "next": "c2", "total": 2})),
                ("c2", json!({"items": [2], "next": "c2", "total": 2})),
            ],
            vec![1, 2],
            2,
        ),
    ] {
        let server = Server::start(numbered(pages, by)).await;
        assert_eq!(walk(&server, pagination).await, (items, Ok(()), requests), "{name}");
    }
}

#[tokio::test]
async fn what_the_server_says_and_does_not_do_is_an_error() {
    let page = Pagination::page_number("page", 1);
    for (name, pagination, by, pages, items, error) in [
        ("no list at all", page, "page", vec![], vec![], "status 404"),
        (
            "a page that was named",
            page,
            "page",
            vec![("", json!({"items": [1], "next": "/items?page=2"}))],
            vec![1],
            "status 404",
        ),
        (
            "a page of the total",
            page,
            "page",
            vec![("", json!({"items": [1], "pages": 2}))],
            vec![1],
            "status 404",
        ),
        ("more", page, "page", vec![("", json!({"items": [1], "more": true}))], vec![1], "status 404"),
        (
            "a cursor",
            Pagination::cursor("after"),
            "after",
            vec![("", json!({"items": [1], "next": "c2"}))],
            vec![1],
            "status 404",
        ),
        (
            "a cursor twice",
            Pagination::cursor("after"),
            "after",
            vec![("", json!({"items": [1], "next": "c2"})), ("c2", json!({"items": [2], "next": "c2"}))],
            vec![1, 2],
            "repeats itself",
        ),
        (
            "a URL twice",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": "/items?page=2"})),
                ("2", json!({"items": [2], "next": "/items?page=2"})),
            ],
            vec![1, 2],
            "repeats itself",
        ),
        (
            "a number that goes back",
            page,
            "page",
            vec![
                ("", json!({"items": [1], "next": 2})),
                ("2", json!({"items": [2], "next": 3})),
                ("3", json!({"items": [3], "next": 1})),
            ],
            vec![1, 2, 3],
            "repeats itself",
        ),
        (
            "one page for all",
            page,
            "page",
            vec![("", json!({"items": [1], "pages": 3})), ("2", json!({"items": [1], "pages": 3}))],
            vec![1],
            "repeats itself",
        ),
        (
            "a URL elsewhere",
            Pagination::next_url(),
            "page",
            vec![("", json!({"items": [1], "next": "https://evil.example/items?page=2"}))],
            vec![1],
            "another origin",
        ),
        (
            "a URL elsewhere that counts by nothing known",
            page,
            "page",
            vec![("", json!({"items": [1], "next": "https://evil.example/items?p=2"}))],
            vec![1],
            "another origin",
        ),
    ] {
        let server = Server::start(numbered(pages, by)).await;
        let (got, end, _) = walk(&server, pagination).await;
        assert_eq!(got, items, "{name}");
        let end = end.expect_err(name);
        assert!(end.contains(error), "{name}: {end}");
    }
}

#[tokio::test]
async fn empty_pages_for_ever_end_with_an_error() {
    for (more, requests) in
        [(json!({"items": [], "more": true}), 10), (json!({"items": [], "pages": 1_000_000}), 1000)]
    {
        let server = Server::start(move |_| answer(200, more.to_string())).await;
        let (items, end, asked) = walk(&server, Pagination::page_number("page", 1)).await;
        assert_eq!((items, asked), (vec![], requests));
        assert!(end.unwrap_err().contains("are empty"));
    }
}
