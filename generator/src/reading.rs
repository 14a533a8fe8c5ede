//! What was read from a spec, and how its pages are read: each on its own, on several threads.

use crate::budget;
use crate::config::apply_levels;
use crate::diagnostic::{Diagnostic, sort_diagnostics};
use crate::dialect::{
    Descriptions, OpenPage, PageOutcome, PageReading, Snippets, follow_same_as_above, follow_same_as_linked,
    link_records, open_page, read_descriptions, read_page,
};
use crate::document::Document;
use crate::model::Api;
use crate::progress::Progress;
use crate::reproduction::Reproduction;
use crate::source::SourceId;
use crate::spec::Spec;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// What was read from a spec.
#[derive(Debug)]
pub struct Reading {
    /// The closed model.
    pub api: Api,
    /// What of the documented requests and responses the client makes and reads.
    #[doc(hidden)]
    pub reproduction: Reproduction,
    /// Each page, in the order of `Spec::pages`.
    #[doc(hidden)]
    pub pages: Vec<(SourceId, PageReading)>,
    /// What is to be said, by place, at the levels of the settings.
    pub diagnostics: Vec<Diagnostic>,
    /// What the settings allow: it is counted, and not said.
    pub allowed: Vec<Diagnostic>,
}

/// What is kept of pages when their model is closed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Their blocks and claims, too.
    All,
    /// What kind of page each was.
    Outcomes,
}

impl Reading {
    /// Takes in what a stage found, at the levels that the settings give it.
    pub(crate) fn add(&mut self, spec: &Spec, found: Vec<Diagnostic>) {
        let (said, allowed) = apply_levels(&spec.config.levels, &spec.sources, found);
        self.diagnostics.extend(said);
        self.allowed.extend(allowed);
        sort_diagnostics(&mut self.diagnostics);
        // What several operations of a page have in common is said once.
        self.diagnostics.dedup_by(|second, first| {
            let same = first.says_the_same(second);
            if same {
                let new = std::mem::take(&mut second.suggestions).into_iter();
                let new: Vec<_> = new.filter(|of| !first.suggestions.contains(of)).collect();
                first.suggestions.extend(new);
            }
            same
        });
    }

    /// Frees what is not kept of the pages.
    pub(crate) fn forget(&mut self, keep: Keep) {
        if keep == Keep::Outcomes {
            for (_, page) in &mut self.pages {
                (page.document, page.claims.claims, page.diagnostics) = Default::default();
            }
        }
    }
}

/// Reads every page of a spec with the snippets that it includes, and every operation of a description that no page has.
pub(crate) fn read_pages(
    spec: &Spec,
    keep: Keep,
    progress: &dyn Progress,
) -> (Vec<(SourceId, PageReading)>, Snippets) {
    let open = |&id: &SourceId| open_page(spec.sources.get(id));
    let together = pages_together(spec);
    let opened: Vec<OpenPage<'_>> = spec.pages.par_iter().with_min_len(together).map(open).collect();
    let snippets = Snippets::read(spec, &opened);
    let descriptions = Descriptions::new(spec);
    let read = |page: OpenPage<'_>| {
        let id = page.file.id;
        let mut page = read_page(page, &snippets, &descriptions);
        // Of an endpoint's page nothing but `inspect` and the report looks at a block again.
        if keep == Keep::Outcomes && page.outcome == PageOutcome::Endpoint {
            page.document = Document::default();
        }
        progress.page_is_read();
        (id, page)
    };
    let mut pages: Vec<(SourceId, PageReading)> =
        opened.into_par_iter().with_min_len(together).map(read).collect();
    pages.retain(|(id, page)| page.outcome == PageOutcome::Endpoint || !snippets.is_included_page(*id));
    pages.extend(read_descriptions(spec, &descriptions));
    link_records(&mut pages, &spec.sources);
    follow_same_as_above(&mut pages);
    follow_same_as_linked(&mut pages, &spec.sources);
    (pages, snippets)
}

/// So many bytes of pages are worth waking another thread for.
const WORTH_A_THREAD: usize = 64 * 1024;

/// How many pages one thread reads at least.
fn pages_together(spec: &Spec) -> usize {
    let bytes: usize = spec.pages.iter().map(|&id| spec.sources.get(id).text.len()).sum();
    (spec.pages.len() * WORTH_A_THREAD).div_ceil(bytes.max(1)).max(1)
}

/// Does what reads pages on the threads for that.
pub(crate) fn on_readers<T: Send>(read: impl FnOnce() -> T + Send) -> T {
    match readers() {
        Some(readers) => readers.install(read),
        None => read(),
    }
}

/// The threads that read pages. Their stack holds the deepest page that the budget allows in a debug build, whatever
/// the stack of the caller is; `None` where there can be none.
fn readers() -> Option<&'static ThreadPool> {
    static READERS: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let build = || ThreadPoolBuilder::new().stack_size(budget::STACK).build().ok();
    READERS.get_or_init(build).as_ref()
}
