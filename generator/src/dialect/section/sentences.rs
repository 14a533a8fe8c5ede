//! Sentences that announce what stands right below them.
//!
//! ```text
//! lead = sentence, ":" ;    (* "You can pass these query parameters:", "If there is none, returns 404 with:" *)
//! ```

use super::{SectionKind, leading_status};
use crate::dialect::claims::ParameterLocation::{Body, Header, Path, Query};
use crate::model::Status;

/// What the last sentence of a text announces by its words, where it leads to what follows.
pub fn classify_lead(text: &str) -> Option<SectionKind> {
    let line = text.trim().strip_suffix(':')?;
    let sentence = line.rsplit(". ").next().unwrap_or(line).to_lowercase();
    let words: Vec<&str> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    let parameters =
        has(&["parameter", "parameters", "param", "params", "argument", "arguments", "fields", "options"]);
    let returns = has(&["returns", "return", "returned", "responds", "respond"]);
    let answers = has(&["response", "responses", "answer", "answers", "reply", "result"]);
    let headers = has(&["header", "headers"]);
    // What the headers of a response say is none of its body.
    if headers && (returns || answers) {
        return None;
    }
    if returns || (answers && !has(&["request"])) {
        return Some(SectionKind::Response(status_of_sentence(&words)));
    }
    let named = [
        (has(&["query", "querystring"]), Query),
        (has(&["path", "url", "uri"]) && parameters, Path),
        (headers, Header),
        (has(&["body", "payload"]), Body),
    ];
    let mut locations = named.into_iter().filter(|(named, _)| *named).map(|(_, location)| location);
    match (locations.next(), locations.next()) {
        (Some(location), None) => Some(SectionKind::Parameters(location)),
        (Some(_), Some(_)) => Some(SectionKind::Inputs),
        (None, _) if has(&["parameter", "parameters", "param", "params", "argument", "arguments"]) => {
            Some(SectionKind::Inputs)
        }
        (None, _) => None,
    }
}

/// The status that a sentence on a response names, where it is the only one: "returns 404 with".
fn status_of_sentence(words: &[&str]) -> Option<Status> {
    const AMOUNTS: [&str; 8] =
        ["items", "characters", "results", "records", "entries", "ms", "seconds", "rows"];
    let mut statuses = words.iter().enumerate().filter_map(|(at, word)| {
        let counts = words.get(at + 1).is_some_and(|next| AMOUNTS.contains(next));
        leading_status(word).filter(|_| word.len() == 3 && !counts)
    });
    statuses.next().filter(|_| statuses.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads() {
        use SectionKind::{Inputs, Parameters, Response};
        for (text, expected) in [
            ("You can pass these query parameters:", Parameters(Query)),
            ("Replace these parameters of the URL:", Parameters(Path)),
            ("Send the following JSON body:", Parameters(Body)),
            ("It takes the following arguments:", Inputs),
            ("The response looks like this:", Response(None)),
            ("Lists ports. Returns an array of objects with these fields:", Response(None)),
            ("If there is no such port, returns 404 with:", Response(Some(Status::Code(404)))),
            ("A successful request returns the `201 Created` status and:", Response(Some(Status::Code(201)))),
            ("Returns at most 200 items:", Response(None)),
        ] {
            assert_eq!(classify_lead(text), Some(expected), "{text}");
        }
        for text in [
            "For example:",
            "There are three kinds:",
            "See the query parameters.",
            "The response headers are:",
        ] {
            assert_eq!(classify_lead(text), None, "{text}");
        }
    }
}
