//! A required field of which the pages document one value: `new` gives it that value, and does not ask.

use super::names::Ident;
use super::rust_type::{RustType, StructField, TypeItem, TypeKind};

/// Fills in every required field that has but one documented value.
pub(super) fn lower_fixed(types: &mut [TypeItem]) {
    let only: Vec<Option<Ident>> = types.iter().map(only_variant).collect();
    for item in types {
        let TypeKind::Struct(of) = &mut item.kind else { continue };
        if of.has_constructor() {
            of.fields.iter_mut().for_each(|field| fill_field(field, &only));
        }
    }
}

fn only_variant(item: &TypeItem) -> Option<Ident> {
    match &item.kind {
        TypeKind::StringEnum(variants) if variants.len() == 1 => Some(variants[0].ident.clone()),
        TypeKind::IntegerEnum(variants) if variants.len() == 1 => Some(variants[0].ident.clone()),
        _ => None,
    }
}

fn fill_field(field: &mut StructField, only: &[Option<Ident>]) {
    if let (RustType::Named(id), true) = (&field.rust_type, field.required)
        && let Some(variant) = &only[id.0 as usize]
    {
        (field.required, field.fixed) = (false, Some(variant.clone()));
    }
}
