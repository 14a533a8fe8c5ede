//! How the caller authenticates: what a setting says, what the page says or shows, what the other
//! pages say.

use super::Context;
use super::draft::Draft;
use super::same_endpoint::PageOperation;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::model::{AuthScheme, Operation};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) fn authentication(context: &Context<'_>, draft: &Draft<'_>) -> (Vec<AuthScheme>, Vec<String>) {
    let claims = draft.find(|kind| match kind {
        ClaimKind::Authentication(claim) => Some(claim),
        _ => None,
    });
    let claims: Vec<_> = claims.map(|(claim, _)| claim).collect();
    let mut roles: Vec<String> = claims.iter().flat_map(|c| c.roles.iter().cloned()).collect();
    roles.dedup();
    if let Some(schemes) = &draft.settings.auth {
        return (schemes.clone(), roles);
    }
    if claims.iter().any(|c| c.none) {
        return (Vec::new(), roles);
    }
    if let Some(schemes) = &context.config.api.auth {
        return (schemes.clone(), roles);
    }
    let mut schemes = draft.credentials.clone();
    schemes.dedup();
    if !schemes.is_empty() {
        return (schemes, roles);
    }
    if claims.iter().any(|c| c.bearer) {
        schemes.push(AuthScheme::Bearer);
    }
    if claims.iter().any(|c| c.basic) {
        schemes.push(AuthScheme::Basic);
    }
    if schemes.is_empty() {
        schemes.extend(shown_scheme(draft));
    }
    (schemes, roles)
}

/// Whether neither the page nor a setting says how the caller authenticates.
pub(super) fn says_nothing_of_authentication(context: &Context<'_>, draft: &Draft<'_>) -> bool {
    if draft.settings.auth.is_some() {
        return false;
    }
    let (schemes, _) = authentication(context, draft);
    let said = draft.find(|kind| match kind {
        ClaimKind::Authentication(claim) if claim.none || claim.bearer || claim.basic => Some(()),
        _ => None,
    });
    schemes.is_empty() && said.count() == 0
}

/// Operations of pages that say nothing take what the other pages say: a token sent where none is
/// needed does no harm, one left out is answered with 401.
pub(super) fn inherit_authentication(pages: &mut [PageOperation<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<Vec<AuthScheme>, (usize, Span)> = BTreeMap::new();
    for PageOperation { operation, draft, .. } in pages.iter() {
        if !operation.authentication.is_empty() {
            counts.entry(operation.authentication.clone()).or_insert((0, draft.span())).0 += 1;
        }
    }
    let Some((schemes, &(_, place))) = counts.iter().max_by_key(|(_, (count, _))| *count) else { return };
    for PageOperation { operation, draft, silent } in pages {
        if operation.authentication.is_empty() && *silent {
            operation.authentication.clone_from(schemes);
            diagnostics.push(
                Diagnostic::at(
                    &rule::AUTHENTICATION_INHERITED,
                    draft.span(),
                    "the page does not say how the caller authenticates",
                )
                .related(place, "said here")
                .note("taken as there")
                .help("say it on the page; \"No authentication required\" where that is so")
                .help_in_settings("`auth = []` under `[[operations]]` says that none is required"),
            );
        }
    }
}

/// The scheme that a hand-written request shows in its `Authorization` header.
fn shown_scheme(draft: &Draft<'_>) -> Option<AuthScheme> {
    let examples = super::endpoint::request_examples(draft);
    let mut headers = examples.iter().filter(|e| !e.generated).flat_map(|e| &e.headers);
    let (name, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case("authorization"))?;
    let scheme = value.split_whitespace().next().unwrap_or_default();
    Some(match scheme.to_ascii_lowercase().as_str() {
        "bearer" => AuthScheme::Bearer,
        "basic" => AuthScheme::Basic,
        _ => AuthScheme::ApiKey { location: crate::model::Location::Header, name: name.clone() },
    })
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
