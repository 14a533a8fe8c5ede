//! Credentials in words: names of headers, what they hold, sentences.
//!
//! ```text
//! header   = name, [ quote ], ":", value ;             (* `Authorization: Token <key>`, "x-key": "KEY" *)
//! value    = [ prefix ], key ;                         (* the prefix with what parts it from the key *)
//! prefix   = scheme, " ", [ "token=" ] | ( "key" | "token" ), "=" ;
//! sentence = { word | "`", name, "`" } ;               (* "in the `X-Key` header", "a bearer token" *)
//! ```

mod names;

pub use names::{are_companions, companion, names_credential, names_owner};

use crate::model::{AuthScheme, Location, SecurityRequirement};
use std::collections::BTreeSet;

/// The scheme of a header that is sent with that value, a placeholder in the place of the key.
pub fn scheme_of_header(name: &str, value: &str) -> AuthScheme {
    let value = value.trim().trim_matches(['`', '"', '\'', ',', ' ']);
    let standard = name.eq_ignore_ascii_case("authorization");
    match prefix(value, standard).as_deref() {
        Some(prefix) if standard && prefix.eq_ignore_ascii_case("bearer ") => AuthScheme::Bearer,
        Some(prefix) if standard && prefix.eq_ignore_ascii_case("basic ") => AuthScheme::Basic,
        None if standard && value.eq_ignore_ascii_case("bearer") => AuthScheme::Bearer,
        None if standard && value.eq_ignore_ascii_case("basic") => AuthScheme::Basic,
        found => AuthScheme::ApiKey {
            location: Location::Header,
            name: name.to_owned(),
            prefix: found.unwrap_or_default().to_owned(),
        },
    }
}

/// Schemes that may stand before anything; other words may only before a placeholder of one word.
const SCHEMES: &[&str] = &[
    "bearer",
    "basic",
    "token",
    "apikey",
    "api-key",
    "bot",
    "oauth",
    "jwt",
    "digest",
    "hmac",
    "signature",
    "sso-key",
    "key",
    "apitoken",
    "api-token",
];

/// Words that are the beginning of a placeholder and no scheme.
const OF_PLACEHOLDER: &[&str] = &[
    "your", "my", "the", "a", "an", "api", "sua", "seu", "tu", "su", "votre", "ihr", "dein", "access",
    "secret", "private", "public", "user", "app", "example", "some", "insert", "enter", "this", "is", "as",
    "in", "with", "and", "or", "to", "of",
];

/// What stands before the key, the space or `=` behind it included.
fn prefix(value: &str, standard: bool) -> Option<String> {
    let at = value.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let (word, rest) = value.split_at(at);
    let lower = word.to_ascii_lowercase();
    if rest.starts_with('=') && matches!(lower.as_str(), "key" | "token" | "apikey") && rest.len() > 1 {
        return Some(format!("{word}="));
    }
    if matches!(lower.as_str(), "bearer" | "basic") {
        return Some(format!("{word} "));
    }
    let key = rest.strip_prefix([' ', '\u{a0}'])?.trim();
    if let Some(parameter) = key.strip_prefix("token=").filter(|_| standard) {
        let quote = if parameter.starts_with('"') { return None } else { "" };
        return Some(format!("{word} token={quote}"));
    }
    let bracketed = |open: char, close: char| key.starts_with(open) && key.ends_with(close);
    let one_word = !key.is_empty() && !key.contains(char::is_whitespace);
    let placeholder = one_word || bracketed('<', '>') || bracketed('{', '}') || bracketed('[', ']');
    let known = SCHEMES.contains(&lower.as_str());
    let may = standard && !OF_PLACEHOLDER.contains(&lower.as_str()) && !word.is_empty();
    (placeholder && (known || may)).then(|| format!("{word} "))
}

/// What a text says stands in the `Authorization` header; `None` where it does not say it.
pub fn scheme_in_text(name: &str, text: &str) -> Option<AuthScheme> {
    let lower = text.to_ascii_lowercase();
    if has_word(&lower, "bearer") {
        return Some(AuthScheme::Bearer);
    }
    if ["basic auth", "http basic", "basic <", "basic {", "basic base64", "basic $"]
        .iter()
        .any(|w| lower.contains(w))
        || lower.trim() == "basic"
    {
        return Some(AuthScheme::Basic);
    }
    let with = |prefix: &str| {
        Some(AuthScheme::ApiKey {
            location: Location::Header,
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        })
    };
    // "with required prefix "Token""
    if let Some(at) = lower.find("prefix") {
        let quoted = text[at..].split(['"', '`', '\'']).nth(1).map(str::trim);
        if let Some(word) = quoted.filter(|word| !word.is_empty() && word.len() < 24 && !word.contains(' ')) {
            return with(&format!("{word} "));
        }
    }
    let spans = text.split(['`', '"', '“', '”']).skip(1).step_by(2).chain([text.trim_end_matches('.')]);
    spans.map(|span| span.trim().trim_start_matches("Authorization:").trim()).find_map(|span| {
        let word = span.split([' ', '=']).next()?.to_ascii_lowercase();
        let key = span.get(word.len()..)?.trim_start();
        let shown = key.starts_with(['<', '{', '[', '$', '='])
            || key.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        let prefix =
            prefix(span, true).filter(|_| SCHEMES.contains(&word.as_str()) && shown && !key.is_empty())?;
        with(&prefix)
    })
}

fn has_word(lower: &str, word: &str) -> bool {
    lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|own| own == word)
}

/// The ways to authenticate that a text names: what it names together is sent together, unless it says "or".
pub fn read_schemes(text: &str) -> Vec<SecurityRequirement> {
    let lower = text.to_lowercase();
    let mut schemes = stated_headers(text);
    schemes.extend(named_keys(text, &lower));
    let is_header = |scheme: &AuthScheme| match scheme {
        AuthScheme::Bearer | AuthScheme::Basic => true,
        AuthScheme::ApiKey { name, .. } => name.eq_ignore_ascii_case("authorization"),
    };
    if !schemes.iter().any(is_header) {
        schemes.extend(has_word(&lower, "bearer").then_some(AuthScheme::Bearer));
        let basic = lower.contains("basic auth") || lower.contains("http basic");
        schemes.extend(basic.then_some(AuthScheme::Basic));
        let bare = schemes.is_empty() && has_word(&lower, "authorization") && says_header(&lower);
        schemes.extend(bare.then(|| AuthScheme::key(Location::Header, "Authorization")));
    }
    together(schemes, has_word(&lower, "or") || has_word(&lower, "ou") || has_word(&lower, "oder"))
}

/// What is stated side by side is sent together, as far as it can be.
pub fn read_together(schemes: Vec<AuthScheme>) -> Vec<SecurityRequirement> {
    together(schemes, false)
}

/// Schemes that a text names as what is sent: one requirement, or one for each where they exclude each other.
fn together(schemes: Vec<AuthScheme>, apart: bool) -> Vec<SecurityRequirement> {
    let mut distinct: Vec<AuthScheme> = Vec::new();
    for scheme in schemes {
        if !distinct.contains(&scheme) {
            distinct.push(scheme);
        }
    }
    let place = |scheme: &AuthScheme| match scheme {
        AuthScheme::Bearer | AuthScheme::Basic => (Location::Header, "authorization".to_owned()),
        AuthScheme::ApiKey { location, name, .. } => (*location, name.to_ascii_lowercase()),
    };
    let places: BTreeSet<_> = distinct.iter().map(place).collect();
    match distinct.len() {
        0 => Vec::new(),
        count if apart || places.len() < count => {
            distinct.into_iter().map(SecurityRequirement::from).collect()
        }
        _ => vec![distinct.into_iter().collect()],
    }
}

fn says_header(lower: &str) -> bool {
    ["header", "cabeçalho", "cabecera", "encabezado", "en-tête", "заголов", "请求头", "ヘッダー", "헤더"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The credentials among the headers that a text or code states as they are sent: `Authorization: Bearer …`,
/// `"x-app-key": "KEY"`, `-u user:password`, `?api_key=…`.
pub fn stated_headers(text: &str) -> Vec<AuthScheme> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(':') {
        let before = text[..at].trim_end_matches(['"', '\'', '`', '*']);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let start = before
            .rfind(|c: char| !is_name(c))
            .map_or(0, |end| end + before[end..].chars().next().map_or(1, char::len_utf8));
        let name = &before[start..];
        let standard = name.eq_ignore_ascii_case("authorization");
        let by_name = name.contains('-') && names_credential(Location::Header, name);
        if !standard && !by_name {
            continue;
        }
        let value = text[at + 1..].trim_start_matches(['"', '\'', '`', '*', ' ']);
        // `f"Token {key}"` of Python
        let value = value.strip_prefix("f\"").or(value.strip_prefix("f'")).unwrap_or(value);
        // To the first of all these: a long text is not gone through again for each colon.
        let value = value.split(['\n', ',', ';', '"', '\'', '`']).next().unwrap_or_default();
        let value = value.split(". ").next().unwrap_or_default().trim_end_matches(['.', '\\', ' ', '*']);
        if !value.trim().is_empty() {
            found.push(scheme_of_header(name, value));
        }
    }
    if [" -u ", " --user "].iter().any(|flag| text.contains(flag)) && text.contains("curl") {
        found.push(AuthScheme::Basic);
    }
    let queries = text.match_indices(['?', '&']).filter_map(|(at, _)| {
        let (name, _) = text[at + 1..].split_once('=')?;
        let plain =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        (plain && names_credential(Location::Query, name)).then(|| AuthScheme::key(Location::Query, name))
    });
    found.extend(queries);
    found
}

/// Keys that a sentence names: "in the `X-Key` header", "as the query parameter `api_key`".
fn named_keys(text: &str, lower: &str) -> Vec<AuthScheme> {
    let elsewhere = ["redirect", "fragment", "not quer", "response"].iter().any(|word| lower.contains(word));
    let in_query = (lower.contains("query") || lower.contains("url parameter")) && !elsewhere;
    let (in_header, in_cookie) = (says_header(lower), lower.contains("cookie"));
    let mut at = 0;
    let spans = text.split('`').enumerate().filter_map(|(nth, span)| {
        let start = at;
        at += span.len() + 1;
        (nth % 2 == 1).then(|| (span.trim(), is_beside_header(text, start, start + span.len())))
    });
    let bare = text.split(|c: char| c.is_whitespace() || "`\"'()*,.:;".contains(c));
    let bare = bare.filter(|word| word.starts_with("X-") || word.starts_with("x-")).map(|word| (word, false));
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    let key = |(name, beside): (&str, bool)| match () {
        () if !is_name(name) => None,
        () if name.eq_ignore_ascii_case("authorization") => scheme_in_text(name, text),
        () if in_query && !name.contains('-') && query_key(name) => {
            Some(AuthScheme::key(Location::Query, name))
        }
        () if in_header && (beside || name.contains('-')) && names_credential(Location::Header, name) => {
            Some(AuthScheme::key(Location::Header, name))
        }
        () if in_cookie && names_credential(Location::Cookie, name) => {
            Some(AuthScheme::key(Location::Cookie, name))
        }
        () => None,
    };
    spans.chain(bare).filter_map(key).collect()
}

/// Whether the word "header" stands beside a code span: "the `token` header", "a header called `token`".
fn is_beside_header(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches(['`', ' ', ':', '*']).to_lowercase();
    let before = ["called", "named", "name", "field", "**"]
        .iter()
        .fold(before.as_str(), |text, word| text.strip_suffix(word).map_or(text, str::trim_end));
    let behind = text[end..].trim_start_matches(['`', ' ', '*']).to_lowercase();
    before.ends_with("header") || before.ends_with("headers") || behind.starts_with("header")
}

/// The name of a query parameter where a text speaks of authentication.
fn query_key(name: &str) -> bool {
    names_credential(Location::Query, name)
        || ["key", "token", "apikey", "auth"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
#[path = "credentials_tests.rs"]
mod tests;
