//! Pages in a form that docbind does not read: the user hears of each, and of what to give in its place.

use super::Spec;
use super::load::with_slashes;
use super::select::PageFilter;
use super::walk::unread_form;
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::source::{Span, read_head};
use std::path::Path;

/// How much of a text tells whether a report of docbind's own lies among the pages.
const HEAD: usize = 4096;

/// What to give in the place of a page that is not read.
pub(super) const HELP_UNREAD: &str =
    "feed its Markdown export, its Markdown or MDX source, or the text that a browser shows";

/// Whether a text is a report of docbind's own, which may lie among the pages.
pub(super) fn is_own_report(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    memchr::memmem::find(head, b"docbind report</title>").is_some()
}

/// Of those files the ones that the settings do not leave out.
pub(super) fn find_unread(folder: &Path, files: &[String], filter: &PageFilter) -> Vec<(String, String)> {
    let files = files.iter().filter(|file| !filter.is_excluded(file));
    files.map(|file| (file.clone(), read_head(&folder.join(file), HEAD as u64))).collect()
}

/// Reports them; each with its first line as its place.
pub(super) fn report_unread(spec: &mut Spec, folder: &Path, found: &[(String, String)]) {
    for (file, head) in found {
        let form = unread_form(file).unwrap_or("a page");
        let first: String = head.lines().next().unwrap_or_default().chars().take(120).collect();
        let length = first.len();
        let id = spec.sources.add(with_slashes(&folder.join(file)), file, first);
        spec.diagnostics.push(
            Diagnostic::at(
                &rule::UNSUPPORTED_CONVENTION,
                Span::new(id, 0, length),
                format!("{form} was not read"),
            )
            .note("docbind reads .md, .mdx, .markdown, .txt, .html and .htm")
            .help(HELP_UNREAD)
            .help_in_settings("`exclude` under `[pages]` in docbind.toml leaves it out")
            .suggest(Suggestion::exclude(file)),
        );
    }
}
