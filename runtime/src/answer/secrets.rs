//! What a call was given that may be in no text: every credential, in each form that a server may
//! repeat it in.
//!
//! Nothing is worked out before an error has to be shown.

use crate::answer::redact;
use crate::encode::url::{QUERY, SEGMENT};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use percent_encoding::{AsciiSet, percent_decode, utf8_percent_encode};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// Shorter texts would garble what they are taken out of, and are left.
const SHORTEST: usize = 4;

/// How far before what is shown a name may stand whose value reaches into it, in bytes.
const FAR: usize = 256 * 1024;

/// The secrets of one call.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    /// Of the client.
    shared: Arc<[String]>,
    /// Of the call.
    own: Vec<String>,
    /// The query and body that were sent: the values in it that are secret by name.
    sent: Vec<Bytes>,
}

impl Secrets {
    pub(crate) fn new(shared: Arc<[String]>) -> Self {
        Secrets { shared, ..Secrets::default() }
    }

    pub(crate) fn add(&mut self, secret: &str) {
        if !self.own.iter().any(|known| known == secret) {
            self.own.push(secret.to_owned());
        }
    }

    /// Adds what is secret by name in a query or body.
    pub(crate) fn add_sent(&mut self, text: Bytes) {
        if !text.is_empty() {
            self.sent.push(text);
        }
    }

    /// The text without any of them.
    pub(crate) fn redacted(&self, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let found = merged(occurrences(text.as_bytes(), 0..text.len(), &self.forms()));
        redact::without(text.as_bytes(), 0..text.len(), &found)
    }

    /// The text of `body` in a window, on one line, for people: without any of them, without the values
    /// that are secret by name, and without what is no text. What begins before the window or ends behind
    /// it is left out whole. Nor does it say anything to a terminal: such characters are spaces.
    pub(crate) fn excerpt(&self, body: &[u8], window: Range<usize>) -> String {
        let window = window.start.min(body.len())..window.end.min(body.len());
        let shown = redact::without(body, window.clone(), &self.found(body, &window));
        shown.chars().map(shown_char).filter(|&c| c != char::REPLACEMENT_CHARACTER).collect()
    }

    /// Whether a part of any of them, or of a value that is secret by name, stands in a part of `body`.
    pub(crate) fn touch(&self, body: &[u8], part: Range<usize>) -> bool {
        let part = part.start.min(body.len())..part.end.min(body.len());
        self.found(body, &part).iter().any(|range| range.start < part.end && range.end > part.start)
    }

    /// Where they, and the values that are secret by name, stand in a window and across its ends.
    fn found(&self, body: &[u8], window: &Range<usize>) -> Vec<Range<usize>> {
        let forms = self.forms();
        let longest = forms.iter().map(Vec::len).max().unwrap_or(0);
        let around = window.start.saturating_sub(longest)..window.end.saturating_add(longest).min(body.len());
        let mut found = occurrences(body, around, &forms);
        found.extend(redact::named_values(body, window.start.saturating_sub(FAR)..window.end));
        merged(found)
    }

    /// All forms of all secrets.
    fn forms(&self) -> Vec<Vec<u8>> {
        let mut texts: Vec<Cow<'_, str>> =
            self.shared.iter().chain(&self.own).map(|text| text.as_str().into()).collect();
        for sent in &self.sent {
            for value in redact::named_values(sent, 0..sent.len()) {
                texts.push(percent_decode(&sent[value.clone()]).decode_utf8_lossy().into_owned().into());
                texts.push(String::from_utf8_lossy(&sent[value]).into_owned().into());
            }
        }
        let parts: Vec<String> = texts.iter().flat_map(|text| parts_of_header(text)).collect();
        texts.extend(parts.into_iter().map(Cow::Owned));
        let mut forms: Vec<Vec<u8>> = Vec::new();
        for text in texts.iter().filter(|text| text.len() >= SHORTEST) {
            forms.extend(forms_of(text).into_iter().map(String::into_bytes));
        }
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

/// A character as it is shown: a space for one that a terminal obeys.
pub(crate) fn shown_char(c: char) -> char {
    if drives_terminal(c) { ' ' } else { c }
}

/// Whether a character is obeyed by a terminal and not shown: controls, and what orders text (Unicode, UAX #9).
fn drives_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The credential in the value of a header: what stands behind the scheme, and a password in it.
fn parts_of_header(text: &str) -> Vec<String> {
    let Some((scheme, credential)) = text.split_once(' ') else { return Vec::new() };
    let mut parts = vec![credential.trim().to_owned()];
    if scheme.eq_ignore_ascii_case("basic")
        && let Ok(pair) = STANDARD.decode(credential.trim())
        && let Some((_, password)) = String::from_utf8_lossy(&pair).split_once(':')
    {
        parts.push(password.to_owned());
    }
    parts
}

/// How a text may come back: as it is, escaped for a URL, a form, JSON (twice, too) or HTML, in base64.
fn forms_of(text: &str) -> Vec<String> {
    let percent = |set: &'static AsciiSet| utf8_percent_encode(text, set).to_string();
    let query = percent(QUERY);
    let json = json_escaped(text);
    let ascii = ascii_escaped(&json);
    let slashes = |text: &String| text.replace('/', "\\/");
    let once = [slashes(&json), slashes(&ascii), json, ascii];
    let twice = once.each_ref().map(|json| json_escaped(json));
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut forms = vec![
        query.replace("%20", "+"),
        lower_hex(&query),
        query,
        percent(SEGMENT),
        html.replace('"', "&quot;").replace('\'', "&#39;"),
        html,
        STANDARD_NO_PAD.encode(text),
        URL_SAFE_NO_PAD.encode(text),
        STANDARD.encode(text),
        text.to_owned(),
    ];
    forms.extend(twice.iter().map(slashes));
    forms.extend(twice);
    forms.extend(once);
    forms
}

/// As the inside of a JSON string.
fn json_escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

fn ascii_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// `%2F` as `%2f`.
fn lower_hex(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut lower = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at(part.len().min(2));
        lower.push('%');
        lower.push_str(&hex.to_ascii_lowercase());
        lower.push_str(rest);
    }
    lower
}

/// Where any of `forms` stands in a part of `body`.
fn occurrences(body: &[u8], part: Range<usize>, forms: &[Vec<u8>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for form in forms {
        let mut at = part.start;
        while at + form.len() <= part.end {
            if body[at] == form[0] && body[at..].starts_with(form) {
                found.push(at..at + form.len());
            }
            at += 1;
        }
    }
    found
}

/// In order, and as one where they meet.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(texts: &[&str]) -> Secrets {
        Secrets::new(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn an_excerpt_drives_no_terminal() {
        let body = "a\u{1b}[2Jb\u{9b}c\u{202e}d\u{2066}e\n\u{2028}é";
        assert_eq!(Secrets::default().excerpt(body.as_bytes(), 0..body.len()), "a [2Jb c d e  é");
    }

    #[test]
    fn a_secret_is_left_out_whole_at_both_ends_of_the_window() {
        let known = secrets(&["s3cret", "your", ""]);
        for (end, expected) in
            [(3, "you"), (4, "you "), (6, "you …"), (8, "you …"), (12, "you … …"), (99, "you … …!!")]
        {
            assert_eq!(known.excerpt(b"you your s3cret!!", 0..end), expected, "{end}");
        }
        for (start, expected) in [(6, "… …!!"), (8, " …!!"), (10, "…!!"), (14, "…!!"), (15, "!!"), (99, "")]
        {
            assert_eq!(known.excerpt(b"you your s3cret!!", start..99), expected, "{start}");
        }
        assert_eq!(secrets(&["o", "s3cret"]).redacted("you sent Bearer s3cret!"), "you sent Bearer …!");
    }

    #[test]
    fn a_secret_is_known_in_every_form() {
        let known = secrets(&["a/b+c d\"é=", "Basic dXNlcjpwYXNzd29yZA=="]);
        for shown in [
            "a/b+c d\"é=",
            "a%2Fb%2Bc%20d%22%C3%A9%3D",
            "a%2fb%2bc%20d%22%c3%a9%3d",
            "a%2Fb%2Bc+d%22%C3%A9%3D",
            "a%2Fb+c%20d%22%C3%A9=",
            r#"a/b+c d\"é="#,
            r#"a\/b+c d\"\u00e9="#,
            r#"a/b+c d\\\"é="#,
            "a/b+c d&quot;é=",
            "YS9iK2MgZCLDqT0=",
            "YS9iK2MgZCLDqT0",
            "dXNlcjpwYXNzd29yZA==",
            "password",
            "Basic dXNlcjpwYXNzd29yZA==",
        ] {
            assert_eq!(
                known.redacted(&format!("<{shown}>")).trim_end_matches("=>"),
                "<…>".trim_end_matches("=>"),
                "{shown}"
            );
        }
    }

    #[test]
    fn what_was_sent_is_secret_by_name() {
        let mut known = Secrets::default();
        known.add_sent(Bytes::from_static(b"q=cats&password=PARAM%2FSECRET"));
        known.add_sent(Bytes::from_static(br#"{"client":{"secret":"in-the-body"},"q":"dogs"}"#));
        assert_eq!(known.redacted("cats PARAM/SECRET PARAM%2FSECRET in-the-body dogs"), "cats … … … dogs");
    }
}
