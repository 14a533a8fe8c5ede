//! Nodes to blocks: a block element is one, and the words between two are a paragraph.

use super::nodes::{Element, Node, is_block};
use super::words::WordReader;
use super::{code, tables};
use crate::document::{Attribute, Block, BlockKind, Component, Definition, Text};
use crate::source::{Span, Spanned};
use std::cell::RefCell;
use std::collections::HashMap;

/// Blocks inside one another; what is deeper is words.
const MAX_DEPTH: usize = 40;

/// The same for lines, whose depth counts every element: sites lay out fields in a dozen of them.
const MAX_DEPTH_OF_LINES: usize = 200;

/// Reads the blocks of one text.
pub(super) struct BlockReader<'t> {
    pub words: WordReader<'t>,
    /// The words of tabs by the id of the tab or of its panel, or by the place of the panel.
    pub tabs: HashMap<String, Text>,
    /// Whether all but headings and code is lines, as a browser shows them.
    pub as_lines: bool,
    /// How deep each line stands.
    pub depths: RefCell<Vec<u16>>,
}

impl BlockReader<'_> {
    /// The blocks of nodes.
    pub(super) fn blocks(&self, nodes: &[Node]) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.read_nodes(nodes, 0, &mut blocks);
        blocks
    }

    fn read_nodes(&self, nodes: &[Node], depth: usize, blocks: &mut Vec<Block>) {
        let mut rest = nodes;
        while !rest.is_empty() {
            let words = rest.iter().take_while(|node| !self.holds_blocks(node)).count();
            self.push_paragraph(&rest[..words], depth, blocks);
            if let Some(Node::Element(element)) = rest.get(words) {
                self.read_element(element, depth, blocks);
            }
            rest = rest.get(words + 1..).unwrap_or_default();
        }
    }

    /// Whether a node is a block or holds one; the parts of a table are, where it only lays something out.
    fn holds_blocks(&self, node: &Node) -> bool {
        let Node::Element(element) = node else { return false };
        let is_part = element.is(&["tr", "td", "th"]) || (self.as_lines && element.name == "br");
        is_part || is_block(element) || element.children.iter().any(|node| self.holds_blocks(node))
    }

    fn push_paragraph(&self, nodes: &[Node], depth: usize, blocks: &mut Vec<Block>) {
        let Some(first) = nodes.first() else { return };
        let text = self.words.text(nodes, first.range().start);
        if !text.plain.is_empty() {
            let span = text.span;
            self.push(Block { kind: BlockKind::Paragraph(text), span }, depth, blocks);
        }
    }

    fn push(&self, block: Block, depth: usize, blocks: &mut Vec<Block>) {
        if self.as_lines {
            self.depths.borrow_mut().push(u16::try_from(depth).unwrap_or(u16::MAX));
        }
        blocks.push(block);
    }

    fn inside(&self, element: &Element, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.read_nodes(&element.children, depth + 1, &mut blocks);
        blocks
    }

    fn span(&self, element: &Element) -> Span {
        Span::new(self.words.source, element.range.start, element.range.end)
    }

    fn read_element(&self, element: &Element, depth: usize, blocks: &mut Vec<Block>) {
        if depth >= if self.as_lines { MAX_DEPTH_OF_LINES } else { MAX_DEPTH } {
            return self.push_paragraph(&element.children, depth, blocks);
        }
        let kind = match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let text = self.words.element(element);
                if text.plain.is_empty() {
                    return;
                }
                let anchor = Some(element.value("id").to_owned()).filter(|id| !id.is_empty());
                BlockKind::Heading { level: element.name.as_bytes()[1] - b'0', text, anchor }
            }
            "pre" => BlockKind::Fence(code::read_code(&self.words, element)),
            _ if self.as_lines => {
                // What the tab says of its panel: a status, a media type.
                let tab = self.tab_of(element).filter(|_| element.value("role") == "tabpanel");
                if let Some(text) = tab.filter(|tab| is_status_or_media_type(&tab.plain)) {
                    let span = text.span;
                    self.push(Block { kind: BlockKind::Paragraph(text), span }, depth, blocks);
                }
                return self.read_nodes(&element.children, depth + 1, blocks);
            }
            "table" => match tables::read_table(&self.words, element) {
                Some(table) => table,
                // Laid out as a table.
                None => return self.read_nodes(&element.children, depth, blocks),
            },
            "ul" | "ol" | "menu" => {
                let items: Vec<Block> = element
                    .elements()
                    .filter(|item| item.name == "li")
                    .map(|item| Block {
                        kind: BlockKind::Item(self.inside(item, depth)),
                        span: self.span(item),
                    })
                    .collect();
                if items.is_empty() {
                    return;
                }
                BlockKind::List { ordered: element.name == "ol", items }
            }
            "dl" => BlockKind::Definitions(self.definitions(element, depth)),
            "blockquote" => BlockKind::Quote(self.inside(element, depth)),
            "hr" => BlockKind::Rule,
            "details" => self.frame("Accordion", self.summary(element), element, depth),
            _ if element.value("role") == "tabpanel" => {
                self.frame("Tab", self.tab_of(element), element, depth)
            }
            _ if holds_panels(element) => self.frame("Tabs", None, element, depth),
            "summary" => return,
            _ => return self.read_nodes(&element.children, depth, blocks),
        };
        self.push(Block { kind, span: self.span(element) }, depth, blocks);
    }

    fn frame(&self, name: &str, title: Option<Text>, element: &Element, depth: usize) -> BlockKind {
        let tag_span = Span::new(self.words.source, element.tag.start, element.tag.end);
        let attributes = title.into_iter().map(|title| Attribute {
            name: Spanned::new("title".to_owned(), title.span),
            value: Some(Spanned::new(title.plain, title.span)),
            expression: false,
        });
        BlockKind::Component(Component {
            name: name.to_owned(),
            attributes: attributes.collect(),
            children: self.inside(element, depth),
            tag_span,
            closed: true,
        })
    }

    fn summary(&self, details: &Element) -> Option<Text> {
        details.elements().find(|inner| inner.name == "summary").map(|summary| self.words.element(summary))
    }

    /// The words of the tab that a panel belongs to.
    fn tab_of(&self, panel: &Element) -> Option<Text> {
        let place = panel.range.start.to_string();
        [panel.value("id"), panel.value("aria-labelledby"), &place]
            .iter()
            .find_map(|id| self.tabs.get(*id))
            .cloned()
    }

    /// Terms and what is said of them, which may stand in frames.
    fn definitions(&self, list: &Element, depth: usize) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        for element in list.elements() {
            match (element.name.as_str(), definitions.last_mut()) {
                ("dt", _) => {
                    let term = self.words.element(element);
                    definitions.push(Definition { term, blocks: Vec::new(), span: self.span(element) });
                }
                ("dd", Some(last)) => {
                    last.blocks.extend(self.inside(element, depth));
                    last.span = last.span.to(self.span(element));
                }
                ("div", _) if depth < MAX_DEPTH => definitions.extend(self.definitions(element, depth + 1)),
                _ => {}
            }
        }
        definitions
    }
}

fn is_status_or_media_type(text: &str) -> bool {
    let is_status = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let families = ["application/", "multipart/", "text/", "image/"];
    is_status || families.iter().any(|family| text.starts_with(family))
}

/// Whether an element holds the panels of tabs.
fn holds_panels(element: &Element) -> bool {
    element.elements().any(|inner| inner.value("role") == "tabpanel")
}
