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
    /// Where the text behind the front matter begins, at the first line that is not blank.
    pub(super) start: usize,
    pub(super) tokens: Vec<Token<'t>>,
    /// Whether an indented line may be code: in markdown, and not in MDX.
    pub(super) indented_code: bool,
}

/// Finds the front matter of a file and what behind it is not markdown.
pub fn scan_file(file: &SourceFile) -> ScannedFile<'_> {
    let (front_matter, start) = read_front_matter(file);
    // What a function gives stands behind as many blank lines as there are lines before it.
    let start = start + line_of_first_word(&file.text[start..]);
    let tokens = scan(&file.text, start, file.id);
    let indented_code = ![".mdx", ".jsx", ".tsx"].iter().any(|extension| file.relative.ends_with(extension));
    ScannedFile { file, front_matter, start, tokens, indented_code }
}

/// Where the first line begins that is not blank.
fn line_of_first_word(text: &str) -> usize {
    let blank = &text[..text.len() - text.trim_ascii_start().len()];
    blank.rfind('\n').map_or(0, |end| end + 1)
}

/// The same for what a function gives: tags, whatever file they stand in.
pub fn scan_markup(file: &SourceFile) -> ScannedFile<'_> {
    ScannedFile { indented_code: false, ..scan_file(file) }
}
