//! The documented requests of `specs/nexudus` and of a case of our own, sent by their clients to a server on loopback:
//! what arrives is what the pages show. `.ci/requests` does the same with the corpora.

#[path = "../../requests/loopback.rs"]
mod loopback;
#[path = "../wire/server.rs"]
mod server;
#[path = "../../requests/wanted.rs"]
mod wanted;

use loopback::{Request, send_all};
use server::Received;
use wanted::{Body, Wanted, differences};

#[allow(clippy::all)]
mod of_nexudus {
    use crate::loopback::{Loopback, Request, Sending};
    use crate::wanted::{Body, Wanted};
    use nexudus as api;

    include!("../../requests/prelude.rs");
    include!(concat!(env!("OUT_DIR"), "/requests_nexudus.rs"));
}

#[allow(clippy::all)]
mod of_lumen {
    use crate::loopback::{Loopback, Request, Sending};
    use crate::wanted::{Body, Wanted};

    mod api {
        include!(concat!(env!("OUT_DIR"), "/requests-on-the-wire_lean.rs"));
    }
    include!("../../requests/prelude.rs");
    include!(concat!(env!("OUT_DIR"), "/requests_lumen.rs"));
}

async fn check(requests: &[Request], unbuilt: &[(&str, &str)], count: usize) {
    assert!(unbuilt.is_empty(), "no call is made of these: {unbuilt:#?}");
    let mut wrong = Vec::new();
    for (request, found) in send_all(requests).await {
        wrong.extend(found.iter().map(|what| format!("{} {}: {what}", request.place, request.operation)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(requests.len(), count);
}

#[tokio::test]
async fn the_documented_requests_of_nexudus() {
    check(of_nexudus::REQUESTS, of_nexudus::UNBUILT, 84).await;
}

#[tokio::test]
async fn forms_files_lists_credentials_and_placeholders() {
    check(of_lumen::REQUESTS, of_lumen::UNBUILT, 14).await;
}

#[test]
fn what_differs_is_found() {
    let wanted = Wanted {
        method: "POST",
        origin: Some("https://api.lumen.example"),
        path: "/v2/a%20b",
        whole: true,
        query: &[("tag", "x")],
        headers: &[("authorization", "Token k")],
        prefixes: &[],
        content_type: Some("application/json"),
        accept: Some("application/json"),
        body: Body::Json(r#"{"a": 1.0, "b": null}"#),
        open: false,
    };
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    let right = Received {
        method: "POST".into(),
        target: "/v2/a%20b?tag=x".into(),
        headers: vec![
            header("docbind-origin", "https://api.lumen.example"),
            header("authorization", "Token k"),
            header("content-type", "application/json"),
            header("accept", "application/json, */*;q=0.5"),
        ],
        body: br#"{"b":null,"a":1}"#.to_vec(),
    };
    assert_eq!(differences(&wanted, &right), Vec::<String>::new());
    let found = |change: &dyn Fn(&mut Received)| {
        let mut other = right.clone();
        change(&mut other);
        differences(&wanted, &other)
    };
    for (what, change) in [
        ("verb", &(|of: &mut Received| of.method = "PUT".into()) as &dyn Fn(&mut Received)),
        ("host", &|of| of.headers[0].1 = b"https://lumen.example".to_vec()),
        ("path", &|of| of.target = "/a%20b?tag=x".into()),
        ("path", &|of| of.target = "/v2/a/b?tag=x".into()),
        ("query", &|of| of.target = "/v2/a%20b?tag=x&tag=x".into()),
        ("header `authorization`", &|of| of.headers[1].1 = b"Bearer k".to_vec()),
        ("headers that are not", &|of| of.headers.push(header("x-more", "1"))),
        ("media type", &|of| of.headers[2].1 = b"text/plain".to_vec()),
        ("header `accept`", &|of| of.headers[3].1 = b"text/plain".to_vec()),
        ("body", &|of| of.body = br#"{"a":1}"#.to_vec()),
        ("body", &|of| of.body = br#"{"a":"1","b":null}"#.to_vec()),
    ] {
        let found = found(change);
        assert!(found.len() == 1 && found[0].starts_with(what), "{what}: {found:?}");
    }
}
