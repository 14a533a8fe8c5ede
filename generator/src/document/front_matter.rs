//! The block between two `---` on top of a page.
//!
//! ```ebnf
//! front matter = { blank line | comment } , "---" , line end , { entry | other line } , "---" ;
//! entry        = ( key | quote , key , quote ) , ":" , [ space , value ] , line end , { continuation } ;
//! continuation = blank line | space , … | "- " , … | … (* to the quote that the value opened *) ;
//! ```
//!
//! Every entry is read on its own: real pages hold lines that are not YAML (`title: A: b`), and one
//! of them must not lose the others. What is no entry is passed over; it is still in the span.

use super::FrontMatter;
use super::indent::{line_end, next_line, trim};
use crate::source::{SourceFile, Span, Spanned};

/// The front matter of a file, and where the page begins.
pub(super) fn read_front_matter(file: &SourceFile) -> (Option<FrontMatter>, usize) {
    let text = &file.text;
    let start = behind_comments(text);
    if !is_mark(text, start) {
        return (None, 0);
    }
    let first = next_line(text, start);
    if start > 0 && key_end(text, first).is_none() {
        return (None, 0);
    }
    let mut line = first;
    let mut starts = Vec::new();
    while line < text.len() && !is_mark(text, line) {
        starts.push(line);
        line = next_line(text, line);
    }
    if line >= text.len() {
        return (None, 0);
    }
    let entries = read_entries(file, &starts, line);
    let span = Span::new(file.id, start, line + 3);
    (Some(FrontMatter { entries, span }), next_line(text, line))
}

/// Where a page begins behind blank lines and comments: what was added on top of it belongs to no part of it.
pub fn behind_comments(text: &str) -> usize {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let comments = [("<!--", "-->"), ("{/*", "*/}")];
        let behind = comments.iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(open)?;
            Some(&inside[inside.find(close)? + close.len()..])
        });
        match behind {
            Some(behind) => rest = behind.trim_start(),
            None => return text.len() - rest.len(),
        }
    }
}

fn is_mark(text: &str, at: usize) -> bool {
    let line = &text[at..line_end(text, at)];
    (at == 0 || text.as_bytes()[at - 1] == b'\n')
        && line.strip_prefix("---").is_some_and(|l| l.trim().is_empty())
}

/// The offset of the colon, where a line begins with a key.
fn key_end(text: &str, line: usize) -> Option<usize> {
    let content = &text[line..line_end(text, line)];
    let quoted = content.chars().next().filter(|c| matches!(c, '"' | '\''));
    let colon = match quoted {
        Some(quote) => content[1..].find(quote).map(|i| i + 2)?,
        None => content.find(':')?,
    };
    let key = content.get(..colon).filter(|_| content[colon..].starts_with(':'))?;
    let key = quoted.map_or(key, |quote| key.trim_matches(quote));
    let bare =
        !key.is_empty() && !key.starts_with(['-', '#', '"', '\'', ' ', '\t']) && !key.contains(['"', '{']);
    let spaced = content[colon + 1..].is_empty() || content[colon + 1..].starts_with([' ', '\t']);
    (bare && spaced && key.trim_end().len() == key.len()).then_some(line + colon)
}

fn read_entries(file: &SourceFile, starts: &[usize], end: usize) -> Vec<(Spanned<String>, Spanned<String>)> {
    let text = &file.text;
    let spanned = |start, end, value: &str| Spanned::new(value.to_owned(), Span::new(file.id, start, end));
    let mut entries = Vec::new();
    let mut i = 0;
    while i < starts.len() {
        let Some(colon) = key_end(text, starts[i]) else {
            i += 1;
            continue;
        };
        let line = starts[i];
        let next = value_lines(text, &starts[i + 1..], colon + 1);
        i += 1 + next;
        let until = starts.get(i).copied().unwrap_or(end);
        let (start, until) = trim(text, colon + 1, until);
        let (value, inner) = read_scalar(&text[start..until], next > 0);
        let quote = usize::from(text[line..].starts_with(['"', '\'']));
        let key = line + quote..colon - quote;
        entries.push((
            spanned(key.start, key.end, &text[key.clone()]),
            spanned(start + inner.0, start + inner.1, &value),
        ));
    }
    entries
}

/// How many of the lines after a value's first belong to it.
fn value_lines(text: &str, lines: &[usize], value: usize) -> usize {
    let first = text[value..line_end(text, value)].trim();
    let continued = lines.iter().take_while(|&&line| {
        let content = &text[line..line_end(text, line)];
        content.trim().is_empty() || content.starts_with([' ', '\t']) || content.starts_with("- ")
    });
    let continued = continued.count();
    let Some(quote) = first.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return continued };
    if closes(&first[1..], quote) {
        return continued;
    }
    // An open quote: to the line that closes it, unless a key comes first.
    for (i, &line) in lines.iter().enumerate() {
        if key_end(text, line).is_some() {
            break;
        }
        if closes(&text[line..line_end(text, line)], quote) {
            return i + 1;
        }
    }
    continued
}

fn closes(line: &str, quote: char) -> bool {
    line.trim_end().ends_with(quote) && !line.trim_end().ends_with("\\\"")
}

/// The value of a scalar and the range of its source text; what is no scalar is its source text.
fn read_scalar(source: &str, continued: bool) -> (String, (usize, usize)) {
    let whole = (0, source.len());
    let quoted = source.len() >= 2
        && source.starts_with(['"', '\''])
        && source.ends_with(source.chars().next().unwrap_or_default());
    if quoted {
        let inner = &source[1..source.len() - 1];
        let range = (1, source.len() - 1);
        if !inner.contains(['"', '\'', '\\', '\n']) {
            return (inner.to_owned(), range);
        }
        return (from_yaml(source).unwrap_or_else(|| inner.to_owned()), range);
    }
    let listed = continued && source.lines().any(|l| l.trim_start().starts_with("- ") || has_key(l));
    let block = source.starts_with(['|', '>']);
    if source.is_empty() || source.starts_with(['[', '{']) || (listed && !block) {
        return (source.to_owned(), whole);
    }
    if !block && !continued {
        let value = source.find(" #").map_or(source, |i| source[..i].trim_end());
        if !value.starts_with(['"', '\'', '#', '&', '!']) {
            return (value.to_owned(), (0, value.len()));
        }
    }
    (from_yaml(source).unwrap_or_else(|| source.to_owned()), whole)
}

fn has_key(line: &str) -> bool {
    line.trim().split_once(':').is_some_and(|(key, rest)| {
        !key.is_empty() && !key.contains([' ', '"', '\'']) && (rest.is_empty() || rest.starts_with(' '))
    })
}

/// A scalar as YAML reads it.
fn from_yaml(source: &str) -> Option<String> {
    // Only a quoted scalar may hold a line that begins in the first column.
    serde_saphyr::from_str(source).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn read(text: &str) -> (Vec<(String, String)>, String) {
        let file = SourceFile::new(SourceId(0), "a.mdx", "a.mdx", text);
        let (front_matter, at) = read_front_matter(&file);
        let entries = front_matter.map(|f| f.entries).unwrap_or_default();
        for (key, value) in &entries {
            assert_eq!(file.slice(key.span), key.value);
            if !file.slice(value.span).contains(['\\', '\n', '\'']) {
                assert_eq!(file.slice(value.span), value.value);
            }
        }
        (entries.into_iter().map(|(k, v)| (k.value, v.value)).collect(), text[at..].to_owned())
    }

    fn value(source: &str) -> String {
        let (entries, rest) = read(&format!("---\nkey: {source}\nlast: 1\n---\nrest"));
        assert_eq!(rest, "rest");
        assert_eq!(entries.len(), 2, "{entries:?}");
        assert_eq!(entries[1], ("last".to_owned(), "1".to_owned()));
        entries[0].1.clone()
    }

    #[test]
    fn every_way_to_quote() {
        assert_eq!(value("GET /a/{id}"), "GET /a/{id}");
        assert_eq!(value("\"GET /a\""), "GET /a");
        assert_eq!(value("'it''s'"), "it's");
        assert_eq!(value("\"a \\\"b\\\" \\u00e9\""), "a \"b\" é");
        assert_eq!(value(">-\n  folded\n  text"), "folded text");
        assert_eq!(value("|\n  two\n  lines").trim_end(), "two\nlines");
        assert_eq!(value("plain\n  goes on"), "plain goes on");
        assert_eq!(value("\"quoted\n  goes on\""), "quoted goes on");
        assert_eq!(value("a # comment"), "a");
        assert_eq!(value("true"), "true");
        assert_eq!(value(""), "");
    }

    #[test]
    fn what_is_not_yaml_is_its_own_text() {
        assert_eq!(value("GET /a: the thing"), "GET /a: the thing");
        assert_eq!(value("\"open"), "\"open");
        assert_eq!(value("\"a\" and b"), "\"a\" and b");
        assert_eq!(value("@x"), "@x");
    }

    #[test]
    fn what_is_not_a_scalar_is_its_source() {
        assert_eq!(value("[a, b]"), "[a, b]");
        assert_eq!(value("\n  - a\n  - b"), "- a\n  - b");
        assert_eq!(value("\n- a"), "- a");
        assert_eq!(value("\n  a: 1"), "a: 1");
    }

    #[test]
    fn a_bad_line_loses_only_itself() {
        let (entries, _) = read("---\ntitle: A\n??? nonsense\n\"x\n# c\napi: 'GET /'\n---\n");
        let keys: Vec<_> = entries.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(keys, [("title", "A"), ("api", "GET /")]);
        let (entries, _) = read("---\n\"title\": A\n'og:title': 'B'\n\"a: b\n---\n");
        let keys: Vec<_> = entries.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(keys, [("title", "A"), ("og:title", "B")]);
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for text in
            ["---\ntitle: A\n", "text\n---\na: b\n---\n", "\n---\n\ntext\n\n---\n", "----\na: b\n----\n"]
        {
            assert_eq!(read(text), (Vec::new(), text.to_owned()));
        }
        let (entries, rest) = read("\r\n---\r\ntitle: A\r\n---\r\nrest");
        assert_eq!((entries.len(), rest.as_str()), (1, "rest"));
    }
}
