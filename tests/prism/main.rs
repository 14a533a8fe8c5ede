//! The program that `.ci/prism` makes: calls the operations of a client through a server that refuses what does not fit
//! its description, and prints a line of JSON for each call.

use docbind_runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, http};
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

/// A call under way; an error in words where it failed.
type Sending = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// A call of an operation.
pub struct Call {
    operation: &'static str,
    /// Whether its page asks for the token of a user.
    of_user: bool,
    send: fn(api::Client) -> Sending,
}

#[allow(clippy::all, deprecated)]
mod generated {
    use crate::{Call, Sending};

    include!("../requests/prelude.rs");
    include!(env!("DOCBIND_CALLS"));
}

/// What went over the wire last.
#[derive(Default)]
struct Exchange {
    target: String,
    status: u16,
    /// What Prism says is wrong, with the request and with its own response.
    violations: String,
    body: String,
}

type Seen = Arc<Mutex<Option<Exchange>>>;

/// A transport that keeps what came back.
#[derive(Clone)]
struct Recording {
    transport: ReqwestTransport,
    seen: Seen,
}

impl Transport for Recording {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let target = format!("{} {}", request.method(), request.uri());
        let (sending, seen) = (self.transport.send(request), self.seen.clone());
        Box::pin(async move {
            let (parts, mut body) = sending.await?.into_parts();
            let mut bytes = Vec::new();
            while let Some(Ok(chunk)) = body.chunk().await {
                bytes.extend_from_slice(&chunk);
            }
            let violations =
                parts.headers.get("sl-violations").map(|value| String::from_utf8_lossy(value.as_bytes()));
            *seen.lock().expect("nobody panicked") = Some(Exchange {
                target,
                status: parts.status.as_u16(),
                violations: violations.unwrap_or_default().into_owned(),
                body: String::from_utf8_lossy(&bytes).into_owned(),
            });
            Ok(http::Response::from_parts(parts, Body::from(bytes)))
        })
    }
}

/// The refusal that a response is: its kind, and its reasons.
fn refusal(seen: &Exchange) -> Option<(String, Vec<String>)> {
    let violations: Value = serde_json::from_str(&seen.violations).unwrap_or_default();
    // Responses that Prism makes up do not fit the description either.
    let of_request = |of: &&Value| of["location"][0] == "request" && of["severity"] == "Error";
    let reasons = violations.as_array().into_iter().flatten().filter(of_request).map(|of| {
        let place = of["location"].as_array().into_iter().flatten().map(|step| match step {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        format!("{}: {}", place.collect::<Vec<_>>().join("."), of["message"].as_str().unwrap_or_default())
    });
    let reasons: Vec<String> = reasons.collect();
    if !reasons.is_empty() {
        return Some(("invalid request".to_owned(), reasons));
    }
    let problem: Value = serde_json::from_str(&seen.body).unwrap_or_default();
    let kind =
        problem["type"].as_str().and_then(|kind| kind.strip_prefix("https://stoplight.io/prism/errors#"))?;
    // It accepted the request, and knows nothing that it could send back.
    let accepted = ["NO_RESPONSE_DEFINED", "NOT_FOUND", "NOT_ACCEPTABLE", "VIOLATIONS"].contains(&kind);
    let detail = problem["detail"].as_str().unwrap_or_default().to_owned();
    (!accepted && seen.status >= 400).then(|| (kind.to_owned(), vec![detail]))
}

#[tokio::main]
async fn main() {
    let url = std::env::args().nth(1).expect("the argument is the URL of the server");
    let transport = ReqwestTransport::new().expect("there is a transport");
    let via = Recording { transport, seen: Seen::default() };
    for call in generated::CALLS {
        let auth = match call.of_user {
            true => api::Auth::bearer("token"),
            false => api::Auth::prefixed_key(api::ApiKeyLocation::Header, "Authorization", "Bot ", "token"),
        };
        let client = api::Client::builder().base_url(&url).auth(auth).transport(via.clone()).build();
        let failed = match client {
            // A value that cannot be made ends the task alone.
            Ok(client) => match tokio::spawn(async move { (call.send)(client).await }).await {
                Ok(outcome) => outcome.err(),
                Err(error) => Some(error.to_string()),
            },
            Err(error) => Some(error.to_string()),
        };
        let seen = via.seen.lock().expect("nobody panicked").take();
        let (target, refused) = match seen {
            Some(exchange) => (exchange.target.clone(), refusal(&exchange)),
            None => (String::new(), Some(("nothing was sent".to_owned(), failed.into_iter().collect()))),
        };
        println!("{}", json!([call.operation, target, refused]));
    }
}
