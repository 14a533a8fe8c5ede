//! Reads `text/event-stream` (WHATWG HTML, section 9.2.6):
//!
//! ```text
//! stream  = [ bom ] *event
//! event   = *( comment / field ) end-of-line
//! comment = ":" *any-char end-of-line
//! field   = 1*name-char [ ":" [ " " ] *any-char ] end-of-line
//! end-of-line = ( CR LF ) / CR / LF
//! ```
//!
//! What is not UTF-8 becomes U+FFFD. An event that the stream breaks off is none.

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

/// The type of an event that names none.
const MESSAGE: &str = "message";

/// An event as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawEvent {
    pub(crate) event: String,
    pub(crate) data: String,
    /// The last id that the stream has named.
    pub(crate) id: Option<Arc<str>>,
    /// Whether the data is text, even where it looks like JSON.
    pub(crate) is_text: bool,
}

/// Takes chunks, gives events. What it knows of the stream outlives a connection, what it knows of an unfinished
/// event does not.
#[derive(Default)]
pub(crate) struct EventParser {
    /// The line so far.
    line: Vec<u8>,
    /// Whether a line has ended on this connection: a byte order mark is only in front of the first.
    is_inside: bool,
    /// Whether the last byte was a CR, to which a LF belongs.
    after_cr: bool,
    event: String,
    data: String,
    /// The id of the event in the making, which counts once it is complete.
    id: Option<Arc<str>>,
    last_id: Option<Arc<str>>,
    retry: Option<Duration>,
    events: VecDeque<RawEvent>,
}

impl EventParser {
    /// A parser that goes on behind the event of this id.
    pub(crate) fn behind(id: Option<Arc<str>>) -> Self {
        EventParser { id: id.clone(), last_id: id, ..EventParser::default() }
    }

    /// The id of the last complete event; what follows it is what is missing.
    pub(crate) fn last_id(&self) -> Option<&Arc<str>> {
        self.last_id.as_ref()
    }

    /// How long the server asks to wait before the next connection.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// The next complete event.
    pub(crate) fn pop(&mut self) -> Option<RawEvent> {
        self.events.pop_front()
    }

    /// Bytes of an event that is not complete.
    pub(crate) fn unfinished(&self) -> usize {
        self.line.len() + self.data.len() + self.event.len()
    }

    /// Starts with the first byte of a new connection.
    pub(crate) fn reconnected(&mut self) {
        self.line.clear();
        self.data.clear();
        self.event.clear();
        self.id.clone_from(&self.last_id);
        (self.is_inside, self.after_cr) = (false, false);
    }

    /// Reads the next bytes.
    pub(crate) fn push(&mut self, mut chunk: &[u8]) {
        if mem::take(&mut self.after_cr) {
            match chunk {
                [] => self.after_cr = true,
                [b'\n', rest @ ..] => chunk = rest,
                _ => {}
            }
        }
        while let Some(end) = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, rest) = chunk.split_at(end);
            chunk = match rest {
                [b'\r', b'\n', rest @ ..] => rest,
                [b'\r'] => {
                    self.after_cr = true;
                    &[]
                }
                _ => &rest[1..],
            };
            if self.line.is_empty() {
                self.end_line(line);
            } else {
                let mut whole = mem::take(&mut self.line);
                whole.extend_from_slice(line);
                self.end_line(&whole);
            }
        }
        self.line.extend_from_slice(chunk);
    }

    fn end_line(&mut self, mut line: &[u8]) {
        if !mem::replace(&mut self.is_inside, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch();
        }
        let text = String::from_utf8_lossy(line);
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = (!value.is_empty()).then(|| value.into()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        self.last_id.clone_from(&self.id);
        let (mut event, mut data) = (mem::take(&mut self.event), mem::take(&mut self.data));
        if data.pop().is_none() {
            return;
        }
        if event.is_empty() {
            MESSAGE.clone_into(&mut event);
        }
        self.events.push_back(RawEvent { event, data, id: self.last_id.clone(), is_text: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(chunks: &[&[u8]]) -> (Vec<(String, String, String)>, Option<Duration>) {
        let mut parser = EventParser::default();
        chunks.iter().for_each(|chunk| parser.push(chunk));
        let triple = |raw: RawEvent| (raw.event, raw.data, raw.id.unwrap_or_default().to_string());
        (std::iter::from_fn(|| parser.pop()).map(triple).collect(), parser.retry())
    }

    #[test]
    fn streams_of_the_specification() {
        let triple = |(event, data, id): &(&str, &str, &str)| {
            ((*event).to_owned(), (*data).to_owned(), (*id).to_owned())
        };
        for (text, events) in [
            ("data: YHOO\ndata: +2\ndata: 10\n\n", &[("message", "YHOO\n+2\n10", "")][..]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &[
                    ("message", "first event", "1"),
                    ("message", "second event", ""),
                    ("message", " third event", ""),
                ],
            ),
            // The last event has no end, so it is none.
            ("data\n\ndata\ndata\n\ndata:", &[("message", "", ""), ("message", "\n", "")]),
            ("data:test\n\ndata: test\n\n", &[("message", "test", ""), ("message", "test", "")]),
            (
                "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\nevent: add\n\ndata: 1\n\n",
                &[
                    ("add", "73857293", ""),
                    ("remove", "2153", ""),
                    // A type without data is forgotten.
                    ("message", "1", ""),
                ],
            ),
            ("\u{feff}data: a\n\n\u{feff}data: b\n\n", &[("message", "a", "")]),
            ("id: 1\0\ndata: a\n\nid: 2\n\ndata: b\n\n", &[("message", "a", ""), ("message", "b", "2")]),
            (
                "data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\rdata: e\n\n",
                &[("message", "a\nb\nc", ""), ("message", "d", ""), ("message", "e", "")],
            ),
            (" data: a\nDATA: b\ndata : c\nunknown: d\ndata: e: f\n\n", &[("message", "e: f", "")]),
            ("data: é\u{2028}x\n\n", &[("message", "é\u{2028}x", "")]),
        ] {
            let expected: Vec<_> = events.iter().map(triple).collect();
            assert_eq!(read(&[text.as_bytes()]).0, expected, "{text:?}");
        }
        assert_eq!(read(&[b"data: \xff\xc3\n\n"]).0[0].1, "\u{fffd}\u{fffd}");
        for (text, retry) in [
            ("retry: 1500\n", Some(Duration::from_millis(1500))),
            ("retry: 1500\nretry: 1.5\nretry: -1\nretry:\nretry: 2s\n", Some(Duration::from_millis(1500))),
            ("retry: 99999999999999999999999\n", Some(Duration::from_millis(u64::MAX))),
            ("retry\n", None),
        ] {
            assert_eq!(read(&[text.as_bytes()]).1, retry, "{text:?}");
        }
    }

    /// The algorithm again, on the whole text at once.
    fn reference(stream: &[u8]) -> Vec<(String, String, String)> {
        let text =
            String::from_utf8_lossy(stream.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(stream)).into_owned();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let (complete, _) = text.rsplit_once('\n').unwrap_or_default();
        let (mut events, mut id) = (Vec::new(), String::new());
        let (mut data, mut event) = (Vec::new(), String::new());
        for line in complete.split('\n').filter(|_| text.contains('\n')) {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
            match name {
                "" if line.is_empty() => {
                    let name = if event.is_empty() { "message".to_owned() } else { event.clone() };
                    if !data.is_empty() {
                        events.push((name, data.join("\n"), id.clone()));
                    }
                    (data, event) = (Vec::new(), String::new());
                }
                "data" => data.push(value),
                "event" => event = value,
                "id" if !value.contains('\0') => id = value,
                _ => {}
            }
        }
        events
    }

    /// Whatever the bytes, and however they are cut: the same events, those of the reference.
    #[test]
    fn any_chunks_give_the_same_events() {
        const PARTS: [&[u8]; 18] = [
            b"data: ",
            b"data",
            b"event: ",
            b"id: ",
            b"id",
            b":",
            b" ",
            b"\n",
            b"\r",
            b"\r\n",
            b"\n\n",
            b"x",
            b"\xEF\xBB\xBF",
            "é€😀".as_bytes(),
            b"\xff",
            b"\0",
            b"retry: 5",
            b"{\"a\":1}",
        ];
        let cases =
            std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64_u64);
        for seed in 0..cases * 100 {
            let mut random = fastrand::Rng::with_seed(seed);
            let stream: Vec<u8> =
                (0..random.usize(..60)).flat_map(|_| PARTS[random.usize(..PARTS.len())]).copied().collect();
            let (mut chunks, mut rest) = (Vec::new(), stream.as_slice());
            while !rest.is_empty() {
                let (chunk, after) = rest.split_at(random.usize(..=rest.len().min(9)));
                chunks.push(chunk);
                rest = after;
            }
            let expected = reference(&stream);
            assert_eq!(read(&[&stream]).0, expected, "seed {seed}: {:?}", String::from_utf8_lossy(&stream));
            assert_eq!(read(&chunks).0, expected, "seed {seed}, cut: {:?}", String::from_utf8_lossy(&stream));
        }
    }

    #[test]
    fn a_broken_event_leaves_no_trace() {
        let mut parser = EventParser::default();
        parser.push(b"id: 1\ndata: a\n\nid: 2\nevent: x\ndata: b\n");
        assert_eq!(parser.pop().unwrap().data, "a");
        assert_eq!((parser.pop(), parser.last_id().map(|id| &**id)), (None, Some("1")));
        parser.reconnected();
        parser.push(b"\xEF\xBB\xBFdata: c\n\n");
        let event = parser.pop().unwrap();
        assert_eq!(
            (event.event.as_str(), event.data.as_str(), event.id.as_deref()),
            ("message", "c", Some("1"))
        );
    }
}
