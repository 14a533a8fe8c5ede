//! What of the reproduced requests a test needs that sends them.

use super::request::base_url;
use super::url::{match_url, split_shown};
use crate::model::{Api, Operation};
use crate::source::Span;

/// A documented request that the client can send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sendable {
    /// Its place in [`Api::operations`].
    pub operation: usize,
    /// Where the page shows it: its URL, or the whole of a body that stands by itself.
    pub span: Span,
}

/// The texts of a URL, as it writes them, that the path parameters of an operation stand for; `None` where it is not
/// the operation's.
pub fn path_values(api: &Api, operation: &Operation, url: &str) -> Option<Vec<(String, String)>> {
    let values = match_url(base_url(api, operation), operation, &split_shown(url)).ok()?;
    Some(values.into_iter().map(|(name, value)| (name, value.to_owned())).collect())
}
