//! The OpenAPI part of an exported page: ```` ````yaml post /tickets ````. See `openapi::exported`.

use super::Reader;
use crate::dialect::claims::{Claim, ClaimKind, EndpointClaim};
use crate::dialect::openapi;
use crate::document::{Fence, Text};
use crate::source::Span;

/// Claims what a block of code says that holds such a part; false for any other.
pub(super) fn read_excerpt(reader: &mut Reader<'_>, fence: &Fence, span: Span) -> bool {
    let Some(found) = openapi::read_excerpt(fence, span, &mut reader.last_document) else { return false };
    reader.diagnostics.extend(found.problem);
    // What is wrong with it was said.
    reader.sound_json.insert(fence.code_span);
    match found.endpoint {
        Some(endpoint) => reader.claim_part_endpoint(endpoint, span),
        None => reader.claim(ClaimKind::Webhook(found.webhook), span),
    }
    if let Some(read) = found.read {
        claim_parts(reader, read, span);
    }
    true
}

/// The endpoint of a block of code that holds such a part: none where that is about a webhook.
pub(in crate::dialect) fn part_endpoint(fence: &Fence, span: Span) -> Option<Option<EndpointClaim>> {
    openapi::stated_endpoint(fence, span)
}

impl Reader<'_> {
    /// Once more, where the page states it elsewhere, an endpoint says nothing new.
    fn claim_part_endpoint(&mut self, endpoint: EndpointClaim, span: Span) {
        let counts = self.outline.statements.iter().any(|of| of.item == self.at);
        self.claim(if counts { ClaimKind::Endpoint(endpoint) } else { ClaimKind::Chrome }, span);
    }
}

fn claim_parts(reader: &mut Reader<'_>, read: openapi::Claims, span: Span) {
    if reader.title.is_none() && !read.summary.is_empty() {
        reader.title = Some(read.summary.clone());
        reader.claim(ClaimKind::Title(read.summary), span);
    }
    if let Some(id) = read.id {
        reader.claim(ClaimKind::OperationId(id.value), id.span);
    }
    reader.diagnostics.extend(read.over_budget.map(openapi::report_over_budget));
    let operation = reader.operation();
    let is_description = |claim: &Claim| {
        claim.operation == operation
            && matches!(claim.kind, ClaimKind::Summary(_) | ClaimKind::Description(_))
    };
    match read.description {
        Some(text) if reader.claims.iter().any(is_description) => join_summary(reader, &text),
        Some(text) => reader.claim(ClaimKind::Description(text.clone()), text.span),
        None => {}
    }
    reader.diagnostics.extend(read.dangling.iter().map(openapi::report_dangling));
    read.claims.into_iter().for_each(|(kind, span)| reader.claim(kind, span));
}

/// The exporter makes a summary of the first paragraph of a description, and prose of the others: they are one.
fn join_summary(reader: &mut Reader<'_>, description: &Text) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole = letters(&description.plain);
    let operation = reader.operation();
    for claim in reader.claims.iter_mut().filter(|claim| claim.operation == operation) {
        if let ClaimKind::Summary(text) = &claim.kind
            && whole.starts_with(&letters(&text.plain))
        {
            claim.kind = ClaimKind::Description(text.clone());
        }
    }
}

/// Whether a block of code holds a part of an OpenAPI document.
pub(super) fn is_part(fence: &Fence) -> bool {
    openapi::is_excerpt(fence)
}
