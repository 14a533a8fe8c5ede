//! `[[operations]]`: what the pages say wrong or leave out of whole operations.

use super::pagination::{PaginationOverride, read_pagination};
use super::said::{Said, read_said};
use super::select::{Form, read_select};
use super::selector::Selector;
use super::success::read_success;
use super::table::{Problems, Table};
use super::{auth, values};
use crate::model::{MediaType, Method, SecurityRequirement, Success};
use crate::source::{Span, Spanned};

/// An entry of `[[operations]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationOverride {
    /// `select`: the operations, by the group and id that they have before any setting.
    pub select: Spanned<Selector>,
    /// `rename`: the id it gets, in words or kebab case.
    pub rename: Option<Spanned<String>>,
    /// `group`: the group it is sorted into.
    pub group: Option<String>,
    /// `skip`: whether it is left out.
    pub skip: bool,
    /// `method`: its verb.
    pub method: Option<Method>,
    /// `path`: the path below the base URL, with `{name}` for each path parameter.
    pub path: Option<Spanned<String>>,
    /// `base-url`: what its path is joined to.
    pub base_url: Option<Spanned<String>>,
    /// `media-type`: how its request body is encoded.
    pub media_type: Option<Spanned<MediaType>>,
    /// `auth = []` for none, or a list as in `[api]`.
    pub auth: Option<Vec<SecurityRequirement>>,
    /// `pagination = false`, or a table that says how the list comes in pages.
    pub pagination: Option<Spanned<PaginationOverride>>,
    /// `success = false`, or a table that says which field of the response tells whether the call succeeded.
    pub success: Option<Spanned<Option<Success>>>,
    /// `events-end-with`: the data of the event that ends its stream of events; empty for none.
    pub events_end_with: Option<Spanned<String>>,
    /// `error-statuses`: the statuses that it answers with on failure.
    pub error_statuses: Option<Vec<u16>>,
    /// What it says, for people.
    pub said: Vec<Said>,
    /// Where the entry starts.
    pub span: Span,
}

const KEYS: &[&str] = &[
    "select",
    "rename",
    "group",
    "skip",
    "method",
    "path",
    "base-url",
    "media-type",
    "auth",
    "pagination",
    "success",
    "events-end-with",
    "error-statuses",
];

/// Reads an entry; `None` where it does not say what it is about.
pub(super) fn read_operation(problems: &mut Problems, table: &Table<'_>) -> Option<OperationOverride> {
    table.check_keys(problems, KEYS);
    let entry = OperationOverride {
        rename: values::words(problems, table, "rename"),
        group: values::text(problems, table, "group").map(|t| t.value),
        skip: values::flag(problems, table, "skip").is_some_and(|skip| skip.value),
        method: values::method(problems, table, "method"),
        path: values::url_path(problems, table, "path"),
        base_url: values::address(problems, table, "base-url"),
        media_type: values::media_type(problems, table, "media-type"),
        auth: auth::auth(problems, table, "auth"),
        pagination: read_pagination(problems, table),
        success: read_success(problems, table),
        events_end_with: values::text(problems, table, "events-end-with"),
        error_statuses: values::error_statuses(problems, table),
        said: read_said(problems, table, KEYS),
        select: read_select(problems, table, Form::Operations)?,
        span: table.span,
    };
    Some(entry)
}
