//! Lists that come page by page.

mod link_header;
mod page;
mod pages;
mod resume_token;
mod walk;

pub use page::Page;
pub use pages::{Items, Pages};
pub use resume_token::ResumeToken;

/// How an API divides a list into pages.
///
/// Each kind starts where the call says: a call with `page=3` in its query starts at page 3.
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
    /// A query parameter that counts pages, from `first` on.
    pub const fn page_number(parameter: &'static str, first: u64) -> Self {
        Pagination { kind: Kind::PageNumber { parameter, first } }
    }

    /// A query parameter that counts the items to skip, from `first` on.
    pub const fn offset(parameter: &'static str, first: u64) -> Self {
        Pagination { kind: Kind::Offset { parameter, first } }
    }

    /// A query parameter that takes what the page before named as [`Page::next`]; no name, no more
    /// pages.
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
