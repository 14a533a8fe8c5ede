//! What a terminal shows: a command with what it printed, and what went out with what came back.
//!
//! ```text
//! transcript = { comment }, [ "$ " ], command, newline, output ;    (* output: JSON, or an HTTP message *)
//!            | "> ", line, { line }, "< ", line, { line } ;         (* ">": what went out, "<": what came back *)
//! ```

use crate::dialect::shell::first_command;
use crate::document::{Fence, LineMap};
use crate::model::Method;
use crate::source::Span;
use std::ops::Range;

/// The request and the response of a block that holds both, each as a block.
pub(super) fn part_transcript(fence: &Fence) -> Option<[Fence; 2]> {
    let code = fence.code.trim_start();
    match code.as_bytes().first()? {
        b'>' => part_dump(fence),
        b'$' | b'#' | b'c' => part_command(fence),
        _ => None,
    }
}

fn part_command(fence: &Fence) -> Option<[Fence; 2]> {
    let code = fence.code.as_str();
    let mut start = code.len() - code.trim_start().len();
    while let Some((comment, _)) = code[start..].split_once('\n').filter(|(line, _)| line.starts_with('#')) {
        start += comment.len() + 1;
    }
    let line = code[start..].strip_prefix("$ ").unwrap_or(&code[start..]);
    let command = line.starts_with("curl ").then(|| first_command(line))?;
    // What follows a here-document's first line is its text.
    if command.contains("<<") {
        return None;
    }
    let end = code.len() - line.len() + command.len();
    let output = code[end..].trim();
    let is_json =
        [('{', '}'), ('[', ']')].iter().any(|of| output.starts_with(of.0) && output.ends_with(of.1));
    if !is_json && !output.starts_with("HTTP/") {
        return None;
    }
    let at = end + (code[end..].len() - code[end..].trim_start().len());
    let named = |part: Fence, language: &str| Fence { language: language.to_owned(), ..part };
    let request = Fence { title: fence.title.clone(), ..named(fence.part(0..end), "bash") };
    Some([request, named(fence.part(at..code.len()), if is_json { "json" } else { "http" })])
}

fn part_dump(fence: &Fence) -> Option<[Fence; 2]> {
    let code = fence.code.as_str();
    let mut words = code.trim_start().strip_prefix('>')?.split_whitespace();
    let verb = words.next().filter(|word| word.bytes().all(|b| b.is_ascii_uppercase()))?;
    let states = Method::parse(verb).is_some() && words.next().is_some_and(|url| url.starts_with(['/', 'h']));
    let at = code.find("\n<").filter(|_| states)? + 1;
    Some([unmarked(fence, 0..code[..at].trim_end().len(), '>'), unmarked(fence, at..code.len(), '<')])
}

/// A part of a block without the mark that its lines begin with.
fn unmarked(fence: &Fence, range: Range<usize>, mark: char) -> Fence {
    let (mut code, mut map) = (String::new(), LineMap::default());
    let mut at = range.start;
    for line in fence.code[range.clone()].split_inclusive('\n') {
        let text = line.strip_prefix(mark).map_or(line, |text| text.strip_prefix(' ').unwrap_or(text));
        map.push(code.len(), fence.map.resolve(at + line.len() - text.len()));
        code.push_str(text);
        at += line.len();
    }
    let is_json = code.trim_start().starts_with(['{', '[']);
    let place = |at: usize| fence.map.resolve(at);
    Fence {
        language: if is_json { "json" } else { "http" }.to_owned(),
        title: String::new(),
        code_span: Span::new(fence.code_span.source, place(range.start), place(range.end)),
        code,
        map,
        closed: fence.closed,
    }
}
