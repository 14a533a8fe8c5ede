//! A call whose answer is read line by line.

use crate::answer::decode::DecodeError;
use crate::answer::json_lines::JsonLines;
use crate::answer::response::RawResponse;
use crate::answer::streamed::StreamedResponse;
use crate::call::{self, Call, Stall};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::value::secret::Secret;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A call that is sent when it is first polled, as a [`Call`], and whose answer is then read as it arrives.
///
/// `T` is what each line of the answer holds, `E` what the call fails with.
#[must_use = "a call is sent only once it is awaited: `.await` it, or `.wait()` for it"]
pub struct LinesCall<T, E = Error> {
    /// Until it is polled.
    call: Option<Call<(), E>>,
    /// From then on.
    opening: Option<BoxFuture<'static, Result<StreamedResponse, Error>>>,
    decode: fn(u16, &[u8]) -> Result<T, DecodeError>,
    /// The longest line, in bytes.
    limit: u64,
}

impl<T, E> LinesCall<T, E> {
    pub(crate) fn new(
        call: Call<(), E>,
        decode: fn(u16, &[u8]) -> Result<T, DecodeError>,
        limit: u64,
    ) -> Self {
        LinesCall { call: Some(call), opening: None, decode, limit }
    }

    fn with(mut self, set: impl FnOnce(Call<(), E>) -> Call<(), E>) -> Self {
        self.call = self.call.map(set);
        self
    }

    /// As [`Call::timeout`]; it is also the longest wait for the next bytes.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|call| call.timeout(timeout))
    }

    /// As [`Call::deadline`].
    pub fn deadline(self, deadline: Duration) -> Self {
        self.with(|call| call.deadline(deadline))
    }

    /// As [`Call::no_retry`].
    pub fn no_retry(self) -> Self {
        self.with(Call::no_retry)
    }

    /// As [`Call::header`].
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|call| call.header(name, value))
    }

    /// As [`Call::secret_header`].
    pub fn secret_header(self, name: &str, value: impl Into<Secret>) -> Self {
        self.with(|call| call.secret_header(name, value))
    }

    /// As [`Call::query`].
    pub fn query(self, name: &str, value: &str) -> Self {
        self.with(|call| call.query(name, value))
    }

    /// As [`Call::idempotency_key`].
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        self.with(|call| call.idempotency_key(key))
    }
}

impl<T, E: From<Error>> LinesCall<T, E> {
    /// As [`Call::send_raw`]: the whole answer as it came.
    pub async fn send_raw(self) -> Result<RawResponse, E> {
        self.call.ok_or_else(call::sent_already)?.send_raw().await
    }
}

impl<T, E: From<Error>> Future for LinesCall<T, E> {
    type Output = Result<JsonLines<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Some((parts, _, decode_error)) = this.call.take().and_then(Call::into_parts) {
            this.opening = Some(call::stream(parts, decode_error, Stall::Timeout));
        }
        let Some(opening) = &mut this.opening else { panic!("the call is polled after its response") };
        let answer = ready!(opening.as_mut().poll(context));
        this.opening = None;
        let lines = answer.map(|answer| JsonLines::new(answer, this.decode, this.limit));
        Poll::Ready(lines.map_err(E::from))
    }
}

impl<T, E> fmt::Debug for LinesCall<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LinesCall").field(&self.call).finish()
    }
}
