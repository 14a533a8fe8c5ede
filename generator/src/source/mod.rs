//! Stage **source**: the only reader of documentation files.
//!
//! A [`SourceFile`] is a page's text under the path its user knows it by; a [`Span`] is a byte
//! range of one such file. Line and column are worked out on demand, by [`SourceFile::position`].

mod lines;
mod page_path;
mod read;
mod whole;

#[cfg(feature = "fetch")]
pub(crate) use page_path::short_hash;
pub(crate) use page_path::{page_path, without_form};
pub(crate) use read::{Reading, read_head, read_text};

use lines::Lines;
use std::sync::{Arc, OnceLock};
use whole::Whole;

/// Index of a file in its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A byte range of one source file: `start` is included, `end` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end` in `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both; `other` is ignored when it is of another file.
    pub(crate) fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { start: self.start.min(other.start), end: self.end.max(other.end), ..self }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// A value together with where it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Line and column of a place, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One page (or `docbind.toml`) as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Its index.
    pub id: SourceId,
    /// The path to show in messages: as the user gave it, with `/` between segments.
    pub path: String,
    /// The path below the spec folder, with `/` between segments: `rest-api/crm/get-x.md`.
    pub relative: String,
    /// The text: UTF-8, without a byte order mark, line ends as in the file.
    pub text: String,
    /// How many lines are before it, where it is a part of a file.
    lines_before: u32,
    lines: OnceLock<Lines>,
    /// The file that it is a part of, where it has no text of its own.
    whole: Option<Arc<Whole>>,
}

impl SourceFile {
    /// A file with the given text.
    pub(crate) fn new(
        id: SourceId,
        path: impl Into<String>,
        relative: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        let (path, relative, text) = (path.into(), relative.into(), text.into());
        Self { id, path, relative, text, lines_before: 0, lines: OnceLock::new(), whole: None }
    }

    /// The text of a span of this file; empty where the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        let text = self.whole.as_ref().map_or(&self.text, |whole| &whole.text);
        text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The span of the whole file.
    pub fn span(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// Line and column of a byte offset, in the file.
    pub fn position(&self, offset: u32) -> Position {
        let position = match &self.whole {
            Some(whole) => whole.lines().position(&whole.text, offset),
            None => self.lines().position(&self.text, offset),
        };
        Position { line: position.line + self.lines_before, ..position }
    }

    /// Where the line of a byte offset begins.
    pub(crate) fn line_start(&self, offset: u32) -> usize {
        match &self.whole {
            Some(whole) => whole.lines().start(offset),
            None => self.lines().start(offset),
        }
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}

/// All files of one run: `docbind.toml` and `docbind.lock` first, then the settings of sites, then the pages in the order of
/// their relative paths.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and gives its id.
    pub fn add(
        &mut self,
        path: impl Into<String>,
        relative: impl Into<String>,
        text: impl Into<String>,
    ) -> SourceId {
        let id = SourceId(self.files.len() as u32);
        self.files.push(SourceFile::new(id, path, relative, text));
        id
    }

    /// Adds a part of a file, which has so many lines before it, as a page of its own.
    pub(crate) fn add_part(
        &mut self,
        path: &str,
        relative: String,
        text: String,
        lines_before: u32,
    ) -> SourceId {
        let id = self.add(path, relative, text);
        self.files[id.0 as usize].lines_before = lines_before;
        id
    }

    /// The text of a file, to be shared by the pages that are parts of it.
    pub(crate) fn share(&self, id: SourceId) -> Arc<Whole> {
        Arc::new(Whole::new(self.get(id).text.clone()))
    }

    /// Adds a page that is a part of a file: places in it are those in the file.
    pub(crate) fn add_part_of(&mut self, whole: &Arc<Whole>, path: String, relative: String) -> SourceId {
        let id = self.add(path, relative, String::new());
        self.files[id.0 as usize].whole = Some(Arc::clone(whole));
        id
    }

    /// Takes a folder out of the paths that are shown: it is of no interest to the user.
    pub(crate) fn show_below(&mut self, folder: &std::path::Path) {
        for file in &mut self.files {
            if let Ok(below) = std::path::Path::new(&file.path).strip_prefix(folder) {
                file.path = below.to_string_lossy().into_owned();
            }
        }
    }

    /// The file of an id that this value gave out.
    pub fn get(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files in order.
    pub fn iter(&self) -> std::slice::Iter<'_, SourceFile> {
        self.files.iter()
    }

    /// Line and column of the start of a span.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.source).position(span.start)
    }
}
