//! The order of the report: each page once, under the group of its first operation.

use crate::diagnostic::Diagnostic;
use crate::dialect::{PageOutcome, PageReading};
use crate::model::{Api, NamedSchema, Operation, Override, Webhook};
use crate::reading::Reading;
use crate::source::{SourceFile, SourceId};
use crate::spec::Spec;
use std::collections::{BTreeMap, HashMap};

/// The parts of the report.
pub(super) struct Outline<'a> {
    pub(super) groups: Vec<Group<'a>>,
    /// Records that were read on no page.
    pub(super) records: Vec<Record<'a>>,
    /// Settings that apply to what no page describes.
    pub(super) overrides: Vec<&'a Override>,
    /// What is said of no page.
    pub(super) general: Vec<&'a Diagnostic>,
}

impl Outline<'_> {
    /// Whether anything is about no page.
    pub(super) fn has_general(&self) -> bool {
        !(self.general.is_empty() && self.records.is_empty() && self.overrides.is_empty())
    }
}

/// A group with its pages.
pub(super) struct Group<'a> {
    pub(super) name: &'a str,
    pub(super) about: &'a str,
    pub(super) pages: Vec<Page<'a>>,
}

/// A page with what was read from it.
pub(super) struct Page<'a> {
    /// Its number in the order of the run.
    pub(super) number: usize,
    pub(super) file: &'a SourceFile,
    pub(super) reading: &'a PageReading,
    pub(super) operations: Vec<&'a Operation>,
    pub(super) webhooks: Vec<&'a Webhook>,
    pub(super) records: Vec<Record<'a>>,
    /// Settings that say something in the place of the page.
    pub(super) overrides: Vec<&'a Override>,
    pub(super) diagnostics: Vec<&'a Diagnostic>,
}

/// A schema that has a name in the pages.
pub(super) type Record<'a> = (&'a str, &'a NamedSchema);

/// Sorts what was read by page, and the pages by group.
pub(super) fn sort_pages<'a>(spec: &'a Spec, reading: &'a Reading) -> Outline<'a> {
    let (mut pages, general) = pages_with_diagnostics(spec, reading);
    let records = give_to_pages(&mut pages, &reading.api);
    let overrides = give_overrides(&mut pages, &reading.api);
    let mut by_group: BTreeMap<(u8, &str), Vec<Page<'a>>> = BTreeMap::new();
    for page in pages {
        by_group.entry(group_of(&page)).or_default().push(page);
    }
    let about = |name: &str| reading.api.groups.iter().find(|g| g.name == name);
    let groups = by_group.into_iter().map(|((kind, name), pages)| {
        let described = about(name).filter(|_| kind == 0).map_or("", |group| group.description.as_str());
        Group { name, about: described, pages }
    });
    Outline { groups: groups.collect(), records, overrides, general }
}

/// The groups of operations first, then webhooks, then what gave neither.
fn group_of<'a>(page: &Page<'a>) -> (u8, &'a str) {
    match page.operations.first() {
        Some(operation) => (0, operation.group.as_str()),
        None if page.reading.outcome == PageOutcome::Webhook => (1, "Webhooks"),
        None => (2, "Pages without an operation"),
    }
}

fn pages_with_diagnostics<'a>(spec: &'a Spec, reading: &'a Reading) -> (Vec<Page<'a>>, Vec<&'a Diagnostic>) {
    let mut of_pages: HashMap<SourceId, Vec<&Diagnostic>> =
        reading.pages.iter().map(|(id, _)| (*id, Vec::new())).collect();
    let mut general = Vec::new();
    for diagnostic in &reading.diagnostics {
        let source = diagnostic.primary.as_ref().map(|label| label.span.source);
        match source.and_then(|id| of_pages.get_mut(&id)) {
            Some(of_page) => of_page.push(diagnostic),
            None => general.push(diagnostic),
        }
    }
    let page = |(number, (id, page)): (usize, &'a (SourceId, PageReading))| Page {
        number,
        file: spec.sources.get(*id),
        reading: page,
        operations: Vec::new(),
        webhooks: Vec::new(),
        records: Vec::new(),
        overrides: Vec::new(),
        diagnostics: of_pages.remove(id).unwrap_or_default(),
    };
    (reading.pages.iter().enumerate().map(page).collect(), general)
}

/// Gives each operation, webhook and record to the page that describes it; gives back the records of none.
fn give_to_pages<'a>(pages: &mut [Page<'a>], api: &'a Api) -> Vec<Record<'a>> {
    let numbers: HashMap<&str, usize> =
        pages.iter().enumerate().map(|(n, page)| (page.file.relative.as_str(), n)).collect();
    for operation in &api.operations {
        let mut given: Vec<usize> =
            operation.places().filter_map(|place| numbers.get(place.page.as_str()).copied()).collect();
        given.dedup();
        given.into_iter().for_each(|n| pages[n].operations.push(operation));
    }
    for webhook in &api.webhooks {
        if let Some(&n) = numbers.get(webhook.place.page.as_str()) {
            pages[n].webhooks.push(webhook);
        }
    }
    let mut left = Vec::new();
    for (name, schema) in &api.schemas {
        let number = schema.place.as_ref().and_then(|place| numbers.get(place.page.as_str()));
        match number {
            Some(&n) => pages[n].records.push((name, schema)),
            None => left.push((name.as_str(), schema)),
        }
    }
    for page in pages {
        let file = &page.file.relative;
        let line = |operation: &&Operation| operation.places().find(|p| p.page == *file).map(|p| p.line);
        page.operations.sort_by_key(line);
    }
    left
}

/// Gives each setting that applies to the pages that it is about; gives back those of none.
fn give_overrides<'a>(pages: &mut [Page<'a>], api: &'a Api) -> Vec<&'a Override> {
    let mut left = Vec::new();
    for of in &api.overrides {
        let is_there = |page: &&mut Page<'a>| of.pages.contains(&page.file.relative);
        let mut given = false;
        for page in pages.iter_mut().filter(is_there) {
            page.overrides.push(of);
            given = true;
        }
        if !given {
            left.push(of);
        }
    }
    let in_order = |overrides: &mut Vec<&Override>| overrides.sort_by_key(|of| (of.setting.line, &of.what));
    pages.iter_mut().for_each(|page| in_order(&mut page.overrides));
    in_order(&mut left);
    left
}
