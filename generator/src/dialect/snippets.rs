//! Files that pages include: by `<Snippet file="ticket.mdx" />`, or by
//! `import Ticket from "/snippets/ticket.mdx"` and `<Ticket />`.
//!
//! Any file may be included: those of `snippets` folders are nothing else, and a page that another one
//! includes is no page unless it describes an operation.

use super::OpenPage;
use super::in_text::parse_in_scope;
use super::scope::{Exports, NO_EXPORTS, Scope};
use crate::document::Unresolved;
use crate::document::expression::Variables;
use crate::document::{self, Document, Statements};
use crate::site::{Site, site_of};
use crate::source::{SourceFile, SourceId};
use crate::spec::Spec;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The snippets of a spec.
#[derive(Clone, Debug, Default)]
pub struct Snippets(Arc<Index>);

#[derive(Debug, Default)]
struct Index {
    all: Vec<Snippet>,
    /// The sites that they belong to.
    sites: Vec<Site>,
}

/// A file that pages may include.
#[derive(Debug)]
pub(super) struct Snippet {
    /// The file.
    pub file: SourceFile,
    /// What it takes in and gives names to.
    pub statements: Statements,
    /// What it is where nothing is passed to it and it names nothing.
    plain: OnceLock<Arc<Parsed>>,
    /// Whether it is also a page.
    is_page: bool,
    exports: OnceLock<Exports>,
}

/// A snippet with values in the places of names.
#[derive(Debug)]
pub(super) struct Parsed {
    /// What stands in it.
    pub document: Document,
    /// The names that stand for nothing.
    pub unknown: Unresolved,
}

/// Extensions of files that are text with tags, tried in this order.
const EXTENSIONS: [&str; 3] = [".mdx", ".md", ".markdown"];

/// Other extensions of files that pages import; an import always says them.
const SAID_EXTENSIONS: [&str; 3] = [".txt", ".jsx", ".tsx"];

impl Snippets {
    /// The snippets of a spec, and the pages that others include.
    pub fn read(spec: &Spec, pages: &[OpenPage<'_>]) -> Self {
        let files = spec.snippets.iter().map(|id| spec.sources.get(*id));
        let read = |file| (file, document::read_statements(&document::scan_file(file)));
        let snippets: Vec<(&SourceFile, Statements)> = files.map(read).collect();
        let included = included_pages(pages, &snippets);
        let snippet = |file: &SourceFile, statements: Statements, is_page: bool| {
            let SourceFile { id, path, relative, text, .. } = file;
            let file = SourceFile::new(*id, path.clone(), relative.clone(), text.clone());
            let (plain, exports) = (OnceLock::new(), OnceLock::new());
            Snippet { file, statements, plain, is_page, exports }
        };
        let snippets = snippets.into_iter().map(|(file, statements)| snippet(file, statements, false));
        let pages = pages.iter().filter(|page| included.contains(&page.file.id));
        let pages = pages.filter_map(|page| Some(snippet(page.file, page.statements()?.clone(), true)));
        let mut all: Vec<Snippet> = snippets.chain(pages).collect();
        all.sort_by(|a, b| a.file.relative.cmp(&b.file.relative));
        let sites = spec.sites.iter().map(Site::without_navigation).collect();
        let snippets = Self(Arc::new(Index { all, sites }));
        // In this order, whatever page asks first: files that take in each other see less of one another.
        (0..snippets.0.all.len()).for_each(|index| {
            snippets.exports(index, &mut Vec::new());
        });
        snippets
    }

    /// Whether a page is there to be included by others.
    pub(crate) fn is_included_page(&self, page: SourceId) -> bool {
        self.0.all.iter().any(|snippet| snippet.is_page && snippet.file.id == page)
    }

    /// Whether a file may be included by pages.
    pub(crate) fn has(&self, file: SourceId) -> bool {
        self.0.all.iter().any(|snippet| snippet.file.id == file)
    }

    /// The file that `<Snippet file="…">` means: the end of a path, in the folder that has most of its own
    /// path in common with the page's.
    pub(super) fn find(&self, page: &str, path: &str) -> Option<usize> {
        let path = path.trim().trim_start_matches(['/', '.']);
        let ends: Vec<String> = with_extensions(path);
        let fits = |relative: &str| {
            ends.iter().any(|end| {
                relative.strip_suffix(end.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            })
        };
        let common = |relative: &str| {
            relative.split('/').zip(page.split('/')).take_while(|(own, theirs)| own == theirs).count()
        };
        let found = self.0.all.iter().enumerate().filter(|(_, s)| !path.is_empty() && fits(&s.file.relative));
        // Of equals the first.
        found.rev().max_by_key(|(_, snippet)| common(&snippet.file.relative)).map(|(index, _)| index)
    }

    /// The file that an import of a file means: the one at that path, or one whose path ends so, for the
    /// root of a site is not always that of the spec.
    pub(super) fn find_import(&self, from: &str, path: &str) -> Option<usize> {
        let at = |path: String| self.0.all.iter().position(|snippet| snippet.file.relative == path);
        candidates(from, path).into_iter().find_map(at).or_else(|| self.find(from, path))
    }

    pub(super) fn get(&self, index: usize) -> &Snippet {
        &self.0.all[index]
    }

    /// What the site of a file defines.
    pub(super) fn site_variables(&self, relative: &str) -> Variables {
        site_of(&self.0.sites, relative).map(|site| site.variables.clone()).unwrap_or_default()
    }

    /// What a snippet exports.
    pub(super) fn exports(&self, index: usize, open: &mut Vec<usize>) -> &Exports {
        let snippet = self.get(index);
        match snippet.exports.get() {
            Some(exports) => exports,
            // Files that take in each other name nothing of one another.
            None if open.contains(&index) => &NO_EXPORTS,
            None => {
                open.push(index);
                let exports = super::scope::read_exports(self, snippet, open);
                open.pop();
                snippet.exports.get_or_init(|| exports)
            }
        }
    }

    /// A snippet with values in the places of names.
    pub(super) fn parse(&self, index: usize, scope: &Scope) -> Arc<Parsed> {
        let (snippet, values) = (self.get(index), &scope.values);
        let parse = || {
            let (scanned, path) = (document::scan_file(&snippet.file), &snippet.file.relative);
            let (document, unknown) = parse_in_scope(scanned, scope, self, path);
            Arc::new(Parsed { document, unknown })
        };
        let is_empty = |value: &Value| value.as_object().is_some_and(|members| members.is_empty());
        match values.names.values().all(is_empty) && values.names.len() <= 1 {
            true => snippet.plain.get_or_init(parse).clone(),
            false => parse(),
        }
    }
}

/// The pages whose path is what an import of a page or a snippet says.
fn included_pages(pages: &[OpenPage<'_>], snippets: &[(&SourceFile, Statements)]) -> BTreeSet<SourceId> {
    let page_paths: BTreeMap<&str, SourceId> =
        pages.iter().map(|page| (page.file.relative.as_str(), page.file.id)).collect();
    let snippet_paths: BTreeSet<&str> = snippets.iter().map(|(file, _)| file.relative.as_str()).collect();
    let mut included = BTreeSet::new();
    let of_pages = pages.iter().filter_map(|page| Some((page.file, page.statements()?)));
    for (file, statements) in of_pages.chain(snippets.iter().map(|(file, statements)| (*file, statements))) {
        for import in &statements.imports {
            for path in candidates(&file.relative, &import.path.value) {
                if snippet_paths.contains(path.as_str()) {
                    break;
                }
                if let Some(page) = page_paths.get(path.as_str()).filter(|page| **page != file.id) {
                    included.insert(*page);
                    break;
                }
            }
        }
    }
    included
}

/// The paths that an import may mean, in the order in which they are tried: relative to the file where it
/// says so, and else below the root.
fn candidates(from: &str, path: &str) -> Vec<String> {
    let path = path.trim();
    let relative = path.starts_with("./") || path.starts_with("../");
    let mut folders: Vec<&str> = match from.rsplit_once('/') {
        Some((folder, _)) if relative => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            part => folders.push(part),
        }
    }
    with_extensions(&folders.join("/"))
}

fn with_extensions(path: &str) -> Vec<String> {
    let has_extension = EXTENSIONS.iter().chain(&SAID_EXTENSIONS).any(|extension| path.ends_with(extension));
    match has_extension {
        true => vec![path.to_owned()],
        false => EXTENSIONS.iter().map(|extension| format!("{path}{extension}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn paths_of_imports() {
        assert_eq!(candidates("api/tickets/get.mdx", "/snippets/a.mdx"), ["snippets/a.mdx"]);
        assert_eq!(candidates("api/tickets/get.mdx", "./a.mdx"), ["api/tickets/a.mdx"]);
        assert_eq!(candidates("api/tickets/get.mdx", "../../snippets/a.md"), ["snippets/a.md"]);
        assert_eq!(candidates("get.mdx", "../../a.mdx"), ["a.mdx"]);
        assert_eq!(
            candidates("get.mdx", "snippets/a"),
            ["snippets/a.mdx", "snippets/a.md", "snippets/a.markdown"]
        );
    }
}
