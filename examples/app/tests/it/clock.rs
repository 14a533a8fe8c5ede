//! Time that passes when a test says so.

use docbind_runtime::{BoxFuture, Clock};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Longer than any wait that these tests bring about: a timeout of the client, which is not to run out.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Does not wait, but notes how long it was asked to, and is that much later.
#[derive(Clone)]
pub struct TestClock {
    start: Instant,
    passed: Arc<Mutex<Passed>>,
}

#[derive(Default)]
struct Passed {
    time: Duration,
    waits: Vec<Duration>,
}

impl TestClock {
    pub fn new() -> Self {
        TestClock { start: Instant::now(), passed: Arc::default() }
    }

    pub fn advance(&self, time: Duration) {
        self.passed.lock().expect("no test thread panicked").time += time;
    }

    /// What the client waited for between its tries.
    pub fn waits(&self) -> Vec<Duration> {
        self.passed.lock().expect("no test thread panicked").waits.clone()
    }

    fn passed(&self) -> Duration {
        self.passed.lock().expect("no test thread panicked").time
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(1_750_000_000) + self.passed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= TIMEOUT {
            return Box::pin(std::future::pending());
        }
        let clock = self.clone();
        Box::pin(async move {
            clock.advance(duration);
            clock.passed.lock().expect("no test thread panicked").waits.push(duration);
        })
    }
}
