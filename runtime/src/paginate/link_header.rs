//! The `Link` header (RFC 8288):
//!
//! ```ebnf
//! Link   = [ link *( "," link ) ] ;
//! link   = "<" URI-reference ">" *( ";" name [ "=" ( token / quoted-string ) ] ) ;
//! ```

use http::{HeaderMap, header};

/// The target of the first link whose `rel` is or has `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(header::LINK).iter().find_map(|value| next_of(value.to_str().ok()?))
}

fn next_of(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, link)) = rest.split_once('<') {
        let (target, behind) = link.split_once('>')?;
        let (parameters, next) = behind.split_at(end_of_link(behind));
        if is_next(parameters) {
            return Some(target.trim().to_owned());
        }
        rest = next;
    }
    None
}

/// Where the comma before the next link is; one in a quoted string is not it.
fn end_of_link(text: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_next(parameters: &str) -> bool {
    // The first `rel` counts (section 3.3). A `;` in a quoted string would need a value with `rel=`.
    let rel = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
    });
    rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("next")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        for (text, expected) in [
            (
                r#"<https://a/?page=2>; rel="next", <https://a/?page=9>; rel="last""#,
                Some("https://a/?page=2"),
            ),
            (
                r#"<https://a/?page=1>; rel="prev", </b?x=1,2>; title="a, \"b\" <c>"; rel=next"#,
                Some("/b?x=1,2"),
            ),
            (r#"<a>;REL="start NEXT""#, Some("a")),
            (r#"<a>; rel="prev", <b>"#, None),
            ("", None),
            ("<a", None),
            (r#"<a>; rel="nextish""#, None),
        ] {
            assert_eq!(next_of(text).as_deref(), expected, "{text}");
        }
    }
}
