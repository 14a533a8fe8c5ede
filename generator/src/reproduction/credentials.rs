//! Whether a method can send the credentials of a documented request. One that shows none can be sent without.

use super::Problem;
use super::request::Shown;
use super::stand_ins::is_stand_in;
use super::table::Reason;
use crate::dialect::scheme_of_header;
use crate::model::{AuthScheme, Location, Operation, SecurityRequirement};

/// The credentials of a request that the method does not send.
pub(super) fn credential_problems(shown: &Shown<'_>) -> Vec<Problem> {
    // Where nothing is known, the client sends what the application gives.
    if shown.operation.authentication.is_none() {
        return Vec::new();
    }
    let mut used: Vec<&AuthScheme> = Vec::new();
    let mut problems = Vec::new();
    for (name, value) in &shown.request.headers {
        let own = schemes(shown.operation).find(|scheme| sends(scheme, name, value));
        match own {
            Some(scheme) if !used.contains(&scheme) => used.push(scheme),
            Some(_) => {}
            None if name.eq_ignore_ascii_case("authorization") && !is_parameter(shown.operation, name) => {
                problems.push(problem(shown, &format!("`Authorization: {}`", scheme_of(value))));
            }
            None => {}
        }
    }
    let mut alternatives = shown.operation.authentication.iter().flatten();
    let together = alternatives.any(|all| used.iter().all(|of| all.schemes.contains(of)));
    if problems.is_empty() && used.len() > 1 && !together {
        problems.push(problem(shown, "several credentials together"));
    }
    problems
}

/// The schemes of all alternatives.
fn schemes(operation: &Operation) -> impl Iterator<Item = &AuthScheme> {
    operation.authentication.iter().flatten().flat_map(|all| &all.schemes)
}

/// Whether a key that the caller authenticates with goes there by that name.
pub(super) fn is_key(shown: &Shown<'_>, at: Location, name: &str) -> bool {
    schemes(shown.operation).any(|scheme| match scheme {
        AuthScheme::ApiKey { location, name: key, .. } => *location == at && key.eq_ignore_ascii_case(name),
        _ => false,
    })
}

fn sends(scheme: &AuthScheme, header: &str, value: &str) -> bool {
    let is_standard = header.eq_ignore_ascii_case("authorization");
    let starts = |word: &str| value.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
    match scheme {
        AuthScheme::Bearer => is_standard && (starts("bearer") || is_stand_in(value)),
        AuthScheme::Basic => is_standard && (starts("basic") || is_stand_in(value)),
        AuthScheme::ApiKey { location: Location::Header, name, prefix } => {
            let shown = || scheme_of_header(name, value);
            let has_prefix = || matches!(shown(), AuthScheme::ApiKey { prefix: own, .. } if own.eq_ignore_ascii_case(prefix));
            name.eq_ignore_ascii_case(header) && (is_stand_in(value) || !is_standard || has_prefix())
        }
        AuthScheme::ApiKey { .. } => false,
    }
}

fn is_parameter(operation: &Operation, header: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|of| of.location == Location::Header && of.field.name.eq_ignore_ascii_case(header))
}

/// The scheme of an `Authorization` header, without the credential itself.
fn scheme_of(value: &str) -> &str {
    match value.split_once(' ') {
        Some((scheme, _)) => scheme,
        None => "…",
    }
}

fn problem(shown: &Shown<'_>, what: &str) -> Problem {
    let own: Vec<String> = shown.operation.authentication.iter().flatten().map(in_words).collect();
    let own = if own.is_empty() { "no credentials".to_owned() } else { own.join(" or ") };
    let message = format!("this request sends {what}, the client {own}");
    let problem = Problem::new(Reason::Credentials, what, shown.request.url.span, message);
    problem.related(shown.documented.span, "the operation is stated here")
}

fn in_words(all: &SecurityRequirement) -> String {
    let words = |scheme: &AuthScheme| match scheme {
        AuthScheme::Bearer => "a bearer token".to_owned(),
        AuthScheme::Basic => "a user name and a password".into(),
        AuthScheme::ApiKey { name, .. } => format!("a key in `{name}`"),
    };
    let parts: Vec<String> = all.schemes.iter().map(words).collect();
    if parts.is_empty() { "no credentials".into() } else { parts.join(" and ") }
}
