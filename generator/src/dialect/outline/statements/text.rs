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
    find_endpoint(text).map(|(endpoint, _)| endpoint).into_iter().collect()
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
    find_endpoint(&without_tag(text))
        .filter(|(_, rest)| says_only_that(rest))
        .map(|(endpoint, _)| endpoint)
        .into_iter()
        .collect()
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
    find_endpoint(text).filter(|(_, rest)| rest.is_empty()).map(|(endpoint, _)| endpoint)
}

/// Verb and path in a text, with the rest of the text.
fn find_endpoint(text: &Text) -> Option<(EndpointClaim, String)> {
    if !text.plain.contains('/') {
        return None;
    }
    let words: Vec<&str> = text.plain.split_whitespace().take(30).collect();
    let verb = |word: &str| {
        let word = word.trim_end_matches(':');
        word.bytes().all(|b| b.is_ascii_uppercase()).then(|| Method::parse(word))?
    };
    let at = words.iter().position(|word| verb(word).is_some())?;
    let mut next = at + 1;
    let between = ["-", "–", "—", ":", "→", "path:", "url:", "endpoint:"];
    while words.get(next).is_some_and(|word| between.contains(&word.to_lowercase().as_str())) {
        next += 1;
    }
    let (url, taken) = join_url(words.get(next..)?)?;
    let url = url.trim_end_matches(['.', ',', ';']);
    if !is_url(url) {
        return None;
    }
    let rest: Vec<&str> = words[..at].iter().chain(&words[next + taken..]).copied().collect();
    let endpoint = EndpointClaim {
        method: Spanned::new(verb(words[at])?, text.span),
        url: Spanned::new(url.replace('\\', ""), text.span),
        elsewhere: false,
    };
    Some((endpoint, rest.join(" ")))
}

/// Whether a word is a path or a URL: `/bells`, `https://host/bells`, `host.example/bells`.
pub(super) fn is_url(word: &str) -> bool {
    let is_path = word.starts_with('/') && word.len() > 1 && !word.starts_with("//");
    is_path || word.contains("://") || leading_host(word).is_some()
}
