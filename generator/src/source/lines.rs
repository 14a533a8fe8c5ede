//! Lines and columns of a text. A place is found in the same time wherever it is: a page may be one long line.

use super::Position;
use memchr::memchr_iter;

/// Bytes from one count of characters to the next.
const STEP: usize = 1 << 10;

/// Where lines begin, and how many characters there are before each part of the text.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let ends = memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect();
        let mut characters = vec![0];
        for part in text.as_bytes().chunks(STEP) {
            characters.push(characters.last().copied().unwrap_or_default() + count(part));
        }
        Self { starts, characters }
    }

    /// Where the line of a byte offset begins.
    pub(super) fn start(&self, offset: u32) -> usize {
        self.starts[self.line(offset) - 1] as usize
    }

    /// Line and column of a byte offset of the text that this was made of.
    pub(super) fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.len().min(offset as usize);
        let line = self.line(offset as u32);
        let start = self.starts[line - 1] as usize;
        let column = self.before(text, offset) - self.before(text, start);
        Position { line: line as u32, column: column + 1 }
    }

    fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).max(1)
    }

    /// The characters before a byte offset.
    fn before(&self, text: &str, offset: usize) -> u32 {
        let step = offset / STEP;
        self.characters[step] + count(&text.as_bytes()[step * STEP..offset])
    }
}

/// The characters that begin in a part of a text.
fn count(part: &[u8]) -> u32 {
    part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let text = format!("é\n{}\nx", "aé€😀".repeat(1_000));
        let lines = Lines::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            assert_eq!(lines.position(&text, at as u32), Position { line, column }, "{at}");
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        let end = text.len() as u32;
        assert_eq!(lines.position(&text, end), Position { line: 3, column: 2 });
        assert_eq!(lines.position(&text, end + 9), Position { line: 3, column: 2 });
        assert_eq!(
            (lines.start(0), lines.start(2), lines.start(3), lines.start(end)),
            (0, 0, 3, end as usize - 1)
        );
        assert_eq!(Lines::new("").position("", 0), Position { line: 1, column: 1 });
    }
}
