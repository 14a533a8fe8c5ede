//! What a page says of a field, and what an OpenAPI document says of it: one field.
//!
//! The page's own words count. The document fills in what they leave open: a type that says more (an enum for a text,
//! a whole number for a number, the fields of an object), whether the field is required where the page is silent, its
//! default, its limits. Where the two say different things both stay, and the analysis reports them.

use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, FieldForm, TypeExpr};
use crate::model::Status;
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Makes one of what a page and a document say of the same fields.
pub(in crate::dialect) fn unite_fields(claims: &mut Vec<Claim>) {
    let has = |form: fn(&FieldClaim) -> bool| claims.iter().filter_map(|claim| field(&claim.kind)).any(form);
    if !has(is_of_document) || !has(|field| !is_of_document(field)) {
        return;
    }
    let records = claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::Record(record) => Some((record.name.value.clone(), record.children.clone())),
        _ => None,
    });
    let records: Records = records.collect();
    open_answers(claims, &records);
    let own: Vec<usize> = (0..claims.len())
        .filter(|at| field(&claims[*at].kind).is_some_and(|field| !is_of_document(field)))
        .collect();
    let mut said: BTreeSet<usize> = BTreeSet::new();
    for own in own {
        let same = |at: &usize| !said.contains(at) && *at != own && is_same(&claims[own], &claims[*at]);
        let Some(other) = (0..claims.len()).find(same) else { continue };
        let Some(of_document) = field(&claims[other].kind).cloned() else { continue };
        if let Some(field) = field_mut(&mut claims[own].kind)
            && fill_in(field, of_document, &records)
        {
            said.insert(other);
        }
    }
    let mut at = 0;
    claims.retain(|_| {
        at += 1;
        !said.contains(&(at - 1))
    });
}

fn is_of_document(field: &FieldClaim) -> bool {
    field.form == FieldForm::Property
}

fn field(kind: &ClaimKind) -> Option<&FieldClaim> {
    match kind {
        ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => Some(field),
        _ => None,
    }
}

fn field_mut(kind: &mut ClaimKind) -> Option<&mut FieldClaim> {
    match kind {
        ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => Some(field),
        _ => None,
    }
}

/// Whether a document speaks of the field that a page does.
fn is_same(own: &Claim, other: &Claim) -> bool {
    if own.operation != 0 && own.operation != other.operation {
        return false;
    }
    match (&own.kind, &other.kind) {
        (ClaimKind::Parameter { location, field }, ClaimKind::Parameter { location: at, field: of }) => {
            location == at && is_of_document(of) && field.name.value == of.name.value
        }
        (
            ClaimKind::ResponseField { status, failure, field },
            ClaimKind::ResponseField { status: Some(at), field: of, .. },
        ) => is_of_document(of) && is_of_status(*status, *failure, *at) && field.name.value == of.name.value,
        _ => false,
    }
}

/// Whether a field of the page's is of the responses with a status.
fn is_of_status(own: Option<Status>, failure: bool, status: Status) -> bool {
    match own {
        Some(own) => own == status,
        None => status.is_success() && !failure,
    }
}

/// The record that a response is, as its fields, where the page lists some itself.
fn open_answers(claims: &mut Vec<Claim>, records: &Records) {
    let wholes: Vec<(usize, Status, String)> = claims
        .iter()
        .enumerate()
        .filter_map(|(at, claim)| match &claim.kind {
            ClaimKind::ResponseField { status: Some(status), field, .. }
                if is_of_document(field) && field.name.value.is_empty() =>
            {
                match field.ty.as_ref().map(|ty| &ty.value) {
                    Some(TypeExpr::Named(name)) => Some((at, *status, name.clone())),
                    _ => None,
                }
            }
            _ => None,
        })
        .collect();
    // From the last, so that places stay.
    for (at, status, name) in wholes.into_iter().rev() {
        let Some(fields) = records.get(&name).filter(|fields| !fields.is_empty()).cloned() else { continue };
        let is_own = |claim: &Claim| match &claim.kind {
            ClaimKind::ResponseField { status: own, failure, field } => {
                !is_of_document(field) && is_of_status(*own, *failure, status)
            }
            _ => false,
        };
        if !claims.iter().any(is_own) {
            continue;
        }
        let (operation, span) = (claims[at].operation, claims[at].span);
        let opened = fields.into_iter().map(|field| {
            let kind = ClaimKind::ResponseField { status: Some(status), failure: false, field };
            Claim { operation, kind, span }
        });
        claims.splice(at..=at, opened);
    }
}

/// The fields of the records that a document has, by name.
type Records = BTreeMap<String, Vec<FieldClaim>>;

/// The fields of the record that a type names, itself or of its items.
fn fields_of_record<'r>(ty: Option<&TypeExpr>, records: &'r Records) -> Option<&'r Vec<FieldClaim>> {
    match ty? {
        TypeExpr::Named(name) => records.get(name),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => fields_of_record(Some(item), records),
        TypeExpr::Union(variants) => {
            let mut others = variants.iter().filter(|variant| **variant != TypeExpr::Null);
            fields_of_record(others.next().filter(|_| others.next().is_none()), records)
        }
        _ => None,
    }
}

/// A type with an object in the place of the record.
fn without_name(ty: TypeExpr) -> TypeExpr {
    let inside = |ty: Box<TypeExpr>| Box::new(without_name(*ty));
    match ty {
        TypeExpr::Named(_) => TypeExpr::Object,
        TypeExpr::Array(Some(item)) => TypeExpr::Array(Some(inside(item))),
        TypeExpr::Map(value) => TypeExpr::Map(inside(value)),
        TypeExpr::Union(variants) => TypeExpr::Union(variants.into_iter().map(without_name).collect()),
        ty => ty,
    }
}

/// Fills in what the page leaves open; false where the two contradict each other.
fn fill_in(own: &mut FieldClaim, mut of: FieldClaim, records: &Records) -> bool {
    // Where the page lists what is in it, the fields of the record go there, and not its name.
    if !own.children.is_empty()
        && let Some(fields) = fields_of_record(of.ty.as_ref().map(|ty| &ty.value), records)
    {
        of.children.clone_from(fields);
        of.ty = of.ty.map(|ty| Spanned::new(without_name(ty.value), ty.span));
    }
    let ty = match (own.ty.as_ref().map(|ty| &ty.value), of.ty.as_ref().map(|ty| &ty.value)) {
        (_, None) => None,
        (None, Some(_)) => of.ty.clone(),
        (Some(one), Some(other)) => match more_of(one, other) {
            Some(true) => of.ty.clone(),
            Some(false) => None,
            None => return false,
        },
    };
    let differs =
        |one: Option<bool>, other: Option<bool>| one.zip(other).is_some_and(|(one, other)| one != other);
    let word = |field: &FieldClaim| {
        field.default.as_ref().map(|of| of.value.trim_matches(['"', '\'', '`']).to_owned())
    };
    if differs(own.required, of.required) || word(own).zip(word(&of)).is_some_and(|(one, other)| one != other)
    {
        // What the document says of the type counts all the same.
        own.ty = ty.or(own.ty.take());
        return false;
    }
    own.ty = ty.or(own.ty.take());
    own.required = own.required.or(of.required);
    own.default = own.default.take().or(of.default);
    own.description = own.description.take().or(of.description);
    own.deprecated |= of.deprecated;
    own.style = own.style.or(of.style);
    if own.values.is_empty() {
        own.values = of.values;
    }
    if own.limits.bounds.is_empty() && own.limits.pattern.is_none() {
        own.limits = of.limits;
    }
    for child in of.children {
        let known = own.children.iter_mut().find(|known| known.name.value == child.name.value);
        if !known.is_some_and(|known| fill_in(known, child.clone(), records)) {
            own.children.push(child);
        }
    }
    true
}

/// Whether the other type says more than the one; `None` where they are of different kinds.
fn more_of(one: &TypeExpr, other: &TypeExpr) -> Option<bool> {
    use TypeExpr::{Any, Array, Enum, Inline, Integer, Map, Named, Null, Number, Object, Union, Unknown};
    let is_text = |ty: &TypeExpr| {
        matches!(ty, TypeExpr::String | TypeExpr::Formatted(_) | TypeExpr::Literal(_) | Enum(_))
    };
    let bare = |ty: &TypeExpr| match ty {
        Union(variants) => {
            let mut others = variants.iter().filter(|variant| !matches!(variant, Null | TypeExpr::Undefined));
            others.next().cloned().filter(|_| others.next().is_none())
        }
        _ => None,
    };
    match (one, other) {
        _ if one == other => Some(false),
        (_, Any | Unknown(_)) => Some(false),
        (Any | Unknown(_) | Named(_), _) => Some(true),
        (Enum(_), _) if is_text(other) => Some(false),
        (TypeExpr::String, _) if is_text(other) => Some(true),
        (_, TypeExpr::String) if is_text(one) => Some(false),
        (Number, Integer) => Some(true),
        (Integer, Number) => Some(false),
        (Object, Named(_) | Map(_) | Inline(_)) | (Array(None), Array(Some(_))) => Some(true),
        (Map(_) | Inline(_), Object | Named(_)) | (Array(Some(_)), Array(None)) => Some(false),
        (Array(Some(one)), Array(Some(other))) => more_of(one, other),
        (_, Union(_)) if bare(other).is_some_and(|bare| more_of(one, &bare).is_some()) => Some(true),
        (Union(_), _) if bare(one).is_some_and(|bare| more_of(&bare, other).is_some()) => Some(false),
        _ => None,
    }
}
