//! Stage **spec**: what one run reads, from a path: the settings, the lock, the documentation sites, the pages,
//! what they include, and OpenAPI descriptions.

mod descriptions;
mod exports;
mod included;
mod links;
mod load;
mod load_error;
mod parts;
mod select;
mod sites;
mod unread;
mod walk;

pub(crate) use descriptions::begins_as_openapi;
pub(crate) use load::load_settings;
pub use load::load_spec;
pub(crate) use load::load_spec_with;
pub use load_error::LoadError;

use crate::config::Config;
use crate::description::Description;
use crate::diagnostic::Diagnostic;
use crate::lock::{LOCK_NAME, Lock};
use crate::site::Site;
use crate::source::{SourceId, Sources};
use std::path::PathBuf;

/// The name of the settings file.
pub(crate) const CONFIG_NAME: &str = "docbind.toml";

/// What one run reads.
#[derive(Debug, Default)]
pub struct Spec {
    /// All files.
    pub sources: Sources,
    /// The spec folder, or the folder of a page that stands alone. What a build script watches.
    pub root: PathBuf,
    /// What to call the API where nothing else names it: the name of the folder, or of the page.
    pub name: String,
    /// `docbind.toml`, where there is one.
    pub config_file: Option<SourceId>,
    /// What it says; the defaults where there is none.
    #[doc(hidden)]
    pub config: Config,
    /// What `docbind.lock` says; nothing where there is none.
    #[doc(hidden)]
    pub lock: Option<Lock>,
    /// The documentation sites that the pages belong to.
    #[doc(hidden)]
    pub sites: Vec<Site>,
    /// The pages, by relative path.
    pub pages: Vec<SourceId>,
    /// Files that pages include and that are no pages themselves, by relative path.
    pub snippets: Vec<SourceId>,
    /// OpenAPI descriptions, by relative path.
    pub descriptions: Vec<Description>,
    /// What was wrong with `docbind.toml`, and the files that could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Spec {
    /// Whether it is one description, and its file is called as those of any API are: `openapi.json`.
    pub(crate) fn is_called_as_all_are(&self) -> bool {
        let any = ["openapi", "swagger", "api", "spec", "index", "schema"];
        self.descriptions.len() == 1 && any.contains(&self.name.to_ascii_lowercase().as_str())
    }

    /// A spec of texts, which may be those of `docbind.toml` and `docbind.lock`; the others are pages.
    pub fn of_texts<P: Into<String>, T: Into<String>>(
        name: impl Into<String>,
        texts: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let mut spec = Spec { name: name.into(), ..Spec::default() };
        for (path, text) in texts {
            let path = path.into();
            let id = spec.sources.add(path.as_str(), path.as_str(), text);
            match path.as_str() {
                CONFIG_NAME => load::add_config(&mut spec, id),
                LOCK_NAME => load::add_lock(&mut spec, id),
                _ => spec.pages.push(id),
            }
        }
        spec
    }

    /// The spec with that lock, where it has none of its own.
    pub fn or_lock(mut self, fallback: Option<&Lock>) -> Self {
        self.lock = self.lock.or_else(|| fallback.cloned());
        self
    }
}
