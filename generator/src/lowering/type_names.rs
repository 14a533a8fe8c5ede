//! The names of types.
//!
//! A record kind or enum that the pages name keeps its name. Any other type is named after its users:
//! `<operation>Request`, `<operation>Response`, `<operation><Status>Body`, `<operation>Error`, or
//! `<parent><field>`. A type that several places use gets the words that their names have in common; where
//! they have none, the name of its status. What an operation takes and gives as a whole is named first: callers write it
//! most. Parents are named before their parts. Where a name is taken, the group stands before it, or the first place
//! that uses the type names it, or what it is stands behind it; a number is the last resort.

use super::drafts::{Draft, Drafts, Role, Shape, Use, User};
use super::groups::GroupDraft;
use super::names::{Ident, Place, Scope, Taken, chosen_type_name};
use super::overrides::Selected;
use super::role_names::{VAGUE, role_words, schema_words, shared_root, without_leading_particles};
use super::rust_type::TypeId;
use super::texts::common_words;
use super::words::{singular, words};
use crate::config::{Config, did_you_mean};
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::{Lock, LockedType};
use crate::model::Api;
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// The names of all types, and what `docbind.toml` says of them.
pub(super) struct TypeNames {
    /// By [`TypeId`].
    pub idents: Vec<Ident>,
    /// The same before any setting.
    pub before_settings: Vec<Ident>,
    /// The types of the groups whose methods are the operations, by group.
    pub handles: Vec<Ident>,
    /// The text that replaces a type's own.
    pub descriptions: BTreeMap<TypeId, String>,
    /// Whether a type is to keep unknown fields.
    pub keep_unknown_fields: BTreeMap<TypeId, Spanned<bool>>,
    /// The entries of `[[types]]` that say something of a type.
    pub selected: Vec<Selected>,
}

/// Names every type of the crate and the handle of every group.
pub(super) fn lower_type_names(
    api: &Api,
    config: &Config,
    lock: &Lock,
    groups: &[GroupDraft],
    drafts: &Drafts,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeNames {
    let mut naming = Naming {
        api,
        config,
        scope: Scope::with_taken(Place::Type, names_of(lock)),
        named: vec![None; drafts.list.len()],
        before_settings: vec![None; drafts.list.len()],
        selected: BTreeMap::new(),
        selectable: Vec::new(),
        entries: Vec::new(),
        renamed: BTreeMap::new(),
        descriptions: BTreeMap::new(),
        keep_unknown_fields: BTreeMap::new(),
        diagnostics,
    };
    for id in drafts.ids() {
        if let Some(known) = drafts.get(id).known {
            let taken = naming.scope.keep(&drafts.kept.get(known).name);
            naming.give(id, taken);
        }
    }
    for id in drafts.ids().filter(|&id| drafts.get(id).schema.is_some()) {
        let draft = drafts.get(id);
        let name = schema_words(draft);
        let candidates = [name.clone(), [name, vec![kind_word(draft).into()]].concat()];
        naming.name(id, draft, &candidates);
    }
    let handles = groups.iter().map(|group| naming.handle(group, lock)).collect();
    name_in_order(drafts, &mut naming);
    naming.report_entries();
    let idents = naming.named.into_iter().flatten().map(|(ident, _)| ident).collect();
    TypeNames {
        idents,
        before_settings: naming.before_settings.into_iter().flatten().collect(),
        handles,
        descriptions: naming.descriptions,
        keep_unknown_fields: naming.keep_unknown_fields,
        selected: naming.entries,
    }
}

struct Naming<'a> {
    api: &'a Api,
    config: &'a Config,
    scope: Scope,
    /// Identifier and words, by [`TypeId`].
    named: Vec<Option<(Ident, Vec<String>)>>,
    /// The identifier before any setting, by [`TypeId`].
    before_settings: Vec<Option<Ident>>,
    /// The names that each entry of `[[types]]` selects, by its index.
    selected: BTreeMap<usize, Vec<String>>,
    /// The names that can be selected.
    selectable: Vec<String>,
    /// The types that each entry selects.
    entries: Vec<Selected>,
    /// The names that entries gave, with their places.
    renamed: BTreeMap<String, Span>,
    descriptions: BTreeMap<TypeId, String>,
    keep_unknown_fields: BTreeMap<TypeId, Spanned<bool>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// The names that are given: no newcomer gets them.
fn names_of(lock: &Lock) -> impl Iterator<Item = &str> {
    let types = lock.types.iter().flat_map(LockedType::names);
    let handles = super::aliases::group_aliases(lock).map(|(_, handle)| handle);
    types.chain(handles).chain(lock.groups.iter().map(|of| of.handle.as_str()))
}

/// Names the types that the pages do not name: each when the last of its parents has a name.
fn name_in_order(drafts: &Drafts, naming: &mut Naming) {
    let parents = |id: TypeId| -> BTreeSet<TypeId> {
        let parent = |place: &Use| match place.of {
            User::Type(parent) => Some(parent),
            User::Operation(_) => None,
        };
        drafts.get(id).uses.iter().filter_map(parent).collect()
    };
    let mut waiting: BTreeMap<TypeId, usize> = BTreeMap::new();
    let mut children: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut ready: BTreeSet<(bool, TypeId)> = BTreeSet::new();
    let order = |id: TypeId| (!drafts.get(id).uses.iter().any(is_whole), id);
    for id in drafts.ids().filter(|id| naming.named[id.0 as usize].is_none()) {
        let open: Vec<_> = parents(id).into_iter().filter(|p| naming.named[p.0 as usize].is_none()).collect();
        if open.is_empty() {
            ready.insert(order(id));
        }
        waiting.insert(id, open.len());
        for parent in open {
            children.entry(parent).or_default().push(id);
        }
    }
    while let Some((_, id)) = ready.pop_first() {
        let draft = drafts.get(id);
        let candidates = naming.candidates(draft);
        naming.name(id, draft, &candidates);
        for child in children.remove(&id).unwrap_or_default() {
            let left = waiting.entry(child).or_default();
            *left = left.saturating_sub(1);
            if *left == 0 {
                ready.insert(order(child));
            }
        }
    }
}

/// Whether an operation takes or gives a type as a whole.
fn is_whole(place: &Use) -> bool {
    matches!(place.of, User::Operation(_)) && !matches!(place.role, Role::Field(_))
}

impl Naming<'_> {
    fn handle(&mut self, group: &GroupDraft, lock: &Lock) -> Ident {
        if let Some(of) = lock.groups.iter().find(|of| of.name == group.name) {
            return self.scope.keep(&of.handle).ident;
        }
        self.scope.take(&handle_candidates(group.name)).ident
    }

    fn name(&mut self, id: TypeId, draft: &Draft, candidates: &[Vec<String>]) {
        if self.named[id.0 as usize].is_some() {
            return;
        }
        let taken = self.scope.take(candidates);
        let chosen = taken.collision.as_ref().and_then(|wanted| Some((wanted, *self.renamed.get(wanted)?)));
        if let Some((wanted, span)) = chosen {
            self.report_taken(&wanted.clone(), span);
        } else if let Some(wanted) = &taken.collision {
            let message = format!("two types would be called `{wanted}`; one is now `{}`", taken.ident);
            let help =
                format!("give it a name: `[[types]]`, `select = \"{}\"`, `rename = \"…\"`", taken.ident);
            let at = describe_use(self.api, draft);
            self.diagnostics.push(Diagnostic::general(&rule::NAME_COLLISION, message).note(at).help(help));
        }
        self.give(id, taken);
    }

    /// Gives a type its name, unless a setting has another.
    fn give(&mut self, id: TypeId, taken: Taken) {
        self.before_settings[id.0 as usize] = Some(taken.ident.clone());
        self.named[id.0 as usize] = Some(self.overridden(id, taken.ident));
    }

    /// The name after `docbind.toml` had its say; of several entries, the later one wins.
    fn overridden(&mut self, id: TypeId, ident: Ident) -> (Ident, Vec<String>) {
        let plain = words(ident.as_str());
        self.selectable.push(ident.as_str().to_owned());
        let mut rename = None;
        for (at, of) in self.config.types.iter().enumerate() {
            if !of.select.value.name.matches(ident.as_str()) {
                continue;
            }
            let selected = self.selected.entry(at).or_default();
            selected.push(ident.as_str().to_owned());
            self.entries.push(Selected { id, name: ident.as_str().to_owned(), entry: at });
            if let Some(description) = &of.description {
                self.descriptions.insert(id, description.clone());
            }
            if let Some(keep) = &of.keep_unknown_fields {
                self.keep_unknown_fields.insert(id, *keep);
            }
            rename = of.rename.as_ref().filter(|_| selected.len() == 1).or(rename);
        }
        let Some(rename) = rename else { return (ident, plain) };
        let name = &rename.value;
        let Some(chosen) = chosen_type_name(name) else {
            let message = format!("`{name}` cannot be the name of a type");
            let diagnostic = Diagnostic::at(&rule::INVALID_SETTING, rename.span, message)
                .help("a type's name is made of words with a capital each, such as `CommunityThread`");
            self.diagnostics.push(diagnostic);
            return (ident, plain);
        };
        let taken = self.scope.take(std::slice::from_ref(&chosen));
        if taken.collision.is_some() {
            self.report_taken(name, rename.span);
        }
        self.renamed.insert(name.clone(), rename.span);
        (taken.ident, chosen)
    }

    fn report_taken(&mut self, name: &str, span: Span) {
        let message = format!("two types would be called `{name}`");
        let diagnostic = Diagnostic::at(&rule::INVALID_SETTING, span, message)
            .help("choose another name, or rename the other type too");
        self.diagnostics.push(diagnostic);
    }

    fn report_entries(&mut self) {
        for (at, of) in self.config.types.iter().enumerate() {
            let selected = self.selected.get(&at).map_or(&[][..], Vec::as_slice);
            match (selected, &of.rename) {
                ([], _) => {
                    let message = format!("no type is called `{}`", of.select.value);
                    let near = self.selectable.iter().map(String::as_str);
                    let near = did_you_mean(&of.select.value.to_string(), near);
                    let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, of.select.span, message);
                    let diagnostic = near.into_iter().fold(diagnostic, Diagnostic::help);
                    self.diagnostics.push(diagnostic.help("`docbind selectors SPEC` lists the types"));
                }
                ([first, second, ..], Some(rename)) => {
                    let message = format!("one name for {} types", selected.len());
                    let diagnostic = Diagnostic::at(&rule::INVALID_SETTING, rename.span, message)
                        .related(of.select.span, format!("selects `{first}` and `{second}`"))
                        .help("select one type");
                    self.diagnostics.push(diagnostic);
                }
                _ => {}
            }
        }
    }

    /// The names that a type without one may have, best first.
    fn candidates(&self, draft: &Draft) -> Vec<Vec<String>> {
        let users: Vec<Vec<String>> = draft.uses.iter().map(|place| self.user_words(place)).collect();
        let roots = draft.uses.iter().all(is_whole);
        let mut name = match (roots, draft.uses.as_slice()) {
            (_, []) => vec!["data".into()],
            (_, [place]) => joined(&users[0], role_words(place)),
            (true, uses) => shared_root(&users, uses, draft, self.only_group(draft)),
            (false, uses) => {
                let full: Vec<_> =
                    users.iter().zip(uses).map(|(user, place)| joined(user, role_words(place))).collect();
                let common = without_leading_particles(common_words(full.iter().map(Vec::as_slice)));
                match common.is_empty() {
                    true => full[0].clone(),
                    // Fields of one parent that have no word in common.
                    false if users.contains(&common) => [common, vec!["part".into()]].concat(),
                    false => common,
                }
            }
        };
        if let ([word], true) = (name.as_slice(), draft.uses.len() > 1)
            && VAGUE.contains(&word.as_str())
        {
            name.push(kind_word(draft).into());
        }
        if self.scope.is_free(&name) {
            return vec![name];
        }
        let group = self.only_group(draft).map(words);
        let qualified = group.as_ref().filter(|group| !says(&name, group));
        let qualified = qualified.map(|group| [group.clone(), name.clone()].concat());
        let first = draft.uses.first().map(|place| joined(&users[0], role_words(place)));
        let first = first.filter(|first| *first != name);
        let in_group = group.zip(first.clone()).map(|(group, first)| [group, first].concat());
        let of_kind = [first.as_ref().unwrap_or(&name).clone(), vec![kind_word(draft).into()]].concat();
        [name].into_iter().chain(qualified).chain(first).chain(in_group).chain([of_kind]).collect()
    }

    fn user_words(&self, place: &Use) -> Vec<String> {
        match place.of {
            User::Operation(index) => words(&self.api.operations[index].id),
            User::Type(id) => {
                let named = self.named[id.0 as usize].as_ref().map(|(_, words)| words.clone());
                let mut words = named.unwrap_or_default();
                // `CreateHookRequest::Email` holds a `CreateHookEmail`.
                let is_variant = matches!(place.role, Role::Variant(_));
                if is_variant && words.len() > 1 && words.last().is_some_and(|word| word == "request") {
                    words.pop();
                }
                words
            }
        }
    }

    /// The group that all users of a type belong to.
    fn only_group(&self, draft: &Draft) -> Option<&str> {
        let group = |place: &Use| match place.of {
            User::Operation(index) => Some(self.api.operations[index].group.as_str()),
            User::Type(_) => None,
        };
        let first = group(draft.uses.first()?)?;
        draft.uses.iter().all(|place| group(place) == Some(first)).then_some(first)
    }
}

fn joined(words: &[String], mut others: Vec<String>) -> Vec<String> {
    others.splice(0..0, words.iter().cloned());
    others
}

/// Whether a name begins with the group's, in the singular or not.
fn says(name: &[String], group: &[String]) -> bool {
    let pairs = name.iter().zip(group);
    name.len() >= group.len() && { pairs }.all(|(word, of_group)| singular(word) == singular(of_group))
}

/// What a type is, in a word.
fn kind_word(draft: &Draft) -> &'static str {
    match (&draft.shape, draft.uses.iter().any(|place| place.item)) {
        (Shape::Enum { .. }, _) => "choice",
        (_, true) => "item",
        (_, false) => "object",
    }
}

/// The names that the handle of a group may have, best first.
pub(super) fn handle_candidates(group: &str) -> Vec<Vec<String>> {
    let plain = words(group);
    let long = [plain.as_slice(), &["operations".into()]].concat();
    // The crate's root has types of these names for everybody.
    match ROOT_TYPES.contains(&group.to_ascii_lowercase().as_str()) {
        true => vec![long],
        false => vec![plain, long],
    }
}

/// The one-word types at the root of every generated crate.
const ROOT_TYPES: &[&str] = &[
    "auth",
    "bytes",
    "call",
    "client",
    "error",
    "items",
    "nullable",
    "page",
    "pages",
    "response",
    "secret",
    "token",
    "undocumented",
    "upload",
    "value",
];

fn describe_use(api: &Api, draft: &Draft) -> String {
    let place = draft.uses.iter().find_map(|place| match place.of {
        User::Operation(index) => Some(&api.operations[index].place),
        User::Type(_) => None,
    });
    match (place, &draft.schema) {
        (Some(place), _) => format!("it is used in {}:{}", place.page, place.line),
        (None, Some(name)) => format!("it is `{name}` in the pages"),
        (None, None) => "it is a part of another type".to_owned(),
    }
}
