//! What kind of page it is, by what it claims.

use super::PageOutcome;
use super::claims::{Claim, ClaimKind, Convention, PageClaims};
use super::section::{SectionKind, classify_heading};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Decides what kind of page it is, but for pages on webhooks that do not say so.
pub(super) fn classify_page(claims: &PageClaims) -> PageOutcome {
    let any = |test: fn(&ClaimKind) -> bool| claims.claims.iter().any(|c| test(&c.kind));
    let fields = any(|k| matches!(k, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }));
    // Text on a response stands below its heading, or is a sentence in passing.
    let headed = any(|k| {
        matches!(k, ClaimKind::Section { title, level: ..=7 }
        if matches!(classify_heading(title), Some(SectionKind::Response(_))))
    });
    let answer = any(|k| {
        matches!(k, ClaimKind::Status { .. } | ClaimKind::Skeleton(_) | ClaimKind::OtherAnswer { .. })
    }) || (headed && any(|k| matches!(k, ClaimKind::ResponseProse { .. })));
    let endpoint = any(|k| matches!(k, ClaimKind::Endpoint(_)));
    // Roles and enums stand above the fields: where the page stops there, it was about to say more.
    let about_an_endpoint = lists_status(claims)
        || any(|k| {
            matches!(k, ClaimKind::EnumTable(_) | ClaimKind::Skeleton(_))
                || matches!(k, ClaimKind::Authentication(auth) if !auth.roles.is_empty())
        });
    let request = any(|k| matches!(k, ClaimKind::RequestExample(_)));
    let elsewhere = any(|k| matches!(k, ClaimKind::Endpoint(endpoint) if endpoint.elsewhere));
    let content = fields || any(|k| matches!(k, ClaimKind::Example(_) | ClaimKind::RequestExample(_)));
    let webhook = any(|k| matches!(k, ClaimKind::Webhook(_)));
    let payload = fields || any(|k| matches!(k, ClaimKind::Example(example) if example.json.is_some()));
    match () {
        () if webhook && payload => PageOutcome::Webhook,
        () if elsewhere && !content => PageOutcome::Elsewhere,
        // A guide may show a request and its answer, or several; an export has no other way to state its endpoint.
        () if request
            && !endpoint
            && (!fields || shows_several(claims))
            && claims.convention == Convention::MintlifySource
            && !states_and_answers(claims) =>
        {
            PageOutcome::Guide
        }
        () if endpoint || (request && (fields || answer || shows_an_answer(claims))) => PageOutcome::Endpoint,
        () if fields => PageOutcome::NoEndpoint,
        () if claims.ends_early.is_some() && about_an_endpoint => PageOutcome::NoEndpoint,
        () => PageOutcome::Guide,
    }
}

/// Whether a page lists a status: not in a sentence, which a guide has as well ("Errors come with status 400").
fn lists_status(claims: &PageClaims) -> bool {
    let claims = &claims.claims;
    (0..claims.len()).any(|at| {
        let in_sentence = claims.get(at + 1).is_some_and(|next| {
            next.span == claims[at].span && matches!(next.kind, ClaimKind::ResponseProse { .. })
        });
        matches!(claims[at].kind, ClaimKind::Status { .. }) && !in_sentence
    })
}

/// Whether an export shows, of an operation, one request and what comes back in a section of its own: an endpoint
/// without fields.
fn shows_an_answer(claims: &PageClaims) -> bool {
    let mut shown = shown_by_operation(claims);
    let of_page = shown.remove(&0).unwrap_or_default();
    // A line may be of one of several examples, where titles divide a page.
    let told = of_page.is_told() && (of_page.section || !of_page.divided);
    let requested = shown.values().filter(|of| !of.requests.is_empty()).count();
    let several = shown.values().filter(|of| of.is_told()).count();
    claims.convention == Convention::MintlifyExport && (told || (several > 0 && several * 2 >= requested))
}

/// Whether a page states its one endpoint as a message without a host, and has a section on what comes back.
fn states_and_answers(claims: &PageClaims) -> bool {
    let shown = shown_by_operation(claims);
    let is_stated = |of: &Shown<'_>| {
        of.is_told() && of.section && of.requests.iter().all(|(_, path)| path.starts_with('/'))
    };
    shown.len() == 1 && shown.values().all(is_stated)
}

fn shown_by_operation(claims: &PageClaims) -> BTreeMap<u32, Shown<'_>> {
    let mut shown: BTreeMap<u32, Shown<'_>> = BTreeMap::new();
    for claim in &claims.claims {
        let of = shown.entry(claim.operation).or_default();
        match &claim.kind {
            ClaimKind::RequestExample(request) => {
                of.requests.extend(
                    request.url.value.split('?').next().map(|path| (request.method.value.as_str(), path)),
                );
            }
            ClaimKind::Section { title, level } => {
                let kind = classify_heading(title);
                let answers = matches!(kind, Some(SectionKind::Response(_)));
                of.section |= answers && *level <= 6;
                of.line |= answers;
                of.divided |= kind.is_none();
            }
            ClaimKind::ResponseProse { .. } => of.line = true,
            ClaimKind::Example(example) => of.answer |= !example.request && example.json.is_some(),
            _ => {}
        }
    }
    shown
}

/// What is shown of an operation.
#[derive(Default)]
struct Shown<'a> {
    requests: BTreeSet<(&'a str, &'a str)>,
    /// Whether a heading announces what comes back, or a line does; whether another heading divides it.
    section: bool,
    line: bool,
    divided: bool,
    answer: bool,
}

impl Shown<'_> {
    fn is_told(&self) -> bool {
        self.requests.len() == 1 && (self.section || self.line) && self.answer
    }
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
