//! What a text holds: dates, UUIDs, secrets.

use crate::dialect::Phrases;
use crate::model::StringFormat;
use heck::ToSnakeCase;

/// The format that an example value shows.
pub(super) fn format_of_value(text: &str) -> StringFormat {
    match text.len() {
        36 if is_uuid(text) => StringFormat::Uuid,
        10 if is_date(text) => StringFormat::Date,
        16.. if text.is_char_boundary(10)
            && is_date(&text[..10])
            && matches!(text.as_bytes()[10], b'T' | b' ') =>
        {
            time_format(&text[11..])
        }
        _ => StringFormat::Plain,
    }
}

/// `10:30`, `10:30:00`, `10:30:00.123Z`, `10:30:00+02:00`.
fn time_format(time: &str) -> StringFormat {
    let digits = |s: &str| s.bytes().filter(u8::is_ascii_digit).count();
    let body = time.split(['Z', 'z', '+', '-', '.']).next().unwrap_or_default();
    if !matches!((body.len(), digits(body)), (5, 4) | (8, 6)) {
        return StringFormat::Plain;
    }
    let zoned = time.ends_with(['Z', 'z']) || time[body.len()..].contains(['+', '-']);
    if zoned { StringFormat::DateTime } else { StringFormat::LocalDateTime }
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// Whether a text is a UUID in its usual form (RFC 9562, section 4).
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// Whether a text is a decimal number, or a placeholder for a text.
pub(super) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text == "<string>" || (all_digits(whole) && all_digits(fraction))
}

/// The format that a description states.
pub(super) fn format_of_description(text: &str) -> StringFormat {
    let lower = text.to_ascii_lowercase();
    if let Some(format) = format_of_pattern(text) {
        format
    } else if lower.contains("(iso 8601)") && lower.contains("time") {
        StringFormat::DateTime
    } else if lower.starts_with("uuid ") || lower.contains("(uuid)") {
        StringFormat::Uuid
    } else {
        StringFormat::Plain
    }
}

/// `YYYY-MM-DDTHH:mm`, with or without seconds and a zone.
fn format_of_pattern(text: &str) -> Option<StringFormat> {
    const DATE: &str = "yyyy-mm-dd";
    let lower = text.to_ascii_lowercase();
    let rest = &lower[lower.find(DATE)? + DATE.len()..];
    let rest = rest.strip_prefix(['t', ' '])?.strip_prefix("hh:mm")?;
    let (rest, seconds) = rest.strip_prefix(":ss").map_or((rest, false), |rest| (rest, true));
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches(['s', 'f']).trim_start();
    let zone = rest.strip_prefix('z').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        || rest.starts_with(['+', '±'])
        || rest.starts_with("-hh");
    Some(match (zone, seconds) {
        (true, _) => StringFormat::DateTime,
        (false, true) => StringFormat::LocalDateTime,
        (false, false) => StringFormat::LocalMinute,
    })
}

/// Whether a text field of that name holds a secret: a password, a token, a key.
pub(super) fn is_secret(name: &str) -> bool {
    // What each of the words below has: most names are looked at no further.
    static PARTS: Phrases = Phrases::new(&["pass", "secret", "totp", "jwt", "authorization", "token", "key"]);
    if !PARTS.are_in(name) {
        return false;
    }
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    let has = |word: &str| words.contains(&word);
    let last = words.last().copied().unwrap_or_default();
    // `nextToken`: a place in a list.
    let is_place = || ["next", "previous", "prev", "page", "continuation", "sync"].iter().any(|w| has(w));
    ["password", "passwd", "passphrase", "secret", "totp", "jwt", "authorization"].iter().any(|w| has(w))
        || (last == "token" && !is_place())
        || (last == "key" && (has("api") || has("secret") || has("private") || has("access")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        use StringFormat::*;
        for (text, format) in [
            ("2025-01-15T10:30:00Z", DateTime),
            ("2025-01-15T10:30:00+02:00", DateTime),
            ("2025-01-15T10:30", LocalDateTime),
            ("2025-01-15", Date),
            ("a1b2c3d4-e5f6-7890-abcd-ef1234567890", Uuid),
            ("2025-01-15 of March", Plain),
            ("héllo wörld, thé lông", Plain),
        ] {
            assert_eq!(format_of_value(text), format, "{text}");
        }
    }

    #[test]
    fn descriptions() {
        use StringFormat::*;
        for (text, format) in [
            ("From when on. Format: `YYYY-MM-DDTHH:mm`.", LocalMinute),
            ("YYYY-MM-DD HH:mm:ss", LocalDateTime),
            ("As `YYYY-MM-DDTHH:MM:SSZ`", DateTime),
            ("yyyy-MM-ddTHH:mm:ss.fffZ", DateTime),
            ("YYYY-MM-DD HH:MM:SS -HH:MM", DateTime),
            ("YYYY-MM-DDTHH:mm zulu or not", LocalMinute),
            ("A day, YYYY-MM-DD", Plain),
            ("When it was made (ISO 8601): a time", DateTime),
        ] {
            assert_eq!(format_of_description(text), format, "{text}");
        }
    }

    #[test]
    fn secrets() {
        for name in ["password", "refresh_token", "AccessToken", "apiKey", "client_secret", "totp"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["token_type", "expires_in", "Key", "PassNumber", "keyboard", "nextPageToken"] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
