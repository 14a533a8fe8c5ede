//! Why a run ended early.

use super::settings::RequestError;
use crate::output::OutputError;
use std::fmt;

/// Why a run ended early.
#[derive(Debug)]
pub(crate) enum FetchError {
    /// Nothing can be asked for.
    Request(RequestError),
    /// The folder cannot be written to.
    Output(OutputError),
    /// Another run writes to the folder.
    Busy,
    /// The system gives no threads or sockets.
    System(std::io::Error),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Busy => f.write_str("another docbind fetches into this folder"),
            Self::System(error) => write!(f, "cannot fetch: {error}"),
        }
    }
}

impl std::error::Error for FetchError {}

impl From<OutputError> for FetchError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}
