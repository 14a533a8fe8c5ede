//! Pass: records that `docbind.lock` knows keep their names.
//!
//! A record is the place that refers to it, whatever the pages call it now: the answer that it is, the field that
//! holds it, the webhook that sends it. A webhook is its page, or else its title; where it has another page and another
//! title, it is the only one that sends all that it sent before.

use super::draft::Draft;
use super::{Schemas, visit_schema_mut};
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::{Lock, LockedType, RecordUses, WEBHOOK};
use crate::model::{Schema, SchemaKind, Webhook};
use std::collections::{BTreeMap, BTreeSet};

/// So deep may records that only other records hold be renamed in one run.
const ROUNDS: usize = 4;

/// Gives records the names that they have in the lock. Gives what the pages call them now, by those names.
pub(super) fn keep_records(
    lock: &Lock,
    drafts: &mut [Draft<'_>],
    webhooks: &mut [Webhook],
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let records: Vec<(&str, &LockedType)> =
        lock.types.iter().filter(|of| !of.gone).filter_map(|of| Some((of.record()?, of))).collect();
    let mut kept = BTreeMap::new();
    if records.is_empty() {
        return kept;
    }
    for _ in 0..ROUNDS {
        let renamed = find_renamed(&records, drafts, webhooks, schemas);
        if renamed.is_empty() {
            break;
        }
        rename(&renamed, drafts, webhooks, schemas);
        kept.extend(renamed.into_iter().map(|(new, name)| (name, new)));
    }
    // Of two that changed places, the newcomer has no earlier name.
    kept.retain(|name, _| records.iter().any(|(known, _)| known == name));
    diagnostics.extend(kept.iter().map(|(name, new)| report_kept(name, new)));
    kept
}

/// The records that have another name now, each with the one that it keeps.
fn find_renamed(
    records: &[(&str, &LockedType)],
    drafts: &[Draft<'_>],
    webhooks: &[Webhook],
    schemas: &Schemas,
) -> BTreeMap<String, String> {
    let mut uses = RecordUses::default();
    for draft in drafts {
        let line = &draft.identity.line;
        uses.add_operation(line, &draft.parameters, draft.request_body.as_ref(), &draft.responses);
    }
    uses.add_webhooks(webhooks);
    schemas.iter().for_each(|(name, named)| uses.add_record(name, &named.schema));
    let here: BTreeMap<&str, Option<&str>> = records
        .iter()
        .map(|(name, of)| (*name, of.used_by.iter().find_map(|place| uses.at(place))))
        .collect();
    // What another place of the lock does not hold on to.
    let is_free = |found: &str| here.get(found).is_none_or(|at| *at != Some(found));
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for (name, of) in records {
        let now = match here[name] {
            Some(found) if found == *name => continue,
            Some(found)
                if !schemas.contains_key(*name)
                    || has_left(of, found, &uses)
                    || is_exchanged(of, name, found, schemas) =>
            {
                Some(found)
            }
            None if !schemas.contains_key(*name) => {
                alike(of, webhooks, schemas, &|found| !here.contains_key(found))
            }
            _ => None,
        };
        if let Some(now) = now.filter(|now| is_free(now) && !renamed.contains_key(*now)) {
            renamed.insert(now.to_owned(), (*name).to_owned());
        }
    }
    // What has one of these names now gets one that is free then.
    let targets: BTreeSet<String> = renamed.values().cloned().collect();
    let freed: Vec<String> = renamed.keys().filter(|name| !targets.contains(*name)).cloned().collect();
    let left = targets.into_iter().filter(|name| schemas.contains_key(name) && !renamed.contains_key(name));
    let left: Vec<String> = left.collect();
    renamed.extend(left.into_iter().zip(freed));
    renamed
}

/// Whether all places that referred to a record refer to another one now.
fn has_left(of: &LockedType, found: &str, uses: &RecordUses) -> bool {
    of.used_by.iter().filter_map(|place| uses.at(place)).all(|now| now == found)
}

/// Whether a record has another's name, and the other one has its own: that of a webhook by its page, any other by its
/// fields.
fn is_exchanged(of: &LockedType, name: &str, found: &str, schemas: &Schemas) -> bool {
    let is_webhook = of.used_by.iter().any(|place| place.starts_with(WEBHOOK));
    is_webhook || (has_all(of, found, schemas) && !has_all(of, name, schemas))
}

/// Whether a record has all fields that it had.
fn has_all(of: &LockedType, name: &str, schemas: &Schemas) -> bool {
    let Some(SchemaKind::Object(object)) = schemas.get(name).map(|named| &named.schema.kind) else {
        return false;
    };
    let now: BTreeSet<&str> = object.fields.iter().map(|field| field.name.as_str()).collect();
    of.members().all(|(_, wire)| now.contains(wire))
}

/// The only newcomer among what webhooks send that has all fields which a payload had.
fn alike<'w>(
    of: &LockedType,
    webhooks: &'w [Webhook],
    schemas: &Schemas,
    is_newcomer: &dyn Fn(&str) -> bool,
) -> Option<&'w str> {
    let is_webhook = of.used_by.iter().any(|place| place.starts_with(WEBHOOK));
    if !is_webhook || of.members.is_empty() {
        return None;
    }
    let payloads = webhooks.iter().filter_map(|webhook| match &webhook.payload.kind {
        SchemaKind::Ref { name } => Some(name.as_str()),
        _ => None,
    });
    let mut found = payloads.filter(|name| is_newcomer(name) && has_all(of, name, schemas));
    found.next().filter(|_| found.next().is_none())
}

fn rename(
    renamed: &BTreeMap<String, String>,
    drafts: &mut [Draft<'_>],
    webhooks: &mut [Webhook],
    schemas: &mut Schemas,
) {
    let in_schema = |schema: &mut Schema| {
        visit_schema_mut(schema, &mut |inner| {
            if let SchemaKind::Ref { name } = &mut inner.kind
                && let Some(kept) = renamed.get(name)
            {
                name.clone_from(kept);
            }
        });
    };
    for draft in drafts {
        let bodies = draft.request_body.iter_mut().map(|body| &mut body.schema);
        let answers = draft.responses.iter_mut().filter_map(|of| of.schema.as_mut());
        let parameters = draft.parameters.iter_mut().map(|of| &mut of.field.schema);
        parameters.chain(bodies).chain(answers).for_each(in_schema);
    }
    webhooks.iter_mut().for_each(|of| in_schema(&mut of.payload));
    let taken: Vec<_> = renamed.iter().filter_map(|(now, kept)| Some((kept, schemas.remove(now)?))).collect();
    schemas.extend(taken.into_iter().map(|(kept, named)| (kept.clone(), named)));
    schemas.values_mut().for_each(|named| in_schema(&mut named.schema));
}

fn report_kept(name: &str, new: &str) -> Diagnostic {
    Diagnostic::general(&rule::NAME_KEPT, format!("the pages now call the record `{name}` `{new}`"))
        .note(format!("it keeps the name `{name}`, which `docbind.lock` has"))
        .help_in_settings(format!(
            "`docbind lock SPEC --rename {name}` takes the new name, and leaves the old one as a deprecated alias"
        ))
}
