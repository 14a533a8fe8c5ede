//! A parameter as the pair that goes into the URL.
//!
//! ```text
//! pair  = name, "=", ( "<", type, { "|", type }, ">" | value, { "|", value } ) ;
//!         (* "limit=<number>", "match[]=<selector>", "kind=alert|record": a word that is no type stands for a text *)
//! ```

use crate::dialect::field_name::is_field_name;
use crate::type_expr::{TypeExpr, TypeReading, read_stated_type, read_type};

/// The name of a pair, and what its value is; `None` where a text is not one, or shows a value.
pub(super) fn read_pair(code: &str) -> Option<(&str, TypeReading)> {
    let (name, value) = code.split_once('=')?;
    let reading = match value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')) {
        Some(inner) => {
            let mut types = inner.split('|').map(|word| read_type(word.trim()).ty);
            let first = types.next()?;
            let is_type = !matches!(first, TypeExpr::Named(_) | TypeExpr::Unknown(_));
            // "<duration | float>": what holds all of them is a text.
            read_type(if is_type && types.all(|ty| ty == first) { inner } else { "string" })
        }
        None => {
            let reading = read_stated_type(value);
            let is_value = |ty: &TypeExpr| {
                matches!(ty, TypeExpr::Literal(_) | TypeExpr::LiteralInteger(_) | TypeExpr::LiteralNumber(_))
            };
            match &reading.ty {
                TypeExpr::Union(values) if values.iter().all(is_value) => reading,
                _ => return None,
            }
        }
    };
    // What may be repeated has a name in brackets: "match[]".
    let of = |reading: TypeReading| match name.ends_with("[]") {
        true => TypeReading { ty: TypeExpr::Array(Some(Box::new(reading.ty))), ..reading },
        false => reading,
    };
    is_field_name(name).then(|| (name, of(reading)))
}

#[cfg(test)]
mod tests {
    use super::read_pair;
    use crate::type_expr::TypeExpr;

    fn type_of(code: &str) -> Option<TypeExpr> {
        read_pair(code).map(|(_, reading)| reading.ty)
    }

    #[test]
    fn pairs() {
        for (code, ty) in [
            ("limit=<number>", TypeExpr::Number),
            ("match[]=<selector>", TypeExpr::Array(Some(Box::new(TypeExpr::String)))),
            ("time=<rfc3339 | unix_timestamp>", TypeExpr::String),
            ("step=<duration | float>", TypeExpr::String),
            ("dim=<bool>", TypeExpr::Boolean),
        ] {
            assert_eq!(type_of(code), Some(ty), "{code}");
        }
        let kinds = ["alert", "record"].map(|kind| TypeExpr::Literal(kind.to_owned()));
        assert_eq!(type_of("kind=alert|record"), Some(TypeExpr::Union(kinds.to_vec())));
        for code in ["limit=10", "state=active", "limit", "a b=<string>", "=<string>"] {
            assert_eq!(type_of(code), None, "{code}");
        }
    }
}
