//! One file that holds many pages, as sites offer it (`llms-full.txt`): where each begins, and its path.
//!
//! ```text
//! file   = [ preface ], page, page, { page } ;
//! page   = head, text ;
//! head   = title, source | front, source, front | source, [ title ] ;
//! title  = "# " words ;                                   (with empty lines behind it)
//! front  = "---", { key ":" value } ;
//! source = mark, label, ":", mark, url, mark | url ;      (label: "Source", "URL", "Source URL", …)
//! ```
//!
//! One program wrote the file, so the head of the first page tells those of the others: the same label in the same
//! place. A line of that kind inside a page, or in an example of such a file, begins none.

use super::exports::split_exports;
use crate::source::{page_path, without_form};
use std::collections::BTreeSet;
use std::ops::Range;

/// What stands before the address of a page.
const LABELS: [&str; 8] =
    ["source", "url", "source url", "page url", "page", "link", "permalink", "original"];

/// A page of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its path beside the file, by its address: `api/get-order.md`.
    pub(super) path: String,
    /// Its text: that of the file, with spaces where the address stands alone, so that places stay.
    pub(super) text: String,
    /// How many lines of the file are before it.
    pub(super) lines_before: u32,
}

/// Whether a file of that name holds many pages by what it is called.
pub(super) fn is_many_by_name(relative: &str) -> bool {
    let name = relative.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("llms-full")
}

/// The pages of a file; `None` where it is one page.
pub(super) fn split_parts(relative: &str, text: &str) -> Option<Vec<Part>> {
    let by_name = is_many_by_name(relative);
    if !by_name && !may_hold_many(text) {
        return split_exports(relative, text);
    }
    let heads = find_heads(text, by_name);
    let pages: BTreeSet<&str> = heads.iter().map(|head| head.url.as_str()).collect();
    if pages.len() < if by_name { 1 } else { 2 } {
        return split_exports(relative, text);
    }
    let folder = relative.rfind('/').map_or("", |at| &relative[..=at]);
    let mut taken = BTreeSet::new();
    let mut parts = Vec::new();
    if let Some(preface) = text.get(..heads[0].start).filter(|preface| !preface.trim().is_empty()) {
        let stem = without_form(relative);
        parts.push(Part { path: format!("{stem}.md"), text: preface.to_owned(), lines_before: 0 });
    }
    let ends = heads.iter().skip(1).map(|head| head.start).chain([text.len()]);
    let (mut lines, mut counted) = (0, 0);
    for (head, end) in heads.iter().zip(ends) {
        lines += text[counted..head.start].bytes().filter(|&byte| byte == b'\n').count();
        counted = head.start;
        let mut path = format!("{folder}{}", page_path(&head.url));
        while !taken.insert(path.to_lowercase()) {
            path.push_str("-2");
        }
        let page = blanked(&text[head.start..end], head);
        parts.push(Part { path: path + ".md", text: page, lines_before: lines as u32 });
    }
    Some(parts)
}

/// Whether a text has a line that may be the address of a page; most have none.
fn may_hold_many(text: &str) -> bool {
    let mut lines = memchr::memmem::find_iter(text.as_bytes(), b"\nSource: http")
        .chain(memchr::memmem::find_iter(text.as_bytes(), b"\nURL: http"));
    lines.nth(1).is_some()
}

fn blanked(page: &str, head: &Head) -> String {
    let mut text = page.to_owned();
    for line in &head.blank {
        let range = line.start - head.start..line.end - head.start;
        let spaces = " ".repeat(range.len());
        text.replace_range(range, &spaces);
    }
    text
}

/// Where a page begins.
#[derive(Debug)]
struct Head {
    start: usize,
    url: String,
    kind: Kind,
    /// Lines that say nothing of the API.
    blank: Vec<Range<usize>>,
}

/// How a head is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    /// In lower case; empty for an address alone.
    label: String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Below a heading of the first level.
    BelowTitle,
    /// Between two lines `---`.
    FrontMatter,
    /// Below a line that divides.
    BelowRule,
    /// Above a heading of the first level.
    AboveTitle,
}

struct Line<'t> {
    start: usize,
    text: &'t str,
}

fn find_heads(text: &str, by_name: bool) -> Vec<Head> {
    let lines: Vec<Line<'_>> = text
        .split_inclusive('\n')
        .map(|line| Line { start: line.as_ptr() as usize - text.as_ptr() as usize, text: line.trim_end() })
        .collect();
    let mut heads: Vec<Head> = Vec::new();
    let mut fence: Option<&str> = None;
    for (n, line) in lines.iter().enumerate() {
        if let Some(head) = head_at(&lines, n, by_name) {
            let is_like_first = heads.first().is_none_or(|first| first.kind == head.kind);
            let on_same_host = heads.first().is_some_and(|first| host(&first.url) == host(&head.url));
            let is_same = heads.last().is_some_and(|last| last.start == head.start);
            if is_like_first && !is_same && (fence.is_none() || on_same_host) {
                heads.push(head);
                // What a page leaves open ends with it.
                fence = None;
                continue;
            }
        }
        fence = match (fence, fence_mark(line.text)) {
            (None, Some(mark)) => Some(mark),
            (Some(open), Some(mark)) if mark.starts_with(open) && line.text.trim() == mark => None,
            (open, _) => open,
        };
    }
    heads
}

/// The mark of a code block: three or more backticks or tildes.
pub(super) fn fence_mark(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| &line[..length])
}

/// The head whose address is in the line `n`.
fn head_at(lines: &[Line<'_>], n: usize, by_name: bool) -> Option<Head> {
    let (label, url) = source_line(lines[n].text)?;
    let range = |line: &Line<'_>| line.start..line.start + line.text.len();
    let head = |first: usize, place, blank: Vec<Range<usize>>| {
        let kind = Kind { label: label.to_ascii_lowercase(), place };
        Some(Head { start: lines[first].start, url: url.to_owned(), kind, blank })
    };
    if let Some((open, close)) = front_matter(lines, n) {
        let title = by_name && (open + 1..close).all(|line| lines[line].text.contains(':'));
        return if title { head(open, Place::FrontMatter, Vec::new()) } else { None };
    }
    // A second address of the same page is one more line without a word of the API.
    let mut blank = vec![range(&lines[n])];
    blank.extend(lines.get(n + 1).filter(|next| source_line(next.text).is_some()).map(range));
    let above = (0..n).rev().take(3).find(|&line| !lines[line].text.trim().is_empty());
    let is_absolute = url.contains("://");
    match above {
        Some(title) if is_title(lines[title].text) => {
            let is_alone =
                lines.get(n + 1).is_none_or(|next| next.text.is_empty() || source_line(next.text).is_some());
            let is_sure =
                by_name || (is_absolute && matches!(label.to_ascii_lowercase().as_str(), "source" | "url"));
            let is_page = by_name || label.eq_ignore_ascii_case("source") || is_alone;
            // An address alone is one where it stands right below the title.
            let is_near = !label.is_empty() || title + 1 == n;
            let is_address = is_sure && is_page && is_near && !url.contains(['{', '<']);
            if is_address { head(title, Place::BelowTitle, blank) } else { None }
        }
        Some(rule) if by_name && is_rule(lines[rule].text) && !label.is_empty() => {
            blank.push(range(&lines[rule]));
            head(rule, Place::BelowRule, blank)
        }
        _ => {
            let below = lines[n + 1..].iter().take(3).find(|line| !line.text.trim().is_empty());
            let is_head = by_name && !label.is_empty() && below.is_some_and(|line| is_title(line.text));
            if is_head { head(n, Place::AboveTitle, blank) } else { None }
        }
    }
}

/// The lines `---` around a line, where all between are `key: value`.
fn front_matter(lines: &[Line<'_>], n: usize) -> Option<(usize, usize)> {
    let is_key = |line: &&Line<'_>| {
        line.text.split_once(':').is_some_and(|(key, _)| !key.contains([' ', '*', '>', '`']))
    };
    let above = lines[..n].iter().rev().take_while(is_key).count();
    let below = lines[n + 1..].iter().take_while(is_key).count();
    let open = (n - above).checked_sub(1)?;
    let close = n + below + 1;
    let is_mark = |line: Option<&Line<'_>>| line.is_some_and(|line| line.text == "---");
    (is_mark(lines.get(open)) && is_mark(lines.get(close))).then_some((open, close))
}

fn is_title(line: &str) -> bool {
    line.starts_with("# ")
}

fn is_rule(line: &str) -> bool {
    let mark = line.chars().next().filter(|c| matches!(c, '-' | '=' | '*' | '_'));
    line.len() >= 3 && mark.is_some_and(|mark| line.chars().all(|c| c == mark))
}

/// Label and address of a line that has nothing else.
fn source_line(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("<!--").and_then(|line| line.strip_suffix("-->")).unwrap_or(line);
    let line = line.trim_matches([' ', '>', '*', '_']).trim_start_matches("- ");
    let (label, rest) = match line.split_once(':') {
        Some((label, rest)) if !rest.starts_with("//") => (label.trim_matches(['*', '_', ' ']), rest),
        _ => ("", line),
    };
    if !label.is_empty() && !LABELS.iter().any(|known| label.eq_ignore_ascii_case(known)) {
        return None;
    }
    let rest = rest.trim_matches([' ', '*', '_', '`', '<', '>', '"', '\'']);
    let url = match rest.split_once("](") {
        Some((text, url)) if text.starts_with('[') => url.strip_suffix(')')?,
        _ => rest,
    };
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    let is_path = !label.is_empty() && url.starts_with('/') && url.len() > 1;
    let is_one = !url.contains(|c: char| c.is_whitespace()) && (is_address || is_path);
    is_one.then_some((label, url))
}

/// The host of an address; nothing of a path.
fn host(url: &str) -> &str {
    url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(relative: &str, text: &str) -> Vec<String> {
        split_parts(relative, text).unwrap_or_default().into_iter().map(|part| part.path).collect()
    }

    const TWO: [&str; 2] = ["api/create.md", "api/list.md"];

    #[test]
    fn pages_by_what_stands_at_their_heads() {
        for text in [
            "# Create\nSource: https://d.example/api/create\n\nPOST /x\n\n\n# List\nSource: https://d.example/api/list\n\nGET /x\n",
            "# Create\n\nURL: https://d.example/api/create\n\nText\n\n# List\n\nURL: https://d.example/api/list\n",
            "# Create\r\nSource: https://d.example/api/create\r\n\r\nText\r\n# List\r\nSource: https://d.example/api/list\r\n",
            "# Create\n**Source:** <https://d.example/api/create.md>\n\n# List\n**Source:** <https://d.example/api/list.md>\n",
            "# Create\nSource: [page](https://d.example/api/create)\n\n# List\nSource: [page](https://d.example/api/list)\n",
            "# Create\n<!-- Source: https://d.example/api/create -->\n\n# List\n<!-- Source: https://d.example/api/list -->\n",
            "# Create\nhttps://d.example/api/create\n\nText\n\n# List\nhttps://d.example/api/list\n",
            "# Create\nURL: /api/create\nSource: https://raw.example/create.mdx\n\n# List\nURL: /api/list\nSource: https://raw.example/list.mdx\n",
            "---\ntitle: Create\nurl: https://d.example/api/create\n---\n\nText\n\n---\ntitle: List\nurl: https://d.example/api/list\n---\n\nText\n",
            "---\nSource: https://d.example/api/create\n\n# Create\n\n---\nSource: https://d.example/api/list\n\n# List\n",
            "Source: https://d.example/api/create\n\n# Create\n\nText\n\nSource: https://d.example/api/list\n\n# List\n",
        ] {
            assert_eq!(paths("llms-full.txt", text), TWO, "{text}");
        }
        let both =
            "# Create\nSource: https://d.example/api/create\n\n# List\nSource: https://d.example/api/list\n";
        assert_eq!(paths("all.md", both), TWO, "whatever the file is called");
        assert_eq!(paths("docs/all.md", both), ["docs/api/create.md", "docs/api/list.md"]);
    }

    #[test]
    fn places_stay() {
        let text = "Preface\n\n# Create\nSource: https://d.example/create\n\nä POST\n# List\nSource: https://d.example/list\nGET\n";
        let parts = split_parts("llms-full.txt", text).unwrap();
        assert_eq!(parts.iter().map(|part| part.lines_before).collect::<Vec<_>>(), [0, 2, 6]);
        assert_eq!(
            parts[0],
            Part { path: "llms-full.md".to_owned(), text: "Preface\n\n".to_owned(), lines_before: 0 }
        );
        assert_eq!(parts[1].text, format!("# Create\n{}\n\nä POST\n", " ".repeat(32)));
        let all: usize = parts.iter().map(|part| part.text.len()).sum();
        assert_eq!(all, text.len());
    }

    #[test]
    fn what_begins_no_page() {
        let api = "# Create order\n\n## Request\nURL: https://api.example/orders\n\n# List orders\n\n## Request\nURL: https://api.example/orders\n";
        assert_eq!(paths("orders.md", api), [""; 0]);
        let verbs = "# Create\nURL: https://api.example/orders\nMethod: POST\n\n# List\nURL: https://api.example/list\nMethod: GET\n";
        assert_eq!(paths("orders.md", verbs), [""; 0]);
        assert_eq!(
            paths("a.md", "# Create\nSource: https://d.example/create\n\nText\n"),
            [""; 0],
            "one page"
        );
        assert_eq!(
            paths(
                "a.md",
                "# A\n\nText with a Source: https://x.example of it\nSource: https://y.example/a\n"
            ),
            [""; 0]
        );
        // An example of such a file, and a block that is left open.
        let text = "# A\nSource: https://d.example/a\n\n```\n# X\nSource: https://x.example/x\n```\n\n## B\nSource: https://d.example/no\n\n\
                    ```json\n{}\n\n# C\nSource: https://d.example/c\n\n```\n# Y\nSource: https://x.example/y\n```\n";
        assert_eq!(paths("llms-full.txt", text), ["a.md", "c.md"]);
    }

    #[test]
    fn a_page_that_comes_twice_is_two() {
        let text = "# A\nSource: https://d.example/a\n\n# B\nSource: https://d.example/b\n\n# A\nSource: https://d.example/a\n";
        assert_eq!(paths("llms-full.txt", text), ["a.md", "b.md", "a-2.md"]);
    }
}
