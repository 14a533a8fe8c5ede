//! What kind of page it is, by what it claims.

use super::PageOutcome;
use super::claims::{Claim, ClaimKind, Convention, PageClaims};
use super::section::{SectionKind, classify_heading};
use crate::source::Span;
use std::collections::BTreeSet;

/// Decides what kind of page it is, but for pages on webhooks that do not say so.
pub(super) fn classify_page(claims: &PageClaims) -> PageOutcome {
    let any = |test: fn(&ClaimKind) -> bool| claims.claims.iter().any(|c| test(&c.kind));
    let fields = any(|k| matches!(k, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }));
    let answer = any(|k| {
        matches!(k, ClaimKind::Status { .. } | ClaimKind::ResponseProse { .. })
            || matches!(k, ClaimKind::Skeleton(_) | ClaimKind::OtherAnswer { .. })
    });
    let endpoint = any(|k| matches!(k, ClaimKind::Endpoint(_)));
    // Roles and enums stand above the fields: where the page stops there, it was about to say more.
    let about_an_endpoint = any(|k| {
        matches!(k, ClaimKind::EnumTable(_) | ClaimKind::Status { .. } | ClaimKind::Skeleton(_))
            || matches!(k, ClaimKind::Authentication(auth) if !auth.roles.is_empty())
    });
    let request = any(|k| matches!(k, ClaimKind::RequestExample(_)));
    let elsewhere = any(|k| matches!(k, ClaimKind::Endpoint(endpoint) if endpoint.elsewhere));
    let content = fields || any(|k| matches!(k, ClaimKind::Example(_) | ClaimKind::RequestExample(_)));
    let webhook = any(|k| matches!(k, ClaimKind::Webhook));
    let payload = fields || any(|k| matches!(k, ClaimKind::Example(example) if example.json.is_some()));
    match () {
        () if webhook && payload => PageOutcome::Webhook,
        () if elsewhere && !content => PageOutcome::Elsewhere,
        // A guide may show a request and its answer, or several; an export has no other way to state its endpoint.
        () if request
            && !endpoint
            && (!fields || shows_several(claims))
            && claims.convention == Convention::MintlifySource =>
        {
            PageOutcome::Guide
        }
        () if endpoint || (request && (fields || answer || shows_an_answer(claims))) => PageOutcome::Endpoint,
        () if fields => PageOutcome::NoEndpoint,
        () if claims.ends_early.is_some() && about_an_endpoint => PageOutcome::NoEndpoint,
        () => PageOutcome::Guide,
    }
}

/// Whether an export shows one request, and what comes back under a heading of its own: an endpoint without fields.
fn shows_an_answer(claims: &PageClaims) -> bool {
    let requests: BTreeSet<(&str, &str)> = claims
        .claims
        .iter()
        .filter_map(|claim| match &claim.kind {
            ClaimKind::RequestExample(request) => {
                Some((request.method.value.as_str(), request.url.value.split('?').next()?))
            }
            _ => None,
        })
        .collect();
    let any = |test: fn(&ClaimKind) -> bool| claims.claims.iter().any(|claim| test(&claim.kind));
    claims.convention == Convention::MintlifyExport
        && requests.len() == 1
        && any(|kind| {
            matches!(kind, ClaimKind::Section { title, level: 1..=6 }
            if matches!(classify_heading(title), Some(SectionKind::Response(_))))
        })
        && any(
            |kind| matches!(kind, ClaimKind::Example(example) if !example.request && example.json.is_some()),
        )
}

/// Whether requests of a page have other verbs or other words in their paths: it is about none of them.
fn shows_several(claims: &PageClaims) -> bool {
    let words = |url: &str| -> Vec<String> {
        let address = url.split_once("://").map_or(url, |(_, address)| address);
        let path = address.split(['?', '#']).next().unwrap_or_default().split('/').skip(1);
        let is_word =
            |segment: &&str| segment.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
        path.filter(is_word).map(str::to_owned).collect()
    };
    let mut requests = claims.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::RequestExample(request) if !request.generated => {
            Some((request.method.value, words(&request.url.value)))
        }
        _ => None,
    });
    let first = requests.next();
    requests.any(|other| Some(other) != first)
}

/// The first field of a page.
pub(super) fn first_field(claims: &PageClaims) -> Option<Span> {
    claims
        .claims
        .iter()
        .find(|c| matches!(c.kind, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }))
        .map(|c: &Claim| c.span)
}
