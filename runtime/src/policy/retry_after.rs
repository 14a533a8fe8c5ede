//! The `Retry-After` header (RFC 9110 section 10.2.3).

use http::{HeaderMap, header};
use std::time::{Duration, SystemTime};

/// How long the server asks to wait: given in seconds or as an HTTP date. A date is held against the
/// answer's own `Date`, so that it does not matter whether the two clocks agree, and where there is
/// none against `unix_time`, the time since 1970.
pub(crate) fn read(headers: &HeaderMap, unix_time: Duration) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let now = headers.get(header::DATE).and_then(|date| http_date(date.to_str().ok()?)).unwrap_or(unix_time);
    Some(http_date(text)?.saturating_sub(now))
}

fn http_date(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form() {
        let read = |text: &str, date: Option<&str>| {
            let mut headers = HeaderMap::from_iter([(header::RETRY_AFTER, text.parse().unwrap())]);
            headers.extend(date.map(|date| (header::DATE, date.parse().unwrap())));
            read(&headers, Duration::from_secs(784_111_770)).map(|wait| wait.as_secs())
        };
        assert_eq!(read("1", None), Some(1));
        assert_eq!(read(" 120 ", None), Some(120));
        assert_eq!(read("99999999999999999999", None), Some(u64::MAX));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT", None), Some(7));
        assert_eq!(read("Sunday, 06-Nov-94 08:49:37 GMT", None), Some(7));
        assert_eq!(read("Sun Nov  6 08:49:37 1994", None), Some(7));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT", Some("Sun, 06 Nov 1994 08:49:36 GMT")), Some(1));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:07 GMT", None), Some(0));
        assert_eq!([read("", None), read("-1", None), read("1.5", None), read("soon", None)], [None; 4]);
    }
}
