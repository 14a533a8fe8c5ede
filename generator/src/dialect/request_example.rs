//! Requests written as a command (`curl …`) or as an HTTP message (`POST /api/token …`).
//!
//! ```text
//! command  = "curl", { flag | url } ;      (* the first one of a script: `shell.rs` *)
//!                                             (* words as a shell splits them; ` \` joins lines *)
//! message  = verb, " ", url, [ " HTTP/1.1" ], { newline, header }, [ newline, newline, body ] ;
//! ```

use super::claims::RequestExampleClaim;
use super::shell::{Script, read_script};
use crate::document::{AMPERSAND, Fence, JsonProblem, parse_json};
use crate::model::Method;
use crate::source::{SourceId, Span, Spanned};

/// Reads a code block that holds a request; `None` when it holds none.
pub fn read_request_example(fence: &Fence, source: SourceId, label: &str) -> Option<RequestExampleClaim> {
    match read_script(&fence.code) {
        Some(script) => read_curl(&script, fence, source, label),
        None => read_http_message(fence, source, label),
    }
}

/// Maps places of a fence's code to the file.
struct Places<'a> {
    fence: &'a Fence,
    source: SourceId,
}

impl Places<'_> {
    /// Where `needle` stands in the code; the whole code when the shell's unquoting changed it.
    fn find(&self, needle: &str) -> Span {
        match self.fence.code.find(needle) {
            Some(at) if !needle.is_empty() => self.span(at, at + needle.len()),
            _ => self.fence.code_span,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.fence.map.resolve(start), self.fence.map.resolve(end))
    }
}

fn read_curl(script: &Script, fence: &Fence, source: SourceId, label: &str) -> Option<RequestExampleClaim> {
    let places = Places { fence, source };
    // Where its lines were joined, a backslash is left in front of the next flag.
    let command = script.command.replace("\\\r\n", " ").replace("\\\n", " ").replace(" \\ -", " -");
    // A command that was cut off inside a quote still has its verb and URL.
    let words = shlex::split(&command)
        .or_else(|| shlex::split(&format!("{command}'")))
        .or_else(|| shlex::split(&format!("{command}\"")))?;
    let mut claim = Draft::default();
    let mut words = words.into_iter().skip(1).map(|word| script.value(word));
    while let Some(word) = words.next() {
        let (flag, inline) = split_flag(&word);
        let value =
            |words: &mut dyn Iterator<Item = String>| inline.map(str::to_owned).or_else(|| words.next());
        match flag {
            "-X" | "--request" => claim.method = value(&mut words),
            "--url" => claim.url = value(&mut words),
            "-H" | "--header" => claim.headers.extend(value(&mut words).as_deref().and_then(parse_header)),
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--json" | "--data-ascii" => {
                claim.raw |= flag == "--data-binary";
                claim.data = true;
                claim.json |= flag == "--json";
                claim.append_body(value(&mut words), "&");
            }
            "-T" | "--upload-file" => {
                claim.raw = true;
                claim.method = claim.method.or_else(|| Some("PUT".into()));
                claim.append_body(value(&mut words).map(|file| format!("@{file}")), "&");
            }
            "--data-urlencode" => {
                claim.form = true;
                claim.append_body(value(&mut words).map(encoded), "&");
            }
            "-F" | "--form" | "--form-string" => {
                claim.multipart = true;
                let part = value(&mut words).map(|part| part.replace('&', &AMPERSAND.to_string()));
                claim.append_body(part, "&");
            }
            "-u" | "--user" => {
                value(&mut words);
                claim.headers.push(("Authorization".into(), "Basic".into()));
            }
            "-G" | "--get" => claim.in_query = true,
            "-I" | "--head" => claim.method = Some("HEAD".into()),
            "-b" | "--cookie" => {
                let cookies = value(&mut words).filter(|text| text.contains('='));
                claim.headers.extend(cookies.map(|text| ("Cookie".to_owned(), text)));
            }
            "-o" | "--output" | "-A" | "--user-agent" | "-m" | "--max-time" | "-w" => {
                value(&mut words);
            }
            _ if flag.starts_with('-') => {}
            _ if claim.url.is_none() => claim.url = Some(word),
            _ => {}
        }
    }
    claim.finish(&places, label)
}

/// `name=text` as curl sends it: what would end the text, or mean something else in it, is encoded.
fn encoded(pair: String) -> String {
    let Some((name, text)) = pair.split_once('=') else { return pair };
    let text = text.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
    format!("{name}={text}")
}

/// `--header=x` → (`--header`, `x`); `-XPOST` → (`-X`, `POST`).
fn split_flag(word: &str) -> (&str, Option<&str>) {
    if let Some((flag, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
        return (flag, Some(value));
    }
    match word.get(..2) {
        Some(flag @ ("-X" | "-H" | "-d" | "-F" | "-T" | "-u" | "-b")) if word.len() > 2 => {
            (flag, Some(&word[2..]))
        }
        _ => (word, None),
    }
}

/// `Name: value`; a name is a token (RFC 9110, section 5.6.2).
fn parse_header(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once(':')?;
    let name = name.trim();
    let is_token = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
    (is_token && !name.is_empty()).then(|| (name.to_owned(), value.trim().to_owned()))
}

fn read_http_message(fence: &Fence, source: SourceId, label: &str) -> Option<RequestExampleClaim> {
    let places = Places { fence, source };
    let code = fence.code.trim_start();
    let (first, rest) = code.split_once('\n').unwrap_or((code, ""));
    let mut words = first.split_whitespace();
    let method = words.next().filter(|w| w.bytes().all(|b| b.is_ascii_uppercase()))?;
    let url = words.next().filter(|u| u.starts_with('/') || u.starts_with("http"))?;
    Method::parse(method)?;
    let (method, url) = (Some(method.to_owned()), Some(url.to_owned()));
    let mut draft = Draft { method, url, message: true, ..Draft::default() };
    let (head, body) = rest.split_once("\n\n").unwrap_or(if rest.trim_start().starts_with(['{', '[']) {
        ("", rest)
    } else {
        (rest, "")
    });
    draft.headers.extend(head.lines().filter_map(parse_header));
    draft.body = Some(body.trim().to_owned()).filter(|b| !b.is_empty());
    draft.finish(&places, label)
}

/// A request while its words are read.
#[derive(Default)]
struct Draft {
    method: Option<String>,
    url: Option<String>,
    headers: Vec<(String, String)>,
    body: Option<String>,
    form: bool,
    multipart: bool,
    /// Whether the body goes as it is, as a file at times.
    raw: bool,
    json: bool,
    /// Whether data is sent of which only a header says what it is.
    data: bool,
    /// Whether the data goes into the query.
    in_query: bool,
    message: bool,
}

impl Draft {
    fn append_body(&mut self, part: Option<String>, separator: &str) {
        let Some(part) = part else { return };
        match &mut self.body {
            Some(body) => {
                body.push_str(separator);
                body.push_str(&part);
            }
            None => self.body = Some(part),
        }
    }

    /// Moves the data into the query, where the command says so.
    fn settle_query(&mut self) {
        let Some(data) = self.body.take_if(|_| self.in_query) else { return };
        self.method.get_or_insert_with(|| "GET".into());
        (self.form, self.json, self.data) = (false, false, false);
        if let Some(url) = &mut self.url {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&data.replace(' ', "%20").replace('#', "%23"));
        }
    }

    fn finish(mut self, places: &Places<'_>, label: &str) -> Option<RequestExampleClaim> {
        self.settle_query();
        let url = self.url?;
        let default = if self.body.is_some() { Method::Post } else { Method::Get };
        let method = match &self.method {
            Some(word) => Spanned::new(Method::parse(word)?, places.find(word)),
            None => Spanned::new(default, places.fence.code_span),
        };
        let sent = self.body.as_deref().unwrap_or_default();
        for (used, media) in [
            (self.multipart, "multipart/form-data"),
            (self.form || (self.data && is_form(sent)), "application/x-www-form-urlencoded"),
            (self.json, "application/json"),
            (self.raw && is_raw_file(sent), "application/octet-stream"),
        ] {
            if used && !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
                self.headers.push(("Content-Type".into(), media.into()));
            }
        }
        let body = self.body.map(|body| {
            let at = places.fence.code.find(&body);
            let span = at.filter(|_| !body.is_empty()).map(|at| places.span(at, at + body.len()));
            (at, Spanned::new(body, span.unwrap_or(places.fence.code_span)))
        });
        let (json, problem) = match &body {
            Some((at, body)) => body_json(places, &body.value, *at),
            None => (None, None),
        };
        let body = body.map(|(_, body)| body);
        let body_text = body.as_ref().map_or("", |body| body.value.as_str());
        let generated = is_placeholder(body_text)
            || ([&url].into_iter().chain(self.headers.iter().map(|(_, v)| v)).any(|t| is_placeholder(t))
                && !json.as_ref().is_some_and(holds_text)
                && !(self.multipart && holds_parts(body_text)));
        Some(RequestExampleClaim {
            label: label.to_owned(),
            method,
            url: Spanned::new(url.clone(), places.find(&url)),
            headers: self.headers,
            body,
            json,
            problem,
            generated,
            aside: false,
            message: self.message,
        })
    }
}

/// Whether a body is a file, and not one that holds JSON: `@picture.png`.
fn is_raw_file(body: &str) -> bool {
    let file = body.strip_prefix('@').filter(|file| !file.contains(['&', '\n']));
    file.is_some_and(|file| !file.trim_end_matches(['"', '\'']).ends_with(".json"))
}

/// Whether data is that of a form, as which `curl` sends all data: pages forget the header of JSON.
fn is_form(body: &str) -> bool {
    let name = body.split_once('=').map_or("", |(name, _)| name);
    let is_part = |c: char| c.is_alphanumeric() || "_-.[]%$".contains(c);
    !name.is_empty() && name.chars().all(is_part)
}

/// Whether a machine wrote it: `<string>`, `<encoded-value>`.
fn is_placeholder(text: &str) -> bool {
    ["<encoded-value>", "\"<string>\"", "<authorization>", "<api-key>"].iter().any(|p| text.contains(p))
}

/// Whether somebody thought of a text for a JSON body: what machines write has placeholders for texts.
fn holds_text(json: &crate::document::Json) -> bool {
    use crate::document::JsonValue as V;
    match &json.value {
        V::String(text) => !(text.is_empty() || text.starts_with('<')),
        V::Array(items) => items.iter().any(holds_text),
        V::Object(members) => members.iter().any(|(_, value)| holds_text(value)),
        _ => false,
    }
}

/// Whether a form's parts are somebody's own: machines send `<string>` and `@example-file`.
fn holds_parts(body: &str) -> bool {
    body.split('&')
        .filter_map(|part| Some(part.split_once('=')?.1.trim_matches(['"', '\'', ' '])))
        .any(|value| !value.is_empty() && !value.starts_with('<') && !value.contains("example-file"))
}

/// The body as JSON, and what is wrong with it; `at` is its place in the code, where it stands there as it is.
fn body_json(
    places: &Places<'_>,
    body: &str,
    at: Option<usize>,
) -> (Option<crate::document::Json>, Option<Spanned<JsonProblem>>) {
    if !body.trim_start().starts_with(['{', '[']) {
        return (None, None);
    }
    let mut map = crate::document::LineMap::default();
    let start = at.unwrap_or(0);
    let mut offset = 0;
    for line in body.split_inclusive('\n') {
        map.push(offset, places.fence.map.resolve(start + offset));
        offset += line.len();
    }
    let reading = parse_json(body, &map, places.source);
    // The shell's unquoting changed it; where it took quotes away, what is left is not what was meant.
    let is_syntax = |problem: &Spanned<JsonProblem>| {
        matches!(problem.value, JsonProblem::Syntax(_) | JsonProblem::Literal(_))
    };
    let cut = body.trim() == "{" || (at.is_none() && reading.problems.iter().any(is_syntax));
    let slip = |problem: &Spanned<JsonProblem>| {
        matches!(problem.value, JsonProblem::Syntax(_) | JsonProblem::TrailingComma)
    };
    let problem = reading.problems.iter().find(|problem| at.is_some() && slip(problem)).cloned();
    (reading.documents.into_iter().next().filter(|_| !cut), problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_headers_are_tokens() {
        assert_eq!(parse_header("X-Key: a:b"), Some(("X-Key".into(), "a:b".into())));
        // A second statement in the same block.
        assert_eq!(parse_header("GET /lamps/:id"), None);
        assert_eq!(parse_header(": x"), None);
    }

    #[test]
    fn data_that_is_a_form() {
        for (body, form) in [
            ("a=1&b=2", true),
            ("ids[]=1", true),
            ("text=a {b}", true),
            ("{\"a\": \"b=c\"}", false),
            ("[\"a=b\"]", false),
            ("@lamp.json", false),
            ("<a href=\"x\"/>", false),
            ("plain", false),
        ] {
            assert_eq!(is_form(body), form, "{body}");
        }
    }

    #[test]
    fn data_in_the_query() {
        let (body, url) = (Some("a=b c&color=#fff".to_owned()), Some("https://acme.dev/x?y=1".to_owned()));
        let mut draft = Draft { in_query: true, data: true, body, url, ..Draft::default() };
        draft.settle_query();
        assert_eq!(draft.url.as_deref(), Some("https://acme.dev/x?y=1&a=b%20c&color=%23fff"));
        assert_eq!((draft.method.as_deref(), draft.body), (Some("GET"), None));
    }
}
