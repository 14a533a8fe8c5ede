//! `docbind lock --rename`: a lock takes the names that the pages give today, and notes the earlier ones as aliases.
//!
//! What is renamed is an operation, with its methods and the types that are named after it and used by it alone; or a
//! group, with its module, its handle and its feature. Names that `docbind.toml` gives stay.

use super::aliases::{METHOD, PAGES, PAGES_WITH_REQUEST, WITH_REQUEST};
use super::names::{Ident, Place, Scope, pascal};
use super::rust_type::{TypeItem, TypeKind, Variant};
use super::words::words;
use crate::config::{Config, OperationKey, Selector};
use crate::lock::{Lock, LockedOperation, LockedType, without_names};
use crate::model::{Api, Operation};
use std::collections::BTreeSet;

/// What a renaming did, a line each: what has another name, and what could not get it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    /// `` `close_ticket` is now `settle_ticket` ``
    pub done: Vec<String>,
    /// `` `close_ticket` stays: … ``
    pub left: Vec<String>,
}

/// Takes the new names of all that the pages call otherwise, or of what the selectors name: operations by group and id
/// or a group by its name. Gives the selectors that name nothing of the kind as an error.
///
/// # Errors
///
/// The selectors that name nothing that the pages call otherwise.
pub fn take_names(
    lock: &mut Lock,
    config: &Config,
    api: &Api,
    selectors: &[Selector],
) -> Result<Renamed, Vec<String>> {
    let mut unused: BTreeSet<usize> = (0..selectors.len()).collect();
    let mut is_wanted = |names: &dyn Fn(&Selector) -> bool| {
        let found: Vec<usize> = (0..selectors.len()).filter(|at| names(&selectors[*at])).collect();
        unused.retain(|at| !found.contains(at));
        selectors.is_empty() || !found.is_empty()
    };
    let mut chosen = Vec::new();
    for of in api.operations.iter().filter(|of| of.identity.new_id.is_some()) {
        if is_wanted(&|selector| names_operation(selector, of)) {
            chosen.push(of);
        }
    }
    let mut groups: BTreeSet<(&str, &str)> = BTreeSet::new();
    for of in &api.operations {
        let Some(new) = &of.identity.new_group else { continue };
        let old = of.identity.group.as_str();
        if is_wanted(&|selector| selector.names_group(old) || selector.names_group(new)) {
            groups.insert((old, new));
        }
    }
    let records: Vec<(&String, &String)> = { &api.renamed_records }
        .iter()
        .filter(|(old, new)| {
            is_wanted(&|selector: &Selector| [old, new].iter().any(|name| selector.names_group(name)))
        })
        .collect();
    let (rust_crate, ..) = super::lower_with_lock(api, config, lock);
    let mut values = Vec::new();
    for (name, earlier, new) in rust_crate.types.iter().flat_map(called_otherwise) {
        if is_wanted(&|selector| selector.names_group(name.as_str())) {
            values.push((name, earlier, new));
        }
    }
    if !unused.is_empty() {
        return Err(unused.into_iter().map(|at| selectors[at].to_string()).collect());
    }
    let mut renamed = Renamed::default();
    values.into_iter().for_each(|of| rename_value(lock, of, &mut renamed));
    chosen.into_iter().for_each(|of| rename_operation(lock, config, of, &mut renamed));
    groups.into_iter().for_each(|(old, new)| rename_group(lock, old, new, &mut renamed));
    records.into_iter().for_each(|(old, new)| rename_record(lock, config, old, new, &mut renamed));
    Ok(renamed)
}

fn names_operation(selector: &Selector, of: &Operation) -> bool {
    let mut key = OperationKey::of(of);
    key.ids.extend(of.identity.new_id.iter().map(|id| id.replace(' ', "-")));
    selector.names_operation(&key)
}

fn rename_operation(lock: &mut Lock, config: &Config, of: &Operation, renamed: &mut Renamed) {
    let (Some(new), old, group) = (&of.identity.new_id, &of.identity.id, &of.identity.group) else { return };
    let line = without_names(&of.identity.line);
    let is_it = |known: &LockedOperation| {
        known.id == *old && known.group == *group && without_names(known.line()) == line
    };
    let Some(at) = lock.operations.iter().position(is_it) else { return };
    let others = lock.operations.iter().enumerate().filter(|(other, of)| *other != at && of.group == *group);
    if let Some((_, other)) = { others }.find(|(_, of)| of.id == *new || of.was.contains(new)) {
        let why = if other.gone { ": `--prune` frees it" } else { "" };
        renamed.left.push(format!("`{old}` stays: `{new}` is the name of {}{why}", other.endpoint));
        return;
    }
    let entry = &mut lock.operations[at];
    let mut names = take_methods(&mut lock.groups, entry, &words(old));
    entry.was.push(std::mem::replace(&mut entry.id, new.clone()));
    entry.was.retain(|was| was != new);
    entry.called = None;
    // What has its earliest name again needs no alias.
    let method = Scope::new(Place::Method).take_one(words(new)).ident;
    names.extend(std::mem::take(&mut entry.aliases));
    names.retain(|line| line.split(" = ").next() != Some(method.as_str()));
    names.sort();
    names.dedup();
    entry.aliases = names;
    let endpoint = without_names(&entry.endpoint);
    renamed.done.push(format!("{} is now `{new}`, and was `{old}`", entry.endpoint));
    rename_types(lock, config, &endpoint, (&words(old), &words(new)), renamed);
}

/// The methods of an operation that are named after it, as aliases.
fn take_methods(
    groups: &mut [crate::lock::LockedGroup],
    entry: &mut LockedOperation,
    old: &[String],
) -> Vec<String> {
    let scope = Scope::new(Place::Method);
    let mut names = Vec::new();
    for group in groups {
        group.methods.retain(|line| match line.split_once(" = ") {
            Some((name, of)) if of == entry.endpoint && scope.is_of(name, old) => {
                names.push(format!("{name} = {METHOD}"));
                false
            }
            _ => true,
        });
    }
    if names.is_empty() {
        return names;
    }
    names.extend(entry.pages.take().map(|name| format!("{name} = {PAGES}")));
    names.extend(entry.with_request.take().map(|name| format!("{name} = {WITH_REQUEST}")));
    names.extend(entry.pages_with_request.take().map(|name| format!("{name} = {PAGES_WITH_REQUEST}")));
    names.extend(entry.encoded.drain(..).filter_map(|line| {
        let (encoding, name) = line.split_once(" = ")?;
        Some(format!("{name} = {encoding}"))
    }));
    names
}

/// The types that are named after an operation and used by nothing else.
fn rename_types(
    lock: &mut Lock,
    config: &Config,
    endpoint: &str,
    (old, new): (&[String], &[String]),
    renamed: &mut Renamed,
) {
    let given = given_types(lock);
    let mut scope = Scope::with_taken(Place::Type, given.iter().map(String::as_str));
    let prefix = pascal(old);
    let mut taken = Vec::new();
    for of in lock.types.iter_mut().filter(|of| !of.gone) {
        let Some(rest) = of.name.strip_prefix(&prefix) else { continue };
        let is_own = |place: &String| place.strip_prefix(endpoint).is_some_and(|rest| rest.starts_with(':'));
        let is_chosen = config.types.iter().any(|entry| entry.select.value.name.matches(&of.name));
        if rest.starts_with(|c: char| c.is_ascii_lowercase()) || is_chosen || !of.places.iter().all(is_own) {
            continue;
        }
        let wanted = [new, &words(rest)].concat();
        let spelled = Scope::new(Place::Type).take_one(wanted.clone()).ident.as_str().to_owned();
        let again = of.aliases.iter().position(|alias| *alias == spelled);
        let name = match again {
            Some(at) => of.aliases.remove(at),
            None => {
                let taken = scope.take_one(wanted);
                if let Some(wanted) = taken.collision {
                    renamed.left.push(format!("type `{}` stays: `{wanted}` is taken", of.name));
                    continue;
                }
                spelled
            }
        };
        renamed.done.push(format!("type `{}` is now `{name}`", of.name));
        let earlier = of.rename(name);
        taken.push((earlier, of.name.clone()));
    }
    for shown in lock.groups.iter_mut().flat_map(|group| &mut group.shows) {
        if let Some((_, new)) = taken.iter().find(|(old, _)| old == shown) {
            shown.clone_from(new);
        }
    }
}

/// The values of an enum that the pages call otherwise: the type, the name that it has, and the new one.
fn called_otherwise(of: &TypeItem) -> Vec<(&Ident, &Ident, &Ident)> {
    fn those<'t, V>(of: &'t Ident, variants: &'t [Variant<V>]) -> Vec<(&'t Ident, &'t Ident, &'t Ident)> {
        variants.iter().filter_map(|variant| Some((of, &variant.ident, variant.called.as_ref()?))).collect()
    }
    match &of.kind {
        TypeKind::IntegerEnum(variants) => those(&of.ident, variants),
        TypeKind::StringEnum(variants) => those(&of.ident, variants),
        _ => Vec::new(),
    }
}

fn rename_value(lock: &mut Lock, (name, earlier, new): (&Ident, &Ident, &Ident), renamed: &mut Renamed) {
    let [name, earlier, new] = [name, earlier, new].map(Ident::as_str);
    let Some(of) = lock.types.iter_mut().find(|of| !of.gone && of.name == name) else {
        return renamed.left.push(format!("`{name}::{earlier}` stays: `[[types]]` names its type"));
    };
    let is_other = |(alias, wire): (&str, &str), member: &str| {
        alias == new && !of.members().any(|(ident, value)| ident == member && value == wire)
    };
    let taken = of.members().any(|(ident, _)| ident == new)
        || of.member_aliases().any(|alias| is_other(alias, earlier))
        || new == "Unknown";
    if taken {
        return renamed.left.push(format!("`{name}::{earlier}` stays: `{new}` is taken"));
    }
    of.rename_member(earlier, new);
    renamed.done.push(format!("`{name}::{earlier}` is now `{new}`"));
}

/// A record takes its new name in all places, and its type with it.
fn rename_record(lock: &mut Lock, config: &Config, old: &str, new: &str, renamed: &mut Renamed) {
    let given = given_types(lock);
    let Some(at) = lock.types.iter().position(|of| !of.gone && of.record() == Some(old)) else { return };
    let earlier = lock.types[at].name.clone();
    if config.types.iter().any(|entry| entry.select.value.name.matches(&earlier)) {
        return renamed.left.push(format!("type `{earlier}` stays: `[[types]]` selects it"));
    }
    let taken = Scope::with_taken(Place::Type, given.iter().map(String::as_str)).take_one(words(new));
    if let Some(wanted) = taken.collision {
        return renamed.left.push(format!("type `{earlier}` stays: `{wanted}` is taken"));
    }
    let of = &mut lock.types[at];
    of.rename(taken.ident.as_str().to_owned());
    renamed.done.push(format!("type `{earlier}` is now `{}`", of.name));
    let name = of.name.clone();
    for of in &mut lock.types {
        for place in of.places.iter_mut().chain(&mut of.used_by) {
            let rest = place
                .strip_prefix(old)
                .filter(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{', '|']));
            if let Some(rest) = rest {
                *place = format!("{new}{rest}");
            }
        }
        of.places.sort();
    }
    for shown in lock.groups.iter_mut().flat_map(|group| &mut group.shows).filter(|shown| **shown == earlier)
    {
        shown.clone_from(&name);
    }
}

/// The names of types that are given.
fn given_types(lock: &Lock) -> Vec<String> {
    let types = lock.types.iter().flat_map(LockedType::names);
    types.chain(lock.groups.iter().map(|of| of.handle.as_str())).map(str::to_owned).collect()
}

fn rename_group(lock: &mut Lock, old: &str, new: &str, renamed: &mut Renamed) {
    let modules = lock.groups.iter().map(|of| of.module.as_str());
    let modules = modules.chain(super::aliases::group_aliases(lock).map(|(module, _)| module));
    let mut modules = Scope::with_taken(Place::Module, modules);
    let types =
        lock.types.iter().flat_map(LockedType::names).chain(lock.groups.iter().map(|of| of.handle.as_str()));
    let types = types.chain(super::aliases::group_aliases(lock).map(|(_, handle)| handle));
    let mut types = Scope::with_taken(Place::Type, types);
    if lock.groups.iter().any(|of| of.name == new) {
        return renamed.left.push(format!("group `{old}` stays: there is a group `{new}`"));
    }
    // Where a setting names the group, its module has that name.
    if let Some(of) = lock.groups.iter_mut().find(|of| of.name == old) {
        let module = modules.take(&super::groups::module_candidates(new)).ident.as_str().to_owned();
        let handle = types.take(&super::type_names::handle_candidates(new)).ident.as_str().to_owned();
        of.aliases.push(format!("{} = {}", of.module, of.handle));
        of.aliases.sort();
        let earlier = std::mem::replace(&mut of.module, module.clone());
        (of.handle, of.name) = (handle, new.to_owned());
        lock.types.iter_mut().filter(|of| of.module == earlier).for_each(|of| of.module.clone_from(&module));
        renamed.done.push(format!("module `{earlier}` is now `{module}`"));
    }
    let inside = lock.operations.iter_mut().filter(|of| of.group == old);
    inside.for_each(|of| new.clone_into(&mut of.group));
}
