//! The program that `.ci/probe` makes: the probes of some clients, and what their calls send, a line of JSON each.

#[path = "../requests/loopback.rs"]
#[allow(dead_code)] // the documented requests use the rest
mod loopback;
mod record;
#[path = "../tests/wire/server.rs"]
mod server;
#[path = "../requests/wanted.rs"]
#[allow(dead_code)]
mod wanted;

#[allow(warnings)]
mod probes {
    include!(env!("DOCBIND_PROBES"));
}

#[tokio::main]
async fn main() {
    for (subject, calls) in probes::PROBES {
        for (call, sent) in record::record(calls).await {
            println!("{}", serde_json::json!([subject, call, sent]));
        }
    }
}
