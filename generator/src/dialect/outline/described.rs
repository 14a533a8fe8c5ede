//! What of a page describes the operations that it states: fields, examples, messages that answer.
//!
//! Each question is asked of the blocks once, however many statements there are.

use super::regions::ends;
use super::section::{SectionForm, SectionId};
use super::statements::{Statement, StatementForm};
use super::{Item, ItemKind, Outline};
use crate::dialect::http_messages::is_response_message;
use crate::dialect::mintlify::{declares_fields, shows_json};
use crate::dialect::section::{SectionKind, says_answer, status_of_label};
use crate::document::BlockKind;
use crate::model::Status;
use std::collections::{HashMap, HashSet};

/// Whether a table or a list names operations that have sections of their own: several rows, and nothing below up to the next
/// title.
pub(super) fn is_overview(outline: &Outline<'_>, of: &Statement, below: &Below) -> bool {
    let rows = match &outline.items[of.item].block.kind {
        BlockKind::Table { rows, .. } => rows.len(),
        BlockKind::List { items, .. } if of.form == StatementForm::Row => items.len(),
        _ => 1,
    };
    rows > 1 && !below.describes(of.item)
}

/// Where titles stand among the blocks, and what describes an operation.
pub(super) struct Below {
    titles: Vec<usize>,
    describing: Vec<usize>,
}

impl Below {
    pub(super) fn of(outline: &Outline<'_>) -> Self {
        let (mut titles, mut describing) = (Vec::new(), Vec::new());
        for (at, item) in outline.items.iter().enumerate() {
            let section = outline.section(item.section);
            match item.kind {
                ItemKind::Opens if section.announced.is_none() => titles.push(at),
                ItemKind::Opens => {}
                _ if declares_fields(item, section) || shows_json(&item.block) => describing.push(at),
                _ => {}
            }
        }
        Self { titles, describing }
    }

    /// Whether something between a block and the next title describes an operation.
    fn describes(&self, item: usize) -> bool {
        let next = |all: &[usize]| all.get(all.partition_point(|at| *at <= item)).copied();
        next(&self.describing).is_some_and(|at| next(&self.titles).is_none_or(|title| at < title))
    }
}

/// Whether the sections that state verb and path show what is sent or comes back.
pub(super) fn describes_by_examples(outline: &Outline<'_>, all: &[Statement]) -> bool {
    let mut seen: HashSet<(SectionId, bool)> = HashSet::new();
    let mut by_messages: HashMap<u8, bool> = HashMap::new();
    all.iter().any(|of| {
        let heading = outline.section(of.section).heading;
        let level = outline.section(heading).level;
        // What stands behind the first statement of a section stands behind the others, or between them.
        let is_message = of.form == StatementForm::Message;
        if !seen.insert((heading, is_message)) {
            return false;
        }
        let mut below = outline.items[of.item + 1..].iter().take_while(|item| !ends(outline, item, level));
        match of.form {
            StatementForm::Heading | StatementForm::Line | StatementForm::Sentence | StatementForm::Row => {
                below.any(|item| {
                    shows_json(&item.block)
                        || says_response(outline, item)
                        || is_response_message(&item.block)
                })
            }
            StatementForm::Message => {
                // Up to the next title: what stands behind that is of something else.
                let is_title = |item: &&Item<'_>| {
                    matches!(item.kind, ItemKind::Opens) && outline.section(item.section).announced.is_none()
                };
                *by_messages.entry(level).or_insert_with(|| is_of_operations(outline, level, all))
                    && below.take_while(|item| !is_title(item)).enumerate().any(|(nth, item)| {
                        is_response_message(&item.block)
                            || says_response(outline, item)
                            || (shows_json(&item.block) && (nth == 0 || is_told(outline, item)))
                    })
            }
            StatementForm::Tag | StatementForm::Part => false,
        }
    })
}

/// Whether a sentence or a title right above says that a block is a response: "It returns a body like this:".
fn is_told(outline: &Outline<'_>, item: &Item<'_>) -> bool {
    let section = outline.section(item.section);
    matches!(section.role, SectionKind::Response(_))
        && matches!(section.form, SectionForm::Lead | SectionForm::Bold)
}

/// Whether messages are what the page is about: they stand below its title, or below most of the titles of a level. A
/// guide shows one in passing.
fn is_of_operations(outline: &Outline<'_>, level: u8, all: &[Statement]) -> bool {
    if level <= 1 {
        return true;
    }
    let is_title = |item: &&Item<'_>| {
        let section = outline.section(item.section);
        matches!(item.kind, ItemKind::Opens) && section.announced.is_none() && section.level == level
    };
    let titles = outline.items.iter().filter(is_title).count();
    let stating: HashSet<SectionId> = all
        .iter()
        .filter(|of| of.form == StatementForm::Message)
        .map(|of| outline.section(of.section).heading)
        .filter(|heading| outline.section(*heading).level == level)
        .collect();
    2 * stating.len() > titles
}

/// Whether a text says what comes back, with a link to it or with its status: "Returns a [room](#room-object)
/// object.", "Responds with `204 No Content`."
fn says_response(outline: &Outline<'_>, item: &Item<'_>) -> bool {
    match &item.block.kind {
        BlockKind::Paragraph(text)
            if matches!(outline.section(item.section).role, SectionKind::Response(_)) =>
        {
            status_of_label(&text.plain).is_some_and(Status::is_success)
        }
        BlockKind::Paragraph(text) => {
            let told =
                || !text.links.is_empty() || status_of_label(&text.plain).is_some_and(Status::is_success);
            (says_answer(&text.plain) || text.plain.to_lowercase().contains("respond")) && told()
        }
        _ => false,
    }
}
