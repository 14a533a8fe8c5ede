//! Settings of the default transport.

use super::ReqwestTransport;
use crate::error::{Error, Kind};
use std::fmt;
use std::time::Duration;

/// How long a connection may take, TLS included.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Settings of the default transport: proxy, certificates, connections. For what is not here, make a
/// [`reqwest::Client`](https://docs.rs/reqwest) and give it to
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
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
    mistake: Option<Error>,
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
            mistake: None,
        }
    }

    fn with(mut self, set: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Self {
        self.builder = set(self.builder);
        self
    }

    fn with_made<T>(
        mut self,
        what: &str,
        made: reqwest::Result<T>,
        set: impl FnOnce(reqwest::ClientBuilder, T) -> reqwest::ClientBuilder,
    ) -> Self {
        match made {
            Ok(made) => self.with(|builder| set(builder, made)),
            Err(error) => {
                let error = Error::new(Kind::Configuration, what).with_source(Box::new(error.without_url()));
                self.mistake.get_or_insert(error);
                self
            }
        }
    }

    /// Sends everything through this proxy, and not through that of the system's variables.
    pub fn proxy(self, url: &str) -> Self {
        self.with_made("the proxy is not a URL", reqwest::Proxy::all(url), reqwest::ClientBuilder::proxy)
    }

    /// Sends through no proxy, whatever the system's variables say.
    pub fn no_proxy(self) -> Self {
        self.with(reqwest::ClientBuilder::no_proxy)
    }

    /// Trusts these certificates (PEM), beside those of the system.
    pub fn root_certificates(self, pem: &[u8]) -> Self {
        let certificates = reqwest::Certificate::from_pem_bundle(pem);
        let what = "the root certificates cannot be read";
        self.with_made(what, certificates, reqwest::ClientBuilder::tls_certs_merge)
    }

    /// Trusts these certificates (PEM) and no others.
    pub fn only_root_certificates(self, pem: &[u8]) -> Self {
        let certificates = reqwest::Certificate::from_pem_bundle(pem);
        let what = "the root certificates cannot be read";
        self.with_made(what, certificates, reqwest::ClientBuilder::tls_certs_only)
    }

    /// Shows servers this certificate: PEM with the private key and the chain.
    pub fn client_certificate(self, pem: &[u8]) -> Self {
        let identity = reqwest::Identity::from_pem(pem);
        self.with_made("the client certificate cannot be read", identity, reqwest::ClientBuilder::identity)
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
    pub fn http1_only(self) -> Self {
        self.with(reqwest::ClientBuilder::http1_only)
    }

    /// Speaks HTTP/2 at once, also without TLS.
    pub fn http2_only(self) -> Self {
        self.with(reqwest::ClientBuilder::http2_prior_knowledge)
    }

    /// The transport, or what is wrong with the settings.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let client = self.builder.redirect(reqwest::redirect::Policy::none()).build();
        let failed = |error: reqwest::Error| {
            Error::new(Kind::Configuration, "the transport cannot be built").with_source(Box::new(error))
        };
        Ok(client.map_err(failed)?.into())
    }
}

impl fmt::Debug for TransportSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportSettings").finish_non_exhaustive()
    }
}
