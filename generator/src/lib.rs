//! docbind reads the documentation pages that an API's vendor publishes and emits a typed Rust
//! client: bindgen for API docs.
//!
//! ```text
//! path ─ spec ─▶ Spec (settings, lock, sites, pages)
//!
//! page ─ document ─▶ Document ─ dialect ─▶ Claims ─ analysis ─▶ Api (closed)
//!
//! Api ─ reproduction ─▶ what of the documented requests and responses the client makes and reads
//!
//! Api ─┬─ lowering ─▶ RustCrate ─ backend ─▶ FileSet ─ output ─▶ disk
//!      ├─ openapi ─▶ openapi.json
//!      ├─ diff ─▶ changes by semver class
//!      ├─ mock ─▶ an HTTP server
//!      └─ report ─▶ report.html
//! ```
//!
//! Every stage gives what it understood and diagnostics for the rest; none fails. Spans travel from
//! the source to the analysis, so that every diagnostic names its place.
//!
//! ```no_run
//! use docbind::{CrateOptions, WriteMode};
//! use std::path::Path;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let made = docbind::generate("specs/acme")?;
//! eprint!("{}", docbind::render_diagnostics(&made.reading.diagnostics, &made.spec.sources, false));
//! if made.stopped_by(false).is_none() {
//!     docbind::write_files(&made.crate_files(&CrateOptions::default()), Path::new("client"), WriteMode::Write)?;
//!     made.write_lock(WriteMode::Write)?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What is public is what a user of the library needs; the stages are seen by the tests of this repository alone,
//! through `testing`.

// What only commands call is there for nothing without them.
#![cfg_attr(
    not(all(feature = "cli", feature = "fetch", feature = "mock", feature = "watch")),
    allow(dead_code, unused_imports)
)]

mod analysis;
mod backend;
mod budget;
mod build_script;
#[cfg(feature = "cli")]
mod cli;
mod config;
mod description;
mod diagnostic;
mod dialect;
mod diff;
mod document;
#[cfg(feature = "fetch")]
mod fetch;
mod findings;
mod inspect;
mod lock;
mod lowering;
#[cfg(feature = "mock")]
mod mock;
pub mod model;
mod openapi;
mod output;
mod progress;
mod reading;
#[cfg(feature = "report")]
mod report;
mod reproduction;
mod selectors;
mod site;
mod source;
mod spec;
#[cfg(feature = "cli")]
mod suggest;
#[doc(hidden)]
pub mod testing;
mod type_expr;
mod validation;
mod vendored;
mod visible;

pub use backend::{CrateOptions, Emission, ModuleOptions};
pub use build_script::{Build, build};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use cli::{check_command_line, run as run_command_line};
pub use diagnostic::{
    ALL_RULES, Diagnostic, Label, Rule, Severity, Subject, SuggestedTable, Suggestion, find_rule,
    render_diagnostics,
};
#[cfg(feature = "mock")]
pub use mock::{MockOptions, MockServer};
pub use openapi::{render_openapi, render_openapi_json, render_openapi_yaml};
pub use output::{FileSet, OutputError, OutputReport, WriteMode, write_files};
pub use reading::Reading;
pub use source::{Position, SourceFile, SourceId, Sources, Span};
pub use spec::{LoadError, Spec, load_spec};

use backend::{emit_crate, emit_module_with};
use diagnostic::stops_output;
use lock::Lock;
use lowering::{RustCrate, lower_with_lock};
use progress::{Progress, Silent, Stage};
use reading::{Keep, on_readers, read_pages};
use reproduction::check_reproduction;
use std::path::Path;

/// What a run made of a spec.
#[derive(Debug)]
pub struct Generated {
    /// What was read.
    pub spec: Spec,
    /// What it says, and what is to be said of it.
    pub reading: Reading,
    /// The client, with all its names.
    #[doc(hidden)]
    pub client: RustCrate,
    /// The names, for the next run to keep to: `docbind.lock`.
    #[doc(hidden)]
    pub lock: Lock,
}

/// From a path (a spec folder, a folder of pages, or one page) to the client of its API.
///
/// # Errors
///
/// When `path` does not exist or has no pages. What is wrong with pages is in the diagnostics of the reading.
pub fn generate(path: impl AsRef<Path>) -> Result<Generated, LoadError> {
    load_spec(path.as_ref()).map(generate_spec)
}

/// [`generate`] for a spec that was loaded.
pub fn generate_spec(spec: Spec) -> Generated {
    make(spec, Keep::All, &Silent)
}

/// [`generate_spec`] that says how far it is.
pub(crate) fn generate_all(spec: Spec, progress: &dyn Progress) -> Generated {
    make(spec, Keep::All, progress)
}

/// [`generate_spec`] for who makes something of the model and looks at no page: of each page only the outcome is kept,
/// which takes a third less memory. Says how far it is.
pub(crate) fn generate_client(spec: Spec, progress: &dyn Progress) -> Generated {
    make(spec, Keep::Outcomes, progress)
}

/// The front half alone: from the pages of a spec to the closed model.
pub fn read_spec(spec: &Spec) -> Reading {
    read_all(spec, &Silent)
}

/// [`read_spec`] that says how far it is.
pub(crate) fn read_all(spec: &Spec, progress: &dyn Progress) -> Reading {
    on_readers(|| read(spec, Keep::All, progress))
}

impl Generated {
    /// The files of a crate, to check in or to publish.
    pub fn crate_files(&self, options: &CrateOptions) -> FileSet {
        emit_crate(&self.client, options)
    }

    /// The same code as one file, for a crate to include.
    pub fn module(&self, options: &ModuleOptions) -> String {
        emit_module_with(&self.client, options)
    }

    /// The error that keeps the client from being written, if there is one: any does, or, with `keep_going`, one of the
    /// settings or of the run.
    pub fn stopped_by(&self, keep_going: bool) -> Option<&Diagnostic> {
        self.reading.diagnostics.iter().find(|diagnostic| stops_output(diagnostic, keep_going))
    }

    /// Brings `docbind.lock` beside `docbind.toml` up to date, in [`WriteMode::Write`]; says whether it was not. A spec
    /// without settings has no lock.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write_lock(&self, mode: WriteMode) -> Result<bool, OutputError> {
        if self.spec.config_file.is_none() || self.spec.lock.as_ref() == Some(&self.lock) {
            return Ok(false);
        }
        if mode == WriteMode::Write {
            self.lock.save(&self.spec.root)?;
        }
        Ok(true)
    }
}

fn make(spec: Spec, keep: Keep, progress: &dyn Progress) -> Generated {
    let mut reading = on_readers(|| read(&spec, keep, progress));
    progress.begins(Stage::Naming, spec.pages.len());
    let none = Lock::default();
    let (client, lock, found) =
        lower_with_lock(&reading.api, &spec.config, spec.lock.as_ref().unwrap_or(&none));
    reading.add(&spec, found);
    Generated { spec, reading, client, lock }
}

fn read(spec: &Spec, keep: Keep, progress: &dyn Progress) -> Reading {
    progress.begins(Stage::Reading, spec.pages.len());
    let (pages, snippets) = read_pages(spec, keep, progress);
    progress.begins(Stage::Weighing, spec.pages.len());
    let none = Lock::default();
    let (title, description, tags) = dialect::about(&spec.descriptions);
    let is_one = spec.pages.len() == 1 || (spec.pages.is_empty() && spec.is_called_as_all_are());
    let context = analysis::Context {
        sources: &spec.sources,
        config: &spec.config,
        lock: spec.lock.as_ref().unwrap_or(&none),
        sites: &spec.sites,
        default_name: &spec.name,
        about: analysis::About { title, description, tags },
        name_from_host: is_one && spec.config_file.is_none(),
    };
    let analysis::Resolved { api, documented, diagnostics, .. } = analysis::resolve_api(&context, &pages);
    let of_pages = pages.iter().flat_map(|(_, page)| &page.diagnostics);
    let mut found: Vec<_> = spec.diagnostics.iter().chain(of_pages).cloned().chain(diagnostics).collect();
    progress.begins(Stage::Trying, spec.pages.len());
    let (reproduction, missed) = check_reproduction(&reproduction::Input {
        sources: &spec.sources,
        values: spec.config.values,
        api: &api,
        pages: &pages,
        documented: &documented,
        said: &found,
    });
    drop(documented);
    found.extend(missed);
    let found = dialect::unite_repeated(found, &pages, &snippets);
    let mut reading = Reading { api, reproduction, pages, diagnostics: Vec::new(), allowed: Vec::new() };
    reading.forget(keep);
    reading.add(spec, found);
    reading
}
