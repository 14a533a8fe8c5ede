//! How the caller authenticates: what a setting says, what the page says or shows, what guides and the other
//! pages say.
//!
//! | counts for an operation, in order | |
//! |---|---|
//! | `auth` of its entry in docbind.toml | a page that says that it needs none; `auth` of the API there |
//! | its page: parameters, front matter, sentences | the settings of its site |
//! | its requests: headers, query, cookies | `shown` |
//! | other operations of its page | a guide ([`guides`]), then most pages of its folder ([`inherited`]) |
//!
//! Where nothing says anything, nothing is known, and the client sends what the application gives.

mod declared;
mod guides;
mod inherited;
mod shown;

pub(super) use declared::{
    AskedFor, credential, fields_on_authentication, says_whose_key, settle_credentials,
};
pub(super) use guides::{Guide, read_guides};
pub(super) use inherited::inherit_authentication;

use super::Context;
use super::draft::Draft;
use super::endpoint::request_examples;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{AuthClaim, ClaimKind, RequestExampleClaim};
use crate::dialect::{companion, read_together, scheme_of_header, stated_headers};
use crate::model::{AuthScheme, Location, Operation, SecurityRequirement};
use crate::site::{AuthMethod, SiteAuth};
use foldhash::{HashMap, HashMapExt as _};
pub(super) use shown::shown_schemes;
use shown::{shown_requirements, widest};
use std::collections::BTreeSet;

/// The ways to authenticate with an operation; `None` where neither its page nor its site says them. What its requests
/// show against what is said is another way, and a diagnostic.
pub(super) fn authentication(
    context: &Context<'_>,
    draft: &Draft<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<SecurityRequirement>> {
    if let Some(schemes) = &draft.settings.auth {
        return Some(schemes.clone());
    }
    if claims(draft).any(|claim| claim.none) {
        return Some(Vec::new());
    }
    if let Some(schemes) = &context.config.api.auth {
        return Some(schemes.clone());
    }
    let site = context.site_of(draft.file).and_then(|site| site.auth.as_ref()).map(|auth| &auth.value);
    let of_site = site.and_then(|auth| schemes_of(auth.method, auth.name.as_ref()));
    let shown = shown_requirements(draft);
    let mut said = settled(draft.credentials.clone());
    if let Some(auth) = stated(draft).filter(|_| said.is_empty()) {
        let header = auth.name.as_ref().or(site.and_then(|site| site.name.as_ref()));
        match schemes_of(auth.method, header) {
            Some(schemes) if schemes.is_empty() => return Some(schemes),
            schemes => said = schemes.unwrap_or_default(),
        }
    }
    if said.is_empty() {
        let sections = claims(draft).flat_map(|claim| claim.alternatives.iter().cloned());
        said = settled(sections.chain(in_sentences(draft)).collect());
    }
    if said.is_empty() {
        match &of_site {
            Some(schemes) if schemes.is_empty() && shown.is_empty() => return of_site,
            schemes => said = schemes.clone().unwrap_or_default(),
        }
    }
    // What a request shows and nothing else knows will do as well.
    let unknown: Vec<SecurityRequirement> =
        shown.iter().filter(|shown| !said.iter().any(|of| overlap(of, shown))).cloned().collect();
    diagnostics.extend(report_contradiction(draft, &said, &unknown));
    said.extend(unknown);
    let widened = said.into_iter().map(|of| completed(of, &shown));
    let settled = settled(widened.map(|of| with_header_of(of, of_site.iter().flatten())).collect());
    (!settled.is_empty()).then_some(settled)
}

/// The roles that the page names.
pub(super) fn roles(draft: &Draft<'_>) -> Vec<String> {
    let mut roles: Vec<String> = claims(draft).flat_map(|claim| claim.roles.iter().cloned()).collect();
    roles.dedup();
    roles
}

/// The ways to authenticate that the operations name; `None` where nothing is known of any.
pub(super) fn api_authentication(
    context: &Context<'_>,
    operations: &[Operation],
) -> Option<Vec<SecurityRequirement>> {
    if let Some(schemes) = &context.config.api.auth {
        return Some(schemes.clone());
    }
    let known: Vec<_> = operations.iter().filter_map(|o| o.authentication.as_ref()).collect();
    known.first()?;
    let all: BTreeSet<&SecurityRequirement> = known.into_iter().flatten().collect();
    Some(all.into_iter().cloned().collect())
}

fn claims<'a>(draft: &Draft<'a>) -> impl Iterator<Item = &'a AuthClaim> {
    let claims = draft.find(|kind| match kind {
        ClaimKind::Authentication(claim) => Some(claim),
        _ => None,
    });
    claims.map(|(claim, _)| claim)
}

/// Headers that the running text states as they are sent: "Send `Authorization: Token KEY`."
fn in_sentences(draft: &Draft<'_>) -> impl Iterator<Item = SecurityRequirement> {
    let texts = draft.find(|kind| match kind {
        ClaimKind::Description(text) | ClaimKind::Remark(text) => Some(&text.markdown),
        _ => None,
    });
    texts.flat_map(|(text, _)| read_together(stated_headers(text)))
}

/// What the front matter of the page says.
fn stated<'a>(draft: &Draft<'a>) -> Option<&'a SiteAuth> {
    let mut methods = draft.find(|kind| match kind {
        ClaimKind::AuthMethod(auth) => Some(auth),
        _ => None,
    });
    methods.next().map(|(auth, _)| auth)
}

/// A key without the name of its header is left to what the page shows.
fn schemes_of(method: AuthMethod, header: Option<&String>) -> Option<Vec<SecurityRequirement>> {
    Some(match (method, header) {
        (AuthMethod::Bearer, _) => vec![AuthScheme::Bearer.into()],
        (AuthMethod::Basic, _) => vec![AuthScheme::Basic.into()],
        (AuthMethod::None, _) => Vec::new(),
        (AuthMethod::Key, Some(name)) => vec![AuthScheme::key(Location::Header, name).into()],
        (AuthMethod::Key, None) => return None,
    })
}

/// Whether a scheme goes into the `Authorization` header.
fn is_standard(scheme: &AuthScheme) -> bool {
    match scheme {
        AuthScheme::Bearer | AuthScheme::Basic => true,
        AuthScheme::ApiKey { location, name, .. } => {
            *location == Location::Header && name.eq_ignore_ascii_case("authorization")
        }
    }
}

/// The `Authorization` header, of which nothing says what stands in it.
fn is_bare(scheme: &AuthScheme) -> bool {
    is_standard(scheme) && matches!(scheme, AuthScheme::ApiKey { prefix, .. } if prefix.is_empty())
}

/// Whether one says no other than the other: a scheme of both, or an `Authorization` header that one of them leaves
/// open.
fn overlap(one: &SecurityRequirement, other: &SecurityRequirement) -> bool {
    let (own, others) = (standard(one), standard(other));
    one.schemes.intersection(&other.schemes).next().is_some()
        || matches!((own, others), (Some(own), Some(other)) if is_bare(own) || is_bare(other))
}

/// What of a requirement goes into the `Authorization` header.
fn standard(of: &SecurityRequirement) -> Option<&AuthScheme> {
    of.schemes.iter().find(|scheme| is_standard(scheme))
}

/// Requests whose `Authorization` header holds another scheme than is said.
fn report_contradiction(
    draft: &Draft<'_>,
    said: &[SecurityRequirement],
    shown: &[SecurityRequirement],
) -> Option<Diagnostic> {
    let own = said.iter().find(|of| standard(of).is_some())?;
    let other = shown.iter().find_map(standard)?;
    let examples = request_examples(draft);
    let shows = |example: &&&RequestExampleClaim| {
        example.headers.iter().any(|(name, value)| scheme_of_header(name, value) == *other)
    };
    let place = examples.iter().find(shows).map_or(draft.span(), |example| example.url.span);
    let message = format!("this request authenticates by {other}, and what is said is {own}");
    Some(
        Diagnostic::at(&rule::AUTHENTICATION_CONTRADICTION, place, message)
            .related(draft.span(), "the operation is stated here")
            .note("the client has both, and the application chooses")
            .help("say one of them on the page and in its requests")
            .help_in_settings("`auth` under `[api]` in docbind.toml settles it"),
    )
}

/// A requirement with what requests show beside it, and with what they show in its `Authorization` header.
fn completed(of: SecurityRequirement, shown: &[SecurityRequirement]) -> SecurityRequirement {
    let of = with_header_of(of, shown.iter());
    match shown.iter().find(|shown| shown.schemes.is_superset(&of.schemes)) {
        Some(shown) if !of.schemes.is_empty() => shown.clone(),
        _ => of,
    }
}

/// A requirement with what others say of the `Authorization` header, where it does not.
fn with_header_of<'a>(
    of: SecurityRequirement,
    others: impl Iterator<Item = &'a SecurityRequirement>,
) -> SecurityRequirement {
    let Some(bare) = of.schemes.iter().find(|scheme| is_bare(scheme)) else { return of };
    let mut others = others.flat_map(|other| &other.schemes);
    let Some(said) = others.find(|scheme| is_standard(scheme) && !is_bare(scheme)) else { return of };
    let bare = bare.clone();
    of.schemes.into_iter().map(|scheme| if scheme == bare { said.clone() } else { scheme }).collect()
}

/// Alternatives without what contradicts itself: two schemes for one header exclude each other, keys of one name
/// belong together, and what is part of another is that.
fn settled(found: Vec<SecurityRequirement>) -> Vec<SecurityRequirement> {
    let mut apart: Vec<SecurityRequirement> = Vec::new();
    for of in found {
        let standard: Vec<AuthScheme> =
            of.schemes.iter().filter(|scheme| is_standard(scheme)).cloned().collect();
        match standard.len() {
            0 | 1 => apart.push(of),
            _ => apart.extend(standard.iter().map(|kept| {
                let own = |scheme: &&AuthScheme| !is_standard(scheme) || *scheme == kept;
                of.schemes.iter().filter(own).cloned().collect()
            })),
        }
    }
    let all = apart.clone();
    let headers = apart.into_iter().map(|of| with_header_of(of, all.iter()));
    let optional = all.iter().any(|of| of.schemes.is_empty());
    let mut settled = widest(join_companions(headers.collect()).into_iter());
    settled.extend(optional.then(SecurityRequirement::default));
    settled
}

/// Lone keys of one name, such as `X-App-Key` and `X-App-Secret`, are sent together.
fn join_companions(found: Vec<SecurityRequirement>) -> Vec<SecurityRequirement> {
    let mut joined: Vec<SecurityRequirement> = Vec::new();
    // By what the names have in common: the first places of two words by which they differ. One of them is another
    // word than that of the next name.
    let mut places: HashMap<Vec<String>, Vec<(usize, String)>> = HashMap::new();
    for of in found {
        let names: Vec<_> = of.schemes.iter().filter_map(header_of_key).filter_map(companion).collect();
        let known = match names.as_slice() {
            [(common, last)] if of.schemes.len() == 1 => {
                let known = places.get(common).into_iter().flatten().filter(|(_, other)| other != last);
                known.map(|(at, _)| *at).min()
            }
            _ => None,
        };
        let at = known.unwrap_or(joined.len());
        match known {
            Some(at) => joined[at].schemes.extend(of.schemes),
            None => joined.push(of),
        }
        for (common, last) in names {
            let places = places.entry(common).or_default();
            match places.iter_mut().find(|(_, known)| *known == last) {
                Some((first, _)) => *first = (*first).min(at),
                None => places.push((at, last)),
            }
            places.sort_unstable();
            places.truncate(2);
        }
    }
    joined
}

/// The header that a key is sent in.
fn header_of_key(scheme: &AuthScheme) -> Option<&str> {
    match scheme {
        AuthScheme::ApiKey { location: Location::Header, name, .. } => Some(name),
        _ => None,
    }
}
