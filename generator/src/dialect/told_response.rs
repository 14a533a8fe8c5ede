//! Sentences on what comes back: the words behind "Returns", and the record that they name.

use super::claims::ClaimKind;
use super::section::leading_status;
use crate::model::Status;

/// Words that say that what comes back follows, at the start of a sentence.
const RETURNS: &[&str] = &[
    "returns",
    "return ",
    "return:",
    "responds with",
    "answers",
    "the response is",
    "both responses include",
];

/// The same within one.
const RETURNING: &[&str] =
    &["returns a ", "returns an ", "returns the ", "returning a ", "returning an ", "returning the "];

/// The rest of a sentence from where it says what comes back.
pub(super) fn behind_returns(sentence: &str) -> Option<&str> {
    let rest = sentence.trim().trim_start_matches(['*', '_']);
    let lower = rest.to_ascii_lowercase();
    if RETURNS.iter().any(|start| lower.starts_with(start)) {
        return Some(rest);
    }
    let at = RETURNING.iter().filter_map(|words| lower.find(words)).min()?;
    Some(&rest[at..])
}

/// Words between those and the name of a record.
const BEFORE: &[&str] = &[
    "returns",
    "return",
    "returning",
    "responds",
    "answers",
    "response",
    "responses",
    "is",
    "include",
    "both",
    "a",
    "an",
    "the",
    "all",
    "and",
    "with",
    "http",
    "ok",
    "new",
    "created",
    "newly",
    "updated",
    "modified",
    "deleted",
    "requested",
    "resulting",
    "full",
    "single",
    "list",
    "array",
    "partial",
];

/// Words behind the name.
const BEHIND: &[&str] = &[
    "or", "on", "with", "for", "that", "if", "in", "when", "which", "by", "from", "upon", "matching",
    "after", "as", "of",
];

/// Whether it is a list, and what comes back by words without a link, as the name of a record: "Returns the created
/// lobby message object." Nothing else may stand in the sentence up to a word that goes on with something else.
pub(super) fn named_record(told: &str) -> Option<(bool, String)> {
    let mut words = told.split_whitespace().peekable();
    let mut list = false;
    let mut name: Vec<String> = Vec::new();
    while let Some(word) = words.next() {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_list =
            ["list", "array", "collection"].contains(&letters.as_str()) && words.peek() == Some(&"of");
        let before = || BEFORE.contains(&letters.as_str()) || leading_status(&letters).is_some();
        if name.is_empty() && (is_list || before()) {
            list |= is_list;
            words.next_if(|_| is_list);
            continue;
        }
        if BEHIND.contains(&letters.as_str()) || word.starts_with('(') {
            break;
        }
        name.push(letters);
        if word.ends_with(['.', ',', ';', ':']) {
            break;
        }
    }
    let last = name.last().map(|word| word.trim_end_matches('s').to_owned())?;
    match ["object", "resource", "record", "entity", "structure"].contains(&last.as_str()) {
        true => drop(name.pop()),
        false if list => *name.last_mut()? = last,
        false => {}
    }
    (!name.is_empty() && name.len() <= 5).then(|| (list, name.concat()))
}

/// The response without a body that words name.
pub(super) fn says_no_body(words: &str) -> Option<ClaimKind> {
    empty_status(words).map(|code| ClaimKind::Status { code, description: String::new() })
}

/// Words of a text that only names a status: "Response: `204 No Content`".
const BARE: &[&str] = &["response", "status", "code", "success", "http", "no", "content", "204"];

/// The response without a body that a text names, and says no more.
pub(super) fn is_only_no_body(text: &str) -> Option<ClaimKind> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let only = words.all(|word| BARE.contains(&word.to_lowercase().as_str()));
    says_no_body(text).filter(|_| only)
}

/// The success that words name as one without a body.
fn empty_status(words: &str) -> Option<Status> {
    let mut words = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.find_map(leading_status).filter(|status| *status == 204)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_what_comes_back() {
        for (sentence, told) in [
            ("Returns a lamp", "Returns a lamp"),
            ("**Returns:** Lamp", "Returns:** Lamp"),
            ("Return: Lamp", "Return: Lamp"),
            ("Responds with a lamp", "Responds with a lamp"),
            ("Answers `204`", "Answers `204`"),
            ("The response is a lamp", "The response is a lamp"),
            ("Both responses include a lamp", "Both responses include a lamp"),
            ("Moves a room and returns the lamp", "returns the lamp"),
            ("Lights it, returning a lamp", "returning a lamp"),
        ] {
            assert_eq!(behind_returns(sentence), Some(told), "{sentence}");
        }
        for sentence in ["The lamp that it had", "Fires a lamp event", "Where it returns to"] {
            assert_eq!(behind_returns(sentence), None, "{sentence}");
        }
        for (sentence, named) in [
            ("Returns the created lobby lamp object.", Some((false, "lobbylamp"))),
            ("Returns an array of lamp objects (see above)", Some((true, "lamp"))),
            ("Returns a list of lamps.", Some((true, "lamp"))),
            ("Returns a lamp or `204 No Content` depending on `wait`", Some((false, "lamp"))),
            ("Responds with `200` and a list of lamps", Some((true, "lamp"))),
            ("The response is a lamp", Some((false, "lamp"))),
            ("Both responses include a lamp object", Some((false, "lamp"))),
            ("Returns the status of the lamp", Some((false, "status"))),
            ("Returns the number of lamps and their rooms in a list of words", Some((false, "number"))),
            ("Returns `204`", None),
        ] {
            assert_eq!(
                named_record(sentence),
                named.map(|(list, name)| (list, name.to_owned())),
                "{sentence}"
            );
        }
        for text in ["Response: `204 No Content`.", "Status code: HTTP 204", "Success: `204`"] {
            assert!(is_only_no_body(text).is_some(), "{text}");
        }
        assert!(is_only_no_body("Response `204` where nothing changed").is_none());
        assert_eq!(empty_status("Returns a `204` empty response"), Some(Status::Code(204)));
        assert_eq!(empty_status("Returns a 200 with it"), None);
    }
}
