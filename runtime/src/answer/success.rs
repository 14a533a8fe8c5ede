//! Responses with a successful status whose body says that the call failed.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A value to hold a field of JSON against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// `true` or `false`; as text and as 1 or 0, too.
    Bool(bool),
    /// A whole number; as text, too.
    Integer(i64),
    /// A text, in any case.
    Text(&'static str),
}

/// The field that says whether a call succeeded, and what it then holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SuccessField {
    pub(crate) path: &'static [&'static str],
    pub(crate) equals: &'static [Plain],
}

impl SuccessField {
    /// What the field holds where that says that the call failed. A body without the field, or with
    /// `null` in it, says nothing.
    pub(crate) fn failure_in(&self, body: &[u8]) -> Option<Value> {
        let mut json = serde_json::Deserializer::from_slice(super::decode::json_text(body));
        let found = Find(self.path).deserialize(&mut json).ok()??;
        let says = matches!(found, Value::Bool(_) | Value::Number(_) | Value::String(_));
        (says && !self.equals.iter().any(|plain| plain.is(&found))).then_some(found)
    }
}

impl Plain {
    fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Plain::Bool(expected), Value::Bool(value)) => expected == *value,
            (Plain::Bool(expected), Value::Number(value)) => {
                value.as_f64() == Some(f64::from(u8::from(expected)))
            }
            (Plain::Bool(expected), Value::String(value)) => {
                value.trim().eq_ignore_ascii_case(if expected { "true" } else { "false" })
            }
            (Plain::Integer(expected), Value::Number(value)) => match value.as_i64() {
                Some(value) => value == expected,
                None => value.as_f64() == Some(expected as f64),
            },
            (Plain::Integer(expected), Value::String(value)) => value.trim().parse() == Ok(expected),
            (Plain::Text(expected), Value::String(value)) => value.trim().eq_ignore_ascii_case(expected),
            (Plain::Text(expected), value) => {
                let text = value.to_string();
                text == expected
            }
            _ => false,
        }
    }
}

/// Reads the value at a path, and over everything else.
struct Find<'p>(&'p [&'p str]);

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Some((first, rest)) = self.0.split_first() else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(None);
        };
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == *first {
                found = map.next_value_seed(Find(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.leaf(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(self.leaf(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(self.leaf(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(self.leaf(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(self.leaf(value))
    }
}

impl Find<'_> {
    fn leaf(&self, value: impl Into<Value>) -> Option<Value> {
        self.0.is_empty().then(|| value.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_a_call_failed() {
        let fails =
            |path, equals, body: &str| SuccessField { path, equals }.failure_in(body.as_bytes()).is_some();
        let flag: (&[&str], &[Plain]) = (&["ok"], &[Plain::Bool(true)]);
        for (body, failed) in [
            (r#"{"ok":true}"#, false),
            (r#"{"a":[{"ok":false}],"ok":true}"#, false),
            (r#"{"ok":false}"#, true),
            (r#"{"ok":"False"}"#, true),
            (r#"{"ok":"true"}"#, false),
            (r#"{"ok":1}"#, false),
            (r#"{"ok":0}"#, true),
            (r#"{"ok":null}"#, false),
            (r#"{"ok":{}}"#, false),
            ("{}", false),
            ("", false),
            ("<html>", false),
            (r#"[{"ok":false}]"#, false),
            ("\u{FEFF}{\"ok\":false}", true),
        ] {
            assert_eq!(fails(flag.0, flag.1, body), failed, "{body}");
        }
        let codes: &[Plain] = &[Plain::Integer(200), Plain::Integer(201)];
        for (body, failed) in [
            (r#"{"Status":200}"#, false),
            (r#"{"Status":"201"}"#, false),
            (r#"{"Status":200.0}"#, false),
            (r#"{"Status":500,"Message":"no"}"#, true),
        ] {
            assert_eq!(fails(&["Status"], codes, body), failed, "{body}");
        }
        let words: &[Plain] = &[Plain::Text("ok")];
        for (body, failed) in [
            (r#"{"meta":{"status":"OK"},"status":"error"}"#, false),
            (r#"{"meta":{"status":"error"}}"#, true),
            (r#"{"meta":"error"}"#, false),
            (r#"{"meta":[]}"#, false),
        ] {
            assert_eq!(fails(&["meta", "status"], words, body), failed, "{body}");
        }
    }
}
