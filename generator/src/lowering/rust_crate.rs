//! The Rust crate as plain data: what the lowering decided and the backend prints.
//!
//! Types stand in one table, [`RustCrate::types`], and refer to each other by [`TypeId`]; a module
//! lists the ones that it holds, in the order they are printed.

use super::credentials::Credential;
use super::doc_lines::Docs;
use super::event_type::EventType;
use super::names::Ident;
use super::rust_type::{RustType, TypeId, TypeItem};
use super::samples::Sample;
use crate::model::{
    EventLocation, Location, Method as Verb, Override, PaginationKind, ParameterStyle, Signature, Success,
};

/// A client crate.
#[derive(Clone, Debug)]
pub struct RustCrate {
    /// The package's name, in kebab case.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// What the manifest's `[package]` has beside, as `docbind.toml` says it.
    pub manifest: Vec<(&'static str, toml::Value)>,
    /// The API's name for people, on one line.
    pub title: String,
    /// What the API is for.
    pub docs: Docs,
    /// The type that every call starts from.
    pub client: Client,
    /// The modules of operations, one feature each, in order of their names.
    pub groups: Vec<Group>,
    /// The types that several groups use, by name.
    pub shared: Vec<TypeId>,
    /// The types of what the API sends on its own, with the names of the webhooks.
    pub webhooks: Vec<(String, TypeId)>,
    /// The enum of all of them, where something tells them apart.
    pub webhook_events: Option<WebhookEvents>,
    /// All types.
    pub types: Vec<TypeItem>,
    /// What `[[types]]` says of types, for people: no part of the crate.
    pub overrides: Vec<Override>,
    /// The libraries that fields and arguments take types from, sorted: features of the runtime.
    pub libraries: Vec<&'static str>,
    /// The call that the README and the crate's page show, where there is an operation.
    pub example: Option<Example>,
}

impl RustCrate {
    /// The type of an id of this crate.
    pub fn get(&self, id: TypeId) -> &TypeItem {
        &self.types[id.0 as usize]
    }
}

/// The client type.
#[derive(Clone, Debug)]
pub struct Client {
    /// What paths are joined to, when the pages say.
    pub base_url: Option<String>,
    /// Statuses after which the same request may be sent again.
    pub retry_statuses: Vec<u16>,
    /// The ways to authenticate that the pages name.
    pub credentials: Vec<Credential>,
}

/// A module of operations.
#[derive(Clone, Debug)]
pub struct Group {
    /// As the pages spell it.
    pub wire_name: String,
    /// The module, and the client's method that gives the handle.
    pub module: Ident,
    /// The cargo feature.
    pub feature: String,
    /// The type whose methods are the operations.
    pub handle: Ident,
    /// What module, handle and feature were called earlier.
    pub aliases: Vec<GroupAlias>,
    /// What the group is for.
    pub docs: Docs,
    /// The operations, by title.
    pub methods: Vec<Method>,
    /// The module's own types, in order of first use.
    pub types: Vec<TypeId>,
    /// The shared types that the methods name, which the module shows as its own.
    pub reexports: Vec<TypeId>,
}

/// An earlier name of a group.
#[derive(Clone, Debug)]
pub struct GroupAlias {
    /// The module, and the client's method.
    pub module: Ident,
    /// The cargo feature.
    pub feature: String,
    /// The type.
    pub handle: Ident,
}

/// An earlier name of a method.
#[derive(Clone, Debug)]
pub struct MethodAlias {
    /// The name.
    pub ident: Ident,
    /// The method that it forwards to: one of [`Method::names`].
    pub target: Ident,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub ident: Ident,
    /// Title, text, roles, verb, path and link.
    pub docs: Docs,
    /// The page's title, as markdown on one line.
    pub title: String,
    /// The page's address, safe in markdown.
    pub link: Option<String>,
    /// Why it should no longer be used; empty where the page does not say why.
    pub deprecated: Option<String>,
    /// The name that logs and traces show.
    pub operation: String,
    /// The verb.
    pub verb: Verb,
    /// The path, with `{name}` for each parameter.
    pub path: String,
    /// The host where it is not the client's.
    pub base_url: Option<String>,
    /// What is sent as `Content-Type`, where that is not what the encoding sends by itself.
    pub content_type: Option<String>,
    /// What is sent as `Accept`, where that is not what the answer asks for by itself.
    pub accept: Option<String>,
    /// Whether credentials are sent.
    pub authenticated: bool,
    /// The positional arguments: path parameters, in path order.
    pub arguments: Vec<Argument>,
    /// The request struct, where anything but path parameters is sent.
    pub request: Option<TypeId>,
    /// The name of the method that takes the request, where callers know one without: all of the request came later
    /// and may be left out.
    pub with_request: Option<Ident>,
    /// What of the request goes where, in order.
    pub parts: Vec<RequestPart>,
    /// Whether no body is sent where nothing of it is there.
    pub omits_body: bool,
    /// What comes back.
    pub answer: Answer,
    /// The documented errors.
    pub error: Option<TypeId>,
    /// What in the body says whether the call succeeded.
    pub success: Option<Success>,
    /// The data of the event that ends its stream of events.
    pub end_of_events: Option<String>,
    /// The second method, of a list that comes in pages.
    pub paging: Option<Paging>,
    /// What a test responds with, where it says nothing else.
    pub sample: Sample,
    /// The documented body of the request.
    pub shown: Option<serde_json::Value>,
    /// The methods that encode the body in another way.
    pub encoded: Vec<EncodedMethod>,
    /// Their earlier names.
    pub aliases: Vec<MethodAlias>,
}

/// A method that encodes the body in another way.
#[derive(Clone, Debug)]
pub struct EncodedMethod {
    /// Its name.
    pub ident: Ident,
    /// The way.
    pub encoding: Encoding,
}

impl Method {
    /// The names of the methods that call the operation.
    pub fn names(&self) -> impl Iterator<Item = &Ident> {
        let paging = self.paging.iter().flat_map(|of| std::iter::once(&of.ident).chain(&of.with_request));
        let encoded = self.encoded.iter().map(|of| &of.ident);
        std::iter::once(&self.ident).chain(&self.with_request).chain(paging).chain(encoded)
    }
}

/// The method that walks the pages of a list.
#[derive(Clone, Debug)]
pub struct Paging {
    /// Its name.
    pub ident: Ident,
    /// Where callers know that one without a request: the method that takes one.
    pub with_request: Option<Ident>,
    /// What the request counts by.
    pub kind: PaginationKind,
    /// The answer's field that holds the items; the answer itself when `None`.
    pub items: Option<Ident>,
    /// The type of an item.
    pub item: RustType,
    /// What the answer says of the pages that follow.
    pub hints: Vec<PageHint>,
}

/// The way from an answer to one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWay {
    /// The fields on the way, and for each whether it is an `Option`; the last one is it.
    pub steps: Vec<(Ident, bool)>,
    /// Whether its value is copied and not cloned.
    pub copied: bool,
    /// Whether it is any JSON.
    pub is_value: bool,
}

/// What a field of the answer says of the pages that follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageHint {
    /// The next cursor, page number or URL.
    Next(FieldWay),
    /// The id of the last item is the next key: the item's field.
    LastId(Ident),
    /// Whether there are more.
    HasMore(FieldWay),
    /// How many items there are.
    TotalItems(FieldWay),
    /// How many pages there are.
    TotalPages(FieldWay),
}

/// A positional argument: a path parameter.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub ident: Ident,
    /// The name in the path.
    pub wire_name: String,
    /// Its type: a scalar, a named enum or a list of them.
    pub rust_type: RustType,
    /// How it is written: that of a list, or one that only a path has.
    pub style: Option<ParameterStyle>,
}

/// What a part of a form holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormContent {
    /// A value as text.
    Text,
    /// Values as text, a part each.
    List,
    /// A file, or a list of files, a part each.
    File,
    /// Anything else, by what it is: text, JSON for an object, a part for each item of a list.
    Value,
    /// Values as text, in that style.
    Styled(ParameterStyle),
}

/// A part of a request, and where it goes.
#[derive(Clone, Debug)]
pub enum RequestPart {
    /// One value outside the body.
    Value {
        /// Where.
        location: Location,
        /// Its name on the wire.
        wire_name: String,
        /// The request's field.
        field: Ident,
        /// Whether it is a timestamp that goes without its seconds.
        to_minute: bool,
    },
    /// Several values outside the body.
    List {
        /// Where.
        location: Location,
        /// Its name on the wire.
        wire_name: String,
        /// The request's field.
        field: Ident,
        /// How they are written.
        style: ParameterStyle,
    },
    /// A value with parts in the query.
    Parts {
        /// Its name on the wire.
        wire_name: String,
        /// The request's field.
        field: Ident,
        /// How its parts are written.
        style: ParameterStyle,
    },
    /// A part of a form that holds files.
    Form {
        /// Its name on the wire.
        wire_name: String,
        /// The request's field.
        field: Ident,
        /// What it holds.
        content: FormContent,
    },
    /// The body.
    Body {
        /// How it is encoded.
        encoding: Encoding,
        /// How else it may be.
        others: Vec<Encoding>,
        /// The request's field that holds it; the request itself when `None`.
        field: Option<Ident>,
        /// Whether the field is an `Option`.
        optional: bool,
    },
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As JSON.
    Json,
    /// As a list, a JSON text on each line.
    JsonLines,
    /// As a form, with the fields that have another style than [`ParameterStyle::Deep`].
    Form(Vec<(String, ParameterStyle)>),
    /// In parts, with such fields.
    Multipart(Vec<(String, ParameterStyle)>),
    /// As text.
    Text,
    /// As it is, with this content type.
    Bytes(String),
}

/// The enum of what the API sends on its own.
#[derive(Clone, Debug)]
pub struct WebhookEvents {
    /// Its name.
    pub ident: Ident,
    /// Where the event is named; `None` where there is one.
    pub location: Option<EventLocation>,
    /// The variants.
    pub variants: Vec<WebhookVariant>,
    /// How they are signed.
    pub signature: Option<Signature>,
}

/// What the API sends for an event.
#[derive(Clone, Debug)]
pub struct WebhookVariant {
    /// Its name.
    pub ident: Ident,
    /// What the page calls it, on one line.
    pub title: String,
    /// What the event is called on the wire.
    pub events: Vec<String>,
    /// What is sent; any JSON where there is no type.
    pub payload: Option<TypeId>,
}

/// What an operation answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// JSON of that type.
    Json(RustType),
    /// JSON of that type on each line.
    JsonLines(RustType),
    /// Server-sent events.
    Events(EventType),
    /// Text.
    Text,
    /// Raw bytes.
    Bytes,
    /// Nothing.
    Empty,
    /// One of several, by status: a [`TypeKind::Answers`](super::rust_type::TypeKind::Answers).
    ByStatus(TypeId),
}

/// A call to show.
#[derive(Clone, Debug)]
pub struct Example {
    /// The group, an index into [`RustCrate::groups`].
    pub group: usize,
    /// The method, an index into [`Group::methods`].
    pub method: usize,
}
