//! Pass: the group and the id of each operation, as the pages give them.
//!
//! Both together name an operation in `docbind.toml`. A setting may rename it afterwards; entries still
//! find it by what is settled here.

use super::Context;
use super::draft::{Draft, behind_endpoint};
use super::groups::group_operations;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{Method, PathPart};
use heck::ToSnakeCase;
use std::collections::BTreeMap;

/// Settles group and id of each operation; in one group, each id once.
pub(super) fn identify(context: &Context<'_>, drafts: &mut [Draft<'_>]) {
    let groups = group_operations(context, drafts);
    for (draft, group) in drafts.iter_mut().zip(groups) {
        draft.group = group;
        draft.id = operation_id(draft);
    }
    tell_apart(drafts);
}

/// Makes ids unique in their groups: pages of one title are named by their files, or else numbered.
fn tell_apart(drafts: &mut [Draft<'_>]) {
    let name = |draft: &Draft<'_>| (draft.group.clone(), draft.id.clone());
    let mut taken: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        taken.entry(name(draft)).or_insert(index);
    }
    // Numbers below are taken, for names stay taken.
    let mut next: BTreeMap<(String, String), usize> = BTreeMap::new();
    for index in 0..drafts.len() {
        let (group, id) = name(&drafts[index]);
        let first = taken[&(group.clone(), id.clone())];
        if first == index {
            continue;
        }
        let first = &drafts[first];
        let is_free = |id: &String| !taken.contains_key(&(group.clone(), id.clone()));
        let by_file = file_words(&drafts[index].file.relative);
        let by_file = by_file.filter(|id| first.file.relative != drafts[index].file.relative && is_free(id));
        let by_path = path_word(&drafts[index], first).map(|word| format!("{id} in {word}")).filter(is_free);
        let why = match (&by_path, &by_file) {
            (Some(_), _) => ", after its path",
            (None, Some(_)) => ", after its file",
            (None, None) => "",
        };
        let numbered = || {
            let next = next.entry((group.clone(), id.clone())).or_insert(2);
            while !is_free(&format!("{id} {next}")) {
                *next += 1;
            }
            format!("{id} {next}")
        };
        let own = by_path.or(by_file).unwrap_or_else(numbered);
        let first = first.span();
        let draft = &mut drafts[index];
        draft.diagnostics.push(
            Diagnostic::at(
                &rule::NAME_COLLISION,
                draft.span(),
                format!("a second operation is called `{id}`"),
            )
            .related(first, "the first is here")
            .note(format!("it was named `{own}`{why}"))
            .help_in_settings("give it a name with `rename` under `[[operations]]` in docbind.toml"),
        );
        draft.crowded_out = Some(std::mem::replace(&mut draft.id, own.clone()));
        taken.insert((group, own), index);
    }
}

/// The first word of a path that the other one does not have, where one block states both.
fn path_word(draft: &Draft<'_>, first: &Draft<'_>) -> Option<String> {
    let path = |draft: &Draft<'_>| draft.endpoint.as_ref().map(|endpoint| endpoint.path.to_string());
    let (own, other) = (path(draft).filter(|_| !draft.beside.is_empty())?, path(first)?);
    let is_own = |segment: &&str| {
        !segment.is_empty() && !segment.contains('{') && !other.split('/').any(|known| known == *segment)
    };
    let word = own.split('/').find(is_own)?;
    Some(word.to_snake_case().replace('_', " "))
}

/// The words of a page's file name, where it has any.
fn file_words(page: &str) -> Option<String> {
    let file = page.rsplit('/').next().unwrap_or(page);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.to_snake_case().replace('_', " ");
    words.contains(|c: char| c.is_alphabetic()).then_some(words)
}

/// How many words the title of an operation has at most.
const LONGEST_TITLE: usize = 6;

/// The operation's id in words: its title, or verb and path where there is none.
fn operation_id(draft: &Draft<'_>) -> String {
    let words = |text: &str| text.to_snake_case().replace('_', " ");
    let title = draft.title.as_deref().filter(|title| behind_endpoint(title).is_none());
    // "Search — find what was said on all channels": for search engines; the navigation has the name.
    let wordy = title.is_none_or(|title| title.split_whitespace().count() > LONGEST_TITLE);
    let short = draft.short_title.as_deref().filter(|title| wordy && behind_endpoint(title).is_none());
    let title = short.or(title);
    let title = title.map(words).filter(|id| !id.trim().is_empty());
    let base = title.unwrap_or_else(|| id_of_path(draft));
    match &draft.variant {
        Some(variant) if draft.states_its_own_endpoint() => match heading_words(variant) {
            own if own.is_empty() => id_of_path(draft),
            own if own.contains(' ') => words(&own),
            own => format!("{base} {}", words(&own)),
        },
        Some(variant) => format!("{base} {}", words(&variant_words(variant))),
        // The title is that of the page, which has several.
        None if draft.claims.iter().any(|claim| claim.operation > 0) => id_of_path(draft),
        None => base,
    }
}

/// What tells a variant apart, without filler: `Guest / Token Variant (byToken)` → `Guest Token`.
fn variant_words(variant: &str) -> String {
    let plain = variant.split('(').next().unwrap_or_default();
    let filler = ["variant", "version", "endpoint", "request", "the"];
    let keep = |word: &&str| {
        !filler.contains(&word.to_ascii_lowercase().as_str()) && word.contains(char::is_alphanumeric)
    };
    plain.split_whitespace().filter(keep).collect::<Vec<_>>().join(" ")
}

/// The words of a heading without the verb and path that stand in it: `Ring: POST /rings` → `Ring`.
fn heading_words(heading: &str) -> String {
    let is_verb = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(word).is_some();
    let keep = |word: &&str| {
        !word.contains('/') && !is_verb(word.trim_end_matches(':')) && word.contains(char::is_alphanumeric)
    };
    variant_words(&heading.split_whitespace().filter(keep).collect::<Vec<_>>().join(" "))
}

/// `PUT /api/community/threads` → `put community threads`.
fn id_of_path(draft: &Draft<'_>) -> String {
    let Some(endpoint) = &draft.endpoint else { return String::new() };
    let mut words = vec![endpoint.method.as_str().to_ascii_lowercase()];
    let mut by_parameter = None;
    for part in &endpoint.path.parts {
        match part {
            PathPart::Literal(text) => {
                words.extend(
                    text.split('/')
                        .filter(|s| !is_version_segment(s))
                        .map(|s| s.to_snake_case().replace('_', " ")),
                );
                by_parameter = None;
            }
            PathPart::Parameter(name) => by_parameter = Some(name.to_snake_case().replace('_', " ")),
        }
    }
    if let Some(name) = by_parameter {
        words.push(format!("by {name}"));
    }
    // Of operations with one path it is the query that tells.
    let values = endpoint.stated_query.fixed.iter().map(|fixed| fixed.value.as_ref().unwrap_or(&fixed.name));
    words.extend(values.map(|value| value.to_snake_case().replace('_', " ")));
    words.join(" ")
}

/// Segments that say nothing of what an operation is about: `api`, `v1`.
pub(super) fn is_version_segment(segment: &str) -> bool {
    segment.is_empty()
        || segment == "api"
        || (segment.starts_with('v')
            && segment.len() > 1
            && segment[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}
