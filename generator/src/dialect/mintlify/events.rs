//! Server-sent events that a block of code shows (WHATWG HTML, section 9.2.6).
//!
//! ```text
//! shown = { event, "\n" } ;
//! event = { ( "event" | "data" | "id" | "retry" ), ":", value, "\n" | ":", comment, "\n" } ;
//! ```

use crate::dialect::claims::{EventClaim, EventData};
use crate::document::{Fence, LineMap, parse_json};
use crate::source::{Span, Spanned};
use std::ops::Range;

/// Events of one block that are kept.
const MAX_EVENTS: usize = 50;

/// Whether a text is one of events.
pub(super) fn shows_events(code: &str) -> bool {
    let mut lines = code.lines().filter(|line| !line.trim().is_empty());
    let is_event = |line: &str| ["data:", "event:", "id:", "retry:", ":"].iter().any(|f| line.starts_with(f));
    code.lines().any(|line| line.starts_with("data:")) && lines.all(is_event)
}

/// The events of a block; pages leave the empty line between events out, so a second `event:` starts one too.
pub(super) fn read_events(fence: &Fence, span: Span) -> Vec<EventClaim> {
    let (mut events, mut event, mut data) = (Vec::new(), None, Vec::new());
    let mut at = 0;
    for line in fence.code.split_inclusive('\n').chain([""]) {
        let text = line.trim_end();
        let value = |name: &str| {
            let start = name.len() + text[name.len()..].len() - text[name.len()..].trim_start().len();
            at + start..at + text.len()
        };
        let ends = text.is_empty() || (text.starts_with("event:") && !data.is_empty());
        if ends && !data.is_empty() {
            let data = read_data(fence, &std::mem::take(&mut data), span);
            events.push(EventClaim { event: event.take(), data });
        }
        if text.is_empty() {
            event = None;
        } else if text.starts_with("event:") {
            let range = value("event:");
            let place = place(fence, &range, span);
            event = Some(Spanned::new(fence.code[range].to_owned(), place));
        } else if text.starts_with("data:") {
            data.push(value("data:"));
        }
        at += line.len();
    }
    events.truncate(MAX_EVENTS);
    events
}

/// The data of an event, line by line.
fn read_data(fence: &Fence, lines: &[Range<usize>], span: Span) -> EventData {
    let (mut code, mut map) = (String::new(), LineMap::default());
    for range in lines {
        if !code.is_empty() {
            code.push('\n');
        }
        map.push(code.len(), fence.map.resolve(range.start));
        code.push_str(&fence.code[range.clone()]);
    }
    let reading = parse_json(&code, &map, span.source);
    match (reading.documents.into_iter().next(), reading.problems.as_slice()) {
        (Some(json), []) => EventData::Json(json),
        // What is cut short or has comments is still an example of what is in it.
        (Some(json), _) if code.trim_start().starts_with('{') => EventData::Json(json),
        _ => EventData::Text(Spanned::new(code, place(fence, &lines[0], span))),
    }
}

fn place(fence: &Fence, range: &Range<usize>, span: Span) -> Span {
    Span::new(span.source, fence.map.resolve(range.start), fence.map.resolve(range.end))
}
