//! Tests without a network: a transport that is told what to respond, and keeps what was sent.
//!
//! The feature `mock` of a generated crate gives typed expectations on top of this; an application meets [`Mock`]
//! through it. Whatever runs the calls (any executor, or `wait`), nothing is slept for: between the tries of a call,
//! time passes at once.
//!
//! ```text
//! mock.group().operation() ─ Expectation ─▶ what is expected ◀─ Responder (a Transport) ◀─ client
//!                                                │
//!                                            RecordedCall, in order
//! ```

mod expectation;
mod recorded;
mod responder;
mod table;

pub use expectation::Expectation;
pub use recorded::RecordedCall;
pub use table::{
    MockOperation, write_bytes, write_event_records, write_events, write_json, write_lines, write_nothing,
    write_text, write_text_events,
};

use crate::call::operation::Method;
use crate::client::Client;
use crate::client::builder::ClientBuilder;
use responder::{Expected, Immediate, Responder, State};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// So long is no limit: see `Immediate`.
const NO_LIMIT: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// What an API is to respond in a test; `C` is the client of a generated crate.
///
/// Each expectation is of one call, unless [`Expectation::times`] or [`Expectation::any_times`] says otherwise; those of
/// one operation are met in the order in which they were made. A call that is not expected fails, with an error that
/// lists what is. Where something is not as expected, dropping the mock panics: see [`Mock::verify`].
pub struct Mock<C = Client> {
    state: Shared,
    builder: fn() -> ClientBuilder<C>,
}

type Shared = Arc<Mutex<State>>;

fn lock(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(|poison| poison.into_inner())
}

impl<C> Mock<C> {
    /// A mock that expects nothing yet, of the client that `builder` begins.
    pub fn new(builder: fn() -> ClientBuilder<C>) -> Self {
        Mock { state: Shared::default(), builder }
    }

    /// A builder of a client of this mock, for settings of your own: credentials, retries, headers.
    pub fn builder(&self) -> ClientBuilder<C> {
        let builder = (self.builder)().timeout(NO_LIMIT).base_url_or("https://mock.invalid");
        builder.transport(Responder::new(self.state.clone())).clock(Immediate::default())
    }

    /// A client of this mock, without credentials.
    ///
    /// # Panics
    /// Where the generated crate has a base URL that is not valid.
    pub fn client(&self) -> C
    where
        C: From<Client>,
    {
        self.builder().build().expect("a client of a mock needs nothing")
    }

    /// The calls that were expected, in the order in which they were sent. Each try of a call is one.
    pub fn calls(&self) -> Vec<RecordedCall> {
        lock(&self.state).calls.clone()
    }

    /// Expects a call of an operation that the documentation lacks, which is sent with the client's `request`. The
    /// response is JSON; `null` until another is given.
    pub fn request(&self, method: Method, path: &str) -> Expectation<'_, serde_json::Value> {
        let expected =
            Expected::new("request", method, path, 200, Some("application/json"), b"null".as_slice().into());
        self.expect(expected, write_json)
    }

    /// Checks that every expected call was made, and no other.
    ///
    /// # Panics
    /// Where that is not so, with the list of both. Dropping the mock does the same, unless the test fails already.
    pub fn verify(&self) {
        let faults = lock(&self.state).take_faults();
        assert!(faults.is_empty(), "{faults}");
    }

    fn expect<T>(&self, expected: Expected, write: fn(&T) -> bytes::Bytes) -> Expectation<'_, T> {
        let mut state = lock(&self.state);
        state.expected.push(expected);
        Expectation::new(&self.state, state.expected.len() - 1, write)
    }
}

impl<C> Drop for Mock<C> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

impl<C> fmt::Debug for Mock<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = lock(&self.state);
        f.debug_struct("Mock").field("expected", &state.expected.len()).field("calls", &state.calls).finish()
    }
}
