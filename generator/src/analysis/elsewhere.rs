//! Requests that other pages than an operation's own show of it: guides say by them how lists and objects are written.

use super::draft::Draft;
use super::shown_path::{calls, shown_path};
use super::url::split_url;
use crate::dialect::PageReading;
use crate::dialect::claims::{ClaimKind, RequestExampleClaim};
use crate::model::PathPart;
use crate::source::SourceId;
use foldhash::{HashMap, HashMapExt as _};

/// Gives requests with a query or a form to the operations of other pages that they call, where they call none of
/// their own page.
pub(super) fn find_elsewhere<'a>(pages: &'a [(SourceId, PageReading)], drafts: &mut [Draft<'a>]) {
    let mut by_page: HashMap<SourceId, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        by_page.entry(draft.span().source).or_default().push(at);
    }
    for (id, page) in pages {
        let own = by_page.get(id).map_or(&[][..], Vec::as_slice);
        let requests = page.claims.claims.iter().filter_map(|claim| match &claim.kind {
            ClaimKind::RequestExample(request) if !request.generated && writes_names(request) => {
                Some(request)
            }
            _ => None,
        });
        for request in requests {
            give(own, request, drafts);
        }
    }
}

/// `own` are the operations of the page that shows the request.
fn give<'a>(own: &[usize], request: &'a RequestExampleClaim, drafts: &mut [Draft<'a>]) {
    let path = shown_path(&request.url.value);
    let url = split_url(&request.url.value).path;
    let is_of = |draft: &Draft<'_>| {
        draft.endpoint.as_ref().is_some_and(|endpoint| {
            let longest = endpoint.path.parts.iter().filter_map(|part| match part {
                PathPart::Literal(text) => Some(text.trim_end_matches('/')),
                PathPart::Parameter(_) => None,
            });
            endpoint.method == request.method.value
                && longest.max_by_key(|text| text.len()).is_some_and(|text| url.contains(text))
                && calls(draft, &endpoint.path, &path)
        })
    };
    // Most requests are of their own page: what is asked of all operations grows with the square of the pages.
    if own.iter().any(|at| is_of(&drafts[*at])) {
        return;
    }
    let found: Vec<usize> = (0..drafts.len()).filter(|at| is_of(&drafts[*at])).collect();
    let holes = |at: &usize| drafts[*at].endpoint.iter().flat_map(|of| of.path.parameters()).count();
    let fewest = found.iter().map(holes).min();
    for at in found.into_iter().filter(|at| Some(holes(at)) == fewest).collect::<Vec<_>>() {
        drafts[at].elsewhere.push(request);
    }
}

/// Whether a request has names in a query or a form.
fn writes_names(request: &RequestExampleClaim) -> bool {
    let in_body =
        request.json.is_none() && request.body.as_ref().is_some_and(|body| body.value.contains('='));
    in_body || request.url.value.contains('?')
}
