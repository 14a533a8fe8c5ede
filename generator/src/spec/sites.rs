//! The settings files of documentation sites: where they are looked for, and which pages they leave out.
//!
//! The sites of a spec folder are those whose settings file is in it or below it. Where the folder itself
//! has none, the folders above are looked at, up to the root of the repository (the folder with `.git`);
//! a settings file there counts when its navigation lists something in the spec folder, so that the
//! site of a project that pages were copied into is not taken for theirs.

use super::Spec;
use super::links::{NotFollowed, report_link, stays_in};
use super::load::with_slashes;
use super::walk::Found;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, LineMap, parse_json};
use crate::site::{
    Choice, EditionKind, Entry, SETTINGS_NAMES, Site, SiteRoot, choose_edition, parse_site, report_left_out,
    site_of, slug,
};
use crate::source::{Reading, SourceFile, SourceId, Sources, Span, read_text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// How far up a settings file is looked for.
const MAX_CLIMB: usize = 24;

/// The settings file in a folder.
fn settings_in(folder: &Path) -> Option<&'static str> {
    SETTINGS_NAMES.into_iter().find(|name| folder.join(name).is_file())
}

/// The settings files in the folders of a page, seen from the spec folder.
pub(super) fn settings_over(root: &Path, page: &str) -> Vec<String> {
    let folders = std::iter::once("").chain(page.match_indices('/').map(|(end, _)| &page[..=end]));
    folders.filter_map(|folder| Some(format!("{folder}{}", settings_in(&root.join(folder))?))).collect()
}

/// Loads the sites whose settings files are at `paths` below the spec folder, and the one above it.
/// `pages` is the folder below it in which the pages are.
pub(super) fn load_sites(spec: &mut Spec, absolute: &Path, paths: &[String], pages: &str) {
    for path in paths {
        let below = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let root = SiteRoot { below: below.to_owned(), above: String::new() };
        let file = SettingsFile {
            folder: absolute.join(below),
            shown: spec.root.join(path),
            relative: path.clone(),
        };
        load_site(spec, &file, root);
    }
    let has_own = spec.sites.iter().any(|site| site.root.below.is_empty());
    if let Some((file, above)) = (!has_own).then(|| settings_above(&spec.root, absolute, pages)).flatten() {
        load_site(spec, &file, SiteRoot { below: String::new(), above });
    }
}

/// A settings file, or one that it refers to.
#[derive(Clone)]
struct SettingsFile {
    /// The folder that it is in.
    folder: PathBuf,
    /// Its path as the user would write it.
    shown: PathBuf,
    /// Its path from the spec folder.
    relative: String,
}

/// The settings file above the spec folder whose navigation lists something in `pages`, and the way
/// from its folder down to the spec folder.
fn settings_above(root: &Path, absolute: &Path, pages: &str) -> Option<(SettingsFile, String)> {
    let (mut folder, mut shown) = (absolute, root.to_owned());
    let (mut above, mut up) = (Vec::new(), String::new());
    for _ in 0..MAX_CLIMB {
        if folder.join(".git").exists() {
            return None;
        }
        above.insert(0, folder.file_name()?.to_string_lossy().into_owned());
        folder = folder.parent()?;
        shown = parent_shown(&shown);
        up.push_str("../");
        let Some(name) = settings_in(folder) else { continue };
        let file = SettingsFile {
            folder: folder.to_owned(),
            shown: shown.join(name),
            relative: format!("{up}{name}"),
        };
        let way = above.join("/");
        let within = if pages.is_empty() { format!("{way}/") } else { format!("{way}/{pages}/") };
        let root = SiteRoot { below: String::new(), above: way.clone() };
        let (site, _) = read_site(&mut Sources::default(), &file, root);
        let lists = |site: &Site| site.entries.iter().any(|entry| entry.path.value.starts_with(&within));
        if site.as_ref().is_some_and(lists) {
            return Some((file, way));
        }
    }
    None
}

/// The folder above one, as the user would write it.
pub(super) fn parent_shown(shown: &Path) -> PathBuf {
    match shown.components().next_back() {
        Some(Component::Normal(_)) => shown.parent().map(Path::to_owned).unwrap_or_default(),
        None | Some(Component::CurDir) => PathBuf::from(".."),
        _ => shown.join(".."),
    }
}

fn load_site(spec: &mut Spec, file: &SettingsFile, root: SiteRoot) {
    let path = file.folder.join(file.shown.file_name().unwrap_or_default());
    if ![&file.folder, &spec.root].iter().any(|folder| stays_in(folder, &path)) {
        return spec.diagnostics.push(report_link(&file.relative, NotFollowed::Outside));
    }
    let (site, found) = read_site(&mut spec.sources, file, root);
    spec.diagnostics.extend(found);
    spec.sites.extend(site);
}

/// Reads a settings file and what it refers to.
fn read_site(sources: &mut Sources, file: &SettingsFile, root: SiteRoot) -> (Option<Site>, Vec<Diagnostic>) {
    let text = match read_text(&file.folder.join(file.shown.file_name().unwrap_or_default())) {
        Reading::Text(text) => text,
        Reading::NotText { start, message, help } => {
            let end = start.len();
            let id = sources.add(with_slashes(&file.shown), &file.relative, start);
            let place = Span::new(id, end, end);
            return (None, vec![Diagnostic::at(&rule::INVALID_SITE_SETTING, place, message).help(help)]);
        }
    };
    let id = sources.add(with_slashes(&file.shown), &file.relative, text.clone());
    let settings = SourceFile::new(id, "", "", text);
    let mut folders = BTreeMap::from([(id, file.clone())]);
    let mut load =
        |from: SourceId, path: &str| load_reference(sources, &file.folder, &mut folders, from, path);
    parse_site(&settings, root, &mut load)
}

/// Loads the JSON file that `path` in a file names: one below the site's folder.
fn load_reference(
    sources: &mut Sources,
    site: &Path,
    files: &mut BTreeMap<SourceId, SettingsFile>,
    from: SourceId,
    path: &str,
) -> Result<Json, String> {
    let missing = || format!("there is no file `{path}`");
    let from = files.get(&from).ok_or_else(missing)?;
    let beside = |of: &Path| of.parent().map(Path::to_owned).unwrap_or_default();
    let (folder, shown) = (from.folder.join(path.trim_start_matches('/')), beside(&from.shown).join(path));
    let relative = with_slashes(&beside(Path::new(&from.relative)).join(path));
    let real = folder.canonicalize().map_err(|_| missing())?;
    let is_below = site.canonicalize().is_ok_and(|site| real.starts_with(site));
    if !is_below || !real.is_file() {
        return Err(missing());
    }
    let Reading::Text(text) = read_text(&real) else { return Err(format!("`{path}` is not text")) };
    let id = sources.add(with_slashes(&shown), relative.clone(), text.clone());
    files.insert(id, SettingsFile { folder: beside(&folder), shown, relative });
    let reading = parse_json(&text, &LineMap::default(), id);
    reading.documents.into_iter().next().ok_or_else(|| format!("`{path}` is not JSON"))
}

/// The languages and versions that are read.
pub(super) struct Editions {
    /// For each site, in the order of `Spec::sites`.
    choices: Vec<Vec<Choice>>,
    /// What was left out: by site and choice, the number of pages of each edition.
    counts: BTreeMap<(usize, usize), BTreeMap<String, usize>>,
}

impl Editions {
    /// Chooses by the settings, or else the default of those that have a page in `found`.
    pub(super) fn choose(spec: &mut Spec, found: &[&Found]) -> Editions {
        let mut choices = Vec::new();
        for site in &spec.sites {
            let slugs = slugs_of(&spec.sites, site, found.iter().copied());
            let is_there = |entry: &Entry| slugs.contains(&entry.path.value);
            let choose = |kind| choose_edition(site, kind, wanted(spec, kind).as_deref(), is_there);
            choices.push(EditionKind::ALL.into_iter().filter_map(choose).collect());
        }
        check_wanted(spec);
        Editions { choices, counts: BTreeMap::new() }
    }

    /// Whether a page is of an edition that is not read.
    pub(super) fn leave_out(&mut self, spec: &Spec, relative: &str) -> bool {
        let Some(site) = site_of(&spec.sites, relative) else { return false };
        let index = spec.sites.iter().position(|of| std::ptr::eq(of, site)).unwrap_or_default();
        for (nth, choice) in self.choices[index].iter().enumerate() {
            if let Some(edition) = choice.leaves_out(site, relative) {
                let counts = self.counts.entry((index, nth)).or_default();
                *counts.entry(edition.to_owned()).or_default() += 1;
                return true;
            }
        }
        false
    }

    /// Says what was left out.
    pub(super) fn report(&self, spec: &mut Spec) {
        for ((index, nth), counts) in &self.counts {
            let choice = &self.choices[*index][*nth];
            let wanted = wanted(spec, choice.kind()).is_some();
            spec.diagnostics.extend(report_left_out(&spec.sites[*index], choice, counts, wanted));
        }
    }
}

fn wanted(spec: &Spec, kind: EditionKind) -> Option<String> {
    let pages = &spec.config.pages;
    let setting = match kind {
        EditionKind::Language => &pages.language,
        EditionKind::Version => &pages.version,
    };
    setting.as_ref().map(|setting| setting.value.clone())
}

/// A language or version that no site has is a mistake.
fn check_wanted(spec: &mut Spec) {
    let pages = &spec.config.pages;
    for (kind, setting) in [(EditionKind::Language, &pages.language), (EditionKind::Version, &pages.version)]
    {
        let Some(setting) = setting.as_ref().filter(|setting| setting.value != "*") else { continue };
        let editions = spec.sites.iter().flat_map(|site| &site.editions).filter(|of| of.kind == kind);
        let names: BTreeSet<&str> =
            editions.flat_map(|of| [Some(of.name.value.as_str()), of.locale.as_deref()]).flatten().collect();
        if names.contains(setting.value.as_str()) {
            continue;
        }
        let kind = kind.setting();
        let message = format!("the navigation has no {kind} `{}`", setting.value);
        let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let help = match known.as_slice() {
            [] => format!("it has no {kind}s: choose pages with `include` or `exclude`"),
            known => format!("it has {}", known.join(", ")),
        };
        spec.diagnostics.push(Diagnostic::at(&rule::UNUSED_SETTING, setting.span, message).help(help));
    }
}

/// The files of a site as its navigation would write them.
fn slugs_of<'a>(sites: &[Site], site: &Site, found: impl Iterator<Item = &'a Found>) -> BTreeSet<String> {
    let own = found.filter(|file| site_of(sites, &file.relative).is_some_and(|of| std::ptr::eq(of, site)));
    let paths = own.filter_map(|file| site.path_of(&file.relative));
    let slugs = paths.map(|path| slug(&path).to_owned());
    slugs.flat_map(|slug| [slug.strip_suffix("/index").map(str::to_owned), Some(slug)]).flatten().collect()
}

/// Says which pages the navigation lists that are not there.
pub(super) fn report_missing_pages(spec: &mut Spec, found: &[Found]) {
    for site in &spec.sites {
        let slugs = slugs_of(&spec.sites, site, found.iter());
        let above = &site.root.above;
        let is_ours = |path: &str| {
            above.is_empty() || path.strip_prefix(above.as_str()).is_some_and(|p| p.starts_with('/'))
        };
        let missing: Vec<&Entry> = site
            .entries
            .iter()
            .filter(|entry| {
                !entry.generated && is_ours(&entry.path.value) && !slugs.contains(&entry.path.value)
            })
            .collect();
        let Some(first) = missing.first() else { continue };
        let message = match (missing.len(), site.entries.len()) {
            (1, _) => "the navigation lists a page that is not there".to_owned(),
            (missing, all) => format!("{missing} of the {all} pages in the navigation are not there"),
        };
        let diagnostic = Diagnostic::at(&rule::MISSING_PAGE, first.path.span, message);
        let label = if missing.len() == 1 { "not there" } else { "the first of them" };
        spec.diagnostics.push(diagnostic.label(label));
    }
}
