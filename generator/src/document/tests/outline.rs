//! A document as indented lines, for tests to compare.

use super::super::{Block, BlockKind, Definition, Text};

/// The blocks, one a line, children indented.
pub(super) fn outline(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, 0);
    out
}

fn write_blocks(out: &mut String, blocks: &[Block], depth: usize) {
    for block in blocks {
        write_block(out, block, depth);
    }
}

fn write_block(out: &mut String, block: &Block, depth: usize) {
    let mut line = |text: String| {
        out.push_str(&"  ".repeat(depth));
        out.push_str(text.trim_end());
        out.push('\n');
    };
    let cells = |cells: &[Text]| cells.iter().map(|c| c.markdown.as_str()).collect::<Vec<_>>().join(" | ");
    match &block.kind {
        BlockKind::Heading { level, text, .. } => line(format!("h{level} {}", text.markdown)),
        BlockKind::Paragraph(text) => line(format!("p {}", text.markdown)),
        BlockKind::Html(html) => line(format!("html {}", html.replace('\n', "|"))),
        BlockKind::Rule => line("rule".to_owned()),
        BlockKind::Included(included) => write_blocks(out, &included.blocks, depth),
        BlockKind::Fence(fence) => {
            let title = if fence.title.is_empty() { String::new() } else { format!(" [{}]", fence.title) };
            let open = if fence.closed { "" } else { " open" };
            line(format!("fence{open} {}{title} {}", fence.language, fence.code.replace('\n', "|")));
        }
        BlockKind::Table { header, rows } => {
            line(format!("table {}", cells(header)));
            rows.iter().for_each(|row| line(format!("  row {}", cells(row))));
        }
        BlockKind::List { ordered, items } => {
            line(if *ordered { "ol" } else { "ul" }.to_owned());
            write_blocks(out, items, depth + 1);
        }
        BlockKind::Item(blocks) => {
            line("li".to_owned());
            write_blocks(out, blocks, depth + 1);
        }
        BlockKind::Quote(blocks) => {
            line("quote".to_owned());
            write_blocks(out, blocks, depth + 1);
        }
        BlockKind::Definitions(definitions) => {
            line("dl".to_owned());
            for Definition { term, blocks, .. } in definitions {
                out.push_str(&format!("{}dt {}\n", "  ".repeat(depth + 1), term.markdown));
                write_blocks(out, blocks, depth + 2);
            }
        }
        BlockKind::Component(component) => {
            let mut text = format!("<{}>", component.name);
            for attribute in &component.attributes {
                let value = attribute.value.as_ref().map(|v| format!("={}", v.value)).unwrap_or_default();
                text.push_str(&format!(" {}{value}", attribute.name.value));
            }
            line(if component.closed { text } else { format!("{text} (open)") });
            write_blocks(out, &component.children, depth + 1);
        }
    }
}
