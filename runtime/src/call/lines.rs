//! A call whose answer is read line by line.

use crate::answer::decode::{DecodeError, Undocumented};
use crate::answer::json_lines::JsonLines;
use crate::answer::response::RawResponse;
use crate::call::Call;
use crate::error::Error;
use crate::future::BoxFuture;
use std::fmt;
use std::time::Duration;

/// A call that is sent when it is awaited, and whose answer is then read as it arrives.
///
/// `T` is what each line of the answer holds, `E` what the page documents as the body of an error answer.
#[must_use = "a call does nothing until it is awaited"]
pub struct LinesCall<T, E = Undocumented> {
    call: Call<(), E>,
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
        LinesCall { call, decode, limit }
    }

    /// As [`Call::timeout`]; it is also the longest wait for the next bytes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// As [`Call::deadline`].
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.call = self.call.deadline(deadline);
        self
    }

    /// As [`Call::no_retry`].
    pub fn no_retry(mut self) -> Self {
        self.call = self.call.no_retry();
        self
    }

    /// As [`Call::header`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// As [`Call::idempotency_key`].
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.call = self.call.idempotency_key(key);
        self
    }

    /// As [`Call::send_raw`]: the whole answer as it came.
    pub async fn send_raw(self) -> Result<RawResponse, Error<E>> {
        self.call.send_raw().await
    }
}

impl<T: 'static, E: 'static> IntoFuture for LinesCall<T, E> {
    type Output = Result<JsonLines<T>, Error<E>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let LinesCall { call, decode, limit } = self;
        Box::pin(async move { Ok(JsonLines::new(call.stream().await?, decode, limit)) })
    }
}

impl<T, E> fmt::Debug for LinesCall<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LinesCall").field(&self.call).finish()
    }
}
