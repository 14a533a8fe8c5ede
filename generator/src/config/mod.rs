//! `docbind.toml`: what the pages don't say, and what they say wrong.
//!
//! Every exception for one API is an entry here, never a branch in Rust.

mod address;
mod auth;
mod fetch;
mod field_path;
mod field_values;
mod fields;
mod level;
mod levels;
mod name_glob;
mod near;
mod operations;
mod package;
mod page_globs;
mod pagination;
mod parse;
mod place_glob;
mod rule_pattern;
mod said;
mod schema;
mod select;
pub(crate) mod selector;
mod success;
mod table;
mod types;
mod value_types;
mod values;
mod ways;
mod webhooks;

pub(crate) use address::{Address, OperationKey};
pub(crate) use fetch::FetchConfig;
pub(crate) use fields::{FieldOverride, FieldType};
pub(crate) use level::Level;
pub(crate) use level::apply_levels;
pub(crate) use levels::LevelEntry;
pub(crate) use levels::check_level_pages;
pub(crate) use name_glob::NameGlob;
pub(crate) use near::did_you_mean;
pub(crate) use operations::OperationOverride;
pub(crate) use package::PackageConfig;
pub(crate) use page_globs::PageGlobs;
pub(crate) use pagination::PaginationOverride;
pub(crate) use parse::parse_config;
pub use said::Said;
pub(crate) use schema::render_schema;
pub use selector::Selector;
pub use types::TypeOverride;
pub use value_types::ValueTypes;
pub(crate) use ways::{Found, walk_shape};
pub(crate) use webhooks::WebhooksConfig;

use crate::model::SecurityRequirement;
use crate::source::Spanned;

/// The settings of one API, all optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `[api]`
    pub api: ApiConfig,
    /// `[package]`
    pub package: PackageConfig,
    /// `[pages]`
    pub pages: PagesConfig,
    /// `[fetch]`
    pub fetch: FetchConfig,
    /// `[retry]`: `statuses` after which the same request may be sent again.
    pub retry_statuses: Vec<u16>,
    /// `[values]`
    pub values: ValueTypes,
    /// `[webhooks]`
    pub webhooks: WebhooksConfig,
    /// `[diagnostics]`
    pub levels: Vec<LevelEntry>,
    /// `[[types]]`
    pub types: Vec<TypeOverride>,
    /// `[[operations]]`
    pub operations: Vec<OperationOverride>,
    /// `[[fields]]`
    pub fields: Vec<FieldOverride>,
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
    pub auth: Option<Vec<SecurityRequirement>>,
    /// `error-statuses`: the statuses that every operation answers with on failure, unless its own
    /// entry says others.
    pub error_statuses: Option<Vec<u16>>,
}

/// `[pages]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagesConfig {
    /// `include`: globs below the spec folder; all pages when empty.
    pub include: Vec<String>,
    /// `exclude`: globs below the spec folder.
    pub exclude: Vec<String>,
    /// `openapi`: OpenAPI documents that belong to the pages, by their paths from the spec folder.
    pub openapi: Vec<Spanned<String>>,
    /// `language`: the one that is read, of a site that has several; `*` for all.
    pub language: Option<Spanned<String>>,
    /// `version`: the one that is read, of a site that has several; `*` for all.
    pub version: Option<Spanned<String>>,
}

/// `[groups.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct GroupConfig {
    /// The group's name as docbind finds it.
    pub name: Spanned<String>,
    /// `description`, as markdown.
    pub description: Option<String>,
}
