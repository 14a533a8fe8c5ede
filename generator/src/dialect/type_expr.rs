//! Type strings: `integer`, `string | null`, `Patient[]`, `Array<Index>`, `"a" | "b"`.
//!
//! ```text
//! type     = alt, { ( "|" | " or " | "/" ), alt } ;
//! alt      = [ "?" ], postfix, [ "?" ] ;                  (* "?" adds null *)
//! postfix  = primary, { "[]" } ;
//! primary  = literal | generic | "array of " type | keyword | Name ;
//! generic  = ( "array" | "list" | "map" | "record" | "enum" | "optional" ), "<", type, { ",", type }, ">" ;
//! literal  = '"', text, '"' | "'", text, "'" | "`", text, "`" ;
//! keyword  = "string" | "integer" | … ;                   (* see KEYWORDS *)
//! ```

use super::claims::TypeExpr;
use crate::model::StringFormat;

/// Reads a type string. What the grammar does not cover is [`TypeExpr::Unknown`], never an error.
pub fn parse_type(text: &str) -> TypeExpr {
    let text = text.trim().trim_end_matches('.').trim();
    if text.is_empty() {
        return TypeExpr::Unknown(String::new());
    }
    let alternatives = split_alternatives(text);
    if alternatives.len() == 1 {
        return parse_alternative(alternatives[0]);
    }
    let mut variants: Vec<TypeExpr> = Vec::new();
    for alternative in alternatives {
        match parse_alternative(alternative) {
            TypeExpr::Union(inner) => variants.extend(inner),
            one => variants.push(one),
        }
    }
    variants.dedup();
    if variants.len() == 1 { variants.remove(0) } else { TypeExpr::Union(variants) }
}

/// Whether a line of rendered text is a type: only what cannot be prose.
pub fn is_type_line(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > 60 || line.ends_with('.') {
        return false;
    }
    match parse_type(line) {
        TypeExpr::Unknown(_) | TypeExpr::Literal(_) => false,
        TypeExpr::Named(_) => false,
        TypeExpr::Array(Some(item)) => !line.contains(' ') && !matches!(*item, TypeExpr::Unknown(_)),
        TypeExpr::Union(variants) => {
            variants.iter().all(|v| !matches!(v, TypeExpr::Unknown(_) | TypeExpr::Named(_)))
        }
        _ => true,
    }
}

/// Splits at `|`, ` or ` and `/`, outside brackets and quotes.
fn split_alternatives(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start, mut i) = (0usize, None, 0usize, 0usize);
    let bytes = text.as_bytes();
    while i < bytes.len() {
        let byte = bytes[i];
        let cut = match (quote, byte) {
            (Some(open), _) if byte == open => {
                quote = None;
                0
            }
            (Some(_), _) => 0,
            (None, b'"' | b'\'' | b'`') => {
                quote = Some(byte);
                0
            }
            (None, b'<' | b'(' | b'{' | b'[') => {
                depth += 1;
                0
            }
            (None, b'>' | b')' | b'}' | b']') => {
                depth = depth.saturating_sub(1);
                0
            }
            (None, b'|' | b'/') if depth == 0 => 1,
            (None, b' ') if depth == 0 && text[i..].starts_with(" or ") => 4,
            _ => 0,
        };
        if cut > 0 {
            parts.push(text[start..i].trim());
            i += cut;
            start = i;
        } else {
            i += 1;
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|p| !p.is_empty());
    if parts.is_empty() { vec![text] } else { parts }
}

fn parse_alternative(text: &str) -> TypeExpr {
    let stripped = text.strip_prefix('?').or_else(|| text.strip_suffix('?'));
    match stripped {
        Some(inner) if !inner.is_empty() => {
            TypeExpr::Union(vec![parse_postfix(inner.trim()), TypeExpr::Null])
        }
        _ => parse_postfix(text),
    }
}

fn parse_postfix(text: &str) -> TypeExpr {
    if let Some(inner) = text.strip_suffix("[]") {
        let item = inner.trim().trim_start_matches('(').trim_end_matches(')');
        return TypeExpr::Array(Some(Box::new(parse_type(item))));
    }
    parse_primary(text)
}

fn parse_primary(text: &str) -> TypeExpr {
    if let Some(literal) = quoted(text) {
        return TypeExpr::Literal(literal.to_owned());
    }
    if let Some(generic) = parse_generic(text) {
        return generic;
    }
    let lower = text.to_ascii_lowercase();
    for prefix in ["array of ", "list of ", "arrays of "] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let item = text[text.len() - rest.len()..].trim();
            let item = if parse_keyword(&item.to_ascii_lowercase()).is_none() {
                item.trim_end_matches('s')
            } else {
                item
            };
            return TypeExpr::Array(Some(Box::new(parse_type(item))));
        }
    }
    if let Some(keyword) = parse_keyword(&lower) {
        return keyword;
    }
    if is_type_name(text) { TypeExpr::Named(text.to_owned()) } else { TypeExpr::Unknown(text.to_owned()) }
}

fn quoted(text: &str) -> Option<&str> {
    ['"', '\'', '`'].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q))
}

fn parse_generic(text: &str) -> Option<TypeExpr> {
    let (name, rest) = text.split_once(['<', '('])?;
    let arguments = rest.trim_end().strip_suffix(['>', ')'])?;
    let last = split_arguments(arguments).last().copied().unwrap_or_default();
    let argument = || Box::new(parse_type(last));
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "array" | "list" | "set" | "collection" => TypeExpr::Array(Some(argument())),
        "map" | "record" | "dictionary" | "dict" | "object" => TypeExpr::Map(argument()),
        "enum" => TypeExpr::Enum(Some(argument())),
        "optional" | "nullable" | "maybe" => TypeExpr::Union(vec![parse_type(last), TypeExpr::Null]),
        // `string (uuid)`, `string (decimal)`: what the text holds.
        "string" => match parse_type(last) {
            formatted @ TypeExpr::Formatted(_) => formatted,
            TypeExpr::Decimal => TypeExpr::Formatted(StringFormat::Decimal),
            _ => TypeExpr::String,
        },
        keyword => parse_keyword(keyword)?, // any other note in brackets adds nothing to the kind
    })
}

fn split_arguments(text: &str) -> Vec<&str> {
    let mut depth = 0usize;
    text.split(|c: char| {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .map(str::trim)
    .collect()
}

/// A name that could be a record's: starts with a capital letter, letters and digits only.
fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

fn parse_keyword(lower: &str) -> Option<TypeExpr> {
    use StringFormat as F;
    Some(match lower {
        "any" | "mixed" | "unknown" | "json" | "<any>" => TypeExpr::Any,
        "null" | "undefined" | "nil" | "none" => TypeExpr::Null,
        "boolean" | "bool" | "booleano" => TypeExpr::Boolean,
        "integer" | "int" | "long" | "int32" | "int64" | "bigint" | "whole number" | "unsigned integer"
        | "snowflake" => TypeExpr::Integer,
        "number" | "float" | "double" | "numeric" => TypeExpr::Number,
        "decimal" | "decimals" | "money" => TypeExpr::Decimal,
        "decimal string" | "string decimal" => TypeExpr::Formatted(F::Decimal),
        "string" | "text" | "str" | "char" => TypeExpr::String,
        "object" | "struct" | "hash" | "dict" | "dictionary" | "map" | "json object" => TypeExpr::Object,
        "array" | "list" => TypeExpr::Array(None),
        "file" | "binary" | "blob" | "stream" => TypeExpr::File,
        "enum" => TypeExpr::Enum(None),
        "date" => TypeExpr::Formatted(F::Date),
        "datetime" | "date-time" | "timestamp" | "iso8601" | "iso 8601" | "iso datetime" | "date time" => {
            TypeExpr::Formatted(F::DateTime)
        }
        "time" | "time of day" => TypeExpr::Formatted(F::Time),
        "uuid" | "guid" => TypeExpr::Formatted(F::Uuid),
        "url" | "uri" => TypeExpr::Formatted(F::Uri),
        "email" => TypeExpr::Formatted(F::Email),
        "base64" => TypeExpr::Formatted(F::Byte),
        "strings" => TypeExpr::String,
        "objects" => TypeExpr::Object,
        "integers" => TypeExpr::Integer,
        "numbers" => TypeExpr::Number,
        "booleans" => TypeExpr::Boolean,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use TypeExpr::*;

    fn array(item: TypeExpr) -> TypeExpr {
        Array(Some(Box::new(item)))
    }

    #[test]
    fn spellings() {
        for (text, expected) in [
            ("integer", Integer),
            ("String", String),
            ("string | null", Union(vec![String, Null])),
            ("string or null", Union(vec![String, Null])),
            ("?integer", Union(vec![Integer, Null])),
            ("number?", Union(vec![Number, Null])),
            ("integer[]", array(Integer)),
            ("Patient[]", array(Named("Patient".into()))),
            ("object[]", array(Object)),
            ("Array<Index>", array(Named("Index".into()))),
            ("array<string>", array(String)),
            ("array of strings", array(String)),
            ("enum<string>", Enum(Some(Box::new(String)))),
            ("\"a\" | \"b\"", Union(vec![Literal("a".into()), Literal("b".into())])),
            ("integer/string", Union(vec![Integer, String])),
            ("map<string, integer>", Map(Box::new(Integer))),
            ("string (uuid)", Formatted(StringFormat::Uuid)),
            ("string (up to 20 letters)", String),
            ("decimal", Decimal),
            ("decimal(18,2)", Decimal),
            ("money[]", array(Decimal)),
            ("string (decimal)", Formatted(StringFormat::Decimal)),
            ("uuid", Formatted(StringFormat::Uuid)),
            ("file", File),
            ("(string | integer)[]", array(Union(vec![String, Integer]))),
            ("a thing", Unknown("a thing".into())),
        ] {
            assert_eq!(parse_type(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_of_prose_are_not_types() {
        for line in ["integer", "integer[]", "string | null", "Role[]", "any", "object"] {
            assert!(is_type_line(line), "{line}");
        }
        for line in
            ["Name.", "Subject", "200", "required", "Body text of the message.", "Notes", "null on success."]
        {
            assert!(!is_type_line(line), "{line}");
        }
    }
}
