//! What pages write in the place of a value: `<string>`, `{{id}}`, `$TOKEN`, `YOUR_ID`, `...`.

use crate::document::{Json, JsonValue};
use crate::source::Sources;

/// Whether a text stands for a value of any type.
pub fn is_stand_in(text: &str) -> bool {
    let text = text.trim();
    let is_name = |name: &str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '{' | '}'))
    };
    is_bracketed(text)
        || text.strip_prefix('$').is_some_and(is_name)
        || text.strip_prefix(':').is_some_and(is_name)
        || is_shouted(text)
}

/// `<string>`, `{{id}}`, `...`: what stands for a value in a response too.
pub(super) fn is_bracketed(text: &str) -> bool {
    let within = |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.len() > 2;
    within('<', '>') || within('{', '}') || (!text.is_empty() && text.chars().all(|c| matches!(c, '.' | '…')))
}

/// `YOUR_ID`, `ID`
fn is_shouted(text: &str) -> bool {
    text.len() > 1
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && text.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a value is `...` in the page, which was read as null.
pub(super) fn is_ellipsis(sources: &Sources, json: &Json) -> bool {
    json.value == JsonValue::Null && !sources.get(json.span.source).slice(json.span).starts_with('n')
}

/// Whether a host, or the part of one, is not meant as it stands: `$BASE_URL`, `{region}.acme.dev`,
/// `your-domain.com`, the machine of whoever wrote the page.
pub fn is_open_host(host: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    let name = lower.rsplit_once("://").map_or(lower.as_str(), |(_, name)| name);
    let name = name.split(':').next().unwrap_or_default();
    matches!(name, "localhost" | "127.0.0.1" | "0.0.0.0")
        || host.contains(['{', '<', '[', '$'])
        || lower.contains("your")
        || is_shouted(host)
}
