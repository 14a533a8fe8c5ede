//! Whether the page stops in the middle.
//!
//! A whole page reaches its answers and ends with a closed example, a closed command, or a
//! sentence. Everything else was cut off.

use crate::dialect::claims::{Claim, ClaimKind};
use crate::dialect::prose::stops_in_sentence;
use crate::dialect::section::SectionKind;
use crate::document::{Block, BlockKind};
use crate::source::Spanned;

/// Where the page stops in the middle of something, and of what.
pub(super) fn find_early_end(
    claims: &[Claim],
    blocks: &[Block],
    section: SectionKind,
) -> Option<Spanned<String>> {
    let last = blocks.last()?;
    let early = |what: &str| Some(Spanned::new(what.to_owned(), last.span));
    if !is_endpoint_page(claims) {
        return match &last.kind {
            BlockKind::Fence(fence) if !fence.closed => early("inside a code block"),
            BlockKind::Paragraph(text) if stops_in_sentence(&text.plain) => {
                early("in the middle of a sentence")
            }
            _ => None,
        };
    }
    match &last.kind {
        BlockKind::Fence(fence) if !fence.closed => return early("inside a code block"),
        BlockKind::Heading { .. } => return early("with nothing under its last heading"),
        _ => {}
    }
    let reached_answers = claims.iter().any(|c| {
        matches!(
            c.kind,
            ClaimKind::Status { .. } | ClaimKind::ResponseField { .. } | ClaimKind::ResponseProse { .. }
        ) && !matches!(section, SectionKind::Parameters(_) | SectionKind::Enums | SectionKind::Intro)
    });
    let last_claim = claims.last().map(|c| &c.kind);
    match last_claim {
        _ if !reached_answers => early("before it describes any answer"),
        Some(ClaimKind::ResponseField { .. }) if section != SectionKind::Errors => {
            early("in a list of fields, before the example that follows such a list")
        }
        Some(ClaimKind::Example(_) | ClaimKind::RequestExample(_)) => None,
        _ if ends_like_a_sentence(&last.kind) => None,
        _ => early("in the middle of a sentence"),
    }
}

fn is_endpoint_page(claims: &[Claim]) -> bool {
    claims.iter().any(|c| {
        matches!(
            c.kind,
            ClaimKind::Endpoint(_)
                | ClaimKind::Skeleton(_)
                | ClaimKind::Parameter { .. }
                | ClaimKind::ResponseField { .. }
        )
    })
}

fn ends_like_a_sentence(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph(text) => text.plain.trim_end().ends_with(['.', '!', '?', ')']),
        BlockKind::Fence(fence) => fence.closed,
        _ => true,
    }
}
