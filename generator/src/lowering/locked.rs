//! What the next run must keep to: the names that this one gave, and those of earlier runs that are no longer in use.

use super::drafts::{Draft, Drafts, Shape};
use super::groups::GroupDraft;
use super::rust_crate::{EncodedMethod, RustCrate, WebhookEvents};
use super::rust_type::{Placement, Struct, TypeId, TypeKind};
use super::shape_hash::{shapes, type_text};
use super::type_names::TypeNames;
use crate::lock::{Lock, LockedGroup, LockedOperation, LockedType, RecordUses, WEBHOOK};
use crate::model::Api;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The lock of what was lowered; `lock` is the one that it was lowered with.
pub(super) fn lock_names(
    lock: &Lock,
    api: &Api,
    drafts: &Drafts<'_>,
    groups: &[GroupDraft<'_>],
    names: &TypeNames,
    rust_crate: &RustCrate,
) -> Lock {
    let types = lock_types(api, drafts, names, rust_crate);
    let mut next = lock.clone();
    next.operations = with_gone(lock_operations(lock, api, drafts, groups, rust_crate), &lock.operations);
    next.groups = with_gone(lock_groups(api, drafts, groups, rust_crate, &lock.groups), &lock.groups);
    next.types = with_gone(types, &lock.types);
    next
}

/// Something that the lock keeps a name for.
trait Entry: Clone {
    /// What it is found by.
    fn key(&self) -> &str;
    fn leave(&mut self);
}

/// The entries of now, and those of before that are no more, sorted.
fn with_gone<T: Entry>(mut now: Vec<T>, before: &[T]) -> Vec<T> {
    let here: BTreeSet<String> = now.iter().map(|of| of.key().to_owned()).collect();
    let gone = before.iter().filter(|of| !here.contains(of.key())).cloned().map(|mut of| {
        of.leave();
        of
    });
    now.extend(gone);
    now.sort_by(|a, b| a.key().cmp(b.key()));
    now
}

impl Entry for LockedOperation {
    fn key(&self) -> &str {
        &self.endpoint
    }
    fn leave(&mut self) {
        self.gone = true;
    }
}

impl Entry for LockedGroup {
    fn key(&self) -> &str {
        &self.module
    }
    fn leave(&mut self) {
        self.gone = true;
    }
}

impl Entry for LockedType {
    fn key(&self) -> &str {
        &self.name
    }
    fn leave(&mut self) {
        self.gone = true;
    }
}

fn lock_operations(
    lock: &Lock,
    api: &Api,
    drafts: &Drafts<'_>,
    groups: &[GroupDraft<'_>],
    rust_crate: &RustCrate,
) -> Vec<LockedOperation> {
    let earlier: HashMap<&str, &LockedOperation> =
        lock.operations.iter().map(|of| (of.endpoint.as_str(), of)).collect();
    let mut operations = Vec::new();
    for (group, module) in groups.iter().zip(&rust_crate.groups) {
        for ((index, _), method) in group.operations.iter().zip(&module.methods) {
            let of = &api.operations[*index];
            let called = Some(&of.identity.called).filter(|called| **called != of.identity.id);
            let endpoint = drafts.operation_key(of);
            let earlier = earlier.get(endpoint.as_str());
            let paging = method.paging.as_ref();
            operations.push(LockedOperation {
                was: earlier.map(|of| of.was.clone()).unwrap_or_default(),
                aliases: earlier.map(|of| of.aliases.clone()).unwrap_or_default(),
                endpoint,
                later: of.identity.later,
                id: of.identity.id.clone(),
                called: called.cloned(),
                group: of.identity.group.clone(),
                bare: method.request.is_none() || method.with_request.is_some(),
                with_request: method.with_request.as_ref().map(|ident| ident.as_str().to_owned()),
                pages: paging.map(|paging| paging.ident.as_str().to_owned()),
                pages_with_request: paging
                    .and_then(|paging| Some(paging.with_request.as_ref()?.as_str().to_owned())),
                encoded: method.encoded.iter().map(EncodedMethod::line).collect(),
                gone: false,
            });
        }
    }
    operations
}

fn lock_groups(
    api: &Api,
    drafts: &Drafts<'_>,
    groups: &[GroupDraft<'_>],
    rust_crate: &RustCrate,
    before: &[LockedGroup],
) -> Vec<LockedGroup> {
    let lock = |(group, module): (&GroupDraft<'_>, &super::Group)| {
        let name = module.module.as_str();
        let earlier = before.iter().find(|of| of.module == name);
        let methods = group.operations.iter().map(|(index, ident)| {
            format!("{} = {}", ident.as_str(), drafts.operation_key(&api.operations[*index]))
        });
        let mut methods: Vec<String> = methods.collect();
        let is_taken = |methods: &[String], method: &str| methods.iter().any(|of| method_name(of) == method);
        for gone in earlier.iter().flat_map(|of| &of.methods) {
            if !is_taken(&methods, method_name(gone)) {
                methods.push(gone.clone());
            }
        }
        methods.sort();
        let shows = module.reexports.iter().map(|id| rust_crate.get(*id).ident.as_str().to_owned());
        let mut shows: Vec<String> = shows.collect();
        shows.sort();
        LockedGroup {
            name: group.name.to_owned(),
            module: name.to_owned(),
            handle: module.handle.as_str().to_owned(),
            methods,
            shows,
            aliases: earlier.map(|of| of.aliases.clone()).unwrap_or_default(),
            gone: false,
        }
    };
    groups.iter().zip(&rust_crate.groups).map(lock).collect()
}

/// `get_one` of `get_one = GET /v1/orders/{id}`.
fn method_name(line: &str) -> &str {
    line.split_once(" = ").map_or(line, |(name, _)| name)
}

fn lock_types(api: &Api, drafts: &Drafts<'_>, names: &TypeNames, rust_crate: &RustCrate) -> Vec<LockedType> {
    let (shapes, uses) = (shapes(drafts), RecordUses::of(api));
    let best = uses.best();
    let lock = |id: TypeId| {
        let (draft, item) = (drafts.get(id), rust_crate.get(id));
        let earlier = draft.known.map(|known| drafts.kept.get(known));
        let name = names.before_settings[id.0 as usize].as_str();
        let mut places = draft.places.clone();
        places.sort();
        places.dedup();
        let module = match item.placement {
            Placement::Group(group) => rust_crate.groups[group].module.as_str(),
            Placement::Shared(_) => "types",
        };
        let (new, fixed) = match &item.kind {
            TypeKind::Struct(of) if of.has_constructor() => arguments(of),
            _ => Default::default(),
        };
        LockedType {
            name: name.to_owned(),
            aliases: earlier.map(|of| of.aliases.clone()).unwrap_or_default(),
            module: module.to_owned(),
            used_by: used_by(draft, drafts, &uses, &best),
            places,
            shape: shapes[id.0 as usize].clone(),
            required: item
                .required()
                .filter(|_| name == item.ident.as_str())
                .map(|of| of.as_str().to_owned()),
            required_aliases: earlier.map(|of| of.required_aliases.clone()).unwrap_or_default(),
            new,
            fixed,
            members: members(drafts, id, rust_crate),
            member_aliases: earlier.map(|of| of.member_aliases.clone()).unwrap_or_default(),
            gone: false,
        }
    };
    let events = rust_crate.webhook_events.iter().map(|of| lock_events(of, rust_crate));
    drafts.ids().map(lock).chain(events).collect()
}

/// The enum of what the API sends on its own. It is used by no place.
fn lock_events(of: &WebhookEvents, rust_crate: &RustCrate) -> LockedType {
    let members = of.variants.iter().map(|variant| {
        let holds = variant.payload.map_or("Value", |id| rust_crate.get(id).ident.as_str());
        format!("{} = {}: {holds}", variant.ident.as_str(), variant.events.join(", "))
    });
    LockedType::events(of.ident.as_str(), members.collect())
}

/// What a record is known by: the place that it was known by, or else the best one.
fn used_by(
    draft: &Draft,
    drafts: &Drafts<'_>,
    uses: &RecordUses,
    best: &BTreeMap<&str, Vec<&str>>,
) -> Vec<String> {
    let Some(name) = draft.schema.as_deref() else { return Vec::new() };
    let earlier = draft.known.map_or(&[][..], |known| drafts.kept.get(known).used_by.as_slice());
    let stays = |place: &String| !place.starts_with(WEBHOOK) && uses.at(place) == Some(name);
    if !earlier.is_empty() && earlier.iter().all(stays) {
        return earlier.to_vec();
    }
    best.get(name).into_iter().flatten().map(|place| (*place).to_owned()).collect()
}

/// What `new` asks for, and what it fills in.
fn arguments(of: &Struct) -> (Vec<String>, Vec<String>) {
    let required = of.fields.iter().filter(|field| field.required);
    let fixed = of.fields.iter().filter_map(|field| Some((field, field.fixed.as_ref()?)));
    (
        required.map(|field| field.ident.as_str().to_owned()).collect(),
        fixed.map(|(field, variant)| format!("{} = {}", field.ident.as_str(), variant.as_str())).collect(),
    )
}

/// What the lock says of a status that comes without a body.
pub(super) const NO_BODY: &str = "None";

/// The fields or variants of a type, each with what it is on the wire.
fn members(drafts: &Drafts<'_>, id: TypeId, rust_crate: &RustCrate) -> Vec<String> {
    let name = |id: TypeId| rust_crate.get(id).ident.as_str().to_owned();
    match (&rust_crate.get(id).kind, &drafts.get(id).shape) {
        (TypeKind::Struct(of), Shape::Struct { fields, .. }) => {
            let all = of.fields.iter().zip(fields);
            all.map(|(field, shape)| {
                let text = type_text(&field.rust_type, &name);
                format!("{} = {}: {text}", field.ident.as_str(), shape.wire_name)
            })
            .collect()
        }
        (TypeKind::IntegerEnum(variants), _) => {
            variants.iter().map(|of| format!("{} = {}", of.ident.as_str(), of.value)).collect()
        }
        (TypeKind::StringEnum(variants), _) => {
            variants.iter().map(|of| format!("{} = {:?}", of.ident.as_str(), of.value)).collect()
        }
        (TypeKind::Union(of), _) => {
            let all = of.variants.iter();
            all.map(|(ident, of)| format!("{} = {}", ident.as_str(), type_text(of, &name))).collect()
        }
        (TypeKind::Tagged(of), Shape::Tagged { variants, .. }) => {
            let all = of.variants.iter().zip(variants);
            all.map(|(of, shape)| format!("{} = {:?}", of.ident.as_str(), shape.name)).collect()
        }
        (TypeKind::Errors(outcomes) | TypeKind::Answers(outcomes), _) => {
            let text = |of: &super::Outcome| match &of.payload {
                super::Payload::Json(of) => type_text(of, &name),
                super::Payload::Beside(of) => format!("{NO_BODY}, {}", type_text(of, &name)),
                other => format!("{other:?}"),
            };
            outcomes.iter().map(|of| format!("{} = {}: {}", of.ident.as_str(), of.status, text(of))).collect()
        }
        _ => Vec::new(),
    }
}
