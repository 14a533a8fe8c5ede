//! Where events come from: a connection, and another one when it breaks.

use super::parser::{EventParser, RawEvent};
use crate::answer::streamed::StreamedResponse;
use crate::call;
use crate::call::builder::CallParts;
use crate::client::channel::Channel;
use crate::error::documented::DecodeDocumented;
use crate::error::{Error, Kind};
use crate::policy::deadline::Deadline;
use crate::policy::retry::Outcome;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const EVENT_STREAM: &str = "text/event-stream";
const NO_CONTENT: u16 = 204;

/// What an application may set beside the options of every call.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventOptions {
    /// The longest wait for the next bytes.
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) last_event_id: Option<Arc<str>>,
}

pub(crate) struct Source {
    parts: Box<CallParts>,
    decode_error: DecodeDocumented,
    options: EventOptions,
    parser: EventParser,
    response: StreamedResponse,
    is_connected: bool,
    has_ended: bool,
    /// Connections in a row that gave nothing.
    in_vain: u32,
    /// Whether this connection has given anything.
    has_given: bool,
    /// The time for the whole stream, where the call has one.
    deadline: Deadline,
}

impl Source {
    /// Opens the first connection.
    pub(crate) async fn open(
        parts: Box<CallParts>,
        decode_error: DecodeDocumented,
        options: EventOptions,
    ) -> Result<Self, Error> {
        let deadline = Deadline::new(channel(&parts).clock.clone(), parts.options.deadline);
        let parser = EventParser::behind(options.last_event_id.clone());
        let response = connect(&parts, decode_error, &options, &parser).await?;
        let has_ended = response.status() == NO_CONTENT;
        Ok(Source {
            parts,
            decode_error,
            options,
            parser,
            response,
            is_connected: true,
            has_ended,
            in_vain: 0,
            has_given: false,
            deadline,
        })
    }

    /// The response that the events come in.
    pub(crate) fn response(&self) -> &StreamedResponse {
        &self.response
    }

    /// The next event, where it has come already.
    pub(crate) fn ready(&mut self) -> Option<RawEvent> {
        let mut event = self.parser.pop()?;
        event.is_text = self.parts.operation.is_text_event(&event.event);
        if self.parts.operation.end_of_events() == Some(event.data.as_str()) {
            self.has_ended = true;
        }
        (!self.has_ended).then_some(event)
    }

    /// The next event; `None` at the end.
    pub(crate) async fn next(&mut self) -> Option<Result<RawEvent, Error>> {
        loop {
            if let Some(event) = self.ready() {
                return Some(Ok(event));
            }
            if self.has_ended {
                self.is_connected = false;
                return None;
            }
            let broken = match self.read().await {
                Ok(true) => continue,
                Ok(false) => None,
                Err(error) => Some(error),
            };
            if let Err(end) = self.reconnect(broken).await {
                self.has_ended = true;
                return end.map(Err);
            }
        }
    }

    /// Reads the next bytes; `false` at the end of the body.
    async fn read(&mut self) -> Result<bool, Error> {
        let chunk = {
            let reading = pin!(self.response.chunk());
            self.deadline.within(None, reading).await?
        };
        let Some(chunk) = chunk else { return Ok(false) };
        self.has_given |= !chunk.is_empty();
        self.parser.push(&chunk);
        let limit = channel(&self.parts).response_limit;
        if self.parser.unfinished() as u64 > limit {
            let text = format!("an event of more than {limit} bytes");
            return Err(self.response.failed(Error::new(Kind::TooLarge, text)));
        }
        Ok(true)
    }

    /// Goes on behind the last complete event; where that is not to be, the failure, or nothing at an end.
    async fn reconnect(&mut self, broken: Option<Error>) -> Result<(), Option<Error>> {
        self.in_vain = if self.has_given { 0 } else { self.in_vain + 1 };
        if !self.may_reconnect(broken.as_ref()) {
            return Err(broken);
        }
        let channel = channel(&self.parts);
        let policy = &channel.retry;
        let backoff = policy.delay(Outcome::Failed(Kind::Transport), self.in_vain + 1).unwrap_or_default();
        let wait = self.parser.retry().map_or(backoff, |asked| match self.in_vain {
            0 => asked,
            _ => asked.max(backoff),
        });
        if wait > policy.max_retry_after.max(backoff) {
            let text = format!("the server asks to wait {wait:.1?} before the next connection");
            return Err(Some(
                broken.unwrap_or_else(|| self.response.failed(Error::new(Kind::Transport, text))),
            ));
        }
        if !self.deadline.sleep(wait).await {
            return Err(broken);
        }
        let response = {
            let connecting = pin!(connect(&self.parts, self.decode_error, &self.options, &self.parser));
            self.deadline.within(None, connecting).await.map_err(Some)?
        };
        self.has_ended = response.status() == NO_CONTENT;
        self.response = response;
        self.has_given = false;
        self.parser.reconnected();
        Ok(())
    }

    /// Whether another connection is no second request, the server can tell where to go on, and the policy
    /// allows it.
    fn may_reconnect(&self, broken: Option<&Error>) -> bool {
        let options = &self.parts.options;
        let policy = &channel(&self.parts).retry;
        let is_passing = broken.is_none_or(|error| matches!(error.kind(), Kind::Transport | Kind::Timeout));
        let is_repeatable = self.parts.operation.is_idempotent() || options.idempotency_key.is_some();
        let is_resumable = self.parser.last_id().is_some() || self.parser.retry().is_some();
        let is_allowed = !options.no_retry && policy.max_attempts > 1 && self.in_vain < policy.max_attempts;
        let is_paid = || self.in_vain == 0 || channel(&self.parts).retry_budget.pay();
        is_passing
            && is_repeatable
            && is_resumable
            && is_allowed
            && self.parts.body.is_repeatable()
            && !self.deadline.has_passed()
            && is_paid()
    }

    /// An event whose data is not what was expected.
    pub(crate) fn unreadable(&self, event: RawEvent, error: crate::DecodeError) -> Error {
        self.response.unreadable(Bytes::from(event.data), error)
    }
}

fn channel(parts: &CallParts) -> &Channel {
    &parts.client.inner.channel
}

/// Asks for what follows the last event that the parser knows.
async fn connect(
    parts: &CallParts,
    decode_error: DecodeDocumented,
    options: &EventOptions,
    parser: &EventParser,
) -> Result<StreamedResponse, Error> {
    let mut parts = Box::new(parts.clone());
    if let Some(id) = parser.last_id() {
        parts.headers.remove(&LAST_EVENT_ID);
        match HeaderValue::from_bytes(id.as_bytes()) {
            Ok(id) => parts.headers.append(LAST_EVENT_ID, id),
            Err(_) => parts.note_mistake("the id of the last event can be in no header".to_owned()),
        }
    }
    let idle = options.idle_timeout;
    let response = call::stream(parts, decode_error, call::Stall::Of(idle)).await?;
    match response.header(header::CONTENT_TYPE.as_str()) {
        Some(media_type) if !is_event_stream(media_type) && response.status() != NO_CONTENT => {
            let text = format!("the response is {media_type} and not {EVENT_STREAM}");
            Err(response.failed(Error::new(Kind::Decode, text)))
        }
        _ => Ok(response),
    }
}

fn is_event_stream(media_type: &str) -> bool {
    media_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(EVENT_STREAM))
}
