//! Where the content of a line begins: white space, quote marks and list markers in front of it.

use memchr::memchr;

/// What stands before the content of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Offset of the first byte that is neither white space nor a marker.
    pub content: usize,
    /// The column of `content`, from 0; a tab reaches to the next multiple of four.
    pub column: usize,
    /// How many `>` there are.
    pub quotes: usize,
}

/// Reads the prefix of the line that begins at `at`.
pub(super) fn read_prefix(text: &[u8], at: usize) -> Prefix {
    let (mut content, mut column) = skip_blank(text, at, 0);
    let mut quotes = 0;
    loop {
        let after = if text.get(content) == Some(&b'>') {
            quotes += 1;
            content + 1
        } else if let Some(after) = list_marker(text, content) {
            after
        } else {
            return Prefix { content, column, quotes };
        };
        (content, column) = skip_blank(text, after, column + (after - content));
    }
}

/// Skips spaces and tabs from `at`, which is in `column`: the new offset and column.
pub(super) fn skip_blank(text: &[u8], mut at: usize, mut column: usize) -> (usize, usize) {
    loop {
        match text.get(at) {
            Some(b' ') => column += 1,
            Some(b'\t') => column += 4 - column % 4,
            _ => return (at, column),
        }
        at += 1;
    }
}

/// Skips white space of at most `columns` columns from the line start `at`.
pub(super) fn strip_columns(text: &[u8], mut at: usize, columns: usize) -> usize {
    let mut column = 0;
    while column < columns {
        match text.get(at) {
            Some(b' ') => column += 1,
            Some(b'\t') => column += 4 - column % 4,
            _ => break,
        }
        at += 1;
    }
    at
}

/// Skips up to `quotes` quote marks and the space after each from the line start `at`; `None` when
/// the line has fewer.
pub(super) fn strip_quotes(text: &[u8], at: usize, quotes: usize) -> Option<usize> {
    let mut after = at;
    for _ in 0..quotes {
        let (mark, _) = skip_blank(text, after, 0);
        if text.get(mark) != Some(&b'>') {
            return None;
        }
        after = mark + 1;
        if text.get(after) == Some(&b' ') {
            after += 1;
        }
    }
    Some(after)
}

/// The offset after the list marker at `at` (`- `, `* `, `+ `, `1. `, `2) `), if there is one.
pub(super) fn list_marker(text: &[u8], at: usize) -> Option<usize> {
    let after = match text.get(at)? {
        b'-' | b'*' | b'+' => at + 1,
        b'0'..=b'9' => {
            let digits = text[at..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
            if digits > 9 || !matches!(text.get(at + digits), Some(b'.' | b')')) {
                return None;
            }
            at + digits + 1
        }
        _ => return None,
    };
    match text.get(after) {
        Some(b' ' | b'\t') => Some(after + 1),
        Some(b'\n' | b'\r') | None => Some(after),
        Some(_) => None,
    }
}

/// The end of the line that holds `at`, without its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    line_ends(text, at).0
}

/// The start of the line after the one that holds `at`; the end of the text when it is the last.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    line_ends(text, at).1
}

/// The end of the line that holds `at`, without its line end, and the start of the next one.
pub(super) fn line_ends(text: &str, at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (end, next) =
        memchr(b'\n', &bytes[at..]).map_or((bytes.len(), bytes.len()), |i| (at + i, at + i + 1));
    if end > at && bytes[end - 1] == b'\r' { (end - 1, next) } else { (end, next) }
}

/// `start..end` of `text` without the white space at both ends.
pub(super) fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let slice = &text[start..end];
    let lead = slice.len() - slice.trim_start().len();
    if lead == slice.len() { (start, start) } else { (start + lead, start + slice.trim_end().len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_white_space_quotes_and_list_markers() {
        let read = |line: &str| read_prefix(line.as_bytes(), 0);
        assert_eq!(read("  x"), Prefix { content: 2, column: 2, quotes: 0 });
        assert_eq!(read("> - 12. x"), Prefix { content: 8, column: 8, quotes: 1 });
        assert_eq!(read("\tx"), Prefix { content: 1, column: 4, quotes: 0 });
        assert_eq!(read("**x**"), Prefix { content: 0, column: 0, quotes: 0 });
        assert_eq!(read("1.5 x"), Prefix { content: 0, column: 0, quotes: 0 });
    }

    #[test]
    fn stripping_takes_no_more_than_there_is() {
        assert_eq!(strip_columns(b"    x", 0, 2), 2);
        assert_eq!(strip_columns(b" x", 0, 2), 1);
        assert_eq!(strip_quotes(b"> > x", 0, 2), Some(4));
        assert_eq!(strip_quotes(b"> x", 0, 2), None);
    }
}
