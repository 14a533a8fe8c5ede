//! The way through the pages of a list: what to ask for next, and when to stop.

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

/// Where the walk is. `None` in `position` is its end.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pagination: Pagination,
    pub(super) position: Option<Position>,
    /// Items seen, where the walk began at the beginning.
    seen: Option<u64>,
    /// The fingerprint of the page before.
    page_before: Option<u64>,
    repetition: Repetition,
    /// What ends the walk behind the page that came last.
    failure: Option<Error>,
}

impl Walk {
    pub(super) fn new(pagination: Pagination, position: Position) -> Self {
        let seen = (position == Position::Start).then_some(0);
        let repetition = Repetition::default();
        Walk { pagination, position: Some(position), seen, page_before: None, repetition, failure: None }
    }

    /// The call for the page that comes next; `None` at the end.
    pub(super) fn call(&mut self, parts: &CallParts) -> Option<Result<Box<CallParts>, Error>> {
        if let Some(failure) = self.failure.take() {
            return Some(Err(failure));
        }
        let position = self.position.as_ref()?;
        let mut parts = Box::new(parts.clone());
        let parameter = match self.pagination.kind {
            Kind::PageNumber { parameter, .. } | Kind::Offset { parameter, .. } => parameter,
            Kind::Cursor { parameter } | Kind::Key { parameter } => parameter,
            Kind::NextUrl | Kind::Link => "",
        };
        match position {
            Position::Start => {}
            Position::Number(number) => {
                encode_url::set_query(&mut parts.query, parameter, &number.to_string())
            }
            Position::Text(text) => encode_url::set_query(&mut parts.query, parameter, text),
            Position::Url(url) => match at_home(url, &parts) {
                Ok(url) => parts.options.url = Some(url),
                Err(error) => return Some(Err(error)),
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
        let seen = self.seen.map(|seen| seen + items as u64);
        let next = self.next(&here, parts, answer, hints, items, seen);
        let repeated_page = self.page_before.replace(fingerprint) == Some(fingerprint);
        match self.pagination.kind {
            Kind::PageNumber { .. } | Kind::Offset { .. } => {
                // The counter always moves on: what came shows whether the server goes along.
                if self.repetition.is_known(fingerprint) {
                    let claims_more = hints.has_more == Some(true)
                        || hints.total_items.zip(self.seen).is_some_and(|(total, seen)| total > seen);
                    return if claims_more { Err(repeats()) } else { Ok(false) };
                }
            }
            Kind::Cursor { .. } | Kind::Key { .. } | Kind::NextUrl | Kind::Link => {
                // The server names the next page: a name that comes again shows a loop.
                let to_itself = next.as_ref() == Some(&here);
                let loops =
                    to_itself | next.as_ref().is_some_and(|next| self.repetition.is_known(hash(next)));
                if loops && repeated_page {
                    return Err(repeats());
                }
                if loops {
                    // Naming the page itself is how some servers say that it is the last.
                    let is_end =
                        to_itself && hints.has_more != Some(true) && !matches!(here, Position::Url(_));
                    self.failure = (!is_end).then(repeats);
                    return Ok(true);
                }
            }
        }
        (self.seen, self.position) = (seen, next);
        Ok(true)
    }

    /// The place of the next page; `None` at the end.
    fn next(
        &self,
        here: &Position,
        parts: &CallParts,
        answer: &RawResponse,
        hints: &Hints,
        items: usize,
        seen: Option<u64>,
    ) -> Option<Position> {
        let ended = hints.has_more == Some(false);
        let number = |parameter, first| match here {
            Position::Number(number) => *number,
            _ => encode_url::query_value(&parts.query, parameter)
                .and_then(|text| text.parse().ok())
                .unwrap_or(first),
        };
        match self.pagination.kind {
            Kind::PageNumber { parameter, first } => {
                let page = number(parameter, first);
                let all = hints.total_pages.is_some_and(|total| page + 1 >= first + total)
                    || hints.total_items.is_some_and(|total| seen.is_some_and(|seen| seen >= total));
                let done = ended || (hints.has_more.is_none() && (items == 0 || all));
                (!done).then(|| Position::Number(page + 1))
            }
            Kind::Offset { parameter, first } => {
                let offset = number(parameter, first) + items as u64;
                let all = hints.total_items.is_some_and(|total| offset >= first + total);
                (!ended && items > 0 && !all).then_some(Position::Number(offset))
            }
            Kind::Cursor { .. } => hints.next.clone().filter(|_| !ended).map(Position::Text),
            Kind::Key { .. } => hints.next.clone().filter(|_| !ended && items > 0).map(Position::Text),
            Kind::NextUrl => hints.next.clone().filter(|_| !ended).map(Position::Url),
            Kind::Link => link_header::next(answer.headers()).filter(|_| !ended).map(Position::Url),
        }
    }
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
