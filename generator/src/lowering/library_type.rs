//! Types of libraries: which values get one, by what `docbind.toml` says in `[values]`.

use super::rust_crate::RustCrate;
use super::rust_type::{RustType, SerdeUse, TypeKind};
use crate::config::ValueTypes;
use crate::model::{NumberFormat, SchemaKind, StringFormat};
use std::collections::BTreeSet;

/// A type of a library that `docbind.toml` chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LibraryType {
    /// `jiff::Timestamp`
    Timestamp,
    /// `jiff::civil::DateTime`
    DateTime,
    /// `jiff::civil::DateTime`, which travels without seconds: a parameter.
    Minute,
    /// `jiff::civil::Date`
    Date,
    /// `jiff::civil::Time`
    Time,
    /// `uuid::Uuid`
    Uuid,
    /// `rust_decimal::Decimal`, which travels as a number.
    Decimal,
    /// `rust_decimal::Decimal`, which travels as text.
    TextDecimal,
}

impl LibraryType {
    /// The library, which is a feature of the runtime too.
    pub fn library(self) -> &'static str {
        match self {
            LibraryType::Timestamp
            | LibraryType::DateTime
            | LibraryType::Minute
            | LibraryType::Date
            | LibraryType::Time => "jiff",
            LibraryType::Uuid => "uuid",
            LibraryType::Decimal | LibraryType::TextDecimal => "rust_decimal",
        }
    }

    /// Where the type is, from the library's name on.
    pub fn path(self) -> &'static str {
        match self {
            LibraryType::Timestamp => "jiff::Timestamp",
            LibraryType::DateTime | LibraryType::Minute => "jiff::civil::DateTime",
            LibraryType::Date => "jiff::civil::Date",
            LibraryType::Time => "jiff::civil::Time",
            LibraryType::Uuid => "uuid::Uuid",
            LibraryType::Decimal | LibraryType::TextDecimal => "rust_decimal::Decimal",
        }
    }

    /// The type that goes without a library.
    fn plain(self) -> RustType {
        match self {
            LibraryType::Decimal => RustType::F64,
            _ => RustType::String,
        }
    }
}

/// The type of a library for a value, where there is one and it was chosen. A value that is neither sent
/// nor received in a body is a parameter.
pub(super) fn library_type(values: ValueTypes, serde: SerdeUse, kind: &SchemaKind) -> Option<LibraryType> {
    let (chosen, library_type) = match kind {
        SchemaKind::Number { format: NumberFormat::Decimal } => (values.rust_decimal, LibraryType::Decimal),
        SchemaKind::String { format } => match format {
            StringFormat::DateTime => (values.jiff && !values.zoned_as_text, LibraryType::Timestamp),
            StringFormat::LocalDateTime => (values.jiff, LibraryType::DateTime),
            // To a body, a timestamp would go with its seconds.
            StringFormat::LocalMinute if serde.serialize => return None,
            StringFormat::LocalMinute if serde.deserialize => (values.jiff, LibraryType::DateTime),
            StringFormat::LocalMinute => (values.jiff, LibraryType::Minute),
            StringFormat::Date => (values.jiff, LibraryType::Date),
            StringFormat::Time => (values.jiff, LibraryType::Time),
            StringFormat::Uuid => (values.uuid, LibraryType::Uuid),
            StringFormat::Decimal => (values.rust_decimal, LibraryType::TextDecimal),
            _ => return None,
        },
        _ => return None,
    };
    chosen.then_some(library_type)
}

/// The libraries that fields and arguments of a crate take types from.
pub(super) fn used_libraries(of: &RustCrate) -> Vec<&'static str> {
    let fields = of.types.iter().flat_map(|item| match &item.kind {
        TypeKind::Struct(of) => of.fields.as_slice(),
        _ => &[],
    });
    let methods = of.groups.iter().flat_map(|group| &group.methods);
    let arguments = methods.flat_map(|method| &method.arguments).map(|argument| &argument.rust_type);
    let types = fields.map(|field| &field.rust_type).chain(arguments);
    let used: BTreeSet<&str> = types.filter_map(RustType::library_type).map(LibraryType::library).collect();
    used.into_iter().collect()
}

impl RustType {
    /// The type of a library that it is or holds.
    pub fn library_type(&self) -> Option<LibraryType> {
        match self {
            RustType::Library(of) => Some(*of),
            RustType::Vec(of)
            | RustType::Map(of)
            | RustType::Option(of)
            | RustType::Nullable(of)
            | RustType::Boxed(of) => of.library_type(),
            _ => None,
        }
    }

    /// Makes the decimal numbers that it is or holds travel as text.
    pub(super) fn decimals_as_text(&mut self) {
        match self {
            RustType::Library(of @ LibraryType::Decimal) => *of = LibraryType::TextDecimal,
            RustType::Vec(of) | RustType::Map(of) | RustType::Option(of) | RustType::Nullable(of) => {
                of.decimals_as_text();
            }
            _ => {}
        }
    }

    /// The same without types of libraries: for a value that is no field and no parameter, where nothing
    /// says in which form it travels.
    pub(super) fn without_libraries(self) -> Self {
        let inner = |of: Box<RustType>| Box::new(of.without_libraries());
        match self {
            RustType::Library(of) => of.plain(),
            RustType::Vec(of) => RustType::Vec(inner(of)),
            RustType::Map(of) => RustType::Map(inner(of)),
            RustType::Option(of) => RustType::Option(inner(of)),
            RustType::Nullable(of) => RustType::Nullable(inner(of)),
            other => other,
        }
    }
}
