//! Whether a request has the credentials that its operation asks for.

use super::check::{cookie, header};
use super::problem::Problem;
use super::written::{pairs, text_of};
use crate::model::{AuthScheme, Location, Operation};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::AUTHORIZATION;

/// Any of the ways that the pages name is enough; `accepted` are the only credentials that are, where there are such.
pub(super) fn check_credentials(
    operation: &Operation,
    accepted: Option<&str>,
    request: &Request<Bytes>,
) -> Result<(), Problem> {
    let Some(ways) = operation.authentication.as_ref().filter(|ways| !ways.is_empty()) else { return Ok(()) };
    let is_there = |scheme: &AuthScheme| {
        credential(scheme, request).is_some_and(|own| accepted.is_none_or(|accepted| own == accepted))
    };
    if ways.iter().any(|way| way.schemes.iter().all(is_there)) {
        return Ok(());
    }
    let schemes = || ways.iter().flat_map(|way| &way.schemes);
    let wrong = schemes().any(|scheme| credential(scheme, request).is_some());
    let words = ways.iter().map(ToString::to_string).collect::<Vec<_>>().join(", or ");
    let fault =
        if wrong { "the credentials are not those that are accepted" } else { "credentials are missing" };
    let problem = Problem::new(401, format!("{fault}: this operation takes {words}"));
    Err(schemes().fold(problem, |problem, scheme| problem.challenge(challenge(scheme))))
}

fn challenge(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => "Bearer realm=\"mock\"".to_owned(),
        AuthScheme::Basic => "Basic realm=\"mock\", charset=\"UTF-8\"".to_owned(),
        AuthScheme::ApiKey { name, .. } => format!("ApiKey realm=\"mock\", name=\"{name}\""),
    }
}

/// What a request has for a scheme: a token, a key, or `user:password`.
fn credential(scheme: &AuthScheme, request: &Request<Bytes>) -> Option<String> {
    let authorization = |word: &str| {
        let value = header(request, AUTHORIZATION.as_str())?;
        let (own, rest) = value.split_once(' ')?;
        (own.eq_ignore_ascii_case(word) && !rest.trim().is_empty()).then(|| rest.trim().to_owned())
    };
    let value = match scheme {
        AuthScheme::Bearer => authorization("bearer")?,
        AuthScheme::Basic => {
            let decoded = BASE64_STANDARD.decode(authorization("basic")?).ok()?;
            String::from_utf8(decoded).ok().filter(|text| text.contains(':'))?
        }
        AuthScheme::ApiKey { location, name, prefix } => {
            let value = match location {
                Location::Query => text_of(&pairs(request.uri().query().unwrap_or_default()), name)?,
                Location::Cookie => cookie(request, name)?,
                Location::Header | Location::Path => header(request, name)?,
            };
            value.strip_prefix(prefix.as_str())?.to_owned()
        }
    };
    (!value.is_empty()).then_some(value)
}
