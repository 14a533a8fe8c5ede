//! Structs and enums.

use super::derives::emit_imports;
use super::lines::Lines;
use super::methods::renamed_note;
use super::rust_types::Written;
use super::structs::{emit_struct, emit_tagged, emit_union};
use super::syntax::inner_docs;
use super::{Emission, Form, Target};
use crate::lowering::{Ident, Outcome, Payload, Placement, RustCrate, TypeId, TypeItem, TypeKind, Variant};
use crate::model::Status;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::fmt::Display;

pub(super) const SHARED_DOC: &str = " Types that several groups use.";

/// The file of the types that several groups use.
pub(super) fn emit_shared_file(of: &RustCrate, target: Target) -> TokenStream {
    let docs = inner_docs([SHARED_DOC.trim_start()]);
    [docs, emit_shared(of, target)].into_iter().collect()
}

/// The types that several groups use.
pub(super) fn emit_shared(of: &RustCrate, target: Target) -> TokenStream {
    let imports = emit_imports(of, &of.shared, target.emission);
    // Not every choice of features needs every import.
    let imports = quote! {
        #[allow(unused_imports)]
        use docbind_runtime::codegen;
        #imports
    };
    [imports, emit_types(of, &of.shared, target)].into_iter().collect()
}

/// Types with their impls, as lines that stand as one item among the tokens.
pub(super) fn emit_types(of: &RustCrate, types: &[TypeId], target: Target) -> TokenStream {
    let mut lines = Lines::within(target.braces());
    for (index, id) in types.iter().enumerate() {
        if index > 0 {
            lines.gap();
        }
        emit_type_item(of, of.get(*id), target, &mut lines);
    }
    target.texts.items(lines)
}

fn emit_type_item(of: &RustCrate, item: &TypeItem, target: Target, lines: &mut Lines) {
    let cfg = match (&item.placement, target.form) {
        (Placement::Shared(features), Form::Crate) if !features.is_empty() => {
            let features = features.iter().map(|feature| format!("feature = {}", Literal::string(feature)));
            Some(format!("#[cfg(any({}))]", features.collect::<Vec<_>>().join(", ")))
        }
        _ => None,
    };
    let declared = Declared { of, item, emission: target.emission, cfg };
    match &item.kind {
        TypeKind::Struct(kind) => emit_struct(&declared, kind, lines),
        TypeKind::IntegerEnum(variants) => {
            emit_open_enum(&declared, &INTEGERS, variants, |value| *value, lines)
        }
        TypeKind::StringEnum(variants) => {
            emit_open_enum(&declared, &STRINGS, variants, |value| Literal::string(value), lines);
        }
        TypeKind::Union(kind) => emit_union(&declared, kind, lines),
        TypeKind::Tagged(kind) => emit_tagged(&declared, kind, lines),
        TypeKind::Errors(outcomes) => emit_errors(&declared, outcomes, lines),
        TypeKind::Answers(outcomes) => emit_answers(&declared, outcomes, lines),
    }
    for (alias, ident) in item.aliases() {
        lines.gap();
        lines.doc(&format!("[`{ident}`] under its earlier name."));
        declared.emit_cfg(lines);
        lines.tokens(format_args!("#[deprecated(note = \"{}\")]", renamed_note(ident)));
        lines.line(format_args!("pub type {alias} = {ident};"));
    }
}

/// A type to declare, with what its declaration and its impls have in common.
pub(super) struct Declared<'t> {
    pub of: &'t RustCrate,
    pub item: &'t TypeItem,
    pub emission: Emission,
    /// With which features it is there.
    cfg: Option<String>,
}

impl Declared<'_> {
    /// What stands above the declaration, but for the derives.
    pub(super) fn emit_head(&self, lines: &mut Lines) {
        lines.docs(&self.item.docs);
        self.emit_cfg(lines);
    }

    /// What stands above each impl.
    pub(super) fn emit_cfg(&self, lines: &mut Lines) {
        if let Some(cfg) = &self.cfg {
            lines.tokens(cfg);
        }
    }

    /// An impl behind the declaration.
    pub(super) fn emit_impl(&self, head: impl Display, lines: &mut Lines, content: impl FnOnce(&mut Lines)) {
        lines.gap();
        self.emit_cfg(lines);
        lines.block(format_args!("impl {head}{}", self.item.ident), content);
    }

    /// A table for a macro of the runtime, with a line for each entry: `macro! { head { entries; behind } }`.
    pub(super) fn emit_table(
        &self,
        macro_name: &str,
        head: String,
        entries: &[String],
        behind: &[&Ident],
        lines: &mut Lines,
    ) {
        lines.gap();
        self.emit_cfg(lines);
        lines.block(format_args!("codegen::{macro_name}!"), |lines| {
            lines.block(head, |lines| {
                for (index, entry) in entries.iter().enumerate() {
                    let last = index + 1 == entries.len() && !behind.is_empty();
                    lines.row(format_args!("{entry}{}", if last { ";" } else { "," }));
                }
                behind.iter().for_each(|ident| lines.row(format_args!("{ident},")));
            });
        });
    }
}

/// How the values of an enum stand in Rust.
struct Values {
    derives: &'static str,
    /// As they are given and shown.
    borrowed: &'static str,
    /// What gives them.
    getter: &'static str,
    /// What keeps one that the documentation does not list.
    unknown: &'static str,
    /// What makes one of them.
    maker: &'static str,
    /// The macro that makes them travel.
    macro_name: &'static str,
}

const INTEGERS: Values = Values {
    derives: "Clone, Copy, Debug, PartialEq, Eq, Hash",
    borrowed: "i64",
    getter: "value",
    unknown: "codegen::UnknownInteger",
    maker: "const fn",
    macro_name: "integer_enum",
};

const STRINGS: Values = Values {
    derives: "Clone, Debug, PartialEq, Eq, Hash",
    borrowed: "&str",
    getter: "as_str",
    unknown: "codegen::UnknownText",
    maker: "fn",
    macro_name: "string_enum",
};

/// An enum whose values the documentation need not list all.
fn emit_open_enum<T, L: Display>(
    declared: &Declared,
    values: &Values,
    variants: &[Variant<T>],
    literal: impl Fn(&T) -> L,
    lines: &mut Lines,
) {
    let Values { derives, borrowed, getter, unknown, maker, macro_name } = values;
    declared.emit_head(lines);
    lines.tokens(format_args!("#[derive({derives})]"));
    lines.tokens("#[non_exhaustive]");
    lines.block(format_args!("pub enum {}", declared.item.ident), |lines| {
        for Variant { ident, docs, .. } in variants {
            lines.docs(docs);
            lines.line(format_args!("{ident},"));
        }
        lines.doc(&format!("A value that the documentation does not list: [`Self::{getter}`] returns it."));
        lines.line(format_args!("Unknown({unknown}),"));
    });
    declared.emit_impl("", lines, |lines| {
        for (alias, ident) in variants.iter().flat_map(|of| of.aliases.iter().map(|alias| (alias, &of.ident)))
        {
            lines.doc(&format!("[`Self::{ident}`] under its earlier name."));
            lines.tokens(format_args!("#[deprecated(note = \"{}\")]", renamed_note(ident)));
            // It was a variant.
            lines.tokens("#[allow(non_upper_case_globals)]");
            lines.line(format_args!("pub const {alias}: Self = Self::{ident};"));
            lines.gap();
        }
        lines.doc("The variant of a value on the wire.");
        lines.row("#[inline]");
        lines.block(format_args!("pub {maker} from_value(value: {borrowed}) -> Self"), |lines| {
            lines.block("match value", |lines| {
                for Variant { ident, value, .. } in variants {
                    lines.arm(literal(value), format_args!("Self::{ident}"));
                }
                lines.line(format_args!("other => Self::Unknown({unknown}::keep(other)),"));
            });
        });
        lines.gap();
        lines.doc("The value on the wire.");
        lines.row("#[inline]");
        lines.block(format_args!("pub fn {getter}(&self) -> {borrowed}"), |lines| {
            lines.block("match self", |lines| {
                for Variant { ident, value, .. } in variants {
                    lines.arm(format_args!("Self::{ident}"), literal(value));
                }
                lines.line("Self::Unknown(other) => other.kept(),");
            });
        });
    });
    lines.gap();
    declared.emit_cfg(lines);
    lines.tokens(format_args!("codegen::{macro_name}!({});", declared.item.ident));
}

fn emit_errors(declared: &Declared, outcomes: &[Outcome], lines: &mut Lines) {
    declared.emit_head(lines);
    lines.tokens("#[derive(Clone, Debug, PartialEq)]");
    lines.tokens("#[non_exhaustive]");
    lines.block(format_args!("pub enum {}", declared.item.ident), |lines| {
        outcomes.iter().for_each(|outcome| emit_outcome(declared.of, outcome, lines));
    });
    // The name of an argument says when nobody reads it.
    let unread = outcomes.iter().all(|outcome| matches!(outcome.payload, Payload::None | Payload::Beside(_)));
    let body = if unread { "_body" } else { "body" };
    let only_default = matches!(outcomes, [only] if only.status == Status::Default);
    let status = if only_default { "_status" } else { "status" };
    declared.emit_impl("codegen::DocumentedError for ", lines, |lines| {
        let head =
            format!("fn decode({status}: u16, {body}: &[u8]) -> Option<Result<Self, codegen::DecodeError>>");
        lines.row("#[inline]");
        lines.block(head, |lines| {
            if only_default {
                return lines.line(format_args!("Some({})", decoding(&outcomes[0], declared.emission)));
            }
            lines.block_to("let decoded = match status", "};", |lines| {
                outcomes.iter().for_each(|outcome| emit_arm(outcome, outcomes, declared.emission, lines));
                if !outcomes.iter().any(|outcome| outcome.status == Status::Default) {
                    lines.line("_ => return None,");
                }
            });
            lines.line("Some(decoded)");
        });
    });
    emit_readers(declared, outcomes, lines);
}

fn emit_answers(declared: &Declared, outcomes: &[Outcome], lines: &mut Lines) {
    declared.emit_head(lines);
    lines.tokens("#[derive(Clone, Debug, PartialEq)]");
    lines.block(format_args!("pub enum {}", declared.item.ident), |lines| {
        outcomes.iter().for_each(|outcome| emit_outcome(declared.of, outcome, lines));
        lines.doc("A status that the documentation does not name, with the body as it came.");
        lines.block_to("Other", "},", |lines| {
            lines.doc("The status.");
            lines.line("status: u16,");
            lines.doc("The body.");
            lines.line("body: Vec<u8>,");
        });
    });
    declared.emit_impl("", lines, |lines| {
        lines.doc("Reads the body of a response with a status.");
        lines.row("#[inline]");
        lines.block(
            "pub fn decode(status: u16, body: &[u8]) -> Result<Self, codegen::DecodeError>",
            |lines| {
                lines.block("match status", |lines| {
                    outcomes.iter().for_each(|outcome| emit_arm(outcome, outcomes, declared.emission, lines));
                    lines.block("_ =>", |lines| {
                        lines.block_to("Ok(Self::Other", "})", |lines| {
                            lines.line("status,");
                            lines.line("body: body.to_vec(),");
                        });
                    });
                });
            },
        );
    });
}

fn emit_outcome(of: &RustCrate, outcome: &Outcome, lines: &mut Lines) {
    let ident = &outcome.ident;
    lines.docs(&outcome.docs);
    match &outcome.payload {
        Payload::None | Payload::Beside(_) => lines.line(format_args!("{ident},")),
        Payload::Text => lines.line(format_args!("{ident}(String),")),
        Payload::Bytes => lines.line(format_args!("{ident}(codegen::Bytes),")),
        Payload::Json(rust_type) => lines.line(format_args!("{ident}({}),", Written(of, rust_type))),
    }
}

fn emit_arm(outcome: &Outcome, all: &[Outcome], emission: Emission, lines: &mut Lines) {
    // A pattern may not be one of another's values, or lints of the user complain.
    let is_within =
        |class: u16| all.iter().any(|of| matches!(of.status, Status::Code(code) if code / 100 == class));
    let status = match outcome.status {
        Status::Code(code) => code.to_string(),
        Status::Range(class) if is_within(class) => format!("_ if status / 100 == {class}"),
        Status::Range(class) => format!("{class}00..={class}99"),
        Status::Default => "_".to_owned(),
    };
    lines.arm(status, decoding(outcome, emission));
}

/// What reads the body of an answer.
fn decoding(outcome: &Outcome, emission: Emission) -> String {
    let ident = &outcome.ident;
    match &outcome.payload {
        Payload::None | Payload::Beside(_) => format!("Ok(Self::{ident})"),
        Payload::Text => format!("Ok(Self::{ident}(String::from_utf8_lossy(body).into_owned()))"),
        Payload::Bytes => format!("Ok(Self::{ident}(codegen::Bytes::copy_from_slice(body)))"),
        Payload::Json(_) => format!("codegen::{}(body).map(Self::{ident})", json_decoder(emission)),
    }
}

/// What reads a body as JSON.
fn json_decoder(emission: Emission) -> &'static str {
    if emission == Emission::Lean { "decode" } else { "decode_json" }
}

/// The functions that read the bodies which variants do not hold.
fn emit_readers(declared: &Declared, outcomes: &[Outcome], lines: &mut Lines) {
    if outcomes.iter().all(|outcome| outcome.reader.is_none()) {
        return;
    }
    declared.emit_impl("", lines, |lines| {
        for (at, Outcome { ident, payload, reader, .. }) in outcomes.iter().enumerate() {
            let (Some(reader), Payload::Beside(rust_type)) = (reader, payload) else { continue };
            let body = Written(declared.of, rust_type);
            if outcomes[..at].iter().any(|other| other.reader.is_some()) {
                lines.gap();
            }
            lines.doc(&format!("The body that comes with [`Self::{ident}`]; `None` for any other error."));
            let head = format!(
                "pub fn {reader}(error: &codegen::Error) -> Option<Result<{body}, codegen::DecodeError>>"
            );
            lines.row("#[inline]");
            lines.block(head, |lines| {
                lines.block("match error.documented::<Self>()", |lines| {
                    let read = json_decoder(declared.emission);
                    lines.line(format_args!(
                        "Some(Self::{ident}) => error.body().map(|body| codegen::{read}(body)),"
                    ));
                    lines.line("_ => None,");
                });
            });
        }
    });
}
