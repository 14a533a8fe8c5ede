//! The way around: calls of operations that the documentation lacks.

use crate::call::Call;
use crate::call::builder::CallBuilder;
use crate::call::lines::LinesCall;
use crate::call::operation::{Method, Operation};
use crate::client::Client;
use crate::encode::parameter::ParameterValue;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

const PATH: &str = "(a path of the application)";

static OPERATIONS: [Operation; 7] = [
    Operation::new("request", Method::Get, PATH),
    Operation::new("request", Method::Head, PATH),
    Operation::new("request", Method::Post, PATH),
    Operation::new("request", Method::Put, PATH),
    Operation::new("request", Method::Patch, PATH),
    Operation::new("request", Method::Delete, PATH),
    Operation::new("request", Method::Options, PATH),
];

/// A request of an operation that the documentation lacks: with the credentials, retries, limits and errors of
/// every other call. One of the `returning…` methods makes a [`Call`] of it.
///
/// ```no_run
/// # use docbind_runtime::{Client, Error, Method};
/// # async fn run(client: &Client) -> Result<(), Error> {
/// let gardens: Vec<serde_json::Value> =
///     client.request(Method::Get, "/gardens/{town}").path("town", &"Delft").query("size", &5).returning().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request is sent once one of its `returning…` methods is called, and what that gives is awaited"]
#[derive(Debug)]
pub struct Request {
    builder: CallBuilder,
}

impl Client {
    /// A request of an operation that the documentation lacks. The path may have placeholders, which
    /// [`Request::path`] fills.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Request {
        let operation = match method {
            Method::Get => &OPERATIONS[0],
            Method::Head => &OPERATIONS[1],
            Method::Post => &OPERATIONS[2],
            Method::Put => &OPERATIONS[3],
            Method::Patch => &OPERATIONS[4],
            Method::Delete => &OPERATIONS[5],
            Method::Options => &OPERATIONS[6],
        };
        debug_assert_eq!(operation.method(), method);
        Request { builder: self.call(operation).at_path(path.into()) }
    }
}

impl Request {
    /// Fills the placeholder `{name}` of the path.
    pub fn path(self, name: &'static str, value: &dyn ParameterValue) -> Self {
        Request { builder: self.builder.path(name, value) }
    }

    /// Adds `name=value` to the query.
    pub fn query(self, name: &str, value: &dyn ParameterValue) -> Self {
        Request { builder: self.builder.query(name, value) }
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &dyn ParameterValue) -> Self {
        Request { builder: self.builder.header(name, value) }
    }

    /// Sends a body of `application/json`.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        Request { builder: self.builder.json(body) }
    }

    /// Sends the fields of a struct as `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        Request { builder: self.builder.form(body) }
    }

    /// Sends these bytes as they are.
    pub fn bytes(self, content_type: &'static str, body: &Bytes) -> Self {
        Request { builder: self.builder.bytes(content_type, body) }
    }

    /// The call, whose response is JSON of this type.
    pub fn returning<T: DeserializeOwned>(self) -> Call<T> {
        self.builder.decode_json()
    }

    /// The call, whose response is JSON of this type on each line.
    pub fn returning_lines<T: DeserializeOwned>(self) -> LinesCall<T> {
        self.builder.decode_json_lines()
    }

    pub(crate) fn into_builder(self) -> CallBuilder {
        self.builder
    }

    /// The call, whose response is kept as it is.
    pub fn returning_bytes(self) -> Call<Bytes> {
        self.builder.decode_bytes()
    }

    /// The call, whatever body its response has.
    pub fn returning_nothing(self) -> Call<()> {
        self.builder.decode_empty()
    }
}
