//! The structs of what must be given: where a constructor would take more than two values, or two that are easily
//! swapped, it takes them by name, and the compiler says which one is missing.

use super::names::required_name;
use super::rust_crate::RustCrate;
use super::rust_type::{RustType, Struct, TypeKind};
use foldhash::HashSet;

/// The most values that a constructor takes by position.
const BY_POSITION: usize = 2;

/// Names the structs of what constructors take.
pub(super) fn lower_required(of: &mut RustCrate) {
    let handles = of.groups.iter().flat_map(|group| {
        std::iter::once(&group.handle).chain(group.aliases.iter().map(|alias| &alias.handle))
    });
    let types = of.types.iter().flat_map(|item| std::iter::once(&item.ident).chain(&item.aliases));
    let mut taken: HashSet<String> = handles.chain(types).map(|ident| ident.as_str().to_owned()).collect();
    for item in &mut of.types {
        if let TypeKind::Struct(kind) = &mut item.kind
            && takes_names(kind)
        {
            kind.required = Some(required_name(&item.ident, &mut taken));
        }
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
