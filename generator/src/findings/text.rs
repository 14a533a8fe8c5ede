//! Findings for people: page by page, each as rustc shows it.

use crate::diagnostic::{Counts, Diagnostic, render_diagnostics};
use crate::source::Sources;
use crate::visible::visible;
use std::borrow::Cow;

/// Renders findings under the name of their page, with how many it has.
pub fn render_findings(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let page = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.span.source);
    let parts = diagnostics.chunk_by(|a, b| page(a) == page(b)).map(|of_page| {
        let name = page(&of_page[0]).map_or(Cow::Borrowed("all pages"), |id| visible(&sources.get(id).path));
        let heading = format!("{name}: {}", Counts::of(of_page));
        let heading = if color { format!("\x1b[1m{heading}\x1b[0m") } else { heading };
        format!("{heading}\n\n{}", render_diagnostics(of_page, sources, color))
    });
    parts.collect::<Vec<_>>().join("\n")
}
