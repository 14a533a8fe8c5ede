//! The files of a folder, in an order that no file system decides.
//!
//! Hidden entries and `node_modules` are left out. Links are followed after everything else and
//! only to what was not read yet, so that a page that is there under two names is read under its own. A link
//! that leaves the folder is not followed.

use super::links::{Bounds, NotFollowed};
use crate::output::MANIFEST;
use crate::site::SETTINGS_NAMES;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A page.
    Page,
    /// Text that pages include.
    Snippet,
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Its path below the folder, with `/` between segments.
    pub(super) relative: String,
    /// What it is read as.
    pub(super) role: Role,
}

/// Whether a file of that name is a page.
pub(super) fn is_page_name(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let known = ["md", "mdx", "markdown", "txt", "html", "htm"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    known && !stem.is_empty() && !name.starts_with('.')
}

/// Whether a file of that name holds functions that give what stands in the place of tags.
pub(super) fn is_component_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| ["jsx", "tsx"].contains(&extension)) && !name.starts_with('.')
}

/// Whether a file of that name may hold an OpenAPI document.
pub(super) fn is_data_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|of| ["yaml", "yml", "json"].contains(&of)) && !SETTINGS_NAMES.contains(&name)
}

/// What a file is, by its ending, where it is documentation in a form that is not read.
pub(super) fn unread_form(name: &str) -> Option<&'static str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let forms = [
        ("rst", "a page in reStructuredText"),
        ("adoc", "a page in AsciiDoc"),
        ("asciidoc", "a page in AsciiDoc"),
        ("apib", "a page in API Blueprint"),
        ("raml", "a page in RAML"),
    ];
    let known = forms.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
    known.filter(|_| !stem.is_empty()).map(|(_, form)| *form)
}

/// Whether a folder is one of components, or in one.
fn is_component_folder(relative: &str) -> bool {
    relative.split('/').any(|folder| folder == "components")
}

/// What was found below a folder.
#[derive(Debug, Default)]
pub(super) struct Finding {
    /// The pages and snippets, by relative path.
    pub(super) files: Vec<Found>,
    /// The settings files of documentation sites, at most one a folder.
    pub(super) settings: Vec<String>,
    /// The links that were not followed.
    pub(super) not_followed: Vec<(String, NotFollowed)>,
    /// Files of data, which may be descriptions of an API.
    pub(super) data: Vec<String>,
    /// Pages in a form that is not read.
    pub(super) unread: Vec<String>,
    /// Folders with clients that docbind wrote, which hold no pages; the folder itself is empty.
    pub(super) clients: Vec<String>,
}

/// All pages, snippets and settings files below a folder.
///
/// # Errors
///
/// When the folder itself cannot be listed; one below it that cannot is left out.
pub(super) fn find_pages(folder: &Path) -> io::Result<Finding> {
    find_files(folder, Bounds::of(folder)?, Role::Page)
}

/// All snippets in the folder `below` of `root`, by their paths from `root`, and the links that were not
/// followed; none where it cannot be listed.
pub(super) fn find_snippets(root: &Path, below: &str) -> Finding {
    let folder = root.join(below);
    let (Ok(bounds), Ok(real)) = (Bounds::of(root), folder.canonicalize()) else { return Finding::default() };
    if !bounds.hold(&real) {
        return Finding {
            not_followed: vec![(below.to_owned(), NotFollowed::Outside)],
            ..Finding::default()
        };
    }
    let mut found = find_files(&folder, bounds, Role::Snippet).unwrap_or_default();
    found.files.iter_mut().for_each(|file| file.relative.insert_str(0, &format!("{below}/")));
    found.not_followed.iter_mut().for_each(|(link, _)| link.insert_str(0, &format!("{below}/")));
    found
}

fn find_files(folder: &Path, bounds: Bounds, role: Role) -> io::Result<Finding> {
    let found = Finding::default();
    let mut walk = Walk { folder, bounds, seen: BTreeSet::new(), links: Vec::new(), found };
    walk.enter("", folder.canonicalize()?, role)?;
    while !walk.links.is_empty() {
        let mut links = std::mem::take(&mut walk.links);
        links.sort();
        for (relative, role) in links {
            walk.follow(&relative, role);
        }
    }
    walk.found.files.sort();
    walk.found.settings.sort();
    walk.found.not_followed.sort();
    walk.found.data.sort();
    walk.found.unread.sort();
    Ok(walk.found)
}

/// The snippets that a page may include: those of its own folder and of the folders above it, up to
/// `root`. Relative paths, sorted, and the links that were not followed.
pub(super) fn snippets_beside(root: &Path, page: &str) -> Finding {
    let folders = page.match_indices('/').map(|(end, _)| &page[..=end]);
    let mut all = Finding::default();
    for folder in std::iter::once("").chain(folders) {
        for name in ["_snippets", "snippets"] {
            let found = find_snippets(root, &format!("{folder}{name}"));
            all.files.extend(found.files);
            all.not_followed.extend(found.not_followed);
        }
    }
    all.files.sort();
    all.files.dedup();
    all
}

struct Walk<'a> {
    folder: &'a Path,
    bounds: Bounds,
    /// Folders that were read and files that links led to, by their real paths.
    seen: BTreeSet<PathBuf>,
    links: Vec<(String, Role)>,
    found: Finding,
}

impl Walk<'_> {
    /// A folder by its path below the first one and by its real path.
    fn enter(&mut self, relative: &str, real: PathBuf, role: Role) -> io::Result<()> {
        if !self.seen.insert(real.clone()) {
            return Ok(());
        }
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(self.folder.join(relative))? {
            let entry = entry?;
            entries.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?));
        }
        if entries.iter().any(|(name, _)| name == MANIFEST) {
            // A client that docbind wrote: its README is no page.
            self.found.clients.push(relative.to_owned());
            return Ok(());
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let settings = SETTINGS_NAMES.iter().find(|of| entries.iter().any(|(name, _)| name == *of));
        if let Some(name) = settings {
            let below = if relative.is_empty() { (*name).to_owned() } else { format!("{relative}/{name}") };
            self.found.settings.push(below);
        }
        for (name, kind) in entries {
            if name.starts_with('.') || name == "node_modules" {
                continue;
            }
            let below = if relative.is_empty() { name.clone() } else { format!("{relative}/{name}") };
            let top = relative.is_empty() || settings.is_some();
            let role = if name == "_snippets" || (top && name == "snippets") { Role::Snippet } else { role };
            if kind.is_symlink() {
                self.links.push((below, role));
            } else if kind.is_dir() {
                // A folder that may not be listed holds nothing that could be read.
                let _ = self.enter(&below, real.join(&name), role);
            } else if is_page_name(&name) {
                self.found.files.push(Found { relative: below, role });
            } else if is_data_name(&name) && role == Role::Page {
                self.found.data.push(below);
            } else if unread_form(&name).is_some() && role == Role::Page {
                self.found.unread.push(below);
            } else if is_component_name(&name) && (role == Role::Snippet || is_component_folder(relative)) {
                self.found.files.push(Found { relative: below, role: Role::Snippet });
            }
        }
        Ok(())
    }

    fn follow(&mut self, relative: &str, role: Role) {
        let path = self.folder.join(relative);
        let name = relative.rsplit('/').next().unwrap_or_default();
        let real = match path.canonicalize() {
            Ok(real) if self.bounds.hold(&real) => real,
            // Neither a folder nor a page: nothing that would be read.
            Ok(real) if !real.is_dir() && !is_page_name(name) => return,
            Ok(_) => return self.found.not_followed.push((relative.to_owned(), NotFollowed::Outside)),
            Err(_) if is_page_name(name) => {
                return self.found.not_followed.push((relative.to_owned(), NotFollowed::Nowhere));
            }
            Err(_) => return,
        };
        if real.is_dir() {
            let _ = self.enter(relative, real, role);
        } else if is_page_name(name)
            && real.parent().is_some_and(|folder| !self.seen.contains(folder))
            && self.seen.insert(real)
        {
            self.found.files.push(Found { relative: relative.to_owned(), role });
        }
    }
}
