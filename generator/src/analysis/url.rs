//! URLs as pages write them: absolute or not, and whether two paths have the same shape.

use super::example_value::is_example_value;
use crate::dialect::path_template::is_outside;
use crate::model::PathTemplate;
use crate::site::leading_host;
use std::borrow::Cow;

/// A URL in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlParts<'a> {
    /// `https://host`, where there is one.
    pub host: Option<Cow<'a, str>>,
    /// The path with a leading slash, as written.
    pub path: String,
    /// What follows `?`, as written.
    pub query: &'a str,
    /// Whether the host stands there without a scheme; `https` was taken.
    pub without_scheme: bool,
}

/// Splits a URL. What stands in a placeholder splits nothing: `{month?}`, `{id:[^/]+}`.
pub(super) fn split_url(url: &str) -> UrlParts<'_> {
    let url = url.trim();
    let query_at = url.match_indices('?').map(|(at, _)| at).find(|&at| begins_query(url, at));
    let (address, query) = query_at.map_or((url, ""), |at| (&url[..at], &url[at + 1..]));
    let fragment = address.match_indices('#').map(|(at, _)| at).find(|&at| is_outside(address, at));
    let address = &address[..fragment.unwrap_or(address.len())];
    let query = query.split('#').next().unwrap_or_default();
    let mut without_scheme = false;
    let (host, path) = match address.find("://").filter(|&at| is_outside(address, at)) {
        Some(scheme) => {
            let end = address[scheme + 3..].find('/').map_or(address.len(), |at| scheme + 3 + at);
            (Some(Cow::Borrowed(&address[..end])), &address[end..])
        }
        None => {
            let bare = address.strip_prefix("//").unwrap_or(address);
            match leading_host(bare) {
                Some(end) => {
                    without_scheme = true;
                    (Some(Cow::Owned(format!("https://{}", &bare[..end]))), &bare[end..])
                }
                None => (None, address),
            }
        }
    };
    let path = if host.is_none() { without_variable(path) } else { path };
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    UrlParts { host, path, query, without_scheme }
}

/// Whether a question mark begins the query: not one in a placeholder, nor the mark of one that may be left
/// out (`/reports/:month?`).
fn begins_query(url: &str, at: usize) -> bool {
    let segment = url[..at].rsplit('/').next().unwrap_or_default();
    let rest = &url[at + 1..];
    let is_mark = segment.starts_with(':') && (rest.is_empty() || rest.starts_with(['/', '?']));
    is_outside(url, at) && !is_mark
}

/// The path behind a variable that stands for scheme and host: `$BASE_URL/tickets`, `{{host}}/tickets`,
/// `{base_url}/tickets`.
fn without_variable(path: &str) -> &str {
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    let names_host = |name: &str| {
        let lower = name.to_ascii_lowercase();
        ["url", "host", "server", "domain", "base", "endpoint", "origin", "api"]
            .iter()
            .any(|w| lower.contains(w))
    };
    let is_variable = first.starts_with('$')
        || (first.starts_with("{{") && first.ends_with("}}"))
        || (first.starts_with('{') && first.ends_with('}') && names_host(first))
        || (first.starts_with('<') && first.ends_with('>'));
    if is_variable { rest } else { path }
}

/// A colon before a slash that was meant behind it: `/cases:/id` is `/cases/:id`.
pub(super) fn repair_colon(path: &str) -> Option<String> {
    let at = path.find(":/").filter(|&at| is_outside(path, at))?;
    let (before, behind) = (&path[..at], &path[at + 2..]);
    let is_name =
        |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    let name = behind.split('/').next().filter(is_name)?;
    (!before.is_empty() && !before.ends_with('/'))
        .then(|| format!("{before}/:{name}{}", &behind[name.len()..]))
}

/// Whether two paths have the same literals where neither has a hole or an example value.
pub(super) fn same_shape(a: &PathTemplate, b: &PathTemplate) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split('/').collect(), b.split('/').collect());
    same_segments(&a, &b)
}

/// The same of segments; a slash at the end is none.
pub(super) fn same_segments(a: &[&str], b: &[&str]) -> bool {
    let trim = |of: &[&str]| of.iter().rposition(|segment| !segment.is_empty()).map_or(0, |at| at + 1);
    let (a, b) = (&a[..trim(a)], &b[..trim(b)]);
    let open = |s: &str| s.starts_with('{') || is_example_value(s);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.eq_ignore_ascii_case(b) || open(a) || open(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::path_template::parse_template;

    #[test]
    fn urls() {
        let parts = split_url("https://api.acme.dev/v1/x/?id=[1,2]");
        assert_eq!(
            (parts.host.as_deref(), parts.path.as_str(), parts.query),
            (Some("https://api.acme.dev"), "/v1/x/", "id=[1,2]")
        );
        assert_eq!(split_url("v1/x").path, "/v1/x");
        assert_eq!(split_url("https://{region}.acme.dev").path, "/");
        for (url, path, query) in [
            ("/reports/{year}/{month?}", "/reports/{year}/{month?}", ""),
            ("/reports/:month?", "/reports/:month?", ""),
            ("/reports/:month?/x?a=1", "/reports/:month?/x", "a=1"),
            ("/x/{id:[^/?]+}?a=1#b", "/x/{id:[^/?]+}", "a=1"),
            ("/x#b", "/x", ""),
            ("{base_url}/v1/x", "/v1/x", ""),
            ("{tenant}/x", "/{tenant}/x", ""),
        ] {
            let parts = split_url(url);
            assert_eq!((parts.host, parts.path.as_str(), parts.query), (None, path, query), "{url}");
        }
    }

    #[test]
    fn hosts_without_a_scheme() {
        for url in ["api.acme.dev/v1/x", "//api.acme.dev/v1/x"] {
            let parts = split_url(url);
            assert_eq!((parts.host.as_deref(), parts.path.as_str()), (Some("https://api.acme.dev"), "/v1/x"));
            assert!(parts.without_scheme);
        }
        assert_eq!(split_url("index.php/x").host, None);
    }

    #[test]
    fn shapes() {
        let same = |a, b| same_shape(&parse_template(a), &parse_template(b));
        assert!(same("/a/{id}", "/a/87654321"));
        assert!(!same("/a/{id}", "/a"));
        assert!(!same("/a", "/b"));
    }
}
