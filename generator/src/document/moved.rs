//! Places of a text in which parts were replaced, moved back to the text as it was.

use super::{Attribute, Block, BlockKind, Component, Document, Fence, LineMap, Text};
use crate::source::Span;
use std::ops::Range;

/// A part of a text and what stands there instead.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    pub place: Range<usize>,
    pub with: String,
}

/// The replacements of a text, in order, each with where it stands in the new text.
pub(super) struct Replacements {
    all: Vec<(Range<usize>, Replacement)>,
}

impl Replacements {
    pub(super) fn new(mut replacements: Vec<Replacement>) -> Self {
        replacements.sort_by_key(|r| r.place.start);
        let (mut grown, mut shrunk) = (0, 0);
        let place = |r: Replacement| {
            let start = r.place.start + grown - shrunk;
            grown += r.with.len();
            shrunk += r.place.len();
            (start..start + r.with.len(), r)
        };
        Self { all: replacements.into_iter().map(place).collect() }
    }

    /// The new text.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut new = String::with_capacity(text.len());
        let mut at = 0;
        for (_, replacement) in &self.all {
            new.push_str(&text[at..replacement.place.start]);
            new.push_str(&replacement.with);
            at = replacement.place.end;
        }
        new.push_str(&text[at..]);
        new
    }

    /// The old offset of a new one. One inside a replacement is that of its start, or of its end.
    fn old(&self, new: usize, end: bool) -> usize {
        let index = self.all.partition_point(|(place, _)| place.start < new || (place.start == new && !end));
        let Some((place, replacement)) = index.checked_sub(1).map(|i| &self.all[i]) else { return new };
        match new.checked_sub(place.end) {
            Some(0) if place.is_empty() && !end => replacement.place.start,
            Some(after) => replacement.place.end + after,
            None if end => replacement.place.end,
            None => replacement.place.start,
        }
    }

    fn span(&self, span: &mut Span) {
        let (start, end) = (self.old(span.start as usize, false), self.old(span.end as usize, true));
        *span = Span::new(span.source, start, end.max(start));
    }

    /// Moves all places of a document.
    pub(super) fn move_back(&self, document: &mut Document) {
        if let Some(front_matter) = &mut document.front_matter {
            self.span(&mut front_matter.span);
            for (key, value) in &mut front_matter.entries {
                self.span(&mut key.span);
                self.span(&mut value.span);
            }
        }
        self.blocks(&mut document.blocks);
    }

    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            self.span(&mut block.span);
            match &mut block.kind {
                BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => self.text(text),
                BlockKind::List { items: children, .. }
                | BlockKind::Item(children)
                | BlockKind::Quote(children) => self.blocks(children),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.text(&mut definition.term);
                        self.span(&mut definition.span);
                        self.blocks(&mut definition.blocks);
                    }
                }
                BlockKind::Table { header, rows } => {
                    header.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| self.text(cell));
                }
                BlockKind::Fence(fence) => self.fence(fence),
                BlockKind::Component(component) => self.component(component),
                BlockKind::Html(_) | BlockKind::Rule | BlockKind::Included(_) => {}
            }
        }
    }

    fn text(&self, text: &mut Text) {
        self.span(&mut text.span);
    }

    fn component(&self, component: &mut Component) {
        self.span(&mut component.tag_span);
        for Attribute { name, value, .. } in &mut component.attributes {
            self.span(&mut name.span);
            if let Some(value) = value {
                self.span(&mut value.span);
            }
        }
        self.blocks(&mut component.children);
    }

    fn fence(&self, fence: &mut Fence) {
        self.span(&mut fence.code_span);
        let lines = std::mem::take(&mut fence.map.lines);
        let mut moved = LineMap::default();
        for (i, &(local, new)) in lines.iter().enumerate() {
            let (local, new) = (local as usize, new as usize);
            moved.push(local, self.old(new, false));
            let length = lines.get(i + 1).map_or(fence.code.len() + 1, |&(next, _)| next as usize) - local;
            let first = self.all.partition_point(|(place, _)| place.start < new);
            let inside = self.all[first..].iter().take_while(|(place, _)| place.start < new + length);
            for (place, replacement) in inside {
                // All of a value is at the place of its name.
                for at in place.clone() {
                    moved.push(local + at - new, replacement.place.start);
                }
                moved.push(local + place.end - new, replacement.place.end);
            }
        }
        fence.map = moved;
    }
}
