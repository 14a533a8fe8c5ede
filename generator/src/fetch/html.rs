//! What is needed of a web page: its links, its title, and whether a person is asked for something.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use url::Url;

/// What a web page holds.
#[derive(Debug, Default)]
pub(super) struct WebPage {
    /// The text of `<title>`.
    pub(super) title: String,
    /// Where `<a>` leads, in order.
    pub(super) links: Vec<Url>,
    /// Descriptions of an API that a tag names: `<redoc spec-url="openapi.yaml">`.
    pub(super) descriptions: Vec<Url>,
    /// `<link rel="alternate" type="text/markdown">`
    pub(super) markdown: Option<Url>,
    /// Where `<meta http-equiv="refresh">` leads.
    pub(super) refresh: Option<Url>,
    /// Whether a password is asked for.
    pub(super) asks_password: bool,
    /// Whether it shows code or a table.
    pub(super) shows_code: bool,
    /// What a reader sees, in one line.
    pub(super) text: String,
}

/// Reads a web page that came from a URL.
pub(super) fn read_html(html: &str, url: &Url) -> WebPage {
    let mut emitter = DefaultEmitter::<()>::default();
    // Scripts hold no tags.
    emitter.naively_switch_states(true);
    let mut page = WebPage::default();
    let mut base = url.clone();
    let (mut hidden, mut in_title) = (0_u32, false);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                match name(&tag) {
                    "script" | "style" | "template" | "noscript" if !tag.self_closing => hidden += 1,
                    "title" => in_title = page.title.is_empty(),
                    _ => {}
                }
                read_tag(&tag, &mut base, &mut page);
            }
            Token::EndTag(tag) => match &**tag.name {
                b"script" | b"style" | b"template" | b"noscript" => hidden = hidden.saturating_sub(1),
                b"title" => in_title = false,
                _ => {}
            },
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                let out = if in_title { &mut page.title } else { &mut page.text };
                if in_title || hidden == 0 {
                    append(out, &text);
                }
            }
            _ => {}
        }
    }
    page
}

fn read_tag(tag: &StartTag<()>, base: &mut Url, page: &mut WebPage) {
    let link = |attribute: &str| resolve(base, &attribute_of(tag, attribute)?);
    if name(tag) == "base" {
        if let Some(to) = link("href") {
            *base = to;
        }
        return;
    }
    match name(tag) {
        "a" => page.links.extend(link("href")),
        "link" if has_word(tag, "rel", "alternate") && is_markdown_type(tag) => {
            page.markdown = page.markdown.take().or(link("href"));
        }
        "meta" if has_word(tag, "http-equiv", "refresh") => {
            let content = attribute_of(tag, "content").unwrap_or_default();
            let to = content.split_once(['=']).map(|(_, to)| to.trim_matches([' ', '\'', '"']));
            page.refresh = to.and_then(|to| resolve(base, to));
        }
        "input" if has_word(tag, "type", "password") => page.asks_password = true,
        "pre" | "code" | "table" => page.shows_code = true,
        _ => {}
    }
    page.descriptions.extend(["spec-url", "data-url"].iter().filter_map(|name| link(name)));
}

fn resolve(base: &Url, link: &str) -> Option<Url> {
    base.join(link.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn name(tag: &StartTag<()>) -> &str {
    std::str::from_utf8(&tag.name).unwrap_or_default()
}

fn attribute_of(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn has_word(tag: &StartTag<()>, attribute: &str, word: &str) -> bool {
    let value = attribute_of(tag, attribute).unwrap_or_default();
    value.split_ascii_whitespace().any(|of| of.eq_ignore_ascii_case(word))
}

fn is_markdown_type(tag: &StartTag<()>) -> bool {
    attribute_of(tag, "type").is_some_and(|of| is_markdown_media(of.split(';').next().unwrap_or_default()))
}

/// Whether a media type is that of Markdown (RFC 7763).
pub(super) fn is_markdown_media(media: &str) -> bool {
    ["text/markdown", "text/x-markdown", "text/mdx"].iter().any(|of| media.trim().eq_ignore_ascii_case(of))
}

/// Adds words, with one space between two.
fn append(out: &mut String, text: &str) {
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> WebPage {
        read_html(html, &Url::parse("https://d.example/docs/start").unwrap())
    }

    fn texts(urls: &[Url]) -> Vec<&str> {
        urls.iter().map(Url::as_str).collect()
    }

    #[test]
    fn links_titles_and_alternates() {
        let page = read(
            "<!doctype html><head><title>Start\n | Acme</title><base href='/docs/'>\
             <link rel='icon alternate' type='text/markdown; charset=utf-8' href=start.md></head>\
             <body><script>let a = '<a href=\"/no\">';</script><!-- <a href='/no'> -->\
             <A HREF='get&amp;x'>Get</A> <a href='mailto:a@b'>x</a><a name=x>y</a><a href='#top'>z</a>\
             <redoc spec-url='../openapi.yaml'></redoc><p>Two  words",
        );
        assert_eq!(page.title, "Start | Acme");
        assert_eq!(texts(&page.links), ["https://d.example/docs/get&x", "https://d.example/docs/#top"]);
        assert_eq!(texts(&page.descriptions), ["https://d.example/openapi.yaml"]);
        assert_eq!(page.markdown.as_ref().map(Url::as_str), Some("https://d.example/docs/start.md"));
        assert_eq!(page.text, "Get x y z Two words");
        assert!(!page.asks_password && !page.shows_code);
    }

    #[test]
    fn what_a_person_is_asked_for() {
        let page = read("<meta http-equiv=Refresh content='0; URL=/login?next=x'><input TYPE=password>");
        assert!(page.asks_password);
        assert_eq!(page.refresh.as_ref().map(Url::as_str), Some("https://d.example/login?next=x"));
        assert!(read("<pre>&lt;input type=password&gt;</pre>").shows_code);
    }
}
