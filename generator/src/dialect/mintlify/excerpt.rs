//! The OpenAPI part of an exported page: ```` ````yaml post /tickets ````. See `openapi::excerpt`.

use super::Reader;
use crate::dialect::claims::{Claim, ClaimKind};
use crate::dialect::openapi::{self, Part};
use crate::document::{Fence, Text};
use crate::source::Span;

/// Claims what a block of code says that holds such a part; false for any other. Fields that the page itself has come
/// first, and count.
pub(super) fn read_excerpt(reader: &mut Reader, fence: &Fence, span: Span) -> bool {
    let Some(found) = openapi::read_excerpt(fence, span, reader.source) else { return false };
    reader.diagnostics.extend(found.problems);
    // What is wrong with it was said.
    reader.sound_json.insert(fence.code_span);
    drop_label(reader);
    let several = found.parts.len() > 1;
    for part in found.parts {
        head_part(reader, &part, several);
        claim_part(reader, part);
    }
    true
}

/// A heading that only says what kind of block follows.
fn drop_label(reader: &mut Reader) {
    let is_label = |title: &str| {
        let lower = title.to_ascii_lowercase();
        ["openapi", "swagger"].iter().any(|name| lower.starts_with(name))
    };
    if let Some(claim) = reader.claims.last_mut()
        && matches!(&claim.kind, ClaimKind::Section { title, .. } if is_label(title))
    {
        claim.kind = ClaimKind::Chrome;
    }
}

/// The heading of an operation: where one of several has none, what it is called stands for it. Where the page has one
/// operation under a heading that calls it as the document does, that is its title.
fn head_part(reader: &mut Reader, part: &Part, several: bool) {
    let summary = part.read.as_ref().map_or("", |read| read.summary.trim());
    let endpoint = reader.claims.endpoint;
    let from = endpoint.map_or(0, |at| at + 1);
    let heading =
        reader.claims[from..].iter().rposition(|claim| matches!(claim.kind, ClaimKind::Section { .. }));
    if (several || endpoint.is_some()) && heading.is_none() && !summary.is_empty() {
        let level = reader.section_level.saturating_add(1).max(2);
        reader.claim(ClaimKind::Section { level, title: summary.to_owned() }, part.span);
    }
    if several || endpoint.is_some() {
        return restore_title(reader);
    }
    let Some(at) = heading else { return };
    let is_called = match &reader.claims[from + at].kind {
        ClaimKind::Section { title, .. } => title.trim() == summary || states(title, part),
        _ => false,
    };
    if is_called
        && !summary.is_empty()
        && reader.title.as_deref().is_some_and(|title| title.trim() != summary)
    {
        for claim in reader.claims.iter_mut() {
            if let ClaimKind::Title(title) = &claim.kind {
                claim.kind = ClaimKind::Section { level: 1, title: title.clone() };
            }
        }
        reader.claim(ClaimKind::Title(summary.to_owned()), part.span);
    }
}

/// Whether a text is verb and path of a part, as a heading or a line writes them.
fn states(text: &str, part: &Part) -> bool {
    let Some(endpoint) = &part.endpoint else { return false };
    let mut words = text.split_whitespace().map(|word| word.trim_matches('`'));
    let verb = words.next().is_some_and(|word| word.eq_ignore_ascii_case(endpoint.method.value.as_str()));
    let url = words.next().is_some_and(|url| url.contains('/') && endpoint.url.value.ends_with(url));
    verb && url && words.next().is_none()
}

/// Lines of the exporter's own above the document: verb and path, and where the page was.
fn drop_lines(reader: &mut Reader, from: usize, part: &Part) {
    let is_address = |text: &str| {
        let url = text.trim().strip_prefix("Reference: ").or(text.trim().strip_prefix("Source: "));
        url.is_some_and(|url| url.starts_with("http") && !url.contains(char::is_whitespace))
    };
    for claim in &mut reader.claims[from..] {
        if let ClaimKind::Description(text) = &claim.kind
            && (is_address(&text.plain) || states(&text.plain, part))
        {
            claim.kind = ClaimKind::Chrome;
        }
    }
}

/// Of several operations none has the title of the page.
fn restore_title(reader: &mut Reader) {
    let title = reader.title.clone();
    let is_first = |claim: &Claim| matches!(&claim.kind, ClaimKind::Section { level: 1, title: of } if Some(of) == title.as_ref());
    let is_other = |claim: &Claim| matches!(&claim.kind, ClaimKind::Title(of) if Some(of) != title.as_ref());
    let (Some(first), Some(other)) =
        (reader.claims.iter().position(is_first), reader.claims.iter().position(is_other))
    else {
        return;
    };
    reader.claims[first].kind = ClaimKind::Title(title.unwrap_or_default());
    reader.claims[other].kind = ClaimKind::Chrome;
}

fn claim_part(reader: &mut Reader, part: Part) {
    let from = reader.claims.endpoint.map_or(0, |at| at + 1);
    drop_lines(reader, from, &part);
    let Part { endpoint, span, read } = part;
    match endpoint {
        Some(endpoint) => reader.claim_endpoint(endpoint, span),
        None => reader.claim(ClaimKind::Webhook, span),
    }
    let Some(read) = read else { return };
    if reader.title.is_none() && !read.summary.is_empty() {
        reader.title = Some(read.summary.clone());
        reader.claim(ClaimKind::Title(read.summary), span);
    }
    if let Some(id) = read.id {
        reader.claim(ClaimKind::OperationId(id.value), id.span);
    }
    reader.diagnostics.extend(read.over_budget.map(openapi::report_over_budget));
    let is_description =
        |claim: &Claim| matches!(claim.kind, ClaimKind::Summary(_) | ClaimKind::Description(_));
    match read.description {
        Some(text) if reader.claims[from..].iter().any(is_description) => join_summary(reader, from, &text),
        Some(text) => reader.claim(ClaimKind::Description(text.clone()), text.span),
        None => {}
    }
    reader.diagnostics.extend(read.dangling.iter().map(openapi::report_dangling));
    read.claims.into_iter().for_each(|(kind, span)| reader.claims.push(Claim { operation: 0, kind, span }));
}

/// The exporter makes a summary of the first paragraph of a description, and prose of the others: they are one.
fn join_summary(reader: &mut Reader, from: usize, description: &Text) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole = letters(&description.plain);
    for claim in &mut reader.claims[from..] {
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
