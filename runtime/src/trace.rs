//! `tracing` spans, where the feature `tracing` is on; nothing else of this crate names that crate.
//!
//! Each call is a span named `api_call` of level INFO, with `otel.name` the operation's id and
//! `url.template` its path template: of low cardinality, and without any value of the call. Its
//! status or failure is recorded when it ends. Each retry is an event of level DEBUG.

use crate::call::operation::Operation;
use crate::error::Error;
use crate::policy::retry::Outcome;
use crate::transport::body::Body;
use http::response;
use std::pin::Pin;
use std::time::Duration;

type Sent = Result<(response::Parts, Body), Error>;

#[cfg(feature = "tracing")]
pub(crate) async fn call(
    operation: &'static Operation,
    sending: Pin<&mut impl Future<Output = Sent>>,
) -> Sent {
    use tracing::Instrument as _;
    let span = tracing::info_span!(
        "api_call",
        otel.name = operation.id(),
        otel.kind = "client",
        http.request.method = operation.method().as_str(),
        url.template = operation.path(),
        http.response.status_code = tracing::field::Empty,
        error.type = tracing::field::Empty,
    );
    let sent = sending.instrument(span.clone()).await;
    match &sent {
        Ok((head, _)) => span.record("http.response.status_code", head.status.as_u16()),
        Err(error) => span.record("error.type", tracing::field::debug(error.kind())),
    };
    sent
}

#[cfg(feature = "tracing")]
pub(crate) fn retry(operation: &'static Operation, outcome: Outcome, tries: u32, wait: Duration) {
    tracing::debug!(operation = operation.id(), ?outcome, tries, ?wait, "sending again");
}

#[cfg(feature = "tracing")]
pub(crate) fn token_not_stored(error: &str) {
    tracing::warn!(error, "the token store failed to keep a token");
}

#[cfg(not(feature = "tracing"))]
pub(crate) async fn call(_: &'static Operation, sending: Pin<&mut impl Future<Output = Sent>>) -> Sent {
    sending.await
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: &'static Operation, _: Outcome, _: u32, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn token_not_stored(_: &str) {}
