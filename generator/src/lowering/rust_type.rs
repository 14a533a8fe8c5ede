//! The types of the Rust crate as plain data; see [`rust_crate`](super::rust_crate).

use super::doc_lines::Docs;
use super::library_type::LibraryType;
use super::names::Ident;
use super::updates::Conversion;
use crate::model::Status;

/// Index into [`RustCrate::types`](super::rust_crate::RustCrate::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// Where a type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In the module of a group, an index into [`RustCrate::groups`](super::rust_crate::RustCrate::groups).
    Group(usize),
    /// In the module of shared types, for the groups of these features; for all when empty.
    Shared(Vec<String>),
}

/// A type.
#[derive(Clone, Debug)]
pub struct TypeItem {
    /// Its name, unique in the crate.
    pub ident: Ident,
    /// Its earlier names.
    pub aliases: Vec<Ident>,
    /// Where it stands.
    pub placement: Placement,
    /// What it is.
    pub docs: Docs,
    /// Its form.
    pub kind: TypeKind,
}

/// The forms of type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A struct with public fields.
    Struct(Struct),
    /// An open enum of integers.
    IntegerEnum(Vec<Variant<i64>>),
    /// An open enum of strings.
    StringEnum(Vec<Variant<String>>),
    /// The documented errors of an operation.
    Errors(Vec<Outcome>),
    /// The answers of an operation, where they differ by status.
    Answers(Vec<Outcome>),
    /// A value of one of several shapes.
    Union(Union),
    /// An object of which one field tells what others it has.
    Tagged(Tagged),
}

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Where it travels.
    pub serde: SerdeUse,
    /// The casing that gives most wire names, as serde names it.
    pub rename_all: Option<&'static str>,
    /// The fields.
    pub fields: Vec<StructField>,
    /// The field that keeps what the pages do not name, where that is asked for.
    pub unknown_fields: Option<Ident>,
    /// The struct of what `new` takes, where that is by name.
    pub required: Option<Ident>,
    /// The earlier names of that struct.
    pub required_aliases: Vec<Ident>,
    /// The records that it is made of.
    pub made_from: Vec<Conversion>,
}

impl Struct {
    /// What its constructor takes.
    pub fn required_fields(&self) -> impl Iterator<Item = &StructField> {
        self.fields.iter().filter(|field| field.required && field.fixed.is_none())
    }

    /// Whether its default leaves out nothing that must be there.
    pub fn is_optional(&self) -> bool {
        self.required_fields().next().is_none()
    }

    /// Whether a field has but one documented value, which its default is to have.
    pub fn has_fixed(&self) -> bool {
        self.fields.iter().any(|field| field.fixed.is_some())
    }

    /// Whether it is made by the application. What is only received is made by the server.
    pub fn is_sent(&self) -> bool {
        self.serde.serialize || !self.serde.deserialize
    }

    /// Whether it gets `new(required…)`.
    pub fn has_constructor(&self) -> bool {
        self.is_sent() && (!self.is_optional() || self.has_fixed())
    }
}

/// Which halves of serde a type needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerdeUse {
    /// It is sent.
    pub serialize: bool,
    /// It is received.
    pub deserialize: bool,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct StructField {
    /// Its name.
    pub ident: Ident,
    /// What it is.
    pub docs: Docs,
    /// Its type.
    pub rust_type: RustType,
    /// Its name in the body, where the body has it.
    pub wire_name: Option<String>,
    /// Whether that is not the name that the struct's casing gives.
    pub renamed: bool,
    /// What it means that it is not there.
    pub presence: Presence,
    /// Whether `new` takes it.
    pub required: bool,
    /// The variant of its type that `new` gives it: the only one that is documented.
    pub fixed: Option<Ident>,
}

/// What it means that a field is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It must be there.
    Required,
    /// It may be missing: `None`.
    Optional,
    /// It may be missing, and it may be null, which is something else.
    Nullable,
    /// Missing or null means empty.
    Default,
}

/// A documented value of an open enum.
#[derive(Clone, Debug)]
pub struct Variant<V> {
    /// Its name.
    pub ident: Ident,
    /// Its earlier names.
    pub aliases: Vec<Ident>,
    /// The name that the pages would give it now, where the lock keeps another one.
    pub called: Option<Ident>,
    /// What is sent.
    pub value: V,
    /// What it means.
    pub docs: Docs,
}

/// What comes with one status.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The variant's name.
    pub ident: Ident,
    /// The statuses that it is for.
    pub status: Status,
    /// What comes with it.
    pub payload: Payload,
    /// What it means.
    pub docs: Docs,
    /// The function that reads a [`Payload::Beside`].
    pub reader: Option<Ident>,
}

/// The body that comes with a status.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payload {
    /// None, or one of which nothing is known.
    None,
    /// Text.
    Text,
    /// Raw bytes.
    Bytes,
    /// JSON of that type.
    Json(RustType),
    /// JSON of that type, which the variant does not hold: the earlier crate has it without a body, and callers
    /// match it so.
    Beside(RustType),
}

/// A value of one of several shapes, told apart by what it looks like.
#[derive(Clone, Debug)]
pub struct Union {
    /// Where it travels.
    pub serde: SerdeUse,
    /// The shapes, in the order they are tried; the variant `Other` takes anything else.
    pub variants: Vec<(Ident, RustType)>,
}

/// An object of which one field tells what others it has; the variant `Other` takes what is not listed.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// Where it travels.
    pub serde: SerdeUse,
    /// The name of that field on the wire.
    pub tag: String,
    /// What it may be.
    pub variants: Vec<TaggedVariant>,
}

/// A variant of a [`Tagged`].
#[derive(Clone, Debug)]
pub struct TaggedVariant {
    /// Its name.
    pub ident: Ident,
    /// The values of the tag.
    pub values: Vec<String>,
    /// The fields.
    pub rust_type: RustType,
    /// What it is.
    pub docs: Docs,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RustType {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `i128`
    I128,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `codegen::Secret`
    Secret,
    /// `codegen::Bytes`
    Bytes,
    /// `codegen::Upload`
    Upload,
    /// `codegen::Value`
    Value,
    /// A type of a library.
    Library(LibraryType),
    /// `Vec<…>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, …>`
    Map(Box<RustType>),
    /// `Option<…>`
    Option(Box<RustType>),
    /// `codegen::Nullable<…>`
    Nullable(Box<RustType>),
    /// `Box<…>`, where a type would hold itself.
    Boxed(Box<RustType>),
    /// A type of the crate.
    Named(TypeId),
}

impl RustType {
    /// The types of the crate that it names.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            RustType::Named(id) => Some(*id),
            RustType::Vec(of)
            | RustType::Map(of)
            | RustType::Option(of)
            | RustType::Nullable(of)
            | RustType::Boxed(of) => of.named(),
            _ => None,
        }
    }
}

impl TypeItem {
    /// The struct of what its constructor takes, where that is by name.
    pub fn required(&self) -> Option<&Ident> {
        match &self.kind {
            TypeKind::Struct(of) => of.required.as_ref(),
            _ => None,
        }
    }

    /// Its earlier names and those of that struct, each with the name of now.
    pub fn aliases(&self) -> impl Iterator<Item = (&Ident, &Ident)> {
        let required = match &self.kind {
            TypeKind::Struct(of) => of.required_aliases.as_slice(),
            _ => &[],
        };
        let required = required.iter().filter_map(|alias| Some((alias, self.required()?)));
        self.aliases.iter().map(|alias| (alias, &self.ident)).chain(required)
    }

    /// The types of the crate that its definition names, in order.
    pub fn named(&self) -> Vec<TypeId> {
        match &self.kind {
            TypeKind::Struct(of) => of.fields.iter().filter_map(|field| field.rust_type.named()).collect(),
            TypeKind::Union(of) => of.variants.iter().filter_map(|(_, of)| of.named()).collect(),
            TypeKind::Tagged(of) => of.variants.iter().filter_map(|of| of.rust_type.named()).collect(),
            TypeKind::Errors(outcomes) | TypeKind::Answers(outcomes) => {
                outcomes.iter().filter_map(|outcome| outcome.payload.named()).collect()
            }
            TypeKind::IntegerEnum(_) | TypeKind::StringEnum(_) => Vec::new(),
        }
    }
}

impl Payload {
    /// The type of the crate that it names.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Payload::Json(of) | Payload::Beside(of) => of.named(),
            Payload::None | Payload::Text | Payload::Bytes => None,
        }
    }
}
