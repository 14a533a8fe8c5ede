//! Builds the tree of blocks of one run from blocks and containers that open and close.

use std::ops::Range;

use super::run::Run;
use super::{Block, BlockKind, Definition, Text};
use crate::source::{SourceId, Span};

/// Containers inside one another; deeper ones are left out and their blocks are kept.
const MAX_DEPTH: usize = 48;

/// The kinds of container.
pub(super) enum FrameKind {
    Root,
    Quote,
    List { ordered: bool },
    Item,
    Table { header: Vec<Text>, rows: Vec<Vec<Text>> },
    Definitions(Vec<Definition>),
    Definition,
}

struct Frame {
    kind: FrameKind,
    range: Range<usize>,
    blocks: Vec<Block>,
}

/// The containers that are open, and the blocks in them.
pub(super) struct TreeBuilder<'r> {
    run: &'r Run,
    source: SourceId,
    frames: Vec<Frame>,
    /// How many containers are open that were left out.
    left_out: usize,
    /// Where the blocks of the root stand in the run.
    places: Vec<Range<usize>>,
}

impl<'r> TreeBuilder<'r> {
    pub(super) fn new(run: &'r Run, source: SourceId) -> Self {
        let root = Frame { kind: FrameKind::Root, range: 0..run.text.len(), blocks: Vec::new() };
        Self { run, source, frames: vec![root], left_out: 0, places: Vec::new() }
    }

    /// Opens a container.
    pub(super) fn open(&mut self, kind: FrameKind, range: Range<usize>) {
        if self.left_out > 0 || self.frames.len() >= MAX_DEPTH {
            self.left_out += 1;
        } else {
            self.frames.push(Frame { kind, range, blocks: Vec::new() });
        }
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        if self.frames.len() < 2 {
            return;
        }
        let Some(Frame { kind, range, blocks }) = self.frames.pop() else { return };
        let kind = match kind {
            FrameKind::Root | FrameKind::Quote => BlockKind::Quote(blocks),
            FrameKind::List { ordered } => BlockKind::List { ordered, items: blocks },
            FrameKind::Item => BlockKind::Item(blocks),
            FrameKind::Table { header, rows } => BlockKind::Table { header, rows },
            FrameKind::Definitions(definitions) => BlockKind::Definitions(definitions),
            FrameKind::Definition => return self.add_definition(blocks, &range),
        };
        self.push(kind, &range);
    }

    /// Adds a block that stands at `range` of the run.
    pub(super) fn push(&mut self, kind: BlockKind, range: &Range<usize>) {
        let span = span_with_inner(self.span(range), &kind);
        self.push_block(Block { kind, span }, range);
    }

    /// Adds a block whose span is known. A table, list or definition list that is open takes no
    /// such block: what holds it does.
    pub(super) fn push_block(&mut self, block: Block, range: &Range<usize>) {
        let is_item = matches!(block.kind, BlockKind::Item(_));
        let takes = |frame: &Frame| match frame.kind {
            FrameKind::List { .. } => is_item,
            FrameKind::Table { .. } | FrameKind::Definitions(_) => false,
            _ => true,
        };
        let index = self.frames.iter().rposition(takes).unwrap_or(0);
        if index == 0 {
            self.places.push(range.clone());
        }
        self.frames[index].blocks.push(block);
    }

    /// Begins a row of the table that is open.
    pub(super) fn start_row(&mut self) {
        if let Some(Frame { kind: FrameKind::Table { rows, .. }, .. }) = self.frames.last_mut() {
            rows.push(Vec::new());
        }
    }

    /// The row that ended is the header.
    pub(super) fn end_head(&mut self) {
        if let Some(Frame { kind: FrameKind::Table { header, rows }, .. }) = self.frames.last_mut() {
            *header = rows.pop().unwrap_or_default();
        }
    }

    /// Adds a cell to the row that is open.
    pub(super) fn push_cell(&mut self, text: Text, range: &Range<usize>) {
        match self.frames.last_mut() {
            Some(Frame { kind: FrameKind::Table { rows, .. }, .. }) if self.left_out == 0 => {
                match rows.last_mut() {
                    Some(row) => row.push(text),
                    None => rows.push(vec![text]),
                }
            }
            _ => self.push(BlockKind::Paragraph(text), range),
        }
    }

    /// Adds a term to the definition list that is open.
    pub(super) fn push_term(&mut self, term: Text, range: &Range<usize>) {
        let span = self.span(range).to(term.span);
        match self.frames.last_mut() {
            Some(Frame { kind: FrameKind::Definitions(definitions), .. }) if self.left_out == 0 => {
                definitions.push(Definition { term, blocks: Vec::new(), span });
            }
            _ => self.push(BlockKind::Paragraph(term), range),
        }
    }

    fn add_definition(&mut self, blocks: Vec<Block>, range: &Range<usize>) {
        let span = blocks.iter().map(|b| b.span).fold(self.span(range), Span::to);
        if let Some(Frame { kind: FrameKind::Definitions(definitions), .. }) = self.frames.last_mut()
            && let Some(definition) = definitions.last_mut()
        {
            definition.span = definition.span.to(span);
            definition.blocks.extend(blocks);
            return;
        }
        for block in blocks {
            self.push_block(block, range);
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let range = self.run.file_range(range);
        Span::new(self.source, range.start, range.end)
    }

    /// The blocks. What stands between them and was passed over is kept as HTML.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.left_out = 0;
        while self.frames.len() > 1 {
            self.close();
        }
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        let mut placed: Vec<_> = self.places.iter().cloned().zip(blocks).collect();
        placed.sort_by_key(|(range, block)| (range.start, block.span.start));
        let mut all = Vec::with_capacity(placed.len());
        let mut at = 0;
        for (range, block) in placed {
            self.keep_gap(at..range.start, &mut all);
            at = at.max(range.end);
            all.push(block);
        }
        self.keep_gap(at..self.run.text.len(), &mut all);
        all
    }

    fn keep_gap(&self, range: Range<usize>, blocks: &mut Vec<Block>) {
        let gap = self.run.text.get(range.clone()).unwrap_or_default().trim();
        if !gap.is_empty() {
            blocks.push(Block { kind: BlockKind::Html(gap.to_owned()), span: self.span(&range) });
        }
    }
}

/// The span of a block with what is directly in it. The parser's range of a block may leave out the white space
/// in front of its code, or an empty cell at its end.
fn span_with_inner(span: Span, kind: &BlockKind) -> Span {
    match kind {
        BlockKind::Quote(blocks) | BlockKind::Item(blocks) | BlockKind::List { items: blocks, .. } => {
            blocks.iter().map(|b| b.span).fold(span, Span::to)
        }
        BlockKind::Definitions(definitions) => definitions.iter().map(|d| d.span).fold(span, Span::to),
        BlockKind::Table { header, rows } => {
            header.iter().chain(rows.iter().flatten()).map(|t| t.span).fold(span, Span::to)
        }
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => span.to(text.span),
        BlockKind::Fence(fence) => span.to(fence.code_span),
        BlockKind::Component(_) | BlockKind::Html(_) | BlockKind::Rule | BlockKind::Included(_) => span,
    }
}
