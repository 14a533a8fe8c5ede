//! What a type derives, and what serde's derives are told.

use super::lines::Lines;
use super::{Emission, SERDE};
use crate::lowering::{
    LibraryType, Placement, Presence, RustCrate, RustType, SerdeUse, Struct, StructField, Tagged, TypeId,
    TypeKind, Union,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::fmt::Write as _;

/// The halves of serde that a struct derives.
pub(super) fn derived_by_struct(of: &Struct, emission: Emission) -> SerdeUse {
    // What is not in the body cannot be read from it.
    let all_in_body = of.fields.iter().all(|field| field.wire_name.is_some());
    derived(of.serde, all_in_body, emission)
}

fn derived(serde: SerdeUse, both: bool, emission: Emission) -> SerdeUse {
    match emission {
        Emission::Lean => SerdeUse::default(),
        Emission::Derived if both => SerdeUse { serialize: true, deserialize: true },
        Emission::Directed | Emission::Derived => serde,
    }
}

/// The derives of a struct.
pub(super) fn emit_struct_derives(of: &Struct, emission: Emission, lines: &mut Lines) {
    // A record has its `Default` from its table, and what has but one documented value is written out.
    let elsewhere = of.has_fixed() || (emission == Emission::Lean && is_record(of));
    let default = !elsewhere;
    emit_derives(derived_by_struct(of, emission), default, lines);
}

/// The derives of a union.
pub(super) fn emit_union_derives(of: &Union, emission: Emission, lines: &mut Lines) {
    emit_derives(derived(of.serde, true, emission), false, lines);
}

/// The derives of an enum by a tag.
pub(super) fn emit_tagged_derives(lines: &mut Lines) {
    emit_derives(SerdeUse::default(), false, lines);
}

/// How often the macro for it is called, and for which half: for both at once where the engine is.
pub(super) fn tagged_halves(of: &Tagged, emission: Emission) -> Vec<&'static str> {
    let derived = derived(of.serde, true, emission);
    match emission {
        Emission::Lean => vec![""],
        Emission::Directed | Emission::Derived => {
            let read = derived.deserialize.then_some("read ");
            read.into_iter().chain(derived.serialize.then_some("write ")).collect()
        }
    }
}

/// Whether it travels as JSON.
pub(super) fn is_record(of: &Struct) -> bool {
    of.serde.serialize || of.serde.deserialize
}

fn emit_derives(derived: SerdeUse, default: bool, lines: &mut Lines) {
    let mut names = String::from("Clone, Debug");
    let others = [
        (", Default", default),
        (", PartialEq", true),
        (", Serialize", derived.serialize),
        (", Deserialize", derived.deserialize),
    ];
    others.into_iter().filter(|(_, wanted)| *wanted).for_each(|(name, _)| names.push_str(name));
    lines.tokens(format_args!("#[derive({names})]"));
}

/// The derives of serde that the types need.
pub(super) fn emit_imports(of: &RustCrate, types: &[TypeId], emission: Emission) -> TokenStream {
    let derived = |id: &TypeId| match &of.get(*id).kind {
        TypeKind::Struct(of) => derived_by_struct(of, emission),
        TypeKind::Union(of) => derived(of.serde, true, emission),
        _ => SerdeUse::default(),
    };
    let serialize = types.iter().any(|id| derived(id).serialize);
    let deserialize = types.iter().any(|id| derived(id).deserialize);
    // Shared types come and go with the features that use them.
    let allow = types.iter().any(|id| matches!(of.get(*id).placement, Placement::Shared(_)));
    let allow = allow.then(|| quote! { #[allow(unused_imports)] });
    match (deserialize, serialize) {
        (true, true) => quote! { #allow use docbind_runtime::codegen::serde::{Deserialize, Serialize}; },
        (true, false) => quote! { #allow use docbind_runtime::codegen::serde::Deserialize; },
        (false, true) => quote! { #allow use docbind_runtime::codegen::serde::Serialize; },
        (false, false) => TokenStream::new(),
    }
}

/// What serde is told about a struct.
pub(super) fn emit_struct_attribute(of: &Struct, emission: Emission, lines: &mut Lines) {
    let derived = derived_by_struct(of, emission);
    if derived.serialize || derived.deserialize {
        let rename = of.rename_all.map(|casing| format!("rename_all = {}, ", Literal::string(casing)));
        let rename = rename.unwrap_or_default();
        lines.tokens(format_args!("#[serde({rename}crate = \"{SERDE}\")]"));
    }
}

/// What serde is told about a union.
pub(super) fn emit_union_attribute(of: &Union, emission: Emission, lines: &mut Lines) {
    let derived = derived(of.serde, true, emission);
    if derived.serialize || derived.deserialize {
        lines.tokens(format_args!("#[serde(untagged, crate = \"{SERDE}\")]"));
    }
}

/// What serde is told about a field of a struct that derives these halves.
pub(super) fn emit_field_attribute(of: &Struct, derived: SerdeUse, field: &StructField, lines: &mut Lines) {
    if !derived.serialize && !derived.deserialize {
        return;
    }
    let Some(wire_name) = &field.wire_name else { return lines.tokens("#[serde(skip)]") };
    let mut attributes = String::new();
    if field.renamed {
        let _ = write!(attributes, ", rename = {}", Literal::string(wire_name));
    }
    let skip = match field.presence {
        Presence::Optional => ", skip_serializing_if = \"Option::is_none\"",
        Presence::Nullable => ", skip_serializing_if = \"codegen::Nullable::is_unset\"",
        // Written as it came.
        Presence::Default if !of.serde.serialize => ", skip_serializing_if = \"Vec::is_empty\"",
        Presence::Required | Presence::Default => "",
    };
    let with = field.rust_type.library_type();
    // Of a whole number `1.0` is another way to write it, which serde does not know.
    let of_its_own = with.is_some() || is_whole(&field.rust_type);
    let may_miss = match field.presence {
        Presence::Nullable | Presence::Default => true,
        // With a function for its own, serde does not know an option.
        Presence::Optional | Presence::Required => {
            of_its_own && matches!(field.rust_type, RustType::Option(_))
        }
    };
    if may_miss && derived.deserialize {
        attributes.push_str(", default");
    }
    if derived.serialize {
        attributes.push_str(skip);
    }
    match with {
        Some(LibraryType::TextDecimal) => attributes.push_str(", with = \"codegen::wire_as_text\""),
        Some(_) => attributes.push_str(", with = \"codegen::wire\""),
        None if of_its_own => attributes.push_str(", with = \"codegen::wire\""),
        None => {}
    }
    if field.presence == Presence::Default && derived.deserialize && !of_its_own {
        attributes.push_str(", deserialize_with = \"codegen::null_to_default\"");
    }
    if let Some(attributes) = attributes.strip_prefix(", ") {
        lines.tokens(format_args!("#[serde({attributes})]"));
    }
}

/// Whether a type is, or holds, whole numbers and nothing that the crate declares.
fn is_whole(rust_type: &RustType) -> bool {
    match rust_type {
        RustType::I32 | RustType::I64 | RustType::U64 => true,
        RustType::Vec(of) | RustType::Map(of) | RustType::Option(of) | RustType::Nullable(of) => is_whole(of),
        _ => false,
    }
}
