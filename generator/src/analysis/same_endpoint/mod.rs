//! Pass: several pages for one verb and URL.
//!
//! Pages describe one operation where all of this holds:
//!
//! - verb, host and path are the same, but for the names of the path parameters;
//! - they call it the same: the titles have the same words, and the file names do not say otherwise
//!   (`get-ticket` and `list-tickets` do, `close` and `close-ticket` do not), or the paths differ in
//!   nothing but the language that a folder names;
//! - they take the same: one page may have parameters that the other does not know, not both, and
//!   nothing that the other does not know is required;
//! - no parameter or field is of two kinds, or has two defaults, or takes two sets of values.
//!
//! Then they become one: fields are united, and what only one page has, or requires, is optional.
//! Anything else stays apart, each page an operation by its title: one URL does several things, or a
//! page was copied and its path never changed. Both are reported, with both places and the reason.

mod page_name;
mod shapes;
mod texts;
mod unite;

use super::Schemas;
use super::draft::Draft;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{FixedQuery, Operation, PathPart};
use page_name::PageName;
use shapes::Uniter;
use std::collections::{BTreeMap, BTreeSet};
use unite::{only_in, unite_operations};

/// An operation as one page describes it.
pub(super) struct PageOperation<'a> {
    pub operation: Operation,
    /// What it was made of.
    pub draft: Draft<'a>,
}

/// An operation, and all pages on it.
struct Cluster<'a> {
    of: PageOperation<'a>,
    names: Vec<PageName>,
}

/// Makes pages on one operation one. Translations come last, when there is something that they
/// translate.
pub(super) fn unite_pages<'a>(
    pages: Vec<PageOperation<'a>>,
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PageOperation<'a>> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    let mut by_url: BTreeMap<UrlKey, Vec<usize>> = BTreeMap::new();
    let named = pages.into_iter().map(|page| (PageName::of(&page.operation), page));
    let mut named: Vec<(PageName, PageOperation<'a>)> = named.collect();
    named.sort_by_key(|(name, _)| name.language_rank());
    for (name, page) in named {
        let rivals = by_url.entry(url_key(&page.operation)).or_default();
        let Some(&first) = rivals.first() else {
            rivals.push(clusters.len());
            clusters.push(Cluster { of: page, names: vec![name] });
            continue;
        };
        // Of several pages that it could be of, the one that is called the same; the first otherwise.
        let namesake = rivals.iter().copied().find(|&at| clusters[at].difference(&name).is_none());
        let rival = &mut clusters[namesake.unwrap_or(first)];
        match rival.take_in(&page, &name, schemas) {
            Ok(note) => {
                diagnostics.push(note);
                rival.take_name(&page);
                diagnostics.extend(page.draft.diagnostics.into_iter().filter(|of| !is_crowding(of)));
            }
            Err(reason) => {
                let copied = name.begins_otherwise(&rival.names[0]);
                diagnostics.push(report_apart(&page, &rival.of, reason, copied));
                rivals.push(clusters.len());
                clusters.push(Cluster { of: page, names: vec![name] });
            }
        }
    }
    let mut united: Vec<PageOperation<'a>> = clusters.into_iter().map(|cluster| cluster.of).collect();
    united.sort_by_key(|page| page.draft.span());
    united.iter_mut().for_each(|page| page.operation.other_pages.sort_by(|a, b| a.place.cmp(&b.place)));
    united
}

/// Verb, host, path without the names of its parameters (`None` each), and query.
type UrlKey = (&'static str, Option<String>, Vec<Option<String>>, BTreeSet<FixedQuery>);

/// Equal for the operations of one URL.
fn url_key(of: &Operation) -> UrlKey {
    let parts = of.path.parts.iter().map(|part| match part {
        PathPart::Literal(text) => Some(text.clone()),
        PathPart::Parameter(_) => None,
    });
    let query = of.fixed_query.iter().cloned().collect();
    (of.method.as_str(), of.base_url.clone(), parts.collect(), query)
}

impl Cluster<'_> {
    /// What tells a page's name from those of all pages here; `None` where it is one of them.
    fn difference(&self, name: &PageName) -> Option<String> {
        let mut differences = self.names.iter().map(|known| name.difference(known));
        let first = differences.next().flatten()?;
        differences.all(|difference| difference.is_some()).then_some(first)
    }

    /// Makes a page one with those here; why it isn't, otherwise.
    fn take_in(
        &mut self,
        page: &PageOperation<'_>,
        name: &PageName,
        schemas: &mut Schemas,
    ) -> Result<Diagnostic, String> {
        if let Some(difference) = self.difference(name) {
            return Err(difference);
        }
        let translated = self.names.iter().any(|known| name.is_translation_of(known));
        let mut uniter = Uniter::new(schemas);
        // These are many where a page says one thing over and over.
        let mut other_pages = std::mem::take(&mut self.of.operation.other_pages);
        let mut united = unite_operations(&mut uniter, &self.of.operation, &page.operation, translated);
        if let Ok(united) = &mut united {
            other_pages.append(&mut united.other_pages);
            united.other_pages = other_pages;
        } else {
            self.of.operation.other_pages = other_pages;
        }
        let united = united.map_err(|of| match translated {
            true => format!("it is a translation by its path, but {of}"),
            false => format!("both are called \"{}\", but {of}", name.title),
        })?;
        schemas.extend(uniter.changed);
        let note = report_united(page, &self.of, translated);
        self.of.operation = united;
        if !self.names.contains(name) {
            self.names.push(name.clone());
        }
        Ok(note)
    }
}

impl Cluster<'_> {
    /// Of a page that had to make room for one which is the same after all, the first name counts. The name that
    /// an operation had in an earlier run counts before all.
    fn take_name(&mut self, page: &PageOperation<'_>) {
        let PageOperation { operation, draft, .. } = &mut self.of;
        if draft.kept.is_none() && page.draft.kept.is_some() {
            operation.id.clone_from(&page.operation.id);
            operation.group.clone_from(&page.operation.group);
            operation.identity.clone_from(&page.operation.identity);
            (draft.kept, draft.crowded_out) = (page.draft.kept.clone(), None);
            draft.id.clone_from(&page.draft.id);
            draft.group.clone_from(&page.draft.group);
            return draft.diagnostics.retain(|of| !is_crowding(of));
        }
        let same_group = draft.group == page.draft.group;
        if same_group && draft.crowded_out.as_ref() == Some(&page.draft.id) {
            draft.crowded_out = None;
            draft.diagnostics.retain(|of| !is_crowding(of));
            if operation.id == draft.id {
                operation.id.clone_from(&page.operation.id);
            }
            draft.id.clone_from(&page.draft.id);
        }
    }
}

fn is_crowding(diagnostic: &Diagnostic) -> bool {
    *diagnostic.rule == rule::NAME_COLLISION
}

fn endpoint_words(of: &Operation) -> String {
    format!("`{} {}`", of.method.as_str(), of.path)
}

/// `copied` says that the pages speak of doing different things at one URL.
fn report_apart(
    page: &PageOperation<'_>,
    first: &PageOperation<'_>,
    reason: String,
    copied: bool,
) -> Diagnostic {
    let endpoint = endpoint_words(&page.operation);
    let message = format!("{endpoint} is documented as another operation");
    let diagnostic = Diagnostic::at(&rule::DUPLICATE_ENDPOINT, page.draft.span(), message)
        .related(first.draft.span(), "documented here as well")
        .fact(reason)
        .note("each became a method of its own, named by its title");
    match copied {
        true => diagnostic.help("if a page was copied and its path never changed, correct the path"),
        false => diagnostic,
    }
}

fn report_united(page: &PageOperation<'_>, first: &PageOperation<'_>, translated: bool) -> Diagnostic {
    let endpoint = endpoint_words(&page.operation);
    let message = match translated {
        true => format!("{endpoint} is documented in another language"),
        false => format!("{endpoint} is documented again"),
    };
    let mut diagnostic = Diagnostic::at(&rule::UNITED_PAGES, page.draft.span(), message)
        .related(first.draft.span(), "documented here as well")
        .note("the pages agree: the client has one method for them, and what only one has is optional");
    let sides = [(&page.operation, &first.operation, "here"), (&first.operation, &page.operation, "there")];
    for (own, other, place) in sides {
        let (fields, answers) = only_in(own, other);
        if !fields.is_empty() {
            diagnostic = diagnostic.fact(format!("only {place}: {}", fields.join(", ")));
        }
        if !answers.is_empty() {
            diagnostic = diagnostic.fact(format!("only {place}: the response {}", answers.join(", ")));
        }
    }
    diagnostic.help_in_settings("`exclude` under `[pages]` in docbind.toml leaves one of them out")
}
