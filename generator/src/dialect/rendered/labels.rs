//! What a site prints around the documentation: navigation, buttons, names of languages, footers.
//!
//! ```ebnf
//! site     = "Skip to main content" | "Try it" | "Copy" | … ;
//! language = "cURL" | "Python" | … | language , language ;       (* tabs run together: "cURLPython" *)
//! bracket  = "Array [" | "Array (" | "]" | … ;                   (* around the parts of an object *)
//! tab      = "Option " , number ;                          (* of a value that may be of several kinds *)
//! child    = ( "Show" | "Hide" ) , [ number ] , ( "child attributes" | "properties" | … ) ;
//! footer   = "Was this page helpful?" | "Powered by" , … | … ;    (* with all that follows, where no field does *)
//! ```

use super::rows::{RowContent, Rows};
use crate::dialect::field_name::is_field_name;

const SITE: &[&str] = &[
    "skip to main content",
    "skip to content",
    "try it",
    "try it!",
    "try it out",
    "copy",
    "copied",
    "copied!",
    "copy page",
    "copy to clipboard",
    "copy link",
    "copy as markdown",
    "ask ai",
    "search",
    "search...",
    "search…",
    "⌘k",
    "ctrl k",
    "ctrlk",
    "expand all",
    "collapse all",
    "expand all collapse all",
    "copy expand all collapse all",
    "copyexpand all collapse all",
    "open in chatgpt",
    "open in claude",
    "view as markdown",
    "test request",
    "test it",
    "send",
    "send request",
    "schema",
    "schemas",
    "content type",
    "example (auto)",
    "example (from schema)",
    "payload",
    "navigation",
    "menu",
    "on this page",
    "response samples",
    "request samples",
    "this response has no body data.",
    "this response does not have an example.",
    "name description",
    "code description links",
    "no links",
    "response body",
    "response attributes",
];

const LANGUAGES: &[&str] = &[
    "curl",
    "shell",
    "bash",
    "python",
    "javascript",
    "typescript",
    "node",
    "node.js",
    "nodejs",
    "php",
    "go",
    "golang",
    "java",
    "ruby",
    "c#",
    ".net",
    "csharp",
    "swift",
    "kotlin",
    "rust",
    "http",
    "axios",
    "fetch",
    "wget",
    "powershell",
    "c",
    "c++",
    "js",
    "json",
    "r",
    "dart",
    "httpie",
    "cli",
];

const FOOTERS: &[&str] = &[
    "was this page helpful",
    "was this helpful",
    "did this page help you",
    "is this page helpful",
    "how is this guide",
    "yesno",
    "suggest edits",
    "suggest editsraise issue",
    "raise issue",
    "edit this page",
    "edit this page on github",
    "edit page",
    "report an issue",
    "⌘i",
    "powered by",
    "previous",
    "next",
    "ask a question",
    "table of contents",
    "responses are generated using ai and may contain mistakes",
];

fn bare(line: &str) -> String {
    line.trim_end_matches(['?', '.', '…', ' ', '→', '›']).trim_start_matches(['←', '‹', ' ']).to_lowercase()
}

/// Whether a line is a button or another part of the site.
pub(super) fn is_site_label(line: &str) -> bool {
    SITE.contains(&line.to_lowercase().as_str())
}

/// Whether a line is the name of a language, or several.
pub(super) fn is_language(line: &str) -> bool {
    let mut rest = line.to_lowercase();
    if LANGUAGES.contains(&rest.as_str()) {
        return true;
    }
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    let mut parts = 0;
    while !rest.is_empty() {
        let names = LANGUAGES.iter().filter(|name| name.len() > 2 && rest.starts_with(**name));
        let Some(name) = names.max_by_key(|name| name.len()) else { return false };
        rest = rest[name.len()..].trim_start().to_owned();
        parts += 1;
    }
    parts > 1 && capitals + 1 >= parts
}

/// Whether a line opens or closes the fields of an object.
pub(super) fn is_child_label(line: &str) -> bool {
    let lower = line.to_lowercase();
    let Some(rest) =
        ["show", "hide", "+ show", "expand", "collapse"].iter().find_map(|verb| lower.strip_prefix(verb))
    else {
        return matches!(lower.as_str(), "child attributes" | "child parameters" | "properties");
    };
    // "Hide berth attributes Show berth attributes object": the button in both its states.
    let both =
        rest.starts_with(' ') && rest.contains(" attributes show ") && rest.split_whitespace().count() <= 10;
    if both {
        return true;
    }
    // "Hide child attributes for berth"
    let of = rest.rsplit_once(" for ").filter(|(_, name)| is_field_name(name));
    let rest = of.map_or(rest, |(rest, _)| rest);
    let words = rest.split_whitespace().filter(|word| !word.bytes().all(|b| b.is_ascii_digit()));
    let known = [
        "child",
        "nested",
        "more",
        "all",
        "attribute",
        "attributes",
        "properties",
        "property",
        "parameters",
        "fields",
        "object",
        "response",
    ];
    let mut count = 0;
    rest.starts_with(' ') && words.inspect(|_| count += 1).all(|word| known.contains(&word)) && count > 0
}

/// Whether the parts of the object above follow, or end, between brackets: `Array [`, `]`.
pub(super) fn bracket(line: &str) -> Option<bool> {
    match line {
        "Array [" | "Array (" | "Array of [" | "object {" | "Object {" => Some(true),
        "]" | ")" | "}" => Some(false),
        _ => None,
    }
}

/// The number of a tab that shows one of several kinds of value: "Option 2".
pub(super) fn option_tab(line: &str) -> Option<u32> {
    line.strip_prefix("Option ")?.parse().ok()
}

/// How many parts a label says to follow: "Hide 2 properties".
pub(super) fn count_of_parts(line: &str) -> Option<usize> {
    let count = line.split(' ').nth(1)?.parse().ok();
    count.filter(|_| shows_parts(line))
}

/// Whether a label says that the parts of the object above are shown below it.
pub(super) fn shows_parts(line: &str) -> bool {
    is_child_label(line) && line.to_lowercase().starts_with("hide")
}

/// Where the footer begins, if there is one: no field and no code is behind it.
pub(super) fn find_footer(rows: &Rows<'_>) -> Option<usize> {
    let is_content = |at: &usize| {
        rows.is_head(*at) || rows.is_code(*at) || matches!(rows.rows[*at].content, RowContent::Table { .. })
    };
    let content = (0..rows.len())
        .rev()
        .find(is_content)
        .map_or(0, |at| rows.heads[at].as_ref().map_or(at + 1, |head| head.next));
    (content..rows.len()).find(|&at| is_footer(rows, at))
}

fn is_footer(rows: &Rows<'_>, at: usize) -> bool {
    let (line, text) = (rows.line(at), bare(rows.line(at)));
    let dated = text.starts_with("last updated")
        && (text.contains("ago") || text.contains(|c: char| c.is_ascii_digit()));
    // "Next" may be all that is said of a field.
    let sure = !matches!(text.as_str(), "previous" | "next") || rows.rows[at].apart;
    (FOOTERS.contains(&text.as_str()) && sure)
        || dated
        || line.starts_with("Powered by ")
        || line.starts_with('©')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for line in ["cURL", "Python", "cURLPythonJavaScript", "Shell Node Ruby", "Node.js"] {
            assert!(is_language(line), "{line}");
        }
        for line in ["Get boat", "Go home", "Rudder", ""] {
            assert!(!is_language(line), "{line}");
        }
    }

    #[test]
    fn labels_of_children() {
        for line in [
            "Show child attributes",
            "Hide child attributes",
            "Hide berth attributes Show berth attributes object",
            "Show 3 properties",
            "Hide response attributes",
        ] {
            assert!(is_child_label(line), "{line}");
        }
        for line in ["Show", "Show the boat", "Hidden", "Showcase properties", "Hide it from all"] {
            assert!(!is_child_label(line), "{line}");
        }
    }
}
