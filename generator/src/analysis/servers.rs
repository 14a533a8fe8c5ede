//! Part of the pass `base_url`: servers that the pages name in words, lists and tables, and systems to test with.
//!
//! A server that is named serves the operations whose pages name none. Of several, one that counts comes before
//! one to test with, and then the one that is named most. Where the text says that its version goes into it and not
//! which one, the URLs of all pages vote.
//!
//! Where most operations name a system to test with (`https://sandbox.acme.dev`, `http://localhost:3000`), and the
//! pages or the site name the one that counts, the operations move to that. Elsewhere only examples move.

use super::Context;
use super::base_url::origin_of;
use super::draft::Draft;
use crate::dialect::PageReading;
use crate::dialect::claims::{ClaimKind, ServerClaim};
use crate::site::is_test_host;
use crate::source::{SourceId, Span};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Operations that left the base URL that their pages give them.
pub(super) struct Moved {
    /// The one that they left.
    pub from: String,
    /// The one that counts.
    pub to: String,
    /// The operations.
    pub spans: Vec<Span>,
    /// Where the one that counts is named.
    pub named: Span,
    /// Why they left.
    pub why: Why,
}

/// Why operations left a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It is that of a system to test with.
    Test,
    /// The requests of their own pages go to that of most others.
    Requests,
    /// Its version is left open, and so many URLs of the pages have that of the other.
    Version { urls: usize },
}

/// Gives operations that name no server the one of the pages, and moves those of a test system.
pub(super) fn settle_servers(
    context: &Context<'_>,
    pages: &[(SourceId, PageReading)],
    drafts: &mut [Draft<'_>],
) -> Vec<Moved> {
    if context.config.api.base_url.is_some() {
        return Vec::new();
    }
    let claims = pages.iter().flat_map(|(_, page)| &page.claims.claims);
    let servers: Vec<&ServerClaim> = claims
        .filter_map(|claim| match &claim.kind {
            ClaimKind::Server(server) => Some(server),
            _ => None,
        })
        .collect();
    let mut moved = Vec::new();
    if let Some(server) = most_named(&servers) {
        let version = base_version(context, pages, &servers, server);
        let base = version.as_ref().map_or(&server.url.value, |version| &version.to);
        let endpoints = drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut());
        for endpoint in endpoints.filter(|endpoint| endpoint.host.is_none()) {
            // A path may hold the base URL's own.
            endpoint.strip_prefix(&base[origin_of(base).len()..]);
            (endpoint.host, endpoint.joins) = (Some(base.clone()), false);
        }
        if let Some(version) = version {
            take_version(&version, &server.url.value, drafts);
            moved.push(version);
        }
    }
    moved.extend(leave_test_systems(context, &servers, drafts));
    moved
}

/// The server with the version that most URLs of the pages have, of several the newest, where the text says that
/// there is one and not which.
fn base_version(
    context: &Context<'_>,
    pages: &[(SourceId, PageReading)],
    servers: &[&ServerClaim],
    server: &ServerClaim,
) -> Option<Moved> {
    let base = &server.url.value;
    let (before, named) = servers.iter().find_map(|claim| {
        let before = claim.before_version.as_deref()?;
        let own = before.strip_suffix('v').unwrap_or(before).trim_end_matches('/');
        (base == own || base.starts_with(before)).then_some((before, claim.url.span))
    })?;
    let mut votes: BTreeMap<(Vec<u32>, &str), usize> = BTreeMap::new();
    let texts = pages.iter().map(|(id, _)| context.sources.get(*id).text.as_str());
    for version in
        texts.flat_map(|text| text.split(before).skip(1)).filter_map(|rest| leading_version(before, rest))
    {
        *votes.entry(version).or_default() += 1;
    }
    let ((_, version), urls) = votes.into_iter().max_by(|(a, of_a), (b, of_b)| (of_a, a).cmp(&(of_b, b)))?;
    let to = format!("{before}{version}");
    Some(Moved { from: base.clone(), to, spans: vec![named], named, why: Why::Version { urls } })
}

/// `10` of `10/lamps`, with its numbers: what a version is behind `/v`, or `v10` and `2026-04` behind `/`.
fn leading_version<'t>(before: &str, text: &'t str) -> Option<(Vec<u32>, &'t str)> {
    let end =
        text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(text.len());
    let version = text[..end].trim_end_matches(['.', '-']);
    let numbers = match version.strip_prefix('v') {
        _ if before.ends_with('v') => version,
        Some(numbers) => numbers,
        // A year alone may be anything.
        None => Some(version).filter(|date| date.contains('-'))?,
    };
    let numbers = numbers.split(['.', '-']).map(|number| number.parse().ok());
    Some((numbers.collect::<Option<Vec<u32>>>()?, version))
}

/// Operations that are shown at the base URL without its version take the one with it.
fn take_version(version: &Moved, base: &str, drafts: &mut [Draft<'_>]) {
    let endpoints = drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut());
    for endpoint in endpoints.filter(|endpoint| !endpoint.states_host) {
        let below = endpoint.below.as_deref().unwrap_or_default();
        if endpoint.host.as_ref().is_some_and(|host| format!("{host}{below}") == base) {
            (endpoint.host, endpoint.below) = (Some(version.to.clone()), None);
        }
    }
}

/// The server that is named most; one to test with only where there is no other.
fn most_named<'a>(servers: &[&'a ServerClaim]) -> Option<&'a ServerClaim> {
    let count = |url: &str| servers.iter().filter(|server| server.url.value == url).count();
    let rank = |server: &&&ServerClaim| (server.test, Reverse(count(&server.url.value)), server.url.span);
    servers.iter().min_by_key(rank).copied()
}

fn leave_test_systems(
    context: &Context<'_>,
    servers: &[&ServerClaim],
    drafts: &mut [Draft<'_>],
) -> Vec<Moved> {
    let is_test = |url: &str| {
        let named = servers.iter().find(|server| origin_of(&server.url.value) == origin_of(url));
        named.map_or_else(|| is_test_host(url), |server| server.test)
    };
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let mut stated: Option<(String, Span)> = None;
    for endpoint in drafts.iter().filter_map(|draft| draft.endpoint.as_ref()) {
        let Some(host) = &endpoint.host else { continue };
        *votes.entry(origin_of(host).to_owned()).or_default() += 1;
        if stated.is_none() && !is_test(host) {
            stated = Some((host.clone(), endpoint.span));
        }
    }
    let most =
        votes.iter().max_by_key(|(name, count)| (**count, Reverse(*name))).map(|(name, _)| name.clone());
    let of_site = context.sites.iter().filter_map(|site| site.base_url()).find(|url| !is_test(&url.value));
    let named = of_site.map(|url| (url.value.clone(), url.span));
    let named = named.or_else(|| {
        let counts: Vec<&ServerClaim> = servers.iter().filter(|server| !server.test).copied().collect();
        most_named(&counts).map(|server| (server.url.value.clone(), server.url.span))
    });
    let Some((to, place)) = named.or(stated) else { return Vec::new() };
    let mut moved: Vec<Moved> = Vec::new();
    for endpoint in drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut()) {
        let Some(host) = endpoint.host.clone().filter(|host| is_test(host)) else { continue };
        let of_most = most.as_deref() == Some(origin_of(&host));
        if !is_kin(&host, &to) || (!of_most && endpoint.states_host) {
            continue;
        }
        move_to(endpoint, servers, &to);
        match moved.iter_mut().find(|known| known.from == host) {
            Some(known) => known.spans.push(endpoint.span),
            None => {
                let (to, spans) = (to.clone(), vec![endpoint.span]);
                moved.push(Moved { from: host, to, spans, named: place, why: Why::Test })
            }
        }
    }
    moved
}

/// Puts an endpoint of a test system below another server: what the list of servers has for the one has the
/// other's place, and the path otherwise stays.
fn move_to(endpoint: &mut super::draft::Endpoint, servers: &[&ServerClaim], to: &str) {
    let host = endpoint.host.clone().unwrap_or_default();
    let below = endpoint.below.take().unwrap_or_default();
    let own = format!("{host}{below}");
    let listed = servers.iter().filter(|server| server.test).find(|server| {
        let full = format!("{own}{}", endpoint.path);
        full.strip_prefix(&server.url.value).is_some_and(|rest| rest.starts_with('/'))
    });
    let (from, below_from) = match listed {
        Some(server) if own.len() < server.url.value.len() => {
            endpoint.strip_prefix(&server.url.value[own.len()..]);
            (to.to_owned(), String::new())
        }
        Some(server) => (to.to_owned(), own[server.url.value.len()..].to_owned()),
        None if endpoint.joins => (to.to_owned(), String::new()),
        None => {
            let path = &own[origin_of(&own).len()..];
            (origin_of(to).to_owned(), path.to_owned())
        }
    };
    endpoint.host = Some(format!("{from}{below_from}"));
}

/// Whether two hosts are of one domain, or one is somebody's own machine.
fn is_kin(a: &str, b: &str) -> bool {
    let domain = |url: &str| {
        let host = origin_of(url).split_once("://").map_or("", |(_, host)| host);
        let host = host.split(':').next().unwrap_or_default();
        let labels: Vec<&str> = host.split('.').collect();
        labels[labels.len().saturating_sub(2)..].join(".")
    };
    let own = domain(a);
    own == domain(b) || !own.contains(|c: char| c.is_alphabetic()) || !own.contains('.')
}

#[cfg(test)]
mod tests {
    use super::leading_version;

    #[test]
    fn versions_behind_a_base_url() {
        let version = |before, text| leading_version(before, text).map(|(_, version)| version);
        assert_eq!(version("https://acme.dev/v", "10/lamps"), Some("10"));
        assert_eq!(version("https://acme.dev/v", "1.2\""), Some("1.2"));
        assert_eq!(version("https://acme.dev/", "v3/lamps"), Some("v3"));
        assert_eq!(version("https://acme.dev/", "2026-04.\n"), Some("2026-04"));
        assert_eq!(version("https://acme.dev/v", "{version}"), None);
        assert_eq!(version("https://acme.dev/", "lamps"), None);
        assert_eq!(version("https://acme.dev/", "2026/lamps"), None);
        assert!(leading_version("/v", "10/").unwrap() > leading_version("/v", "9/").unwrap());
    }
}
