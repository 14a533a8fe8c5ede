//! User names and passwords in URLs (RFC 3986, section 3.2.1) are nobody's to read: they are left out before
//! anything is made of a URL.

use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;

/// Says that a URL held credentials.
pub(crate) fn report_user_info(span: Span) -> Diagnostic {
    Diagnostic::at(&rule::CREDENTIALS_IN_URL, span, "this URL holds a user name or a password")
        .note("they were left out: the client, its docs and the OpenAPI document show none")
        .help("write the URL without them, and change the password if it is a real one")
}

/// The URL without its user info; `None` where it has none.
///
/// Without a scheme, `user:password@host.example` is one where what follows looks like a host: a path may hold an
/// `@`.
pub(crate) fn without_user_info(url: &str) -> Option<String> {
    let start = url.find("//").filter(|at| *at == 0 || url[..*at].ends_with(':')).map(|at| at + 2);
    let from = start.unwrap_or(0);
    let end = url[from..].find(['/', '?', '#', '\\']).map_or(url.len(), |end| from + end);
    let authority = &url[from..end];
    let (user, host) = authority.rsplit_once('@')?;
    let is_host = start.is_some() || (user.find(':').is_some_and(|at| at > 0) && host.contains('.'));
    is_host.then(|| format!("{}{host}{}", &url[..from], &url[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_host_is_left_out() {
        let without = |url| without_user_info(url);
        assert_eq!(without("https://u:p@h.example/v1?a=b@c").as_deref(), Some("https://h.example/v1?a=b@c"));
        assert_eq!(without("https://token@h.example").as_deref(), Some("https://h.example"));
        assert_eq!(without("https://u:p@ss@h.example/x").as_deref(), Some("https://h.example/x"));
        assert_eq!(without("https://{user}:{password}@h.example/x").as_deref(), Some("https://h.example/x"));
        assert_eq!(without("//u:p@h.example").as_deref(), Some("//h.example"));
        assert_eq!(without("u:p@h.example/x").as_deref(), Some("h.example/x"));
        for plain in [
            "https://h.example/@me",
            "/users/@me",
            "@me",
            "users/:id@latest",
            ":a@b.c",
            "https://h/x//a@b",
            "",
        ] {
            assert_eq!(without(plain), None, "{plain}");
        }
    }
}
