//! The vocabulary of claims: what a page can say about an API.
//!
//! A dialect turns the blocks of a [`Document`](crate::document::Document) into claims and weighs
//! nothing: two claims of one page may contradict each other, and that is for the analysis.

mod enums;
mod limits;

pub(crate) use crate::type_expr::{InlineField, ParameterLocation, TypeExpr};
pub use enums::{DescribedValuesClaim, EnumTableClaim, EnumValueClaim, ValueForm};
pub use limits::{Bound, LimitClaim, LimitClaims, Unit};

use crate::document::{Json, JsonProblem, Link, Text};
use crate::model::{Method, ParameterStyle, SecurityRequirement, Status};
use crate::site::SiteAuth;
use crate::source::{SourceId, Span, Spanned};

/// A documentation convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Convention {
    /// MDX source with front matter: `api: "PUT /x"`, `<ParamField>`, `<ResponseField>`.
    MintlifySource,
    /// The markdown export of such a page: no front matter, verb and path only in an example.
    MintlifyExport,
    /// The text of such a page as a browser shows it.
    RenderedText,
    /// An operation of an OpenAPI description.
    Description,
}

/// What one page says.
#[derive(Clone, Debug)]
pub struct PageClaims {
    /// The page.
    pub source: SourceId,
    /// The convention it was read by.
    pub convention: Convention,
    /// The claims in the order of the page.
    pub claims: Vec<Claim>,
    /// Where the page stops in the middle of something, and of what.
    pub ends_early: Option<Spanned<String>>,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Which operation of the page it is about: 0 unless the page describes several.
    pub operation: u32,
    /// What is claimed.
    pub kind: ClaimKind,
    /// The block or part of a block that it was read from.
    pub span: Span,
}

/// The kinds of claim.
#[derive(Clone, Debug)]
pub enum ClaimKind {
    /// Navigation, repeated titles, rules: part of the web site and not of the documentation.
    Chrome,
    /// A tag in whose place a file stands, and the file's path.
    Included(String),
    /// The page's title.
    Title(String),
    /// One sentence on the page as a whole.
    Summary(Text),
    /// What the navigation calls the page, beside its title.
    ShortTitle(String),
    /// What an OpenAPI document calls the operation in code.
    OperationId(String),
    /// A heading, for the structure that it gives; depth from 1.
    Section {
        /// Depth, from 1.
        level: u8,
        /// Its text.
        title: String,
    },
    /// Prose on the operation.
    Description(Text),
    /// Prose that is not part of the description: remarks beside examples, related pages.
    Remark(Text),
    /// Verb and URL stated outright (front matter or a method bar).
    Endpoint(EndpointClaim),
    /// A server that a text, list or table names.
    Server(ServerClaim),
    /// How the body is encoded, stated outright.
    MediaType(String),
    /// That the page is about what the API sends on its own, to an address of the user's.
    ///
    /// With the event's name, where it is stated.
    Webhook(Option<String>),
    /// How the caller authenticates.
    Authentication(AuthClaim),
    /// How the caller authenticates, as a setting of the page.
    AuthMethod(SiteAuth),
    /// That the operation should no longer be used, and what the page says of it; may be empty.
    Deprecated(String),
    /// A declared parameter or body field.
    Parameter {
        /// Where it goes.
        location: ParameterLocation,
        /// The field.
        field: FieldClaim,
    },
    /// A declared field of an answer.
    ResponseField {
        /// The status that it belongs to; `None` where the page names none.
        status: Option<Status>,
        /// Whether it stands among the failures, where no status is named.
        failure: bool,
        /// The field.
        field: FieldClaim,
    },
    /// A record that the OpenAPI part of a page describes on its own, by its name.
    Record(FieldClaim),
    /// A record that a section or a page describes, for all operations that name it or link to it.
    DescribedRecord(RecordClaim),
    /// Values that a section describes, for all fields that link to it.
    DescribedValues(DescribedValuesClaim),
    /// The scalar that a section is about, for all fields that link to it.
    DescribedType(DescribedTypeClaim),
    /// That a response is such a record, or a list of them.
    ResponseRecord {
        /// The status that it belongs to; `None` where the page names none.
        status: Option<Status>,
        /// The name of the record.
        name: String,
        /// Whether it is a list of them.
        list: bool,
        /// Whether it is said to have a part of the fields only.
        partial: bool,
    },
    /// A status that the operation can answer with.
    Status {
        /// The code.
        code: Status,
        /// What the page says of it.
        description: String,
    },
    /// Prose on an answer: "Returns an array of Sensor records …".
    ResponseProse {
        /// The status that it belongs to.
        status: Option<Status>,
        /// The text, with its links.
        text: Text,
    },
    /// A skeleton of the response: names with placeholder values (`"<string>"`, `123`, `{}`).
    Skeleton(Json),
    /// A documented body.
    Example(ExampleClaim),
    /// How an answer is encoded, where that is not `application/json`.
    OtherAnswer {
        /// The status that it belongs to, where one is named.
        status: Option<Status>,
        /// `application/xml`, `audio/mpeg` …
        media_type: String,
    },
    /// Server-sent events that an answer is shown with.
    Events {
        /// The status that it belongs to, where one is named.
        status: Option<Status>,
        /// The events, in their order.
        events: Vec<EventClaim>,
    },
    /// A request as a command or an HTTP message.
    RequestExample(RequestExampleClaim),
    /// Code in some language, from which nothing is read.
    Code {
        /// The language, as the page names it.
        language: String,
    },
    /// A table of the values of an enum.
    EnumTable(EnumTableClaim),
}

/// Verb and URL.
#[derive(Clone, Debug)]
pub struct EndpointClaim {
    /// The verb.
    pub method: Spanned<Method>,
    /// The URL as written: absolute or relative, `{id}` or `:id` or `<id>` holes, maybe a query.
    pub url: Spanned<String>,
    /// Whether the page only points to an operation of an OpenAPI document.
    pub elsewhere: bool,
    /// Whether it is that of an HTTP message, whose path shows values.
    pub shown: bool,
}

/// A server that a page names.
#[derive(Clone, Debug)]
pub struct ServerClaim {
    /// Its base URL, without a slash at the end.
    pub url: Spanned<String>,
    /// Whether its label or its host says that it is there to try things on.
    pub test: bool,
    /// What stands before the hole of a version, where the text says that there is one: `https://api.acme.dev/v`.
    pub before_version: Option<String>,
}

/// What a page says of how to authenticate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthClaim {
    /// "No authentication required."
    pub none: bool,
    /// The ways to authenticate, any of which will do.
    pub alternatives: Vec<SecurityRequirement>,
    /// Roles named.
    pub roles: Vec<String>,
}

/// A declared field.
#[derive(Clone, Debug)]
pub struct FieldClaim {
    /// Its name as written: `Id`, `data[].id`, `config.url`. Empty where the page gives none.
    pub name: Spanned<String>,
    /// Its type.
    pub ty: Option<Spanned<TypeExpr>>,
    /// The links in its type.
    pub type_links: Vec<Link>,
    /// `Some(true)` for `required`, `Some(false)` for `required={false}` or `optional`.
    pub required: Option<bool>,
    /// The default as written.
    pub default: Option<Spanned<String>>,
    /// What a table shows in its place: `Bearer <key>`.
    pub shown: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// What it is.
    pub description: Option<Text>,
    /// Fields nested in it.
    pub children: Vec<FieldClaim>,
    /// The heading or tab that it stands under, where that says what some of the fields are for.
    pub under: Option<Spanned<String>>,
    /// The tab that it stands in, where that is one of several.
    pub tab: Option<TabClaim>,
    /// How the page writes it.
    pub form: FieldForm,
    /// Enum values listed in it.
    pub values: Vec<EnumValueClaim>,
    /// Words in its text that may be its values; something else must confirm it.
    pub hinted: Vec<EnumValueClaim>,
    /// The default that its text states.
    pub stated_default: Option<Spanned<String>>,
    /// Values that stand in it as examples, where they are JSON.
    pub examples: Vec<Json>,
    /// What its tag or its text says a value must keep to.
    pub limits: LimitClaims,
    /// How a parameter or a field of a form is written, where the page says so outright.
    pub style: Option<ParameterStyle>,
    /// Whether the page does not say where it goes: it was put where the verb usually sends what it takes.
    pub place_assumed: bool,
    /// All of it.
    pub span: Span,
}

/// A scalar that a section is about, for all fields whose types link to it.
#[derive(Clone, Debug)]
pub struct DescribedTypeClaim {
    /// What links to it point to on its page.
    pub anchors: Vec<String>,
    /// What it is.
    pub ty: TypeExpr,
}

/// A record that a section or a page describes.
#[derive(Clone, Debug)]
pub struct RecordClaim {
    /// Its name, and its fields as children.
    pub field: FieldClaim,
    /// What links to it point to on its page; empty among them where a link to the page will do.
    pub anchors: Vec<String>,
    /// Whether an operation sends it or gets it back, alone or in another record.
    pub used: bool,
}

/// A tab, of which a reader sees one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabClaim {
    /// Where the tabs begin that it is one of.
    pub tabs: Span,
    /// Its title.
    pub title: Spanned<String>,
}

/// How a page writes a declared field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldForm {
    /// A tag or an entry of its own.
    #[default]
    Entry,
    /// The row of a table.
    Row,
    /// A property of a schema: its name is all of it, dots included.
    Property,
}

/// A documented body.
#[derive(Clone, Debug)]
pub struct ExampleClaim {
    /// Whether it is of the request.
    pub request: bool,
    /// The status it belongs to, for an answer.
    pub status: Option<Status>,
    /// Whether its label, its place or its content says that it is of a failure, where no status is named.
    pub failure: bool,
    /// What the page calls it; may be empty.
    pub label: String,
    /// The value, where the text is JSON.
    pub json: Option<Json>,
}

/// A server-sent event that is shown.
#[derive(Clone, Debug)]
pub struct EventClaim {
    /// Its type, where it names one.
    pub event: Option<Spanned<String>>,
    /// What it says.
    pub data: EventData,
}

/// The data of an event.
#[derive(Clone, Debug)]
pub enum EventData {
    /// JSON.
    Json(Json),
    /// Any other text.
    Text(Spanned<String>),
}

/// A request as a command or an HTTP message.
#[derive(Clone, Debug)]
pub struct RequestExampleClaim {
    /// What the page calls it; may be empty.
    pub label: String,
    /// The verb.
    pub method: Spanned<Method>,
    /// The URL as written, absolute or not, with its query.
    pub url: Spanned<String>,
    /// The headers in order.
    pub headers: Vec<(String, String)>,
    /// The body as written.
    pub body: Option<Spanned<String>>,
    /// The body where it is JSON.
    pub json: Option<Json>,
    /// What the author of a JSON body slipped on.
    pub problem: Option<Spanned<JsonProblem>>,
    /// Whether a machine wrote it from the page's own fields: placeholder values (`<string>`, 123).
    pub generated: bool,
    /// Whether it stands under a heading of its own, which may be about another operation.
    pub aside: bool,
    /// Whether it is an HTTP message, and not a command.
    pub message: bool,
}

impl RequestExampleClaim {
    /// Whether it is a verb and a URL and no more: it says which operation is meant, and not what is sent.
    pub fn is_bare(&self) -> bool {
        self.message && self.headers.is_empty() && self.body.is_none()
    }
}
