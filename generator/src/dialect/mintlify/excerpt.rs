//! The OpenAPI part of an exported page: ```` ````yaml post /tickets ````.

use super::Reader;
use super::top::read_endpoint;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, EndpointClaim};
use crate::dialect::openapi;
use crate::document::{Fence, Text, parse_yaml};
use crate::source::{Span, Spanned};

/// Claims what a block of code says that holds such a part; false for any other. Where the page has fields of
/// its own, they count, and the part gives no more than verb and URL.
pub(super) fn read_excerpt(reader: &mut Reader<'_>, fence: &Fence, span: Span) -> bool {
    if let Some(name) = stated_webhook(fence) {
        let read = parse_yaml(&fence.code, &fence.map, span.source)
            .and_then(|tree| openapi::read_webhook(&tree, name).ok_or_else(|| missing(name, span)));
        reader.claim(ClaimKind::Webhook, span);
        match read {
            Ok(read) => claim_parts(reader, read, span),
            Err(why) => report_unreadable(reader, &why),
        }
        return true;
    }
    let Some(mut endpoint) = stated_endpoint(fence, span) else { return false };
    let (verb, path) = (endpoint.method.value.as_str(), endpoint.url.value.clone());
    let read = parse_yaml(&fence.code, &fence.map, span.source).and_then(|tree| {
        let called = || format!("{verb} {path}");
        openapi::read_excerpt(&tree, verb, &path).ok_or_else(|| missing(&called(), span))
    });
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            report_unreadable(reader, &why);
            reader.claim_part_endpoint(endpoint, span);
            return true;
        }
    };
    if let Some(server) = read.server.as_ref().filter(|_| path.starts_with('/')) {
        endpoint.url.value.insert_str(0, server);
    }
    let fields = reader.claims.parameter.or(reader.claims.answer).is_some();
    endpoint.elsewhere = fields || read.claims.is_empty();
    reader.claim_part_endpoint(endpoint, span);
    if !fields {
        claim_parts(reader, read, span);
    }
    true
}

/// The endpoint of a block of code that holds such a part: none where that is about a webhook.
pub(in crate::dialect) fn part_endpoint(fence: &Fence, span: Span) -> Option<Option<EndpointClaim>> {
    match stated_webhook(fence) {
        Some(_) => Some(None),
        None => stated_endpoint(fence, span).map(Some),
    }
}

impl Reader<'_> {
    /// Once more, where the page states it elsewhere, an endpoint says nothing new.
    fn claim_part_endpoint(&mut self, endpoint: EndpointClaim, span: Span) {
        let counts = self.outline.statements.iter().any(|of| of.item == self.at);
        self.claim(if counts { ClaimKind::Endpoint(endpoint) } else { ClaimKind::Chrome }, span);
    }
}

fn missing(called: &str, span: Span) -> Spanned<String> {
    Spanned::new(format!("it does not have `{called}`"), span)
}

fn claim_parts(reader: &mut Reader<'_>, read: openapi::Claims, span: Span) {
    if reader.title.is_none() && !read.summary.is_empty() {
        reader.title = Some(read.summary.clone());
        reader.claim(ClaimKind::Title(read.summary), span);
    }
    reader.diagnostics.extend(read.over_budget.map(|place| {
        Diagnostic::at(&rule::OVER_BUDGET, place, "schemas are nested too deep here, or are too many")
            .note("this one and those behind it are any value")
    }));
    let is_description =
        |claim: &Claim| matches!(claim.kind, ClaimKind::Summary(_) | ClaimKind::Description(_));
    match read.description {
        Some(text) if reader.claims.iter().any(is_description) => join_summary(reader, &text),
        Some(text) => reader.claim(ClaimKind::Description(text.clone()), text.span),
        None => {}
    }
    for target in &read.dangling {
        let message = format!("this part of an OpenAPI document does not have `{}`", target.value);
        reader.diagnostics.push(
            Diagnostic::at(&rule::DANGLING_REFERENCE, target.span, message).note(
                "what refers to it takes any value, or is left out where it is a parameter or an answer",
            ),
        );
    }
    read.claims.into_iter().for_each(|(kind, span)| reader.claim(kind, span));
}

/// The exporter makes a summary of the first paragraph of a description, and prose of the others: they are one.
fn join_summary(reader: &mut Reader<'_>, description: &Text) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole = letters(&description.plain);
    for claim in reader.claims.iter_mut() {
        if let ClaimKind::Summary(text) = &claim.kind
            && whole.starts_with(&letters(&text.plain))
        {
            claim.kind = ClaimKind::Description(text.clone());
        }
    }
}

/// Verb and path, as such a block is called; `None` for any other.
fn stated_endpoint(fence: &Fence, span: Span) -> Option<EndpointClaim> {
    let title = Spanned::new(fence.title.clone(), span);
    is_part(fence).then(|| read_endpoint(&title, true)).flatten()
}

/// ```` ````yaml webhook ticket.closed ````
fn stated_webhook(fence: &Fence) -> Option<&str> {
    let (word, name) = fence.title.split_once(' ')?;
    (word.eq_ignore_ascii_case("webhook") && is_part(fence)).then_some(name.trim())
}

/// Whether a block of code holds a part of an OpenAPI document and says of what.
pub(super) fn is_part(fence: &Fence) -> bool {
    let code = fence.code.trim_start();
    !fence.title.is_empty() && ["openapi:", "swagger:", "paths:"].iter().any(|key| code.starts_with(key))
}

fn report_unreadable(reader: &mut Reader<'_>, why: &Spanned<String>) {
    let message = format!("the OpenAPI part of this page cannot be read: {}", why.value);
    reader.diagnostics.push(
        Diagnostic::at(&rule::INVALID_EXCERPT, why.span, message)
            .note("no more than verb and path was taken from it")
            .help("save the page again, whole"),
    );
}
