//! Verb and path in blocks of code, in tags, and in labelled pairs.

use super::text::{in_line, is_url, only_endpoint};
use crate::budget;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{EndpointClaim, RequestExampleClaim};
use crate::dialect::custom::{LOCATIONS, read_custom_endpoint};
use crate::document::{Block, BlockKind, Component, Fence, Text};
use crate::model::Method;
use crate::source::{Span, Spanned};
use std::borrow::Cow;

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
    let mut found = vec![EndpointClaim { method, url, elsewhere: false, shown: true }];
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

/// Whether a block of code begins with verb and path.
pub(in crate::dialect::outline) fn begins_with_endpoint(fence: &Fence) -> bool {
    let mut words = fence.code.split_whitespace();
    let verb = words.next().filter(|word| word.bytes().all(|b| b.is_ascii_uppercase()));
    verb.and_then(Method::parse).is_some() && words.next().is_some_and(|url| url.starts_with('/'))
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
            shown: false,
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
    if title.is_empty() {
        return in_lines(fence, span);
    }
    let path = fence.code.trim();
    let is_verb = title.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(title).is_some();
    if !is_verb || !is_url(path) || path.contains(char::is_whitespace) {
        return Vec::new();
    }
    let url = Spanned::new(path.to_owned(), fence.code_span);
    let method = Method::parse(title).map(|method| Spanned::new(method, span));
    method.map(|method| EndpointClaim { method, url, elsewhere: false, shown: false }).into_iter().collect()
}

/// The endpoints of a block of code that holds nothing else, but for comments: "# of a group", "[GET] /bells".
fn in_lines(fence: &Fence, span: Span) -> Vec<EndpointClaim> {
    let is_plain = matches!(fence.language.as_str(), "" | "http" | "text" | "txt" | "plain" | "plaintext");
    let lines = fence.code.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.filter(|line| !line.starts_with(['#']) && !line.starts_with("//"));
    let text =
        |line: &str| Text { markdown: line.to_owned(), plain: line.to_owned(), links: Vec::new(), span };
    let found: Option<Vec<EndpointClaim>> = lines.map(|line| only_endpoint(&text(line))).collect();
    found.filter(|found| is_plain && found.len() <= budget::ENDPOINTS).unwrap_or_default()
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

/// What labelled items, lines or rows state: `- **Method:** GET`, `- **URL:** /x`.
pub(in crate::dialect::outline) fn in_pairs<'b>(
    pairs: impl IntoIterator<Item = (Cow<'b, str>, Cow<'b, str>, Span)>,
) -> Option<EndpointClaim> {
    let (mut method, mut url) = (None, None);
    for (label, value, span) in pairs {
        match pair_of(&label, &value) {
            Some(Pair::Method(found)) => method = method.or(Some(Spanned::new(found, span))),
            Some(Pair::Url(found)) => url = url.or(Some(Spanned::new(found, span))),
            None => {}
        }
    }
    Some(EndpointClaim { method: method?, url: url?, elsewhere: false, shown: false })
}

/// One half of an endpoint.
enum Pair {
    Method(Method),
    Url(String),
}

fn pair_of(label: &str, value: &str) -> Option<Pair> {
    let value = value.trim();
    match label.trim().trim_end_matches(':').trim_end().to_lowercase().as_str() {
        "method" | "http method" | "verb" | "http verb" | "request method" if value.len() <= 7 => {
            Method::parse(value).map(Pair::Method)
        }
        "url" | "path" | "endpoint" | "uri" | "route" | "request url" | "api endpoint" | "resource"
            if is_url(value) && !value.contains(char::is_whitespace) =>
        {
            Some(Pair::Url(value.replace('\\', "")))
        }
        _ => None,
    }
}

/// The label and the value of an item or a line: `**URL** : /x`, or the label above the value.
pub(in crate::dialect::outline) fn pair(block: &Block) -> Option<(Cow<'_, str>, Cow<'_, str>, Span)> {
    let text = match &block.kind {
        BlockKind::Item(children) => match children.as_slice() {
            [Block { kind: BlockKind::Paragraph(text), .. }] => text,
            [
                Block { kind: BlockKind::Paragraph(label), .. },
                Block { kind: BlockKind::Paragraph(value), span },
            ] => {
                return Some((Cow::Borrowed(&label.plain), Cow::Borrowed(&value.plain), *span));
            }
            _ => return None,
        },
        BlockKind::Paragraph(text) => text,
        _ => return None,
    };
    let (label, value) = text.plain.split_once(':')?;
    Some((Cow::Borrowed(label), Cow::Borrowed(value), text.span))
}

/// Whether an item is one half of an endpoint.
pub(in crate::dialect::outline) fn is_pair(block: &Block) -> bool {
    pair(block).is_some_and(|(label, value, _)| pair_of(&label, &value).is_some())
}
