//! Bodies of any bytes: nothing panics, and no error shows what is secret. As many as `PROPTEST_CASES` says,
//! times a hundred; `fuzz/` runs the same reading for as long as one likes.

use docbind_runtime::codegen::*;
use docbind_runtime::{Auth, Body, BoxFuture, Transport, TransportError, http};
use std::sync::{Arc, Mutex};

static GET: Operation =
    Operation::new("get", Method::Get, "/a").succeeds_if(&["meta", "ok"], &[Plain::Bool(true)]);

const TOKEN: &str = "aZ09/+secret\"é-of-the-client==";

#[derive(Clone, Debug, Default, PartialEq)]
struct Item {
    id: i64,
    name: Option<String>,
    tags: Vec<String>,
    parent: Option<Box<Item>>,
}

docbind_runtime::record!(Item { id: "id", name: "name", tags: "tags", parent: "parent" });

#[derive(Debug)]
#[allow(dead_code)]
struct Failure(Item);

impl DocumentedError for Failure {
    fn decode(_: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        Some(decode(body).map(Failure))
    }
}

/// Answers with the body that was put there.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<(u16, Vec<u8>)>>);

impl Transport for Memory {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (status, body) = self.0.lock().unwrap().clone();
        let answer = http::Response::builder().status(status).body(Body::from(body)).unwrap();
        Box::pin(async { Ok(answer) })
    }
}

const PARTS: [&str; 24] = [
    r#"{"id":1,"name":"a","tags":["b"],"parent":null}"#,
    r#"{"id":"x","#,
    r#""name":5,"#,
    r#"{"meta":{"ok":false},"#,
    r#""token":""#,
    r#""parent":{"#,
    r#"\"access_token\":\""#,
    "password=",
    "<token>",
    "</token>",
    "[",
    "]",
    "}",
    "\"",
    "\\",
    ",",
    "&",
    "\u{feff}",
    "\u{0}",
    "99999999999999999999999999",
    "-1e999",
    "%22",
    "Bearer ",
    "é",
];

/// Parts in any order, some many times, the token in any form among them, and damaged bytes.
fn body(random: &mut fastrand::Rng) -> Vec<u8> {
    let json = serde_json::to_string(TOKEN).unwrap();
    let tokens =
        [TOKEN, &json[1..json.len() - 1], json.as_str(), "aZ09%2F%2Bsecret%22%C3%A9-of-the-client%3D%3D"];
    let mut body = Vec::new();
    for _ in 0..random.usize(1..14) {
        let part = match random.usize(..8) {
            0 | 1 => tokens[random.usize(..tokens.len())].to_owned(),
            2 => " ".repeat(random.usize(..130)),
            3 => PARTS[random.usize(..PARTS.len())].repeat(random.usize(..300)),
            _ => PARTS[random.usize(..PARTS.len())].to_owned(),
        };
        body.extend_from_slice(part.as_bytes());
    }
    body
}

#[tokio::test]
async fn nothing_panics_and_nothing_secret_is_shown() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64_usize);
    let memory = Memory::default();
    let client: Client = ClientBuilder::new(Some("https://a.example"))
        .transport(memory.clone())
        .auth(Auth::api_key(ApiKeyLocation::Query, "key", TOKEN))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    for seed in 0..cases as u64 * 100 {
        let mut random = fastrand::Rng::with_seed(seed);
        let body = body(&mut random);
        let status = [200, 200, 400][random.usize(..3)];
        *memory.0.lock().unwrap() = (status, body.clone());
        let call = || client.call(&GET);
        let errors = [
            call()
                .receive_json::<Item, CallError<Failure>>()
                .await
                .err()
                .map(|error| format!("{error} {error:?}")),
            call()
                .decode_json::<Vec<Value>, CallError<Failure>>()
                .await
                .err()
                .map(|error| format!("{error} {error:#?}")),
            call().decode_text::<Error>().await.err().map(|error| format!("{error} {error:?}")),
        ];
        for shown in errors.into_iter().flatten() {
            for part in ["aZ09", "secret", "of-the-cl", "client="] {
                assert!(!shown.contains(part), "seed {seed}: {shown}\n{}", String::from_utf8_lossy(&body));
            }
        }
    }
}
