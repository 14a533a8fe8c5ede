//! Which module holds which type: a type that one group uses stands with the group, one that several
//! use in `types`, behind the features of those groups. A type that more than half of the groups use is
//! there whatever the features: it is likely needed, and the list of its features would be longer than it.

use super::rust_crate::{Answer, Method, RustCrate};
use super::rust_type::{Placement, TypeId};
use std::collections::BTreeSet;

/// Sorts the types of the crate into its modules.
pub(super) fn lower_placement(of: &mut RustCrate) {
    let mut users: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); of.types.len()];
    let mut orders = Vec::new();
    for (index, group) in of.groups.iter().enumerate() {
        let mut order = Vec::new();
        for method in &group.methods {
            method_types(method).for_each(|id| visit(of, id, index, &mut users, &mut order));
        }
        orders.push(order);
    }
    // What the API sends on its own needs no group.
    let mut hooks = vec![BTreeSet::new(); of.types.len()];
    of.webhooks.iter().for_each(|(_, id)| visit(of, *id, 0, &mut hooks, &mut Vec::new()));
    for (id, users) in users.iter_mut().enumerate() {
        if !hooks[id].is_empty() {
            users.clear();
        }
    }
    for (id, users) in users.iter().enumerate() {
        let only = users.first().filter(|_| users.len() == 1);
        let common = users.is_empty() || users.len() * 2 > of.groups.len();
        let features = users.iter().filter(|_| !common).map(|user| of.groups[*user].feature.clone());
        of.types[id].placement = match only {
            Some(group) => Placement::Group(*group),
            None => Placement::Shared(features.collect()),
        };
    }
    for (index, order) in orders.into_iter().enumerate() {
        let own = |id: &TypeId| of.get(*id).placement == Placement::Group(index);
        let group_types: Vec<TypeId> = order.iter().copied().filter(own).collect();
        let mut named: BTreeSet<TypeId> = of.groups[index].methods.iter().flat_map(method_types).collect();
        named.extend(group_types.iter().flat_map(|id| of.get(*id).named()));
        let mut reexports: Vec<TypeId> = named.into_iter().filter(|id| !own(id)).collect();
        reexports.sort_by_key(|id| of.get(*id).ident.clone());
        of.groups[index].types = group_types;
        of.groups[index].reexports = reexports;
    }
    let shared = |id: &TypeId| matches!(of.get(*id).placement, Placement::Shared(_));
    let mut shared: Vec<TypeId> = (0..of.types.len() as u32).map(TypeId).filter(shared).collect();
    shared.sort_by_key(|id| of.get(*id).ident.clone());
    of.shared = shared;
}

/// The types that a method names, in the order of its signature.
fn method_types(method: &Method) -> impl Iterator<Item = TypeId> {
    let answer = match &method.answer {
        Answer::Json(rust_type) | Answer::JsonLines(rust_type) => rust_type.named(),
        Answer::Events(event) => event.rust_type().and_then(|rust_type| rust_type.named()),
        Answer::ByStatus(id) => Some(*id),
        Answer::Text | Answer::Bytes | Answer::Empty => None,
    };
    let arguments = method.arguments.iter().filter_map(|argument| argument.rust_type.named());
    // The method of its pages names the type of an item too.
    let item = method.paging.iter().filter_map(|paging| paging.item.named());
    arguments
        .chain(method.request)
        .chain(answer)
        .chain(item)
        .chain(method.error)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Notes that a group uses a type and all that it is made of, wholes before parts.
fn visit(of: &RustCrate, id: TypeId, group: usize, users: &mut [BTreeSet<usize>], order: &mut Vec<TypeId>) {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if users[id.0 as usize].insert(group) {
            order.push(id);
            open.extend(of.get(id).named().into_iter().rev());
        }
    }
}
