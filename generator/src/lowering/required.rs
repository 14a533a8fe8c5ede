//! The structs of what must be given: where a constructor would take more than two values, or two that are easily
//! swapped, it takes them by name, and the compiler says which one is missing.

use super::drafts::Drafts;
use super::names::{Place, Scope, required_name};
use super::rust_crate::RustCrate;
use super::rust_type::{RustType, Struct, TypeKind};
use foldhash::HashSet;

/// The most values that a constructor takes by position.
const BY_POSITION: usize = 2;

/// Names the structs of what constructors take.
pub(super) fn lower_required(drafts: &Drafts<'_>, of: &mut RustCrate) {
    let handles = of.groups.iter().flat_map(|group| {
        std::iter::once(&group.handle).chain(group.aliases.iter().map(|alias| &alias.handle))
    });
    let types = of.types.iter().flat_map(|item| std::iter::once(&item.ident).chain(&item.aliases));
    let mut taken: HashSet<String> = handles.chain(types).map(|ident| ident.as_str().to_owned()).collect();
    let known = |id| drafts.get(id).known.map(|known| drafts.kept.get(known));
    // What the lock knows comes first: newcomers go with it.
    for newcomers in [false, true] {
        for (id, item) in drafts.ids().zip(&mut of.types) {
            let TypeKind::Struct(kind) = &mut item.kind else { continue };
            // A name that `docbind.toml` chose has its own.
            let earlier = known(id).filter(|of| of.required.is_some() && of.name == item.ident.as_str());
            if earlier.is_none() != newcomers || !takes_names(kind) {
                continue;
            }
            let kept = earlier.and_then(|of| of.required.as_ref());
            kind.required = Some(match kept {
                Some(kept) if taken.insert(kept.clone()) => Scope::new(Place::Type).keep(kept).ident,
                _ => required_name(&item.ident, &mut taken),
            });
        }
    }
    for (id, item) in drafts.ids().zip(&mut of.types) {
        let TypeKind::Struct(Struct { required: Some(_), required_aliases, .. }) = &mut item.kind else {
            continue;
        };
        let earlier = known(id).into_iter().flat_map(|of| &of.required_aliases);
        let earlier = earlier.filter(|name| taken.insert((*name).clone()));
        required_aliases.extend(earlier.map(|name| Scope::new(Place::Type).keep(name).ident));
    }
}

fn takes_names(of: &Struct) -> bool {
    let required: Vec<Alike> = of.required_fields().map(|field| Alike::of(&field.rust_type)).collect();
    let is_again = |(at, alike): (usize, &Alike)| required[..at].contains(alike);
    of.has_constructor() && (required.len() > BY_POSITION || required.iter().enumerate().any(is_again))
}

/// Types of which one value is taken for another.
#[derive(PartialEq)]
enum Alike<'t> {
    /// `"…"` is one of them.
    Text,
    /// `1` is one of them.
    Number,
    Other(&'t RustType),
}

impl<'t> Alike<'t> {
    fn of(rust_type: &'t RustType) -> Self {
        match rust_type {
            RustType::String | RustType::Secret => Alike::Text,
            RustType::I32 | RustType::I64 | RustType::U64 | RustType::I128 | RustType::F64 => Alike::Number,
            RustType::Option(of) | RustType::Nullable(of) => Alike::of(of),
            other => Alike::Other(other),
        }
    }
}
