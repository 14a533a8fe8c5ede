//! How the caller authenticates: the security requirements of an operation (OpenAPI 3.1, section 4.8.30).

use super::operation::{Excerpt, location};
use super::{items, members, resolve, string};
use crate::dialect::claims::{AuthClaim, ClaimKind, ParameterLocation};
use crate::dialect::credentials::scheme_in_text;
use crate::document::{Json, JsonValue};
use crate::model::{AuthScheme, Location, SecurityRequirement};
use crate::source::Span;

/// The ways to authenticate, of which one is enough. A document that asks for nothing as a whole says so where it
/// describes ways to authenticate; where it knows of none, it says nothing: exporters write that for all.
pub(super) fn read_security(tree: &Json, excerpt: &Excerpt<'_>) -> Option<(ClaimKind, Span)> {
    let own = match excerpt.flat {
        true => excerpt.operation.get("request").and_then(|request| request.get("security")),
        false => excerpt.operation.get("security"),
    };
    let schemes_of_document = tree.get("components").and_then(|components| components.get("securitySchemes"));
    let knows_ways = !members(schemes_of_document).is_empty();
    let of_document = || tree.get("security").filter(|list| knows_ways || !items(Some(list)).is_empty());
    let list = own.filter(|list| !excerpt.flat || !items(Some(list)).is_empty()).or_else(of_document)?;
    let mut alternatives: Vec<SecurityRequirement> = Vec::new();
    for requirement in items(Some(list)) {
        let schemes = match excerpt.flat {
            true => flat_schemes(requirement),
            false => schemes(tree, requirement),
        };
        // What docbind knows no way to send is no alternative.
        alternatives.extend(schemes.filter(|schemes| !alternatives.contains(schemes)));
    }
    // An empty requirement says that it goes without, and alone that it needs nothing.
    let none = items(Some(list)).is_empty()
        || (!alternatives.is_empty() && alternatives.iter().all(|of| of.schemes.is_empty()));
    if none {
        alternatives.clear();
    }
    (none || !alternatives.is_empty())
        .then(|| (ClaimKind::Authentication(AuthClaim { none, alternatives, roles: Vec::new() }), list.span))
}

/// The schemes that a requirement names; `None` where one of them is not known.
fn schemes(tree: &Json, requirement: &Json) -> Option<SecurityRequirement> {
    let schemes = tree.get("components").and_then(|components| components.get("securitySchemes"));
    let named = members(Some(requirement)).iter().map(|(name, _)| {
        let scheme = resolve(tree, schemes?.get(&name.value)?);
        let place = string(scheme, "in").and_then(location).unwrap_or(ParameterLocation::Header);
        scheme_of(scheme, place, string(scheme, "name").unwrap_or_default())
    });
    named.collect()
}

fn flat_schemes(requirement: &Json) -> Option<SecurityRequirement> {
    let places = members(requirement.get("parameters")).iter();
    let named =
        places.flat_map(|(place, names)| members(Some(names)).iter().map(move |named| (place, named)));
    named.map(|(place, (name, scheme))| scheme_of(scheme, location(&place.value)?, &name.value)).collect()
}

fn scheme_of(scheme: &Json, location: ParameterLocation, name: &str) -> Option<AuthScheme> {
    let is = |key: &str, word: &str| string(scheme, key).is_some_and(|text| text.eq_ignore_ascii_case(word));
    let location = match location {
        ParameterLocation::Header => Location::Header,
        ParameterLocation::Query => Location::Query,
        ParameterLocation::Cookie => Location::Cookie,
        ParameterLocation::Path | ParameterLocation::Body => return None,
    };
    let text = match scheme.get("description").map(|text| &text.value) {
        Some(JsonValue::String(text)) => text.as_str(),
        _ => "",
    };
    Some(match string(scheme, "type")? {
        "http" if is("scheme", "basic") => AuthScheme::Basic,
        "http" if !is("scheme", "bearer") => {
            let prefix = format!("{} ", string(scheme, "scheme")?);
            AuthScheme::ApiKey { location: Location::Header, name: "Authorization".into(), prefix }
        }
        "http" | "oauth2" | "openIdConnect" => AuthScheme::Bearer,
        "apiKey" if name.is_empty() => return None,
        "apiKey" if name.eq_ignore_ascii_case("authorization") => {
            scheme_in_text(name, text).unwrap_or_else(|| AuthScheme::key(location, name))
        }
        "apiKey" => AuthScheme::key(location, name),
        _ => return None,
    })
}
