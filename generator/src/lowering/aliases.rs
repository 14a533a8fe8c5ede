//! The earlier names of what `docbind lock --rename` gave another one: each stands in the crate, deprecated, and
//! forwards.

use super::drafts::Drafts;
use super::groups::GroupDraft;
use super::names::{Ident, Place, Scope, feature_name};
use super::rust_crate::{GroupAlias, MethodAlias, RustCrate};
use crate::lock::{Lock, LockedGroup, LockedOperation};
use crate::model::Api;
use foldhash::{HashMap, HashSet};

/// What an earlier name of a method forwards to, as the lock has it.
pub(super) const METHOD: &str = "method";
pub(super) const PAGES: &str = "pages";
pub(super) const WITH_REQUEST: &str = "with-request";
pub(super) const PAGES_WITH_REQUEST: &str = "pages-with-request";

/// The earlier names of methods: nothing else is given them.
pub(super) fn method_aliases(lock: &Lock) -> impl Iterator<Item = &str> {
    lock.operations.iter().flat_map(LockedOperation::aliases).map(|(name, _)| name)
}

/// The earlier names of modules and of handles.
pub(super) fn group_aliases(lock: &Lock) -> impl Iterator<Item = (&str, &str)> {
    lock.groups.iter().flat_map(LockedGroup::aliases)
}

/// Gives modules, methods and types their earlier names, where no other one has them.
pub(super) fn lower_aliases(
    api: &Api,
    lock: &Lock,
    groups: &[GroupDraft<'_>],
    drafts: &Drafts<'_>,
    of: &mut RustCrate,
) {
    let operations: HashMap<&str, &LockedOperation> =
        lock.operations.iter().map(|of| (of.endpoint.as_str(), of)).collect();
    let modules: HashSet<String> = of.groups.iter().map(|group| group.module.as_str().to_owned()).collect();
    for (draft, group) in groups.iter().zip(&mut of.groups) {
        let names = group.methods.iter().flat_map(|method| method.names());
        let taken: HashSet<String> = names.map(|ident| ident.as_str().to_owned()).collect();
        let mut scope = Scope::new(Place::Method);
        for ((index, _), method) in draft.operations.iter().zip(&mut group.methods) {
            let Some(known) = operations.get(drafts.operation_key(&api.operations[*index]).as_str()) else {
                continue;
            };
            for (name, target) in known.aliases().filter(|(name, _)| !taken.contains(*name)) {
                let target = match target {
                    METHOD => Some(&method.ident),
                    PAGES => method.paging.as_ref().map(|paging| &paging.ident),
                    WITH_REQUEST => method.with_request.as_ref(),
                    PAGES_WITH_REQUEST => method.paging.as_ref().and_then(|of| of.with_request.as_ref()),
                    encoding => method.encoded.iter().find(|of| of.is(encoding)).map(|of| &of.ident),
                };
                let Some(target) = target.cloned() else { continue };
                method.aliases.push(MethodAlias { ident: scope.keep(name).ident, target });
            }
        }
        let known = lock.groups.iter().find(|known| known.name == draft.name);
        let aliases = known.into_iter().flat_map(LockedGroup::aliases);
        for (module, handle) in aliases.filter(|(module, _)| !modules.contains(*module)) {
            let module = Scope::new(Place::Module).keep(module).ident;
            group.aliases.push(GroupAlias {
                feature: feature_name(&module),
                module,
                handle: Scope::new(Place::Type).keep(handle).ident,
            });
        }
    }
    let types: HashSet<String> = of.types.iter().map(|item| item.ident.as_str().to_owned()).collect();
    for id in drafts.ids() {
        let Some(known) = drafts.get(id).known.map(|known| drafts.kept.get(known)) else { continue };
        let aliases = known.aliases.iter().filter(|name| !types.contains(*name));
        let idents = aliases.map(|name| Scope::new(Place::Type).keep(name).ident);
        of.types[id.0 as usize].aliases = idents.collect::<Vec<Ident>>();
    }
}
