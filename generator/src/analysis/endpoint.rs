//! Pass: verb, host and path template of each operation.

use super::Context;
use super::draft::{Draft, Endpoint};
use super::example_value::is_example_value;
use super::shown_path::{calls, ends_with, shown_path};
use super::stated_query::{StatedQuery, read_query};
use super::url::{UrlParts, repair_colon, same_shape, split_url};
use super::values_in_path::{name_capitals, name_example_values};
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::dialect::claims::{ClaimKind, EndpointClaim, ParameterLocation, RequestExampleClaim};
use crate::dialect::path_template::{Marks, parse_template, read_template};
use crate::model::{Method, PathTemplate};
use crate::site::{is_test_host, leading_host};
use crate::source::Spanned;
use std::borrow::Cow;

/// Settles verb and path: stated outright, or else from an example request.
pub(super) fn resolve_endpoint(context: &Context<'_>, draft: &mut Draft<'_>) {
    let stated = draft.claims.iter().find_map(|claim| match &claim.kind {
        ClaimKind::Endpoint(endpoint) if claim.operation > 0 || draft.variant.is_none() => Some(endpoint),
        _ => None,
    });
    let examples = request_examples(draft);
    let (method, url) = match (stated, examples.first()) {
        (Some(EndpointClaim { method, url, .. }), _) => (*method, url.clone()),
        (None, Some(example)) => {
            let example = examples.iter().find(|other| is_copy(example, other)).unwrap_or(example);
            (example.method, example.url.clone())
        }
        (None, None) => match endpoint_in_prose(draft) {
            Some(found) => found,
            None => return,
        },
    };
    let mut parts = split_url(&url.value);
    let states_host = stated.is_some() && parts.host.is_some();
    // A relative path: the site says what it is below, or else an example knows the host.
    let of_site = context.site_of(draft.file).and_then(|site| site.base_url());
    parts.host = parts.host.or_else(|| of_site.map(|url| url.value.as_str().into()));
    let repaired = repair_colon(&parts.path);
    let declared = declared_parameters(draft, |location| location == ParameterLocation::Path);
    let template = read_template(repaired.as_deref().unwrap_or(&parts.path), &declared);
    let stated_query = match stated {
        Some(_) => {
            let declared = declared_parameters(draft, |location| location != ParameterLocation::Header);
            read_query(parts.query, method.value, &template.marks.query, &declared)
        }
        None => StatedQuery::default(),
    };
    let marks = template.marks;
    let path = match stated {
        Some(stated) if !stated.shown => name_capitals(&template.path),
        _ => name_example_values(&template.path, &declared),
    };
    let span = method.span.to(url.span);
    let UrlParts { host, query, without_scheme, .. } = parts;
    let shown = || {
        let shown = |test: bool| {
            let of = examples.iter().filter(move |example| is_test_host(&example.url.value) == test);
            of.filter_map(|example| shown_base_of(&whole_url(example), &path, &marks)).collect::<Vec<_>>()
        };
        let mut all: Vec<(String, Option<String>)> = shown(false).into_iter().chain(shown(true)).collect();
        // One that fits says more.
        let fits = all.iter().position(|(_, below)| below.is_some()).unwrap_or(0);
        (!all.is_empty()).then(|| all.swap_remove(fits))
    };
    let (host, below, joins) = match host {
        Some(host) => (Some(host.into_owned()), None, false),
        None => match shown() {
            Some((host, below)) => (Some(host), below.clone(), below.is_none()),
            None => (None, None, true),
        },
    };
    let query = query.to_owned();
    let stated = stated.is_some();
    let method = method.value;
    draft.endpoint = Some(Endpoint {
        method,
        host,
        below,
        path,
        query,
        stated_query,
        marks,
        without_scheme,
        states_host,
        joins,
        span,
        stated,
    });
}

/// Whether a request is the same as one of a test system, at the system that counts.
fn is_copy(example: &RequestExampleClaim, other: &RequestExampleClaim) -> bool {
    let same_path = || same_shape(&shown_path(&example.url.value), &shown_path(&other.url.value));
    is_test_host(&example.url.value)
        && !is_test_host(&other.url.value)
        && other.method.value == example.method.value
        && split_url(&other.url.value).host.is_some()
        && same_path()
}

/// What exporters write where a description names no server: the host of nobody (RFC 2606).
const NOBODY: [&str; 2] = ["https://api.example.com", "https://example.com"];

/// What an example puts before a path: the host, and what is the same for all calls, such as `/api/v1`; `None`
/// where the example does not fit the path.
fn shown_base(url: &str, path: &PathTemplate) -> Option<(String, Option<String>)> {
    let host = split_url(url).host.filter(|host| !NOBODY.contains(&host.as_ref()))?;
    let shown = shown_path(url).to_string();
    let segments = path.to_string().matches('/').count();
    let prefix = shown.rmatch_indices('/').nth(segments.checked_sub(1)?).map_or("", |(at, _)| &shown[..at]);
    let is_fixed = !prefix.split('/').any(is_example_value);
    let is_base = is_fixed && (prefix.is_empty() || ends_with(&parse_template(&shown), path));
    let fits = is_base && (!prefix.is_empty() || same_shape(&parse_template(&shown), path));
    Some((host.into_owned(), fits.then(|| prefix.to_owned())))
}

/// The URL of a request, with the host that an HTTP message names in a header of its own.
fn whole_url(example: &RequestExampleClaim) -> Cow<'_, str> {
    let url = &example.url.value;
    let host = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"));
    let host = host.map(|(_, host)| host.trim()).filter(|host| {
        url.starts_with('/') && leading_host(&format!("{host}/")).is_some_and(|end| end == host.len())
    });
    host.map_or(Cow::Borrowed(url), |host| Cow::Owned(format!("https://{host}{url}")))
}

/// The same, also of an example that leaves out what may be left out.
fn shown_base_of(url: &str, path: &PathTemplate, marks: &Marks) -> Option<(String, Option<String>)> {
    let whole = shown_base(url, path)?;
    let is_optional = |(_, name): (char, &str)| marks.optional.iter().any(|optional| optional == name);
    let shorter = path.without_end().filter(|_| whole.1.is_none() && path.end().is_some_and(is_optional));
    shorter.and_then(|shorter| shown_base(url, &shorter)).or(Some(whole))
}

/// Reports holes of the host (`https://{region}.acme.example`) that the page does not explain.
fn report_host_variables(draft: &Draft<'_>, endpoint: &Endpoint, diagnostics: &mut Vec<Diagnostic>) {
    let declared = declared_parameters(draft, |location| location == ParameterLocation::Path);
    let host = endpoint.host.as_deref().unwrap_or_default();
    let holes = host.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    for name in holes.filter(|name| !declared.iter().any(|known| known == name)) {
        diagnostics.push(
            Diagnostic::at(
                &rule::UNDECLARED_PATH_PARAMETER,
                endpoint.span,
                format!("the page does not say what `{{{name}}}` in the host is"),
            )
            .help("say it in the text or in a field, or name the host")
            .help_in_settings("`base-url` under `[api]` in docbind.toml names the host"),
        );
    }
}

/// Reports what an example says of verb and path, unless a setting settled it.
pub(super) fn check_endpoint(draft: &Draft<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(endpoint) = &draft.endpoint else { return };
    report_host_variables(draft, endpoint, diagnostics);
    let examples = request_examples(draft);
    report_repaired(draft, endpoint, diagnostics);
    report_spelling(endpoint, diagnostics);
    if endpoint.stated {
        return report_contradictions(draft, endpoint, &examples, diagnostics);
    }
    if draft.settings.path.is_some() {
        return;
    }
    let (verb, path) = (endpoint.method.as_str(), &endpoint.path);
    let message = format!("the page states no verb and path; taken: {verb} {path}");
    let place = examples.first().map_or(endpoint.span, |example| example.url.span);
    diagnostics.push(Diagnostic::at(&rule::ENDPOINT_FROM_EXAMPLE, place, message).label("from this request"));
}

/// The request examples: the operation's own before the page's, hand-written before generated.
pub(super) fn request_examples<'a>(draft: &Draft<'a>) -> Vec<&'a RequestExampleClaim> {
    let mut examples = examples_of_block(draft);
    if !draft.beside.is_empty() {
        let path = |of: &EndpointClaim| parse_template(&split_url(&of.url.value).path);
        let own = draft.claims.iter().find_map(|claim| match &claim.kind {
            ClaimKind::Endpoint(stated) => Some(path(stated)),
            _ => None,
        });
        let others: Vec<PathTemplate> = draft.beside.iter().map(|of| path(of)).collect();
        examples.retain(|example| !is_of_another(own.as_ref(), &others, example));
    }
    examples
}

/// The same with those of the endpoints that are stated in one block with this one: what is said of all of them is
/// sent alike.
pub(super) fn examples_of_block<'a>(draft: &Draft<'a>) -> Vec<&'a RequestExampleClaim> {
    let mut found: Vec<(u32, &RequestExampleClaim)> = draft
        .claims
        .iter()
        .filter_map(|claim| match &claim.kind {
            ClaimKind::RequestExample(example) => Some((claim.operation, example)),
            _ => None,
        })
        .collect();
    if draft.variant.is_some() && found.iter().any(|(operation, _)| *operation > 0) {
        found.retain(|(operation, _)| *operation > 0);
    }
    found.retain(|(_, example)| !example.aside || is_of(draft, example));
    // A page that states no operation may call several.
    if let Some(endpoint) = draft.endpoint.as_ref().filter(|endpoint| !endpoint.stated) {
        found.retain(|(_, example)| {
            example.method.value == endpoint.method
                && calls(draft, &endpoint.path, &shown_path(&example.url.value))
        });
    }
    found.sort_by_key(|(_, example)| example.generated);
    found.into_iter().map(|(_, example)| example).collect()
}

/// Whether a request calls another one of the endpoints that are stated with this one.
fn is_of_another(own: Option<&PathTemplate>, others: &[PathTemplate], example: &RequestExampleClaim) -> bool {
    let shown = shown_path(&example.url.value);
    let fits =
        |path: &PathTemplate| same_shape(path, &shown) || ends_with(path, &shown) || ends_with(&shown, path);
    !own.is_some_and(fits) && others.iter().any(fits)
}

/// Whether a request under a heading of its own is one of the operation, and not of a related one.
fn is_of(draft: &Draft<'_>, example: &RequestExampleClaim) -> bool {
    let stated = draft.claims.iter().find_map(|claim| match &claim.kind {
        ClaimKind::Endpoint(stated) => Some(stated),
        _ => None,
    });
    stated.is_none_or(|stated| {
        let path = split_url(&stated.url.value).path;
        let path = parse_template(repair_colon(&path).as_deref().unwrap_or(&path));
        stated.method.value == example.method.value || calls(draft, &path, &shown_path(&example.url.value))
    })
}

/// A verb and a path in a sentence of the operation's own section: "`GET /api/x/{id}`".
fn endpoint_in_prose(draft: &Draft<'_>) -> Option<(Spanned<Method>, Spanned<String>)> {
    draft.claims.iter().find_map(|claim| {
        let text = match &claim.kind {
            ClaimKind::Description(text) | ClaimKind::Remark(text) if claim.operation > 0 => text,
            _ => return None,
        };
        let words: Vec<&str> = text.plain.split_whitespace().collect();
        words.windows(2).find_map(|pair| {
            let method =
                Method::parse(pair[0]).filter(|_| pair[0].bytes().all(|b| b.is_ascii_uppercase()))?;
            let url = pair[1].trim_end_matches(['.', ',', ';']);
            url.starts_with('/')
                .then(|| (Spanned::new(method, text.span), Spanned::new(url.to_owned(), text.span)))
        })
    })
}

/// The names of the declared parameters of those places.
fn declared_parameters(draft: &Draft<'_>, at: fn(ParameterLocation) -> bool) -> Vec<String> {
    let names = draft.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::Parameter { location, field } if at(*location) => Some(field.name.value.clone()),
        _ => None,
    });
    names.collect()
}

/// A path whose colon stands on the wrong side of the slash.
fn report_repaired(draft: &Draft<'_>, endpoint: &Endpoint, diagnostics: &mut Vec<Diagnostic>) {
    let stated = draft.find(|kind| match kind {
        ClaimKind::Endpoint(claim) => Some(&claim.url),
        _ => None,
    });
    let broken = stated.map(|(url, _)| url).find(|url| repair_colon(&split_url(&url.value).path).is_some());
    if let Some(url) = broken.filter(|_| draft.settings.path.is_none()) {
        let message = "a colon before the slash";
        diagnostics.push(
            Diagnostic::at(&rule::BROKEN_PATH, url.span, message)
                .label("the name of a parameter follows, without its colon")
                .note(format!("the path was taken to be `{}`", endpoint.path))
                .help("write the colon behind the slash, or the name in braces")
                .suggest(path_as_read(endpoint)),
        );
    }
}

/// The setting that says the path as it was taken.
fn path_as_read(endpoint: &Endpoint) -> Option<Suggestion> {
    Suggestion::operation("path", &endpoint.path.to_string())
}

/// What is not sent just as the endpoint spells it.
fn report_spelling(endpoint: &Endpoint, diagnostics: &mut Vec<Diagnostic>) {
    let span = endpoint.span;
    for (name, own) in &endpoint.marks.repeated {
        let message = format!("`{name}` stands twice in the path");
        diagnostics.push(
            Diagnostic::at(&rule::PLACEHOLDER_FORM, span, message)
                .note(format!("the second became a parameter of its own, `{own}`"))
                .help("give each placeholder a name of its own")
                .help_in_settings("`path` under `[[operations]]` in docbind.toml names them")
                .suggest(path_as_read(endpoint)),
        );
    }
    let last = endpoint.path.end().map(|(_, name)| name);
    for name in endpoint.marks.optional.iter().filter(|name| Some(name.as_str()) != last) {
        let message = format!("`{name}` may be left out of the path");
        diagnostics.push(
            Diagnostic::at(&rule::PLACEHOLDER_FORM, span, message)
                .note("the client always sends it")
                .help("state the shorter path as an operation of its own")
                .suggest(path_as_read(endpoint)),
        );
    }
    if endpoint.without_scheme {
        let host = endpoint.host.as_deref().unwrap_or_default();
        diagnostics.push(
            Diagnostic::at(
                &rule::PLACEHOLDER_FORM,
                span,
                format!("a host without a scheme; taken: `{host}`"),
            )
            .help("write the URL with `https://`")
            .help_in_settings("`base-url` under `[api]` in docbind.toml names it"),
        );
    }
    for fixed in &endpoint.stated_query.fixed {
        diagnostics.push(
            Diagnostic::at(&rule::FIXED_QUERY, span, format!("`{fixed}` is sent with each call"))
                .note("the endpoint states it, and no parameter of that name is declared")
                .help("declare the parameter if callers choose its value"),
        );
    }
}

fn report_contradictions(
    draft: &Draft<'_>,
    endpoint: &Endpoint,
    examples: &[&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(example) = examples.iter().find(|e| !e.generated) else { return };
    let Endpoint { method, path, span, .. } = endpoint;
    let shown = shown_path(&example.url.value);
    let other_verb = example.method.value != *method && draft.settings.method.is_none();
    let other_path = draft.settings.path.is_none() && !calls(draft, path, &shown);
    let (stated_verb, shown_verb) = (method.as_str(), example.method.value.as_str());
    let (place, message) = match (other_verb, other_path) {
        (false, false) => return,
        (true, false) => {
            (example.method.span, format!("the example sends {shown_verb}, the page says {stated_verb}"))
        }
        (false, true) => (example.url.span, format!("the example calls `{shown}`, the page says `{path}`")),
        (true, true) => {
            let message =
                format!("the example calls `{shown_verb} {shown}`, the page says `{stated_verb} {path}`");
            (example.url.span, message)
        }
    };
    diagnostics.push(
        Diagnostic::at(&rule::ENDPOINT_CONTRADICTION, place, message)
            .related(*span, "stated here")
            .note("what the page states was taken: it beats what an example shows"),
    );
}
