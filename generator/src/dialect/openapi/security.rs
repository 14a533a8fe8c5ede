//! How the caller authenticates: the security requirements of an operation (OpenAPI 3.1, section 4.8.30).

use super::operation::{Excerpt, location};
use super::{items, members, resolve, string, text};
use crate::dialect::claims::{AuthClaim, ClaimKind, FieldClaim, FieldForm, ParameterLocation, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::source::{Span, Spanned};

/// What one scheme asks for.
enum Credential<'a> {
    Bearer,
    Basic,
    Key { location: ParameterLocation, name: Spanned<String>, scheme: &'a Json },
}

/// The ways to authenticate, of which one is enough. Keys that are asked for beside another credential are
/// parameters. A document that asks for nothing as a whole says nothing: exporters write that for all.
pub(super) fn read_security(tree: &Json, excerpt: &Excerpt<'_>) -> Vec<(ClaimKind, Span)> {
    let own = match excerpt.flat {
        true => excerpt.operation.get("request").and_then(|request| request.get("security")),
        false => excerpt.operation.get("security"),
    };
    let of_document = || tree.get("security").filter(|list| !items(Some(list)).is_empty());
    let Some(list) = own.filter(|list| !excerpt.flat || !items(Some(list)).is_empty()).or_else(of_document)
    else {
        return Vec::new();
    };
    // An empty requirement says that it goes without, too.
    let requirements: Vec<&Json> =
        items(Some(list)).iter().filter(|one| !members(Some(one)).is_empty()).collect();
    let mut claim = AuthClaim { none: items(Some(list)).is_empty(), ..AuthClaim::default() };
    let mut claims = Vec::new();
    for requirement in &requirements {
        let mut credentials = match excerpt.flat {
            true => flat_credentials(requirement),
            false => credentials(tree, requirement),
        };
        // A token is the credential, and a key beside it is one more header.
        credentials.sort_by_key(|credential| matches!(credential, Credential::Key { .. }));
        for (n, credential) in credentials.into_iter().enumerate() {
            match credential {
                Credential::Bearer => claim.bearer = true,
                Credential::Basic => claim.basic = true,
                Credential::Key { location, name, .. } if n == 0 => {
                    claim.keys.push((location, name.value));
                }
                Credential::Key { location, name, scheme } => {
                    let at = name.span;
                    claims.push((
                        ClaimKind::Parameter {
                            location,
                            field: key_field(name, scheme, requirements.len() == 1),
                        },
                        at,
                    ));
                }
            }
        }
    }
    claims.insert(0, (ClaimKind::Authentication(claim), list.span));
    claims
}

fn key_field(name: Spanned<String>, scheme: &Json, required: bool) -> FieldClaim {
    let span = name.span;
    FieldClaim {
        ty: Some(Spanned::new(TypeExpr::String, span)),
        required: Some(required),
        description: scheme.get("description").and_then(text),
        form: FieldForm::Property,
        ..FieldClaim::new(name, span)
    }
}

fn credentials<'a>(tree: &'a Json, requirement: &'a Json) -> Vec<Credential<'a>> {
    let schemes = tree.get("components").and_then(|components| components.get("securitySchemes"));
    let scheme = |(name, _): &'a (Spanned<String>, Json)| {
        let scheme = resolve(tree, schemes?.get(&name.value)?);
        let place = string(scheme, "in").and_then(location).unwrap_or(ParameterLocation::Header);
        let key = scheme.get("name").unwrap_or(scheme);
        let called = Spanned::new(string(scheme, "name").unwrap_or_default().to_owned(), key.span);
        credential(scheme, place, called)
    };
    members(Some(requirement)).iter().filter_map(scheme).collect()
}

fn flat_credentials(requirement: &Json) -> Vec<Credential<'_>> {
    let places = members(requirement.get("parameters")).iter();
    let named =
        places.flat_map(|(place, names)| members(Some(names)).iter().map(move |named| (place, named)));
    named
        .filter_map(|(place, (name, scheme))| credential(scheme, location(&place.value)?, name.clone()))
        .collect()
}

fn credential(scheme: &Json, location: ParameterLocation, name: Spanned<String>) -> Option<Credential<'_>> {
    let kind = string(scheme, "type")?;
    let is = |key: &str, word: &str| string(scheme, key).is_some_and(|text| text.eq_ignore_ascii_case(word));
    let says_bearer = match scheme.get("description").map(|text| &text.value) {
        Some(JsonValue::String(text)) => text.to_ascii_lowercase().contains("bearer"),
        _ => false,
    };
    Some(match kind {
        "http" if is("scheme", "basic") => Credential::Basic,
        "http" | "oauth2" | "openIdConnect" => Credential::Bearer,
        "apiKey" if name.value.eq_ignore_ascii_case("authorization") && says_bearer => Credential::Bearer,
        "apiKey" if !name.value.is_empty() => Credential::Key { location, name, scheme },
        _ => return None,
    })
}
