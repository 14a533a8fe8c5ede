//! YAML in a code block, with the place of each value, as the tree that JSON is read into. The place of an
//! object or array is where it begins.

use super::{Json, JsonValue, LineMap};
use crate::source::{SourceId, Span, Spanned};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned as Placed};
use std::fmt;

/// Reads `code` (dedented, as in a [`Fence`](super::Fence)) as one YAML document. Where it is none, gives the
/// place and the parser's words for it. `map` gives the places in the file.
pub fn parse_yaml(code: &str, map: &LineMap, source: SourceId) -> Result<Json, Spanned<String>> {
    // YAML 1.2: `yes`, `010` and `1_000` are text.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    let places = Places { code, map, source };
    match serde_saphyr::from_str_with_options(code, options) {
        Ok(read) => Ok(places.place(read)),
        Err(error) => {
            let words = error.without_snippet().to_string();
            // The span says where.
            let words = words.split(" at line ").next().unwrap_or_default().to_owned();
            let whole = Span::new(source, map.resolve(0), map.resolve(code.trim_end().len()));
            Err(Spanned::new(words, error.location().map_or(whole, |at| places.span(&at))))
        }
    }
}

/// A value as the parser gives it.
enum Value {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Placed<Value>>),
    Object(Vec<(Placed<String>, Placed<Value>)>),
}

/// What it takes to know where something stands in the file.
struct Places<'a> {
    code: &'a str,
    map: &'a LineMap,
    source: SourceId,
}

impl Places<'_> {
    fn place(&self, read: Placed<Value>) -> Json {
        let value = match read.value {
            Value::Null => JsonValue::Null,
            Value::Bool(value) => JsonValue::Bool(value),
            Value::Number(text) => JsonValue::Number(text),
            Value::String(text) => JsonValue::String(text),
            Value::Array(items) => JsonValue::Array(items.into_iter().map(|item| self.place(item)).collect()),
            Value::Object(members) => {
                let member = |(name, value): (Placed<String>, Placed<Value>)| {
                    (Spanned::new(name.value, self.span(&name.defined)), self.place(value))
                };
                JsonValue::Object(members.into_iter().map(member).collect())
            }
        };
        Json { value, span: self.span(&read.defined) }
    }

    /// The place of a value, without the white space at its end.
    fn span(&self, at: &Location) -> Span {
        let start = at.span().byte_offset().map_or_else(|| self.offset(at), |offset| offset as usize);
        let length = at.span().byte_len().map_or(0, |length| length as usize);
        let text = self.code.get(start..start + length).unwrap_or_default();
        let place = |offset: usize| self.map.resolve(offset.min(self.code.len()));
        Span::new(self.source, place(start), place(start + text.trim_end().len()))
    }

    /// The offset of a line and a column, which is all that the parser gives with an error.
    fn offset(&self, at: &Location) -> usize {
        let mut lines = self.code.split_inclusive('\n');
        let above: usize = lines.by_ref().take(at.line().saturating_sub(1) as usize).map(str::len).sum();
        let line = lines.next().unwrap_or_default();
        let column = at.column().saturating_sub(1) as usize;
        above + line.chars().take(column).map(char::len_utf8).sum::<usize>()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(match serde_json::Number::from_f64(value) {
            Some(number) => Value::Number(number.to_string()),
            None => Value::String(value.to_string()),
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(item) = items.next_element()? {
            read.push(item);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut read = Vec::new();
        while let Some(member) = members.next_entry()? {
            read.push(member);
        }
        Ok(Value::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Result<Json, Spanned<String>> {
        let mut map = LineMap::default();
        map.push(0, 100);
        parse_yaml(code, &map, SourceId(0))
    }

    #[test]
    fn values_have_their_places() {
        let code =
            "é: [1, 2.5]\nnames:\n  '200':\n    text: >-\n      two\n      lines\n  201: null\n  on: true\n";
        let json = read(code).unwrap();
        assert_eq!(
            json.to_value(),
            serde_json::json!({
                "é": [1, 2.5],
                "names": { "200": { "text": "two lines" }, "201": null, "on": true }
            })
        );
        let at = |json: &Json| &code[json.span.start as usize - 100..json.span.end as usize - 100];
        let names = json.get("names").unwrap();
        assert_eq!(at(json.get("é").unwrap()), "[", "of a collection, where it begins");
        assert_eq!(at(names.get("on").unwrap()), "true");
        assert_eq!(at(names.get("200").unwrap().get("text").unwrap()), "two\n      lines");
        let JsonValue::Object(members) = &names.value else { panic!("{names:?}") };
        let keys: Vec<&str> = members
            .iter()
            .map(|(k, _)| &code[k.span.start as usize - 100..k.span.end as usize - 100])
            .collect();
        assert_eq!(keys, ["'200'", "201", "on"]);
    }

    #[test]
    fn anchors_and_what_is_not_yaml() {
        let json = read("a: &x { b: 1 }\nc: *x\nd: [y, no, 010, 1_000]\n").unwrap();
        assert_eq!(
            json.to_value(),
            serde_json::json!({ "a": { "b": 1 }, "c": { "b": 1 }, "d": ["y", "no", "010", "1_000"] })
        );
        let error = read("a: 1\nb: [1,\n  2\n").unwrap_err();
        assert_eq!((error.value.as_str(), error.span.start), ("unclosed bracket '['", 108));
        assert!(read("a: 1\na: 2\n").is_err());
    }
}
