//! OpenAPI descriptions among the pages, beside them, or in their place: each operation stands for a page.
//!
//! The page of an operation is named by its first tag and by what the document calls it: `pets/list-pets.yaml`, beside
//! the file. So settings choose operations as they choose pages.

use super::Spec;
use super::load::{load_text, with_slashes};
use super::select::PageFilter;
use super::walk::find_pages;
use crate::description::{
    Described, DescribedKind, Description, Tree, bundle, is_document, list_described, read_tree,
    referenced_files, report_unread,
};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, LineMap};
use crate::model::Method;
use crate::site::Entry;
use crate::source::{Reading, Span, Spanned, page_path, read_head, read_text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many bytes tell what a file is.
const HEAD: u64 = 4096;
/// Files that one description refers to; more are left out.
const MAX_FILES: usize = 2_000;

/// Whether a text begins as an OpenAPI or Swagger document, in YAML or JSON.
pub(crate) fn begins_as_openapi(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let head: String = text.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        return ["\"openapi\":\"", "\"swagger\":\"2"].iter().any(|key| head.contains(key));
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty() && *line != "---");
    // Nested lines, items and comments; what is no key either ends the document: this is prose.
    let unquoted = |text: &str| text.replace(['"', '\''], "");
    let mut keys = lines.filter(|line| !line.starts_with(['#', ' ', '-'])).map_while(|line| {
        let (key, value) = line.split_once(':')?;
        let key = unquoted(key);
        is_key(&key).then_some((key, value))
    });
    keys.by_ref().take(20).any(|(key, value)| match key.as_str() {
        "openapi" => [" 3", " 4"].iter().any(|version| unquoted(value).starts_with(version)),
        "swagger" => unquoted(value).starts_with(" 2"),
        _ => false,
    })
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The keys of a document, any of which may stand first.
const KEYS: [&str; 10] = [
    "openapi",
    "swagger",
    "info",
    "paths",
    "components",
    "servers",
    "security",
    "tags",
    "definitions",
    "webhooks",
];

/// Whether a file is a description: its version stands somewhere among its keys.
fn is_description(path: &Path) -> bool {
    let head = read_head(path, HEAD);
    if begins_as_openapi(&head) {
        return true;
    }
    let first = head.trim_start_matches(['\u{feff}', '{', ' ', '\t', '\r', '\n', '"', '\'']);
    if !KEYS.iter().any(|key| first.strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '"', '\''])))
    {
        return false;
    }
    let Reading::Text(text) = read_text(path) else { return false };
    let says = |line: &str| {
        ["openapi:", "swagger:"].iter().any(|key| line.replace(['"', '\''], "").starts_with(key))
    };
    match text.trim_start().starts_with('{') {
        true => {
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            dense.contains("\"openapi\":\"3") || dense.contains("\"swagger\":\"2")
        }
        false => text.lines().any(says),
    }
}

/// Loads the descriptions among the files of a folder, and those that the settings name.
pub(super) fn load_descriptions(spec: &mut Spec, folder: &Path, data: &[String], filter: &PageFilter) {
    for file in data.iter().filter(|file| !filter.is_excluded(file)) {
        if is_description(&folder.join(file)) {
            load_description(spec, folder, file, Some(filter));
        }
    }
    for named in spec.config.pages.openapi.clone() {
        let file = named.value.trim_start_matches("./");
        match folder.join(file).is_file() {
            true if data.iter().any(|of| of == file) && is_description(&folder.join(file)) => {}
            true => load_description(spec, folder, file, Some(filter)),
            false => {
                let message = format!("there is no OpenAPI document `{}`", named.value);
                spec.diagnostics.push(Diagnostic::at(&rule::OPENAPI_FILE, named.span, message));
            }
        }
    }
    load_named_by_sites(spec, folder, filter);
    list_operations(spec);
}

/// Loads the descriptions that the navigations of sites name and that were not found, and says which are not there.
fn load_named_by_sites(spec: &mut Spec, folder: &Path, filter: &PageFilter) {
    let mut named = Vec::new();
    for site in &spec.sites {
        let up = "../".repeat(site.root.above.split('/').filter(|step| !step.is_empty()).count());
        let below = if site.root.below.is_empty() { String::new() } else { format!("{}/", site.root.below) };
        for description in &site.descriptions {
            let path = description.value.trim_start_matches("./").trim_start_matches('/');
            named.push((format!("{up}{below}"), path.to_owned(), description.span));
        }
    }
    for (root, path, span) in named {
        let relative = format!("{root}{path}");
        let is_known = spec.descriptions.iter().any(|of| spec.sources.get(of.source).relative == relative);
        if is_known || filter.is_excluded(&relative) {
            continue;
        }
        let message = match path.contains("://") {
            true => format!("the OpenAPI document `{path}` is on the web: it was not fetched"),
            false => format!("there is no OpenAPI document `{path}`"),
        };
        let file = folder.join(&relative);
        let is_there =
            !path.contains("://") && file.is_file() && super::links::stays_in(&folder.join(&root), &file);
        if is_there && is_description(&file) {
            load_description(spec, folder, &relative, Some(filter));
        } else if !is_there {
            let help = "put it into the folder of the pages: then its operations are read";
            spec.diagnostics.push(Diagnostic::at(&rule::OPENAPI_FILE, span, message).help(help));
        }
    }
}

/// Lists the pages of operations where the navigations list the operations.
fn list_operations(spec: &mut Spec) {
    let mut listed = Vec::new();
    for (at, site) in spec.sites.iter().enumerate() {
        for operation in &site.operations {
            let words: Vec<&str> = operation.stated.value.split_whitespace().collect();
            let Some([verb, path]) = words.last_chunk::<2>() else { continue };
            let is_meant = |of: &Described| match (&of.kind, Method::parse(verb)) {
                (DescribedKind::Operation(method, own), Some(verb)) => *method == verb && own == path,
                (DescribedKind::Webhook(name), None) => name == path,
                _ => false,
            };
            let file = words.get(words.len().wrapping_sub(3)).copied().or(operation.description.as_deref());
            let is_named = |of: &&Description| {
                let relative = &spec.sources.get(of.source).relative;
                file.is_none_or(|file| relative.ends_with(file.trim_start_matches(['.', '/'])))
            };
            let pages = spec.descriptions.iter().filter(is_named).flat_map(|of| &of.operations);
            for (page, _) in pages.filter(|(_, of)| is_meant(of)) {
                let Some(path) = site.path_of(&spec.sources.get(*page).relative) else { continue };
                let entry = Entry {
                    path: Spanned::new(path, operation.stated.span),
                    sections: operation.sections.clone(),
                    language: None,
                    version: None,
                    generated: true,
                    description: None,
                };
                listed.push((at, entry));
            }
        }
    }
    listed.into_iter().for_each(|(at, entry)| spec.sites[at].entries.push(entry));
}

/// Loads the descriptions that a page may point to; none of their operations is a page.
pub(super) fn load_descriptions_beside(spec: &mut Spec, folder: &Path, text: &str) {
    let front_matter = text.strip_prefix("---").and_then(|rest| rest.split("\n---").next());
    if !front_matter.is_some_and(|of| of.lines().any(|line| line.starts_with("openapi:"))) {
        return;
    }
    let Ok(found) = find_pages(folder) else { return };
    let filter = PageFilter::new(&spec.config.pages);
    load_descriptions(spec, folder, &found.data, &filter);
    spec.descriptions.iter_mut().for_each(|description| description.beside = true);
}

/// Loads one description with the files that it refers to.
pub(super) fn load_description(spec: &mut Spec, folder: &Path, relative: &str, filter: Option<&PageFilter>) {
    let Some(id) = load_text(spec, &folder.join(relative), relative) else { return };
    let text = spec.sources.get(id).text.clone();
    let tree = match read_tree(&text, &LineMap::default(), id) {
        Ok(Tree { json, cut }) => {
            if let Some(cut) = cut {
                let message = "the OpenAPI document is cut off here";
                spec.diagnostics.push(
                    Diagnostic::at(&rule::OPENAPI_FILE, cut.span, message)
                        .note("what stands before this place was read; what would follow is missing"),
                );
            }
            json
        }
        Err(why) => {
            let message = format!("the OpenAPI document cannot be read: {}", why.value);
            let diagnostic = Diagnostic::at(&rule::OPENAPI_FILE, why.span, message);
            return spec.diagnostics.push(diagnostic.note("nothing was read from it"));
        }
    };
    let files = load_referenced(spec, folder, relative, &text);
    if !is_document(&tree) {
        let message = match ["openapi", "swagger"].iter().any(|key| tree.get(key).is_some()) {
            true => "this OpenAPI document describes nothing, or is of a version that docbind does not read",
            false => "this is no OpenAPI document of version 3, and no Swagger document of version 2",
        };
        let start = Span::new(id, 0, text.find('\n').unwrap_or(text.len()).min(80));
        let diagnostic = Diagnostic::at(&rule::OPENAPI_FILE, start, message);
        return spec.diagnostics.push(diagnostic.note("nothing was read from it"));
    }
    let tree = bundle(relative, tree, &files);
    spec.diagnostics.extend(report_unread(&tree));
    let mut taken = BTreeSet::new();
    let mut operations = Vec::new();
    let whole = spec.sources.share(id);
    for described in list_described(&tree) {
        let mut page = page_of(relative, &described);
        while !taken.insert(page.to_lowercase()) {
            page = numbered(&page, taken.len());
        }
        if filter.is_none_or(|filter| filter.is_part(relative, &page)) {
            let page = spec.sources.add_part_of(&whole, with_slashes(&folder.join(relative)), page);
            operations.push((page, described));
        }
    }
    spec.descriptions.push(Description { source: id, tree, operations, beside: false });
}

/// The path of the page that stands for an operation.
fn page_of(relative: &str, described: &Described) -> String {
    let folder = relative.rfind('/').map_or("", |at| &relative[..=at]);
    let extension = relative.rsplit_once('.').map_or("yaml", |(_, extension)| extension);
    let called = match (&described.kind, &described.id) {
        (_, Some(id)) => id.clone(),
        (DescribedKind::Operation(method, path), None) => {
            format!("{} {path}", method.as_str().to_lowercase())
        }
        (DescribedKind::Webhook(name), None) => name.clone(),
    };
    let step = |text: &str| text.replace(['/', '?', '#', '%', ':', '.', '{', '}'], " ").trim().to_owned();
    let tag = described.tag.as_ref().map(|tag| format!("{}/", step(tag))).unwrap_or_default();
    // The folder of what an API sends on its own says so.
    let tag = if matches!(described.kind, DescribedKind::Webhook(_)) { "webhooks/".to_owned() } else { tag };
    format!("{folder}{}.{extension}", page_path(&format!("/{tag}{}", step(&called))))
}

fn numbered(page: &str, number: usize) -> String {
    let (stem, extension) = page.rsplit_once('.').unwrap_or((page, "yaml"));
    format!("{stem}-{number}.{extension}")
}

/// Loads the files that a description refers to, and those that they refer to in turn.
fn load_referenced(spec: &mut Spec, folder: &Path, relative: &str, text: &str) -> BTreeMap<String, Json> {
    let mut files = BTreeMap::new();
    let mut open: Vec<String> = referenced_files(relative, text).into_iter().collect();
    let mut seen = BTreeSet::from([relative.to_owned()]);
    while let Some(file) = open.pop() {
        if !seen.insert(file.clone()) || files.len() >= MAX_FILES || !folder.join(&file).is_file() {
            continue;
        }
        if !super::links::stays_in(folder, &folder.join(&file)) && !file.starts_with("../") {
            continue;
        }
        let Some(id) = load_text(spec, &folder.join(&file), &file) else { continue };
        let text = spec.sources.get(id).text.clone();
        open.extend(referenced_files(&file, &text));
        match read_tree(&text, &LineMap::default(), id) {
            Ok(tree) => drop(files.insert(file, tree.json)),
            Err(why) => {
                let message = format!("a part of an OpenAPI document cannot be read: {}", why.value);
                spec.diagnostics.push(Diagnostic::at(&rule::OPENAPI_FILE, why.span, message));
            }
        }
    }
    files
}

/// Whether a file is one that only a description can be.
pub(super) fn is_description_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|of| ["yaml", "yml", "json"].iter().any(|known| of.eq_ignore_ascii_case(known)))
}
