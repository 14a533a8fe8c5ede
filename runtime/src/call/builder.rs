//! Collects what differs between calls. Nothing here is generic but the one step that writes a body.

use crate::answer::decode::{self, Decode, DecodeError, DocumentedError};
use crate::answer::redact;
use crate::call::Call;
use crate::call::operation::Operation;
use crate::call::options::CallOptions;
use crate::client::Client;
use crate::codec::{self, Erased, Wire};
use crate::encode::form;
use crate::encode::headers::Headers;
use crate::encode::parameter::{ParameterList, ParameterValue};
use crate::encode::request_body::RequestBody;
use crate::encode::style::ParameterStyle;
use crate::encode::upload::{Upload, UploadParameter};
use crate::encode::url as encode_url;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// A call in the making: generated methods fill it and end with one of the `decode_…` methods.
///
/// An absent value (`None`, [`Nullable::Unset`](crate::Nullable)) sends nothing. A value that cannot be
/// sent (a line break in a header, an empty path segment) is reported when the call is sent.
#[must_use = "a call does nothing until it is decoded and awaited"]
pub struct CallBuilder {
    parts: Box<CallParts>,
}

/// What differs between calls, type-erased.
#[derive(Clone)]
pub(crate) struct CallParts {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) path: Vec<(&'static str, String)>,
    /// Encoded.
    pub(crate) query: String,
    pub(crate) headers: Headers,
    pub(crate) body: RequestBody,
    pub(crate) options: CallOptions,
    /// Texts that may be in no error.
    pub(crate) secrets: Vec<String>,
    /// The first thing that cannot be sent.
    pub(crate) mistake: Option<String>,
}

impl CallBuilder {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        let parts = CallParts {
            client,
            operation,
            path: Vec::new(),
            query: String::new(),
            headers: Headers::with_capacity(4),
            body: RequestBody::default(),
            options: CallOptions::default(),
            secrets: Vec::new(),
            mistake: None,
        };
        CallBuilder { parts: Box::new(parts) }
    }

    /// Fills the hole `{name}` of the path template.
    pub fn path(mut self, name: &'static str, value: &dyn ParameterValue) -> Self {
        self.parts.keep_secret(name, value);
        let text = value.to_parameter().unwrap_or_default().into_owned();
        self.parts.path.push((name, text));
        self
    }

    /// Adds `name=value` to the query.
    pub fn query(mut self, name: &str, value: &dyn ParameterValue) -> Self {
        if value.is_secret() {
            self.parts.keep_secret(name, value);
        }
        if let Some(text) = value.to_parameter() {
            encode_url::push_query(&mut self.parts.query, name, &text);
        }
        self
    }

    /// Adds a `name=value` for each to the query.
    pub fn queries(mut self, values: &[(&str, &dyn ParameterValue)]) -> Self {
        for (name, value) in values {
            self = self.query(name, *value);
        }
        self
    }

    /// Adds a list to the query.
    pub fn query_list(mut self, name: &str, values: &dyn ParameterList, style: ParameterStyle) -> Self {
        if let Some(values) = values.to_parameters() {
            encode_url::push_query_list(&mut self.parts.query, name, &values, style);
        }
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &dyn ParameterValue) -> Self {
        self.parts.keep_secret(name, value);
        if let Some(text) = value.to_parameter() {
            self.parts.push_header(name, &text, value.is_secret());
        }
        self
    }

    /// Adds a header that holds a list: one line per item for [`ParameterStyle::Repeated`], else one line.
    pub fn header_list(mut self, name: &str, values: &dyn ParameterList, style: ParameterStyle) -> Self {
        let Some(values) = values.to_parameters() else { return self };
        match style {
            ParameterStyle::Repeated => {
                values.iter().for_each(|value| self.parts.push_header(name, value, false))
            }
            ParameterStyle::Comma if values.is_empty() => {}
            ParameterStyle::Comma => self.parts.push_header(name, &values.join(","), false),
            ParameterStyle::Bracketed => {
                self.parts.push_header(name, &format!("[{}]", values.join(",")), false)
            }
        }
        self
    }

    /// Adds a cookie.
    pub fn cookie(mut self, name: &str, value: &dyn ParameterValue) -> Self {
        self.parts.keep_secret(name, value);
        if let Some(text) = value.to_parameter() {
            match HeaderValue::try_from(encode_url::cookie_pair(name, &text)) {
                Ok(mut pair) => {
                    pair.set_sensitive(true);
                    self.parts.headers.append(http::header::COOKIE, pair);
                }
                Err(_) => {
                    self.parts.note_mistake(format!("the cookie `{}` cannot be sent", name.escape_debug()))
                }
            }
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

    /// Sends a body of `application/x-www-form-urlencoded`: the fields of a struct in their order;
    /// null is left out, a list repeats its name, an object is `name[key]`.
    pub fn form<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let json = self.parts.typed_json(form::to_json(body));
        self.body(json.and_then(|json| form::form_pairs(&json)).map(RequestBody::form))
    }

    /// Sends a body of `multipart/form-data` (RFC 7578) with the fields of a struct, each as for
    /// [`CallBuilder::form`]. Parts may be added to it.
    pub fn multipart<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let json = self.parts.typed_json(form::to_json(body));
        match json.and_then(|json| form::form_pairs(&json)) {
            Ok(pairs) => {
                let form = self.parts.body.multipart();
                pairs.iter().for_each(|(name, text)| form.text(name, text));
                let secret = pairs.into_iter().filter(|(name, _)| redact::is_secret_name(name));
                self.parts.secrets.extend(secret.map(|(_, text)| text));
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

    /// Adds a part that is JSON to a body of `multipart/form-data`; null is left out.
    pub fn part_json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match self.parts.typed_json(form::to_json(value)) {
            Ok(json) if json == b"null" => {}
            Ok(json) => self.parts.body.multipart().json(name, json),
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

    /// The same as [`CallBuilder::multipart`], written by the shared engine.
    pub fn send_multipart(self, body: &dyn Wire) -> Self {
        self.multipart(&Erased(body))
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

    /// Ends the making: the answer is JSON.
    pub fn decode_json<T: DeserializeOwned, E: DocumentedError>(mut self) -> Call<T, E> {
        self.parts.accept("application/json");
        self.decode(Decode::Slice(|_, body| decode::decode_json(body)))
    }

    /// Ends the making: the answer is JSON, read by the shared engine.
    pub fn receive_json<T: Wire, E: DocumentedError>(mut self) -> Call<T, E> {
        self.parts.accept("application/json");
        self.decode(Decode::Slice(|_, body| codec::decode(body)))
    }

    /// Ends the making: the answer is bytes that are kept as they are.
    pub fn decode_bytes<E: DocumentedError>(mut self) -> Call<Bytes, E> {
        self.parts.accept("*/*");
        self.decode(Decode::Whole(Ok))
    }

    /// Ends the making: the answer is text in UTF-8.
    pub fn decode_text<E: DocumentedError>(mut self) -> Call<String, E> {
        self.parts.accept("text/*, */*;q=0.5");
        self.decode(Decode::Whole(decode::decode_text))
    }

    /// Ends the making: whatever body the answer has is ignored.
    pub fn decode_empty<E: DocumentedError>(mut self) -> Call<(), E> {
        self.parts.accept("*/*");
        self.decode(Decode::Whole(|_| Ok(())))
    }

    /// Ends the making: the answer is read by this function, from its status and body.
    pub fn decode_with<T, E: DocumentedError>(
        mut self,
        read: fn(status: u16, body: &[u8]) -> Result<T, DecodeError>,
    ) -> Call<T, E> {
        self.parts.accept("application/json, */*;q=0.5");
        self.decode(Decode::Slice(read))
    }

    fn decode<T, E: DocumentedError>(self, decode: Decode<T>) -> Call<T, E> {
        Call::new(self.parts, decode, E::decode)
    }
}

impl fmt::Debug for CallBuilder {
    /// Nothing that was filled in, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallBuilder({} {})", self.parts.operation.method(), self.parts.operation.path())
    }
}

impl CallParts {
    /// Keeps the secrets of a typed body out of errors, and gives its text.
    fn typed_json(
        &mut self,
        (json, secrets): (Result<Vec<u8>, String>, Vec<String>),
    ) -> Result<Vec<u8>, String> {
        self.secrets.extend(secrets);
        json
    }

    fn keep_secret(&mut self, name: &str, value: &dyn ParameterValue) {
        if value.is_secret() || redact::is_secret_name(name) {
            self.secrets.extend(value.to_parameter().map(String::from));
        }
    }

    fn push_header(&mut self, name: &str, text: &str, secret: bool) {
        // The text is not in the message: it may be a secret.
        match (HeaderName::try_from(name), HeaderValue::from_str(text)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(secret);
                self.headers.append(name, value);
            }
            (Err(_), _) => self.note_mistake(format!("`{}` is no name of a header", name.escape_debug())),
            (_, Err(_)) => self.note_mistake(format!(
                "the value of the header `{name}` has a character that no header may have"
            )),
        }
    }

    /// Sets a header in place of any of that name.
    pub(crate) fn replace_header(&mut self, name: &str, text: &str) {
        if let Ok(name) = HeaderName::try_from(name) {
            self.headers.remove(&name);
        }
        self.push_header(name, text, true);
        if redact::is_secret_header(name, text) {
            self.secrets.push(text.to_owned());
        }
    }

    fn accept(&mut self, types: &'static str) {
        if self.headers.has(&http::header::ACCEPT) {
            return;
        }
        match HeaderValue::from_str(self.operation.own_accept().unwrap_or(types)) {
            Ok(types) => self.headers.append(http::header::ACCEPT, types),
            Err(_) => self.note_mistake("what the operation accepts can be in no header".to_owned()),
        }
    }

    pub(crate) fn note_mistake(&mut self, mistake: String) {
        self.mistake.get_or_insert(mistake);
    }
}
