//! The type of a field, with the marks beside it.
//!
//! ```ebnf
//! type row = [ "Type:" ] , { title , "·" } , type , { "·" , ( format | title | marks ) } , [ marks ] ;   (* "stringrequired", "Berth · object" *)
//! type     = see `type_expr` ; only what can be nothing else
//!          | Name , "[]" ;                     (* a list of records; a bare name may be the next field's *)
//! ```

use super::limit_labels::{Limits, read_limit_row};
use super::marks::{FieldMarks, may_begin_mark, read_marks};
use crate::dialect::claims::TypeExpr;
use crate::type_expr::{is_type_line, parse_type};

const LONGEST: usize = 200;

/// What a row says of a field beside its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TypeRow {
    pub ty: TypeExpr,
    pub marks: FieldMarks,
}

/// Reads a row that is a type and nothing else but marks.
pub(super) fn read_type_row(line: &str) -> Option<TypeRow> {
    let line = line.trim();
    let line = ["Type:", "type:"].iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line).trim();
    if line.is_empty() || line.len() > LONGEST || line.ends_with('.') {
        return None;
    }
    // "integer [ 1 .. 100 ]": no list, but bounds.
    if let Some(ty) = read_plain(line).filter(|_| !line.contains("..")) {
        return Some(TypeRow { ty, marks: FieldMarks::default() });
    }
    // The marks begin where the rest of the line is nothing else: as early as that may be.
    let ends = line.char_indices().skip(1).map(|(at, _)| at);
    ends.filter(|&at| line[at..].starts_with(may_begin_mark))
        .find_map(|at| {
            let marks = read_marks(&line[at..])?;
            Some(TypeRow { ty: read_plain(line[..at].trim_end_matches([' ', ',', '(', '·', '-']))?, marks })
        })
        .or_else(|| read_titled(line))
}

fn read_plain(text: &str) -> Option<TypeExpr> {
    let text = text.trim();
    if text.contains('·') {
        return read_titled(text).filter(|row| row.marks == FieldMarks::default()).map(|row| row.ty);
    }
    if is_type_line(text) || is_record_list(text) || is_list_in_words(text) {
        return Some(parse_type(text));
    }
    // "string format: binary"
    if let Some((of, format)) = text.split_once(" format: ").filter(|(of, _)| is_type_line(of)) {
        let formatted = parse_type(&format!("{of}<{format}>"));
        return Some(if matches!(formatted, TypeExpr::Formatted(_)) { formatted } else { parse_type(of) });
    }
    // "array object[]": the kind, and which.
    if let Some(list) = text.strip_prefix("array ").filter(|list| list.ends_with("[]") && is_type_line(list))
    {
        return Some(parse_type(list));
    }
    None
}

/// `Berth · object`, `string · uuid · required`: a type among titles, formats and marks.
fn read_titled(line: &str) -> Option<TypeRow> {
    if !line.contains('·') {
        return None;
    }
    let parts: Vec<&str> = line.split('·').map(str::trim).filter(|part| !part.is_empty()).collect();
    let at = parts.iter().position(|part| read_plain(part).is_some())?;
    let mut row = TypeRow { ty: read_plain(parts[at])?, marks: FieldMarks::default() };
    for (nth, part) in parts.iter().enumerate().filter(|(nth, _)| *nth != at) {
        if let Some(marks) = read_marks(part) {
            row.marks.add(marks);
            continue;
        }
        if let Some(Limits::Bounds(bounds)) = read_limit_row(part) {
            row.marks.limits.extend(bounds);
            continue;
        }
        if part.split_whitespace().count() > 6 || part.ends_with(['.', ':', ';']) {
            return None;
        }
        if let Some(marks) = part.strip_prefix("enum").and_then(read_marks).filter(|_| nth > at) {
            row.ty = TypeExpr::Enum(Some(Box::new(row.ty)));
            row.marks.add(marks);
            continue;
        }
        let formatted = parse_type(&format!("{}<{part}>", parts[at]));
        if nth > at && row.ty == TypeExpr::String && matches!(formatted, TypeExpr::Formatted(_)) {
            row.ty = formatted;
        }
    }
    Some(row)
}

/// Whether a type stands in front: what runs on from a name has no title before it.
pub(super) fn begins_with_type(text: &str) -> bool {
    let first = text.split('·').next().unwrap_or_default();
    read_type_row(first).is_some()
}

/// `Role[]`
fn is_record_list(text: &str) -> bool {
    text.strip_suffix("[]").is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric)
    })
}

/// `Array of strings`, `list of objects`, `array of objects (Berth)`; "list of boats" is prose.
fn is_list_in_words(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(item) = lower.strip_prefix("array of ").or_else(|| lower.strip_prefix("list of ")) else {
        return false;
    };
    let item = item.split([' ', '<', '(']).next().unwrap_or_default();
    is_type_line(item) && text.split_whitespace().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> TypeRow {
        read_type_row(line).unwrap_or_else(|| panic!("{line}"))
    }

    #[test]
    fn types_with_marks() {
        for line in ["string", "stringrequired", "string required", "string, required", "Type: string"] {
            assert_eq!(read(line).ty, TypeExpr::String, "{line}");
        }
        let row = read("string | nulldefault:none");
        assert_eq!((row.ty, row.marks.default), (parse_type("string | null"), Some("none".to_owned())));
        let row = read("integerdefault:5required");
        assert_eq!((row.ty, row.marks.required), (TypeExpr::Integer, Some(true)));
        assert_eq!(read("enum<string>required").ty, parse_type("enum<string>"));
        assert_eq!(read("stringheaderrequired").ty, TypeExpr::String);
        assert_eq!(
            (read("integer [ 1 .. 100 ]").ty, read("integer [ 1 .. 100 ]").marks.limits.len()),
            (TypeExpr::Integer, 2)
        );
    }

    #[test]
    fn types_with_titles() {
        assert_eq!(read("Berth · object").ty, TypeExpr::Object);
        assert_eq!(read("Berth · object[]").ty, parse_type("object[]"));
        assert_eq!(read("object · Berth place").ty, TypeExpr::Object);
        assert_eq!(read("Berth · objectrequired").marks.required, Some(true));
        assert_eq!(read("string · uuid").ty, parse_type("string<uuid>"));
        assert_eq!(read("Berth · object | null").ty, parse_type("object | null"));
    }

    #[test]
    fn lists() {
        assert_eq!(read("Role[]").ty, parse_type("Role[]"));
        assert_eq!(read("Array of strings").ty, parse_type("string[]"));
    }

    #[test]
    fn prose_and_names() {
        for line in
            ["Name", "The string", "list of boats", "a string.", "time", "required", "", "Which boat it is"]
        {
            assert_eq!(read_type_row(line), None, "{line}");
        }
    }
}
