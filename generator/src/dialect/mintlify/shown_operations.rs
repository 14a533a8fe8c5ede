//! Operations that only a command shows, on pages that state others in sections.
//!
//! ```text
//! ## Delete lamp                 ## Light a lamp
//! DELETE /lamps/:id              curl -X POST https://api.acme.example/v1/lamps/7/light
//! | Attribute | … |              | Attribute | … |
//! ```
//!
//! Such a section is an operation's where its heading is of the depth of those, all its commands have one verb and one
//! URL, no statement of the page is of these, and it lists fields or, beside several stated operations, shows a
//! response. Otherwise the command is one in passing.
//!
//! What such a section lists without a place was held against the statement before it. As many names of ids as the
//! path of the command has values are of the path; all else goes where the verb sends it.

use super::operations::{Start, is_label};
use crate::dialect::claims::{Claim, ClaimKind, ParameterLocation, RequestExampleClaim};
use crate::dialect::path_template::parse_template;
use crate::dialect::section::{SectionKind, classify_heading, names_examples};
use crate::model::Method;
use crate::source::SourceFile;
use std::collections::{HashMap, HashSet};

/// How many of the first segments of a stated path the variable of a command may hold.
const HELD: usize = 3;

/// The sections of operations that only a command shows.
pub(super) fn shown_starts(claims: &[Claim], stated: &[Start]) -> Vec<Start> {
    let of_section = |start: &&Start| matches!(claims[start.at].kind, ClaimKind::Section { .. });
    let levels: HashSet<u8> = stated.iter().filter(of_section).map(|start| start.level).collect();
    let known: HashSet<usize> = stated.iter().map(|start| start.at).collect();
    let paths = StatedPaths::of(claims);
    let starts = claims.iter().enumerate().filter_map(|(at, claim)| {
        let ClaimKind::Section { level, title } = &claim.kind else { return None };
        let is_title = classify_heading(title).is_none() && !is_label(title) && !names_examples(title);
        if !levels.contains(level) || known.contains(&at) || !is_title {
            return None;
        }
        let rest = &claims[at + 1..];
        let section = &rest[..rest.iter().position(|claim| ends(claim, *level)).unwrap_or(rest.len())];
        shows_operation(section, &paths, stated.len() > 1).then_some(Start { at, level: *level })
    });
    starts.collect()
}

/// Gives the fields of such a section, which has no more claims than these, the places that its command gives them.
/// Tags say theirs, and so do headings.
pub(super) fn place_fields(section: &mut [Claim], file: &SourceFile) {
    let end = section.iter().skip(1).position(|claim| ends(claim, level_of(&section[0])));
    let end = end.map_or(section.len(), |at| at + 1);
    let section = &mut section[..end];
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
    let (_, segments) = split(&request.url.value);
    let holes: Vec<String> = segments.iter().filter(|segment| is_hole(segment)).cloned().collect();
    let mut values = segments.iter().filter(|segment| !is_fixed(segment)).count();
    let usual = match request.method.value {
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
        let is_own = holes.iter().any(|hole| hole.contains(&format!("{{{name}}}")));
        let of_path = is_own || (values > holes.len() && is_id(name) && field.required != Some(false));
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

fn level_of(claim: &Claim) -> u8 {
    match &claim.kind {
        ClaimKind::Section { level, .. } => *level,
        _ => 0,
    }
}

/// Whether a heading ends a section of that depth.
fn ends(claim: &Claim, level: u8) -> bool {
    matches!(&claim.kind, ClaimKind::Section { level: of, .. } if *of <= level)
}

/// Whether a section is about an operation that its commands show and the page does not state.
fn shows_operation(section: &[Claim], stated: &StatedPaths, among_several: bool) -> bool {
    let mut requests = section.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::RequestExample(request) if !request.generated => Some(request),
        _ => None,
    });
    let Some(first) = requests.next() else { return false };
    let line = |request: &RequestExampleClaim| {
        let url = request.url.value.split(['?', '#']).next().unwrap_or_default();
        (request.method.value, url.trim_end_matches('/').to_owned())
    };
    let is_described = section.iter().any(|claim| match &claim.kind {
        ClaimKind::Parameter { location, .. } => *location != ParameterLocation::Header,
        ClaimKind::Example(example) => among_several && !example.request,
        ClaimKind::ResponseField { .. } => among_several,
        _ => false,
    });
    let states = section.iter().any(|claim| matches!(claim.kind, ClaimKind::Endpoint(_)));
    is_described && !states && requests.all(|other| line(other) == line(first)) && !stated.has(first)
}

/// The verbs and paths that a page states.
#[derive(Default)]
struct StatedPaths {
    /// The literal segments, by the verb, by which segments are placeholders, and by whether segments in front were left
    /// out.
    literals: HashMap<(Method, Vec<bool>, bool), HashSet<Vec<String>>>,
}

impl StatedPaths {
    fn of(claims: &[Claim]) -> Self {
        let mut found = Self::default();
        for claim in claims {
            let ClaimKind::Endpoint(endpoint) = &claim.kind else { continue };
            let (_, segments) = split(&endpoint.url.value);
            let fixed = segments.iter().take_while(|segment| !is_hole(segment)).count();
            let last = segments.len().saturating_sub(1);
            for skipped in 0..=fixed.min(HELD).min(last) {
                let rest = &segments[skipped..];
                let holes = rest.iter().map(|segment| is_hole(segment)).collect();
                let literals = rest.iter().filter(|segment| !is_hole(segment)).cloned().collect();
                let of = (endpoint.method.value, holes, skipped > 0);
                found.literals.entry(of).or_default().insert(literals);
            }
        }
        found
    }

    /// Whether a request is of one of them. In front of the path may stand what is the same for all; a variable may
    /// hold the first segments.
    fn has(&self, request: &RequestExampleClaim) -> bool {
        let (host, shown) = split(&request.url.value);
        self.literals.iter().any(|((method, holes, shorter), literals)| {
            let Some(front) = shown.len().checked_sub(holes.len()) else { return false };
            if *method != request.method.value
                || (*shorter && host)
                || !shown[..front].iter().all(|segment| is_fixed(segment))
            {
                return false;
            }
            let own = shown[front..].iter().zip(holes).filter(|(_, hole)| !**hole);
            literals.contains(&own.map(|(segment, _)| segment.clone()).collect::<Vec<_>>())
        })
    }
}

/// Whether a URL names its host, and the segments of its path.
fn split(url: &str) -> (bool, Vec<String>) {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let (host, address) = match url.split_once("://") {
        Some((_, address)) => (true, address),
        None => (false, url),
    };
    let path = address.find('/').map_or("", |at| &address[at..]);
    let path = parse_template(path).to_string();
    (host, path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect())
}

fn is_hole(segment: &str) -> bool {
    segment.contains('{')
}

/// Whether a segment is the same for all paths: `api`, `v4`, and not `17`.
fn is_fixed(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    !is_hole(segment)
        && (!segment.contains(|c: char| c.is_ascii_digit())
            || version.starts_with(|c: char| c.is_ascii_digit()))
}
