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
pub use load::{load_settings, load_spec};
pub use load_error::LoadError;

use crate::config::Config;
use crate::description::Description;
use crate::diagnostic::Diagnostic;
use crate::lock::Lock;
use crate::site::Site;
use crate::source::{SourceId, Sources};
use std::path::PathBuf;

/// The name of the settings file.
pub const CONFIG_NAME: &str = "docbind.toml";

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
    pub config: Config,
    /// What `docbind.lock` says; nothing where there is none.
    pub lock: Option<Lock>,
    /// The documentation sites that the pages belong to.
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
    pub fn is_called_as_all_are(&self) -> bool {
        let any = ["openapi", "swagger", "api", "spec", "index", "schema"];
        self.descriptions.len() == 1 && any.contains(&self.name.to_ascii_lowercase().as_str())
    }
}
