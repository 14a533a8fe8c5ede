//! A call that is ready to be sent, and the future of its answer: the thin generic edge.

mod attempt;
pub(crate) mod builder;
pub(crate) mod execute;
pub(crate) mod lines;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod prepare;

use crate::answer::decode::{Decode, DecodeError, Undocumented};
use crate::answer::response::{RawResponse, Response};
use crate::answer::streamed::StreamedResponse;
use crate::call::builder::CallParts;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::value::secret::Secret;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call that is sent when it is awaited.
///
/// `T` is what the operation answers, `E` what its page documents as the body of an error answer.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E = Undocumented> {
    parts: Box<CallParts>,
    decode: Decode<T>,
    decode_error: DecodeDocumented<E>,
}

pub(crate) type DecodeDocumented<E> = fn(u16, &[u8]) -> Option<Result<E, DecodeError>>;

impl<T, E> Call<T, E> {
    pub(crate) fn new(parts: Box<CallParts>, decode: Decode<T>, decode_error: DecodeDocumented<E>) -> Self {
        Call { parts, decode, decode_error }
    }

    pub(crate) fn into_parts(self) -> (Box<CallParts>, Decode<T>, DecodeDocumented<E>) {
        (self.parts, self.decode, self.decode_error)
    }

    /// How long one try of this call may take, in place of the client's timeout.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.options.timeout = Some(timeout);
        self
    }

    /// How long this call may take in all, in place of the client's deadline; the body of a stream
    /// included.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.parts.options.deadline = Some(deadline);
        self
    }

    /// Sends this call once, whatever the client's policy; a 401 that a fresh token mends is still
    /// sent again.
    pub fn no_retry(mut self) -> Self {
        self.parts.options.no_retry = true;
        self
    }

    /// Adds a header, in place of what the client or the operation would send under that name. It is not
    /// shown in logs; where it looks like a credential, no error repeats its value, either. For one that
    /// does not look like it there is [`Call::secret_header`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.replace_header(name, value);
        self
    }

    /// The same with a value that no error repeats, whatever it looks like.
    pub fn secret_header(mut self, name: &str, value: impl Into<Secret>) -> Self {
        let value = value.into();
        self.parts.replace_header(name, value.expose());
        self.parts.secrets.push(value.expose().to_owned());
        self
    }

    /// The key by which the server knows this request if it comes again, in the header that the
    /// operation's page names, or else in `Idempotency-Key`. It allows the call to be sent again, so
    /// give one only where the API takes it.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.parts.options.idempotency_key = Some(key.into());
        self
    }

    /// Sends the call; gives status and headers beside the body.
    pub async fn send(self) -> Result<Response<T>, Error<E>> {
        let Call { parts, decode, decode_error } = self;
        let answer = execute::execute(parts).await.map_err(|error| error.documented_as(None))?;
        let body = finish(&answer, decode, decode_error)?;
        Ok(Response::new(answer, body))
    }

    /// Sends the call; gives the answer as it came, with whatever status. Only a failure to get one is
    /// an error.
    pub async fn send_raw(self) -> Result<RawResponse, Error<E>> {
        execute::execute(self.parts).await.map_err(|error| error.documented_as(None))
    }

    /// Sends the call; the body of a successful answer is then read as it arrives. What was to be decoded
    /// from it is not, and nothing looks whether it says that the call failed.
    pub async fn stream(self) -> Result<StreamedResponse, Error<E>> {
        let (client, stall) = (self.parts.client.clone(), self.parts.options.timeout);
        let (head, body, context, deadline) =
            execute::open(self.parts).await.map_err(|error| error.documented_as(None))?;
        if head.status.is_success() {
            let stall = stall.unwrap_or(client.inner.channel.timeout);
            return Ok(StreamedResponse::new(head, body, context, deadline, stall));
        }
        let body = body.as_bytes().cloned().unwrap_or_default();
        Err(fail(&RawResponse::new(head, body, context), self.decode_error))
    }
}

pub(crate) fn finish<T, E>(
    answer: &RawResponse,
    decode: Decode<T>,
    decode_error: DecodeDocumented<E>,
) -> Result<T, Error<E>> {
    if answer.is_success() {
        if let Some(error) = failure_in_body(answer) {
            return Err(documented(error, answer, decode_error));
        }
        return decode
            .run(answer.status(), answer.body())
            .map_err(|error| Error::decode_answer(answer, error).documented_as(None));
    }
    Err(fail(answer, decode_error))
}

/// What a body says in spite of the status.
fn failure_in_body(answer: &RawResponse) -> Option<Error> {
    let field = answer.context().operation.success_field()?;
    let found = field.failure_in(answer.body())?;
    Some(Error::unsuccessful_answer(answer, &field.path.join("."), &found))
}

fn fail<E>(answer: &RawResponse, decode_error: DecodeDocumented<E>) -> Error<E> {
    documented(Error::status_answer(answer), answer, decode_error)
}

/// The error with the body as it is documented.
fn documented<E>(error: Error, answer: &RawResponse, decode_error: DecodeDocumented<E>) -> Error<E> {
    match decode_error(answer.status(), answer.body()) {
        None => error.documented_as(None),
        Some(Ok(documented)) => error.documented_as(Some(documented)),
        Some(Err(unread)) => error.and_decode(answer, unread).documented_as(None),
    }
}

impl<T, E> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture {
            exchange: execute::execute(self.parts),
            decode: self.decode,
            decode_error: self.decode_error,
        }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({} {})", self.parts.operation.method(), self.parts.operation.path())
    }
}

/// The future of a [`Call`]. Dropping it gives the call up; the server may have acted on it.
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<T, E = Undocumented> {
    exchange: BoxFuture<'static, Result<RawResponse, Error>>,
    decode: Decode<T>,
    decode_error: DecodeDocumented<E>,
}

impl<T, E> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.exchange.as_mut().poll(context).map(|answer| match answer {
            Ok(answer) => finish(&answer, self.decode, self.decode_error),
            Err(error) => Err(error.documented_as(None)),
        })
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}
