//! When a request is sent again.
//!
//! | outcome | repeatable request | any other request |
//! |---|---|---|
//! | no connection was made | again | again |
//! | 429, or a status below 500 that the API lists, with `Retry-After` | again | again |
//! | 408, 425, 429, 502, 503, 504, or a status from 500 that the API lists | again | no |
//! | timeout, or the exchange broke off | again | no |
//! | anything else | no | no |
//!
//! A request is repeatable where its operation is idempotent (RFC 9110 section 9.2.2, or by its page),
//! or where it carries an idempotency key. Any other is sent a second time only where the first had no
//! effect for sure: the server never got it, or refused it with a throttling answer that names the time
//! to come back. A 401 that a fresh token may mend is such a refusal too, and not counted here.
//!
//! The wait is random between nothing and a bound that doubles with each try ("full jitter"); after a
//! `Retry-After` it is what the server asks for, and up to a tenth more so that callers spread. There is
//! no retry that would end behind the call's deadline, none after a longer `Retry-After` than the policy
//! takes, and none when the retry budget is spent.

use crate::error::Kind;
use crate::policy::hooks::{FailedAttempt, Hooks, RetryVerdict};
use std::sync::Arc;
use std::time::Duration;

/// When a request is sent again, and how long the client waits before.
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) base_delay: Duration,
    pub(crate) max_delay: Duration,
    pub(crate) max_retry_after: Duration,
    pub(crate) budget: u32,
    pub(crate) statuses: Vec<u16>,
    pub(crate) hooks: Hooks,
}

impl Default for RetryPolicy {
    /// 3 attempts, 250 ms doubling to 20 s, `Retry-After` up to 60 s, a budget of 100 retries.
    fn default() -> Self {
        RetryPolicy {
            max_attempts: 3,
            base_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            budget: 100,
            statuses: Vec::new(),
            hooks: Hooks::default(),
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    pub fn none() -> Self {
        RetryPolicy { max_attempts: 1, ..RetryPolicy::default() }
    }

    /// How often one request is sent at most, the first time included; at least 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The bound of the first random wait; it doubles with each further one.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The most that the bound of a random wait grows to.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for; a longer one is the caller's to handle.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// How many retries all calls of the client together may have on credit. A call that succeeds at the
    /// first try pays a tenth of one back.
    pub fn budget(mut self, retries: u32) -> Self {
        self.budget = retries;
        self
    }

    /// More statuses that say "not now, try again"; one below 500 says so only with a `Retry-After`.
    pub fn statuses(mut self, statuses: &[u16]) -> Self {
        self.statuses.extend_from_slice(statuses);
        self
    }

    /// Asks this function about each try that failed: by the body of a response, for example.
    ///
    /// ```
    /// use docbind_runtime::{FailedAttempt, RetryPolicy, RetryVerdict};
    /// let policy = RetryPolicy::default().classify(|failed: &FailedAttempt| match failed.body() {
    ///     Some(body) if body.windows(9).any(|word| word == b"try later") => RetryVerdict::Again,
    ///     _ => RetryVerdict::Policy,
    /// });
    /// ```
    pub fn classify(
        mut self,
        classify: impl Fn(&FailedAttempt) -> RetryVerdict + Send + Sync + 'static,
    ) -> Self {
        self.hooks.classify = Some(Arc::new(classify));
        self
    }

    /// Calls this function before each retry, with the try that failed and the wait before the next one.
    pub fn on_retry(mut self, tell: impl Fn(&FailedAttempt, Duration) + Send + Sync + 'static) -> Self {
        self.hooks.on_retry = Some(Arc::new(tell));
        self
    }

    /// Whether the outcome warrants another try at all.
    pub(crate) fn warrants(&self, outcome: Outcome, repeatable: bool) -> bool {
        match outcome {
            Outcome::Failed(Kind::Connect) => true,
            Outcome::Failed(Kind::Timeout | Kind::Transport) => repeatable,
            Outcome::Failed(_) => false,
            Outcome::Answered { status, retry_after } => {
                let listed = self.statuses.contains(&status);
                let refused = (status == 429 || (listed && status < 500)) && retry_after.is_some();
                let passing =
                    matches!(status, 408 | 425 | 429 | 502 | 503 | 504) || (listed && status >= 500);
                refused || (repeatable && passing)
            }
        }
    }

    /// How long to wait before the next try, after `attempts`; `None` where the server asks for more
    /// than this policy takes.
    pub(crate) fn delay(&self, outcome: Outcome, attempts: u32) -> Option<Duration> {
        if let Outcome::Answered { retry_after: Some(wait), .. } = outcome {
            let spread = wait.mul_f64(fastrand::f64() / 10.0);
            return (wait <= self.max_retry_after).then(|| wait.saturating_add(spread));
        }
        let doubled = self.base_delay.saturating_mul(1 << (attempts - 1).min(20));
        Some(doubled.min(self.max_delay).mul_f64(fastrand::f64()))
    }
}

/// How a try ended, as far as a retry goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    Failed(Kind),
    Answered { status: u16, retry_after: Option<Duration> },
}

impl Outcome {
    pub(crate) fn retry_after(self) -> Option<Duration> {
        match self {
            Outcome::Answered { retry_after, .. } => retry_after,
            Outcome::Failed(_) => None,
        }
    }

    pub(crate) fn is_unauthorized(self) -> bool {
        matches!(self, Outcome::Answered { status: 401, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds() {
        let policy = RetryPolicy::default().statuses(&[409, 500]);
        let status = |status, seconds: Option<u64>| Outcome::Answered {
            status,
            retry_after: seconds.map(Duration::from_secs),
        };
        for (outcome, repeatable, other) in [
            (Outcome::Failed(Kind::Connect), true, true),
            (Outcome::Failed(Kind::Timeout), true, false),
            (Outcome::Failed(Kind::Transport), true, false),
            (Outcome::Failed(Kind::TooLarge), false, false),
            (Outcome::Failed(Kind::Request), false, false),
            (status(429, Some(1)), true, true),
            (status(429, None), true, false),
            (status(409, Some(1)), true, true),
            (status(409, None), false, false),
            (status(503, Some(1)), true, false),
            (status(503, None), true, false),
            (status(500, None), true, false),
            (status(500, Some(1)), true, false),
            (status(501, Some(1)), false, false),
            (status(404, Some(1)), false, false),
            (status(200, None), false, false),
        ] {
            assert_eq!(policy.warrants(outcome, true), repeatable, "{outcome:?}, repeatable");
            assert_eq!(policy.warrants(outcome, false), other, "{outcome:?}");
        }
    }

    #[test]
    fn waits_are_random_below_a_doubling_bound() {
        let policy = RetryPolicy::default().max_delay(Duration::from_secs(1));
        for (attempts, bound) in [(1, 250), (2, 500), (3, 1000), (4, 1000), (4_000_000, 1000)] {
            let waits: Vec<_> =
                (0..1000).map(|_| policy.delay(Outcome::Failed(Kind::Connect), attempts).unwrap()).collect();
            let bound = Duration::from_millis(bound);
            assert!(waits.iter().all(|wait| *wait <= bound));
            assert!(waits.iter().any(|wait| *wait > bound / 2) && waits.iter().any(|wait| *wait < bound / 2));
        }
        let after =
            |seconds| Outcome::Answered { status: 429, retry_after: Some(Duration::from_secs(seconds)) };
        let wait = policy.delay(after(10), 1).unwrap();
        assert!(wait >= Duration::from_secs(10) && wait <= Duration::from_secs(11));
        assert_eq!(policy.delay(after(61), 1), None);
    }

    #[test]
    fn no_wait_is_too_long_to_be_computed() {
        let policy = RetryPolicy::default()
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX)
            .max_retry_after(Duration::MAX);
        for retry_after in [None, Some(Duration::ZERO), Some(Duration::MAX)] {
            let outcome = Outcome::Answered { status: 429, retry_after };
            for attempts in [1, 2, u32::MAX] {
                let wait = policy.delay(outcome, attempts).unwrap();
                assert!(retry_after.is_none_or(|asked| wait >= asked));
            }
        }
    }
}
