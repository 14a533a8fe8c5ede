//! Types: which of one side is which of the other, and what changed of each.

use super::documentation::excerpts;
use super::lines::Version;
use super::surface::{EVENTS_FORM, SurfaceMember, SurfaceType, renamed_text};
use super::{Change, ChangeClass, ChangeKind, Pair, Shown};
use crate::lowering::code;
use std::collections::{BTreeMap, BTreeSet};

/// The types that have another name now: those that are gone, each with the newcomer in its role.
pub(super) fn renamed_types(pair: &Pair<'_>) -> BTreeMap<String, String> {
    let (old, new) = (pair.lines.roles(Version::Old), pair.lines.roles(Version::New));
    let methods: BTreeMap<usize, usize> =
        pair.matching.same.iter().chain(&pair.matching.moved).copied().collect();
    let mut by_role: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for (name, roles) in new.iter().filter(|(name, _)| !pair.old.types.contains_key(*name)) {
        by_role.extend(roles.iter().map(|(method, role)| ((*method, role.as_str()), name.as_str())));
    }
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (name, of) in &pair.new.types {
        let earlier = of.aliases.iter().filter(|alias| pair.old.types.contains_key(*alias));
        renamed.extend(earlier.map(|alias| (alias.clone(), name.clone())));
        taken.extend(Some(name.as_str()).filter(|_| !of.aliases.is_empty()));
    }
    let is_gone = |name: &str| !pair.new.types.contains_key(name) && !renamed.contains_key(name);
    let gone: Vec<_> = old.iter().filter(|(name, _)| is_gone(name)).collect();
    for (name, roles) in gone {
        let mut found = roles.iter().filter_map(|(method, role)| {
            let method = methods.get(method)?;
            by_role.get(&(*method, role.as_str())).copied()
        });
        let same_form = |other: &&str| {
            let form = |types: &BTreeMap<String, SurfaceType>, name: &str| types.get(name).map(|of| of.form);
            form(&pair.old.types, name) == form(&pair.new.types, other)
        };
        if let Some(other) = found.find(|other| same_form(other) && !taken.contains(other)) {
            taken.insert(other);
            renamed.insert(name.clone(), other.to_owned());
        }
    }
    renamed
}

pub(super) fn compare_types(pair: &Pair<'_>, renamed: &BTreeMap<String, String>, changes: &mut Vec<Change>) {
    let (removed, added) = (&pair.matching.removed, &pair.matching.added);
    for (name, old) in &pair.old.types {
        let other = renamed.get(name).unwrap_or(name);
        match pair.new.types.get(other) {
            Some(new) => TypePair { pair, renamed, name, other, old, new, changes }.compare(),
            None if only_of(pair, Version::Old, name, removed) => {}
            None => {
                let shown = pair.lines.of_type(Version::Old, name, &[], name.clone());
                let item = item_of(name, old);
                let what = "is gone".to_owned();
                changes.push(of_type(
                    ChangeClass::Breaking,
                    ChangeKind::Removed,
                    item,
                    what,
                    Some(shown),
                    None,
                ));
            }
        }
    }
    let targets: BTreeSet<&String> = renamed.values().collect();
    for (name, new) in &pair.new.types {
        let known = pair.old.types.contains_key(name) || targets.contains(name);
        if !known && !only_of(pair, Version::New, name, added) {
            let shown = pair.lines.of_type(Version::New, name, &[], name.clone());
            let what = "is new".to_owned();
            let item = item_of(name, new);
            changes.push(of_type(ChangeClass::Compatible, ChangeKind::Added, item, what, None, Some(shown)));
        }
    }
}

/// Whether a type is of no operation but these, whose own change says enough.
fn only_of(pair: &Pair<'_>, version: Version, name: &str, methods: &[usize]) -> bool {
    let roles = pair.lines.roles(version).get(name);
    roles.is_some_and(|roles| roles.iter().all(|(method, _)| methods.contains(method)))
}

fn item_of(name: &str, of: &SurfaceType) -> String {
    of.modules.first().map_or_else(|| name.to_owned(), |module| format!("{module}::{name}"))
}

fn of_type(
    class: ChangeClass,
    kind: ChangeKind,
    item: String,
    what: String,
    before: Option<Shown>,
    after: Option<Shown>,
) -> Change {
    let wire = kind == ChangeKind::Wire;
    Change { class, kind, item, what, operation: None, wire, exhaustive: false, before, after }
}

/// A type on both sides.
struct TypePair<'p> {
    pair: &'p Pair<'p>,
    renamed: &'p BTreeMap<String, String>,
    name: &'p str,
    /// Its name on the newer side.
    other: &'p str,
    old: &'p SurfaceType,
    new: &'p SurfaceType,
    changes: &'p mut Vec<Change>,
}

impl TypePair<'_> {
    fn compare(mut self) {
        if self.name != self.other {
            let what = format!("is now {}", code(self.other));
            let (class, what) = match self.new.aliases.iter().any(|alias| alias == self.name) {
                true => (ChangeClass::Compatible, format!("{what}; the old name is an alias")),
                false => (ChangeClass::Breaking, what),
            };
            self.push(class, ChangeKind::Renamed, None, what, (self.name, self.other), &[]);
        }
        if self.old.form != self.new.form {
            let what = format!("is now of another form: {} and no longer {}", self.new.form, self.old.form);
            let forms = (self.old.form, self.new.form);
            return self.push(ChangeClass::Breaking, ChangeKind::Changed, None, what, forms, &[]);
        }
        self.compare_modules();
        self.compare_traits();
        self.compare_new();
        self.compare_wire();
        self.compare_members();
    }

    /// Adds a change of the type or of one of its members; it is shown where pages name one of the names.
    fn push(
        &mut self,
        class: ChangeClass,
        kind: ChangeKind,
        member: Option<&str>,
        what: String,
        (before, after): (&str, &str),
        names: &[&str],
    ) {
        let lines = &self.pair.lines;
        let side = |version, name: &str, value: &str| {
            (!value.is_empty()).then(|| lines.of_type(version, name, names, value))
        };
        let before = side(Version::Old, self.name, before);
        let after = side(Version::New, self.other, after);
        let mut item = item_of(self.name, self.old);
        item.extend(member.into_iter().flat_map(|member| ["::", member]));
        let mut change = of_type(class, kind, item, what, before, after);
        change.operation = lines.operation_of(Version::New, self.other);
        self.changes.push(change);
    }

    fn compare_modules(&mut self) {
        let lost = self.old.modules.iter().filter(|module| !self.new.modules.contains(module));
        for module in lost.cloned().collect::<Vec<_>>() {
            let now = self.new.modules.first().map_or("", String::as_str).to_owned();
            let what = format!("is no longer in {}, but in {}", code(&module), code(&now));
            self.push(ChangeClass::Breaking, ChangeKind::Renamed, None, what, (&module, &now), &[]);
        }
    }

    fn compare_traits(&mut self) {
        for name in self.old.traits.difference(&self.new.traits) {
            let what = format!("no longer has {}", code(name));
            self.push(ChangeClass::Breaking, ChangeKind::Changed, None, what, (name, ""), &[]);
        }
        for name in self.new.traits.difference(&self.old.traits) {
            let what = format!("has {}", code(name));
            self.push(ChangeClass::Compatible, ChangeKind::Changed, None, what, ("", name), &[]);
        }
    }

    fn compare_new(&mut self) {
        let list = |new: &Option<Vec<(String, String)>>, renamed: &BTreeMap<String, String>| {
            let arguments =
                new.as_ref()?.iter().map(|(name, kind)| match renamed_text(kind, renamed).as_str() {
                    "" => name.clone(),
                    kind => format!("{name}: {kind}"),
                });
            Some(arguments.collect::<Vec<_>>())
        };
        let (before, after) = (list(&self.old.new, self.renamed), list(&self.new.new, &BTreeMap::new()));
        if before == after {
            return;
        }
        let shown = |all: &Option<Vec<String>>| Some(format!("new({})", all.as_ref()?.join(", ")));
        let (old, new) = (shown(&before), shown(&after));
        let (class, what) = match (&old, &new) {
            (None, Some(new)) => (ChangeClass::Compatible, format!("has {}", code(new))),
            (Some(old), None) => (ChangeClass::Breaking, format!("no longer has {}", code(old))),
            (old, new) => {
                let text = |text: &Option<String>| code(text.as_deref().unwrap_or_default());
                let whole = || format!("{} and no longer {}", text(new), text(old));
                let what = argument_changes(before.as_deref(), after.as_deref()).unwrap_or_else(whole);
                (ChangeClass::Breaking, what)
            }
        };
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        // The names that the pages have for what it takes.
        let wires: Vec<String> = self.new.members.iter().chain(&self.old.members).map(wire_name).collect();
        let names: Vec<&str> = wires.iter().map(String::as_str).collect();
        self.push(class, ChangeKind::Changed, Some("new"), what, (&old, &new), &names);
    }

    fn compare_wire(&mut self) {
        let new: BTreeMap<&str, &str> = self.new.wire.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        for (aspect, before) in &self.old.wire {
            let Some(after) = new.get(aspect.as_str()) else { continue };
            if before != after {
                let what = format!("{aspect}: {after} and no longer {before}");
                let (before, after) = (before.as_str(), *after);
                self.push(ChangeClass::Breaking, ChangeKind::Wire, None, what, (before, after), &[]);
            }
        }
    }

    fn compare_members(&mut self) {
        let (old, new) = (self.old, self.new);
        let find = |of: &'_ [SurfaceMember], ident: &str| of.iter().position(|member| member.ident == ident);
        let mut renamed: BTreeSet<usize> = BTreeSet::new();
        for member in &old.members {
            if let Some(at) = find(&new.members, &member.ident) {
                self.compare_member(member, &new.members[at]);
                continue;
            }
            let same_wire = new.members.iter().position(|other| {
                !member.wire.is_empty()
                    && other.wire == member.wire
                    && find(&old.members, &other.ident).is_none()
            });
            if let Some(at) = same_wire {
                renamed.insert(at);
                let other = &new.members[at];
                let (what, wire) = (format!("is now {}", code(&other.ident)), wire_name(member));
                let (class, what) = match other.aliases.contains(&member.ident) {
                    true => (ChangeClass::Compatible, format!("{what}; the old name is an alias")),
                    false => (ChangeClass::Breaking, what),
                };
                let values = (member.ident.as_str(), other.ident.as_str());
                let kind = ChangeKind::Renamed;
                self.push(class, kind, Some(&member.ident), what, values, &[&wire]);
                self.compare_member(member, other);
            } else {
                let wire = wire_name(member);
                let value = shown_member(member);
                let what = "is gone".to_owned();
                let (class, kind) = (ChangeClass::Breaking, ChangeKind::Removed);
                self.push(class, kind, Some(&member.ident), what, (&value, ""), &[&wire]);
            }
        }
        let all = new.members.iter().flat_map(|member| member.aliases.iter().chain([&member.ident]));
        let here: BTreeSet<&String> = all.collect();
        for alias in old.members.iter().flat_map(|member| &member.aliases).filter(|name| !here.contains(name))
        {
            let (class, kind) = (ChangeClass::Breaking, ChangeKind::Removed);
            self.push(class, kind, Some(alias), "is gone".to_owned(), (alias, ""), &[]);
        }
        for (at, member) in new.members.iter().enumerate() {
            if find(&old.members, &member.ident).is_none() && !renamed.contains(&at) {
                self.add_member(member);
            }
        }
    }

    fn add_member(&mut self, member: &SurfaceMember) {
        let takes = |of: &SurfaceType| of.new.iter().flatten().any(|(name, _)| *name == member.ident);
        let required = takes(self.new);
        let (class, what) = match required {
            true => (ChangeClass::Breaking, "is new and required"),
            false => (ChangeClass::Compatible, "is new"),
        };
        let (value, wire) = (shown_member(member), wire_name(member));
        self.push(class, ChangeKind::Added, Some(&member.ident), what.to_owned(), ("", &value), &[&wire]);
        if let Some(change) = self.changes.last_mut() {
            change.exhaustive = !self.new.open && !required;
        }
    }

    fn compare_member(&mut self, old: &SurfaceMember, new: &SurfaceMember) {
        let wires = [wire_name(old), wire_name(new)];
        let names = [wires[0].as_str(), wires[1].as_str()];
        let ident = Some(old.ident.as_str());
        let before = renamed_text(&old.type_text, self.renamed);
        let mut same = true;
        if before != new.type_text {
            same = false;
            let none = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
            let (before, after) = (none(&before), none(&new.type_text));
            let what = format!("holds {} and no longer {}", code(&after), code(&before));
            self.push(ChangeClass::Breaking, ChangeKind::Changed, ident, what, (&before, &after), &names);
        }
        if old.wire != new.wire {
            same = false;
            let what = format!("is {} on the wire and no longer {}", new.wire, old.wire);
            let is_more = self.old.form == EVENTS_FORM && {
                let now: Vec<&str> = new.wire.split(" or ").collect();
                old.wire.split(" or ").all(|event| now.contains(&event))
            };
            let class = if is_more { ChangeClass::Compatible } else { ChangeClass::Breaking };
            self.push(class, ChangeKind::Wire, ident, what, (&old.wire, &new.wire), &names);
        }
        if same && old.docs != new.docs {
            let (before, after) = excerpts(&old.docs, &new.docs);
            let what = "text changed".to_owned();
            let (class, kind) = (ChangeClass::DocumentationOnly, ChangeKind::Documentation);
            self.push(class, kind, ident, what, (&before, &after), &names);
        }
    }
}

/// What `new` takes now and did not, and the other way round, where the rest keeps its order and is most of it.
fn argument_changes(before: Option<&[String]>, after: Option<&[String]>) -> Option<String> {
    let (before, after) = (before?, after?);
    let only = |of: &[String], other: &[String]| -> (Vec<String>, Vec<String>) {
        of.iter().cloned().partition(|argument| other.contains(argument))
    };
    let ((same, gone), (rest, added)) = (only(before, after), only(after, before));
    if same != rest || same.len() < 3 || gone.len() + added.len() > same.len() {
        return None;
    }
    let all = |of: &[String]| of.iter().map(|argument| code(argument)).collect::<Vec<_>>().join(", ");
    Some(match (gone.as_slice(), added.as_slice()) {
        ([], added) => format!("also takes {}", all(added)),
        (gone, []) => format!("no longer takes {}", all(gone)),
        (gone, added) => format!("takes {} and no longer {}", all(added), all(gone)),
    })
}

/// What pages call a member.
fn wire_name(of: &SurfaceMember) -> String {
    let name = of.wire.trim_start_matches("status ");
    let name = name.strip_prefix('`').and_then(|rest| rest.split('`').next()).unwrap_or(name);
    if name.is_empty() { of.ident.clone() } else { name.trim_matches('"').to_owned() }
}

fn shown_member(of: &SurfaceMember) -> String {
    match of.type_text.as_str() {
        "" => format!("{} = {}", of.ident, of.wire.replace('`', "")),
        kind => format!("{}: {kind}", of.ident),
    }
}

#[cfg(test)]
mod tests {
    use super::argument_changes;

    #[test]
    fn what_changed_of_many_arguments_is_said_alone() {
        let of = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let said = |before: &str, after: &str| argument_changes(Some(&of(before)), Some(&of(after)));
        assert_eq!(said("a b c", "a b c d").as_deref(), Some("also takes `d`"));
        assert_eq!(said("a b c d", "a b d").as_deref(), Some("no longer takes `c`"));
        assert_eq!(said("a b c d", "a b d e").as_deref(), Some("takes `e` and no longer `c`"));
        assert_eq!(said("a b c", "b a c d"), None, "the others changed places");
        assert_eq!(said("a", "a b"), None, "all of it is short");
    }
}
