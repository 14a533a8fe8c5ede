//! Whether a line is a heading.
//!
//! ```ebnf
//! section = title , [ media type | "required" | "optional" ] , [ ":" ] ;  (* "Path Parameters", "Request Body schema: application/json" *)
//! title   = ( "Path" | "Query" | "Header" | "Cookie" | "Body" | "Request" | "Response" | … ) , { filler } ;
//! divider = line between blank lines , not a sentence ;
//! ```
//!
//! Inside a section a line is the prose of the field above it unless it is something else. So only a title of set words
//! is a heading wherever it stands; another that `section` knows is one behind a field that has its description, and
//! one that it does not know divides only where the page writes descriptions right below the types.

use super::rows::{PageRow, Rows};
use crate::dialect::section::{SectionKind, classify_heading, heading_requires};
use crate::model::MediaType;

const LONGEST: usize = 80;

/// The words that titles of sections are made of, and that short descriptions are not.
const SET: &[&str] = &[
    "path",
    "query",
    "querystring",
    "string",
    "header",
    "headers",
    "cookie",
    "cookies",
    "body",
    "form",
    "request",
    "response",
    "responses",
    "parameter",
    "parameters",
    "param",
    "params",
    "authorization",
    "authorizations",
    "authentication",
    "security",
    "errors",
    "schema",
    "fields",
    "attributes",
    "arguments",
    "samples",
    "examples",
    "code",
    "returns",
    "enums",
    "url",
    "json",
];

/// A heading that opens a section.
#[derive(Debug, PartialEq)]
pub(super) struct SectionTitle<'a> {
    pub kind: SectionKind,
    /// What it says of the body's encoding.
    pub media_type: Option<&'a str>,
}

/// The section of a line that can be nothing but its title.
pub(super) fn read_section_title(line: &str) -> Option<SectionTitle<'_>> {
    if line.len() > LONGEST || !line.contains(|c: char| c.is_uppercase()) {
        return None;
    }
    let line = line.trim_end_matches(':').trim_end();
    let (title, last) = line.rsplit_once(' ').unwrap_or(("", line));
    let (title, media_type) = match last {
        "required" | "optional" | "Required" | "Optional" if !title.is_empty() => (title, None),
        media if !title.is_empty() && is_media_type(media) => (title, Some(media)),
        _ => (line, None),
    };
    let title = title.trim_end_matches(':');
    let mut words = title.split(' ').filter(|word| !word.is_empty());
    let set = words.all(|word| SET.contains(&word.to_ascii_lowercase().as_str()));
    let kind = match title.to_ascii_lowercase().as_str() {
        "security" => Some(SectionKind::Authentication),
        _ => classify_heading(title),
    };
    kind.filter(|_| set && !title.is_empty()).map(|kind| SectionTitle { kind, media_type })
}

/// Whether a line can be a heading by how it looks.
pub(super) fn looks_like_heading(row: &PageRow<'_>) -> bool {
    let line = row.line;
    row.alone
        && row.bullet.is_none()
        && line.chars().count() <= LONGEST
        && line.contains(|c: char| c.is_alphanumeric())
        && !line.starts_with(['{', '[', '/', '?', '"', '`'])
        && !line.ends_with(['.', ':', ',', ';', '!', '?'])
}

/// What is known of the field above a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FieldAbove {
    /// Whether there is one.
    pub field: bool,
    /// Whether its description has begun.
    pub described: bool,
}

/// Whether a title of set words stands where a section begins.
pub(super) fn opens_section(rows: &Rows<'_>, at: usize) -> bool {
    let row = &rows.rows[at];
    let below = rows.line(at + 1);
    row.apart
        || rows.is_head(at + 1)
        || rows.get(at + 1).is_none_or(|below| below.apart || below.line.is_empty())
        || is_media_type(below)
        || super::answers::read_status_row(below).is_some()
        || !super::answers::read_status_tabs(below).is_empty()
        || (heading_requires(below).is_some() && rows.is_head(at + 2))
        || below.contains(' ')
}

/// What a line between blank lines announces, where `section` knows it; a status is one for the answers' reader.
pub(super) fn read_loose_title(rows: &Rows<'_>, at: usize, above: FieldAbove) -> Option<SectionKind> {
    let row = &rows.rows[at];
    let known = looks_like_heading(row) && !(above.field && !above.described && !rows.tight);
    classify_heading(row.line).filter(|kind| known && !matches!(kind, SectionKind::Response(Some(_))))
}

/// Whether a line between blank lines divides the section that it stands in.
pub(super) fn is_divider(rows: &Rows<'_>, at: usize, above: FieldAbove) -> bool {
    let row = &rows.rows[at];
    if !looks_like_heading(row) {
        return false;
    }
    let leads = rows.is_head(at + 1) || rows.is_code(at + 1);
    match above {
        _ if heading_requires(row.line).is_some() => leads,
        FieldAbove { field: false, .. } => leads,
        FieldAbove { described, .. } => {
            rows.tight && (leads || (described && rows.get(at + 1).is_none_or(looks_like_heading)))
        }
    }
}

/// `application/json`, and no path or fraction.
pub(super) fn is_media_type(text: &str) -> bool {
    let families = ["application/", "text/", "image/", "audio/", "video/", "multipart/", "*/*"];
    families.iter().any(|family| text.starts_with(family))
        && !text.contains(char::is_whitespace)
        && MediaType::parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::claims::ParameterLocation::{Body, Path, Query};

    #[test]
    fn titles_of_set_words() {
        let kind = |line: &str| read_section_title(line).map(|title| title.kind);
        for (line, expected) in [
            ("Path Parameters", SectionKind::Parameters(Path)),
            ("query Parameters", SectionKind::Parameters(Query)),
            ("Body", SectionKind::Parameters(Body)),
            ("Body required", SectionKind::Parameters(Body)),
            ("AUTHORIZATIONS:", SectionKind::Authentication),
            ("Responses", SectionKind::Response(None)),
            ("Request Body schema: application/json", SectionKind::Parameters(Body)),
        ] {
            assert_eq!(kind(line), Some(expected), "{line}");
        }
        let schema = read_section_title("Request Body schema: application/json").unwrap();
        assert_eq!(schema.media_type, Some("application/json"));
        for line in [
            "Kind of propulsion",
            "body",
            "Error code",
            "Status code",
            "The request body",
            "Response time",
            "Name",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }
}
