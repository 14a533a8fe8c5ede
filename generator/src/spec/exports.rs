//! Exported pages one after another in one file, without the addresses that `parts` goes by: each ends with its part
//! of an OpenAPI document.
//!
//! ```text
//! file  = page, page, { page } ;
//! page  = { ">", line }, "# ", title, text, document ;       (* the quote: where other pages are listed *)
//! title = (* what is not about the document, as "OpenAPI definition" is *) ;
//! ```

use super::descriptions::begins_as_openapi;
use super::parts::{Part, fence_mark};
use crate::source::page_path;
use std::collections::BTreeSet;

/// A page while its lines are read.
struct Page<'t> {
    title: &'t str,
    start: usize,
    has_document: bool,
}

/// The pages of a file; `None` where it is one page.
pub(super) fn split_exports(relative: &str, text: &str) -> Option<Vec<Part>> {
    let titles = usize::from(text.starts_with("# "));
    let titles = titles + memchr::memmem::find_iter(text.as_bytes(), b"\n# ").take(2).count();
    if titles < 2 || memchr::memmem::find(text.as_bytes(), b"openapi").is_none() {
        return None;
    }
    let pages = find_pages(text);
    if pages.len() < 2 || !pages.iter().all(|page| page.has_document) {
        return None;
    }
    let folder = relative.rfind('/').map_or("", |at| &relative[..=at]);
    let mut taken = BTreeSet::new();
    let mut parts = Vec::new();
    let ends = pages.iter().skip(1).map(|page| page.start).chain([text.len()]);
    for (nth, (page, end)) in pages.iter().zip(ends).enumerate() {
        let start = if nth == 0 { 0 } else { page.start };
        let mut path =
            format!("{folder}{}", page_path(&format!("/{}", page.title.replace(['/', '?', '#'], " "))));
        while !taken.insert(path.to_lowercase()) {
            path.push_str("-2");
        }
        let lines_before = text[..start].bytes().filter(|&byte| byte == b'\n').count() as u32;
        parts.push(Part { path: path + ".md", text: text[start..end].to_owned(), lines_before });
    }
    Some(parts)
}

fn find_pages(text: &str) -> Vec<Page<'_>> {
    let mut pages: Vec<Page<'_>> = Vec::new();
    let mut fence: Option<&str> = None;
    // Where the quote above a title begins, and what stands between is empty.
    let mut quote: Option<usize> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, trimmed) = (start, line.trim_end());
        start += line.len();
        match (fence, fence_mark(trimmed)) {
            (None, Some(mark)) => {
                fence = Some(mark);
                let is_document = begins_as_openapi(&text[start..]);
                if let Some(page) = pages.last_mut() {
                    page.has_document |= is_document;
                }
                continue;
            }
            (Some(open), Some(mark)) if mark.starts_with(open) && trimmed.trim() == mark => {
                fence = None;
                continue;
            }
            (Some(_), _) => continue,
            (None, None) => {}
        }
        let title = trimmed.strip_prefix("# ").map(str::trim).filter(|title| !is_label(title));
        match title {
            Some(title) => {
                pages.push(Page { title, start: quote.take().unwrap_or(at), has_document: false });
            }
            None if trimmed.starts_with('>') => quote = quote.or(Some(at)),
            None if trimmed.is_empty() => {}
            None => quote = None,
        }
    }
    pages
}

/// A heading of the document, and no title of a page.
fn is_label(title: &str) -> bool {
    let lower = title.to_ascii_lowercase();
    ["openapi", "swagger"].iter().any(|name| lower.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::split_exports;

    #[test]
    fn each_page_ends_with_its_document() {
        let page = |title: &str| {
            format!(
                "# {title}\n\n> Words.\n\n# OpenAPI definition\n\n```json\n{{\"openapi\":\"3.1.0\"}}\n```\n"
            )
        };
        let both = format!("{}\n> ## Index\n> All.\n\n{}", page("Get boat"), page("Get pier"));
        let parts = split_exports("docs/all.md", &both).unwrap();
        let paths: Vec<(&str, u32)> =
            parts.iter().map(|part| (part.path.as_str(), part.lines_before)).collect();
        assert_eq!(paths, [("docs/Get-boat.md", 0), ("docs/Get-pier.md", 10)]);
        assert!(parts[1].text.starts_with("> ## Index"));
        assert_eq!(split_exports("a.md", &page("Get boat")), None);
        assert_eq!(split_exports("a.md", &format!("{}\n# Notes\n\nNone.\n", page("Get boat"))), None);
    }
}
