//! Tests of the stage as a whole: how pages read, and what holds for every text.

mod corpus;
mod outline;
mod pages;
mod properties;

use super::{Block, BlockKind, Component, Document, Fence, Text};
use crate::source::{SourceFile, Span};

/// Panics unless the spans of a document are what they should be: inside the file, on character
/// boundaries, children inside their parents, and every byte that is not blank inside a block.
fn check_spans(file: &SourceFile, document: &Document) {
    let mut covered = vec![false; file.text.len()];
    let mut roots: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
    if let Some(front_matter) = &document.front_matter {
        roots.push(front_matter.span);
        for (key, value) in &front_matter.entries {
            check_inside(file, front_matter.span, key.span);
            check_inside(file, front_matter.span, value.span);
            assert_eq!(file.slice(key.span), key.value);
        }
    }
    for root in roots {
        check_inside(file, file.span(), root);
        covered[root.start as usize..root.end as usize].fill(true);
    }
    for block in &document.blocks {
        check_block(file, block);
    }
    // A comment beside text may be in no block.
    for (start, _) in file.text.match_indices("{/*") {
        let end = file.text[start..].find("*/}").map_or(start, |i| start + i + 3);
        covered[start..end].fill(true);
    }
    for (i, c) in file.text.char_indices().filter(|(_, c)| !c.is_whitespace() && !c.is_control()) {
        assert!(covered[i], "{c:?} at {i} of {} is in no block", file.path);
    }
}

fn check_inside(file: &SourceFile, parent: Span, child: Span) {
    assert!(child.start <= child.end, "{child:?} in {}", file.path);
    assert!(parent.contains(child), "{child:?} is not inside {parent:?} in {}", file.path);
    for at in [child.start, child.end] {
        assert!(file.text.is_char_boundary(at as usize), "{at} is inside a character of {}", file.path);
    }
}

fn check_block(file: &SourceFile, block: &Block) {
    let span = block.span;
    let text = |text: &Text| check_inside(file, span, text.span);
    let blocks = |blocks: &[Block]| {
        for child in blocks {
            check_inside(file, span, child.span);
            check_block(file, child);
        }
    };
    match &block.kind {
        BlockKind::Heading { text: heading, .. } => text(heading),
        BlockKind::Paragraph(paragraph) => text(paragraph),
        BlockKind::List { items: children, .. } | BlockKind::Item(children) | BlockKind::Quote(children) => {
            blocks(children);
        }
        BlockKind::Table { header, rows } => header.iter().chain(rows.iter().flatten()).for_each(text),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                check_inside(file, span, definition.span);
                check_inside(file, definition.span, definition.term.span);
                blocks(&definition.blocks);
            }
        }
        BlockKind::Component(component) => {
            check_component(file, span, component);
            blocks(&component.children);
        }
        BlockKind::Fence(fence) => check_fence(file, span, fence),
        BlockKind::Html(_) | BlockKind::Rule | BlockKind::Included(_) => {}
    }
}

fn check_component(file: &SourceFile, span: Span, component: &Component) {
    check_inside(file, span, component.tag_span);
    let tag = file.slice(component.tag_span);
    let in_braces = tag.starts_with("{%") && tag.contains(&component.name) && tag.ends_with("%}");
    let is_tag = tag.starts_with(&format!("<{}", component.name)) && tag.ends_with('>');
    if tag.starts_with("<details") {
        // Its title is the words of its summary.
        return;
    }
    assert!(in_braces || is_tag, "{tag}");
    for attribute in &component.attributes {
        check_inside(file, component.tag_span, attribute.name.span);
        assert_eq!(file.slice(attribute.name.span), attribute.name.value);
        if let Some(value) = &attribute.value {
            check_inside(file, component.tag_span, value.span);
            let source = file.slice(value.span);
            // A text in braces may hold escapes.
            assert!(source == value.value || source.contains('\\'), "{source}");
        }
    }
}

fn check_fence(file: &SourceFile, span: Span, fence: &Fence) {
    check_inside(file, span, fence.code_span);
    if file.slice(span).starts_with("<pre") {
        // Its tags and references are no code.
        return;
    }
    let mut at = 0;
    for line in fence.code.split('\n') {
        let start = fence.map.resolve(at);
        assert_eq!(file.text.get(start..start + line.len()), Some(line), "line at {at} of {fence:?}");
        at += line.len() + 1;
    }
}
