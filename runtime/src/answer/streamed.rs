//! An answer whose body is read as it arrives.

use crate::answer::decode::DecodeError;
use crate::answer::receive;
use crate::answer::response::{Context, RawResponse};
use crate::error::Error;
#[cfg(feature = "tokio")]
use crate::error::Kind;
use crate::policy::deadline::Deadline;
use crate::transport::body::Body;
use bytes::Bytes;
use http::{HeaderMap, response};
use std::fmt;
use std::pin::pin;
use std::time::Duration;

/// A successful answer whose body is read as it arrives: it may be larger than memory, and no size
/// limit applies. Reading fails where the server sends nothing for as long as the call's timeout, and
/// when the call's deadline has passed.
pub struct StreamedResponse {
    head: response::Parts,
    body: Body,
    context: Context,
    deadline: Deadline,
    /// The longest wait for the next bytes, where there is a limit.
    stall: Option<Duration>,
}

impl StreamedResponse {
    pub(crate) fn new(
        head: response::Parts,
        body: Body,
        context: Context,
        deadline: Deadline,
        stall: Option<Duration>,
    ) -> Self {
        StreamedResponse { head, body, context, deadline, stall }
    }

    /// The status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The value of a header, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// The server's name for the request: see [`Error::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.context.request_id_headers.find(&self.head.headers)
    }

    /// The size of the whole body in bytes, where the server says it.
    pub fn length(&self) -> Option<u64> {
        self.body.length()
    }

    /// The next bytes of the body; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let body = &mut self.body;
        let reading = pin!(async { body.chunk().await.transpose().map_err(receive::broke_off) });
        let read = self.deadline.within(self.stall, reading).await;
        read.map_err(|error| error.in_context(&self.context))
    }

    /// A part of the body that is not what was expected.
    pub(crate) fn unreadable(&self, part: Bytes, error: DecodeError) -> Error {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = self.head.status;
        head.headers.clone_from(&self.head.headers);
        Error::decode_answer(&RawResponse::new(head, part, self.context.clone()), error)
    }

    /// A failure while the body is read.
    pub(crate) fn failed(&self, error: Error) -> Error {
        error.in_context(&self.context)
    }

    /// Writes the body, or what is left of it, to `writer`; gives the number of bytes written.
    #[cfg(feature = "tokio")]
    pub async fn copy_to<W>(&mut self, writer: &mut W) -> Result<u64, Error>
    where
        W: tokio::io::AsyncWrite + Unpin + ?Sized,
    {
        use tokio::io::AsyncWriteExt as _;
        let failed = |source: std::io::Error| Error::new(Kind::Write, "").with_source(Box::new(source));
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            writer.write_all(&chunk).await.map_err(|error| failed(error).in_context(&self.context))?;
            written += chunk.len() as u64;
        }
        writer.flush().await.map_err(|error| failed(error).in_context(&self.context))?;
        Ok(written)
    }
}

impl fmt::Debug for StreamedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamedResponse")
            .field("operation", &self.context.operation.id())
            .field("status", &self.status())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
