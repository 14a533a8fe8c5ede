//! A name with its type and marks as all that a text says.

use super::is_known;
use crate::dialect::field_name::is_field_name;
use crate::type_expr::{TypeExpr, read_type};

/// A type with marks and a default, as all that a text says.
pub(in crate::dialect) struct TypeLine {
    pub ty: TypeExpr,
    pub required: Option<bool>,
    pub default: Option<String>,
}

/// A name with its type and marks, and nothing behind them: "`name` string, required".
pub(in crate::dialect) fn read_named_type(markdown: &str) -> Option<(String, TypeLine)> {
    let start = markdown.trim();
    let (name, rest) = match start.strip_prefix('`') {
        Some(inner) => inner.split_once('`')?,
        None => start.split_once(' ')?,
    };
    let name = name.trim_matches('*');
    is_field_name(name).then(|| Some((name.to_owned(), read_type_line(rest)?)))?
}

/// A type with marks, and nothing behind them: "*string, required*", "(integer, optional. Default: `20`)".
pub(in crate::dialect) fn read_type_line(markdown: &str) -> Option<TypeLine> {
    let lower = markdown.to_ascii_lowercase();
    let (front, default) = match lower.find("default") {
        Some(at) => {
            let value = markdown[at..].split_once([':', ' ']).map_or("", |(_, value)| value);
            let value =
                value.trim().trim_start_matches("to ").trim_matches(['`', '*', '_', ')', '.', ' ', '"']);
            (&markdown[..at], Some(value.to_owned()).filter(|value| !value.contains(' ')))
        }
        None => (markdown, None),
    };
    let (mut ty, mut required) = (None, default.is_some().then_some(false));
    let parts = front.split([',', ';', '.', '·', '|', '<', '>', ' ', '(', ')', '\n']);
    for part in parts
        .map(|part| part.trim_matches(['*', '_', '`', '\\', '[', ':', '-']))
        .filter(|part| !part.is_empty())
    {
        match part.to_ascii_lowercase().as_str() {
            "required" | "mandatory" => required = Some(true),
            "optional" => required = Some(false),
            _ if ty.is_none() && is_known(&read_type(part).ty) && crate::type_expr::is_type_line(part) => {
                ty = Some(read_type(part).ty);
            }
            _ => return None,
        }
    }
    Some(TypeLine { ty: ty?, required, default })
}
