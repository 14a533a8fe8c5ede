//! A file in which what is not markdown has been found. That is done once, for all that ask: what the file
//! imports, what values stand in it, and what blocks it has.

use super::FrontMatter;
use super::front_matter::read_front_matter;
use super::scan::{Token, scan};
use crate::source::SourceFile;

/// A file, its front matter, and what in it is not markdown.
#[derive(Debug)]
pub struct ScannedFile<'t> {
    pub(super) file: &'t SourceFile,
    pub(super) front_matter: Option<FrontMatter>,
    /// Where the text behind the front matter begins.
    pub(super) start: usize,
    pub(super) tokens: Vec<Token<'t>>,
}

/// Finds the front matter of a file and what behind it is not markdown.
pub fn scan_file(file: &SourceFile) -> ScannedFile<'_> {
    let (front_matter, start) = read_front_matter(file);
    let tokens = scan(&file.text, start, file.id);
    ScannedFile { file, front_matter, start, tokens }
}
