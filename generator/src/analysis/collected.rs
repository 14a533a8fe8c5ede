//! Drafts of the operations of pages: which claims are of which.

use super::Context;
use super::draft::Draft;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, Convention, EndpointClaim, PageClaims, ParameterLocation};
use crate::dialect::path_template::read_template;
use crate::dialect::{PageOutcome, PageReading};
use crate::model::Method;
use crate::source::{SourceFile, SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Makes a draft for each operation of each endpoint page.
pub(super) fn collect_drafts<'a>(
    context: &Context<'a>,
    pages: &'a [(SourceId, PageReading)],
) -> Vec<Draft<'a>> {
    let endpoint_pages = pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Endpoint);
    let drafts = endpoint_pages.flat_map(|(id, page)| {
        let mut drafts = page_drafts(context.sources.get(*id), page);
        if let Some(first) = drafts.first_mut() {
            first.diagnostics.extend(missing_title(&page.claims));
        }
        drafts
    });
    drafts.collect()
}

/// A page of one operation without a title: nothing else gives the operation a name. Text that a browser copied
/// may have lost it on the way.
fn missing_title(page: &PageClaims) -> Option<Diagnostic> {
    let is_named = |claim: &Claim| {
        matches!(claim.kind, ClaimKind::Title(_) | ClaimKind::ShortTitle(_)) || claim.operation > 0
    };
    let named = matches!(page.convention, Convention::RenderedText | Convention::Description);
    if named || page.claims.iter().any(is_named) {
        return None;
    }
    let span = page.claims.first().map_or(Span::new(page.source, 0, 0), |claim| claim.span);
    Some(
        Diagnostic::at(&rule::NO_TITLE, span, "the page has no title")
            .note("its operation is named by verb and path")
            .help("begin the page with `# Title`, or write `title:` into its front matter")
            .help_in_settings("`rename` under `[[operations]]` in docbind.toml names it"),
    )
}

/// Makes a draft for each page that describes records for all operations.
pub(super) fn describing_drafts<'a>(
    context: &Context<'a>,
    pages: &'a [(SourceId, PageReading)],
) -> Vec<Draft<'a>> {
    let drafts = pages.iter().filter_map(|(id, page)| {
        let records: Vec<&Claim> = page
            .claims
            .claims
            .iter()
            .filter(|claim| matches!(claim.kind, ClaimKind::DescribedRecord(_)))
            .collect();
        (!records.is_empty()).then(|| Draft::new(context.sources.get(*id), records, 0))
    });
    drafts.collect()
}

/// Makes a draft for each operation of a page.
pub(super) fn page_drafts<'a>(file: &'a SourceFile, page: &'a PageReading) -> Vec<Draft<'a>> {
    let claims = &page.claims.claims;
    let last = claims.iter().map(|c| c.operation).max().unwrap_or(0);
    let numbers = if last == 0 { 0..=0 } else { 1..=last };
    let mut by_number: BTreeMap<u32, Vec<(usize, &Claim)>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        by_number.entry(claim.operation).or_default().push((at, claim));
    }
    let drafts = numbers.flat_map(|number| {
        let of_both = BTreeSet::from([0, number]);
        let mut own: Vec<(usize, &Claim)> =
            of_both.iter().filter_map(|of| by_number.get(of)).flatten().copied().collect();
        own.sort_by_key(|(at, _)| *at);
        let mut own: Vec<&Claim> = own.into_iter().map(|(_, claim)| claim).collect();
        drop_bodies_of_others(&mut own, number);
        match stated_together(&own, number).as_slice() {
            [] | [_] => vec![Draft::new(file, own, number)],
            stated => stated.iter().map(|of| beside_others(file, &own, of, stated, number)).collect(),
        }
    });
    let stated_by_section =
        claims.iter().any(|c| c.operation > 0 && matches!(c.kind, ClaimKind::Endpoint(_)));
    let is_source = page.claims.convention == Convention::MintlifySource;
    let described = page.claims.convention == Convention::Description;
    drafts.map(|draft| Draft { stated_by_section, is_source, described, ..draft }).collect()
}

/// The endpoints that one block states.
fn stated_together<'a>(own: &[&'a Claim], number: u32) -> Vec<&'a Claim> {
    let is_stated = |c: &&&'a Claim| matches!(c.kind, ClaimKind::Endpoint(_)) && c.operation == number;
    let Some(first) = own.iter().find(is_stated) else { return Vec::new() };
    own.iter().filter(is_stated).filter(|claim| claim.span == first.span).copied().collect()
}

/// The draft of one of the endpoints that a block states: with what is said of all of them, but for placeholders and
/// requests of the others.
fn beside_others<'a>(
    file: &'a SourceFile,
    own: &[&'a Claim],
    of: &&'a Claim,
    stated: &[&'a Claim],
    number: u32,
) -> Draft<'a> {
    let endpoint = |claim: &&'a Claim| match &claim.kind {
        ClaimKind::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    };
    let others: Vec<&EndpointClaim> =
        stated.iter().filter(|other| !std::ptr::eq(**other, *of)).filter_map(endpoint).collect();
    let has = |endpoint: &EndpointClaim, name: &str| {
        let path = endpoint.url.value.split('?').next().unwrap_or_default();
        read_template(path, &[name.to_owned()]).path.parameters().any(|hole| hole == name)
    };
    let is_own = |claim: &&&'a Claim| match &claim.kind {
        ClaimKind::Endpoint(_) => {
            std::ptr::eq(**claim, *of) || !stated.iter().any(|o| std::ptr::eq(*o, **claim))
        }
        ClaimKind::Parameter { location: ParameterLocation::Path, field } => {
            let name = &field.name.value;
            endpoint(of).is_some_and(|own| has(own, name)) || !others.iter().any(|other| has(other, name))
        }
        // A request with the verb of another is one of that.
        ClaimKind::RequestExample(request) => {
            let sends = |of: &EndpointClaim| of.method.value == request.method.value;
            endpoint(of).is_some_and(sends) || !others.iter().any(|other| sends(other))
        }
        _ => true,
    };
    let claims = own.iter().filter(is_own).copied().collect();
    Draft { beside: others, ..Draft::new(file, claims, number) }
}

/// What a page lists for all its operations, and would be sent as a body, is not for those whose verb has none.
fn drop_bodies_of_others(own: &mut Vec<&Claim>, number: u32) {
    let method = own.iter().filter(|claim| claim.operation == number).find_map(|claim| match &claim.kind {
        ClaimKind::Endpoint(endpoint) => Some(endpoint.method.value),
        ClaimKind::RequestExample(request) => Some(request.method.value),
        _ => None,
    });
    if number == 0 || !matches!(method, Some(Method::Get | Method::Head | Method::Delete)) {
        return;
    }
    own.retain(|claim| match &claim.kind {
        ClaimKind::Parameter { location: ParameterLocation::Body, .. } => claim.operation == number,
        _ => true,
    });
}
