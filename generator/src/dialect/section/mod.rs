//! What a heading announces: the section kinds that documentation of endpoints shares.

mod sentences;
mod words;

use super::claims::ParameterLocation;
use crate::model::Status;
pub use sentences::classify_lead;
use words::{classify_words, may_stand_before_status};
pub(super) use words::{is_of_either_side, names_examples, names_url};

/// What stands under a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectionKind {
    /// Before the first section: the description of the operation.
    #[default]
    Intro,
    /// How to authenticate.
    Authentication,
    /// Enum tables.
    Enums,
    /// Declared parameters of one location.
    Parameters(ParameterLocation),
    /// Declared parameters; where each goes, its tag or the verb says.
    Inputs,
    /// What comes back; the status once a heading has named one.
    Response(Option<Status>),
    /// Statuses of failures.
    Errors,
    /// Examples of requests, some with their answers.
    Examples,
    /// Related pages, integration hints: nothing that shapes the operation.
    Remarks,
}

/// What a heading announces, whatever stands around it; `None` for a heading that only divides
/// the section it stands in. The grammar is in `words.rs`.
pub fn classify_heading(title: &str) -> Option<SectionKind> {
    match heading_status(title) {
        // "4xx errors": the statuses are listed below.
        Some((Status::Range(_), text)) if !text.is_empty() => {}
        Some((status, _)) => return Some(SectionKind::Response(Some(status))),
        None => {}
    }
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    Some(match lower.as_str() {
        "required permissions" => SectionKind::Authentication,
        "data constraints" | "data example" => SectionKind::Parameters(ParameterLocation::Body),
        "success" | "on success" | "if successful" => SectionKind::Response(None),
        "enums" | "enumerations" | "enum values" => SectionKind::Enums,
        "example" | "examples" | "code examples" | "code example" | "usage example" | "usage examples" => {
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
        _ => return classify_words(&lower),
    })
}

/// Whether a title says of the fields below it that they are required or optional, and nothing else: "Required
/// fields", "Optional body parameters:".
pub fn heading_requires(title: &str) -> Option<bool> {
    const REQUIRED: [&str; 3] = ["required", "mandatory", "compulsory"];
    const FIELDS: [&str; 29] = [
        "field",
        "fields",
        "parameter",
        "parameters",
        "param",
        "params",
        "argument",
        "arguments",
        "attribute",
        "attributes",
        "property",
        "properties",
        "key",
        "keys",
        "input",
        "inputs",
        "body",
        "request",
        "query",
        "path",
        "header",
        "headers",
        "form",
        "json",
        "data",
        "response",
        "the",
        "all",
        "only",
    ];
    let lower = title.to_lowercase();
    let (mut required, mut optional) = (false, false);
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match word {
            word if REQUIRED.contains(&word) => required = true,
            "optional" => optional = true,
            word if FIELDS.contains(&word) => {}
            _ => return None,
        }
    }
    (required != optional).then_some(required)
}

/// The status that a heading or the title of a tab names, and what it says of it: `200`,
/// `400 Bad Request`, `Response 404`, `Error Response (500 Internal Server Error)`.
pub fn heading_status(title: &str) -> Option<(Status, String)> {
    let title = title.trim();
    let at = title.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).find(|&at| {
        let word_starts = !title[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        word_starts && leading_status(&title[at..]).is_some()
    })?;
    if !may_stand_before_status(&title[..at].to_lowercase()) {
        return None;
    }
    let (codes, text) = leading_statuses(&title[at..]);
    Some((*codes.first()?, text.trim_matches([' ', '-', '—', '–', ':', '(', ')', '`']).to_owned()))
}

/// The status that a text starts with: `200`, `400 Bad Request — invalid_grant`, `429 - Limit`, `4XX`.
pub fn leading_status(text: &str) -> Option<Status> {
    let word = text.get(..3)?;
    let ends = !text[3..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    Status::parse(word).filter(|_| ends)
}

/// The status codes that a text starts with, and what follows them: `502 / 503`, `429 - Limit`.
pub fn leading_statuses(text: &str) -> (Vec<Status>, String) {
    let mut codes = Vec::new();
    let mut rest = text.trim_start();
    while let Some(code) = leading_status(rest) {
        codes.push(code);
        let behind = rest[3..].trim_start();
        match behind.strip_prefix(['/', ',', '|']).map(str::trim_start) {
            Some(next) if leading_status(next).is_some() => rest = next,
            _ => return (codes, behind.trim_matches([' ', '-', '—', '–', ':']).to_owned()),
        }
    }
    (codes, rest.to_owned())
}

/// The status that a label of an answer names: by number anywhere in it, or by its reason phrase.
pub fn status_of_label(label: &str) -> Option<Status> {
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
    number.or_else(|| {
        phrases.iter().find(|(phrase, _)| lower.contains(phrase)).map(|(_, code)| Status::Code(*code))
    })
}

/// Whether a label says that an answer is one of a failure.
pub fn is_failure_label(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    ["error", "errors", "failure", "failed", "invalid", "missing", "denied"].iter().any(|w| words.contains(w))
}

/// Whether a label says that what it stands beside is an answer.
pub fn says_answer(label: &str) -> bool {
    let lower = label.to_lowercase();
    let answers = ["response", "responses", "returns", "answer", "reply", "success", "error"];
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| answers.contains(&word))
        && !lower.contains("request")
}

/// Whether a label says that what it stands beside is sent: "Request body".
pub fn says_request(label: &str) -> bool {
    let lower = label.to_lowercase();
    let sent = ["request", "requests", "payload"];
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| sent.contains(&word))
        && !says_answer(label)
        && !is_failure_label(label)
}

/// Whether a label says that an example is one of the request.
pub fn is_request_label(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word == "request") && !lower.contains("response") && !is_failure_label(label)
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
        let response = |status: Status| Some(SectionKind::Response(Some(status)));
        assert_eq!(classify_heading("200"), response(Status::Code(200)));
        assert_eq!(classify_heading("400 Bad Request"), response(Status::Code(400)));
        assert_eq!(classify_heading("5XX"), response(Status::Range(5)));
        assert_eq!(classify_heading("4xx Errors"), Some(SectionKind::Errors));
        assert_eq!(classify_heading("Required Fields"), None);
        assert_eq!(classify_heading("2000 ways"), None);
    }

    #[test]
    fn headings_that_require() {
        for title in ["Required Fields", "Mandatory", "Required body parameters:", "Body (required)"] {
            assert_eq!(heading_requires(title), Some(true), "{title}");
        }
        for title in ["Optional Fields", "Optional attributes", "**Optional**"] {
            assert_eq!(heading_requires(title), Some(false), "{title}");
        }
        for title in ["Required permissions", "Required and optional fields", "Body", "Required if open"] {
            assert_eq!(heading_requires(title), None, "{title}");
        }
    }

    #[test]
    fn statuses_in_headings() {
        let told = |title: &str| heading_status(title).map(|(code, text)| format!("{code} {text}"));
        for (title, expected) in [
            ("200", "200 "),
            ("400 Bad Request — invalid_grant", "400 Bad Request — invalid_grant"),
            ("Response `404`", "404 "),
            ("Success Response (200 OK)", "200 OK"),
            ("Error Response (500 Internal Server Error)", "500 Internal Server Error"),
            ("HTTP 429", "429 "),
            ("Resposta 201", "201 "),
        ] {
            assert_eq!(told(title).as_deref(), Some(expected), "{title}");
        }
        for title in ["Step 200", "The first 100 lamps", "Response within 500 ms", "Body 200", "2000"] {
            assert_eq!(told(title), None, "{title}");
        }
    }

    #[test]
    fn labels_of_either_side() {
        assert!(says_request("Request body") && says_request("Example payload") && !says_request("Response"));
        assert!(says_answer("Response") && says_answer("Success") && !says_answer("Request"));
    }

    #[test]
    fn labels() {
        assert!(is_request_label("Request (partial)") && is_request_label("Example Request"));
        assert!(!is_request_label("Invalid request") && !is_request_label("Response to a request"));
    }

    #[test]
    fn statuses() {
        assert_eq!(leading_status("401 - AUTH_FAILURE"), Some(Status::Code(401)));
        assert_eq!(leading_status("5XX - Server error"), Some(Status::Range(5)));
        assert_eq!(leading_status("999"), None);
        assert_eq!(leading_status("é"), None);
        assert_eq!(
            leading_statuses("502 / 503 - down"),
            (vec![Status::Code(502), Status::Code(503)], "down".to_owned())
        );
        assert_eq!(leading_statuses("404"), (vec![Status::Code(404)], String::new()));
        assert_eq!(leading_statuses("name"), (Vec::new(), "name".to_owned()));
    }
}
