//! Bodies that are lists: the fields that a site prints below are those of each item.
//!
//! A stated type says so (`object[]`), or the answer on top of the page, where its items have all these fields.

use super::sections::whole;
use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, ParameterLocation, TypeExpr};
use crate::dialect::section::SectionKind;
use crate::document::{Json, JsonValue};
use crate::model::Status;
use crate::source::Spanned;

/// Puts the fields of a section into the items of its body, where that is a list.
pub(super) fn gather_items(
    claims: &mut Vec<Claim>,
    from: usize,
    section: SectionKind,
    stated: Option<&Spanned<TypeExpr>>,
) {
    let is_field = |claim: &Claim| match (&claim.kind, section) {
        (ClaimKind::ResponseField { status, .. }, SectionKind::Response(of)) => *status == of,
        (ClaimKind::Parameter { location, .. }, SectionKind::Parameters(ParameterLocation::Body)) => {
            *location == ParameterLocation::Body
        }
        _ => false,
    };
    let places: Vec<usize> = (from..claims.len()).filter(|&at| is_field(&claims[at])).collect();
    let Some(&first) = places.first() else { return };
    let is_list = match stated {
        Some(ty) => matches!(&ty.value, TypeExpr::Array(None)) || is_list_of_objects(&ty.value),
        None => is_shown_as_list(claims, &places, section),
    };
    if !is_list {
        return;
    }
    let fields: Vec<FieldClaim> = places.iter().filter_map(|&at| field_of(&claims[at]).cloned()).collect();
    let span = fields.iter().fold(claims[first].span, |span, field| span.to(field.span));
    let ty = TypeExpr::Array(Some(Box::new(TypeExpr::Object)));
    let mut list = whole(Spanned::new(ty, span));
    list.children = fields;
    match &mut claims[first].kind {
        ClaimKind::ResponseField { field, .. } | ClaimKind::Parameter { field, .. } => *field = list,
        _ => {}
    }
    claims[first].span = span;
    let mut at = 0;
    claims.retain(|_| {
        at += 1;
        at - 1 == first || !places.contains(&(at - 1))
    });
}

fn is_list_of_objects(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Array(Some(item)) if matches!(**item, TypeExpr::Object | TypeExpr::Any | TypeExpr::Named(_)))
}

fn field_of(claim: &Claim) -> Option<&FieldClaim> {
    match &claim.kind {
        ClaimKind::ResponseField { field, .. } | ClaimKind::Parameter { field, .. } => Some(field),
        _ => None,
    }
}

/// Whether the skeleton of a success is a list whose items have all the fields.
fn is_shown_as_list(claims: &[Claim], places: &[usize], section: SectionKind) -> bool {
    if !matches!(section, SectionKind::Response(status) if status.is_none_or(Status::is_success)) {
        return false;
    }
    let item = claims.iter().find_map(|claim| match &claim.kind {
        ClaimKind::Skeleton(Json { value: JsonValue::Array(items), .. }) => items.first(),
        _ => None,
    });
    let Some(Json { value: JsonValue::Object(members), .. }) = item else { return false };
    places.iter().filter_map(|&at| field_of(&claims[at])).all(|field| {
        let root = field.name.value.split(['.', '[']).next().unwrap_or_default();
        members.iter().any(|(name, _)| name.value == root)
    })
}
