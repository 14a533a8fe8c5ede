//! What is expected, and what is responded to it.

use super::responder::{Expected, Response};
use super::{RecordedCall, Shared, lock};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// A call that is expected, which responds with a `T`: the documented example, until another response is given. It
/// counts from the moment that it is made.
pub struct Expectation<'m, T> {
    state: &'m Shared,
    index: usize,
    write: fn(&T) -> Bytes,
}

impl<'m, T> Expectation<'m, T> {
    pub(super) fn new(state: &'m Shared, index: usize, write: fn(&T) -> Bytes) -> Self {
        Expectation { state, index, write }
    }

    fn change(self, change: impl FnOnce(&mut Expected)) -> Self {
        change(&mut lock(self.state).expected[self.index]);
        self
    }

    /// Responds with this value.
    pub fn returns(self, value: impl Into<T>) -> Self {
        let body = (self.write)(&value.into());
        self.change(|of| of.body(body))
    }

    /// Responds with this status and body: `json!({…})`, a type of the client, or `()` for no body.
    ///
    /// # Panics
    /// Where the body cannot be written as JSON.
    pub fn fails_with(self, status: u16, body: impl Serialize) -> Self {
        let json = serde_json::to_value(body).expect("the body is JSON");
        let (media_type, body) = match json {
            Value::Null => (None, Bytes::new()),
            json => (Some("application/json"), json.to_string().into()),
        };
        self.change(|of| of.response = Response::Given { status, media_type, body, headers: Vec::new() })
    }

    /// Fails before anything is sent, as without a network.
    pub fn fails_to_connect(self) -> Self {
        self.change(|of| of.response = Response::NoConnection)
    }

    /// Responds with a header beside: `Retry-After`, `Link`.
    ///
    /// # Panics
    /// Where the name or the value is not one of a header.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        let name = name.parse().expect("the name is one of a header");
        let value = value.parse().expect("the value is one of a header");
        self.change(|of| of.header(name, value))
    }

    /// Is of so many calls, and not of one.
    pub fn times(self, count: usize) -> Self {
        self.change(|of| of.count = Some(count))
    }

    /// Is of any number of calls, and of none.
    pub fn any_times(self) -> Self {
        self.change(|of| of.count = None)
    }

    /// Is of calls whose placeholder has this value.
    pub fn placeholder(self, name: &str, value: impl ToString) -> Self {
        let (name, wanted) = (name.to_owned(), value.to_string());
        let words = format!("`{name}` in the path is {wanted}");
        self.also(words, move |call| call.placeholder(&name).as_deref() == Some(&*wanted))
    }

    /// Is of calls whose query has this value.
    pub fn query(self, name: &str, value: impl ToString) -> Self {
        let (name, wanted) = (name.to_owned(), value.to_string());
        let words = format!("`{name}` in the query is {wanted}");
        self.also(words, move |call| call.query(&name).as_deref() == Some(&*wanted))
    }

    /// Is of calls that send this JSON: a request of the client, or `json!({…})`.
    ///
    /// # Panics
    /// Where it cannot be written as JSON.
    pub fn body(self, body: impl Serialize) -> Self {
        let wanted = serde_json::to_value(body).expect("the body is JSON");
        self.also(format!("the body is {wanted}"), move |call| call.json() == wanted)
    }

    /// Is of calls that fit.
    pub fn matching(self, fits: impl Fn(&RecordedCall) -> bool + Send + 'static) -> Self {
        self.also("the call fits a condition of the test".to_owned(), fits)
    }

    fn also(self, words: String, fits: impl Fn(&RecordedCall) -> bool + Send + 'static) -> Self {
        self.change(|of| of.conditions.push((words, Box::new(fits))))
    }
}

impl<T> fmt::Debug for Expectation<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expectation({})", lock(self.state).expected[self.index])
    }
}
