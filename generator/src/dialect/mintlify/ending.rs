//! Whether the page stops in the middle.
//!
//! Markdown has no end mark; an open tag or fence at the very end of the file is one, a heading
//! with nothing under it another. An export that never reaches an answer was cut off as well: the
//! exporter writes every page to its end.

use super::excerpt::is_part;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, Convention};
use crate::dialect::prose::stops_in_sentence;
use crate::document::{Block, BlockKind, Document};
use crate::source::{SourceFile, Span, Spanned};

/// Where the page stops in the middle of something, and of what.
pub(super) fn find_early_end(
    file: &SourceFile,
    document: &Document,
    claims: &[Claim],
    convention: Convention,
) -> Option<Spanned<String>> {
    let last = document.blocks.last()?;
    if let Some(open) = open_at_end(last, file) {
        return Some(open);
    }
    let early = |what: &str| Some(Spanned::new(what.to_owned(), last_line(file)));
    // An exporter writes a page that states verb and path in its text no more than one that was written so.
    let in_text = claims.iter().any(|claim| matches!(claim.kind, ClaimKind::Endpoint(_)));
    if convention != Convention::MintlifyExport || in_text {
        return None;
    }
    let any = |test: fn(&ClaimKind) -> bool| claims.iter().any(|c| test(&c.kind));
    let answers = any(|k| {
        matches!(
            k,
            ClaimKind::Status { .. }
                | ClaimKind::ResponseField { .. }
                | ClaimKind::ResponseProse { .. }
                | ClaimKind::Example(_)
        )
    });
    let fields = any(|k| matches!(k, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }));
    match &last.kind {
        // It comes last, and whole.
        BlockKind::Fence(fence) if is_part(fence) => None,
        BlockKind::Heading { .. } => early("with nothing under its last heading"),
        _ if last_text(last).is_some_and(stops_in_sentence) => early("in the middle of a sentence"),
        _ if fields && !answers => early("before it describes any response"),
        _ => None,
    }
}

/// An open tag or fence that reaches to the end of the file.
fn open_at_end(block: &Block, file: &SourceFile) -> Option<Spanned<String>> {
    match &block.kind {
        BlockKind::Fence(fence) if !fence.closed && reaches_end(block.span, file) => {
            Some(Spanned::new("inside a code block".to_owned(), last_line(file)))
        }
        BlockKind::Component(component) => {
            if let Some(inner) = component.children.last().and_then(|child| open_at_end(child, file)) {
                return Some(inner);
            }
            let open = !component.closed && reaches_end(block.span, file);
            open.then(|| Spanned::new(format!("inside `<{}>`", component.name), last_line(file)))
        }
        _ => None,
    }
}

fn reaches_end(span: Span, file: &SourceFile) -> bool {
    file.text.get(span.end as usize..).is_none_or(|rest| rest.trim().is_empty())
}

/// The last line of the file that is not blank.
fn last_line(file: &SourceFile) -> Span {
    let end = file.text.trim_end().len();
    let start = file.text[..end].rfind('\n').map_or(0, |at| at + 1);
    Span::new(file.id, start, end)
}

/// The last running text in a block.
fn last_text(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some(&text.plain),
        BlockKind::List { items: children, .. } | BlockKind::Item(children) => {
            children.last().and_then(last_text)
        }
        _ => None,
    }
}

/// Whether a diagnostic on an open tag only repeats that the page ends there.
pub(super) fn is_explained_by(end: Option<&Spanned<String>>, diagnostic: &Diagnostic) -> bool {
    end.is_some_and(|e| e.value.starts_with("inside")) && diagnostic.rule == &rule::UNCLOSED_TAG
}
