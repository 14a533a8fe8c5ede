//! Whether a segment of an example's path is a value (`87654321`, a UUID, `cus_9s6XKzkNRiz8i3`, `YOUR_ID`) or
//! one of the path's own words (`oauth2_authenticate`, `base64`, `v2-beta`).
//!
//! Words have digits, too. A segment is a value where a part of it is opaque: digits and letters in turns, many
//! digits, or a number behind one word (`ticket_123`).

use super::formats::is_uuid;
use super::identity::is_version_segment;

/// Whether a segment of an example's path stands for a value.
pub(super) fn is_example_value(segment: &str) -> bool {
    let digits = !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit());
    let placeholder = segment.len() > 1
        && segment.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && segment.contains(|c: char| c.is_ascii_uppercase())
        && !is_version_segment(&segment.to_ascii_lowercase());
    // `job:call-1:1760635265843`, and not `123:cancel`.
    let joined =
        || segment.rsplit_once(':').is_some_and(|(front, last)| !front.is_empty() && is_example_value(last));
    digits || placeholder || is_uuid(segment) || is_address(segment) || is_opaque(segment) || joined()
}

/// `jane@acme.dev`
fn is_address(segment: &str) -> bool {
    segment.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

fn is_opaque(segment: &str) -> bool {
    if !segment.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
        return false;
    }
    let parts: Vec<&str> = segment.split(['-', '_']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    // `2024-01-31`, and `ticket_123` but not `create_form_1099`.
    let only_numbers = numbers == parts.len() && numbers > 2;
    let numbered = numbers == 1 && parts.len() == 2 && is_number(&parts[1]) && parts[1].len() > 2;
    only_numbers || numbered || parts.iter().any(|part| is_opaque_part(part))
}

/// Whether letters and digits stand together as no word has them: `2f3a9c`, `abc123`, and not `oauth2`, `k8s`.
fn is_opaque_part(part: &str) -> bool {
    let bytes = part.as_bytes();
    let turns = bytes.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let longest = bytes.split(|b| !b.is_ascii_digit()).map(<[u8]>::len).max().unwrap_or_default();
    match turns {
        0 => false,
        // `abc123`, `user10045`; `sha256` and `iso8601` are words.
        1 => {
            longest > 4
                || (bytes[0].is_ascii_alphabetic() && part.ends_with("123"))
                || (longest > 2 && bytes[0].is_ascii_digit())
        }
        2 => longest > 3 || (part.len() > 7 && digits > 1 && bytes.iter().all(u8::is_ascii_hexdigit)),
        // `convertMp3ToMp4` has long words between its digits.
        turns => part.len() > 5 && part.len() < 3 * (turns + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::is_example_value;

    #[test]
    fn words_with_digits_are_words() {
        for word in [
            "oauth2_authenticate",
            "create_oauth2_client",
            "oauth2",
            "base64",
            "base64-encode",
            "base64url",
            "sha256",
            "iso8601",
            "k8s-clusters",
            "i18n_strings",
            "b2b_orders",
            "s3-buckets",
            "web3_accounts",
            "2fa",
            "2fa-verify",
            "mp3",
            "convertMp3ToMp4",
            "getOAuth2Token",
            "create_form_1099",
            "top_10_items",
            "v2-beta",
            "v1",
            "V2",
            "api-v1",
            "level-3-support",
            "step_2",
            "ipv4-addresses",
            "tier1-accounts",
            "e164_numbers",
            "2024-01",
            "123:cancel",
            "v1:batch",
        ] {
            assert!(!is_example_value(word), "{word}");
        }
    }

    #[test]
    fn opaque_ids_are_values() {
        for value in [
            "42",
            "2024-01-31",
            "123e4567-e89b-12d3-a456-426614174000",
            "YOUR_ID",
            "cus_9s6XKzkNRiz8i3",
            "usr-2f3a9c",
            "ticket_123",
            "order_12345",
            "abc123",
            "doc_abc123",
            "user10045",
            "64b8f2e1c9d3a50012345678",
            "cjld2cjxh0000qzrmn831i7rn",
            "V1StGXR8_Z5jdHi6B-myT",
            "01HZX3K9QJ",
            "9s6XKzkNRiz8i3",
            "jane@acme.dev",
            "job:call-1:1760635265843",
        ] {
            assert!(is_example_value(value), "{value}");
        }
    }
}
