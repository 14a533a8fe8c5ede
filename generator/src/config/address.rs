//! Selectors of operations by their endpoints and by their pages.
//!
//! ```text
//! endpoint = ( verb | "*" ), " ", path ;       (* `GET /v1/orders/{id}`, `* /v1/orders/*`; `*` for any text, `?` for one *)
//! page     = { segment, "/" }, file ;          (* `orders/get.mdx`, `*/get.mdx`, `./get.mdx` in the root folder *)
//! file     = text, ".", ( "md" | "mdx" | "markdown" | "txt" ) ;
//! ```
//!
//! Both end where `:` and a part of the operation follow. What placeholders are called says nothing: `{id}` and
//! `{orderId}` are one. A path is that of the page, or the one with the path of the base URL before it.

use super::name_glob::NameGlob;
use super::place_glob::PlaceGlob;
use super::selector::SelectorError;
use crate::lock::without_names;
use crate::model::{Method, Operation};

/// What stands in a selector in the place of names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// Verb, where it is not any, and path without the names of placeholders.
    Endpoint(Option<Method>, NameGlob),
    /// The path of a page below the folder of the spec.
    Page(NameGlob),
}

/// What selects an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationKey {
    /// Its group, before any setting.
    pub group: String,
    /// Its id in kebab case, before any setting, then those that it had.
    pub ids: Vec<String>,
    /// Whether an operation of another group had its id before: the id alone does not name it.
    pub later: bool,
    /// Verb and path template, of the page and with that of the base URL.
    pub lines: Vec<(Option<Method>, String)>,
    /// The pages that describe it.
    pub pages: Vec<String>,
}

/// A placeholder: no text of a path.
const PLACEHOLDER: &str = "\u{1}";

fn plain(path: &str) -> String {
    without_names(path).replace("{}", PLACEHOLDER)
}

impl OperationKey {
    /// That of an operation of the model, by the names that it has before any setting.
    pub fn of(operation: &Operation) -> Self {
        let identity = &operation.identity;
        let mut key = Self {
            group: identity.group.clone(),
            ids: vec![identity.id.replace(' ', "-")],
            later: identity.later,
            lines: Vec::new(),
            pages: operation.places().map(|place| place.page.clone()).collect(),
        };
        key.add_line(&identity.line);
        key.add_line(&format!("{} {}", operation.method.as_str(), operation.path));
        key
    }

    /// Adds verb and path, `GET /v1/orders/{id}`.
    pub fn add_line(&mut self, line: &str) {
        let Some((verb, path)) = line.split_once(' ') else { return };
        self.lines.push((Method::parse(verb), plain(path)));
    }
}

impl Address {
    /// Whether it names the operation.
    pub fn names(&self, of: &OperationKey) -> bool {
        match self {
            Address::Endpoint(verb, path) => {
                let is_it = |(own, line): &(Option<Method>, String)| {
                    (verb.is_none() || verb == own) && path.matches(line)
                };
                of.lines.iter().any(is_it)
            }
            Address::Page(page) => of.pages.iter().any(|own| page.matches(own)),
        }
    }

    /// Reads the start of a selector; `None` where it begins with a name.
    pub(super) fn read(text: &str) -> Option<Result<(Self, usize), SelectorError>> {
        let end = end_of(text);
        let address = &text[..end];
        let error = |at, message: &str, help| Err(SelectorError { at, message: message.to_owned(), help });
        let is_verb = |verb: &str| {
            verb == "*" || !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        let parts = address.split_once(' ').filter(|(verb, path)| is_verb(verb) && path.starts_with('/'));
        if let Some((verb, path)) = parts {
            let known = Method::parse(verb);
            if known.is_none() && verb != "*" {
                return Some(error(
                    0,
                    &format!("`{verb}` is not a verb of HTTP"),
                    "`GET`, `POST` …, or `*` for any",
                ));
            }
            let glob = NameGlob::parse(&plain(path));
            let message = "a placeholder has a brace too few or too many";
            return Some(match glob {
                Ok(glob) => Ok((Address::Endpoint(known, glob), end)),
                Err(_) => error(verb.len() + 1, message, "as in `GET /v1/orders/{id}`"),
            });
        }
        if !address.contains('/') || address.contains('"') || !is_page(address) {
            return None;
        }
        Some(match NameGlob::parse(address.strip_prefix("./").unwrap_or(address)) {
            Ok(glob) => Ok((Address::Page(glob), end)),
            Err(message) => error(0, message, "`{a,b}` stands for either"),
        })
    }
}

/// Where an address ends: before `:` and a part of an operation.
fn end_of(text: &str) -> usize {
    let is_part = |at: &usize| {
        let word = text[at + 1..].split(['.', '[', '{']).next().unwrap_or_default();
        PlaceGlob::parse(word).is_some()
    };
    let mut colons = text.match_indices(':').map(|(at, _)| at);
    colons.find(is_part).unwrap_or(text.len())
}

fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| ["md", "mdx", "markdown", "txt"].contains(&extension.as_str()))
}
