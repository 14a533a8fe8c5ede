//! From a record to the request that updates it: read, change a field, send it back. An API that replaces the whole
//! record clears what the request leaves out, so that no field may be forgotten on the way.
//!
//! A PUT or PATCH and a GET of one path (`/gardens`, `/gardens/{id}`) are about one record where their fields have the
//! same names. What the record may lack and the request needs makes the conversion fail.

use super::rust_crate::{Answer, RustCrate};
use super::rust_type::{Presence, RustType, Struct, StructField, TypeId, TypeKind};
use super::unknown_fields::unknown_fields;
use crate::lowering::names::Ident;
use crate::model::Method as Verb;
use foldhash::{HashSet, HashSetExt as _};

/// How a request is made of a record.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The record.
    pub from: TypeId,
    /// The fields that both have.
    pub fields: Vec<ConvertedField>,
    /// The fields that keep what the pages do not name: of the request, and of the record.
    pub unknown: Option<(Ident, Ident)>,
    /// The request's fields that the record does not have, or has as something else.
    pub left: Vec<Ident>,
}

/// A field that is taken over.
#[derive(Clone, Debug)]
pub struct ConvertedField {
    /// The request's.
    pub to: Ident,
    /// The record's.
    pub from: Ident,
    /// Its name on the wire.
    pub wire_name: String,
    /// What is around the record's value.
    pub outer: (Outer, Outer),
    /// What happens to the value itself.
    pub inner: Inner,
}

/// What a field's type says of a value that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outer {
    /// It is there.
    Plain,
    /// `Option`
    Option,
    /// `Nullable`
    Nullable,
    /// A list that is empty where there is none.
    List,
}

/// How a value becomes one of the other type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inner {
    /// It is of that type.
    Same,
    /// By `From`.
    From,
    /// By `TryFrom`.
    TryFrom,
    /// The items of a list by `From`.
    EachFrom,
    /// The items of a list by `TryFrom`.
    EachTryFrom,
}

impl Conversion {
    /// Whether a record may lack what the request needs.
    pub fn may_fail(&self) -> bool {
        self.fields.iter().any(|field| {
            matches!(field.inner, Inner::TryFrom | Inner::EachTryFrom)
                || (field.outer.0 != Outer::Plain && field.outer.1 == Outer::Plain && !field.is_list())
        })
    }
}

impl ConvertedField {
    /// Whether an empty list stands for none on one side.
    pub fn is_list(&self) -> bool {
        self.outer.0 == Outer::List
    }
}

/// Notes which requests are made of which records.
pub(super) fn lower_updates(of: &mut RustCrate) {
    let mut done = HashSet::new();
    for (record, request) in pairs(of) {
        convert(of, record, request, &mut done);
    }
}

/// Records with the requests that may write them.
fn pairs(of: &RustCrate) -> Vec<(TypeId, TypeId)> {
    let mut pairs = Vec::new();
    for group in &of.groups {
        for update in group.methods.iter().filter(|method| matches!(method.verb, Verb::Put | Verb::Patch)) {
            let Some(request) = update.request else { continue };
            let reads = group.methods.iter().filter(|read| read.verb == Verb::Get);
            let same = reads.filter(|read| read.path == update.path || is_item(&read.path, &update.path));
            for read in same {
                if let Answer::Json(RustType::Named(record)) = read.answer
                    && !pairs.contains(&(record, request))
                {
                    pairs.push((record, request));
                }
            }
        }
    }
    pairs
}

/// Whether `path` is `/gardens/{id}` of `/gardens`.
fn is_item(path: &str, of: &str) -> bool {
    let rest = path.strip_prefix(of.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| rest.starts_with('{') && rest.ends_with('}') && !rest.contains('/'))
}

/// Makes the conversion, and those of the types within; whether it is there, and whether it may fail.
fn convert(
    of: &mut RustCrate,
    from: TypeId,
    to: TypeId,
    done: &mut HashSet<(TypeId, TypeId)>,
) -> Option<bool> {
    if let TypeKind::Struct(kind) = &of.get(to).kind
        && let Some(known) = kind.made_from.iter().find(|known| known.from == from)
    {
        return Some(known.may_fail());
    }
    // One that is under way holds itself: its fields are given one by one.
    if from == to || !done.insert((from, to)) || of.get(from).placement != of.get(to).placement {
        return None;
    }
    let (TypeKind::Struct(record), TypeKind::Struct(request)) = (&of.get(from).kind, &of.get(to).kind) else {
        return None;
    };
    if !record.serde.deserialize || !request.serde.serialize {
        return None;
    }
    let (record, request) = (record.clone(), request.clone());
    let conversion = make(of, from, &record, &request, done)?;
    let may_fail = conversion.may_fail();
    let keeps = record.unknown_fields.clone();
    let TypeKind::Struct(request) = &mut of.types[to.0 as usize].kind else { return None };
    if keeps.is_some() && request.unknown_fields.is_none() {
        request.unknown_fields = Some(unknown_fields(request));
    }
    let unknown = request.unknown_fields.clone().zip(keeps);
    request.made_from.push(Conversion { unknown, ..conversion });
    Some(may_fail)
}

fn make(
    of: &mut RustCrate,
    from: TypeId,
    record: &Struct,
    request: &Struct,
    done: &mut HashSet<(TypeId, TypeId)>,
) -> Option<Conversion> {
    let mut conversion = Conversion { from, fields: Vec::new(), unknown: None, left: Vec::new() };
    for field in request.fields.iter().filter(|field| field.fixed.is_none()) {
        let found = field.wire_name.as_ref().and_then(|name| {
            record
                .fields
                .iter()
                .find(|other| other.wire_name.as_ref() == Some(name))
                .map(|other| (name, other))
        });
        let converted = found.and_then(|(name, other)| {
            let (out, inner) = peeled(other);
            let (outer, wanted) = peeled(field);
            let inner = inner_of(of, &inner, &wanted, done)?;
            let (to, from) = (field.ident.clone(), other.ident.clone());
            Some(ConvertedField { to, from, wire_name: name.clone(), outer: (out, outer), inner })
        });
        match converted {
            Some(converted) => conversion.fields.push(converted),
            None if field.required => return None,
            None => conversion.left.push(field.ident.clone()),
        }
    }
    // The envelope of a list has a name in common with a request at times.
    (!conversion.fields.is_empty() && conversion.fields.len() >= conversion.left.len()).then_some(conversion)
}

/// A field's type without what is around it.
fn peeled(field: &StructField) -> (Outer, RustType) {
    match &field.rust_type {
        RustType::Option(inner) => (Outer::Option, (**inner).clone()),
        RustType::Nullable(inner) => (Outer::Nullable, (**inner).clone()),
        list @ RustType::Vec(_) if field.presence == Presence::Default => (Outer::List, list.clone()),
        other => (Outer::Plain, other.clone()),
    }
}

fn inner_of(
    of: &mut RustCrate,
    from: &RustType,
    to: &RustType,
    done: &mut HashSet<(TypeId, TypeId)>,
) -> Option<Inner> {
    match (from, to) {
        _ if from == to => Some(Inner::Same),
        (RustType::Vec(from), RustType::Vec(to)) => match inner_of(of, from, to, done)? {
            Inner::From => Some(Inner::EachFrom),
            Inner::TryFrom => Some(Inner::EachTryFrom),
            _ => None,
        },
        (RustType::Named(from), RustType::Named(to)) => match (&of.get(*from).kind, &of.get(*to).kind) {
            (TypeKind::Struct(_), TypeKind::Struct(_)) => {
                let may_fail = convert(of, *from, *to, done)?;
                Some(if may_fail { Inner::TryFrom } else { Inner::From })
            }
            _ => None,
        },
        (RustType::I32, RustType::I64 | RustType::F64) => Some(Inner::From),
        (RustType::Named(id), other) | (other, RustType::Named(id)) => match (&of.get(*id).kind, other) {
            (TypeKind::IntegerEnum(_), RustType::I64) | (TypeKind::StringEnum(_), RustType::String) => {
                Some(Inner::From)
            }
            _ => None,
        },
        _ => None,
    }
}
