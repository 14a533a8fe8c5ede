//! What stands above the description: the method bar, the title, the automatic example, the
//! skeleton of the answer.

use super::Reader;
use crate::dialect::claims::{ClaimKind, EndpointClaim};
use crate::dialect::request_example::read_request_example;
use crate::dialect::section::classify_heading;
use crate::document::{Block, BlockKind, JsonValue, Text, parse_json};
use crate::model::Method;
use crate::source::Spanned;

/// Reads the top of the page and gives the index of the first block below it.
pub(super) fn read_top(reader: &mut Reader, blocks: &[Block]) -> usize {
    let mut at = 0;
    if let Some(text) = text_of(blocks.first())
        && text.plain.eq_ignore_ascii_case("Skip to main content")
    {
        reader.claim(ClaimKind::Chrome, text.span);
        at = 1;
    }
    at = read_method_bar(reader, blocks, at);
    if let (Some(text), Some(BlockKind::Fence(_))) =
        (text_of(blocks.get(at)), blocks.get(at + 1).map(|b| &b.kind))
    {
        reader.title = Some(text.plain.clone());
        reader.claim(ClaimKind::Title(text.plain.clone()), text.span);
        at += 1;
    }
    while let Some(Block { kind: BlockKind::Fence(fence), span }) = blocks.get(at) {
        match read_request_example(fence, reader.source, "") {
            Some(mut request) => {
                request.generated = true;
                reader.claim(ClaimKind::RequestExample(request), *span);
            }
            None => read_skeleton(reader, fence, *span),
        }
        at += 1;
    }
    read_heading_lines(reader, blocks, at)
}

fn text_of(block: Option<&Block>) -> Option<&Text> {
    match &block?.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    }
}

/// `PUT`, `/`, `api`, `/`, `crm`, … : one endpoint claim over all these lines.
fn read_method_bar(reader: &mut Reader, blocks: &[Block], at: usize) -> usize {
    let Some(verb) = text_of(blocks.get(at)) else { return at };
    let method = Method::parse(&verb.plain).filter(|_| verb.plain.bytes().all(|b| b.is_ascii_uppercase()));
    let line = |at: usize| text_of(blocks.get(at)).map(|text| text.plain.as_str());
    // The host, or its variable, may stand in front of the path.
    let host = line(at + 1).filter(|text| is_host_line(text) && line(at + 2) == Some("/"));
    let begins = host.is_some() || line(at + 1) == Some("/");
    let Some(method) = method.filter(|_| begins) else { return at };
    let (mut url, mut span, mut next) = (String::new(), blocks[at + 1].span, at + 1);
    if let Some(host) = host {
        url.push_str(host);
        next += 1;
    }
    while let Some(text) = text_of(blocks.get(next)).filter(|t| continues_path(&url, &t.plain)) {
        url.push_str(&text.plain);
        span = span.to(text.span);
        next += 1;
    }
    let endpoint = EndpointClaim {
        method: Spanned::new(method, verb.span),
        url: Spanned::new(url, span),
        elsewhere: false,
    };
    reader.claim(ClaimKind::Endpoint(endpoint), verb.span.to(span));
    skip_refusal(reader, blocks, next)
}

/// `https://acme.dev`, `{base_url}`
pub(in crate::dialect) fn is_host_line(line: &str) -> bool {
    let is_variable = line.len() > 2 && line.starts_with('{') && line.ends_with('}');
    !line.contains(char::is_whitespace) && (is_variable || line.contains("://"))
}

/// What the site shows in the place of a request that it cannot make.
fn skip_refusal(reader: &mut Reader, blocks: &[Block], at: usize) -> usize {
    let refused = text_of(blocks.get(at + 1)).is_some_and(|t| t.plain.starts_with("A valid request URL"));
    match (text_of(blocks.get(at)), refused) {
        (Some(text), true) if text.plain == "Error" => {
            reader.claim(ClaimKind::Chrome, blocks[at].span);
            reader.claim(ClaimKind::Chrome, blocks[at + 1].span);
            at + 2
        }
        _ => at,
    }
}

fn continues_path(url: &str, line: &str) -> bool {
    let is_token = !line.contains(char::is_whitespace);
    let in_query = url.contains('?');
    line == "/"
        || (is_token && (url.ends_with('/') || line.starts_with('?') || line.starts_with('{')))
        || (in_query
            && is_token
            && (url.ends_with(['{', '[', ',', '=', '&']) || line.starts_with([',', ']', '&', '='])))
}

/// The skeleton of the answer; statuses of failures stand in it as keys (`"401 Unauthorized": {}`).
fn read_skeleton(reader: &mut Reader, fence: &crate::document::Fence, span: crate::source::Span) {
    let reading = parse_json(&fence.code, &fence.map, reader.source);
    let Some(mut json) = reading.documents.into_iter().next() else {
        return reader.claim(ClaimKind::Code { language: fence.language.clone() }, span);
    };
    if let JsonValue::Object(members) = &mut json.value {
        members.retain(|(name, _)| {
            let code = crate::dialect::leading_status(&name.value);
            if let Some(code) = code {
                let description = name.value[3..].trim().to_owned();
                reader.claim(ClaimKind::Status { code, description }, name.span);
            }
            code.is_none()
        });
        if members.is_empty() {
            return;
        }
    }
    reader.claim(ClaimKind::Skeleton(json), span);
}

/// The lines between the skeleton and the description: the site's index notice, the title again.
fn read_heading_lines(reader: &mut Reader, blocks: &[Block], mut at: usize) -> usize {
    while let Some(Block { kind: BlockKind::Heading { text, .. }, .. }) = blocks.get(at) {
        let is_index = text.plain == "Documentation Index";
        let repeated = reader.title.as_deref() == Some(&text.plain);
        let is_title = reader.title.is_none() && classify_heading(&text.plain).is_none();
        if is_title && !is_index {
            reader.title = Some(text.plain.clone());
            reader.claim(ClaimKind::Title(text.plain.clone()), text.span);
        } else if is_index || repeated {
            reader.claim(ClaimKind::Chrome, text.span);
        } else {
            break;
        }
        at += 1;
        while is_index
            && text_of(blocks.get(at))
                .is_some_and(|t| t.plain.contains("llms.txt") || t.plain.starts_with("Use this file"))
        {
            reader.claim(ClaimKind::Chrome, blocks[at].span);
            at += 1;
        }
    }
    at
}
