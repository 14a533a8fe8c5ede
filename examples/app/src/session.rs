//! Signs in: credentials in, a client with a bearer token out.

use crate::error::AppError;
use nexudus::auth::{BearerTokenError as TokenError, GetABearerTokenRequest as TokenRequest};
use nexudus::{Auth, Client, ClientBuilder, Error, Secret};

/// Who signs in. `Debug` shows no secret.
#[derive(Debug)]
pub struct Credentials {
    pub user: String,
    pub password: Secret,
    pub totp: Option<Secret>,
}

/// A client whose calls are made as the user of these credentials.
pub async fn sign_in(url: Option<&str>, credentials: Credentials) -> Result<Client, AppError> {
    let anonymous = builder(url).build()?;
    let request = TokenRequest {
        totp: credentials.totp,
        ..TokenRequest::new("password", credentials.user, credentials.password)
    };
    let answer = anonymous.auth().get_a_bearer_token(&request).await.map_err(refused)?;
    let token = answer.access_token.ok_or(AppError::Incomplete("access_token"))?;
    Ok(builder(url).auth(Auth::bearer(token)).build()?)
}

fn builder(url: Option<&str>) -> ClientBuilder<Client> {
    match url {
        Some(url) => Client::builder().base_url(url),
        None => Client::builder(),
    }
}

/// The page documents what a 400 says; everything else is a failed call.
fn refused(error: Error<TokenError>) -> AppError {
    let Some(TokenError::BadRequest(body)) = error.documented() else {
        return AppError::Call(error.erase());
    };
    AppError::SignIn(match body.error.as_deref() {
        Some("invalid_grant") => "the e-mail address or the password is wrong".to_owned(),
        Some("two_factor_auth_check") => "it takes a valid code: pass it with --totp".to_owned(),
        Some("must_reset_password") => "the user has to choose a new password first".to_owned(),
        code => body.error_description.as_deref().or(code).unwrap_or("no reason given").to_owned(),
    })
}
