//! The values of a field as its description lists them.
//!
//! ```text
//! listing  = lead, value, { separator, value } ;                      (* in one sentence *)
//!          | lead, newline, { "- ", value, [ remark ], newline }    (* an item each *)
//!          | trigger, "`[", word, { ",", word }, "]`"                 (* one code *)
//!          | trigger, word, { separator, word } ;                     (* without marks *)
//! lead     = text with a trigger | text that ends in ":" or "either" or "can be" … | nothing ;
//! trigger  = "one of" | "valid values" | "allowed values" | … ;       (* see lead.rs *)
//! value    = "`", text, "`" | '"', text, '"' ;
//! ```
//!
//! What a text fixes to one value is in `fixed`. Two values at least, or one where the type is an enum. Examples ("e.g. `a`, `b`") and names of fields ("contains `a` and `b`",
//! "one of `a` or `b` is required") are no listing. Words in brackets, such as "(open or closed)",
//! are only a hint: something else must confirm it.

mod fixed;
mod items;
mod lead;
mod sentence;
#[cfg(test)]
mod tests;
mod words;

use super::claims::{EnumValueClaim, TypeExpr, ValueForm};
use crate::document::Text;
use crate::source::Spanned;
use aho_corasick::AhoCorasick;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a description lists.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The values; empty where it lists none.
    pub values: Vec<EnumValueClaim>,
    /// Words in brackets that may be values.
    pub hinted: Vec<EnumValueClaim>,
}

impl Listing {
    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.hinted.is_empty()
    }
}

/// What else is said of a field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'t> {
    /// Whether it is required.
    pub required: bool,
    /// Its default.
    pub default: Option<&'t str>,
}

/// A value with what is said of it.
type Value = (String, String);

/// What the type of a field allows its values to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    /// Nothing is known of the type: only a text that says what it lists is believed.
    Open,
}

/// Whether a description says that the values of an enum are `true` and `false`, or one of them.
pub(super) fn lists_truth(text: &Text) -> bool {
    sentence::lists_truth(&plain_marks(&text.markdown))
}

/// The values that a description lists, for a field of a type.
pub(super) fn read_listing(text: &Text, ty: Option<&TypeExpr>, said: Said<'_>) -> Listing {
    let Some(kind) = kind_of(ty) else { return Listing::default() };
    let markdown = plain_marks(&text.markdown);
    let fits = |values: &Vec<Value>| {
        values.len() > 1
            && (kind != Kind::Integer || values.iter().all(|(value, _)| value.parse::<i64>().is_ok()))
    };
    let found = [items::read_items(&markdown, kind), sentence::read_runs(&markdown, kind)]
        .into_iter()
        .chain([sentence::read_bracketed(&markdown), words::read_words(&markdown)])
        .find(fits);
    let fixed =
        || fixed::read_fixed(&markdown, kind, said.required, said.default).filter(|_| kind != Kind::Open);
    // The type says that there are values; there may be one.
    let is_default = |values: &Vec<Value>| values.len() == 1 && said.default == Some(values[0].0.as_str());
    let of_enum = || match ty {
        Some(TypeExpr::String) if said.default.is_some() => {
            Some(sentence::read_only(&markdown)).filter(is_default)
        }
        Some(TypeExpr::Enum(_)) => Some(sentence::read_only(&markdown))
            .filter(|values| values.len() == 1)
            .or_else(|| Some(words::read_end(&text.plain)).filter(fits)),
        _ => None,
    };
    let found = found.or_else(|| fixed().map(|value| vec![(value, String::new())])).or_else(of_enum);
    let claim = |(value, description): Value| EnumValueClaim {
        form: ValueForm::Word,
        value: Spanned::new(value, text.span),
        name: None,
        description,
    };
    let hinted = match &found {
        None if kind == Kind::Text => words::read_brackets(&text.plain),
        _ => Vec::new(),
    };
    Listing {
        values: found.into_iter().flatten().map(claim).collect(),
        hinted: hinted.into_iter().map(claim).collect(),
    }
}

fn kind_of(ty: Option<&TypeExpr>) -> Option<Kind> {
    Some(match ty {
        None | Some(TypeExpr::Any | TypeExpr::Unknown(_) | TypeExpr::Named(_)) => Kind::Open,
        Some(TypeExpr::String | TypeExpr::Enum(None)) => Kind::Text,
        Some(TypeExpr::Integer | TypeExpr::Unsigned64 | TypeExpr::Number) => Kind::Integer,
        Some(TypeExpr::Enum(Some(item)) | TypeExpr::Array(Some(item))) => return kind_of(Some(item)),
        Some(TypeExpr::Array(None)) => Kind::Open,
        Some(TypeExpr::Union(variants)) => {
            let own = |v: &&TypeExpr| !matches!(v, TypeExpr::Null | TypeExpr::Undefined);
            let mut kinds = variants.iter().filter(own).map(|v| kind_of(Some(v)));
            let first = kinds.next()??;
            return kinds.all(|kind| kind == Some(first)).then_some(first);
        }
        _ => return None,
    })
}

/// Markdown with one spelling of code and quotes, and without emphasis.
fn plain_marks(markdown: &str) -> Cow<'_, str> {
    // The bytes that one of them begins with.
    let begins = |byte: u8| matches!(byte, b'<' | b'*' | b'\\' | 0xE2);
    if !markdown.bytes().any(begins) {
        return markdown.into();
    }
    static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::new(["<code>", "</code>", "**", "“", "”", "<br/>", "<br />", "\\|"]).ok()
    });
    match MARKS.as_ref() {
        Some(marks) if marks.is_match(markdown) => {
            marks.replace_all(markdown, &["`", "`", "", "\"", "\"", "\n", "\n", "|"]).into()
        }
        _ => markdown.into(),
    }
}

/// Whether a marked text can be a value, and not a path, a pattern, a call or a literal.
fn is_value(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && !text.contains(['{', '}', '\n', '<', '>', '=', '(', '[', '*', '$'])
        && !text.contains("://")
        && !text.starts_with(['/', '-', '.', '@', '#', '?'])
        && !text.ends_with([':', '.'])
        // A telephone number, an address: somebody's own, and no choice.
        && !(text.len() > 7 && text.bytes().all(|b| b.is_ascii_digit()))
        && text.parse::<std::net::IpAddr>().is_err()
        && !matches!(text, "null" | "true" | "false" | "undefined" | "nil" | "None")
}
