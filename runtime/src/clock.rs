//! Time, behind a trait: a timer belongs to an async runtime, and this crate has none of its own.

use crate::future::BoxFuture;
use std::time::Duration;
use web_time::{Instant, SystemTime};

/// Tells the time and waits. Timeouts and every policy that waits go through it.
pub trait Clock: Send + Sync + 'static {
    /// Now, on a clock that never goes back.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time since 1970-01-01T00:00:00Z.
    fn unix_time(&self) -> Duration {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    }

    /// Ends when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The clock of tokio's timer; obeys `tokio::time::pause` in tests, but for [`Clock::unix_time`].
#[cfg(feature = "tokio")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

#[cfg(feature = "tokio")]
impl Clock for TokioClock {
    #[cfg(not(target_arch = "wasm32"))]
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
