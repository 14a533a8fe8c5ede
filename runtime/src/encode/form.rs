//! Every typed body is first written as JSON text, by the one generic step of sending; forms are then
//! made from that text. So a type is compiled against one serialiser whatever its encoding.

use crate::value::secret::noting_secrets;
use serde::Serialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// The only generic step of sending. Gives the secrets of the value too.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> (Result<Vec<u8>, String>, Vec<String>) {
    let (json, secrets) = noting_secrets(|| serde_json::to_vec(value));
    (json.map_err(|error| format!("the body cannot be written: {error}")), secrets)
}

/// What a form holds of a struct or map: null sends nothing, a list its name once per item, an object
/// `name[key]`.
pub(crate) fn form_pairs(json: &[u8]) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for (name, value) in object_fields(json)? {
        flatten(name, &value, &mut pairs);
    }
    Ok(pairs)
}

/// The fields of a JSON object, in its own order.
fn object_fields(json: &[u8]) -> Result<Vec<(String, Value)>, String> {
    struct Fields;
    impl<'de> Visitor<'de> for Fields {
        type Value = Vec<(String, Value)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a struct or map")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut fields = Vec::new();
            while let Some(field) = map.next_entry()? {
                fields.push(field);
            }
            Ok(fields)
        }
    }
    serde_json::Deserializer::from_slice(json)
        .deserialize_any(Fields)
        .map_err(|error| format!("only a struct or map can be sent as a form: {error}"))
}

fn flatten(name: String, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::String(text) => pairs.push((name, text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name, value.to_string())),
        Value::Array(items) => items.iter().for_each(|item| flatten(name.clone(), item, pairs)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| flatten(format!("{name}[{key}]"), value, pairs));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_fields_keep_their_order_and_absent_ones_vanish() {
        let json = br#"{"user":"a@b.c","totp":null,"n":1.5,"ids":[1,2],"a":{"b":"c d&"}}"#;
        let pairs: Vec<_> =
            form_pairs(json).unwrap().into_iter().map(|(name, text)| format!("{name}={text}")).collect();
        assert_eq!(pairs, ["user=a@b.c", "n=1.5", "ids=1", "ids=2", "a[b]=c d&"]);
        assert!(form_pairs(b"[1]").is_err());
    }
}
