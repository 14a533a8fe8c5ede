//! `multipart/form-data` (RFC 7578).

use bytes::Bytes;

/// Writes a form part by part.
pub(crate) struct MultipartWriter {
    boundary: String,
    body: Vec<u8>,
}

impl MultipartWriter {
    pub(crate) fn new() -> Self {
        let boundary = format!("docbind-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        MultipartWriter { boundary, body: Vec::new() }
    }

    /// A field that is text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n",
            self.boundary,
            quoted(name)
        );
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(text.as_bytes());
        self.body.extend_from_slice(b"\r\n");
    }

    /// The content type and the body.
    pub(crate) fn finish(mut self) -> (String, Bytes) {
        self.body.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        (format!("multipart/form-data; boundary={}", self.boundary), self.body.into())
    }
}

/// Escapes a name as browsers do (WHATWG HTML, multipart/form-data encoding algorithm).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
