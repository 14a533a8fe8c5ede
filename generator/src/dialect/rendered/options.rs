//! The values of a field as a site lists them.
//!
//! ```ebnf
//! options = label , ":" , ( values | words ) | label , ":" , line end , values | "enum" , line end , values ;
//! words   = value , " " , value , { " " , value } ;                (* on the line of the label, without commas *)
//! label   = ( "Available" | "Allowed" | "Possible" | … ) , ( "options" | "values" ) | "Enum" | "Options" | … ;
//! values  = value , { "," , [ line end ] , value } , [ line end , value ]   (* a comma at the end of a line: more follow *)
//!         | value , { line end , value } ;                       (* to a blank line or the next field *)
//! ```

use super::heading::read_section_title;
use super::labels::{is_child_label, is_site_label};
use super::limit_labels::read_limit_row;
use super::rows::{RowContent, Rows};
use crate::dialect::claims::{EnumValueClaim, ValueForm};
use crate::source::{Span, Spanned};

/// Labels that say that values follow, without a colon too where they stand alone in a line.
const LABELS: &[&str] = &[
    "available options",
    "allowed values",
    "possible values",
    "valid values",
    "accepted values",
    "enum values",
    "allowed options",
    "possible options",
    "valid options",
    "supported values",
    "permitted values",
    "available values",
    "enum value",
];

/// Labels that say so with a colon only.
const SHORT: &[&str] = &["enum", "options", "values", "allowed", "any of", "one of"];

/// What stands behind the label of a list of values.
pub(super) fn options_label(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    let found = LABELS.iter().chain(SHORT).find(|label| lower.starts_with(**label))?;
    let rest = &line[found.len()..];
    match rest.trim_start().strip_prefix(':') {
        Some(rest) => Some(rest.trim()),
        None => (rest.is_empty() && LABELS.contains(found)).then_some(rest),
    }
}

/// The values below a label in a row, and the row behind them.
pub(super) fn read_options(rows: &Rows<'_>, at: usize) -> Option<(Vec<EnumValueClaim>, usize)> {
    let bare = rows.line(at) == "enum";
    let rest = options_label(rows.line(at)).or(bare.then_some(""))?;
    let mut found = Vec::new();
    let mut next = at + 1;
    let mut open = rest.is_empty() || rest.ends_with(',');
    let mut commas = rest.contains(',');
    match rest.contains([',', '"', '`']) {
        true => push_values(rest, rows.rows[at].span, &mut found),
        false => rest
            .trim_matches(['[', ']'])
            .split(' ')
            .for_each(|word| push_values(word, rows.rows[at].span, &mut found)),
    }
    // What is only perhaps a list is not read to the end of the page.
    let last = at + if bare { 32 } else { 2_000 };
    while open && next < last {
        let Some(row) = rows.get(next).filter(|row| matches!(row.content, RowContent::Line(_))) else {
            break;
        };
        let line = row.line;
        let ends = !commas && !found.is_empty() && row.apart || (!commas && ends_values(rows, next));
        if ends {
            break;
        }
        push_values(line, row.span, &mut found);
        commas |= line.ends_with(',');
        // Without commas each line is a value.
        open = if commas { line.ends_with(',') } else { !line.contains(", ") };
        next += 1;
    }
    // Some sites print "enum" as a mark, and prose below.
    let sure = !bare || (found.len() > 1 && found.iter().all(|claim| !claim.value.value.contains(' ')));
    (!found.is_empty() && sure).then_some((found, next))
}

fn ends_values(rows: &Rows<'_>, at: usize) -> bool {
    let line = rows.line(at);
    rows.is_head(at)
        || read_section_title(line).is_some()
        || read_limit_row(line).is_some()
        || is_child_label(line)
        || is_site_label(line)
        || super::field::example_label(line).is_some()
        || line.ends_with('.')
        || line.split_whitespace().count() > 4
}

/// The values of a line: with commas or with quotes between them.
fn push_values(line: &str, span: Span, found: &mut Vec<EnumValueClaim>) {
    let line = line.trim().trim_start_matches('[').trim_end_matches(']').trim();
    let quoted =
        ['"', '`'].into_iter().find(|mark| line.starts_with(*mark) && line.matches(*mark).count() > 2);
    let parts: Vec<&str> = match quoted {
        Some(mark) => line.split(mark).skip(1).step_by(2).collect(),
        None => line.split(',').collect(),
    };
    for part in parts {
        let is_text = part.trim().starts_with('"');
        let value = part.trim().trim_matches(['"', '`', '\'']);
        let known = found.iter().any(|claim: &EnumValueClaim| claim.value.value == value);
        if value.is_empty() || value == "null" || known {
            continue;
        }
        found.push(EnumValueClaim {
            form: if is_text || quoted == Some('"') { ValueForm::Text } else { ValueForm::Word },
            value: Spanned::new(value.to_owned(), span),
            name: None,
            description: String::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        assert_eq!(options_label("Available options: sail, motor"), Some("sail, motor"));
        assert_eq!(options_label("Available options:"), Some(""));
        assert_eq!(options_label("Allowed values"), Some(""));
        assert_eq!(options_label("Enum: \"sail\""), Some("\"sail\""));
        for line in ["Options", "Values of the boat", "Possible values are listed elsewhere", "Enumerated"] {
            assert_eq!(options_label(line), None, "{line}");
        }
    }

    #[test]
    fn values() {
        let span = Span::new(crate::source::SourceId(0), 0, 0);
        for line in
            ["sail, motor", "\"sail\" \"motor\"", "[sail, motor]", "`sail`, `motor`,", "sail, null, motor"]
        {
            let mut found = Vec::new();
            push_values(line, span, &mut found);
            let values: Vec<&str> = found.iter().map(|claim| claim.value.value.as_str()).collect();
            assert_eq!(values, ["sail", "motor"], "{line}");
        }
    }
}
