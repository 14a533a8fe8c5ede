//! What an earlier run decided on types: which type is used at which place.
//!
//! ```text
//! place   = record, { step } | line, ":", part, { step } ;    (* `Order.lines[]`, `GET /v1/orders/{}:200.items[]` *)
//! part    = "request" | "path" | "query" | "header" | "cookie" | "body" | "response" | "error" | status ;
//! step    = ".", name | "[]" | "{}" | "|", alternative ;
//! ```
//!
//! A type is known again by the places that use it. Types that become equal stay apart where the lock has both. A type
//! that several places use and that is no longer the same in all of them keeps its name where it did not change; one
//! that is sent takes in what is new and may be left out, so that callers of the others see no change.

use super::drafts::{Drafts, FieldShape, PartText, Shape};
use super::locked::NO_BODY;
use super::rust_crate::RustCrate;
use super::rust_type::{Payload, Placement, Presence, TypeId};
use super::shape_hash::shapes;
use super::type_names::TypeNames;
use super::types::key_of;
use crate::config::Config;
use crate::lock::{Lock, LockedOperation, LockedType, without_names};
use crate::model::{Api, EnumMember, EnumValue, Operation, Status};
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// The types of an earlier run, and where the lowering is just now.
#[derive(Debug, Default)]
pub(super) struct Kept<'l> {
    /// `None` where nobody asks for places.
    here: Option<String>,
    types: &'l [LockedType],
    by_place: HashMap<&'l str, usize>,
    /// The operations that it knows, by their lines without the names of placeholders.
    operations: HashMap<String, Vec<&'l LockedOperation>>,
    /// Values that settings name.
    named: Vec<&'l EnumMember>,
}

impl<'l> Kept<'l> {
    /// What a lock says; places are noted. What settings name is not kept.
    pub(super) fn new(lock: &'l Lock, config: &'l Config) -> Self {
        let types = lock.types.as_slice();
        let places = types.iter().enumerate().filter(|(_, of)| !of.gone);
        let by_place = places.flat_map(|(at, of)| of.places.iter().map(move |place| (place.as_str(), at)));
        let mut operations: HashMap<String, Vec<&LockedOperation>> = HashMap::new();
        for of in &lock.operations {
            operations.entry(without_names(of.line())).or_default().push(of);
        }
        let values = config.fields.iter().filter_map(|of| of.values.as_ref());
        let named = values.flat_map(|of| &of.value.members).filter(|member| member.name.is_some()).collect();
        Self { here: Some(String::new()), types, by_place: by_place.collect(), operations, named }
    }

    /// Whether a setting calls a value that.
    pub(super) fn is_set(&self, value: &EnumValue, name: Option<&str>) -> bool {
        let is_it = |of: &&EnumMember| of.value == *value && of.name.as_deref() == name;
        self.named.iter().any(is_it)
    }

    /// Whether the lock knows an operation of that line.
    pub(super) fn has_operation(&self, line: &str) -> bool {
        self.operations.contains_key(&without_names(line))
    }

    /// What an operation is found by in the lock, where that has it: an operation that it knows has its names.
    fn key_of(&self, of: &Operation) -> Option<&'l str> {
        let same = self.operations.get(&without_names(&of.identity.line))?.iter();
        let mut same = same.filter(|known| known.id == of.identity.id && known.group == of.identity.group);
        same.next().map(|known| known.endpoint.as_str())
    }

    /// The type of the lock that is used at this place.
    pub(super) fn known(&self) -> Option<usize> {
        let here = self.here.as_ref().filter(|_| !self.types.is_empty());
        here.and_then(|here| self.by_place.get(here.as_str()).copied())
    }

    /// The field by which the lock has an object that is one of several alternatives here: of the types that it has by
    /// one of these fields, that of the type which has most of them.
    pub(super) fn alternative<'n>(&self, fields: &[&'n str]) -> Option<&'n str> {
        let here = self.here.as_ref().filter(|_| !self.types.is_empty())?;
        let known = |field: &str| self.by_place.get(format!("{here}|{field}").as_str());
        let common = |of: &LockedType| of.members().filter(|(_, wire)| fields.contains(wire)).count();
        let found = fields.iter().filter_map(|field| Some((common(&self.types[*known(field)?]), *field)));
        found.rev().max_by_key(|(common, _)| *common).map(|(_, field)| field)
    }

    /// The statuses that come without a body in the errors that the lock has here.
    pub(super) fn bare_outcomes(&self) -> HashSet<&'l str> {
        let members = self.known().map_or(&[][..], |known| self.types[known].members.as_slice());
        let split = |member: &'l String| member.split_once(" = ")?.1.split_once(": ");
        let bare = members.iter().filter_map(split).filter(|(_, body)| {
            body.strip_prefix(NO_BODY).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
        });
        bare.map(|(status, _)| status).collect()
    }

    /// What the lock says of a type.
    pub(super) fn get(&self, known: usize) -> &'l LockedType {
        &self.types[known]
    }

    /// This place.
    pub(super) fn here(&self) -> Option<&str> {
        self.here.as_deref()
    }
}

/// A step of a place.
pub(super) trait Step {
    /// Adds it to the place before it.
    fn push_to(self, place: &mut String);
}

impl Step for &str {
    fn push_to(self, place: &mut String) {
        place.push_str(self);
    }
}

impl Step for fmt::Arguments<'_> {
    fn push_to(self, place: &mut String) {
        let _ = place.write_fmt(self);
    }
}

impl Step for Status {
    fn push_to(self, place: &mut String) {
        let _ = write!(place, "{self}");
    }
}

impl<'a> Drafts<'a> {
    /// Lowers what stands one step further.
    pub(super) fn at<T>(&mut self, step: impl Step, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.at_step("", step, lower)
    }

    /// Lowers a field.
    pub(super) fn at_field<T>(&mut self, name: &str, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.at_step(".", name, lower)
    }

    fn at_step<T>(&mut self, sign: &str, step: impl Step, lower: impl FnOnce(&mut Self) -> T) -> T {
        let Some(here) = &mut self.kept.here else { return lower(self) };
        let before = here.len();
        here.push_str(sign);
        step.push_to(here);
        let lowered = lower(self);
        self.kept.here.iter_mut().for_each(|here| here.truncate(before));
        lowered
    }

    /// Lowers a part of an operation.
    pub(super) fn in_part<T>(&mut self, part: impl Step, lower: impl FnOnce(&mut Self) -> T) -> T {
        self.at_step(":", part, lower)
    }

    /// Lowers an operation.
    pub(super) fn in_operation<T>(&mut self, of: &Operation, lower: impl FnOnce(&mut Self) -> T) -> T {
        match self.kept.here {
            Some(_) => {
                let key = without_names(&self.operation_key(of));
                self.at(key.as_str(), lower)
            }
            None => lower(self),
        }
    }

    /// Gives each operation what it is found by in the lock: what it was found by before, else verb and path, with its
    /// group and id where another has the same.
    pub(super) fn note_keys(&mut self, api: &Api) {
        let mut taken: HashSet<String> = HashSet::new();
        let known = |of: &&Operation| self.kept.key_of(of).map(str::to_owned);
        let mut keys: BTreeMap<(String, String), String> = BTreeMap::new();
        let name = |of: &Operation| (of.identity.group.clone(), of.identity.id.clone());
        for (of, key) in api.operations.iter().filter_map(|of| Some((of, known(&of)?))) {
            taken.insert(without_names(&key));
            keys.insert(name(of), key);
        }
        let mut lines: HashMap<String, usize> = HashMap::new();
        for of in &api.operations {
            *lines.entry(without_names(&of.identity.line)).or_default() += 1;
        }
        for of in api.operations.iter().filter(|of| known(of).is_none()) {
            let line = without_names(&of.identity.line);
            let key = match lines[&line] > 1 || taken.contains(&line) {
                true => format!("{}#{}.{}", of.identity.line, of.identity.group, of.identity.id),
                false => of.identity.line.clone(),
            };
            keys.insert(name(of), key);
        }
        self.keys = keys;
    }

    /// Verb and path of an operation, with its group and id where others have the same.
    pub(super) fn operation_key(&self, of: &Operation) -> String {
        let key = self.keys.get(&(of.identity.group.clone(), of.identity.id.clone()));
        key.unwrap_or(&of.identity.line).clone()
    }

    /// Makes a type of the lock that is sent hold what is new at this place, where all of it may be left out. `None`
    /// where there is no such type, or it cannot.
    pub(super) fn widen(&mut self, known: usize, shape: &Shape, parts: &[PartText]) -> Option<TypeId> {
        let all = self.of_known.get(&known)?.iter();
        let (id, (wide, added)) =
            all.copied().find_map(|id| Some((id, widened(&self.get(id).shape, shape)?)))?;
        let texts: Vec<PartText> = added.into_iter().filter_map(|at| parts.get(at).cloned()).collect();
        self.replace_shape(id, wide, texts);
        Some(id)
    }
}

/// A shape with what another adds to it, and the parts of the other that are new; `None` where callers would see a
/// change.
fn widened(of: &Shape, other: &Shape) -> Option<(Shape, Vec<usize>)> {
    match (of, other) {
        (Shape::Enum { members }, Shape::Enum { members: others }) => {
            let is_integer = |member: &(EnumValue, Option<String>)| matches!(member.0, EnumValue::Integer(_));
            let kind = is_integer(members.first()?);
            let is_new = |at: &usize| members.iter().all(|(value, _)| *value != others[*at].0);
            let added: Vec<usize> = (0..others.len()).filter(is_new).collect();
            let all: Vec<_> = members.iter().chain(added.iter().map(|at| &others[*at])).cloned().collect();
            all.iter()
                .all(|member| is_integer(member) == kind)
                .then_some((Shape::Enum { members: all }, added))
        }
        (
            Shape::Struct { serde, fields, open },
            Shape::Struct { serde: same, fields: others, open: opens },
        ) if serde == same && !serde.deserialize && open == opens => {
            let may_miss =
                |field: &FieldShape| matches!(field.presence, Presence::Optional | Presence::Nullable);
            let find = |list: &'_ [FieldShape], field: &FieldShape| {
                list.iter().position(|of| of.part == field.part && of.wire_name == field.wire_name)
            };
            let agrees = fields.iter().all(|field| match find(others, field) {
                Some(at) => others[at] == *field,
                None => may_miss(field),
            });
            let added: Vec<usize> =
                (0..others.len()).filter(|at| find(fields, &others[*at]).is_none()).collect();
            let fits = agrees && added.iter().all(|at| may_miss(&others[*at]));
            let all = fields.iter().chain(added.iter().map(|at| &others[*at])).cloned().collect();
            fits.then_some((Shape::Struct { serde: *serde, fields: all, open: *open }, added))
        }
        (Shape::Errors { outcomes }, Shape::Errors { outcomes: others }) => {
            let mut all = outcomes.clone();
            let mut added = Vec::new();
            for (at, (status, payload)) in others.iter().enumerate() {
                match all.iter_mut().find(|(known, _)| known == status) {
                    Some((_, known)) if known == payload => {}
                    Some((_, known @ Payload::None)) if matches!(payload, Payload::Beside(_)) => {
                        known.clone_from(payload);
                    }
                    Some((_, Payload::Beside(_))) if *payload == Payload::None => {}
                    Some(_) => return None,
                    None => {
                        all.push((*status, payload.clone()));
                        added.push(at);
                    }
                }
            }
            Some((Shape::Errors { outcomes: all }, added))
        }
        _ => None,
    }
}

/// Where several shapes claim a type of the lock, the one that did not change has it; where all did, the one with most
/// of its places.
pub(super) fn settle_known(drafts: &mut Drafts<'_>) {
    let shapes = shapes(drafts);
    let mut claims: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
    for id in drafts.ids() {
        if let Some(known) = drafts.get(id).known {
            claims.entry(known).or_default().push(id);
        }
    }
    for (known, ids) in claims {
        let of = drafts.kept.get(known);
        let places =
            |id: &TypeId| drafts.get(*id).places.iter().filter(|place| of.places.contains(place)).count();
        let rank = |id: &&TypeId| (shapes[id.0 as usize] == of.shape, places(id));
        let keeper = match ids.as_slice() {
            [only] => Some(*only),
            all => all.iter().rev().max_by_key(rank).copied(),
        };
        let Some(keeper) = keeper else { continue };
        for id in ids.into_iter().filter(|id| *id != keeper) {
            drafts.list[id.0 as usize].known = None;
        }
        keep_order(drafts, keeper, of);
    }
}

/// Puts the members of a type in the order that they had, newcomers last: `new` takes its arguments in it.
fn keep_order(drafts: &mut Drafts<'_>, id: TypeId, of: &LockedType) {
    let before: HashMap<&str, usize> = of.members().enumerate().map(|(at, (_, wire))| (wire, at)).collect();
    let draft = &mut drafts.list[id.0 as usize];
    let place = |name: &str| before.get(name).copied().unwrap_or(before.len());
    let texts = std::mem::take(&mut draft.parts);
    match &mut draft.shape {
        Shape::Struct { fields, .. } => {
            let mut all: Vec<(FieldShape, PartText)> = fields.drain(..).zip(texts).collect();
            all.sort_by_key(|(field, _)| place(&field.wire_name));
            (*fields, draft.parts) = all.into_iter().unzip();
        }
        Shape::Enum { members } => {
            let mut all: Vec<_> = members.drain(..).zip(texts).collect();
            all.sort_by_cached_key(|((value, _), _)| place(&key_of(value)));
            (*members, draft.parts) = all.into_iter().unzip();
        }
        // What takes any other status is last.
        Shape::Errors { outcomes } => {
            let mut all: Vec<_> = outcomes.drain(..).zip(texts).collect();
            all.sort_by_key(|((status, _), _)| *status);
            (*outcomes, draft.parts) = all.into_iter().unzip();
        }
        _ => draft.parts = texts,
    }
}

/// Types are found where they were: the module of a group shows those that moved, and what all share stays so.
pub(super) fn keep_places(lock: &Lock, drafts: &Drafts<'_>, names: &TypeNames, of: &mut RustCrate) {
    let modules: Vec<String> = of.groups.iter().map(|group| group.module.as_str().to_owned()).collect();
    let mut shown: Vec<(usize, TypeId)> = Vec::new();
    for id in drafts.ids() {
        let Some(known) = drafts.get(id).known.map(|known| drafts.kept.get(known)) else { continue };
        let was = modules.iter().position(|module| *module == known.module);
        match (of.get(id).placement.clone(), was) {
            (Placement::Group(group), None) if known.module == "types" => {
                let feature = of.groups[group].feature.clone();
                of.types[id.0 as usize].placement = Placement::Shared(vec![feature]);
                of.groups[group].types.retain(|own| *own != id);
                of.shared.push(id);
                shown.push((group, id));
            }
            (Placement::Shared(_), Some(was)) => shown.push((was, id)),
            // It was another group's alone.
            (Placement::Group(group), Some(was)) if was != group => {
                let features = [was, group].map(|group| of.groups[group].feature.clone());
                of.types[id.0 as usize].placement = Placement::Shared(features.to_vec());
                of.groups[group].types.retain(|own| *own != id);
                of.shared.push(id);
                shown.extend([(group, id), (was, id)]);
            }
            _ => {}
        }
    }
    let by_name: HashMap<&str, TypeId> =
        drafts.ids().map(|id| (names.idents[id.0 as usize].as_str(), id)).collect();
    for known in &lock.groups {
        let Some(group) = modules.iter().position(|module| *module == known.module) else { continue };
        shown.extend(known.shows.iter().filter_map(|name| Some((group, *by_name.get(name.as_str())?))));
    }
    for (group, id) in shown {
        let feature = of.groups[group].feature.clone();
        match &mut of.types[id.0 as usize].placement {
            Placement::Shared(features) if !features.is_empty() && !features.contains(&feature) => {
                features.push(feature);
                features.sort();
            }
            // It stands in a module that may not be there.
            Placement::Group(_) => continue,
            Placement::Shared(_) => {}
        }
        let reexports = &mut of.groups[group].reexports;
        if !reexports.contains(&id) {
            reexports.push(id);
        }
    }
    let ident = |id: &TypeId| names.idents[id.0 as usize].clone();
    of.groups.iter_mut().for_each(|group| group.reexports.sort_by_key(ident));
    of.shared.sort_by_key(ident);
}
