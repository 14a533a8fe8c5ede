//! The entries that diagnostics suggest, each with what it would settle.

use crate::diagnostic::{Diagnostic, Rule, Suggestion};
use crate::source::Sources;
use crate::visible::visible;
use std::collections::BTreeMap;

/// An entry of `docbind.toml`, and what it would settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The entry.
    pub suggestion: Suggestion,
    /// By rule, how many findings it settles, and where the first is.
    pub settles: Vec<(&'static Rule, usize, String)>,
}

impl Entry {
    /// What it settles, a line for each rule: `D0402 name-collision: 2 findings, such as tickets/get.mdx:3`.
    pub fn comments(&self) -> impl Iterator<Item = String> {
        self.settles.iter().map(|(rule, count, place)| {
            let Rule { code, name, .. } = rule;
            match (count, place.as_str()) {
                (_, "") => format!("{code} {name}"),
                (1, place) => format!("{code} {name}: {place}"),
                (count, place) => format!("{code} {name}: {count} findings, such as {place}"),
            }
        })
    }
}

/// What one diagnostic suggests.
pub(super) struct Wish<'d> {
    pub diagnostic: &'d Diagnostic,
    /// All of these together settle it.
    pub suggestions: &'d [Suggestion],
}

/// What the diagnostics suggest. Of suggestions that contradict each other, the one that more of them make counts, and
/// of those the first.
pub(super) fn wishes(diagnostics: &[Diagnostic]) -> Vec<Wish<'_>> {
    let all = || diagnostics.iter().filter(|of| is_suggested(of));
    let mut votes: BTreeMap<&Suggestion, usize> = BTreeMap::new();
    all().flat_map(|of| &of.suggestions).for_each(|of| *votes.entry(of).or_default() += 1);
    let mut chosen: BTreeMap<_, (&Suggestion, usize)> = BTreeMap::new();
    for (suggestion, count) in votes.into_iter().filter(|(of, _)| !of.is_item()) {
        let key = (suggestion.table, &suggestion.select, suggestion.key);
        let known = chosen.entry(key).or_insert((suggestion, count));
        if count > known.1 {
            *known = (suggestion, count);
        }
    }
    let is_chosen = |of: &Suggestion| {
        of.is_item() || chosen.get(&(of.table, &of.select, of.key)).is_some_and(|(chosen, _)| *chosen == of)
    };
    let wishes = all().map(|of| Wish { diagnostic: of, suggestions: &of.suggestions });
    wishes.filter(|wish| wish.suggestions.iter().all(is_chosen)).collect()
}

/// Whether there are settings that would settle a diagnostic.
pub(crate) fn is_suggested(of: &Diagnostic) -> bool {
    let is_whole = |of: &Suggestion| of.table.has_entries() == of.select.is_some();
    !of.suggestions.is_empty() && of.suggestions.iter().all(is_whole)
}

/// The entries that settle what wishes are about.
pub(super) fn entries<'d>(wishes: impl IntoIterator<Item = &'d Wish<'d>>, sources: &Sources) -> Vec<Entry> {
    let mut entries: BTreeMap<&Suggestion, Vec<(&'static Rule, usize, String)>> = BTreeMap::new();
    for wish in wishes {
        let rule = wish.diagnostic.rule;
        for suggestion in wish.suggestions {
            let settles = entries.entry(suggestion).or_default();
            match settles.iter_mut().find(|(known, ..)| *known == rule) {
                Some((_, count, _)) => *count += 1,
                None => settles.push((rule, 1, place_of(wish.diagnostic, sources))),
            }
        }
    }
    entries
        .into_iter()
        .map(|(suggestion, settles)| Entry { suggestion: suggestion.clone(), settles })
        .collect()
}

/// `tickets/get.mdx:3`; nothing for what concerns no page.
pub(super) fn place_of(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.primary.as_ref().map(|label| {
        let line = sources.position(label.span).line;
        format!("{}:{line}", visible(&sources.get(label.span.source).relative))
    });
    place.unwrap_or_default()
}

/// How many settings would settle how many findings, before they are tried.
pub(crate) fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let wishes = wishes(diagnostics);
    let mut settings: Vec<&Suggestion> = wishes.iter().flat_map(|wish| wish.suggestions).collect();
    settings.sort_unstable();
    settings.dedup();
    (settings.len(), wishes.len())
}
