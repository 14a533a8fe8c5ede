//! Globs over the relative paths of pages.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// A glob over relative paths: `*` and `?` stay within a folder, `**` does not.
pub(super) fn parse_glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

/// Globs over the relative paths of pages. One that names a folder (`guides`, `guides/`) means everything
/// below it.
#[derive(Clone, Debug)]
pub struct PageGlobs(GlobSet);

impl PageGlobs {
    /// Reads globs; what is none fits no page.
    pub fn new<'a>(globs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            let glob = glob.trim_start_matches("./").trim_end_matches('/');
            let below = format!("{glob}/**");
            for glob in [parse_glob(glob), parse_glob(&below)].into_iter().flatten() {
                set.add(glob);
            }
        }
        Self(set.build().unwrap_or_else(|_| GlobSet::empty()))
    }

    /// Whether one of them fits the page at that relative path.
    pub fn fit(&self, relative: &str) -> bool {
        self.0.is_match(relative)
    }
}
