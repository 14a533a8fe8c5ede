//! One run: what is found is fetched, a few at a time, and written as it comes.

use super::address::key;
use super::discover::{Candidate, CandidateKind, Found, LARGEST_LIST, Skipped, discover};
use super::error::FetchError;
use super::failure::Failure;
use super::http::Http;
use super::journal::Journal;
use super::judge::Form;
use super::names::Names;
use super::page::{Answer, Known, Page, Ways, fetch_description, fetch_page, linked_from};
use super::report::{Fetched, Outline, Progress};
use super::settings::{Request, write_settings};
use super::store::{Put, Store};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::lock::{Lock, LockedPage, hash_of};
use crate::output::OutputError;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::collections::{BTreeSet, HashSet, VecDeque};
use url::Url;

/// So many requests are under way at a time.
const CONNECTIONS: usize = 4;

/// Says what would be fetched. Lists of pages are read, pages are not.
///
/// # Errors
///
/// Where nothing can be asked for.
pub(crate) fn outline_pages(request: &Request, lock: &Lock) -> Result<Outline, FetchError> {
    let http = Http::new(request).map_err(FetchError::Request)?;
    block_on(async {
        let mut outline = Outline { diagnostics: words::of_request(request), ..Outline::default() };
        match discover(&http, request).await {
            Err((url, failure)) => outline.diagnostics.push(words::undiscovered(&url, &failure)),
            Ok(found) => {
                outline.diagnostics.extend(words::of_found(&found, request));
                let mut names = Names::of(lock);
                outline.skipped = texts(&found.skipped);
                for candidate in found.candidates {
                    let robots = http.robots(&candidate.url).await.unwrap_or_default();
                    if robots.allows(&candidate.url[url::Position::BeforePath..url::Position::AfterQuery]) {
                        let path = names.path(&candidate);
                        outline.candidates.push((candidate, path));
                    } else {
                        outline.skipped.push((candidate.url.to_string(), Skipped::Disallowed));
                    }
                }
                (outline.how, outline.follows_links) = (found.how, found.follows_links);
            }
        }
        Ok(outline)
    })?
}

/// Fetches the pages of a site into a folder.
///
/// # Errors
///
/// Where nothing can be asked for, or nothing can be written. What a site does not give is a diagnostic.
pub(crate) fn fetch_pages(
    request: &Request,
    lock: Lock,
    progress: &dyn Progress,
) -> Result<Fetched, FetchError> {
    let http = Http::new(request).map_err(FetchError::Request)?;
    block_on(async {
        let mut fetched = Fetched { diagnostics: words::of_request(request), ..Fetched::default() };
        let found = match discover(&http, request).await {
            Ok(found) => found,
            Err((url, failure)) => {
                fetched.diagnostics.push(words::undiscovered(&url, &failure));
                return Ok(fetched);
            }
        };
        fetched.diagnostics.extend(words::of_found(&found, request));
        if found.candidates.is_empty() || found.candidates.len() > request.max_pages {
            return Ok(fetched);
        }
        std::fs::create_dir_all(&request.folder).map_err(FetchError::System)?;
        let journal = Journal::open(&request.folder, request.url()).map_err(FetchError::System)?;
        if request.write_down {
            write_settings(request)?;
        }
        let names = Names::of(&lock);
        let store = Store::open(&request.folder, lock, journal.ok_or(FetchError::Busy)?, request.overwrite);
        Run::new(&http, request, progress, found, names, store, fetched).go().await
    })?
}

fn block_on<T>(future: impl Future<Output = T>) -> Result<T, FetchError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(FetchError::System)?.block_on(future))
}

fn texts(skipped: &[(Url, Skipped)]) -> Vec<(String, Skipped)> {
    skipped.iter().map(|(url, why)| (url.to_string(), *why)).collect()
}

struct Run<'a> {
    http: &'a Http,
    request: &'a Request,
    progress: &'a dyn Progress,
    found: Found,
    names: Names,
    store: Store,
    fetched: Fetched,
    queue: VecDeque<Candidate>,
    /// The pages that are or were in the queue.
    seen: HashSet<String>,
    /// The files that the site still has.
    live: BTreeSet<String>,
    done: usize,
    total: usize,
}

impl<'a> Run<'a> {
    fn new(
        http: &'a Http,
        request: &'a Request,
        progress: &'a dyn Progress,
        mut found: Found,
        names: Names,
        store: Store,
        mut fetched: Fetched,
    ) -> Self {
        fetched.skipped = texts(&found.skipped);
        fetched.how.clone_from(&found.how);
        fetched.is_complete = true;
        let queue = VecDeque::from(std::mem::take(&mut found.candidates));
        let seen = queue.iter().map(|candidate| key(&candidate.url)).collect();
        let total = queue.len();
        progress.found(&found.how, total);
        let (live, done) = (BTreeSet::new(), 0);
        Self { http, request, progress, found, names, store, fetched, queue, seen, live, done, total }
    }

    async fn go(mut self) -> Result<Fetched, FetchError> {
        let ways = Ways::default();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < CONNECTIONS
                && let Some(candidate) = self.queue.pop_front()
            {
                let path = self.names.path(&candidate);
                let there = self.file_of(&path, &candidate);
                if let Some(file) = there.clone().filter(|_| self.store.was_done(candidate.url.as_str())) {
                    self.follow_file(&candidate, &file);
                    self.live.insert(file);
                    self.fetched.resumed += 1;
                    self.step(&candidate);
                    continue;
                }
                let known = there.and_then(|file| self.known(&file));
                running.push(fetch_one(self.http, &ways, candidate, path, known));
            }
            let Some((candidate, path, answer)) = running.next().await else { break };
            self.settle(&candidate, &path, answer)?;
            self.store.tick()?;
            self.step(&candidate);
        }
        self.end()
    }

    fn step(&mut self, candidate: &Candidate) {
        self.done += 1;
        if let Some(why) = self.http.take_waiting() {
            self.progress.waiting(&why);
        }
        self.progress.step(self.done, self.total, self.http.received(), candidate.url.path());
    }

    /// The file that a page has in the folder, as it was fetched.
    fn file_of(&self, path: &str, candidate: &Candidate) -> Option<String> {
        let files = match candidate.kind {
            CandidateKind::Page => {
                ["md", "mdx", "txt", "html"].iter().map(|of| format!("{path}.{of}")).collect()
            }
            _ => vec![path.to_owned()],
        };
        files.into_iter().find(|file| self.store.is_intact(file))
    }

    fn known(&self, file: &str) -> Option<Known> {
        let page = self.store.page(file)?;
        Some(Known {
            markdown: page.markdown.as_ref().and_then(|url| Url::parse(url).ok()),
            etag: page.etag.clone(),
            last_modified: page.last_modified.clone(),
        })
    }

    fn settle(&mut self, candidate: &Candidate, path: &str, answer: Answer) -> Result<(), OutputError> {
        let mut is_done = true;
        match answer {
            Answer::Unchanged => {
                self.fetched.unchanged += 1;
                if let Some(file) = self.file_of(path, candidate) {
                    self.follow_file(candidate, &file);
                    self.live.insert(file);
                }
            }
            Answer::Page(page) => is_done = self.take(candidate, path, *page)?,
            Answer::Gone(_) if candidate.kind == CandidateKind::Description => {}
            Answer::Gone(status) => self.say(words::gone(candidate, status, self.has_file(path))),
            Answer::NotAPage(_) if candidate.kind == CandidateKind::Description => {}
            Answer::NotAPage(why) => {
                self.say(words::not_a_page(candidate, &why, self.has_file(path)));
                is_done = self.miss();
            }
            Answer::Failed(Failure::Disallowed) => {
                // What is there already may stay.
                self.live.extend(self.file_of(path, candidate));
                self.fetched.skipped.push((candidate.url.to_string(), Skipped::Disallowed));
            }
            Answer::Failed(failure) => {
                self.say(words::failed(candidate, &failure, self.has_file(path)));
                is_done = self.miss();
            }
        }
        if is_done {
            self.store.finish(candidate.url.as_str());
        }
        Ok(())
    }

    /// What was not got keeps the run from being complete.
    fn miss(&mut self) -> bool {
        self.fetched.is_complete = false;
        false
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.fetched.diagnostics.push(diagnostic);
    }

    /// Whether the lock knows a file of a page.
    fn has_file(&self, path: &str) -> bool {
        ["", ".md", ".mdx", ".txt", ".html"]
            .iter()
            .any(|of| self.store.page(&format!("{path}{of}")).is_some())
    }

    /// Takes in a page that came. Says whether it is done with.
    fn take(&mut self, candidate: &Candidate, path: &str, page: Page) -> Result<bool, OutputError> {
        let extension = match (&page.form, candidate.kind) {
            (Form::Description, CandidateKind::Description) => "",
            (Form::Markdown(_), CandidateKind::ManyPages) => "",
            (Form::Markdown(extension), CandidateKind::Page) => extension,
            (Form::Html(_), CandidateKind::Page) => "html",
            // A file of data that describes no API, and a page that turned out to be a description.
            (_, CandidateKind::Description) => return Ok(true),
            (_, _) => {
                self.say(words::not_a_page(
                    candidate,
                    "it is of another form than the site says",
                    self.has_file(path),
                ));
                return Ok(self.miss());
            }
        };
        let at = key(&page.at);
        if at != key(&candidate.url) && !self.seen.insert(at) {
            // It leads to a page that is fetched anyway.
            return Ok(true);
        }
        let file = if extension.is_empty() { path.to_owned() } else { format!("{path}.{extension}") };
        let was_markdown =
            ["md", "mdx", "txt"].iter().any(|of| self.store.page(&format!("{path}.{of}")).is_some());
        if extension == "html" && was_markdown && !self.request.overwrite {
            let why = "it is HTML where the site had Markdown";
            self.say(words::not_a_page(candidate, why, true));
            return Ok(self.miss());
        }
        self.follow(candidate, page.links(self.found.follows_links));
        self.fetched.html += usize::from(extension == "html");
        let locked = LockedPage {
            path: file.clone(),
            url: candidate.url.to_string(),
            markdown: page.markdown.map(String::from),
            hash: hash_of(&page.body),
            etag: page.etag,
            last_modified: page.last_modified,
            fetched: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            other: Default::default(),
        };
        match self.store.put(locked, page.body)? {
            Put::New => self.fetched.new.push(file.clone()),
            Put::Changed => self.fetched.changed.push(file.clone()),
            Put::Same => self.fetched.unchanged += 1,
            Put::Kept => {
                self.fetched.kept += 1;
                self.say(words::kept(&file, self.store.page(&file).is_some()));
            }
        }
        self.live.insert(file);
        Ok(true)
    }

    /// Adds what a page leads to that did not change.
    fn follow_file(&mut self, candidate: &Candidate, file: &str) {
        if candidate.kind == CandidateKind::Page
            && let Some(text) = self.store.text(file)
        {
            let links = linked_from(&text, file.ends_with(".html"), &candidate.url, self.found.follows_links);
            self.follow(candidate, links);
        }
    }

    /// Adds what a page leads to: OpenAPI documents, and other pages where there is no list of them.
    fn follow(&mut self, candidate: &Candidate, links: Vec<(Url, CandidateKind)>) {
        for (url, kind) in links {
            let url = self.http.site.asked(&url);
            if self.total >= self.request.max_pages || self.seen.contains(&key(&url)) {
                continue;
            }
            if self.found.filter.check(self.http, &url, kind).is_ok() {
                self.seen.insert(key(&url));
                self.total += 1;
                let why = format!("linked from {}", candidate.url.path());
                self.queue.push_back(Candidate { url, kind, why });
            }
        }
    }

    /// Removes what the site has no more, where everything else was got.
    fn end(mut self) -> Result<Fetched, FetchError> {
        if self.found.follows_links && self.total >= self.request.max_pages {
            self.say(words::too_many(self.total, self.request.max_pages));
            self.miss();
        }
        let vanished: BTreeSet<String> =
            self.store.paths().into_iter().filter(|path| !self.live.contains(path)).collect();
        if self.fetched.is_complete && !vanished.is_empty() {
            let edited = self.store.remove(&vanished)?;
            edited.iter().for_each(|path| self.fetched.diagnostics.push(words::vanished_edited(path)));
            self.fetched.removed = vanished.into_iter().filter(|path| !edited.contains(path)).collect();
            let said = self.fetched.removed.iter().map(|path| words::removed(path));
            self.fetched.diagnostics.extend(said);
        } else {
            let kept: Vec<_> = vanished.iter().filter(|path| !self.was_missed(path)).cloned().collect();
            if !kept.is_empty() {
                self.say(words::not_removed(&kept));
            }
        }
        self.fetched.found = self.total;
        self.fetched.new.sort();
        self.fetched.changed.sort();
        (self.fetched.bytes, self.fetched.requests) = (self.http.received(), self.http.requests());
        self.store.close()?;
        Ok(self.fetched)
    }

    /// Whether a page of the lock was asked for, and something else came.
    fn was_missed(&self, path: &str) -> bool {
        let url = self.store.page(path).and_then(|page| Url::parse(&page.url).ok());
        url.is_some_and(|url| self.seen.contains(&key(&url)))
    }
}

async fn fetch_one(
    http: &Http,
    ways: &Ways,
    candidate: Candidate,
    path: String,
    known: Option<Known>,
) -> (Candidate, String, Answer) {
    let answer = match candidate.kind {
        CandidateKind::Page => fetch_page(http, ways, &candidate.url, known.as_ref()).await,
        _ => fetch_description(http, &candidate.url, known.as_ref(), LARGEST_LIST).await,
    };
    (candidate, path, answer)
}
