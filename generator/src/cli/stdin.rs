//! `-`: a page, or an OpenAPI document, on standard input.
//!
//! Its form is told by its first characters, as no name tells it. It is put into a folder of its own, so that no
//! settings and no snippets are read with it.

use super::{Outcome, unavailable};
use crate::spec::{Spec, begins_as_openapi, load_spec};
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

/// What stands for standard input.
pub(super) const STDIN: &str = "-";

pub(super) fn load_stdin() -> Result<Spec, Outcome> {
    let mut bytes = Vec::new();
    let cannot = |error: std::io::Error| unavailable(&format!("cannot read standard input: {error}"));
    stdin().lock().read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.trim_ascii().is_empty() {
        return Err(unavailable("standard input is empty: a page is expected there"));
    }
    let folder = tempfile::tempdir().map_err(cannot)?;
    let file = folder.path().join(name_of(&bytes));
    std::fs::write(&file, &bytes).map_err(cannot)?;
    let mut spec = load_spec(&file).map_err(|error| unavailable(&error.to_string()))?;
    spec.sources.show_below(folder.path());
    spec.root = PathBuf::from(".");
    Ok(spec)
}

/// A name that says in which form the text is.
fn name_of(bytes: &[u8]) -> &'static str {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|of| of.eq_ignore_ascii_case(word));
    if begins("<!doctype") || begins("<html") {
        "stdin.html"
    } else if start.starts_with('{') {
        "stdin.json"
    } else if begins_as_openapi(start) {
        "stdin.yaml"
    } else {
        "stdin.md"
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn the_form_is_told_by_the_start() {
        assert_eq!(name_of(b"---\napi: GET /a\n---\n"), "stdin.md");
        assert_eq!(name_of(b"\n<!DOCTYPE html><html>"), "stdin.html");
        assert_eq!(name_of(b"{ \"openapi\": \"3.1.0\" }"), "stdin.json");
        assert_eq!(name_of(b"openapi: 3.1.0\npaths: {}\n"), "stdin.yaml");
        assert_eq!(name_of("# Überschrift\n".as_bytes()), "stdin.md");
    }
}
