//! Settings of the default transport.

use super::ReqwestTransport;
use super::tls::Tls;
use crate::error::{Error, Kind};
use crate::future::BoxError;
use std::fmt;
use std::time::Duration;

/// How long a connection may take, TLS included.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of the default transport: proxy, certificates, connections. For what is not here, take the
/// [builder of reqwest's client](TransportSettings::into_reqwest) with all of these, and give the client to
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
///
/// TLS is [rustls](https://docs.rs/rustls). Its cryptography is that of the provider which the application installed
/// for the process, or else ring's; with the feature `aws-lc` of `docbind-runtime`, that of aws-lc, which takes about a
/// minute longer to compile.
///
/// ```
/// use docbind_runtime::{Client, ClientBuilder, TransportSettings};
/// use std::time::Duration;
///
/// # fn run() -> Result<(), docbind_runtime::Error> {
/// let transport = TransportSettings::new().proxy("http://proxy.example:3128").connect_timeout(Duration::from_secs(3)).build()?;
/// let client: Client = ClientBuilder::new(Some("https://api.example.com")).transport(transport).build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "settings do nothing until they are built"]
pub struct TransportSettings {
    builder: reqwest::ClientBuilder,
    tls: Tls,
    http: Http,
    mistake: Option<Error>,
}

/// The versions of HTTP that may be spoken.
#[derive(Clone, Copy, Debug)]
enum Http {
    Any,
    One,
    Two,
}

impl Default for TransportSettings {
    fn default() -> Self {
        TransportSettings::new()
    }
}

impl TransportSettings {
    /// The settings of a client that sets none: the system's proxy variables and certificates, HTTP/2 where the server
    /// takes it, 10 seconds for a connection.
    pub fn new() -> Self {
        TransportSettings {
            builder: reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT),
            tls: Tls::default(),
            http: Http::Any,
            mistake: None,
        }
    }

    fn with(mut self, set: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        self.builder = set(self.builder);
        self
    }

    fn noting(mut self, what: &str, done: Result<(), BoxError>) -> Self {
        if let Err(error) = done {
            let error = Error::new(Kind::Configuration, what).with_source(error);
            self.mistake.get_or_insert(error);
        }
        self
    }

    /// Sends everything through this proxy, and not through that of the system's variables.
    pub fn proxy(self, url: &str) -> Self {
        match reqwest::Proxy::all(url) {
            Ok(proxy) => self.with(|builder| builder.proxy(proxy)),
            Err(error) => self.noting("the proxy is not a URL", Err(error.without_url().into())),
        }
    }

    /// Sends through no proxy, whatever the system's variables say.
    pub fn no_proxy(self) -> Self {
        self.with(reqwest::ClientBuilder::no_proxy)
    }

    /// Trusts these certificates (PEM, RFC 7468), beside those of the system.
    pub fn root_certificates(mut self, pem: &[u8]) -> Self {
        let done = self.tls.add_roots(pem);
        self.noting("the root certificates cannot be read", done)
    }

    /// Trusts these certificates (PEM, RFC 7468) and no others.
    pub fn only_root_certificates(mut self, pem: &[u8]) -> Self {
        let done = self.tls.only_roots(pem);
        self.noting("the root certificates cannot be read", done)
    }

    /// Shows servers this certificate: PEM (RFC 7468) with the private key and the chain.
    pub fn client_certificate(mut self, pem: &[u8]) -> Self {
        let done = self.tls.set_identity(pem);
        self.noting("the client certificate cannot be read", done)
    }

    /// How long a connection may take, TLS included; 10 seconds by default.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.with(|builder| builder.connect_timeout(timeout))
    }

    /// How long a connection that is not used is kept; 90 seconds by default.
    pub fn pool_idle_timeout(self, timeout: Duration) -> Self {
        self.with(|builder| builder.pool_idle_timeout(timeout))
    }

    /// How many connections that are not used are kept for each host; 0 for none.
    pub fn pool_max_idle_per_host(self, most: usize) -> Self {
        self.with(|builder| builder.pool_max_idle_per_host(most))
    }

    /// Speaks HTTP/1.1 only.
    pub fn http1_only(mut self) -> Self {
        self.http = Http::One;
        self.with(reqwest::ClientBuilder::http1_only)
    }

    /// Speaks HTTP/2 at once, also without TLS.
    pub fn http2_only(mut self) -> Self {
        self.http = Http::Two;
        self.with(reqwest::ClientBuilder::http2_prior_knowledge)
    }

    /// The transport, or what is wrong with the settings.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        let client = self.into_reqwest()?.build().map_err(|error| unusable(error.into()))?;
        Ok(client.into())
    }

    /// The builder of a [`reqwest::Client`](https://docs.rs/reqwest) with these settings, for those that are not here.
    /// A builder made from nothing has no TLS unless the application takes reqwest with a feature that brings it.
    pub fn into_reqwest(self) -> Result<reqwest::ClientBuilder, Error> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let protocols: &[&str] = match self.http {
            Http::Any => &["h2", "http/1.1"],
            Http::One => &["http/1.1"],
            Http::Two => &["h2"],
        };
        let tls = self.tls.config(protocols).map_err(unusable)?;
        Ok(self.builder.redirect(reqwest::redirect::Policy::none()).tls_backend_preconfigured(tls))
    }
}

fn unusable(error: BoxError) -> Error {
    Error::new(Kind::Configuration, "the transport cannot be built").with_source(error)
}

impl fmt::Debug for TransportSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportSettings").finish_non_exhaustive()
    }
}
