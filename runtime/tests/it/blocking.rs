//! The client without async.

use crate::server::{Server, answer};
use docbind_runtime::codegen::*;

static LIST: Operation = Operation::new("list", Method::Get, "/a");

/// A server on a runtime of its own, as long as that lives.
fn server() -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(|received| match received.target.as_str() {
        "/a" => answer(200, "[1,2]"),
        "/a?offset=2" => answer(200, "[3]"),
        _ => answer(200, "[]"),
    }));
    (runtime, server)
}

#[test]
fn calls_are_waited_for() {
    let (_runtime, server) = server();
    let client: Client = ClientBuilder::new(None).base_url(&server.url).build().unwrap();
    let call = || client.call(&LIST).decode_json::<Vec<i64>, Error>();
    assert_eq!(call().wait().unwrap(), [1, 2]);
    assert_eq!(call().wait_response().unwrap().status(), 200);
    assert_eq!(call().wait_raw().unwrap().body(), "[1,2]");
    let mut written = Vec::new();
    assert_eq!(call().wait_copy_to(&mut written).unwrap(), 5);
    assert_eq!(written, b"[1,2]");
    let pages = || call().paginate(Pagination::offset("offset", 0), Page::new);
    let items: Result<Vec<_>, _> = pages().items().wait().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(pages().wait().map(|page| page.unwrap().items().len()).collect::<Vec<_>>(), [2, 1, 0]);
    let events: Result<Vec<_>, _> =
        client.call(&LIST).receive_events::<Value, Error>().wait().unwrap().collect();
    assert_eq!(events.unwrap().len(), 0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..50).for_each(|_| assert_eq!(call().wait().unwrap(), [1, 2])));
        }
    });
}
