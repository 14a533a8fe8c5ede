//! Which statements count, and which part of the page is about which operation.
//!
//! Verb and path in a heading, a line or a message count only on a page that states them nowhere else and describes
//! something: a guide names requests in passing. A section that states a verb and path of its own is an operation,
//! where the page states several. So is one that has parameter sections of its own (`## Guest variant` with `### Path
//! Parameters` under it) when the page has at least two of them; and so is one that shows its operation by a command
//! alone: see `shown`. What stands above the first belongs to all, but for what stands under a heading of its own:
//! where several verbs and paths are stated, that describes a record (`### Example lamp`), and no operation.

use super::described::{Below, describes_by_examples, is_overview};
use super::records::linked_by_responses;
use super::section::{SectionForm, SectionId};
use super::shown::{is_fixed, is_placeholder, split};
use super::statements::{Statement, StatementForm, is_below};
use super::walk::Top;
use super::{Item, ItemKind, Outline, shown};
use crate::dialect::claims::EndpointClaim;
use crate::dialect::mintlify::{declares_fields, shows_json};
use crate::dialect::section::{SectionKind, names_examples};
use crate::document::BlockKind;
use crate::model::Method;
use foldhash::{HashMap, HashMapExt as _, HashSet};
use std::collections::BTreeMap;

/// The part of a page that is about one operation.
#[derive(Clone, Copy, Debug)]
pub(in crate::dialect) struct Region {
    /// The index of its first block.
    pub start: usize,
    /// The depth of its heading; 0 for that of the front matter.
    pub level: u8,
    /// Whether only a command shows it.
    pub shown: bool,
    /// The index of the block that states the same first, where another one does.
    pub(super) again: Option<usize>,
}

/// Settles which statements count, and numbers the blocks of each operation. `stated`: whether the front matter, a tag
/// or an OpenAPI document states one.
pub(super) fn settle_regions(outline: &mut Outline<'_>, top: &Top<'_>, stated: bool) {
    outline.records_linked = linked_by_responses(outline);
    let all = std::mem::take(&mut outline.statements);
    let mut judged: Option<(usize, bool)> = None;
    let below = Below::of(outline);
    let mut counts = |of: &Statement| match judged {
        Some((item, counts)) if item == of.item => counts,
        _ => judged.insert((of.item, !is_overview(outline, of, &below))).1,
    };
    let is_told = |of: &Statement| {
        let told = || describes_by_examples(outline, std::slice::from_ref(of));
        of.form != StatementForm::Sentence || has_fields(outline, of) || told()
    };
    let all: Vec<Statement> = all.into_iter().filter(|of| counts(of) && is_told(of)).collect();
    let strong = |of: &Statement| matches!(of.form, StatementForm::Tag | StatementForm::Part);
    let mut repeated = Vec::new();
    let described = || outline.items.iter().any(|item| declares_fields(item, outline.section(item.section)));
    if stated {
        let (tags, texts): (Vec<Statement>, Vec<Statement>) = all.into_iter().partition(strong);
        let own = texts.into_iter().filter(|of| has_section(outline, of));
        outline.statements = first_tags(tags.into_iter().chain(own), top.endpoint);
        outline.statements.sort_by_key(|of| of.item);
    } else if described() || describes_by_examples(outline, &all) {
        (outline.statements, repeated) = first_of_each(outline, all);
    } else {
        outline.undescribed = all;
    }
    let shows = outline.items.iter().any(|item| matches!(item.kind, ItemKind::Request(_)));
    outline.is_reference =
        !stated && !shows && outline.statements.is_empty() && outline.undescribed.is_empty();
    let (mut regions, alternatives) = stated_regions(outline, top, &repeated);
    outline.alternatives = alternatives;
    let shown = shown::shown_regions(outline, &regions, top);
    regions.extend(shown);
    regions.sort_by_key(|region| region.start);
    outline.several = regions.iter().filter(|region| region.again.is_none()).count() > 1;
    if !outline.several {
        regions = regions_by_parameters(outline);
    }
    if regions.len() > 1 {
        outline.regions = regions;
        number(outline);
    }
}

/// Whether a text that states an endpoint stands right below a title of its own, with fields of its own behind it: that
/// counts on a page that states another in its front matter, too.
fn has_section(outline: &Outline<'_>, of: &Statement) -> bool {
    let section = outline.section(outline.section(of.section).heading);
    let is_title = section.form == SectionForm::Heading && section.announced.is_none() && section.level > 1;
    let is_text = matches!(of.form, StatementForm::Heading | StatementForm::Line);
    let above =
        outline.items[..of.item].iter().rev().take_while(|item| !matches!(item.kind, ItemKind::Opens));
    let below = outline.items[of.item + 1..].iter().take_while(|item| !ends(outline, item, section.level));
    let declares = |item: &Item<'_>| declares_fields(item, outline.section(item.section));
    is_text && is_title && above.take(2).count() <= 1 && below.into_iter().any(declares)
}

/// Whether fields follow a statement, in the section of its heading.
fn has_fields(outline: &Outline<'_>, of: &Statement) -> bool {
    let level = outline.section(outline.section(of.section).heading).level;
    let mut below = outline.items[of.item + 1..].iter().take_while(|item| !ends(outline, item, level));
    below.any(|item| declares_fields(item, outline.section(item.section)))
}

/// The statements of tags, each endpoint once.
fn first_tags(all: impl Iterator<Item = Statement>, top: Option<&EndpointClaim>) -> Vec<Statement> {
    let mut first: Vec<Statement> = Vec::new();
    for statement in all {
        let same = |known: &EndpointClaim| {
            let (url, other) = (known.url.value.as_str(), statement.endpoint.url.value.as_str());
            known.method.value == statement.endpoint.method.value
                && (is_below(url, other) || is_below(other, url))
        };
        if !top.is_some_and(same) && !first.iter().any(|known| same(&known.endpoint)) {
            first.push(statement);
        }
    }
    first
}

/// A statement that is said again: the index of its block, and that of the block that says it first.
type Repeated = (usize, usize);

/// The statements that are not said again, and those that are.
fn first_of_each(outline: &Outline<'_>, all: Vec<Statement>) -> (Vec<Statement>, Vec<Repeated>) {
    let (mut first, mut known): (Vec<Statement>, Known) = (Vec::new(), Known::default());
    let mut repeated = Vec::new();
    let owned = Owned::of(outline);
    let mut first_items: HashMap<(Method, String), usize> = HashMap::new();
    let mut templates = Templates::default();
    for statement in all {
        let key = (statement.endpoint.method.value, split_query(&statement).0.to_owned());
        if let Some(template) = templates.find(&statement) {
            repeated.push((statement.item, template));
        } else if !known.has(&statement, None)
            || (!known.has(&statement, Some(statement.item)) && owned.is_of_its_own(&first, &statement))
        {
            known.add(&statement);
            first_items.entry(key).or_insert(statement.item);
            templates.add(&statement);
            first.push(statement);
        } else {
            repeated.extend(first_items.get(&key).map(|item| (statement.item, *item)));
        }
    }
    (first, repeated)
}

/// The paths with placeholders that were stated so far.
#[derive(Default)]
struct Templates {
    /// The blocks that state them first, by the segments with nothing in the places of placeholders.
    by_shape: HashMap<(Method, Vec<String>), usize>,
}

/// Values of one path that may stand in the places of placeholders, some of them or all.
const MAX_VALUES: usize = 4;

impl Templates {
    fn add(&mut self, statement: &Statement) {
        let EndpointClaim { method, url, .. } = &statement.endpoint;
        if url.value.contains(['{', ':', '<', '$']) {
            let shape = shape_of(&split(&url.value).1, |_, segment| is_placeholder(segment));
            self.by_shape.entry((method.value, shape)).or_insert(statement.item);
        }
    }

    /// The block of the template in whose placeholders a statement shows values: `DELETE /lamps/17` behind
    /// `DELETE /lamps/{id}`. A word there may be a path of its own: `/lamps/all`.
    fn find(&self, statement: &Statement) -> Option<usize> {
        let EndpointClaim { method, url, .. } = &statement.endpoint;
        let is_value = |segment: &str| !is_placeholder(segment) && !is_fixed(segment);
        if self.by_shape.is_empty() || !url.value.split('/').any(is_value) {
            return None;
        }
        let segments = split(&url.value).1;
        let values: Vec<usize> = (0..segments.len()).filter(|at| is_value(&segments[*at])).collect();
        let subsets = 1..1_usize << values.len().min(MAX_VALUES);
        let found = subsets.filter_map(|subset| {
            let is_held = |at: usize| values.iter().position(|value| *value == at);
            let held = |at, segment: &str| {
                is_placeholder(segment) || is_held(at).is_some_and(|nth| subset & (1 << nth) != 0)
            };
            self.by_shape.get(&(method.value, shape_of(&segments, held))).copied()
        });
        found.min()
    }
}

/// Segments of a path, empty where a placeholder is or could be.
fn shape_of(segments: &[String], is_open: impl Fn(usize, &str) -> bool) -> Vec<String> {
    let shown = |(at, segment): (usize, &String)| {
        if is_open(at, segment) { String::new() } else { segment.clone() }
    };
    segments.iter().enumerate().map(shown).collect()
}

/// Endpoints that were stated so far.
#[derive(Default)]
struct Known {
    /// The queries of those of a verb and a path, and whether one is of an HTTP message; those of all blocks, and those
    /// of one.
    by_path: HashMap<PathKey, (HashSet<String>, bool)>,
}

/// Verb, path, and the block where only one counts.
type PathKey = (Method, String, Option<usize>);

impl Known {
    /// Whether an endpoint was stated before: anywhere, or in one block.
    fn has(&self, statement: &Statement, item: Option<usize>) -> bool {
        let (path, query) = split_query(statement);
        let key = (statement.endpoint.method.value, path.to_owned(), item);
        let message = statement.form == StatementForm::Message;
        let found = self.by_path.get(&key);
        found.is_some_and(|(queries, messages)| *messages || message || queries.contains(query))
    }

    fn add(&mut self, statement: &Statement) {
        let (path, query) = split_query(statement);
        for item in [None, Some(statement.item)] {
            let key = (statement.endpoint.method.value, path.to_owned(), item);
            let (queries, messages) = self.by_path.entry(key).or_default();
            queries.insert(query.to_owned());
            *messages |= statement.form == StatementForm::Message;
        }
    }
}

fn split_query(statement: &Statement) -> (&str, &str) {
    let url = statement.endpoint.url.value.as_str();
    url.split_once('?').unwrap_or((url, ""))
}

/// Where titles, headings and what is an operation's own stand among the blocks.
struct Owned {
    titles: Vec<usize>,
    sections: Vec<usize>,
    own: Vec<usize>,
}

impl Owned {
    fn of(outline: &Outline<'_>) -> Self {
        let mut found = Self { titles: Vec::new(), sections: Vec::new(), own: Vec::new() };
        for (at, item) in outline.items.iter().enumerate() {
            let section = outline.section(item.section);
            if matches!(item.kind, ItemKind::Opens) && section.form == SectionForm::Lead {
                // What it speaks of is of the section around.
            } else if matches!(item.kind, ItemKind::Opens) {
                found.sections.push(at);
                found.titles.extend(section.announced.is_none().then_some(at));
            } else if declares_fields(item, section) || shows_json(&item.block) {
                found.own.push(at);
            }
        }
        found
    }

    /// Whether what is stated again stands under another title, with fields or a response of its own: one URL that
    /// does several things. `first`: what was stated so far, in order.
    fn is_of_its_own(&self, first: &[Statement], again: &Statement) -> bool {
        let before = first.partition_point(|known| known.item < again.item);
        let Some(last) = before.checked_sub(1).map(|at| first[at].item) else { return false };
        let above = self.titles.partition_point(|at| *at < again.item).checked_sub(1);
        let Some(title) = above.map(|at| self.titles[at]).filter(|at| *at >= last) else { return false };
        let next = |all: &[usize], from: usize| all.get(all.partition_point(|at| *at < from)).copied();
        let has_own = |from: usize, to: Option<usize>| {
            next(&self.own, from).is_some_and(|at| to.is_none_or(|to| at < to))
        };
        !has_own(title, Some(again.item)) && has_own(again.item + 1, next(&self.sections, again.item + 1))
    }
}

/// The sections that state verb and path, where each does; a statement without a heading begins by itself. A section
/// that states again what another does is of that one's operation.
fn stated_regions(
    outline: &Outline<'_>,
    top: &Top<'_>,
    repeated: &[Repeated],
) -> (Vec<Region>, BTreeMap<usize, usize>) {
    let mut regions: Vec<Region> = Vec::new();
    let mut alternatives = BTreeMap::new();
    // What the front matter states is of all that no section states another of.
    regions.extend(top.endpoint.map(|_| Region { start: 0, level: 0, shown: false, again: None }));
    let mut heading: Option<Region> = None;
    let mut last: Option<usize> = None;
    let mut statements = outline.statements.iter().map(|of| of.item).peekable();
    let mut repeated = repeated.iter().copied().peekable();
    for (at, item) in outline.items.iter().enumerate() {
        let section = outline.section(item.section);
        let title = section.title.as_ref().map_or("", |title| &title.value);
        if matches!(item.kind, ItemKind::Opens) && section.announced.is_none() && !is_label(title) {
            heading = Some(Region { start: at, level: section.level, shown: false, again: None });
        }
        if statements.peek() == Some(&at) {
            while statements.next_if_eq(&at).is_some() {}
            let before =
                last.replace(at).filter(|last| heading.is_none() && stated_together(outline, *last, at));
            if let Some(before) = before {
                alternatives.insert(at, *alternatives.get(&before).unwrap_or(&before));
                continue;
            }
            let level = heading.or(regions.last().copied().filter(|last| last.level > 0));
            let level = level.map_or(6, |region| region.level);
            let own = Region { start: at, level, shown: false, again: None };
            regions.push(heading.take().unwrap_or(own));
        }
        while let Some((_, first)) = repeated.next_if(|(again, _)| *again == at) {
            let own = heading.take().map(|region| Region { again: Some(first), ..region });
            regions.extend(own);
        }
    }
    (regions, alternatives)
}

/// Whether two lines state alternatives, of which all below is said: nothing stands between them but "or".
fn stated_together(outline: &Outline<'_>, first: usize, second: usize) -> bool {
    let mut between = outline.items[first + 1..second].iter().peekable();
    let is_or = |item: &Item<'_>| match &item.block.kind {
        BlockKind::Paragraph(text) => {
            let word = text.plain.trim().trim_matches(['(', ')', ':', ',', '.']).to_lowercase();
            ["or", "and", "or alternatively", "alternatively", "as well as"].contains(&word.as_str())
        }
        _ => false,
    };
    between.peek().is_some() && between.all(is_or)
}

/// Headings that only say that verb and path follow.
pub(super) fn is_label(title: &str) -> bool {
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    matches!(
        lower.as_str(),
        "endpoint" | "endpoints" | "route" | "url" | "request url" | "http request" | "base url"
    )
}

/// The sections that hold parameter sections.
fn regions_by_parameters(outline: &Outline<'_>) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut open: Option<Region> = None;
    for (at, item) in
        outline.items.iter().enumerate().filter(|(_, item)| matches!(item.kind, ItemKind::Opens))
    {
        let section = outline.section(item.section);
        let title = section.title.as_ref().map_or("", |title| &title.value);
        let kind = section.announced;
        let is_parameters =
            matches!(kind, Some(SectionKind::Parameters(_) | SectionKind::Inputs)) && !names_examples(title);
        match open {
            Some(outer) if section.level > outer.level => {
                if is_parameters && regions.last().is_none_or(|last| last.start != outer.start) {
                    regions.push(outer);
                }
            }
            _ => {
                open = kind.is_none().then_some(Region {
                    start: at,
                    level: section.level,
                    shown: false,
                    again: None,
                })
            }
        }
    }
    regions
}

/// Whether a heading ends a section of that depth.
pub(super) fn ends(outline: &Outline<'_>, item: &Item<'_>, level: u8) -> bool {
    matches!(item.kind, ItemKind::Opens) && outline.section(item.section).level <= level
}

/// Gives each block the number of its operation.
fn number(outline: &mut Outline<'_>) {
    let mut open: Option<(u32, u8)> = None;
    let (mut next, mut last) = (0, 0);
    for at in 0..outline.items.len() {
        let begins = outline.regions.get(next).filter(|region| region.start == at).copied();
        match begins {
            Some(region) => {
                next += 1;
                let number = match region.again {
                    Some(first) => outline.items[first].region,
                    None => {
                        last += 1;
                        last
                    }
                };
                open = Some((number, region.level));
                begin_description(outline, outline.items[at].section);
            }
            None => open = open.filter(|(_, level)| !ends(outline, &outline.items[at], *level)),
        }
        outline.items[at].region = open.map_or(0, |(number, _)| number);
    }
    outline.regions.retain(|region| region.again.is_none());
}

/// What stands between an operation's heading and its first section describes it.
fn begin_description(outline: &mut Outline<'_>, section: SectionId) {
    let section = &mut outline.sections[section.index()];
    let is_own = section.form == SectionForm::Heading && section.announced.is_none();
    if is_own && section.role == SectionKind::Remarks {
        section.role = SectionKind::Intro;
    }
}
