//! One diagnostic as rustc shows it: the message, the places with their lines, notes and help.
//!
//! Only the lines between the first and the last place of a file are handed to the renderer, so
//! that the cost is that of what is shown and not of the page.

use super::{Diagnostic, Label, Severity};
use crate::source::{SourceFile, SourceId, Sources};
use crate::visible::{commands_in, is_hidden, visible};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// A place of more lines is shown by its first one.
const MOST_LINES: usize = 5;
/// So much of a long place is marked.
const MOST_BYTES: usize = 400;
/// How much of a line is shown beyond the last place in it.
const BEYOND: usize = 200;

/// Renders one diagnostic as rustc does, with a line feed at its end.
pub fn render_diagnostic(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let title =
        level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.rule.code);
    let mut group = Group::with_title(title);
    for (file, labels) in labels_by_file(diagnostic, sources) {
        group = group.element(snippet(file, &labels));
    }
    group = texts(group, Level::NOTE, diagnostic.all_notes());
    group = texts(group, Level::HELP, diagnostic.all_help());
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// Renders all, one after the other, an empty line between two.
pub fn render_all(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
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

/// The labels of each file, the file of the primary label first.
fn labels_by_file<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Vec<(&'a SourceFile, Vec<(AnnotationKind, &'a Label)>)> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let related = diagnostic.related.iter().map(|label| (AnnotationKind::Context, label));
    let mut files: Vec<(SourceId, Vec<_>)> = Vec::new();
    for (kind, label) in primary.chain(related) {
        let source = label.span.source;
        match files.iter_mut().find(|(id, _)| *id == source) {
            Some((_, labels)) => labels.push((kind, label)),
            None => files.push((source, vec![(kind, label)])),
        }
    }
    files.into_iter().map(|(id, labels)| (sources.get(id), labels)).collect()
}

fn snippet<'a>(file: &'a SourceFile, labels: &[(AnnotationKind, &'a Label)]) -> Snippet<'a, Annotation<'a>> {
    let ranges: Vec<_> = labels.iter().map(|(_, label)| shown_range(&file.text, label)).collect();
    let first = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let last = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let start = file.text[..first].rfind('\n').map_or(0, |i| i + 1);
    let end = file.text[last..].find('\n').map_or(file.text.len(), |i| last + i);
    let end = end.min(boundary_after(&file.text, last + BEYOND));
    // Carriage returns behind the last place end its line, all of them where nothing but them ends lines.
    let end = last + file.text[last..end].trim_end_matches('\r').len();
    let line = file.position(start as u32).line as usize;
    let shown = Shown::new(&file.text[start..end]);
    let annotations = labels.iter().zip(&ranges).map(|((kind, label), range)| {
        let annotation = kind.span(shown.place(range.start - start)..shown.place(range.end - start));
        if label.message.is_empty() { annotation } else { annotation.label(visible(&label.message)) }
    });
    let annotations: Vec<_> = annotations.collect();
    Snippet::source(shown.text).path(visible(&file.path)).line_start(line).annotations(annotations)
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
