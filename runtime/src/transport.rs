//! The one seam to the network.

pub(crate) mod body;
pub(crate) mod middleware;

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod settings;
#[cfg(feature = "reqwest")]
mod tls;

#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
#[cfg(feature = "reqwest")]
pub use settings::TransportSettings;

use crate::future::{BoxError, BoxFuture};
use crate::transport::body::Body;
use std::fmt;

/// Sends one request and gives the one answer to it.
///
/// An implementation does not follow redirects, does not send a request a second time, and takes
/// every status for an answer: redirects, retries and statuses are the client's. Dropping the future
/// ends the exchange.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`; ends when the head of the answer is there, whose body then arrives as it is read.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>>;
}

/// Why an exchange failed.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) kind: TransportErrorKind,
    pub(crate) source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportErrorKind {
    Connect,
    Timeout,
    Other,
}

impl TransportError {
    /// No connection was made: the server has surely not seen the request, so that any request may be
    /// sent again.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        TransportError { kind: TransportErrorKind::Connect, source: source.into() }
    }

    /// The server was too slow; it may have seen the request.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        TransportError { kind: TransportErrorKind::Timeout, source: source.into() }
    }

    /// Anything else; the server may have seen the request.
    pub fn other(source: impl Into<BoxError>) -> Self {
        TransportError { kind: TransportErrorKind::Other, source: source.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "the server was too slow",
            TransportErrorKind::Other => "the exchange with the server broke off",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
