//! Headers on their way into a request: a short list, of which a map is made once for each try.

use http::{HeaderMap, HeaderName, HeaderValue, header};

#[derive(Clone, Default)]
pub(crate) struct Headers(Vec<(HeaderName, HeaderValue)>);

impl Headers {
    pub(crate) fn with_capacity(count: usize) -> Self {
        Headers(Vec::with_capacity(count))
    }

    pub(crate) fn has(&self, name: &HeaderName) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &(HeaderName, HeaderValue)> {
        self.0.iter()
    }

    /// Adds a header beside any of that name.
    pub(crate) fn append(&mut self, name: HeaderName, value: HeaderValue) {
        self.0.push((name, value));
    }

    /// Adds a header in place of any of that name.
    pub(crate) fn set(&mut self, name: HeaderName, value: HeaderValue) {
        self.remove(&name);
        self.0.push((name, value));
    }

    pub(crate) fn remove(&mut self, name: &HeaderName) {
        self.0.retain(|(known, _)| known != name);
    }

    /// Keeps the headers of these names only.
    pub(crate) fn keep(&mut self, names: &[HeaderName]) {
        self.0.retain(|(known, _)| names.contains(known));
    }

    /// These headers with those of `over` in their place; cookies add up.
    pub(crate) fn overlaid(&self, over: &Headers) -> Headers {
        let mut headers = Headers::with_capacity(self.0.len() + over.0.len() + 2);
        let below = self.0.iter().filter(|(name, _)| name == header::COOKIE || !over.has(name));
        headers.0.extend(below.chain(&over.0).cloned());
        headers
    }

    /// As a request has them, with room for `more`: all cookies in one header (RFC 6265 section 5.4).
    pub(crate) fn to_map(&self, more: usize) -> HeaderMap {
        let mut map = HeaderMap::with_capacity(self.0.len() + more);
        for (name, value) in &self.0 {
            add_to(&mut map, name, value);
        }
        map
    }
}

/// Adds a header to those of its name; a cookie to those of the one `Cookie` header.
pub(crate) fn add_to(map: &mut HeaderMap, name: &HeaderName, value: &HeaderValue) {
    let joined = match map.get(header::COOKIE).filter(|_| name == header::COOKIE) {
        Some(before) => HeaderValue::from_bytes(&[before.as_bytes(), b"; ", value.as_bytes()].concat()),
        None => {
            map.append(name, value.clone());
            return;
        }
    };
    // Two values that are valid each are valid joined.
    if let Ok(mut joined) = joined {
        joined.set_sensitive(true);
        map.insert(header::COOKIE, joined);
    }
}
