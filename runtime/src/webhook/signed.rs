//! What is signed, and its signature.

use super::scheme::{SignatureAlgorithm, SignatureEncoding, SignatureKey, SignatureScheme};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::borrow::Cow;

/// What the secret stands for; `None` where it is not written as its scheme has it.
pub(super) fn key(kind: SignatureKey, secret: &str) -> Option<Vec<u8>> {
    let key = match kind {
        SignatureKey::Text => secret.as_bytes().to_vec(),
        SignatureKey::Base64 => base64(secret.strip_prefix("whsec_").unwrap_or(secret))?,
        SignatureKey::Hex => hex(secret)?,
    };
    (!key.is_empty()).then_some(key)
}

/// The bytes that are signed.
pub(super) fn message(scheme: &SignatureScheme, id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    let body: Cow<'_, [u8]> = if scheme.ascii { ascii(body).into() } else { body.into() };
    let mut message = Vec::with_capacity(body.len() + 64);
    let mut rest = scheme.signed;
    while let Some((before, after)) = rest.split_once('{') {
        message.extend_from_slice(before.as_bytes());
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        match name {
            "body" => message.extend_from_slice(&body),
            "timestamp" => message.extend_from_slice(timestamp.as_bytes()),
            "id" => message.extend_from_slice(id.as_bytes()),
            other => {
                message.push(b'{');
                message.extend_from_slice(other.as_bytes());
                message.push(b'}');
            }
        }
        rest = after;
    }
    message.extend_from_slice(rest.as_bytes());
    message
}

fn ascii(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    text.chars()
        .flat_map(|char| {
            let (byte, count) = if char.is_ascii() { (char as u8, 1) } else { (b'?', char.len_utf16()) };
            std::iter::repeat_n(byte, count)
        })
        .collect()
}

/// Whether this is the signature of the message; it takes as long whatever of it is wrong.
pub(super) fn is_signed(algorithm: SignatureAlgorithm, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    fn check<M: Mac + hmac::KeyInit>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        <M as hmac::KeyInit>::new_from_slice(key)
            .is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
    }
    match algorithm {
        SignatureAlgorithm::Sha1 => check::<Hmac<Sha1>>(key, message, signature),
        SignatureAlgorithm::Sha256 => check::<Hmac<Sha256>>(key, message, signature),
        SignatureAlgorithm::Sha512 => check::<Hmac<Sha512>>(key, message, signature),
    }
}

/// The signature of a message as a header writes it.
pub(super) fn sign(scheme: &SignatureScheme, key: &[u8], message: &[u8]) -> String {
    fn made<M: Mac + hmac::KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
        let mac = <M as hmac::KeyInit>::new_from_slice(key);
        mac.map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec()).unwrap_or_default()
    }
    let signature = match scheme.algorithm {
        SignatureAlgorithm::Sha1 => made::<Hmac<Sha1>>(key, message),
        SignatureAlgorithm::Sha256 => made::<Hmac<Sha256>>(key, message),
        SignatureAlgorithm::Sha512 => made::<Hmac<Sha512>>(key, message),
    };
    match scheme.encoding {
        SignatureEncoding::Base64 => STANDARD.encode(signature),
        SignatureEncoding::Hex => signature.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// The bytes of a signature as a header writes it.
pub(super) fn decode(encoding: SignatureEncoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        SignatureEncoding::Hex => hex(text),
        SignatureEncoding::Base64 => base64(text),
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text)).ok()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8)).collect()
}
