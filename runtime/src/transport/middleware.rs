//! A point where an application sees and changes every exchange.

use crate::future::BoxFuture;
use crate::transport::body::Body;
use crate::transport::{Transport, TransportError};
use std::sync::Arc;

/// Sits around every exchange: each try of a call, each redirect that is followed, and the requests
/// for tokens.
///
/// The request is as it will be sent, credentials included (header values that hold one are
/// marked sensitive, so that `Debug` does not show them). Its extensions hold the
/// [`Operation`](crate::Operation).
///
/// ```
/// use docbind_runtime::{Body, BoxFuture, Middleware, Next, Operation, TransportError, http};
///
/// struct Count(std::sync::atomic::AtomicU64);
///
/// impl Middleware for Count {
///     fn handle<'a>(
///         &'a self,
///         mut request: http::Request<Body>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
///         self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         request.headers_mut().insert("x-sent-by", http::HeaderValue::from_static("me"));
///         next.run(request)
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Handles one exchange, mostly by [`Next::run`].
    fn handle<'a>(
        &'a self,
        request: http::Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>>;
}

/// What comes after a [`Middleware`]: the others, and at last the transport.
#[allow(missing_debug_implementations)]
pub struct Next<'a> {
    rest: &'a [Arc<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(rest: &'a [Arc<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Next { rest, transport }
    }

    /// Goes on with the exchange.
    pub fn run(
        self,
        request: http::Request<Body>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, TransportError>> {
        match self.rest.split_first() {
            Some((first, rest)) => first.handle(request, Next { rest, transport: self.transport }),
            None => self.transport.send(request),
        }
    }
}
