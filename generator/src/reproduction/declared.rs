//! Where the pages declare what a message contradicts.

use super::Input;
use crate::analysis::Documented;
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RecordClaim};
use crate::source::Span;

/// Where an operation's page declares a parameter.
pub(super) fn parameter_span(
    documented: &Documented<'_>,
    location: ParameterLocation,
    name: &str,
) -> Option<Span> {
    documented.claims.iter().find_map(|claim| match &claim.kind {
        ClaimKind::Parameter { location: of, field }
            if *of == location && field.name.value.eq_ignore_ascii_case(name) =>
        {
            Some(field.name.span)
        }
        _ => None,
    })
}

/// Where the page, or the page of the record that it is a part of, declares the field of a path
/// (`records[].sold`). `sent`: it is one of a request body.
pub(super) fn field_span(
    input: &Input<'_>,
    documented: &Documented<'_>,
    sent: bool,
    path: &str,
    record: Option<&str>,
) -> Option<Span> {
    let own = || {
        let claims = documented.claims.iter().map(|claim| &claim.kind);
        find_field(claims.filter(|kind| matches!(kind, ClaimKind::Parameter { .. }) == sent), path)
    };
    let of_record = || {
        let place = input.api.schemas.get(record?)?.place.as_ref()?;
        let of_page = |id| input.sources.get(id).relative == place.page;
        let (_, page) = input.pages.iter().find(|(id, _)| of_page(*id))?;
        let kinds = || page.claims.claims.iter().map(|claim| &claim.kind);
        // A record is what comes back, and has a path parameter of the same name beside it.
        let answers = kinds().filter(|kind| !matches!(kind, ClaimKind::Parameter { .. }));
        find_field(answers, path).or_else(|| find_field(kinds(), path))
    };
    match record {
        Some(_) => of_record().or_else(own),
        None => own(),
    }
}

/// The declared field whose name fits the end of a path best.
fn find_field<'a>(kinds: impl Iterator<Item = &'a ClaimKind>, path: &str) -> Option<Span> {
    let path: Vec<&str> = segments(path);
    let mut best: Option<(usize, Span)> = None;
    let mut consider = |score: usize, span: Span| {
        if score > 0 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, span));
        }
    };
    for kind in kinds {
        match kind {
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                visit(field, &mut Vec::new(), &path, &mut consider);
            }
            ClaimKind::Record(field) | ClaimKind::DescribedRecord(RecordClaim { field, .. }) => {
                field.children.iter().for_each(|child| visit(child, &mut Vec::new(), &path, &mut consider));
            }
            _ => {}
        }
    }
    best.map(|(_, span)| span)
}

/// Scores a field and what is nested in it by how many segments from the end are the path's.
fn visit<'a>(
    field: &'a FieldClaim,
    above: &mut Vec<&'a str>,
    path: &[&str],
    consider: &mut impl FnMut(usize, Span),
) {
    let depth = above.len();
    above.extend(segments(&field.name.value));
    let same = above.iter().rev().zip(path.iter().rev()).take_while(|(own, of)| own == of).count();
    consider(same, field.name.span);
    field.children.iter().for_each(|child| visit(child, above, path, consider));
    above.truncate(depth);
}

fn segments(path: &str) -> Vec<&str> {
    path.split('.').map(|part| part.trim_end_matches("[]")).filter(|part| !part.is_empty()).collect()
}
