//! Part of the pass `identity`: operations that `docbind.lock` knows keep their group and their id.
//!
//! An operation is its verb and path template, whatever its placeholders are called. Where several have the same, the
//! one that its page calls as before is the same one. Titles and folders give names to newcomers only, and newcomers
//! go with the operations that they would be in a group with.

use super::draft::Draft;
use super::identity::is_version_segment;
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::{Lock, LockedOperation, without_names};
use foldhash::{HashMap, HashMapExt as _, HashSet};
use std::collections::BTreeMap;

/// Gives each operation that the lock knows its names, and each other one the group that its fellows have. What
/// groups and ids the pages give must be settled.
pub(super) fn keep_names(lock: &Lock, drafts: &mut [Draft<'_>]) {
    if lock.operations.is_empty() {
        return;
    }
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, of) in lock.operations.iter().enumerate() {
        known.entry(without_names(of.line())).or_default().push(at);
    }
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        open.entry(without_names(&draft.identity.line)).or_default().push(at);
    }
    let mut moved: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
    for (line, mut here) in open {
        let Some(mut entries) = known.remove(&line) else { continue };
        let mut pairs = Vec::new();
        for in_group in [true, false] {
            entries.retain(|&entry| {
                let of = &lock.operations[entry];
                let is_same =
                    |draft: &Draft<'_>| draft.id == of.called() && (!in_group || draft.group == of.group);
                let same = here.iter().position(|&draft| is_same(&drafts[draft]));
                pairs.extend(same.map(|at| (here.remove(at), entry)));
                same.is_none()
            });
        }
        pairs.extend(here.into_iter().zip(entries));
        for (at, entry) in pairs {
            let (draft, of) = (&mut drafts[at], &lock.operations[entry]);
            *moved.entry(draft.group.clone()).or_default().entry(of.group.clone()).or_default() += 1;
            report_kept(draft, of);
            draft.identity.new_id = Some(draft.id.clone()).filter(|id| id != of.called());
            draft.identity.new_group = Some(draft.group.clone()).filter(|group| *group != of.group);
            let was = of.was.iter().map(|id| id.replace(' ', "-")).collect();
            draft.kept = Some(Kept { entry, was });
            draft.identity.later = of.later;
            draft.id.clone_from(&of.id);
            of.called().clone_into(&mut draft.identity.called);
            draft.group.clone_from(&of.group);
        }
    }
    keep_groups(lock, &moved, drafts);
    for at in 0..drafts.len() {
        if drafts[at].kept.is_none()
            && let Some(group) = moved.get(&drafts[at].group).and_then(|groups| fellows(groups, at, drafts))
        {
            drafts[at].group = group;
        }
    }
}

/// Says where a page calls its operation otherwise than before.
fn report_kept(draft: &mut Draft<'_>, of: &LockedOperation) {
    if draft.id == of.called() {
        return;
    }
    let message = format!("this page now calls the operation `{}`", draft.id);
    let found = Diagnostic::at(&rule::NAME_KEPT, draft.span(), message)
        .note(format!("it keeps the name `{}`, which `docbind.lock` has", of.id))
        .help_in_settings(format!(
            "`docbind lock SPEC --rename {}` takes the new name, and leaves the old one as a deprecated alias",
            of.id.replace(' ', "-")
        ));
    draft.diagnostics.push(found);
}

/// Says which groups the pages call otherwise than before: all of their operations are in one new group, and nothing
/// else is. For the others no new name is proposed: their operations were sorted anew.
fn keep_groups(lock: &Lock, moved: &HashMap<String, BTreeMap<String, usize>>, drafts: &mut [Draft<'_>]) {
    let mut news: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (new, olds) in moved {
        olds.keys().for_each(|old| news.entry(old.clone()).or_default().push(new));
    }
    let is_known = |name: &str| lock.operations.iter().any(|of| of.group == name);
    news.retain(|old, news| {
        let only = news.first().filter(|_| news.len() == 1);
        only.is_some_and(|new| *new != old && moved[*new].len() == 1 && !is_known(new))
    });
    for draft in drafts.iter_mut().filter(|draft| draft.kept.is_some()) {
        match news.get_mut(&draft.group) {
            None => draft.identity.new_group = None,
            // Said once.
            Some(new) => {
                let Some(new) = new.pop() else { continue };
                let message = format!("the pages now call the group `{new}`");
                let found = Diagnostic::at(&rule::NAME_KEPT, draft.span(), message)
                    .note(format!("it keeps the name `{}`, which `docbind.lock` has", draft.group))
                    .help_in_settings(format!(
                        "`docbind lock SPEC --rename '{}'` takes the new name, and leaves the old one as a \
                         deprecated alias",
                        draft.group
                    ));
                draft.diagnostics.push(found);
            }
        }
    }
}

/// What the lock says of an operation.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Its entry in the lock.
    pub entry: usize,
    /// Its earlier ids, in kebab case.
    pub was: Vec<String>,
}

/// Notes the newcomers whose id an operation of another group has, or had: settings that say the id alone are about
/// that one.
pub(super) fn note_later(lock: &Lock, drafts: &mut [Draft<'_>]) {
    let known: HashSet<&str> = lock
        .operations
        .iter()
        .flat_map(|of| std::iter::once(&of.id).chain(&of.was))
        .map(String::as_str)
        .collect();
    for draft in drafts.iter_mut().filter(|draft| draft.kept.is_none()) {
        draft.identity.later = known.contains(draft.id.as_str());
    }
}

/// The group that those of an operation's group of today have: where they have several, the one whose paths begin
/// as its own.
fn fellows(groups: &BTreeMap<String, usize>, at: usize, drafts: &[Draft<'_>]) -> Option<String> {
    if let (Some((only, _)), 1) = (groups.first_key_value(), groups.len()) {
        return Some(only.clone());
    }
    let own = first_word(&drafts[at])?;
    let same = drafts.iter().filter(|other| other.kept.is_some() && groups.contains_key(&other.group));
    let same = same.filter(|other| first_word(other).as_ref() == Some(&own));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    same.for_each(|other| *counts.entry(&other.group).or_default() += 1);
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(group, _)| group.to_owned())
}

/// The first segment of a path that says something.
fn first_word(draft: &Draft<'_>) -> Option<String> {
    let path = draft.endpoint.as_ref()?.path.to_string();
    path.split('/').find(|s| !is_version_segment(s) && !s.starts_with('{')).map(str::to_owned)
}
