//! What stands beside the type of a field: whether it is required, its default, where it goes.
//!
//! ```ebnf
//! marks   = { mark , { separator } } ;                  (* "headerrequired": nothing need stand between them *)
//! mark    = "required" | "optional" | "deprecated" | "read-only" | "write-only" | "nullable"
//!         | "header" | "query" | "path" | "cookie" | bounds
//!         | ( "default" , [ "value" ] , ( ":" | "=" ) | "defaults to" ) , value ;
//! value   = '"' , text , '"' | "`" , text , "`" | text ;   (* up to the marks that end the line *)
//! bounds  = see `limit_labels` ;
//! separator = " " | "," | "·" | "(" | ")" | ";" ;
//! ```

use super::limit_labels::read_note;
use crate::dialect::claims::{LimitClaim, ParameterLocation};

/// The marks of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FieldMarks {
    pub required: Option<bool>,
    pub deprecated: bool,
    pub nullable: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub location: Option<ParameterLocation>,
    pub default: Option<String>,
    pub limits: Vec<LimitClaim>,
}

#[derive(Clone, Copy)]
enum MarkWord {
    Required,
    Optional,
    Deprecated,
    ReadOnly,
    WriteOnly,
    Nullable,
    At(ParameterLocation),
}

const WORDS: &[(&str, MarkWord)] = &[
    ("required", MarkWord::Required),
    ("optional", MarkWord::Optional),
    ("deprecated", MarkWord::Deprecated),
    ("read-only", MarkWord::ReadOnly),
    ("read only", MarkWord::ReadOnly),
    ("readonly", MarkWord::ReadOnly),
    ("write-only", MarkWord::WriteOnly),
    ("write only", MarkWord::WriteOnly),
    ("writeonly", MarkWord::WriteOnly),
    ("nullable", MarkWord::Nullable),
    ("header", MarkWord::At(ParameterLocation::Header)),
    ("query", MarkWord::At(ParameterLocation::Query)),
    ("path", MarkWord::At(ParameterLocation::Path)),
    ("cookie", MarkWord::At(ParameterLocation::Cookie)),
];

const DEFAULTS: &[&str] =
    &["default:", "default value:", "default=", "default :", "defaults to ", "defaults to:"];

impl FieldMarks {
    /// Adds those of another line.
    pub fn add(&mut self, other: FieldMarks) {
        self.required = self.required.or(other.required);
        self.deprecated |= other.deprecated;
        self.nullable |= other.nullable;
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.location = self.location.or(other.location);
        self.default = self.default.take().or(other.default);
        self.limits.extend(other.limits);
    }

    fn set(&mut self, word: MarkWord) {
        match word {
            MarkWord::Required => self.required = Some(true),
            MarkWord::Optional => self.required = Some(false),
            MarkWord::Deprecated => self.deprecated = true,
            MarkWord::ReadOnly => self.read_only = true,
            MarkWord::WriteOnly => self.write_only = true,
            MarkWord::Nullable => self.nullable = true,
            MarkWord::At(location) => self.location = Some(location),
        }
    }
}

/// Whether a mark may begin with that character: most of a line begins none, and is not looked at closer.
pub(super) fn may_begin_mark(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '<' | '>' | '[' | '=' | '≤' | '≥')
        || matches!(c.to_ascii_lowercase(), 'c' | 'd' | 'h' | 'n' | 'o' | 'p' | 'q' | 'r' | 'w')
}

/// The marks that a text consists of; `None` where it holds anything else.
pub(super) fn read_marks(text: &str) -> Option<FieldMarks> {
    let mut marks = FieldMarks::default();
    let mut rest = trim(text);
    while !rest.is_empty() {
        rest = trim(match starts_with_word(rest) {
            Some((word, behind)) => {
                marks.set(word);
                behind
            }
            None => match read_default(rest) {
                Some((value, behind)) => {
                    marks.default.get_or_insert(value);
                    behind
                }
                None => {
                    let (limits, behind) = read_note(rest)?;
                    marks.limits.extend(limits);
                    behind
                }
            },
        });
    }
    Some(marks)
}

/// The marks of a line of their own. A word for a place is one in lower case only: "Header" may be the description.
pub(super) fn read_mark_row(line: &str) -> Option<FieldMarks> {
    let marks = read_marks(line).filter(|marks| *marks != FieldMarks::default())?;
    (marks.location.is_none() || !line.contains(|c: char| c.is_ascii_uppercase())).then_some(marks)
}

/// The default in a line of its own below the description: "Default: 20". A sentence is one.
pub(super) fn read_default_row(line: &str) -> Option<FieldMarks> {
    let marks = read_marks(line)?;
    let value = marks.default.as_deref()?;
    let is_value = !value.contains(char::is_whitespace) && !value.ends_with('.');
    (is_value || line.ends_with(['"', '`'])).then_some(marks)
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', ',', '·', '(', ')', ';', '\u{a0}'])
}

fn starts_with_word(text: &str) -> Option<(MarkWord, &str)> {
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    WORDS.iter().find(|(word, _)| begins(word)).map(|(word, what)| (*what, &text[word.len()..]))
}

/// The default that a text begins with, and the marks behind it.
fn read_default(text: &str) -> Option<(String, &str)> {
    let begins = |lead: &&&str| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead));
    let rest = text[DEFAULTS.iter().find(begins)?.len()..].trim_start();
    if let Some(mark) = rest.chars().next().filter(|c| matches!(c, '"' | '`' | '\''))
        && let Some(length) = rest[1..].find(mark)
    {
        return Some((rest[1..1 + length].to_owned(), &rest[length + 2..]));
    }
    let mut end = rest.trim_end().len();
    while let Some(start) = ends_with_word(&rest[..end]).filter(|start| *start > 0) {
        end = rest[..start].trim_end_matches([' ', ',', '·']).len();
    }
    (end > 0).then(|| (rest[..end].to_owned(), &rest[end..]))
}

/// Where the mark begins that a text ends with. Words for places are values there.
fn ends_with_word(text: &str) -> Option<usize> {
    WORDS.iter().filter(|(_, word)| !matches!(word, MarkWord::At(_))).find_map(|(word, _)| {
        let start = text.len().checked_sub(word.len())?;
        text.get(start..).filter(|end| end.eq_ignore_ascii_case(word)).map(|_| start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_run_together() {
        let read = |text: &str| read_marks(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(read("headerrequired").location, Some(ParameterLocation::Header));
        assert_eq!(read("headerrequired").required, Some(true));
        let both = read("default: 5required");
        assert_eq!((both.default.as_deref(), both.required), (Some("5"), Some(true)));
        assert_eq!(read("default:\"a b\" required").default.as_deref(), Some("a b"));
        assert_eq!(read("default:none").default.as_deref(), Some("none"));
        assert_eq!(read("default:optional").default.as_deref(), Some("optional"));
        assert!(read("Required, deprecated").deprecated && read("read-only").read_only);
        assert_eq!(read("").required, None);
        for text in ["required if open", "The default: 5", "headers", "Which boat"] {
            assert_eq!(read_marks(text), None, "{text}");
        }
        let begins = |text: &&str| text.starts_with(may_begin_mark);
        assert!(WORDS.iter().map(|(word, _)| word).chain(DEFAULTS).all(begins));
        assert_eq!(read_mark_row("Header"), None);
        assert!(read_mark_row("header").is_some());
    }
}
