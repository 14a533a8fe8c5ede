//! Bodies of answers: whatever a server sends, nothing panics, no error shows a secret or drives a terminal, what was
//! read and is written reads the same again, and a walk through pages ends.

use docbind_runtime::codegen::*;
use docbind_runtime::{Auth, Body, BoxFuture, Transport, TransportError, http};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

static GET: Operation =
    Operation::new("get", Method::Get, "/a").succeeds_if(&["meta", "ok"], &[Plain::Bool(true)]);
static LIST: Operation = Operation::new("list", Method::Get, "/items");

const TOKEN: &str = "aZ09/+secret\"é-of-the-client==";
/// The forms in which it may stand in a body, each for the mark of the same place.
const FORMS: [&str; 4] = [
    TOKEN,
    "aZ09/+secret\\\"é-of-the-client==",
    "\"aZ09/+secret\\\"é-of-the-client==\"",
    "aZ09%2F%2Bsecret%22%C3%A9-of-the-client%3D%3D",
];
const MARKS: [char; 4] = ['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}'];
/// Parts by which it would be known.
const PARTS: [&str; 4] = ["aZ09", "secret", "of-the-cl", "client="];
/// More requests than any walk may take.
const REQUESTS: usize = 2_000;

/// An enum that is open for values to come.
#[derive(Clone, Debug, PartialEq)]
enum Colour {
    Red,
    Unknown(UnknownText),
}

impl Colour {
    fn from_value(value: &str) -> Self {
        if value == "red" { Colour::Red } else { Colour::Unknown(UnknownText::keep(value)) }
    }

    fn as_str(&self) -> &str {
        match self {
            Colour::Red => "red",
            Colour::Unknown(other) => other.kept(),
        }
    }
}

docbind_runtime::string_enum!(Colour);

#[derive(Clone, Debug, PartialEq)]
enum Key {
    Integer(i64),
    Text(String),
    Other(Value),
}

docbind_runtime::union!(Key { Integer, Text });

#[derive(Clone, Debug, PartialEq)]
struct Mail {
    to: String,
}

docbind_runtime::record!(Mail { to: "to" });

#[derive(Clone, Debug, PartialEq)]
struct Phone {
    number: Option<String>,
}

docbind_runtime::record!(Phone { number: "number" or null });

#[derive(Clone, Debug, PartialEq)]
enum Way {
    Mail(Mail),
    Phone(Phone),
    Other(Value),
}

docbind_runtime::tagged!(Way by "type" { Mail: "mail", Phone: "call" });

/// A record with fields of every kind.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: i64,
    name: Option<String>,
    size: Nullable<f64>,
    tags: Vec<String>,
    colour: Option<Colour>,
    key: Option<Key>,
    ways: Vec<Way>,
    parent: Option<Box<Item>>,
    items: Option<Vec<Item>>,
    other: BTreeMap<String, Value>,
}

docbind_runtime::record!(Item {
    id: "id",
    name: "name" or null,
    size: "size",
    tags: "tags",
    colour: "colour",
    key: "key",
    ways: "ways",
    parent: "parent",
    items: "items",
    ..other
});

/// A page of a list, in an object or on its own.
#[derive(Clone, Debug, PartialEq)]
struct Listed {
    items: Vec<Value>,
    next: Option<Value>,
    more: Option<bool>,
    total: Option<f64>,
    pages: Option<i64>,
}

docbind_runtime::record!(Listed {
    items: "items",
    next: "next",
    more: "more",
    total: "total",
    pages: "pages"
});

fn to_page(listed: Listed) -> Page<Value> {
    Page::new(listed.items)
        .next_value(listed.next)
        .has_more(listed.more)
        .total_items(listed.total)
        .total_pages(listed.pages)
}

#[derive(Debug)]
#[allow(dead_code)]
struct Failure(Mail);

impl DocumentedError for Failure {
    fn decode(_: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        Some(decode(body).map(Failure))
    }
}

/// Answers with what was put there, and counts.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<(u16, Vec<u8>, usize)>>);

impl Transport for Memory {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (status, body) = {
            let mut answer = self.0.lock().expect("no other thread");
            answer.2 += 1;
            (answer.0, answer.1.clone())
        };
        let link = "</a?page=2>; rel=\"next\"";
        let answer = http::Response::builder().status(status).header("link", link).body(Body::from(body));
        Box::pin(async { Ok(answer.expect("an answer")) })
    }
}

fn client(memory: &Memory) -> Client {
    ClientBuilder::new(Some("https://a.example"))
        .transport(memory.clone())
        .auth(Auth::api_key(ApiKeyLocation::Query, "key", TOKEN))
        .retry(RetryPolicy::none())
        .build()
        .expect("a client")
}

/// Receives a body: the length of its first line says the status, the rest is the body. A mark stands for the
/// client's secret in one of its forms; what only looks like a part of it is left out.
pub fn receive(text: &str) {
    let (first, body) = text.split_once('\n').unwrap_or(("", text));
    let mut body = PARTS.iter().fold(body.to_owned(), |body, part| body.replace(part, ""));
    if PARTS.iter().any(|part| body.contains(part)) {
        return;
    }
    for (mark, form) in MARKS.iter().zip(FORMS) {
        body = body.replace(*mark, form);
    }
    let memory = Memory::default();
    let status = [200, 400, 201, 500, 204][first.len() % 5];
    *memory.0.lock().expect("no other thread") = (status, body.clone().into_bytes(), 0);
    let client = client(&memory);
    block_on(async {
        whole(&client).await;
        lines(&client, &body).await;
        walks(&client, &memory).await;
    });
    read_and_written(&body);
}

async fn whole(client: &Client) {
    let call = || client.call(&GET);
    shown(call().receive_json::<Item, CallError<Failure>>().await);
    shown(call().receive_json::<Vec<Item>, Error>().await);
    shown(call().receive_json::<Listed, CallError<Failure>>().await);
    shown(call().decode_json::<BTreeMap<String, i64>, CallError<Failure>>().await);
    shown(call().decode_text::<CallError<Failure>>().await);
    shown(call().decode_empty::<CallError<Failure>>().await);
}

/// As many values as there are lines with something on them, each of them or its error.
async fn lines(client: &Client, body: &str) {
    let mut lines = match client.call(&LIST).receive_json_lines::<Item, CallError<Failure>>().await {
        Ok(lines) => lines,
        Err(error) => return is_harmless(&error),
    };
    let mut count = 0;
    while let Some(line) = lines.next().await {
        shown(line);
        count += 1;
    }
    assert!(count <= body.lines().count() + 1, "{count} lines of {body}");
}

async fn walks(client: &Client, memory: &Memory) {
    let ways = [
        Pagination::page_number("page", 1),
        Pagination::offset("offset", 0),
        Pagination::cursor("cursor"),
        Pagination::key("after"),
        Pagination::next_url(),
        Pagination::link(),
    ];
    for pagination in ways {
        memory.0.lock().expect("no other thread").2 = 0;
        let call = client.call(&LIST).receive_json::<Listed, CallError<Failure>>();
        let mut pages = call.paginate(pagination, to_page);
        while let Some(page) = pages.next().await {
            shown(page);
            let requests = memory.0.lock().expect("no other thread").2;
            assert!(requests < REQUESTS, "a walk by {pagination:?} does not end");
        }
    }
}

fn shown<T, E: Into<Error>>(result: Result<T, E>) {
    if let Err(error) = result {
        is_harmless(&error.into());
    }
}

/// No part of the secret, and nothing that drives a terminal. `Debug` holds the error as the page documents it, which
/// is the body itself.
fn is_harmless(error: &Error) {
    is_harmless_text(&error.to_string());
    if let Some(decoding) = error.decode_error() {
        is_harmless_text(&format!("{decoding} {decoding:?}"));
    }
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        is_harmless_text(&error.to_string());
        source = error.source();
    }
}

fn is_harmless_text(text: &str) {
    for part in PARTS {
        assert!(!text.contains(part), "{text}");
    }
    let is_order = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(|c: char| c.is_control() || is_order(c)), "{text:?}");
}

/// What is read and written again reads the same, and keeps the fields that the type does not know.
fn read_and_written(body: &str) {
    let Ok(item) = decode::<Item>(body.as_bytes()) else { return };
    let written = serde_json::to_string(&item).expect("it is written");
    let again = decode::<Item>(written.as_bytes()).expect("what is written is read");
    assert_eq!(serde_json::to_string(&again).expect("it is written"), written);
    assert_eq!(format!("{item:?}"), format!("{again:?}"));
}

/// Runs what never has to wait.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits, though all is there"),
    }
}
