//! A text that several pages are parts of.

use super::lines::Lines;
use std::sync::OnceLock;

/// The text of a file, and its lines.
#[derive(Debug)]
pub(crate) struct Whole {
    /// All of it.
    pub(super) text: String,
    lines: OnceLock<Lines>,
}

impl Whole {
    pub(super) fn new(text: String) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    pub(super) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}
