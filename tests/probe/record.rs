//! What the calls of a probe send, in a form in which the same requests are equal.

use crate::loopback::{Loopback, ORIGIN, Sending, connect};
use crate::server::{Received, Server};
use serde_json::{Value, json};
use std::future::IntoFuture;

/// A call of a probe, with its name.
pub type Call = (&'static str, fn(&Loopback) -> Sending);

/// A call under way, whatever it answers.
pub fn sending<F, T, E>(call: F) -> Sending
where
    F: IntoFuture<Output = Result<T, E>>,
    F::IntoFuture: Send + 'static,
    E: std::fmt::Display,
{
    let call = call.into_future();
    Box::pin(async move { call.await.map(drop).map_err(|error| error.to_string()) })
}

/// The answer of a call, for what is only compiled.
pub fn answer_of<F: IntoFuture<Output = Result<T, E>>, T, E>(_: F) -> T {
    unreachable!("it is never called")
}

/// Makes the calls; what each sent stands beside its name.
pub async fn record(calls: &[Call]) -> Vec<(&'static str, Value)> {
    let server = Server::start().await;
    let via = connect(&server);
    let mut recorded = Vec::new();
    for (name, send) in calls {
        let (send, via) = (*send, via.clone());
        // What panics ends the task alone.
        let outcome = tokio::spawn(async move { send(&via).await }).await;
        let received: Vec<Value> = server.take().iter().map(normal).collect();
        let failure = || match outcome {
            Ok(Ok(())) => "nothing".to_owned(),
            Ok(Err(error)) => error,
            Err(error) => error.to_string(),
        };
        let sent = if received.is_empty() { json!({ "nothing sent": failure() }) } else { received.into() };
        recorded.push((*name, sent));
    }
    recorded
}

/// A request without what differs from run to run, and without an order where that says nothing.
fn normal(of: &Received) -> Value {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let header = |name: &str| of.headers.iter().find(|(own, _)| own == name).map(|(_, value)| text(value));
    let kind = header("content-type").unwrap_or_default();
    let boundary = kind.split_once("boundary=").map(|(_, of)| of.trim_matches('"').to_owned());
    let stable = |text: String| match &boundary {
        Some(boundary) => text.replace(boundary.as_str(), "boundary"),
        None => text,
    };
    let mut headers: Vec<String> = of
        .headers
        .iter()
        .filter(|(name, _)| !["host", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", stable(text(value))))
        .collect();
    headers.sort();
    let sorted = |text: &str, by: &str| {
        let mut parts: Vec<String> = text.split(by).map(str::to_owned).collect();
        parts.sort();
        parts
    };
    let (path, query) = of.target.split_once('?').unwrap_or((&of.target, ""));
    let body = stable(text(&of.body));
    let body = match serde_json::from_str::<Value>(&body) {
        Ok(json) => json,
        Err(_) if boundary.is_some() => sorted(&body, "--boundary").into(),
        Err(_) if kind.contains("form-urlencoded") => sorted(&body, "&").into(),
        Err(_) => body.into(),
    };
    let origin = header(ORIGIN);
    json!({ "verb": of.method, "origin": origin, "path": path, "query": sorted(query, "&"), "headers": headers, "body": body })
}
