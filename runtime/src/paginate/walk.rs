//! The way through the pages of a list: what to ask for next, and when to stop.
//!
//! A page that an answer names is gone to; counting is for answers that name none. Credentials stay at
//! the origin that the call itself goes to, whatever URL is named.

use super::page::Hints;
use super::resume_token::Position;
use super::{Kind, Pagination, link_header};
use crate::answer::response::RawResponse;
use crate::call::builder::CallParts;
use crate::call::prepare;
use crate::encode::url as encode_url;
use crate::error::{Error, Kind as Failure};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use url::Url;

/// Pages in a row that may be empty where the server says that there are more.
const EMPTY_PAGES: u32 = 10;

/// The same where it says how many pages there are.
const EMPTY_PAGES_OF_A_TOTAL: u32 = 1000;

/// Where the walk is. `None` in `position` is its end.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pagination: Pagination,
    pub(super) position: Option<Position>,
    /// Items seen, where the walk began at the beginning.
    seen: Option<u64>,
    /// Items on the largest page so far.
    largest: u64,
    /// Pages without items that came last.
    empty: u32,
    /// Whether a page named the next one, so that one that does not is the last.
    names_next: bool,
    /// Whether a page came before, and it did not say that there is the one at `position`.
    may_be_behind: bool,
    /// The fingerprint of the page before.
    page_before: Option<u64>,
    pages: Repetition,
    names: Repetition,
    /// What ends the walk behind the page that came last.
    failure: Option<Error>,
}

/// What one page says of the next.
struct Next {
    position: Option<Position>,
    /// Whether the server says that there is one, in so many words.
    claimed: bool,
    /// Whether the server names it.
    named: bool,
}

impl Walk {
    pub(super) fn new(pagination: Pagination, position: Position) -> Self {
        let at_start = position == Position::Start;
        Walk {
            pagination,
            position: Some(position),
            seen: at_start.then_some(0),
            largest: 0,
            empty: 0,
            names_next: false,
            may_be_behind: !at_start,
            page_before: None,
            pages: Repetition::default(),
            names: Repetition::default(),
            failure: None,
        }
    }

    /// The call for the page that comes next; `None` at the end.
    pub(super) fn call(&mut self, parts: &CallParts) -> Option<Result<Box<CallParts>, Error>> {
        if let Some(failure) = self.failure.take() {
            return Some(Err(failure));
        }
        let position = self.position.as_ref()?;
        let mut parts = Box::new(parts.clone());
        let parameter = self.pagination.parameter();
        match position {
            Position::Start => {}
            Position::Number(number) => {
                encode_url::set_query(&mut parts.query, parameter, &number.to_string())
            }
            Position::Text(text) => encode_url::set_query(&mut parts.query, parameter, text),
            Position::Url(url) => match (at_home(url, &parts), parameter_of(url, parameter)) {
                (Ok(url), _) => parts.options.url = Some(url),
                // Behind a proxy a server may not know its own address: where it counts by a parameter,
                // the page is asked for where the call itself goes.
                (Err(_), Some(value)) => encode_url::set_query(&mut parts.query, parameter, &value),
                (Err(error), None) => return Some(Err(error)),
            },
        }
        Some(Ok(parts))
    }

    pub(super) fn pagination(&self) -> Pagination {
        self.pagination
    }

    pub(super) fn stop(&mut self) {
        self.position = None;
    }

    /// Whether an answer of 404 is the end of the list: behind the last page, when it is the counting
    /// that asked for one more and no word of the server.
    pub(super) fn ends_with_not_found(&self) -> bool {
        matches!(self.pagination.kind, Kind::PageNumber { .. } | Kind::Offset { .. }) && self.may_be_behind
    }

    /// Goes on behind a page. `false`: the page was there already and the list is at its end.
    pub(super) fn advance(
        &mut self,
        parts: &CallParts,
        answer: &RawResponse,
        hints: &Hints,
        items: usize,
        fingerprint: u64,
    ) -> Result<bool, Error> {
        let Some(here) = self.position.take() else { return Ok(false) };
        let seen_before = self.seen;
        self.count(&here, parts, items as u64);
        let next = self.next(&here, parts, answer, hints, items as u64);
        let repeated_page = self.page_before.replace(fingerprint) == Some(fingerprint);
        let counts = matches!(self.pagination.kind, Kind::PageNumber { .. } | Kind::Offset { .. });
        // A counter always moves on: what came shows whether the server goes along.
        if counts && items > 0 && self.pages.is_known(fingerprint) {
            let claims_more =
                next.claimed || hints.total_items.zip(seen_before).is_some_and(|(total, seen)| total > seen);
            return if claims_more { Err(repeats()) } else { Ok(false) };
        }
        if next.named
            && let Some(position) = &next.position
        {
            // A name that comes again shows a loop.
            let to_itself = *position == self.named_as(&here, parts);
            let loops =
                self.names.is_known(hash(position)) | to_itself | self.is_back(&here, position, parts);
            if loops && repeated_page {
                return Err(repeats());
            }
            if loops {
                // Naming the page itself is how some servers say that it is the last.
                let all = hints.total_items.zip(self.seen).is_some_and(|(total, seen)| seen >= total);
                let is_end = to_itself
                    && hints.has_more != Some(true)
                    && (items == 0 || all)
                    && !matches!(here, Position::Url(_));
                self.failure = (!is_end).then(repeats);
                return Ok(true);
            }
        }
        let limit = if hints.total_pages.is_some() { EMPTY_PAGES_OF_A_TOTAL } else { EMPTY_PAGES };
        if counts && next.position.is_some() && self.empty >= limit {
            self.failure =
                Some(pagination("pages in a row are empty, and the server says that there is more"));
            return Ok(true);
        }
        (self.may_be_behind, self.position) = (!next.claimed, next.position);
        Ok(true)
    }

    /// Counts what is on a page.
    fn count(&mut self, here: &Position, parts: &CallParts, items: u64) {
        let first = self.pagination.first();
        if *here == Position::Start && self.number(here, parts) != first {
            // The call itself began further on.
            self.seen = None;
        }
        self.seen = self.seen.map(|seen| seen.saturating_add(items));
        self.largest = self.largest.max(items);
        self.empty = if items == 0 { self.empty.saturating_add(1) } else { 0 };
    }

    /// The page number or offset of a page.
    fn number(&self, here: &Position, parts: &CallParts) -> u64 {
        let parameter = self.pagination.parameter();
        let written = match here {
            Position::Number(number) => return *number,
            Position::Url(url) => parameter_of(url, parameter),
            Position::Start | Position::Text(_) => encode_url::query_value(&parts.query, parameter),
        };
        written.and_then(|text| text.parse().ok()).unwrap_or(self.pagination.first())
    }

    /// A page by the name that another page would give it.
    fn named_as(&self, here: &Position, parts: &CallParts) -> Position {
        match (self.pagination.kind, here) {
            (Kind::PageNumber { .. } | Kind::Offset { .. }, Position::Start) => {
                Position::Number(self.number(here, parts))
            }
            _ => here.clone(),
        }
    }

    /// Whether a number goes back.
    fn is_back(&self, here: &Position, next: &Position, parts: &CallParts) -> bool {
        matches!(next, Position::Number(next) if *next <= self.number(here, parts))
    }

    /// The place of the next page; what the answer says of it comes before what counting says.
    fn next(
        &mut self,
        here: &Position,
        parts: &CallParts,
        answer: &RawResponse,
        hints: &Hints,
        items: u64,
    ) -> Next {
        let end = Next { position: None, claimed: false, named: false };
        if hints.has_more == Some(false) {
            return end;
        }
        if let Some(position) = self.named(hints, answer, parts) {
            self.names_next = true;
            return match self.pagination.kind {
                Kind::Key { .. } if items == 0 => end,
                _ => Next { position: Some(position), claimed: true, named: true },
            };
        }
        let says_more = hints.has_more == Some(true);
        if self.names_next && !says_more {
            return end;
        }
        let number = self.number(here, parts);
        let (more, by, claimed) = match self.pagination.kind {
            Kind::PageNumber { first, .. } => {
                let page_is = |total: u64| number.saturating_add(1) < first.saturating_add(total);
                let by_pages = hints.total_pages.map(page_is);
                let counted = by_pages.or_else(|| {
                    let total = hints.total_items?;
                    // The size of the pages is known of a walk from the beginning only.
                    let seen = self.seen?;
                    let may_come = items > 0 || (self.largest > 0 && page_is(total.div_ceil(self.largest)));
                    Some(seen < total && may_come)
                });
                (says_more || counted.unwrap_or(items > 0), 1, says_more || by_pages == Some(true))
            }
            Kind::Offset { first, .. } => {
                let step = if items > 0 { items } else { self.largest };
                let counted =
                    hints.total_items.map(|total| number.saturating_add(step) < first.saturating_add(total));
                let more = says_more || counted.unwrap_or(items > 0);
                (more && (step > 0 || says_more), step, says_more)
            }
            Kind::Cursor { .. } | Kind::Key { .. } | Kind::NextUrl | Kind::Link => (false, 0, false),
        };
        let position = more.then(|| Position::Number(number.saturating_add(by)));
        Next { position, claimed: more && claimed, named: false }
    }

    /// The next page where the answer names it: by its number, cursor, id or URL.
    fn named(&self, hints: &Hints, answer: &RawResponse, parts: &CallParts) -> Option<Position> {
        let auth = &parts.client.inner.auth;
        let url = |text: &str| {
            let without = |text: String, name| encode_url::without_parameter(&text, Some(name));
            Position::Url(auth.query().map(|(name, _)| name).fold(text.to_owned(), without))
        };
        let next = hints.next.as_deref();
        match self.pagination.kind {
            Kind::PageNumber { parameter, first } | Kind::Offset { parameter, first } => {
                let next = next?;
                match next.parse() {
                    Ok(number) => (number >= first).then_some(Position::Number(number)),
                    Err(_) => is_url(next, parameter).then(|| url(next)),
                }
            }
            // A cursor may come in the URL of the next page.
            Kind::Cursor { parameter } if next.is_some_and(|next| is_url(next, parameter)) => next.map(url),
            Kind::Cursor { .. } | Kind::Key { .. } => next.map(|next| Position::Text(next.to_owned())),
            Kind::NextUrl => next.map(url),
            Kind::Link => link_header::next(answer.headers()).map(|next| url(&next)),
        }
    }
}

/// Whether a text is the URL of a page and no cursor: absolute, or with the parameter in its query.
fn is_url(text: &str, parameter: &str) -> bool {
    let absolute = ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    absolute || parameter_of(text, parameter).is_some()
}

/// What the query of a URL says of a parameter.
fn parameter_of(url: &str, parameter: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    encode_url::query_value(query, parameter).filter(|_| !parameter.is_empty())
}

fn hash(position: &Position) -> u64 {
    let mut hasher = DefaultHasher::new();
    position.hash(&mut hasher);
    hasher.finish()
}

/// Finds out that a sequence comes round again, in memory that does not grow (Brent's algorithm): a
/// value is known if it is the first, the one before, or the one at the last power of two. A loop of n
/// pages is found after at most some 3 n.
#[derive(Clone, Debug, Default)]
struct Repetition {
    first: Option<u64>,
    before: Option<u64>,
    marked: Option<u64>,
    count: u64,
}

impl Repetition {
    fn is_known(&mut self, value: u64) -> bool {
        let known = [self.first, self.before, self.marked].contains(&Some(value));
        self.first.get_or_insert(value);
        self.before = Some(value);
        self.count += 1;
        if self.count.is_power_of_two() {
            self.marked = Some(value);
        }
        known
    }
}

fn repeats() -> Error {
    pagination("the server repeats itself, and says that there is more")
}

fn pagination(text: &str) -> Error {
    Error::new(Failure::Pagination, text)
}

/// The URL of a page, if it is at the origin that the call itself goes to: the credentials go there and
/// nowhere else. `http` is taken for a slip where the call goes to `https` of the same host.
fn at_home(url: &str, parts: &CallParts) -> Result<http::Uri, Error> {
    let here = parts.options.url.clone().map_or_else(|| prepare::uri(parts), Ok);
    let here = here.map_err(|text| Error::new(Failure::Request, text))?;
    let here = Url::parse(&here.to_string()).map_err(|_| pagination("the call has no URL"))?;
    let mut next = here.join(url).map_err(|_| pagination("the next page has no valid URL"))?;
    if here.scheme() == "https"
        && next.scheme() == "http"
        && here.host() == next.host()
        && next.port().is_none()
    {
        // Cannot fail: both are special schemes.
        let _ = next.set_scheme("https");
        let _ = next.set_port(here.port());
    }
    if here.origin() != next.origin() {
        return Err(pagination("the next page is at another origin"));
    }
    http::Uri::try_from(next.as_str()).map_err(|_| pagination("the next page has no valid URL"))
}
