//! Says what is not reproduced: once for each operation, and not where another rule said it.

use super::Problem;
use super::table::Reason;
use crate::diagnostic::{Diagnostic, Rule, rule};
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Collects diagnostics.
pub(super) struct Sayer {
    /// The places of what was said, by file.
    said: BTreeMap<SourceId, Vec<(&'static Rule, Span)>>,
    /// What was said here: operation, reason, and what it is about.
    known: BTreeSet<(usize, Reason, String)>,
    diagnostics: Vec<Diagnostic>,
}

impl Sayer {
    pub(super) fn new(said: &[Diagnostic]) -> Self {
        let mut places: BTreeMap<SourceId, Vec<(&'static Rule, Span)>> = BTreeMap::new();
        for diagnostic in said {
            for label in diagnostic.primary.iter().chain(&diagnostic.related) {
                places.entry(label.span.source).or_default().push((diagnostic.rule, label.span));
            }
        }
        Self { said: places, known: BTreeSet::new(), diagnostics: Vec::new() }
    }

    /// Says the problems of one message of an operation.
    pub(super) fn say(&mut self, operation: usize, problems: Vec<Problem>) {
        for problem in problems {
            let is_new = self.known.insert((operation, problem.reason, problem.subject.clone()));
            if is_new && !self.was_said(&problem) {
                self.diagnostics.push(diagnostic(problem));
            }
        }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Whether another rule said the same at that place.
    fn was_said(&self, problem: &Problem) -> bool {
        let Some(places) = self.said.get(&problem.span.source) else { return false };
        places.iter().any(|(rule, span)| {
            problem.reason.is_said_by(rule)
                && (span.contains(problem.span)
                    || problem.span.contains(*span) && is_line(problem.reason)
                    || span.start == problem.span.start)
        })
    }
}

/// Whether a reason is about the first line of a request, of which other rules name a part.
fn is_line(reason: Reason) -> bool {
    matches!(reason, Reason::Verb | Reason::Host | Reason::Path | Reason::NoOperation)
}

fn diagnostic(problem: Problem) -> Diagnostic {
    let of = problem.reason.rule();
    let mut diagnostic = Diagnostic::at(of, problem.span, problem.message);
    if let Some((span, words)) = problem.related {
        diagnostic = diagnostic.related(span, words);
    }
    let note = match () {
        () if *of == rule::UNREADABLE_RESPONSE => "the client fails on this response",
        () if *of == rule::UNREAD_REQUEST => "nothing was taken from it",
        () => "the client cannot send this request",
    };
    diagnostic.note(note)
}
