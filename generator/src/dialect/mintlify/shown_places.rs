//! Where fields go in sections whose operation only a command shows.
//!
//! As many names of ids as the path of the command has values are of the path; all else goes where the verb sends it.

use crate::dialect::claims::{Claim, ClaimKind, ParameterLocation, RequestExampleClaim};
use crate::dialect::outline::{Outline, is_fixed, is_placeholder, split};
use crate::dialect::section::{SectionKind, classify_heading};
use crate::model::Method;
use crate::source::SourceFile;

/// Gives the fields of such sections the places that their commands give them. Tags say theirs, and so do headings.
pub(super) fn place_fields(mut claims: Vec<Claim>, outline: &Outline<'_>, file: &SourceFile) -> Vec<Claim> {
    for (at, _) in outline.regions.iter().enumerate().filter(|(_, region)| region.shown) {
        let number = at as u32 + 1;
        let is_own = |claim: &Claim| claim.operation == number;
        let Some(start) = claims.iter().position(is_own) else { continue };
        let end = claims.iter().rposition(is_own).map_or(start, |at| at + 1);
        place_section(&mut claims[start..end], file);
    }
    claims
}

fn place_section(section: &mut [Claim], file: &SourceFile) {
    let says_places = |claim: &Claim| match &claim.kind {
        ClaimKind::Section { title, .. } => {
            matches!(classify_heading(title), Some(SectionKind::Parameters(_)))
        }
        _ => false,
    };
    let request = section.iter().find_map(|claim| match &claim.kind {
        ClaimKind::RequestExample(request) if !request.generated => Some(request),
        _ => None,
    });
    let Some(request) = request.filter(|_| !section.iter().any(says_places)) else { return };
    let RequestExampleClaim { method, url, .. } = request;
    let (_, segments) = split(&url.value);
    let placeholders: Vec<String> =
        segments.iter().filter(|segment| is_placeholder(segment)).cloned().collect();
    let mut values = segments.iter().filter(|segment| !is_fixed(segment)).count();
    let usual = match method.value {
        Method::Get | Method::Head | Method::Delete => ParameterLocation::Query,
        _ => ParameterLocation::Body,
    };
    for claim in section {
        let is_tag = claim.span.source != file.id || file.slice(claim.span).starts_with('<');
        let ClaimKind::Parameter { location, field } = &mut claim.kind else { continue };
        if is_tag || matches!(location, ParameterLocation::Header | ParameterLocation::Cookie) {
            continue;
        }
        let name = &field.name.value;
        let is_own = placeholders.iter().any(|placeholder| placeholder.contains(&format!("{{{name}}}")));
        let of_path = is_own || (values > placeholders.len() && is_id(name) && field.required != Some(false));
        *location = if of_path { ParameterLocation::Path } else { usual };
        values = values.saturating_sub(usize::from(of_path));
    }
}

/// `id`, `lamp_id`, `lampId`, `uuid`
fn is_id(name: &str) -> bool {
    name.eq_ignore_ascii_case("id")
        || ["_id", "-id", "_iid", "Id", "ID"].iter().any(|end| name.ends_with(end))
        || ["iid", "uuid", "guid"].contains(&name.to_ascii_lowercase().as_str())
}
