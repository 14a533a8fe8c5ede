//! How callers authenticate.

use super::Location;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A way to authenticate (OpenAPI 3.1, Security Scheme Object).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum AuthScheme {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A key in a header, a query parameter or a cookie.
    ApiKey {
        /// Where the key goes: [`Location::Header`], [`Location::Query`] or [`Location::Cookie`].
        location: Location,
        /// The name of the header, parameter or cookie.
        name: String,
        /// What is sent before the key, the space behind it included: `Token ` of `Authorization: Token …`.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        prefix: String,
    },
}

impl AuthScheme {
    /// A key without anything before it.
    pub fn key(location: Location, name: impl Into<String>) -> Self {
        AuthScheme::ApiKey { location, name: name.into(), prefix: String::new() }
    }
}

/// Schemes that are sent together (OpenAPI 3.1, Security Requirement Object). One without schemes says that the
/// call also goes without credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(transparent)]
pub struct SecurityRequirement {
    /// The schemes, all of which are sent.
    pub schemes: BTreeSet<AuthScheme>,
}

impl From<AuthScheme> for SecurityRequirement {
    fn from(scheme: AuthScheme) -> Self {
        SecurityRequirement { schemes: BTreeSet::from([scheme]) }
    }
}

impl FromIterator<AuthScheme> for SecurityRequirement {
    fn from_iter<I: IntoIterator<Item = AuthScheme>>(schemes: I) -> Self {
        SecurityRequirement { schemes: schemes.into_iter().collect() }
    }
}

/// As people write it: `bearer`, ``header `X-Key` ``.
impl fmt::Display for AuthScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuthScheme::Bearer => f.write_str("bearer"),
            AuthScheme::Basic => f.write_str("basic"),
            AuthScheme::ApiKey { location, name, prefix } => {
                let place = match location {
                    Location::Query => "query",
                    Location::Cookie => "cookie",
                    Location::Header | Location::Path => "header",
                };
                write!(f, "{place} `{name}`")?;
                match prefix.trim_end() {
                    "" => Ok(()),
                    prefix => write!(f, " behind `{prefix}`"),
                }
            }
        }
    }
}

/// The schemes, with "with" between them.
impl fmt::Display for SecurityRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.schemes.is_empty() {
            return f.write_str("nothing");
        }
        self.schemes.iter().enumerate().try_for_each(|(at, scheme)| {
            f.write_str(if at == 0 { "" } else { " with " })?;
            scheme.fmt(f)
        })
    }
}
