//! What tells a type from others, whatever the types are called and in whatever order pages list their parts.

use super::drafts::{Drafts, FieldShape, Shape, TaggedShape};
use super::rust_type::{Payload, RustType, SerdeUse, TypeId};
use crate::model::{EnumValue, Status};

/// What tells each type from others, whatever they are called, by [`TypeId`].
pub(super) fn shapes(drafts: &Drafts<'_>) -> Vec<String> {
    let mut known: Vec<Option<u64>> = vec![None; drafts.list.len()];
    drafts.ids().map(|id| format!("{:016x}", shape_of(drafts, id, &mut known, 0))).collect()
}

fn shape_of(drafts: &Drafts<'_>, id: TypeId, known: &mut [Option<u64>], depth: usize) -> u64 {
    if let Some(shape) = known[id.0 as usize] {
        return shape;
    }
    let draft = drafts.get(id);
    if let Some(name) = draft.schema.as_ref().filter(|_| depth > 0) {
        return Hash::new().text(name).0;
    }
    let mut inner = |of: &RustType| {
        let id = of.named();
        Hash::new().rust_type(of).number(id.map_or(0, |id| shape_of(drafts, id, known, depth + 1)))
    };
    // The parts in whatever order the page has them.
    let shape = match &draft.shape {
        Shape::Struct { serde, fields, open } => {
            let field = |of: &FieldShape| {
                let rename = of.rename.as_deref().unwrap_or_default();
                let hash = inner(&of.rust_type).text(&of.wire_name).text(rename);
                hash.number(u64::from(of.part.rank())).number(of.presence as u64).0
            };
            let fields = fields.iter().map(field).fold(0, u64::wrapping_add);
            Hash::new().text("struct").serde(*serde).number(u64::from(*open)).number(fields)
        }
        Shape::Enum { members } => {
            let member = |(value, name): &(EnumValue, Option<String>)| {
                let hash = match value {
                    EnumValue::Integer(value) => Hash::new().text("integer").number(*value as u64),
                    EnumValue::String(value) => Hash::new().text("text").text(value),
                };
                hash.text(name.as_deref().unwrap_or_default()).0
            };
            Hash::new().text("enum").number(members.iter().map(member).fold(0, u64::wrapping_add))
        }
        Shape::Union { serde, variants } => {
            let variants = variants.iter().map(|of| inner(of).0).fold(0, u64::wrapping_add);
            Hash::new().text("union").serde(*serde).number(variants)
        }
        Shape::Tagged { serde, tag, variants } => {
            let variant = |of: &TaggedShape| {
                let hash = inner(&of.rust_type);
                of.values.iter().fold(hash, |hash, value| hash.text(value)).0
            };
            let variants = variants.iter().map(variant).fold(0, u64::wrapping_add);
            Hash::new().text("tagged").serde(*serde).text(tag).number(variants)
        }
        Shape::Errors { outcomes } | Shape::Answers { outcomes } => {
            let outcome = |(status, payload): &(Status, Payload)| {
                let hash = match payload {
                    Payload::None => Hash::new().text("none"),
                    Payload::Text => Hash::new().text("text"),
                    Payload::Bytes => Hash::new().text("bytes"),
                    Payload::Json(of) => inner(of),
                    Payload::Beside(of) => inner(of).text("beside"),
                };
                hash.text(&status.to_string()).0
            };
            let outcomes = outcomes.iter().map(outcome).fold(0, u64::wrapping_add);
            Hash::new().text("outcomes").number(outcomes)
        }
    };
    known[id.0 as usize] = Some(shape.0);
    shape.0
}

/// FNV-1a: the same in every version and on every machine.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).bytes(&[0xff])
    }

    fn number(self, number: u64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    fn serde(self, of: SerdeUse) -> Self {
        self.bytes(&[u8::from(of.serialize), u8::from(of.deserialize)])
    }

    fn rust_type(self, of: &RustType) -> Self {
        match of {
            RustType::Vec(of) => self.text("Vec").rust_type(of),
            RustType::Map(of) => self.text("Map").rust_type(of),
            RustType::Option(of) => self.text("Option").rust_type(of),
            RustType::Nullable(of) => self.text("Nullable").rust_type(of),
            RustType::Boxed(of) => self.text("Box").rust_type(of),
            RustType::Named(_) => self.text("_"),
            other => self.text(&type_text(other, &|_| String::new())),
        }
    }
}

/// A type as Rust writes it, with the names that `name` gives.
pub(super) fn type_text(of: &RustType, name: &dyn Fn(TypeId) -> String) -> String {
    let holds = |outer: &str, of: &RustType| format!("{outer}<{}>", type_text(of, name));
    match of {
        RustType::Bool => "bool".into(),
        RustType::I32 => "i32".into(),
        RustType::I64 => "i64".into(),
        RustType::U64 => "u64".into(),
        RustType::I128 => "i128".into(),
        RustType::F64 => "f64".into(),
        RustType::String => "String".into(),
        RustType::Secret => "Secret".into(),
        RustType::Bytes => "Bytes".into(),
        RustType::Upload => "Upload".into(),
        RustType::Value => "Value".into(),
        RustType::Library(of) => of.library().into(),
        RustType::Vec(of) => holds("Vec", of),
        RustType::Map(of) => holds("Map", of),
        RustType::Option(of) => holds("Option", of),
        RustType::Nullable(of) => holds("Nullable", of),
        RustType::Boxed(of) => holds("Box", of),
        RustType::Named(id) => name(*id),
    }
}
