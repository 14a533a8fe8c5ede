//! `docbind.toml`: what the pages don't say, and what they say wrong.
//!
//! Every exception for one API is an entry here, never a branch in Rust.

mod pagination;
mod parse;
mod table;
mod value_types;
mod values;

pub use pagination::PaginationOverride;
pub use parse::parse_config;
pub use value_types::ValueTypes;

use crate::model::{AuthScheme, MediaType};
use crate::source::{Span, Spanned};

/// The settings of one API, all optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `[api]`
    pub api: ApiConfig,
    /// `[pages]`
    pub pages: PagesConfig,
    /// `[retry]`: `statuses` after which the same request may be sent again.
    pub retry_statuses: Vec<u16>,
    /// `[values]`
    pub values: ValueTypes,
    /// `[[types]]`
    pub types: Vec<TypeOverride>,
    /// `[[operations]]`
    pub operations: Vec<OperationOverride>,
    /// `[groups.NAME]`
    pub groups: Vec<GroupConfig>,
}

/// `[api]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiConfig {
    /// `name`: kebab case, the name of the generated package.
    pub name: Option<Spanned<String>>,
    /// `title`: the name for people.
    pub title: Option<String>,
    /// `description`: what the API is for, as markdown.
    pub description: Option<String>,
    /// `base-url`: what paths are joined to.
    pub base_url: Option<Spanned<String>>,
    /// `docs-url`: the address that a page's path is joined to (without its extension) for links.
    pub docs_url: Option<Spanned<String>>,
    /// `auth`: `"bearer"`, `"basic"`, `{ header = "X-Key" }`, `{ query = "key" }`, `{ cookie = "k" }`.
    pub auth: Option<Vec<AuthScheme>>,
}

/// `[pages]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagesConfig {
    /// `include`: globs below the spec folder; all pages when empty.
    pub include: Vec<String>,
    /// `exclude`: globs below the spec folder.
    pub exclude: Vec<String>,
}

/// `[groups.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct GroupConfig {
    /// The group's name as docbind finds it.
    pub name: Spanned<String>,
    /// `description`, as markdown.
    pub description: Option<String>,
}

/// `[[types]]`
#[derive(Clone, Debug, PartialEq)]
pub struct TypeOverride {
    /// `select`: the Rust name that the type would have.
    pub select: Spanned<String>,
    /// `rename`: the Rust name it gets.
    pub rename: Option<String>,
    /// `description`: replaces its text.
    pub description: Option<String>,
    /// `keep-unknown-fields`: whether it keeps what the pages do not name; beats `[values]`.
    pub keep_unknown_fields: Option<bool>,
}

/// `[[operations]]`
#[derive(Clone, Debug, PartialEq)]
pub struct OperationOverride {
    /// `select`: the operation's id in kebab case (`update-community-thread`), globs allowed.
    pub select: Spanned<String>,
    /// `rename`: the id it gets, in words or kebab case.
    pub rename: Option<String>,
    /// `group`: the group it is sorted into.
    pub group: Option<String>,
    /// `media-type`: how its request body is encoded.
    pub media_type: Option<MediaType>,
    /// `auth = []` for none, or a list as in `[api]`.
    pub auth: Option<Vec<AuthScheme>>,
    /// `pagination = false`, or a table that says how the list comes in pages.
    pub pagination: Option<PaginationOverride>,
    /// Where the entry starts.
    pub span: Span,
}
