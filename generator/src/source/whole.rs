//! A text that several pages are parts of.

use super::lines::Lines;
use std::sync::OnceLock;

/// The text of a file, and its lines.
#[derive(Debug)]
pub(super) struct Whole {
    /// All of it.
    pub text: String,
    lines: OnceLock<Lines>,
}

impl Whole {
    pub fn new(text: String) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}
