//! What an application may say about one call.

use std::time::Duration;

#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    /// In place of the client's.
    pub(crate) timeout: Option<Duration>,
    /// In place of the client's.
    pub(crate) deadline: Option<Duration>,
    pub(crate) no_retry: bool,
    /// In place of the policy's.
    pub(crate) max_attempts: Option<u32>,
    pub(crate) idempotency_key: Option<String>,
    /// In place of the operation's, where the application gives it.
    pub(crate) path: Option<String>,
    /// In place of the operation's, for pages that are linked.
    pub(crate) url: Option<http::Uri>,
}
