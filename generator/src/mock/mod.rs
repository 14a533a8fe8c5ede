//! An API that is played from its model: behind the cargo feature `mock`, which a build script does not need.
//!
//! ```text
//! request ─ route ─▶ operation ─ check ─▶ problem (RFC 9457), or ─ respond ─▶ example or made value ─ pages ─▶ response
//! ```
//!
//! | file | what it does |
//! |---|---|
//! | `server` | HTTP on a socket: latency, one line of log for each request |
//! | `throttle` | so many requests in so long |
//! | `route` | which operation a verb and a path are, and which ones they nearly are |
//! | `check`, `body`, `multipart`, `credentials` | what is wrong with a request |
//! | `written` | parameters and forms as values |
//! | `prefer` | what a client asks for (RFC 7240) |
//! | `respond` | the documented example, or a value that fits the schema |
//! | `pages` | lists that come in pages, and end |
//! | `problem` | what is said where something is wrong |

mod body;
mod check;
mod credentials;
mod multipart;
mod pages;
mod prefer;
mod problem;
mod respond;
mod route;
mod server;
#[cfg(test)]
mod tests;
mod throttle;
mod written;

pub use server::MockServer;

use crate::model::Api;
use crate::validation::Validator;
use check::check_request;
use hyper::body::Bytes;
use hyper::{Request, Response};
use problem::Problem;
use respond::respond;
use route::{Found, Router};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::{Duration, Instant};
use throttle::Throttle;

/// How a [`MockServer`] behaves.
#[derive(Clone, Debug)]
pub struct MockOptions {
    /// Where it listens; port 0 is any that is free. `127.0.0.1:0` by default.
    pub listen: SocketAddr,
    /// How long each response takes; none by default. Of a range, each request gets another part.
    pub latency: RangeInclusive<Duration>,
    /// So many requests are served in so long, and the others get 429 with `Retry-After`; no limit by default.
    pub throttle: Option<(u32, Duration)>,
    /// How many items a list has that comes in pages; 25 by default.
    pub items: u64,
    /// The only credentials that are accepted: a token, a key, or `user:password`. Any, by default.
    pub credentials: Option<String>,
}

impl Default for MockOptions {
    fn default() -> Self {
        MockOptions {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            latency: Duration::ZERO..=Duration::ZERO,
            throttle: None,
            items: 25,
            credentials: None,
        }
    }
}

/// What plays the API, whatever the requests come from.
struct Mock {
    api: Api,
    router: Router,
    throttle: Option<Throttle>,
    options: MockOptions,
}

impl Mock {
    fn new(api: Api, options: MockOptions) -> Self {
        let throttle = options.throttle.map(|(count, window)| Throttle::new(count, window));
        Mock { router: Router::new(&api), api, throttle, options }
    }

    fn validator(&self) -> Validator<'_> {
        Validator { api: &self.api, matches: matches_pattern }
    }

    /// The response to a request.
    fn handle(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let found = match self.router.find(&self.api, request) {
            Ok(found) => found,
            Err(problem) => return problem.into_response(request),
        };
        // Of several operations on one verb and path it is the one that takes the request, or nearly does.
        let tried = found.into_iter().map(|found| (check_request(self, &found, request), found));
        let best =
            tried.min_by_key(|(checked, _)| checked.as_ref().err().map_or(0, |of| 1 + of.faults.len()));
        let Some((checked, found)) = best else {
            return Problem::new(404, "no operation is at this path").into_response(request);
        };
        let limited = self.throttle.as_ref().and_then(|throttle| throttle.take(Instant::now()).err());
        let response = match (limited, checked) {
            (Some(wait), _) => Ok(self.limited(&found, wait, request)),
            (None, Err(problem)) => Err(problem),
            (None, Ok(())) => respond(self, &found, request),
        };
        response.unwrap_or_else(|problem| problem.into_response(request))
    }

    /// The documented response to too many requests, or a problem.
    fn limited(&self, found: &Found<'_>, wait: Duration, request: &Request<Bytes>) -> Response<Bytes> {
        let documented = respond::documented(self, found, 429, request);
        let problem = || Problem::new(429, "too many requests: see `Retry-After`").into_response(request);
        let mut response = documented.unwrap_or_else(problem);
        let seconds = wait.as_millis().div_ceil(1000).max(1) as u64;
        response.headers_mut().insert(hyper::header::RETRY_AFTER, seconds.into());
        response
    }
}

/// Whether a text matches a pattern; one that Rust does not know is not tried.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    regex::Regex::new(pattern).map_or(true, |pattern| pattern.is_match(text))
}
