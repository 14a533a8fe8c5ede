//! Runs of lines that are code: JSON, a command, an HTTP message.

use super::Page;

const VERBS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A run of lines that is code.
pub(super) struct Run {
    /// One past its last line.
    pub end: usize,
    pub language: &'static str,
    pub closed: bool,
}

impl Page<'_> {
    /// The JSON that begins on line `i`.
    pub(super) fn json(&self, i: usize) -> Option<Run> {
        if !begins_json(&self.text[self.lines[i].0..]) {
            return None;
        }
        let mut depth = 0usize;
        for at in i..self.lines.len() {
            if self.is_blank(at) && !self.json_goes_on(at) {
                return Some(Run { end: at, language: "json", closed: false });
            }
            let Some(rest) = after_brackets(self.line(at), &mut depth) else { continue };
            let only_json = matches!(rest.trim(), "" | "," | ";");
            return only_json.then_some(Run { end: at + 1, language: "json", closed: true });
        }
        Some(Run { end: self.end_of_text(), language: "json", closed: false })
    }

    /// Whether more JSON follows the blank line `i`.
    fn json_goes_on(&self, i: usize) -> bool {
        self.next_text[i].is_some_and(|n| self.line(n).trim_start().starts_with(['"', '{', '}', '[', ']']))
    }

    /// One past the last line that is not blank.
    fn end_of_text(&self) -> usize {
        (0..self.lines.len()).rev().find(|&i| !self.is_blank(i)).map_or(0, |i| i + 1)
    }

    /// The command that begins on line `i`.
    pub(super) fn curl(&self, i: usize) -> Option<Run> {
        if !self.line(i).trim_start().starts_with("curl ") {
            return None;
        }
        let mut quote = None;
        for at in i..self.lines.len() {
            if self.is_blank(at) {
                return Some(Run { end: at, language: "bash", closed: false });
            }
            let continued = shell_line(self.line(at), &mut quote);
            if !continued && quote.is_none() {
                return Some(Run { end: at + 1, language: "bash", closed: true });
            }
        }
        Some(Run { end: self.end_of_text(), language: "bash", closed: false })
    }

    /// The request that begins on line `i`.
    pub(super) fn http(&self, i: usize) -> Option<Run> {
        let (verb, target) = self.line(i).trim().split_once(' ')?;
        if !VERBS.contains(&verb) || !target.starts_with('/') {
            return None;
        }
        let headers = (i + 1..self.lines.len()).take_while(|&n| is_header(self.line(n))).count();
        if headers == 0 {
            return None;
        }
        let end = i + 1 + headers;
        let body = end + 1;
        let has_body = body < self.lines.len() && self.is_blank(end) && verb != "GET" && verb != "HEAD";
        if !has_body {
            return Some(Run { end, language: "http", closed: true });
        }
        if let Some(json) = self.json(body) {
            return Some(Run { language: "http", ..json });
        }
        let line = self.line(body).trim();
        let is_form = line.contains('=') && !line.contains(' ');
        Some(Run { end: if is_form { body + 1 } else { end }, language: "http", closed: true })
    }
}

/// `Name: value`
fn is_header(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, value)| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !value.trim().is_empty()
    })
}

/// Whether a text begins as JSON does.
pub(super) fn begins_json(text: &str) -> bool {
    let mut rest = text.trim_start_matches([' ', '\t']);
    if !rest.starts_with(['{', '[']) {
        return false;
    }
    while let Some(inner) = rest.strip_prefix('[') {
        rest = inner.trim_start();
        let starts_value = |c: char| c.is_ascii_digit() || matches!(c, '"' | ']' | '-' | '/' | '…');
        if rest.starts_with(starts_value)
            || ["true", "false", "null", "..."].iter().any(|w| rest.starts_with(w))
        {
            return true;
        }
    }
    rest.strip_prefix('{').is_some_and(|inner| {
        let inner = inner.trim_start();
        inner.is_empty() || inner.starts_with(['"', '\'', '}', '/', '…']) || inner.starts_with("...")
    })
}

/// Counts the brackets of a line outside of strings; what follows the one that balances them.
fn after_brackets<'t>(line: &'t str, depth: &mut usize) -> Option<&'t str> {
    let (mut in_string, mut escaped) = (false, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => *depth += 1,
            b'}' | b']' => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    return Some(&line[i + 1..]);
                }
            }
            _ => {}
        }
    }
    None
}

/// Follows the quotes of a line of shell; whether the line ends with a backslash outside of single quotes.
fn shell_line(line: &str, quote: &mut Option<u8>) -> bool {
    let mut escaped = false;
    for b in line.trim_end().bytes() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if *quote != Some(b'\'') => escaped = true,
            b'"' | b'\'' if quote.is_none() => *quote = Some(b),
            _ if *quote == Some(b) => *quote = None,
            _ => {}
        }
    }
    escaped
}
