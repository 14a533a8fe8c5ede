//! The blocks of what was found not to be Markdown.

use super::super::components::{ComponentElement, Element, ElementKind};
use super::super::html;
use super::super::run::Run;
use super::super::{Block, BlockKind, Component};
use super::Page;
use crate::source::Span;

impl Page<'_> {
    /// The block of an element, or those of one of HTML.
    pub(super) fn element_blocks(&self, element: Element) -> Vec<Block> {
        let span = Span::new(self.source, element.start, element.end);
        let kind = match element.kind {
            ElementKind::Markup => {
                let blocks = html::read_element(self.text, element.start..element.end, self.source);
                if !blocks.is_empty() {
                    return blocks;
                }
                BlockKind::Html(self.text[element.start..element.end].to_owned())
            }
            ElementKind::Fence(fence) => BlockKind::Fence(fence.to_fence(self.text, self.source)),
            ElementKind::Html => BlockKind::Html(self.text[element.start..element.end].to_owned()),
            ElementKind::Component(component) => {
                BlockKind::Component(self.component(component, element.start))
            }
        };
        vec![Block { kind, span }]
    }

    fn component(&self, component: ComponentElement, start: usize) -> Component {
        let ComponentElement { name, attributes, tag_end, content, elements, closed } = component;
        let is_empty = elements.is_empty() && self.text[content.clone()].trim().is_empty();
        let children = match is_empty {
            true => Vec::new(),
            false => self.read_run(Run::new(self.text, content, elements), 0),
        };
        let tag_span = Span::new(self.source, start, tag_end);
        Component { name, attributes, children, tag_span, closed }
    }
}
