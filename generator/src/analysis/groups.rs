//! Part of the pass `identity`: the group of each operation.
//!
//! Where the site's navigation lists the page, its group is the innermost section that it stands under
//! whose name says something ("API Reference" does not). Where several sections have one name, what stands
//! above them tells them apart. Any other page goes with the listed pages of its folder, or else by the
//! innermost folder whose name says something, or by the first such segment of its path. Where several pages of a
//! folder describe several operations each, a page is a group of its own.

use super::Context;
use super::draft::Draft;
use super::identity::is_version_segment;
use crate::model::Method;
use crate::source::SourceId;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say nothing of what a group is about.
const GENERIC: &[&str] = &[
    "api",
    "apis",
    "reference",
    "references",
    "rest",
    "http",
    "documentation",
    "docs",
    "doc",
    "overview",
    "introduction",
];

/// Words that say nothing either, unless there is something beside them that they tell a group from.
const KINDS: &[&str] =
    &["endpoint", "endpoints", "method", "methods", "operation", "operations", "resource", "resources"];

/// Names from the outermost to the innermost: of sections, or of folders.
type Path<'a> = Vec<&'a str>;

/// The group of each draft.
pub(super) fn group_operations(context: &Context<'_>, drafts: &[Draft<'_>]) -> Vec<String> {
    let sections: Vec<Path<'_>> = drafts.iter().map(|draft| sections_of(context, draft)).collect();
    let folders: Vec<Path<'_>> = drafts.iter().map(|draft| folders_of(context, draft)).collect();
    let sections = telling_parts(sections, section_tells);
    let names = name_sections(&sections);
    let listed: Vec<Option<&String>> = sections.iter().map(|path| names.get(path)).collect();

    let spelling: BTreeMap<String, &String> = names.values().map(|name| (gist(name), name)).collect();
    let of_folders = groups_of_folders(&folders, &listed);
    let plain = plain_groups(drafts, &folders);
    let others = folders.iter().zip(plain).map(|(folder, plain)| {
        let known = of_folders.get(folder).copied().or_else(|| spelling.get(&gist(&plain)).copied());
        known.cloned().unwrap_or(plain)
    });
    listed.iter().zip(others).map(|(listed, other)| listed.cloned().unwrap_or(other)).collect()
}

/// The sections of the navigation that a page stands under; none where it is not listed.
fn sections_of<'a>(context: &Context<'a>, draft: &Draft<'_>) -> Path<'a> {
    let entry = context.site_of(draft.file).and_then(|site| site.entry_of(&draft.file.relative));
    let mut names: Path<'a> =
        entry.map(|of| of.sections.iter().map(|name| name.value.trim()).collect()).unwrap_or_default();
    names.dedup_by_key(|name| key(name));
    names
}

/// The folders that a page is in, below that of its site.
fn folders_of<'a>(context: &Context<'_>, draft: &Draft<'a>) -> Path<'a> {
    let below = context.site_of(draft.file).map_or("", |site| site.root.below.as_str());
    let path = draft.file.relative.strip_prefix(below).unwrap_or(&draft.file.relative);
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').filter(|folder| !folder.is_empty()).collect()
}

/// Cuts each path behind its innermost part that says something; nothing is left of one without. `tells`
/// gets a name, and whether there is no other beside it.
fn telling_parts<'a>(paths: Vec<Path<'a>>, tells: impl Fn(&str, bool) -> bool) -> Vec<Path<'a>> {
    let mut children: BTreeMap<Path<'a>, BTreeSet<&'a str>> = BTreeMap::new();
    for path in &paths {
        for at in 0..path.len() {
            children.entry(path[..at].to_vec()).or_default().insert(path[at]);
        }
    }
    let cut = |mut path: Path<'a>| {
        while let Some(last) = path.pop() {
            if tells(last, children.get(&path).is_none_or(|names| names.len() < 2)) {
                path.push(last);
                break;
            }
        }
        path
    };
    paths.into_iter().map(cut).collect()
}

/// Whether a section says what it is about: beside others any name does.
fn section_tells(name: &str, alone: bool) -> bool {
    if alone { is_telling(name, true) } else { name.contains(|c: char| c.is_ascii_alphabetic()) }
}

/// Whether a folder says what it is about. Folders are named for their authors: `api-v1` beside `api-v2`,
/// `get` beside `post`.
fn folder_tells(name: &str, alone: bool) -> bool {
    is_telling(name, alone) && Method::parse(name).is_none()
}

/// Whether a name holds a word that says something, in letters that names in code can have.
fn is_telling(name: &str, alone: bool) -> bool {
    words(name).any(|word| {
        let lower = word.to_ascii_lowercase();
        let generic = GENERIC.contains(&lower.as_str()) || (alone && KINDS.contains(&lower.as_str()));
        word.contains(|c: char| c.is_ascii_alphabetic()) && !generic && !is_version_segment(&lower)
    })
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What two spellings of one name share.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a section and a folder of the same things share: `Orders API (beta)` and `orders`.
fn gist(name: &str) -> String {
    let telling = |word: &&str| !GENERIC.contains(&word.to_ascii_lowercase().as_str());
    let words: Vec<&str> = words(without_remark(name)).filter(telling).collect();
    if words.is_empty() { key(name) } else { key(&words.concat()) }
}

/// The name of each section: its own, and before it as much of what stands above as tells it from others
/// of that name.
fn name_sections<'a>(sections: &[Path<'a>]) -> BTreeMap<Path<'a>, String> {
    let mut alike: BTreeMap<String, BTreeSet<&Path<'a>>> = BTreeMap::new();
    for section in sections {
        if let Some(name) = section.last() {
            alike.entry(key(name)).or_default().insert(section);
        }
    }
    let mut names = BTreeMap::new();
    for group in alike.into_values() {
        let group: Vec<&Path<'a>> = group.into_iter().collect();
        let qualifiers = qualifiers(&group);
        for (section, qualifier) in group.into_iter().zip(qualifiers) {
            let name = section.last().copied().unwrap_or_default();
            let name = if qualifier.is_empty() { name.to_owned() } else { format!("{qualifier} {name}") };
            names.insert(section.clone(), name);
        }
    }
    names
}

/// What to put before each of several sections of one name: the words of the sections above it that not
/// all of them have, from the innermost outwards until no two are alike.
fn qualifiers(group: &[&Path<'_>]) -> Vec<String> {
    let above = |section: &Path<'_>| -> Vec<String> {
        section[..section.len() - 1].iter().map(|name| without_remark(name).to_owned()).collect()
    };
    let above: Vec<Vec<String>> = group.iter().map(|section| above(section)).collect();
    let is_shared = |name: &str| above.iter().all(|names| names.iter().any(|other| other == name));
    let own: Vec<Vec<&String>> =
        above.iter().map(|names| names.iter().filter(|name| !is_shared(name)).collect()).collect();
    let in_all = |word: &str| own.iter().all(|names| names.iter().any(|name| words(name).any(|w| w == word)));
    let telling = |name: &str| -> Vec<String> {
        let kept = |word: &&str| !in_all(word) && !GENERIC.contains(&word.to_ascii_lowercase().as_str());
        words(name).filter(kept).map(str::to_owned).collect()
    };
    let deepest = own.iter().map(Vec::len).max().unwrap_or(0);
    let mut qualifiers = vec![String::new(); group.len()];
    for depth in 1..=deepest {
        if qualifiers.iter().collect::<BTreeSet<_>>().len() == group.len() {
            break;
        }
        let of = |names: &Vec<&String>| {
            let inner = &names[names.len().saturating_sub(depth)..];
            inner.iter().flat_map(|name| telling(name)).collect::<Vec<_>>().join(" ")
        };
        qualifiers = own.iter().map(of).collect();
    }
    qualifiers
}

/// `Webhooks (legacy)` → `Webhooks`.
fn without_remark(name: &str) -> &str {
    match name.split('(').next().unwrap_or_default().trim() {
        "" => name,
        plain => plain,
    }
}

/// The groups of folders whose listed pages are all in one group.
fn groups_of_folders<'f, 'n>(
    folders: &'f [Path<'f>],
    listed: &[Option<&'n String>],
) -> BTreeMap<&'f Path<'f>, &'n String> {
    let mut groups: BTreeMap<&Path<'_>, BTreeSet<&String>> = BTreeMap::new();
    for (folder, group) in folders.iter().zip(listed) {
        if let Some(group) = group {
            groups.entry(folder).or_default().insert(group);
        }
    }
    let single = groups.into_iter().filter(|(folder, groups)| !folder.is_empty() && groups.len() == 1);
    single.filter_map(|(folder, groups)| Some((folder, groups.into_iter().next()?))).collect()
}

/// The folders in which several pages describe several operations each.
fn folders_of_collections<'f>(drafts: &[Draft<'_>], folders: &'f [Path<'f>]) -> BTreeSet<&'f Path<'f>> {
    let mut operations: BTreeMap<(&Path<'_>, SourceId), usize> = BTreeMap::new();
    for (draft, folder) in drafts.iter().zip(folders) {
        *operations.entry((folder, draft.file.id)).or_default() += 1;
    }
    let mut pages: BTreeMap<&Path<'_>, usize> = BTreeMap::new();
    for ((folder, _), _) in operations.into_iter().filter(|(_, count)| *count > 1) {
        *pages.entry(folder).or_default() += 1;
    }
    pages.into_iter().filter(|(_, count)| *count > 1).map(|(folder, _)| folder).collect()
}

/// The groups of pages as if nothing listed them: by page where pages are collections, by folder, or by the first
/// telling segment of the path where all pages are in one folder or the folders say nothing.
fn plain_groups<'a>(drafts: &'a [Draft<'_>], folders: &[Path<'a>]) -> Vec<String> {
    let collections = folders_of_collections(drafts, folders);
    let place = |(draft, folder): (&'a Draft<'_>, &Path<'a>)| {
        let page = draft.page_stem().rsplit('/').next().filter(|_| collections.contains(folder));
        let page = page.filter(|page| !["index", "readme"].contains(&page.to_ascii_lowercase().as_str()));
        folder.iter().copied().chain(page).collect::<Path<'a>>()
    };
    let places: Vec<Path<'a>> = drafts.iter().zip(folders).map(place).collect();
    let several = places.iter().any(|place| *place != places[0]);
    let telling = telling_parts(places, folder_tells);
    // A page's name says little beside the same name in another folder.
    let names = if collections.is_empty() { BTreeMap::new() } else { name_sections(&telling) };
    let of_path = |draft: &Draft<'_>| {
        let path = draft.endpoint.as_ref().map(|e| e.path.to_string()).unwrap_or_default();
        path.split('/').find(|s| !is_version_segment(s) && !s.starts_with('{')).unwrap_or("api").to_owned()
    };
    let group = |(draft, folder): (&Draft<'_>, &Path<'_>)| match folder.last() {
        Some(name) if several => names.get(folder).cloned().unwrap_or_else(|| (*name).to_owned()),
        _ => of_path(draft),
    };
    drafts.iter().zip(&telling).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sections: &[&str]) -> Vec<String> {
        let paths: Vec<Path<'_>> = sections.iter().map(|path| path.split(" > ").collect()).collect();
        let cut = telling_parts(paths, section_tells);
        let names = name_sections(&cut);
        cut.iter().map(|path| names.get(path).cloned().unwrap_or_default()).collect()
    }

    #[test]
    fn the_innermost_name_that_says_something() {
        assert_eq!(named(&["API Reference > Orders", "API Reference > Orders > v2"]), ["Orders", "Orders"]);
        assert_eq!(named(&["API Reference > REST API"]), [""]);
        assert_eq!(named(&["Search > REST API > Endpoints"]), ["Search"]);
        assert_eq!(named(&["API > Endpoints API", "API > Domains API"]), ["Endpoints API", "Domains API"]);
        assert_eq!(named(&["API > APIs", "API > Keys"]), ["APIs", "Keys"]);
        assert_eq!(named(&["API > 订单"]), [""]);
    }

    #[test]
    fn what_stands_above_tells_apart() {
        assert_eq!(
            named(&["Acme One API > Users", "Acme Cloud API > Users", "Acme One API > Notes"]),
            ["One Users", "Cloud Users", "Notes"]
        );
        assert_eq!(
            named(&["Queue > Messages", "Queue > v1 (Deprecated) > Messages"]),
            ["Messages", "v1 Messages"]
        );
        assert_eq!(
            named(&["A > X > Logs", "B > X > Logs", "B > Y > Logs"]),
            ["A X Logs", "B X Logs", "B Y Logs"]
        );
    }
}
