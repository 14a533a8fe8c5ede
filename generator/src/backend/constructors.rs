//! How a struct is made: its default, its constructor, and what sets the fields that may be left out.
//!
//! `docs/compile-time.md` has what each way costs.

use super::lines::Lines;
use super::rust_types::{Written, emit_argument};
use super::types::Declared;
use crate::lowering::{Ident, RustCrate, RustType, Struct, StructField};

pub(super) fn emit_constructors(declared: &Declared, kind: &Struct, lean: bool, lines: &mut Lines) {
    if kind.has_fixed() {
        emit_default(declared, kind, lean, lines);
    }
    let optional = |field: &&StructField| !field.required && field.fixed.is_none();
    let setters: Vec<&StructField> = kind.fields.iter().filter(optional).collect();
    if !kind.is_sent() || !kind.has_constructor() && setters.is_empty() {
        return;
    }
    if let Some(required) = &kind.required {
        emit_required(declared, required, kind, lines);
    }
    if kind.has_constructor() {
        declared.emit_impl("", lines, |lines| emit_new(declared, kind, lean, lines));
    }
    let setters: Vec<String> = setters.into_iter().map(|field| setter(declared.of, field)).collect();
    if !setters.is_empty() {
        declared.emit_table("setters", declared.item.ident.to_string(), &setters, &[], lines);
    }
}

/// The default of a struct with fields that have but one documented value.
fn emit_default(declared: &Declared, kind: &Struct, lean: bool, lines: &mut Lines) {
    let value = |field: &StructField| match &field.fixed {
        Some(variant) => {
            Some(format!("{}: {}::{variant}", field.ident, Written(declared.of, &field.rust_type)))
        }
        None if lean => None,
        None => Some(format!("{}: Default::default()", field.ident)),
    };
    let mut values: Vec<String> = kind.fields.iter().filter_map(value).collect();
    values.extend(
        kind.unknown_fields.iter().filter(|_| !lean).map(|ident| format!("{ident}: Default::default()")),
    );
    let rest = (values.len() < all(kind)).then_some("codegen::Blank::BLANK");
    declared.emit_impl("Default for ", lines, |lines| {
        lines.row("#[inline]");
        lines.block("fn default() -> Self", |lines| emit_self(&values, rest, lines));
    });
}

/// How many fields there are.
fn all(kind: &Struct) -> usize {
    kind.fields.len() + usize::from(kind.unknown_fields.is_some())
}

/// The struct of these values and the `rest`.
pub(super) fn emit_self(values: &[String], rest: Option<&str>, lines: &mut Lines) {
    emit_self_in("", "", values, rest, lines);
}

/// The same with what stands around it: `Ok(` and `)`.
pub(super) fn emit_self_in(
    open: &str,
    close: &str,
    values: &[String],
    rest: Option<&str>,
    lines: &mut Lines,
) {
    let rest = rest.map(|rest| format!("..{rest}"));
    let all: Vec<&str> = values.iter().map(String::as_str).chain(rest.as_deref()).collect();
    let short = format!("Self {{ {} }}", all.join(", "));
    // As narrow as rustfmt has the fields of a struct.
    if short.len() <= 35 {
        return lines.line(format_args!("{open}{short}{close}"));
    }
    lines.block_to(format_args!("{open}Self"), &format!("}}{close}"), |lines| {
        values.iter().for_each(|value| lines.line(format_args!("{value},")));
        if let Some(rest) = rest {
            lines.row(rest);
        }
    });
}

/// What the constructor takes, by name.
fn emit_required(declared: &Declared, ident: &Ident, kind: &Struct, lines: &mut Lines) {
    lines.gap();
    lines.doc(&format!("The required values of [`{}`], for `new`.", declared.item.ident));
    declared.emit_cfg(lines);
    lines.tokens("#[derive(Clone, Debug, PartialEq)]");
    lines.block(format_args!("pub struct {ident}"), |lines| {
        for StructField { ident, docs, rust_type, .. } in kind.required_fields() {
            lines.docs(docs);
            lines.line(format_args!("pub {ident}: {},", Written(declared.of, rust_type)));
        }
    });
}

fn emit_new(declared: &Declared, kind: &Struct, lean: bool, lines: &mut Lines) {
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for StructField { ident, rust_type, .. } in kind.required_fields() {
        if kind.required.is_some() {
            values.push(format!("{ident}: required.{ident}"));
            continue;
        }
        let (argument, made) = emit_argument(declared.of, rust_type);
        arguments.push(format!("{ident}: {argument}"));
        values.push(match made {
            "" => ident.to_string(),
            made => format!("{ident}: {ident}{made}"),
        });
    }
    arguments.extend(kind.required.iter().map(|ident| format!("required: {ident}")));
    let blank = if lean && !kind.has_fixed() { "codegen::Blank::BLANK" } else { "Self::default()" };
    let rest = (values.len() < all(kind)).then_some(blank);
    lines.doc("With the required values; everything else is left out.");
    lines.row("#[inline]");
    lines.block(format_args!("pub fn new({}) -> Self", arguments.join(", ")), |lines| {
        match values.is_empty() {
            true => lines.line("Self::default()"),
            false => emit_self(&values, rest, lines),
        }
    });
}

/// The method that sets a field: its name, what it takes, and the value.
fn setter(of: &RustCrate, StructField { ident, rust_type, .. }: &StructField) -> String {
    let value = ident.to_string();
    let (argument, value) = match rust_type {
        RustType::Option(inner) => {
            let (argument, value) = taken(of, inner, value);
            (argument, format!("Some({value})"))
        }
        RustType::Nullable(_) => {
            (format!("impl Into<{}>", Written(of, rust_type)), format!("{value}.into()"))
        }
        other => taken(of, other, value),
    };
    format!("with_{}({ident}: {argument}) = {value}", ident.as_str())
}

/// What a setter takes for a value of the type, and the value that it makes of it.
fn taken(of: &RustCrate, rust_type: &RustType, value: String) -> (String, String) {
    match rust_type {
        RustType::Vec(items) if **items == RustType::String => {
            ("impl IntoIterator<Item = impl Into<String>>".to_owned(), format!("codegen::texts({value})"))
        }
        RustType::String | RustType::Secret | RustType::Bytes | RustType::Value | RustType::Vec(_) => {
            (format!("impl Into<{}>", Written(of, rust_type)), format!("{value}.into()"))
        }
        RustType::Boxed(inner) => (Written(of, inner).to_string(), format!("Box::new({value})")),
        other => (Written(of, other).to_string(), value),
    }
}
