//! The parts of operations that are of one record: the body that creates or changes it, the answer that gives
//! it, the items of the list that it is in.

use crate::analysis::Schemas;
use crate::analysis::draft::{Draft, Endpoint};
use crate::model::{Example, Method, PathPart, Schema, SchemaKind};
use foldhash::{HashMap, HashMapExt as _};
use serde_json::Value;
use std::collections::BTreeMap;

/// The part of an operation that holds a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The body of the request.
    Sent,
    /// The answer of that index.
    Read(usize),
}

/// A step from the whole body or answer to the record in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Items,
}

/// A place of a record.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub draft: usize,
    pub side: Side,
    pub steps: Vec<Step>,
    /// The schema that the record is, where it has a name.
    pub named: Option<String>,
}

/// What a part does with the record; parts that do the same tell nothing of each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Sends,
    GivesOne,
    Lists,
    Confirms,
}

/// A part, with all that may be the record in it.
struct Part<'s> {
    role: Role,
    candidates: Vec<(Spot, Vec<&'s str>)>,
}

/// The places of each record, records in the order of their paths.
pub(super) fn find_records(drafts: &[Draft<'_>], schemas: &Schemas) -> Vec<Vec<Spot>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.settings.skip) {
        if let Some(endpoint) = &draft.endpoint {
            groups.entry(stem(endpoint)).or_default().push(at);
        }
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    groups.map(|group| places(&group, drafts, schemas)).filter(|spots| spots.len() > 1).collect()
}

/// Host and path without the parameters at the end: that of the collection.
fn stem(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.as_str(),
        PathPart::Parameter(_) => "{}",
    });
    let path: String = parts.collect();
    let mut path = path.trim_end_matches('/');
    while let Some(shorter) = path.strip_suffix("/{}") {
        path = shorter.trim_end_matches('/');
    }
    format!("{}{path}", endpoint.host.as_deref().unwrap_or_default())
}

fn places(group: &[usize], drafts: &[Draft<'_>], schemas: &Schemas) -> Vec<Spot> {
    let key = |at: usize| {
        let endpoint = drafts[at].endpoint.as_ref();
        endpoint.map(|of| (of.method.as_str(), of.path.to_string()))
    };
    // Pages that share verb and path are of several things that one URL does.
    let mut sharing = BTreeMap::new();
    group.iter().for_each(|at| *sharing.entry(key(*at)).or_insert(0) += 1);
    let alone = |at: &&usize| sharing[&key(**at)] == 1;
    let parts: Vec<Part<'_>> =
        group.iter().filter(alone).flat_map(|&at| parts_of(at, &drafts[at], schemas)).collect();
    // For each name, the roles of the parts that have it.
    let mut roles: HashMap<&str, u8> = HashMap::new();
    for part in &parts {
        for name in part.candidates.iter().flat_map(|(_, names)| names) {
            *roles.entry(name).or_default() |= 1 << part.role as u8;
        }
    }
    parts.iter().filter_map(|part| best(part, &roles)).collect()
}

/// The candidate that has most names in common with parts of other roles.
fn best(part: &Part<'_>, roles: &HashMap<&str, u8>) -> Option<Spot> {
    let own = 1 << part.role as u8;
    let is_shared = |name: &&&str| roles.get(**name).is_some_and(|roles| roles & !own != 0);
    let scored =
        part.candidates.iter().map(|(spot, names)| (names.iter().filter(is_shared).count(), spot, names));
    let (score, spot, names) = scored.rev().max_by_key(|(score, ..)| *score)?;
    // A confirmation may share a name or two with any record.
    let enough = match part.role {
        Role::Confirms => score >= 3 && score * 2 >= names.len(),
        _ => score >= 1,
    };
    enough.then(|| spot.clone())
}

fn parts_of<'s>(at: usize, draft: &'s Draft<'_>, schemas: &'s Schemas) -> Vec<Part<'s>> {
    let Some(endpoint) = &draft.endpoint else { return Vec::new() };
    let writes = matches!(endpoint.method, Method::Post | Method::Put | Method::Patch);
    let mut parts = Vec::new();
    if let Some(body) = draft.request_body.as_ref().filter(|_| writes) {
        let candidates = candidates(at, Side::Sent, &body.schema, schemas);
        parts.push(Part { role: Role::Sends, candidates });
    }
    for (index, response) in draft.responses.iter().enumerate() {
        let Some(schema) = response.schema.as_ref().filter(|_| response.status.is_success()) else {
            continue;
        };
        let ends_in_parameter = matches!(endpoint.path.parts.last(), Some(PathPart::Parameter(_)));
        let role = match endpoint.method {
            Method::Get if ends_in_parameter => Role::GivesOne,
            Method::Get => Role::Lists,
            _ if writes => Role::Confirms,
            _ => continue,
        };
        parts.push(Part { role, candidates: candidates(at, Side::Read(index), schema, schemas) });
    }
    parts
}

/// The objects that a body or answer is, or holds directly.
fn candidates<'s>(
    draft: usize,
    side: Side,
    schema: &'s Schema,
    schemas: &'s Schemas,
) -> Vec<(Spot, Vec<&'s str>)> {
    let mut found = Vec::new();
    let mut note = |schema: &'s Schema, mut steps: Vec<Step>| -> Option<&'s Schema> {
        let schema = match &schema.kind {
            SchemaKind::Array { items } => {
                steps.push(Step::Items);
                items
            }
            _ => schema,
        };
        let (named, object) = match &schema.kind {
            SchemaKind::Ref { name } => (Some(name.clone()), &schemas.get(name)?.schema),
            _ => (None, schema),
        };
        let SchemaKind::Object(fields) = &object.kind else { return None };
        let names = fields.fields.iter().map(|field| field.name.as_str()).collect();
        let inside = named.is_none() && !steps.contains(&Step::Items);
        found.push((Spot { draft, side, steps, named }, names));
        inside.then_some(object)
    };
    if let Some(SchemaKind::Object(object)) = note(schema, Vec::new()).map(|of| &of.kind) {
        for field in &object.fields {
            note(&field.schema, vec![Step::Member(field.name.clone())]);
        }
    }
    found
}

impl Spot {
    pub fn is_sent(&self) -> bool {
        self.side == Side::Sent
    }

    /// The shape of the record, where it stands.
    pub fn schema<'s>(&self, drafts: &'s [Draft<'_>], schemas: &'s Schemas) -> Option<&'s Schema> {
        if let Some(name) = &self.named {
            return schemas.get(name).map(|named| &named.schema);
        }
        let draft = &drafts[self.draft];
        let whole = match self.side {
            Side::Sent => &draft.request_body.as_ref()?.schema,
            Side::Read(index) => draft.responses.get(index)?.schema.as_ref()?,
        };
        self.steps.iter().try_fold(whole, |schema, step| match (&schema.kind, step) {
            (SchemaKind::Array { items }, Step::Items) => Some(&**items),
            (SchemaKind::Object(object), Step::Member(name)) => object.field(name).map(|of| &of.schema),
            _ => None,
        })
    }

    /// The same, to change it.
    pub fn schema_mut<'s>(
        &self,
        drafts: &'s mut [Draft<'_>],
        schemas: &'s mut Schemas,
    ) -> Option<&'s mut Schema> {
        if let Some(name) = &self.named {
            return schemas.get_mut(name).map(|named| &mut named.schema);
        }
        let draft = &mut drafts[self.draft];
        let whole = match self.side {
            Side::Sent => &mut draft.request_body.as_mut()?.schema,
            Side::Read(index) => draft.responses.get_mut(index)?.schema.as_mut()?,
        };
        self.steps.iter().try_fold(whole, |schema, step| match (&mut schema.kind, step) {
            (SchemaKind::Array { items }, Step::Items) => Some(&mut **items),
            (SchemaKind::Object(object), Step::Member(name)) => {
                object.fields.iter_mut().find(|field| field.name == *name).map(|of| &mut of.schema)
            }
            _ => None,
        })
    }

    /// The examples of the record at this place.
    pub fn examples<'s>(&self, drafts: &'s [Draft<'_>]) -> Vec<&'s Value> {
        let draft = &drafts[self.draft];
        let examples: &[Example] = match self.side {
            Side::Sent => draft.request_body.as_ref().map_or(&[], |body| &body.examples),
            Side::Read(index) => draft.responses.get(index).map_or(&[], |response| &response.examples),
        };
        let mut values: Vec<&Value> = examples.iter().map(|example| &example.value).collect();
        for step in &self.steps {
            values = values.into_iter().flat_map(|value| inner(value, step)).collect();
        }
        values
    }
}

fn inner<'v>(value: &'v Value, step: &Step) -> Vec<&'v Value> {
    match (value, step) {
        (Value::Array(items), Step::Items) => items.iter().collect(),
        (Value::Object(_), Step::Member(name)) => value.get(name).into_iter().collect(),
        _ => Vec::new(),
    }
}
