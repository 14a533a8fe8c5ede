//! Credentials and where they go.

mod oauth2;
mod signing;
mod token;
mod token_request;
mod token_source;

pub use oauth2::OAuth2;
pub use signing::UnsignedRequest;
pub use token::{Token, TokenStore};

use crate::answer::response::Context;
use crate::call::operation::Operation;
use crate::client::channel::Channel;
use crate::encode::headers::{self, Headers};
use crate::encode::url as encode_url;
use crate::error::{Error, Kind};
use crate::future::{BoxError, BoxFuture};
use crate::transport::body::Body;
use crate::value::secret::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, header};
use signing::Sign;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use token_source::{Current, TokenSource};

/// How a client authenticates. `Debug` shows the way and no secret.
#[derive(Clone)]
pub struct Auth {
    /// What is sent together.
    schemes: Vec<Scheme>,
    /// Texts that may be in no error.
    secrets: Vec<String>,
}

#[derive(Clone)]
enum Scheme {
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
        name: String,
        pair: HeaderValue,
    },
    Signed(Arc<Sign>),
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
        Auth { schemes: Vec::new(), secrets: Vec::new() }
    }

    /// `Authorization: Bearer …` (RFC 6750).
    pub fn bearer(token: impl Into<Secret>) -> Self {
        let token = token.into();
        let scheme = match sensitive(&format!("Bearer {}", token.expose())) {
            Some(value) => Scheme::Header { name: header::AUTHORIZATION, value },
            None => Scheme::Invalid("the bearer token holds a control character"),
        };
        Auth { schemes: vec![scheme], secrets: vec![token.expose().to_owned()] }
    }

    /// `Authorization: Basic …` (RFC 7617), in UTF-8. A user name with a colon cannot be sent this way.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let (user, password) = (user.into(), password.into());
        let encoded = STANDARD.encode(format!("{user}:{}", password.expose()));
        let scheme = match sensitive(&format!("Basic {encoded}")) {
            Some(value) if !user.contains(':') => Scheme::Header { name: header::AUTHORIZATION, value },
            _ => Scheme::Invalid("the user name holds a colon, which HTTP Basic cannot send"),
        };
        Auth { schemes: vec![scheme], secrets: vec![encoded, password.expose().to_owned()] }
    }

    /// A key in a header, query parameter or cookie of this name.
    pub fn api_key(location: ApiKeyLocation, name: impl Into<String>, key: impl Into<Secret>) -> Self {
        Auth::prefixed_key(location, name, "", key)
    }

    /// The same, with a text that is sent before the key, the space between them included: `Token ` of
    /// `Authorization: Token …`.
    pub fn prefixed_key(
        location: ApiKeyLocation,
        name: impl Into<String>,
        prefix: &str,
        key: impl Into<Secret>,
    ) -> Self {
        let (name, key) = (name.into(), key.into());
        let value = format!("{prefix}{}", key.expose());
        let secrets = vec![key.expose().to_owned()];
        let scheme = match location {
            ApiKeyLocation::Header => match (HeaderName::try_from(name.as_str()), sensitive(&value)) {
                (Ok(name), Some(value)) => Scheme::Header { name, value },
                _ => Scheme::Invalid("the API key cannot be sent in a header of this name"),
            },
            ApiKeyLocation::Query => Scheme::Query { name, key: value.into() },
            ApiKeyLocation::Cookie => match sensitive(&encode_url::cookie_pair(&name, &value)) {
                Some(pair) => Scheme::Cookie { name, pair },
                None => Scheme::Invalid("the API key cannot be sent in a cookie of this name"),
            },
        };
        Auth { schemes: vec![scheme], secrets }
    }

    /// Tokens of OAuth 2 (RFC 6749), sent as `Authorization: Bearer …`. Clones share the token.
    pub fn oauth2(settings: OAuth2) -> Self {
        let secrets = settings.secrets();
        Auth { schemes: vec![Scheme::OAuth2(Arc::new(TokenSource::new(settings)))], secrets }
    }

    /// Credentials that are made of each request by code, such as a signature. `sign` is called for every try and
    /// every redirect within the API's origin, when everything else of the request is settled.
    ///
    /// ```
    /// use docbind_runtime::Auth;
    /// # fn hmac_sha256(key: &[u8], message: &[u8]) -> String { format!("{}{}", key.len(), message.len()) }
    /// # fn now() -> u64 { 0 }
    ///
    /// let (id, secret) = ("client-7", b"s3cret");
    /// let auth = Auth::signed(move |request| {
    ///     let time = now().to_string();
    ///     let target = request.url().path_and_query().map_or("/", |target| target.as_str());
    ///     let mut message = format!("{}\n{target}\n{time}\n", request.method()).into_bytes();
    ///     message.extend(request.body().ok_or("uploads cannot be signed")?);
    ///     request.set_header("X-Client", id)?;
    ///     request.set_header("X-Time", &time)?;
    ///     request.set_header("X-Signature", &hmac_sha256(secret, &message))
    /// });
    /// ```
    ///
    /// A call whose request it refuses fails, and nothing is sent. It must not block; what has to be fetched first
    /// is a [`Middleware`](crate::Middleware)'s.
    pub fn signed(
        sign: impl Fn(&mut UnsignedRequest<'_>) -> Result<(), BoxError> + Send + Sync + 'static,
    ) -> Self {
        Auth { schemes: vec![Scheme::Signed(Arc::new(sign))], secrets: Vec::new() }
    }

    /// Credentials that are sent together, such as two keys in two headers. What signs comes last, in order.
    ///
    /// ```
    /// use docbind_runtime::{ApiKeyLocation, Auth};
    ///
    /// let key = |name, key| Auth::api_key(ApiKeyLocation::Header, name, key);
    /// let auth = Auth::all([key("X-App-Key", "key"), key("X-App-Secret", "s3cret")]);
    /// ```
    ///
    /// Two that need the same header, query parameter or cookie are reported when the client is built.
    pub fn all(credentials: impl IntoIterator<Item = Auth>) -> Self {
        let mut all = Auth::none();
        for auth in credentials {
            all.schemes.extend(auth.schemes);
            all.secrets.extend(auth.secrets);
        }
        let clash = |at: usize| all.schemes[..at].iter().any(|known| known.clashes_with(&all.schemes[at]));
        if (0..all.schemes.len()).any(clash) {
            all.schemes.push(Scheme::Invalid("two of the credentials need the same place in a request"));
        }
        all.schemes.sort_by_key(|scheme| matches!(scheme, Scheme::Signed(_)));
        all
    }

    /// Why these credentials cannot be sent.
    pub(crate) fn mistake(&self) -> Option<&'static str> {
        self.schemes.iter().find_map(|scheme| match scheme {
            Scheme::Invalid(reason) => Some(*reason),
            _ => None,
        })
    }

    /// Texts that may be in no error.
    pub(crate) fn secrets(&self) -> &[String] {
        &self.secrets
    }

    /// What goes into the query.
    pub(crate) fn query(&self) -> impl Iterator<Item = (&str, &Secret)> {
        self.schemes.iter().filter_map(|scheme| match scheme {
            Scheme::Query { name, key } => Some((name.as_str(), key)),
            _ => None,
        })
    }

    /// What authenticates a request that has `headers` already: one that it sets itself wins. Waits for a token
    /// where one is needed.
    pub(crate) fn credential<'a, 'w>(
        &'a self,
        channel: &'w Arc<Channel>,
        headers: &Headers,
        context: &'w mut Context,
    ) -> Authorizing<'a, 'w>
    where
        'a: 'w,
    {
        let source = self.schemes.iter().find_map(|scheme| match scheme {
            Scheme::OAuth2(source) => Some(source),
            _ => None,
        });
        let credential = Credential { auth: Some(self), ..Credential::default() };
        match source.filter(|_| !headers.has(&header::AUTHORIZATION)) {
            Some(source) => Authorizing::Waits(Box::pin(with_token(credential, source, channel, context))),
            None => Authorizing::Done(credential),
        }
    }
}

impl Scheme {
    /// Whether both go to the same place.
    fn clashes_with(&self, other: &Scheme) -> bool {
        let header = |scheme: &Scheme| match scheme {
            Scheme::Header { name, .. } => Some(name.clone()),
            Scheme::OAuth2(_) => Some(header::AUTHORIZATION),
            _ => None,
        };
        match (self, other) {
            (Scheme::Query { name, .. }, Scheme::Query { name: other, .. })
            | (Scheme::Cookie { name, .. }, Scheme::Cookie { name: other, .. }) => name == other,
            _ => header(self).is_some_and(|name| header(other) == Some(name)),
        }
    }
}

/// A credential that is there, or a token's that may have to be fetched.
pub(crate) enum Authorizing<'a, 'w> {
    Done(Credential<'a>),
    Waits(BoxFuture<'w, Result<Credential<'a>, Error>>),
}

async fn with_token<'a>(
    credential: Credential<'a>,
    source: &'a TokenSource,
    channel: &Arc<Channel>,
    context: &mut Context,
) -> Result<Credential<'a>, Error> {
    let current = source.current(channel).await?;
    current.secrets().for_each(|secret| context.keep_secret(secret));
    Ok(Credential { token: Some(TokenInUse { source, current }), ..credential })
}

/// What authenticates one try.
#[derive(Default)]
pub(crate) struct Credential<'a> {
    auth: Option<&'a Auth>,
    /// The token, where it can be renewed.
    pub(crate) token: Option<TokenInUse<'a>>,
    /// What was made for this try.
    made: Mutex<Vec<String>>,
}

impl Credential<'_> {
    /// Adds headers to a request, but none that it has already, and signs it.
    pub(crate) fn add_to(
        &self,
        request: &mut http::Request<Body>,
        operation: &'static Operation,
    ) -> Result<(), Error> {
        for scheme in self.auth.iter().flat_map(|auth| &auth.schemes) {
            let map = request.headers_mut();
            match scheme {
                Scheme::Header { name, value } if !map.contains_key(name) => {
                    map.insert(name.clone(), value.clone());
                }
                Scheme::OAuth2(_) => {
                    let header = self.token.as_ref().map(|token| token.current.header.clone());
                    map.extend(header.map(|header| (header::AUTHORIZATION, header)));
                }
                Scheme::Cookie { pair, .. } => headers::add_to(map, &header::COOKIE, pair),
                Scheme::Signed(sign) => {
                    signing::sign(sign, request, operation, &self.made).map_err(|source| {
                        Error::new(Kind::Request, "the request could not be signed").with_source(source)
                    })?;
                }
                Scheme::Header { .. } | Scheme::Query { .. } | Scheme::Invalid(_) => {}
            }
        }
        Ok(())
    }

    /// Notes what was made for this try: it may be in no error.
    pub(crate) fn keep_secrets(&self, context: &mut Context) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.drain(..).for_each(|secret| context.keep_secret(&secret));
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
        match self.schemes.as_slice() {
            [] => f.write_str("Auth::none"),
            [only] => write!(f, "Auth({only:?})"),
            all => {
                f.write_str("Auth::all")?;
                f.debug_list().entries(all).finish()
            }
        }
    }
}

impl fmt::Debug for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scheme::Header { name, .. } => write!(f, "header {name}: …"),
            Scheme::Query { name, .. } => write!(f, "query {name}=…"),
            Scheme::Cookie { .. } => f.write_str("cookie …"),
            Scheme::OAuth2(source) => source.settings().fmt(f),
            Scheme::Signed(_) => f.write_str("signed"),
            Scheme::Invalid(reason) => write!(f, "invalid: {reason}"),
        }
    }
}
