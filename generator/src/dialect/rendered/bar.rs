//! The method bar: verb and URL.
//!
//! ```ebnf
//! bar      = verb , [ line end ] , url , [ "Try it" ] ;            (* "GET/v1/boats" run together, too *)
//! verb     = "GET" | "POST" | … ;                        (* in any case, where a path follows *)
//! url      = [ host , [ line end ] ] , ( path | { "/" , line end , segment , line end } ) ;
//! host     = "https://" , … | "{" , name , "}" ;
//! path     = "/" , { any character but white space } ;
//! ```

use super::rows::{RowContent, Rows};
use crate::dialect::claims::EndpointClaim;
use crate::model::Method;
use crate::source::{Span, Spanned};

/// A method bar.
#[derive(Debug)]
pub(super) struct MethodBar {
    pub endpoint: EndpointClaim,
    pub span: Span,
    /// The row below it.
    pub next: usize,
}

/// What sites put behind a path.
const BEHIND: &[&str] = &["Try it", "Try It", "Copy", "Try it!", "Send"];

/// The bar that begins in a row.
pub(super) fn read_bar(rows: &Rows<'_>, at: usize) -> Option<MethodBar> {
    let line = line_at(rows, at)?;
    let letters = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let method = Method::parse(&line[..letters])?;
    let rest = line[letters..].trim();
    let rest = BEHIND.iter().find_map(|label| rest.strip_suffix(label)).unwrap_or(rest).trim();
    let (first, at_url) = match rest {
        "" => (line_at(rows, at + 1)?, at + 1),
        rest => (rest, at),
    };
    if first.contains(char::is_whitespace) || !(is_path(first) || is_host(first) || first == "/") {
        return None;
    }
    let (url, end) = join_segments(rows, first, at_url)?;
    let span = rows.rows[at].span.to(rows.rows[end].span);
    let endpoint = EndpointClaim {
        method: Spanned::new(method, rows.rows[at].span),
        url: Spanned::new(url, rows.rows[at_url].span.to(rows.rows[end].span)),
        elsewhere: false,
        shown: false,
    };
    Some(MethodBar { endpoint, span, next: end + 1 })
}

fn line_at<'a>(rows: &Rows<'a>, at: usize) -> Option<&'a str> {
    rows.get(at)
        .filter(|row| !matches!(row.content, RowContent::Code(_) | RowContent::Table { .. }))
        .map(|row| row.line)
}

/// The URL whose first part stands in a row, and its last row.
fn join_segments(rows: &Rows<'_>, first: &str, at: usize) -> Option<(String, usize)> {
    let (mut url, mut end) = (first.to_owned(), at);
    if is_host(first) && !has_path(first) {
        // A host or its variable alone: the path must follow.
        let path = line_at(rows, at + 1).filter(|line| *line == "/" || is_path(line))?;
        url.push_str(path);
        end += 1;
    }
    if url.ends_with('/') || in_segments(rows, end) {
        while let Some(line) = line_at(rows, end + 1).filter(|line| continues_path(&url, line)) {
            url.push_str(line);
            end += 1;
        }
    }
    Some((url, end))
}

fn in_segments(rows: &Rows<'_>, at: usize) -> bool {
    line_at(rows, at + 1) == Some("/")
}

/// `/v1/boats`
fn is_path(text: &str) -> bool {
    let names = text.starts_with('/') && text.chars().any(char::is_alphanumeric);
    names && !text.contains(char::is_whitespace) && !text.starts_with("//")
}

/// `https://acme.dev`, `{base_url}`, with a path or without.
fn is_host(text: &str) -> bool {
    let variable = text.starts_with('{')
        && text[1..]
            .find('}')
            .is_some_and(|at| at > 0 && (text[at + 2..].is_empty() || text[at + 2..].starts_with('/')));
    !text.contains(char::is_whitespace)
        && (variable || text.starts_with("http://") || text.starts_with("https://"))
}

fn has_path(host: &str) -> bool {
    host.split_once("://").map_or(host, |(_, rest)| rest).contains('/')
}

fn continues_path(url: &str, line: &str) -> bool {
    let is_token = !line.is_empty() && !line.contains(char::is_whitespace);
    let in_query = url.contains('?');
    line == "/"
        || (is_token && (url.ends_with('/') || line.starts_with('?') || line.starts_with('{')))
        || (in_query
            && is_token
            && (url.ends_with(['{', '[', ',', '=', '&']) || line.starts_with([',', ']', '&', '='])))
}
