//! What the server is to receive, and the comparison with what it received.

use crate::server::Received;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request, as the model has it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub method: &'static str,
    /// The segments below the base URL, decoded.
    pub path: &'static [&'static str],
    /// The pairs as they stand in the URL, in any order.
    pub query: &'static [&'static str],
    /// Headers that must be there, beside the ones that HTTP itself needs.
    pub headers: &'static [(&'static str, &'static str)],
    /// The media types that the page documents for an answer.
    pub accept: &'static [&'static str],
    pub body: Body,
}

/// A body.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    None,
    Json(&'static str),
    /// The pairs, decoded, in any order.
    Form(&'static [(&'static str, &'static str)]),
}

/// What HTTP libraries add on their own.
const PLUMBING: &[&str] =
    &["host", "accept", "accept-encoding", "content-length", "content-type", "user-agent"];

/// The first path segment of every base URL.
pub const BASE: &str = "base path";

/// Every difference.
pub fn differences(wanted: &Wanted, received: &Received) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, wanted: &dyn std::fmt::Debug, received: &dyn std::fmt::Debug| {
        let (wanted, received) = (format!("{wanted:?}"), format!("{received:?}"));
        if wanted != received {
            found.push(format!("{what}:\n      wanted   {wanted}\n      received {received}"));
        }
    };
    check("verb", &wanted.method, &received.method.as_str());
    let (path, query) = received.target.split_once('?').unwrap_or((&received.target, ""));
    let decoded: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect();
    let segments: Vec<&str> = std::iter::once(BASE).chain(wanted.path.iter().copied()).collect();
    check("path", &segments, &decoded);
    check("characters in the path that must be escaped", &"", &path.replace(is_path_character, ""));
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    check("query", &without(wanted.query, &pairs), &without(&pairs, wanted.query));
    check_headers(wanted, received, &mut check);
    check_body(wanted, received, &mut check);
    found
}

type Check<'a> = dyn FnMut(&str, &dyn std::fmt::Debug, &dyn std::fmt::Debug) + 'a;

fn check_headers(wanted: &Wanted, received: &Received, check: &mut Check) {
    let values = |name: &str| -> Vec<String> {
        let found = received.headers.iter().filter(|(other, _)| other == name);
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
    };
    for (name, value) in wanted.headers {
        check(&format!("header `{name}`"), &[value], &values(name));
    }
    let expected =
        |name: &str| PLUMBING.contains(&name) || wanted.headers.iter().any(|(other, _)| *other == name);
    let others: Vec<&String> =
        received.headers.iter().map(|(name, _)| name).filter(|name| !expected(name)).collect();
    check("headers that nothing documents", &Vec::<String>::new(), &others);
    let accept = values("accept").join(", ");
    let refused: Vec<&&str> =
        wanted.accept.iter().filter(|kind| !accept.contains(**kind) && !accept.contains("*/*")).collect();
    check(
        &format!("documented media types that `Accept: {accept}` leaves out"),
        &Vec::<&str>::new(),
        &refused,
    );
    let length = match wanted.body {
        Body::None => values("content-length").into_iter().filter(|length| length != "0").collect(),
        _ => values("content-length"),
    };
    let expected_length =
        if let Body::None = wanted.body { vec![] } else { vec![received.body.len().to_string()] };
    check("header `content-length`", &expected_length, &length);
    let content_type = match wanted.body {
        Body::None => Vec::new(),
        Body::Json(_) => vec!["application/json"],
        Body::Form(_) => vec!["application/x-www-form-urlencoded"],
    };
    check("header `content-type`", &content_type, &values("content-type"));
}

fn check_body(wanted: &Wanted, received: &Received, check: &mut Check) {
    let text = String::from_utf8_lossy(&received.body);
    match wanted.body {
        Body::None => check("body", &"", &text),
        Body::Json(json) => match serde_json::from_str::<Value>(&text) {
            Ok(body) => {
                let wanted: Value = serde_json::from_str(json).expect("what is wanted is JSON");
                let (mut left, mut right) = (Vec::new(), Vec::new());
                flatten("", &wanted, &mut left);
                flatten("", &body, &mut right);
                check("body", &without(&left, &right), &without(&right, &left));
            }
            Err(error) => check("body", &json, &format!("{text} ({error})")),
        },
        Body::Form(pairs) => {
            let decode =
                |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
            let received = text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            let received = received.map(|(name, value)| (decode(name), decode(value))).collect();
            check("form", &sorted(pairs.to_vec()), &sorted(received));
            check("form, which must be ASCII", &true, &text.is_ascii());
        }
    }
}

/// A JSON text as lines of place and scalar.
fn flatten(place: &str, value: &Value, lines: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| flatten(&format!("{place}.{name}"), value, lines));
        }
        Value::Array(items) if !items.is_empty() => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| flatten(&format!("{place}[{index}]"), item, lines));
        }
        // `1.0` and `1` are the same number.
        Value::Number(number) if number.is_f64() => lines.push(format!("{place} = {:?}", number.as_f64())),
        Value::Number(number) => lines.push(format!("{place} = {:?}", number.as_f64())),
        scalar => lines.push(format!("{place} = {scalar}")),
    }
}

/// `pchar` of RFC 3986, `%` and the slash.
fn is_path_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(c)
}

/// What is in `these` more often than in `those`.
fn without<T: Ord + Clone>(these: &[T], those: &[T]) -> Vec<T> {
    let mut left = those.to_vec();
    let missing = these.iter().filter(|item| match left.iter().position(|other| other == *item) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    });
    sorted(missing.cloned().collect())
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items
}
