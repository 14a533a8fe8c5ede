//! What a call sends as its body. Each typed body takes the one generic step of writing it as JSON.

use super::CallBuilder;
use crate::codec::{Erased, Wire};
use crate::encode::form;
use crate::encode::parameter::{ParameterList, ParameterValue};
use crate::encode::parts::Parts;
use crate::encode::request_body::RequestBody;
use crate::encode::style::ParameterStyle;
use crate::encode::upload::{Upload, UploadParameter};
use bytes::Bytes;
use serde::Serialize;

impl CallBuilder {
    /// Sends no body, and no content type, where what was given so far is an object or a form without anything in it.
    pub fn omit_empty_body(mut self) -> Self {
        if self.parts.body.is_empty() {
            self.parts.body = RequestBody::default();
        }
        self
    }

    /// Sends a body of `application/json`.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let json = self.parts.typed_json(form::to_json(body));
        self.body(json.map(RequestBody::json))
    }

    /// Sends a list as a body of `application/x-ndjson`: each item is JSON on a line of its own.
    pub fn json_lines<T: Serialize>(mut self, items: &[T]) -> Self {
        let lines = items.iter().map(|item| self.parts.typed_json(form::to_json(item)));
        let lines: Result<Vec<_>, String> = lines.collect();
        self.body(lines.map(RequestBody::json_lines))
    }

    /// Sends a body of `application/x-www-form-urlencoded`: the fields of a struct in their order, each as
    /// [`ParameterStyle::Deep`]; null is left out.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.form_styled(body, &[])
    }

    /// The same, with the fields that are written in another style.
    pub fn form_styled<T: Serialize + ?Sized>(mut self, body: &T, styles: &[(&str, ParameterStyle)]) -> Self {
        let json = self.parts.typed_json(form::to_json(body));
        self.body(json.and_then(|json| form::form_pairs(&json, styles)).map(RequestBody::form))
    }

    /// Sends a body of `multipart/form-data` (RFC 7578) with the fields of a struct, each as for
    /// [`CallBuilder::part_value`]. Parts may be added to it.
    pub fn multipart<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.multipart_styled(body, &[])
    }

    /// The same, with the fields that are written in another style.
    pub fn multipart_styled<T: Serialize + ?Sized>(
        mut self,
        body: &T,
        styles: &[(&str, ParameterStyle)],
    ) -> Self {
        let json = self.parts.typed_json(form::to_json(body));
        match json.and_then(|json| form::fields(&json)) {
            Ok(fields) => {
                self.parts.body.multipart();
                for (name, value) in fields {
                    let style = styles.iter().find(|(known, _)| *known == name).map(|(_, style)| *style);
                    self.parts.push_parts(&name, &value, style);
                }
            }
            Err(mistake) => self.parts.note_mistake(mistake),
        }
        self
    }

    /// Adds a part that is text to a body of `multipart/form-data`.
    pub fn part(mut self, name: &str, value: &dyn ParameterValue) -> Self {
        self.parts.keep_secret(name, value);
        let form = self.parts.body.multipart();
        if let Some(text) = value.to_parameter() {
            form.text(name, &text);
        }
        self
    }

    /// Adds a part for each item to a body of `multipart/form-data`.
    pub fn part_list(mut self, name: &str, values: &dyn ParameterList) -> Self {
        let form = self.parts.body.multipart();
        values.to_parameters().into_iter().flatten().for_each(|text| form.text(name, &text));
        self
    }

    /// Adds parts for a value that holds others to a body of `multipart/form-data`, each as text.
    pub fn part_styled<T: Serialize + ?Sized>(self, name: &str, value: &T, style: ParameterStyle) -> Self {
        self.parts_of(name, value, Some(style))
    }

    /// Adds what a value is to a body of `multipart/form-data`, as OpenAPI has it (3.1, Encoding Object): text, numbers
    /// and booleans as text, an object as a part of `application/json`, a list as a part for each item; null is left
    /// out.
    pub fn part_value<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.parts_of(name, value, None)
    }

    fn parts_of<T: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: &T,
        style: Option<ParameterStyle>,
    ) -> Self {
        let json = self.parts.typed_json(form::to_json(value));
        self.parts.body.multipart();
        match json.and_then(|json| Parts::read(&json)) {
            Ok(value) => self.parts.push_parts(name, &value, style),
            Err(mistake) => self.parts.note_mistake(mistake),
        }
        self
    }

    /// Adds a file, or each file of a list, to a body of `multipart/form-data`.
    pub fn part_file(mut self, name: &str, file: &dyn UploadParameter) -> Self {
        let form = self.parts.body.multipart();
        file.to_uploads().iter().for_each(|upload| form.file(name, upload));
        self
    }

    /// Sends a file as the whole body, with its own content type.
    pub fn upload(self, file: &Upload) -> Self {
        self.body(RequestBody::upload(file))
    }

    /// Sends a body of `application/json`, written by the shared engine.
    pub fn send_json(self, body: &dyn Wire) -> Self {
        self.json(&Erased(body))
    }

    /// The same as [`CallBuilder::json_lines`], written by the shared engine.
    pub fn send_json_lines<T: Wire>(self, items: &[T]) -> Self {
        let items: Vec<Erased<'_>> = items.iter().map(|item| Erased(item)).collect();
        self.json_lines(&items)
    }

    /// The same as [`CallBuilder::form`], written by the shared engine.
    pub fn send_form(self, body: &dyn Wire) -> Self {
        self.form(&Erased(body))
    }

    /// The same as [`CallBuilder::form_styled`], written by the shared engine.
    pub fn send_form_styled(self, body: &dyn Wire, styles: &[(&str, ParameterStyle)]) -> Self {
        self.form_styled(&Erased(body), styles)
    }

    /// The same as [`CallBuilder::multipart`], written by the shared engine.
    pub fn send_multipart(self, body: &dyn Wire) -> Self {
        self.multipart(&Erased(body))
    }

    /// The same as [`CallBuilder::multipart_styled`], written by the shared engine.
    pub fn send_multipart_styled(self, body: &dyn Wire, styles: &[(&str, ParameterStyle)]) -> Self {
        self.multipart_styled(&Erased(body), styles)
    }

    /// Sends these bytes as they are.
    pub fn bytes(self, content_type: &'static str, body: &Bytes) -> Self {
        self.body(RequestBody::bytes(content_type, body))
    }

    /// Sends a body of `text/plain` in UTF-8.
    pub fn text(self, body: &str) -> Self {
        self.body(Ok(RequestBody::text(body)))
    }

    fn body(mut self, body: Result<RequestBody, String>) -> Self {
        match body {
            Ok(body) => self.parts.body = body,
            Err(mistake) => self.parts.note_mistake(mistake),
        }
        self
    }
}
