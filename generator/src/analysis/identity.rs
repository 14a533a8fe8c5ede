//! Pass: the group and the id of each operation, as the pages give them.
//!
//! Both together name an operation in `docbind.toml`. A setting may rename it afterwards; entries still
//! find it by what is settled here.

use super::Context;
use super::draft::{Draft, behind_endpoint};
use super::groups::group_operations;
use super::kept::{keep_names, note_later};
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::dialect::claims::ClaimKind;
use crate::lock::Lock;
use crate::model::{Method, PathPart};
use heck::ToSnakeCase;
use std::collections::{BTreeMap, BTreeSet};

/// Settles group and id of each operation; in one group, each id once.
pub(super) fn identify(context: &Context<'_>, lock: &Lock, drafts: &mut [Draft<'_>], base_url: Option<&str>) {
    let groups = group_operations(context, drafts);
    for (draft, group) in drafts.iter_mut().zip(groups) {
        draft.group = group;
        draft.id = operation_id(draft);
        draft.identity.line = line(draft, base_url);
        draft.identity.called.clone_from(&draft.id);
    }
    keep_names(lock, drafts);
    tell_apart(lock, drafts);
    note_later(lock, drafts);
    for draft in drafts {
        draft.identity.group.clone_from(&draft.group);
        draft.identity.id.clone_from(&draft.id);
    }
}

/// Verb and path template, with the path of the base URL: which part of a URL is the base, others of its pages decide.
fn line(draft: &Draft<'_>, base_url: Option<&str>) -> String {
    let Some(endpoint) = &draft.endpoint else { return String::new() };
    let base = endpoint.host.as_deref().or(base_url).unwrap_or_default();
    let base = base.split_once("://").map_or(base, |(_, rest)| rest);
    let base = base.split_once('/').map_or("", |(_, path)| path).trim_end_matches('/');
    let slash = if base.is_empty() { "" } else { "/" };
    let mut line = format!("{} {slash}{base}{}", endpoint.method.as_str(), endpoint.path);
    for (at, fixed) in endpoint.stated_query.fixed.iter().enumerate() {
        line.push(if at == 0 { '?' } else { '&' });
        line.push_str(&fixed.to_string());
    }
    line
}

/// Makes ids unique in their groups: pages of one title are named by their files, or else numbered. What an
/// operation was called in an earlier run stays its name.
fn tell_apart(lock: &Lock, drafts: &mut [Draft<'_>]) {
    let name = |draft: &Draft<'_>| (draft.group.clone(), draft.id.clone());
    let mut taken: BTreeMap<(String, String), usize> = BTreeMap::new();
    for known in [true, false] {
        for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.kept.is_some() == known) {
            taken.entry(name(draft)).or_insert(index);
        }
    }
    // Names of operations that the pages no longer have, and earlier names.
    let kept: BTreeSet<usize> = drafts.iter().filter_map(|draft| Some(draft.kept.as_ref()?.entry)).collect();
    let gone = lock.operations.iter().enumerate().filter(|(at, _)| !kept.contains(at));
    let gone = gone.map(|(_, of)| ((of.group.as_str(), of.id.as_str()), of.line()));
    let was = lock
        .operations
        .iter()
        .flat_map(|of| of.was.iter().map(move |id| ((of.group.as_str(), id.as_str()), of.line())));
    let gone: BTreeMap<(&str, &str), &str> = gone.chain(was).collect();
    // Numbers below are taken, for names stay taken.
    let mut next: BTreeMap<(String, String), usize> = BTreeMap::new();
    // Names that are suggested: each to one operation.
    let mut suggested: BTreeSet<(String, String)> = BTreeSet::new();
    for index in 0..drafts.len() {
        let (group, id) = name(&drafts[index]);
        let first = Some(taken[&(group.clone(), id.clone())]).filter(|first| *first != index);
        let earlier = gone.get(&(group.as_str(), id.as_str())).filter(|_| drafts[index].kept.is_none());
        if drafts[index].kept.is_some() || (first.is_none() && earlier.is_none()) {
            continue;
        }
        let first = first.map(|first| &drafts[first]);
        let is_free = |id: &String| {
            !taken.contains_key(&(group.clone(), id.clone()))
                && !gone.contains_key(&(group.as_str(), id.as_str()))
        };
        let file = &drafts[index].file.relative;
        let by_file =
            file_words(file).filter(|id| first.is_none_or(|of| of.file.relative != *file) && is_free(id));
        let by_path = first.and_then(|first| path_word(&drafts[index], first));
        let by_path = by_path.map(|word| format!("{id} in {word}")).filter(is_free);
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
        let told = by_path.or(by_file);
        // A number says nothing: verb and path may.
        let better = told.is_none().then(|| id_of_path(&drafts[index]));
        let better = better.filter(|id| is_free(id) && suggested.insert((group.clone(), id.clone())));
        let own = told.unwrap_or_else(numbered);
        let first = first.map(Draft::span);
        let draft = &mut drafts[index];
        let message = format!("a second operation is called `{id}`");
        let mut found = Diagnostic::at(&rule::NAME_COLLISION, draft.span(), message);
        match (first, earlier) {
            (Some(first), _) => found = found.related(first, "the first is here"),
            (None, line) => {
                let line = line.copied().unwrap_or_default();
                found = found.note(format!("in an earlier run it was the name of `{line}`"));
            }
        }
        draft.diagnostics.push(
            found
                .note(format!("it was named `{own}`{why}"))
                .help_in_settings("give it a name with `rename` under `[[operations]]` in docbind.toml")
                .suggest(Suggestion::operation("rename", &better.as_ref().unwrap_or(&own).replace(' ', "-"))),
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

/// Names with capitals within that are one word each.
const ONE_WORD: &[&str] = &["OAuth", "OAuth2", "WebAuthn", "GraphQL"];

/// The words of a title, in lower case. An apostrophe parts no word, nor does a small letter before capitals: `eSIM`.
fn words(text: &str) -> String {
    let is_one = |word: &str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capitals = core.strip_suffix('s').unwrap_or(core).get(1..).unwrap_or_default();
        let small = core.starts_with(|c: char| c.is_ascii_lowercase());
        ONE_WORD.contains(&core)
            || (small && capitals.len() > 1 && capitals.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let plain = text.split_whitespace().map(|word| {
        let word = word.replace(['\'', '’'], "");
        if is_one(&word) { word.to_lowercase() } else { word }
    });
    plain.collect::<Vec<_>>().join(" ").to_snake_case().replace('_', " ")
}

/// How many words the title of an operation has at most.
const LONGEST_TITLE: usize = 6;

/// The operation's id in words: its title; where that says no more than verb and path, what an OpenAPI document calls
/// it, or else verb and path.
fn operation_id(draft: &Draft<'_>) -> String {
    let title = draft.title.as_deref().filter(|title| behind_endpoint(title).is_none());
    // "Search — find what was said on all channels": for search engines; the navigation has the name.
    let wordy = title.is_none_or(|title| title.split_whitespace().count() > LONGEST_TITLE);
    let short = draft.short_title.as_deref().filter(|title| wordy && behind_endpoint(title).is_none());
    let title = short.or(title);
    let title = title.map(words).filter(|id| !id.trim().is_empty());
    let plain = || id_of_document(draft).map_or_else(|| id_of_path(draft), words);
    let base = title.unwrap_or_else(plain);
    match &draft.variant {
        Some(variant) if draft.stated_by_section => match heading_words(variant) {
            own if own.is_empty() => plain(),
            own if own.contains(' ') || draft.title.is_none() => words(&own),
            own => format!("{base} {}", words(&own)),
        },
        Some(variant) => format!("{base} {}", words(&variant_words(variant))),
        // The title is that of the page, which has several.
        None if draft.claims.iter().any(|claim| claim.operation > 0) => plain(),
        None => base,
    }
}

/// What an OpenAPI document calls the operation in code, where it has letters.
fn id_of_document<'a>(draft: &Draft<'a>) -> Option<&'a str> {
    let mut ids = draft.find(|kind| match kind {
        ClaimKind::OperationId(id) => Some(id.as_str()),
        _ => None,
    });
    let (id, _) = ids.next().filter(|(id, _)| id.contains(|c: char| c.is_ascii_alphabetic()))?;
    // `ports/list` of the group `ports`
    let in_group = id.split_once(['/', '.']).filter(|(group, rest)| {
        group.to_snake_case() == draft.group.to_snake_case()
            && rest.contains(|c: char| c.is_ascii_alphabetic())
    });
    Some(in_group.map_or(id, |(_, rest)| rest))
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
