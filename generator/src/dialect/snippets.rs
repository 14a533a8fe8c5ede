//! Files that pages include: `<Snippet file="ticket.mdx" />`.

use crate::document::{self, Block};
use crate::source::{SourceId, Spec};
use std::sync::Arc;

/// The snippets of a spec, each read once.
#[derive(Clone, Debug, Default)]
pub struct Snippets(Arc<Vec<Snippet>>);

/// A file that pages include.
#[derive(Debug)]
pub(super) struct Snippet {
    /// Its path.
    relative: String,
    /// The file.
    pub source: SourceId,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Snippets {
    /// Reads the snippets of a spec.
    pub fn read(spec: &Spec) -> Self {
        let read = |&source: &SourceId| {
            let file = spec.sources.get(source);
            let blocks = document::parse_markdown(file).blocks;
            Snippet { relative: file.relative.clone(), source, blocks }
        };
        Self(Arc::new(spec.snippets.iter().map(read).collect()))
    }

    /// The snippet that a page means by a path: the end of one, in the folder that has most of its own
    /// path in common with the page's.
    pub(super) fn find(&self, page: &str, path: &str) -> Option<usize> {
        let path = path.trim().trim_start_matches(['/', '.']);
        let fits = |relative: &str| {
            relative.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let common = |relative: &str| {
            relative.split('/').zip(page.split('/')).take_while(|(own, theirs)| own == theirs).count()
        };
        let found =
            self.0.iter().enumerate().filter(|(_, snippet)| !path.is_empty() && fits(&snippet.relative));
        // Of equals the first.
        found.rev().max_by_key(|(_, snippet)| common(&snippet.relative)).map(|(index, _)| index)
    }

    pub(super) fn get(&self, index: usize) -> &Snippet {
        &self.0[index]
    }
}
