//! What errors show of themselves.

use super::{Error, Inner, Kind};
use std::fmt;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, operation, message, status, decode, attempts, request_id, secrets, .. } =
            &*self.inner;
        if let Some(operation) = operation {
            write!(f, "{} {}: ", operation.method(), operation.path())?;
        }
        match (kind, status) {
            (Kind::Status, Some(status)) => write!(f, "status {status}")?,
            (Kind::Unsuccessful, Some(status)) => {
                write!(f, "the answer (status {}) says that the call failed", status.as_u16())?;
            }
            (Kind::Decode, Some(status)) => {
                write!(f, "the answer (status {}) is not what is documented", status.as_u16())?;
            }
            _ => f.write_str(kind.text())?,
        }
        if !message.is_empty() {
            write!(f, ": {message}")?;
        }
        if let Some(decode) = decode {
            write!(f, ": {decode}")?;
        }
        if *attempts > 1 {
            write!(f, " (after {attempts} attempts)")?;
        }
        if let Some(id) = request_id {
            write!(f, " (request id {})", secrets.redacted(id))?;
        }
        Ok(())
    }
}

impl Kind {
    fn text(self) -> &'static str {
        match self {
            Kind::Configuration => "the client cannot be built",
            Kind::Request => "the request cannot be built",
            Kind::Connect => "no connection to the server",
            Kind::Timeout => "no complete answer in time",
            Kind::Transport => "the exchange with the server broke off",
            Kind::TooLarge => "the answer is too large",
            Kind::Status => "an error answer",
            Kind::Unsuccessful => "the answer says that the call failed",
            Kind::Decode => "the answer is not what is documented",
            Kind::Auth => "no token",
            Kind::Pagination => "the list cannot be gone through",
            Kind::Write => "the answer cannot be written on",
        }
    }
}

impl fmt::Debug for Error {
    /// Without the secrets of the call, also where the server repeats them in a documented body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = Parts(self);
        let text = if f.alternate() { format!("{parts:#?}") } else { format!("{parts:?}") };
        f.write_str(&self.inner.secrets.redacted(&text))
    }
}

struct Parts<'a>(&'a Error);

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts(error) = self;
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &error.inner.kind).field("text", &format_args!("{error}"));
        if let Some(id) = error.request_id() {
            debug.field("request_id", &id);
        }
        if let Some(documented) = &error.inner.documented {
            debug.field("documented", documented);
        }
        if let Some(source) = &error.inner.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}
