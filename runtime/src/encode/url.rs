//! Paths and queries (RFC 3986).

use crate::encode::parts::{self, Parts};
use crate::encode::style::ParameterStyle;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use url::Url;

/// Everything but `unreserved`: whatever a server splits on, it is not in here.
pub(crate) const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Everything but `pchar`: unreserved, sub-delims, `:` and `@`.
pub(crate) const SEGMENT: &AsciiSet = &QUERY
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// What may not stand in a path: a template's own text keeps its slashes and escapes.
const LITERAL: &AsciiSet = &SEGMENT.remove(b'/').remove(b'%').remove(b'?').remove(b'[').remove(b']');

/// What an item of a list in a path may not hold as it is: what separates the items.
const ITEM: &AsciiSet = &SEGMENT.add(b',').add(b';').add(b'=');

/// A value for a path: one segment or a part of one, whatever it holds.
pub(crate) fn path_value(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// Values for one hole of a path (RFC 6570, OpenAPI 3.1 section 4.8.12).
pub(crate) fn path_values(name: &str, values: &[Cow<'_, str>], style: ParameterStyle) -> String {
    let items: Vec<String> =
        values.iter().map(|value| utf8_percent_encode(value, ITEM).to_string()).collect();
    match style {
        ParameterStyle::Label => format!(".{}", items.join(",")),
        ParameterStyle::LabelExploded => items.iter().map(|item| format!(".{item}")).collect(),
        ParameterStyle::Matrix => format!(";{name}={}", items.join(",")),
        ParameterStyle::MatrixExploded => items.iter().map(|item| format!(";{name}={item}")).collect(),
        _ => items.join(","),
    }
}

/// Fills the placeholders of `template` with values that [`path_value`] or [`path_values`] made: each is one segment
/// or a part of one. A segment that would vanish or climb (empty, `.`, `..`) is refused, since it would reach another
/// endpoint. The value of a reserved one, `{+name}`, keeps its slashes (RFC 6570, section 3.2.3); `?`, `#` and `%` in
/// it are encoded, so that it stays in the path. `{/name}` is a segment with the slash before it, and nothing where it
/// has no value (section 3.2.6); `{.name}` is a suffix likewise (section 3.2.5).
pub(crate) fn expand_path(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let optional = [("{/", '/'), ("{.", '.')].into_iter();
    let mut optional = optional.filter_map(|(mark, separator)| Some((template.split_once(mark)?, separator)));
    let with_optional = optional.next().map(|((before, rest), separator)| {
        let (name, behind) = rest.split_once('}').unwrap_or((rest, ""));
        match values.iter().any(|(known, _)| *known == name) {
            true => format!("{before}{separator}{{{name}}}{behind}"),
            false => format!("{before}{behind}"),
        }
    });
    let template = with_optional.as_deref().unwrap_or(template);
    let mut path = String::with_capacity(template.len() + 16);
    for segment in template.split('/').skip(usize::from(template.starts_with('/'))) {
        path.push('/');
        expand_segment(segment, values, &mut path)?;
    }
    Ok(path)
}

fn expand_segment(segment: &str, values: &[(&'static str, String)], path: &mut String) -> Result<(), String> {
    let start = path.len();
    let mut rest = segment;
    let mut filled = None;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        let name = &rest[open + 1..close];
        let (name, reserved) = name.strip_prefix('+').map_or((name, false), |name| (name, true));
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("the path parameter `{name}` has no value"))?;
        path.extend(utf8_percent_encode(&rest[..open], LITERAL));
        match reserved {
            // Nothing else is written so: a `%` of the value is `%25`.
            true => path.push_str(&value.replace("%2F", "/")),
            false => path.push_str(value),
        }
        filled = Some(name);
        rest = &rest[close + 1..];
    }
    path.extend(utf8_percent_encode(rest, LITERAL));
    match filled {
        Some(name)
            if path.len() == start || path[start..].split('/').any(|part| matches!(part, "." | "..")) =>
        {
            Err(format!("the path parameter `{name}` may not be empty, `.` or `..`"))
        }
        _ => Ok(()),
    }
}

/// Adds `name=value` to a query.
pub(crate) fn push_query(query: &mut String, name: &str, value: &str) {
    query.reserve(name.len() + value.len() + 2);
    push_name(query, name);
    query.extend(utf8_percent_encode(value, QUERY));
}

/// Sets `name=value` in place of whatever the query says of `name`.
pub(crate) fn set_query(query: &mut String, name: &str, value: &str) {
    let kept: Vec<_> = query.split('&').filter(|pair| !pair.is_empty() && !is_named(pair, name)).collect();
    *query = kept.join("&");
    push_query(query, name, value);
}

/// A URL or reference without what its query says of `name`.
pub(crate) fn without_parameter(url: &str, name: Option<&str>) -> String {
    let (Some((path, query)), Some(name)) = (url.split_once('?'), name) else { return url.to_owned() };
    let kept: Vec<_> = query.split('&').filter(|pair| !is_named(pair, name)).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// What the query says of `name`.
pub(crate) fn query_value(query: &str, name: &str) -> Option<String> {
    let (_, value) = query.split('&').find(|pair| is_named(pair, name))?.split_once('=')?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

fn is_named(pair: &str, name: &str) -> bool {
    let encoded = pair.split_once('=').map_or(pair, |(encoded, _)| encoded);
    percent_decode_str(encoded).eq(name.bytes())
}

/// Adds a value with parts to a query.
pub(crate) fn push_query_parts(query: &mut String, name: &str, value: &Parts, style: ParameterStyle) {
    if style.separator().is_some() && *value != Parts::Null {
        let texts = parts::joined_texts(value, style);
        let texts: Vec<Cow<'_, str>> = texts.into_iter().map(Cow::Owned).collect();
        return push_query_list(query, name, &texts, style);
    }
    let mut pairs = Vec::new();
    parts::push_pairs(name, value, style, &mut pairs);
    pairs.iter().for_each(|(name, text)| push_query(query, name, text));
}

/// Adds a list to a query.
pub(crate) fn push_query_list(
    query: &mut String,
    name: &str,
    values: &[Cow<'_, str>],
    style: ParameterStyle,
) {
    match style {
        ParameterStyle::Bracketed => {
            push_name(query, name);
            query.push('[');
            push_separated(query, values, ",");
            query.push(']');
        }
        style if style.separator().is_some() => {
            if !values.is_empty() {
                push_name(query, name);
                push_separated(query, values, style.separator().unwrap_or_default());
            }
        }
        style => {
            for (index, value) in values.iter().enumerate() {
                push_query(query, &style.item_name(name, index), value);
            }
        }
    }
}

fn push_name(query: &mut String, name: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, QUERY));
    query.push('=');
}

/// A comma stands as it is; a space and a pipe may not stand in a URL (RFC 3986).
fn push_separated(query: &mut String, values: &[Cow<'_, str>], separator: &str) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            match separator {
                "," => query.push(','),
                other => query.extend(utf8_percent_encode(other, QUERY)),
            }
        }
        query.extend(utf8_percent_encode(value, QUERY));
    }
}

/// Encodes the value of a cookie: what is no `cookie-octet` (RFC 6265) is percent-encoded.
pub(crate) fn cookie_pair(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, SEGMENT_WITHOUT_DELIMITERS))
}

const SEGMENT_WITHOUT_DELIMITERS: &AsciiSet = &SEGMENT.add(b';').add(b',');

/// Checks a URL that paths are joined to: http or https, with a host, and no credentials, query or
/// fragment in it.
pub(crate) fn parse_base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("the base URL is not one: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err("the base URL must start with http:// or https:// and name a host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL may not hold credentials: they belong in `Auth`".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL may not hold a query or fragment".to_owned());
    }
    Ok(url)
}

/// Joins by text: the path goes below whatever path the base URL has.
pub(crate) fn join(base: &Url, path: &str, query: &str) -> Result<http::Uri, String> {
    let base = base.as_str().trim_end_matches('/');
    let mut url = String::with_capacity(base.len() + path.len() + 1 + query.len());
    url.push_str(base);
    url.push_str(path);
    if !query.is_empty() {
        url.push(if path.contains('?') { '&' } else { '?' });
        url.push_str(query);
    }
    http::Uri::try_from(url).map_err(|error| format!("no valid URL: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(template: &str, value: &str) -> Result<String, String> {
        expand_path(template, &[("id", path_value(value))])
    }

    #[test]
    fn a_value_stays_in_its_segment() {
        for (value, expected) in [
            ("42", "/threads/42"),
            ("a/b", "/threads/a%2Fb"),
            ("a?b#c", "/threads/a%3Fb%23c"),
            ("50%", "/threads/50%25"),
            ("é x", "/threads/%C3%A9%20x"),
            ("a:b@c,d;e=f", "/threads/a:b@c,d;e=f"),
            ("..a", "/threads/..a"),
            ("%2e%2e", "/threads/%252e%252e"),
        ] {
            assert_eq!(expand("/threads/{id}", value).unwrap(), expected);
        }
    }

    #[test]
    fn a_value_that_would_reach_another_endpoint_is_refused() {
        for value in ["", ".", ".."] {
            assert!(expand("/threads/{id}", value).unwrap_err().contains("`id`"));
            assert!(expand("/threads/{id}/posts", value).is_err());
        }
        assert_eq!(expand("/threads/{id}.json", ".").unwrap(), "/threads/..json");
        assert!(expand("/threads/{id}.", ".").is_err());
    }

    #[test]
    fn a_reserved_value_keeps_its_slashes() {
        for (value, expected) in
            [("a/b c", "/tree/a/b%20c/x"), ("a?b#c%", "/tree/a%3Fb%23c%25/x"), ("/a//b", "/tree//a//b/x")]
        {
            assert_eq!(expand("/tree/{+id}/x", value).unwrap(), expected);
        }
        for value in ["", ".", "a/../b", "../a"] {
            assert!(expand("/tree/{+id}", value).unwrap_err().contains("`id`"), "{value}");
        }
        assert_eq!(expand("/x/{id}?a=b/c&d", "1/2").unwrap(), "/x/1%2F2?a=b/c&d");
    }

    #[test]
    fn templates_keep_their_own_text() {
        assert_eq!(expand("a/{id}/", "1").unwrap(), "/a/1/");
        assert_eq!(expand("/a b/%20/{id}.pdf", "1").unwrap(), "/a%20b/%20/1.pdf");
        assert_eq!(expand("/a", "1").unwrap(), "/a");
        assert_eq!(expand("/a{/id}", "1/2").unwrap(), "/a/1%2F2");
        assert_eq!(expand_path("/a{/id}?b=c", &[]).unwrap(), "/a?b=c");
        assert_eq!(expand("/a{.id}", "tar.gz").unwrap(), "/a.tar.gz");
        assert_eq!(expand_path("/a{.id}", &[]).unwrap(), "/a");
        assert!(expand("/a{/id}", "").unwrap_err().contains("`id`"));
        assert!(expand("/{other}", "1").unwrap_err().contains("`other`"));
    }

    #[test]
    fn lists_in_each_style() {
        let list = |values: &[&str], style| {
            let mut query = String::new();
            let values: Vec<_> = values.iter().map(|value| Cow::Borrowed(*value)).collect();
            push_query_list(&mut query, "id", &values, style);
            query
        };
        assert_eq!(list(&["1", "a b"], ParameterStyle::Repeated), "id=1&id=a%20b");
        assert_eq!(list(&["1", "a,b"], ParameterStyle::Comma), "id=1,a%2Cb");
        assert_eq!(list(&["1", "2"], ParameterStyle::Bracketed), "id=[1,2]");
        assert_eq!(list(&[], ParameterStyle::Repeated), "");
        assert_eq!(list(&[], ParameterStyle::Comma), "");
        assert_eq!(list(&[], ParameterStyle::Bracketed), "id=[]");
        assert_eq!(list(&["a b", "c|d"], ParameterStyle::Pipe), "id=a%20b%7Cc%7Cd");
        assert_eq!(list(&["a", "b"], ParameterStyle::Space), "id=a%20b");
        assert_eq!(list(&["a", "b"], ParameterStyle::EmptyBrackets), "id%5B%5D=a&id%5B%5D=b");
        assert_eq!(list(&["a", "b"], ParameterStyle::Indexed), "id%5B0%5D=a&id%5B1%5D=b");
    }

    #[test]
    fn objects_in_a_query() {
        let object = |style| {
            let mut query = "x=1".to_owned();
            let value = Parts::read(br#"{"a":"b c","d":1}"#).unwrap();
            push_query_parts(&mut query, "f", &value, style);
            query
        };
        assert_eq!(object(ParameterStyle::Deep), "x=1&f%5Ba%5D=b%20c&f%5Bd%5D=1");
        assert_eq!(object(ParameterStyle::Dotted), "x=1&f.a=b%20c&f.d=1");
        assert_eq!(object(ParameterStyle::Comma), "x=1&f=a,b%20c,d,1");
        assert_eq!(object(ParameterStyle::Repeated), "x=1&a=b%20c&d=1");
        assert_eq!(object(ParameterStyle::Json), "x=1&f=%7B%22a%22%3A%22b%20c%22%2C%22d%22%3A1%7D");
    }

    #[test]
    fn lists_in_a_path() {
        let list = |style| {
            let values = path_values("id", &["1".into(), "a,b/c".into()], style);
            expand_path("/x/{id}", &[("id", values)]).unwrap()
        };
        assert_eq!(list(ParameterStyle::Comma), "/x/1,a%2Cb%2Fc");
        assert_eq!(list(ParameterStyle::Label), "/x/.1,a%2Cb%2Fc");
        assert_eq!(list(ParameterStyle::LabelExploded), "/x/.1.a%2Cb%2Fc");
        assert_eq!(list(ParameterStyle::Matrix), "/x/;id=1,a%2Cb%2Fc");
        assert_eq!(list(ParameterStyle::MatrixExploded), "/x/;id=1;id=a%2Cb%2Fc");
    }

    #[test]
    fn base_urls() {
        let base = parse_base_url("https://example.com/v1/").unwrap();
        assert_eq!(join(&base, "/a", "").unwrap(), "https://example.com/v1/a");
        assert_eq!(join(&base, "/a", "id=[1,2]").unwrap(), "https://example.com/v1/a?id=[1,2]");
        assert_eq!(join(&base, "/a?b=1", "c=2").unwrap(), "https://example.com/v1/a?b=1&c=2");
        for refused in
            ["example.com", "ftp://example.com", "https://a:b@example.com", "https://example.com?a=b"]
        {
            assert!(parse_base_url(refused).is_err(), "{refused}");
        }
    }
}
