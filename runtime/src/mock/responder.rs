//! The transport that responds as expected.

use super::recorded::RecordedCall;
use super::{NO_LIMIT, Shared, lock};
use crate::call::operation::{Method, Operation};
use crate::clock::Clock;
use crate::future::BoxFuture;
use crate::transport::body::Body;
use crate::transport::{Transport, TransportError};
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use std::fmt;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use web_time::Instant;

/// What was expected and what came.
#[derive(Default)]
pub(super) struct State {
    pub(super) expected: Vec<Expected>,
    pub(super) calls: Vec<RecordedCall>,
    /// The calls that nothing expected, in words.
    unexpected: Vec<String>,
}

/// A condition, in words and as code.
type Condition = (String, Box<dyn Fn(&RecordedCall) -> bool + Send>);

pub(super) struct Expected {
    id: &'static str,
    method: Method,
    /// The path template of an operation, or the path of a call that the documentation lacks.
    path: String,
    pub(super) response: Response,
    pub(super) conditions: Vec<Condition>,
    /// `None` is any number.
    pub(super) count: Option<usize>,
    made: usize,
}

#[derive(Clone)]
pub(super) enum Response {
    Given {
        status: u16,
        media_type: Option<&'static str>,
        body: Bytes,
        headers: Vec<(HeaderName, HeaderValue)>,
    },
    NoConnection,
}

impl Expected {
    pub(super) fn new(
        id: &'static str,
        method: Method,
        path: &str,
        status: u16,
        media_type: Option<&'static str>,
        body: Bytes,
    ) -> Self {
        let response = Response::Given { status, media_type, body, headers: Vec::new() };
        Expected {
            id,
            method,
            path: path.to_owned(),
            response,
            conditions: Vec::new(),
            count: Some(1),
            made: 0,
        }
    }

    pub(super) fn body(&mut self, of_response: Bytes) {
        if let Response::Given { body, .. } = &mut self.response {
            *body = of_response;
        }
    }

    pub(super) fn header(&mut self, name: HeaderName, value: HeaderValue) {
        if let Response::Given { headers, .. } = &mut self.response {
            headers.push((name, value));
        }
    }

    fn is_of(&self, call: &RecordedCall) -> bool {
        let own = self.id == call.operation.id() && self.path == call.operation.path();
        let by_path = self.id == "request" && call.path().ends_with(self.path.as_str());
        self.method == call.method() && (own || by_path) && self.conditions.iter().all(|(_, fits)| fits(call))
    }

    fn is_open(&self) -> bool {
        self.count.is_none_or(|count| self.made < count)
    }
}

/// `GET /threads/{id} (get_thread), once, where …`
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({}), ", self.method, self.path, self.id)?;
        match self.count {
            None => f.write_str("any number of times")?,
            Some(1) => f.write_str("once")?,
            Some(count) => write!(f, "{count} times")?,
        }
        for (at, (words, _)) in self.conditions.iter().enumerate() {
            write!(f, "{} {words}", if at == 0 { ", where" } else { " and" })?;
        }
        Ok(())
    }
}

impl State {
    /// The response to a call, which is kept where it was expected.
    fn receive(&mut self, call: RecordedCall) -> Result<Response, String> {
        let found = self.expected.iter_mut().find(|expected| expected.is_open() && expected.is_of(&call));
        let Some(expected) = found else {
            let text = format!("{} {} ({})", call.method(), call.path(), call.operation());
            // The tries of one call are one call.
            if self.unexpected.last() != Some(&text) {
                self.unexpected.push(text.clone());
            }
            return Err(format!("the call was not expected: {text}\n{}", self.list()));
        };
        expected.made += 1;
        self.calls.push(call);
        Ok(expected.response.clone())
    }

    /// What is expected, and how often it came.
    fn list(&self) -> String {
        if self.expected.is_empty() {
            return "nothing was expected".to_owned();
        }
        let mut text = "expected:".to_owned();
        for expected in &self.expected {
            let made = match expected.made {
                0 => "not made yet".to_owned(),
                1 => "made once".to_owned(),
                count => format!("made {count} times"),
            };
            let _ = write!(text, "\n  {expected}: {made}");
        }
        text
    }

    /// What is not as expected, which is said once.
    pub(super) fn take_faults(&mut self) -> String {
        let missing = self.expected.iter().any(|of| of.count.is_some_and(|count| of.made < count));
        let mut text = String::new();
        for call in &self.unexpected {
            let _ = writeln!(text, "the call was not expected: {call}");
        }
        if missing {
            text.push_str("not every expected call was made\n");
        }
        if !text.is_empty() {
            text.push_str(&self.list());
            self.unexpected.clear();
            self.expected.iter_mut().for_each(|of| of.count = None);
        }
        text
    }
}

pub(super) struct Responder {
    state: Shared,
}

impl Responder {
    pub(super) fn new(state: Shared) -> Self {
        Responder { state }
    }
}

impl Transport for Responder {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let state = self.state.clone();
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = BytesMut::new();
            while let Some(chunk) = body.chunk().await {
                bytes.extend_from_slice(&chunk.map_err(TransportError::other)?);
            }
            let operation = head.extensions.get::<Operation>().copied();
            let operation =
                operation.unwrap_or(Operation::new("(a request of the client itself)", Method::Post, ""));
            let call = RecordedCall { operation, uri: head.uri, headers: head.headers, body: bytes.freeze() };
            let response = lock(&state).receive(call).map_err(TransportError::other)?;
            response.into_http()
        })
    }
}

impl Response {
    fn into_http(self) -> Result<http::Response<Body>, TransportError> {
        let Response::Given { status, media_type, body, headers: beside } = self else {
            return Err(TransportError::connect("the mock was told that there is no connection"));
        };
        let mut response = http::Response::new(Body::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).map_err(TransportError::other)?;
        let headers = response.headers_mut();
        headers.extend(media_type.map(|media_type| (CONTENT_TYPE, HeaderValue::from_static(media_type))));
        headers.extend(beside);
        Ok(response)
    }
}

/// A clock on which every wait is over at once, and has taken its time. What limits the time of work that is not over
/// (a timeout as long as [`NO_LIMIT`]) never comes.
#[derive(Clone, Default)]
pub(super) struct Immediate {
    passed: Arc<Mutex<Duration>>,
}

impl Clock for Immediate {
    fn now(&self) -> Instant {
        let passed = *self.passed.lock().unwrap_or_else(|poison| poison.into_inner());
        Instant::now() + passed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration >= NO_LIMIT / 2 {
            return Box::pin(std::future::pending());
        }
        let passed = self.passed.clone();
        Box::pin(async move {
            *passed.lock().unwrap_or_else(|poison| poison.into_inner()) += duration;
        })
    }
}
