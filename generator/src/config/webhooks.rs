//! `[webhooks]`: which event a webhook tells of, and how it is signed.

use super::table::{Problems, Table, wrong_type};
use super::values::{flag, text};
use crate::model::{EventLocation, Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey};
use crate::source::{Span, Spanned};
use toml::de::DeValue;

/// `[webhooks]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WebhooksConfig {
    /// `event-field` or `event-header`: what names the event.
    pub event: Option<Spanned<EventLocation>>,
    /// `[webhooks.events]`: what the events of webhooks are called, by the webhook's id in kebab case.
    pub events: Vec<(Spanned<String>, Spanned<String>)>,
    /// `signature`: `"standard-webhooks"`, or `[webhooks.signature]`.
    pub signature: Option<Signature>,
}

/// Reads `[webhooks]`.
pub(super) fn read_webhooks(problems: &mut Problems, table: &Table<'_>) -> WebhooksConfig {
    table.check_keys(problems, &["event-field", "event-header", "events", "signature"]);
    let field = text(problems, table, "event-field");
    let header = header_name(problems, table, "event-header")
        .and_then(|name| Some(Spanned::new(name, text(problems, table, "event-header")?.span)));
    if let (Some(field), Some(header)) = (&field, &header) {
        let help = "one of them names the event".to_owned();
        problems.report(span_of(field, header), "the event is named in two places".to_owned(), "", help);
    }
    let path = |field: Spanned<String>| {
        let names = field.value.split('.').map(|name| name.trim().to_owned()).collect();
        Spanned::new(EventLocation::Field(names), field.span)
    };
    let in_header = |header: Spanned<String>| Spanned::new(EventLocation::Header(header.value), header.span);
    let events = table.table(problems, "events").map(|events| events.named_strings(problems));
    WebhooksConfig {
        event: field.map(path).or(header.map(in_header)),
        events: events.unwrap_or_default(),
        signature: read_signature(problems, table),
    }
}

fn span_of(first: &Spanned<String>, second: &Spanned<String>) -> Span {
    if first.span.start > second.span.start { first.span } else { second.span }
}

const STANDARD: &str = "standard-webhooks";

const KEYS: &[&str] = &[
    "algorithm",
    "encoding",
    "key",
    "header",
    "format",
    "signed",
    "id-header",
    "timestamp-header",
    "tolerance",
    "ascii",
];

/// The word for a known scheme, or what is known of another.
fn read_signature(problems: &mut Problems, webhooks: &Table<'_>) -> Option<Signature> {
    match webhooks.value("signature")?.get_ref() {
        DeValue::String(_) => {
            let standard = choice(problems, webhooks, "signature", &[(STANDARD, ())]);
            standard.map(|()| Signature::standard())
        }
        _ => {
            let table = webhooks.table(problems, "signature")?;
            read_scheme(problems, &table)
        }
    }
}

fn read_scheme(problems: &mut Problems, table: &Table<'_>) -> Option<Signature> {
    table.check_keys(problems, KEYS);
    let mut header = |key: &str| header_name(problems, table, key);
    let (own, id_header, timestamp_header) =
        (header("header"), header("id-header"), header("timestamp-header"));
    let format = template(problems, table, "format", &["signature"], &["timestamp"]);
    let signed = template(problems, table, "signed", &["body"], &["timestamp", "id"]);
    let Some(header) = own else {
        if table.value("header").is_none() {
            let message = "`[webhooks.signature]` has no `header`".to_owned();
            problems.report(table.span, message, "", "the header that holds the signature".to_owned());
        }
        return None;
    };
    let algorithms = [
        ("hmac-sha1", SignatureAlgorithm::HmacSha1),
        ("hmac-sha256", SignatureAlgorithm::HmacSha256),
        ("hmac-sha512", SignatureAlgorithm::HmacSha512),
    ];
    let encodings = [("hex", SignatureEncoding::Hex), ("base64", SignatureEncoding::Base64)];
    let keys = [("text", SignatureKey::Text), ("base64", SignatureKey::Base64), ("hex", SignatureKey::Hex)];
    let signature = Signature {
        algorithm: choice(problems, table, "algorithm", &algorithms).unwrap_or_default(),
        encoding: choice(problems, table, "encoding", &encodings).unwrap_or_default(),
        key: choice(problems, table, "key", &keys).unwrap_or_default(),
        header,
        format: format.unwrap_or_else(|| "{signature}".to_owned()),
        signed: signed.unwrap_or_else(|| "{body}".to_owned()),
        id_header,
        timestamp_header,
        tolerance: seconds(problems, table, "tolerance"),
        ascii: flag(problems, table, "ascii").is_some_and(|flag| flag.value),
    };
    check_places(problems, table, &signature).then_some(signature)
}

/// Whether what is signed can be told from the headers.
fn check_places(problems: &mut Problems, table: &Table<'_>, signature: &Signature) -> bool {
    let told = |name: &str, header: &Option<String>| {
        !signature.signed.contains(name) || header.is_some() || signature.format.contains(name)
    };
    for (name, header, key) in [
        ("{timestamp}", &signature.timestamp_header, "timestamp-header"),
        ("{id}", &signature.id_header, "id-header"),
    ] {
        if !told(name, header) {
            let message = format!("`{name}` is signed, and no header is known to hold it");
            problems.report(table.span, message, "", format!("`{key}` says which one does"));
            return false;
        }
    }
    true
}

/// A text with places in braces.
fn template(
    problems: &mut Problems,
    table: &Table<'_>,
    key: &str,
    needed: &[&str],
    allowed: &[&str],
) -> Option<String> {
    let found = text(problems, table, key)?;
    let names: Vec<&str> =
        found.value.split('{').skip(1).map(|part| part.split('}').next().unwrap_or_default()).collect();
    let missing = needed.iter().find(|name| !names.contains(name));
    let unknown = names.iter().find(|name| !needed.contains(name) && !allowed.contains(name));
    let message = match (missing, unknown) {
        (Some(name), _) => format!("`{key}` has no `{{{name}}}`"),
        (None, Some(name)) => format!("`{key}` has a place `{{{name}}}`, which nothing fills"),
        (None, None) => return Some(found.value),
    };
    let places: Vec<String> = needed.iter().chain(allowed).map(|name| format!("`{{{name}}}`")).collect();
    problems.report(found.span, message, "", format!("the places are {}", places.join(", ")));
    None
}

/// One of several words.
fn choice<T: Copy>(problems: &mut Problems, table: &Table<'_>, key: &str, words: &[(&str, T)]) -> Option<T> {
    let found = text(problems, table, key)?;
    let known = words.iter().find(|(word, _)| *word == found.value).map(|(_, value)| *value);
    if known.is_none() {
        let names: Vec<String> = words.iter().map(|(word, _)| format!("`\"{word}\"`")).collect();
        let message = format!("`{}` is not a value of `{key}`", found.value);
        problems.report(found.span, message, "", format!("it is {}", names.join(" or ")));
    }
    known
}

/// The name of a header, in lower case (RFC 9110, section 5.1).
fn header_name(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<String> {
    let found = text(problems, table, key)?;
    let is_name = found.value.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
    if !is_name {
        let message = format!("`{}` is not the name of a header", found.value);
        problems.report(found.span, message, "", String::new());
    }
    is_name.then(|| found.value.to_ascii_lowercase())
}

fn seconds(problems: &mut Problems, table: &Table<'_>, key: &str) -> Option<u64> {
    let value = table.value(key)?;
    let number = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    };
    if number.is_none() {
        wrong_type(problems, value, &format!("`{key}`"), "a number of seconds");
    }
    number
}
