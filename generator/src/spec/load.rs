//! From the argument of a command to the files of one run.
//!
//! The argument is a spec folder (it holds a `docbind.toml`), a plain folder of pages, one page, or an OpenAPI
//! description. A page whose own folder or one above it holds a `docbind.toml` is read with those
//! settings, so that reading one page and reading all of them say the same.

use super::descriptions::{
    is_description_name, load_description, load_descriptions, load_descriptions_beside,
};
use super::included::{imported, shown_path, snippets_above};
use super::links::{NotFollowed, report_link, stays_in};
use super::parts::{is_many_by_name, split_parts};
use super::select::PageFilter;
use super::sites::{Editions, load_sites, report_missing_pages, settings_over};
use super::unread::{find_unread, is_own_report, report_unread};
use super::walk::{Finding, Found, Role, find_pages, snippets_beside};
use super::{CONFIG_NAME, LoadError, Spec};
use crate::config::{check_level_pages, parse_config};
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::lock::{LOCK_NAME, Lock};
use crate::source::{Reading, SourceId, Span, read_text, without_form};
use crate::visible::visible;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Reads a spec folder, a plain folder of pages, one page, or an OpenAPI description.
///
/// A file that cannot be read as text is a diagnostic and stops nothing.
///
/// # Errors
///
/// When `path` does not exist or has no pages.
pub fn load_spec(path: &Path) -> Result<Spec, LoadError> {
    let unreadable = |error| LoadError::Unreadable { path: path.to_owned(), error };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return load_folder(path, None);
    }
    match path.file_name() {
        Some(name) if name == CONFIG_NAME => load_folder(&folder_of(path), None),
        _ => load_page(path).map_err(unreadable),
    }
}

/// Reads a spec folder as if its `docbind.toml` held that text.
///
/// # Errors
///
/// As [`load_spec`].
pub(crate) fn load_spec_with(folder: &Path, settings: &str) -> Result<Spec, LoadError> {
    load_folder(folder, Some(settings))
}

/// Reads the settings and the lock of a spec folder, and no page.
pub(crate) fn load_settings(folder: &Path) -> Spec {
    let mut spec = Spec { root: folder.to_owned(), ..Spec::default() };
    load_config(&mut spec, folder);
    load_lock(&mut spec, folder);
    spec
}

/// `settings` stand in the place of those of the folder.
fn load_folder(folder: &Path, settings: Option<&str>) -> Result<Spec, LoadError> {
    let unreadable = |error| LoadError::Unreadable { path: folder.to_owned(), error };
    let absolute = folder.canonicalize().map_err(unreadable)?;
    let mut spec = Spec { root: folder.to_owned(), name: last_name(&absolute), ..Spec::default() };
    match settings {
        None => load_config(&mut spec, folder),
        Some(text) => {
            let id = spec.sources.add(with_slashes(&folder.join(CONFIG_NAME)), CONFIG_NAME, text);
            add_config(&mut spec, id);
        }
    }
    load_lock(&mut spec, folder);
    let mut found = find_pages(folder).map_err(unreadable)?;
    if found.clients.iter().any(String::is_empty) {
        return Err(LoadError::Client { path: folder.to_owned() });
    }
    let filter = PageFilter::new(&spec.config.pages);
    found.settings.retain(|file| !filter.is_excluded(file));
    let unread = find_unread(folder, &found.unread, &filter);
    load_sites(&mut spec, &absolute, &found.settings, "");
    let is_page = |file: &&Found| file.role == Role::Page && filter.may_hold_pages(&file.relative);
    let pages: Vec<&Found> = found.files.iter().filter(is_page).collect();
    report_links(&mut spec, &found);
    let above = snippets_above(folder, &spec.sites);
    report_links(&mut spec, &above);
    for snippet in &above.files {
        load_file(&mut spec, &shown_path(folder, &snippet.relative), &snippet.relative, Role::Snippet);
    }
    let mut editions = Editions::choose(&mut spec, &pages);
    let stems = stems_of(&pages);
    let mut excluded = 0;
    for file in &found.files {
        match file.role {
            Role::Page if !filter.may_hold_pages(&file.relative) => excluded += 1,
            Role::Page if editions.leave_out(&spec, &file.relative) => excluded += 1,
            Role::Snippet if filter.is_excluded(&file.relative) => {}
            Role::Page => {
                let path = folder.join(&file.relative);
                excluded += load_pages(&mut spec, &path, &file.relative, Some(&filter), &stems);
            }
            role => load_file(&mut spec, &folder.join(&file.relative), &file.relative, role),
        }
    }
    load_descriptions(&mut spec, folder, &found.data, &filter);
    editions.report(&mut spec);
    report_missing_pages(&mut spec, &found.files);
    let described = spec.descriptions.iter().flat_map(|of| of.operations.iter().map(|(page, _)| page));
    let pages = spec.pages.iter().chain(described);
    let pages: Vec<&str> = pages.map(|id| spec.sources.get(*id).relative.as_str()).collect();
    let wrong = check_level_pages(&spec.config.levels, &pages);
    spec.diagnostics.extend(wrong);
    // A page that could not be read is a page: its diagnostic says more than "no pages".
    let unread_pages = [&rule::UNREADABLE_PAGE, &rule::OPENAPI_FILE];
    let is_empty = spec.pages.is_empty() && spec.descriptions.is_empty();
    if is_empty && !spec.diagnostics.iter().any(|d| unread_pages.contains(&d.rule)) {
        let unread = unread.into_iter().map(|(file, _)| file).collect();
        return Err(LoadError::NoPages { path: folder.to_owned(), excluded, unread });
    }
    report_unread(&mut spec, folder, &unread);
    Ok(spec)
}

fn load_page(page: &Path) -> std::io::Result<Spec> {
    let folder = folder_of(page);
    let absolute = folder.canonicalize()?.join(page.file_name().unwrap_or_default());
    let root = absolute.ancestors().skip(1).find(|folder| folder.join(CONFIG_NAME).is_file());
    let mut spec = Spec::default();
    let relative = match root {
        Some(root) => {
            let relative = with_slashes(absolute.strip_prefix(root).unwrap_or(&absolute));
            spec.root = shown_root(page, root, &relative);
            spec.name = last_name(root);
            let shown = spec.root.clone();
            load_config(&mut spec, &shown);
            load_lock(&mut spec, &shown);
            relative
        }
        None => {
            spec.root = folder;
            spec.name = page.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            last_name(&absolute)
        }
    };
    let root = spec.root.clone();
    if is_description_name(page) {
        load_description(&mut spec, &root, &relative, None);
        return Ok(spec);
    }
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let above = absolute.ancestors().nth(relative.split('/').count()).map(Path::to_owned).unwrap_or_default();
    load_sites(&mut spec, &above, &settings_over(&above, &relative), folder);
    let mut found = vec![snippets_beside(&root, &relative), snippets_above(&root, &spec.sites)];
    if let Reading::Text(text) = read_text(page) {
        found.push(imported(&root, &relative, &text, &spec.sites));
        load_descriptions_beside(&mut spec, &root, &text);
    }
    found.iter().for_each(|found| report_links(&mut spec, found));
    let mut files: Vec<_> =
        found.into_iter().flat_map(|found| found.files).map(|file| file.relative).collect();
    files.push(relative.clone());
    files.sort();
    files.dedup();
    for file in files {
        let path = if file == relative { page.to_owned() } else { shown_path(&root, &file) };
        match file == relative {
            true => drop(load_pages(&mut spec, &path, &file, None, &BTreeSet::new())),
            false => load_file(&mut spec, &path, &file, Role::Snippet),
        }
    }
    Ok(spec)
}

/// Says which links were not followed.
fn report_links(spec: &mut Spec, found: &Finding) {
    spec.diagnostics.extend(found.not_followed.iter().map(|(link, why)| report_link(link, *why)));
}

fn load_config(spec: &mut Spec, root: &Path) {
    if let Some(id) = load_beside(spec, root, CONFIG_NAME) {
        add_config(spec, id);
    }
}

pub(super) fn add_config(spec: &mut Spec, id: SourceId) {
    let (config, diagnostics) = parse_config(spec.sources.get(id));
    spec.config_file = Some(id);
    spec.config = config;
    spec.diagnostics.extend(diagnostics);
}

fn load_lock(spec: &mut Spec, root: &Path) {
    if let Some(id) = load_beside(spec, root, LOCK_NAME) {
        add_lock(spec, id);
    }
}

pub(super) fn add_lock(spec: &mut Spec, id: SourceId) {
    match Lock::parse(spec.sources.get(id)) {
        Ok(lock) => spec.lock = Some(lock),
        Err(diagnostic) => spec.diagnostics.push(*diagnostic),
    }
}

/// Adds a file that stands in the spec folder and is no page, where there is one.
fn load_beside(spec: &mut Spec, root: &Path, name: &str) -> Option<SourceId> {
    let path = root.join(name);
    if !path.is_file() {
        return None;
    }
    if !stays_in(root, &path) {
        spec.diagnostics.push(report_link(name, NotFollowed::Outside));
        return None;
    }
    load_text(spec, &path, name)
}

fn load_file(spec: &mut Spec, path: &Path, relative: &str, role: Role) {
    match (load_text(spec, path, relative), role) {
        (Some(id), Role::Page) => spec.pages.push(id),
        (Some(id), Role::Snippet) => spec.snippets.push(id),
        (None, Role::Page) => {
            if let Some(said) = spec.diagnostics.last_mut() {
                said.suggestions.extend(Suggestion::exclude(relative));
            }
        }
        (None, Role::Snippet) => {}
    }
}

/// Adds a page, or each of the pages that a file holds; says how many the settings leave out. `stems` are the paths of
/// the files that are pages: they are read, and not what a file of many pages has under the same path.
fn load_pages(
    spec: &mut Spec,
    path: &Path,
    relative: &str,
    filter: Option<&PageFilter>,
    stems: &BTreeSet<&str>,
) -> usize {
    let Reading::Text(text) = read_text(path) else {
        load_file(spec, path, relative, Role::Page);
        return 0;
    };
    if is_own_report(&text) {
        return 0;
    }
    let Some(mut parts) = split_parts(relative, &text) else {
        let is_page = filter.is_none_or(|filter| filter.is_page(relative));
        if is_page {
            let id = spec.sources.add(with_slashes(path), relative, text);
            spec.pages.push(id);
        }
        return usize::from(!is_page);
    };
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    let (mut excluded, mut repeated) = (0, 0);
    let shown = with_slashes(path);
    for part in parts {
        if filter.is_some_and(|filter| !filter.is_part(relative, &part.path)) {
            excluded += 1;
        } else if stems.contains(without_form(&part.path)) {
            repeated += 1;
        } else {
            let id = spec.sources.add_part(&shown, part.path, part.text, part.lines_before);
            spec.pages.push(id);
        }
    }
    if repeated > 0 {
        let pages = match repeated {
            1 => "1 page that is there as a file: it was read".to_owned(),
            many => format!("{many} pages that are there as files: those were read"),
        };
        let message = format!("`{}` holds {pages}", visible(relative));
        spec.diagnostics.push(Diagnostic::general(&rule::UNITED_PAGES, message));
    }
    excluded
}

/// The paths of pages without their extensions.
fn stems_of<'f>(pages: &[&'f Found]) -> BTreeSet<&'f str> {
    let files = pages.iter().map(|page| page.relative.as_str()).filter(|file| !is_many_by_name(file));
    files.map(without_form).collect()
}

/// Adds a file to the sources. One that is not text is added as far as it is, for the diagnostic to
/// point at the place where it stops, and has no id.
pub(super) fn load_text(spec: &mut Spec, path: &Path, relative: &str) -> Option<SourceId> {
    let shown = with_slashes(path);
    match read_text(path) {
        Reading::Text(text) => Some(spec.sources.add(shown, relative, text)),
        Reading::NotText { start, message, help } => {
            let end = start.len();
            let id = spec.sources.add(shown, relative, start);
            let diagnostic = Diagnostic::at(&rule::UNREADABLE_PAGE, Span::new(id, end, end), message);
            spec.diagnostics.push(diagnostic.help(help));
            None
        }
    }
}

/// The spec folder as the user would write it, seen from the page as the user wrote it.
fn shown_root(page: &Path, root: &Path, relative: &str) -> PathBuf {
    match with_slashes(page).strip_suffix(relative) {
        Some("") => PathBuf::new(),
        Some(folder) if folder.ends_with('/') => PathBuf::from(folder),
        _ => root.to_owned(),
    }
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn last_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(super) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
