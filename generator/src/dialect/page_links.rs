//! Which page of a spec a link means.

use crate::source::{SourceId, Sources};
use std::collections::BTreeMap;

/// The pages by their file names.
#[derive(Debug, Default)]
pub(super) struct PageLinks {
    by_file: BTreeMap<String, Vec<String>>,
}

impl PageLinks {
    /// The index of these pages.
    pub(super) fn of(pages: impl Iterator<Item = SourceId>, sources: &Sources) -> Self {
        let mut found = Self::default();
        pages.for_each(|id| found.add(stem_of(&sources.get(id).relative)));
        found
    }

    /// Adds a page by its path without the extension.
    pub(super) fn add(&mut self, stem: &str) {
        let file = stem.rsplit('/').next().unwrap_or_default().to_lowercase();
        self.by_file.entry(file).or_default().push(stem.to_owned());
    }

    /// The page that a path means, by its path without the extension: that with most of the path's last segments.
    pub(super) fn find(&self, path: &str) -> Option<&str> {
        let path = stem_of(path.split('?').next()?).to_lowercase();
        let wanted: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let pages = self.by_file.get(*wanted.last()?)?;
        let shared = |page: &&String| {
            let page = page.to_lowercase();
            let own: Vec<&str> = page.split('/').collect();
            own.iter().rev().zip(wanted.iter().rev()).take_while(|(own, of)| own == of).count()
        };
        pages.iter().max_by_key(shared).map(String::as_str)
    }
}

/// A path without the extension of a page.
pub(super) fn stem_of(path: &str) -> &str {
    let known = [".mdx", ".md", ".markdown", ".html", ".htm", ".txt"];
    known.iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path)
}
