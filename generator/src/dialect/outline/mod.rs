//! Stage **outline**: which section each block stands in, where the page states verb and path, and which part of it is
//! about which operation. Decided once, before a field is read; the readers of fields, examples and values ask it.
//!
//! ```text
//! section   = heading | bold line | lead line | tab | frame | panel | statement ;
//! lead line = text, ":" ;              (* names a section; fields or a block of code come next *)
//! statement = verb and path: see `statements` ;
//! region    = the sections that are about one operation: see `regions` ;
//! ```

mod described;
mod frames;
mod headings;
mod records;
mod regions;
mod repeated;
mod section;
mod shown;
mod statements;
mod walk;

pub(super) use frames::{frame_role, frame_status, frame_title};
pub(super) use section::{Section, SectionForm, SectionId};
pub(super) use shown::{is_fixed, is_placeholder, request, split};
pub(super) use statements::{APART, Statement, StatementForm, says_beside, states};

use super::claims::RequestExampleClaim;
use super::mintlify::anchor_of;
use super::section::{SectionKind, names_examples};
use crate::diagnostic::Diagnostic;
use crate::document::Block;
use crate::source::Span;
use regions::Region;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A block on its way to the readers.
#[derive(Debug)]
pub(super) struct Item<'d> {
    pub block: Cow<'d, Block>,
    pub kind: ItemKind,
    pub section: SectionId,
    /// The index behind the last block inside it.
    pub end: usize,
    /// Whether it stands in an item of a list.
    pub in_list: bool,
    /// The operation that it is about: 0 where it is about the page as a whole or all of its operations.
    pub region: u32,
    /// What stands behind a field and is read as its content, and what is to be said of it.
    pub parts: Option<(Span, Diagnostic)>,
}

/// What the outline knows of a block.
#[derive(Debug)]
pub(super) enum ItemKind {
    /// Nothing: what it is, its block says.
    Content,
    /// The title of the page once more.
    RepeatedTitle,
    /// It opens the section that it stands in.
    Opens,
    /// A heading that names a field, in the section around.
    Field,
    /// It states an endpoint together with the block before.
    OfStatement,
    /// A request as a command or an HTTP message.
    Request(Box<RequestExampleClaim>),
}

/// What a page is made of.
#[derive(Debug, Default)]
pub(super) struct Outline<'d> {
    sections: Vec<Section>,
    /// The blocks in the order of the page, each before those inside it.
    pub items: Vec<Item<'d>>,
    /// Where the page states verb and path, in order; those that count.
    pub statements: Vec<Statement>,
    /// The operations of the page, where it has several; the first is that of number 1.
    pub regions: Vec<Region>,
    /// The blocks that state what all that is said of an earlier one is said of, too, each with that.
    pub alternatives: BTreeMap<usize, usize>,
    /// What texts on responses link to on the page.
    pub records_linked: BTreeSet<String>,
    /// Whether several verbs and paths are stated or shown.
    pub several: bool,
    /// Whether it states no operation at all: what it describes are records, where its titles say so.
    pub is_reference: bool,
    /// Statements that are of no operation, since the page says nothing of them.
    pub undescribed: Vec<Statement>,
    /// What is to be said of statements.
    pub diagnostics: Vec<Diagnostic>,
}

impl Outline<'_> {
    pub(super) fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The section around a block that is about a record, where it is: it stands under a title of its own, and is of
    /// none of several operations. Nothing is common to them unless its heading says so.
    pub(super) fn record_section(&self, item: &Item<'_>) -> Option<SectionId> {
        if self.is_reference {
            return self.reference_section(item);
        }
        if !self.several || item.region != 0 {
            return self.linked_section(item);
        }
        let (mut id, mut example) = (item.section, None);
        loop {
            let section = self.section(id);
            let title = section.title.as_ref().map_or("", |title| &title.value);
            match (section.form, section.announced) {
                (SectionForm::Page, _) => return example,
                (SectionForm::Heading, announced) if section.level > 1 => {
                    let shows = announced == Some(SectionKind::Examples) || names_examples(title);
                    match announced {
                        _ if shows => example = example.or(Some(id)),
                        None => return Some(id),
                        _ => {}
                    }
                }
                _ => {}
            }
            id = section.parent;
        }
    }

    /// The innermost heading with a title around a block, within a section; else that section.
    pub(super) fn innermost_heading(&self, item: &Item<'_>, within: SectionId) -> SectionId {
        let mut id = item.section;
        while id != within {
            let section = self.section(id);
            match section.form {
                SectionForm::Page => return within,
                SectionForm::Heading if section.title.is_some() => return id,
                _ => id = section.parent,
            }
        }
        within
    }

    /// The section within that of an operation whose title says that it describes a record: "Room object" beside "Body".
    pub(super) fn record_within(&self, item: &Item<'_>) -> Option<SectionId> {
        let mut id = item.section;
        loop {
            let section = self.section(id);
            let title = section.title.as_ref().map_or("", |title| &title.value);
            match section.form {
                SectionForm::Page => return None,
                SectionForm::Heading
                    if section.states || section.announced.is_some() || section.level < 2 =>
                {
                    return None;
                }
                SectionForm::Heading if titles_record(title) => return Some(id),
                _ => id = section.parent,
            }
        }
    }

    /// The section of a record that a text on a response links to, right below its title: "Returns a [Lamp](#lamp)"
    /// above "## Lamp".
    fn linked_section(&self, item: &Item<'_>) -> Option<SectionId> {
        let mut id = item.section;
        let section = loop {
            let section = self.section(id);
            match section.form {
                SectionForm::Page => return None,
                SectionForm::Heading if section.announced.is_none() => break section,
                _ => id = section.parent,
            }
        };
        let title = section.title.as_ref().map_or("", |title| &title.value);
        let linked = !section.states && self.records_linked.contains(&anchor_of(title));
        linked.then_some(id)
    }

    /// The section of a page without operations that a record is described in: "Attributes", "Badge object".
    fn reference_section(&self, item: &Item<'_>) -> Option<SectionId> {
        let mut id = item.section;
        loop {
            let section = self.section(id);
            let title = section.title.as_ref().map_or("", |title| &title.value);
            match section.form {
                SectionForm::Page => return None,
                SectionForm::Heading if section.announced.is_none() && says_record(title) => return Some(id),
                _ => id = section.parent,
            }
        }
    }
}

/// Whether a title is that of a record, and of nothing that is sent: "Room object", and not "Room attributes".
fn titles_record(title: &str) -> bool {
    const LAST: [&str; 5] = ["object", "structure", "resource", "entity", "model"];
    let lower = title.trim().to_lowercase();
    lower.rsplit_once(' ').is_some_and(|(_, last)| LAST.contains(&last))
}

/// Whether a title says that a record is described below it.
fn says_record(title: &str) -> bool {
    const WORDS: [&str; 9] = [
        "object",
        "structure",
        "resource",
        "attributes",
        "entity",
        "properties",
        "fields",
        "schema",
        "model",
    ];
    let lower = title.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

pub(super) use walk::{Top, outline_page};
