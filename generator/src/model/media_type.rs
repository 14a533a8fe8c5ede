//! How bodies are encoded.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How a body is encoded (RFC 9110, section 8.3), with its exact name, parameters included:
/// `application/merge-patch+json`, `application/json; charset=utf-8`.
///
/// It serialises to the word of its kind where that has its usual name, and else to `{ "json": name }`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaType {
    /// JSON: `application/json` (RFC 8259), or a name that ends in `+json` (RFC 6839).
    Json(Cow<'static, str>),
    /// A JSON text on each line; the schema is that of one line.
    JsonLines(Cow<'static, str>),
    /// Server-sent events (WHATWG HTML, section 9.2); the schema is that of the data of one event, or of an object with
    /// its fields `event`, `data` and `id`.
    EventStream(Cow<'static, str>),
    /// `application/x-www-form-urlencoded`
    Form(Cow<'static, str>),
    /// `multipart/form-data` (RFC 7578); the boundary is the client's own.
    Multipart,
    /// Text that is no JSON and goes as it is: `text/plain`, `text/csv`, `application/xml`.
    Text(Cow<'static, str>),
    /// Anything else, such as `application/pdf`: raw bytes.
    Binary(Cow<'static, str>),
}

const JSON: &str = "application/json";
const JSON_LINES: &str = "application/x-ndjson";
const EVENT_STREAM: &str = "text/event-stream";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const TEXT: &str = "text/plain";

/// Names of a JSON text on each line; none is registered.
const JSON_LINES_NAMES: [&str; 8] = [
    JSON_LINES,
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/stream+json",
];

impl MediaType {
    /// `application/json`
    pub const JSON: MediaType = MediaType::Json(Cow::Borrowed(JSON));
    /// `application/x-ndjson`
    pub const JSON_LINES: MediaType = MediaType::JsonLines(Cow::Borrowed(JSON_LINES));
    /// `text/event-stream`
    pub const EVENT_STREAM: MediaType = MediaType::EventStream(Cow::Borrowed(EVENT_STREAM));
    /// `application/x-www-form-urlencoded`
    pub const FORM: MediaType = MediaType::Form(Cow::Borrowed(FORM));
    /// `text/plain`
    pub const TEXT: MediaType = MediaType::Text(Cow::Borrowed(TEXT));

    /// The media type of a name with or without parameters; `None` where it is not the name of one
    /// (RFC 9110, section 8.3.1).
    pub fn parse(name: &str) -> Option<MediaType> {
        let name = name.trim();
        let (essence, parameters) = name.split_at(name.find(';').unwrap_or(name.len()));
        let essence = essence.trim_end();
        let is_token = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&b))
        };
        let (family, subtype) = essence.split_once('/')?;
        if !is_token(family) || !is_token(subtype) || !parameters.bytes().all(|b| (b' '..0x7f).contains(&b)) {
            return None;
        }
        let essence = essence.to_ascii_lowercase();
        let full: Cow<'static, str> = format!("{essence}{parameters}").into();
        Some(match essence.as_str() {
            "*/*" => MediaType::JSON,
            MULTIPART => MediaType::Multipart,
            FORM => MediaType::Form(full),
            EVENT_STREAM => MediaType::EventStream(full),
            lines if JSON_LINES_NAMES.contains(&lines) => MediaType::JsonLines(full),
            json if json.ends_with("/json") || json.ends_with("+json") => MediaType::Json(full),
            text if text.starts_with("text/") || text.ends_with("/xml") || text.ends_with("+xml") => {
                MediaType::Text(full)
            }
            _ => MediaType::Binary(full),
        })
    }

    /// As in a `Content-Type` header.
    pub fn as_str(&self) -> &str {
        match self {
            MediaType::Multipart => MULTIPART,
            MediaType::Json(name)
            | MediaType::JsonLines(name)
            | MediaType::EventStream(name)
            | MediaType::Form(name)
            | MediaType::Text(name)
            | MediaType::Binary(name) => name,
        }
    }

    /// The name without parameters.
    pub fn essence(&self) -> &str {
        self.as_str().split(';').next().unwrap_or_default().trim_end()
    }

    /// Whether it is JSON under any name.
    pub fn is_json(&self) -> bool {
        matches!(self, MediaType::Json(_))
    }

    /// Whether it is a stream of server-sent events.
    pub fn is_event_stream(&self) -> bool {
        matches!(self, MediaType::EventStream(_))
    }

    /// Whether it is `application/x-www-form-urlencoded`.
    pub fn is_form(&self) -> bool {
        matches!(self, MediaType::Form(_))
    }

    /// The word of its kind, and the name that the word stands for by itself.
    fn kind(&self) -> (&'static str, &'static str) {
        match self {
            MediaType::Json(_) => ("json", JSON),
            MediaType::JsonLines(_) => ("json-lines", JSON_LINES),
            MediaType::EventStream(_) => ("event-stream", EVENT_STREAM),
            MediaType::Form(_) => ("form", FORM),
            MediaType::Multipart => ("multipart", MULTIPART),
            MediaType::Text(_) => ("text", TEXT),
            MediaType::Binary(_) => ("binary", ""),
        }
    }
}

impl Serialize for MediaType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (word, usual) = self.kind();
        match self.as_str() == usual {
            true => serializer.serialize_str(word),
            false => serializer.collect_map([(word, self.as_str())]),
        }
    }
}

impl<'de> Deserialize<'de> for MediaType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Word(String),
            Named(BTreeMap<String, String>),
        }
        let (word, name) = match Written::deserialize(deserializer)? {
            Written::Word(word) => (word, None),
            Written::Named(named) => {
                let mut entries = named.into_iter();
                match (entries.next(), entries.next()) {
                    (Some((word, name)), None) => (word, Some(name)),
                    _ => return Err(D::Error::custom("a media type is one name")),
                }
            }
        };
        let or = |usual: &'static str| name.clone().map_or(Cow::Borrowed(usual), Cow::Owned);
        Ok(match word.as_str() {
            "json" => MediaType::Json(or(JSON)),
            "json-lines" => MediaType::JsonLines(or(JSON_LINES)),
            "event-stream" => MediaType::EventStream(or(EVENT_STREAM)),
            "form" => MediaType::Form(or(FORM)),
            "multipart" => MediaType::Multipart,
            "text" => MediaType::Text(or(TEXT)),
            "binary" => MediaType::Binary(or("")),
            _ => return Err(D::Error::custom(format!("`{word}` is not a kind of media type"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_and_told_apart() {
        for (name, expected) in [
            ("application/json", r#""json""#),
            (" Application/JSON ", r#""json""#),
            ("application/json;charset=utf-8", r#"{"json":"application/json;charset=utf-8"}"#),
            ("application/merge-patch+json", r#"{"json":"application/merge-patch+json"}"#),
            ("application/vnd.acme+json; version=3", r#"{"json":"application/vnd.acme+json; version=3"}"#),
            ("application/x-ndjson", r#""json-lines""#),
            ("application/jsonl", r#"{"json-lines":"application/jsonl"}"#),
            ("application/x-www-form-urlencoded", r#""form""#),
            ("multipart/form-data; boundary=x", r#""multipart""#),
            ("text/plain", r#""text""#),
            ("text/csv", r#"{"text":"text/csv"}"#),
            ("application/soap+xml", r#"{"text":"application/soap+xml"}"#),
            ("application/octet-stream", r#"{"binary":"application/octet-stream"}"#),
            ("text/event-stream", r#""event-stream""#),
            ("image/*", r#"{"binary":"image/*"}"#),
        ] {
            let media_type = MediaType::parse(name).unwrap();
            assert_eq!(serde_json::to_string(&media_type).unwrap(), expected, "{name}");
            assert_eq!(serde_json::from_str::<MediaType>(expected).unwrap(), media_type, "{name}");
        }
        for name in ["", "json", "a/b/c", "/json", "text/", "text/plain; a=\nb", "é/json"] {
            assert_eq!(MediaType::parse(name), None, "{name}");
        }
    }
}
