//! Keeps the client below the limits that an API documents.

use crate::call::operation::Method;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use web_time::Instant;

/// At most so many requests in so much time, counted over every stretch of that length (a sliding
/// window). A request that would be one too many waits, at most until its call's deadline. Each try of
/// a call counts, and each request for a token.
///
/// ```
/// use docbind_runtime::RateLimit;
/// use std::time::Duration;
/// let limits = [
///     RateLimit::new(60, Duration::from_secs(60)).writes(),
///     RateLimit::new(10, Duration::from_millis(100)).reads(),
/// ];
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RateLimit {
    requests: u32,
    period: Duration,
    scope: Scope,
}

#[derive(Clone, Copy, Debug)]
enum Scope {
    All,
    Reads,
    Writes,
}

impl RateLimit {
    /// At most `requests` (at least 1) in each `period`.
    pub fn new(requests: u32, period: Duration) -> Self {
        RateLimit { requests: requests.max(1), period, scope: Scope::All }
    }

    /// Counts only GET, HEAD and OPTIONS.
    pub fn reads(mut self) -> Self {
        self.scope = Scope::Reads;
        self
    }

    /// Counts only POST, PUT, PATCH and DELETE.
    pub fn writes(mut self) -> Self {
        self.scope = Scope::Writes;
        self
    }

    fn counts(&self, method: Method) -> bool {
        let read = matches!(method, Method::Get | Method::Head | Method::Options);
        match self.scope {
            Scope::All => true,
            Scope::Reads => read,
            Scope::Writes => !read,
        }
    }
}

/// Holds requests to several limits at once.
#[derive(Default)]
pub(crate) struct RateLimiter {
    limits: Vec<RateLimit>,
    /// For each limit: when the last so many requests were let through, oldest first.
    passed: Mutex<Vec<VecDeque<Instant>>>,
}

impl RateLimiter {
    pub(crate) fn new(limits: Vec<RateLimit>) -> Self {
        let passed = Mutex::new(vec![VecDeque::new(); limits.len()]);
        RateLimiter { limits, passed }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.limits.is_empty()
    }

    /// Lets a request through, or tells how long it is until another may be.
    pub(crate) fn pass(&self, method: Method, now: Instant) -> Result<(), Duration> {
        let mut passed = self.passed.lock().unwrap_or_else(|poison| poison.into_inner());
        let wait = |(limit, passed): (&RateLimit, &VecDeque<Instant>)| {
            if !limit.counts(method) || passed.len() < limit.requests as usize {
                return Duration::ZERO;
            }
            let over = passed[0].checked_add(limit.period);
            over.map_or(Duration::MAX, |over| over.saturating_duration_since(now))
        };
        match self.limits.iter().zip(passed.iter()).map(wait).max() {
            Some(wait) if !wait.is_zero() => return Err(wait),
            _ => {}
        }
        for (limit, passed) in
            self.limits.iter().zip(passed.iter_mut()).filter(|(limit, _)| limit.counts(method))
        {
            if passed.len() >= limit.requests as usize {
                passed.pop_front();
            }
            passed.push_back(now);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stretch_of_time_has_more() {
        let limiter = RateLimiter::new(vec![RateLimit::new(3, Duration::from_secs(1))]);
        let start = Instant::now();
        let at = |millis| {
            limiter.pass(Method::Get, start + Duration::from_millis(millis)).map_err(|wait| wait.as_millis())
        };
        assert_eq!([at(0), at(100), at(900), at(950)], [Ok(()), Ok(()), Ok(()), Err(50)]);
        assert_eq!(
            [at(1000), at(1000), at(1100), at(1899), at(1900)],
            [Ok(()), Err(100), Ok(()), Err(1), Ok(())]
        );
        assert_eq!(at(9000), Ok(()));
    }

    #[test]
    fn a_period_without_an_end() {
        let limiter = RateLimiter::new(vec![RateLimit::new(1, Duration::MAX)]);
        let now = Instant::now();
        assert_eq!(
            [limiter.pass(Method::Get, now), limiter.pass(Method::Get, now)],
            [Ok(()), Err(Duration::MAX)]
        );
    }

    #[test]
    fn each_limit_counts_its_own_verbs() {
        let minute = RateLimit::new(1, Duration::from_secs(60)).writes();
        let limiter = RateLimiter::new(vec![minute, RateLimit::new(2, Duration::from_secs(1))]);
        let now = Instant::now();
        let pass = |method| limiter.pass(method, now).map_err(|wait| wait.as_secs());
        assert_eq!([pass(Method::Post), pass(Method::Put)], [Ok(()), Err(60)]);
        assert_eq!([pass(Method::Get), pass(Method::Get)], [Ok(()), Err(1)]);
    }
}
