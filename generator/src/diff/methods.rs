//! Operations: which of one side is which of the other, and what changed of each.

use super::documentation::excerpts;
use super::lines::Version;
use super::surface::{SurfaceMethod, renamed_text};
use super::{Change, ChangeClass, ChangeKind, Pair, Shown};
use crate::lowering::code;
use std::collections::{BTreeMap, BTreeSet};

/// Which operation of the older side is which of the newer.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// The same verb and path template.
    pub same: Vec<(usize, usize)>,
    /// Another endpoint under the same method, or on the same page under the same title.
    pub moved: Vec<(usize, usize)>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
}

pub(super) fn match_methods(old: &[SurfaceMethod], new: &[SurfaceMethod]) -> Matching {
    let mut matching = Matching::default();
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    new.iter().enumerate().for_each(|(at, of)| by_key.entry(&of.key).or_default().push(at));
    let mut gone = Vec::new();
    for (at, of) in old.iter().enumerate() {
        let Some(here) = by_key.get_mut(of.key.as_str()).filter(|here| !here.is_empty()) else {
            gone.push(at);
            continue;
        };
        let same = here.iter().position(|other| new[*other].path() == of.path()).unwrap_or(0);
        matching.same.push((at, here.remove(same)));
    }
    let mut left: Vec<usize> = by_key.into_values().flatten().collect();
    left.sort_unstable();
    let title = |of: &SurfaceMethod| {
        of.texts.iter().find(|(aspect, _)| aspect == "title").map(|(_, text)| text.clone())
    };
    let page = |of: &SurfaceMethod| Some((of.places.first()?.page.clone(), title(of)?));
    for at in gone {
        let of = &old[at];
        let same_name = left.iter().position(|other| new[*other].path() == of.path());
        let same_page =
            || page(of).and_then(|of| left.iter().position(|other| page(&new[*other]).as_ref() == Some(&of)));
        match same_name.or_else(same_page) {
            Some(found) => matching.moved.push((at, left.remove(found))),
            None => matching.removed.push(at),
        }
    }
    matching.added = left;
    matching
}

/// What is said of one operation.
struct About<'p> {
    pair: &'p Pair<'p>,
    old: &'p SurfaceMethod,
    new: &'p SurfaceMethod,
    renamed: &'p BTreeMap<String, String>,
    changes: &'p mut Vec<Change>,
}

pub(super) fn compare_methods(
    pair: &Pair<'_>,
    renamed: &BTreeMap<String, String>,
    changes: &mut Vec<Change>,
) {
    let (old, new) = (&pair.old.methods, &pair.new.methods);
    for at in &pair.matching.removed {
        let of = &old[*at];
        let shown = pair.lines.stated(Version::Old, of, of.line.clone());
        let what = format!("{} is gone", code(&of.line));
        changes.push(alone(of, ChangeClass::Breaking, ChangeKind::Removed, what, Some(shown), None));
    }
    for at in &pair.matching.added {
        let of = &new[*at];
        let shown = pair.lines.stated(Version::New, of, of.line.clone());
        let what = format!("{} is new", code(&of.line));
        changes.push(alone(of, ChangeClass::Compatible, ChangeKind::Added, what, None, Some(shown)));
    }
    let same = pair.matching.same.iter().map(|pair| (pair, false));
    for ((a, b), moved) in same.chain(pair.matching.moved.iter().map(|pair| (pair, true))) {
        let mut about = About { pair, old: &old[*a], new: &new[*b], renamed, changes };
        if moved {
            let what = format!("calls {} and no longer {}", code(&about.new.line), code(&about.old.line));
            let values = (about.old.line.clone(), about.new.line.clone());
            about.push(ChangeClass::Breaking, ChangeKind::Wire, what, values, None);
        }
        about.compare_name();
        about.compare_signature();
        about.compare_wire(moved);
        about.compare_authentication();
        about.compare_texts();
    }
}

fn alone(
    of: &SurfaceMethod,
    class: ChangeClass,
    kind: ChangeKind,
    what: String,
    before: Option<Shown>,
    after: Option<Shown>,
) -> Change {
    let operation = Some(of.line.clone());
    Change { class, kind, item: of.path(), what, operation, wire: false, exhaustive: false, before, after }
}

impl About<'_> {
    /// Adds a change. It is shown where the pages name one of the names; where the operation is stated without any.
    fn push(
        &mut self,
        class: ChangeClass,
        kind: ChangeKind,
        what: String,
        (before, after): (String, String),
        names: Option<&[&str]>,
    ) {
        let lines = &self.pair.lines;
        let (before, after) = match names {
            Some(names) => (
                lines.said(Version::Old, self.old, names, before),
                lines.said(Version::New, self.new, names, after),
            ),
            None => {
                (lines.stated(Version::Old, self.old, before), lines.stated(Version::New, self.new, after))
            }
        };
        let mut change = alone(self.new, class, kind, what, Some(before), Some(after));
        change.item = self.old.path();
        change.wire = kind == ChangeKind::Wire;
        self.changes.push(change);
    }

    fn compare_name(&mut self) {
        let (old, new) = (self.old.path(), self.new.path());
        if old != new {
            let what = format!("is now {}", code(&new));
            let (class, what) = match self.new.aliases.contains(&old) {
                true => (ChangeClass::Compatible, format!("{what}; the old name forwards to it")),
                false => (ChangeClass::Breaking, what),
            };
            self.push(class, ChangeKind::Renamed, what, (old, new), None);
        }
        if self.old.deprecated != self.new.deprecated {
            let words = |deprecated| if deprecated { "deprecated" } else { "not deprecated" };
            let (old, new) = (words(self.old.deprecated), words(self.new.deprecated));
            let what = format!("is now {new}");
            let values = (old.to_owned(), new.to_owned());
            self.push(ChangeClass::Compatible, ChangeKind::Deprecated, what, values, Some(&["deprecated"]));
        }
    }

    fn compare_signature(&mut self) {
        let types = |arguments: &[(String, String)], renamed: &BTreeMap<String, String>| {
            arguments.iter().map(|(_, kind)| renamed_text(kind, renamed)).collect::<Vec<_>>()
        };
        let (old, new) =
            (types(&self.old.arguments, self.renamed), types(&self.new.arguments, &BTreeMap::new()));
        let names = |arguments: &[(String, String)]| {
            arguments.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let (old_names, new_names) = (names(&self.old.arguments), names(&self.new.arguments));
        let sets = [&old_names, &new_names].map(|names| names.iter().cloned().collect::<BTreeSet<_>>());
        let changed = old_names.iter().chain(&new_names).map(String::as_str).collect::<Vec<_>>();
        let values = (shown_arguments(&self.old.arguments), shown_arguments(&self.new.arguments));
        let what = format!("takes {} and took {}", code(&values.1), code(&values.0));
        if old != new {
            self.push(ChangeClass::Breaking, ChangeKind::Changed, what, values, Some(&changed));
        } else if old_names != new_names {
            // The same types in another order compile, and send each other's values.
            let class =
                if sets[0] == sets[1] { ChangeClass::Breaking } else { ChangeClass::DocumentationOnly };
            self.push(class, ChangeKind::Changed, what, values, Some(&changed));
        }
        let old = renamed_text(&self.old.answer, self.renamed);
        self.compare_part("answers", Some(old), Some(self.new.answer.clone()));
        let old = self.old.error.as_ref().map(|error| renamed_text(error, self.renamed));
        self.compare_part("its error is", old, self.new.error.clone());
        let forwards =
            self.old.pages.as_ref().is_some_and(|(ident, _)| {
                self.new.aliases.contains(&format!("{}::{ident}", self.old.module))
            });
        if forwards && self.new.pages.is_some() {
            return;
        }
        let pages = |pages: &Option<(String, String)>, renamed: &BTreeMap<String, String>| {
            let (ident, item) = pages.as_ref()?;
            Some(format!("{ident} -> {}", renamed_text(item, renamed)))
        };
        let (old, new) = (pages(&self.old.pages, self.renamed), pages(&self.new.pages, &BTreeMap::new()));
        match (&old, &new) {
            (None, Some(new)) => {
                let what = format!("its pages are walked by {}", code(new));
                let values = (String::new(), new.clone());
                self.push(ChangeClass::Compatible, ChangeKind::Added, what, values, Some(&[]));
            }
            _ => self.compare_part("its pages are walked by", old, new),
        }
    }

    fn compare_part(&mut self, part: &str, old: Option<String>, new: Option<String>) {
        if old == new {
            return;
        }
        let word = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
        let values = (word(old), word(new));
        let what = format!("{part} {} and no longer {}", code(&values.1), code(&values.0));
        self.push(ChangeClass::Breaking, ChangeKind::Changed, what, values, Some(&[]));
    }

    fn compare_wire(&mut self, moved: bool) {
        let old: BTreeMap<&str, &str> = aspects(&self.old.wire);
        for (aspect, new) in aspects(&self.new.wire) {
            // An argument or field that is new or gone is so in the signature.
            let Some(old) = old.get(aspect) else { continue };
            // Credentials are compared by what they are.
            let said = aspect == "credentials" || (moved && matches!(aspect, "verb" | "path" | "base URL"));
            if *old == new || said {
                continue;
            }
            let word = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
            let values = (word(old), word(new));
            let what = format!("{aspect}: {} and no longer {}", code(&values.1), code(&values.0));
            let wire_name = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
            let names = [wire_name(old), wire_name(new), wire_name(aspect)];
            let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let names = Some(names.as_slice()).filter(|names| !names.is_empty());
            self.push(ChangeClass::Breaking, ChangeKind::Wire, what, values, names);
        }
    }

    fn compare_authentication(&mut self) {
        let (old, new) = (&self.old.authentication, &self.new.authentication);
        if old == new {
            return;
        }
        let class = match (old, new) {
            (Some(old), Some(new)) if old.is_empty() || old.iter().any(|way| !new.contains(way)) => {
                ChangeClass::Breaking
            }
            _ => ChangeClass::Compatible,
        };
        let words = |ways: &Option<Vec<String>>| match ways.as_deref() {
            None => "nothing known".to_owned(),
            Some([]) => "none needed".to_owned(),
            Some(ways) => ways.join(" or "),
        };
        let values = (words(old), words(new));
        let what = format!("authentication: {} and no longer {}", values.1, values.0);
        self.push(class, ChangeKind::Wire, what, values, Some(&[]));
    }

    fn compare_texts(&mut self) {
        let old: BTreeMap<&str, &str> = aspects(&self.old.texts);
        let new: BTreeMap<&str, &str> = aspects(&self.new.texts);
        let all: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for aspect in all {
            let text = |of: &BTreeMap<&str, &str>| of.get(aspect).copied().unwrap_or_default().to_owned();
            let (before, after) = (text(&old), text(&new));
            if before != after {
                let values = excerpts(&before, &after);
                let what = format!("{aspect} changed");
                self.push(ChangeClass::DocumentationOnly, ChangeKind::Documentation, what, values, Some(&[]));
            }
        }
    }
}

fn aspects(of: &[(String, String)]) -> BTreeMap<&str, &str> {
    of.iter().map(|(aspect, text)| (aspect.as_str(), text.as_str())).collect()
}

fn shown_arguments(arguments: &[(String, String)]) -> String {
    let one = |(name, kind): &(String, String)| match kind.as_str() {
        "" => name.clone(),
        kind => format!("{name}: {kind}"),
    };
    format!("({})", arguments.iter().map(one).collect::<Vec<_>>().join(", "))
}
