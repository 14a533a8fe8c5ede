//! Verb and path in a heading, or in a line that says nothing else.

use crate::dialect::claims::EndpointClaim;
use crate::dialect::mintlify::join_url;
use crate::document::Text;
use crate::model::Method;
use crate::site::leading_host;
use crate::source::Spanned;
use std::borrow::Cow;

/// What sets other words of a line apart from verb and path in front of them.
pub(in crate::dialect) const APART: [char; 3] = ['·', '•', '|'];

/// Words that may stand before verb and path in a line.
const LABELS: &[&str] = &[
    "endpoint",
    "api endpoint",
    "url",
    "request",
    "request url",
    "http request",
    "api",
    "route",
    "method",
    "http",
];

/// What a heading states.
pub(in crate::dialect::outline) fn in_heading(text: &Text) -> Vec<EndpointClaim> {
    find_endpoints(text).map_or_else(Vec::new, |(endpoints, _)| endpoints)
}

/// What a line states that says nothing else.
pub(in crate::dialect::outline) fn in_line(text: &Text) -> Vec<EndpointClaim> {
    let says_only_that = |rest: &str| {
        // "`POST /bells` · needs a key": the rest is apart.
        if rest.starts_with(APART) {
            return true;
        }
        let label = rest.trim_end_matches([':', '-', '–', '—']).trim().to_lowercase();
        label.is_empty() || LABELS.contains(&label.as_str())
    };
    let found = find_endpoints(&without_tag(text)).filter(|(_, rest)| says_only_that(rest));
    found.map_or_else(Vec::new, |(endpoints, _)| endpoints)
}

/// Whether a text says more than the verb and path that it begins with.
pub(in crate::dialect) fn says_beside(text: &Text) -> bool {
    !in_sentence(text).is_empty()
}

/// What a sentence states that begins with verb and path as code: "`PUT /bells/{id}` changes a bell."
pub(in crate::dialect::outline) fn in_sentence(text: &Text) -> Vec<EndpointClaim> {
    let code = text.markdown.trim_start().strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let stated = code.filter(|(_, rest)| rest.starts_with(' ')).and_then(|(code, _)| {
        let plain = code.to_owned();
        only_endpoint(&Text { markdown: plain.clone(), plain, links: Vec::new(), span: text.span })
    });
    stated.into_iter().collect()
}

/// A text without the one tag around it: `<api>POST /bells</api>`.
fn without_tag(text: &Text) -> Cow<'_, Text> {
    let inner = text.plain.trim().strip_prefix('<').and_then(|rest| {
        let (name, rest) = rest.split_once('>')?;
        let inner = rest.strip_suffix(&format!("</{name}>"))?;
        (!inner.contains('<')).then_some(inner)
    });
    match inner {
        Some(inner) => Cow::Owned(Text { plain: inner.to_owned(), ..text.clone() }),
        None => Cow::Borrowed(text),
    }
}

/// Verb and path of a text that is nothing else.
pub(in crate::dialect) fn only_endpoint(text: &Text) -> Option<EndpointClaim> {
    let (mut endpoints, rest) = find_endpoints(text)?;
    endpoints.pop().filter(|_| rest.is_empty() && endpoints.is_empty())
}

/// Verb and path in a text, with the rest of the text; of several verbs (`[GET | POST] /bells`) each.
fn find_endpoints(text: &Text) -> Option<(Vec<EndpointClaim>, String)> {
    if !text.plain.contains('/') {
        return None;
    }
    let words: Vec<&str> = text.plain.split_whitespace().take(30).collect();
    let (at, verbs, behind) = (0..words.len()).find_map(|at| {
        let (verbs, taken) = leading_verbs(&words[at..]);
        (taken > 0).then_some((at, verbs, at + taken))
    })?;
    let mut next = behind;
    let between = ["-", "–", "—", ":", "→", "path:", "url:", "endpoint:"];
    while words.get(next).is_some_and(|word| between.contains(&word.to_lowercase().as_str())) {
        next += 1;
    }
    let (url, taken) = join_url(words.get(next..)?)?;
    let url = without_bracket(url.trim_end_matches(['.', ',', ';', ':']), words[at]);
    if !is_url(url) {
        return None;
    }
    let rest: Vec<&str> = words[..at].iter().chain(&words[next + taken..]).copied().collect();
    let endpoint = |method| EndpointClaim {
        method: Spanned::new(method, text.span),
        url: Spanned::new(url.replace('\\', ""), text.span),
        elsewhere: false,
        shown: false,
    };
    Some((verbs.into_iter().map(endpoint).collect(), rest.join(" ")))
}

/// The verbs that some words begin with, and how many words they are:
///
/// ```text
/// verbs = [ "[" | "(" ], verb, { ( "|" | "/" | "," | "or" | "and" ), verb }, [ "]" | ")" ], [ ":" ] ;
/// ```
fn leading_verbs(words: &[&str]) -> (Vec<Method>, usize) {
    let (mut verbs, mut taken): (Vec<Method>, usize) = (Vec::new(), 0);
    for (at, word) in words.iter().enumerate() {
        let is_between = matches!(*word, "|" | "/" | "," | "or" | "and");
        let may_be_between = at == taken && at > 0;
        if is_between && may_be_between {
            continue;
        }
        let is_next = at == 0 || at > taken || words[at - 1].ends_with(',');
        let Some(found) = verbs_of(word).filter(|_| is_next) else { break };
        found.into_iter().for_each(|verb| {
            if !verbs.contains(&verb) {
                verbs.push(verb);
            }
        });
        taken = at + 1;
    }
    (verbs, taken)
}

/// The verbs of a word that is nothing else: `GET`, `GET:`, `[GET`, `GET|POST`.
fn verbs_of(word: &str) -> Option<Vec<Method>> {
    let word = word.trim_start_matches(['[', '(']).trim_end_matches([']', ')', ':', ',']);
    let verb = |part: &str| {
        let is_capital = part.bytes().all(|b| b.is_ascii_uppercase());
        is_capital.then(|| Method::parse(part)).flatten()
    };
    word.split(['|', '/', ',']).map(verb).collect()
}

/// A URL without the bracket that closes one in front of its verb.
fn without_bracket<'u>(url: &'u str, verb: &str) -> &'u str {
    let closed = match verb.as_bytes().first() {
        Some(b'(') if !verb.ends_with(')') => url.strip_suffix(')'),
        Some(b'[') if !verb.ends_with(']') => url.strip_suffix(']'),
        _ => None,
    };
    closed.unwrap_or(url)
}

/// Whether a heading is a verb and nothing else: below the path of all of them, it states an endpoint.
pub(in crate::dialect::outline) fn verb_alone(text: &Text) -> Option<Method> {
    let word = text.plain.trim();
    word.bytes().all(|b| b.is_ascii_uppercase()).then(|| Method::parse(word)).flatten()
}

/// The path that a line states without a verb: "Endpoint: `/bells/{id}`".
pub(in crate::dialect::outline) fn labelled_path(text: &Text) -> Option<Spanned<String>> {
    let (label, url) = text.plain.split_once(':')?;
    let url = url.trim();
    let named =
        LABELS.contains(&label.trim().to_lowercase().as_str()) || label.trim().eq_ignore_ascii_case("path");
    (named && is_url(url) && !url.contains(char::is_whitespace))
        .then(|| Spanned::new(url.replace('\\', ""), text.span))
}

/// Whether a word is a path or a URL: `/bells`, `https://host/bells`, `host.example/bells`.
pub(super) fn is_url(word: &str) -> bool {
    let is_path = word.starts_with('/') && word.len() > 1 && !word.starts_with("//");
    is_path || word.contains("://") || leading_host(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn stated(text: &str) -> Vec<String> {
        let span = Span::new(SourceId(0), 0, text.len());
        let text = Text { plain: text.to_owned(), markdown: text.to_owned(), links: Vec::new(), span };
        let show = |of: EndpointClaim| format!("{} {}", of.method.value.as_str(), of.url.value);
        in_line(&text).into_iter().map(show).collect()
    }

    #[test]
    fn a_line_may_state_several_verbs_of_one_path() {
        for text in [
            "[GET | POST] /bells",
            "GET|POST /bells",
            "GET/POST /bells",
            "GET, POST /bells",
            "(GET or POST): /bells",
            "[GET, POST] /bells",
            "Endpoint: GET and POST /bells",
        ] {
            assert_eq!(stated(text), ["GET /bells", "POST /bells"], "{text}");
        }
        assert_eq!(stated("GET /bells | needs a key"), ["GET /bells"]);
        assert_eq!(stated("GET: /bells"), ["GET /bells"]);
        assert_eq!(stated("GET /bells:"), ["GET /bells"]);
        assert!(stated("GET POST /bells").is_empty());
        assert!(stated("Use GET or ask at /bells").is_empty());
    }
}
