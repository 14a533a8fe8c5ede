//! Large responses, written as they arrive, that go on where a connection broke off (RFC 9110, section 14).
//!
//! | file | what is in it |
//! |---|---|
//! | `run` | the connections, and what a response says of the whole |
//! | `sink` | where the bytes go |

// Without tokio there is nothing to write to.
#![cfg_attr(not(feature = "tokio"), allow(dead_code))]

mod run;
mod sink;

use crate::call::{self, Call};
use crate::error::Error;
use http::HeaderMap;
use run::Run;
use sink::Sink;
use std::fmt;
use std::time::Duration;

type OnProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// A call whose response is written to a file or a writer as it arrives. Made by [`Call::download`].
///
/// No timeout applies to the whole; the call's timeout is the longest wait for the next bytes. Where the connection
/// breaks, another one asks for the rest (`Range`), as long as the response is still the same one: by its `ETag`, or its
/// `Last-Modified` (`If-Range`). A server that sends all of it again is read from the start, and a response that has changed
/// replaces what was written. The [`RetryPolicy`](crate::RetryPolicy) says how long to wait, and how many connections in a
/// row may bring nothing. A request that may not be sent twice is sent once.
#[must_use = "a download is sent by `to_file` or `to_writer`"]
pub struct Download<E = Error> {
    call: Call<(), E>,
    on_progress: Option<OnProgress>,
}

/// A response that was written.
#[derive(Clone)]
pub struct Downloaded {
    written: u64,
    connections: u32,
    headers: HeaderMap,
}

impl<T, E> Call<T, E> {
    /// The same call, whose response is written to a file or a writer. What was to be decoded from it is not.
    pub fn download(self) -> Download<E> {
        Download { call: self.returning_nothing(), on_progress: None }
    }
}

impl<E> Download<E> {
    /// Calls this function after each piece, with the bytes that are written and the bytes of all, where that is known.
    pub fn on_progress(mut self, tell: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }

    /// The longest wait for the next bytes, and for the head of a response.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// How long it may take in all.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.call = self.call.deadline(deadline);
        self
    }
}

impl<E: From<Error>> Download<E> {
    /// Writes the body to a file: to one beside it (`.part`), which takes its name once it is complete. After a failure
    /// there is no new file, and an old one is as it was.
    #[cfg(all(feature = "tokio", not(target_arch = "wasm32")))]
    pub async fn to_file(self, path: impl AsRef<std::path::Path>) -> Result<Downloaded, E> {
        let file = sink::PartFile::create(path.as_ref()).await.map_err(run::not_written)?;
        self.run(file).await
    }

    /// Writes the body to a writer. What it has taken cannot be taken back: where the server sends something else the second
    /// time, that is an error.
    #[cfg(feature = "tokio")]
    pub async fn to_writer<W>(self, writer: &mut W) -> Result<Downloaded, E>
    where
        W: tokio::io::AsyncWrite + Unpin + Send + ?Sized,
    {
        self.run(sink::Writer(writer)).await
    }

    async fn run(self, sink: impl Sink) -> Result<Downloaded, E> {
        let (parts, _, decode_error) = self.call.into_parts().ok_or_else(call::sent_already)?;
        Ok(Run::new(parts, decode_error, sink, self.on_progress).finish().await?)
    }
}

impl Downloaded {
    /// How many bytes were written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// How many connections it took.
    pub fn connections(&self) -> u32 {
        self.connections
    }

    /// The headers of the last response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl<E> fmt::Debug for Download<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Download").field(&self.call).finish()
    }
}

impl fmt::Debug for Downloaded {
    /// Without the headers, which may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Downloaded")
            .field("written", &self.written)
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}
