//! The rows of a page: a line, a block of code or a table each, with the blank lines around it.
//!
//! Crawlers put a blank line between all lines, or leave out all of them: how the names of fields stand to their types
//! says which pages blank lines mean something on.

use super::head::{FieldHead, HeadStyle, is_glued_head, leads_to_type, read_head};
use super::heading::read_section_title;
use super::labels::{bracket, is_child_label};
use super::marks::{FieldMarks, read_mark_row};
use super::type_row::{TypeRow, read_type_row};
use crate::dialect::field_name::is_field_name;
use crate::document::{Block, BlockKind, Document, Fence, Text};
use crate::source::{SourceFile, Span};
use std::cell::OnceCell;

/// What stands in a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowContent<'a> {
    Line(&'a Text),
    /// A line that the page marks as a heading.
    Heading(&'a Text),
    Code(&'a Fence),
    Table {
        header: &'a [Text],
        rows: &'a [Vec<Text>],
    },
}

/// A row.
#[derive(Debug)]
pub(super) struct PageRow<'a> {
    pub content: RowContent<'a>,
    pub span: Span,
    /// The line without its bullet; empty where there is none.
    pub line: &'a str,
    /// The column of the bullet, where it has one.
    pub bullet: Option<usize>,
    /// How deep it stands in the elements of a web page.
    pub depth: Option<u16>,
    /// Whether a blank line is above it, where that means something.
    pub apart: bool,
    /// Whether blank lines are above and below it, where that means something.
    pub alone: bool,
    read: ReadRow,
}

/// What a line was found to be: neighbours ask for it again and again.
#[derive(Debug, Default)]
struct ReadRow {
    ty: OnceCell<Option<TypeRow>>,
    marks: OnceCell<Option<FieldMarks>>,
    is_title: OnceCell<bool>,
}

impl PageRow<'_> {
    /// The type that the line is, and nothing else but marks.
    pub fn type_row(&self) -> Option<&TypeRow> {
        self.read.ty.get_or_init(|| read_type_row(self.line)).as_ref()
    }

    /// The marks that the line consists of.
    pub fn mark_row(&self) -> Option<&FieldMarks> {
        self.read.marks.get_or_init(|| read_mark_row(self.line)).as_ref()
    }

    /// Whether the line can be nothing but the title of a section.
    pub fn is_section_title(&self) -> bool {
        *self.read.is_title.get_or_init(|| read_section_title(self.line).is_some())
    }
}

/// The rows of a page.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub rows: Vec<PageRow<'a>>,
    /// The head of the field that begins in each row.
    pub heads: Vec<Option<FieldHead>>,
    /// Whether most descriptions stand right below the types, without a blank line.
    pub tight: bool,
    /// Whether the page tells somewhere which fields are parts of others: by dotted names, labels, brackets, bullets, or an
    /// example.
    pub marks_parts: bool,
}

impl<'a> Rows<'a> {
    /// The rows of a page; with `marked` its headings are marked, and blank lines mean nothing.
    pub fn new(file: &SourceFile, document: &'a Document, marked: bool) -> Self {
        let mut rows = Rows::default();
        match document.depths.is_empty() {
            true => rows.push_blocks(file, &document.blocks, None),
            false => {
                for (at, block) in document.blocks.iter().enumerate() {
                    let from = rows.rows.len();
                    rows.push_blocks(file, std::slice::from_ref(block), None);
                    rows.rows[from..].iter_mut().for_each(|row| row.depth = document.depths.get(at).copied());
                }
            }
        }
        if marked || rows.are_spread() {
            for row in &mut rows.rows {
                (row.apart, row.alone) = (false, false);
            }
        }
        let spread = marked || rows.rows.iter().all(|row| !row.apart);
        let glued = rows.rows.iter().any(|row| is_glued_head(row.line));
        let mut style = HeadStyle { glued, ..HeadStyle::default() };
        rows.heads = rows.find_heads(style);
        // A type with a mark below it looks like a name with one.
        let is_name = |head: &&FieldHead| read_type_row(&head.name.value).is_none();
        let (typed, untyped): (Vec<&FieldHead>, Vec<&FieldHead>) =
            rows.heads.iter().flatten().filter(is_name).partition(|head| head.ty.is_some());
        let described = untyped.iter().filter(|head| leads_to_type(&rows, head.next)).count();
        style.types_last = described > 0 && described >= typed.len();
        if style.types_last {
            rows.heads = rows.find_heads(style);
        }
        let (on_one, below): (Vec<&FieldHead>, Vec<&FieldHead>) =
            rows.heads.iter().flatten().partition(|head| head.one_line);
        if !glued && on_one.len() > below.len() {
            rows.heads = rows.find_heads(HeadStyle { one_line: true, ..style });
        }
        let beside = rows.heads.iter().flatten().filter_map(|head| rows.rows.get(head.next));
        let (apart, below): (Vec<_>, Vec<_>) =
            beside.filter(|row| matches!(row.content, RowContent::Line(_))).partition(|row| row.apart);
        let of_head = |head: &FieldHead| head.name.value.contains(['.', '[']);
        rows.marks_parts = rows.heads.iter().flatten().any(of_head)
            || rows.rows.iter().any(|row| {
                is_child_label(row.line)
                    || bracket(row.line).is_some()
                    || row.bullet.is_some()
                    || matches!(row.content, RowContent::Code(_))
            });
        rows.tight = !spread && below.len() >= apart.len();
        rows
    }

    fn find_heads(&self, style: HeadStyle) -> Vec<Option<FieldHead>> {
        (0..self.rows.len()).map(|at| read_head(self, at, style)).collect()
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn get(&self, at: usize) -> Option<&PageRow<'a>> {
        self.rows.get(at)
    }

    /// The line of a row; empty where there is none.
    pub fn line(&self, at: usize) -> &'a str {
        self.rows.get(at).map_or("", |row| row.line)
    }

    pub fn is_code(&self, at: usize) -> bool {
        self.rows.get(at).is_some_and(|row| matches!(row.content, RowContent::Code(_)))
    }

    pub fn is_head(&self, at: usize) -> bool {
        self.heads.get(at).is_some_and(Option::is_some)
    }

    fn push_blocks(&mut self, file: &SourceFile, blocks: &'a [Block], bullet: Option<usize>) {
        for block in blocks {
            match &block.kind {
                BlockKind::List { items: blocks, .. } | BlockKind::Quote(blocks) => {
                    self.push_blocks(file, blocks, bullet);
                }
                BlockKind::Item(blocks) => {
                    self.push_blocks(file, blocks, Some(column(&file.text, block.span.start as usize)));
                }
                BlockKind::Component(component) => self.push_blocks(file, &component.children, bullet),
                BlockKind::Heading { text, .. } => {
                    self.push(file, RowContent::Heading(text), block.span, bullet)
                }
                BlockKind::Paragraph(text) => self.push(file, RowContent::Line(text), block.span, bullet),
                BlockKind::Fence(fence) => self.push(file, RowContent::Code(fence), block.span, bullet),
                BlockKind::Table { header, rows } => {
                    self.push(file, RowContent::Table { header, rows }, block.span, bullet);
                }
                BlockKind::Definitions(_) | BlockKind::Html(_) | BlockKind::Included(_) | BlockKind::Rule => {
                }
            }
        }
    }

    fn push(&mut self, file: &SourceFile, content: RowContent<'a>, span: Span, bullet: Option<usize>) {
        let plain = match content {
            RowContent::Line(text) | RowContent::Heading(text) => text.plain.trim_matches(['\u{200b}', ' ']),
            RowContent::Code(_) | RowContent::Table { .. } => "",
        };
        let line = Some(without_bullet(plain)).filter(|line| !line.is_empty()).unwrap_or(plain);
        let (start, end) = (span.start as usize, span.end as usize);
        let bullet = bullet.or_else(|| (line.len() < plain.len()).then(|| column(&file.text, start)));
        let apart = is_blank_above(&file.text, start);
        let alone = apart && is_blank_below(&file.text, end);
        self.rows.push(PageRow {
            content,
            span,
            line,
            bullet,
            depth: None,
            apart,
            alone,
            read: ReadRow::default(),
        });
    }

    /// Whether most types have a blank line between them and the names above.
    fn are_spread(&self) -> bool {
        let fields = self.rows.windows(2).filter(|pair| {
            matches!(pair[1].content, RowContent::Line(_))
                && is_field_name(pair[0].line)
                && pair[1].type_row().is_some()
        });
        let (apart, below): (Vec<_>, Vec<_>) = fields.partition(|pair| pair[1].apart);
        apart.len() > below.len()
    }
}

/// A line without the bullet or dash in front.
fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(['•', '◦', '▪', '‣', '●', '○']);
    let rest = match rest.len() == line.len() {
        true => line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line),
        false => rest,
    };
    rest.trim_start()
}

fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn is_blank_above(text: &str, start: usize) -> bool {
    let above = text[..start].trim_end_matches([' ', '\t']);
    let above = above.strip_suffix('\n').unwrap_or(above).trim_end_matches([' ', '\t', '\r']);
    above.is_empty() || above.ends_with('\n')
}

fn is_blank_below(text: &str, end: usize) -> bool {
    let below = text[end..].trim_start_matches([' ', '\t', '\r']);
    let below = below.strip_prefix('\n').unwrap_or(below).trim_start_matches([' ', '\t', '\r']);
    below.is_empty() || below.starts_with('\n')
}
