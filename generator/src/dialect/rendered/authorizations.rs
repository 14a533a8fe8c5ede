//! The credentials that a section lists as it lists fields.
//!
//! ```ebnf
//! credential = head , { prose } ;               (* its marks say where it goes: "header", "query", "cookie" *)
//! ```
//!
//! What the `Authorization` header holds, its text says ("of the form `Bearer <token>`", OAuth 2's access token), or else
//! the page's own request.

use crate::dialect::claims::ParameterLocation;
use crate::dialect::credentials::{scheme_in_text, scheme_of_header};
use crate::model::{AuthScheme, Location};

/// The scheme of a credential.
pub(super) fn read_credential(
    name: &str,
    location: Option<ParameterLocation>,
    text: &str,
    headers: &[(String, String)],
) -> AuthScheme {
    let location = match location {
        Some(ParameterLocation::Query) => Location::Query,
        Some(ParameterLocation::Cookie) => Location::Cookie,
        _ => Location::Header,
    };
    if location != Location::Header {
        return AuthScheme::key(location, name);
    }
    let standard = name.eq_ignore_ascii_case("authorization");
    let said = || scheme_in_text(name, text).or_else(|| speaks_of_tokens(text).then_some(AuthScheme::Bearer));
    let shown = || header_value(name, headers).map(|value| scheme_of_header(name, value));
    let found = if standard { said().or_else(shown) } else { shown() };
    found.unwrap_or_else(|| AuthScheme::key(location, name))
}

/// OAuth 2: "The access token received from the authorization flow in the OAuth 2.0 flow."
fn speaks_of_tokens(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("oauth") || lower.contains("openid") || lower.contains("jwt")
}

/// What the page's requests send in a header.
fn header_value<'a>(name: &str, headers: &'a [(String, String)]) -> Option<&'a str> {
    headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}
