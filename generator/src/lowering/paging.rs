//! Lists that come in pages: a second method beside the one that gets a single page.

use super::aliases::method_aliases;
use super::drafts::{Drafts, Shape};
use super::groups::GroupDraft;
use super::names::{Ident, Place, Scope, Taken};
use super::rust_crate::{Answer, FieldWay, Method, PageHint, Paging, RustCrate};
use super::rust_type::{RustType, TypeId, TypeKind};
use super::words::words;
use crate::lock::{Lock, LockedOperation};
use crate::model::{Api, Pagination, PaginationKind};
use foldhash::HashMap;

/// Gives the lists that come in pages their second method.
pub(super) fn lower_paging(
    api: &Api,
    lock: &Lock,
    groups: &[GroupDraft<'_>],
    drafts: &Drafts<'_>,
    field_names: &[Vec<Taken>],
    of: &mut RustCrate,
) {
    let earlier: HashMap<&str, &LockedOperation> =
        lock.operations.iter().map(|of| (of.endpoint.as_str(), of)).collect();
    for (index, group) in groups.iter().enumerate() {
        let methods = of.groups[index].methods.iter();
        let names = methods.flat_map(|m| [Some(&m.ident), m.with_request.as_ref()]).flatten();
        let names: Vec<String> = names.map(|ident| ident.as_str().to_owned()).collect();
        let names = names.iter().map(String::as_str);
        let mut scope = Scope::with_taken(Place::Method, names.chain(method_aliases(lock)));
        for (at, (operation, ident)) in group.operations.iter().enumerate() {
            let Some(pagination) = &api.operations[*operation].pagination else { continue };
            let reader = Reader { drafts, field_names, of };
            let Some(read) = reader.read(&of.groups[index].methods[at], pagination) else { continue };
            let plain = [words(ident.as_str()), vec!["pages".into()]].concat();
            let key = drafts.operation_key(&api.operations[*operation]);
            let earlier = earlier.get(key.as_str());
            let mut name = |plain: Vec<String>, kept: Option<&String>| match kept {
                Some(kept) if scope.is_of(kept, &plain) => scope.keep(kept).ident,
                _ => scope.take_one(plain).ident,
            };
            let with_request = of.groups[index].methods[at].with_request.as_ref().map(|with| {
                let plain = [words(with.as_str()), vec!["pages".into()]].concat();
                name(plain, earlier.and_then(|of| of.pages_with_request.as_ref()))
            });
            let (items, item, hints) = read;
            let paging = Paging {
                ident: name(plain, earlier.and_then(|of| of.pages.as_ref())),
                with_request,
                kind: pagination.kind.clone(),
                items,
                item,
                hints,
            };
            of.groups[index].methods[at].paging = Some(paging);
        }
    }
}

struct Reader<'a> {
    drafts: &'a Drafts<'a>,
    field_names: &'a [Vec<Taken>],
    of: &'a RustCrate,
}

impl Reader<'_> {
    /// The field of the items, the type of an item, and what the answer says of what follows.
    fn read(
        &self,
        method: &Method,
        pagination: &Pagination,
    ) -> Option<(Option<Ident>, RustType, Vec<PageHint>)> {
        let Answer::Json(answer) = &method.answer else { return None };
        let Some(name) = &pagination.items else {
            let RustType::Vec(item) = answer else { return None };
            let hints = self.last_id(item, pagination).into_iter().collect();
            return Some((None, (**item).clone(), hints));
        };
        let RustType::Named(id) = answer else { return None };
        let (items, RustType::Vec(item)) = self.field(*id, name)? else { return None };
        let field = |path: &Option<String>| path.as_ref().and_then(|path| self.way(*id, path));
        let hints = [
            field(&pagination.next).map(PageHint::Next),
            self.last_id(&item, pagination),
            field(&pagination.has_more).map(PageHint::HasMore),
            field(&pagination.total_items).map(PageHint::TotalItems),
            field(&pagination.total_pages).map(PageHint::TotalPages),
        ];
        Some((Some(items), *item, hints.into_iter().flatten().collect()))
    }

    fn last_id(&self, item: &RustType, pagination: &Pagination) -> Option<PageHint> {
        let (PaginationKind::Key { id, .. }, RustType::Named(of)) = (&pagination.kind, item) else {
            return None;
        };
        self.field(*of, id).map(|(ident, _)| PageHint::LastId(ident))
    }

    /// The way to a field, by the wire names.
    fn way(&self, id: TypeId, path: &str) -> Option<FieldWay> {
        let is_option = |rust_type: &RustType| matches!(rust_type, RustType::Option(_));
        if let Some((ident, rust_type)) = self.field(id, path) {
            let copied = match inner(&rust_type) {
                // It is not to be shown in a URL.
                RustType::Secret => return None,
                RustType::String | RustType::Value | RustType::Library(_) | RustType::Named(_) => false,
                _ => true,
            };
            let is_value = *inner(&rust_type) == RustType::Value;
            return Some(FieldWay { steps: vec![(ident, is_option(&rust_type))], copied, is_value });
        }
        let (first, rest) = path.split_once('.')?;
        let (ident, rust_type) = self.field(id, first)?;
        let RustType::Named(deeper) = inner(&rust_type) else { return None };
        let mut way = self.way(*deeper, rest)?;
        way.steps.insert(0, (ident, is_option(&rust_type)));
        Some(way)
    }

    /// The field of a struct by its wire name: its name and type.
    fn field(&self, id: TypeId, wire_name: &str) -> Option<(Ident, RustType)> {
        let Shape::Struct { fields, .. } = &self.drafts.get(id).shape else { return None };
        let at = fields.iter().position(|field| field.wire_name == wire_name)?;
        let ident = self.field_names[id.0 as usize].get(at)?.ident.clone();
        let TypeKind::Struct(of) = &self.of.get(id).kind else { return None };
        let field = of.fields.iter().find(|field| field.ident == ident)?;
        Some((ident, field.rust_type.clone()))
    }
}

fn inner(rust_type: &RustType) -> &RustType {
    match rust_type {
        RustType::Option(inner) => inner,
        other => other,
    }
}
