//! Types, and the values that stand for "left out".

use crate::lowering::{Placement, RustCrate, RustType};
use std::fmt::{Display, Formatter, Result};

/// A type as it is written in a module that has or imports the types that it names.
pub(super) struct Written<'t>(pub &'t RustCrate, pub &'t RustType);

/// A type as it is written in any module of a crate.
pub(super) struct Qualified<'t>(pub &'t RustCrate, pub &'t RustType);

impl Display for Written<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Written(of, rust_type) = *self;
        write_type(of, rust_type, false, f)
    }
}

impl Display for Qualified<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Qualified(of, rust_type) = *self;
        write_type(of, rust_type, true, f)
    }
}

fn write_type(of: &RustCrate, rust_type: &RustType, qualified: bool, f: &mut Formatter<'_>) -> Result {
    let (generic, inner) = match rust_type {
        RustType::Bool => return f.write_str("bool"),
        RustType::I32 => return f.write_str("i32"),
        RustType::I64 => return f.write_str("i64"),
        RustType::U64 => return f.write_str("u64"),
        RustType::I128 => return f.write_str("i128"),
        RustType::F64 => return f.write_str("f64"),
        RustType::String => return f.write_str("String"),
        RustType::Secret => return f.write_str("codegen::Secret"),
        RustType::Bytes => return f.write_str("codegen::Bytes"),
        RustType::Upload => return f.write_str("codegen::Upload"),
        RustType::Value => return f.write_str("codegen::Value"),
        RustType::Library(library) => return write!(f, "codegen::{}", library.path()),
        RustType::Named(id) => {
            let item = of.get(*id);
            match &item.placement {
                _ if !qualified => {}
                Placement::Group(group) => write!(f, "crate::{}::", of.groups[*group].module)?,
                Placement::Shared(_) => f.write_str("crate::types::")?,
            }
            return write!(f, "{}", item.ident);
        }
        RustType::Vec(items) => ("Vec<", items),
        RustType::Map(values) => ("std::collections::BTreeMap<String, ", values),
        RustType::Option(value) => ("Option<", value),
        RustType::Nullable(value) => ("codegen::Nullable<", value),
        RustType::Boxed(value) => ("Box<", value),
    };
    f.write_str(generic)?;
    write_type(of, inner, qualified, f)?;
    f.write_str(">")
}

/// The type of an argument that a caller gives by value, and what makes the value of it.
pub(super) fn emit_argument(of: &RustCrate, rust_type: &RustType) -> (String, &'static str) {
    match rust_type {
        RustType::String => ("impl Into<String>".into(), ".into()"),
        RustType::Secret => ("impl Into<codegen::Secret>".into(), ".into()"),
        other => (Written(of, other).to_string(), ""),
    }
}

/// The type of an argument that is only looked at, and what makes the reference to it.
pub(super) fn borrowed(of: &RustCrate, rust_type: &RustType) -> (String, &'static str) {
    match rust_type {
        RustType::String => ("&str".into(), "&"),
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U64
        | RustType::I128
        | RustType::F64
        | RustType::Library(_) => (Written(of, rust_type).to_string(), "&"),
        // A slice is no sized type, and the reference to it is.
        RustType::Vec(items) => (format!("&[{}]", Written(of, items)), "&"),
        RustType::Option(value) => (format!("Option<{}>", borrowed(of, value).0), "&"),
        other => (format!("&{}", Written(of, other)), ""),
    }
}
