//! Which pages there are: by `llms.txt`, else by `llms-full.txt`, else by sitemaps, else by the links of the page
//! from which the user starts.
//!
//! A list that a host cannot give at the moment is an error and not a reason to look elsewhere: what is found there
//! might be less.

use super::address::{Scope, file_name, is_asset, is_data, key};
use super::failure::Failure;
use super::http::{Ask, Http, Response};
use super::judge::{Form, judge};
use super::listing::links;
use super::page::web_page_of;
use super::settings::Request;
use super::sitemap::read_sitemap;
use crate::config::PageGlobs;
use crate::source::page_path;
use std::collections::HashSet;
use std::fmt;
use url::Url;

/// A list may be that large: it names thousands of pages, or holds them.
pub(super) const LARGEST_LIST: u64 = 64 << 20;
/// So many sitemaps and indexes are read.
const MOST_LISTS: usize = 500;
const ACCEPT_LIST: &str = "text/markdown, text/plain;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5";

/// What is to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CandidateKind {
    /// A page.
    Page,
    /// A file of data, which is kept where it is an OpenAPI document.
    Description,
    /// One file with many pages.
    ManyPages,
}

/// Something to fetch, and why.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(super) url: Url,
    /// What it is taken for.
    pub kind: CandidateKind,
    /// Where it was found: `llms.txt`.
    pub why: String,
}

impl Candidate {
    /// Its address.
    pub(crate) fn url(&self) -> &str {
        self.url.as_str()
    }
}

/// Why something that was found is not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Skipped {
    /// It is on a host that may not be asked.
    OtherHost,
    /// It is not below the address from which the user starts.
    Elsewhere,
    /// An image, a style sheet, an archive.
    NoPage,
    /// `exclude` leaves it out.
    Excluded,
    /// `include` does not name it.
    NotIncluded,
    /// A list of pages, or all pages in one file.
    List,
    /// `robots.txt` disallows it.
    Disallowed,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherHost => "on another host",
            Self::Elsewhere => "not below the start",
            Self::NoPage => "no page",
            Self::Excluded => "left out by `exclude`",
            Self::NotIncluded => "not among `include`",
            Self::List => "a list of pages",
            Self::Disallowed => "disallowed by robots.txt",
        })
    }
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    /// How: `llms.txt`.
    pub(super) how: String,
    pub(super) candidates: Vec<Candidate>,
    pub(super) skipped: Vec<(Url, Skipped)>,
    /// Whether pages lead to further ones.
    pub(super) follows_links: bool,
    pub(super) filter: Filter,
}

/// Which of the addresses that are found are fetched.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub(super) scope: Scope,
    include: Option<PageGlobs>,
    exclude: PageGlobs,
}

impl Filter {
    fn new(request: &Request) -> Self {
        let globs = |globs: &[String]| PageGlobs::new(globs.iter().map(|glob| glob.trim_start_matches('/')));
        let include = (!request.include.is_empty()).then(|| globs(&request.include));
        Self { scope: Scope::of(&request.start), include, exclude: globs(&request.exclude) }
    }

    /// # Errors
    ///
    /// Why an address is not fetched.
    pub(super) fn check(&self, http: &Http, url: &Url, kind: CandidateKind) -> Result<(), Skipped> {
        if !http.site.holds(url) {
            return Err(Skipped::OtherHost);
        }
        if kind == CandidateKind::Page && is_asset(url) {
            return Err(Skipped::NoPage);
        }
        let in_scope = !http.site.is_own(url) || self.scope.holds(url);
        if kind == CandidateKind::Page && !in_scope {
            return Err(Skipped::Elsewhere);
        }
        let path = page_path(url.as_str());
        let fit = |globs: &PageGlobs| {
            let raw = url.path().trim_matches('/');
            [raw, &path, &format!("{path}.md")].iter().any(|of| globs.fit(of))
        };
        if fit(&self.exclude) {
            return Err(Skipped::Excluded);
        }
        match &self.include {
            Some(globs) if kind == CandidateKind::Page && !fit(globs) => Err(Skipped::NotIncluded),
            _ => Ok(()),
        }
    }
}

/// Finds the pages of a site.
pub(super) async fn discover(http: &Http, request: &Request) -> Result<Found, (Url, Failure)> {
    let start = &request.start;
    let filter = Filter::new(request);
    let name = file_name(start).to_ascii_lowercase();
    if name.starts_with("llms-full") {
        return Ok(many_pages(start.clone(), filter));
    }
    if name.starts_with("llms") && name.ends_with(".txt") {
        let filter = Filter { scope: Scope::of(start), ..filter };
        return by_index(http, std::slice::from_ref(start), filter)
            .await
            .map(|found| found.unwrap_or_else(nothing));
    }
    if name.ends_with(".xml") || name.ends_with(".xml.gz") {
        let filter = Filter { scope: Scope::of(start), ..filter };
        let found = by_sitemaps(http, vec![start.clone()], &filter).await?;
        return Ok(found.unwrap_or_else(|| nothing(filter)));
    }
    let lists = |name: &str| -> Vec<Url> {
        http.site.folders().iter().filter_map(|folder| folder.join(name).ok()).collect()
    };
    let index = by_index(http, &lists("llms.txt"), filter).await?;
    let filter = match index {
        Ok(found) => return Ok(found),
        Err(filter) => filter,
    };
    for url in lists("llms-full.txt") {
        if is_text_list(http, &url).await? {
            return Ok(many_pages(url, filter));
        }
    }
    let robots = http.robots(start).await.map_err(|failure| (start.clone(), failure))?;
    let named = robots.sitemaps.iter().filter_map(|url| start.join(url).ok());
    let sitemaps = named.chain(lists("sitemap.xml")).collect();
    if let Some(found) = by_sitemaps(http, sitemaps, &filter).await? {
        return Ok(found);
    }
    by_links(http, start, filter).await
}

fn nothing(filter: Filter) -> Found {
    Found {
        how: "nothing".to_owned(),
        candidates: Vec::new(),
        skipped: Vec::new(),
        follows_links: false,
        filter,
    }
}

fn many_pages(url: Url, filter: Filter) -> Found {
    let candidate =
        Candidate { url, kind: CandidateKind::ManyPages, why: "all pages in one file".to_owned() };
    Found { how: "llms-full.txt".to_owned(), candidates: vec![candidate], ..nothing(filter) }
}

/// A list; `None` where there is none at that address.
async fn list(http: &Http, url: &Url) -> Result<Option<Response>, (Url, Failure)> {
    match http.get(url, Ask { accept: ACCEPT_LIST, limit: Some(LARGEST_LIST), ..Ask::default() }).await {
        Ok(response) if response.status.is_success() => Ok(Some(response)),
        Ok(_)
        | Err(
            Failure::OtherHost { .. } | Failure::Insecure { .. } | Failure::Disallowed | Failure::Redirects,
        ) => Ok(None),
        Err(failure) => Err((url.clone(), failure)),
    }
}

async fn is_text_list(http: &Http, url: &Url) -> Result<bool, (Url, Failure)> {
    let response = list(http, url).await?;
    Ok(response.is_some_and(|response| matches!(judge(&response, url), Ok(Form::Markdown(_)))))
}

/// The pages that an `llms.txt` links to, in those indexes too that it links to.
async fn by_index(
    http: &Http,
    indexes: &[Url],
    filter: Filter,
) -> Result<Result<Found, Filter>, (Url, Failure)> {
    for index in indexes {
        let Some(response) = list(http, index).await? else { continue };
        let Ok(Form::Markdown(_)) = judge(&response, index) else { continue };
        let mut linked = links(&String::from_utf8_lossy(&response.body), &response.url);
        let mut seen: HashSet<String> = HashSet::from([index.to_string()]);
        let mut full = None;
        let mut at = 0;
        while at < linked.len() && seen.len() < MOST_LISTS {
            let url = http.site.asked(&linked[at]);
            at += 1;
            let name = file_name(&url).to_ascii_lowercase();
            if !name.starts_with("llms") || !http.site.holds(&url) || !seen.insert(url.to_string()) {
                continue;
            }
            if name.starts_with("llms-full") {
                full.get_or_insert(url);
            } else if let Some(response) = list(http, &url).await? {
                linked.extend(links(&String::from_utf8_lossy(&response.body), &response.url));
            }
        }
        let found = admit(http, "llms.txt", linked, &filter);
        if found.candidates.iter().any(|of| of.kind == CandidateKind::Page) {
            return Ok(Ok(found));
        }
        if let Some(full) = full {
            return Ok(Ok(many_pages(full, filter)));
        }
    }
    Ok(Err(filter))
}

/// The pages of sitemaps, and of those that they name.
async fn by_sitemaps(
    http: &Http,
    mut sitemaps: Vec<Url>,
    filter: &Filter,
) -> Result<Option<Found>, (Url, Failure)> {
    let (mut pages, mut seen) = (Vec::new(), HashSet::new());
    let mut at = 0;
    while at < sitemaps.len() && seen.len() < MOST_LISTS {
        let url = http.site.asked(&sitemaps[at]);
        at += 1;
        if !http.site.holds(&url) || !seen.insert(url.to_string()) {
            continue;
        }
        let Some(response) = list(http, &url).await? else { continue };
        let Some(sitemap) = read_sitemap(&response.body, LARGEST_LIST) else { continue };
        pages.extend(sitemap.pages.iter().filter_map(|page| response.url.join(page).ok()));
        sitemaps.extend(sitemap.sitemaps.iter().filter_map(|other| response.url.join(other).ok()));
    }
    let found = admit(http, "sitemap.xml", pages, filter);
    Ok(found.candidates.iter().any(|of| of.kind == CandidateKind::Page).then_some(found))
}

/// The start, and the pages that it links to.
async fn by_links(http: &Http, start: &Url, filter: Filter) -> Result<Found, (Url, Failure)> {
    let failed = |failure| (start.clone(), failure);
    let ask = Ask { accept: "text/html, text/markdown;q=0.9, */*;q=0.1", ..Ask::default() };
    let response = http.get(start, ask).await.map_err(failed)?;
    if !response.status.is_success() {
        return Err(failed(Failure::Status(response.status.as_u16())));
    }
    let mut linked = vec![response.url.clone()];
    match judge(&response, start) {
        Ok(Form::Html(page)) => linked.extend(page.links),
        Ok(_) => linked.extend(links(&String::from_utf8_lossy(&response.body), &response.url)),
        Err(_) => linked.extend(web_page_of(&response).links),
    }
    let mut found = admit(http, &format!("linked from {}", start.path()), linked, &filter);
    if let Some(first) = found.candidates.first_mut().filter(|first| first.url == response.url) {
        first.why = "the start".to_owned();
    }
    "links".clone_into(&mut found.how);
    found.follows_links = true;
    Ok(found)
}

/// What is fetched of the addresses that were found, each page once. Where nothing is below the start but itself,
/// the folder above is taken: the start was a page.
fn admit(http: &Http, why: &str, urls: Vec<Url>, filter: &Filter) -> Found {
    let mut filter = filter.clone();
    let start = key(&http.site.start);
    let is_below = |scope: &Scope, url: &Url| {
        http.site.is_own(url) && scope.holds(url) && key(url) != start && !is_asset(url) && !is_data(url)
    };
    while filter.scope.0 != "/" && !urls.iter().any(|url| is_below(&filter.scope, url)) {
        filter.scope = filter.scope.above();
    }
    let mut found = nothing(filter.clone());
    why.clone_into(&mut found.how);
    let mut seen = HashSet::new();
    for url in urls.iter().map(|url| http.site.asked(url)) {
        if !seen.insert(key(&url)) {
            continue;
        }
        let is_list = file_name(&url).to_ascii_lowercase().starts_with("llms");
        let kind = if is_data(&url) { CandidateKind::Description } else { CandidateKind::Page };
        let checked = if is_list { Err(Skipped::List) } else { filter.check(http, &url, kind) };
        match checked {
            Ok(()) => found.candidates.push(Candidate { url, kind, why: why.to_owned() }),
            Err(skipped) => found.skipped.push((url, skipped)),
        }
    }
    found
}
