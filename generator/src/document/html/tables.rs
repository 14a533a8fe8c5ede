//! Tables: the header and the rows. A cell that spans columns is followed by empty ones; one that spans rows stands
//! in each.

use super::nodes::Element;
use super::words::WordReader;
use crate::document::{BlockKind, Text};
use crate::source::Span;

/// Columns of a table, and rows that a cell may span.
const MAX_SPAN: usize = 64;

/// A table; `None` where it only lays something out: it has no two cells, or shows code in its only row.
pub(super) fn read_table(words: &WordReader<'_>, table: &Element) -> Option<BlockKind> {
    let mut rows = Vec::new();
    collect_rows(table, false, &mut rows);
    rows.retain(|(row, _)| cells(row).next().is_some());
    let shows_code = rows.len() == 1 && holds_code(rows[0].0);
    if shows_code || rows.iter().map(|(row, _)| cells(row).count()).sum::<usize>() < 2 {
        return None;
    }
    let is_header = |row: &Element| cells(row).all(|cell| cell.name == "th");
    let names_rows = rows.iter().any(|(row, _)| !is_header(row) && cells(row).any(|cell| cell.name == "th"));
    let (first, in_head) = rows[0];
    let has_header = in_head || is_header(first) || !names_rows;
    let mut texts = read_rows(words, &rows);
    let header = match has_header {
        true => texts.remove(0),
        false => texts[0].iter().map(|cell| empty(cell.span)).collect(),
    };
    Some(BlockKind::Table { header, rows: texts })
}

/// The rows, and whether each is in the head of the table.
fn collect_rows<'e>(element: &'e Element, in_head: bool, rows: &mut Vec<(&'e Element, bool)>) {
    for child in element.elements() {
        match child.name.as_str() {
            "tr" => rows.push((child, in_head)),
            "thead" => collect_rows(child, true, rows),
            "tbody" | "tfoot" => collect_rows(child, false, rows),
            _ => {}
        }
    }
}

pub(super) fn holds_code(element: &Element) -> bool {
    element.name == "pre" || element.elements().any(holds_code)
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.elements().filter(|cell| cell.is(&["td", "th"]))
}

fn read_rows(words: &WordReader<'_>, rows: &[(&Element, bool)]) -> Vec<Vec<Text>> {
    // For each column: how many rows below still have the cell above, and that cell.
    let mut above: Vec<Option<(usize, Text)>> = Vec::new();
    let mut texts = Vec::new();
    for (row, _) in rows {
        let mut line: Vec<Text> = Vec::new();
        for cell in cells(row) {
            take_from_above(&mut above, &mut line);
            let text = words.element(cell);
            let (columns, down) = (span_of(cell, "colspan"), span_of(cell, "rowspan"));
            for at in 0..columns.min(MAX_SPAN.saturating_sub(line.len())) {
                let text = if at == 0 { text.clone() } else { empty(text.span) };
                above.resize(above.len().max(line.len() + 1), None);
                above[line.len()] = (down > 1).then(|| (down - 1, text.clone()));
                line.push(text);
            }
        }
        take_from_above(&mut above, &mut line);
        texts.push(line);
    }
    texts
}

/// Adds the cells that come from the rows above at the next columns.
fn take_from_above(above: &mut [Option<(usize, Text)>], line: &mut Vec<Text>) {
    while let Some(slot @ Some(_)) = above.get_mut(line.len()) {
        let Some((left, text)) = slot.take() else { return };
        line.push(text.clone());
        *slot = (left > 1).then(|| (left - 1, text));
    }
}

fn span_of(cell: &Element, name: &str) -> usize {
    cell.value(name).trim().trim_matches(['{', '}']).parse().unwrap_or(1).clamp(1, MAX_SPAN)
}

fn empty(span: Span) -> Text {
    Text { plain: String::new(), markdown: String::new(), links: Vec::new(), span }
}
