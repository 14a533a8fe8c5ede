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
use super::repeated::{Owned, Repeated, first_of_each};
use super::section::{SectionForm, SectionId};
use super::statements::{Statement, StatementForm, is_below};
use super::walk::Top;
use super::{Item, ItemKind, Outline, shown};
use crate::dialect::claims::EndpointClaim;
use crate::dialect::mintlify::declares_fields;
use crate::dialect::section::{SectionKind, names_examples};
use crate::document::BlockKind;
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
        outline.statements = first_tags(outline, tags.into_iter().chain(own), top.endpoint);
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

/// The statements of tags, each endpoint once; again below a title of its own that has fields or a response of its own.
fn first_tags(
    outline: &Outline<'_>,
    all: impl Iterator<Item = Statement>,
    top: Option<&EndpointClaim>,
) -> Vec<Statement> {
    let mut first: Vec<Statement> = Vec::new();
    let mut owned: Option<Owned> = None;
    for statement in all {
        let same = |known: &EndpointClaim| {
            let (url, other) = (known.url.value.as_str(), statement.endpoint.url.value.as_str());
            known.method.value == statement.endpoint.method.value
                && (is_below(url, other) || is_below(other, url))
        };
        let is_known = first.iter().any(|known| same(&known.endpoint));
        let mut is_own = || owned.get_or_insert_with(|| Owned::of(outline)).is_of_its_own(&first, &statement);
        if !top.is_some_and(same) && (!is_known || is_own()) {
            first.push(statement);
        }
    }
    first
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
