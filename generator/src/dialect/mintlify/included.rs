//! `<Snippet file="ticket.mdx" />`: what stands in the file stands here.

use super::Reader;
use super::attributes::find;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, Component};
use crate::source::Span;

/// Reads the blocks of the file that a tag includes, with a reader of blocks; places in them are
/// places in that file.
pub(super) fn read_snippet(
    reader: &mut Reader,
    component: &Component,
    mut read: impl FnMut(&mut Reader, &[Block]),
) {
    let Some(path) = find(component, "file").and_then(|a| a.value.as_ref()) else { return };
    let snippets = reader.snippets.clone();
    let Some(index) = snippets.find(&reader.page, &path.value) else {
        return report_missing(reader, &path.value, path.span);
    };
    // A file that includes itself is read once.
    if reader.including.contains(&index) {
        return;
    }
    let snippet = snippets.get(index);
    let outer = std::mem::replace(&mut reader.source, snippet.source);
    reader.including.push(index);
    read(reader, &snippet.blocks);
    reader.including.pop();
    reader.source = outer;
}

fn report_missing(reader: &mut Reader, path: &str, span: Span) {
    reader.diagnostics.push(
        Diagnostic::at(&rule::MISSING_SNIPPET, span, format!("there is no snippet `{path}`"))
            .note("what the page includes was not read"),
    );
}
