//! The record of what settings changed.

use super::Misfits;
use crate::config::Said;
use crate::model::Override;
use crate::source::Span;

/// Settings that select something, each with its place.
#[derive(Default)]
pub(in crate::analysis) struct Record {
    list: Vec<(Span, Override)>,
}

impl Record {
    /// Notes that a setting says something in the place of a page.
    pub fn note(&mut self, said: &Said, what: String, page: &str, from: Option<String>) {
        self.list.push((said.span, said.to_override(vec![page.to_owned()], what, from)));
    }

    /// The settings that did apply, by page, each once.
    pub fn close(self, misfits: &Misfits) -> Vec<Override> {
        let applied = self.list.into_iter().filter(|(span, of)| !misfits.is_left(*span, &of.what));
        let mut applied: Vec<Override> = applied.map(|(_, of)| of).collect();
        applied.sort();
        applied.dedup();
        applied
    }
}
