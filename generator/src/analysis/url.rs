//! URLs as pages write them: absolute or not, with holes in every spelling.

use crate::model::{PathPart, PathTemplate};

/// A URL in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UrlParts<'a> {
    /// `https://host`, where there is one.
    pub host: Option<&'a str>,
    /// The path with a leading slash, as written.
    pub path: String,
    /// What follows `?`, as written.
    pub query: &'a str,
}

/// Splits a URL.
pub(super) fn split_url(url: &str) -> UrlParts<'_> {
    let url = url.trim();
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let address = address.split('#').next().unwrap_or_default();
    let (host, path) = match address.find("://") {
        Some(scheme) => {
            let end = address[scheme + 3..].find('/').map_or(address.len(), |at| scheme + 3 + at);
            (Some(&address[..end]), &address[end..])
        }
        None => (None, address),
    };
    let path = without_variable(path);
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    UrlParts { host, path, query }
}

/// The path behind a variable that stands for scheme and host: `$BASE_URL/tickets`, `{{host}}/tickets`.
fn without_variable(path: &str) -> &str {
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    let is_variable = first.starts_with('$')
        || (first.starts_with("{{") && first.ends_with("}}"))
        || (first.starts_with('<') && first.ends_with('>'));
    if is_variable { rest } else { path }
}

/// A colon before a slash that was meant behind it: `/cases:/id` is `/cases/:id`.
pub(super) fn repair_colon(path: &str) -> Option<String> {
    let (before, behind) = path.split_once(":/")?;
    let name = behind.split('/').next().filter(|name| is_name(name))?;
    (!before.is_empty() && !before.ends_with('/'))
        .then(|| format!("{before}/:{name}{}", &behind[name.len()..]))
}

/// Reads holes: `{id}`, `${id}`, `:id`, `<id>`, `[id]`.
pub(super) fn parse_template(path: &str) -> PathTemplate {
    let mut template = PathTemplate::default();
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            push_literal(&mut template, "/");
        }
        parse_segment(segment, &mut template);
    }
    template
}

fn parse_segment(segment: &str, template: &mut PathTemplate) {
    if let Some(name) = segment.strip_prefix(':').filter(|n| is_name(n)) {
        template.parts.push(PathPart::Parameter(name.to_owned()));
        return;
    }
    let mut rest = segment;
    while let Some(open) = rest.find(['{', '<', '[']) {
        let close = match rest.as_bytes()[open] {
            b'{' => '}',
            b'<' => '>',
            _ => ']',
        };
        let Some(length) = rest[open + 1..].find(close) else { break };
        let name = rest[open + 1..open + 1 + length].trim_matches(['{', '}', ' ']);
        if !is_name(name) {
            break;
        }
        push_literal(template, rest[..open].trim_end_matches('$'));
        template.parts.push(PathPart::Parameter(name.to_owned()));
        rest = rest[open + 1 + length + 1..].trim_start_matches('}');
    }
    push_literal(template, rest);
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

fn push_literal(template: &mut PathTemplate, text: &str) {
    if text.is_empty() {
        return;
    }
    match template.parts.last_mut() {
        Some(PathPart::Literal(literal)) => literal.push_str(text),
        _ => template.parts.push(PathPart::Literal(text.to_owned())),
    }
}

/// Whether a segment of an example's path stands for a value: `87654321`, a UUID, `YOUR_ID`.
pub(super) fn is_example_value(segment: &str) -> bool {
    let digits = !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit());
    let placeholder = segment.len() > 1
        && segment.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && segment.contains(|c: char| c.is_ascii_uppercase());
    let letters_and_digits = segment.len() >= 8
        && segment.contains(|c: char| c.is_ascii_digit())
        && segment.contains(['-', '_'])
        && segment.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    digits || placeholder || super::formats::is_uuid(segment) || letters_and_digits
}

/// Whether two paths have the same literals where neither has a hole or an example value.
pub(super) fn same_shape(a: &PathTemplate, b: &PathTemplate) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let (a, b) = (a.trim_end_matches('/').split('/'), b.trim_end_matches('/').split('/'));
    let (a, b): (Vec<_>, Vec<_>) = (a.collect(), b.collect());
    let open = |s: &str| s.starts_with('{') || is_example_value(s);
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| open(a) || open(b) || a.eq_ignore_ascii_case(b))
}

/// Whether two paths are the same but for the names of their holes.
pub(super) fn same_template(a: &PathTemplate, b: &PathTemplate) -> bool {
    let same = |(a, b): (&PathPart, &PathPart)| match (a, b) {
        (PathPart::Parameter(_), PathPart::Parameter(_)) => true,
        (a, b) => a == b,
    };
    a.parts.len() == b.parts.len() && a.parts.iter().zip(&b.parts).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls() {
        let parts = split_url("https://api.acme.dev/v1/x/?id=[1,2]");
        assert_eq!(
            (parts.host, parts.path.as_str(), parts.query),
            (Some("https://api.acme.dev"), "/v1/x/", "id=[1,2]")
        );
        assert_eq!(split_url("v1/x").path, "/v1/x");
        assert_eq!(split_url("https://{region}.acme.dev").path, "/");
    }

    #[test]
    fn templates() {
        for path in ["/a/{id}/b", "/a/:id/b", "/a/<id>/b", "/a/[id]/b", "/a/{{id}}/b", "/a/${id}/b"] {
            assert_eq!(parse_template(path).to_string(), "/a/{id}/b", "{path}");
        }
        assert_eq!(parse_template("/files/{name}.json").to_string(), "/files/{name}.json");
        assert_eq!(parse_template("/a/b:c").to_string(), "/a/b:c");
    }

    #[test]
    fn shapes() {
        let same = |a, b| same_shape(&parse_template(a), &parse_template(b));
        assert!(same("/a/{id}", "/a/87654321"));
        assert!(!same("/a/{id}", "/a"));
        assert!(!same("/a", "/b"));
    }
}
