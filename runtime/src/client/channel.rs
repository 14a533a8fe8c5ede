//! What sends for a client: the transport and every policy around it, without credentials.

use crate::answer::response::RequestIdHeaders;
use crate::clock::Clock;
use crate::encode::headers::Headers;
use crate::policy::rate_limit::RateLimiter;
use crate::policy::retry::RetryPolicy;
use crate::policy::retry_budget::RetryBudget;
use crate::transport::Transport;
use crate::transport::middleware::Middleware;
use std::sync::Arc;
use std::time::Duration;
use url::Url;
use web_time::{Instant, SystemTime};

pub(crate) struct Channel {
    pub(crate) base_url: Option<Url>,
    /// Headers of every request to the API.
    pub(crate) headers: Headers,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) response_limit: u64,
    pub(crate) retry: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) rate_limiter: RateLimiter,
    pub(crate) request_id_headers: RequestIdHeaders,
}

impl Channel {
    /// Now, on a clock that never goes back: the application's where there is one.
    pub(crate) fn now(&self) -> Instant {
        self.clock.as_ref().map_or_else(Instant::now, |clock| clock.now())
    }

    /// Time since 1970, by the application's clock where there is one.
    pub(crate) fn unix_time(&self) -> Duration {
        match &self.clock {
            Some(clock) => clock.unix_time(),
            None => SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
        }
    }
}
