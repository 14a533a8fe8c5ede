//! Pages with more than one operation.
//!
//! A section that states a verb and path of its own is an operation, where the page states several. So is
//! one that has parameter sections of its own (`## Guest variant` with `### Path Parameters` under it) when
//! the page has at least two of them; and so is one that shows its operation by a command alone: see
//! `shown_operations`. What stands above the first belongs to all, but for examples under a heading of
//! their own: where several verbs and paths are stated, they show a record (`### Example lamp`), and no request or
//! response of each.

use super::shown_operations::{place_fields, shown_starts};
use crate::dialect::claims::{Claim, ClaimKind};
use crate::dialect::section::{SectionKind, classify_heading, names_examples};
use crate::source::SourceFile;

/// Where an operation begins.
#[derive(Clone, Copy)]
pub(super) struct Start {
    /// The index of the claim.
    pub(super) at: usize,
    /// The depth of its heading.
    pub(super) level: u8,
}

/// Numbers the operations of a page: 0 for what is common or for the only one, then 1, 2, ….
pub(super) fn split_operations(claims: &mut [Claim], file: &SourceFile) {
    let mut starts = stated_starts(claims);
    let shown = shown_starts(claims, &starts);
    shown.iter().for_each(|start| place_fields(&mut claims[start.at..], file));
    starts.extend(shown);
    starts.sort_by_key(|start| start.at);
    let mut stated = claims.iter().filter(|claim| matches!(claim.kind, ClaimKind::Endpoint(_)));
    let several = stated.nth(1).is_some() || starts.len() > 1;
    if !several {
        starts = starts_by_parameters(claims);
    }
    if starts.len() < 2 {
        return;
    }
    number(claims, &starts);
    if several {
        set_examples_of_records_aside(claims);
    }
}

/// Gives each claim the number of its operation.
fn number(claims: &mut [Claim], starts: &[Start]) {
    let mut open: Option<(u32, u8)> = None;
    let mut on_top = false;
    let mut next = 0;
    for (index, claim) in claims.iter_mut().enumerate() {
        let begins = starts.get(next).filter(|start| start.at == index).map(|_| next);
        next += usize::from(begins.is_some());
        match begins {
            Some(nth) => {
                open = Some((nth as u32 + 1, starts[nth].level));
                on_top = true;
            }
            None => {
                let ends =
                    |outer: u8| matches!(&claim.kind, ClaimKind::Section { level, .. } if *level <= outer);
                open = open.filter(|(_, level)| !ends(*level));
            }
        }
        claim.operation = open.map_or(0, |(operation, _)| operation);
        // What stands between an operation's heading and its first section describes it.
        match &claim.kind {
            ClaimKind::Section { .. } => on_top = on_top && begins.is_some(),
            ClaimKind::Remark(text) if on_top && open.is_some() => {
                claim.kind = ClaimKind::Description(text.clone())
            }
            _ => {}
        }
    }
}

/// Takes examples that are no operation's and stand under a heading of their own for code.
fn set_examples_of_records_aside(claims: &mut [Claim]) {
    let mut aside = false;
    for claim in claims.iter_mut() {
        match &claim.kind {
            ClaimKind::Section { title, .. } => {
                aside = names_examples(title)
                    || matches!(classify_heading(title), None | Some(SectionKind::Examples));
            }
            ClaimKind::Example(example)
                if aside && claim.operation == 0 && example.status.is_none() && !example.failure =>
            {
                claim.kind = ClaimKind::Code { language: "json".to_owned() };
            }
            _ => {}
        }
    }
}

/// The sections that state verb and path, where each does; a statement without a heading begins by itself.
fn stated_starts(claims: &[Claim]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut heading: Option<Start> = None;
    for (at, claim) in claims.iter().enumerate() {
        match &claim.kind {
            ClaimKind::Section { level, title } if classify_heading(title).is_none() && !is_label(title) => {
                heading = Some(Start { at, level: *level });
            }
            // Stated in one block with the one before: what follows is said of both.
            ClaimKind::Endpoint(_) if at > 0 && is_beside(&claims[at - 1], claim) => {}
            ClaimKind::Endpoint(_) => {
                let level = heading.or(starts.last().copied()).map_or(6, |start| start.level);
                // The message that states it is its own.
                let message = at > 0
                    && claims[at - 1].span == claim.span
                    && matches!(claims[at - 1].kind, ClaimKind::RequestExample(_));
                let own = Start { at: at - usize::from(message), level };
                starts.push(heading.take().unwrap_or(own));
            }
            _ => {}
        }
    }
    starts
}

/// Whether two statements stand in one block.
fn is_beside(one: &Claim, other: &Claim) -> bool {
    matches!(one.kind, ClaimKind::Endpoint(_)) && one.span == other.span
}

/// Headings that only say that verb and path follow.
pub(super) fn is_label(title: &str) -> bool {
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    matches!(lower.as_str(), "endpoint" | "endpoints" | "url" | "request url" | "http request" | "base url")
}

/// The sections that hold parameter sections.
fn starts_by_parameters(claims: &[Claim]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut open: Option<Start> = None;
    for (at, claim) in claims.iter().enumerate() {
        let ClaimKind::Section { level, title } = &claim.kind else { continue };
        let kind = classify_heading(title);
        let is_parameters =
            matches!(kind, Some(SectionKind::Parameters(_) | SectionKind::Inputs)) && !names_examples(title);
        match open {
            Some(outer) if *level > outer.level => {
                if is_parameters && starts.last().is_none_or(|last| last.at != outer.at) {
                    starts.push(outer);
                }
            }
            _ => open = kind.is_none().then_some(Start { at, level: *level }),
        }
    }
    starts
}
