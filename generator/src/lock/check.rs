//! What a lock must be to be kept to: every name is one in Rust, and none is given twice. Merges and people write into
//! the file, and a branch that adds a name beside another's may merge without a conflict.

use super::{Lock, LockedGroup, LockedOperation, LockedType};
use foldhash::{HashSet, HashSetExt as _};

/// What is wrong, and the text in the file that it is about.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    pub message: String,
    pub text: String,
}

/// The first name that is none, or is given twice.
pub(super) fn find_fault(lock: &Lock) -> Option<Fault> {
    let earlier = || lock.groups.iter().flat_map(LockedGroup::aliases);
    let modules = lock.groups.iter().map(|of| of.module.as_str()).chain(earlier().map(|(module, _)| module));
    let handles = lock.groups.iter().map(|of| of.handle.as_str()).chain(earlier().map(|(_, handle)| handle));
    let types = lock.types.iter().flat_map(LockedType::names);
    let mut methods = lock.operations.iter().flat_map(LockedOperation::aliases).map(|(name, _)| name);
    let endpoints = lock.operations.iter().map(|of| of.endpoint.as_str());
    let beside = lock.operations.iter().flat_map(LockedOperation::beside);
    let shown = lock.groups.iter().flat_map(|of| &of.shows).map(String::as_str);
    None.or_else(|| names("module", modules))
        .or_else(|| names("type", types.chain(handles)))
        .or_else(|| lock.groups.iter().find_map(|of| names("method", of.methods().map(|(_, name)| name))))
        .or_else(|| twice("operation", endpoints))
        .or_else(|| methods.find_map(no_name))
        .or_else(|| beside.chain(shown).find_map(no_name))
        .or_else(|| lock.types.iter().find_map(in_type))
}

fn in_type(of: &LockedType) -> Option<Fault> {
    let fixed = of.fixed.iter().filter_map(|line| line.split_once(" = "));
    let fixed = fixed.flat_map(|(field, variant)| [field, variant]);
    names("member", of.members().chain(of.member_aliases()).map(|(ident, _)| ident))
        .or_else(|| of.new.iter().map(String::as_str).chain(fixed).find_map(no_name))
}

/// Names of one scope.
fn names<'a>(what: &str, all: impl Iterator<Item = &'a str>) -> Option<Fault> {
    let all: Vec<&str> = all.collect();
    all.iter().find_map(|name| no_name(name)).or_else(|| twice(what, all.into_iter()))
}

fn twice<'a>(what: &str, mut all: impl Iterator<Item = &'a str>) -> Option<Fault> {
    let mut seen = HashSet::new();
    let again = all.find(|name| !seen.insert(*name))?;
    Some(Fault { message: format!("two entries are the {what} `{again}`"), text: again.to_owned() })
}

fn no_name(name: &str) -> Option<Fault> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_name = name.bytes().all(is_part)
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && !matches!(name, "_" | "self" | "Self" | "super" | "crate");
    (!is_name).then(|| Fault { message: format!("`{name}` is no name in Rust"), text: name.to_owned() })
}
