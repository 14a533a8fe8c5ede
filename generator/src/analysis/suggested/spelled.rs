//! Types as settings spell them.

use crate::model::{IntegerFormat, NumberFormat, Schema, SchemaKind, StringFormat};
use crate::source::{Sources, Span};

/// A shape as settings spell types; `None` for what they cannot say.
pub(super) fn spell(schema: &Schema) -> Option<String> {
    use StringFormat as F;
    Some(match &schema.kind {
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Integer { format: IntegerFormat::Int64 } => "integer".to_owned(),
        SchemaKind::Integer { format: IntegerFormat::Uint64 } => "uint64".to_owned(),
        SchemaKind::Number { format: NumberFormat::Float } => "number".to_owned(),
        SchemaKind::Number { format: NumberFormat::Decimal } => "decimal".to_owned(),
        SchemaKind::String { format } => match format {
            F::Plain => "string",
            F::DateTime => "datetime",
            F::LocalDateTime => "local datetime",
            F::Date => "date",
            F::Time => "time",
            F::Uuid => "uuid",
            F::Uri => "url",
            F::Email => "email",
            F::Decimal => "decimal string",
            F::Byte => "base64",
            _ => return None,
        }
        .to_owned(),
        SchemaKind::Array { items } if items.kind == SchemaKind::Any => "array".to_owned(),
        SchemaKind::Array { items } if matches!(items.kind, SchemaKind::Union { .. }) => return None,
        SchemaKind::Array { items } => format!("{}[]", spell(items)?),
        SchemaKind::Map { values } if values.kind != SchemaKind::Any => {
            format!("map<string, {}>", spell(values)?)
        }
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => "object".to_owned(),
        SchemaKind::Ref { name } if name.chars().all(char::is_alphanumeric) => name.clone(),
        SchemaKind::Union { variants } => {
            let all: Vec<String> = variants.iter().map(spell).collect::<Option<_>>()?;
            all.join(" | ")
        }
        _ => return None,
    })
}

/// The type that holds what is declared and what is shown.
pub(super) fn both(declared: &str, shown: &str) -> Option<String> {
    let is_text = |ty: &str| !matches!(ty, "integer" | "uint64" | "number" | "boolean" | "decimal");
    Some(match (declared, shown) {
        (a, b) if a == b => return None,
        ("integer" | "number", "integer" | "number") => "number".to_owned(),
        (text, "string") if is_text(text) && !text.ends_with("[]") && text != "object" => "string".to_owned(),
        _ => format!("{declared} | {shown}"),
    })
}

/// The type of a value that an example shows; `None` for one with parts.
pub(super) fn shown_type(sources: &Sources, span: Span) -> Option<&'static str> {
    let text = sources.get(span.source).text.get(span.start as usize..span.end as usize)?;
    match text.chars().next()? {
        '"' => Some("string"),
        't' | 'f' => Some("boolean"),
        '-' | '0'..='9' if text.contains(['.', 'e', 'E']) => Some("number"),
        '-' | '0'..='9' => Some("integer"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::weigh::shape_of_type;
    use crate::source::SourceId;

    #[test]
    fn types_are_spelled_as_settings_read_them() {
        let text = |format| Schema::new(SchemaKind::String { format });
        let reads = |schema: &Schema| {
            let ty = crate::type_expr::parse_type(&spell(schema).expect("it has a name"));
            shape_of_type(&ty, Span::new(SourceId(0), 0, 0)).0
        };
        let integer = Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 });
        let union = SchemaKind::Union { variants: vec![text(StringFormat::Plain), integer.clone()] };
        let all = [
            integer,
            Schema::new(SchemaKind::Boolean),
            Schema::new(SchemaKind::Integer { format: IntegerFormat::Uint64 }),
            Schema::new(SchemaKind::NUMBER),
            Schema::new(SchemaKind::Number { format: NumberFormat::Decimal }),
            text(StringFormat::DateTime),
            text(StringFormat::LocalDateTime),
            text(StringFormat::Date),
            text(StringFormat::Time),
            text(StringFormat::Uuid),
            text(StringFormat::Uri),
            text(StringFormat::Email),
            text(StringFormat::Decimal),
            text(StringFormat::Byte),
            Schema::array(text(StringFormat::Plain)),
            Schema::new(SchemaKind::Map { values: Box::new(text(StringFormat::Plain)) }),
            Schema::new(union),
        ];
        for schema in all {
            assert_eq!(reads(&schema), schema, "{}", spell(&schema).unwrap_or_default());
        }
    }

    #[test]
    fn one_type_for_both_sides() {
        assert_eq!(both("integer", "number").as_deref(), Some("number"));
        assert_eq!(both("uuid", "string").as_deref(), Some("string"));
        assert_eq!(both("string", "integer").as_deref(), Some("string | integer"));
        assert_eq!(both("string[]", "string").as_deref(), Some("string[] | string"));
        assert_eq!(both("boolean", "boolean"), None);
    }
}
