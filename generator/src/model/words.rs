//! Shapes in words: `string or null`, `integer[]`, `"open" | "closed"`.

use super::{EnumSchema, EnumValue, NumberFormat, Schema, SchemaKind, StringFormat};
use std::fmt::{self, Display, Formatter};

/// So many values of an enum are shown.
const MOST_VALUES: usize = 6;

impl Display for Schema {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        f.write_str(if self.nullable { " or null" } else { "" })
    }
}

impl Display for SchemaKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            SchemaKind::Any => f.write_str("any"),
            SchemaKind::Boolean => f.write_str("boolean"),
            SchemaKind::Integer { .. } => f.write_str("integer"),
            SchemaKind::Number { format: NumberFormat::Float } => f.write_str("number"),
            SchemaKind::Number { format: NumberFormat::Decimal } => f.write_str("decimal"),
            SchemaKind::String { format } => f.write_str(text_word(*format)),
            SchemaKind::Array { items } if items.nullable || is_several(&items.kind) => {
                write!(f, "({items})[]")
            }
            SchemaKind::Array { items } => write!(f, "{items}[]"),
            SchemaKind::Map { values } => write!(f, "map<string, {values}>"),
            SchemaKind::Object(_) | SchemaKind::Tagged(_) => f.write_str("object"),
            SchemaKind::Enum(of) => of.fmt(f),
            SchemaKind::Ref { name } => f.write_str(name),
            SchemaKind::Union { variants } => variants.iter().enumerate().try_for_each(|(at, variant)| {
                f.write_str(if at == 0 { "" } else { " | " })?;
                variant.fmt(f)
            }),
        }
    }
}

impl Display for EnumSchema {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, member) in self.members.iter().take(MOST_VALUES).enumerate() {
            f.write_str(if at == 0 { "" } else { " | " })?;
            match &member.value {
                EnumValue::Integer(value) => write!(f, "{value}")?,
                EnumValue::String(value) => write!(f, "{value:?}")?,
            }
        }
        f.write_str(if self.members.len() > MOST_VALUES { " | …" } else { "" })
    }
}

fn is_several(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Union { .. } | SchemaKind::Enum(_))
}

/// What a text is, as pages spell it.
fn text_word(format: StringFormat) -> &'static str {
    match format {
        StringFormat::Plain => "string",
        StringFormat::DateTime => "datetime",
        StringFormat::LocalDateTime => "datetime without a zone",
        StringFormat::LocalMinute => "minute without a zone",
        StringFormat::Date => "date",
        StringFormat::Time => "time",
        StringFormat::Uuid => "uuid",
        StringFormat::Uri => "url",
        StringFormat::Email => "email",
        StringFormat::Decimal => "decimal as text",
        StringFormat::Byte => "base64",
        StringFormat::Binary => "file",
        StringFormat::Password => "password",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EnumMember, IntegerFormat};
    use super::*;

    #[test]
    fn shapes_in_words() {
        let text = || Schema::new(SchemaKind::String { format: StringFormat::Plain });
        let integer = Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 });
        let member = |value: &str| EnumMember {
            value: EnumValue::String(value.to_owned()),
            name: None,
            description: String::new(),
        };
        let values = Schema::new(SchemaKind::Enum(EnumSchema { members: vec![member("a"), member("b")] }));
        let union = Schema::new(SchemaKind::Union { variants: vec![text(), integer.clone()] });
        for (schema, words) in [
            (text().nullable(), "string or null"),
            (Schema::array(integer), "integer[]"),
            (Schema::array(values), "(\"a\" | \"b\")[]"),
            (union, "string | integer"),
            (Schema::new(SchemaKind::Map { values: Box::new(text()) }), "map<string, string>"),
        ] {
            assert_eq!(schema.to_string(), words);
        }
    }
}
