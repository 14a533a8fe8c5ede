//! The closed model: what the API is, as far as its pages tell.
//!
//! The analysis makes it from the claims of all pages and nobody changes it
//! afterwards. It holds no Rust and no page syntax, and serialises to stable JSON
//! (`docbind model SPEC`, a [`ModelFile`]), from which it reads back. Every [`SchemaKind::Ref`] names an entry of
//! [`Api::schemas`].

mod constraints;
mod file;
mod fixed_query;
mod media_type;
mod overrides;
mod pagination;
mod path;
mod schema;
mod security;
mod shown_events;
mod status;
mod style;
mod success;
mod webhook;
mod words;

pub use constraints::Constraints;
pub use file::{MODEL_SCHEMA, ModelFile, ModelFileError};
pub use fixed_query::FixedQuery;
pub use media_type::MediaType;
pub use overrides::Override;
pub use pagination::{Pagination, PaginationKind};
pub use path::{PathPart, PathTemplate};
pub use schema::{
    Choice, EnumMember, EnumSchema, EnumValue, Evidence, Field, IntegerFormat, NumberFormat, ObjectSchema,
    Schema, SchemaKind, StringFormat, TaggedSchema, TaggedVariant,
};
pub use security::{AuthScheme, SecurityRequirement};
pub(crate) use shown_events::render_event_stream;
pub use status::Status;
pub use style::ParameterStyle;
pub use success::Success;
pub use webhook::{EventLocation, Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One API.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Api {
    /// Short name in kebab case: the name of the generated package.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What the API is for, as markdown; may be empty.
    pub description: String,
    /// The URL that paths are joined to, without a slash at the end; `None` when no page says it.
    pub base_url: Option<String>,
    /// The ways to authenticate that its operations name, each once; `None` where nothing is known, empty where
    /// none is needed.
    pub authentication: Option<Vec<SecurityRequirement>>,
    /// HTTP statuses after which the same request may be sent again.
    pub retry_statuses: Vec<u16>,
    /// The groups that operations are sorted into, by name.
    pub groups: Vec<Group>,
    /// All operations, by group and then by title.
    pub operations: Vec<Operation>,
    /// What the API sends on its own, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// What tells the webhooks apart, where something does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook_event: Option<EventLocation>,
    /// How they are signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook_signature: Option<Signature>,
    /// The schemas that have a name of their own in the pages (record kinds and enums).
    pub schemas: BTreeMap<String, NamedSchema>,
    /// What the pages now call schemas to which `docbind.lock` gives another name, by that name.
    #[serde(skip)]
    pub renamed_records: BTreeMap<String, String>,
    /// What settings say in the place of the pages, of operations and fields. What they say of types is
    /// known when types have names ([`RustCrate::overrides`](crate::lowering::RustCrate::overrides)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// A group of operations: a folder, tag or section of the documentation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Group {
    /// As the pages spell it: `community`.
    pub name: String,
    /// What it is for, as markdown; may be empty.
    pub description: String,
}

/// A schema with a name of its own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct NamedSchema {
    /// What it is, as markdown; may be empty.
    pub description: String,
    /// The shape. Never itself a bare [`SchemaKind::Ref`].
    pub schema: Schema,
    /// Where the shape was read.
    pub place: Option<Place>,
}

/// One operation: a verb on a path template.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Operation {
    /// Unique, stable, in words: `update community thread`. Every name in code comes from it.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// What it does, as markdown; may be empty.
    pub description: String,
    /// The [`Group::name`] it belongs to.
    pub group: String,
    /// The verb.
    pub method: Method,
    /// The path, with `{name}` for every path parameter.
    pub path: PathTemplate,
    /// What the query holds in each call, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixed_query: Vec<FixedQuery>,
    /// The host of this operation where it is not [`Api::base_url`].
    pub base_url: Option<String>,
    /// Path, query, header and cookie parameters, in the order of the page (path ones in path order).
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub request_body: Option<RequestBody>,
    /// What it asks for in `Accept`, as the page says; `None` where that is what its answers are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// What may come back, by status, each status once.
    pub responses: Vec<Response>,
    /// How its answer is divided into pages, where it is a list that comes in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// What in the body says whether the call succeeded, where the status does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<Success>,
    /// The data of the event that ends its stream of events, where it is one: `[DONE]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_of_events: Option<String>,
    /// Ways to authenticate, any of which will do (OpenAPI 3.1, `security`): `None` where nothing says them,
    /// empty for an operation that says it needs none.
    pub authentication: Option<Vec<SecurityRequirement>>,
    /// Roles that the caller needs, as the page names them.
    pub roles: Vec<String>,
    /// What the page says of an operation that should no longer be used; empty where it says only that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// The page's address on the web, where one is known.
    pub link: Option<String>,
    /// Where the operation was read.
    pub place: Place,
    /// The other pages that describe it, in the order of their paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_pages: Vec<OtherPage>,
    /// What it is known by from one run to the next.
    #[serde(skip)]
    pub identity: Identity,
}

/// What an operation is known by from one run to the next: nothing that a setting changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Identity {
    /// Verb and path template, with the path of its base URL: `GET /v1/orders/{id}`.
    pub line: String,
    /// The group, as the pages spell it.
    pub group: String,
    /// Its id before any setting.
    pub id: String,
    /// What its page calls it.
    pub called: String,
    /// Whether an operation of another group had its id before: the id alone does not name it in settings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
    /// The id that its page gives it now, where `docbind.lock` keeps another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_id: Option<String>,
    /// The group that its page is in now, where `docbind.lock` keeps another name for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_group: Option<String>,
}

impl Operation {
    /// What it sends as `Accept`, where that is neither `application/json` nor anything: what the page says, or
    /// else the name of its first success, where that is JSON under another name.
    pub fn accepts(&self) -> Option<&str> {
        let named = |response: &&Response| response.status.is_success() && response.media_type.is_some();
        let first = self.responses.iter().find(named).and_then(|response| response.media_type.as_ref());
        let lines =
            |media: &&MediaType| matches!(media, MediaType::JsonLines(_)) && **media != MediaType::JSON_LINES;
        let by_name = first.filter(|media| (media.is_json() && **media != MediaType::JSON) || lines(media));
        self.accept.as_deref().or_else(|| by_name.map(MediaType::as_str))
    }

    /// Whether credentials go along: they do, unless the pages say that none is needed.
    pub fn is_authenticated(&self) -> bool {
        self.authentication.as_ref().is_none_or(|alternatives| !alternatives.is_empty())
    }

    /// Every place that describes it, that of the first page first.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(self.other_pages.iter().map(|page| &page.place))
    }

    /// The addresses of its pages on the web, as far as they are known.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.link
            .iter()
            .chain(self.other_pages.iter().filter_map(|page| page.link.as_ref()))
            .map(String::as_str)
    }
}

/// What the API sends on its own, to an address of its user.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Webhook {
    /// Unique, stable, in words: `ticket closed`.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// When it is sent, as markdown; may be empty.
    pub description: String,
    /// What names it at [`Api::webhook_event`]; empty where nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// The headers that come with it.
    pub headers: Vec<Field>,
    /// What is sent, as JSON: a [`SchemaKind::Ref`] where the page lists its fields.
    pub payload: Schema,
    /// Documented examples.
    pub examples: Vec<Example>,
    /// The page's address on the web, where one is known.
    pub link: Option<String>,
    /// Where it was read.
    pub place: Place,
}

/// A second page on an operation: a copy, a translation or another edition of the first.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct OtherPage {
    /// Its title.
    pub title: String,
    /// Its address on the web, where one is known.
    pub link: Option<String>,
    /// Where it states the operation.
    pub place: Place,
}

/// A place in a page, for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Place {
    /// The page's path below the spec folder.
    pub page: String,
    /// The line, from 1.
    pub line: u32,
}

/// HTTP verbs (RFC 9110, RFC 5789).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // the variants are the verbs
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
    /// All verbs.
    pub const ALL: [Method; 7] = [
        Method::Get,
        Method::Head,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
        Method::Options,
    ];

    /// As on the wire: `PUT`.
    pub fn as_str(self) -> &'static str {
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

    /// The verb of a word in any case, `DEL` included.
    pub fn parse(word: &str) -> Option<Method> {
        if word.eq_ignore_ascii_case("del") {
            return Some(Method::Delete);
        }
        Self::ALL.into_iter().find(|m| m.as_str().eq_ignore_ascii_case(word))
    }
}

/// Where a parameter goes (OpenAPI 3.1, Parameter Object).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Location {
    /// A hole of the path.
    Path,
    /// `?name=value`
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// A parameter outside the body.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Parameter {
    /// Where it goes.
    pub location: Location,
    /// Name, schema, requiredness and text.
    #[serde(flatten)]
    pub field: Field,
    /// How an array or an object is written.
    pub style: ParameterStyle,
    /// Whether slashes of a path parameter's value are sent as they are (RFC 6570, section 3.2.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_reserved: bool,
}

/// What an operation sends.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct RequestBody {
    /// How it is encoded.
    pub media_type: MediaType,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether none is sent where nothing of it is there, and not an empty one: a page shows such a request, or the
    /// verb gives a body no meaning (RFC 9110, section 9.3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub omitted: bool,
    /// Its shape.
    pub schema: Schema,
    /// How fields of a form are written, by name (OpenAPI 3.1, Encoding Object). Those that are not here are
    /// [`ParameterStyle::Deep`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub styles: BTreeMap<String, ParameterStyle>,
    /// Other ways to encode the same fields that the pages show: a caller may choose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_encodings: Vec<OtherEncoding>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// A way to encode the fields of a body that has another one already.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct OtherEncoding {
    /// JSON, or a form.
    pub media_type: MediaType,
    /// As those of [`RequestBody::styles`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub styles: BTreeMap<String, ParameterStyle>,
}

/// What an operation answers with one status.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Response {
    /// The statuses that it is for: a code, a range of codes, or all that have no other response.
    pub status: Status,
    /// What it means, as markdown; may be empty.
    pub description: String,
    /// How it is encoded; `None` for an answer without a body.
    pub media_type: Option<MediaType>,
    /// The shape of the body; `None` where there is no body or nothing is known of it.
    pub schema: Option<Schema>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// An example with its label.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Example {
    /// What the page calls it; may be empty.
    pub label: String,
    /// The value.
    pub value: serde_json::Value,
}
