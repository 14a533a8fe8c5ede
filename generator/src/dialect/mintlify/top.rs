//! What stands above the first block of content: front matter, or the header of an export.

use crate::dialect::claims::{Claim, ClaimKind, Convention, EndpointClaim};
use crate::dialect::section::classify_heading;
use crate::document::{Block, BlockKind, Document, FrontMatter, Text};
use crate::model::Method;
use crate::site::{AuthMethod, SiteAuth};
use crate::source::{Span, Spanned};

/// What stands above the content of a page.
#[derive(Default)]
pub(super) struct Header {
    pub title: Option<String>,
    pub claims: Vec<Claim>,
}

impl Header {
    fn claim(&mut self, kind: ClaimKind, span: Span) {
        self.claims.push(Claim { operation: 0, kind, span });
    }

    /// Verb and path, where the front matter states them.
    pub fn endpoint(&self) -> Option<&EndpointClaim> {
        self.claims.iter().find_map(|claim| match &claim.kind {
            ClaimKind::Endpoint(endpoint) => Some(endpoint),
            _ => None,
        })
    }
}

/// Reads the header and gives the blocks below it.
pub(super) fn read_top(document: &Document, convention: Convention) -> (Header, &[Block]) {
    let mut header = Header::default();
    if let Some(front_matter) = &document.front_matter {
        read_front_matter(&mut header, front_matter);
    }
    let blocks = match convention {
        Convention::MintlifyExport => read_export_header(&mut header, &document.blocks),
        _ if header.title.is_none() => read_own_title(&mut header, &document.blocks),
        _ => &document.blocks,
    };
    (header, blocks)
}

fn read_front_matter(header: &mut Header, front_matter: &FrontMatter) {
    for (key, value) in &front_matter.entries {
        let whole = key.span.to(value.span);
        match key.value.as_str() {
            "title" => read_title(header, value),
            // A shorter title for the navigation, where there is no other.
            "sidebarTitle" if front_matter.get("title").is_none() => read_title(header, value),
            "sidebarTitle" => header.claim(ClaimKind::ShortTitle(value.value.clone()), value.span),
            "description" => {
                let plain = value.value.clone();
                let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span: value.span };
                header.claim(ClaimKind::Summary(text), value.span);
            }
            "webhook" => header.claim(ClaimKind::Webhook(event_name(&value.value)), whole),
            "api" if is_webhook(&value.value) => {
                header.claim(ClaimKind::Webhook(event_of_api(&value.value)), value.span)
            }
            "api" | "openapi" => match read_endpoint(value, key.value == "openapi") {
                Some(endpoint) => header.claim(ClaimKind::Endpoint(endpoint), value.span),
                None => header.claim(ClaimKind::Chrome, value.span),
            },
            "contentType" | "content-type" => {
                header.claim(ClaimKind::MediaType(value.value.clone()), whole);
            }
            "authMethod" | "auth" => match AuthMethod::parse(&value.value) {
                Some(method) => {
                    let text = |keys: &[&str]| keys.iter().find_map(|key| front_matter.get(key));
                    let name = text(AUTH_NAMES).map(|name| name.value.as_str());
                    let prefix = text(&["authPrefix", "inputPrefix"]).map(|prefix| prefix.value.as_str());
                    header.claim(ClaimKind::AuthMethod(SiteAuth::new(method, name, prefix)), whole);
                }
                None => header.claim(ClaimKind::Chrome, whole),
            },
            "deprecated" => match value.value.trim() {
                "" | "false" | "no" | "False" => header.claim(ClaimKind::Chrome, whole),
                "true" | "yes" | "True" => header.claim(ClaimKind::Deprecated(String::new()), whole),
                text => header.claim(ClaimKind::Deprecated(text.to_owned()), whole),
            },
            "tag" if value.value.trim().eq_ignore_ascii_case("deprecated") => {
                header.claim(ClaimKind::Deprecated(String::new()), whole);
            }
            _ => header.claim(ClaimKind::Chrome, whole),
        }
    }
}

/// Keys that name the header of a key.
const AUTH_NAMES: &[&str] = &["authName", "authHeader", "authHeaderName", "auth-name", "auth-header"];

fn read_title(header: &mut Header, value: &Spanned<String>) {
    header.title = Some(value.value.clone());
    header.claim(ClaimKind::Title(value.value.clone()), value.span);
}

/// The event's name, where the word is not just "yes".
fn event_name(value: &str) -> Option<String> {
    let value = value.trim();
    let is_name = !value.is_empty()
        && !value.contains(char::is_whitespace)
        && !["true", "false", "yes", "no"].contains(&value.to_ascii_lowercase().as_str());
    is_name.then(|| value.to_owned())
}

/// The name behind `WEBHOOK`.
fn event_of_api(value: &str) -> Option<String> {
    let (word, name) = value.trim().split_once(char::is_whitespace)?;
    word.eq_ignore_ascii_case("webhook").then(|| event_name(name)).flatten()
}

/// `WEBHOOK ticket.closed`, `POST /your-endpoint (outbound)`.
fn is_webhook(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.split_whitespace().next() == Some("webhook")
        || ["(outbound)", "(webhook)", "(outgoing)"].iter().any(|remark| lower.trim_end().ends_with(remark))
}

/// `PUT https://host/path`, `file.json POST /path`.
pub(super) fn read_endpoint(value: &Spanned<String>, elsewhere: bool) -> Option<EndpointClaim> {
    let words: Vec<&str> = value.value.split_whitespace().collect();
    let at = words.iter().position(|w| Method::parse(w).is_some())?;
    let url = join_url(&words[at + 1..])?;
    Some(EndpointClaim {
        method: Spanned::new(Method::parse(words[at])?, value.span),
        url: Spanned::new(url.0, value.span),
        elsewhere,
        shown: false,
    })
}

/// The URL that words begin with, and how many of them it takes: a placeholder may hold spaces, `{user id}`.
pub(in crate::dialect) fn join_url(words: &[&str]) -> Option<(String, usize)> {
    let mut url = (*words.first()?).to_owned();
    let is_open =
        |url: &str| [('{', '}'), ('<', '>')].iter().any(|(open, close)| url.rfind(*open) > url.rfind(*close));
    for (at, word) in words.iter().enumerate().skip(1).take(4) {
        if !is_open(&url) {
            return Some((url, at));
        }
        url.extend([" ", word]);
    }
    // Nothing closes it: the first word alone.
    if is_open(&url) { Some((words[0].to_owned(), 1)) } else { Some((url, words.len().min(5))) }
}

/// ```text
/// header = { source | quote | instructions | comment }, [ "# ", title, [ source ], [ "> ", summary ] ] ;
/// source = [ "# " ], "Source: ", url ;    (* where all pages stood in one file *)
/// ```
fn read_export_header<'a>(header: &mut Header, blocks: &'a [Block]) -> &'a [Block] {
    let mut rest = blocks;
    while let [first @ Block { span, .. }, tail @ ..] = rest
        && is_of_exporter(first)
    {
        header.claim(ClaimKind::Chrome, *span);
        rest = tail;
    }
    if let [Block { kind: BlockKind::Heading { level: 1, text, .. }, .. }, tail @ ..] = rest
        && !titles_section(text, tail)
    {
        header.title = Some(text.plain.clone());
        header.claim(ClaimKind::Title(text.plain.clone()), text.span);
        rest = tail;
        while let [first, tail @ ..] = rest
            && is_comment(first)
        {
            header.claim(ClaimKind::Chrome, first.span);
            rest = tail;
        }
        if let [source, tail @ ..] = rest
            && is_source_line(source)
        {
            header.claim(ClaimKind::Chrome, source.span);
            rest = tail;
        }
        if let [Block { kind: BlockKind::Quote(children), span }, tail @ ..] = rest
            && let Some(summary) = quote_text(children)
        {
            header.claim(ClaimKind::Summary(summary.clone()), *span);
            rest = tail;
        }
    }
    rest
}

/// Whether the first heading of a page is the title of what stands below it alone: others are beside it. `rest`: the
/// blocks behind it.
fn titles_section(title: &Text, rest: &[Block]) -> bool {
    rest.iter().any(|block| match &block.kind {
        BlockKind::Heading { level: 1, text, .. } => {
            text.plain != title.plain && classify_heading(&text.plain).is_none()
        }
        _ => false,
    })
}

/// The title of a page whose front matter has none: the heading that it begins with.
fn read_own_title<'a>(header: &mut Header, blocks: &'a [Block]) -> &'a [Block] {
    let [Block { kind: BlockKind::Heading { level: 1, text, .. }, .. }, rest @ ..] = blocks else {
        return blocks;
    };
    if titles_section(text, rest) {
        return blocks;
    }
    header.title = Some(text.plain.clone());
    header.claim(ClaimKind::Title(text.plain.clone()), text.span);
    rest
}

/// What the exporter puts above the title: the index quote, where the page was taken from, and what it asks of
/// programs that read it.
fn is_of_exporter(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Quote(_) => true,
        BlockKind::Component(component) => component.name == "AgentInstructions",
        _ => is_comment(block) || is_source_line(block),
    }
}

/// `<!-- … -->`, and an import, of which a reader sees nothing.
fn is_comment(block: &Block) -> bool {
    let BlockKind::Html(html) = &block.kind else { return false };
    ["<!--", "{/*", "import ", "export "].iter().any(|start| html.trim_start().starts_with(start))
}

/// `# Source: https://…` or `Source: https://…`: where the page was taken from.
fn is_source_line(block: &Block) -> bool {
    let (BlockKind::Heading { level: 1, text, .. } | BlockKind::Paragraph(text)) = &block.kind else {
        return false;
    };
    let url = text.plain.trim().strip_prefix("Source: ");
    url.is_some_and(|url| url.starts_with("http") && !url.contains(char::is_whitespace))
}

fn quote_text(children: &[Block]) -> Option<&Text> {
    match children {
        [Block { kind: BlockKind::Paragraph(text), span: Span { .. } }] => Some(text),
        _ => None,
    }
}
