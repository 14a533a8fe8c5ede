//! Structs, and enums of shapes.

use super::Emission;
use super::constructors::emit_constructors;
use super::conversions::emit_conversions;
use super::derives::{
    derived_by_struct, emit_field_attribute, emit_struct_attribute, emit_struct_derives, emit_tagged_derives,
    emit_union_attribute, emit_union_derives, is_record, tagged_halves,
};
use super::lines::Lines;
use super::rust_types::Written;
use super::types::Declared;
use crate::lowering::{LibraryType, Presence, RustType, Struct, StructField, Tagged, Union};
use proc_macro2::Literal;

pub(super) fn emit_struct(declared: &Declared, kind: &Struct, lines: &mut Lines) {
    let Declared { of, item, emission, .. } = *declared;
    declared.emit_head(lines);
    emit_struct_derives(kind, emission, lines);
    emit_struct_attribute(kind, emission, lines);
    let derived = derived_by_struct(kind, emission);
    lines.block(format_args!("pub struct {}", item.ident), |lines| {
        for field @ StructField { ident, docs, rust_type, .. } in &kind.fields {
            lines.docs(docs);
            emit_field_attribute(kind, derived, field, lines);
            lines.line(format_args!("pub {ident}: {},", Written(of, rust_type)));
        }
        if let Some(ident) = &kind.unknown_fields {
            let way = if kind.serde.deserialize { "came" } else { "are sent" };
            lines.doc(&format!(
                "Fields that the documentation does not name, as they {way}. `Debug` shows them."
            ));
            if derived.serialize || derived.deserialize {
                lines.tokens("#[serde(flatten)]");
            }
            lines.line(format_args!("pub {ident}: std::collections::BTreeMap<String, codegen::Value>,"));
        }
    });
    let lean = emission == Emission::Lean && is_record(kind);
    emit_constructors(declared, kind, lean, lines);
    emit_conversions(declared, kind, lines);
    if lean {
        emit_record(declared, kind, lines);
    }
}

/// The table of the fields that travel, and behind it the ones that do not.
fn emit_record(declared: &Declared, kind: &Struct, lines: &mut Lines) {
    let default = if kind.has_fixed() { "" } else { ": Default" };
    let entries = kind.fields.iter().filter_map(|field| {
        let (ident, wire_name) = (&field.ident, Literal::string(field.wire_name.as_ref()?));
        let nullable = matches!(field.rust_type, RustType::Option(_));
        let or_null = nullable && kind.serde.serialize && field.presence == Presence::Required;
        let or_empty = matches!(field.rust_type, RustType::Vec(_)) && kind.serde.serialize;
        let or_null = if or_null { " or null" } else { "" };
        let or_null = if or_empty { " or empty" } else { or_null };
        let as_text = field.rust_type.library_type() == Some(LibraryType::TextDecimal);
        let as_text = if as_text { " as text" } else { "" };
        Some(format!("{ident}: {wire_name}{or_null}{as_text}"))
    });
    let unknown = kind.unknown_fields.iter().map(|ident| format!(".. {ident}"));
    let others = kind.fields.iter().filter(|field| field.wire_name.is_none()).map(|field| &field.ident);
    let head = format!("{}{default}", declared.item.ident);
    let (travel, others) = (entries.chain(unknown).collect::<Vec<_>>(), others.collect::<Vec<_>>());
    declared.emit_table("record", head, &travel, &others, lines);
}

pub(super) fn emit_union(declared: &Declared, kind: &Union, lines: &mut Lines) {
    let Declared { of, item, emission, .. } = *declared;
    declared.emit_head(lines);
    emit_union_derives(kind, emission, lines);
    emit_union_attribute(kind, emission, lines);
    lines.block(format_args!("pub enum {}", item.ident), |lines| {
        for (ident, rust_type) in &kind.variants {
            let written = Written(of, rust_type);
            lines.doc(&format!("As `{}`.", written.to_string().replace(' ', "")));
            lines.line(format_args!("{ident}({written}),"));
        }
        lines.doc("Anything else.");
        lines.line("Other(codegen::Value),");
    });
    emit_other_by_default(declared, lines);
    if emission == Emission::Lean {
        let entries: Vec<String> = kind.variants.iter().map(|(ident, _)| ident.to_string()).collect();
        declared.emit_table("union", item.ident.to_string(), &entries, &[], lines);
    }
    emit_kinds_into(declared, kind, lines);
}

/// So that `.into()` makes one of what it holds; of two kinds with one type, neither is meant.
fn emit_kinds_into(declared: &Declared, kind: &Union, lines: &mut Lines) {
    let written = |rust_type| Written(declared.of, rust_type).to_string();
    let all: Vec<String> = kind.variants.iter().map(|(_, rust_type)| written(rust_type)).collect();
    for ((ident, _), from) in kind.variants.iter().zip(&all) {
        if all.iter().filter(|other| *other == from).count() > 1 {
            continue;
        }
        let text = (from == "String").then_some(("&str", "value.into()"));
        for (from, made) in [(from.as_str(), "value")].into_iter().chain(text) {
            lines.gap();
            declared.emit_cfg(lines);
            lines.impl_block(format!("From<{from}>"), &declared.item.ident, |lines| {
                lines.row("#[inline]");
                lines.block(format_args!("fn from(value: {from}) -> Self"), |lines| {
                    lines.line(format_args!("Self::{ident}({made})"));
                });
            });
        }
    }
}

/// An enum by a tag. No derive keeps what it does not know, so that a macro implements it for all emissions.
pub(super) fn emit_tagged(declared: &Declared, kind: &Tagged, lines: &mut Lines) {
    let Declared { of, item, emission, .. } = *declared;
    declared.emit_head(lines);
    emit_tagged_derives(lines);
    lines.block(format_args!("pub enum {}", item.ident), |lines| {
        for variant in &kind.variants {
            lines.docs(&variant.docs);
            lines.line(format_args!("{}({}),", variant.ident, Written(of, &variant.rust_type)));
        }
        lines.doc("Anything else, as it came.");
        lines.line("Other(codegen::Value),");
    });
    emit_other_by_default(declared, lines);
    let entries = kind.variants.iter().map(|variant| {
        let values = variant.values.iter().map(|value| Literal::string(value).to_string());
        format!("{}: {}", variant.ident, values.collect::<Vec<_>>().join(" | "))
    });
    let (entries, tag): (Vec<String>, _) = (entries.collect(), Literal::string(&kind.tag));
    for half in tagged_halves(kind, emission) {
        declared.emit_table("tagged", format!("{half}{} by {tag}", item.ident), &entries, &[], lines);
    }
}

/// So that what holds it has a default.
fn emit_other_by_default(declared: &Declared, lines: &mut Lines) {
    declared.emit_impl("Default for ", lines, |lines| {
        lines.row("#[inline]");
        lines.block("fn default() -> Self", |lines| lines.line("Self::Other(codegen::Value::Null)"));
    });
}
