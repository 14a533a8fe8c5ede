//! OpenAPI documents among the pages: they are not read, and the user hears of it.

use super::Spec;
use super::load::with_slashes;
use super::select::PageFilter;
use crate::diagnostic::{Diagnostic, rule};
use crate::source::{Span, read_head};
use std::path::Path;

/// How many bytes tell what a file is.
const HEAD: u64 = 4096;

/// What to do with an OpenAPI document.
pub(crate) const HELP_OPENAPI: &str =
    "a generator for OpenAPI reads it better; feed docbind the pages that the document does not describe";

/// Whether a text begins as an OpenAPI or Swagger document, in YAML or JSON.
pub(crate) fn begins_as_openapi(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let head: String = text.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        return ["\"openapi\":\"", "\"swagger\":\"2"].iter().any(|key| head.contains(key));
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty() && *line != "---");
    // Nested lines, items and comments; what is no key either ends the document: this is prose.
    let mut keys = lines
        .filter(|line| !line.starts_with(['#', ' ', '-']))
        .map(|line| line.replace(['"', '\''], ""))
        .take_while(|line| line.split_once(':').is_some_and(|(key, _)| is_key(key)));
    keys.by_ref()
        .take(20)
        .any(|line| ["openapi: 3", "openapi: 4", "swagger: 2"].iter().any(|key| line.starts_with(key)))
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Of those files the ones that begin as OpenAPI documents, by relative path.
pub(super) fn find_descriptions(
    folder: &Path,
    data: &[String],
    filter: &PageFilter,
) -> Vec<(String, String)> {
    let files = data.iter().filter(|file| !filter.is_excluded(file));
    let heads = files.map(|file| (file.clone(), read_head(&folder.join(file), HEAD)));
    heads.filter(|(_, head)| begins_as_openapi(head)).collect()
}

/// Reports them; each with its first line as its place.
pub(super) fn report_descriptions(spec: &mut Spec, folder: &Path, found: &[(String, String)]) {
    for (file, head) in found {
        let first = head.lines().next().unwrap_or_default().to_owned();
        let length = first.len();
        let id = spec.sources.add(with_slashes(&folder.join(file)), file, first);
        spec.diagnostics.push(
            Diagnostic::at(&rule::OPENAPI_FILE, Span::new(id, 0, length), "an OpenAPI document was not read")
                .note("docbind reads documentation pages; what only this document describes is not in the client")
                .help(HELP_OPENAPI)
                .help_in_settings("`exclude` under `[pages]` in docbind.toml leaves it out"),
        );
    }
}
