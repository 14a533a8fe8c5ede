//! One diagnostic as rustc shows it: the message, the places with their lines, notes and help.
//!
//! Only the lines around places are handed to the renderer, and of a long line what is near them, so
//! that the cost is that of what is shown and not of the page.

use super::{Diagnostic, Label, Severity};
use crate::source::{SourceFile, Sources, Span};
use crate::visible::{commands_in, is_hidden, visible};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// A place of more lines is shown by its first one.
const MOST_LINES: usize = 5;
/// So much of a long place is marked.
const MOST_BYTES: usize = 400;
/// How much of a line is shown beyond the last place in it.
const BEYOND: usize = 200;
/// Places further apart, in bytes, are shown apart; of a line that begins so far before a place, a part is shown.
const FAR: usize = 4 << 10;

/// Renders one diagnostic as rustc does, with a line feed at its end.
pub(crate) fn render_diagnostic(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let title =
        level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.rule.code);
    let mut group = Group::with_title(title);
    let mut cuts = Vec::new();
    for (file, labels) in near_labels(diagnostic, sources) {
        let (snippet, cut) = snippet(file, &labels);
        group = group.element(snippet);
        cuts.push(cut);
    }
    group = texts(group, Level::NOTE, diagnostic.all_notes());
    group = texts(group, Level::HELP, diagnostic.all_help());
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    if cuts.iter().any(|cut| cut.columns > 0) { with_columns(&text, &cuts) } else { text }
}

/// Renders all, one after the other, an empty line between two.
pub fn render_diagnostics(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let rendered: Vec<_> = diagnostics.iter().map(|d| render_diagnostic(d, sources, color)).collect();
    rendered.join("\n")
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn texts<'a, 't>(group: Group<'a>, level: Level<'a>, texts: impl Iterator<Item = &'t str>) -> Group<'a> {
    texts.fold(group, |group, text| group.element(level.clone().message(visible(text).into_owned())))
}

/// Labels with the kind of place that they mark.
type Labels<'a> = Vec<(AnnotationKind, &'a Label)>;

/// The labels that are near one another, those near the primary label first.
fn near_labels<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<(&'a SourceFile, Labels<'a>)> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let related = diagnostic.related.iter().map(|label| (AnnotationKind::Context, label));
    let mut parts: Vec<(Span, Labels<'a>)> = Vec::new();
    for (kind, label) in primary.chain(related) {
        // What is marked of a label is near its start.
        let start = Span { end: label.span.start, ..label.span };
        let is_near = |(part, _): &&mut (Span, _)| {
            let both = part.to(start);
            part.source == start.source && (both.end - both.start) as usize <= FAR
        };
        match parts.iter_mut().find(is_near) {
            Some((part, labels)) => {
                *part = part.to(start);
                labels.push((kind, label));
            }
            None => parts.push((start, vec![(kind, label)])),
        }
    }
    parts.into_iter().map(|(part, labels)| (sources.get(part.source), labels)).collect()
}

fn snippet<'a>(
    file: &'a SourceFile,
    labels: &[(AnnotationKind, &'a Label)],
) -> (Snippet<'a, Annotation<'a>>, Cut) {
    let text = &file.text;
    let ranges: Vec<_> = labels.iter().map(|(_, label)| shown_range(text, label)).collect();
    let first = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let last = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let line_start = file.line_start(first as u32);
    let start = if first - line_start > FAR { boundary_before(text, first - FAR / 2) } else { line_start };
    let beyond = boundary_after(text, last + BEYOND);
    let end = text[last..beyond].find('\n').map_or(beyond, |i| last + i);
    // Carriage returns behind the last place end its line, all of them where nothing but them ends lines.
    let end = last + text[last..end].trim_end_matches('\r').len();
    let position = file.position(start as u32);
    let shown = Shown::new(&text[start..end]);
    let annotations = labels.iter().zip(&ranges).map(|((kind, label), range)| {
        let annotation = kind.span(shown.place(range.start - start)..shown.place(range.end - start));
        if label.message.is_empty() { annotation } else { annotation.label(visible(&label.message)) }
    });
    let annotations: Vec<_> = annotations.collect();
    let snippet = Snippet::source(shown.text).path(visible(&file.path));
    let cut = Cut { line: position.line, columns: position.column - 1 };
    (snippet.line_start(position.line as usize).annotations(annotations), cut)
}

/// The start of a line that the renderer does not have; of no columns where it has the whole line.
struct Cut {
    line: u32,
    columns: u32,
}

/// What was rendered, with the columns in whole lines: `--> page.md:1:2`, one such line for each of `cuts`.
fn with_columns(rendered: &str, cuts: &[Cut]) -> String {
    let mut cuts = cuts.iter();
    let lines = rendered.split_inclusive('\n').map(|line| {
        let cut = is_header(line).then(|| cuts.next()).flatten();
        cut.and_then(|cut| with_column(line, cut)).unwrap_or_else(|| line.to_owned())
    });
    lines.collect()
}

/// Whether nothing but a style stands before the mark of a place.
fn is_header(line: &str) -> bool {
    let mark = line.find("-->").or_else(|| line.find(":::"));
    let is_style = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{1b}' | '[' | ';' | 'm');
    mark.is_some_and(|at| line[..at].chars().all(is_style))
}

fn with_column(header: &str, cut: &Cut) -> Option<String> {
    let (before, column) = header.trim_end().rsplit_once(':')?;
    let (_, line) = before.rsplit_once(':')?;
    let is_cut = line.parse() == Ok(cut.line);
    let column: u32 = column.parse().ok().filter(|_| is_cut)?;
    Some(format!("{before}:{}\n", column + cut.columns))
}

/// Lines of a page as they are shown.
struct Shown {
    text: String,
    /// Where a mark was put before what would be a command.
    marks: Vec<usize>,
}

impl Shown {
    /// The renderer shows control characters of ASCII by their pictures. Those that it lets through are
    /// replaced by characters of the same length, so that places stay where they are.
    fn new(lines: &str) -> Self {
        let passed = |c: char| !c.is_ascii() && is_hidden(c);
        let marks = commands_in(lines);
        let (mut text, mut from) = (String::with_capacity(lines.len()), 0);
        for end in marks.iter().copied().chain([lines.len()]) {
            let plain = |c: char| match c.len_utf8() {
                2 if passed(c) => '¿',
                3 if passed(c) => '�',
                4 if passed(c) => '\u{1fbc4}',
                _ => c,
            };
            text.extend(lines[from..end].chars().map(plain));
            if end < lines.len() {
                text.push('\\');
            }
            from = end;
        }
        Self { text, marks }
    }

    /// Where a place of the lines is in what is shown.
    fn place(&self, offset: usize) -> usize {
        offset + self.marks.iter().filter(|mark| **mark < offset).count()
    }
}

/// The part of a place that is shown: on character boundaries, without the white space at its end,
/// and its first line alone where it has many.
fn shown_range(text: &str, label: &Label) -> Range<usize> {
    let start = boundary_before(text, label.span.start as usize);
    let end = boundary_after(text, label.span.end as usize).max(start);
    let place = text[start..end].trim_end();
    let lines = place.bytes().filter(|&b| b == b'\n').count() + 1;
    match place.find('\n') {
        Some(first) if lines > MOST_LINES => start..start + place[..first].trim_end().len(),
        _ => start..boundary_before(text, start + place.len().min(MOST_BYTES)),
    }
}

fn boundary_before(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn boundary_after(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
