//! A required field of which the pages document one value: `new` gives it that value, and does not ask.

use super::drafts::Drafts;
use super::names::Ident;
use super::rust_type::{RustType, StructField, TypeItem, TypeKind};

/// Fills in every required field that has but one documented value, or had one in the earlier crate: callers of `new`
/// do not give it.
pub(super) fn lower_fixed(drafts: &Drafts<'_>, types: &mut [TypeItem]) {
    let only: Vec<Option<Ident>> = types.iter().map(only_variant).collect();
    let variants: Vec<Vec<Ident>> = types.iter().map(variants).collect();
    for (item, draft) in types.iter_mut().zip(&drafts.list) {
        let TypeKind::Struct(of) = &mut item.kind else { continue };
        if !of.has_constructor() {
            continue;
        }
        let fixed = draft.known.map_or(&[][..], |known| drafts.kept.get(known).fixed.as_slice());
        for field in &mut of.fields {
            let earlier = fixed.iter().filter_map(|line| line.split_once(" = "));
            let mut earlier =
                earlier.filter(|(name, _)| *name == field.ident.as_str()).map(|(_, variant)| variant);
            if let (Some(variant), RustType::Named(id), true) =
                (earlier.next_back(), &field.rust_type, field.required)
                && let Some(variant) = variants[id.0 as usize].iter().find(|of| of.as_str() == variant)
            {
                (field.required, field.fixed) = (false, Some(variant.clone()));
            }
            fill_field(field, &only);
        }
    }
}

fn variants(item: &TypeItem) -> Vec<Ident> {
    match &item.kind {
        TypeKind::StringEnum(variants) => variants.iter().map(|of| of.ident.clone()).collect(),
        TypeKind::IntegerEnum(variants) => variants.iter().map(|of| of.ident.clone()).collect(),
        _ => Vec::new(),
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
