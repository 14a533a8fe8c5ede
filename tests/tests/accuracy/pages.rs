//! The pages as text, read without docbind: which operation each is of, and which names stand in it.

use std::collections::BTreeMap;
use std::path::Path;

/// The pages of an API.
pub struct Pages {
    /// The texts of an operation's pages, with the snippets that they include.
    texts: BTreeMap<String, Vec<String>>,
}

impl Pages {
    /// Reads every page below a folder.
    pub fn read(folder: &Path) -> Self {
        let mut files = Vec::new();
        walk(folder, &mut files);
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for text in &files {
            if let Some(operation) = stated_operation(&text.1) {
                texts.entry(operation).or_default().push(with_snippets(&text.1, &files));
            }
        }
        Self { texts }
    }

    /// The pages of `GET /v2/tickets/{}`: those whose path is the end of it, or the other way round.
    pub fn of(&self, operation: &str) -> Vec<&str> {
        let (verb, path) = operation.split_once(" /").unwrap_or((operation, ""));
        let same = |own: &str| {
            let (own_verb, own) = own.split_once(" /").unwrap_or((own, ""));
            own_verb == verb && (own == path || is_end(own, path) || is_end(path, own))
        };
        self.texts
            .iter()
            .filter(|(own, _)| same(own))
            .flat_map(|(_, texts)| texts)
            .map(String::as_str)
            .collect()
    }
}

fn is_end(end: &str, whole: &str) -> bool {
    !end.is_empty() && whole.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'))
}

fn walk(folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            walk(&path, files);
        } else if name.ends_with(".mdx") || name.ends_with(".md") {
            files.push((name, String::from_utf8_lossy(&std::fs::read(&path).expect("a page")).into_owned()));
        }
    }
}

/// Verb and path of the `api:` line, every hole as `{}`.
fn stated_operation(text: &str) -> Option<String> {
    let head = text.strip_prefix("---")?.split("\n---").next()?;
    let line = head.lines().find_map(|l| l.strip_prefix("api:"))?;
    let mut words = line.trim().trim_matches(['"', '\'']).split_whitespace();
    let (verb, url) = (words.next()?.to_uppercase(), words.next()?);
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let hole = |s: &str| s.starts_with([':', '{', '<', '[']);
    let parts = path.split('/').map(|s| if hole(s) { "{}".to_owned() } else { s.to_lowercase() });
    Some(format!("{verb} /{}", parts.collect::<Vec<_>>().join("/")))
}

fn with_snippets(text: &str, files: &[(String, String)]) -> String {
    let mut whole = text.to_owned();
    for part in text.split("<Snippet file=\"").skip(1) {
        let name = part.split('"').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        if let Some((_, snippet)) = files.iter().find(|(file, _)| file == name) {
            whole.push_str(snippet);
        }
    }
    whole
}

/// Whether a name stands in a text as one: in quotes, in code, as a step of a dotted name.
pub fn names(text: &str, name: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices(name).any(|(at, _)| {
        let before = lower[..at].chars().next_back().unwrap_or(' ');
        let after = lower[at + name.len()..].chars().next().unwrap_or(' ');
        "\"'`.{".contains(before) && "\"'`.[:}".contains(after)
    })
}
