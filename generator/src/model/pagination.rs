//! How a list comes page by page.

use serde::{Deserialize, Serialize};

/// How an operation's answer is divided into pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Pagination {
    /// What the request counts by.
    #[serde(flatten)]
    pub kind: PaginationKind,
    /// The field of the answer that holds the items; `None` where the answer is the array itself.
    pub items: Option<String>,
    /// The field that holds the next cursor, page number or URL; of what lies deeper, here and below, the path:
    /// `meta.next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The field that says whether there are more pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_more: Option<String>,
    /// The field that counts the items on all pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_items: Option<String>,
    /// The field that counts the pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<String>,
}

/// What the request counts by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum PaginationKind {
    /// A query parameter that counts pages.
    PageNumber {
        /// Its wire name.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// A query parameter that counts the items to skip.
    Offset {
        /// Its wire name.
        parameter: String,
    },
    /// A query parameter that takes the cursor that the page before gave.
    Cursor {
        /// Its wire name.
        parameter: String,
    },
    /// The URL of the next page, which stands in the page before.
    NextUrl,
    /// A query parameter that takes the id of the last item of the page before.
    Key {
        /// Its wire name.
        parameter: String,
        /// The field of an item that holds its id.
        id: String,
    },
}
