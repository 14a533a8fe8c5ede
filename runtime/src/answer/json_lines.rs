//! An answer that has a JSON text on each line, read as it arrives.

use crate::answer::decode::DecodeError;
use crate::answer::streamed::StreamedResponse;
use crate::error::{Error, Kind};
use crate::future::BoxStream;
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use std::fmt;

/// A successful answer whose lines are values (NDJSON, JSON Lines), read as they arrive: it may never end.
/// Empty lines are skipped. A line may be as long as a whole answer otherwise may be.
pub struct JsonLines<T> {
    answer: StreamedResponse,
    decode: fn(status: u16, line: &[u8]) -> Result<T, DecodeError>,
    buffer: BytesMut,
    /// How much of the buffer has no line end.
    searched: usize,
    ended: bool,
    limit: u64,
}

impl<T> JsonLines<T> {
    pub(crate) fn new(
        answer: StreamedResponse,
        decode: fn(u16, &[u8]) -> Result<T, DecodeError>,
        limit: u64,
    ) -> Self {
        JsonLines { answer, decode, buffer: BytesMut::new(), searched: 0, ended: false, limit }
    }

    /// Status and headers of the answer.
    pub fn response(&self) -> &StreamedResponse {
        &self.answer
    }

    /// The next value; `None` at the end. After a line that cannot be read comes the next one; after any other
    /// failure comes the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        loop {
            let line = match self.next_line().await {
                Ok(line) => line?,
                Err(error) => {
                    self.ended = true;
                    self.buffer.clear();
                    return Some(Err(error));
                }
            };
            if !line.iter().all(u8::is_ascii_whitespace) {
                let value = (self.decode)(self.answer.status(), &line);
                return Some(value.map_err(|error| self.answer.unreadable(line, error)));
            }
        }
    }

    /// All values, once the answer has ended; the first failure instead.
    pub async fn collect(mut self) -> Result<Vec<T>, Error> {
        let mut values = Vec::new();
        while let Some(value) = self.next().await {
            values.push(value?);
        }
        Ok(values)
    }

    /// The same as a `Stream`.
    pub fn into_stream(self) -> BoxStream<Result<T, Error>>
    where
        T: 'static,
    {
        Box::pin(stream::unfold(self, |mut lines| async move { Some((lines.next().await?, lines)) }))
    }

    /// The next line without its end; `None` where there is no more.
    async fn next_line(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if let Some(at) = self.buffer[self.searched..].iter().position(|byte| *byte == b'\n') {
                let line = self.buffer.split_to(self.searched + at + 1);
                self.searched = 0;
                return Ok(Some(line.freeze()));
            }
            self.searched = self.buffer.len();
            if self.ended {
                self.searched = 0;
                let rest = self.buffer.split().freeze();
                return Ok((!rest.is_empty()).then_some(rest));
            }
            if self.buffer.len() as u64 > self.limit {
                let text = format!("a line of more than {} bytes", self.limit);
                return Err(self.answer.failed(Error::new(Kind::TooLarge, text)));
            }
            match self.answer.chunk().await? {
                Some(chunk) => self.buffer.extend_from_slice(&chunk),
                None => self.ended = true,
            }
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("answer", &self.answer).finish_non_exhaustive()
    }
}
