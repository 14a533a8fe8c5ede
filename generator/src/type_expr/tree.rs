//! What a type string says: the type, and where the value goes.

use crate::model::StringFormat;

/// A type as pages spell it; the [module](super) has the grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// `any`
    Any,
    /// `null`
    Null,
    /// `boolean`, `bool`
    Boolean,
    /// `integer`, `int`, `long`
    Integer,
    /// `uint64`: a whole number from 0 on, of 64 bits.
    Unsigned64,
    /// `number`, `float`
    Number,
    /// `decimal`, `money`: a number of which each digit counts, as a number or as text.
    Decimal,
    /// `string`, `text`
    String,
    /// `date`, `datetime`, `uuid`, `url`, …: text with a format.
    Formatted(StringFormat),
    /// `object`, `map`
    Object,
    /// `array`, `integer[]`, `Array<Index>`; `None` where the item type is not said.
    Array(Option<Box<TypeExpr>>),
    /// `map<string, integer>`
    Map(Box<TypeExpr>),
    /// `file`, `binary`
    File,
    /// `enum`, `enum<string>`: the values are elsewhere.
    Enum(Option<Box<TypeExpr>>),
    /// `{name: string, value?: string}`: an object whose fields stand in the type.
    Inline(Vec<InlineField>),
    /// A quoted literal: `"a"`.
    Literal(String),
    /// A literal number: `0`.
    LiteralInteger(i64),
    /// A literal number that is not whole, as written: `0.5`.
    LiteralNumber(String),
    /// `undefined`: the value may be left out.
    Undefined,
    /// A name that is not a type of the grammar: `Patient`.
    Named(String),
    /// `a | b`, `a or b`, `a/b`.
    Union(Vec<TypeExpr>),
    /// Something else, as written.
    Unknown(String),
}

impl TypeExpr {
    /// Whether a value of the type is text, whatever the text holds.
    pub fn is_text(&self) -> bool {
        matches!(self, TypeExpr::String | TypeExpr::Any | TypeExpr::Formatted(_) | TypeExpr::Unknown(_))
    }

    /// Whether a value of the type is a file, or may be one.
    pub fn holds_file(&self) -> bool {
        match self {
            TypeExpr::File | TypeExpr::Formatted(StringFormat::Binary) => true,
            TypeExpr::Array(Some(item)) => item.holds_file(),
            TypeExpr::Union(variants) => variants.iter().any(TypeExpr::holds_file),
            _ => false,
        }
    }
}

/// A field of [`TypeExpr::Inline`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineField {
    /// Its name.
    pub name: String,
    /// Whether the type says that it may be left out (`name?`).
    pub optional: bool,
    /// Its type.
    pub ty: TypeExpr,
}

/// Where a declared parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// A hole of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// A field of the body.
    Body,
}
