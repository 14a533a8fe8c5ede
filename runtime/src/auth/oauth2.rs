//! How to get OAuth 2 tokens (RFC 6749).

use super::token::TokenStore;
use crate::value::secret::Secret;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How to get tokens from a token endpoint; give it to [`Auth::oauth2`](crate::Auth::oauth2).
///
/// A token is got with the first call that needs one, refreshed before it expires, and once after a 401
/// answer. However many calls wait for a token, one request for it is in flight. Where a refresh is
/// refused (400 or 401), the client signs in anew.
///
/// ```
/// use docbind_runtime::{Auth, OAuth2};
/// let auth = Auth::oauth2(
///     OAuth2::password("/api/token", "me@example.com", "hunter2")
///         .sign_in_field("totp", "123456")
///         .refresh_header("client_id", "me@example.com"),
/// );
/// ```
#[derive(Clone)]
pub struct OAuth2 {
    pub(super) token_url: String,
    pub(super) grant: Grant,
    pub(super) client: Option<ClientCredentials>,
    pub(super) client_in_body: bool,
    pub(super) scope: Option<String>,
    pub(super) sign_in_fields: Vec<(String, Secret)>,
    pub(super) sign_in_headers: Vec<(String, Secret)>,
    pub(super) refresh_fields: Vec<(String, Secret)>,
    pub(super) refresh_headers: Vec<(String, Secret)>,
    pub(super) margin: Duration,
    pub(super) store: Option<Arc<dyn TokenStore>>,
}

#[derive(Clone)]
pub(super) enum Grant {
    Password { username: String, password: Secret },
    ClientCredentials,
    Refresh { refresh_token: Secret },
}

#[derive(Clone)]
pub(super) struct ClientCredentials {
    pub(super) id: String,
    pub(super) secret: Secret,
}

impl OAuth2 {
    fn new(token_url: impl Into<String>, grant: Grant) -> Self {
        OAuth2 {
            token_url: token_url.into(),
            grant,
            client: None,
            client_in_body: false,
            scope: None,
            sign_in_fields: Vec::new(),
            sign_in_headers: Vec::new(),
            refresh_fields: Vec::new(),
            refresh_headers: Vec::new(),
            margin: Duration::from_secs(60),
            store: None,
        }
    }

    /// The user's own name and password (RFC 6749 section 4.3). `token_url` is absolute, or a path below
    /// the client's base URL.
    pub fn password(
        token_url: impl Into<String>,
        username: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        OAuth2::new(token_url, Grant::Password { username: username.into(), password: password.into() })
    }

    /// The application's own id and secret (section 4.4), sent as HTTP Basic.
    pub fn client_credentials(
        token_url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Self {
        OAuth2::new(token_url, Grant::ClientCredentials).client(id, secret)
    }

    /// A refresh token that the application has already (section 6), for example from the
    /// authorization code flow in a browser.
    pub fn refresh_token(token_url: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        OAuth2::new(token_url, Grant::Refresh { refresh_token: refresh_token.into() })
    }

    /// Authenticates the application itself to the token endpoint, as HTTP Basic (section 2.3.1).
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.client = Some(ClientCredentials { id: id.into(), secret: secret.into() });
        self
    }

    /// Sends id and secret of [`OAuth2::client`] as the fields `client_id` and `client_secret` and not
    /// as HTTP Basic.
    pub fn client_in_body(mut self) -> Self {
        self.client_in_body = true;
        self
    }

    /// Asks for this scope (section 3.3): names with spaces between.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// A further form field of a sign-in.
    pub fn sign_in_field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.sign_in_fields.push((name.into(), value.into()));
        self
    }

    /// A further header of a sign-in.
    pub fn sign_in_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.sign_in_headers.push((name.into(), value.into()));
        self
    }

    /// A further form field of a refresh.
    pub fn refresh_field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.refresh_fields.push((name.into(), value.into()));
        self
    }

    /// A further header of a refresh.
    pub fn refresh_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.refresh_headers.push((name.into(), value.into()));
        self
    }

    /// How long before it expires a token is refreshed; 60 seconds by default, and never more than a
    /// tenth of what the server says that a new token lasts.
    pub fn refresh_before_expiry(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    /// Where tokens are kept.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Texts that may be in no error.
    pub(super) fn secrets(&self) -> Vec<String> {
        let fields =
            [&self.sign_in_fields, &self.sign_in_headers, &self.refresh_fields, &self.refresh_headers];
        let grant = match &self.grant {
            Grant::Password { password, .. } => Some(password),
            Grant::ClientCredentials => None,
            Grant::Refresh { refresh_token } => Some(refresh_token),
        };
        let client = self.client.as_ref().map(|client| &client.secret);
        let fields = fields.into_iter().flatten().map(|(_, value)| value);
        grant.into_iter().chain(client).chain(fields).map(|secret| secret.expose().to_owned()).collect()
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grant = match self.grant {
            Grant::Password { .. } => "password",
            Grant::ClientCredentials => "client_credentials",
            Grant::Refresh { .. } => "refresh_token",
        };
        write!(f, "OAuth2({grant}, {})", self.token_url)
    }
}
