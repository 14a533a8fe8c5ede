//! Splitting a type string where brackets and quotes allow it.

/// Splits at `|`, ` or ` and `/`, outside brackets and quotes.
pub(super) fn split_alternatives(text: &str) -> Vec<&str> {
    if !text.contains(['|', '/', ' ']) {
        return vec![text];
    }
    let cut = |rest: &str| match rest.as_bytes()[0] {
        b'|' if rest.starts_with("||") => 2,
        b'|' | b'/' => 1,
        b' ' if rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(" or ")) => 4,
        _ => 0,
    };
    let mut parts = split(text, cut);
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { vec![text] } else { parts }
}

/// Splits at any of `marks`, outside brackets and quotes.
pub(super) fn split_list<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
    split(text, |rest| usize::from(rest.starts_with(marks)))
}

/// Splits wherever `cut` gives the length of a separator.
fn split(text: &str, cut: impl Fn(&str) -> usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start, mut i) = (0usize, None, 0usize, 0usize);
    let bytes = text.as_bytes();
    while i < bytes.len() {
        let byte = bytes[i];
        let mut length = 0;
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None => match byte {
                b'"' | b'\'' | b'`' => quote = Some(byte),
                b'<' | b'(' | b'{' | b'[' => depth += 1,
                b'>' | b')' | b'}' | b']' => depth = depth.saturating_sub(1),
                _ if depth == 0 && text.is_char_boundary(i) => length = cut(&text[i..]),
                _ => {}
            },
        }
        if length > 0 {
            parts.push(text[start..i].trim());
            start = i + length;
        }
        i += length.max(1);
    }
    parts.push(text[start..].trim());
    parts
}
