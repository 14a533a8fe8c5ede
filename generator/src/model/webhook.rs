//! What an API sends on its own: which event it is, and whose.

use serde::{Deserialize, Serialize};

/// Where a webhook names its event.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventLocation {
    /// In a field of the body; the names on the way to it.
    Field(Vec<String>),
    /// In a header.
    Header(String),
}

/// How an API signs what it sends on its own: an HMAC (RFC 2104) with a secret that both sides know.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Signature {
    /// The hash.
    pub algorithm: SignatureAlgorithm,
    /// How the signature is written.
    pub encoding: SignatureEncoding,
    /// What of the secret is the key.
    pub key: SignatureKey,
    /// The header that holds it.
    pub header: String,
    /// How the header writes it, with `{signature}` and maybe `{timestamp}`.
    pub format: String,
    /// What is signed, with `{body}` and maybe `{timestamp}` and `{id}`.
    pub signed: String,
    /// The header with the id of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_header: Option<String>,
    /// The header with the time of the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp_header: Option<String>,
    /// How far that time may be from now, in seconds, where it is not the usual 300.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<u64>,
    /// Whether what is signed has `?` for what is not ASCII.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ascii: bool,
}

/// The hash of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureAlgorithm {
    /// SHA-1.
    HmacSha1,
    /// SHA-256.
    #[default]
    HmacSha256,
    /// SHA-512.
    HmacSha512,
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureEncoding {
    /// Base 16, in either case.
    #[default]
    Hex,
    /// Base 64.
    Base64,
}

/// What of a secret is the key of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureKey {
    /// Its bytes.
    #[default]
    Text,
    /// What it stands for in base 64, without `whsec_` in front of it.
    Base64,
    /// What it stands for in base 16.
    Hex,
}

impl Signature {
    /// Standard Webhooks, symmetric signatures.
    pub fn standard() -> Self {
        Signature {
            algorithm: SignatureAlgorithm::HmacSha256,
            encoding: SignatureEncoding::Base64,
            key: SignatureKey::Base64,
            header: "webhook-signature".to_owned(),
            format: "v1,{signature}".to_owned(),
            signed: "{id}.{timestamp}.{body}".to_owned(),
            id_header: Some("webhook-id".to_owned()),
            timestamp_header: Some("webhook-timestamp".to_owned()),
            tolerance: None,
            ascii: false,
        }
    }
}
