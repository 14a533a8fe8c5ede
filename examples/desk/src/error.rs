//! What can go wrong at the desk, in the user's words.

use nexudus::types::ValidationError;
use nexudus::{CallError, Error};
use std::fmt;

/// Why the desk could not do what was asked.
#[derive(Debug)]
pub enum DeskError {
    /// The server does not accept what was entered: by field, so that a form shows each message in its place.
    Rejected(Vec<FieldFault>),
    /// There is no such record.
    NotFound,
    /// Any other failure of a call.
    Call(Error),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The field; empty where it is the whole.
    pub field: String,
    /// What the server says.
    pub message: String,
}

/// What `?` makes of the error of a call with documented errors.
impl From<CallError<ValidationError>> for DeskError {
    fn from(error: CallError<ValidationError>) -> Self {
        match error.documented() {
            Some(ValidationError::BadRequest(body)) if !body.errors.is_empty() => {
                let faults = body.errors.iter().map(|error| FieldFault {
                    field: error.property_name.clone().unwrap_or_default(),
                    message: error.message.clone().unwrap_or_else(|| "is not accepted".to_owned()),
                });
                DeskError::Rejected(faults.collect())
            }
            _ => error.into_error().into(),
        }
    }
}

/// And of any other.
impl From<Error> for DeskError {
    fn from(error: Error) -> Self {
        match error.status() {
            Some(404) => DeskError::NotFound,
            _ => DeskError::Call(error),
        }
    }
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskError::Rejected(faults) => {
                f.write_str("not accepted")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {}: {}", fault.field, fault.message))
            }
            DeskError::NotFound => f.write_str("there is no such record"),
            DeskError::Call(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for DeskError {}
