//! What an application says of retries itself.

use crate::call::operation::Operation;
use crate::error::Kind;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A try that failed.
#[derive(Clone)]
pub struct FailedAttempt {
    pub(crate) operation: &'static Operation,
    pub(crate) attempts: u32,
    pub(crate) kind: Option<Kind>,
    pub(crate) answer: Option<(StatusCode, HeaderMap, Bytes)>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) is_repeatable: bool,
}

/// Whether a request is sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryVerdict {
    /// As the policy has it.
    #[default]
    Policy,
    /// It is, also where the policy would not: say so only where the server has not acted on it, or where that does no
    /// harm. The number of attempts, the deadline and the budget still hold.
    Again,
    /// It is not.
    GiveUp,
}

impl FailedAttempt {
    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// How often the request has been sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status of the response, where there was one.
    pub fn status(&self) -> Option<u16> {
        self.answer.as_ref().map(|(status, ..)| status.as_u16())
    }

    /// The headers of the response, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.as_ref().map(|(_, headers, _)| headers)
    }

    /// The body of the response, where there was one.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer.as_ref().map(|(.., body)| body)
    }

    /// How long the server asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether no response came in time.
    pub fn is_timeout(&self) -> bool {
        self.kind == Some(Kind::Timeout)
    }

    /// Whether no connection was made, so that the server has not seen the request.
    pub fn is_connect(&self) -> bool {
        self.kind == Some(Kind::Connect)
    }

    /// Whether sending the request twice has the effect of sending it once.
    pub fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }
}

impl fmt::Debug for FailedAttempt {
    /// Without headers and body, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailedAttempt")
            .field("operation", &self.operation.id())
            .field("attempts", &self.attempts)
            .field("status", &self.status())
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

type Classify = Arc<dyn Fn(&FailedAttempt) -> RetryVerdict + Send + Sync>;
type Tell = Arc<dyn Fn(&FailedAttempt, Duration) + Send + Sync>;

/// The application's functions.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) classify: Option<Classify>,
    pub(crate) on_retry: Option<Tell>,
}

impl Hooks {
    pub(crate) fn is_empty(&self) -> bool {
        self.classify.is_none() && self.on_retry.is_none()
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("classify", &self.classify.is_some())
            .field("on_retry", &self.on_retry.is_some())
            .finish()
    }
}
