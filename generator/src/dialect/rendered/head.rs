//! The head of a field: its name, its type, and the marks beside it.
//!
//! ```ebnf
//! head   = name , line end , { mark row } , type row , { line end , mark row }      (* a line for each *)
//!        | name , marks , line end , type row , { line end , mark row }
//!        | [ bullet ] , name , type row                       (* on one line *)
//!        | name , line end , "required"                       (* the type follows the description, or not at all *)
//!        | name , [ "required" ] , line end , prose , type row   (* the description is above the type *)
//!        | name , type , ( "required" | "optional" ) , marks ;   (* run together: "idstringRequired" *)
//! name   = field name , [ "*" | "?" ] | status , text ;       (* errors listed as fields *)
//! ```
//!
//! On one line nothing tells a field from prose ("Any number") but a bullet, a mark, or a name that is no word.

use super::marks::{FieldMarks, read_marks};
use super::rows::{PageRow, RowContent, Rows};
use super::type_row::{TypeRow, begins_with_type, read_type_row};
use crate::dialect::claims::TypeExpr;
use crate::dialect::field_name::is_field_name;
use crate::dialect::section::leading_status;
use crate::source::{Span, Spanned};
use crate::type_expr::parse_type;

/// The head of a field.
#[derive(Clone, Debug)]
pub(super) struct FieldHead {
    pub name: Spanned<String>,
    /// Its type; `None` where only a mark says that it is a field.
    pub ty: Option<Spanned<TypeExpr>>,
    pub marks: FieldMarks,
    /// All of it.
    pub span: Span,
    /// Whether name and type stand on one line.
    pub one_line: bool,
    /// The row below it.
    pub next: usize,
}

const LONGEST: usize = 300;

/// How a page writes the heads of its fields.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HeadStyle {
    /// Whether it runs names and types together.
    pub glued: bool,
    /// Whether it writes them on one line.
    pub one_line: bool,
    /// Whether types stand below the descriptions.
    pub types_last: bool,
}

/// The head that begins in a row.
pub(super) fn read_head(rows: &Rows<'_>, at: usize, style: HeadStyle) -> Option<FieldHead> {
    let row = rows.get(at)?;
    if !matches!(row.content, RowContent::Line(_)) || row.line.len() > LONGEST || row.line.is_empty() {
        return None;
    }
    let run_together = || {
        let (name, row) = style.glued.then(|| split_glued(rows.line(at))).flatten()?;
        Some(head_of(rows, at, (name, None), row, at))
    };
    let mut head = read_below(rows, at, style)
        .or_else(|| read_on_one_line(rows, at, style))
        .or_else(run_together)
        .or_else(|| read_marked(rows, at))
        .or_else(|| style.types_last.then(|| read_described(rows, at)).flatten())?;
    loop {
        // "enum" among the marks is a part of the type.
        if rows.line(head.next) == "enum" && mark_row(rows, head.next + 1).is_some() {
            head.ty = head.ty.map(|ty| Spanned::new(TypeExpr::Enum(Some(Box::new(ty.value))), ty.span));
            head.next += 1;
        }
        let Some(marks) = mark_row(rows, head.next) else { break };
        head.span = head.span.to(rows.rows[head.next].span);
        head.marks.add(marks);
        head.next += 1;
    }
    if let Some(ty) = head.ty.as_mut().filter(|_| head.marks.nullable)
        && !matches!(&ty.value, TypeExpr::Union(of) if of.contains(&TypeExpr::Null))
    {
        ty.value = TypeExpr::Union(vec![ty.value.clone(), TypeExpr::Null]);
    }
    Some(head)
}

/// Below a type a line of marks: any right there, and apart from it only words in lower case.
fn mark_row(rows: &Rows<'_>, at: usize) -> Option<FieldMarks> {
    let row = rows.get(at).filter(|row| matches!(row.content, RowContent::Line(_)))?;
    let marks = row.mark_row()?;
    (!row.apart || !row.line.contains(char::is_uppercase)).then(|| marks.clone())
}

fn head_of(
    rows: &Rows<'_>,
    at: usize,
    (name, required): (&str, Option<bool>),
    row: TypeRow,
    typed: usize,
) -> FieldHead {
    let start = rows.rows[at].span;
    let line = rows.rows[at].line;
    // Only in a line that stands so in the file a part of it has a place of its own.
    let is_verbatim = line.len() == (start.end - start.start) as usize && line.starts_with(name);
    let name_span = match is_verbatim {
        true => Span::new(start.source, start.start as usize, start.start as usize + name.len()),
        false => start,
    };
    let mut marks = row.marks;
    marks.required = marks.required.or(required);
    FieldHead {
        name: Spanned::new(name.to_owned(), name_span),
        ty: Some(Spanned::new(row.ty, rows.rows[typed].span)),
        marks,
        span: start.to(rows.rows[typed].span),
        one_line: at == typed,
        next: typed + 1,
    }
}

/// A name, with its type in a row below.
fn read_below(rows: &Rows<'_>, at: usize, style: HeadStyle) -> Option<FieldHead> {
    let row = rows.get(at)?;
    let line = row.line;
    // The type of the field above.
    if style.types_last && row.type_row().is_some() {
        return None;
    }
    let (name, mut marks) = match bare_name(line) {
        Some((name, required)) => (name, FieldMarks { required, ..FieldMarks::default() }),
        None => {
            let (name, rest) = line.split_once(' ')?;
            (bare_name(name)?.0, read_marks(rest).filter(|_| !rest.trim().is_empty())?)
        }
    };
    let mut typed = at + 1;
    let below =
        |at: usize| rows.get(at).filter(|row| !row.apart && matches!(row.content, RowContent::Line(_)));
    while let Some(before) = below(typed).and_then(PageRow::mark_row).filter(|_| typed < at + 3) {
        marks.add(before.clone());
        typed += 1;
    }
    // Below the title of a section stands a field with its own name.
    let is_title = row.is_section_title();
    let row = below(typed)
        .filter(|row| !(is_title && (style.glued || style.one_line || row.line.contains('·'))))?;
    let ty = row.type_row().cloned().or_else(|| {
        // `Berth` is a type where a mark follows; without one it may be the next name.
        let ty = parse_type(row.line);
        let marked = below(typed + 1).and_then(PageRow::mark_row).is_some_and(|m| m.required.is_some());
        (matches!(ty, TypeExpr::Named(_)) && marked && typed == at + 1)
            .then(|| TypeRow { ty, marks: FieldMarks::default() })
    })?;
    let mut head = head_of(rows, at, (name, None), ty, typed);
    marks.add(std::mem::take(&mut head.marks));
    head.marks = marks;
    Some(head)
}

/// A name and a mark below it, whose type follows later or not at all.
fn read_marked(rows: &Rows<'_>, at: usize) -> Option<FieldHead> {
    // "boat_id required"
    if let Some((name, mark)) = rows.line(at).split_once(' ')
        && let Some(marks) = read_marks(mark).filter(|marks| marks.required == Some(true))
        && is_field_name(name)
        && leads_to_type(rows, at + 1)
    {
        let row = TypeRow { ty: TypeExpr::Any, marks };
        return Some(FieldHead { ty: None, ..head_of(rows, at, (name, None), row, at) });
    }
    let (name, required) = bare_name(rows.line(at)).filter(|(name, _)| is_field_name(name))?;
    let below = rows.get(at + 1).filter(|row| !row.apart && matches!(row.content, RowContent::Line(_)))?;
    let mut marks = below.mark_row().filter(|marks| marks.required.is_some())?.clone();
    if rows.rows[at].is_section_title() || below.line.contains(char::is_uppercase) {
        return None;
    }
    marks.required = marks.required.or(required);
    let row = TypeRow { ty: TypeExpr::Any, marks };
    Some(FieldHead { ty: None, ..head_of(rows, at, (name, None), row, at + 1) })
}

/// The rows of a description, at most.
const DESCRIBED: usize = 4;

/// Whether a type stands below the description that begins in a row.
pub(super) fn leads_to_type(rows: &Rows<'_>, at: usize) -> bool {
    let is_prose = |row: &PageRow<'_>| {
        let line = matches!(row.content, RowContent::Line(_));
        let marked = || row.line.split_once(' ').is_some_and(|(_, rest)| read_marks(rest).is_some());
        let other = || marked() || row.is_section_title() || row.type_row().is_some();
        line && row.line.contains(' ') && !other()
    };
    let prose = (at..rows.len()).take(DESCRIBED).take_while(|at| rows.get(*at).is_some_and(is_prose)).count();
    let below = rows.get(at + prose).filter(|row| matches!(row.content, RowContent::Line(_)));
    prose > 0 && below.is_some_and(|row| row.type_row().is_some())
}

/// A name with the description below it, and the type below that.
fn read_described(rows: &Rows<'_>, at: usize) -> Option<FieldHead> {
    let (name, required) = bare_name(rows.line(at)).filter(|(name, _)| is_field_name(name))?;
    let is_other = rows.rows[at].is_section_title() || rows.rows[at].type_row().is_some();
    if is_other || !leads_to_type(rows, at + 1) {
        return None;
    }
    let row = TypeRow { ty: TypeExpr::Any, marks: FieldMarks { required, ..FieldMarks::default() } };
    Some(FieldHead { ty: None, ..head_of(rows, at, (name, required), row, at) })
}

/// `boat_id string Required`
fn read_on_one_line(rows: &Rows<'_>, at: usize, style: HeadStyle) -> Option<FieldHead> {
    let row = rows.get(at)?;
    let (name, rest) = row.line.split_once([' ', '\u{a0}'])?;
    let (name, required) = bare_name(name).filter(|(name, _)| is_field_name(name))?;
    let ty = read_type_row(rest).filter(|_| !rest.trim_start().starts_with('·'))?;
    let is_word = name.chars().skip(1).all(|c| c.is_lowercase()) || name.chars().all(char::is_uppercase);
    let is_marked = ty.marks.required.is_some() || ty.marks.deprecated || required.is_some();
    let telling = rest.contains(['<', '[', '|', '·']);
    let sure = style.one_line || row.bullet.is_some() || is_marked || telling || !is_word;
    sure.then(|| head_of(rows, at, (name, required), ty, at))
}

/// A name with what some sites hang on it, and what that says.
fn bare_name(line: &str) -> Option<(&str, Option<bool>)> {
    let line = line.trim_matches('`');
    if (is_field_name(line) && !line.ends_with('*')) || is_entry(line) {
        return Some((line, None));
    }
    if leading_status(line).is_some() {
        return (line.len() > 3 && line.len() < 80).then_some((line, None));
    }
    let name = line.trim_end_matches(['*', '?', ' ']);
    let required = line[name.len()..].contains('*');
    (name.len() < line.len() && is_field_name(name)).then_some((name, Some(required)))
}

/// `labels.{key}`: any entry of a map.
fn is_entry(line: &str) -> bool {
    line.contains(".{") && line.ends_with('}') && is_field_name(&line.replace(".{", ".").replace('}', ""))
}

/// Whether a line is surely the head of a field whose parts run together.
pub(super) fn is_glued_head(line: &str) -> bool {
    let marked = line.contains("equired") || line.contains("ptional");
    marked && split_glued(line).is_some_and(|(_, row)| row.marks.required.is_some())
}

/// What the types begin with that sites run together with names.
const TYPE_STARTS: &[&str] = &[
    "str", "int", "num", "float", "double", "bool", "obj", "array", "list", "enum", "map", "file", "date",
    "uuid", "ur", "email", "any", "null", "bin", "text", "long", "json", "decimal", "big", "time",
];

/// `idstringRequired`: the name, and the type with its marks. The type is as long as it can be.
fn split_glued(line: &str) -> Option<(&str, TypeRow)> {
    if line.len() > 120 || line.is_empty() {
        return None;
    }
    // Most places in a line begin no type: those are not looked at closer.
    let begins_type = |at: &usize| {
        let rest = &line[*at..];
        TYPE_STARTS
            .iter()
            .any(|word| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    };
    let cuts = line.char_indices().skip(1).map(|(at, _)| at).filter(begins_type);
    cuts.filter(|&at| is_field_name(&line[..at]) && !line[at..].starts_with(' ')).find_map(|at| {
        let row = read_type_row(&line[at..]).filter(|_| begins_with_type(&line[at..]))?;
        Some((&line[..at], row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(bare_name("id"), Some(("id", None)));
        assert_eq!(bare_name("id*"), Some(("id", Some(true))));
        assert_eq!(bare_name("id?"), Some(("id", Some(false))));
        assert_eq!(bare_name("404 Not Found"), Some(("404 Not Found", None)));
        assert_eq!(bare_name("200"), None);
        assert_eq!(bare_name("Which boat"), None);
    }

    #[test]
    fn parts_that_run_together() {
        let split = |line: &str| split_glued(line).map(|(name, row)| (name.to_owned(), row.ty));
        assert_eq!(split("boat_idstringRequired"), Some(("boat_id".into(), TypeExpr::String)));
        assert_eq!(split("kindenum<string>optional"), Some(("kind".into(), parse_type("enum<string>"))));
        assert!(
            is_glued_head("idstringRequired") && !is_glued_head("substring") && !is_glued_head("Required")
        );
    }
}
