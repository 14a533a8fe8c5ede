//! `multipart/form-data` (RFC 7578).

use crate::encode::parts::{Parts, push_pairs};
use crate::encode::style::ParameterStyle;
use crate::encode::upload::Upload;
use crate::transport::body::Body;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};

/// A form, part by part. Files are read while the form is sent.
#[derive(Clone)]
pub(crate) struct Multipart {
    boundary: String,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Bytes(Bytes),
    Upload(Upload),
}

impl Multipart {
    pub(crate) fn new() -> Self {
        let boundary = format!("docbind-{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..));
        Multipart { boundary, pieces: Vec::new() }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// A field that is text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.part(&format!("name=\"{}\"", quoted(name)), Piece::Bytes(text.to_owned().into()));
    }

    /// A field that is JSON.
    fn json(&mut self, name: &str, json: &str) {
        let head = format!("name=\"{}\"\r\nContent-Type: application/json", quoted(name));
        self.part(&head, Piece::Bytes(json.to_owned().into()));
    }

    /// A field that holds others, in pairs as in a query where it has a style. Else as OpenAPI 3.1 has it: an object is
    /// JSON, a list a part for each item.
    pub(crate) fn value(&mut self, name: &str, value: &Parts, style: Option<ParameterStyle>) {
        match (value, style) {
            (value, Some(style)) => {
                let mut pairs = Vec::new();
                push_pairs(name, value, style, &mut pairs);
                pairs.iter().for_each(|(name, text)| self.text(name, text));
            }
            (Parts::List(items), None) => items.iter().for_each(|item| match item {
                Parts::List(_) => self.json(name, &item.json()),
                item => self.value(name, item, None),
            }),
            (Parts::Fields(_), None) => self.json(name, &value.json()),
            (value, None) => value.text().iter().for_each(|text| self.text(name, text)),
        }
    }

    /// A field that is a file.
    pub(crate) fn file(&mut self, name: &str, upload: &Upload) {
        let head = format!(
            "name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}",
            quoted(name),
            quoted(upload.file_name().unwrap_or("file")),
            // A line break would begin a header of its own.
            upload.content_type().replace(['\r', '\n'], " "),
        );
        self.part(&head, Piece::Upload(upload.clone()));
    }

    fn part(&mut self, head: &str, content: Piece) {
        let head = format!("--{}\r\nContent-Disposition: form-data; {head}\r\n\r\n", self.boundary);
        self.pieces.extend([Piece::Bytes(head.into()), content, Piece::Bytes(Bytes::from_static(b"\r\n"))]);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(crate) fn is_repeatable(&self) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Bytes(_) => true,
            Piece::Upload(upload) => upload.is_repeatable(),
        })
    }

    pub(crate) fn open(&self) -> Body {
        let end = Bytes::from(format!("--{}--\r\n", self.boundary));
        let bodies: Vec<Body> = self.pieces.iter().map(Piece::open).chain([end.into()]).collect();
        let length = bodies.iter().map(Body::length).sum();
        Body::from_stream(Box::pin(stream::iter(bodies).flatten()), length)
    }
}

impl Piece {
    fn open(&self) -> Body {
        match self {
            Piece::Bytes(bytes) => bytes.clone().into(),
            Piece::Upload(upload) => upload.open(),
        }
    }
}

/// Escapes a name as browsers do (WHATWG HTML, multipart/form-data encoding algorithm).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
