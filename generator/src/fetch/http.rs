//! Requests to a site: one that is polite, and that no answer can lead astray.
//!
//! - Before the first request to a host its `robots.txt` is read, and kept to.
//! - Between two requests to a host there is a pause; a `Retry-After` holds up all requests to it.
//! - Redirects are followed to allowed hosts only, and never from TLS to plain text.
//! - Credentials go to the host that the user named, and to no other.
//! - An answer that is larger than the limit is not read to its end.

use super::address::{Site, is_loopback};
use super::robots::Robots;
use super::settings::{Request, RequestError};
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, StatusCode, redirect};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::OnceCell;
use tokio::time::{Instant, sleep_until};
use url::Url;

pub(super) use super::failure::Failure;

/// RFC 9309 asks for five at least, browsers stop at twenty.
const MOST_REDIRECTS: usize = 10;
/// How often one request is sent.
const MOST_TRIES: u32 = 4;
/// A host that asks to come back later than that is left alone.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// So many requests in a row that fail with all their tries mean that the host is to be left alone.
const MOST_FAILURES: u32 = 6;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ask<'a> {
    /// The media types, as in `Accept`.
    pub(super) accept: &'a str,
    /// The entity tag of what is there already.
    pub(super) etag: Option<&'a str>,
    /// Its date, as the server sent it.
    pub(super) last_modified: Option<&'a str>,
    /// The limit, where it is not that of pages.
    pub(super) limit: Option<u64>,
}

/// What came.
#[derive(Debug)]
pub(super) struct Response {
    /// Where it came from, after redirects.
    pub(super) url: Url,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// The body of a success; empty otherwise.
    pub(super) body: Vec<u8>,
}

impl Response {
    /// A header as text.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The media type without its parameters, in lower case.
    pub(super) fn media_type(&self) -> String {
        let value = self.header(&CONTENT_TYPE).unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    pub(super) fn etag(&self) -> Option<String> {
        self.header(&ETAG).map(str::to_owned)
    }

    pub(super) fn last_modified(&self) -> Option<String> {
        self.header(&LAST_MODIFIED).map(str::to_owned)
    }
}

#[derive(Default)]
struct Host {
    robots: Rc<OnceCell<Result<Robots, Failure>>>,
    /// No request is sent before.
    next: Option<Instant>,
    /// It asked to come back so many seconds later, which is too long to wait for: it is not asked any more.
    later: Option<u64>,
}

/// The connections of one run.
pub(super) struct Http {
    client: Client,
    pub(super) site: Site,
    secrets: Vec<(HeaderName, HeaderValue)>,
    limit: u64,
    /// The pause between two requests to a host; on this machine none is needed.
    delay: Option<Duration>,
    hosts: RefCell<HashMap<String, Host>>,
    failures: Cell<u32>,
    received: Cell<u64>,
    requests: Cell<u64>,
    waiting: RefCell<Option<String>>,
}

/// TLS on ring, with the certificates that the system trusts. It is of this client alone: nothing is installed for the
/// process.
fn tls_config() -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_platform_verifier()?.with_no_client_auth())
}

impl Http {
    /// # Errors
    ///
    /// When a header of the settings cannot be sent.
    pub(super) fn new(request: &Request) -> Result<Self, RequestError> {
        let unusable = |error: String| RequestError::Client(error);
        let client = Client::builder()
            .tls_backend_preconfigured(tls_config().map_err(|error| unusable(error.to_string()))?)
            .user_agent(concat!("docbind/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(15))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(180))
            .build()
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self {
            client,
            site: Site { start: request.start.clone(), allowed: request.allow_hosts.clone() },
            secrets: request.secrets()?,
            limit: request.max_page_size,
            delay: request.delay,
            hosts: RefCell::default(),
            failures: Cell::new(0),
            received: Cell::new(0),
            requests: Cell::new(0),
            waiting: RefCell::default(),
        })
    }

    /// How many bytes of bodies came.
    pub(super) fn received(&self) -> u64 {
        self.received.get()
    }

    /// How many requests were sent.
    pub(super) fn requests(&self) -> u64 {
        self.requests.get()
    }

    /// Why the run waits, where a host asked for that since the last look.
    pub(super) fn take_waiting(&self) -> Option<String> {
        self.waiting.take()
    }

    /// Gets a URL, over redirects. Any status that does not ask for another try is an answer.
    pub(super) async fn get(&self, url: &Url, ask: Ask<'_>) -> Result<Response, Failure> {
        let mut url = self.site.asked(url);
        for _ in 0..=MOST_REDIRECTS {
            if !self.site.holds(&url) {
                return Err(Failure::OtherHost { host: host_of(&url) });
            }
            let robots = self.robots(&url).await?;
            if !robots.allows(&url[url::Position::BeforePath..url::Position::AfterQuery]) {
                return Err(Failure::Disallowed);
            }
            let response = self.send(&url, ask).await?;
            match redirected(&response) {
                Some(to) if url.scheme() == "https" && to.scheme() != "https" && !is_loopback(&to) => {
                    return Err(Failure::Insecure { to: to.to_string() });
                }
                Some(to) => url = self.site.asked(&to),
                None => return Ok(response),
            }
        }
        Err(Failure::Redirects)
    }

    /// What a host asks robots not to do.
    pub(super) async fn robots(&self, url: &Url) -> Result<Robots, Failure> {
        let cell = Rc::clone(&self.hosts.borrow_mut().entry(host_of(url)).or_default().robots);
        cell.get_or_init(|| self.fetch_robots(url)).await.clone()
    }

    /// A file that is not there allows everything, one that cannot be reached nothing (RFC 9309, section 2.3.1).
    async fn fetch_robots(&self, of: &Url) -> Result<Robots, Failure> {
        let mut url = of.clone();
        url.set_query(None);
        url.set_path("/robots.txt");
        let ask = Ask { accept: "text/plain, */*;q=0.5", limit: Some(1 << 20), ..Ask::default() };
        for _ in 0..=MOST_REDIRECTS {
            let response = match self.send(&url, ask).await {
                Ok(response) => response,
                Err(Failure::TooLarge { .. }) => return Ok(Robots::default()),
                Err(failure) => return Err(Failure::Robots(Box::new(failure))),
            };
            match redirected(&response) {
                Some(to) if self.site.holds(&to) => url = to,
                Some(_) => return Ok(Robots::default()),
                None if response.status.is_success() => return Ok(Robots::parse(&response.body)),
                None => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }

    /// Sends a request, again where the server or the connection fails.
    async fn send(&self, url: &Url, ask: Ask<'_>) -> Result<Response, Failure> {
        let first_pause = Duration::from_millis(if is_loopback(url) { 40 } else { 500 });
        for tries in 1.. {
            if self.failures.get() >= MOST_FAILURES {
                return Err(Failure::Stopped { host: host_of(url) });
            }
            if let Some(seconds) = self.hosts.borrow().get(&host_of(url)).and_then(|host| host.later) {
                return Err(Failure::Later { seconds });
            }
            self.turn(url).await;
            let (failure, asked_wait) = match self.once(url, ask).await {
                Ok(response) if !is_passing(response.status) => {
                    self.failures.set(0);
                    return Ok(response);
                }
                Ok(response) => (Failure::Status(response.status.as_u16()), retry_after(&response)),
                Err(failure @ Failure::Network(_)) => (failure, None),
                Err(failure) => return Err(failure),
            };
            if let Some(wait) = asked_wait.filter(|wait| *wait > LONGEST_WAIT) {
                let seconds = wait.as_secs();
                self.hosts.borrow_mut().entry(host_of(url)).or_default().later = Some(seconds);
                return Err(Failure::Later { seconds });
            }
            if tries == MOST_TRIES {
                self.failures.set(self.failures.get() + 1);
                return Err(failure);
            }
            self.hold(url, asked_wait.unwrap_or(first_pause * 2_u32.pow(tries - 1)), &failure);
        }
        Err(Failure::Redirects)
    }

    /// Waits until a request may be sent to the host of a URL, and takes that place.
    async fn turn(&self, url: &Url) {
        loop {
            let next = self.hosts.borrow().get(&host_of(url)).and_then(|host| host.next);
            match next.filter(|next| *next > Instant::now()) {
                Some(next) => sleep_until(next).await,
                None => break,
            }
        }
        let mut hosts = self.hosts.borrow_mut();
        let host = hosts.entry(host_of(url)).or_default();
        let asked = host.robots.get().and_then(|robots| robots.as_ref().ok()).and_then(|robots| robots.delay);
        let own = self.delay.unwrap_or(Duration::from_millis(if is_loopback(url) { 0 } else { 100 }));
        let next = Instant::now() + own.max(asked.unwrap_or_default());
        host.next = Some(host.next.map_or(next, |other| other.max(next)));
    }

    /// Sends nothing to the host of a URL for that time.
    fn hold(&self, url: &Url, time: Duration, why: &Failure) {
        let mut hosts = self.hosts.borrow_mut();
        let host = hosts.entry(host_of(url)).or_default();
        let next = Instant::now() + time;
        host.next = Some(host.next.map_or(next, |other| other.max(next)));
        if time >= Duration::from_secs(1) {
            let text = format!("{} {why}: waiting {} s", host_of(url), time.as_secs());
            self.waiting.replace(Some(text));
        }
    }

    async fn once(&self, url: &Url, ask: Ask<'_>) -> Result<Response, Failure> {
        let mut request = self.client.get(url.clone()).header(ACCEPT, ask.accept);
        for (name, value) in [(IF_NONE_MATCH, ask.etag), (IF_MODIFIED_SINCE, ask.last_modified)] {
            // One that came in a lock and is no header value asks for nothing.
            if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
                request = request.header(name, value);
            }
        }
        if self.site.is_own(url) {
            request = self.secrets.iter().fold(request, |request, (name, value)| request.header(name, value));
        }
        self.requests.set(self.requests.get() + 1);
        let mut answer = request.send().await.map_err(Failure::network)?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let mut response = Response { url: url.clone(), status, headers, body: Vec::new() };
        if !status.is_success() {
            return Ok(response);
        }
        let limit = ask.limit.unwrap_or(self.limit);
        if answer.content_length().is_some_and(|length| length > limit) {
            return Err(Failure::TooLarge { limit });
        }
        while let Some(chunk) = answer.chunk().await.map_err(Failure::network)? {
            self.received.set(self.received.get() + chunk.len() as u64);
            if (response.body.len() + chunk.len()) as u64 > limit {
                return Err(Failure::TooLarge { limit });
            }
            response.body.extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

/// Host and port, as in `Host`.
pub(super) fn host_of(url: &Url) -> String {
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    format!("{}{port}", url.host_str().unwrap_or_default())
}

/// Whether a status may be another one in a moment.
fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

fn redirected(response: &Response) -> Option<Url> {
    let is_redirect = matches!(response.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let to = response.header(&LOCATION).filter(|_| is_redirect)?;
    response.url.join(to).ok().filter(|to| matches!(to.scheme(), "http" | "https"))
}

/// How long a server asks to wait: seconds or a date (RFC 9110, section 10.2.3).
fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.header(&RETRY_AFTER)?.trim();
    match value.parse::<u64>() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => {
            let date = httpdate::parse_http_date(value).ok()?;
            Some(date.duration_since(SystemTime::now()).unwrap_or_default())
        }
    }
}
