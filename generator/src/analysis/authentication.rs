//! How the caller authenticates: what a setting says, what the page says or shows, what the other
//! pages say.

use super::Context;
use super::draft::Draft;
use super::same_endpoint::PageOperation;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{AuthClaim, ClaimKind, ParameterLocation};
use crate::model::{AuthScheme, Location, Operation};
use crate::site::{AuthMethod, SiteAuth};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;

/// The ways to authenticate with an operation; `None` where nothing says them. What counts, in order:
/// `auth` of its entry in docbind.toml, a page that says that it needs none, `auth` of the API there, the
/// page (its parameters, its front matter, its sentences), its site, an example.
pub(super) fn authentication(context: &Context<'_>, draft: &Draft<'_>) -> Option<Vec<AuthScheme>> {
    if let Some(schemes) = &draft.settings.auth {
        return Some(schemes.clone());
    }
    let claims: Vec<&AuthClaim> = claims(draft).collect();
    if claims.iter().any(|claim| claim.none) {
        return Some(Vec::new());
    }
    if let Some(schemes) = &context.config.api.auth {
        return Some(schemes.clone());
    }
    let mut schemes = draft.credentials.clone();
    schemes.dedup();
    if let Some(auth) = stated(draft).filter(|_| schemes.is_empty()) {
        let of_site = context.site_of(draft.file).and_then(|site| site.auth.as_ref()?.value.name.as_ref());
        let header = auth.name.as_ref().or(of_site);
        if let Some(schemes) = schemes_of(auth.method, header) {
            return Some(schemes);
        }
    }
    if schemes.is_empty() {
        schemes.extend(claims.iter().any(|claim| claim.bearer).then_some(AuthScheme::Bearer));
        schemes.extend(claims.iter().any(|claim| claim.basic).then_some(AuthScheme::Basic));
        schemes.extend(claims.iter().flat_map(|claim| &claim.keys).filter_map(key_scheme));
    }
    if !schemes.is_empty() {
        return Some(schemes);
    }
    site_schemes(context, draft).or_else(|| Some(vec![shown_scheme(draft)?]))
}

/// A key in a header, a query or a cookie.
fn key_scheme((location, name): &(ParameterLocation, String)) -> Option<AuthScheme> {
    let location = match location {
        ParameterLocation::Query => Location::Query,
        ParameterLocation::Header => Location::Header,
        ParameterLocation::Cookie => Location::Cookie,
        ParameterLocation::Path | ParameterLocation::Body => return None,
    };
    Some(AuthScheme::ApiKey { location, name: name.clone() })
}

/// The roles that the page names.
pub(super) fn roles(draft: &Draft<'_>) -> Vec<String> {
    let mut roles: Vec<String> = claims(draft).flat_map(|claim| claim.roles.iter().cloned()).collect();
    roles.dedup();
    roles
}

fn claims<'a>(draft: &Draft<'a>) -> impl Iterator<Item = &'a AuthClaim> {
    let claims = draft.find(|kind| match kind {
        ClaimKind::Authentication(claim) => Some(claim),
        _ => None,
    });
    claims.map(|(claim, _)| claim)
}

/// Operations that say nothing take what others of their page say, or else what most pages say: a token sent where none is
/// needed does no harm, one left out is answered with 401.
pub(super) fn inherit_authentication(pages: &mut [PageOperation<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<Vec<AuthScheme>, (usize, Span)> = BTreeMap::new();
    let mut of_page: BTreeMap<SourceId, (Vec<AuthScheme>, Span)> = BTreeMap::new();
    for PageOperation { operation, draft, .. } in pages.iter() {
        if !operation.authentication.is_empty() {
            counts.entry(operation.authentication.clone()).or_insert((0, draft.span())).0 += 1;
            let own = || (operation.authentication.clone(), draft.span());
            of_page.entry(draft.file.id).or_insert_with(own);
        }
    }
    let Some((schemes, &(_, place))) = counts.iter().max_by_key(|(_, (count, _))| *count) else { return };
    for PageOperation { operation, draft, silent } in pages {
        if operation.authentication.is_empty() && *silent {
            let (message, schemes, place) = match of_page.get(&draft.file.id) {
                Some((schemes, place)) => {
                    ("this operation does not say how the caller authenticates", schemes, *place)
                }
                None => ("the page does not say how the caller authenticates", schemes, place),
            };
            operation.authentication.clone_from(schemes);
            diagnostics.push(
                Diagnostic::at(&rule::AUTHENTICATION_INHERITED, draft.span(), message)
                    .related(place, "said here")
                    .note("taken as there")
                    .help("say it on the page; \"No authentication required\" where that is so")
                    .help_in_settings("`auth = []` under `[[operations]]` says that none is required"),
            );
        }
    }
}

/// What the settings of the documentation site say. A key without the name of its header is left to
/// what the page shows.
fn site_schemes(context: &Context<'_>, draft: &Draft<'_>) -> Option<Vec<AuthScheme>> {
    let auth = &context.site_of(draft.file)?.auth.as_ref()?.value;
    schemes_of(auth.method, auth.name.as_ref())
}

/// What the front matter of the page says.
fn stated<'a>(draft: &Draft<'a>) -> Option<&'a SiteAuth> {
    let mut methods = draft.find(|kind| match kind {
        ClaimKind::AuthMethod(auth) => Some(auth),
        _ => None,
    });
    methods.next().map(|(auth, _)| auth)
}

fn schemes_of(method: AuthMethod, header: Option<&String>) -> Option<Vec<AuthScheme>> {
    Some(match (method, header) {
        (AuthMethod::Bearer, _) => vec![AuthScheme::Bearer],
        (AuthMethod::Basic, _) => vec![AuthScheme::Basic],
        (AuthMethod::None, _) => Vec::new(),
        (AuthMethod::Key, Some(name)) => {
            vec![AuthScheme::ApiKey { location: Location::Header, name: name.clone() }]
        }
        (AuthMethod::Key, None) => return None,
    })
}

/// The scheme that a hand-written request shows: in its `Authorization` header, or in one of a key that no
/// field declares.
fn shown_scheme(draft: &Draft<'_>) -> Option<AuthScheme> {
    let examples = super::endpoint::request_examples(draft);
    let headers = || examples.iter().filter(|e| !e.generated).flat_map(|e| &e.headers);
    let standard = headers().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    let Some((name, value)) = standard else {
        let declared = |name: &str| {
            let field = draft.find(|kind| match kind {
                ClaimKind::Parameter { location: ParameterLocation::Header, field } => Some(field),
                _ => None,
            });
            field.map(|(field, _)| field).any(|field| field.name.value.eq_ignore_ascii_case(name))
        };
        let (name, _) = headers().find(|(name, _)| names_key(name) && !declared(name))?;
        return Some(AuthScheme::ApiKey { location: Location::Header, name: name.clone() });
    };
    let scheme = value.split_whitespace().next().unwrap_or_default();
    Some(match scheme.to_ascii_lowercase().as_str() {
        "bearer" => AuthScheme::Bearer,
        "basic" => AuthScheme::Basic,
        _ => AuthScheme::ApiKey { location: Location::Header, name: name.clone() },
    })
}

/// Whether a header of that name can hold nothing but a key.
fn names_key(header: &str) -> bool {
    let lower = header.to_ascii_lowercase();
    let own = lower.strip_prefix("x-").unwrap_or(&lower);
    matches!(own, "api-key" | "apikey" | "api-token" | "auth-token" | "access-token" | "auth-key")
        || own.ends_with("-api-key")
}

pub(super) fn api_schemes(context: &Context<'_>, operations: &[Operation]) -> Vec<AuthScheme> {
    if let Some(schemes) = &context.config.api.auth {
        return schemes.clone();
    }
    let mut schemes: Vec<AuthScheme> =
        operations.iter().flat_map(|o| o.authentication.iter().cloned()).collect();
    schemes.sort();
    schemes.dedup();
    schemes
}
