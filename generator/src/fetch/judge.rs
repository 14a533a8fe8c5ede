//! What an answer is: a page's Markdown, its HTML, a file of data, or none of them.
//!
//! A server may answer 200 and mean something else: that there is no such page, that somebody has to sign in, that
//! it wants to see a browser. Such an answer never takes the place of a page.

use super::address::{extension, is_markdown};
use super::html::{WebPage, is_markdown_media, read_html};
use super::http::Response;
use crate::dialect::{says_no_page, why_no_page};
use crate::spec::begins_as_openapi;
use url::Url;

/// Segments of the address of a form to sign in.
const LOGIN: [&str; 9] =
    ["login", "log-in", "signin", "sign-in", "sign_in", "sso", "auth", "authenticate", "oauth"];

/// Words of a page that says that there is none.
const NOT_FOUND: [&str; 6] = [
    "page not found",
    "page could not be found",
    "page you are looking for",
    "page you're looking for",
    "page doesn't exist",
    "page does not exist",
];

/// So little a page says that is no page.
const SHORT: usize = 1_500;

/// The form of a text.
#[derive(Debug)]
pub(super) enum Form {
    /// Markdown, MDX or plain text: the extension of its file.
    Markdown(&'static str),
    /// A web page.
    Html(Box<WebPage>),
    /// An OpenAPI document.
    Description,
}

/// What a successful answer holds.
///
/// # Errors
///
/// Why it is no page.
pub(super) fn judge(response: &Response, asked: &Url) -> Result<Form, String> {
    let media = response.media_type();
    let text = String::from_utf8_lossy(&response.body);
    let is_html = media == "text/html" && (!is_markdown(&response.url) || begins_with_tag(&text));
    if is_html || looks_like_html(&text) {
        let page = read_html(&text, &response.url);
        return match why_no_web_page(&page, response, asked) {
            Some(why) => Err(why),
            None => Ok(Form::Html(Box::new(page))),
        };
    }
    if is_other(&media) && !(media.starts_with("text/") && is_markdown(&response.url)) {
        return Err(format!("it is `{media}`"));
    }
    if std::str::from_utf8(&response.body).is_err() || text.contains('\0') {
        return Err("it is not text in UTF-8".to_owned());
    }
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if begins_as_openapi(&text) {
        return Ok(Form::Description);
    }
    if let Some(why) = says_no_page(&text) {
        return Err(why.to_owned());
    }
    Ok(Form::Markdown(markdown_extension(&response.url, &text)))
}

/// How the file of a Markdown text ends. A text without marks is what a browser shows.
fn markdown_extension(url: &Url, text: &str) -> &'static str {
    match extension(url).as_str() {
        "mdx" => "mdx",
        "txt" if !text.trim_start_matches('\u{feff}').trim_start().starts_with(['#', '-', '<', '>']) => "txt",
        _ => "md",
    }
}

/// Whether a media type is that of neither Markdown nor plain text.
fn is_other(media: &str) -> bool {
    let is_text = media.is_empty() || media == "text/plain" || is_markdown_media(media);
    // Servers that do not know `.md` or `.yaml`.
    let is_unknown = ["application/octet-stream", "binary/octet-stream"].contains(&media);
    let is_data = media.ends_with("json") || media.ends_with("yaml");
    !(is_text || is_unknown || is_data)
}

/// Whether a text begins with a tag of HTML's; those of pages in MDX begin with a capital.
fn begins_with_tag(text: &str) -> bool {
    let tag = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('<');
    tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_lowercase() || c == '!'))
}

fn looks_like_html(text: &str) -> bool {
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        text = rest.trim_start();
    }
    let head: String = text.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| head.starts_with(tag))
}

fn why_no_web_page(page: &WebPage, response: &Response, asked: &Url) -> Option<String> {
    let moved = is_login(&response.url) && !is_login(asked);
    if moved || page.refresh.as_ref().is_some_and(is_login) {
        return Some("it asks to sign in".to_owned());
    }
    if response.url.path() == "/" && asked.path() != "/" && asked.path().len() > 1 {
        return Some("it leads to the start page of the site".to_owned());
    }
    let is_short = page.text.len() < SHORT;
    if page.asks_password && !page.shows_code && page.text.len() < 2 * SHORT {
        return Some("it asks to sign in".to_owned());
    }
    let pieces = page.title.split(['|', '–', '—', '·', '•', '»']).flat_map(|piece| piece.split(" - "));
    let said = pieces.filter_map(why_no_page).next();
    let counts = |why: &str| match why {
        "it asks to sign in" => page.asks_password,
        "it checks the browser" => is_short,
        _ => !page.shows_code,
    };
    if let Some(why) = said.filter(|why| counts(why)) {
        return Some(why.to_owned());
    }
    let text = page.text.to_lowercase();
    let is_missing = is_short && !page.shows_code && NOT_FOUND.iter().any(|words| text.contains(words));
    is_missing.then(|| "the page was not found".to_owned())
}

fn is_login(url: &Url) -> bool {
    url.path().split('/').any(|segment| LOGIN.iter().any(|word| segment.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::StatusCode;
    use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    fn judged(asked: &str, at: &str, media: &'static str, body: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
        let response = Response {
            url: Url::parse(at).unwrap(),
            status: StatusCode::OK,
            headers,
            body: body.as_bytes().to_vec(),
        };
        match judge(&response, &Url::parse(asked).unwrap()) {
            Ok(Form::Markdown(extension)) => extension.to_owned(),
            Ok(Form::Html(_)) => "html".to_owned(),
            Ok(Form::Description) => "openapi".to_owned(),
            Err(why) => why,
        }
    }

    #[test]
    fn forms() {
        let page = "https://d.example/get";
        let of = |media, body| judged(page, page, media, body);
        assert_eq!(of("text/markdown; charset=utf-8", "# Get\n"), "md");
        assert_eq!(of("text/plain", "# Get\n"), "md");
        assert_eq!(of("text/html", "<!-- x --><!DOCTYPE html><title>Get</title>"), "html");
        assert_eq!(of("text/markdown", "<!DOCTYPE html><title>Get</title>"), "html");
        assert_eq!(of("application/json", "{\"openapi\": \"3.1.0\"}"), "openapi");
        assert_eq!(of("image/png", "x"), "it is `image/png`");
        assert_eq!(of("text/plain", "a\0b"), "it is not text in UTF-8");
        assert_eq!(of("text/markdown", " \n"), "it is empty");
        let text = "https://d.example/get.txt";
        assert_eq!(judged(text, text, "text/plain", "Get\nGET\n/\nx\n"), "txt");
        assert_eq!(judged(text, text, "text/plain", "# Get\n"), "md");
        let source = "https://d.example/get.mdx";
        assert_eq!(judged(source, source, "application/octet-stream", "# Get\n"), "mdx");
    }

    #[test]
    fn answers_that_are_no_page() {
        let page = "https://d.example/get";
        let of = |body: &str| judged(page, page, "text/html", body);
        assert_eq!(of("<title>Acme | Page not found</title>"), "the page was not found");
        assert_eq!(of("<title>404 - Acme</title>"), "the page was not found");
        assert_eq!(
            of("<title>Acme</title><h1>Oops</h1>The page you are looking for is gone."),
            "the page was not found"
        );
        assert_eq!(of("<title>Sign in</title><form><input type=password>"), "it asks to sign in");
        assert_eq!(of("<title>Just a moment...</title>"), "it checks the browser");
        assert_eq!(of("<meta http-equiv=refresh content='0;url=/login'>"), "it asks to sign in");
        assert_eq!(
            judged(page, "https://d.example/login?to=get", "text/html", "<html>"),
            "it asks to sign in"
        );
        assert_eq!(
            judged(page, "https://d.example/", "text/html", "<html>"),
            "it leads to the start page of the site"
        );
        assert_eq!(
            judged(page, page, "text/markdown", "# Page Not Found\n\nTry the search.\n"),
            "the page was not found"
        );
    }

    #[test]
    fn pages_on_signing_in_and_on_errors_are_pages() {
        let page = "https://d.example/auth/login";
        let of = |body: &str| judged(page, page, "text/html", body);
        assert_eq!(of("<title>Log in | Acme API</title><h1>Log in</h1><pre>POST /login</pre>"), "html");
        assert_eq!(of("<title>Not found | Errors</title><table><tr><td>404</table>"), "html");
        assert_eq!(judged(page, page, "text/markdown", "# Log in\n\n```\nPOST /login\n```\n"), "md");
    }
}
