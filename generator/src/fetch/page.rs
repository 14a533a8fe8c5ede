//! One page: its Markdown by what the platform offers, else its HTML.
//!
//! The page itself is asked for Markdown first (`Accept`). Where HTML comes, it may say where its Markdown is: in a
//! `Link` header or a `<link>` (`rel="alternate"`, `type="text/markdown"`). Else `.md` is put behind its path; what
//! worked for one page is tried first for the next.

use super::address::{is_data, is_markdown};
use super::discover::CandidateKind;
use super::html::{WebPage, is_markdown_media, read_html};
use super::http::{Ask, Failure, Http, Response};
use super::judge::{Form, judge};
use super::listing::{links, named_descriptions};
use reqwest::StatusCode;
use reqwest::header::LINK;
use std::cell::Cell;
use tokio::sync::OnceCell;
use url::Url;

const ACCEPT: &str = "text/markdown, text/x-markdown;q=0.9, text/html;q=0.8, text/plain;q=0.7, */*;q=0.1";

/// After so many pages without `.md`, and none with it, it is not tried any more.
const MOST_MISSES: u32 = 3;

/// The last segment of an address at which no site has a page.
const NOWHERE: &str = "docbind-asks-for-a-page-that-is-not-there";

/// What came of a page.
#[derive(Debug)]
pub(super) enum Answer {
    /// As the lock knows it.
    Unchanged,
    /// A text.
    Page(Box<Page>),
    /// The site does not have it: 404 or 410.
    Gone(u16),
    /// Something else in its place.
    NotAPage(String),
    /// Nothing.
    Failed(Failure),
}

/// The text of a page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) body: Vec<u8>,
    pub(super) form: Form,
    /// Where the page is, after redirects.
    pub(super) at: Url,
    /// Where its Markdown was, where that is another address.
    pub(super) markdown: Option<Url>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

impl Page {
    fn new(response: Response, form: Form) -> Self {
        let (etag, last_modified) = (response.etag(), response.last_modified());
        Self { form, at: response.url, markdown: None, etag, last_modified, body: response.body }
    }

    /// What it leads to.
    pub(super) fn links(&self, with_pages: bool) -> Vec<(Url, CandidateKind)> {
        let is_html = matches!(self.form, Form::Html(_));
        linked_from(&String::from_utf8_lossy(&self.body), is_html, &self.at, with_pages)
    }
}

/// What a page leads to: the OpenAPI documents that it may name, and other pages. A link with a query is another view
/// of its page.
pub(super) fn linked_from(
    text: &str,
    is_html: bool,
    at: &Url,
    with_pages: bool,
) -> Vec<(Url, CandidateKind)> {
    let (described, linked) = match is_html {
        true => {
            let page = read_html(text, at);
            let data = page.links.iter().filter(|url| is_data(url)).cloned();
            (page.descriptions.into_iter().chain(data).collect(), page.links)
        }
        false => (named_descriptions(text, at), if with_pages { links(text, at) } else { Vec::new() }),
    };
    let linked = linked.into_iter().filter(|url| with_pages && url.query().is_none() && !is_data(url));
    let described = described.into_iter().map(|url| (url, CandidateKind::Description));
    described.chain(linked.map(|url| (url, CandidateKind::Page))).collect()
}

/// What is there of a page already.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) markdown: Option<Url>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What was learned of a site.
#[derive(Default)]
pub(super) struct Ways {
    suffix_hits: Cell<u32>,
    suffix_misses: Cell<u32>,
    /// What comes in the place of a page that is not there, where that is no error.
    nowhere: OnceCell<Option<Stand>>,
    nowhere_markdown: OnceCell<Option<Stand>>,
}

/// An answer to a request for a page that is not there.
struct Stand {
    asked: Url,
    at: Url,
    text: String,
}

/// Gets a page. `known` is what the lock says of it, where its file is as it was fetched.
pub(super) async fn fetch_page(http: &Http, ways: &Ways, url: &Url, known: Option<&Known>) -> Answer {
    let Some(known) = known else { return negotiate(http, ways, url, None).await };
    let at = known.markdown.as_ref().unwrap_or(url);
    let ask = Ask {
        accept: ACCEPT,
        etag: known.etag.as_deref(),
        last_modified: known.last_modified.as_deref(),
        ..Ask::default()
    };
    match http.get(at, ask).await {
        Ok(response) if response.status == StatusCode::NOT_MODIFIED => Answer::Unchanged,
        Ok(response) if known.markdown.is_none() => negotiate(http, ways, url, Some(response)).await,
        Ok(response) if response.status.is_success() => match accept(http, ways, response, at, true).await {
            Ok(mut page) if matches!(page.form, Form::Markdown(_)) => {
                page.markdown = Some(at.clone());
                page.at = url.clone();
                Answer::Page(page)
            }
            _ => negotiate(http, ways, url, None).await,
        },
        Ok(_) => negotiate(http, ways, url, None).await,
        Err(failure) => Answer::Failed(failure),
    }
}

/// Gets a file of data; it is kept where it is an OpenAPI document.
pub(super) async fn fetch_description(http: &Http, url: &Url, known: Option<&Known>, limit: u64) -> Answer {
    let ask = Ask {
        accept: "application/json, application/yaml, */*;q=0.5",
        etag: known.and_then(|known| known.etag.as_deref()),
        last_modified: known.and_then(|known| known.last_modified.as_deref()),
        limit: Some(limit),
    };
    match http.get(url, ask).await {
        Ok(response) if response.status == StatusCode::NOT_MODIFIED => Answer::Unchanged,
        Ok(response) if response.status.is_success() => match judge(&response, url) {
            Ok(form) => Answer::Page(Box::new(Page::new(response, form))),
            Err(why) => Answer::NotAPage(why),
        },
        Ok(response) => of_status(response.status),
        Err(failure) => Answer::Failed(failure),
    }
}

fn of_status(status: StatusCode) -> Answer {
    match status.as_u16() {
        gone @ (404 | 410) => Answer::Gone(gone),
        other => Answer::Failed(Failure::Status(other)),
    }
}

/// Gets a page by what the platform offers; `first` is what its address answered, where that was asked already.
async fn negotiate(http: &Http, ways: &Ways, url: &Url, first: Option<Response>) -> Answer {
    if ways.suffix_hits.get() > 0 && first.is_none() && !is_markdown(url) {
        match by_suffix(http, ways, url).await {
            Ok(Some(page)) => return Answer::Page(page),
            Ok(None) => {}
            Err(failure) => return Answer::Failed(failure),
        }
    }
    let response = match first {
        Some(response) => response,
        None => match http.get(url, Ask { accept: ACCEPT, ..Ask::default() }).await {
            Ok(response) => response,
            Err(failure) => return Answer::Failed(failure),
        },
    };
    if !response.status.is_success() {
        return of_status(response.status);
    }
    let in_header = linked_markdown(&response);
    let page = match accept(http, ways, response, url, is_markdown(url)).await {
        Ok(page) => page,
        Err(why) => return Answer::NotAPage(why),
    };
    let Form::Html(web_page) = &page.form else { return Answer::Page(page) };
    if is_markdown(url) {
        return Answer::NotAPage("it is HTML where the site lists Markdown".to_owned());
    }
    let found = match in_header.or(web_page.markdown.clone()) {
        Some(alternate) => by_address(http, ways, url, &alternate).await,
        None if ways.suffix_hits.get() == 0 && ways.suffix_misses.get() >= MOST_MISSES => Ok(None),
        None => by_suffix(http, ways, url).await,
    };
    match found {
        Ok(Some(markdown)) => Answer::Page(markdown),
        Ok(None) => Answer::Page(page),
        Err(failure) => Answer::Failed(failure),
    }
}

/// The Markdown of a page with `.md` behind its path.
async fn by_suffix(http: &Http, ways: &Ways, url: &Url) -> Result<Option<Box<Page>>, Failure> {
    for path in suffixed(url.path()) {
        let mut at = url.clone();
        at.set_path(&path);
        if let Some(page) = by_address(http, ways, url, &at).await? {
            ways.suffix_hits.set(ways.suffix_hits.get() + 1);
            return Ok(Some(page));
        }
    }
    ways.suffix_misses.set(ways.suffix_misses.get() + 1);
    Ok(None)
}

/// The paths that may be those of a page's Markdown: `/a.md`, and for a file or folder what llms.txt proposes.
fn suffixed(path: &str) -> Vec<String> {
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() {
        return vec!["/index.md".to_owned()];
    }
    match trimmed.strip_suffix(".html").or_else(|| trimmed.strip_suffix(".htm")) {
        Some(stem) => vec![format!("{trimmed}.md"), format!("{stem}.md")],
        None if path.ends_with('/') => vec![format!("{trimmed}.md"), format!("{path}index.html.md")],
        None => vec![format!("{trimmed}.md")],
    }
}

/// The Markdown of a page at an address; `None` where it has none there.
async fn by_address(http: &Http, ways: &Ways, url: &Url, at: &Url) -> Result<Option<Box<Page>>, Failure> {
    let response = match http.get(at, Ask { accept: ACCEPT, ..Ask::default() }).await {
        Ok(response) if response.status.is_success() => response,
        Ok(_)
        | Err(
            Failure::OtherHost { .. } | Failure::Insecure { .. } | Failure::Disallowed | Failure::Redirects,
        ) => {
            return Ok(None);
        }
        Err(failure) => return Err(failure),
    };
    let Ok(mut page) = accept(http, ways, response, at, true).await else { return Ok(None) };
    if !matches!(page.form, Form::Markdown(_)) {
        return Ok(None);
    }
    page.markdown = Some(at.clone());
    page.at = url.clone();
    Ok(Some(page))
}

/// An answer as a page, unless it is what comes in the place of any page that is not there.
async fn accept(
    http: &Http,
    ways: &Ways,
    response: Response,
    asked: &Url,
    markdown: bool,
) -> Result<Box<Page>, String> {
    let form = judge(&response, asked)?;
    let stand = match markdown {
        true => ways.nowhere_markdown.get_or_init(|| ask_nowhere(http, ".md")).await,
        false => ways.nowhere.get_or_init(|| ask_nowhere(http, "")).await,
    };
    if let Some(stand) = stand {
        let text = match &form {
            Form::Html(page) => page.text.clone(),
            _ => in_one_line(&String::from_utf8_lossy(&response.body)),
        };
        let moved = response.url == stand.at && response.url != *asked;
        if moved || text == stand.text_for(asked) {
            return Err("the site responds the same for pages that it does not have".to_owned());
        }
    }
    Ok(Box::new(Page::new(response, form)))
}

async fn ask_nowhere(http: &Http, suffix: &str) -> Option<Stand> {
    let mut url = http.site.start.clone();
    url.set_query(None);
    let folder = &url.path()[..=url.path().rfind('/')?];
    url.set_path(&format!("{folder}{NOWHERE}{suffix}"));
    let response = http.get(&url, Ask { accept: ACCEPT, ..Ask::default() }).await.ok()?;
    if !response.status.is_success() {
        return None;
    }
    let text = String::from_utf8_lossy(&response.body);
    let text = match judge(&response, &url) {
        Ok(Form::Html(page)) => page.text,
        _ if response.media_type() == "text/html" => read_html(&text, &response.url).text,
        _ => in_one_line(&text),
    };
    Some(Stand { text, asked: url, at: response.url })
}

impl Stand {
    /// What would come for another address, where the text repeats that.
    fn text_for(&self, url: &Url) -> String {
        let name = url.path().rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
        self.text.replace(self.asked.path(), url.path()).replace(NOWHERE, name)
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Link: <get.md>; rel="alternate"; type="text/markdown"` (RFC 8288).
fn linked_markdown(response: &Response) -> Option<Url> {
    let values = response.headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    let links = values.flat_map(|value| value.split('<').skip(1));
    links.filter_map(|link| link.split_once('>')).find_map(|(target, parameters)| {
        let parameters = parameters.split([';', ',']).filter_map(|parameter| parameter.split_once('='));
        let (mut is_alternate, mut is_markdown) = (false, false);
        for (name, value) in parameters {
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "rel" => {
                    is_alternate = value.split_whitespace().any(|of| of.eq_ignore_ascii_case("alternate"))
                }
                "type" => is_markdown = is_markdown_media(value),
                _ => {}
            }
        }
        (is_alternate && is_markdown).then(|| response.url.join(target.trim()).ok()).flatten()
    })
}

/// The links of a web page, where an answer is one.
pub(super) fn web_page_of(response: &Response) -> WebPage {
    read_html(&String::from_utf8_lossy(&response.body), &response.url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, HeaderValue};

    #[test]
    fn where_a_header_says_that_the_markdown_is() {
        let markdown = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.append(LINK, HeaderValue::from_static("</style.css>; rel=preload"));
            headers.append(LINK, HeaderValue::from_static(value));
            let url = Url::parse("https://d.example/a/get").unwrap();
            linked_markdown(&Response { url, status: StatusCode::OK, headers, body: Vec::new() })
                .map(String::from)
        };
        let found = Some("https://d.example/a/get.md".to_owned());
        assert_eq!(
            markdown("</llms.txt>; rel=\"describedby\", <get.md>; type=\"text/markdown\"; rel=\"alternate\""),
            found
        );
        assert_eq!(markdown("<get.md>;REL=alternate;Type=text/markdown"), found);
        assert_eq!(markdown("<get.rss>; rel=alternate; type=\"application/rss+xml\""), None);
        assert_eq!(markdown("<get.md>; rel=next; type=\"text/markdown\""), None);
    }

    #[test]
    fn paths_of_markdown() {
        assert_eq!(suffixed("/a/get"), ["/a/get.md"]);
        assert_eq!(suffixed("/a/get/"), ["/a/get.md", "/a/get/index.html.md"]);
        assert_eq!(suffixed("/a/get.html"), ["/a/get.html.md", "/a/get.md"]);
        assert_eq!(suffixed("/"), ["/index.md"]);
    }
}
