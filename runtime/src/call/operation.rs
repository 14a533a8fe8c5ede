//! What is fixed about an operation: a `static` in generated code.

use crate::answer::success::{Plain, SuccessField};
use std::fmt;

/// An HTTP method (RFC 9110 section 9, RFC 5789).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the variants are the methods
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// As on the wire: `PUT`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
        }
    }

    /// Whether sending it twice has the effect of sending it once (RFC 9110 section 9.2.2).
    pub const fn is_idempotent(self) -> bool {
        !matches!(self, Method::Post | Method::Patch)
    }

    pub(crate) fn to_http(self) -> http::Method {
        match self {
            Method::Get => http::Method::GET,
            Method::Head => http::Method::HEAD,
            Method::Post => http::Method::POST,
            Method::Put => http::Method::PUT,
            Method::Patch => http::Method::PATCH,
            Method::Delete => http::Method::DELETE,
            Method::Options => http::Method::OPTIONS,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is fixed about an operation: its id, verb and path template, and how it departs from the rule.
///
/// ```
/// use docbind_runtime::codegen::{Method, Operation};
/// static UPDATE_THREAD: Operation = Operation::new("update_thread", Method::Put, "/threads/{id}");
/// assert_eq!(UPDATE_THREAD.path(), "/threads/{id}");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    id: &'static str,
    method: Method,
    path: &'static str,
    base_url: Option<&'static str>,
    authenticated: bool,
    idempotent: bool,
    idempotency_header: Option<&'static str>,
    content_type: Option<&'static str>,
    accept: Option<&'static str>,
    success: Option<SuccessField>,
    end_of_events: Option<&'static str>,
    text_events: TextEvents,
}

/// The events whose data is text.
#[derive(Clone, Copy, Debug)]
enum TextEvents {
    All,
    Of(&'static [&'static str]),
}

impl Operation {
    /// An operation on `path`, a template with `{name}` for every path parameter. It is authenticated
    /// as the client is set up, and idempotent where its method is.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Operation {
            id,
            method,
            path,
            base_url: None,
            authenticated: true,
            idempotent: method.is_idempotent(),
            idempotency_header: None,
            content_type: None,
            accept: None,
            success: None,
            end_of_events: None,
            text_events: TextEvents::Of(&[]),
        }
    }

    /// Sent without the client's credentials, such as a sign-in.
    pub const fn without_auth(mut self) -> Self {
        self.authenticated = false;
        self
    }

    /// Sent to this URL and not the API's; a base URL that the application sets on its client wins.
    pub const fn base_url(mut self, url: &'static str) -> Self {
        self.base_url = Some(url);
        self
    }

    /// Safe to send twice although its method is not (a search by POST).
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Not safe to send twice although its method is.
    pub const fn not_idempotent(mut self) -> Self {
        self.idempotent = false;
        self
    }

    /// Takes a key in this header by which the server knows a request that it has seen. Each call sends
    /// one, so that it can be sent again.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_header = Some(header);
        self
    }

    /// Sends its body under this media type in place of the encoding's own: `application/merge-patch+json`.
    pub const fn content_type(mut self, name: &'static str) -> Self {
        self.content_type = Some(name);
        self
    }

    /// Sends this as `Accept` (RFC 9110 section 12.5.1) in place of what its answer asks for by itself.
    pub const fn accept(mut self, types: &'static str) -> Self {
        self.accept = Some(types);
        self
    }

    /// Failed, whatever its status, where the field at `path` of the response's body holds none of these
    /// values. A body without the field, or with `null` in it, says nothing.
    pub const fn succeeds_if(mut self, path: &'static [&'static str], equals: &'static [Plain]) -> Self {
        self.success = Some(SuccessField { path, equals });
        self
    }

    /// Ends its stream of events with an event of this data: `[DONE]`.
    pub const fn events_end_with(mut self, data: &'static str) -> Self {
        self.end_of_events = Some(data);
        self
    }

    /// The data of events of these types is text, even where it looks like JSON; of the others it may be.
    pub const fn events_with_text(mut self, names: &'static [&'static str]) -> Self {
        self.text_events = TextEvents::Of(names);
        self
    }

    /// The data of all its events is text, even where it looks like JSON.
    pub const fn all_events_with_text(mut self) -> Self {
        self.text_events = TextEvents::All;
        self
    }

    /// Its name in code: `update_thread`. Of low cardinality: fit for metrics and span names.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Its verb.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Its path template: `/threads/{id}`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Whether sending it twice has the effect of sending it once.
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    pub(crate) const fn is_authenticated(&self) -> bool {
        self.authenticated
    }

    pub(crate) const fn idempotency_header(&self) -> Option<&'static str> {
        self.idempotency_header
    }

    pub(crate) const fn own_content_type(&self) -> Option<&'static str> {
        self.content_type
    }

    pub(crate) const fn own_accept(&self) -> Option<&'static str> {
        self.accept
    }

    pub(crate) const fn success_field(&self) -> Option<SuccessField> {
        self.success
    }

    pub(crate) const fn end_of_events(&self) -> Option<&'static str> {
        self.end_of_events
    }

    pub(crate) fn is_text_event(&self, name: &str) -> bool {
        match self.text_events {
            TextEvents::All => true,
            TextEvents::Of(names) => names.contains(&name),
        }
    }

    pub(crate) const fn own_base_url(&self) -> Option<&'static str> {
        self.base_url
    }
}
