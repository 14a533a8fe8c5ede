//! A call whose response is a stream of events.

use super::parser::RawEvent;
use super::source::{EventOptions, Source};
use super::stream::{Events, ReadEvent};
use crate::answer::decode::{self, DecodeError};
use crate::answer::response::RawResponse;
use crate::call::builder::CallBuilder;
use crate::call::request::Request;
use crate::call::{self, Call};
use crate::codec::{self, Wire};
use crate::error::Error;
use crate::error::call_error::Failure;
use crate::future::BoxFuture;
use crate::value::secret::Secret;
use serde::de::DeserializeOwned;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

const EVENT_STREAM: &str = "text/event-stream";

/// A call that is sent when it is first polled, as a [`Call`], and whose response is then a stream of server-sent
/// events.
///
/// `T` is what each event holds, `E` what the call fails with.
#[must_use = "a call is sent only once it is awaited: `.await` it, or `.wait()` for it"]
pub struct EventsCall<T, E = Error> {
    /// Until it is polled.
    call: Option<Call<(), E>>,
    options: EventOptions,
    /// From then on.
    opening: Option<BoxFuture<'static, Result<Source, Error>>>,
    read: ReadEvent<T>,
}

impl<T, E> EventsCall<T, E> {
    fn with(mut self, set: impl FnOnce(Call<(), E>) -> Call<(), E>) -> Self {
        self.call = self.call.map(set);
        self
    }

    /// How long the head of the response may take; the stream itself has no such limit.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|call| call.timeout(timeout))
    }

    /// How long the stream may go on in all. A deadline of the client is for each connection until its head is
    /// there.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.with(|call| call.deadline(deadline))
    }

    /// The longest wait for the next bytes, those of comments included; none by default. After it the connection
    /// counts as broken.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.options.idle_timeout = Some(timeout);
        self
    }

    /// Goes on behind the event with this id: see [`Events::last_event_id`].
    pub fn last_event_id(mut self, id: impl Into<String>) -> Self {
        self.options.last_event_id = Some(id.into().into()).filter(|id: &std::sync::Arc<str>| !id.is_empty());
        self
    }

    /// One connection, whatever the client's policy.
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

impl<T, E: From<Error>> EventsCall<T, E> {
    /// As [`Call::send_raw`]: the whole response as it came, once it has ended.
    pub async fn send_raw(self) -> Result<RawResponse, E> {
        self.call.ok_or_else(call::sent_already)?.send_raw().await
    }
}

impl<T, E: From<Error>> Future for EventsCall<T, E> {
    type Output = Result<Events<T>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if let Some((parts, _, decode_error)) = this.call.take().and_then(Call::into_parts) {
            this.opening = Some(Box::pin(Source::open(parts, decode_error, this.options.clone())));
        }
        let Some(opening) = &mut this.opening else { panic!("the call is polled after its response") };
        let source = ready!(opening.as_mut().poll(context));
        this.opening = None;
        Poll::Ready(source.map(|source| Events::new(source, this.read)).map_err(E::from))
    }
}

impl<T, E> Call<T, E> {
    /// The same call, of which a stream of server-sent events comes back, the data of each JSON of this type: for an
    /// operation that gives one where the request asks for it.
    pub fn events<D: DeserializeOwned>(self) -> EventsCall<D, E> {
        let read: ReadEvent<D> = |raw| decode::decode_json(raw.data.as_bytes());
        let call = self.returning_nothing().header(http::header::ACCEPT.as_str(), EVENT_STREAM);
        EventsCall { call: Some(call), options: EventOptions::default(), opening: None, read }
    }
}

impl Request {
    /// The call, whose response is a stream of server-sent events, the data of each JSON of this type.
    pub fn returning_events<D: DeserializeOwned>(self) -> EventsCall<D> {
        self.into_builder().decode_events()
    }
}

impl<T, E> fmt::Debug for EventsCall<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventsCall").field(&self.call).finish()
    }
}

impl CallBuilder {
    /// Ends the making: the response is a stream of events, the data of each is JSON.
    pub fn decode_events<T: DeserializeOwned, E: Failure>(self) -> EventsCall<T, E> {
        self.events(|raw| decode::decode_json(raw.data.as_bytes()))
    }

    /// Ends the making: the response is a stream of events, the data of each is JSON, read by the shared engine.
    pub fn receive_events<T: Wire, E: Failure>(self) -> EventsCall<T, E> {
        self.events(|raw| codec::decode(raw.data.as_bytes()))
    }

    /// Ends the making: the response is a stream of events, the data of each is text.
    pub fn decode_text_events<E: Failure>(self) -> EventsCall<String, E> {
        self.events(|raw| Ok(raw.data.clone()))
    }

    /// Ends the making: the response is a stream of events, each with its fields: `event`, `id`, and `data` as JSON.
    pub fn decode_event_records<T: DeserializeOwned, E: Failure>(self) -> EventsCall<T, E> {
        self.events(|raw| by_record(raw, decode::decode_json))
    }

    /// The same, read by the shared engine.
    pub fn receive_event_records<T: Wire, E: Failure>(self) -> EventsCall<T, E> {
        self.events(|raw| by_record(raw, codec::decode))
    }

    fn events<T, E: Failure>(self, read: ReadEvent<T>) -> EventsCall<T, E> {
        let call = self.accepting(EVENT_STREAM).decode_empty();
        EventsCall { call: Some(call), options: EventOptions::default(), opening: None, read }
    }
}

/// An event as the record that a page shows. Data that is not JSON is text.
fn by_record<T>(raw: &RawEvent, decode: fn(&[u8]) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let id = raw.id.as_deref().map(|id| format!(r#","id":{}"#, text(id))).unwrap_or_default();
    let is_json = !raw.is_text && serde_json::from_str::<serde::de::IgnoredAny>(&raw.data).is_ok();
    let data = if is_json { raw.data.clone() } else { text(&raw.data) };
    decode(format!(r#"{{"event":{},"data":{data}{id}}}"#, text(&raw.event)).as_bytes())
}
