//! Tables with a column of verbs and one of paths.

use super::blocks::in_pairs;
use super::text::{is_url, only_endpoint};
use crate::dialect::claims::EndpointClaim;
use crate::document::Text;
use crate::model::Method;
use crate::source::Spanned;
use std::borrow::Cow;

const VERBS: &[&str] = &["method", "http method", "verb", "http verb", "request method", "type"];

const PATHS: &[&str] = &["path", "url", "endpoint", "route", "uri", "resource"];

/// What the rows of a table state.
pub(in crate::dialect::outline) fn in_table(header: &[Text], rows: &[Vec<Text>]) -> Vec<EndpointClaim> {
    let named = |names: &[&str], cell: &Text| {
        let lower = cell.plain.trim().to_lowercase();
        names.contains(&lower.as_str())
    };
    let column = |names: &[&str]| header.iter().position(|cell| named(names, cell));
    let (Some(verb), Some(path)) = (column(VERBS), column(PATHS)) else {
        return in_one_column(header, rows).or_else(|| in_labelled_rows(header, rows)).unwrap_or_default();
    };
    let read = |row: &Vec<Text>| {
        let (verb, path) = (row.get(verb)?, row.get(path)?);
        let word = verb.plain.trim();
        let method = Method::parse(word).filter(|_| word.bytes().all(|b| b.is_ascii_uppercase()))?;
        let url = path.plain.trim();
        let is_one = is_url(url) && !url.contains(char::is_whitespace);
        is_one.then(|| EndpointClaim {
            method: Spanned::new(method, verb.span),
            url: Spanned::new(url.replace('\\', ""), path.span),
            elsewhere: false,
            shown: false,
        })
    };
    let found: Option<Vec<EndpointClaim>> = rows.iter().map(read).collect();
    found.unwrap_or_default()
}

/// A column whose cells each hold verb and path.
fn in_one_column(header: &[Text], rows: &[Vec<Text>]) -> Option<Vec<EndpointClaim>> {
    let column = |at: usize| rows.iter().map(|row| only_endpoint(row.get(at)?)).collect::<Option<Vec<_>>>();
    (0..header.len().min(4)).find_map(column).filter(|found| !found.is_empty())
}

/// Rows, that of the header included, whose first cell names what the second holds: "Method", "URL".
fn in_labelled_rows(header: &[Text], rows: &[Vec<Text>]) -> Option<Vec<EndpointClaim>> {
    let all = std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    let pairs = all.filter_map(|row| match row {
        [label, value] => Some((Cow::Borrowed(&*label.plain), Cow::Borrowed(&*value.plain), value.span)),
        _ => None,
    });
    in_pairs(pairs).map(|found| vec![found])
}
