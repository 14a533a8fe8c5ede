//! The query of a stated endpoint: what is sent with each call, and what is a parameter.
//!
//! ```ebnf
//! query       = { pair , "&" | "[&" , pair , "]" | "{&" , name , { "," , name } , "}" } ;
//! pair        = name , [ "=" , ( placeholder | value ) ] ;
//! placeholder = "{" , name , "}" | "<" , name , ">" | "[" , name , "]" | ":" , name | "$" , name | type | "…" | ""
//!             | "[" , value , { ( "/" | "|" ) , value } , "]" ;    (* optional *)
//! ```

use super::example_value::is_example_value;
use crate::dialect::path_template::read_template;
use crate::model::{FixedQuery, Method, PathPart};
use percent_encoding::percent_decode_str;

/// What a stated endpoint says of its query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StatedQuery {
    /// What is sent with each call.
    pub fixed: Vec<FixedQuery>,
    /// What has a value of its own in each call.
    pub parameters: Vec<QueryHole>,
}

/// A query parameter in the endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryHole {
    /// The name that is sent.
    pub name: String,
    /// What its placeholder is called: `id` of `?account={id}`; the same as the name where that says nothing.
    pub called: String,
    /// Whether the endpoint shows that it may be left out.
    pub optional: bool,
}

impl StatedQuery {
    /// The hole of a name, by what is sent or by its placeholder.
    pub fn hole(&self, name: &str) -> Option<&QueryHole> {
        let sent = self.parameters.iter().find(|hole| hole.name == name);
        sent.or_else(|| self.parameters.iter().find(|hole| hole.called == name))
    }
}

/// Words that stand for a value of their type.
const TYPES: &[&str] =
    &["string", "integer", "int", "number", "boolean", "bool", "value", "text", "date", "uuid"];

/// Reads a query; `expanded` are the names that the path's own expansion adds (`{?page,limit}`), `declared` those
/// that the page declares: their values are examples.
pub(super) fn read_query(
    query: &str,
    method: Method,
    expanded: &[String],
    declared: &[String],
) -> StatedQuery {
    let mut stated = StatedQuery::default();
    let (query, continued) = without_expansions(query);
    stated.parameters.extend(continued.iter().map(|name| hole(name, name, true)));
    for chunk in query.replace("[&", "&[").split('&').filter(|chunk| !chunk.is_empty()) {
        let optional = chunk.starts_with('[');
        let chunk = if optional { chunk[1..].trim_end_matches(']') } else { chunk };
        read_pair(chunk, optional, method, declared, &mut stated);
    }
    let more =
        expanded.iter().map(|name| QueryHole { name: name.clone(), called: name.clone(), optional: true });
    stated.parameters.extend(more);
    stated
}

/// The query without its form-style continuations (`{&page,limit}`, RFC 6570, 3.2.9), and their names.
fn without_expansions(query: &str) -> (String, Vec<String>) {
    let (mut rest, mut left, mut names) = (query, String::new(), Vec::new());
    while let Some((before, (inside, behind))) =
        rest.split_once("{&").and_then(|(before, more)| Some((before, more.split_once('}')?)))
    {
        left.push_str(before);
        names.extend(inside.split(',').map(|name| name.trim().trim_end_matches('*').to_owned()));
        rest = behind;
    }
    (left + rest, names)
}

fn read_pair(chunk: &str, optional: bool, method: Method, declared: &[String], stated: &mut StatedQuery) {
    let expansion = read_template(chunk, &[]);
    if chunk.starts_with('{') && !chunk.contains('=') {
        let names = expansion.marks.query.iter().map(String::as_str).chain(expansion.path.parameters());
        stated.parameters.extend(names.map(|name| hole(name, name, true)));
        return;
    }
    let (name, value) = match chunk.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (chunk, None),
    };
    let name = percent_decode_str(name.trim()).decode_utf8_lossy().into_owned();
    if name.is_empty() {
        return;
    }
    match value {
        None if method == Method::Get || declared.contains(&name) => {
            stated.parameters.push(hole(&name, &name, true))
        }
        Some(value) if declared.contains(&name) => {
            let called = placeholder(value).filter(|called| !called.is_empty());
            stated.parameters.push(hole(&name, called.as_deref().unwrap_or(&name), optional));
        }
        Some(value) if is_choice(value) => stated.parameters.push(hole(&name, &name, true)),
        Some(value) => match placeholder(value) {
            Some(called) if called.is_empty() => stated.parameters.push(hole(&name, &name, optional)),
            Some(called) => stated.parameters.push(hole(&name, &called, optional)),
            None => {
                let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
                stated.fixed.push(FixedQuery { name, value: Some(value) });
            }
        },
        None => stated.fixed.push(FixedQuery { name, value: None }),
    }
}

fn hole(name: &str, called: &str, optional: bool) -> QueryHole {
    QueryHole { name: name.to_owned(), called: called.to_owned(), optional }
}

/// Whether a value is a choice of several in brackets, which may be left out: `[true/false]`.
fn is_choice(value: &str) -> bool {
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.contains(['/', '|']))
}

/// The name of the placeholder that a value is; empty for one without a name.
fn placeholder(value: &str) -> Option<String> {
    let value = value.trim().trim_matches(['"', '\'']);
    let lower = value.to_lowercase();
    let is_caps =
        value.contains('_') && !value.contains(|c: char| c.is_lowercase()) && is_example_value(value);
    if value.trim_matches(['.', '…', '*']).is_empty() || TYPES.contains(&lower.as_str()) || is_caps {
        return Some(String::new());
    }
    let bare = value.strip_prefix('$').filter(|rest| !rest.starts_with('{'));
    if let Some(name) = bare.filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    match read_template(value, &[]).path.parts.as_slice() {
        [PathPart::Parameter(name)] => Some(name.clone()),
        // `{from}..{to}`: of several parts, each call says the whole.
        parts if parts.iter().any(|part| matches!(part, PathPart::Parameter(_))) => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str, method: Method, declared: &[&str]) -> String {
        let declared: Vec<String> = declared.iter().map(|name| (*name).to_owned()).collect();
        let stated = read_query(query, method, &[], &declared);
        let fixed = stated.fixed.iter().map(|fixed| fixed.to_string());
        let holes = stated.parameters.iter().map(|of| {
            let mark = if of.optional { "?" } else { "" };
            if of.name == of.called {
                format!("{{{}{mark}}}", of.name)
            } else {
                format!("{}={{{}{mark}}}", of.name, of.called)
            }
        });
        fixed.chain(holes).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn fixed_values_and_placeholders() {
        for (query, expected) in [
            ("route=cart.add", "route=cart.add"),
            ("purge=true", "purge=true"),
            ("account_id={account_id}", "{account_id}"),
            ("account={id}&v=2", "v=2 account={id}"),
            ("a=<b>&c=:d&e=$f&g=&h=...&i=string&j=YOUR_KEY", "a={b} c={d} e={f} {g} {h} {i} {j}"),
            ("a={a}[&b={b}]", "{a} {b?}"),
            ("a=1{&b,c}", "a=1 {b?} {c?}"),
            ("q=a%20b", "q=a%20b"),
            ("ids[]={id}", "ids[]={id}"),
            ("all=[true/false]&v=2", "v=2 {all?}"),
        ] {
            assert_eq!(shown(query, Method::Post, &[]), expected, "{query}");
        }
    }

    #[test]
    fn values_of_declared_parameters_are_examples() {
        assert_eq!(shown("page=1&route=x", Method::Get, &["page"]), "route=x {page}");
        assert_eq!(shown("restart", Method::Post, &[]), "restart");
        assert_eq!(shown("q", Method::Get, &[]), "{q?}");
    }
}
