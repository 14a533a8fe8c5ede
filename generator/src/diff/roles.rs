//! Which operations reach a type, and in which role.

use super::surface::{Surface, SurfaceType};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// For each type the operations that reach it, each with the type's role in it: `answer.items`.
pub(super) type Roles = BTreeMap<String, Vec<(usize, String)>>;

pub(super) fn roles(of: &Surface) -> Roles {
    let mut roles = Roles::new();
    for (index, method) in of.methods.iter().enumerate() {
        let mut open: VecDeque<(String, &str)> =
            method.uses.iter().map(|(role, name)| ((*role).to_owned(), name.as_str())).collect();
        let mut seen = BTreeSet::new();
        while let Some((role, name)) = open.pop_front() {
            if !seen.insert(name) {
                continue;
            }
            if let Some(SurfaceType { members, .. }) = of.types.get(name) {
                let inner = members.iter().filter_map(|member| Some((member, member.named.as_deref()?)));
                open.extend(inner.map(|(member, named)| (format!("{role}.{}", member.ident), named)));
            }
            roles.entry(name.to_owned()).or_default().push((index, role));
        }
    }
    roles
}
