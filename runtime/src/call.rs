//! A call that is ready to be sent, and the future of its answer: the thin generic edge.

use crate::call_builder::CallParts;
use crate::decode::{Decode, DecodeError, Undocumented};
use crate::error::Error;
use crate::execute;
use crate::future::BoxFuture;
use crate::response::{RawResponse, Response};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A call that is sent when it is awaited.
///
/// `T` is what the operation answers, `E` what its page documents as the body of an error answer.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E = Undocumented> {
    parts: Box<CallParts>,
    decode: Decode<T>,
    decode_error: DecodeDocumented<E>,
}

type DecodeDocumented<E> = fn(u16, &[u8]) -> Option<Result<E, DecodeError>>;

impl<T, E> Call<T, E> {
    pub(crate) fn new(parts: Box<CallParts>, decode: Decode<T>, decode_error: DecodeDocumented<E>) -> Self {
        Call { parts, decode, decode_error }
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
}

fn finish<T, E>(
    answer: &RawResponse,
    decode: Decode<T>,
    decode_error: DecodeDocumented<E>,
) -> Result<T, Error<E>> {
    if answer.is_success() {
        return decode
            .run(answer.status(), answer.body())
            .map_err(|error| Error::decode_answer(answer, error).documented_as(None));
    }
    let error = Error::status_answer(answer);
    Err(match decode_error(answer.status(), answer.body()) {
        None => error.documented_as(None),
        Some(Ok(documented)) => error.documented_as(Some(documented)),
        Some(Err(unread)) => error.and_decode(answer, unread).documented_as(None),
    })
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
