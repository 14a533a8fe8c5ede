//! The lines that a diagnostic is about, with what is marked in them.

use super::Context;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{SourceFile, Span};
use maud::{Markup, html};
use std::ops::Range;

/// So much of a long line is shown before and behind what is marked, in characters.
const AROUND: usize = 90;

/// So much of a marked place is shown, in characters.
const MOST_MARKED: usize = 240;

/// Renders a place as `file:line:column`.
pub(super) fn render_place(context: &Context<'_>, span: Span) -> Markup {
    let place = context.sources.position(span);
    html! { (context.sources.get(span.source).path) ":" (place.line) ":" (place.column) }
}

/// Renders the first line of each marked place, those of the same file in the order of the page.
pub(super) fn render_snippet(context: &Context<'_>, diagnostic: &Diagnostic) -> Markup {
    let Some(primary) = &diagnostic.primary else { return html! {} };
    let mut labels: Vec<(&Label, &str)> = vec![(primary, "primary")];
    labels.extend(diagnostic.related.iter().map(|label| (label, "related")));
    labels.sort_by_key(|(label, _)| (label.span.source != primary.span.source, label.span));
    html! {
        div.source {
            @for (label, class) in labels { (marked_line(context, label, class, primary.span)) }
        }
    }
}

fn marked_line(context: &Context<'_>, label: &Label, class: &str, primary: Span) -> Markup {
    let file = context.sources.get(label.span.source);
    let place = file.position(label.span.start);
    let (before, marked, after) = cut_line(file, label.span);
    html! {
        div.at {
            span.number { (place.line) }
            pre { (before) mark class=(class) { (marked) } (after) }
            @if label.span.source != primary.source { span.said { "in " (file.path) ":" (place.line) } }
            @if !label.message.is_empty() { span.said { (label.message) } }
        }
    }
}

/// The line in which a span starts: before it, in it, behind it.
fn cut_line(file: &SourceFile, span: Span) -> (String, String, String) {
    let text = file.text.as_str();
    let start = boundary_before(text, span.start as usize);
    let line = line_at(text, start);
    let end = boundary_before(text, (span.end as usize).clamp(start, line.end.max(start)));
    let before = text[line.start..start].trim_start();
    let after = text[end..line.end.max(end)].trim_end();
    let marked = text[start..end].trim_end_matches('\r');
    (last_of(before), first_of(marked, MOST_MARKED), first_of(after, AROUND))
}

/// The bytes of the line that holds an offset, without its end.
fn line_at(text: &str, offset: usize) -> Range<usize> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    start..end
}

fn boundary_before(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn first_of(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn last_of(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((start, _)) => format!("…{}", &text[start..]),
        None => text.to_owned(),
    }
}
