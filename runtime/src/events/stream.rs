//! The typed stream of events.

use super::parser::RawEvent;
use super::source::Source;
use crate::answer::decode::DecodeError;
use crate::error::Error;
use crate::future::BoxFuture;
use futures_core::Stream;
use http::HeaderMap;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A server-sent event (WHATWG HTML, section 9.2) with typed data.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ServerSentEvent<T> {
    /// The event's type; `message` where the server names none.
    pub event: String,
    /// The last id that the server has named on this stream: what
    /// [`EventsCall::last_event_id`](crate::EventsCall::last_event_id) takes to go on behind this event.
    pub id: Option<String>,
    /// What the event says.
    pub data: T,
}

impl<T> ServerSentEvent<T> {
    /// An event of the type `message` without an id, for tests.
    pub fn new(data: T) -> Self {
        ServerSentEvent { event: "message".to_owned(), id: None, data }
    }
}

pub(crate) type ReadEvent<T> = fn(&RawEvent) -> Result<T, DecodeError>;

/// Events as they arrive: a `Stream`, and [`Events::next`] to do without one. It may never end, and no timeout
/// applies but the one of [`EventsCall::idle_timeout`](crate::EventsCall::idle_timeout).
///
/// # Reconnecting
/// Where the connection breaks or ends, the stream goes on with another one, whose request names the last event
/// (`Last-Event-ID`), so that none is lost or comes twice. That takes a server that gives ids (or at least a
/// `retry:` line) and a request that may be sent twice. Before it is the wait that the server asks for
/// (`retry:`), or else that of the [`RetryPolicy`](crate::RetryPolicy), which also says how many connections in a
/// row may bring nothing. A response of status 204 is the end.
///
/// An event whose data cannot be read is an error, after which the next event comes; any other failure is the last
/// item.
#[must_use = "events are read when the stream is polled"]
pub struct Events<T> {
    /// Where no event is waited for.
    source: Option<Box<Source>>,
    waiting: Option<BoxFuture<'static, Waited>>,
    read: ReadEvent<T>,
    headers: HeaderMap,
    request_id: Option<String>,
    last_event_id: Option<String>,
}

type Waited = (Box<Source>, Option<Result<RawEvent, Error>>);

impl<T> Events<T> {
    pub(crate) fn new(source: Source, read: ReadEvent<T>) -> Self {
        let headers = source.response().headers().clone();
        let request_id = source.response().request_id().map(str::to_owned);
        Events {
            source: Some(Box::new(source)),
            waiting: None,
            read,
            headers,
            request_id,
            last_event_id: None,
        }
    }

    /// The headers of the first response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's name for the first request: see [`Error::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The id of the last event that was given, to go on behind it in another process.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// The next event; `None` at the end. Nothing is lost where the future is dropped before it is done.
    pub async fn next(&mut self) -> Option<Result<ServerSentEvent<T>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn give(&mut self, source: &Source, raw: RawEvent) -> Result<ServerSentEvent<T>, Error> {
        let id = raw.id.as_deref().map(str::to_owned);
        self.last_event_id.clone_from(&id);
        match (self.read)(&raw) {
            Ok(data) => Ok(ServerSentEvent { event: raw.event, id, data }),
            Err(error) => Err(source.unreadable(raw, error)),
        }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<ServerSentEvent<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(mut source) = this.source.take() {
            if let Some(raw) = source.ready() {
                let given = this.give(&source, raw);
                this.source = Some(source);
                return Poll::Ready(Some(given));
            }
            this.waiting = Some(Box::pin(async move {
                let event = source.next().await;
                (source, event)
            }));
        }
        // Taken out while it is polled: one that panics is not to be polled again.
        let Some(mut waiting) = this.waiting.take() else { return Poll::Ready(None) };
        let Poll::Ready((source, event)) = waiting.as_mut().poll(context) else {
            this.waiting = Some(waiting);
            return Poll::Pending;
        };
        let given = event.map(|event| event.and_then(|raw| this.give(&source, raw)));
        this.source = Some(source);
        Poll::Ready(given)
    }
}

// Nothing in it is pinned.
impl<T> Unpin for Events<T> {}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("last_event_id", &self.last_event_id).finish_non_exhaustive()
    }
}
