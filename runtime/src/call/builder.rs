//! Collects what differs between calls. Nothing here is generic but the one step that writes a body.

mod bodies;

use crate::answer::decode::{self, Decode, DecodeError};
use crate::answer::redact;
use crate::call::Call;
use crate::call::lines::LinesCall;
use crate::call::operation::Operation;
use crate::call::options::CallOptions;
use crate::client::Client;
use crate::codec::{self, Erased, Wire};
use crate::encode::form;
use crate::encode::headers::Headers;
use crate::encode::parameter::{ParameterList, ParameterValue};
use crate::encode::parts::Parts;
use crate::encode::request_body::RequestBody;
use crate::encode::style::ParameterStyle;
use crate::encode::url as encode_url;
use crate::error::call_error::Failure;
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

    /// In place of the operation's path.
    pub(crate) fn at_path(mut self, path: String) -> Self {
        self.parts.options.path = Some(path);
        self
    }

    /// Fills the hole `{name}` of the path template.
    pub fn path(mut self, name: &'static str, value: &dyn ParameterValue) -> Self {
        self.parts.keep_secret(name, value);
        if let Some(value) = value.to_parameter() {
            self.parts.path.push((name, encode_url::path_value(&value)));
        }
        self
    }

    /// Fills the hole `{name}` of the path template with a value in one of the styles of a path.
    pub fn path_styled(
        mut self,
        name: &'static str,
        value: &dyn ParameterValue,
        style: ParameterStyle,
    ) -> Self {
        self.parts.keep_secret(name, value);
        let values: Vec<_> = value.to_parameter().into_iter().collect();
        self.parts.path.push((name, encode_url::path_values(name, &values, style)));
        self
    }

    /// Fills the hole `{name}` of the path template with a list; an empty one is refused.
    pub fn path_list(
        mut self,
        name: &'static str,
        values: &dyn ParameterList,
        style: ParameterStyle,
    ) -> Self {
        let values = values.to_parameters().unwrap_or_default();
        if values.is_empty() {
            self.parts.note_mistake(format!("the path parameter `{name}` may not be empty"));
        }
        self.parts.path.push((name, encode_url::path_values(name, &values, style)));
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

    /// Adds a value with parts to the query: the fields of a struct, the items of a list.
    pub fn query_parts<T: Serialize + ?Sized>(
        mut self,
        name: &str,
        value: &T,
        style: ParameterStyle,
    ) -> Self {
        let json = self.parts.typed_json(form::to_json(value));
        match json.and_then(|json| Parts::read(&json)) {
            Ok(value) => encode_url::push_query_parts(&mut self.parts.query, name, &value, style),
            Err(mistake) => self.parts.note_mistake(mistake),
        }
        self
    }

    /// The same as [`CallBuilder::query_parts`], written by the shared engine.
    pub fn send_query_parts(self, name: &str, value: &dyn Wire, style: ParameterStyle) -> Self {
        self.query_parts(name, &Erased(value), style)
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
            ParameterStyle::Bracketed => {
                self.parts.push_header(name, &format!("[{}]", values.join(",")), false)
            }
            _ if values.is_empty() => {}
            style => self.parts.push_header(name, &values.join(style.separator().unwrap_or(",")), false),
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

    /// Ends the making: the answer is JSON.
    pub fn decode_json<T: DeserializeOwned, E: Failure>(mut self) -> Call<T, E> {
        self.parts.accept("application/json");
        self.decode(Decode::Slice(|_, body| decode::decode_json(body)))
    }

    /// Ends the making: the answer is JSON, read by the shared engine.
    pub fn receive_json<T: Wire, E: Failure>(mut self) -> Call<T, E> {
        self.parts.accept("application/json");
        self.decode(Decode::Slice(|_, body| codec::decode(body)))
    }

    /// Ends the making: each line of the answer is JSON.
    pub fn decode_json_lines<T: DeserializeOwned, E: Failure>(self) -> LinesCall<T, E> {
        self.lines(|_, line| decode::decode_json(line))
    }

    /// Ends the making: each line of the answer is JSON, read by the shared engine.
    pub fn receive_json_lines<T: Wire, E: Failure>(self) -> LinesCall<T, E> {
        self.lines(|_, line| codec::decode(line))
    }

    fn lines<T, E: Failure>(mut self, read: fn(u16, &[u8]) -> Result<T, DecodeError>) -> LinesCall<T, E> {
        self.parts.accept("application/x-ndjson");
        let limit = self.parts.client.inner.channel.response_limit;
        LinesCall::new(self.decode(Decode::Slice(|_, _| Ok(()))), read, limit)
    }

    /// Ends the making: the answer is bytes that are kept as they are.
    pub fn decode_bytes<E: Failure>(mut self) -> Call<Bytes, E> {
        self.parts.accept("*/*");
        self.decode(Decode::Whole(Ok))
    }

    /// Ends the making: the answer is text in UTF-8.
    pub fn decode_text<E: Failure>(mut self) -> Call<String, E> {
        self.parts.accept("text/*, */*;q=0.5");
        self.decode(Decode::Whole(decode::decode_text))
    }

    /// Ends the making: whatever body the answer has is ignored.
    pub fn decode_empty<E: Failure>(mut self) -> Call<(), E> {
        self.parts.accept("*/*");
        self.decode(Decode::Whole(|_| Ok(())))
    }

    /// Ends the making: the answer is read by this function, from its status and body.
    pub fn decode_with<T, E: Failure>(
        mut self,
        read: fn(status: u16, body: &[u8]) -> Result<T, DecodeError>,
    ) -> Call<T, E> {
        self.parts.accept("application/json, */*;q=0.5");
        self.decode(Decode::Slice(read))
    }

    /// Asks for these media types, unless the operation or the application asks for others.
    pub(crate) fn accepting(mut self, types: &'static str) -> Self {
        self.parts.accept(types);
        self
    }

    fn decode<T, E: Failure>(self, decode: Decode<T>) -> Call<T, E> {
        Call::new(self.parts, decode, E::DECODE)
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

    /// Adds the parts of a form that a value is; what goes by the name of a secret is kept out of logs and errors.
    fn push_parts(&mut self, name: &str, value: &Parts, style: Option<ParameterStyle>) {
        self.keep_named_secrets(name, value);
        self.body.multipart().value(name, value, style);
    }

    fn keep_named_secrets(&mut self, name: &str, value: &Parts) {
        match value {
            Parts::Fields(fields) => {
                fields.iter().for_each(|(name, value)| self.keep_named_secrets(name, value))
            }
            Parts::List(items) => items.iter().for_each(|item| self.keep_named_secrets(name, item)),
            scalar if redact::is_secret_name(name) => self.secrets.extend(scalar.text()),
            _ => {}
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
