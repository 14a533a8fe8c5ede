//! The error of an operation whose page documents what an error response holds.

use super::Error;
use super::documented::{DecodeDocumented, Documented};
use crate::answer::decode::DocumentedError;
use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// Why a call failed whose page documents the bodies of its error responses as `D`.
///
/// It has all that [`Error`] has, by `Deref`, and [`CallError::documented`]. `?` makes an [`Error`] of it,
/// which keeps the documented body: see [`Error::documented`].
pub struct CallError<D> {
    error: Error,
    documented: PhantomData<fn() -> D>,
}

impl<D: 'static> CallError<D> {
    /// The body, where the page documents it for this status and it could be read.
    pub fn documented(&self) -> Option<&D> {
        self.error.documented()
    }

    /// The body, where the page documents it for this status and it could be read; else the error.
    pub fn into_documented(self) -> Result<D, Self>
    where
        D: Clone + Send + Sync,
    {
        self.error.into_documented().map_err(CallError::from)
    }
}

impl<D> CallError<D> {
    /// The error without the type of the documented body, as `?` makes it.
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<D> Deref for CallError<D> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<D> From<CallError<D>> for Error {
    fn from(error: CallError<D>) -> Self {
        error.error
    }
}

impl<D> From<Error> for CallError<D> {
    fn from(error: Error) -> Self {
        CallError { error, documented: PhantomData }
    }
}

impl<D> Clone for CallError<D> {
    fn clone(&self) -> Self {
        self.error.clone().into()
    }
}

impl<D> fmt::Display for CallError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}

impl<D> fmt::Debug for CallError<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

impl<D> StdError for CallError<D> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}

/// What a call fails with: [`Error`], or [`CallError`] where the page documents the bodies of errors.
pub trait Failure: From<Error> {
    /// What reads a documented body.
    const DECODE: DecodeDocumented;
}

impl Failure for Error {
    const DECODE: DecodeDocumented = |_, _| None;
}

impl<D: DocumentedError> Failure for CallError<D> {
    const DECODE: DecodeDocumented = Documented::decode::<D>;
}
