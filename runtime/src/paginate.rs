//! Lists that come page by page.

mod link_header;
mod page;
mod pages;
mod resume_token;
mod walk;

pub use page::{Count, Page};
pub use pages::{Items, Pages};
pub use resume_token::ResumeToken;

/// How an API divides a list into pages.
///
/// Each kind starts where the call says: a call with `page=3` in its query starts at page 3. A walk that
/// counts (pages or items) goes by what the answers say, most telling first: whether there are more, the
/// next page where one names it (a number or URL), the number of pages, the number of items. Where they
/// say nothing it ends at an empty page, or where there is none (404).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pagination {
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    PageNumber { parameter: &'static str, first: u64 },
    Offset { parameter: &'static str, first: u64 },
    Cursor { parameter: &'static str },
    Key { parameter: &'static str },
    NextUrl,
    Link,
}

impl Pagination {
    /// The query parameter; empty where there is none.
    fn parameter(self) -> &'static str {
        match self.kind {
            Kind::PageNumber { parameter, .. } | Kind::Offset { parameter, .. } => parameter,
            Kind::Cursor { parameter } | Kind::Key { parameter } => parameter,
            Kind::NextUrl | Kind::Link => "",
        }
    }

    /// The first number that is counted from.
    fn first(self) -> u64 {
        match self.kind {
            Kind::PageNumber { first, .. } | Kind::Offset { first, .. } => first,
            Kind::Cursor { .. } | Kind::Key { .. } | Kind::NextUrl | Kind::Link => 0,
        }
    }

    /// A query parameter that counts pages, from `first` on.
    pub const fn page_number(parameter: &'static str, first: u64) -> Self {
        Pagination { kind: Kind::PageNumber { parameter, first } }
    }

    /// A query parameter that counts the items to skip, from `first` on.
    pub const fn offset(parameter: &'static str, first: u64) -> Self {
        Pagination { kind: Kind::Offset { parameter, first } }
    }

    /// A query parameter that takes what the page before named as [`Page::next`] (the cursor itself, or
    /// a URL with it); no name, no more pages.
    pub const fn cursor(parameter: &'static str) -> Self {
        Pagination { kind: Kind::Cursor { parameter } }
    }

    /// A query parameter (`after`, `before`) that takes the id of the last item of the page before,
    /// given as [`Page::next`]; a page without items is the end.
    pub const fn key(parameter: &'static str) -> Self {
        Pagination { kind: Kind::Key { parameter } }
    }

    /// The page before gives the URL of the next one in its body, as [`Page::next`].
    pub const fn next_url() -> Self {
        Pagination { kind: Kind::NextUrl }
    }

    /// The page before gives the URL of the next one as the `Link` with `rel="next"` (RFC 8288).
    pub const fn link() -> Self {
        Pagination { kind: Kind::Link }
    }
}
