//! Verb and path in blocks of code, in tags, and in labelled pairs.

use super::text::{in_line, is_url, only_endpoint};
use crate::budget;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{EndpointClaim, RequestExampleClaim};
use crate::dialect::custom::{LOCATIONS, read_custom_endpoint};
use crate::document::{Block, BlockKind, Component, Fence, Text};
use crate::model::Method;
use crate::source::{Span, Spanned};

/// What an HTTP message states: a whole URL may be an example's, unless it stands alone. Further lines of a block
/// that state an endpoint each and no more state these too, up to a limit, past which is said so.
pub(in crate::dialect::outline) fn in_message(
    message: &RequestExampleClaim,
    fence: &Fence,
) -> (Vec<EndpointClaim>, Option<Diagnostic>) {
    if !message.url.value.starts_with('/') && !stands_alone(&fence.code) {
        return (Vec::new(), None);
    }
    let (method, url) = (message.method, message.url.clone());
    let mut found = vec![EndpointClaim { method, url, elsewhere: false }];
    let further = further_lines(fence, message.url.span);
    let over = further.get(budget::ENDPOINTS - 1).map(|over| {
        let message = format!("this block states more than {} endpoints", budget::ENDPOINTS);
        Diagnostic::at(&rule::OVER_BUDGET, over.url.span, message)
            .note("this one and those behind it were left out")
    });
    found.extend(further.into_iter().take(budget::ENDPOINTS - 1));
    (found, over)
}

/// Whether a block of code is a verb and a URL, and no more.
fn stands_alone(code: &str) -> bool {
    let verb = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(word).is_some();
    code.trim().split_once(' ').is_some_and(|(word, url)| verb(word) && !url.contains('\n'))
}

/// The endpoints of the lines below the first one of a block, where each line states one and no more.
fn further_lines(fence: &Fence, place: Span) -> Vec<EndpointClaim> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in fence.code.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let words: Vec<&str> = line.split_whitespace().collect();
        let (verb, url) = match words.as_slice() {
            [] => continue,
            [verb, url] => (*verb, *url),
            [verb, url, version] if version.starts_with("HTTP/") => (*verb, *url),
            _ => return Vec::new(),
        };
        let is_verb = verb.bytes().all(|b| b.is_ascii_uppercase());
        let Some(method) = Method::parse(verb).filter(|_| is_verb && url.starts_with('/')) else {
            return Vec::new();
        };
        let span = |from: usize, text: &str| {
            let end = fence.map.resolve(from + text.len());
            Span::new(place.source, fence.map.resolve(from), end)
        };
        let from = start + line.trim_start().find(url).unwrap_or_default();
        let method = Spanned::new(method, span(start, verb));
        found.push(EndpointClaim {
            method,
            url: Spanned::new(url.to_owned(), span(from, url)),
            elsewhere: false,
        });
    }
    if !found.is_empty() {
        found.remove(0);
    }
    found
}

/// What the title of a block of code states, alone or with the path that the block holds: "```http GET /x",
/// `title="POST"` above `/x`.
pub(in crate::dialect::outline) fn in_titled_fence(fence: &Fence, span: Span) -> Vec<EndpointClaim> {
    let title = fence.title.trim();
    let text = |plain: String| Text { markdown: plain.clone(), plain, links: Vec::new(), span };
    if title.contains('/') {
        return only_endpoint(&text(title.to_owned())).into_iter().collect();
    }
    let path = fence.code.trim();
    let is_verb = title.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(title).is_some();
    if !is_verb || !is_url(path) || path.contains(char::is_whitespace) {
        return Vec::new();
    }
    let url = Spanned::new(path.to_owned(), fence.code_span);
    let method = Method::parse(title).map(|method| Spanned::new(method, span));
    method.map(|method| EndpointClaim { method, url, elsewhere: false }).into_iter().collect()
}

/// What a tag states: in its attributes, in the place of a field's name (`<ParamField path="GET /bells" />`), or as
/// all of its content.
pub(in crate::dialect::outline) fn in_tag(component: &Component) -> Option<EndpointClaim> {
    if matches!(component.name.as_str(), "ParamField" | "Param") {
        let value = LOCATIONS.iter().find_map(|(name, _)| component.value(name))?;
        let plain = value.value.clone();
        let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span: value.span };
        return only_endpoint(&text).filter(|_| component.children.is_empty());
    }
    read_custom_endpoint(component)
}

/// What the items of a list state, where each states endpoints and no more: the variants of an operation. A list of links
/// is one of contents.
pub(in crate::dialect::outline) fn in_items(items: &[Block]) -> Vec<EndpointClaim> {
    let stated = items.iter().map(|item| {
        let BlockKind::Item(children) = &item.kind else { return Vec::new() };
        match children.as_slice() {
            [Block { kind: BlockKind::Paragraph(text), .. }] if text.links.is_empty() => in_line(text),
            _ => Vec::new(),
        }
    });
    let stated: Vec<Vec<EndpointClaim>> = stated.collect();
    let all_state = stated.iter().all(|of| !of.is_empty());
    if all_state { stated.into_iter().flatten().collect() } else { Vec::new() }
}

/// What labelled items or lines state: `- **Method:** GET`, `- **URL:** /x`.
pub(in crate::dialect::outline) fn in_pairs<'b>(
    items: impl IntoIterator<Item = &'b Block>,
) -> Option<EndpointClaim> {
    let texts = items.into_iter().filter_map(|item| match &item.kind {
        BlockKind::Item(children) => match children.as_slice() {
            [Block { kind: BlockKind::Paragraph(text), .. }] => Some(text),
            _ => None,
        },
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    });
    let (mut method, mut url) = (None, None);
    for text in texts {
        let Some((label, value)) = text.plain.split_once(':') else { continue };
        let value = value.trim();
        match label.trim().to_lowercase().as_str() {
            "method" | "http method" | "verb" | "request method" if value.len() <= 7 => {
                method = method.or(Method::parse(value).map(|method| Spanned::new(method, text.span)));
            }
            "url" | "path" | "endpoint" | "uri" | "route" | "request url" | "api endpoint"
                if is_url(value) && !value.contains(char::is_whitespace) =>
            {
                url = url.or(Some(Spanned::new(value.replace('\\', ""), text.span)));
            }
            _ => {}
        }
    }
    Some(EndpointClaim { method: method?, url: url?, elsewhere: false })
}
