//! Diagnostics: what docbind has to say about the pages, in the form rustc says it.
//!
//! A [`Rule`] is one thing that can be wrong, with a stable code and a page of explanation
//! (`diagnostic/rules/<name>.md`, shown by `docbind explain`). A [`Diagnostic`] is one occurrence.

mod explanation;
mod json;
mod overview;
mod render;
mod rules;
mod suggestion;

pub(crate) use explanation::nearest_rule;
pub use json::render_json;
pub(crate) use overview::{Counts, fits_in_full, render_overview};
#[cfg(test)]
pub(crate) use render::render_diagnostic;
pub use render::render_diagnostics;
pub use rules::{ALL_RULES, Rule, Subject, find_rule, rule};
pub(crate) use suggestion::quoted;
pub use suggestion::{SuggestedTable, Suggestion};

use crate::source::Span;

/// How bad an occurrence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing wrong: a choice that docbind made, with its evidence.
    Note,
    /// The pages contradict themselves or leave something open; the output was generated.
    Warning,
    /// A page, or the run, gave no output.
    Error,
}

impl Severity {
    /// As it is shown: `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A marked place with what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there; may be empty for the primary place.
    pub message: String,
}

/// One occurrence of a [`Rule`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub rule: &'static Rule,
    /// The rule's severity unless a setting changed it.
    pub severity: Severity,
    /// What is wrong here, in one line, lower case, without a full stop.
    pub message: String,
    /// The place that the message is about; absent for messages about the run as a whole.
    pub primary: Option<Label>,
    /// The other places that matter, such as the second half of a contradiction.
    pub related: Vec<Label>,
    /// More of what the pages say.
    pub facts: Vec<String>,
    /// What docbind made of it. Of no use to whom nothing is generated for.
    pub notes: Vec<String>,
    /// What to do, in the page.
    pub help: Vec<String>,
    /// What to do in `docbind.toml`, in words.
    pub settings_help: Vec<String>,
    /// The entries of `docbind.toml` that would settle it; all of them together, where there are several.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// An occurrence at `span`.
    pub(crate) fn at(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        let primary = Some(Label { span, message: String::new() });
        Self { primary, ..Self::general(rule, message) }
    }

    /// An occurrence that concerns no place of a page.
    pub(crate) fn general(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            facts: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            settings_help: Vec::new(),
            suggestions: Vec::new(),
        }
    }

    /// Says what is at the primary place.
    pub(crate) fn label(mut self, message: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.message = message.into();
        }
        self
    }

    /// Adds a second place.
    pub(crate) fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// Adds more of what the pages say.
    pub(crate) fn fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// Adds what docbind made of it.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to do, in the page.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds what to do in `docbind.toml`.
    pub(crate) fn help_in_settings(mut self, help: impl Into<String>) -> Self {
        self.settings_help.push(help.into());
        self
    }

    /// Adds an entry of `docbind.toml` that would settle it.
    pub(crate) fn suggest(mut self, suggestion: impl IntoIterator<Item = Suggestion>) -> Self {
        self.suggestions.extend(suggestion);
        self
    }

    /// Whether the same is said of the same places, whatever would settle it.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let without = |of: &Self| Self { suggestions: Vec::new(), ..of.clone() };
        self == other || (self.primary == other.primary && without(self) == without(other))
    }

    /// All that is said of it as a note, in order.
    pub fn all_notes(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().chain(&self.notes).map(String::as_str)
    }

    /// All that is to be done, in order.
    pub fn all_help(&self) -> impl Iterator<Item = &str> {
        self.help.iter().chain(&self.settings_help).map(String::as_str)
    }
}

/// Whether an error keeps output from being written: any does, unless the user wants to keep going. One of the
/// settings or of the run does so always, for it leaves nothing that was asked for.
pub(crate) fn stops_output(diagnostic: &Diagnostic, keep_going: bool) -> bool {
    diagnostic.severity == Severity::Error && (!keep_going || is_of_run(diagnostic))
}

/// Whether a diagnostic is about the settings or the run, and not about pages.
pub(crate) fn is_of_run(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule.subject == Subject::Run
}

/// Orders diagnostics by file, place, code and text: the order they are shown in.
pub(crate) fn sort_diagnostics(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.primary.as_ref().map(|l| l.span), d.rule.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}
