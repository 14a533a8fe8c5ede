//! Which claim was read from which block: nothing of an endpoint page is dropped in silence.

use super::claims::{Claim, ClaimKind, PageClaims};
use crate::document::{Block, BlockKind, Document};
use crate::source::Span;

/// A block with the claims that were read from it.
#[derive(Clone, Debug)]
pub struct BlockReading<'a> {
    /// The block.
    pub block: &'a Block,
    /// The claims, in order; empty for a block that was not understood, and for one that belongs to a claim above.
    pub claims: Vec<&'a Claim>,
    /// Whether it belongs to what was read from a block above: a line of a field.
    pub continues: bool,
}

/// Goes through the blocks of a page, into those that are only frames, and finds the claims of each.
pub fn cover_blocks<'a>(document: &'a Document, claims: &'a PageClaims) -> Vec<BlockReading<'a>> {
    let mut sorted: Vec<&Claim> = claims.claims.iter().filter(|c| c.span.source == claims.source).collect();
    sorted.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
    let mut out = Vec::new();
    for block in &document.blocks {
        cover_block(block, &sorted, &mut out);
    }
    out
}

fn cover_block<'a>(block: &'a Block, claims: &[&'a Claim], out: &mut Vec<BlockReading<'a>>) {
    let first = claims.partition_point(|c| c.span.start < block.span.start);
    let inside = claims[first..].iter().take_while(|c| c.span.start < block.span.end);
    let inside: Vec<&Claim> = inside.copied().filter(|c| block.span.contains(c.span)).collect();
    let whole = inside.iter().any(|c| c.span == block.span);
    let reach = claims.partition_point(|c| c.span.start <= block.span.start);
    let is_covered = || claims[..reach].iter().rev().any(|c| covers(c, block.span));
    // What was read from this block and from those below it.
    let begins = |claim: &&&Claim| claim.span.start == block.span.start && claim.span.end > block.span.end;
    let begun: Vec<&Claim> = claims[first..reach].iter().filter(begins).copied().collect();
    match children(block) {
        Some(children) if !whole && !children.is_empty() => {
            children.iter().for_each(|child| cover_block(child, &inside, out));
        }
        _ if inside.is_empty() && begun.is_empty() && is_covered() => {
            out.push(BlockReading { block, claims: Vec::new(), continues: true });
        }
        _ => {
            let claims = begun.into_iter().chain(inside).collect();
            out.push(BlockReading { block, claims, continues: false });
        }
    }
}

/// Whether a place belongs to what was claimed: to a field of a record too, which may stand far below its title.
fn covers(claim: &Claim, span: Span) -> bool {
    let of_record = match &claim.kind {
        ClaimKind::DescribedRecord(record) => {
            let fields = &record.field.children;
            let at = fields.partition_point(|field| field.span.start <= span.start);
            fields[..at].last().is_some_and(|field| field.span.contains(span))
        }
        _ => false,
    };
    of_record || claim.span.contains(span)
}

fn children(block: &Block) -> Option<&[Block]> {
    match &block.kind {
        BlockKind::Quote(children) | BlockKind::Item(children) | BlockKind::List { items: children, .. } => {
            Some(children)
        }
        BlockKind::Component(component) => Some(&component.children),
        _ => None,
    }
}

/// The blocks that no claim was read from.
pub fn blocks_not_understood(document: &Document, claims: &PageClaims) -> Vec<Span> {
    let readings = cover_blocks(document, claims);
    readings.into_iter().filter(|r| r.claims.is_empty() && !r.continues).map(|r| r.block.span).collect()
}
