//! The program that `.ci/requests` makes for an API: sends its documented requests, and prints a line of JSON for
//! each that was sent, with all that is wrong with it.

mod loopback;
#[path = "../tests/wire/server.rs"]
mod server;
mod wanted;

#[allow(clippy::all)]
mod generated {
    use crate::loopback::{Loopback, Request, Sending};
    use crate::wanted::{Body, Wanted};

    include!("prelude.rs");
    include!(env!("DOCBIND_REQUESTS"));
}

#[tokio::main]
async fn main() {
    for (request, wrong) in loopback::send_all(generated::REQUESTS).await {
        println!("{}", serde_json::json!([request.place, request.operation, wrong]));
    }
}
