//! What a heading announces: the section kinds that documentation of endpoints shares.

use super::claims::ParameterLocation;

/// What stands under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Before the first section: the description of the operation.
    Intro,
    /// How to authenticate.
    Authentication,
    /// Enum tables.
    Enums,
    /// Declared parameters of one location.
    Parameters(ParameterLocation),
    /// What comes back; the status once a heading has named one.
    Response(Option<u16>),
    /// Statuses of failures.
    Errors,
    /// Examples of requests, some with their answers.
    Examples,
    /// Related pages, integration hints: nothing that shapes the operation.
    Remarks,
}

/// What a heading announces, whatever stands around it; `None` for a heading that only divides
/// the section it stands in.
pub fn classify_heading(title: &str) -> Option<SectionKind> {
    use ParameterLocation::{Body, Cookie, Header, Path, Query};
    let lower = title.trim().trim_end_matches(':').to_ascii_lowercase();
    if let Some(code) = leading_status(&lower) {
        return Some(SectionKind::Response(Some(code)));
    }
    Some(match lower.as_str() {
        "authentication" | "authorization" | "authorizations" | "required permissions" => {
            SectionKind::Authentication
        }
        "enums" | "enumerations" | "enum values" => SectionKind::Enums,
        "query parameters" | "query" | "query params" | "query string parameters" => {
            SectionKind::Parameters(Query)
        }
        "path parameters" | "path" | "path params" | "url parameters" => SectionKind::Parameters(Path),
        "headers" | "header" | "header parameters" | "request headers" => SectionKind::Parameters(Header),
        "cookies" | "cookie parameters" => SectionKind::Parameters(Cookie),
        "body" | "request body" | "body parameters" | "body params" | "request parameters" | "request" => {
            SectionKind::Parameters(Body)
        }
        "response"
        | "responses"
        | "response fields"
        | "response body"
        | "returns"
        | "response parameters" => SectionKind::Response(None),
        "errors" | "error responses" | "error codes" | "error handling" | "error response"
        | "status codes" => SectionKind::Errors,
        "example" | "examples" | "code examples" | "example request" | "example requests"
        | "request example" | "request examples" | "code example" | "usage example" | "usage examples" => {
            SectionKind::Examples
        }
        "related endpoints"
        | "related"
        | "see also"
        | "notes"
        | "next steps"
        | "use cases"
        | "best practices"
        | "rate limits"
        | "typescript integration" => SectionKind::Remarks,
        _ if lower.starts_with("usage in ") => SectionKind::Remarks,
        _ => return None,
    })
}

/// The status code that a text starts with: `200`, `400 Bad Request — invalid_grant`, `429 - Limit`.
pub fn leading_status(text: &str) -> Option<u16> {
    let digits = text.get(..3)?;
    if !digits.bytes().all(|b| b.is_ascii_digit())
        || text[3..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
    {
        return None;
    }
    digits.parse().ok().filter(|code| (100..600).contains(code))
}

/// The status that a label of an answer names: by number anywhere in it, or by its reason phrase.
pub fn status_of_label(label: &str) -> Option<u16> {
    let lower = label.to_ascii_lowercase();
    let number = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find_map(|word| leading_status(word).filter(|_| word.len() == 3));
    let phrases = [
        ("not found", 404),
        ("unauthorized", 401),
        ("forbidden", 403),
        ("too many requests", 429),
        ("rate limit", 429),
        ("conflict", 409),
        ("unprocessable", 422),
        ("bad request", 400),
        ("validation error", 400),
        ("invalid request", 400),
        ("server error", 500),
    ];
    number.or_else(|| phrases.iter().find(|(phrase, _)| lower.contains(phrase)).map(|(_, code)| *code))
}

/// Whether a label says that an answer is one of a failure.
pub fn is_failure_label(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    ["error", "errors", "failure", "failed", "invalid", "missing", "denied"].iter().any(|w| words.contains(w))
}

/// What a label tells of an example; nothing when it only says that it is one.
pub fn telling_label(label: &str) -> &str {
    let label = label.trim();
    let lower = label.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let generic = [
        "curl", "example", "examples", "response", "request", "json", "bash", "http", "code", "body",
        "sample",
    ];
    let says_nothing = words.iter().all(|w| generic.contains(w) || leading_status(w).is_some());
    if says_nothing { "" } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        assert_eq!(
            classify_heading("Path Parameters"),
            Some(SectionKind::Parameters(ParameterLocation::Path))
        );
        assert_eq!(classify_heading("200"), Some(SectionKind::Response(Some(200))));
        assert_eq!(classify_heading("400 Bad Request"), Some(SectionKind::Response(Some(400))));
        assert_eq!(classify_heading("Required Fields"), None);
        assert_eq!(classify_heading("2000 ways"), None);
    }

    #[test]
    fn statuses() {
        assert_eq!(leading_status("401 - AUTH_FAILURE"), Some(401));
        assert_eq!(leading_status("999"), None);
        assert_eq!(leading_status("é"), None);
    }
}
