//! One page of a list.

use super::resume_token::ResumeToken;
use crate::answer::response::{RawResponse, RequestIdHeaders};
use http::HeaderMap;
use serde_json::Value;
use std::fmt;
use std::hash::{DefaultHasher, Hasher as _};

/// One page: its items, and what the answer says of those that follow.
///
/// Pages are equal where their items and what follows are; headers differ with each response.
#[derive(Clone)]
pub struct Page<I> {
    items: Vec<I>,
    headers: HeaderMap,
    request_id_headers: RequestIdHeaders,
    pub(super) hints: Hints,
    pub(super) resume_token: Option<ResumeToken>,
}

/// What an answer says of the pages that follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    pub(super) next: Option<String>,
    pub(super) has_more: Option<bool>,
    pub(super) total_items: Option<u64>,
    pub(super) total_pages: Option<u64>,
}

impl<I> Page<I> {
    /// A page of these items. Generated code makes it of an answer.
    pub fn new(items: Vec<I>) -> Self {
        let (headers, request_id_headers) = Default::default();
        Page { items, headers, request_id_headers, hints: Hints::default(), resume_token: None }
    }

    /// The cursor, id or URL of the next page.
    pub fn next(mut self, next: Option<impl ToString>) -> Self {
        self.hints.next = next.map(|next| next.to_string()).filter(|next| !next.is_empty());
        self
    }

    /// The same from a field of any JSON: a text, a number, or null for none.
    pub fn next_value(self, next: Option<Value>) -> Self {
        match next {
            Some(Value::String(text)) => self.next(Some(text)),
            Some(Value::Number(number)) => self.next(Some(number)),
            _ => self.next(None::<String>),
        }
    }

    /// Whether there are more pages, where the answer says so.
    pub fn has_more(mut self, has_more: impl Into<Option<bool>>) -> Self {
        self.hints.has_more = has_more.into();
        self
    }

    /// How many items there are on all pages, where the answer says so; nothing negative.
    pub fn total_items(mut self, total: impl Count) -> Self {
        self.hints.total_items = total.count();
        self
    }

    /// How many pages there are, where the answer says so; nothing negative.
    pub fn total_pages(mut self, total: impl Count) -> Self {
        self.hints.total_pages = total.count();
        self
    }

    /// The items.
    pub fn items(&self) -> &[I] {
        &self.items
    }

    /// The items.
    pub fn into_items(self) -> Vec<I> {
        self.items
    }

    /// All headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where there is one and it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The server's name for the request: see [`Error::request_id`](crate::Error::request_id).
    pub fn request_id(&self) -> Option<&str> {
        self.request_id_headers.find(&self.headers)
    }

    /// What goes on behind this page, for [`Pages::resume`](super::Pages::resume); `None` on the last.
    pub fn resume_token(&self) -> Option<&ResumeToken> {
        self.resume_token.as_ref()
    }

    /// The page with the headers of the response that it came in.
    pub(super) fn received(mut self, answer: RawResponse) -> Self {
        (self.headers, self.request_id_headers) = answer.into_headers();
        self
    }

    pub(super) fn skip(&mut self, items: usize) {
        self.items.drain(..items.min(self.items.len()));
    }
}

impl<I: PartialEq> PartialEq for Page<I> {
    fn eq(&self, other: &Self) -> bool {
        let of = |page: &Self| (page.hints.clone(), page.resume_token.clone());
        self.items == other.items && of(self) == of(other)
    }
}

impl<I: fmt::Debug> fmt::Debug for Page<I> {
    /// Without the headers, which may hold cookies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items)
            .field("hints", &self.hints)
            .field("resume_token", &self.resume_token)
            .finish_non_exhaustive()
    }
}

/// A number of items or pages, in any type that a field may have.
pub trait Count {
    /// The number; `None` where there is none, or it is negative or not whole.
    fn count(self) -> Option<u64>;
}

macro_rules! counts {
    ($($type:ty)*) => {$(
        impl Count for $type {
            fn count(self) -> Option<u64> {
                self.try_into().ok()
            }
        }
    )*};
}

counts!(i32 i64 i128 u32 u64 u128);

impl Count for f64 {
    fn count(self) -> Option<u64> {
        (self >= 0.0 && self.fract() == 0.0 && self < u64::MAX as f64).then_some(self as u64)
    }
}

impl<T: Count> Count for Option<T> {
    fn count(self) -> Option<u64> {
        self?.count()
    }
}

/// Items that the fingerprint of a page takes in.
const SAMPLE: usize = 8;

impl<I: fmt::Debug> Page<I> {
    /// Tells pages apart by the number of items and a sample of them, ends included.
    pub(super) fn fingerprint(&self) -> u64 {
        struct Hash(DefaultHasher);
        impl fmt::Write for Hash {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.write(text.as_bytes());
                Ok(())
            }
        }
        let mut hash = Hash(DefaultHasher::new());
        hash.0.write_usize(self.items.len());
        let step = self.items.len().div_ceil(SAMPLE).max(1);
        for item in self.items.iter().step_by(step).chain(self.items.last()) {
            // Hashing cannot fail; a `Debug` that does leaves the item out.
            let _ = fmt::write(&mut hash, format_args!("{item:?};"));
        }
        hash.0.finish()
    }
}
