//! What many pages raise alike is said once: what is wrong in a file that they include, and a tag that
//! docbind does not know.

use super::PageReading;
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, Rule, rule};
use crate::source::{SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The diagnostics of a run, each once, and those in included files with the place that includes them.
pub fn unite_repeated(
    diagnostics: Vec<Diagnostic>,
    pages: &[(SourceId, PageReading)],
    snippets: &Snippets,
) -> Vec<Diagnostic> {
    let mut includers: BTreeMap<SourceId, BTreeSet<Span>> = BTreeMap::new();
    for (file, tag) in pages.iter().flat_map(|(_, page)| &page.included) {
        includers.entry(*file).or_default().insert(*tag);
    }
    let mut places: BTreeMap<Key, BTreeSet<Option<SourceId>>> = BTreeMap::new();
    for diagnostic in &diagnostics {
        if let Some(key) = Key::of(diagnostic, snippets) {
            let page = diagnostic.primary.as_ref().map(|label| label.span.source);
            places.entry(key).or_default().insert(page);
        }
    }
    let mut seen = BTreeSet::new();
    let mut united = Vec::new();
    for mut diagnostic in diagnostics {
        if let Some(key) = Key::of(&diagnostic, snippets) {
            let others = places.get(&key).map_or(0, |pages| pages.len() - 1);
            if !seen.insert(key) {
                continue;
            }
            if *diagnostic.rule == rule::UNKNOWN_TAG && others > 0 {
                let pages = if others == 1 { "page has" } else { "pages have" };
                diagnostic.facts.push(format!("{others} other {pages} it too"));
            }
        }
        let file = diagnostic.primary.as_ref().map(|label| label.span.source);
        if let Some(tags) = file.and_then(|file| includers.get(&file)) {
            say_included(&mut diagnostic, tags);
        }
        united.push(diagnostic);
    }
    united
}

/// Says where a file is included, unless another place is named already.
fn say_included(diagnostic: &mut Diagnostic, tags: &BTreeSet<Span>) {
    let Some(first) = tags.first() else { return };
    if diagnostic.related.iter().any(|label| tags.contains(&label.span)) {
        return;
    }
    let text = match tags.len() {
        1 => "included here".to_owned(),
        2 => "included here, and in one other place".to_owned(),
        n => format!("included here, and in {} other places", n - 1),
    };
    diagnostic.related.push(crate::diagnostic::Label { span: *first, message: text });
}

/// What makes two diagnostics one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    code: &'static str,
    message: String,
    place: Option<Span>,
}

impl Key {
    /// The key of a diagnostic that may be raised again and again.
    fn of(diagnostic: &Diagnostic, snippets: &Snippets) -> Option<Key> {
        let Rule { code, .. } = diagnostic.rule;
        let span = diagnostic.primary.as_ref()?.span;
        let place = match *diagnostic.rule == rule::UNKNOWN_TAG {
            true => None,
            false if snippets.has(span.source) => Some(span),
            false => return None,
        };
        Some(Key { code, message: diagnostic.message.clone(), place })
    }
}
