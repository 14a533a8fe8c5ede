//! What a run did, and what it says meanwhile.

use super::discover::{Candidate, Skipped};
use crate::config::apply_levels;
use crate::diagnostic::{Diagnostic, sort_diagnostics};
use crate::spec::Spec;

/// Who is told how far a run is.
pub(crate) trait Progress {
    /// Pages were found.
    fn found(&self, how: &str, pages: usize);
    /// A page is done with: of `total` that are known so far, with so many bytes received.
    fn step(&self, done: usize, total: usize, bytes: u64, page: &str);
    /// A host asks to wait.
    fn waiting(&self, why: &str);
}

/// What a run did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fetched {
    /// How the pages were found: `llms.txt`.
    pub how: String,
    /// How many were found.
    pub found: usize,
    /// Files that were not there.
    pub new: Vec<String>,
    /// Files whose text was another.
    pub changed: Vec<String>,
    /// How many are as they were.
    pub unchanged: usize,
    /// How many were not overwritten, for they are not as they were fetched.
    pub kept: usize,
    /// How many a run that broke off was done with.
    pub resumed: usize,
    /// Files of pages that the site has no more.
    pub removed: Vec<String>,
    /// What was found and is not fetched.
    pub skipped: Vec<(String, Skipped)>,
    /// How many pages are HTML, for want of Markdown.
    pub html: usize,
    /// Whether every page was got, or is said to be gone.
    pub is_complete: bool,
    /// Bytes of bodies.
    pub bytes: u64,
    /// Requests that were sent.
    pub requests: u64,
    /// What is to be said.
    pub diagnostics: Vec<Diagnostic>,
}

/// What would be fetched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// How the pages were found: `llms.txt`.
    pub how: String,
    /// What would be fetched, with the path of its file without extension.
    pub candidates: Vec<(Candidate, String)>,
    /// What would not.
    pub skipped: Vec<(String, Skipped)>,
    /// Whether the pages that these link to would be fetched too.
    pub follows_links: bool,
    /// What is to be said.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is to be said at the levels of the settings, in order, and how much is not.
pub(crate) fn at_levels(spec: &Spec, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    let (mut said, allowed) = apply_levels(&spec.config.levels, &spec.sources, found);
    sort_diagnostics(&mut said);
    said.dedup();
    (said, allowed.len())
}
