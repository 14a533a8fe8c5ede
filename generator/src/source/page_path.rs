//! The path of a URL as the path of a file.
//!
//! A URL is data of somebody else's. The file that is named by it stays in its folder, has a name on every file
//! system, starts no command where it is printed, and is read as a page.

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A longer name is cut, in bytes.
const LONGEST_NAME: usize = 80;
/// Deeper folders become one.
const DEEPEST: usize = 12;
/// Names that some file systems reserve, with any extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// Folders whose files are read as something else than pages, or not at all.
const SPECIAL_FOLDERS: [&str; 4] = ["snippets", "_snippets", "components", "node_modules"];

/// The path of the file for a page, without an extension, with `/` between segments: that of its URL without
/// what says how the page is written (`.md`, `.html`, `index`). `index` for the root of a site.
pub(crate) fn page_path(url: &str) -> String {
    let (path, query) = path_and_query(url);
    let mut segments: Vec<String> =
        path.split('/').filter_map(|segment| safe_name(&decoded(segment))).collect();
    if let Some(last) = segments.last_mut() {
        let stem = without_form(last).to_owned();
        *last = stem;
    }
    if segments.last().is_some_and(|last| last.eq_ignore_ascii_case("index")) && segments.len() > 1 {
        segments.pop();
    }
    let mut name = segments.pop().unwrap_or_else(|| "index".to_owned());
    if let Some(query) = query.and_then(|query| safe_name(&decoded(query))) {
        name = format!("{name}-{query}");
    }
    let mut folders: Vec<String> = segments.iter().map(|segment| safe_folder(segment)).collect();
    if folders.len() > DEEPEST {
        let rest = folders.split_off(DEEPEST);
        name = format!("{}-{name}", short_hash(&rest.join("/")));
    }
    folders.push(allowed(cut(&name)));
    folders.join("/")
}

/// Path and query of an absolute URL or of a path.
fn path_and_query(url: &str) -> (&str, Option<&str>) {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]),
        None => url,
    };
    let path = path.split('#').next().unwrap_or_default();
    match path.split_once('?') {
        Some((path, query)) => (path, Some(query).filter(|query| !query.is_empty())),
        None => (path, None),
    }
}

/// A name without the extensions that say how a page is written: `get-order.html.md`.
pub(crate) fn without_form(name: &str) -> &str {
    let forms = [".md", ".mdx", ".markdown", ".txt", ".html", ".htm"];
    let mut stem = name;
    while let Some(shorter) = forms.iter().find_map(|form| strip_suffix_ignoring_case(stem, form)) {
        stem = shorter;
    }
    stem
}

fn strip_suffix_ignoring_case<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len()).filter(|&at| at > 0 && text.is_char_boundary(at))?;
    text[at..].eq_ignore_ascii_case(suffix).then(|| &text[..at])
}

fn decoded(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

/// Letters, digits and four marks; anything else is a hyphen. `None` where nothing is left.
fn safe_name(segment: &str) -> Option<String> {
    let mut name = String::with_capacity(segment.len());
    for c in segment.chars() {
        if c.is_alphanumeric() || matches!(c, '_' | '.' | '~') {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_start_matches(['.', '-', '~']).trim_end_matches(['.', '-']);
    (!name.is_empty()).then(|| name.to_owned())
}

fn safe_folder(name: &str) -> String {
    let special = SPECIAL_FOLDERS.iter().any(|special| name.eq_ignore_ascii_case(special));
    allowed(if special { format!("{name}-pages") } else { cut(name) })
}

/// A name that no file system reserves.
fn allowed(name: String) -> String {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = ["com", "lpt"].iter().find_map(|port| stem.strip_prefix(port));
    let is_port = port.is_some_and(|number| number.chars().count() == 1 && number != "0");
    if RESERVED.contains(&stem.as_str()) || is_port { format!("_{name}") } else { name }
}

fn cut(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let end = (0..=LONGEST_NAME).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    format!("{}-{}", &name[..end], short_hash(name))
}

/// Eight digits that tell texts apart.
pub(crate) fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::check_path;

    #[test]
    fn is_the_path_of_the_url() {
        for (url, path) in [
            ("https://docs.acme.example/api/tickets/get-ticket", "api/tickets/get-ticket"),
            ("https://docs.acme.example/api/get-ticket.md", "api/get-ticket"),
            ("https://docs.acme.example/api/get-ticket.html.md#body", "api/get-ticket"),
            ("https://docs.acme.example/api/get-ticket/", "api/get-ticket"),
            ("https://docs.acme.example/api/index.html", "api"),
            ("https://docs.acme.example", "index"),
            ("https://docs.acme.example/", "index"),
            ("https://docs.acme.example/index.html", "index"),
            ("https://docs.acme.example/page?id=4&lang=en", "page-id-4-lang-en"),
            ("https://docs.acme.example/v1.2/a", "v1.2/a"),
            ("/guide/%C3%BCber%20uns", "guide/über-uns"),
        ] {
            assert_eq!(page_path(url), path, "{url}");
        }
    }

    #[test]
    fn leaves_no_folder_and_starts_no_command() {
        for (url, path) in [
            ("https://e.example/../../etc/passwd", "etc/passwd"),
            ("https://e.example/%2e%2e/%2e%2e%2fetc%2fpasswd", "etc-passwd"),
            ("https://e.example/a/%00%0acargo::rustc-env=A", "a/cargo-rustc-env-A"),
            ("https://e.example/::error::x", "error-x"),
            ("https://e.example/##vso[task]", "index"),
            ("https://e.example/c:/windows\\win.ini", "c/windows-win.ini"),
            ("https://e.example/CON.md", "_CON"),
            ("https://e.example/aux/com1", "_aux/_com1"),
            ("https://e.example/.git/config", "git/config"),
            ("https://e.example/.docbind-files", "docbind-files"),
            ("https://e.example/a\u{202e}b", "a-b"),
            ("https://e.example/snippets/get", "snippets-pages/get"),
            ("https://e.example/...", "index"),
        ] {
            assert_eq!(page_path(url), path, "{url}");
            assert!(check_path(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn names_are_no_longer_than_file_systems_take() {
        let long = page_path(&format!("https://e.example/{}/{}", "ü".repeat(300), "b".repeat(300)));
        assert!(long.split('/').all(|name| name.len() <= LONGEST_NAME + 9), "{long}");
        let deep = page_path(&"/a".repeat(100));
        assert_eq!(deep.matches('/').count(), DEEPEST);
        assert_ne!(deep, page_path(&"/a".repeat(101)));
    }
}
