//! Which redirects are followed (RFC 9110 section 15.4), and what goes along.
//!
//! | status | same origin | another origin |
//! |---|---|---|
//! | 301, 302 | GET and HEAD | GET and HEAD, without the headers |
//! | 303 | as GET without the body | as GET without the body and headers |
//! | 307, 308 | any verb, with the body | GET and HEAD, without the headers |
//!
//! Without the headers means: only those that say what is asked for (`Accept`, `Range` and their like) and `User-Agent` go
//! along, so that no credential of any
//! kind reaches another origin (scheme, host, port); a body never does. From https to http nothing is
//! followed. A redirect that is not followed is the answer.

use crate::call::prepare::Prepared;
use crate::encode::request_body::RequestBody;
use http::{Method, Uri, header, response};
use url::Url;

/// How many redirects in a row are followed.
pub(crate) const MAX_REDIRECTS: usize = 10;

/// The headers that go along to another origin: what is asked for, and who asks.
const KEPT: [header::HeaderName; 6] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::RANGE,
    header::IF_RANGE,
    header::HeaderName::from_static("last-event-id"),
    header::USER_AGENT,
];

/// The next request, where `answer` is a redirect that is followed.
pub(crate) fn follow(request: &Prepared, answer: &response::Parts) -> Option<Prepared> {
    match answer.status.as_u16() {
        status @ (301 | 302 | 303 | 307 | 308) => follow_to(request, answer, status),
        _ => None,
    }
}

#[cold]
fn follow_to(request: &Prepared, answer: &response::Parts, status: u16) -> Option<Prepared> {
    let from = Url::parse(&request.uri.to_string()).ok()?;
    let to = from.join(answer.headers.get(header::LOCATION)?.to_str().ok()?).ok()?;
    let safe = request.method == Method::GET || request.method == Method::HEAD;
    let same_origin = from.origin() == to.origin();
    let downgrade = from.scheme() == "https" && to.scheme() != "https";
    let followed = safe || status == 303 || (same_origin && matches!(status, 307 | 308));
    if !followed || downgrade || !matches!(to.scheme(), "http" | "https") {
        return None;
    }
    let mut next = Prepared { uri: without_credentials(to)?, ..request.clone() };
    if status == 303 && next.method != Method::HEAD {
        next.method = Method::GET;
        next.headers.remove(&header::CONTENT_TYPE);
        next.body = RequestBody::default();
    }
    if !same_origin {
        next.is_trusted = false;
        next.headers.keep(&KEPT);
        next.body = RequestBody::default();
    }
    Some(next)
}

fn without_credentials(mut url: Url) -> Option<Uri> {
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Uri::try_from(url.as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    static OPERATION: crate::Operation = crate::Operation::new("a", crate::Method::Post, "/");

    fn redirected(method: Method, from: &str, status: u16, to: &str) -> Option<Prepared> {
        let secret = HeaderValue::from_static("secret");
        let mut headers = crate::encode::headers::Headers::default();
        for name in ["authorization", "x-api-key", "cookie", "accept"] {
            headers.append(name.try_into().unwrap(), secret.clone());
        }
        let request = Prepared {
            method,
            uri: from.parse().unwrap(),
            headers,
            body: RequestBody::text("body"),
            operation: &OPERATION,
            is_trusted: true,
            is_repeatable: false,
            sent: None,
        };
        let answer = http::Response::builder().status(status).header("location", to).body(()).unwrap();
        follow(&request, &answer.into_parts().0)
    }

    #[test]
    fn the_table_holds() {
        let (here, there) = ("https://a.example/x", "https://b.example/y");
        for (method, status, to, followed) in [
            (Method::GET, 302, "/y?k=v", true),
            (Method::GET, 302, there, true),
            (Method::POST, 302, "/y", false),
            (Method::POST, 303, "/y", true),
            (Method::POST, 303, there, true),
            (Method::POST, 307, "/y", true),
            (Method::POST, 307, there, false),
            (Method::PUT, 308, "https://a.example:444/y", false),
            (Method::GET, 302, "http://a.example/y", false),
            (Method::GET, 302, "file:///etc/passwd", false),
            (Method::GET, 304, "/y", false),
        ] {
            assert_eq!(
                redirected(method.clone(), here, status, to).is_some(),
                followed,
                "{method} {status} {to}"
            );
        }
    }

    #[test]
    fn nothing_secret_reaches_another_origin() {
        let next =
            redirected(Method::GET, "https://a.example/x?key=1", 307, "https://u:p@b.example/y#f").unwrap();
        assert_eq!(next.uri, "https://b.example/y");
        assert_eq!(next.headers.to_map(0).keys().collect::<Vec<_>>(), ["accept"]);
        assert!(next.body.open().length() == Some(0));
        let next = redirected(Method::POST, "https://a.example/x", 307, "y").unwrap();
        assert_eq!(
            (next.uri.path(), next.headers.to_map(0).len(), next.body.open().length() == Some(4)),
            ("/y", 4, true)
        );
    }
}
