//! Tags in braces as the components that say the same: `{% tab title="200" %}` is `<Tab title="200">`.
//!
//! ```text
//! operation = "{% ", any name, verb, path, [ "summary" ], " %}" ;     (* the summary: a heading above *)
//! section   = "{% ", words of a section, " %}" ;                      (* `api-path-parameters` *)
//! response  = "{% ", any name, status, [ "description" ], " %}" ;
//! text      = "{% ", …, "summary" | "description", " %}" ;            (* what stands in it *)
//! frame     = "{% tabs %}" | "{% tab %}" | "{% hint %}" | "{% code %}" | … ;
//! directive = "{% if … %}" | "{% raw %}" | … ;                         (* of the site's generator *)
//! ```
//!
//! A parameter is read by its attributes, as that of any tag: see `custom`. Any other tag is left as it is.

use super::custom::states_endpoint;
use super::section::{SectionKind, classify_heading, leading_status};
use crate::document::{Attribute, Block, BlockKind, Component, Text};
use crate::source::{Span, Spanned};

/// Tags that frame other content, and the components that do the same.
const FRAMES: &[(&str, &str)] = &[
    ("tabs", "Tabs"),
    ("tab", "Tab"),
    ("hint", "Callout"),
    ("note", "Note"),
    ("callout", "Callout"),
    ("steps", "Steps"),
    ("step", "Step"),
    ("stepper", "Steps"),
    ("columns", "Columns"),
    ("column", "Column"),
    ("expandable", "Expandable"),
    ("accordion", "Accordion"),
];

/// Tags that say how a site is built, and nothing of the API.
const DIRECTIVES: &[&str] = &[
    "if",
    "elsif",
    "else",
    "unless",
    "for",
    "raw",
    "comment",
    "assign",
    "capture",
    "code",
    "content-ref",
    "embed",
];

/// Attributes that name the status of a response.
const STATUSES: &[&str] = &["status", "httpCode", "statusCode", "code"];

/// The blocks with tags in braces read.
pub(super) fn read_tags(blocks: Vec<Block>) -> Vec<Block> {
    let mut reader = Reader { level: 0, summaries: Vec::new() };
    reader.blocks(blocks)
}

struct Reader {
    /// The level of the last heading.
    level: u8,
    /// The summaries of operations that are headings.
    summaries: Vec<Span>,
}

impl Reader {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let mut read = Vec::with_capacity(blocks.len());
        for block in blocks {
            self.block(block, &mut read);
        }
        read
    }

    /// A block that is no tag in braces, and may hold some.
    fn inside(&mut self, kind: BlockKind) -> BlockKind {
        match kind {
            BlockKind::Component(component) => {
                let children = self.blocks(component.children);
                BlockKind::Component(Component { children, ..component })
            }
            BlockKind::List { ordered, items } => BlockKind::List { ordered, items: self.blocks(items) },
            BlockKind::Item(children) => BlockKind::Item(self.blocks(children)),
            BlockKind::Quote(children) => BlockKind::Quote(self.blocks(children)),
            BlockKind::Heading { level, .. } => {
                self.level = level;
                kind
            }
            kind => kind,
        }
    }

    fn block(&mut self, block: Block, read: &mut Vec<Block>) {
        let Block { kind, span } = block;
        let component = match kind {
            BlockKind::Component(component) if is_template(&component) => component,
            kind => return read.push(Block { kind: self.inside(kind), span }),
        };
        if states_endpoint(&component) {
            let heading = self.heading_of(&component);
            self.summaries.extend(heading.as_ref().map(|heading| heading.span));
            read.extend(heading);
        }
        let name = component.name.clone();
        if summary_in_tag(&component).is_some_and(|text| self.summaries.contains(&text.span)) {
            // The heading says it.
            return;
        }
        let is_text = ["summary", "description"].iter().any(|word| name.ends_with(word));
        let mut component = match name.as_str() {
            "comment" => return,
            _ if is_text || DIRECTIVES.contains(&name.as_str()) || lays_out(&component) => {
                let title = component.value("title").cloned();
                let mut inner = self.blocks(component.children);
                if let (Some(title), [Block { kind: BlockKind::Fence(fence), .. }]) =
                    (title, inner.as_mut_slice())
                {
                    fence.title = title.value;
                }
                return read.append(&mut inner);
            }
            _ => component,
        };
        component.children = self.blocks(component.children);
        if let Some((_, frame)) = FRAMES.iter().find(|(tag, _)| *tag == name) {
            component.name = (*frame).to_owned();
        }
        add_title(&mut component);
        read.push(Block { kind: BlockKind::Component(component), span });
    }

    /// The heading that the summary of an operation is.
    fn heading_of(&self, component: &Component) -> Option<Block> {
        let text = match component.value("summary") {
            Some(Spanned { value, span }) => {
                let plain = value.trim().to_owned();
                Text { markdown: plain.clone(), plain, links: Vec::new(), span: *span }
            }
            None => component.children.iter().find_map(summary_in)?,
        };
        let span = text.span;
        let kind = BlockKind::Heading { level: (self.level + 1).min(6), text, anchor: None };
        matches!(&kind, BlockKind::Heading { text, .. } if !text.plain.is_empty())
            .then_some(Block { kind, span })
    }
}

/// Whether a component is a tag in braces: others begin with a capital.
fn is_template(component: &Component) -> bool {
    component.name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The words of a block that holds the summary of an operation.
fn summary_in(block: &Block) -> Option<Text> {
    match &block.kind {
        BlockKind::Component(component) => summary_in_tag(component),
        _ => None,
    }
}

fn summary_in_tag(component: &Component) -> Option<Text> {
    match component.children.as_slice() {
        [Block { kind: BlockKind::Paragraph(text), .. }] if component.name.ends_with("summary") => {
            Some(text.clone())
        }
        _ => None,
    }
}

/// Whether a tag only holds what its parts say: it has no attributes, and its name names no section.
fn lays_out(component: &Component) -> bool {
    let of_frame = FRAMES.iter().any(|(tag, _)| *tag == component.name);
    let is_part = |block: &Block| matches!(&block.kind, BlockKind::Component(inner) if shares_word(&inner.name, &component.name));
    component.attributes.is_empty()
        && !of_frame
        && section_of(&component.name).is_none()
        && component.children.iter().any(is_part)
}

/// Whether two names begin with the same word: `api-method-spec`, `api-method-request`.
fn shares_word(name: &str, other: &str) -> bool {
    name.split('-').next() == other.split('-').next()
}

/// Gives a tag the title that its status or its name is.
fn add_title(component: &mut Component) {
    if component.value("title").is_some_and(|title| !title.value.is_empty()) || states_endpoint(component) {
        return;
    }
    let status = STATUSES.iter().find_map(|name| component.value(name));
    let title = match status.filter(|status| leading_status(status.value.trim()).is_some()) {
        Some(status) => {
            let said = component.value("description").map_or("", |said| said.value.trim());
            let (code, own) = status.value.trim().split_at(3);
            let said = if said.is_empty() { own } else { said };
            Some(Spanned::new(format!("{code} {said}"), status.span))
        }
        None if component.children.is_empty() => None,
        None => section_of(&component.name).map(|title| Spanned::new(title, component.tag_span)),
    };
    if let Some(title) = title {
        let name = Spanned::new("title".to_owned(), title.span);
        component.attributes.retain(|attribute| attribute.name.value != "title");
        component.attributes.push(Attribute { name, value: Some(title), expression: false });
    }
}

/// The title of the section that the last words of a name are: `api-method-path-parameters`.
fn section_of(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(['-', '_']).collect();
    (1..words.len()).map(|from| words[from..].join(" ")).find(|title| {
        matches!(
            classify_heading(title),
            Some(
                SectionKind::Parameters(_)
                    | SectionKind::Inputs
                    | SectionKind::Response(_)
                    | SectionKind::Errors
            )
        )
    })
}
