//! Diagnostics on standard error.

use super::say;
use crate::diagnostic::{Counts, Diagnostic, Severity, render_diagnostics, render_overview};
use crate::source::Sources;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Errors alone.
    Errors,
    /// Errors, and how many other diagnostics there are, with those that the settings leave out.
    Counted { allowed: usize },
    /// A few of each rule.
    Overview,
    /// All.
    All,
}

/// Says the diagnostics; gives whether there are errors.
pub(super) fn report(diagnostics: &[Diagnostic], sources: &Sources, detail: Detail, color: bool) -> bool {
    let errors: Vec<Diagnostic> =
        diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    let text = match detail {
        Detail::Errors | Detail::Counted { .. } => render_diagnostics(&errors, sources, color),
        Detail::Overview => render_overview(diagnostics, sources, false, color),
        Detail::All => render_overview(diagnostics, sources, true, color),
    };
    if !text.is_empty() {
        say(&text);
        say("\n");
    }
    if let Detail::Counted { allowed } = detail {
        let counts = Counts { errors: 0, ..Counts::of(diagnostics) };
        let allowed = if allowed == 0 { String::new() } else { format!("{allowed} allowed") };
        if diagnostics.len() > errors.len() {
            let more = if allowed.is_empty() { "" } else { "; " };
            say(&format!("{counts} (show them with --all){more}{allowed}\n"));
        } else if !allowed.is_empty() {
            say(&format!("{allowed}\n"));
        }
    }
    !errors.is_empty()
}
