//! What is sent and received: nothing, bytes, or a stream of bytes.

use crate::future::{BoxError, BoxStream};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

/// The body of a request or answer, as a [`Transport`](crate::Transport) sees it.
///
/// It is a stream of byte chunks; bytes that are in memory are one chunk.
#[derive(Default)]
pub struct Body {
    content: Content,
}

#[derive(Default)]
enum Content {
    #[default]
    Empty,
    Full(Bytes),
    Stream {
        stream: BoxStream<Result<Bytes, BoxError>>,
        length: Option<u64>,
    },
}

impl Body {
    /// A body of no bytes.
    pub fn empty() -> Self {
        Body::default()
    }

    /// A body that arrives chunk by chunk; `length` is its size in bytes where that is known.
    pub fn from_stream(stream: BoxStream<Result<Bytes, BoxError>>, length: Option<u64>) -> Self {
        Body { content: Content::Stream { stream, length } }
    }

    /// Its size in bytes, where that is known before it is read.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Empty => Some(0),
            Content::Full(bytes) => Some(bytes.len() as u64),
            Content::Stream { length, .. } => *length,
        }
    }

    /// The bytes, where they are all in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Full(bytes) => Some(bytes),
            Content::Empty | Content::Stream { .. } => None,
        }
    }

    /// The next bytes; `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BoxError>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

/// How much of a body has been taken to be sent: as long as that grows, the exchange goes on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent(Arc<AtomicU64>);

impl Sent {
    /// How many bytes of all tries.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// The body, counted.
    pub(crate) fn count(&self, body: Body) -> Body {
        let (length, sent) = (body.length(), self.0.clone());
        let counted = body.inspect_ok(move |chunk| {
            sent.fetch_add(chunk.len() as u64, Ordering::Relaxed);
        });
        Body::from_stream(Box::pin(counted), length)
    }
}

impl Stream for Body {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.content {
            Content::Stream { stream, .. } => stream.as_mut().poll_next(context),
            content => Poll::Ready(match std::mem::take(content) {
                Content::Full(bytes) if !bytes.is_empty() => Some(Ok(bytes)),
                _ => None,
            }),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Body { content: Content::Full(bytes) }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    /// The size and nothing of the content, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
