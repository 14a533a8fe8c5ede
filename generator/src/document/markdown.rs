//! Markdown and MDX to blocks. The only file that knows the markdown parser.
//!
//! What was found not to be markdown ([`scanned`](super::scanned)) becomes a tree
//! ([`components`](super::components)), and the text around the elements of each level becomes a [`Run`], which
//! the parser reads. Where the parser meets the placeholder of an element, the element's block is put there.
//!
//! What the parser passes over (link definitions) is kept as HTML. In MDX and inside components
//! there is no indented code: what the parser takes for it is read again as markdown.

mod elements;

use foldhash::{HashMap, HashMapExt as _};
use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::comments::without_comments;
use super::components::build_elements;
use super::fence::{CodeLines, read_info};
use super::heading::without_attributes;
use super::inline::{TextBuilder, push_folded};
use super::run::{Run, Slot};
use super::scanned::ScannedFile;
use super::shortcodes::with_plain_destinations;
use super::tree::{FrameKind, TreeBuilder};
use super::{Block, BlockKind, Document, Text};
use crate::source::{SourceId, Span};

/// Levels of indented code that are read again as markdown.
const MAX_REREADS: usize = 16;

/// Parses markdown and MDX.
pub fn parse_markdown(page: ScannedFile<'_>) -> Document {
    let ScannedFile { file, front_matter, start, tokens, indented_code } = page;
    let elements = build_elements(&file.text, tokens);
    let text = match indented_code {
        true => Cow::Borrowed(file.text.as_str()),
        false => without_comments(&file.text, &elements.inline),
    };
    let text = match with_plain_destinations(&text) {
        Cow::Owned(plain) => Cow::Owned(plain),
        Cow::Borrowed(_) => text,
    };
    let run = Run::new(&text, start..text.len(), elements.elements);
    let page = Page {
        text: &text,
        original: &file.text,
        source: file.id,
        inline_tags: &elements.inline,
        definitions: link_definitions(&run.text),
    };
    Document {
        front_matter,
        depths: Vec::new(),
        blocks: page.read_run(run, if indented_code { MAX_REREADS } else { 0 }),
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_DEFINITION_LIST
}

/// The link definitions of a page's top level, by label in lower case: components use them too.
fn link_definitions(text: &str) -> HashMap<String, String> {
    if !text.contains("]: ") {
        return HashMap::new();
    }
    let parser = Parser::new_ext(text, options());
    let definitions = parser.reference_definitions().iter();
    definitions.map(|(label, link)| (label.to_lowercase(), link.dest.to_string())).collect()
}

/// What is the same for every run of a page.
struct Page<'p> {
    text: &'p str,
    /// The text with its comments.
    original: &'p str,
    source: SourceId,
    inline_tags: &'p [Range<usize>],
    definitions: HashMap<String, String>,
}

impl Page<'_> {
    /// The blocks of a run; `rereads` says how often indented code was read again, and at the
    /// limit it is code.
    fn read_run(&self, mut run: Run, rereads: usize) -> Vec<Block> {
        if let Some(place) = run.plain_line() {
            return vec![self.read_line(&run, &place)];
        }
        let slots = std::mem::take(&mut run.slots);
        if run.is_blank_around(&slots) {
            return slots.into_iter().flat_map(|slot| self.element_blocks(slot.element)).collect();
        }
        let run = &run;
        let resolve_link = |link: BrokenLink<'_>| {
            let target = self.definitions.get(&link.reference.to_lowercase())?;
            Some((CowStr::from(target.clone()), CowStr::from("")))
        };
        let parser = Parser::new_with_broken_link_callback(&run.text, options(), Some(resolve_link));
        let mut reader = Reader {
            page: self,
            run,
            rereads,
            tree: TreeBuilder::new(run, self.source),
            text: None,
            implicit: false,
            code: None,
            slots: slots.into_iter().peekable(),
        };
        for (event, range) in parser.into_offset_iter() {
            reader.read_event(event, range);
        }
        reader.flush_slots(usize::MAX);
        reader.tree.finish()
    }

    /// A paragraph of one line without markup, as most fields have one: it needs no parser.
    fn read_line(&self, run: &Run, place: &Range<usize>) -> Block {
        let range = run.file_range(place);
        let span = Span::new(self.source, range.start, range.end);
        let mut plain = String::new();
        push_folded(&mut plain, &run.text[place.clone()]);
        let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span };
        Block { kind: BlockKind::Paragraph(text), span }
    }
}

/// A code block while it is read.
struct Code {
    range: Range<usize>,
    /// The info string; `None` when the code is indented.
    info: Option<String>,
    /// Pieces of code and where they stand in the run.
    pieces: Vec<(String, usize)>,
}

impl Code {
    fn push(&mut self, run: &Run, text: &str, at: usize) {
        if !run.text[at..].starts_with(text) {
            // Half of a tab, which the parser writes as spaces: they are not in the file.
            return;
        }
        match self.pieces.last_mut() {
            Some((piece, start)) if !piece.ends_with('\n') && *start + piece.len() == at => {
                piece.push_str(text)
            }
            _ => self.pieces.push((text.to_owned(), at)),
        }
    }
}

/// Reads the parser's events of one run.
struct Reader<'p, 'r> {
    page: &'p Page<'p>,
    run: &'r Run,
    rereads: usize,
    tree: TreeBuilder<'r>,
    text: Option<TextBuilder<'r>>,
    /// Whether `text` is that of an item without a paragraph of its own.
    implicit: bool,
    code: Option<Code>,
    /// The elements that were not met yet.
    slots: Peekable<IntoIter<Slot>>,
}

impl<'p: 'r, 'r> Reader<'p, 'r> {
    fn read_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push(self.run, &text, range.start),
                None => self.inline().text(&text, &range),
            },
            Event::Code(code) => self.inline().code(&code, &range),
            Event::InlineHtml(html) => self.inline().html(&html, &range),
            Event::SoftBreak | Event::HardBreak => self.inline().line_break(&range),
            Event::Rule => {
                self.start_block(&range);
                self.tree.push(BlockKind::Rule, &range);
            }
            // Read as one when the block starts.
            Event::Html(_) => {}
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline().text(&text, &range);
            }
            Event::TaskListMarker(_) => self.inline().markup(&range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                return self.inline().markup(&range);
            }
            Tag::Link { dest_url, .. } => return self.inline().start_link(&dest_url, &range),
            Tag::Image { .. } => return self.inline().markup(&range),
            _ => self.start_block(&range),
        }
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListTitle => {
                self.start_text(range.len(), false)
            }
            Tag::TableCell => self.start_text(range.len(), true),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.into_string()),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some(Code { range, info, pieces: Vec::new() });
            }
            Tag::HtmlBlock => self.read_html(range),
            Tag::BlockQuote(_) => self.tree.open(FrameKind::Quote, range),
            Tag::List(first) => self.tree.open(FrameKind::List { ordered: first.is_some() }, range),
            Tag::Item => self.tree.open(FrameKind::Item, range),
            Tag::DefinitionList => self.tree.open(FrameKind::Definitions(Vec::new()), range),
            Tag::DefinitionListDefinition => self.tree.open(FrameKind::Definition, range),
            Tag::Table(_) => {
                self.tree.open(FrameKind::Table { header: Vec::new(), rows: Vec::new() }, range);
            }
            Tag::TableRow => self.tree.start_row(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Link => self.inline().end_link(),
            TagEnd::Paragraph => {
                if let Some(text) = self.end_text(&range) {
                    self.tree.push(BlockKind::Paragraph(text), &range);
                }
            }
            TagEnd::Heading(level) => {
                if let Some(text) = self.end_text(&range) {
                    let (text, anchor) = without_attributes(text);
                    self.tree.push(BlockKind::Heading { level: level as u8, text, anchor }, &range);
                }
            }
            TagEnd::TableCell => {
                if let Some(text) = self.end_text(&range) {
                    self.tree.push_cell(text, &range);
                }
            }
            TagEnd::DefinitionListTitle => {
                if let Some(mut text) = self.end_text(&range) {
                    // Each line is a term.
                    let source = self.run.text[range.clone()].trim();
                    if source.contains('\n') {
                        text.plain = source.replace(['`', '*'], "");
                    }
                    self.tree.push_term(text, &range);
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableHead => self.tree.end_head(),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => {
                self.end_implicit();
                self.flush_slots(range.end);
                self.tree.close();
            }
            _ => {}
        }
    }

    /// The text being collected. Items of a tight list have no paragraph: one is begun.
    fn inline(&mut self) -> &mut TextBuilder<'r> {
        let (run, page) = (self.run, self.page);
        let implicit = &mut self.implicit;
        self.text.get_or_insert_with(|| {
            *implicit = true;
            TextBuilder::new(run, page.source, page.inline_tags, false)
        })
    }

    /// Begins a text of at most `length` bytes.
    fn start_text(&mut self, length: usize, cell: bool) {
        self.implicit = false;
        let text = TextBuilder::new(self.run, self.page.source, self.page.inline_tags, cell);
        self.text = Some(text.with_capacity(length));
    }

    fn end_text(&mut self, range: &Range<usize>) -> Option<Text> {
        self.text.take().map(|text| text.finish(range))
    }

    fn end_implicit(&mut self) {
        if let Some(text) = self.text.take_if(|_| self.implicit) {
            let Some(range) = text.place() else { return };
            self.tree.push(BlockKind::Paragraph(text.finish(&range)), &range);
        }
    }

    /// To be called where a block starts.
    fn start_block(&mut self, range: &Range<usize>) {
        self.end_implicit();
        self.flush_slots(range.start);
    }

    /// Adds the elements whose placeholders stand before `until` and were not met.
    fn flush_slots(&mut self, until: usize) {
        while let Some(Slot { place, element }) = self.slots.next_if(|slot| slot.place.start < until) {
            for block in self.page.element_blocks(element) {
                self.tree.push_block(block, &place);
            }
        }
    }

    /// The place of the next element, where it stands before `until`.
    fn next_place(&mut self, until: usize) -> Option<Range<usize>> {
        self.slots.peek().map(|slot| slot.place.clone()).filter(|place| place.start < until)
    }

    /// A block of HTML, or a placeholder, or HTML with placeholders in it.
    fn read_html(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(place) = self.next_place(range.end) {
            self.push_html(from..place.start);
            from = place.end;
            self.flush_slots(place.end);
        }
        self.push_html(from..range.end.max(from));
    }

    fn push_html(&mut self, range: Range<usize>) {
        let html = self.run.text[range.clone()].trim();
        if !html.is_empty() {
            self.tree.push(BlockKind::Html(html.to_owned()), &range);
        }
    }

    fn end_code(&mut self) {
        let Some(mut code) = self.code.take() else { return };
        // The white space at the end is in no span.
        while let Some((piece, _)) = code.pieces.last_mut() {
            piece.truncate(piece.trim_end().len());
            if !piece.is_empty() {
                break;
            }
            code.pieces.pop();
        }
        let holds_elements = self.next_place(code.range.end).is_some();
        if code.info.is_none() && (self.rereads < MAX_REREADS || holds_elements) {
            // Behind a long comment there is more white space than rereads could take away.
            if let [(piece, at)] = code.pieces.as_mut_slice()
                && self.run.inserted(*at) == 0
            {
                let text = piece.trim_start_matches(' ');
                *at += piece.len() - text.len();
                *piece = text.to_owned();
            }
            let inside = |slot: &Slot| slot.place.start < code.range.end;
            let slots = std::iter::from_fn(|| self.slots.next_if(inside)).collect();
            let sub = self.run.of_pieces(&code.pieces, slots);
            for block in self.page.read_run(sub, self.rereads + 1) {
                self.tree.push_block(block, &code.range);
            }
            return;
        }
        if holds_elements {
            return self.read_html(code.range);
        }
        let mut lines = CodeLines::default();
        for (piece, at) in &code.pieces {
            let mut at = *at;
            for line in piece.split_inclusive('\n') {
                let inserted = self.run.inserted(at).min(line.len());
                let text = line[inserted..].trim_end_matches(['\n', '\r']);
                let place = self.run.resolve(at + inserted);
                // What the parser takes for code keeps its comments.
                let original = self.page.original.get(place..place + text.len());
                lines.push(original.filter(|original| original.contains("{/*")).unwrap_or(text), place);
                at += line.len();
            }
        }
        let (language, title) = read_info(code.info.as_deref().unwrap_or_default());
        let source = self.run.text[code.range.clone()].trim_end();
        let closed = code.info.is_none() || source.ends_with("```") || source.ends_with("~~~");
        let empty_at = self.run.file_range(&code.range).end;
        let fence = lines.into_fence(self.page.source, language, title, closed, empty_at);
        self.tree.push(BlockKind::Fence(fence), &code.range);
    }
}
