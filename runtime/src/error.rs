//! One opaque error for everything that can go wrong with a call.

pub(crate) mod call_error;
mod cause;
mod display;
pub(crate) mod documented;

use crate::answer::decode::DecodeError;
use crate::answer::response::{Context, RawResponse};
use crate::answer::secrets::Secrets;
use crate::call::operation::{Method, Operation};
use crate::future::BoxError;
use bytes::Bytes;
use cause::Cause;
use documented::{DecodeDocumented, Documented};
use http::{HeaderMap, StatusCode};
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of an error answer that `Display` shows.
const SHOWN: usize = 240;

/// Why a call failed: of any operation.
///
/// Ask it with the predicates; which failures there are may grow. No text of it holds a secret that
/// the client or the call was given. An operation whose page documents the bodies of its error responses
/// fails with a [`CallError`](crate::CallError), of which `?` makes this.
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    message: String,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    documented: Option<Documented>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    body: Option<Bytes>,
    decode: Option<DecodeError>,
    source: Option<Cause>,
    attempts: u32,
    /// What no text of it shows.
    secrets: Secrets,
}

/// The kinds of failure; see the predicates of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The client cannot be built.
    Configuration,
    /// The request cannot be built; nothing was sent.
    Request,
    /// No connection; nothing was sent.
    Connect,
    /// No complete answer in time.
    Timeout,
    /// The exchange broke off.
    Transport,
    /// The answer is larger than the client takes.
    TooLarge,
    /// The server answered with a status other than 2xx.
    Status,
    /// The status is 2xx, and the body says that the call failed.
    Unsuccessful,
    /// The answer is not what the page documents.
    Decode,
    /// No token to authenticate with.
    Auth,
    /// The application's writer failed.
    #[cfg_attr(not(feature = "tokio"), allow(dead_code))]
    Write,
    /// The pages of a list do not follow each other as they should.
    Pagination,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        let inner = Inner {
            kind,
            operation: None,
            message: message.into(),
            status: None,
            headers: None,
            documented: None,
            request_id: None,
            retry_after: None,
            body: None,
            decode: None,
            source: None,
            attempts: 0,
            secrets: Secrets::default(),
        };
        Error { inner: Box::new(inner) }
    }

    pub(crate) fn with_source(mut self, source: BoxError) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    pub(crate) fn in_context(mut self, context: &Context) -> Self {
        self.inner.operation = Some(context.operation);
        self.inner.attempts = context.attempts;
        self.without(&context.secrets)
    }

    /// Leaves secrets out of every text.
    fn without(mut self, secrets: &Secrets) -> Self {
        self.inner.message = secrets.redacted(&self.inner.message);
        self.inner.source = self.inner.source.map(|source| cause::without(source, secrets));
        self.inner.secrets = secrets.clone();
        self
    }

    /// The failure to get a token, as the failure of a call that needs one.
    pub(crate) fn no_token(cause: Error) -> Self {
        let mut error = Error::new(Kind::Auth, cause.to_string());
        error.inner.body.clone_from(&cause.inner.body);
        error.inner.source = Some(Arc::new(cause));
        error
    }

    fn of_answer(kind: Kind, answer: &RawResponse) -> Self {
        let mut error = Error::new(kind, "").in_context(answer.context());
        error.inner.status = Some(answer.status_code());
        error.inner.headers = Some(answer.headers().clone());
        error.inner.retry_after = answer.context().retry_after;
        error.inner.request_id = answer.request_id().map(str::to_owned);
        error.inner.body = Some(answer.body().clone());
        error
    }

    /// A status other than 2xx.
    pub(crate) fn status_answer(answer: &RawResponse) -> Self {
        let mut error = Error::of_answer(Kind::Status, answer);
        let shown = answer.context().secrets.excerpt(answer.body(), 0..SHOWN);
        error.inner.message = shown.trim().to_owned();
        error
    }

    /// A successful status with a body that says that the call failed, by what the field holds.
    pub(crate) fn unsuccessful_answer(answer: &RawResponse, field: &str, found: &serde_json::Value) -> Self {
        let mut error = Error::of_answer(Kind::Unsuccessful, answer);
        let secrets = &answer.context().secrets;
        let shown = secrets.excerpt(answer.body(), 0..SHOWN);
        error.inner.message =
            format!("`{field}` is {}: {}", secrets.redacted(&found.to_string()), shown.trim());
        error
    }

    /// A successful status whose body is not what was expected.
    pub(crate) fn decode_answer(answer: &RawResponse, decode: DecodeError) -> Self {
        Error::of_answer(Kind::Decode, answer).and_decode(answer, decode)
    }

    /// Says why the body could not be read too.
    pub(crate) fn and_decode(mut self, answer: &RawResponse, decode: DecodeError) -> Self {
        self.inner.decode = Some(decode.redacted(&answer.context().secrets, answer.body()));
        self
    }

    /// A successful status whose body is no token. Whatever it is, it may hold one: neither text nor
    /// bytes of it are kept.
    pub(crate) fn no_token_in_answer(answer: &RawResponse) -> Self {
        let mut error = Error::of_answer(Kind::Decode, answer);
        error.inner.body = None;
        error.inner.message = "no JSON object with `access_token` (RFC 6749 section 5.1)".to_owned();
        error
    }

    /// With the body as it is documented.
    pub(crate) fn with_documented(mut self, answer: &RawResponse, decode: DecodeDocumented) -> Self {
        match decode(answer.status(), answer.body()) {
            None => self,
            Some(Ok(documented)) => {
                self.inner.documented = Some(documented);
                self
            }
            Some(Err(unread)) => self.and_decode(answer, unread),
        }
    }
}

impl Error {
    pub(crate) fn kind(&self) -> Kind {
        self.inner.kind
    }

    /// The status of the answer, where there was one.
    pub fn status(&self) -> Option<u16> {
        self.inner.status.map(|status| status.as_u16())
    }

    /// Whether the server did not answer in time: a timeout of the client or of the operating system,
    /// or a 408 or 504 answer.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == Kind::Timeout || matches!(self.status(), Some(408 | 504))
    }

    /// Whether no connection was made, so that the server has not seen the request.
    pub fn is_connect(&self) -> bool {
        self.inner.kind == Kind::Connect
    }

    /// Whether the server answered with a status other than 2xx.
    pub fn is_status(&self) -> bool {
        self.inner.kind == Kind::Status
    }

    /// Whether the server answered with a status of 2xx and the body says that the call failed, by a field
    /// that the page, or `success` in `docbind.toml`, names. The body is [`Error::documented`].
    pub fn is_unsuccessful(&self) -> bool {
        self.inner.kind == Kind::Unsuccessful
    }

    /// Whether the answer was successful but is not what the page documents.
    pub fn is_decode(&self) -> bool {
        self.inner.kind == Kind::Decode
    }

    /// Whether the answer is larger than the client takes.
    pub fn is_too_large(&self) -> bool {
        self.inner.kind == Kind::TooLarge
    }

    /// Whether the pages of a list do not follow each other: the server repeats a page and says that
    /// there are more, or sends to another origin for the next.
    pub fn is_pagination(&self) -> bool {
        self.inner.kind == Kind::Pagination
    }

    /// Whether the client has no token to authenticate with, or the server answered 401.
    pub fn is_auth(&self) -> bool {
        self.inner.kind == Kind::Auth || self.status() == Some(401)
    }

    /// Whether the mistake is in the request or the client, so that nothing was sent.
    pub fn is_builder(&self) -> bool {
        matches!(self.inner.kind, Kind::Configuration | Kind::Request)
    }

    /// Whether the same call may succeed later: it says nothing on whether the server acted on this one.
    pub fn is_retryable(&self) -> bool {
        match self.inner.kind {
            Kind::Connect | Kind::Timeout | Kind::Transport => true,
            Kind::Status => {
                self.inner.retry_after.is_some()
                    || matches!(self.status(), Some(408 | 425 | 429 | 502 | 503 | 504))
            }
            Kind::Auth => {
                let cause = self.inner.source.as_deref().and_then(|source| source.downcast_ref::<Error>());
                cause.is_some_and(Error::is_retryable)
            }
            Kind::Configuration
            | Kind::Request
            | Kind::TooLarge
            | Kind::Unsuccessful
            | Kind::Decode
            | Kind::Write
            | Kind::Pagination => false,
        }
    }

    /// How long the server asks to wait before the next try: its `Retry-After` header, as a duration
    /// from when the answer came.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// All headers of the response, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.headers.as_ref()
    }

    /// The value of a header of the response, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers()?.get(name)?.to_str().ok()
    }

    /// The server's name for the request: the header `x-request-id`, `request-id` or
    /// `x-correlation-id` of the response, or the one that
    /// [`ClientBuilder::request_id_header`](crate::ClientBuilder::request_id_header) names.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// The operation's id: `update_thread`.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation.map(Operation::id)
    }

    /// The verb.
    pub fn method(&self) -> Option<Method> {
        self.inner.operation.map(Operation::method)
    }

    /// The path template: `/threads/{id}`. Values are not filled in, so it is safe to log.
    pub fn path(&self) -> Option<&'static str> {
        self.inner.operation.map(Operation::path)
    }

    /// The body of the answer, unread. It may hold what the server considers secret.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.body.as_ref()
    }

    /// Why the body could not be read, and where.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.inner.decode.as_ref()
    }

    /// The body, where the page documents it for this status, it could be read, and its type is `D`: what
    /// the operation documents (see [`CallError`](crate::CallError)).
    pub fn documented<D: 'static>(&self) -> Option<&D> {
        self.inner.documented.as_ref()?.get()
    }

    /// The same, taken out of the error; else the error.
    pub fn into_documented<D: Clone + Send + Sync + 'static>(mut self) -> Result<D, Self> {
        if self.documented::<D>().is_none() {
            return Err(self);
        }
        self.inner.documented.take().and_then(Documented::into).ok_or(self)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
