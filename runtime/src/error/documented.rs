//! The body of an error response as the page documents it, whatever its type: so that an error keeps it
//! where it becomes one of many.

use crate::answer::decode::{DecodeError, DocumentedError};
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Reads the body that comes with a status; `None` where the page documents none for it.
pub type DecodeDocumented = fn(u16, &[u8]) -> Option<Result<Documented, DecodeError>>;

/// A documented body.
#[derive(Clone)]
pub struct Documented {
    value: Arc<dyn Any + Send + Sync>,
    debug: fn(&dyn Any, &mut fmt::Formatter<'_>) -> fmt::Result,
}

impl Documented {
    pub(crate) fn decode<D: DocumentedError>(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        let debug = |value: &dyn Any, f: &mut fmt::Formatter<'_>| match value.downcast_ref::<D>() {
            Some(value) => value.fmt(f),
            None => Ok(()),
        };
        let made = |value| Documented { value: Arc::new(value), debug };
        D::decode(status, body).map(|read| read.map(made))
    }

    pub(crate) fn get<D: 'static>(&self) -> Option<&D> {
        self.value.downcast_ref()
    }

    /// The value, copied only where another error has it too.
    pub(crate) fn into<D: Clone + Send + Sync + 'static>(self) -> Option<D> {
        self.value.downcast().ok().map(Arc::unwrap_or_clone)
    }
}

impl fmt::Debug for Documented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.debug)(&*self.value, f)
    }
}
