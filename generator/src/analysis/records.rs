//! Pass: names of records in types become references to the page that describes the record.
//!
//! `Role[]` in a list's answer and "an array of Sensor records" on a batch page name a record whose
//! fields stand elsewhere. The page is found by, in this order: a link in the text; the path that
//! is the list's with one parameter more; a page whose title the text names; a record of the same
//! name that was found before.
//!
//! A name whose fields stand beside it is described there. When all pages that describe it agree, it
//! is a named schema; otherwise each page keeps its own shape.
//!
//! What pages show of the records that other pages describe is held against that (`record_examples`).
//!
//! A page may also describe records by themselves ([`ClaimKind::Record`]), which name one another. Each is a
//! named schema; where pages differ on one, each version is, and a number tells them apart.

use super::components::name_components;
use super::described_response::restrict_partial;
use super::draft::{Draft, PendingRecord};
use super::record_examples::check_shown_records;
use super::{Schemas, visit_schema_mut};
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{Method, NamedSchema, PathPart, Place, Schema, SchemaKind};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use heck::ToUpperCamelCase;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// The name that stands for a record until its page is found. No page can write it.
pub(super) fn pending_key(index: usize) -> String {
    format!("\u{0}{index}")
}

/// The record that such a name stands for.
pub(super) fn pending_index(name: &str) -> Option<usize> {
    name.strip_prefix('\u{0}')?.parse().ok()
}

/// Resolves every pending record of every operation. `describing`: the drafts of pages that describe records for all.
pub(super) fn resolve_records(
    drafts: &mut [Draft<'_>],
    describing: std::ops::Range<usize>,
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let components = name_components(drafts, schemas, diagnostics);
    let found = find_owners(drafts);
    name_described(drafts, schemas);
    let owners = name_owners(drafts, &found, schemas);
    let mut replacements: Vec<Vec<Schema>> = Vec::new();
    for (draft, records) in found.iter().enumerate() {
        let replace = |(index, owner): (usize, &Option<Owner>)| {
            let pending = &drafts[draft].pending[index];
            if let Some(name) = components.get(draft, &pending.name) {
                return Schema::new(SchemaKind::Ref { name: name.clone() });
            }
            if !pending.described
                && let Some(name) = components.described(describing.clone(), &pending.name)
            {
                return Schema::new(SchemaKind::Ref { name: name.clone() });
            }
            if pending.described {
                let agreed = schemas.get(&pending.name).is_some_and(|named| named.schema == pending.fallback);
                let name = pending.name.clone();
                return if agreed { Schema::new(SchemaKind::Ref { name }) } else { pending.fallback.clone() };
            }
            match owners.name(drafts, &pending.name, owner.map(|of| of.draft)) {
                Some(name) => Schema::new(SchemaKind::Ref { name: name.clone() }),
                None => unknown_record(&drafts[draft], pending, schemas, diagnostics),
            }
        };
        replacements.push(records.iter().enumerate().map(replace).collect());
    }
    let shown_as = names_of(&replacements);
    components.close(drafts, schemas, |draft, schema| replace_in(schema, &replacements[draft]));
    for (draft, replacements) in drafts.iter_mut().zip(&replacements) {
        replace_pending(draft, replacements);
    }
    for (owner, name) in owners.names {
        name_record(&mut drafts[owner], &name, schemas);
    }
    check_shown_records(drafts, &shown_as, schemas, diagnostics);
    restrict_partial(drafts, &shown_as, schemas);
}

/// The pages whose answers are records.
#[derive(Default)]
struct Owners {
    /// The one that each name means where nothing says which, and whether its path has the name.
    first: BTreeMap<String, (usize, bool)>,
    /// The name of the record that each describes.
    names: BTreeMap<usize, String>,
    /// Those of them that the pages call by one name.
    called: BTreeMap<String, Vec<usize>>,
}

impl Owners {
    fn add(&mut self, called: &str, owner: usize, name: String) {
        self.names.insert(owner, name);
        self.called.entry(called.to_owned()).or_default().push(owner);
    }

    /// The name of the record that a page describes: of several that describe it alike, one has it.
    fn own(&self, drafts: &[Draft<'_>], called: &str, owner: usize) -> Option<&String> {
        let alike = |of: &&usize| described(&drafts[**of]) == described(&drafts[owner]);
        let same = || self.called.get(called)?.iter().find(alike).and_then(|of| self.names.get(of));
        self.names.get(&owner).or_else(same)
    }

    /// The name of a record that pages call so, and that one of them describes.
    fn name(&self, drafts: &[Draft<'_>], called: &str, owner: Option<usize>) -> Option<&String> {
        let own = owner.and_then(|owner| self.own(drafts, called, owner));
        own.or_else(|| {
            let (first, certain) = self.first.get(called)?;
            self.names.get(first).filter(|_| owner.is_none() || *certain)
        })
    }
}

/// Names the records that pages describe. Where two describe unlike ones under one name, that name is the one's whose
/// path has it, or else the first one's; others that are linked to, or whose path has the name in it, are named after
/// their paths.
fn name_owners(drafts: &[Draft<'_>], found: &[Vec<Option<Owner>>], schemas: &Schemas) -> Owners {
    let mut by_name: BTreeMap<&str, Vec<Owner>> = BTreeMap::new();
    for (draft, records) in drafts.iter().zip(found) {
        for (pending, owner) in draft.pending.iter().zip(records) {
            let Some(owner) = *owner else { continue };
            let known = by_name.entry(&pending.name).or_default();
            match known.iter_mut().find(|of| of.draft == owner.draft) {
                Some(of) => of.linked |= owner.linked,
                None => known.push(owner),
            }
        }
    }
    let mut owners = Owners::default();
    for (name, of_name) in &by_name {
        let has_name = |of: &&Owner| owner_word(&drafts[of.draft]).is_some_and(|word| is_plural(&word, name));
        let own = of_name.iter().find(has_name);
        let first = own.unwrap_or(&of_name[0]).draft;
        owners.first.insert((*name).to_owned(), (first, own.is_some()));
        owners.add(name, first, (*name).to_owned());
    }
    let mut taken: BTreeSet<String> = by_name.keys().map(|name| (*name).to_owned()).collect();
    taken.extend(schemas.keys().cloned());
    for (name, of_name) in by_name {
        for Owner { draft, linked } in of_name {
            let word = owner_word(&drafts[draft]).unwrap_or_default();
            let has_name = word.to_lowercase().contains(&name.to_lowercase());
            if (linked || has_name) && owners.own(drafts, name, draft).is_none() {
                let full = if has_name { word } else { format!("{word}{name}") };
                let mut numbered = (2..).map(|number| format!("{full}{number}"));
                let free = match taken.contains(&full) {
                    true => numbered.find(|name| !taken.contains(name)).expect("numbers do not end"),
                    false => full,
                };
                taken.insert(free.clone());
                owners.add(name, draft, free);
            }
        }
    }
    owners
}

/// The last word of the path of a page's records: `Roles` of `GET /roles/{id}`.
fn owner_word(draft: &Draft<'_>) -> Option<String> {
    let path = draft.endpoint.as_ref()?.path.to_string();
    let literal = |part: &&str| !part.is_empty() && !part.contains('{');
    path.split('/').rev().find(literal).map(ToUpperCamelCase::to_upper_camel_case)
}

/// Whether a word of a path is a record's name, or its plural.
fn is_plural(word: &str, name: &str) -> bool {
    let (word, name) = (word.to_lowercase(), name.to_lowercase());
    let rest = word.strip_prefix(name.trim_end_matches('y'));
    rest.is_some_and(|rest| ["", "s", "es", "ies"].contains(&rest))
}

/// For each pending record of each draft: the schema that it is, where it is one with a name.
fn names_of(replacements: &[Vec<Schema>]) -> Vec<Vec<Option<String>>> {
    let name = |schema: &Schema| match &schema.kind {
        SchemaKind::Ref { name } => Some(name.clone()),
        _ => None,
    };
    replacements.iter().map(|of| of.iter().map(name).collect()).collect()
}

/// The draft whose answer a record is.
#[derive(Clone, Copy)]
struct Owner {
    draft: usize,
    /// Whether the record's text links to its page.
    linked: bool,
}

/// For each pending record of each draft: the draft whose answer it is.
fn find_owners(drafts: &[Draft<'_>]) -> Vec<Vec<Option<Owner>>> {
    let by_page: BTreeMap<&str, usize> = drafts.iter().enumerate().map(|(i, d)| (d.page_stem(), i)).collect();
    let by_path: BTreeMap<String, usize> =
        drafts.iter().enumerate().filter_map(|(i, d)| Some((item_collection(d)?, i))).collect();
    let by_title: BTreeMap<&str, usize> =
        drafts.iter().enumerate().filter_map(|(i, d)| Some((d.title.as_deref()?, i))).collect();
    let titles: Vec<(&str, usize)> = by_title.into_iter().filter(|(title, _)| title.len() > 3).collect();
    // The kind that is quickest to build, and takes no more memory than the titles ask for.
    let kind = Some(AhoCorasickKind::NoncontiguousNFA);
    let any_title =
        LazyCell::new(|| AhoCorasick::builder().kind(kind).build(titles.iter().map(|(title, _)| title)));
    let find = |draft: &Draft<'_>, pending: &PendingRecord| {
        if pending.described || draft.components.iter().any(|component| component.name == pending.name) {
            return None;
        }
        let linked = pending.links.iter().find_map(|link| by_page.get(link.trim_matches('/')));
        let by_path = || by_path.get(&collection(draft)?);
        // Of the titles in its text, the first in their order.
        let by_title = || {
            let found = any_title.as_ref().ok()?.find_overlapping_iter(&pending.text);
            Some(&titles[found.map(|title| title.pattern().as_usize()).min()?].1)
        };
        let draft = linked.or_else(by_path).or_else(by_title).copied()?;
        success_object(&drafts[draft]).map(|_| Owner { draft, linked: linked.is_some() })
    };
    drafts.iter().map(|draft| draft.pending.iter().map(|pending| find(draft, pending)).collect()).collect()
}

/// Makes named schemas of the records that all pages describe alike.
fn name_described(drafts: &[Draft<'_>], schemas: &mut Schemas) {
    let mut found: BTreeMap<&str, (&Draft<'_>, &PendingRecord, bool)> = BTreeMap::new();
    for draft in drafts {
        for pending in draft.pending.iter().filter(|p| p.described) {
            let known = found.entry(&pending.name).or_insert((draft, pending, true));
            known.2 &= known.1.fallback == pending.fallback;
        }
    }
    for (name, (draft, pending, agreed)) in found {
        if agreed && !schemas.contains_key(name) && !refers_to_pending(&pending.fallback) {
            let line = draft.file.position(pending.span.start).line;
            let place = Some(Place { page: draft.file.relative.clone(), line });
            let schema = pending.fallback.clone();
            schemas.insert(name.to_owned(), NamedSchema { description: String::new(), schema, place });
        }
    }
}

/// Whether a shape holds a record that is not settled yet; its keys mean something on one page only.
fn refers_to_pending(schema: &Schema) -> bool {
    let mut refers = false;
    super::visit_schema(schema, &mut |inner| {
        refers |= matches!(&inner.kind, SchemaKind::Ref { name } if pending_index(name).is_some());
    });
    refers
}

/// The path of a list or batch page, without a slash at the end.
fn collection(draft: &Draft<'_>) -> Option<String> {
    let endpoint = draft.endpoint.as_ref()?;
    Some(endpoint.path.to_string().trim_end_matches('/').to_owned())
}

/// The collection of a page that gives one record: `/roles` of `GET /roles/{id}`.
fn item_collection(draft: &Draft<'_>) -> Option<String> {
    let endpoint = draft.endpoint.as_ref().filter(|e| e.method == Method::Get)?;
    match endpoint.path.parts.as_slice() {
        [PathPart::Literal(collection), PathPart::Parameter(_)] => {
            Some(collection.trim_end_matches('/').to_owned())
        }
        _ => None,
    }
}

fn success_object(draft: &Draft<'_>) -> Option<usize> {
    draft.responses.iter().position(|r| {
        r.status.is_success() && matches!(r.schema.as_ref().map(|s| &s.kind), Some(SchemaKind::Object(_)))
    })
}

/// The object that a page describes as its answer.
fn described<'d>(draft: &'d Draft<'_>) -> Option<&'d Schema> {
    draft.responses[success_object(draft)?].schema.as_ref()
}

fn unknown_record(
    draft: &Draft<'_>,
    pending: &PendingRecord,
    schemas: &Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> Schema {
    if schemas.contains_key(&pending.name) {
        return Schema::new(SchemaKind::Ref { name: pending.name.clone() });
    }
    if draft.settings.skip {
        return pending.fallback.clone();
    }
    let what = match pending.fallback.kind {
        SchemaKind::Any => "it takes any value",
        _ => "its shape was taken from the example",
    };
    diagnostics.push(
        Diagnostic::at(
            &rule::UNKNOWN_RECORD,
            pending.span,
            format!("no page describes the record `{}`", pending.name),
        )
        .note(what)
        .help("add the page that gets one such record"),
    );
    pending.fallback.clone()
}

fn replace_pending(draft: &mut Draft<'_>, replacements: &[Schema]) {
    let bodies = draft.request_body.iter_mut().map(|b| &mut b.schema);
    let answers = draft.responses.iter_mut().filter_map(|r| r.schema.as_mut());
    let parameters = draft.parameters.iter_mut().map(|p| &mut p.field.schema);
    for schema in parameters.chain(bodies).chain(answers) {
        replace_in(schema, replacements);
    }
}

fn replace_in(schema: &mut Schema, replacements: &[Schema]) {
    visit_schema_mut(schema, &mut |schema| {
        if let SchemaKind::Ref { name } = &schema.kind
            && let Some(index) = pending_index(name)
        {
            let nullable = schema.nullable;
            *schema = replacements[index].clone();
            schema.nullable |= nullable;
        }
    });
}

/// Moves the answer of a page into the named schemas.
fn name_record(draft: &mut Draft<'_>, name: &str, schemas: &mut Schemas) {
    let Some(index) = success_object(draft) else { return };
    let place = Some(draft.place());
    let Some(schema) = draft.responses[index].schema.as_mut() else { return };
    let reference = Schema::new(SchemaKind::Ref { name: name.to_owned() });
    let schema = std::mem::replace(schema, reference);
    schemas.insert(name.to_owned(), NamedSchema { description: String::new(), schema, place });
}
