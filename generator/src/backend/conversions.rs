//! A request made of the record that it writes back.

use super::constructors::{emit_self, emit_self_in};
use super::lines::Lines;
use super::syntax::Quoted;
use super::types::Declared;
use crate::lowering::{Conversion, ConvertedField, Inner, Outer, Struct};

pub(super) fn emit_conversions(declared: &Declared, kind: &Struct, lines: &mut Lines) {
    for conversion in &kind.made_from {
        emit_conversion(declared, kind, conversion, lines);
    }
}

fn emit_conversion(declared: &Declared, kind: &Struct, conversion: &Conversion, lines: &mut Lines) {
    let record = &declared.of.get(conversion.from).ident;
    let may_fail = conversion.may_fail();
    let mut values: Vec<String> = conversion.fields.iter().map(value).collect();
    values.extend(conversion.unknown.iter().map(|(to, from)| format!("{to}: record.{from}")));
    let all = kind.fields.len() + usize::from(kind.unknown_fields.is_some());
    let rest = values.len() < all;
    let rest = rest.then_some("Self::default()");
    lines.gap();
    lines.doc("The request that writes this record back. Change the fields to update, then send it.");
    if may_fail {
        lines.doc("Fails where the record lacks a required value.");
    }
    if !conversion.left.is_empty() {
        let left = conversion.left.iter().map(|ident| format!("`{}`", ident.as_str()));
        lines.doc("");
        lines.doc(&format!("Not in the record: {}.", left.collect::<Vec<_>>().join(", ")));
    }
    declared.emit_cfg(lines);
    let name = if may_fail { "TryFrom" } else { "From" };
    let of_trait = format!("{name}<{record}>");
    lines.impl_block(of_trait, &declared.item.ident, |lines| match may_fail {
        true => {
            lines.line("type Error = codegen::Error;");
            lines.gap();
            lines.row("#[inline]");
            let head = format!("fn try_from(record: {record}) -> Result<Self, codegen::Error>");
            lines.block(head, |lines| emit_self_in("Ok(", ")", &values, rest, lines));
        }
        false => {
            lines.row("#[inline]");
            let head = format!("fn from(record: {record}) -> Self");
            lines.block(head, |lines| emit_self(&values, rest, lines));
        }
    });
}

/// `field: value`
fn value(field: &ConvertedField) -> String {
    let ConvertedField { to, from, wire_name, outer, inner } = field;
    let from = format!("record.{from}");
    let present = |value: String| match inner {
        Inner::Same => value,
        Inner::From => format!("From::from({value})"),
        Inner::TryFrom => format!("TryFrom::try_from({value})?"),
        Inner::EachFrom => format!("codegen::each_from({value})"),
        Inner::EachTryFrom => format!("codegen::each_try_from({value})?"),
    };
    let option = |value: String| match inner {
        Inner::Same => value,
        Inner::From => format!("{value}.map(From::from)"),
        Inner::TryFrom => format!("{value}.map(TryFrom::try_from).transpose()?"),
        Inner::EachFrom => format!("{value}.map(codegen::each_from)"),
        Inner::EachTryFrom => format!("{value}.map(codegen::each_try_from).transpose()?"),
    };
    let optional = match outer.0 {
        Outer::Plain => None,
        Outer::Option => Some(from.clone()),
        Outer::Nullable => Some(format!("{from}.into_value()")),
        Outer::List => Some(format!("codegen::listed({from})")),
    };
    let value = match (optional, outer.1) {
        _ if outer.0 == outer.1 && *inner == Inner::Same => from,
        // A list that is empty where there is none.
        (_, Outer::Plain | Outer::List) if outer.0 == Outer::List => present(from),
        (None, Outer::Plain | Outer::List) => present(from),
        (None, Outer::Option) => format!("Some({})", present(from)),
        (None, Outer::Nullable) => format!("codegen::Nullable::Value({})", present(from)),
        (Some(value), Outer::Plain) => present(format!("codegen::needed({value}, {})?", Quoted(wire_name))),
        (Some(value), Outer::Option) => option(value),
        (Some(value), Outer::Nullable) => format!("codegen::nullable({})", option(value)),
        (Some(value), Outer::List) => format!("{}.unwrap_or_default()", option(value)),
    };
    format!("{to}: {value}")
}
