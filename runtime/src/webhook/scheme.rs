//! How an API signs its webhooks.

use std::time::Duration;

/// The longest that a signature is good for, where a scheme says no more.
const TOLERANCE: Duration = Duration::from_secs(300);

/// How an API signs its webhooks: with a secret that both sides know (HMAC, RFC 2104).
///
/// ```
/// use docbind_runtime::{SignatureAlgorithm, SignatureEncoding, SignatureScheme};
/// const SCHEME: SignatureScheme = SignatureScheme::new("x-desk-signature", "t={timestamp},v1={signature}")
///     .signed("{timestamp}.{body}")
///     .encoding(SignatureEncoding::Hex);
/// assert_eq!(SCHEME, SCHEME.algorithm(SignatureAlgorithm::Sha256));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureScheme {
    pub(crate) algorithm: SignatureAlgorithm,
    pub(crate) encoding: SignatureEncoding,
    pub(crate) key: SignatureKey,
    pub(crate) header: &'static str,
    pub(crate) format: &'static str,
    pub(crate) signed: &'static str,
    pub(crate) id_header: Option<&'static str>,
    pub(crate) timestamp_header: Option<&'static str>,
    pub(crate) tolerance: Duration,
    pub(crate) ascii: bool,
}

/// The hash below the HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureEncoding {
    /// Base 16 in either case (RFC 4648, section 8).
    Hex,
    /// Base 64 (RFC 4648, section 4).
    Base64,
}

/// What of the secret is the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureKey {
    /// Its bytes.
    Text,
    /// What it stands for in base 64; `whsec_` in front of it is not part of it.
    Base64,
    /// What it stands for in base 16.
    Hex,
}

impl SignatureScheme {
    /// HMAC-SHA256 of the body, in base 16, in this header. `format` says how the header writes it: `{signature}`,
    /// `sha256={signature}`, `t={timestamp},v1={signature}`. A header may hold several signatures, separated by
    /// spaces, or by commas where it has fields.
    pub const fn new(header: &'static str, format: &'static str) -> Self {
        SignatureScheme {
            algorithm: SignatureAlgorithm::Sha256,
            encoding: SignatureEncoding::Hex,
            key: SignatureKey::Text,
            header,
            format,
            signed: "{body}",
            id_header: None,
            timestamp_header: None,
            tolerance: TOLERANCE,
            ascii: false,
        }
    }

    /// [Standard Webhooks](https://www.standardwebhooks.com), symmetric signatures (`v1`).
    pub const fn standard() -> Self {
        SignatureScheme::new("webhook-signature", "v1,{signature}")
            .encoding(SignatureEncoding::Base64)
            .key(SignatureKey::Base64)
            .signed("{id}.{timestamp}.{body}")
            .id_header("webhook-id")
            .timestamp_header("webhook-timestamp")
    }

    /// Another hash.
    pub const fn algorithm(mut self, algorithm: SignatureAlgorithm) -> Self {
        self.algorithm = algorithm;
        self
    }

    /// Another way to write the signature.
    pub const fn encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Another key than the secret's bytes.
    pub const fn key(mut self, key: SignatureKey) -> Self {
        self.key = key;
        self
    }

    /// What is signed: a text with `{body}`, and maybe `{timestamp}` and `{id}`.
    pub const fn signed(mut self, template: &'static str) -> Self {
        self.signed = template;
        self
    }

    /// The header with the id of the message.
    pub const fn id_header(mut self, name: &'static str) -> Self {
        self.id_header = Some(name);
        self
    }

    /// The header with the time of the signature: seconds, or milliseconds, since 1970.
    pub const fn timestamp_header(mut self, name: &'static str) -> Self {
        self.timestamp_header = Some(name);
        self
    }

    /// How far the time of the signature may be from now, in seconds; 300 by default.
    pub const fn tolerance_seconds(mut self, seconds: u64) -> Self {
        self.tolerance = Duration::from_secs(seconds);
        self
    }

    /// What is signed has `?` for each UTF-16 code unit of what is not ASCII, as some libraries write it.
    pub const fn as_ascii(mut self) -> Self {
        self.ascii = true;
        self
    }
}
