//! The diagnostics that a setting settles: what the page says wrong of a field, the setting says right.

use crate::analysis::draft::Draft;
use crate::analysis::parts::names_member;
use crate::analysis::request::declared;
use crate::config::selector::PlaceGlob;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation};
use crate::model::Status;
use crate::source::Span;
use std::collections::BTreeSet;

/// A field of which settings say something.
pub(super) struct Settled {
    /// The part of the operation; `None` for the fields of a record.
    pub part: Option<PlaceGlob>,
    /// The page of a record.
    pub page: Option<String>,
    /// The names that lead to it.
    pub names: Vec<String>,
    /// The codes of the rules that are settled.
    pub rules: BTreeSet<&'static str>,
}

/// The codes of the rules that a key settles.
pub(super) fn settled_by(key: &str) -> Vec<&'static str> {
    let of_values =
        [&rule::TYPE_CONTRADICTION, &rule::DANGLING_ENUM, &rule::ENUM_GUESSED, &rule::UNKNOWN_SHAPE];
    let of_type = [
        &rule::UNKNOWN_TYPE,
        &rule::TYPE_REFINED,
        &rule::TYPE_GUESSED,
        &rule::INVALID_DEFAULT,
        &rule::NESTED_IN_SCALAR,
        &rule::UNKNOWN_RECORD,
        &rule::RECORD_CONTRADICTION,
        &rule::RECORD_POOLED,
    ];
    let of_field = [&rule::REQUIRED_CONTRADICTION, &rule::DUPLICATE_FIELD];
    let rules = match key {
        "values" => of_values.to_vec(),
        "type" => [&of_values[..], &of_type].concat(),
        "skip" => [&of_values[..], &of_type, &of_field].concat(),
        "required" => vec![&rule::REQUIRED_CONTRADICTION],
        "default" => vec![&rule::INVALID_DEFAULT],
        _ => Vec::new(),
    };
    rules.into_iter().map(|rule| rule.code).collect()
}

/// Drops what is reported of the fields in their own claims: of the draft, and of all that was said.
pub(super) fn drop_settled(draft: &mut Draft<'_>, settled: &[Settled], others: &mut Vec<Diagnostic>) {
    let is_here = |of: &&Settled| of.part.is_some() || of.page.as_deref() == Some(&draft.file.relative);
    let found = settled.iter().filter(is_here).filter(|of| !of.rules.is_empty());
    let claims: Vec<(&FieldClaim, &Settled)> =
        found.flat_map(|of| claims_of(draft, of).into_iter().map(move |claim| (claim, of))).collect();
    if claims.is_empty() {
        return;
    }
    let is_open = |diagnostic: &Diagnostic| {
        // Of fields that are nested where none can be, the first place is that of a nested one.
        let is_nested = *diagnostic.rule == rule::NESTED_IN_SCALAR;
        let primary = || diagnostic.primary.iter().filter(|_| !is_nested);
        let labels = || primary().chain(diagnostic.related.first());
        !claims.iter().any(|(claim, of)| {
            of.rules.contains(diagnostic.rule.code) && labels().any(|label| is_own(claim, label.span))
        })
    };
    draft.diagnostics.retain(is_open);
    others.retain(is_open);
}

/// Whether a place is in a claim, and in none that is nested in it.
fn is_own(claim: &FieldClaim, span: Span) -> bool {
    claim.span.contains(span) && !claim.children.iter().any(|child| child.span.contains(span))
}

/// What the page declares of a field.
fn claims_of<'a>(draft: &Draft<'a>, of: &Settled) -> Vec<&'a FieldClaim> {
    let declared: Vec<&'a FieldClaim> = match of.part {
        Some(PlaceGlob::Path) => declared(draft, ParameterLocation::Path),
        Some(PlaceGlob::Query) => declared(draft, ParameterLocation::Query),
        Some(PlaceGlob::Header) => declared(draft, ParameterLocation::Header),
        Some(PlaceGlob::Cookie) => declared(draft, ParameterLocation::Cookie),
        Some(PlaceGlob::Body) => declared(draft, ParameterLocation::Body),
        part => answered(draft, part),
    };
    let names: Vec<&str> = of.names.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for claim in declared {
        // Below a title that names a member it is a part of that, or the member itself: see `parts`.
        let before = found.len();
        let home = claim.under.as_ref().zip(names.split_first());
        if let Some((_, (_, rest))) = home.filter(|(title, (first, _))| names_member(&title.value, first))
            && !rest.is_empty()
        {
            find_claims(claim, rest, &mut found);
        }
        if found.len() == before {
            find_claims(claim, &names, &mut found);
        }
    }
    found
}

/// The declared fields of an answer.
fn answered<'a>(draft: &Draft<'a>, part: Option<PlaceGlob>) -> Vec<&'a FieldClaim> {
    let fields = draft.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::ResponseField { status, field, .. } => Some((*status, field)),
        _ => None,
    });
    let is_there = |status: Option<Status>| match (status, part) {
        (Some(status), Some(part)) => part == PlaceGlob::of_status(status),
        _ => true,
    };
    fields.filter(|(status, _)| is_there(*status)).map(|(_, field)| field).collect()
}

/// The claims of a name's path in one claim; names may be dotted.
fn find_claims<'a>(claim: &'a FieldClaim, names: &[&str], found: &mut Vec<&'a FieldClaim>) {
    let whole = claim.name.value.as_str();
    if names == [whole] {
        return found.push(claim);
    }
    let own: Vec<&str> = match whole {
        "" => Vec::new(),
        dotted => dotted.split('.').map(|step| step.trim_end_matches("[]")).collect(),
    };
    match names.strip_prefix(own.as_slice()) {
        Some([]) if !whole.is_empty() => found.push(claim),
        // A nested name may tell its whole path.
        Some(rest) => claim.children.iter().for_each(|child| {
            let before = found.len();
            find_claims(child, rest, found);
            if found.len() == before && !own.is_empty() {
                find_claims(child, names, found);
            }
        }),
        None => {}
    }
}
