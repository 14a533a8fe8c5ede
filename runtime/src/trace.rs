//! `tracing` spans, where the feature `tracing` is on; nothing else of this crate names that crate.
//!
//! Each call is a span named `api_call` of level INFO, whose fields are those of OpenTelemetry's conventions for HTTP clients
//! (v1.23 and later): `otel.name` is the operation's id, `url.template` its path template, and `url.full` the same below
//! the base URL. They are of low cardinality, and without any value of the call: placeholders stay, and there is no query. Its
//! status or failure is recorded when it ends. Each retry is an event of level DEBUG.
//!
//! A middleware runs within the span: it can set `traceparent` by the propagator that an application uses.

use crate::call::builder::CallParts;
use crate::call::operation::Operation;
use crate::error::Error;
use crate::policy::retry::Outcome;
use crate::transport::body::Body;
use http::response;
use std::pin::Pin;
use std::time::Duration;

type Sent = Result<(response::Parts, Body), Error>;

#[cfg(feature = "tracing")]
pub(crate) async fn call(parts: &CallParts, sending: Pin<&mut impl Future<Output = Sent>>) -> Sent {
    use tracing::Instrument as _;
    let operation = parts.operation;
    let base = base_url(parts);
    let path = parts.options.path.as_deref().unwrap_or(operation.path());
    let span = tracing::info_span!(
        "api_call",
        otel.name = operation.id(),
        otel.kind = "client",
        otel.status_code = tracing::field::Empty,
        http.request.method = operation.method().as_str(),
        server.address = base.as_ref().and_then(url::Url::host_str),
        server.port = base.as_ref().and_then(url::Url::port_or_known_default),
        url.full = base.as_ref().map(|base| format!("{}{path}", base.as_str().trim_end_matches('/'))),
        url.scheme = base.as_ref().map(url::Url::scheme),
        url.template = path,
        http.response.status_code = tracing::field::Empty,
        error.type = tracing::field::Empty,
    );
    let sent = sending.instrument(span.clone()).await;
    match &sent {
        Ok((head, _)) => {
            span.record("http.response.status_code", head.status.as_u16());
            if !head.status.is_success() {
                span.record("error.type", head.status.as_str());
                span.record("otel.status_code", "ERROR");
            }
        }
        Err(error) => {
            span.record("error.type", tracing::field::debug(error.kind()));
            span.record("otel.status_code", "ERROR");
        }
    };
    sent
}

/// The URL that the path is joined to, without what could be a credential.
#[cfg(feature = "tracing")]
fn base_url(parts: &CallParts) -> Option<url::Url> {
    let client = &parts.client.inner;
    let own = parts.operation.own_base_url().filter(|_| !client.base_url_is_set);
    let mut base = match own {
        Some(own) => url::Url::parse(own).ok()?,
        None => client.channel.base_url.clone()?,
    };
    let _ = base.set_username("").and_then(|()| base.set_password(None));
    base.set_query(None);
    base.set_fragment(None);
    Some(base)
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
pub(crate) async fn call(_: &CallParts, sending: Pin<&mut impl Future<Output = Sent>>) -> Sent {
    sending.await
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: &'static Operation, _: Outcome, _: u32, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn token_not_stored(_: &str) {}
