//! A call that is ready to be sent, and the future of its answer: the thin generic edge.

mod attempt;
pub(crate) mod builder;
pub(crate) mod execute;
pub(crate) mod lines;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod prepare;
pub(crate) mod request;

use crate::answer::decode::Decode;
use crate::answer::response::{RawResponse, Response};
use crate::answer::streamed::StreamedResponse;
use crate::call::builder::CallParts;
use crate::call::operation::Operation;
use crate::encode::url as encode_url;
use crate::error::documented::DecodeDocumented;
use crate::error::{Error, Kind};
use crate::future::BoxFuture;
use crate::policy::deadline::Deadline;
use crate::value::secret::Secret;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call: a future that is sent when it is first polled, by `.await`, `spawn`, `join!` and the like.
///
/// `T` is what the response holds. `E` is what the call fails with: [`Error`], or a
/// [`CallError`](crate::CallError) where the page documents the bodies of error responses. Dropping a call
/// that has been polled gives it up; the server may have acted on it. Its settings are given before it is
/// polled: later they change nothing.
///
/// A call that is forgotten is a warning, here an error:
///
/// ```compile_fail
/// # #![deny(unused_must_use)]
/// # use docbind_runtime::Call;
/// # fn run(delete: fn() -> Call<()>) {
/// delete(); // never sent
/// # }
/// ```
#[must_use = "a call is sent only once it is awaited: `.await` it, `.send().await` it, or `.wait()` for it"]
pub struct Call<T, E = Error> {
    operation: &'static Operation,
    /// Until it is polled.
    parts: Option<Box<CallParts>>,
    /// From then on, until there is a response.
    exchange: Option<Exchange>,
    decode: Decode<T>,
    decode_error: DecodeDocumented,
    failure: PhantomData<fn() -> E>,
}

type Exchange = BoxFuture<'static, Result<RawResponse, Error>>;

impl<T, E> Call<T, E> {
    pub(crate) fn new(parts: Box<CallParts>, decode: Decode<T>, decode_error: DecodeDocumented) -> Self {
        let operation = parts.operation;
        Call { operation, parts: Some(parts), exchange: None, decode, decode_error, failure: PhantomData }
    }

    /// What it is made of; nothing once it has been polled.
    pub(crate) fn into_parts(self) -> Option<(Box<CallParts>, Decode<T>, DecodeDocumented)> {
        Some((self.parts?, self.decode, self.decode_error))
    }

    /// The same call, of whose response nothing is read.
    pub(crate) fn returning_nothing(self) -> Call<(), E> {
        Call {
            operation: self.operation,
            parts: self.parts,
            exchange: self.exchange,
            decode: Decode::Whole(|_| Ok(())),
            decode_error: self.decode_error,
            failure: PhantomData,
        }
    }

    fn into_exchange(self) -> Option<Exchange> {
        self.parts.map(execute::execute).or(self.exchange)
    }

    fn with(mut self, set: impl FnOnce(&mut CallParts)) -> Self {
        if let Some(parts) = &mut self.parts {
            set(parts);
        }
        self
    }

    /// How long one try of this call may take, in place of the client's timeout.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|parts| parts.options.timeout = Some(timeout))
    }

    /// How long this call may take in all, in place of the client's deadline; the body of a stream
    /// included.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.with(|parts| parts.options.deadline = Some(deadline))
    }

    /// Sends this call once, whatever the client's policy; a 401 that a fresh token mends is still
    /// sent again.
    pub fn no_retry(self) -> Self {
        self.with(|parts| parts.options.no_retry = true)
    }

    /// How often this call is sent at most, the first time included, in place of the policy's number; at least 1.
    pub fn max_attempts(self, attempts: u32) -> Self {
        self.with(|parts| parts.options.max_attempts = Some(attempts.max(1)))
    }

    /// Adds a header, in place of what the client or the operation would send under that name. It is not
    /// shown in logs; where it looks like a credential, no error repeats its value, either. For one that
    /// does not look like it there is [`Call::secret_header`].
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|parts| parts.replace_header(name, value))
    }

    /// Sets a parameter of the query in place of what the operation would send under that name: for one that
    /// the documentation lacks, or a value that its type has not.
    pub fn query(self, name: &str, value: &str) -> Self {
        self.with(|parts| encode_url::set_query(&mut parts.query, name, value))
    }

    /// The same as [`Call::header`] with a value that no error repeats, whatever it looks like.
    pub fn secret_header(self, name: &str, value: impl Into<Secret>) -> Self {
        let value = value.into();
        self.with(|parts| {
            parts.replace_header(name, value.expose());
            parts.secrets.push(value.expose().to_owned());
        })
    }

    /// The key by which the server knows this request if it comes again, in the header that the
    /// operation's page names, or else in `Idempotency-Key`. It allows the call to be sent again, so
    /// give one only where the API takes it.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        let key = key.into();
        self.with(|parts| parts.options.idempotency_key = Some(key))
    }
}

impl<T, E: From<Error>> Call<T, E> {
    /// Sends the call; gives status and headers beside the body.
    pub async fn send(self) -> Result<Response<T>, E> {
        let (decode, decode_error) = (self.decode, self.decode_error);
        let answer = self.into_exchange().ok_or_else(sent_already)?.await?;
        let body = finish(&answer, decode, decode_error)?;
        Ok(Response::new(answer, body))
    }

    /// Sends the call; gives the answer as it came, with whatever status. Only a failure to get one is
    /// an error.
    pub async fn send_raw(self) -> Result<RawResponse, E> {
        Ok(self.into_exchange().ok_or_else(sent_already)?.await?)
    }

    /// Sends the call; the body of a successful answer is then read as it arrives. What was to be decoded
    /// from it is not, and nothing looks whether it says that the call failed.
    pub async fn stream(self) -> Result<StreamedResponse, E> {
        let (parts, _, decode_error) = self.into_parts().ok_or_else(sent_already)?;
        Ok(stream(parts, decode_error, Stall::Timeout).await?)
    }
}

pub(crate) fn sent_already() -> Error {
    Error::new(Kind::Request, "the call has been polled before, and a call is sent once")
}

/// How long the next bytes of a body may take.
#[derive(Clone, Copy)]
pub(crate) enum Stall {
    /// As long as a try, and all of them no longer than the deadline.
    Timeout,
    /// So long, or without a limit; the deadline is for the head.
    Of(Option<Duration>),
}

pub(crate) fn stream(
    parts: Box<CallParts>,
    decode_error: DecodeDocumented,
    stall: Stall,
) -> BoxFuture<'static, Result<StreamedResponse, Error>> {
    Box::pin(async move {
        let channel = parts.client.inner.channel.clone();
        let timeout = parts.options.timeout.unwrap_or(channel.timeout);
        let (head, body, context, deadline) = execute::open(parts).await?;
        if head.status.is_success() {
            let (stall, deadline) = match stall {
                Stall::Timeout => (Some(timeout), deadline),
                Stall::Of(stall) => (stall, Deadline::new(channel.clock.clone(), None)),
            };
            return Ok(StreamedResponse::new(head, body, context, deadline, stall));
        }
        let body = body.as_bytes().cloned().unwrap_or_default();
        let answer = RawResponse::new(head, body, context);
        Err(Error::status_answer(&answer).with_documented(&answer, decode_error))
    })
}

pub(crate) fn finish<T>(
    answer: &RawResponse,
    decode: Decode<T>,
    decode_error: DecodeDocumented,
) -> Result<T, Error> {
    match failure(answer, decode_error) {
        Some(error) => Err(error),
        None => {
            decode.run(answer.status(), answer.body()).map_err(|error| Error::decode_answer(answer, error))
        }
    }
}

/// What the status says, or the body in spite of it.
fn failure(answer: &RawResponse, decode_error: DecodeDocumented) -> Option<Error> {
    if !answer.is_success() {
        return Some(Error::status_answer(answer).with_documented(answer, decode_error));
    }
    let field = answer.context().operation.success_field()?;
    let found = field.failure_in(answer.body())?;
    let error = Error::unsuccessful_answer(answer, &field.path.join("."), &found);
    Some(error.with_documented(answer, decode_error))
}

impl<T, E: From<Error>> Future for Call<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Some(parts) = this.parts.take() {
            this.exchange = Some(execute::execute(parts));
        }
        let Some(exchange) = &mut this.exchange else { panic!("the call is polled after its response") };
        let answer = ready!(exchange.as_mut().poll(context));
        this.exchange = None;
        Poll::Ready(
            answer.and_then(|answer| finish(&answer, this.decode, this.decode_error)).map_err(E::from),
        )
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({} {})", self.operation.method(), self.operation.path())
    }
}
