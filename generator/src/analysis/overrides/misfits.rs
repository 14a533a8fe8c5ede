//! Settings that select something and cannot apply to it.

use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;
use std::collections::BTreeMap;

/// The most things that are named in one diagnostic.
const MOST_NAMED: usize = 4;

/// What became of each setting, by its place in `docbind.toml`.
#[derive(Default)]
pub(in crate::analysis) struct Misfits {
    settings: BTreeMap<Span, Outcome>,
}

struct Outcome {
    /// The key: `values`.
    key: &'static str,
    applied: usize,
    /// What it could not apply to, and why.
    left: Vec<(String, String)>,
}

impl Misfits {
    /// Notes what became of a setting for one of the things that its entry selects.
    pub fn note(
        &mut self,
        key: &'static str,
        span: Span,
        what: impl FnOnce() -> String,
        result: Result<(), String>,
    ) {
        let outcome = self.settings.entry(span).or_insert(Outcome { key, applied: 0, left: Vec::new() });
        match result {
            Ok(()) => outcome.applied += 1,
            Err(reason) => outcome.left.push((what(), reason)),
        }
    }

    /// Whether a setting could not apply to a thing.
    pub fn is_left(&self, span: Span, what: &str) -> bool {
        self.settings.get(&span).is_some_and(|of| of.left.iter().any(|(left, _)| left == what))
    }

    /// Reports each setting that applies to nothing as an error, and each that applies to some of what
    /// is selected as a warning.
    pub fn report(self, diagnostics: &mut Vec<Diagnostic>) {
        for (span, Outcome { key, applied, left }) in self.settings {
            let Some((what, reason)) = left.first() else { continue };
            let diagnostic = match applied {
                0 => {
                    let message = format!("`{key}` does not apply to `{what}`");
                    Diagnostic::at(&rule::INVALID_SETTING, span, message)
                }
                _ => {
                    let total = applied + left.len();
                    let message = format!("`{key}` applies to {applied} of {total} that are selected");
                    let places: Vec<String> =
                        left.iter().take(MOST_NAMED).map(|(what, _)| format!("`{what}`")).collect();
                    let more = if left.len() > MOST_NAMED { ", …" } else { "" };
                    Diagnostic::at(&rule::PARTIAL_SETTING, span, message)
                        .note(format!("not to {}{more}", places.join(", ")))
                }
            };
            diagnostics.push(diagnostic.label(reason.clone()));
        }
    }
}
