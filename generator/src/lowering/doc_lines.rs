//! Doc comments: the text of a page as markdown that rustdoc and clippy take without a warning.
//!
//! The text is cut into blocks and written again: code blocks become `text`, so that nothing is ever
//! compiled; lists are indented evenly; lines are wrapped. Within a line, [`Words`] makes tags,
//! brackets and bare addresses harmless. Nothing that the page says is left out.

use super::doc_blocks::{Block, read_blocks};
use super::doc_words::{Words, clean};
use std::borrow::Cow;

/// The width that lines are wrapped at.
const WIDTH: usize = 92;

/// Lines of a doc comment: markdown that rustdoc takes without a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines, without `///`.
    pub lines: Vec<String>,
}

impl Docs {
    /// The text of a page.
    pub fn page(markdown: &str) -> Self {
        Docs::default().and_page(markdown)
    }

    /// A paragraph in our own words: markdown that is right as it stands.
    pub fn own(markdown: impl AsRef<str>) -> Self {
        Docs::default().and(markdown)
    }

    /// Adds the text of a page as paragraphs of its own.
    pub fn and_page(mut self, markdown: &str) -> Self {
        for block in read_blocks(markdown) {
            self.write_block(block);
        }
        self
    }

    /// Adds a paragraph in our own words.
    pub fn and(mut self, markdown: impl AsRef<str>) -> Self {
        if !markdown.as_ref().is_empty() {
            self.separate();
            self.wrap("", "", &Words::own(markdown.as_ref()));
        }
        self
    }

    /// Adds items of a list: our own beginning, such as a name, and a page's text.
    pub fn and_items(mut self, items: impl IntoIterator<Item = (String, String)>) -> Self {
        for (index, (own, page)) in items.into_iter().enumerate() {
            if index == 0 {
                self.separate();
            }
            let words = page.lines().fold(Words::own(&own), |words, line| words.and_page(&clean(line)));
            self.wrap("- ", "  ", &words);
        }
        self
    }

    /// Adds a paragraph that begins in our own words and goes on with a page's text.
    pub fn and_lead(mut self, own: &str, page: &str) -> Self {
        self.separate();
        let mut paragraphs: Vec<_> =
            page.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).map(Cow::from).collect();
        let last = paragraphs.len().saturating_sub(1);
        for paragraph in paragraphs.iter_mut().take(last) {
            // They stand in one line: a title must not run into what follows.
            if !paragraph.ends_with(['.', ':', ';', '!', '?', '…', '。']) {
                paragraph.to_mut().push('.');
            }
        }
        let lines = paragraphs.iter().flat_map(|paragraph| paragraph.lines());
        let words = lines.fold(Words::own(own), |words, line| words.and_page(&clean(line)));
        self.wrap("", "", &words);
        self
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn separate(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn write_block(&mut self, block: Block) {
        match block {
            Block::Paragraph { depth, text } => {
                let indent = " ".repeat(depth);
                self.separate();
                self.wrap(&indent, &indent, &Words::page(&text));
            }
            Block::Heading { level, text } => {
                self.separate();
                let words = Words::page(&text).join();
                self.lines.push(format!("{} {words}", "#".repeat(level)));
                self.lines.push(String::new());
            }
            Block::Item { depth, marker, first, text } => {
                if first {
                    self.separate();
                }
                let indent = " ".repeat(depth);
                let next = " ".repeat(depth + marker.len() + 1);
                self.wrap(&format!("{indent}{marker} "), &next, &Words::page(&text));
            }
            Block::Quote { text } => {
                self.separate();
                self.wrap("> ", "> ", &Words::page(&text));
            }
            Block::Row { first, text } => {
                if first {
                    self.separate();
                }
                self.lines.push(Words::page(&text).join());
            }
            Block::Code { lines } => {
                self.separate();
                let runs = lines.iter().flat_map(|line| line.split(|c| c != '`').map(str::len));
                let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
                self.lines.push(format!("{fence}text"));
                self.lines.extend(lines);
                self.lines.push(fence);
            }
        }
    }

    /// Writes words in lines, each with its beginning.
    fn wrap(&mut self, first: &str, next: &str, words: &Words) {
        // Room for a line in most languages: what is kept is copied from it.
        let mut line = String::with_capacity(2 * WIDTH);
        line.push_str(first);
        let mut start = line.len();
        let mut width = line.chars().count();
        for word in words.iter() {
            let length = word.chars().count();
            if line.len() > start && width + 1 + length > WIDTH {
                self.lines.push(line.clone());
                line.clear();
                line.push_str(next);
                start = line.len();
                width = line.chars().count();
            }
            if line.len() > start {
                line.push(' ');
                line.push_str(word);
                width += 1 + length;
            } else {
                line.push_str(&guard_line_start(word));
                width += length;
            }
        }
        if line.len() > start {
            self.lines.push(line.clone());
        }
    }
}

/// Escapes a word that would begin a list, heading, quote or rule where it begins a line.
fn guard_line_start(word: &str) -> Cow<'_, str> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < word.len() && matches!(digits, "." | ")") {
        return format!("{}\\{digits}", &word[..word.len() - 1]).into();
    }
    let only = |signs: &str| word.chars().all(|c| signs.contains(c));
    let begins = only("-=_*+") || only("#") || word.starts_with('>') || word.starts_with("~~~");
    if begins { format!("\\{word}").into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markdown: &str) -> String {
        Docs::page(markdown).lines.join("\n")
    }

    #[test]
    fn paragraphs_are_wrapped_and_never_begin_a_block() {
        let text = format!("{} - 1. # > === end", "word ".repeat(18).trim());
        let wrapped = lines(&text);
        assert!(wrapped.lines().all(|line| line.len() <= WIDTH), "{wrapped}");
        for first in ["-", "1.", "#", ">", "===", "+", "***", "~~~x"] {
            let line = lines(&format!("word\n{first} x")).replace("word ", "");
            let alone = guard_line_start(first);
            assert!(alone.contains('\\'), "{alone} {line}");
        }
    }

    #[test]
    fn code_is_never_rust() {
        assert_eq!(lines("```rust\nlet x = 1;\n```"), "```text\nlet x = 1;\n```");
        assert_eq!(lines("    fn main() {}"), "fn main() {}");
        assert_eq!(lines("~~~\n```\nx"), "````text\n```\nx\n````");
    }

    #[test]
    fn lists_headings_quotes_and_tables_stay() {
        let text = "## Notes ##\nOne:\n* a\n  * b\nlazy\n* c\n\n> said\nlazily\n\n| a | b |\n|---|---|\n| <x> | [y] |";
        let expected = "## Notes\n\nOne:\n\n* a\n  * b lazy\n* c\n\n> said lazily\n\n| a | b |\n|---|---|\n| \\<x> | \\[y\\] |";
        assert_eq!(lines(text), expected);
    }
}
