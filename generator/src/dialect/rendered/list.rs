//! Bodies that are lists: the fields that a site prints below are those of each item.
//!
//! A stated type says so (`object[]`), or the answer on top of the page, where its items have all these fields.

use super::sections::whole;
use super::seen::SeenSoFar;
use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, ParameterLocation, TypeExpr};
use crate::dialect::section::SectionKind;
use crate::model::Status;
use crate::source::Spanned;

/// Puts the fields of a section into the items of its body; its claims begin at `from`.
pub(super) fn gather_items(claims: &mut Vec<Claim>, from: usize, section: SectionKind) {
    let of_section = claims.split_off(from);
    let (fields, others): (Vec<Claim>, Vec<Claim>) =
        of_section.into_iter().partition(|claim| field_of(claim, section).is_some());
    claims.extend(others);
    let Some(mut first) = fields.first().cloned() else { return };
    first.span = fields.iter().fold(first.span, |span, claim| span.to(claim.span));
    let ty = TypeExpr::Array(Some(Box::new(TypeExpr::Object)));
    let mut list = whole(Spanned::new(ty, first.span));
    list.children = fields.iter().filter_map(|claim| field_of(claim, section).cloned()).collect();
    if let ClaimKind::ResponseField { field, .. } | ClaimKind::Parameter { field, .. } = &mut first.kind {
        *field = list;
    }
    claims.push(first);
}

/// Whether a type says that a body is a list of what has fields.
pub(super) fn is_list_of_objects(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Array(None) => true,
        TypeExpr::Array(Some(item)) => {
            matches!(**item, TypeExpr::Object | TypeExpr::Any | TypeExpr::Named(_))
        }
        _ => false,
    }
}

/// The field of a claim that is one of the body of a section.
fn field_of(claim: &Claim, section: SectionKind) -> Option<&FieldClaim> {
    match (&claim.kind, section) {
        (ClaimKind::ResponseField { status, field, .. }, SectionKind::Response(of)) if *status == of => {
            Some(field)
        }
        (
            ClaimKind::Parameter { location: ParameterLocation::Body, field },
            SectionKind::Parameters(ParameterLocation::Body),
        ) => Some(field),
        _ => None,
    }
}

/// Whether the answer on top is a list whose items have all the fields of a section on successes.
pub(super) fn is_shown_as_list(claims: &[Claim], section: SectionKind, seen: &SeenSoFar) -> bool {
    let is_success =
        matches!(section, SectionKind::Response(status) if status.is_none_or(Status::is_success));
    let Some(names) = seen.listed.as_ref().filter(|_| is_success) else { return false };
    claims.iter().filter_map(|claim| field_of(claim, section)).all(|field| {
        let root = field.name.value.split(['.', '[']).next().unwrap_or_default();
        names.contains(root)
    })
}
