//! Credentials in, the settings of a client out. The client signs in when it is first used, and renews
//! its token from then on: before it expires, and where the server refuses it.

use nexudus::{Auth, Client, ClientBuilder, OAuth2, RateLimit, Secret};
use std::time::Duration;

/// Who signs in. `Debug` shows no secret.
#[derive(Debug)]
pub struct Credentials {
    /// The e-mail address.
    pub user: String,
    /// The password.
    pub password: Secret,
    /// The code of the authenticator app, for users who have one.
    pub totp: Option<Secret>,
}

/// A client whose calls are made as the user of these credentials.
pub fn client(url: Option<&str>, credentials: Credentials) -> ClientBuilder<Client> {
    let builder = match url {
        Some(url) => Client::builder().base_url(url),
        None => Client::builder(),
    };
    // The API takes 60 changes a minute from a user, and more reads than this application makes.
    let changes = RateLimit::new(60, Duration::from_secs(60)).writes();
    builder.auth(Auth::oauth2(sign_in(credentials))).rate_limit(changes)
}

fn sign_in(Credentials { user, password, totp }: Credentials) -> OAuth2 {
    // A refresh has to say who signed in; no `client_id` was given then, so it is the e-mail address.
    let settings =
        OAuth2::password("/api/token", user.as_str(), password).refresh_header("client_id", user.as_str());
    match totp {
        Some(code) => settings.sign_in_field("totp", code),
        None => settings,
    }
}
