//! Where in a JSON text reading failed.
//!
//! Reading runs at full speed without tracking where it is. After a failure the text up to the
//! failure is read once more, as an untyped value with `serde_path_to_error`: where that breaks off
//! is the place. So no generated type is compiled against a second deserialiser.

use serde::Deserialize;
use serde_json::Value;

/// The byte offset of a line and column as serde_json counts them (from 1, in bytes; line 0: nowhere).
pub(crate) fn offset(text: &[u8], line: usize, column: usize) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].iter().position(|&byte| byte == b'\n')? + 1;
    }
    (line > 0).then(|| (start + column).min(text.len()))
}

/// The path of the value that `offset` is in or just behind: `Records[3].Id`; empty for the root.
pub(crate) fn path(text: &[u8], offset: usize) -> String {
    let mut deserializer = serde_json::Deserializer::from_slice(&text[..cut(text, offset)]);
    let mut track = serde_path_to_error::Track::new();
    let reader = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    if Value::deserialize(reader).is_ok() {
        return String::new();
    }
    let path = track.path().to_string();
    // The root, and a key that could not be named.
    path.trim_end_matches('?').trim_matches('.').to_owned()
}

/// Where to cut the text so that it breaks off inside the value in question.
fn cut(text: &[u8], offset: usize) -> usize {
    match text[..offset].last() {
        // Behind a number: cut before it, since a number cut short is still a number.
        Some(b'0'..=b'9') => {
            let number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
            text[..offset].iter().rposition(|byte| !number(byte)).map_or(0, |at| at + 1)
        }
        // Before an object or array of the wrong kind.
        Some(b':' | b',' | b'[' | b' ' | b'\n' | b'\r' | b'\t') | None => offset,
        // Behind a string, literal, object or array: cut its last byte off.
        Some(_) => offset - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeOwned;
    use std::collections::HashMap;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Page {
        #[serde(rename = "Records")]
        records: Vec<Record>,
        #[serde(default)]
        extra: HashMap<String, u8>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Record {
        id: u8,
        name: Option<String>,
    }

    fn fails_at<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        let error = serde_json::from_str::<T>(text).unwrap_err();
        path(text.as_bytes(), offset(text.as_bytes(), error.line(), error.column()).unwrap())
    }

    #[test]
    fn the_place_is_the_one_that_path_to_error_names() {
        for (text, expected) in [
            (r#"{"Records":[{"id":1},{"id":"x"}]}"#, "Records[1].id"),
            (r#"{"Records":[{"id":1},{"id":300}]}"#, "Records[1].id"),
            (r#"{"Records":[{"id":-1 },{"id":3}]}"#, "Records[0].id"),
            (r#"{"Records":[{"id":1},{"id":1.5}]}"#, "Records[1].id"),
            (r#"{"Records":[{"id":null}]}"#, "Records[0].id"),
            (r#"{"Records":[{"id":true}]}"#, "Records[0].id"),
            (r#"{"Records":[{"id":{"a":1}}]}"#, "Records[0].id"),
            (r#"{"Records":[{"id": [1]}]}"#, "Records[0].id"),
            (r#"{"Records":[{"id":1,"name":5}]}"#, "Records[0].name"),
            (r#"{"Records":[{"id":1,"name":"a"},{"name":"a"}]}"#, "Records[1]"),
            (r#"{"Records":[{"name":"a","x":1}]}"#, "Records[0]"),
            (r#"{"Records":5}"#, "Records"),
            (r#"{"Records":"a"}"#, "Records"),
            (r#"{"Records":{}}"#, "Records"),
            (r#"{"Records":[],"extra":{"a":1,"b":"x"}}"#, "extra.b"),
            ("{\n \"Records\": [\n  {\"id\": \"é\"}\n ]\n}", "Records[0].id"),
            (r#"{}"#, ""),
            (r#"[]"#, ""),
            (r#"5"#, ""),
            (r#"{"Records":[{"id":1},{"id":"#, "Records[1].id"),
        ] {
            assert_eq!(fails_at::<Page>(text), expected, "{text}");
        }
    }
}
