//! From the bytes of an answer to a typed value.

use crate::answer::secrets::{Secrets, shown_char};
use crate::answer::{json_place, redact};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::fmt::{self, Write as _};

/// Bytes shown on each side of the place where decoding failed.
const AROUND: usize = 60;

/// Reads a JSON text (RFC 8259). A byte order mark is skipped, and an empty body reads as `null`.
pub fn decode_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let text = json_text(body);
    // One look at the whole text is much cheaper than one at each string.
    let result = match std::str::from_utf8(text) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(text),
    };
    result.map_err(|error| DecodeError::json(&error, body))
}

pub(crate) fn json_text(body: &[u8]) -> &[u8] {
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if text.iter().all(u8::is_ascii_whitespace) { b"null" } else { text }
}

/// How a successful answer becomes a `T`.
pub(crate) enum Decode<T> {
    /// From a borrowed body and its status.
    Slice(fn(u16, &[u8]) -> Result<T, DecodeError>),
    /// From the whole body, without a copy.
    Whole(fn(Bytes) -> Result<T, DecodeError>),
}

impl<T> Clone for Decode<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Decode<T> {}

impl<T> Decode<T> {
    pub(crate) fn run(&self, status: u16, body: &Bytes) -> Result<T, DecodeError> {
        match self {
            Decode::Slice(decode) => decode(status, body),
            Decode::Whole(decode) => decode(body.clone()),
        }
    }
}

pub(crate) fn decode_text(body: Bytes) -> Result<String, DecodeError> {
    String::from_utf8(body.into()).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        DecodeError::new(format!("not UTF-8 from byte {place} on"))
    })
}

/// The body of an error answer, as an operation's page documents it. Generated code implements it.
pub trait DocumentedError: Sized + fmt::Debug + Send + Sync + 'static {
    /// Reads the body of an answer with this status; `None` where the page documents none for it.
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>>;
}

/// Why an answer could not be read.
///
/// It shows at most some 60 bytes of text on each side of the place, and of that no value whose field
/// name says that it is secret.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
    excerpt: String,
    /// The place in the body where it failed.
    offset: Option<usize>,
}

impl DecodeError {
    /// An error of the body as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        DecodeError { path: String::new(), message: message.into(), excerpt: String::new(), offset: None }
    }

    /// What serde_json says of `body`, with the place.
    pub fn json(error: &serde_json::Error, body: &[u8]) -> Self {
        let text = json_text(body);
        if text == b"null" && body.len() < 4 {
            return DecodeError::new("the body is empty");
        }
        let Some(offset) = json_place::offset(text, error.line(), error.column()) else {
            return DecodeError::new(error.to_string());
        };
        let path = json_place::path(text, offset);
        let excerpt = Secrets::default().excerpt(text, around(offset));
        DecodeError { message: message(error, &path), excerpt, path, offset: Some(offset) }
    }

    /// The place in the JSON text: `Records[3].Id`; empty for the whole of it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Leaves out the secrets of the call, of which `body` is the answer.
    pub(crate) fn redacted(mut self, secrets: &Secrets, body: &[u8]) -> Self {
        if let Some(offset) = self.offset {
            // A value that is quoted may hold a part of a secret: in JSON that is none, strings end early.
            let text = json_text(body);
            let quoted = offset.saturating_sub(self.message.len())..offset.saturating_add(1);
            if !self.message.starts_with("missing field") && secrets.touch(text, quoted) {
                self.message = without_quoted(&self.message);
            }
        }
        self.message = secrets.excerpt(self.message.as_bytes(), 0..self.message.len());
        self.path = secrets.redacted(&self.path);
        if let Some(offset) = self.offset {
            // Cut anew: what is known only now may stand across an end of what was cut out.
            self.excerpt = secrets.excerpt(json_text(body), around(offset));
        }
        self
    }
}

fn around(offset: usize) -> std::ops::Range<usize> {
    offset.saturating_sub(AROUND)..offset.saturating_add(AROUND)
}

/// serde_json's message; it quotes the value that it did not expect, which is left out of secret fields.
fn message(error: &serde_json::Error, path: &str) -> String {
    let message = error.to_string();
    if redact::is_secret_name(path) { without_quoted(&message) } else { message }
}

fn without_quoted(message: &str) -> String {
    let quotes = |c| matches!(c, '"' | '`');
    match (message.find(quotes), message.rfind(quotes)) {
        (Some(start), Some(end)) if start < end => format!("{}…{}", &message[..=start], &message[end..]),
        _ => message.to_owned(),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            let path: String = self.path.chars().map(shown_char).collect();
            write!(f, "at `{path}`: ")?;
        }
        self.message.chars().map(shown_char).try_for_each(|c| f.write_char(c))?;
        if !self.excerpt.is_empty() {
            write!(f, ", in: {}", self.excerpt)?;
        }
        Ok(())
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Token {
        access_token: u8,
        expires_in: u64,
    }

    #[test]
    fn secrets_of_the_answer_are_not_shown() {
        for text in [
            r#"{"access_token":"s3cret","expires_in":1}"#,
            r#"{"access_token":1,"refresh_token":"s3cret","expires_in":"x"}"#,
            r#"{"refresh_token":"s3cret","access_token":123456,"expires_in":1}"#,
        ] {
            let error = decode_json::<Token>(text.as_bytes()).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("s3cret"), "{shown}");
            assert!(shown.contains("`access_token`") || shown.contains("`expires_in`"), "{shown}");
        }
    }

    #[test]
    fn names_of_the_answer_drive_no_terminal() {
        type Nested = std::collections::BTreeMap<String, u8>;
        let error = decode_json::<Nested>("{\"a\u{202e}b\": \"x\"}".as_bytes()).unwrap_err();
        assert_eq!(error.path(), "a\u{202e}b");
        assert!(error.to_string().starts_with("at `a b`: "), "{error}");
        assert!(!format!("{error} {error:?}").contains('\u{202e}'), "{error}");
    }

    #[test]
    fn empty_bodies() {
        assert_eq!(decode_json::<Option<u8>>(b"").unwrap(), None);
        assert_eq!(decode_json::<u8>(b" ").unwrap_err().to_string(), "the body is empty");
        assert_eq!(decode_json::<u8>(b"\xEF\xBB\xBF5").unwrap(), 5);
        assert!(decode_json::<u8>(b"null").unwrap_err().to_string().contains("invalid type: null"));
    }
}
