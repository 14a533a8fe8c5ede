//! Keeps secrets out of texts that people read.

use std::ops::Range;

/// Words that mark a JSON field as secret by its name.
const SECRET_WORDS: [&str; 12] = [
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "apikey",
    "api_key",
    "api-key",
    "authorization",
    "credential",
    "jwt",
    "private_key",
];

/// Whether a field of this name holds a secret, going by the name.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| name.contains(word))
}

/// Replaces every occurrence of each secret. Ones of less than four bytes would garble the text and
/// are left.
pub(crate) fn remove<'a>(text: &str, secrets: impl IntoIterator<Item = &'a String>) -> String {
    let mut text = text.to_owned();
    for secret in secrets.into_iter().filter(|secret| secret.len() >= 4) {
        if text.contains(secret.as_str()) {
            text = text.replace(secret.as_str(), "…");
        }
    }
    text
}

/// Where to cut `body` so that it has at most `end` bytes and ends in no part of a secret.
pub(crate) fn cut<'a>(body: &[u8], end: usize, secrets: impl Iterator<Item = &'a String>) -> usize {
    let mut end = end.min(body.len());
    for secret in secrets.map(String::as_bytes).filter(|secret| !secret.is_empty()) {
        let around = end.saturating_sub(secret.len() - 1)..(end + secret.len() - 1).min(body.len());
        if let Some(at) = body[around.clone()].windows(secret.len()).position(|window| window == secret) {
            end = around.start + at;
        }
    }
    end
}

/// The text of `body` between two offsets, on one line, for people: the values of JSON fields that
/// are secret by name are left out, and so is what is no text.
pub(crate) fn excerpt(body: &[u8], window: Range<usize>) -> String {
    let mut shown = String::new();
    let mut position = window.start;
    for secret in secret_strings(body, window.end).into_iter().filter(|secret| secret.end > window.start) {
        if secret.start > position {
            shown.push_str(&String::from_utf8_lossy(&body[position..secret.start]));
        }
        shown.push('…');
        position = secret.end;
    }
    if position < window.end {
        shown.push_str(&String::from_utf8_lossy(&body[position..window.end]));
    }
    shown
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|&c| c != char::REPLACEMENT_CHARACTER)
        .collect()
}

/// The insides of the JSON strings before `end` that belong to a field with a secret name.
fn secret_strings(body: &[u8], end: usize) -> Vec<Range<usize>> {
    let mut secrets = Vec::new();
    let mut last: Option<Range<usize>> = None;
    let mut secret_value = false;
    let mut position = 0;
    while position < end {
        match body[position] {
            b'"' => {
                let inside = position + 1..string_end(body, position + 1);
                position = inside.end;
                if std::mem::take(&mut secret_value) {
                    secrets.push(inside.clone());
                }
                last = Some(inside);
            }
            b':' => {
                let name = last.take().map(|name| String::from_utf8_lossy(&body[name]).into_owned());
                secret_value = name.is_some_and(|name| is_secret_name(&name));
            }
            b',' | b'}' | b']' | b'{' => (secret_value, last) = (false, None),
            _ => {}
        }
        position += 1;
    }
    secrets
}

fn string_end(body: &[u8], start: usize) -> usize {
    let mut position = start;
    while position < body.len() && body[position] != b'"' {
        position += if body[position] == b'\\' { 2 } else { 1 };
    }
    position.min(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_fields_are_left_out() {
        let body = br#"{"access_token":"abc\"def","n":1,"refresh_token" : "xyz", "Password":["hidden"],"id":"shown"}"#;
        assert_eq!(
            excerpt(body, 0..body.len()),
            r#"{"access_token":"…","n":1,"refresh_token" : "…", "Password":["…"],"id":"shown"}"#
        );
        assert_eq!(excerpt(body, 20..40), r#"…","n":1,"refres"#);
        assert_eq!(excerpt(b"a\n\xff\x00b", 0..5), "a  b");
        assert_eq!(excerpt(br#"{"token":"never clo"#, 0..19), r#"{"token":"…"#);
        assert_eq!(excerpt(br#"{"token":"\"#, 0..11), r#"{"token":"…"#);
    }

    #[test]
    fn no_secret_is_cut_in_two() {
        let secrets = ["s3cret".to_owned(), "your".to_owned(), String::new()];
        for (end, expected) in [(3, 3), (4, 4), (6, 4), (8, 8), (9, 9), (12, 9), (15, 15), (99, 17)] {
            assert_eq!(cut(b"you your s3cret!!", end, secrets.iter()), expected, "{end}");
        }
    }

    #[test]
    fn known_secrets_are_left_out() {
        assert_eq!(
            remove("you sent Bearer s3cret!", ["s3cret".to_owned(), "o".to_owned()].iter()),
            "you sent Bearer …!"
        );
    }
}
