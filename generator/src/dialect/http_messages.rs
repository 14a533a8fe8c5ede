//! HTTP messages in blocks of code (RFC 9112): a response, alone or right behind the request that it answers.
//!
//! ```text
//! messages = request, newline, response | response ;            (* request: see `request_example` *)
//! response = "HTTP/", version, " ", status, [ " ", reason ], { newline, header }, [ newline, newline, body ]
//!          | status, " ", reason, { newline, header }, [ newline, newline, body ] ;      (* "404 Not Found" *)
//! ```
//!
//! A response behind its request becomes a block of its own, so that all else sees one message in each.

mod transcript;

use super::section::leading_status;
use crate::document::{Block, BlockKind, Document, Fence};
use crate::model::Status;
use std::ops::Range;
use transcript::part_transcript;

/// A documented response.
pub(super) struct ResponseMessage {
    pub status: Status,
    /// What its header says that the body is; may be empty.
    pub media_type: String,
    /// The body, with its place.
    pub body: Fence,
}

/// Reads a block that is the message of a response.
pub(super) fn read_response_message(fence: &Fence) -> Option<ResponseMessage> {
    let code = fence.code.as_str();
    let start = code.len() - code.trim_start().len();
    let status = status_of(fence)?;
    let (mut media_type, mut body) = (String::new(), code.len());
    let mut at = start;
    for line in code[start..].split_inclusive('\n') {
        at += line.len();
        match line.split_once(':') {
            _ if line.trim().is_empty() => {
                body = at;
                break;
            }
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-type") => {
                let essence = value.split(';').next().unwrap_or_default();
                media_type = essence.trim().to_ascii_lowercase();
            }
            // Some leave the empty line out.
            _ if line.starts_with(['{', '[']) => {
                body = at - line.len();
                break;
            }
            _ => {}
        }
    }
    Some(ResponseMessage { status, media_type, body: fence.part(body..code.len()) })
}

/// Whether a block is the message of a response.
pub(super) fn is_response_message(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Fence(fence) => status_of(fence).is_some(),
        _ => false,
    }
}

/// The status of a block that begins with one.
fn status_of(fence: &Fence) -> Option<Status> {
    let line = fence.code.trim_start().lines().next()?;
    let is_message = matches!(fence.language.as_str(), "" | "http" | "text");
    status_line(line).or_else(|| bare_status(line).filter(|_| is_message))
}

/// The status of `404 Not Found`, where a line says no more.
fn bare_status(line: &str) -> Option<Status> {
    let (code, reason) = line.trim().split_once(' ')?;
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
    };
    let is_reason = reason.split(' ').count() <= 4 && reason.split(' ').all(is_word);
    (code.len() == 3 && is_reason).then(|| leading_status(code)).flatten()
}

/// The status of `HTTP/1.1 201 Created`.
fn status_line(line: &str) -> Option<Status> {
    let (version, rest) = line.strip_prefix("HTTP/")?.split_once(' ')?;
    let is_version = version.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let code: u16 = rest.split_whitespace().next()?.parse().ok()?;
    (is_version && (100..600).contains(&code)).then_some(Status::Code(code))
}

/// A page on which each block of code holds one message at the most.
pub(super) fn part_messages(document: Document) -> Document {
    if !holds_two(&document.blocks) {
        return document;
    }
    Document { blocks: part_blocks(document.blocks), ..document }
}

fn holds_two(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Fence(fence) => second_message(fence).is_some() || part_transcript(fence).is_some(),
        BlockKind::Component(component) => holds_two(&component.children),
        BlockKind::List { items: children, .. } | BlockKind::Item(children) | BlockKind::Quote(children) => {
            holds_two(children)
        }
        _ => false,
    })
}

fn part_blocks(blocks: Vec<Block>) -> Vec<Block> {
    let mut parted = Vec::with_capacity(blocks.len() + 1);
    for mut block in blocks {
        match &mut block.kind {
            BlockKind::Fence(fence) => {
                let parts = second_message(fence).map(|at| {
                    let request = fence.code[..at].trim_end().len();
                    [0..request, at..fence.code.len()].map(|range: Range<usize>| fence.part(range))
                });
                if let Some(parts) = parts.or_else(|| part_transcript(fence)) {
                    let of = |part: Fence| Block { span: part.code_span, kind: BlockKind::Fence(part) };
                    parted.extend(parts.map(of));
                    continue;
                }
            }
            BlockKind::Component(component) => part_in(&mut component.children),
            BlockKind::List { items: children, .. }
            | BlockKind::Item(children)
            | BlockKind::Quote(children) => part_in(children),
            _ => {}
        }
        parted.push(block);
    }
    parted
}

fn part_in(blocks: &mut Vec<Block>) {
    *blocks = part_blocks(std::mem::take(blocks));
}

/// Where the response begins in a block that begins with a request.
fn second_message(fence: &Fence) -> Option<usize> {
    if !matches!(fence.language.as_str(), "" | "http" | "text") || !fence.code.contains("\nHTTP/") {
        return None;
    }
    let is_request = |line: &str| {
        let mut words = line.split_whitespace();
        let verb = words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_uppercase()));
        verb && words.next().is_some_and(|url| url.starts_with('/') || url.starts_with("http"))
    };
    let starts = fence.code.match_indices("\nHTTP/").map(|(at, _)| at + 1);
    let mut responses =
        starts.filter(|at| fence.code[*at..].lines().next().is_some_and(|line| status_line(line).is_some()));
    fence.code.trim_start().lines().next().filter(|line| is_request(line))?;
    responses.next()
}
