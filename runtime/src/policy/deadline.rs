//! How much time is left.

use crate::clock::Clock;
use crate::error::{Error, Kind};
use crate::transport::body::Sent;
use futures_util::future::{Either, select};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use web_time::Instant;

/// The time that a call has in all. Without a clock, or without a limit, there is no end.
pub(crate) struct Deadline {
    clock: Option<Arc<dyn Clock>>,
    end: Option<Instant>,
}

impl Deadline {
    pub(crate) fn new(clock: Option<Arc<dyn Clock>>, limit: Option<Duration>) -> Self {
        let end = clock.as_ref().zip(limit).and_then(|(clock, limit)| clock.now().checked_add(limit));
        Deadline { clock, end }
    }

    /// Does the work in the time that is left, and in no more than `limit`.
    pub(crate) async fn within<T>(
        &self,
        limit: Option<Duration>,
        work: impl Future<Output = Result<T, Error>> + Unpin,
    ) -> Result<T, Error> {
        let left = self.left();
        let (Some(clock), Some(limit)) = (&self.clock, limit.into_iter().chain(left).min()) else {
            return work.await;
        };
        let overall = left == Some(limit);
        // Bytes that are always there would never let the timer be looked at.
        if left == Some(Duration::ZERO) {
            return Err(passed());
        }
        match select(work, clock.sleep(limit)).await {
            Either::Left((done, _)) => done,
            Either::Right(((), _)) if overall => Err(passed()),
            Either::Right(((), _)) => Err(Error::new(Kind::Timeout, format!("gave up after {limit:?}"))),
        }
    }

    /// The same for an exchange whose body is read while it is sent: as long as more of it is, the time starts anew.
    pub(crate) async fn within_each<T>(
        &self,
        limit: Duration,
        mut work: Pin<&mut impl Future<Output = Result<T, Error>>>,
        sent: &Sent,
    ) -> Result<T, Error> {
        let Some(clock) = &self.clock else { return work.await };
        loop {
            let (before, left) = (sent.bytes(), self.left());
            let wait = limit.min(left.unwrap_or(limit));
            match select(work.as_mut(), clock.sleep(wait)).await {
                Either::Left((done, _)) => return done,
                Either::Right(((), _)) if left == Some(wait) => return Err(passed()),
                Either::Right(((), _)) if sent.bytes() > before => {}
                Either::Right(((), _)) => {
                    return Err(Error::new(Kind::Timeout, format!("gave up after {limit:?}")));
                }
            }
        }
    }

    /// Waits; `false`, and at once, where so much time is not left or there is no clock to wait by.
    pub(crate) async fn sleep(&self, wait: Duration) -> bool {
        match &self.clock {
            Some(clock) if self.allows(wait) => clock.sleep(wait).await,
            _ => return false,
        }
        true
    }

    /// Whether there is time for a wait, and something to wait by.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        self.clock.is_some() && self.left().is_none_or(|left| wait < left)
    }

    /// Whether no time is left.
    pub(crate) fn has_passed(&self) -> bool {
        self.left() == Some(Duration::ZERO)
    }

    fn left(&self) -> Option<Duration> {
        let clock = self.clock.as_ref()?;
        self.end.map(|end| end.saturating_duration_since(clock.now()))
    }
}

fn passed() -> Error {
    Error::new(Kind::Timeout, "the deadline of the call has passed")
}
