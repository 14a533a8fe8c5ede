//! Shapes of values.

use super::Constraints;
use serde::{Deserialize, Deserializer, Serialize};

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Schema {
    /// What it is.
    #[serde(flatten)]
    pub kind: SchemaKind,
    /// Whether `null` may stand in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
}

impl SchemaKind {
    /// A number of which nothing more is known.
    pub const NUMBER: SchemaKind = SchemaKind::Number { format: NumberFormat::Float };
}

impl Schema {
    /// A shape that is never null.
    pub fn new(kind: SchemaKind) -> Self {
        Self { kind, nullable: false }
    }

    /// Any JSON value.
    pub fn any() -> Self {
        Self::new(SchemaKind::Any)
    }

    /// An array of `items`.
    pub fn array(items: Schema) -> Self {
        Self::new(SchemaKind::Array { items: Box::new(items) })
    }

    /// The same shape, or null.
    pub fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }
}

/// The kinds of shape.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum SchemaKind {
    /// Nothing is known: any JSON value, null included.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer {
        /// Its width.
        format: IntegerFormat,
    },
    /// A number.
    Number {
        /// How exact it is.
        #[serde(default, skip_serializing_if = "NumberFormat::is_float")]
        format: NumberFormat,
    },
    /// Text.
    String {
        /// What the text holds.
        format: StringFormat,
    },
    /// An array.
    Array {
        /// The shape of each item.
        items: Box<Schema>,
    },
    /// An object whose names are data.
    Map {
        /// The shape of each value.
        values: Box<Schema>,
    },
    /// An object with known fields.
    Object(ObjectSchema),
    /// One of several values (an enum that the pages give no name).
    Enum(EnumSchema),
    /// The schema of that name in `Api::schemas`.
    Ref {
        /// The name.
        name: String,
    },
    /// A value of one of several shapes.
    Union {
        /// The shapes, at least two.
        variants: Vec<Schema>,
    },
    /// An object of which one field tells what others it has.
    Tagged(TaggedSchema),
}

/// An object of which one field, the tag, tells what others it has.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TaggedSchema {
    /// The tag's name on the wire.
    pub tag: String,
    /// What the page says of the tag, as markdown; may be empty.
    pub description: String,
    /// What the object may be, at least two; no value of the tag stands in two of them.
    pub variants: Vec<TaggedVariant>,
}

impl TaggedVariant {
    /// What names it: the value of the tag, or the title where there are several.
    pub fn name(&self) -> &str {
        match self.values.as_slice() {
            [only] => only,
            values if self.title.trim().is_empty() => values.first().map_or("", String::as_str),
            _ => &self.title,
        }
    }
}

/// What a tagged object may be.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TaggedVariant {
    /// What the page calls it: the heading or tab that its fields stand under; may be empty.
    pub title: String,
    /// The values of the tag, at least one.
    pub values: Vec<String>,
    /// The fields, those of all variants included. The tag is one of them where it has several values
    /// here, and else left out.
    pub object: ObjectSchema,
}

/// Width of an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntegerFormat {
    /// 64 bits: what is safe when a page says no more than "integer".
    #[default]
    Int64,
    /// 32 bits, where a page says so.
    Int32,
    /// 64 bits without a sign, where a page says so or shows a number that needs it.
    Uint64,
    /// 128 bits, where a page shows a number that 64 do not hold.
    Int128,
}

impl IntegerFormat {
    /// The one that holds the numbers of both.
    pub(crate) fn unite(self, other: Self) -> Self {
        use IntegerFormat::{Int32, Int64, Int128, Uint64};
        match (self, other) {
            (a, b) if a == b => a,
            (Int32 | Int64, Int32 | Int64) => Int64,
            (Int128, _) | (_, Int128) | (Uint64, _) | (_, Uint64) => Int128,
        }
    }
}

/// How exact a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFormat {
    /// As exact as a double (IEEE 754) is.
    #[default]
    Float,
    /// Each decimal digit counts: money.
    Decimal,
}

impl NumberFormat {
    fn is_float(&self) -> bool {
        *self == NumberFormat::Float
    }
}

/// What a text holds (OpenAPI format registry).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StringFormat {
    /// No format is known.
    #[default]
    Plain,
    /// A timestamp with a zone (RFC 3339).
    DateTime,
    /// A timestamp without a zone.
    LocalDateTime,
    /// A timestamp without a zone, to the minute: `2026-03-04T05:06`.
    LocalMinute,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A UUID (RFC 9562).
    Uuid,
    /// A URI.
    Uri,
    /// An e-mail address.
    Email,
    /// A number of which each decimal digit counts: money.
    Decimal,
    /// Base64.
    Byte,
    /// Raw bytes (a file).
    Binary,
    /// A secret, never to be shown: a password or token.
    Password,
}

/// An object with known fields.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct ObjectSchema {
    /// The fields, in the order of the page; each name once.
    pub fields: Vec<Field>,
    /// What must be there beside the required fields: what one of these asks for. Empty where that is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The shape of values under names of the caller's own or the server's, beside the fields; `None` where no page
    /// speaks of such.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional: Option<Box<Schema>>,
}

/// One of several ways to fill in an object.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Choice {
    /// What the page calls it: the title of a tab.
    pub title: String,
    /// The names of the fields that it asks for; by themselves they are optional.
    pub required: Vec<String>,
}

impl ObjectSchema {
    /// The field of that wire name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// A field of an object, or the name, shape and text of a parameter.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Field {
    /// As on the wire.
    pub name: String,
    /// What a setting calls it in code, in words; on the wire it keeps its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rename: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// The shape of its value.
    pub schema: Schema,
    /// What the server takes where it is left out.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// What its value must keep to.
    #[serde(default, skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// Whether it should no longer be used.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// What it is, as markdown; may be empty.
    pub description: String,
    /// How docbind knows of it.
    pub evidence: Evidence,
}

/// A default that is there, `null` included.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

impl Field {
    /// What its name in code is made of.
    pub fn called(&self) -> &str {
        self.rename.as_deref().unwrap_or(&self.name)
    }
}

/// How docbind knows of a field, best evidence first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// An entry of `docbind.toml`.
    Override,
    /// The page lists it.
    Declared,
    /// The page's skeleton of the response has it.
    Skeleton,
    /// An example has it.
    Example,
    /// The path template has it.
    Path,
}

/// One of several values.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct EnumSchema {
    /// The documented values, in order, each once. All integers or all strings, spelled as on the wire.
    pub members: Vec<EnumMember>,
}

/// A documented value.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct EnumMember {
    /// What is sent.
    pub value: EnumValue,
    /// What the page calls it, where that is not the value itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it means, as markdown; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// The value of an enum member on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(untagged)]
pub enum EnumValue {
    /// An integer.
    Integer(i64),
    /// A string.
    String(String),
}
