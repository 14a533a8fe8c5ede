//! Whether a method can send a documented URL: scheme and host, base path, path.

use super::stand_ins::is_open_host;
use crate::model::{Location, Operation, PathPart};
use crate::site::is_test_host;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::fmt::Write;

/// A URL as a page writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownUrl<'a> {
    /// `https://api.acme.dev`; `None` where the page leaves it out or writes a variable.
    pub host: Option<&'a str>,
    /// The path, from its slash on; empty for none.
    pub path: &'a str,
    /// What follows `?`.
    pub query: &'a str,
}

/// Takes a URL apart.
pub(super) fn split_shown(url: &str) -> ShownUrl<'_> {
    let url = url.trim().split('#').next().unwrap_or_default();
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let is_scheme = |at: &usize| address[..*at].bytes().all(|byte| byte.is_ascii_alphabetic());
    if let Some(scheme) = address.find("://").filter(is_scheme) {
        let end = address[scheme + 3..].find('/').map_or(address.len(), |at| scheme + 3 + at);
        let host = Some(&address[..end]).filter(|host| !is_open_host(host));
        return ShownUrl { host, path: &address[end..], query };
    }
    // A variable, or a host without its scheme, before the path.
    let start = address.find('/').unwrap_or(address.len());
    ShownUrl { host: None, path: &address[start..], query }
}

/// What of a URL a method does not send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UrlFault {
    Host,
    Path,
    /// The last hole has no value.
    Empty,
    /// The value of a hole is a URL as it stands, its slashes not encoded.
    Raw,
}

/// Whether a URL has the literal parts of a path, wherever they stand: most operations are none of its own. The
/// first part may be left out where another follows.
pub(super) fn may_match(operation: &Operation, url: &ShownUrl<'_>) -> bool {
    let literals = operation.path.parts.iter().filter_map(|part| match part {
        PathPart::Literal(text) => Some(text.trim_matches(['/', '.'])),
        PathPart::Parameter(_) => None,
    });
    let is_there = |text: &str| url.path.contains(text) || text.contains('%');
    let mut literals = literals.filter(|text| !text.is_empty());
    let first = literals.next().unwrap_or_default();
    let last_segment = first.rsplit('/').next().unwrap_or_default();
    let mut others = literals.peekable();
    let alone = others.peek().is_none();
    url.path.contains('%')
        || (ends_alike(operation, url) && (!alone || is_there(last_segment)) && others.all(is_there))
}

/// Whether a URL ends with the last segment of a path, as far as that is literal.
fn ends_alike(operation: &Operation, url: &ShownUrl<'_>) -> bool {
    match operation.path.parts.last() {
        Some(PathPart::Literal(text)) if !text.contains('%') && !url.path.is_empty() => {
            url.path.ends_with(&text[text.rfind('/').unwrap_or(0)..])
        }
        _ => true,
    }
}

/// The values of the path parameters with which a method sends the URL.
pub(super) fn match_url<'u>(
    base: Option<&str>,
    operation: &Operation,
    url: &ShownUrl<'u>,
) -> Result<Vec<(String, &'u str)>, UrlFault> {
    let path = pattern(operation);
    let (base_host, base_path) = split_base(base.unwrap_or_default());
    let base_path = base_path.trim_end_matches('/');
    let below = format!("{base_path}{path}");
    let Some(host) = url.host.filter(|_| base.is_some()) else {
        // A variable, or the URL that the user of the client gives, may hold the first segments.
        let found = match base {
            Some(_) => without_first_segments(&below).find_map(|path| match_path(path, url.path)),
            None => match_path(&path, url.path).or_else(|| suffix_of(&path, url.path)),
        };
        return found.ok_or_else(|| why_not(&below, url.path));
    };
    // The user of the client names the system to test with, as the page does.
    let same_host = is_open_host(base_host) || is_test_host(host) || host.eq_ignore_ascii_case(base_host);
    if let Some(values) = match_path(&below, url.path) {
        return if same_host { Ok(values) } else { Err(UrlFault::Host) };
    }
    let is_below = same_host && !base_path.is_empty() && url.path.starts_with(base_path);
    match suffix_of(&path, url.path) {
        Some(values) if is_test_host(host) && !is_below => Ok(values),
        Some(_) if !is_below => Err(UrlFault::Host),
        _ => Err(why_not(&below, url.path)),
    }
}

/// Why a path is none of a pattern's: for the value of a hole, or altogether.
fn why_not(pattern: &str, shown: &str) -> UrlFault {
    let shorter = pattern.rsplit_once("/{").filter(|(_, hole)| hole.ends_with('}') && !hole.contains('/'));
    if shorter.is_some_and(|(shorter, _)| match_path(shorter, shown.trim_end_matches('/')).is_some()) {
        return UrlFault::Empty;
    }
    let value = ["/https:/", "/http:/"].iter().find_map(|scheme| shown.find(scheme));
    match value.map(|at| format!("{}/url", &shown[..at])) {
        Some(path) if match_path(pattern, &path).is_some() => UrlFault::Raw,
        _ => UrlFault::Path,
    }
}

/// A pattern, and the same without the literal segments at its beginning, one after the other; a segment of its own
/// is left.
fn without_first_segments(pattern: &str) -> impl Iterator<Item = &str> {
    let end = pattern.find('{').unwrap_or(pattern.len());
    let starts = pattern.match_indices('/').map(|(at, _)| at).take_while(move |at| *at < end);
    let has_own =
        move |rest: &&str| *rest == pattern || rest.split('/').any(|s| !s.is_empty() && !s.starts_with('{'));
    starts.map(|at| &pattern[at..]).filter(has_own)
}

/// Without a base URL, the user of the client gives one, and it may have a path.
fn suffix_of<'u>(path: &str, shown: &'u str) -> Option<Vec<(String, &'u str)>> {
    let count = path.matches('/').count();
    let (at, _) = shown.rmatch_indices('/').nth(count.checked_sub(1)?)?;
    match_path(path, &shown[at..])
}

/// `https://api.acme.dev/v1` in its host and its path.
fn split_base(base: &str) -> (&str, &str) {
    let scheme = base.find("://").map_or(0, |at| at + 3);
    base.split_at(base[scheme..].find('/').map_or(base.len(), |at| scheme + at))
}

/// The path template with `{name}` for its holes, `{+name}` for those whose values keep their slashes, `{/name}` for
/// a last segment that may be left out, `{.name}` for such a suffix.
fn pattern(operation: &Operation) -> String {
    let mut pattern = String::new();
    for part in &operation.path.parts {
        match part {
            PathPart::Literal(text) => pattern.push_str(text),
            PathPart::Parameter(name) => {
                let mut parameters = operation.parameters.iter();
                let of = parameters.find(|of| of.location == Location::Path && of.field.name == *name);
                match of {
                    Some(of) if of.allow_reserved => pattern.extend(["{+", name, "}"]),
                    Some(of) if !of.field.required => {
                        let separator = pattern.pop().unwrap_or('/');
                        let _ = write!(pattern, "{{{separator}{name}}}");
                    }
                    _ => pattern.extend(["{", name, "}"]),
                }
            }
        }
    }
    pattern
}

/// The values of the holes of a pattern with which it is the shown path.
fn match_path<'u>(pattern: &str, shown: &'u str) -> Option<Vec<(String, &'u str)>> {
    let shown = if shown.is_empty() { "/" } else { shown };
    let pattern = if pattern.is_empty() { "/" } else { pattern };
    for separator in ['/', '.'] {
        if let Some((before, rest)) = pattern.split_once(&format!("{{{separator}")) {
            return match_path(&format!("{before}{separator}{{{rest}"), shown)
                .or_else(|| match_path(before, shown));
        }
    }
    let mut values = Vec::new();
    if let Some((before, rest)) = pattern.split_once("{+")
        && let Some((name, behind)) = rest.split_once('}')
        && before.ends_with('/')
        && (behind.is_empty() || behind.starts_with('/'))
    {
        // What the others leave is the value.
        let ends: Vec<usize> = shown.match_indices('/').map(|(at, _)| at).chain([shown.len()]).collect();
        let start = *ends.get(before.matches('/').count() - 1)? + 1;
        let end = *ends.get(ends.len().checked_sub(behind.matches('/').count() + 1)?)?;
        let value = shown.get(start..end).filter(|value| !value.is_empty())?;
        values.extend(match_path(before, &shown[..start])?);
        values.push((name.to_owned(), value));
        if !behind.is_empty() {
            values.extend(match_path(behind, &shown[end..])?);
        }
        return Some(values);
    }
    let mut segments = shown.split('/');
    for expected in pattern.split('/') {
        match_segment(expected, segments.next()?, &mut values)?;
    }
    segments.next().is_none().then_some(values)
}

/// `{name}.json` and `lamp.json`: each hole ends where the text behind it is found first.
fn match_segment<'u>(pattern: &str, shown: &'u str, values: &mut Vec<(String, &'u str)>) -> Option<()> {
    if pattern == shown && !pattern.contains('{') {
        return Some(());
    }
    let (mut pattern, mut shown) = (pattern, shown);
    while let Some((literal, rest)) = pattern.split_once('{') {
        let (name, behind) = rest.split_once('}')?;
        shown = without_literal(shown, literal)?;
        let next = behind.split('{').next().unwrap_or_default();
        let end = match (next.is_empty(), next.len() == behind.len()) {
            (true, _) => shown.len(),
            (false, true) => shown.len().checked_sub(next.len()).filter(|at| shown.is_char_boundary(*at))?,
            (false, false) => shown.find(next)?,
        };
        values.push((name.to_owned(), Some(&shown[..end]).filter(|value| !value.is_empty())?));
        (pattern, shown) = (behind, &shown[end..]);
    }
    (shown == pattern || decoded(shown) == decoded(pattern)).then_some(())
}

fn without_literal<'u>(shown: &'u str, literal: &str) -> Option<&'u str> {
    shown.strip_prefix(literal)
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pattern: &str, shown: &str) -> Option<Vec<String>> {
        let values = match_path(pattern, shown)?;
        Some(values.into_iter().map(|(name, value)| format!("{name}={value}")).collect())
    }

    #[test]
    fn urls_as_pages_write_them() {
        let shown = |url| {
            let ShownUrl { host, path, query } = split_shown(url);
            (host.map(str::to_owned), path.to_owned(), query.to_owned())
        };
        let of = |host: Option<&str>, path: &str, query: &str| {
            (host.map(str::to_owned), path.into(), query.into())
        };
        assert_eq!(shown("https://acme.dev/a?b=1#c"), of(Some("https://acme.dev"), "/a", "b=1"));
        assert_eq!(shown("$URL/a/https://x.y"), of(None, "/a/https://x.y", ""));
        assert_eq!(shown("https://{region}.acme.dev/a"), of(None, "/a", ""));
        assert_eq!(shown("https://your-domain.com/a"), of(None, "/a", ""));
        assert_eq!(shown("/a"), of(None, "/a", ""));
    }

    #[test]
    fn first_segments_that_a_variable_may_hold() {
        let rest = |pattern| without_first_segments(pattern).collect::<Vec<_>>();
        assert_eq!(rest("/v1/lamps/{id}"), ["/v1/lamps/{id}", "/lamps/{id}"]);
        assert_eq!(rest("/{id}"), ["/{id}"]);
        assert_eq!(rest("/v1/lamps"), ["/v1/lamps", "/lamps"]);
    }

    #[test]
    fn paths_and_the_values_of_their_holes() {
        assert_eq!(values("/a/{id}", "/a/7").unwrap(), ["id=7"]);
        assert_eq!(values("/a/{id}.json", "/a/7.json").unwrap(), ["id=7"]);
        assert_eq!(values("/a/{from}..{to}", "/a/1..9").unwrap(), ["from=1", "to=9"]);
        assert_eq!(values("/a%20b", "/a b").unwrap(), Vec::<String>::new());
        assert_eq!(values("/a{/id}", "/a/7").unwrap(), ["id=7"]);
        assert_eq!(values("/a{/id}", "/a").unwrap(), Vec::<String>::new());
        assert_eq!(values("/a{.form}", "/a.tar.gz").unwrap(), ["form=tar.gz"]);
        assert_eq!(values("/a{.form}", "/a").unwrap(), Vec::<String>::new());
        assert_eq!(values("/a/{+url}", "/a/https://b.dev/c").unwrap(), ["url=https://b.dev/c"]);
        for (pattern, shown) in
            [("/a/{id}", "/a/"), ("/a/{id}", "/a"), ("/a", "/A"), ("/a", "/a/"), ("/a/{id}", "/a/7/b")]
        {
            assert_eq!(values(pattern, shown), None, "{shown}");
        }
    }
}
