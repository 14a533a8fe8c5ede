//! Files that pages include from outside of what is read: the snippets of a site whose folder is above the
//! spec folder, and what a page that is read alone imports.

use super::links::{NotFollowed, stays_in};
use super::sites::parent_shown;
use super::walk::{Finding, Found, Role, find_snippets, is_component_name, is_page_name};
use crate::document::{read_statements, scan_file};
use crate::site::Site;
use crate::source::{SourceFile, SourceId};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many files one page may import, directly and through others.
const MAX_IMPORTED: usize = 256;

/// The snippets of the sites above the spec folder, seen from there, sorted, and the links that were not
/// followed.
pub(super) fn snippets_above(root: &Path, sites: &[Site]) -> Finding {
    let mut all = Finding::default();
    for up in sites.iter().filter_map(way_up) {
        for name in ["_snippets", "snippets"] {
            let found = find_snippets(&root.join(&up), name);
            let seen = |path: String| format!("{up}{path}");
            all.files.extend(found.files.into_iter().map(|f| Found { relative: seen(f.relative), ..f }));
            all.not_followed.extend(found.not_followed.into_iter().map(|(link, why)| (seen(link), why)));
        }
    }
    all.files.sort();
    all.files.dedup();
    all
}

/// The path of a file below a folder, as the user would write it.
pub(super) fn shown_path(root: &Path, relative: &str) -> PathBuf {
    let (mut folder, mut rest) = (root.to_owned(), relative);
    while let Some(above) = rest.strip_prefix("../") {
        (folder, rest) = (parent_shown(&folder), above);
    }
    folder.join(rest)
}

/// The way from the spec folder up to the folder of a site: `../../`.
fn way_up(site: &Site) -> Option<String> {
    let above = &site.root.above;
    (!above.is_empty()).then(|| "../".repeat(above.split('/').count()))
}

/// The files that a page imports, directly and through others, seen from the spec folder, sorted, and the links
/// that were not followed.
pub(super) fn imported(root: &Path, page: &str, text: &str, sites: &[Site]) -> Finding {
    let mut roots: Vec<String> = vec![String::new()];
    roots.extend(sites.iter().filter_map(way_up));
    roots.extend(sites.iter().map(|s| &s.root.below).filter(|b| !b.is_empty()).map(|b| format!("{b}/")));
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut not_followed = BTreeSet::new();
    let mut open = vec![(page.to_owned(), text.to_owned())];
    while let Some((from, text)) = open.pop() {
        let file = SourceFile::new(SourceId(0), "", from.as_str(), text);
        for import in read_statements(&scan_file(&file)).imports {
            let path = import.path.value.trim();
            let below = from.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let starts = if path.starts_with('.') { vec![below] } else { roots.clone() };
            let paths = starts.iter().map(|start| format!("{start}{}", path.trim_start_matches('/')));
            let mut files = paths.flat_map(|path| with_extensions(&tidy(&path)));
            let Some(path) = files.find(|path| root.join(path).is_file()) else { continue };
            if !roots.iter().any(|start| stays_in(&root.join(start), &root.join(&path)))
                && has_link(root, &path)
            {
                not_followed.insert((path, NotFollowed::Outside));
                continue;
            }
            if found.len() < MAX_IMPORTED && path != page && found.insert(path.clone()) {
                open.extend(std::fs::read_to_string(root.join(&path)).ok().map(|text| (path, text)));
            }
        }
    }
    let files = found.into_iter().map(|relative| Found { relative, role: Role::Snippet }).collect();
    Finding { files, not_followed: not_followed.into_iter().collect(), ..Finding::default() }
}

/// Whether a link is on the way from a folder to a file: `../` alone, which the page says, is none.
fn has_link(root: &Path, path: &str) -> bool {
    let (up, names) = path.split_at(path.rfind("../").map_or(0, |at| at + 3));
    let mut at = root.join(up);
    names.split('/').any(|name| {
        at.push(name);
        at.is_symlink()
    })
}

/// `a/../b` → `b`; what leads out of the folder stays in front.
fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn with_extensions(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    if is_page_name(name) || is_component_name(name) {
        return vec![path.to_owned()];
    }
    [".mdx", ".md", ".markdown"].iter().map(|extension| format!("{path}{extension}")).collect()
}
