//! The line of a page that says a thing.
//!
//! The model knows where an operation is stated. For what belongs to it, the line is looked for in the operation's part
//! of its pages: one that names the thing and is not in the other version's page, else one that names it, else the
//! line of the operation.

use super::snapshot::Snapshot;
use super::surface::{Surface, SurfaceMethod};
use super::{Shown, roles};
use crate::model::Place;
use std::collections::{BTreeMap, HashSet};

/// A side of a diff.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Old,
    New,
}

/// Finds lines on both sides.
pub(super) struct Locator<'s> {
    old: Pages<'s>,
    new: Pages<'s>,
}

struct Pages<'s> {
    lines: &'s BTreeMap<String, Vec<String>>,
    /// The lines of pages that differ which the other side does not have, from 0.
    changed: BTreeMap<&'s str, HashSet<usize>>,
    /// The lines where operations are stated, by page.
    starts: BTreeMap<&'s str, Vec<u32>>,
    methods: &'s [SurfaceMethod],
    roles: roles::Roles,
}

/// So many operations are looked at for a type that many share.
const OPERATIONS: usize = 64;

impl<'s> Locator<'s> {
    pub(super) fn new(old: &'s Snapshot, new: &'s Snapshot, before: &'s Surface, after: &'s Surface) -> Self {
        Self { old: Pages::new(old, new, before), new: Pages::new(new, old, after) }
    }

    fn pages(&self, version: Version) -> &Pages<'s> {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }

    /// The roles of each type.
    pub(super) fn roles(&self, version: Version) -> &roles::Roles {
        &self.pages(version).roles
    }

    /// Shows a value where an operation is stated.
    pub(super) fn stated(&self, version: Version, method: &SurfaceMethod, value: impl Into<String>) -> Shown {
        let place = method.places.first().cloned();
        let line = place.as_ref().and_then(|place| self.pages(version).line(place));
        Shown { value: value.into(), place, line }
    }

    /// Shows a value where the pages of an operation say something of one of these names; of none, where they changed.
    pub(super) fn said(
        &self,
        version: Version,
        method: &SurfaceMethod,
        names: &[&str],
        value: impl Into<String>,
    ) -> Shown {
        let pages = self.pages(version);
        let found = pages.find(method, names, true).or_else(|| match names {
            [] => None,
            names => pages.find(method, names, false).map(|place| pages.changed_below(place)),
        });
        match found {
            Some(place) => {
                let line = pages.line(&place);
                Shown { value: value.into(), place: Some(place), line }
            }
            None => self.stated(version, method, value),
        }
    }

    /// Shows a value where the pages of the operations that have a type say something of one of these names.
    pub(super) fn of_type(
        &self,
        version: Version,
        name: &str,
        names: &[&str],
        value: impl Into<String>,
    ) -> Shown {
        let pages = self.pages(version);
        let users: Vec<&SurfaceMethod> = pages.users(name).take(OPERATIONS).collect();
        let changed = users.iter().find(|method| pages.find(method, names, true).is_some());
        match changed.or_else(|| users.first()) {
            Some(method) => self.said(version, method, names, value),
            None => Shown { value: value.into(), ..Shown::default() },
        }
    }

    /// The first operation that has a type.
    pub(super) fn operation_of(&self, version: Version, name: &str) -> Option<String> {
        let mut users = self.pages(version).users(name);
        let first = users.next()?;
        users.next().is_none().then(|| first.line.clone())
    }
}

impl<'s> Pages<'s> {
    fn new(of: &'s Snapshot, other: &'s Snapshot, surface: &'s Surface) -> Self {
        let mut starts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for place in surface.methods.iter().flat_map(|method| &method.places) {
            starts.entry(&place.page).or_default().push(place.line);
        }
        starts.values_mut().for_each(|lines| lines.sort_unstable());
        let differs = of.pages.iter().filter(|(page, lines)| other.pages.get(*page) != Some(*lines));
        let changed = differs.map(|(page, lines)| {
            let theirs: HashSet<&str> =
                other.pages.get(page).into_iter().flatten().map(|line| line.trim()).collect();
            let own = lines.iter().enumerate();
            let own = own.filter(|(_, line)| !line.trim().is_empty() && !theirs.contains(line.trim()));
            (page.as_str(), own.map(|(at, _)| at).collect())
        });
        let changed = changed.collect();
        Self { lines: &of.pages, changed, starts, methods: &surface.methods, roles: roles::roles(surface) }
    }

    fn users(&self, name: &str) -> impl Iterator<Item = &'s SurfaceMethod> {
        let users = self.roles.get(name).into_iter().flatten();
        users.filter_map(|(index, _)| self.methods.get(*index))
    }

    fn line(&self, place: &Place) -> Option<String> {
        let lines = self.lines.get(&place.page)?;
        lines.get((place.line as usize).checked_sub(1)?).map(|line| line.trim().to_owned())
    }

    /// The first line of an operation's pages that names one of the names, or that has something where there are
    /// none; of changed lines alone where that is asked for.
    fn find(&self, method: &SurfaceMethod, names: &[&str], changed: bool) -> Option<Place> {
        method.places.iter().find_map(|place| {
            let lines = self.lines.get(&place.page)?;
            let only = match (changed, self.changed.get(place.page.as_str())) {
                (true, None) => return None,
                (true, only) => only,
                (false, _) => None,
            };
            let starts = self.starts.get(place.page.as_str())?;
            let from = if starts.first() == Some(&place.line) { 0 } else { place.line as usize - 1 };
            let to = starts
                .iter()
                .find(|start| **start > place.line)
                .map_or(lines.len(), |start| *start as usize - 1);
            let part = lines.iter().enumerate().take(to).skip(from);
            let mut part = part.filter(|(at, _)| only.is_none_or(|only| only.contains(at)));
            let says = |line: &str| names.is_empty() || names.iter().any(|name| names_it(line, name));
            // What declares it before what shows it.
            let declares = |line: &str| names.iter().any(|name| declares_it(line, name));
            let at = match part.clone().find(|(_, line)| declares(line)) {
                Some((at, _)) => at,
                None => part.find(|(_, line)| says(line))?.0,
            };
            Some(Place { page: place.page.clone(), line: at as u32 + 1 })
        })
    }

    /// The next changed line of the text that stands below a line: it says of the same what it said otherwise before.
    fn changed_below(&self, place: Place) -> Place {
        let (Some(changed), Some(lines)) =
            (self.changed.get(place.page.as_str()), self.lines.get(&place.page))
        else {
            return place;
        };
        let ends = |line: &str| line.trim_start().starts_with(['<', '#', '|']);
        let below = lines.iter().enumerate().skip(place.line as usize).take_while(|(_, line)| !ends(line));
        match { below }.map(|(at, _)| at).find(|at| changed.contains(at)) {
            Some(at) => Place { line: at as u32 + 1, ..place },
            None => place,
        }
    }
}

/// Whether a line declares a name: in a tag, as the first cell of a row, as the head of an item or of a section.
fn declares_it(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    let declares = line.starts_with(['<', '|', '#']) || line.starts_with("- ") || line.starts_with("* ");
    declares && (names_it(line, name) || line.split(|c: char| !is_part(c)).any(|word| is_same(word, name)))
}

/// Whether a character is one of a name, in whatever way names are spelled.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Whether two spellings are of one name: `addedFilter` on a page and `added_filter` in Rust.
fn is_same(word: &str, name: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    !word.is_empty() && letters(word) == letters(name)
}

/// Whether a line has a name as a word.
fn names_it(line: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    !name.is_empty()
        && line.match_indices(name).any(|(at, _)| {
            let (before, after) = (line[..at].chars().next_back(), line[at + name.len()..].chars().next());
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
}
