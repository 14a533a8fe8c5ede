//! `include` and `exclude`: which files of a spec folder are pages.

use super::parts::is_many_by_name;
use crate::config::{PageGlobs, PagesConfig};

/// The globs of `[pages]`, ready to be asked.
pub(super) struct PageFilter {
    include: Option<PageGlobs>,
    exclude: PageGlobs,
}

impl PageFilter {
    /// The filter of the settings; a glob that is none was reported when the settings were read.
    pub(super) fn new(pages: &PagesConfig) -> Self {
        let globs = |globs: &[String]| PageGlobs::new(globs.iter().map(String::as_str));
        let include = (!pages.include.is_empty()).then(|| globs(&pages.include));
        Self { include, exclude: globs(&pages.exclude) }
    }

    /// Whether the file at that relative path is a page.
    pub(super) fn is_page(&self, relative: &str) -> bool {
        !self.is_excluded(relative) && self.include.as_ref().is_none_or(|globs| globs.fit(relative))
    }

    /// Whether the file at that relative path is a page, or may hold pages.
    pub(super) fn may_hold_pages(&self, relative: &str) -> bool {
        self.is_page(relative) || (is_many_by_name(relative) && !self.is_excluded(relative))
    }

    /// Whether a part of a file is a page: by its own path, or that of the file.
    pub(super) fn is_part(&self, file: &str, part: &str) -> bool {
        !self.is_excluded(part) && (self.is_page(part) || self.is_page(file))
    }

    /// Whether the settings leave the file out.
    pub(super) fn is_excluded(&self, relative: &str) -> bool {
        self.exclude.fit(relative)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(include: &[&str], exclude: &[&str]) -> impl Fn(&str) -> bool {
        let owned = |globs: &[&str]| globs.iter().map(|g| g.to_string()).collect();
        let pages =
            PagesConfig { include: owned(include), exclude: owned(exclude), ..PagesConfig::default() };
        let filter = PageFilter::new(&pages);
        move |path| filter.is_page(path)
    }

    #[test]
    fn everything_is_a_page_unless_told() {
        assert!(pages(&[], &[])("guides/a.md"));
    }

    #[test]
    fn a_star_stays_within_its_folder() {
        let is_page = pages(&["api/*.md"], &[]);
        assert!(is_page("api/a.md"));
        assert!(!is_page("api/v2/a.md"));
        assert!(pages(&["api/**/*.md"], &[])("api/v2/a.md"));
    }

    #[test]
    fn a_folder_means_all_of_it_and_exclude_wins() {
        let is_page = pages(&["api"], &["./api/internal/", "**/changelog.md"]);
        assert!(is_page("api/v2/a.md"));
        assert!(!is_page("api/internal/v2/a.md"));
        assert!(!is_page("api/changelog.md"));
        assert!(!is_page("guides/a.md"));
    }
}
