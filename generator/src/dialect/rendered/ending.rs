//! Whether the page stops in the middle.
//!
//! A page that shows an example below each list of fields ends with a closed example, a closed command, or a sentence, and
//! was cut off elsewhere. One that shows its examples on top ends with the last field of its answers. Where the footer of the
//! site follows, the page is whole.

use super::Reader;
use super::heading::looks_like_heading;
use super::rows::RowContent;
use crate::dialect::claims::ClaimKind;
use crate::dialect::prose::stops_in_sentence;
use crate::dialect::section::{SectionKind, classify_heading};
use crate::model::Status;
use crate::source::Spanned;

/// Where the page stops in the middle of something, and of what.
pub(super) fn find_early_end(reader: &Reader<'_>, end: usize) -> Option<Spanned<String>> {
    let at = end.checked_sub(1)?;
    let last = reader.rows.get(at)?;
    let early = |what: &str| Some(Spanned::new(what.to_owned(), last.span));
    if let RowContent::Code(fence) = last.content
        && !fence.closed
    {
        return early("inside a code block");
    }
    let has = |test: fn(&ClaimKind) -> bool| reader.claims.iter().any(|claim| test(&claim.kind));
    let is_endpoint = has(|kind| {
        matches!(
            kind,
            ClaimKind::Endpoint(_)
                | ClaimKind::Skeleton(_)
                | ClaimKind::Parameter { .. }
                | ClaimKind::ResponseField { .. }
        )
    });
    let in_sentence = matches!(last.content, RowContent::Line(text) if stops_in_sentence(&text.plain));
    if !is_endpoint {
        return if in_sentence { early("in the middle of a sentence") } else { None };
    }
    let before =
        matches!(reader.section, SectionKind::Parameters(_) | SectionKind::Enums | SectionKind::Intro);
    let is_heading = reader.heading == Some(at) || (before && looks_like_heading(last));
    if is_heading && !is_bare_answer(reader) {
        return early("with nothing under its last heading");
    }
    let answers = has(|kind| {
        matches!(
            kind,
            ClaimKind::Status { .. } | ClaimKind::ResponseField { .. } | ClaimKind::ResponseProse { .. }
        )
    });
    if !answers || before {
        return early("before it describes any response");
    }
    let below_fields = reader.examples
        || has(
            |kind| matches!(kind, ClaimKind::Section { title, .. } if classify_heading(title) == Some(SectionKind::Examples)),
        );
    let ends_well = match last.content {
        RowContent::Line(text) | RowContent::Heading(text) => {
            text.plain.trim_end().ends_with(['.', '!', '?', ')'])
        }
        RowContent::Code(_) | RowContent::Table { .. } => true,
    };
    match reader.claims.last().map(|claim| &claim.kind) {
        Some(ClaimKind::ResponseField { .. }) if below_fields && reader.section != SectionKind::Errors => {
            early("in a list of fields, before the example that follows such a list")
        }
        Some(ClaimKind::Example(_) | ClaimKind::RequestExample(_)) => None,
        _ if ends_well || !(below_fields || in_sentence) => None,
        _ => early("in the middle of a sentence"),
    }
}

/// Whether the page ends with a status of which there is no more to say, such as 204.
fn is_bare_answer(reader: &Reader<'_>) -> bool {
    match reader.section {
        SectionKind::Response(Some(Status::Code(204 | 205 | 304))) => true,
        SectionKind::Response(Some(_)) => reader.seen.authorizations,
        _ => false,
    }
}
