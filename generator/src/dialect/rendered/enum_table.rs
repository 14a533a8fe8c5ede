//! Tables of enum values whose cells ran together.
//!
//! ```ebnf
//! table = "ValueName" , line end , { number , name , line end } ;
//! ```

use super::rows::{RowContent, Rows};
use crate::dialect::claims::{EnumTableClaim, EnumValueClaim, ValueForm};
use crate::document::Text;
use crate::source::{Span, Spanned};

/// The table whose head is in a row, and the row behind it.
pub(super) fn read_enum_table(rows: &Rows<'_>, at: usize) -> (EnumTableClaim, usize) {
    let lines = rows.rows[at + 1..].iter().map_while(|row| match row.content {
        RowContent::Line(text) => read_row(text),
        _ => None,
    });
    let values: Vec<_> = lines.collect();
    let next = at + 1 + values.len();
    (EnumTableClaim { name: None, field: None, values }, next)
}

/// `12GoCardless`: value and name run together.
fn read_row(text: &Text) -> Option<EnumValueClaim> {
    let line = text.plain.as_str();
    let digits = line.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(line.len());
    let (value, name) = line.split_at(digits);
    value.parse::<i64>().ok()?;
    let name = name.trim();
    if name.is_empty() || name.ends_with('.') {
        return None;
    }
    let start = text.span.start as usize;
    Some(EnumValueClaim {
        form: ValueForm::Word,
        value: Spanned::new(value.to_owned(), Span::new(text.span.source, start, start + digits)),
        name: Some(name.to_owned()),
        description: String::new(),
    })
}
