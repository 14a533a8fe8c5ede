//! Methods that took no request in the earlier crate. What may be sent now is sent by a second method, `get_one_with`,
//! so that calls of the first are what they were.

use super::aliases::method_aliases;
use super::drafts::Drafts;
use super::groups::GroupDraft;
use super::names::{Place, Scope};
use super::rust_crate::RustCrate;
use super::rust_type::TypeKind;
use super::words::words;
use crate::lock::{Lock, LockedOperation};
use crate::model::Api;
use foldhash::HashMap;

/// Gives the operations that took no request, and now may take one, their second method.
pub(super) fn lower_bare(
    api: &Api,
    lock: &Lock,
    groups: &[GroupDraft<'_>],
    drafts: &Drafts<'_>,
    of: &mut RustCrate,
) {
    let bare: HashMap<&str, &LockedOperation> =
        lock.operations.iter().filter(|of| of.bare).map(|of| (of.endpoint.as_str(), of)).collect();
    if bare.is_empty() {
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        let mut scope = None;
        for (at, (operation, ident)) in group.operations.iter().enumerate() {
            let Some(request) = of.groups[index].methods[at].request else { continue };
            let key = drafts.operation_key(&api.operations[*operation]);
            let Some(earlier) = bare.get(key.as_str()) else { continue };
            // What must be given cannot be left out.
            if !matches!(&of.get(request).kind, TypeKind::Struct(of) if of.is_optional() && !of.has_fixed()) {
                continue;
            }
            let scope = scope.get_or_insert_with(|| {
                let names = of.groups[index].methods.iter().map(|method| method.ident.as_str());
                let pages = lock.operations.iter().filter_map(|of| of.pages.as_deref());
                Scope::with_taken(Place::Method, names.chain(pages).chain(method_aliases(lock)))
            });
            let plain = [words(ident.as_str()), vec!["with".into()]].concat();
            let kept = earlier.with_request.as_deref().filter(|kept| scope.is_of(kept, &plain));
            let named = match kept {
                Some(kept) => scope.keep(kept),
                None => scope.take_one(plain),
            };
            of.groups[index].methods[at].with_request = Some(named.ident);
        }
    }
}
