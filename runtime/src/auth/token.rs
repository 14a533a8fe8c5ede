//! OAuth 2 tokens and where an application keeps them.

use crate::answer::secrets::Secrets;
use crate::future::{BoxError, BoxFuture};
use crate::value::secret::Secret;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a token endpoint granted (RFC 6749 section 5.1). `Debug` shows no secret; `Serialize` writes
/// them, for a [`TokenStore`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Token {
    /// What authenticates a call.
    pub access_token: Secret,
    /// What gets the next token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<Secret>,
    /// When it expires, in seconds since 1970-01-01T00:00:00Z; unknown where the server did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<u64>,
}

impl Token {
    /// A token that does not expire and cannot be refreshed.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Token { access_token: access_token.into(), refresh_token: None, expires_at: None }
    }

    /// Sets what gets the next token.
    pub fn with_refresh_token(mut self, refresh_token: impl Into<Secret>) -> Self {
        self.refresh_token = Some(refresh_token.into());
        self
    }

    /// Sets when it expires, in seconds since 1970-01-01T00:00:00Z.
    pub fn with_expiry(mut self, expires_at: u64) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// Its texts that may be in no message.
    pub(crate) fn secrets(&self) -> Secrets {
        let tokens = [Some(&self.access_token), self.refresh_token.as_ref()].into_iter().flatten();
        Secrets::new(tokens.map(|token| token.expose().to_owned()).collect())
    }

    /// Whether it is still good `margin` after `unix_time`.
    pub(crate) fn lasts(&self, unix_time: Duration, margin: Duration) -> bool {
        self.expires_at.is_none_or(|at| Duration::from_secs(at) > unix_time.saturating_add(margin))
    }
}

/// Keeps tokens across runs of an application, or shares them between several.
///
/// It is asked before a sign-in and before a refresh, so that a token that another process got is
/// taken up; and told each new token.
pub trait TokenStore: Send + Sync + 'static {
    /// The token that was saved last.
    fn load(&self) -> BoxFuture<'_, Result<Option<Token>, BoxError>>;

    /// Keeps the token. A failure does not fail the call: the token is good all the same.
    fn save<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), BoxError>>;
}
