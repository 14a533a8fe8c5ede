//! Pages with more than one operation.
//!
//! A section that has parameter sections of its own (`## Guest variant` with `### Path Parameters`
//! under it) is an operation when the page has at least two of them; what stands above the first
//! belongs to all. So is what follows each of several tags that state verb and path, with the heading above
//! the tag.

use crate::dialect::claims::{Claim, ClaimKind};
use crate::dialect::section::{SectionKind, classify_heading};

/// Numbers the operations of a page: 0 for what is common or for the only one, then 1, 2, ….
pub(super) fn split_operations(claims: &mut [Claim]) {
    let stated = stated_starts(claims);
    let by_tags = stated.len() > 1;
    let starts = if by_tags { stated } else { operation_starts(claims) };
    if starts.len() < 2 {
        return;
    }
    let mut operation = 0;
    let mut on_top = false;
    for (index, claim) in claims.iter_mut().enumerate() {
        match starts.iter().position(|&(at, _)| at == index) {
            Some(nth) => {
                operation = nth as u16 + 1;
                on_top = true;
            }
            None => {
                let level = starts[0].1;
                let ends = match &claim.kind {
                    // `## Response` below `## Get ticket` and its tag is of that operation.
                    ClaimKind::Section { title, .. } if by_tags && classify_heading(title).is_some() => false,
                    ClaimKind::Section { level: own, .. } => *own <= level,
                    _ => false,
                };
                if ends {
                    operation = 0;
                }
            }
        }
        claim.operation = operation;
        // What stands between an operation's heading and its first section describes it.
        match &claim.kind {
            ClaimKind::Section { .. } => on_top = on_top && starts.iter().any(|&(at, _)| at == index),
            ClaimKind::Remark(text) if on_top && operation > 0 => {
                claim.kind = ClaimKind::Description(text.clone())
            }
            _ => {}
        }
    }
}

/// The tags that state verb and path, each from the heading above it: (index of the claim, level of the
/// heading).
fn stated_starts(claims: &[Claim]) -> Vec<(usize, u8)> {
    let mut starts = Vec::new();
    let mut heading: Option<(usize, u8)> = None;
    for (index, claim) in claims.iter().enumerate() {
        match &claim.kind {
            ClaimKind::Section { level, .. } => heading = Some((index, *level)),
            ClaimKind::Endpoint(endpoint) if endpoint.by_tag => {
                starts.push(heading.take().unwrap_or((index, 0)));
            }
            ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. } | ClaimKind::Status { .. } => {
                heading = None;
            }
            _ => {}
        }
    }
    starts
}

/// The sections that hold parameter sections: (index of the claim, level of the heading).
fn operation_starts(claims: &[Claim]) -> Vec<(usize, u8)> {
    let mut starts: Vec<(usize, u8)> = Vec::new();
    let mut open: Option<(usize, u8)> = None;
    for (index, claim) in claims.iter().enumerate() {
        let ClaimKind::Section { level, title } = &claim.kind else { continue };
        let is_parameters = matches!(classify_heading(title), Some(SectionKind::Parameters(_)));
        match open {
            Some((at, outer)) if *level > outer => {
                if is_parameters && starts.last().is_none_or(|&(last, _)| last != at) {
                    starts.push((at, outer));
                }
            }
            _ => open = classify_heading(title).is_none().then_some((index, *level)),
        }
    }
    starts
}
