//! `auth`: how calls authenticate.
//!
//! ```text
//! auth        = requirement | "[", { requirement }, "]" ;         (* any of them; none for `[]` *)
//! requirement = scheme | "[", { scheme }, "]" ;                   (* all of them together *)
//! scheme      = '"bearer"' | '"basic"' | "{", place, "=", name, [ ": ", prefix ], "}" ;
//! place       = "header" | "query" | "cookie" ;
//! ```

use super::table::{Problems, Table, as_string, suggest, wrong_type};
use crate::model::{AuthScheme, Location, SecurityRequirement};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const HELP: &str = "`\"bearer\"`, `\"basic\"`, `{ header = \"X-Key\" }`, `{ query = \"key\" }` or \
    `{ cookie = \"key\" }`; `[]` for none";

/// Reads one way to authenticate, or an array of them.
pub(super) fn auth(
    problems: &mut Problems,
    table: &Table<'_>,
    key: &str,
) -> Option<Vec<SecurityRequirement>> {
    let value = table.value(key)?;
    match value.get_ref() {
        DeValue::Array(items) => {
            Some(items.iter().filter_map(|item| requirement(problems, item, key)).collect())
        }
        _ => scheme(problems, value, key).map(|scheme| vec![scheme.into()]),
    }
}

/// A scheme, or several that are sent together.
fn requirement(
    problems: &mut Problems,
    value: &Spanned<DeValue<'_>>,
    key: &str,
) -> Option<SecurityRequirement> {
    let DeValue::Array(items) = value.get_ref() else {
        return scheme(problems, value, key).map(SecurityRequirement::from);
    };
    if items.is_empty() {
        let message = format!("a set in `{key}` names no scheme");
        problems.report(problems.span(value.span()), message, "", HELP.to_owned());
        return None;
    }
    items.iter().map(|item| scheme(problems, item, key)).collect()
}

fn scheme(problems: &mut Problems, value: &Spanned<DeValue<'_>>, key: &str) -> Option<AuthScheme> {
    match value.get_ref() {
        DeValue::String(word) => match word.to_ascii_lowercase().as_str() {
            "bearer" => Some(AuthScheme::Bearer),
            "basic" => Some(AuthScheme::Basic),
            _ => {
                let message = format!("`{word}` is not a way to authenticate");
                problems.report(problems.span(value.span()), message, "unknown scheme", HELP.to_owned());
                None
            }
        },
        DeValue::Table(entries) => key_scheme(problems, value, entries, key),
        _ => {
            wrong_type(problems, value, &format!("`{key}`"), "a string, a table or an array of these");
            None
        }
    }
}

/// `{ header = "Authorization: Token" }`
fn key_scheme(
    problems: &mut Problems,
    value: &Spanned<DeValue<'_>>,
    entries: &DeTable<'_>,
    key: &str,
) -> Option<AuthScheme> {
    let mut places = entries.iter();
    let (Some((place, name)), None) = (places.next(), places.next()) else {
        let message = format!("a table in `{key}` names one place for the key");
        problems.report(problems.span(value.span()), message, "", HELP.to_owned());
        return None;
    };
    let location = match place.get_ref().as_ref() {
        "header" => Location::Header,
        "query" => Location::Query,
        "cookie" => Location::Cookie,
        other => {
            let message = format!("`{other}` is not a place for a key");
            let help = suggest(other, &["header", "query", "cookie"]);
            problems.report(problems.span(place.span()), message, "unknown place", help);
            return None;
        }
    };
    let name = as_string(problems, name, &format!("the name of the {} in `{key}`", place.get_ref()))?;
    let (plain, prefix) = match name.value.split_once(": ").filter(|_| location == Location::Header) {
        Some((plain, prefix)) => (plain, spaced(prefix)),
        None => (name.value.as_str(), String::new()),
    };
    let visible = |text: &str, least: u8| text.bytes().all(|b| (least..=b'~').contains(&b));
    if plain.is_empty() || !visible(plain, b'!') || !visible(&prefix, b' ') {
        let message = "not the name of a header, parameter or cookie".to_owned();
        problems.report(name.span, message, "", "visible ASCII without spaces".to_owned());
        return None;
    }
    Some(AuthScheme::ApiKey { location, name: plain.to_owned(), prefix })
}

/// What is sent before the key: a space follows a word.
fn spaced(prefix: &str) -> String {
    let plain = prefix.trim();
    let space = if plain.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{plain}{space}")
}
