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
//! Where no section states an operation, those of a depth at which titles have commands of their own are operations: on a
//! page that states one in its front matter, where that is among them; on any other, where most titles down to that
//! depth have one. A source page that states nothing is a guide.

use super::regions::{Region, ends, is_label};
use super::walk::Top;
use super::{Item, ItemKind, Outline};
use crate::dialect::claims::{EndpointClaim, RequestExampleClaim};
use crate::dialect::mintlify::{declares_fields, shows_json};
use crate::dialect::path_template::parse_template;
use crate::dialect::section::names_examples;
use crate::model::Method;
use foldhash::{HashMap, HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the first segments of a stated path the variable of a command may hold.
const HELD: usize = 3;

/// The sections of operations that only a command shows.
pub(super) fn shown_regions(outline: &Outline<'_>, stated: &[Region], top: &Top<'_>) -> Vec<Region> {
    let opens = |region: &&Region| {
        outline.items.get(region.start).is_some_and(|item| matches!(item.kind, ItemKind::Opens))
    };
    let levels: HashSet<u8> =
        stated.iter().filter(opens).filter(|region| region.level > 0).map(|region| region.level).collect();
    let guides = top.is_source && top.endpoint.is_none();
    let levels = if levels.is_empty() && !guides { levels_of_commands(outline, top) } else { levels };
    if levels.is_empty() {
        return Vec::new();
    }
    let known: HashSet<usize> = stated.iter().map(|region| region.start).collect();
    let paths = StatedPaths::of(outline);
    let titles = outline.items.iter().enumerate().filter_map(|(at, item)| {
        let section = outline.section(item.section);
        let title = section.title.as_ref().filter(|_| matches!(item.kind, ItemKind::Opens))?;
        let is_title =
            section.announced.is_none() && !is_label(&title.value) && !names_examples(&title.value);
        (levels.contains(&section.level) && !known.contains(&at) && is_title).then_some(Region {
            start: at,
            level: section.level,
            shown: true,
            again: None,
        })
    });
    let by_commands = stated.iter().all(|region| region.level == 0);
    titles
        .filter_map(|region| {
            let rest = &outline.items[region.start + 1..];
            let end = rest.iter().position(|item| ends(outline, item, region.level)).unwrap_or(rest.len());
            let section = region.start + 1..region.start + 1 + end;
            if by_commands {
                let shown = outline.items[section].iter().find_map(request)?;
                let of_top = top.endpoint.is_some_and(|top| calls(top, shown));
                return Some(Region { again: of_top.then_some(0), ..region });
            }
            shows_operation(outline, section, &paths, stated.len() > 1).then_some(region)
        })
        .collect()
}

/// Whether a request calls an endpoint.
fn calls(endpoint: &EndpointClaim, request: &RequestExampleClaim) -> bool {
    endpoint.method.value == request.method.value
        && same_segments(&split(&endpoint.url.value).1, &split(&request.url.value).1)
}

/// The depth of the titles that each have a command of their own, on a page that states nothing in sections: at least
/// two verbs or paths, and that of the front matter among them, where it states one.
fn levels_of_commands(outline: &Outline<'_>, top: &Top<'_>) -> HashSet<u8> {
    let mut lines: BTreeMap<u8, Vec<(Method, Vec<String>)>> = BTreeMap::new();
    let mut titles: BTreeMap<u8, usize> = BTreeMap::new();
    for (at, item) in outline.items.iter().enumerate() {
        let section = outline.section(item.section);
        if !matches!(item.kind, ItemKind::Opens) || section.announced.is_some() || section.level > 4 {
            continue;
        }
        *titles.entry(section.level).or_default() += 1;
        let below = outline.items[at + 1..].iter().take_while(|item| !ends(outline, item, section.level));
        let commands: BTreeSet<_> = below
            .filter_map(request)
            .filter(|request| !request.message)
            .map(|request| (request.method.value, split(&request.url.value).1))
            .collect();
        if let (1, Some(line)) = (commands.len(), commands.into_iter().next()) {
            lines.entry(section.level).or_default().push(line);
        }
    }
    let of_top = |line: &(Method, Vec<String>)| {
        top.endpoint
            .is_none_or(|top| line.0 == top.method.value && same_segments(&split(&top.url.value).1, &line.1))
    };
    let several = |level: u8, all: &[(Method, Vec<String>)]| {
        let different: BTreeSet<_> = all.iter().collect();
        // A guide has commands in some of its sections, and shows one again; a reference has its own in most.
        let outer: usize = titles.range(level.min(2)..=level).map(|(_, count)| count).sum();
        let is_reference = top.endpoint.is_some() || different.len() * 2 >= outer;
        different.len() > 1 && all.iter().any(of_top) && is_reference
    };
    // The outermost such depth.
    lines.into_iter().find(|(level, all)| several(*level, all)).map(|(level, _)| level).into_iter().collect()
}

/// Whether the segments of a command are those of a path, with values in the places of its placeholders.
fn same_segments(path: &[String], command: &[String]) -> bool {
    path.len() == command.len()
        && path.iter().zip(command).all(|(stated, shown)| is_placeholder(stated) || stated == shown)
}

/// Whether a section is about an operation that its commands show and the page does not state.
fn shows_operation(
    outline: &Outline<'_>,
    section: std::ops::Range<usize>,
    stated: &StatedPaths,
    among_several: bool,
) -> bool {
    let items = &outline.items[section.clone()];
    let mut requests = items.iter().filter_map(request).filter(|request| !request.generated);
    let Some(first) = requests.next() else { return false };
    let line = |request: &RequestExampleClaim| {
        let url = request.url.value.split(['?', '#']).next().unwrap_or_default();
        (request.method.value, url.trim_end_matches('/').to_owned())
    };
    let is_described = items.iter().any(|item| {
        declares_fields(item, outline.section(item.section)) || (among_several && shows_json(&item.block))
    });
    // They stand in the order of the page.
    let next = outline.statements.partition_point(|of| of.item < section.start);
    let states = outline.statements.get(next).is_some_and(|of| of.item < section.end);
    is_described && !states && requests.all(|other| line(other) == line(first)) && !stated.has(first)
}

/// The request that a block shows.
pub(in crate::dialect) fn request<'i>(item: &'i Item<'_>) -> Option<&'i RequestExampleClaim> {
    match &item.kind {
        ItemKind::Request(request) => Some(request),
        _ => None,
    }
}

/// The verbs and paths that a page states.
#[derive(Default)]
struct StatedPaths {
    /// The literal segments, by the verb, by which segments are placeholders, and by whether segments in front were left
    /// out.
    literals: HashMap<(Method, Vec<bool>, bool), HashSet<Vec<String>>>,
}

impl StatedPaths {
    fn of(outline: &Outline<'_>) -> Self {
        let mut found = Self::default();
        for endpoint in outline.statements.iter().map(|of| &of.endpoint) {
            let (_, segments) = split(&endpoint.url.value);
            let fixed = segments.iter().take_while(|segment| !is_placeholder(segment)).count();
            let last = segments.len().saturating_sub(1);
            for skipped in 0..=fixed.min(HELD).min(last) {
                let rest = &segments[skipped..];
                let placeholders = rest.iter().map(|segment| is_placeholder(segment)).collect();
                let literals = rest.iter().filter(|segment| !is_placeholder(segment)).cloned().collect();
                let of = (endpoint.method.value, placeholders, skipped > 0);
                found.literals.entry(of).or_default().insert(literals);
            }
        }
        found
    }

    /// Whether a request is of one of them. In front of the path may stand what is the same for all; a variable may
    /// hold the first segments.
    fn has(&self, request: &RequestExampleClaim) -> bool {
        let (host, shown) = split(&request.url.value);
        self.literals.iter().any(|((method, placeholders, shorter), literals)| {
            let Some(front) = shown.len().checked_sub(placeholders.len()) else { return false };
            if *method != request.method.value
                || (*shorter && host)
                || !shown[..front].iter().all(|segment| is_fixed(segment))
            {
                return false;
            }
            let own = shown[front..].iter().zip(placeholders).filter(|(_, placeholder)| !**placeholder);
            literals.contains(&own.map(|(segment, _)| segment.clone()).collect::<Vec<_>>())
        })
    }
}

/// Whether a URL names its host, and the segments of its path.
pub(in crate::dialect) fn split(url: &str) -> (bool, Vec<String>) {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let (host, address) = match url.split_once("://") {
        Some((_, address)) => (true, address),
        None => (false, url),
    };
    let path = address.find('/').map_or("", |at| &address[at..]);
    let path = parse_template(path).to_string();
    (host, path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect())
}

pub(in crate::dialect) fn is_placeholder(segment: &str) -> bool {
    segment.contains('{')
}

/// Whether a segment is the same for all paths: `api`, `v4`, and not `17`.
pub(in crate::dialect) fn is_fixed(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    !is_placeholder(segment)
        && (!segment.contains(|c: char| c.is_ascii_digit())
            || version.starts_with(|c: char| c.is_ascii_digit()))
}
