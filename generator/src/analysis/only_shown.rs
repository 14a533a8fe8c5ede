//! Pass: guides that only show a call of an operation that another page states.
//!
//! A source page states its endpoint in its front matter, a tag or its text. One that has no more than a command shows a
//! call in passing: where another page states the operation, what that one says holds, and the guide adds nothing but
//! its requests (`elsewhere`).

use super::draft::Draft;
use super::shown_path::{calls, shown_path};
use super::url::same_shape;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, ParameterLocation};

/// Drops the drafts of such guides, which is said.
pub(super) fn drop_shown(drafts: &mut Vec<Draft<'_>>, diagnostics: &mut Vec<Diagnostic>) {
    let stated: Vec<usize> = (0..drafts.len())
        .filter(|at| drafts[*at].endpoint.as_ref().is_some_and(|endpoint| endpoint.stated))
        .collect();
    let owner = |draft: &Draft<'_>| {
        let endpoint = draft.endpoint.as_ref().filter(|of| draft.is_source && !of.stated)?;
        let path = shown_path(&endpoint.path.to_string());
        // What names statuses describes an operation of its own, where the path is not the whole of the other one's.
        let describes = draft.claims.iter().any(|claim| matches!(claim.kind, ClaimKind::Status { .. }));
        stated.iter().copied().find(|at| {
            let other = &drafts[*at];
            other
                .endpoint
                .as_ref()
                .filter(|of| !describes || same_shape(&of.path, &path))
                .is_some_and(|of| of.method == endpoint.method && calls(other, &of.path, &path))
        })
    };
    let owners: Vec<Option<usize>> = drafts.iter().map(owner).collect();
    for (draft, owner) in drafts.iter().zip(&owners) {
        let Some(owner) = owner.map(|at| &drafts[at]) else { continue };
        diagnostics.push(
            Diagnostic::at(&rule::UNITED_PAGES, draft.span(), "this page only shows a call of an operation")
                .related(owner.span(), "described here")
                .note("no operation was made of it"),
        );
    }
    for (at, owner) in owners.iter().enumerate() {
        if let Some(owner) = owner.filter(|owner| shows_nothing(&drafts[*owner])) {
            let requests: Vec<_> =
                drafts[at].claims.iter().copied().filter(|claim| is_request(claim)).collect();
            drafts[owner].claims.extend(requests);
        }
    }
    let mut owners = owners.into_iter();
    drafts.retain(|_| owners.next().flatten().is_none());
}

/// Whether a page neither lists nor shows what is sent: then a guide's request does.
fn shows_nothing(draft: &Draft<'_>) -> bool {
    !draft.claims.iter().any(|claim| {
        is_request(claim)
            || matches!(claim.kind, ClaimKind::Parameter { location: ParameterLocation::Body, .. })
    })
}

fn is_request(claim: &Claim) -> bool {
    matches!(&claim.kind, ClaimKind::RequestExample(request) if !request.generated)
}
