//! So many requests in so long.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Counts requests in windows that begin with the first one.
#[derive(Debug)]
pub(super) struct Throttle {
    count: u32,
    window: Duration,
    state: Mutex<Option<(Instant, u32)>>,
}

impl Throttle {
    pub(super) fn new(count: u32, window: Duration) -> Self {
        Throttle { count, window, state: Mutex::new(None) }
    }

    /// Counts a request; where it is one too many, says how long until the next window.
    pub(super) fn take(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.state.lock().unwrap_or_else(|poison| poison.into_inner());
        let (start, taken) = match *state {
            Some((start, taken)) if now < start + self.window => (start, taken),
            _ => (now, 0),
        };
        let fits = taken < self.count;
        *state = Some((start, taken + u32::from(fits)));
        if fits { Ok(()) } else { Err(start + self.window - now) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_window_begins_again() {
        let throttle = Throttle::new(2, Duration::from_secs(10));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!([throttle.take(at(0)), throttle.take(at(1))], [Ok(()), Ok(())]);
        assert_eq!(throttle.take(at(4)), Err(Duration::from_secs(6)));
        assert_eq!(throttle.take(at(10)), Ok(()));
    }
}
