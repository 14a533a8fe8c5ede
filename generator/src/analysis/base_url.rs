//! Pass: the API's base URL, and what is left of the paths.
//!
//! `base-url` in docbind.toml beats all. Otherwise an operation has the host that its page states, or
//! the base URL of its documentation site, or the host of an example; the one that most operations have
//! is the API's, and the others keep theirs.

use super::Context;
use super::draft::{Draft, Endpoint};
use super::url::split_url;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::PathPart;
use crate::source::Span;
use std::collections::BTreeMap;

/// Settles the base URL. An operation that has it takes it as its host, and its path begins below it.
pub(super) fn resolve_base_url(context: &Context<'_>, drafts: &mut [Draft<'_>]) -> Option<String> {
    let hosts = named_origins(drafts.iter());
    // The most named, and of those the first by name: a set order whatever the order of pages.
    let most = hosts.iter().max_by_key(|(name, spans)| (spans.len(), std::cmp::Reverse((*name).clone())));
    let most = most.map(|(name, _)| name.clone());
    let base = match &context.config.api.base_url {
        Some(base) => base.value.trim_end_matches('/').to_owned(),
        None => match below_origin(drafts, most.as_ref()?) {
            Some(below) => {
                // The paths are below it already.
                let base = format!("{}{below}", most?);
                let of_origin =
                    |endpoint: &&mut Endpoint| endpoint.below.is_some() || endpoint.host.is_none();
                let endpoints = drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut());
                endpoints.filter(of_origin).for_each(|endpoint| endpoint.host = Some(base.clone()));
                return Some(base);
            }
            None => common_base(drafts, most.as_ref()?),
        },
    };
    let by_setting = context.config.api.base_url.is_some();
    for endpoint in drafts.iter_mut().filter_map(|draft| draft.endpoint.as_mut()) {
        let is_most = |host: &str| by_setting && Some(origin_of(host)) == most.as_deref();
        let moved = endpoint.host.as_deref().is_none_or(is_most);
        take_base(endpoint, &base, moved);
    }
    Some(base)
}

/// Says what pages and sites name beside the base URL, where no setting settles it.
pub(super) fn report_base_urls(
    context: &Context<'_>,
    drafts: &[Draft<'_>],
    base: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if context.config.api.base_url.is_some() {
        return;
    }
    let open = |draft: &&Draft<'_>| draft.settings.base_url.is_none() && !draft.settings.skip;
    let hosts = named_origins(drafts.iter().filter(open));
    match base.map(origin_of) {
        Some(origin) if hosts.contains_key(origin) => {
            report_other_hosts(origin, &hosts, diagnostics);
            report_site_urls(context, origin, &hosts, diagnostics);
        }
        None if drafts.iter().any(|draft| open(&draft)) => diagnostics.push(
            Diagnostic::general(&rule::NO_BASE_URL, "no page says the API's base URL")
                .note("the generated client has none: its user must set one")
                .help_in_settings("add `base-url = \"https://…\"` under `[api]` in docbind.toml"),
        ),
        _ => {}
    }
}

/// `https://host` of `https://host/v1`.
fn origin_of(url: &str) -> &str {
    split_url(url).host.unwrap_or(url)
}

/// The origins that the operations name, with the places where they are named.
fn named_origins<'d>(drafts: impl Iterator<Item = &'d Draft<'d>>) -> BTreeMap<String, Vec<Span>> {
    let mut origins: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for endpoint in drafts.filter_map(|draft| draft.endpoint.as_ref()) {
        if let Some(host) = &endpoint.host {
            origins.entry(origin_of(host).to_owned()).or_default().push(endpoint.span);
        }
    }
    origins
}

/// What all examples put between that origin and the paths that pages state, where no page states more.
fn below_origin(drafts: &[Draft<'_>], origin: &str) -> Option<String> {
    let endpoints = drafts.iter().filter_map(|draft| draft.endpoint.as_ref());
    let mut all = endpoints.filter(|endpoint| endpoint.host.is_some()).map(|endpoint| {
        let host = endpoint.host.as_deref().filter(|host| *host == origin);
        host.and(endpoint.below.as_deref())
    });
    let first = all.next()?.filter(|below| !below.is_empty())?;
    all.all(|below| below == Some(first)).then(|| first.to_owned())
}

/// The longest base URL of that origin that a site gives and that all its operations are below; or else
/// the origin.
fn common_base(drafts: &[Draft<'_>], origin: &str) -> String {
    let of_origin = || {
        let endpoints = drafts.iter().filter_map(|draft| draft.endpoint.as_ref());
        let hosts = endpoints.filter_map(|endpoint| Some((endpoint, endpoint.host.as_deref()?)));
        hosts.filter(|(_, host)| origin_of(host) == origin)
    };
    let is_below = |base: &str| {
        of_origin().all(|(endpoint, host)| {
            let full = format!("{host}{}", endpoint.path);
            full.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let mut bases: Vec<&str> = of_origin().map(|(_, host)| host).collect();
    bases.sort_by_key(|base| (std::cmp::Reverse(base.len()), *base));
    bases.into_iter().find(|base| is_below(base)).unwrap_or(origin).to_owned()
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
    for (host, spans) in hosts.iter().filter(|(host, _)| host.as_str() != base) {
        let count = hosts[base].len();
        diagnostics.push(
            Diagnostic::at(&rule::SEVERAL_HOSTS, spans[0], format!("`{host}` is not the host of most pages"))
                .related(hosts[base][0], format!("`{base}` is: {count} operations"))
                .note(format!("operations that name another host ({} with this one) keep it", spans.len()))
                .help_in_settings("set `base-url` under `[api]` in docbind.toml if one host is meant"),
        );
    }
}

/// Says which base URLs of a site are not used: those of a host that no page names, and all but the first.
fn report_site_urls(
    context: &Context<'_>,
    origin: &str,
    hosts: &BTreeMap<String, Vec<Span>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for site in context.sites {
        let Some(first) = site.base_url() else { continue };
        if !hosts.contains_key(origin_of(&first.value)) {
            diagnostics.push(
                Diagnostic::at(
                    &rule::SEVERAL_HOSTS,
                    first.span,
                    format!("no page is about `{}`", first.value),
                )
                .related(hosts[origin][0], format!("the pages name `{origin}`"))
                .note("what a page states beats the settings of its site"),
            );
        }
        if let [_, others @ ..] = site.base_urls.as_slice()
            && let Some(second) = others.first()
        {
            let message = format!("the site names {} base URLs", site.base_urls.len());
            diagnostics.push(
                Diagnostic::at(&rule::SEVERAL_HOSTS, second.span, message)
                    .related(first.span, "the first was taken")
                    .help_in_settings("set `base-url` under `[api]` in docbind.toml for another"),
            );
        }
    }
}
