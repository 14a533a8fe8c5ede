//! Records that texts on responses link to on the same page.

use super::Outline;
use crate::dialect::section::{SectionKind, says_answer};
use crate::document::BlockKind;
use std::collections::BTreeSet;

/// The anchors that texts on responses link to: "Returns a [Lamp](#lamp) object."
pub(super) fn linked_by_responses(outline: &Outline<'_>) -> BTreeSet<String> {
    let texts = outline.items.iter().filter_map(|item| match &item.block.kind {
        BlockKind::Paragraph(text) => Some((item, text)),
        _ => None,
    });
    let on_response = texts.filter(|(item, text)| {
        let role = outline.section(item.section).role;
        !text.links.is_empty() && (matches!(role, SectionKind::Response(_)) || says_answer(&text.plain))
    });
    let links = on_response.flat_map(|(_, text)| &text.links);
    links.filter_map(|link| Some(link.target.strip_prefix('#')?.to_lowercase())).collect()
}
