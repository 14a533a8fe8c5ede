//! Answers: typed and raw.

use crate::answer::secrets::Secrets;
use crate::call::operation::Operation;
use crate::client::channel::Channel;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A successful answer with its typed body.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    request_id_headers: RequestIdHeaders,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(raw: RawResponse, body: T) -> Self {
        let request_id_headers = raw.context.request_id_headers;
        Response { status: raw.status, headers: raw.headers, request_id_headers, body }
    }

    /// The status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The server's name for the request: see [`Error::request_id`](crate::Error::request_id).
    pub fn request_id(&self) -> Option<&str> {
        self.request_id_headers.find(&self.headers)
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body.
    pub fn into_body(self) -> T {
        self.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    /// Without the headers, which may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// An answer as it came, with whatever status.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    context: Context,
}

/// What an error about an answer says of its call.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) operation: &'static Operation,
    /// Texts that may be in no error.
    pub(crate) secrets: Secrets,
    /// How often the request was sent.
    pub(crate) attempts: u32,
    /// How long the last answer asks to wait.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) request_id_headers: RequestIdHeaders,
}

/// The headers by which servers name a request: those that the application adds come first.
#[derive(Clone, Default)]
pub(crate) struct RequestIdHeaders(Option<Arc<[HeaderName]>>);

impl RequestIdHeaders {
    pub(crate) fn new(names: Vec<HeaderName>) -> Self {
        RequestIdHeaders((!names.is_empty()).then(|| names.into()))
    }

    pub(crate) fn find<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let text = |value: &'h HeaderValue| value.to_str().ok();
        let own = self.0.iter().flat_map(|names| names.iter()).find_map(|name| headers.get(name));
        let usual =
            || ["x-request-id", "request-id", "x-correlation-id"].iter().find_map(|name| headers.get(*name));
        own.or_else(usual).and_then(text)
    }
}

impl Context {
    pub(crate) fn new(operation: &'static Operation, secrets: Secrets, channel: &Channel) -> Self {
        let request_id_headers = channel.request_id_headers.clone();
        Context { operation, secrets, attempts: 0, retry_after: None, request_id_headers }
    }

    pub(crate) fn keep_secret(&mut self, secret: &str) {
        self.secrets.add(secret);
    }
}

impl RawResponse {
    pub(crate) fn new(parts: http::response::Parts, body: Bytes, context: Context) -> Self {
        RawResponse { status: parts.status, headers: parts.headers, body, context }
    }

    /// The status, 100 to 599.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the status is 200 to 299.
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The server's name for the request: see [`Error::request_id`](crate::Error::request_id).
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id_headers.find(&self.headers)
    }

    /// The bytes of the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The bytes of the body.
    pub fn into_body(self) -> Bytes {
        self.body
    }

    /// Headers, and by which of them the server names the request.
    pub(crate) fn into_headers(self) -> (HeaderMap, RequestIdHeaders) {
        (self.headers, self.context.request_id_headers)
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }
}

impl fmt::Debug for RawResponse {
    /// The size and nothing of the body, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("operation", &self.context.operation.id())
            .field("status", &self.status.as_u16())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
