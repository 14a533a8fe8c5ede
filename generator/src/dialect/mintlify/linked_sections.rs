//! Sections of no operation whose fields operations send, and say so by a link: "See [the list of settings](#list)".

use super::Reader;
use crate::dialect::outline::{Outline, SectionForm, SectionId, Statement};
use crate::dialect::section::{SectionKind, says_answer};
use crate::document::{BlockKind, Text};
use crate::model::Method;
use std::collections::{BTreeMap, BTreeSet};

/// The operations that link to each section, where a text that speaks of no response does.
pub(super) fn find_linked(outline: &Outline<'_>) -> BTreeMap<SectionId, Vec<u32>> {
    let mut linked: BTreeMap<SectionId, Vec<u32>> = BTreeMap::new();
    if !outline.several {
        return linked;
    }
    let named: BTreeMap<String, SectionId> = outline
        .items
        .iter()
        .filter(|item| item.region == 0 && matches!(item.block.kind, BlockKind::Heading { .. }))
        .filter(|item| outline.section(item.section).form == SectionForm::Heading)
        .flat_map(|item| {
            let section = outline.section(item.section);
            let title = section.title.as_ref().map(|title| anchor_of(&title.value));
            title.into_iter().chain(section.anchor.clone()).map(|anchor| (anchor, item.section))
        })
        .collect();
    let sends =
        |of: &&Statement| matches!(of.endpoint.method.value, Method::Post | Method::Put | Method::Patch);
    let sending: BTreeSet<u32> =
        outline.statements.iter().filter(sends).map(|of| outline.items[of.item].region).collect();
    for item in outline.items.iter().filter(|item| item.region > 0 && sending.contains(&item.region)) {
        let BlockKind::Paragraph(text) = &item.block.kind else { continue };
        let responds =
            matches!(outline.section(item.section).role, SectionKind::Response(_) | SectionKind::Errors);
        if responds || says_answer(&text.plain) {
            continue;
        }
        for section in anchors_in(text).filter_map(|anchor| named.get(anchor)) {
            let operations = linked.entry(*section).or_default();
            if !operations.contains(&item.region) {
                operations.push(item.region);
            }
        }
    }
    linked
}

/// What the links of a text point to on the same page.
fn anchors_in(text: &Text) -> impl Iterator<Item = &str> {
    text.links.iter().filter_map(|link| link.target.strip_prefix('#'))
}

/// The anchor of a heading, as most sites make it of its text.
pub(in crate::dialect) fn anchor_of(title: &str) -> String {
    let kept = title.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

impl Reader<'_> {
    /// The operations that send the fields of the section around.
    pub(super) fn linked_operations(&self) -> Vec<u32> {
        let section = self.outline.record_section(self.item());
        section.and_then(|section| self.linked.get(&section)).cloned().unwrap_or_default()
    }
}
