//! Finds what is secret by its name in a text of whatever kind: JSON, JSON in a JSON string, forms,
//! XML, headers, what other languages print.
//!
//! ```ebnf
//! Named   = name closing* separator SP* value              (* "token": "x", token=x, 'token' => 'x' *)
//!         | "<" name attributes ">" text "<"               (* <token>x</token> *) ;
//! closing = '"' | "'" | "`" | "\" | "]" | ")" | SP | "%22" | "%5D" | "&quot;" ;
//! separator = ":" | "=" | "=>" | "%3A" | "%3D" ;
//! value   = quoted | "[" … "]" | "{" … "}" | word | scheme SP word ;
//! ```

use std::ops::Range;

/// Words that mark a field as secret by its name, without `_`, `-` and case.
const SECRET_WORDS: [&str; 15] = [
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "apikey",
    "accesskey",
    "privatekey",
    "authorization",
    "credential",
    "jwt",
    "cookie",
    "sessionid",
    "signature",
];

/// The most bytes before the name of an XML element that its prefix has.
const PREFIX: usize = 64;

/// Whether a field of this name holds a secret, going by the name.
pub(crate) fn is_secret_name(name: &str) -> bool {
    is_secret(name.as_bytes())
}

fn is_secret(name: &[u8]) -> bool {
    let letters = name.iter().filter(|byte| !matches!(byte, b'_' | b'-' | b'.' | b' '));
    let name: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    SECRET_WORDS.iter().any(|word| name.windows(word.len()).any(|part| part == word.as_bytes()))
}

/// Whether a header of this name and value has to be kept out of texts: by its name, or since it looks
/// like no word that people write.
pub(crate) fn is_secret_header(name: &str, value: &str) -> bool {
    let by_name =
        ["auth", "key", "session", "secret"].iter().any(|word| name.to_ascii_lowercase().contains(word));
    let is = |test: fn(&u8) -> bool| value.bytes().any(|byte| test(&byte));
    let opaque = !is(u8::is_ascii_whitespace)
        && (value.len() >= 20 || (value.len() >= 8 && is(u8::is_ascii_digit) && is(u8::is_ascii_alphabetic)));
    by_name || is_secret_name(name) || opaque
}

/// The text in a window without the values in `found`, which are in order.
pub(super) fn without(body: &[u8], window: Range<usize>, found: &[Range<usize>]) -> String {
    let mut shown = String::new();
    let mut at = window.start;
    for value in found.iter().filter(|value| value.end > window.start && value.start < window.end) {
        shown.push_str(&String::from_utf8_lossy(&body[at..value.start.max(at)]));
        shown.push('…');
        at = value.end;
    }
    shown.push_str(&String::from_utf8_lossy(&body[at.min(window.end)..window.end]));
    shown
}

/// The values that belong to a name that says they are secret and stands in `names`, in order.
pub(super) fn named_values(body: &[u8], names: Range<usize>) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut at = names.start;
    while at < names.end.min(body.len()) {
        if !is_name(body[at]) {
            at += 1;
            continue;
        }
        let start = at;
        at += run(body, at, is_name);
        if is_secret(&body[start..at])
            && let Some(value) = value_behind(body, start, at)
            && !is_literal(&body[value.clone()])
        {
            at = value.end;
            values.push(value);
        }
    }
    values
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || !byte.is_ascii()
}

fn is_literal(value: &[u8]) -> bool {
    matches!(value, b"" | b"null" | b"true" | b"false" | b"None")
}

/// The number of bytes from `at` on that are so.
fn run(body: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    body[at.min(body.len())..].iter().take_while(|byte| is(**byte)).count()
}

/// The length of the first of `words` that the text goes on with, whatever its case.
fn word(body: &[u8], at: usize, words: &[&str]) -> Option<usize> {
    let rest = &body[at.min(body.len())..];
    let is_it = |word: &&&str| {
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    words.iter().find(is_it).map(|word| word.len())
}

/// The value of the name at `start..end`.
fn value_behind(body: &[u8], start: usize, end: usize) -> Option<Range<usize>> {
    // `<prefix:name`
    let before = body[..start].iter().rev().take(PREFIX).find(|byte| !(is_name(**byte) || **byte == b':'));
    if before == Some(&b'<') {
        return element(body, end);
    }
    let mut at = end;
    loop {
        at += run(body, at, |byte| matches!(byte, b'"' | b'\'' | b'`' | b'\\' | b']' | b')' | b' ' | b'\t'));
        match word(body, at, &["%22", "%5D", "%27", "&quot;", "&#34;", "&#39;"]) {
            Some(length) => at += length,
            None => break,
        }
    }
    at += match body.get(at)? {
        b'=' | b':' => run(body, at, |byte| matches!(byte, b'=' | b':' | b'>')),
        b'%' => word(body, at, &["%3A", "%3D"])?,
        _ => return None,
    };
    at += run(body, at, |byte| byte.is_ascii_whitespace());
    value_at(body, at, &body[start..end])
}

/// The text of the element whose name ends at `end`.
fn element(body: &[u8], end: usize) -> Option<Range<usize>> {
    let open = end + body[end..].iter().position(|&byte| matches!(byte, b'>' | b'<'))?;
    if body[open] == b'<' || body[open - 1] == b'/' {
        return None;
    }
    let start = open + 1;
    let (start, close): (usize, &[u8]) = match word(body, start, &["<![CDATA["]) {
        Some(length) => (start + length, b"]]>"),
        None => (start, b"<"),
    };
    let length = find(&body[start..], close).unwrap_or(body.len() - start);
    Some(start..start + length)
}

fn find(body: &[u8], part: &[u8]) -> Option<usize> {
    body.windows(part.len()).position(|window| window == part)
}

fn value_at(body: &[u8], at: usize, name: &[u8]) -> Option<Range<usize>> {
    let escapes = run(body, at, |byte| byte == b'\\');
    let start = at + escapes;
    let first = *body.get(start)?;
    match first {
        b'"' | b'\'' => return Some(start + 1..quoted_end(body, start + 1, first, escapes)),
        b'[' | b'{' => return Some(start + 1..bracket_end(body, start)),
        _ => {}
    }
    for mark in ["%22", "&quot;", "&#34;", "&#39;"] {
        if let Some(length) = word(body, start, &[mark]) {
            let start = start + length;
            let inside = find(&body[start..], mark.as_bytes()).unwrap_or(body.len() - start);
            return Some(start..start + inside);
        }
    }
    // Of a header, all that is on its line.
    let whole_line = is_header(name);
    let ends = |byte: u8| match byte {
        b'\r' | b'\n' | b'"' | b'\'' | b'<' | b'\\' => true,
        b'&' | b',' | b';' | b'}' | b']' | b')' => !whole_line,
        _ => byte.is_ascii_whitespace() && !whole_line,
    };
    let mut end = start + run(body, start, |byte| !ends(byte));
    if word(body, start, &["bearer ", "basic ", "token ", "digest ", "apikey ", "key "]).is_some() {
        end += run(body, end, |byte| byte == b' ');
        end += run(body, end, |byte| !ends(byte));
    }
    Some(start..end)
}

fn is_header(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(b"authorization") || name.ends_with(b"cookie")
}

/// Where a string ends that began with `escapes` backslashes and `quote`: at the quote with as many.
fn quoted_end(body: &[u8], start: usize, quote: u8, escapes: usize) -> usize {
    let mut backslashes = 0;
    for (at, &byte) in body.iter().enumerate().skip(start) {
        if byte == quote {
            let closes = if escapes == 0 { backslashes % 2 == 0 } else { backslashes <= escapes };
            if closes {
                return if escapes == 0 { at } else { at - backslashes };
            }
        }
        backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
    }
    body.len()
}

/// Where the brackets that open at `start` close, whatever stands in strings.
fn bracket_end(body: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0usize, start);
    while at < body.len() {
        match body[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth <= 1 => return at,
            b']' | b'}' => depth -= 1,
            b'"' => {
                let escapes = body[start..at].iter().rev().take_while(|&&byte| byte == b'\\').count();
                at = quoted_end(body, at + 1, b'"', escapes);
                at += run(body, at, |byte| byte == b'\\');
            }
            _ => {}
        }
        at += 1;
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text.
    fn left(text: &str) -> String {
        without(text.as_bytes(), 0..text.len(), &named_values(text.as_bytes(), 0..text.len()))
    }

    #[test]
    fn secrets_are_found_by_name_in_every_kind_of_text() {
        for (text, expected) in [
            (
                r#"{"access_token":"abc\"def","n":1,"refresh_token" : "xyz", "Password":["hid","den"],"id":"shown"}"#,
                r#"{"access_token":"…","n":1,"refresh_token" : "…", "Password":[…],"id":"shown"}"#,
            ),
            (r#"{"token":"never clo"#, r#"{"token":"…"#),
            (r#"{"token":"\"#, r#"{"token":"…"#),
            (r#"{"apiKey":12345,"x-api-key":null,"n":1}"#, r#"{"apiKey":…,"x-api-key":null,"n":1}"#),
            (r#"{"credentials":{"user":"a","key":"]}"},"n":1}"#, r#"{"credentials":{…},"n":1}"#),
            (
                r#"{"detail":"{\"access_token\":\"a\\\"b\",\"n\":1}","n":2}"#,
                r#"{"detail":"{\"access_token\":\"…\",\"n\":1}","n":2}"#,
            ),
            (
                "access_token=s3cret&refresh_token=s3cret2&token_type",
                "access_token=…&refresh_token=…&token_type",
            ),
            ("error=x&user%5Bpassword%5D=s3%26cret&n=1", "error=x&user%5Bpassword%5D=…&n=1"),
            ("user[password]=s3cret&n=1", "user[password]=…&n=1"),
            (
                "<r><access_token>s3cret</access_token><n>1</n></r>",
                "<r><access_token>…</access_token><n>1</n></r>",
            ),
            (
                "<o:token a='1'><![CDATA[s<3]]></o:token><tokens><token>x</token></tokens><token/>",
                "<o:token a='1'><![CDATA[…]]></o:token><tokens><token>…</token></tokens><token/>",
            ),
            (r#"<user token="s3cret" n="1">"#, r#"<user token="…" n="1">"#),
            ("{'access_token':'s3cret', 'n': 1}", "{'access_token':'…', 'n': 1}"),
            (r#"array("token" => "s3cret", "n" => 1)"#, r#"array("token" => "…", "n" => 1)"#),
            ("Authorization: Digest a=b, c=d\r\nHost: x", "Authorization: …\r\nHost: x"),
            ("bad token: Bearer s3cret here", "bad token: … here"),
            (
                "{&quot;token&quot;:&quot;s3cret&quot;,&quot;n&quot;:1}",
                "{&quot;token&quot;:&quot;…&quot;,&quot;n&quot;:1}",
            ),
            ("x=%7B%22token%22%3A%22s3cret%22%7D", "x=%7B%22token%22%3A%22…%22%7D"),
            ("missing field `access_token` at line 1", "missing field `access_token` at line 1"),
            ("the token is not valid", "the token is not valid"),
            ("", ""),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }

    #[test]
    fn headers_that_are_no_secrets() {
        for (name, value, expected) in [
            ("x-version", "2026-01-01", false),
            ("x-kind", "users", false),
            ("accept-language", "en-GB", false),
            ("x-api-key", "abc", true),
            ("authorization", "Bearer abc", true),
            ("x-acme-id", "s3cret-tenant", true),
        ] {
            assert_eq!(is_secret_header(name, value), expected, "{name}: {value}");
        }
    }

    #[test]
    fn any_bytes() {
        let parts: [&[u8]; 12] =
            [b"token", b"\"", b"\\", b":", b"=", b"<", b">", b"[", b"}", b"%22", b"\xff", b" Bearer "];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let text: Vec<u8> =
                (0..random.usize(..12)).flat_map(|_| parts[random.usize(..12)].to_vec()).collect();
            let values = named_values(&text, 0..text.len());
            assert!(values.iter().all(|value| value.start <= value.end && value.end <= text.len()));
            assert!(values.windows(2).all(|two| two[0].end <= two[1].start), "{text:?}");
            without(&text, random.usize(..=text.len())..text.len(), &values);
        }
    }
}
