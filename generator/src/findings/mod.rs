//! Findings: what `docbind check-docs` tells the author of the pages.
//!
//! Nothing is searched for here. The stages that read the pages say what contradicts what, for everyone;
//! a finding is a diagnostic whose rule is about the pages ([`Subject::Pages`]), without the notes on what
//! docbind made of it. What is wrong with `docbind.toml` is said too: it decides which pages are read.

mod sarif;
mod summary;
mod text;

pub use sarif::{join_sarif, render_sarif};
pub use summary::render_summary;
pub use text::render_findings;

use crate::diagnostic::{Counts, Diagnostic, Severity, Subject};
use crate::dialect::PageOutcome;
use crate::reading::Reading;
use crate::reproduction::Reproduction;
use std::collections::BTreeMap;

/// What is to be said of the pages.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that the settings allow.
    pub allowed: Vec<Diagnostic>,
    /// How many pages there are of each kind.
    pub pages: BTreeMap<PageOutcome, usize>,
    /// How many of the documented requests and responses a client can make and read.
    pub reproduction: Reproduction,
}

/// Takes from a reading what concerns the author of the pages.
pub fn collect_findings(reading: &Reading) -> Findings {
    let mut pages = BTreeMap::new();
    for (_, page) in &reading.pages {
        *pages.entry(page.outcome).or_default() += 1;
    }
    let of_pages = |all: &[Diagnostic]| -> Vec<Diagnostic> {
        all.iter().filter(|d| d.rule.subject != Subject::Reading).map(for_author).collect()
    };
    Findings {
        diagnostics: of_pages(&reading.diagnostics),
        allowed: of_pages(&reading.allowed),
        pages,
        reproduction: reading.reproduction.clone(),
    }
}

/// The diagnostic without what docbind made of it.
fn for_author(diagnostic: &Diagnostic) -> Diagnostic {
    let mut finding = diagnostic.clone();
    if finding.rule.subject == Subject::Pages {
        finding.notes.clear();
        finding.settings_help.clear();
        finding.suggestions.clear();
    }
    finding
}

impl Findings {
    /// How many there are of each severity.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.diagnostics)
    }

    /// Those that are at least so severe.
    pub fn from_severity(&self, least: Severity) -> Vec<Diagnostic> {
        self.diagnostics.iter().filter(|d| d.severity >= least).cloned().collect()
    }

    /// Whether one is at least so severe.
    pub fn reach(&self, severity: Severity) -> bool {
        self.diagnostics.iter().any(|d| d.severity >= severity)
    }
}
