//! Which event a webhook tells of.

use super::problem::{WebhookError, WebhookProblem};
use crate::answer::decode::{DecodeError, json_text};
use http::HeaderMap;
use serde_json::Value;
use std::borrow::Cow;
use std::time::SystemTime;

/// Where a webhook names its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventName {
    /// In a field of the body; the names on the way to it.
    Field(&'static [&'static str]),
    /// In a header.
    Header(&'static str),
    /// Nowhere: there is one event.
    Only,
}

/// The payloads of all webhooks. Generated code implements it.
pub trait WebhookPayload: Sized {
    /// Where the event is named.
    const EVENT: EventName;

    /// Reads the body of an event.
    fn read(event: &str, body: &[u8]) -> Result<Self, DecodeError>;

    /// Reads a webhook of which **nobody has checked who sent it**.
    fn read_unverified(headers: &HeaderMap, body: &[u8]) -> Result<Self, WebhookError> {
        let event = match Self::EVENT {
            EventName::Only => Cow::Borrowed(""),
            EventName::Field(path) => Cow::Owned(named(path, body)?),
            EventName::Header(name) => match headers.get(name).map(|value| value.to_str()) {
                Some(Ok(event)) => Cow::Borrowed(event),
                Some(Err(_)) => {
                    let text = format!("the header `{name}` is not text");
                    return Err(WebhookError::new(WebhookProblem::InvalidHeader, text));
                }
                None => {
                    let text = format!("the header `{name}`, which names the event, is not there");
                    return Err(WebhookError::new(WebhookProblem::MissingHeader, text));
                }
            },
        };
        Ok(Self::read(&event, body)?)
    }
}

/// What the field of a body says; empty where it is not there: the event is unknown then.
fn named(path: &[&str], body: &[u8]) -> Result<String, DecodeError> {
    let body_text = json_text(body);
    let value: Value = serde_json::from_slice(body_text).map_err(|error| DecodeError::json(&error, body))?;
    let found = path.iter().try_fold(&value, |value, name| value.get(name));
    Ok(match found {
        Some(Value::String(name)) => name.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    })
}

/// A webhook whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookDelivery<T> {
    /// The id of the message, where the scheme has one: the same if it is sent again, so that it can be acted on once.
    pub id: Option<String>,
    /// When it was signed, where the scheme says it.
    pub timestamp: Option<SystemTime>,
    /// What it tells.
    pub payload: T,
}

impl<T> WebhookDelivery<T> {
    #[cfg(feature = "webhooks")]
    pub(crate) fn new(id: Option<String>, timestamp: Option<SystemTime>, payload: T) -> Self {
        WebhookDelivery { id, timestamp, payload }
    }
}
