//! Credentials and where they go.

mod oauth2;
mod token;
mod token_request;
mod token_source;

pub use oauth2::OAuth2;
pub use token::{Token, TokenStore};

use crate::answer::response::Context;
use crate::client::channel::Channel;
use crate::encode::headers::{self, Headers};
use crate::encode::url as encode_url;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::value::secret::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::fmt;
use std::sync::Arc;
use token_source::{Current, TokenSource};

/// How a client authenticates. `Debug` shows the way and no secret.
#[derive(Clone)]
pub struct Auth {
    scheme: Scheme,
    /// Texts that may be in no error.
    secrets: Vec<String>,
}

#[derive(Clone)]
enum Scheme {
    None,
    Header {
        name: HeaderName,
        value: HeaderValue,
    },
    Query {
        name: String,
        key: Secret,
    },
    OAuth2(Arc<TokenSource>),
    Cookie {
        pair: HeaderValue,
    },
    /// Credentials that cannot be sent, and why; reported when the client is built.
    Invalid(&'static str),
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiKeyLocation {
    /// A request header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

impl Auth {
    /// No credentials.
    pub fn none() -> Self {
        Auth { scheme: Scheme::None, secrets: Vec::new() }
    }

    /// `Authorization: Bearer …` (RFC 6750).
    pub fn bearer(token: impl Into<Secret>) -> Self {
        let token = token.into();
        let scheme = match sensitive(&format!("Bearer {}", token.expose())) {
            Some(value) => Scheme::Header { name: header::AUTHORIZATION, value },
            None => Scheme::Invalid("the bearer token holds a control character"),
        };
        Auth { scheme, secrets: vec![token.expose().to_owned()] }
    }

    /// `Authorization: Basic …` (RFC 7617), in UTF-8. A user name with a colon cannot be sent this way.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let (user, password) = (user.into(), password.into());
        let encoded = STANDARD.encode(format!("{user}:{}", password.expose()));
        let scheme = match sensitive(&format!("Basic {encoded}")) {
            Some(value) if !user.contains(':') => Scheme::Header { name: header::AUTHORIZATION, value },
            _ => Scheme::Invalid("the user name holds a colon, which HTTP Basic cannot send"),
        };
        Auth { scheme, secrets: vec![encoded, password.expose().to_owned()] }
    }

    /// A key in a header, query parameter or cookie of this name.
    pub fn api_key(location: ApiKeyLocation, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        let (name, key) = (name.into(), key.into());
        let secrets = vec![key.expose().to_owned()];
        let scheme = match location {
            ApiKeyLocation::Header => match (HeaderName::try_from(name.as_str()), sensitive(key.expose())) {
                (Ok(name), Some(value)) => Scheme::Header { name, value },
                _ => Scheme::Invalid("the API key cannot be sent in a header of this name"),
            },
            ApiKeyLocation::Query => Scheme::Query { name, key },
            ApiKeyLocation::Cookie => match sensitive(&encode_url::cookie_pair(&name, key.expose())) {
                Some(pair) => Scheme::Cookie { pair },
                None => Scheme::Invalid("the API key cannot be sent in a cookie of this name"),
            },
        };
        Auth { scheme, secrets }
    }

    /// Tokens of OAuth 2 (RFC 6749), sent as `Authorization: Bearer …`. Clones share the token.
    pub fn oauth2(settings: OAuth2) -> Self {
        let secrets = settings.secrets();
        Auth { scheme: Scheme::OAuth2(Arc::new(TokenSource::new(settings))), secrets }
    }

    /// Why these credentials cannot be sent.
    pub(crate) fn mistake(&self) -> Option<&'static str> {
        match self.scheme {
            Scheme::Invalid(reason) => Some(reason),
            _ => None,
        }
    }

    /// Texts that may be in no error.
    pub(crate) fn secrets(&self) -> &[String] {
        &self.secrets
    }

    /// What goes into the query.
    pub(crate) fn query(&self) -> Option<(&str, &Secret)> {
        match &self.scheme {
            Scheme::Query { name, key } => Some((name, key)),
            _ => None,
        }
    }

    /// What goes into the headers of a request that has `headers` already: one that it sets itself wins.
    /// Waits for a token where one is needed.
    pub(crate) fn credential<'a, 'w>(
        &'a self,
        channel: &'w Arc<Channel>,
        headers: &Headers,
        context: &'w mut Context,
    ) -> Authorizing<'a, 'w>
    where
        'a: 'w,
    {
        match &self.scheme {
            Scheme::Header { name, value } if !headers.has(name) => {
                Authorizing::Done(Credential { header: Some((name.clone(), value.clone())), token: None })
            }
            Scheme::Cookie { pair } => {
                Authorizing::Done(Credential { header: Some((header::COOKIE, pair.clone())), token: None })
            }
            Scheme::OAuth2(source) if !headers.has(&header::AUTHORIZATION) => {
                Authorizing::Waits(Box::pin(with_token(source, channel, context)))
            }
            _ => Authorizing::Done(Credential::default()),
        }
    }
}

/// A credential that is there, or a token's that may have to be fetched.
pub(crate) enum Authorizing<'a, 'w> {
    Done(Credential<'a>),
    Waits(BoxFuture<'w, Result<Credential<'a>, Error>>),
}

async fn with_token<'a>(
    source: &'a TokenSource,
    channel: &Arc<Channel>,
    context: &mut Context,
) -> Result<Credential<'a>, Error> {
    let current = source.current(channel).await?;
    current.secrets().for_each(|secret| context.keep_secret(secret));
    let header = Some((header::AUTHORIZATION, current.header.clone()));
    Ok(Credential { header, token: Some(TokenInUse { source, current }) })
}

/// What authenticates one try.
#[derive(Default)]
pub(crate) struct Credential<'a> {
    header: Option<(HeaderName, HeaderValue)>,
    /// The token, where it can be renewed.
    pub(crate) token: Option<TokenInUse<'a>>,
}

impl Credential<'_> {
    pub(crate) fn add_to(&self, map: &mut HeaderMap) {
        if let Some((name, value)) = &self.header {
            headers::add_to(map, name, value);
        }
    }
}

/// The token that a try was sent with.
pub(crate) struct TokenInUse<'a> {
    source: &'a TokenSource,
    current: Arc<Current>,
}

impl TokenInUse<'_> {
    /// Replaces the token that the server refused; `false` where that is not worth it.
    pub(crate) async fn renew(&self, channel: &Arc<Channel>) -> Result<bool, Error> {
        self.source.renew(channel, &self.current).await
    }

    /// Notes that the renewed token was refused too.
    pub(crate) fn was_renewed_in_vain(&self, channel: &Channel) {
        self.source.was_renewed_in_vain(channel);
    }
}

/// A header value that no log shows.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scheme {
            Scheme::None => f.write_str("Auth::none"),
            Scheme::Header { name, .. } => write!(f, "Auth(header {name}: …)"),
            Scheme::Query { name, .. } => write!(f, "Auth(query {name}=…)"),
            Scheme::Cookie { .. } => f.write_str("Auth(cookie …)"),
            Scheme::OAuth2(source) => write!(f, "Auth({:?})", source.settings()),
            Scheme::Invalid(reason) => write!(f, "Auth(invalid: {reason})"),
        }
    }
}
