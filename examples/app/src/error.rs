//! What can go wrong, in the user's words.

use nexudus::auth::{BearerTokenError as TokenError, TokenFailure};
use nexudus::{DocumentedError as _, Error};
use std::error::Error as _;
use std::fmt::Write as _;

/// Why the application could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is nothing to sign in with.
    #[error("NEXUDUS_PASSWORD is not set")]
    NoPassword,
    /// The server did not take the credentials, and why.
    #[error("sign-in refused: {0}")]
    SignIn(String),
    /// There is no thread of this id.
    #[error("there is no thread {0}")]
    NoThread(i64),
    /// By field, so that a form could show each message where it belongs.
    #[error("the change is not valid{}", lines(.0))]
    Rejected(Vec<FieldError>),
    /// Any other failure of a call.
    #[error(transparent)]
    Call(Error),
    /// Nobody reads the output.
    #[error("cannot write the output")]
    Output(#[from] std::io::Error),
}

/// What is wrong with one field.
#[derive(Debug)]
pub struct FieldError {
    /// Its name.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl AppError {
    /// The error and what caused it, on a line each.
    pub fn report(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let _ = write!(text, "\n  because: {error}");
            cause = error.source();
        }
        text
    }
}

impl From<Error> for AppError {
    /// Any call may be the one that signs in.
    fn from(error: Error) -> Self {
        match refusal(&error) {
            Some(body) => AppError::SignIn(reason(&body)),
            None => AppError::Call(error),
        }
    }
}

/// What the token endpoint said, where that is why the call failed. Its page documents a 400.
fn refusal(error: &Error) -> Option<TokenFailure> {
    let cause: &Error = error.source()?.downcast_ref()?;
    match TokenError::decode(cause.status()?, cause.body()?)? {
        Ok(TokenError::BadRequest(body)) => Some(body),
        _ => None,
    }
}

fn reason(body: &TokenFailure) -> String {
    match body.error.as_deref() {
        Some("invalid_grant") => "the e-mail address or the password is wrong".to_owned(),
        Some("two_factor_auth_check") => "it takes a valid code: pass it with --totp".to_owned(),
        Some("must_reset_password") => "the user has to choose a new password first".to_owned(),
        code => body.error_description.as_deref().or(code).unwrap_or("no reason given").to_owned(),
    }
}

fn lines(errors: &[FieldError]) -> String {
    errors.iter().map(|error| format!("\n  {}: {}", error.field, error.message)).collect()
}
