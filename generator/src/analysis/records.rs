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
use std::collections::BTreeMap;

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
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (draft, records) in found.iter().enumerate() {
        for (index, owner) in records.iter().enumerate() {
            if let Some(owner) = owner {
                owners.entry(drafts[draft].pending[index].name.clone()).or_insert(*owner);
            }
        }
    }
    let names: BTreeMap<usize, String> = owners.iter().map(|(name, owner)| (*owner, name.clone())).collect();
    let mut replacements: Vec<Vec<Schema>> = Vec::new();
    for (draft, records) in found.iter().enumerate() {
        let replace = |(index, owner): (usize, &Option<usize>)| {
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
            // Where several pages describe a record of that name alike, one stands for all.
            let named = owners.get(&pending.name).copied();
            let alike =
                |owner: &usize| named.is_some_and(|of| described(&drafts[of]) == described(&drafts[*owner]));
            let owner = owner.filter(|owner| names.contains_key(owner) || !alike(owner)).or(named);
            match owner.and_then(|owner| names.get(&owner)) {
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
    for (owner, name) in names {
        name_record(&mut drafts[owner], &name, schemas);
    }
    check_shown_records(drafts, &shown_as, schemas, diagnostics);
    restrict_partial(drafts, &shown_as, schemas);
}

/// For each pending record of each draft: the schema that it is, where it is one with a name.
fn names_of(replacements: &[Vec<Schema>]) -> Vec<Vec<Option<String>>> {
    let name = |schema: &Schema| match &schema.kind {
        SchemaKind::Ref { name } => Some(name.clone()),
        _ => None,
    };
    replacements.iter().map(|of| of.iter().map(name).collect()).collect()
}

/// For each pending record of each draft: the draft whose answer it is.
fn find_owners(drafts: &[Draft<'_>]) -> Vec<Vec<Option<usize>>> {
    let by_page: BTreeMap<&str, usize> = drafts.iter().enumerate().map(|(i, d)| (d.page_stem(), i)).collect();
    let by_path: BTreeMap<String, usize> =
        drafts.iter().enumerate().filter_map(|(i, d)| Some((item_collection(d)?, i))).collect();
    let by_title: BTreeMap<&str, usize> =
        drafts.iter().enumerate().filter_map(|(i, d)| Some((d.title.as_deref()?, i))).collect();
    let find = |draft: &Draft<'_>, pending: &PendingRecord| {
        if pending.described || draft.components.iter().any(|component| component.name == pending.name) {
            return None;
        }
        let linked = pending.links.iter().find_map(|link| by_page.get(link.trim_matches('/')));
        let by_path = || by_path.get(&collection(draft)?);
        let by_title = || {
            by_title
                .iter()
                .filter(|(title, _)| title.len() > 3 && pending.text.contains(**title))
                .map(|(_, i)| i)
                .next()
        };
        let owner = linked.or_else(by_path).or_else(by_title).copied()?;
        success_object(&drafts[owner]).map(|_| owner)
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
