//! Spans of calls.

use crate::fault_server::{Fault, FaultServer};
use docbind_runtime::Auth;
use docbind_runtime::codegen::*;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static GET: Operation = Operation::new("get_item", Method::Get, "/items/{id}");

/// Writes down every field of every span and event.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("docbind_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        writeln!(self.0.lock().unwrap(), "span {}", span.metadata().name()).unwrap();
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_that_tells_no_value() {
    let server =
        FaultServer::start(|nth, _| if nth == 0 { Fault::Status(429, Some("0")) } else { Fault::None }).await;
    let client: Client =
        ClientBuilder::new(None).base_url(&server.url).auth(Auth::bearer("s3cret-token")).build().unwrap();
    let notes = Notes::default();
    let guard = tracing::subscriber::set_default(notes.clone());
    let call = client.call(&GET).path("id", &"id-4711").query("q", &"q-4711").decode_bytes::<Error>();
    call.await.unwrap();
    drop(guard);
    let text = notes.0.lock().unwrap().clone();
    for expected in [
        "span api_call\n",
        "otel.name=\"get_item\"",
        "http.request.method=\"GET\"",
        "server.address=\"127.0.0.1\"",
        "server.port=",
        "url.scheme=\"http\"",
        "/items/{id}\"",
        "otel.kind=\"client\"",
        "url.template=\"/items/{id}\"",
        "message=sending again",
        "status: 429",
        "http.response.status_code=200",
    ] {
        assert!(text.contains(expected), "{expected} in:\n{text}");
    }
    assert!(!text.contains("s3cret") && !text.contains("4711"), "{text}");
}
