//! The OpenAPI part of an exported page: ```` ````yaml post /tickets ````.

use super::Reader;
use super::top::read_endpoint;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, EndpointClaim};
use crate::dialect::openapi;
use crate::document::{Fence, parse_yaml};
use crate::source::{Span, Spanned};

/// Claims what a block of code says that holds such a part; false for any other. Where the page has fields of
/// its own, they count, and the part gives no more than verb and URL.
pub(super) fn read_excerpt(reader: &mut Reader, fence: &Fence, span: Span) -> bool {
    let Some(mut endpoint) = stated_endpoint(fence, span) else { return false };
    let (method, path) = (endpoint.method.value, endpoint.url.value.clone());
    let tree = parse_yaml(&fence.code, &fence.map, reader.source);
    let read = match &tree {
        Ok(tree) => openapi::read_excerpt(tree, method.as_str(), &path)
            .ok_or_else(|| Spanned::new(format!("it does not have `{} {path}`", method.as_str()), span)),
        Err(why) => Err(why.clone()),
    };
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            report_unreadable(reader, &why);
            reader.claim_endpoint(endpoint, span);
            return true;
        }
    };
    if let Some(server) = read.server.filter(|_| path.starts_with('/')) {
        endpoint.url.value.insert_str(0, &server);
    }
    let has = |test: fn(&ClaimKind) -> bool| reader.claims.iter().any(|claim| test(&claim.kind));
    let fields = has(|kind| matches!(kind, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }));
    let described = has(|kind| matches!(kind, ClaimKind::Summary(_) | ClaimKind::Description(_)));
    endpoint.elsewhere = fields || read.claims.is_empty();
    reader.claim_endpoint(endpoint, span);
    if fields {
        return true;
    }
    if reader.title.is_none() && !read.summary.is_empty() {
        reader.title = Some(read.summary.clone());
        reader.claim(ClaimKind::Title(read.summary), span);
    }
    if let Some(text) = read.description.filter(|_| !described) {
        let at = text.span;
        reader.claim(ClaimKind::Description(text), at);
    }
    reader.claims.extend(read.claims.into_iter().map(|(kind, span)| Claim { operation: 0, kind, span }));
    true
}

/// Verb and path, as such a block is called; `None` for any other.
pub(super) fn stated_endpoint(fence: &Fence, span: Span) -> Option<EndpointClaim> {
    let code = fence.code.trim_start();
    let is_excerpt = ["openapi:", "swagger:", "paths:"].iter().any(|key| code.starts_with(key));
    if !is_excerpt || fence.title.is_empty() {
        return None;
    }
    read_endpoint(&Spanned::new(fence.title.clone(), span), true)
}

fn report_unreadable(reader: &mut Reader, why: &Spanned<String>) {
    let message = format!("the OpenAPI part of this page cannot be read: {}", why.value);
    reader.diagnostics.push(
        Diagnostic::at(&rule::INVALID_EXCERPT, why.span, message)
            .note("no more than verb and path was taken from it")
            .help("save the page again, whole"),
    );
}
