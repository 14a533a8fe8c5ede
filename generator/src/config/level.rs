//! The level at which each diagnostic is reported: that of its rule, or what `[diagnostics]` in
//! `docbind.toml` says. Applied once, when a [`Reading`](crate::Reading) takes diagnostics in, so that
//! every command, form and exit code follows.

use super::{LevelEntry, PageGlobs};
use crate::diagnostic::{Diagnostic, Rule, Severity, Subject};
use crate::source::Sources;

/// What becomes of the diagnostics of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are counted, and not shown.
    Allow,
    /// Each is a note.
    Note,
    /// Each is a warning.
    Warn,
    /// Each is an error: the exit code is 1.
    Deny,
}

impl Level {
    /// All of them, the mildest first.
    pub const ALL: [Level; 4] = [Level::Allow, Level::Note, Level::Warn, Level::Deny];

    /// As in `docbind.toml`: `warn`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Note => "note",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    /// The severity; `None` for what is not shown.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Note => Some(Severity::Note),
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

impl Rule {
    /// The mildest level that settings can give the rule. Errors of the settings and of the run stay errors:
    /// what was asked for is not there. A page that could not be read cannot be lost without a word.
    pub(crate) fn least_level(&self) -> Level {
        match (self.severity, self.subject) {
            (Severity::Error, Subject::Run) => Level::Deny,
            (Severity::Error, _) => Level::Note,
            _ => Level::Allow,
        }
    }

    /// What `docbind explain` says of the rule's level, and of how to change it.
    pub(crate) fn explain_level(&self) -> String {
        let level = match self.severity {
            Severity::Note => "A note",
            Severity::Warning => "A warning",
            Severity::Error => "An error",
        };
        let (lists, example) = match (self.least_level(), self.severity) {
            (Level::Deny, _) => return format!("## Level\n\n{level}, which no setting changes.\n"),
            (Level::Note, _) => ("`note` and `warn`", "warn"),
            (_, Severity::Note) => ("`allow`, `warn` and `deny`", "deny"),
            _ => ("`allow`, `note` and `deny`", "allow"),
        };
        format!(
            "## Level\n\n{level}, unless docbind.toml says otherwise: {lists} take its code, its name or a glob.\n\n\
             ```toml\n[diagnostics]\n{example} = [\"{}\"]\n```\n",
            self.code
        )
    }
}

/// Gives each diagnostic its level. Those that are allowed are the second part.
pub(crate) fn apply_levels(
    entries: &[LevelEntry],
    sources: &Sources,
    diagnostics: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    if entries.is_empty() {
        return (diagnostics, Vec::new());
    }
    let entries: Vec<(&LevelEntry, Option<PageGlobs>)> =
        entries.iter().map(|entry| (entry, entry.page_globs())).collect();
    let (mut said, mut allowed) = (Vec::new(), Vec::new());
    for mut diagnostic in diagnostics {
        match level_of(&diagnostic, &entries, sources).map(Level::severity) {
            Some(None) => allowed.push(diagnostic),
            set => {
                diagnostic.severity = set.flatten().unwrap_or(diagnostic.severity);
                said.push(diagnostic);
            }
        }
    }
    (said, allowed)
}

/// The level that the settings give a diagnostic. Of entries that contradict each other, which is an error
/// of its own, the strictest.
fn level_of(
    diagnostic: &Diagnostic,
    entries: &[(&LevelEntry, Option<PageGlobs>)],
    sources: &Sources,
) -> Option<Level> {
    let file = diagnostic.primary.as_ref().map(|label| sources.get(label.span.source).relative.as_str());
    let on_page = |globs: &PageGlobs| file.is_some_and(|file| globs.fit(file));
    let fitting = entries.iter().filter(|(entry, globs)| {
        let named = entry.rules.iter().any(|rule| rule.code == diagnostic.rule.code);
        named && globs.as_ref().is_none_or(on_page)
    });
    let decisive = fitting.max_by_key(|(entry, _)| (entry.precision(), entry.level));
    decisive.map(|(entry, _)| entry.level)
}
