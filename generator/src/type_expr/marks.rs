//! `required` and `optional` where they stand in the type: `string, optional`, `integer (required)`.

/// The type without its mark, and what the mark says.
pub(super) fn split_marks(text: &str) -> (&str, Option<bool>) {
    let text = text.trim();
    for (word, required) in [("required", true), ("optional", false)] {
        if let Some(rest) = before(text, word).or_else(|| behind(text, word)) {
            return (rest, Some(required));
        }
    }
    (text, None)
}

/// What stands before the mark at the end.
fn before<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let open = text.strip_suffix([')', ']']).unwrap_or(text).trim_end();
    let at = open.len().checked_sub(word.len()).filter(|&at| open.is_char_boundary(at))?;
    let rest = &open[..at];
    let apart = rest.ends_with([' ', ',', ';', '-', '(', '[', '–', '—']);
    let bracket = rest.ends_with(['(', '[']) == (open.len() != text.len());
    (apart && bracket && open[at..].eq_ignore_ascii_case(word)).then(|| trim(rest)).filter(|r| !r.is_empty())
}

/// What stands behind the mark in front.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
    let rest = &text[start.len()..];
    rest.starts_with([' ', ',', ';']).then(|| trim(rest)).filter(|r| !r.is_empty())
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', ',', ';', '-', '(', '[', '–', '—'])
}
