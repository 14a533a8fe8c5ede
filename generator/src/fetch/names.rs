//! Which file is whose.

use super::address::{extension, file_name, key};
use super::discover::{Candidate, CandidateKind};
use crate::lock::Lock;
use crate::site::SETTINGS_NAMES;
use crate::source::{page_path, short_hash};
use std::collections::HashMap;
use url::Url;

/// The paths that are given, without extension and in lower case, as some file systems see them; and whose they are.
#[derive(Debug, Default)]
pub(super) struct Names {
    owners: HashMap<String, String>,
    paths: HashMap<String, String>,
}

impl Names {
    /// Those of a lock: a page keeps its path.
    pub(super) fn of(lock: &Lock) -> Self {
        let mut names = Self::default();
        for page in lock.pages.values() {
            let Ok(url) = Url::parse(&page.url) else { continue };
            let stem = if is_whole(&page.path) { &page.path } else { stem_of(&page.path) };
            names.owners.insert(stem.to_lowercase(), key(&url));
            names.paths.insert(key(&url), stem.to_owned());
        }
        names
    }

    /// The path of something: of a page without extension.
    pub(super) fn path(&mut self, candidate: &Candidate) -> String {
        let key = key(&candidate.url);
        if let Some(path) = self.paths.get(&key) {
            return path.clone();
        }
        let mut path = match candidate.kind {
            CandidateKind::Page => page_path(candidate.url.as_str()),
            CandidateKind::Description => description_path(&candidate.url),
            CandidateKind::ManyPages => "llms-full.txt".to_owned(),
        };
        if self.owners.contains_key(&path.to_lowercase()) {
            path = format!("{path}-{}", short_hash(&key));
            if candidate.kind == CandidateKind::Description {
                path = format!("{path}.{}", extension(&candidate.url));
            }
        }
        self.owners.insert(path.to_lowercase(), key.clone());
        self.paths.insert(key, path.clone());
        path
    }
}

/// Whether a path was given with its extension.
fn is_whole(path: &str) -> bool {
    path == "llms-full.txt" || [".json", ".yaml", ".yml"].iter().any(|of| path.ends_with(of))
}

fn stem_of(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// A settings file of a site is something else than an OpenAPI document.
fn description_path(url: &Url) -> String {
    let path = page_path(url.as_str());
    match SETTINGS_NAMES.iter().any(|name| file_name(url).eq_ignore_ascii_case(name)) {
        true => match path.rsplit_once('/') {
            Some((folder, name)) => format!("{folder}/openapi-{name}"),
            None => format!("openapi-{path}"),
        },
        false => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &mut Names, url: &str) -> String {
        let url = Url::parse(url).unwrap();
        let is_data = super::super::address::is_data(&url);
        let kind = if is_data { CandidateKind::Description } else { CandidateKind::Page };
        names.path(&Candidate { url, kind, why: String::new() })
    }

    #[test]
    fn no_two_pages_have_one_file() {
        let mut names = Names::default();
        assert_eq!(path(&mut names, "https://d.example/a/get"), "a/get");
        assert_eq!(path(&mut names, "https://d.example/a/get.md"), "a/get", "the same page");
        let other = path(&mut names, "https://d.example/a/Get");
        assert!(other.starts_with("a/Get-") && other.len() == "a/Get-".len() + 8, "{other}");
        assert_eq!(path(&mut names, "https://d.example/a/Get"), other);
        assert_eq!(path(&mut names, "https://d.example/docs.json"), "openapi-docs.json");
        assert_eq!(path(&mut names, "https://d.example/v1/openapi.yaml"), "v1/openapi.yaml");
    }
}
