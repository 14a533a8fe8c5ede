//! Sets up a client.

use crate::answer::redact;
use crate::answer::response::RequestIdHeaders;
use crate::auth::Auth;
use crate::client::channel::Channel;
use crate::client::{Client, Inner};
use crate::clock::Clock;
use crate::encode::headers::Headers;
use crate::encode::url as encode_url;
use crate::error::{Error, Kind};
use crate::future::BoxError;
use crate::policy::rate_limit::{RateLimit, RateLimiter};
use crate::policy::retry::RetryPolicy;
use crate::policy::retry_budget::RetryBudget;
use crate::transport::Transport;
use crate::transport::middleware::Middleware;
use crate::value::secret::Secret;
use http::{HeaderName, HeaderValue, header};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_RESPONSE_LIMIT: u64 = 64 * 1024 * 1024;
const USER_AGENT: &str = concat!("docbind-runtime/", env!("CARGO_PKG_VERSION"));

/// Sets up a client; `C` is the client type of a generated crate, which wraps [`Client`].
///
/// Mistakes (a base URL that is none, a header with a line break) are reported by
/// [`ClientBuilder::build`].
pub struct ClientBuilder<C = Client> {
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

struct Settings {
    default_base_url: Option<&'static str>,
    base_url: Option<String>,
    auth: Auth,
    headers: Headers,
    timeout: Duration,
    deadline: Option<Duration>,
    response_limit: u64,
    retry: RetryPolicy,
    retry_statuses: &'static [u16],
    rate_limits: Vec<RateLimit>,
    middleware: Vec<Arc<dyn Middleware>>,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    request_id_headers: Vec<HeaderName>,
    /// Texts that may be in no error.
    secrets: Vec<String>,
    user_agent: String,
    mistake: Option<String>,
}

impl<C> ClientBuilder<C> {
    /// A builder for the API at this URL; `None` where its pages name no one URL.
    pub fn new(default_base_url: Option<&'static str>) -> Self {
        let mut headers = Headers::default();
        headers.set(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        let settings = Settings {
            default_base_url,
            base_url: None,
            auth: Auth::none(),
            headers,
            timeout: DEFAULT_TIMEOUT,
            deadline: None,
            response_limit: DEFAULT_RESPONSE_LIMIT,
            retry: RetryPolicy::default(),
            retry_statuses: &[],
            rate_limits: Vec::new(),
            middleware: Vec::new(),
            transport: None,
            clock: None,
            request_id_headers: Vec::new(),
            secrets: Vec::new(),
            user_agent: USER_AGENT.to_owned(),
            mistake: None,
        };
        ClientBuilder { settings, client: PhantomData }
    }

    /// The URL that paths are joined to, for every operation, also for those that have another host:
    /// `https://api.example.com/v1`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self
    }

    /// The URL where neither the application nor the API names one.
    #[cfg(feature = "mock")]
    pub(crate) fn base_url_or(mut self, url: &'static str) -> Self {
        self.settings.default_base_url.get_or_insert(url);
        self
    }

    /// How to authenticate; nothing is sent by default.
    pub fn auth(mut self, auth: Auth) -> Self {
        self.settings.auth = auth;
        self
    }

    /// How long one try may take, from sending the request to the last byte of the answer; 30 seconds by
    /// default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long a call may take in all: every try, the waits between them, and the wait for a token or
    /// for the rate limit; reading the body of a stream included. Each page of a list is a call of its
    /// own. No limit by default, beside the timeout and number of tries.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = Some(deadline);
        self
    }

    /// The most bytes that are read of an answer, after decompression; 64 MiB by default.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// A header of every request to the API. It is not shown in logs and does not follow a redirect to
    /// another origin. Where it looks like a credential (by its name, or a value of letters and digits
    /// from 8 bytes on), no error repeats its value; for one that does not look like it there is
    /// [`ClientBuilder::secret_header`].
    pub fn header(mut self, name: &str, text: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(text)) {
            (Ok(name), Ok(mut value)) => {
                if redact::is_secret_header(name.as_str(), text) {
                    self.settings.secrets.push(text.to_owned());
                }
                value.set_sensitive(true);
                self.settings.headers.set(name, value);
            }
            _ => self.settings.mistake = Some(format!("the header `{}` cannot be sent", name.escape_debug())),
        }
        self
    }

    /// The same with a value that no error repeats, whatever it looks like.
    pub fn secret_header(mut self, name: &str, value: impl Into<Secret>) -> Self {
        let value = value.into();
        self.settings.secrets.push(value.expose().to_owned());
        self.header(name, value.expose())
    }

    /// A header of responses that names the request, for support: looked for before `x-request-id`,
    /// `request-id` and `x-correlation-id`.
    pub fn request_id_header(mut self, name: &str) -> Self {
        match HeaderName::try_from(name) {
            Ok(name) => self.settings.request_id_headers.push(name),
            Err(_) => {
                self.settings.mistake = Some(format!("`{}` is no name of a header", name.escape_debug()));
            }
        }
        self
    }

    /// A name and version in front of what the client calls itself in `User-Agent` (RFC 9110, section 10.1.5):
    /// `my-app/1.0`.
    pub fn user_agent(mut self, product: &str) -> Self {
        let agents = format!("{product} {}", self.settings.user_agent);
        match HeaderValue::from_str(&agents) {
            Ok(value) => {
                self.settings.user_agent = agents;
                self.settings.headers.set(header::USER_AGENT, value);
            }
            Err(_) => self.settings.mistake = Some("the user agent cannot be sent".to_owned()),
        }
        self
    }

    /// Whether there is a URL to join paths to.
    pub(crate) fn has_base_url(&self) -> bool {
        self.settings.base_url.is_some() || self.settings.default_base_url.is_some()
    }

    /// Sends with this client of reqwest. It must not follow redirects and must not retry on its own:
    /// `reqwest::redirect::Policy::none()`. [`TransportSettings::into_reqwest`](crate::TransportSettings::into_reqwest)
    /// gives a builder to start from, with TLS.
    #[cfg(feature = "reqwest")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(crate::transport::ReqwestTransport::from(client))
    }

    /// When a request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Statuses by which this API says "not now, try again", beside those that every policy knows; see
    /// [`RetryPolicy::statuses`].
    pub fn retry_statuses(mut self, statuses: &'static [u16]) -> Self {
        self.settings.retry_statuses = statuses;
        self
    }

    /// Keeps below a limit of the API. Several limits hold together.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate_limits.push(limit);
        self
    }

    /// Adds a middleware: the first that is added is the outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.settings.middleware.push(Arc::new(middleware));
        self
    }

    /// Sends through this transport and not the default one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Keeps time by this clock and not the default one.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Some(Arc::new(clock));
        self
    }

    /// The client, or what is wrong with the settings.
    pub fn build(self) -> Result<C, Error>
    where
        C: From<Client>,
    {
        build(self.settings).map(C::from)
    }
}

fn build(settings: Settings) -> Result<Client, Error> {
    let mistake = |text: String| Error::new(Kind::Configuration, text);
    if let Some(text) = settings.mistake.or(settings.auth.mistake().map(str::to_owned)) {
        return Err(mistake(text));
    }
    let base_url = settings.base_url.as_deref().or(settings.default_base_url);
    let clock = settings.clock.or_else(default_clock);
    if clock.is_none() && !settings.rate_limits.is_empty() {
        return Err(mistake("a rate limit needs a clock: give one with `ClientBuilder::clock`".to_owned()));
    }
    let retry = settings.retry.statuses(settings.retry_statuses);
    let channel = Channel {
        base_url: base_url.map(encode_url::parse_base_url).transpose().map_err(mistake)?,
        headers: settings.headers,
        transport: match settings.transport {
            Some(transport) => transport,
            None => default_transport().map_err(|source| {
                Error::new(Kind::Configuration, "no transport to send with").with_source(source)
            })?,
        },
        middleware: settings.middleware,
        clock,
        timeout: settings.timeout,
        deadline: settings.deadline,
        response_limit: settings.response_limit,
        retry_budget: RetryBudget::new(retry.budget),
        retry,
        rate_limiter: RateLimiter::new(settings.rate_limits),
        request_id_headers: RequestIdHeaders::new(settings.request_id_headers),
    };
    let inner = Inner {
        channel: Arc::new(channel),
        secrets: [settings.auth.secrets(), &settings.secrets].concat().into(),
        auth: settings.auth,
        base_url_is_set: settings.base_url.is_some(),
    };
    Ok(Client { inner: Arc::new(inner) })
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BoxError> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BoxError> {
    Err("the feature `reqwest` is off: turn it on, or give one with `ClientBuilder::transport`".into())
}

#[cfg(feature = "tokio")]
fn default_clock() -> Option<Arc<dyn Clock>> {
    Some(Arc::new(crate::clock::TokioClock))
}

#[cfg(not(feature = "tokio"))]
fn default_clock() -> Option<Arc<dyn Clock>> {
    None
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.settings.base_url.as_deref().or(self.settings.default_base_url))
            .field("auth", &self.settings.auth)
            .field("timeout", &self.settings.timeout)
            .field("retry", &self.settings.retry)
            .field("retry_statuses", &self.settings.retry_statuses)
            .finish_non_exhaustive()
    }
}
