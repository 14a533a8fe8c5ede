//! Keys by which a server knows a request that it has seen.

use crate::call::builder::CallParts;
use crate::encode::headers::Headers;
use http::{HeaderName, HeaderValue};

/// The header of an operation whose page names none (draft-ietf-httpapi-idempotency-key-header).
const HEADER: &str = "idempotency-key";

/// Adds the key of the call, or a random one where the operation takes keys and none is there yet.
/// Tells whether there is one now. The key is the same in every try.
pub(crate) fn add_key(parts: &CallParts, headers: &mut Headers) -> Result<bool, String> {
    let taken = parts.operation.idempotency_header();
    let name = HeaderName::try_from(taken.unwrap_or(HEADER))
        .map_err(|_| "the idempotency header has no valid name")?;
    match (&parts.options.idempotency_key, taken) {
        (Some(key), _) => {
            let value = HeaderValue::from_str(key)
                .map_err(|_| "the idempotency key has a character that no header may have")?;
            headers.set(name, value);
            Ok(true)
        }
        (None, Some(_)) => {
            if !headers.has(&name) {
                headers.append(name, random_key());
            }
            Ok(true)
        }
        (None, None) => Ok(false),
    }
}

/// A UUID of version 4 (RFC 9562).
fn random_key() -> HeaderValue {
    let bits = (fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let key = format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    HeaderValue::from_str(&key).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    #[test]
    fn random_keys_are_uuids() {
        for _ in 0..100 {
            let key = super::random_key();
            let key = key.to_str().unwrap();
            assert_eq!((key.len(), &key[14..15]), (36, "4"), "{key}");
            assert!(matches!(&key[19..20], "8" | "9" | "a" | "b"), "{key}");
        }
    }
}
