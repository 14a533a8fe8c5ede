//! What `[[types]]` says, for the report: of which types, and on which pages they are described.

use super::drafts::{Drafts, Shape, User};
use super::names::chosen_type_name;
use super::rust_type::TypeId;
use crate::config::{Config, TypeOverride};
use crate::model::{Api, Override};
use std::collections::BTreeSet;

/// The entries that select a type, by the name that it has before them.
pub(super) struct Selected {
    pub id: TypeId,
    pub name: String,
    /// The entry, by its index.
    pub entry: usize,
}

/// What the entries say of the types that they select, in the order of the record of all settings.
pub(super) fn lower_overrides(
    api: &Api,
    config: &Config,
    drafts: &Drafts,
    selected: &[Selected],
) -> Vec<Override> {
    let mut overrides: Vec<Override> = Vec::new();
    for of in selected {
        let entry = &config.types[of.entry];
        let alone = selected.iter().filter(|other| other.entry == of.entry).count() == 1;
        for said in entry.said.iter().filter(|said| applies(drafts, entry, of.id, said.key, alone)) {
            let pages = pages_of(api, drafts, of.id).into_iter().collect();
            overrides.push(said.to_override(pages, of.name.clone(), before(config, entry, said.key, of)));
        }
    }
    overrides.sort();
    overrides
}

fn applies(drafts: &Drafts, entry: &TypeOverride, id: TypeId, key: &str, alone: bool) -> bool {
    match key {
        "rename" => {
            alone && entry.rename.as_ref().is_some_and(|name| chosen_type_name(&name.value).is_some())
        }
        "keep-unknown-fields" => {
            matches!(&drafts.get(id).shape, Shape::Struct { serde, .. } if serde.deserialize)
        }
        _ => true,
    }
}

fn before(config: &Config, entry: &TypeOverride, key: &str, of: &Selected) -> Option<String> {
    match key {
        "rename" => entry.rename.as_ref().map(|_| of.name.clone()),
        "keep-unknown-fields" => Some(config.values.keep_unknown_fields.to_string()),
        _ => None,
    }
}

/// The pages that describe a type, or else what it is a part of.
fn pages_of(api: &Api, drafts: &Drafts, id: TypeId) -> BTreeSet<String> {
    let (mut pages, mut seen, mut open) = (BTreeSet::new(), BTreeSet::from([id]), vec![id]);
    while let Some(id) = open.pop() {
        let draft = drafts.get(id);
        let place = draft.schema.as_ref().and_then(|name| api.schemas.get(name)?.place.as_ref());
        if let Some(place) = place {
            pages.insert(place.page.clone());
            continue;
        }
        for of in &draft.uses {
            match of.of {
                User::Operation(index) => {
                    pages.extend(api.operations[index].places().map(|place| place.page.clone()));
                }
                User::Type(parent) if seen.insert(parent) => open.push(parent),
                User::Type(_) => {}
            }
        }
    }
    pages
}
