//! Pass: the API's base URL, and what is left of the paths.
//!
//! `base-url` in docbind.toml beats all. Otherwise operations **vote**: one that states or shows its base URL
//! (`https://host/v1` for `/things`) votes for that; one that states a whole URL votes for the base URL that it is
//! below, or else for the host alone. The base URL with the most votes is the API's. Operations below it take it;
//! any other keeps its own and is reported. A path whose page says nothing of a host, or nothing that fits, is
//! below the base URL. A page whose own requests go there, and not to the host that it states, follows them.
//!
//! Systems to test with do not vote where the pages name the one that counts: see `servers`.

use super::Context;
use super::draft::{Draft, Endpoint};
use super::endpoint::request_examples;
use super::servers::{Moved, Why};
use super::shown_path::shows_path;
use super::url::split_url;
use crate::diagnostic::{Diagnostic, Suggestion, quoted, rule};
use crate::model::PathPart;
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many operations get a setting of their own, for a base URL that is not that of most.
const MOST_APART: usize = 8;

/// Settles the base URL. An operation that has it takes it as its host, and its path begins below it.
pub(super) fn resolve_base_url(
    context: &Context<'_>,
    drafts: &mut [Draft<'_>],
    moved: &mut Vec<Moved>,
) -> Option<String> {
    for endpoint in drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut()) {
        // From here on a path is below its host.
        if let (Some(host), Some(below)) = (&mut endpoint.host, &endpoint.below) {
            host.push_str(below);
        }
    }
    let most = most_named(drafts);
    let (base, by_setting) = match &context.config.api.base_url {
        Some(base) => (base.value.trim_end_matches('/').to_owned(), true),
        None => (elect(drafts, most.as_ref()?), false),
    };
    for draft in drafts.iter_mut().filter(|_| !by_setting) {
        if let Some(place) = shown_at(draft, &base)
            && let Some(endpoint) = &mut draft.endpoint
        {
            let from = endpoint.host.clone().unwrap_or_default();
            let (to, spans) = (base.clone(), vec![endpoint.span]);
            moved.push(Moved { from, to, spans, named: place, why: Why::Requests });
            take_base(endpoint, &base, true);
        }
    }
    if !by_setting {
        join_siblings(drafts, &base);
    }
    for endpoint in drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut()) {
        let own = endpoint.host.as_deref().map(origin_of);
        let is_most = own.is_some() && own == most.as_deref();
        let joins = endpoint.joins && (own == Some(origin_of(&base)) || is_most);
        take_base(endpoint, &base, own.is_none() || joins || (by_setting && is_most));
    }
    Some(base)
}

/// Says what pages and sites name beside the base URL, where no setting settles it.
pub(super) fn report_base_urls(
    context: &Context<'_>,
    drafts: &[Draft<'_>],
    base: Option<&str>,
    moved: &[Moved],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if context.config.api.base_url.is_some() {
        return;
    }
    let open = |draft: &&Draft<'_>| draft.settings.base_url.is_none() && !draft.settings.skip;
    let hosts = named_hosts(drafts.iter().filter(open), origin_of);
    match base {
        Some(base) if hosts.contains_key(origin_of(base)) => {
            report_other_hosts(base, &hosts, diagnostics);
            report_other_bases(base, drafts, diagnostics);
            report_site_urls(context, base, &hosts, diagnostics);
        }
        None if drafts.iter().any(|draft| open(&draft)) => diagnostics.push(
            Diagnostic::general(&rule::NO_BASE_URL, "no page says the API's base URL")
                .note("the generated client has none: its user must set one")
                .help_in_settings("add `base-url = \"https://…\"` under `[api]` in docbind.toml"),
        ),
        _ => {}
    }
    diagnostics.extend(moved.iter().map(|of| report_moved(of).suggest(base.and_then(as_setting))));
}

/// The setting that says the base URL as it was taken.
fn as_setting(base: &str) -> Option<Suggestion> {
    quoted(base).map(|base| Suggestion::api("base-url", base))
}

fn report_moved(Moved { from, to, spans, named, why }: &Moved) -> Diagnostic {
    let diagnostic = match why {
        Why::Test => {
            let message = format!("`{from}` is a system to test with");
            Diagnostic::at(&rule::OTHER_BASE_URL, spans[0], message)
                .related(*named, format!("`{to}` is named here"))
                .note(format!("calls go to `{to}` ({} operations)", spans.len()))
        }
        Why::Requests => {
            let message = format!("`{from}` is stated, and the page's own request goes elsewhere");
            Diagnostic::at(&rule::OTHER_BASE_URL, spans[0], message)
                .related(*named, "this request")
                .note(format!("calls go to `{to}`, as those of most pages do"))
        }
        Why::Version { urls } => {
            Diagnostic::at(&rule::BASE_URL_VERSION, *named, "the base URL leaves its version open")
                .note(format!("calls go to `{to}`, as {urls} URLs of the pages do"))
        }
    };
    diagnostic.help_in_settings("set `base-url` under `[api]` in docbind.toml for another")
}

/// `https://host` of `https://host/v1`.
pub(super) fn origin_of(url: &str) -> &str {
    let Some(scheme) = url.find("://") else { return url };
    let end = url[scheme + 3..].find('/');
    end.map_or(url, |at| &url[..scheme + 3 + at])
}

fn endpoints<'d>(drafts: &'d [Draft<'_>]) -> impl Iterator<Item = (&'d Endpoint, &'d str)> {
    let all = drafts.iter().filter_map(|draft| draft.endpoint.as_ref());
    all.filter_map(|endpoint| Some((endpoint, endpoint.host.as_deref()?)))
}

/// The hosts that operations name, by `key`, with the places where they are named.
fn named_hosts<'d>(
    drafts: impl Iterator<Item = &'d Draft<'d>>,
    key: fn(&str) -> &str,
) -> BTreeMap<String, Vec<Span>> {
    let mut hosts: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for endpoint in drafts.filter_map(|draft| draft.endpoint.as_ref()) {
        if let Some(host) = &endpoint.host {
            hosts.entry(key(host).to_owned()).or_default().push(endpoint.span);
        }
    }
    hosts
}

/// The origin that most operations name, and of those the first by name: a set order whatever that of pages.
fn most_named(drafts: &[Draft<'_>]) -> Option<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, host) in endpoints(drafts) {
        *votes.entry(origin_of(host)).or_default() += 1;
    }
    votes.into_iter().max_by_key(|(name, count)| (*count, Reverse(*name))).map(|(name, _)| name.to_owned())
}

/// The base URL of that origin with the most votes; of several the shortest, so that the fewest are apart.
fn elect(drafts: &[Draft<'_>], origin: &str) -> String {
    let voters = || endpoints(drafts).filter(|(of, host)| !of.joins && origin_of(host) == origin);
    let mut votes: BTreeMap<&str, usize> = BTreeMap::from([(origin, 0)]);
    for (_, host) in voters().filter(|(_, host)| *host != origin) {
        *votes.entry(host).or_default() += 1;
    }
    let whole: Vec<String> =
        voters().filter(|(_, host)| *host == origin).map(|(of, host)| format!("{host}{}", of.path)).collect();
    for url in whole {
        let below = |base: &&&str| url.strip_prefix(**base).is_some_and(|rest| rest.starts_with('/'));
        let deepest = votes.keys().filter(below).max_by_key(|base| base.len()).copied();
        *votes.entry(deepest.unwrap_or(origin)).or_default() += 1;
    }
    let most = votes.into_iter().max_by_key(|(base, count)| (*count, Reverse(base.len()), Reverse(*base)));
    most.map_or(origin, |(base, _)| base).to_owned()
}

/// Where a page that states another host shows its operation below the base URL, and none of its requests goes to the
/// host that it states.
fn shown_at(draft: &Draft<'_>, base: &str) -> Option<Span> {
    let endpoint = draft.endpoint.as_ref().filter(|endpoint| endpoint.states_host)?;
    let (own, origin) = (origin_of(endpoint.host.as_deref()?), origin_of(base));
    let path = endpoint.path.to_string();
    let is_below = path.strip_prefix(&base[origin.len()..]).is_some_and(|rest| rest.starts_with('/'));
    if own == origin || !is_below {
        return None;
    }
    let examples = request_examples(draft);
    let urls = || examples.iter().map(|example| &example.url);
    if urls().any(|url| origin_of(&url.value) == own) {
        return None;
    }
    let mut shown = urls().filter(|url| origin_of(&url.value) == origin && shows_path(&url.value, &path));
    shown.next().map(|url| url.span)
}

/// A path that is stated alone and has a version of its own (`/api/loyalty/v1/coupons`) is where other pages show the
/// paths that begin like it, if all of these are beside the base URL.
fn join_siblings(drafts: &mut [Draft<'_>], base: &str) {
    let mut hosts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let shown = endpoints(drafts).filter(|(of, host)| !of.joins && origin_of(host) == origin_of(base));
    for (endpoint, host) in shown {
        if let Some(start) = versioned(&endpoint.path.to_string()) {
            let known = hosts.entry(start.to_owned()).or_default();
            if !known.iter().any(|known| known == host) {
                known.push(host.to_owned());
            }
        }
    }
    let endpoints = drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut());
    for endpoint in endpoints.filter(|endpoint| endpoint.host.is_none() || endpoint.joins) {
        let path = endpoint.path.to_string();
        if let Some([host]) = versioned(&path).and_then(|start| hosts.get(start)).map(Vec::as_slice)
            && host != base
        {
            endpoint.host = Some(host.clone());
            endpoint.joins = false;
        }
    }
}

/// The beginning of a path up to its version: `/api/loyalty/v1` of `/api/loyalty/v1/coupons/{id}`.
fn versioned(path: &str) -> Option<&str> {
    let literal = &path[..path.find('{').unwrap_or(path.len())];
    let is_version = |segment: &str| {
        let digits = segment.strip_prefix(['v', 'V']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let mut end = 0;
    for segment in literal.split_inclusive('/') {
        end += segment.len();
        if is_version(segment.trim_end_matches('/')) {
            return Some(path[..end].trim_end_matches('/'));
        }
    }
    None
}

/// Makes `base` the operation's host and its path one below it, where that is so. With `moved` the
/// operation is there whatever host it names.
fn take_base(endpoint: &mut Endpoint, base: &str, moved: bool) {
    let own = endpoint.host.as_deref().unwrap_or_default();
    let (own, wanted) = (split_url(own), split_url(base));
    if !moved && own.host != wanted.host {
        return;
    }
    let prefix = wanted.path.trim_end_matches('/');
    let mut path = endpoint.path.clone();
    let from = own.path.trim_end_matches('/');
    match path.parts.first_mut() {
        Some(PathPart::Literal(first)) => first.insert_str(0, from),
        _ => path.parts.insert(0, PathPart::Literal(format!("{from}/"))),
    }
    let below = match path.parts.first_mut() {
        Some(PathPart::Literal(first)) => match first.strip_prefix(prefix).filter(|r| r.starts_with('/')) {
            Some(rest) => {
                *first = rest.to_owned();
                true
            }
            None => false,
        },
        _ => false,
    };
    if below || moved {
        endpoint.path = path;
        endpoint.host = Some(base.to_owned());
    }
}

fn report_other_hosts(base: &str, hosts: &BTreeMap<String, Vec<Span>>, diagnostics: &mut Vec<Diagnostic>) {
    let (suggested, base) = (as_setting(base), origin_of(base));
    for (host, spans) in hosts.iter().filter(|(host, _)| host.as_str() != base) {
        let count = hosts[base].len();
        diagnostics.push(
            Diagnostic::at(&rule::SEVERAL_HOSTS, spans[0], format!("`{host}` is not the host of most pages"))
                .related(hosts[base][0], format!("`{base}` is: {count} operations"))
                .note(format!("operations that name another host ({} with this one) keep it", spans.len()))
                .help_in_settings("set `base-url` under `[api]` in docbind.toml if one host is meant")
                .suggest(suggested.clone()),
        );
    }
}

/// The operations of the same host that are not below the base URL.
fn report_other_bases(base: &str, drafts: &[Draft<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let open = |draft: &&Draft<'_>| draft.settings.base_url.is_none() && !draft.settings.skip;
    let of_origin = named_hosts(drafts.iter().filter(open), |host| host);
    let Some(first) = of_origin.get(base) else { return };
    let others = of_origin.iter().filter(|(host, _)| *host != base && origin_of(host) == origin_of(base));
    for (host, spans) in others {
        diagnostics.push(
            Diagnostic::at(
                &rule::OTHER_BASE_URL,
                spans[0],
                format!("`{host}` is not the base URL of most pages"),
            )
            .related(first[0], format!("`{base}` is: {} operations", first.len()))
            .note(format!("operations that are not below it ({} with this one) keep their own", spans.len()))
            .help_in_settings("set `base-url` under `[api]` in docbind.toml if one is meant")
            .suggest(own_base(host, drafts)),
        );
    }
}

/// The settings that say the base URL of operations which are not below that of most; none where there are many.
fn own_base(host: &str, drafts: &[Draft<'_>]) -> Vec<Suggestion> {
    let is_there = |draft: &&Draft<'_>| {
        draft.endpoint.as_ref().is_some_and(|endpoint| endpoint.host.as_deref() == Some(host))
    };
    let there: Vec<&Draft<'_>> = drafts.iter().filter(is_there).collect();
    if there.len() > MOST_APART {
        return Vec::new();
    }
    let own =
        there.iter().filter_map(|draft| Some(Suggestion::operation("base-url", host)?.of(draft.selector())));
    own.collect()
}

/// Says which base URLs of a site are not used: those of a host that no page names, and all but one.
fn report_site_urls(
    context: &Context<'_>,
    base: &str,
    hosts: &BTreeMap<String, Vec<Span>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let origin = origin_of(base);
    for site in context.sites {
        let Some(taken) = site.base_url() else { continue };
        if !hosts.contains_key(origin_of(&taken.value)) {
            diagnostics.push(
                Diagnostic::at(
                    &rule::SEVERAL_HOSTS,
                    taken.span,
                    format!("no page is about `{}`", taken.value),
                )
                .related(hosts[origin][0], format!("the pages name `{origin}`"))
                .note("what a page states beats the settings of its site")
                .suggest(as_setting(base)),
            );
        }
        if let Some(other) = site.base_urls.iter().find(|url| url.span != taken.span) {
            let message = format!("the site names {} base URLs", site.base_urls.len());
            let which =
                if other.span.start < taken.span.start { "the first for production" } else { "the first" };
            diagnostics.push(
                Diagnostic::at(&rule::SEVERAL_HOSTS, other.span, message)
                    .related(taken.span, format!("{which} was taken"))
                    .help_in_settings("set `base-url` under `[api]` in docbind.toml for another")
                    .suggest(as_setting(base)),
            );
        }
    }
}
