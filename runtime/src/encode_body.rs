//! What is sent: JSON, forms and bytes. Every typed body is first written as JSON text by the one
//! generic step, so that a type is compiled against one serialiser whatever its encoding.

use crate::multipart::MultipartWriter;
use crate::secret::noting_secrets;
use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use url::form_urlencoded;

/// A body that can be sent again.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestBody {
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) bytes: Option<Bytes>,
}

impl RequestBody {
    fn new(content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        RequestBody { content_type: Some(HeaderValue::from_static(content_type)), bytes: Some(bytes.into()) }
    }

    pub(crate) fn json(text: Vec<u8>) -> Self {
        RequestBody::new("application/json", text)
    }

    pub(crate) fn text(text: &str) -> Self {
        RequestBody::new("text/plain; charset=utf-8", text.to_owned())
    }

    pub(crate) fn bytes(content_type: &str, bytes: &Bytes) -> Result<Self, String> {
        let content_type = HeaderValue::from_str(content_type)
            .map_err(|_| format!("`{}` is no content type", content_type.escape_debug()))?;
        Ok(RequestBody { content_type: Some(content_type), bytes: Some(bytes.clone()) })
    }

    pub(crate) fn multipart(json: &[u8]) -> Result<Self, String> {
        let mut form = MultipartWriter::new();
        for (name, value) in object_fields(json)? {
            flatten(&name, &value, &mut |name, text| form.text(name, text));
        }
        let (content_type, bytes) = form.finish();
        RequestBody::bytes(&content_type, &bytes)
    }

    pub(crate) fn form(json: &[u8]) -> Result<Self, String> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in object_fields(json)? {
            flatten(&name, &value, &mut |name, text| {
                form.append_pair(name, text);
            });
        }
        Ok(RequestBody::new("application/x-www-form-urlencoded", form.finish()))
    }
}

/// The only generic step of sending. Gives the secrets of the value too.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> (Result<Vec<u8>, String>, Vec<String>) {
    let (json, secrets) = noting_secrets(|| serde_json::to_vec(value));
    (json.map_err(|error| format!("the body cannot be written: {error}")), secrets)
}

/// The fields of a JSON object, in its own order.
pub(crate) fn object_fields(json: &[u8]) -> Result<Vec<(String, Value)>, String> {
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

/// Walks a form field: null sends nothing, a list its name once per item, an object `name[key]`.
pub(crate) fn flatten(name: &str, value: &Value, each: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Null => {}
        Value::String(text) => each(name, text),
        Value::Bool(_) | Value::Number(_) => each(name, &value.to_string()),
        Value::Array(items) => items.iter().for_each(|item| flatten(name, item, each)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| flatten(&format!("{name}[{key}]"), value, each));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_fields_keep_their_order_and_absent_ones_vanish() {
        let form = RequestBody::form(
            br#"{"grant_type":"password","username":"a@b.c","totp":null,"n":1.5,"ids":[1,2],"a":{"b":"c d&"}}"#,
        );
        assert_eq!(
            form.unwrap().bytes.unwrap(),
            "grant_type=password&username=a%40b.c&n=1.5&ids=1&ids=2&a%5Bb%5D=c+d%26"
        );
        assert!(RequestBody::form(b"[1]").is_err());
    }
}
