//! Comments of MDX in running text.

use std::borrow::Cow;
use std::ops::Range;

/// The text of MDX with white space in the place of `{/* … */}` in running text. Markdown has no such comments,
/// and white space could make code of a line. A text with line ends of old (a `\r` alone) stays as it is: there
/// markdown and the scanner of tags see different lines, and a comment may stand in code.
pub(super) fn without_comments<'t>(text: &'t str, inline: &[Range<usize>]) -> Cow<'t, str> {
    let old_line_ends = !inline.is_empty() && text.split('\r').skip(1).any(|line| !line.starts_with('\n'));
    let inline = if old_line_ends { &[] } else { inline };
    let mut text = Cow::Borrowed(text);
    for range in inline {
        if text[range.start..].starts_with("{/*") {
            text.to_mut().replace_range(range.clone(), &" ".repeat(range.len()));
        }
    }
    text
}
