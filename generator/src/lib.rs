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
//!      └─ report ─▶ report.html
//! ```
//!
//! Every stage gives what it understood and diagnostics for the rest; none fails. Spans travel from
//! the source to the analysis, so that every diagnostic names its place.

pub mod analysis;
pub mod backend;
mod budget;
pub mod build_script;
pub mod config;
pub mod description;
pub mod diagnostic;
pub mod dialect;
pub mod diff;
pub mod document;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod findings;
pub mod inspect;
pub mod lock;
pub mod lowering;
pub mod model;
pub mod openapi;
pub mod output;
pub mod progress;
#[cfg(feature = "report")]
pub mod report;
pub mod reproduction;
pub mod selectors;
pub mod site;
pub mod source;
pub mod spec;
pub mod type_expr;
pub mod visible;

pub use build_script::{Build, build};

use config::apply_levels;
use diagnostic::{Diagnostic, sort_diagnostics};
use dialect::{OpenPage, PageOutcome, PageReading};
use document::Document;
use lock::Lock;
use lowering::{RustCrate, lower_with_lock};
use model::Api;
use progress::{Progress, Silent, Stage};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use reproduction::{Reproduction, check_reproduction};
use source::SourceId;
use spec::Spec;
use std::sync::OnceLock;

/// What was read from a spec.
#[derive(Debug)]
pub struct Reading {
    /// The closed model.
    pub api: Api,
    /// What of the documented requests and responses the client makes and reads.
    pub reproduction: Reproduction,
    /// Each page, in the order of `Spec::pages`.
    pub pages: Vec<(SourceId, PageReading)>,
    /// What is to be said, by place, at the levels of the settings.
    pub diagnostics: Vec<Diagnostic>,
    /// What the settings allow: it is counted, and not said.
    pub allowed: Vec<Diagnostic>,
}

impl Reading {
    /// Takes in what a stage found, at the levels that the settings give it.
    pub fn add(&mut self, spec: &Spec, found: Vec<Diagnostic>) {
        let (said, allowed) = apply_levels(&spec.config.levels, &spec.sources, found);
        self.diagnostics.extend(said);
        self.allowed.extend(allowed);
        sort_diagnostics(&mut self.diagnostics);
        // What several operations of a page have in common is said once.
        self.diagnostics.dedup();
    }
}

/// The front half: from the pages of a spec to the closed model.
pub fn read_spec(spec: &Spec) -> Reading {
    read(spec, Keep::All, &Silent)
}

/// [`read_spec`] for who makes something of the model and looks at no page: of each page only the outcome is kept, which
/// takes a third less memory. Says how far it is.
pub fn read_model(spec: &Spec, progress: &dyn Progress) -> Reading {
    read(spec, Keep::Outcomes, progress)
}

/// What is kept of pages when their model is closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Their blocks and claims, too.
    All,
    /// What kind of page each was.
    Outcomes,
}

fn read(spec: &Spec, keep: Keep, progress: &dyn Progress) -> Reading {
    match readers() {
        Some(readers) => readers.install(|| read_pages(spec, keep, progress)),
        None => read_pages(spec, keep, progress),
    }
}

/// The back half: from the closed model to the crate, with the names that `docbind.lock` has. Gives the lock that the
/// next run must keep to.
pub fn lower_spec(spec: &Spec, api: &Api) -> (RustCrate, Lock, Vec<Diagnostic>) {
    let none = Lock::default();
    lower_with_lock(api, &spec.config, spec.lock.as_ref().unwrap_or(&none))
}

/// The threads that read pages. Their stack holds the deepest page that the budget allows in a debug build, whatever
/// the stack of the caller is; `None` where there can be none.
fn readers() -> Option<&'static ThreadPool> {
    static READERS: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let build = || ThreadPoolBuilder::new().stack_size(budget::STACK).build().ok();
    READERS.get_or_init(build).as_ref()
}

fn read_pages(spec: &Spec, keep: Keep, progress: &dyn Progress) -> Reading {
    progress.begins(Stage::Reading, spec.pages.len());
    let open = |&id: &SourceId| dialect::open_page(spec.sources.get(id));
    let opened: Vec<OpenPage<'_>> = spec.pages.par_iter().map(open).collect();
    let snippets = dialect::Snippets::read(spec, &opened);
    let descriptions = dialect::Descriptions::new(spec);
    let read = |page: OpenPage<'_>| {
        let id = page.file.id;
        let mut page = dialect::read_page(page, &snippets, &descriptions);
        // Of an endpoint's page nothing but `inspect` and the report looks at a block again.
        if keep == Keep::Outcomes && page.outcome == PageOutcome::Endpoint {
            page.document = Document::default();
        }
        progress.page_is_read();
        (id, page)
    };
    let mut pages: Vec<(SourceId, PageReading)> = opened.into_par_iter().map(read).collect();
    pages.retain(|(id, page)| page.outcome == PageOutcome::Endpoint || !snippets.is_included_page(*id));
    pages.extend(dialect::read_descriptions(spec, &descriptions));
    let is_one = spec.pages.len() == 1 || (spec.pages.is_empty() && spec.is_called_as_all_are());
    let alone = is_one && spec.config_file.is_none();
    let none = Lock::default();
    let (title, description, tags) = dialect::about(&spec.descriptions);
    let context = analysis::Context {
        sources: &spec.sources,
        config: &spec.config,
        lock: spec.lock.as_ref().unwrap_or(&none),
        sites: &spec.sites,
        default_name: &spec.name,
        about: analysis::About { title, description, tags },
        name_from_host: alone,
    };
    progress.begins(Stage::Weighing, spec.pages.len());
    let analysis::Resolved { api, documented, diagnostics, .. } = analysis::resolve_api(&context, &pages);
    let of_pages = pages.iter().flat_map(|(_, page)| page.diagnostics.iter());
    let mut all: Vec<Diagnostic> =
        spec.diagnostics.iter().chain(of_pages).cloned().chain(diagnostics).collect();
    progress.begins(Stage::Trying, spec.pages.len());
    let (reproduction, found) = check_reproduction(&reproduction::Input {
        sources: &spec.sources,
        values: spec.config.values,
        api: &api,
        pages: &pages,
        documented: &documented,
        said: &all,
    });
    drop(documented);
    all.extend(found);
    let found = dialect::unite_repeated(all, &pages, &snippets);
    if keep == Keep::Outcomes {
        for (_, page) in &mut pages {
            (page.document, page.claims.claims, page.diagnostics) = Default::default();
        }
    }
    let (diagnostics, allowed) = (Vec::new(), Vec::new());
    let mut reading = Reading { api, reproduction, pages, diagnostics, allowed };
    reading.add(spec, found);
    reading
}
