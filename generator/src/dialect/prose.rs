//! What sentences say: roles, ways to authenticate, encodings, enums, empty answers.

use super::claims::{AuthClaim, EnumValueClaim, ValueForm};
use super::credentials::read_schemes;
use super::no_authentication::says_no_authentication;
use crate::document::Text;
use crate::model::MediaType;
use crate::source::Spanned;

/// What a paragraph under "Authentication" says.
pub fn read_authentication(text: &str) -> AuthClaim {
    let none = says_no_authentication(text);
    AuthClaim {
        none,
        alternatives: if none { Vec::new() } else { read_schemes(text) },
        roles: read_roles(text),
    }
}

/// The names before the word `role`: "have the **`CommunityThread-Edit`** role".
fn read_roles(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut roles = Vec::new();
    for pair in words.windows(2) {
        let follows = pair[1].trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let name = pair[0].trim_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
        let looks_like_a_name =
            name.contains(['-', '_', '.', ':']) && name.starts_with(|c: char| c.is_ascii_uppercase());
        if (follows == "role" || follows == "roles" || follows == "permission") && looks_like_a_name {
            roles.push(name.to_owned());
        }
    }
    roles
}

/// The member that a description gives as the default: "Defaults to eGender.NotSet" → `NotSet`
/// of `eGender`.
pub fn default_member(text: &str) -> Option<(&str, &str)> {
    // Short enough to be looked for in many bytes at once.
    let at = text.contains("efaults").then(|| text.find("efaults to "))??;
    let word = text[at + "efaults to ".len()..].split_whitespace().next()?;
    let word = word.trim_matches(['`', '*']).trim_end_matches(['.', ',', ';', '`']);
    word.split_once('.').filter(|(name, member)| !name.is_empty() && !member.is_empty())
}

/// Values listed in a sentence or a list: "1 = PresenceDetection, 2 = PeopleCounter", "(0=open, 1=shut)".
pub fn inline_enum_values(text: &Text) -> Vec<EnumValueClaim> {
    if !text.plain.contains('=') {
        return Vec::new();
    }
    let marks = |c: char| matches!(c, '`' | '*' | '"' | ' ');
    let mut values = Vec::new();
    for part in text.markdown.split([',', ';', ':', '\n']) {
        let Some((value, name)) = part.split_once('=') else { continue };
        let value = value.split([' ', '(']).rfind(|word| !word.is_empty()).unwrap_or_default();
        let value = value.trim_matches(marks);
        // The bracket that closes the list belongs to no name.
        let open = |before: &str| before.matches('(').count() > before.matches(')').count();
        let closes_list = name.match_indices(')').find(|(at, _)| !open(&name[..*at]));
        let name = closes_list.map_or(name, |(end, _)| &name[..end]);
        // Another sentence may follow the list.
        let name = name.split_once(". ").map_or(name, |(name, _)| name);
        let name = name.trim_matches(marks).trim_end_matches('.');
        let is_name = !name.is_empty()
            && name.len() <= 60
            && name.chars().all(|c| c.is_alphanumeric() || "_- /()".contains(c));
        if value.parse::<i64>().is_ok() && is_name {
            values.push(EnumValueClaim {
                form: ValueForm::Word,
                value: Spanned::new(value.to_owned(), text.span),
                name: Some(name.to_owned()),
                description: String::new(),
            });
        }
    }
    // "1 = first, 2 = second, etc." goes on, "0 = none, 100 = most" names the ends of a scale.
    let number = |value: &EnumValueClaim| value.value.value.parse::<i64>().unwrap_or_default();
    let is_scale =
        matches!(values.as_slice(), [first, last] if number(last).saturating_sub(number(first)).abs() > 9);
    let goes_on = text.plain.contains("etc") || text.plain.contains("...");
    if values.len() >= 2 && !is_scale && !goes_on { values } else { Vec::new() }
}

/// The values of a list whose items are names with their numbers: "- **LOW (1)**: at low tide".
pub fn numbered_names(text: &Text) -> Vec<EnumValueClaim> {
    let items: Vec<&str> =
        text.markdown.lines().filter_map(|line| line.trim_start().strip_prefix("- ")).collect();
    let read = |item: &&str| {
        let (name, rest) = item.split_once('(')?;
        let (number, rest) = rest.split_once(')')?;
        let name = name.trim_matches([' ', '*', '`']);
        let is_name = name.len() <= 40
            && name.starts_with(|c: char| c.is_alphabetic())
            && name.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c));
        number.trim().parse::<i64>().ok().filter(|_| is_name)?;
        Some(EnumValueClaim {
            form: ValueForm::Word,
            value: Spanned::new(number.trim().to_owned(), text.span),
            name: Some(name.to_owned()),
            description: rest
                .trim_matches(['*', '`', ':', ' ', '-', '–', '—'])
                .replace("<br/>", "")
                .trim()
                .to_owned(),
        })
    };
    let values: Option<Vec<EnumValueClaim>> = items.iter().map(read).collect();
    values.filter(|values| values.len() > 1).unwrap_or_default()
}

/// Whether a text says of an endpoint that it should no longer be used: "Deprecated: …", "This endpoint is
/// deprecated."
pub fn says_endpoint_deprecated(plain: &str) -> bool {
    if super::field_text::says_deprecated(plain) {
        return true;
    }
    let lower = plain.trim_start_matches(['*', '⚠', '\u{fe0f}', ' ']).to_ascii_lowercase();
    let rest = lower.strip_prefix("this ").or_else(|| lower.strip_prefix("the "));
    let of_endpoint = ["endpoint", "method", "operation", "route", "api endpoint"];
    let rest = rest.and_then(|rest| of_endpoint.iter().find_map(|what| rest.strip_prefix(what)));
    let says = [" is deprecated", " is now deprecated", " has been deprecated"];
    rest.is_some_and(|rest| says.iter().any(|says| rest.starts_with(says)))
}

/// The media type other than JSON that a text names: `application/pdf`.
pub fn named_media_type(text: &str) -> Option<&str> {
    if !text.contains('/') {
        return None;
    }
    let families = ["application/", "image/", "audio/", "video/", "text/", "multipart/"];
    families.iter().flat_map(|family| text.match_indices(family)).map(|(at, _)| at).find_map(|at| {
        let end = text[at..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || "/.+-".contains(c)))
            .map_or(text.len(), |n| at + n);
        let name = text[at..end].trim_end_matches('.');
        (name.split('/').nth(1).is_some_and(|s| !s.is_empty()) && name != "application/json").then_some(name)
    })
}

/// The media types that a text names, with their parameters, each once: `application/json; charset=utf-8`.
pub fn media_types_in(text: &str) -> Vec<MediaType> {
    let families = ["application/", "image/", "audio/", "video/", "text/", "multipart/"];
    let mut starts: Vec<usize> =
        families.iter().flat_map(|family| text.match_indices(family)).map(|(at, _)| at).collect();
    starts.sort_unstable();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "/.+-*_".contains(c);
    let mut found = Vec::new();
    for at in starts {
        let end = text[at..].find(|c| !is_name(c)).map_or(text.len(), |n| at + n);
        let mut name = text[at..end].trim_end_matches('.');
        while let Some(parameter) = text[at + name.len()..].trim_start().strip_prefix(';') {
            let parameter = parameter.trim_start();
            let end = parameter.find(|c| !(is_name(c) || c == '=' || c == '"')).unwrap_or(parameter.len());
            let whole = parameter[..end].trim_end_matches('.');
            if !whole.split_once('=').is_some_and(|(key, value)| !key.is_empty() && !value.is_empty()) {
                break;
            }
            let end = text.len() - parameter.len() + whole.len();
            name = &text[at..end];
        }
        if let Some(media) = MediaType::parse(name).filter(|media| !found.contains(media)) {
            found.push(media);
        }
    }
    found
}

/// Whether a text says that its field takes several values in one text, with commas between.
pub fn says_comma_separated(text: &str) -> bool {
    let phrases = [
        "comma-separated",
        "comma separated",
        "comma-seperated",
        "comma seperated",
        "comma-delimited",
        "comma delimited",
        "separated by comma",
        "separated by a comma",
        "separated with comma",
        "por vírgula",
        "por comas",
        "par des virgules",
        "durch komma",
        "kommagetrennt",
        "через запятую",
        "逗号分隔",
        "カンマ区切り",
        "쉼표로 구분",
    ];
    let lower = text.to_lowercase();
    phrases.iter().any(|phrase| lower.contains(phrase))
}

/// Whether a text speaks of JSON texts on lines of their own.
pub fn says_json_lines(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names =
        ["ndjson", "newline-delimited json", "newline delimited json", "line-delimited json", "jsonl"];
    let words = ["json lines", "json object per line", "json objects, one per line", "json on each line"];
    names.iter().chain(&words).any(|name| lower.contains(name))
}

/// Whether a text says that the answer is a stream of server-sent events.
pub fn says_event_stream(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names = ["text/event-stream", "server-sent event", "server sent event", "eventsource"];
    names.iter().any(|name| lower.contains(name))
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "SSE")
}

/// Whether a text says that the answer has no body.
pub fn says_empty(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["empty body", "empty response", "no body", "no content", "no response body", "without a body"]
        .iter()
        .any(|phrase| lower.contains(phrase))
}

/// Whether a text says that the request has no body.
pub fn says_no_request_body(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("no body") || lower.contains("no request body")
}

/// The record in "Returns an array of Sensor records": `Sensor`.
pub fn array_of_records(text: &str) -> Option<&str> {
    let at = ["array of ", "list of "].iter().find_map(|p| text.find(p).map(|at| at + p.len()))?;
    let mut words = text[at..].split_whitespace();
    let name = words.next()?.trim_matches(['`', '*']);
    let follows = words.next()?.trim_end_matches(['.', ',']);
    let is_name =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric);
    (is_name && ["records", "objects", "items", "entities", "record"].contains(&follows)).then_some(name)
}

/// Whether a long line stops where no sentence ends: inside brackets, after a word, on a bullet.
pub fn stops_in_sentence(text: &str) -> bool {
    let text = text.trim_end();
    let open_bracket = text.matches('(').count() > text.matches(')').count();
    let bare_bullet = matches!(text, "•" | "*" | "-");
    open_bracket
        || bare_bullet
        || (text.len() > 40 && text.contains(' ') && text.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_names() {
        let read = |markdown: &str| {
            let span = crate::source::Span::new(crate::source::SourceId(0), 0, 0);
            let plain = markdown.replace('`', "");
            let text = Text { plain, markdown: markdown.into(), links: Vec::new(), span };
            let values = inline_enum_values(&text);
            values.into_iter().map(|v| (v.value.value, v.name.unwrap_or_default())).collect::<Vec<_>>()
        };
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect::<Vec<_>>()
        };
        let expected = pairs(&[("0", "open"), ("1", "shut (for long)")]);
        assert_eq!(read("State (0=open, 1=shut (for long))"), expected);
        assert_eq!(read("The gate: 0 = open, 1 = shut (for long)."), expected);
        assert_eq!(read("The gate\n- `0` = open\n- `1` = shut (for long)"), expected);
        assert_eq!(read("The gate: `0` = open, `1` = shut (for long). Ask the keeper."), expected);
        assert!(read("Place (1=first, 2=second, etc.)").is_empty());
        assert!(read("Strength: 0 = none, 100 = all").is_empty());
    }

    #[test]
    fn authentication() {
        let claim = read_authentication("Send a bearer token. You need the **`CommunityThread-Edit`** role.");
        assert_eq!(
            claim,
            AuthClaim {
                none: false,
                alternatives: vec![crate::model::AuthScheme::Bearer.into()],
                roles: vec!["CommunityThread-Edit".into()]
            }
        );
        assert!(read_authentication("No authentication required.").none);
    }

    #[test]
    fn enums() {
        assert_eq!(default_member("Type. Defaults to eType.Individual. See"), Some(("eType", "Individual")));
    }

    #[test]
    fn media_types_and_records() {
        assert_eq!(named_media_type("the raw file (application/pdf)."), Some("application/pdf"));
        assert_eq!(named_media_type("as application/json"), None);
        let text = "Must be `application/vnd.acme+json; version=3` or text/csv; see application/json.";
        let found: Vec<String> = media_types_in(text).iter().map(|media| media.as_str().to_owned()).collect();
        assert_eq!(found, ["application/vnd.acme+json; version=3", "text/csv", "application/json"]);
        assert_eq!(array_of_records("Returns an array of Sensor records. Each"), Some("Sensor"));
        assert!(says_comma_separated("IDs, separated by commas.") && !says_comma_separated("A comma."));
        assert!(says_empty("Answers 200 OK with an empty body."));
    }
}
