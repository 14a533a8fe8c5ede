//! Pipe tables in the text of a rendered page.
//!
//! ```ebnf
//! table     = row , delimiter , { row } ;
//! row       = "|" , cell , { "|" , cell } , [ "|" ] , line end ;
//! delimiter = "|" , dashes , { "|" , dashes } , [ "|" ] , line end ;    (* a colon may stand at either end of the dashes *)
//! ```

use super::Page;
use crate::document::{Block, BlockKind, Text};

/// The table that begins on line `i`, and the line after it.
pub(super) fn read_table(page: &Page<'_>, i: usize) -> Option<(Block, usize)> {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    if !is_row(page.line(i)) || !page.lines.get(i + 1).is_some_and(|_| is_delimiter(page.line(i + 1))) {
        return None;
    }
    let end = (i + 2..page.lines.len()).find(|&at| !is_row(page.line(at))).unwrap_or(page.lines.len());
    let rows = (i + 2..end).map(|at| cells(page, at)).collect();
    let span = page.running_text(i).span.to(page.running_text(end - 1).span);
    Some((Block { kind: BlockKind::Table { header: cells(page, i), rows }, span }, end))
}

fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("|-") || line.starts_with("| -") || line.starts_with("|:") || line.starts_with("| :")
}

fn cells(page: &Page<'_>, i: usize) -> Vec<Text> {
    let (start, end) = page.lines[i];
    let line = &page.text[start..end];
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut at = start
        + (line.len() - line.trim_start().len())
        + (line.trim().len() - line.trim().trim_start_matches('|').len());
    let mut cells = Vec::new();
    for cell in inner.split('|') {
        cells.push(page.text_between(at, at + cell.len()));
        at += cell.len() + 1;
    }
    cells
}
