//! Entries tried: the pages are read with them, and those that do not hold what they promise are left out.
//!
//! All are tried at once. Where that raises something new, halves are tried, until those that raise it are found.

use super::Entry;
use super::collect::{Wish, entries, wishes};
use super::edit::{EditError, with_entries};
use crate::Generated;
use crate::diagnostic::{Diagnostic, Severity, Suggestion, rule};
use crate::diff::signatures;
use crate::lock::without_names;
use crate::model::{Api, SecurityRequirement};
use crate::source::Sources;
use crate::spec::LoadError;
use std::collections::{BTreeMap, BTreeSet};

/// So often the pages are read again.
const MOST_TRIALS: usize = 64;

/// The entries that are true.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The entries.
    pub entries: Vec<Entry>,
    /// The settings with them.
    pub text: String,
    /// How many findings they settle.
    pub settled: usize,
    /// How many were tried and are not true.
    pub untrue: usize,
}

/// Tries what the diagnostics of a run suggest. `text` are its settings, and `read` reads the pages with others.
///
/// # Errors
///
/// Where the settings cannot be changed.
pub(crate) fn keep_true(
    made: &Generated,
    text: &str,
    read: &dyn Fn(&str) -> Result<Generated, LoadError>,
) -> Result<Kept, EditError> {
    let sources = &made.spec.sources;
    let wished = wishes(&made.reading.diagnostics);
    let all: Vec<Suggestion> = entries(&wished, sources).into_iter().map(|of| of.suggestion).collect();
    let before = State::of(made);
    let (plain, others): (Vec<Suggestion>, Vec<Suggestion>) =
        all.iter().cloned().partition(|of| says_what_was_taken(of, &wished));
    let mut trials =
        Trials { before: &before, text, read, wished: &wished, left: MOST_TRIALS, signatures: None };
    let mut kept: Vec<Suggestion> = Vec::new();
    trials.keep(&mut kept, &others)?;
    trials.left = MOST_TRIALS;
    // With the names that the others give.
    trials.signatures = trials.after(&kept)?.map(|state| state.signatures);
    trials.keep(&mut kept, &plain)?;
    (trials.left, trials.signatures) = (MOST_TRIALS, None);
    // What settles nothing goes, and what is left has to hold without it.
    loop {
        let chosen: Vec<&Wish<'_>> = trials.granted(&kept);
        let Some(after) = trials.after(&kept)? else {
            return Ok(Kept { text: text.to_owned(), ..Kept::default() });
        };
        let settled: Vec<&Wish<'_>> =
            chosen.into_iter().filter(|wish| before.has_fewer(&after, wish.diagnostic, sources)).collect();
        let useful: BTreeSet<&Suggestion> = settled.iter().flat_map(|wish| wish.suggestions).collect();
        if useful.len() == kept.len() {
            let entries = entries(settled.iter().copied(), sources);
            let text = with_entries(text, &entries)?;
            return Ok(Kept { entries, text, settled: settled.len(), untrue: all.len() - kept.len() });
        }
        kept = useful.into_iter().cloned().collect();
    }
}

/// Whether an entry says of a field no more than what docbind took: the client stays as it is. One for a contradiction
/// holds both sides.
fn says_what_was_taken(of: &Suggestion, wished: &[Wish<'_>]) -> bool {
    let mut by = wished.iter().filter(|wish| wish.suggestions.contains(of));
    of.key == "type" && by.all(|wish| *wish.diagnostic.rule != rule::TYPE_CONTRADICTION)
}

struct Trials<'t> {
    before: &'t State,
    text: &'t str,
    read: &'t dyn Fn(&str) -> Result<Generated, LoadError>,
    wished: &'t [Wish<'t>],
    left: usize,
    /// What the client has to stay, where it has to.
    signatures: Option<BTreeMap<String, String>>,
}

impl<'t> Trials<'t> {
    /// Adds those of the suggestions that raise nothing new beside those that are kept.
    fn keep(&mut self, kept: &mut Vec<Suggestion>, more: &[Suggestion]) -> Result<(), EditError> {
        if more.is_empty() {
            return Ok(());
        }
        let all = [kept.as_slice(), more].concat();
        let after = self.after(&all)?;
        let is_same = |after: &State| self.signatures.as_ref().is_none_or(|of| *of == after.signatures);
        if after.is_some_and(|after| self.before.is_as_good(&after) && is_same(&after)) {
            *kept = all;
            return Ok(());
        }
        if more.len() > 1 {
            let (first, second) = more.split_at(more.len() / 2);
            self.keep(kept, first)?;
            self.keep(kept, second)?;
        }
        Ok(())
    }

    /// What is so with suggestions; `None` where nothing can be read with them, or they cannot be tried any more.
    fn after(&mut self, suggestions: &[Suggestion]) -> Result<Option<State>, EditError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let plain = |of: &Suggestion| Entry { suggestion: of.clone(), settles: Vec::new() };
        let entries: Vec<Entry> = suggestions.iter().map(plain).collect();
        let text = with_entries(self.text, &entries)?;
        Ok((self.read)(&text).ok().map(|made| State::of(&made)))
    }

    /// The wishes of which all suggestions are kept.
    fn granted(&self, kept: &[Suggestion]) -> Vec<&'t Wish<'t>> {
        let kept: BTreeSet<&Suggestion> = kept.iter().collect();
        self.wished.iter().filter(|wish| wish.suggestions.iter().all(|of| kept.contains(of))).collect()
    }
}

/// What tells a finding from others, in two runs: its code, and its place or what it says.
type FindingKey = (&'static str, String);

fn key_of(diagnostic: &Diagnostic, sources: &Sources) -> FindingKey {
    let place = match &diagnostic.primary {
        Some(label) => {
            let at = sources.position(label.span);
            format!("{}:{}:{}", sources.get(label.span.source).relative, at.line, at.column)
        }
        None => diagnostic.message.clone(),
    };
    (diagnostic.rule.code, place)
}

/// A request that the client sends: verb and URL, and how the caller authenticates.
type Call = (String, Option<Vec<SecurityRequirement>>);

/// What a run says, and what its client sends.
struct State {
    findings: BTreeMap<FindingKey, usize>,
    /// Those that are warnings or errors.
    serious: BTreeMap<FindingKey, usize>,
    calls: Vec<Call>,
    signatures: BTreeMap<String, String>,
}

impl State {
    fn of(made: &Generated) -> Self {
        let (mut findings, mut serious) = (BTreeMap::new(), BTreeMap::new());
        for of in &made.reading.diagnostics {
            let key = key_of(of, &made.spec.sources);
            if of.severity >= Severity::Warning {
                *serious.entry(key.clone()).or_default() += 1;
            }
            *findings.entry(key).or_default() += 1;
        }
        Self { findings, serious, calls: calls_of(&made.reading.api), signatures: signatures(made) }
    }

    /// Whether nothing serious is new in another run, and its client sends the same.
    fn is_as_good(&self, after: &Self) -> bool {
        let is_known =
            |(key, count): (&FindingKey, &usize)| self.serious.get(key).is_some_and(|of| count <= of);
        after.serious.iter().all(is_known) && self.calls == after.calls
    }

    /// Whether a finding is gone in another run.
    fn has_fewer(&self, after: &Self, of: &Diagnostic, sources: &Sources) -> bool {
        let key = key_of(of, sources);
        let count = |state: &Self| state.findings.get(&key).copied().unwrap_or_default();
        count(after) == 0 && count(self) > 0
    }
}

fn calls_of(api: &Api) -> Vec<Call> {
    let call = |of: &crate::model::Operation| {
        let base = of.base_url.as_ref().or(api.base_url.as_ref()).map_or("", String::as_str);
        let query: Vec<String> = of.fixed_query.iter().map(ToString::to_string).collect();
        let line = format!("{} {base}{} {}", of.method.as_str(), of.path, query.join("&"));
        (without_names(&line), of.authentication.clone())
    };
    let mut calls: Vec<Call> = api.operations.iter().map(call).collect();
    calls.sort();
    calls
}
