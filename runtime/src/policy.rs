//! What happens around an exchange, one policy a file.

pub(crate) mod deadline;
pub(crate) mod hooks;
pub(crate) mod idempotency;
pub(crate) mod rate_limit;
pub(crate) mod redirect;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod retry_budget;
