//! Why a webhook is refused.

use crate::answer::decode::DecodeError;
use std::fmt;

/// Why a webhook is refused. No text of it holds a secret or the signature that would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookError {
    problem: WebhookProblem,
    message: String,
    source: Option<DecodeError>,
}

/// The kinds of problem with a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WebhookProblem {
    /// The secret of the application cannot be a key.
    Secret,
    /// A header is not there.
    MissingHeader,
    /// A header is not in the form of the scheme.
    InvalidHeader,
    /// The signature is not that of the body, or made with another secret.
    Signature,
    /// The signature is right and its timestamp is too old, or too far ahead.
    Timestamp,
    /// The signature is right and the body cannot be read.
    Payload,
}

impl WebhookError {
    pub(crate) fn new(problem: WebhookProblem, message: impl Into<String>) -> Self {
        WebhookError { problem, message: message.into(), source: None }
    }

    /// What is wrong. All but [`WebhookProblem::Payload`] and [`WebhookProblem::Secret`] are the sender's.
    pub fn problem(&self) -> WebhookProblem {
        self.problem
    }

    /// Why the body could not be read.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.source.as_ref()
    }
}

impl From<DecodeError> for WebhookError {
    fn from(source: DecodeError) -> Self {
        let message = "the payload is not what the documentation says".to_owned();
        WebhookError { problem: WebhookProblem::Payload, message, source: Some(source) }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
