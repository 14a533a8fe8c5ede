//! Streams of pages and of items.

use super::Pagination;
use super::page::Page;
use super::resume_token::{Position, ResumeToken};
use super::walk::Walk;
use crate::answer::decode::Decode;
use crate::answer::response::RawResponse;
use crate::call::builder::CallParts;
use crate::call::execute;
use crate::call::{Call, finish};
use crate::error::Error;
use crate::error::documented::DecodeDocumented;
use crate::future::BoxFuture;
use futures_core::Stream;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The pages of a list, asked for one by one as they are needed: a `Stream`, and [`Pages::next`] to do
/// without one.
///
/// It ends at the end of the list, after a failure, and where the server repeats itself (which is a
/// failure if the server says that there is more). A page in the middle may be empty. To go on after a failure, make the same call again
/// and give it the [`ResumeToken`] of [`Pages::resume_token`].
#[must_use = "pages are asked for when the stream is polled"]
pub struct Pages<T, I, E = Error> {
    parts: Box<CallParts>,
    decode: Decode<T>,
    decode_error: DecodeDocumented,
    failure: PhantomData<fn() -> E>,
    convert: fn(T) -> Page<I>,
    walk: Walk,
    /// Items of the next page that are not wanted.
    skip: usize,
    /// Where to go on after a failure.
    resume_token: Option<ResumeToken>,
    exchange: Option<BoxFuture<'static, Result<RawResponse, Error>>>,
}

impl<T, E> Call<T, E> {
    /// All pages of a list, of which this call asks for the first. Generated code says how they follow
    /// each other, and how an answer becomes a page.
    ///
    /// # Panics
    /// Where the call has been polled before.
    pub fn paginate<I: fmt::Debug>(
        self,
        pagination: Pagination,
        convert: fn(T) -> Page<I>,
    ) -> Pages<T, I, E> {
        let Some((parts, decode, decode_error)) = self.into_parts() else {
            panic!("a call that has been polled is not the first of a list")
        };
        let walk = Walk::new(pagination, Position::Start);
        let resume_token = Some(ResumeToken::new(&Position::Start, 0));
        let (failure, skip, exchange) = (PhantomData, 0, None);
        Pages { parts, decode, decode_error, failure, convert, walk, skip, resume_token, exchange }
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Pages<T, I, E> {
    /// Goes on from where a stream of the same call was.
    pub fn resume(mut self, token: &ResumeToken) -> Self {
        match token.read() {
            Some((position, skip)) => {
                self.walk = Walk::new(self.walk.pagination(), position);
                (self.skip, self.resume_token) = (skip, Some(token.clone()));
            }
            None => self.parts.note_mistake("the resume token is not one".to_owned()),
        }
        self
    }

    /// Where to go on: behind the last page that came; `None` at the end of the list.
    pub fn resume_token(&self) -> Option<&ResumeToken> {
        self.resume_token.as_ref()
    }

    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Page<I>, E>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The items of all pages.
    pub fn items(self) -> Items<T, I, E> {
        Items { pages: self, items: Vec::new().into_iter(), place: None }
    }

    fn read(&mut self, answer: RawResponse) -> Result<Option<Page<I>>, Error> {
        if answer.status() == 404 && self.walk.ends_with_not_found() {
            self.walk.stop();
            self.resume_token = None;
            return Ok(None);
        }
        let mut page = (self.convert)(finish(&answer, self.decode, self.decode_error)?);
        let (items, fingerprint) = (page.items().len(), page.fingerprint());
        let fresh = self
            .walk
            .advance(&self.parts, &answer, &page.hints, items, fingerprint)
            .map_err(|error| error.in_context(answer.context()))?;
        self.resume_token = self.walk.position.as_ref().map(|position| ResumeToken::new(position, 0));
        page.resume_token = self.resume_token.clone();
        page.skip(std::mem::take(&mut self.skip));
        Ok(fresh.then(|| page.received(answer)))
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Stream for Pages<T, I, E> {
    type Item = Result<Page<I>, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.exchange.is_none() {
            match this.walk.call(&this.parts) {
                Some(Ok(parts)) => this.exchange = Some(execute::execute(parts)),
                Some(Err(error)) => {
                    this.walk.stop();
                    return Poll::Ready(Some(Err(error.into())));
                }
                None => return Poll::Ready(None),
            }
        }
        // Taken out while it is polled: one that panics is not to be polled again.
        let Some(mut exchange) = this.exchange.take() else { return Poll::Ready(None) };
        let Poll::Ready(answer) = exchange.as_mut().poll(context) else {
            this.exchange = Some(exchange);
            return Poll::Pending;
        };
        let page = answer.and_then(|answer| this.read(answer));
        if page.is_err() {
            this.walk.stop();
        }
        Poll::Ready(page.map_err(E::from).transpose())
    }
}

/// The items of a list, page after page: a `Stream`, and [`Items::next`] to do without one.
///
/// It ends as [`Pages`] does. Made by [`Pages::items`].
#[must_use = "pages are asked for when the stream is polled"]
pub struct Items<T, I, E = Error> {
    pages: Pages<T, I, E>,
    items: std::vec::IntoIter<I>,
    /// The page that the items are from, and how many of it were there with those that are done.
    place: Option<(Position, usize)>,
}

impl<T, I: fmt::Debug, E: From<Error>> Items<T, I, E> {
    /// Where to go on: behind the last item that came; `None` at the end of the list.
    pub fn resume_token(&self) -> Option<ResumeToken> {
        match &self.place {
            Some((position, count)) if self.items.len() > 0 => {
                Some(ResumeToken::new(position, count - self.items.len()))
            }
            _ => self.pages.resume_token.clone(),
        }
    }

    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<I, E>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T, I: fmt::Debug, E: From<Error>> Stream for Items<T, I, E> {
    type Item = Result<I, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let (position, skipped) = (self.pages.walk.position.clone(), self.pages.skip);
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => {
                    self.place = position.map(|position| (position, skipped + page.items().len()));
                    self.items = page.into_items().into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in them is pinned.
impl<T, I, E> Unpin for Pages<T, I, E> {}
impl<T, I, E> Unpin for Items<T, I, E> {}

impl<T, I, E> fmt::Debug for Pages<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({} {})", self.parts.operation.method(), self.parts.operation.path())
    }
}

impl<T, I, E> fmt::Debug for Items<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({} {})", self.pages.parts.operation.method(), self.pages.parts.operation.path())
    }
}
