//! Tables with a column of verbs and one of paths.

use super::text::is_url;
use crate::dialect::claims::EndpointClaim;
use crate::document::Text;
use crate::model::Method;
use crate::source::Spanned;

const VERBS: &[&str] = &["method", "http method", "verb", "http verb", "request method", "type"];

const PATHS: &[&str] = &["path", "url", "endpoint", "route", "uri", "resource"];

/// What the rows of a table state.
pub(in crate::dialect::outline) fn in_table(header: &[Text], rows: &[Vec<Text>]) -> Vec<EndpointClaim> {
    let named = |names: &[&str], cell: &Text| {
        let lower = cell.plain.trim().to_lowercase();
        names.contains(&lower.as_str())
    };
    let column = |names: &[&str]| header.iter().position(|cell| named(names, cell));
    let (Some(verb), Some(path)) = (column(VERBS), column(PATHS)) else { return Vec::new() };
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
        })
    };
    let found: Option<Vec<EndpointClaim>> = rows.iter().map(read).collect();
    found.unwrap_or_default()
}
