//! What can go wrong, in the user's words.

use std::error::Error as _;
use std::fmt::Write as _;

/// Why the application could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("NEXUDUS_PASSWORD is not set")]
    NoPassword,
    #[error("sign-in refused: {0}")]
    SignIn(String),
    #[error("there is no thread {0}")]
    NoThread(i64),
    /// By field, so that a form could show each message where it belongs.
    #[error("the change is not valid{}", lines(.0))]
    Rejected(Vec<FieldError>),
    #[error("the answer holds no `{0}`")]
    Incomplete(&'static str),
    #[error(transparent)]
    Call(#[from] nexudus::Error),
    #[error("cannot write the output")]
    Output(#[from] std::io::Error),
}

/// What is wrong with one field.
#[derive(Debug)]
pub struct FieldError {
    pub field: String,
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

fn lines(errors: &[FieldError]) -> String {
    errors.iter().map(|error| format!("\n  {}: {}", error.field, error.message)).collect()
}
