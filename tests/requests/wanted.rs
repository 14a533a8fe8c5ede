//! What a page documents of a request, and the comparison with what the server received.

use crate::server::Received;
use percent_encoding::percent_decode;
use serde_json::Value;
use std::fmt::Debug;

/// A request as a page shows it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub method: &'static str,
    /// `https://api.acme.dev`; `None` where the page leaves it out.
    pub origin: Option<&'static str>,
    pub path: &'static str,
    /// Whether that is the whole path, and not its end.
    pub whole: bool,
    /// The pairs, decoded, in any order.
    pub query: &'static [(&'static str, &'static str)],
    pub headers: &'static [(&'static str, &'static str)],
    /// The beginnings of headers.
    pub prefixes: &'static [(&'static str, &'static str)],
    pub content_type: Option<&'static str>,
    pub accept: Option<&'static str>,
    pub body: Body,
    /// Whether more may be sent than this.
    pub open: bool,
}

/// A body as a page shows it.
#[allow(dead_code)] // no pages have all of them
#[derive(Clone, Copy, Debug)]
pub enum Body {
    None,
    Unshown,
    Json(&'static str),
    Lines(&'static [&'static str]),
    Form(&'static [(&'static str, &'static str)]),
    Parts(&'static [(&'static str, &'static str)]),
    Text(&'static str),
}

/// By which the loopback says what origin was called.
pub const ORIGIN: &str = "docbind-origin";

/// What HTTP libraries add on their own, and what is looked at by name.
const PLUMBING: &[&str] = &[
    ORIGIN,
    "host",
    "accept",
    "accept-encoding",
    "content-length",
    "content-type",
    "transfer-encoding",
    "user-agent",
];

type Check<'a> = dyn FnMut(&str, &dyn Debug, &dyn Debug) + 'a;

/// Every difference.
pub fn differences(wanted: &Wanted, received: &Received) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, wanted: &dyn Debug, received: &dyn Debug| {
        let (wanted, received) = (format!("{wanted:?}"), format!("{received:?}"));
        if wanted != received {
            found.push(format!("{what}: documented {wanted}, sent {received}"));
        }
    };
    check("verb", &wanted.method, &received.method.as_str());
    check_target(wanted, received, &mut check);
    check_headers(wanted, received, &mut check);
    check_body(wanted, received, &mut check);
    found
}

fn check_target(wanted: &Wanted, received: &Received, check: &mut Check) {
    if let Some(origin) = wanted.origin {
        check("host", &vec![origin.to_owned()], &received.header(ORIGIN));
    }
    let (path, query) = received.target.split_once('?').unwrap_or((&received.target, ""));
    let (documented, sent) = (segments(wanted.path), segments(path));
    let sent_end = sent.len().checked_sub(documented.len()).map_or(&sent[..], |at| &sent[at..]);
    check("path", &documented, &if wanted.whole { &sent[..] } else { sent_end });
    let documented: Vec<(String, String)> = wanted.query.iter().map(|(n, v)| owned(n, v)).collect();
    let sent: Vec<(String, String)> = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect();
    let more = if wanted.open { Vec::new() } else { without(&sent, &documented) };
    check("query", &without(&documented, &sent), &more);
}

fn check_headers(wanted: &Wanted, received: &Received, check: &mut Check) {
    for (name, value) in wanted.headers {
        match *name {
            "cookie" => {
                let split = |text: &str| {
                    let mut pairs: Vec<String> = text.split(';').map(|pair| pair.trim().to_owned()).collect();
                    pairs.sort();
                    pairs
                };
                check("cookies", &split(value), &split(&received.header(name).join(";")));
            }
            _ => check(&format!("header `{name}`"), &value, &received.header(name).join(", ")),
        }
    }
    for (name, start) in wanted.prefixes {
        let sent = received.header(name).join(", ");
        check(&format!("header `{name}`"), start, &sent.get(..start.len()).unwrap_or_default());
    }
    if !wanted.open {
        let named = wanted.headers.iter().chain(wanted.prefixes).map(|(name, _)| *name);
        let named: Vec<&str> = named.chain(PLUMBING.iter().copied()).collect();
        let names = received.headers.iter().map(|(name, _)| name.as_str());
        let more: Vec<&str> = names.filter(|name| !named.contains(name)).collect();
        check("headers that are not documented", &Vec::<&str>::new(), &more);
    }
    if let Some(media_type) = wanted.content_type {
        let sent = received.header("content-type").join(", ");
        check("media type", &media_type, &sent.split(';').next().unwrap_or_default());
    }
    if let Some(documented) = wanted.accept {
        let sent = received.header("accept").join(", ");
        let essences = |text: &str| -> Vec<String> {
            text.split(',')
                .map(|range| range.split(';').next().unwrap_or_default().trim().to_owned())
                .collect()
        };
        let wide = |of: &[String]| of.iter().any(|range| range == "*/*");
        let (ours, theirs) = (essences(&sent), essences(documented));
        if !wide(&ours) && !wide(&theirs) && !theirs.iter().any(|range| ours.contains(range)) {
            check("header `accept`", &documented, &sent);
        }
    }
}

fn check_body(wanted: &Wanted, received: &Received, check: &mut Check) {
    let text = String::from_utf8_lossy(&received.body);
    match wanted.body {
        Body::Unshown => {}
        Body::None if wanted.open => {}
        Body::None => check("body", &"", &text),
        Body::Text(documented) => check("body", &documented, &text),
        Body::Json(documented) => check_json(documented, &text, check),
        Body::Lines(documented) => {
            let lines: Vec<&str> = text.lines().collect();
            check("number of lines", &documented.len(), &lines.len());
            documented.iter().zip(&lines).for_each(|(documented, line)| check_json(documented, line, check));
        }
        Body::Form(documented) => {
            let documented: Vec<(String, String)> = documented.iter().map(|(n, v)| owned(n, v)).collect();
            let sent: Vec<(String, String)> = text.split('&').filter(|of| !of.is_empty()).map(pair).collect();
            check("form", &without(&documented, &sent), &without(&sent, &documented));
        }
        Body::Parts(documented) => {
            let documented: Vec<(String, String)> = documented.iter().map(|(n, v)| owned(n, v)).collect();
            let sent = parts(received);
            check("parts", &without(&documented, &sent), &without(&sent, &documented));
        }
    }
}

fn check_json(documented: &str, sent: &str, check: &mut Check) {
    match serde_json::from_str::<Value>(sent) {
        Ok(body) => {
            let documented: Value = serde_json::from_str(documented).expect("what is documented is JSON");
            let (mut left, mut right) = (Vec::new(), Vec::new());
            flatten("", &documented, &mut left);
            flatten("", &body, &mut right);
            check("body", &without(&left, &right), &without(&right, &left));
        }
        Err(error) => check("body", &documented, &format!("{sent} ({error})")),
    }
}

/// A JSON text as lines of place and scalar.
fn flatten(place: &str, value: &Value, lines: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| flatten(&format!("{place}.{name}"), value, lines));
        }
        Value::Array(items) if !items.is_empty() => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| flatten(&format!("{place}[{index}]"), item, lines));
        }
        // `1.0` and `1` are the same number.
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap_or_default();
            let text = if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() };
            lines.push((place.to_owned(), text));
        }
        scalar => lines.push((place.to_owned(), scalar.to_string())),
    }
}

/// The names and contents of the parts of a form (RFC 7578).
fn parts(received: &Received) -> Vec<(String, String)> {
    let media_type = received.header("content-type").join("");
    let boundary = media_type.split_once("boundary=").map_or("", |(_, boundary)| boundary);
    let text = String::from_utf8_lossy(&received.body).into_owned();
    let boundary = format!("--{boundary}");
    let parts = text.split(&boundary).filter_map(|part| part.split_once("\r\n\r\n"));
    let part = |(head, content): (&str, &str)| {
        let name = head.split_once("; name=\"").and_then(|(_, rest)| rest.split_once('"'));
        let name = name.map_or("", |(name, _)| name);
        owned(name, content.strip_suffix("\r\n").unwrap_or(content))
    };
    parts.map(part).collect()
}

impl Received {
    fn header(&self, name: &str) -> Vec<String> {
        let found = self.headers.iter().filter(|(other, _)| other == name);
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
    }
}

fn segments(path: &str) -> Vec<String> {
    path.trim_start_matches('/').split('/').map(decoded).collect()
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
}

fn decoded(text: &str) -> String {
    percent_decode(text.as_bytes()).decode_utf8_lossy().into_owned()
}

fn owned(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// What is in `these` more often than in `those`, sorted.
fn without(these: &[(String, String)], those: &[(String, String)]) -> Vec<(String, String)> {
    let mut left = those.to_vec();
    let missing = these.iter().filter(|item| match left.iter().position(|other| other == *item) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    });
    let mut missing: Vec<_> = missing.cloned().collect();
    missing.sort();
    missing
}
