//! JSON as documentation writes it: comments, trailing commas, `...`, several documents in one
//! fence. Every value keeps its place in the file.

mod reader;
mod scalar;

use super::LineMap;
use crate::source::{SourceId, Span, Spanned};

/// A JSON value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// The value.
    pub value: JsonValue,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string, escapes resolved.
    String(String),
    /// `[…]`
    Array(Vec<Json>),
    /// `{…}` in the order written; a name that occurs twice is there twice.
    Object(Vec<(Spanned<String>, Json)>),
}

/// What was found in a text that should be JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonReading {
    /// The documents that were understood, in order; more than one where a text holds several.
    pub documents: Vec<Json>,
    /// What strict JSON (RFC 8259) does not allow, and where.
    pub problems: Vec<Spanned<JsonProblem>>,
}

/// What is wrong with a text that should be JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonProblem {
    /// `// …` or `/* … */`
    Comment,
    /// A comma before `}` or `]`.
    TrailingComma,
    /// `...` in the place of values or members.
    Ellipsis,
    /// More than one document.
    SeveralDocuments,
    /// The text ends before the value does.
    EndsEarly,
    /// Nothing but white space.
    Empty,
    /// What the literals of JavaScript may have, such as names without quotes.
    Literal(&'static str),
    /// Anything else, in the parser's words.
    Syntax(String),
}

/// Reads `code` (dedented, as in a [`Fence`](super::Fence)) as JSON, forgiving what documentation
/// does to it. `map` gives the places in the file.
///
/// Nothing that was read is given up: of a text that ends early the documents hold the members up
/// to there, `...` in the place of a value is `null`, and a value that is no JSON (`"id": <string>`)
/// is its source text as a string; a bare type (`"id": string`) is `"<string>"`. Each comes with a
/// problem.
pub fn parse_json(code: &str, map: &LineMap, source: SourceId) -> JsonReading {
    reader::read(code, map, source)
}

impl Json {
    /// The value of the first member of that name, where this is an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match &self.value {
            JsonValue::Object(members) => members.iter().find(|(key, _)| key.value == name).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The value without places. A name that occurs twice has its last value; a number that
    /// `serde_json` cannot hold is a string.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.value {
            JsonValue::Null => Value::Null,
            JsonValue::Bool(value) => Value::Bool(*value),
            JsonValue::Number(text) => {
                text.parse().map_or_else(|_| Value::String(text.clone()), Value::Number)
            }
            JsonValue::String(text) => Value::String(text.clone()),
            JsonValue::Array(values) => values.iter().map(Json::to_value).collect(),
            JsonValue::Object(members) => {
                members.iter().map(|(key, value)| (key.value.clone(), value.to_value())).collect()
            }
        }
    }
}
