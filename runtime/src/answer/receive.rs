//! Reads the body of an answer, and no more of it than the client takes.

use crate::error::{Error, Kind};
use crate::future::BoxError;
use crate::transport::body::Body;
use crate::transport::{TransportError, TransportErrorKind};
use bytes::{Bytes, BytesMut};

/// Memory that is set aside on the word of a `Content-Length` header.
const TRUSTED_LENGTH: u64 = 1024 * 1024;

/// The whole body; an error as soon as it is known to be larger than `limit` bytes.
pub(crate) async fn read(body: &mut Body, limit: u64) -> Result<Bytes, Error> {
    let length = body.length();
    if length.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let Some(first) = body.chunk().await.transpose().map_err(broke_off)? else { return Ok(Bytes::new()) };
    if first.len() as u64 > limit {
        return Err(too_large(limit));
    }
    if length == Some(first.len() as u64) {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(length.unwrap_or(0).min(TRUSTED_LENGTH) as usize);
    whole.extend_from_slice(&first);
    while let Some(chunk) = body.chunk().await.transpose().map_err(broke_off)? {
        if (whole.len() + chunk.len()) as u64 > limit {
            return Err(too_large(limit));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

#[cold]
fn too_large(limit: u64) -> Error {
    Error::new(Kind::TooLarge, format!("more than {limit} bytes"))
}

#[cold]
pub(crate) fn broke_off(error: BoxError) -> Error {
    match error.downcast::<TransportError>() {
        Ok(error) => not_answered(*error),
        Err(error) => Error::new(Kind::Transport, "").with_source(error),
    }
}

/// Why no answer came.
#[cold]
pub(crate) fn not_answered(error: TransportError) -> Error {
    let kind = match error.kind {
        TransportErrorKind::Connect => Kind::Connect,
        TransportErrorKind::Timeout => Kind::Timeout,
        TransportErrorKind::Other => Kind::Transport,
    };
    Error::new(kind, "").with_source(error.source)
}
