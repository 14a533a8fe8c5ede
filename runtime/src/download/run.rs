//! The connections of a download.

use super::sink::Sink;
use super::{Downloaded, OnProgress};
use crate::answer::streamed::StreamedResponse;
use crate::call::builder::CallParts;
use crate::call::{self, Stall};
use crate::client::channel::Channel;
use crate::error::documented::DecodeDocumented;
use crate::error::{Error, Kind};
use crate::policy::deadline::Deadline;
use crate::policy::retry::Outcome;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::pin::pin;
use std::sync::Arc;

const PARTIAL: u16 = 206;
const NOT_SATISFIABLE: u16 = 416;

pub(super) struct Run<S> {
    parts: Box<CallParts>,
    decode_error: DecodeDocumented,
    sink: S,
    on_progress: Option<OnProgress>,
    deadline: Deadline,
    written: u64,
    /// The bytes of all, where they are known.
    total: Option<u64>,
    /// What tells whether a later response is still the same one.
    validator: Option<HeaderValue>,
    connections: u32,
    /// Connections in a row that gave nothing.
    in_vain: u32,
}

/// How a connection ended.
enum End {
    Complete(HeaderMap),
    /// It may go on with another one.
    Broken(Error),
}

impl<S: Sink> Run<S> {
    pub(super) fn new(
        mut parts: Box<CallParts>,
        decode_error: DecodeDocumented,
        sink: S,
        on_progress: Option<OnProgress>,
    ) -> Self {
        if !parts.headers.has(&header::ACCEPT_ENCODING) {
            // A part of what is compressed is not a part of what it expands to.
            parts.headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        let deadline = Deadline::new(channel(&parts).clock.clone(), parts.options.deadline);
        let (written, connections, in_vain) = (0, 0, 0);
        let (total, validator) = (None, None);
        Run {
            parts,
            decode_error,
            sink,
            on_progress,
            deadline,
            written,
            total,
            validator,
            connections,
            in_vain,
        }
    }

    pub(super) async fn finish(mut self) -> Result<Downloaded, Error> {
        loop {
            let before = self.written;
            match self.connect().await? {
                End::Complete(headers) => {
                    self.sink.finish().await.map_err(not_written)?;
                    return Ok(Downloaded { written: self.written, connections: self.connections, headers });
                }
                End::Broken(error) => {
                    self.in_vain = if self.written > before { 0 } else { self.in_vain + 1 };
                    if !self.may_go_on() || !self.wait().await {
                        return Err(error);
                    }
                    if self.written > 0 && self.validator.is_none() && !self.restart().await? {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Asks for what is missing, and writes what comes.
    async fn connect(&mut self) -> Result<End, Error> {
        self.connections += 1;
        let asks_for_part = self.written > 0;
        let opened = {
            let opening = call::stream(self.request(), self.decode_error, self.stall());
            self.deadline.within(None, pin!(opening)).await
        };
        let mut response = match opened {
            Ok(response) => response,
            Err(error) if asks_for_part && error.status() == Some(NOT_SATISFIABLE) => {
                // Nothing is missing, or it is another one now.
                if self.total == Some(self.written) {
                    return Ok(End::Complete(error.headers().cloned().unwrap_or_default()));
                }
                self.validator = None;
                return Ok(End::Broken(error));
            }
            Err(error) => return Err(error),
        };
        let mut skip = self.accept(&response, asks_for_part).await?;
        loop {
            let read = {
                let reading = pin!(response.chunk());
                self.deadline.within(None, reading).await
            };
            match read {
                Ok(Some(chunk)) => {
                    let known = usize::try_from(skip).unwrap_or(usize::MAX).min(chunk.len());
                    skip -= known as u64;
                    self.write(&chunk[known..]).await?;
                }
                Ok(None) if self.total.is_some_and(|total| self.written < total) || skip > 0 => {
                    let text = format!("the body ends after {} bytes", self.written);
                    return Ok(End::Broken(response.failed(Error::new(Kind::Transport, text))));
                }
                Ok(None) => return Ok(End::Complete(response.headers().clone())),
                Err(error) if matches!(error.kind(), Kind::Transport | Kind::Timeout) => {
                    return Ok(End::Broken(error));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Where the body of a response begins; how many of its bytes are written already.
    async fn accept(&mut self, response: &StreamedResponse, asks_for_part: bool) -> Result<u64, Error> {
        let validator = validator(response.headers());
        if asks_for_part && response.status() == PARTIAL {
            let range = response.header(header::CONTENT_RANGE.as_str()).and_then(read_range);
            let Some((start, total)) = range.filter(|(start, _)| *start == self.written) else {
                let text = format!("the part of the body does not begin at byte {}", self.written);
                return Err(response.failed(Error::new(Kind::Decode, text)));
            };
            debug_assert_eq!(start, self.written);
            self.total = total.or(self.total);
            return Ok(0);
        }
        let is_same = self.validator.is_some() && self.validator == validator;
        let skip = if is_same { self.written } else { 0 };
        if !is_same && self.written > 0 && !self.restart().await? {
            let text = "the response has changed, and what is written of it cannot be taken back";
            return Err(response.failed(Error::new(Kind::Transport, text)));
        }
        (self.total, self.validator) = (response.length(), validator);
        Ok(skip)
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.sink.write(bytes).await.map_err(not_written)?;
        self.written += bytes.len() as u64;
        if let Some(tell) = &mut self.on_progress {
            tell(self.written, self.total);
        }
        Ok(())
    }

    async fn restart(&mut self) -> Result<bool, Error> {
        let can = self.sink.restart().await.map_err(not_written)?;
        if can {
            (self.written, self.total, self.validator) = (0, None, None);
        }
        Ok(can)
    }

    /// The request for what is missing.
    fn request(&self) -> Box<CallParts> {
        let mut parts = self.parts.clone();
        if let Some(validator) = self.validator.as_ref().filter(|_| self.written > 0) {
            let range = HeaderValue::from_str(&format!("bytes={}-", self.written));
            set(&mut parts, header::RANGE, range.ok());
            set(&mut parts, header::IF_RANGE, Some(validator.clone()));
        }
        parts
    }

    fn stall(&self) -> Stall {
        Stall::Of(Some(self.parts.options.timeout.unwrap_or(channel(&self.parts).timeout)))
    }

    fn may_go_on(&self) -> bool {
        let (operation, options) = (self.parts.operation, &self.parts.options);
        let policy = &channel(&self.parts).retry;
        operation.is_idempotent()
            && self.parts.body.is_repeatable()
            && !options.no_retry
            && policy.max_attempts > 1
            && self.in_vain < policy.max_attempts
            && !self.deadline.has_passed()
            && (self.in_vain == 0 || channel(&self.parts).retry_budget.pay())
    }

    async fn wait(&self) -> bool {
        let outcome = Outcome::Failed(Kind::Transport);
        match channel(&self.parts).retry.delay(outcome, self.in_vain + 1) {
            Some(wait) => self.deadline.sleep(wait).await,
            None => false,
        }
    }
}

fn channel(parts: &CallParts) -> &Arc<Channel> {
    &parts.client.inner.channel
}

fn set(parts: &mut CallParts, name: HeaderName, value: Option<HeaderValue>) {
    parts.headers.remove(&name);
    parts.headers.append(name, value.unwrap_or(HeaderValue::from_static("")));
}

pub(super) fn not_written(error: std::io::Error) -> Error {
    Error::new(Kind::Write, "").with_source(Box::new(error))
}

/// A strong `ETag`, or the date of the last change (RFC 9110, section 13.1.5).
fn validator(headers: &HeaderMap) -> Option<HeaderValue> {
    let strong = headers.get(header::ETAG).filter(|tag| !tag.as_bytes().starts_with(b"W/"));
    strong.or_else(|| headers.get(header::LAST_MODIFIED)).cloned()
}

/// `bytes 100-999/1000`, `bytes 100-999/*`: the first byte, and the bytes of all.
fn read_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, total.trim().parse().ok()))
}
