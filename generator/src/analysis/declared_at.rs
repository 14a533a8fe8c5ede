//! Where a page declares a field of what it sends or answers.

use super::draft::Draft;
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation};
use crate::source::Span;

/// Where the page declares a field by its name, of what is sent or of what is answered; the outermost one of
/// several.
pub(super) fn declared_at(draft: &Draft<'_>, sent: bool, name: &str) -> Option<Span> {
    let declared = draft.find(|kind| match kind {
        ClaimKind::Parameter { location: ParameterLocation::Body, field } => Some((true, field)),
        ClaimKind::ResponseField { field, .. } | ClaimKind::Record(field) => Some((false, field)),
        _ => None,
    });
    let of_side = declared.map(|(found, _)| found).filter(|(side, _)| *side == sent);
    let mut open: Vec<&FieldClaim> = of_side.map(|(_, field)| field).collect();
    let mut at = 0;
    while at < open.len() {
        let field = open[at];
        if field.name.value.rsplit(['.', ']']).next() == Some(name) {
            return Some(field.name.span);
        }
        open.extend(&field.children);
        at += 1;
    }
    None
}
