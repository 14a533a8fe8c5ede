//! Pages with several operations: each has a bar of its own, with its title above.
//!
//! ```ebnf
//! page      = { prose } , operation , operation , { operation } ;
//! operation = [ title , { prose } ] , bar , { section } ;    (* at least one section or field: a list of bars is a guide *)
//! ```

use super::Reader;
use super::answers::{read_status_row, read_status_tabs};
use super::bar::read_bar;
use super::heading::{is_media_type, opens_section, read_section_title};
use super::labels::{is_language, is_site_label};
use super::rows::{RowContent, Rows};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, EndpointClaim};
use crate::dialect::section::SectionKind;
use std::collections::BTreeSet;

/// The rows of title and prose above a bar, at most.
const ABOVE: usize = 4;

/// An operation of a page with several.
#[derive(Debug, PartialEq)]
pub(super) struct OperationRows {
    /// Where its title stands.
    pub start: usize,
    pub bar: usize,
}

/// What the bars of a page say of it.
#[derive(Debug, PartialEq)]
pub(super) enum Bars {
    /// One operation, or none.
    One,
    Several(Vec<OperationRows>),
    /// Several with nothing below any of them; the row of the first.
    Listed(usize),
}

/// Finds the operations of a page.
pub(super) fn find_operations(rows: &Rows<'_>) -> Bars {
    let mut bars: Vec<usize> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut at = 0;
    while at < rows.len() {
        let Some(bar) = read_bar(rows, at) else {
            at += 1;
            continue;
        };
        if seen.insert((bar.endpoint.method.value, path_of(&bar.endpoint).to_owned())) {
            bars.push(at);
        }
        at = bar.next;
    }
    let ends = bars.iter().skip(1).copied().chain([rows.len()]);
    let is_described = |from: usize, to: usize| {
        (from..to).any(|at| {
            let title = read_section_title(rows.line(at)).filter(|_| opens_section(rows, at));
            rows.is_head(at)
                || title
                    .is_some_and(|title| !matches!(title.kind, SectionKind::Examples | SectionKind::Remarks))
        })
    };
    let described: Vec<usize> = bars
        .iter()
        .copied()
        .zip(ends)
        .filter(|(at, end)| is_described(*at, *end))
        .map(|(at, _)| at)
        .collect();
    match (described.len(), bars.first()) {
        (0, Some(first)) if bars.len() > 1 && !(0..*first).any(|at| rows.is_head(at)) => Bars::Listed(*first),
        (0 | 1, _) => Bars::One,
        _ if comes_last(rows, &bars) => {
            let above = bars.iter().map(|bar| behind_right_column(rows, *bar));
            let starts = std::iter::once(0).chain(above);
            Bars::Several(starts.zip(&bars).map(|(start, bar)| OperationRows { start, bar: *bar }).collect())
        }
        _ => Bars::Several(
            described.into_iter().map(|bar| OperationRows { start: title_above(rows, bar), bar }).collect(),
        ),
    }
}

/// Whether each bar stands below the fields of its operation: sites of two columns print the right one last.
fn comes_last(rows: &Rows<'_>, bars: &[usize]) -> bool {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return false };
    // What credentials there are may stand above all of them.
    let describes = |at: usize| {
        let title = read_section_title(rows.line(at)).filter(|_| opens_section(rows, at));
        title.is_some_and(|title| {
            !matches!(title.kind, SectionKind::Authentication | SectionKind::Examples | SectionKind::Remarks)
        })
    };
    (0..*first).any(describes)
        && bars.windows(2).all(|pair| (behind_right_column(rows, pair[0])..pair[1]).any(describes))
        && !(behind_right_column(rows, *last)..rows.len()).any(|at| rows.is_head(at) || describes(at))
}

/// The row behind the right column of an operation: its bar, the code, and their labels.
fn behind_right_column(rows: &Rows<'_>, bar: usize) -> usize {
    let mut at = read_bar(rows, bar).map_or(bar + 1, |bar| bar.next);
    while let Some(row) = rows.get(at) {
        let is_label = is_site_label(row.line)
            || is_language(row.line)
            || is_media_type(row.line)
            || read_status_row(row.line).is_some_and(|status| status.is_sure())
            || !read_status_tabs(row.line).is_empty();
        if !matches!(row.content, RowContent::Code(_)) && !is_label {
            break;
        }
        at += 1;
    }
    at
}

fn path_of(endpoint: &EndpointClaim) -> &str {
    let url = endpoint.url.value.as_str();
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    address.find('/').map_or(address, |at| &address[at..])
}

/// Where the title and the prose above a bar begin: after the last blank line, or the one above the bar alone.
fn title_above(rows: &Rows<'_>, bar: usize) -> usize {
    let is_text = |at: usize| {
        matches!(rows.rows[at].content, RowContent::Line(_) | RowContent::Heading(_))
            && (0..=at).rev().take(3).all(|near| rows.heads[near].as_ref().is_none_or(|head| head.next <= at))
            && read_section_title(rows.line(at)).is_none()
    };
    let first = bar.saturating_sub(ABOVE);
    let begins = (first..bar)
        .rev()
        .find(|&at| rows.rows[at].apart || matches!(rows.rows[at].content, RowContent::Heading(_)));
    let start = begins.unwrap_or(bar.saturating_sub(1));
    if (start..bar).all(is_text) { start } else { bar }
}

impl Reader<'_> {
    /// Reads the operations one by one, what is above the first as said of all of them.
    pub(super) fn read_operations(&mut self, operations: &[OperationRows], end: usize) {
        let Some(first) = operations.first() else { return };
        self.read_above(0, first.start);
        let ends = operations.iter().skip(1).map(|next| next.start).chain([end]);
        for (number, (operation, end)) in (1..).zip(operations.iter().zip(ends)) {
            self.close_field();
            self.close_section();
            self.operation = number;
            self.seen.forget_operation();
            (self.section, self.on_top, self.title) = (SectionKind::Intro, true, None);
            let mut at = self.read_top(operation.start..operation.bar);
            while at < end {
                at = self.read_row(at);
            }
        }
    }

    /// Says of a page that lists verbs and paths that nothing was read from it.
    pub(super) fn report_listed(&mut self, at: usize) {
        let span = self.rows.rows[at].span;
        self.diagnostics.push(
            Diagnostic::at(
                &rule::NOTHING_READ,
                span,
                "the page lists verbs and paths, and describes none of them",
            )
            .note("no operation was made of it")
            .help("feed the pages of these operations"),
        );
    }

    /// The claim of a title: one of several operations has a section of that name.
    pub(super) fn title_claim(&self, title: String) -> ClaimKind {
        match self.operation {
            0 => ClaimKind::Title(title),
            _ => ClaimKind::Section { level: 2, title },
        }
    }
}
