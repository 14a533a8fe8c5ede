//! Languages and versions: the same pages again, of which one set is read.

use super::{Entry, Site, slug};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// What an edition differs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditionKind {
    /// The language of its pages.
    Language,
    /// The version of what they describe.
    Version,
}

impl EditionKind {
    /// Both kinds.
    pub const ALL: [EditionKind; 2] = [EditionKind::Language, EditionKind::Version];

    /// The setting under `[pages]` that chooses one.
    pub fn setting(self) -> &'static str {
        match self {
            EditionKind::Language => "language",
            EditionKind::Version => "version",
        }
    }
}

/// One language or version.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// What it differs by.
    pub kind: EditionKind,
    /// As the navigation names it.
    pub name: Spanned<String>,
    /// Whether it says that it is the default.
    pub default: bool,
    /// Its language code, where that is not its name.
    pub locale: Option<String>,
}

/// The edition of one kind that is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    kind: EditionKind,
    name: String,
    /// The folders of the others; pages in them that the navigation does not list are left out too.
    folders: Vec<(String, String)>,
}

impl Choice {
    /// What was chosen between.
    pub(crate) fn kind(&self) -> EditionKind {
        self.kind
    }

    /// The edition that a page is of, where it is one that is left out.
    pub(crate) fn leaves_out<'a>(&'a self, site: &'a Site, relative: &str) -> Option<&'a str> {
        let path = site.path_of(relative)?;
        let slug = slug(&path);
        let listed = site.entries.iter().filter(|entry| super::is_entry(entry, slug));
        let editions: Vec<Option<&str>> = listed.map(|entry| edition_of(entry, self.kind)).collect();
        if editions.is_empty() {
            let folder = |(folder, _): &&(String, String)| below(slug, folder);
            return self.folders.iter().find(folder).map(|(_, name)| name.as_str());
        }
        let kept = editions.iter().any(|edition| edition.is_none_or(|name| name == self.name));
        if kept { None } else { editions[0] }
    }
}

fn edition_of(entry: &Entry, kind: EditionKind) -> Option<&str> {
    match kind {
        EditionKind::Language => entry.language.as_deref(),
        EditionKind::Version => entry.version.as_deref(),
    }
}

fn below(slug: &str, folder: &str) -> bool {
    slug.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Chooses the edition of one kind: the one that is `wanted`, or else the default among those that
/// have a page that `is_there`. `None` where there is nothing to choose from.
pub(crate) fn choose_edition(
    site: &Site,
    kind: EditionKind,
    wanted: Option<&str>,
    is_there: impl Fn(&Entry) -> bool,
) -> Option<Choice> {
    if wanted == Some("*") {
        return None;
    }
    let editions: Vec<&Edition> = site.editions.iter().filter(|edition| edition.kind == kind).collect();
    let named = |edition: &&&Edition| {
        wanted == Some(edition.name.value.as_str())
            || (wanted.is_some() && edition.locale.as_deref() == wanted)
    };
    let has_pages = |edition: &&&Edition| {
        let mut entries = site.entries.iter();
        entries.any(|entry| edition_of(entry, kind) == Some(&edition.name.value) && is_there(entry))
    };
    let present = || editions.iter().filter(has_pages);
    let chosen = editions
        .iter()
        .find(named)
        .or_else(|| present().find(|edition| edition.default))
        .or_else(|| present().next())?;
    let name = chosen.name.value.clone();
    let others = editions.iter().filter(|edition| edition.name.value != name);
    let folders = others.filter_map(|of| Some((folder_of(site, kind, of, &name)?, of.name.value.clone())));
    Some(Choice { kind, name: name.clone(), folders: folders.collect() })
}

/// The folder that holds all pages of an edition and none of the chosen one.
fn folder_of(site: &Site, kind: EditionKind, edition: &Edition, chosen: &str) -> Option<String> {
    let read = |entry: &&Entry| edition_of(entry, kind).is_none_or(|name| name == chosen);
    let shared: BTreeSet<&str> =
        site.entries.iter().filter(read).map(|entry| entry.path.value.as_str()).collect();
    let own = site.entries.iter().filter(|entry| {
        edition_of(entry, kind) == Some(&edition.name.value) && !shared.contains(entry.path.value.as_str())
    });
    let mut folders = own.map(|entry| entry.path.value.rsplit_once('/').map_or("", |(folder, _)| folder));
    let first = folders.next()?.to_owned();
    let common = folders.fold(first, |common, folder| {
        let shared = common.split('/').zip(folder.split('/')).take_while(|(a, b)| a == b);
        shared.map(|(part, _)| part).collect::<Vec<_>>().join("/")
    });
    let mixed = shared.iter().any(|path| below(path, &common));
    (!common.is_empty() && !mixed).then_some(common)
}

/// Says which editions were left out, with the number of their pages, and how to choose.
pub(crate) fn report_left_out(
    site: &Site,
    choice: &Choice,
    counts: &BTreeMap<String, usize>,
    wanted: bool,
) -> Option<Diagnostic> {
    let count: usize = counts.values().sum();
    if count == 0 || wanted {
        return None;
    }
    let kind = choice.kind.setting();
    let chosen = site.editions.iter().find(|of| of.kind == choice.kind && of.name.value == choice.name)?;
    let others: Vec<String> = counts.iter().map(|(name, n)| format!("`{name}` ({n})")).collect();
    let pages = if count == 1 { "1 page is".to_owned() } else { format!("{count} pages are") };
    let other = counts.keys().next().map_or("", String::as_str);
    Some(
        Diagnostic::at(
            &rule::OTHER_EDITION,
            chosen.name.span,
            format!("{pages} of another {kind} and left out: {}", others.join(", ")),
        )
        .label(format!("this {kind} is read"))
        .help(format!(
            "`{kind} = \"{other}\"` under `[pages]` in docbind.toml reads that one, `\"*\"` reads all"
        )),
    )
}
