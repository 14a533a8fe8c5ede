//! A call that was made.

use crate::call::operation::{Method, Operation};
use crate::encode::url as encode_url;
use bytes::Bytes;
use http::{HeaderMap, Uri};
use serde_json::Value;
use std::fmt;

/// A request that the mock has received.
#[derive(Clone)]
pub struct RecordedCall {
    pub(super) operation: Operation,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl RecordedCall {
    /// The name of the operation in code: `update_thread`.
    pub fn operation(&self) -> &'static str {
        self.operation.id()
    }

    /// The verb.
    pub fn method(&self) -> Method {
        self.operation.method()
    }

    /// The path as it was sent, with that of the base URL.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as it was sent; empty where there is none.
    pub fn query_string(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        encode_url::query_value(self.query_string(), name)
    }

    /// The value of a placeholder of the path, decoded.
    pub fn placeholder(&self, name: &str) -> Option<String> {
        let parts = parts(self.operation.path());
        // The base URL may have a path of its own.
        let starts = self.path().match_indices('/').map(|(at, _)| &self.path()[at..]);
        let raw = starts.into_iter().find_map(|path| value_of(&parts, path, name))??;
        Some(percent_encoding::percent_decode_str(raw).decode_utf8_lossy().into_owned())
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header; `None` where it is not there, or not text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body; empty where there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A part of a path template: its text, or what is in its braces.
enum Part<'t> {
    Text(&'t str),
    Placeholder(&'t str),
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), template.split('?').next().unwrap_or_default());
    while let Some((before, name, after)) = rest
        .split_once('{')
        .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
        .map(|(before, (name, after))| (before, name, after))
    {
        parts.extend([Part::Text(before), Part::Placeholder(name)]);
        rest = after;
    }
    parts.push(Part::Text(rest));
    parts
}

/// Where the path is of the template, the value of a placeholder, if there is one; `{+name}` has slashes, `{/name}` and
/// `{.name}` may be missing.
fn value_of<'p>(parts: &[Part<'_>], path: &'p str, wanted: &str) -> Option<Option<&'p str>> {
    let Some((first, rest)) = parts.split_first() else { return path.is_empty().then_some(None) };
    let name = match first {
        Part::Text(text) => return value_of(rest, path.strip_prefix(text)?, wanted),
        Part::Placeholder(name) => *name,
    };
    let (mark, own) = match name.split_at_checked(1) {
        Some((mark @ ("+" | "/" | "."), own)) => (mark, own),
        _ => ("", name),
    };
    let optional = matches!(mark, "/" | ".");
    let text = if optional { path.strip_prefix(mark).unwrap_or("") } else { path };
    let longest = if mark == "+" { text.len() } else { text.find('/').unwrap_or(text.len()) };
    let ends = (1..=longest).rev().filter(|end| text.is_char_boundary(*end));
    let found = ends.into_iter().find_map(|end| {
        let behind = value_of(rest, &text[end..], wanted)?;
        Some(behind.or((own == wanted).then(|| &text[..end])))
    });
    found.or_else(|| if optional { value_of(rest, path, wanted) } else { None })
}

impl fmt::Debug for RecordedCall {
    /// Credentials in headers are not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedCall")
            .field("operation", &self.operation.id())
            .field("method", &self.method())
            .field("uri", &self.uri)
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_placeholders() {
        for (template, path, name, value) in [
            ("/threads/{id}", "/v1/threads/4%2F1", "id", Some("4/1")),
            ("/threads/{id}", "/v1/threads/4", "other", None),
            ("/a/{one}-{two}.json", "/a/x-y.json", "two", Some("y")),
            ("/files/{+path}", "/files/a/b", "path", Some("a/b")),
            ("/files{/page}", "/files", "page", None),
            ("/files{/page}?all", "/files/2", "page", Some("2")),
        ] {
            let operation = Operation::new("x", Method::Get, Box::leak(template.to_owned().into_boxed_str()));
            let uri = format!("http://h{path}").parse().unwrap();
            let call = RecordedCall { operation, uri, headers: HeaderMap::new(), body: Bytes::new() };
            assert_eq!(call.placeholder(name).as_deref(), value, "{template} {path}");
        }
    }
}
