//! Sentences on what is sent: the words behind "Takes", and the record that they name.
//!
//! ```text
//! sentence = ( "Takes" | "Accepts" | [ "The" ], [ "request" ], "body is" ), { word }, record, { word }
//!          | ( "Updates" | "Replaces" ), "and returns", { word }, record, { word } ;
//! text     = verb, [ "a" | "the" ], record, …, "all attributes may be passed", … ;    (* "Modify a [lamp](#lamp)" *)
//! ```

/// Words that say that what is sent follows, at the start of a sentence.
const TAKES: &[&str] = &[
    "takes a ",
    "takes an ",
    "takes the ",
    "accepts a ",
    "accepts an ",
    "body is a ",
    "body is an ",
    "the body is a ",
    "the body is an ",
    "the request body is a ",
    "the request body is an ",
    "updates and returns ",
    "replaces and returns ",
];

/// Words that say that what a text names first may be sent, with all that it has or a part of it.
const ALL: &[&str] =
    &["all attributes may be passed", "all fields may be passed", "any attribute may be passed"];

/// The words of a text that name what is sent.
pub(super) fn behind_takes(text: &str) -> Option<&str> {
    let mut sentences = text.split(". ").map(|sentence| sentence.trim().trim_start_matches(['*', '_']));
    let first = sentences.clone().next()?;
    let lower = |sentence: &str| sentence.to_ascii_lowercase();
    let said = sentences.find_map(|sentence| {
        let lower = lower(sentence);
        let start = TAKES.iter().find(|start| lower.starts_with(**start))?;
        // "a ", "an ": of one, or of a list.
        let article = start.trim_end().rfind(' ').map_or(0, |at| at + 1);
        Some(&sentence[article..])
    });
    let all = || ALL.iter().any(|words| lower(text).contains(words)).then_some(first);
    said.or_else(all)
}

/// Whether words speak of a part of a record: "a lamp ID".
pub(super) fn names_a_part(told: &str, record: &str) -> bool {
    let behind = told.split_once(record).map_or("", |(_, behind)| behind);
    let word = behind.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '\'')).next();
    let word = word.unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "id" | "ids" | "key" | "keys" | "name" | "names" | "'s" | "token")
}

#[cfg(test)]
mod tests {
    use super::{behind_takes, names_a_part};

    #[test]
    fn sentences_on_what_is_sent() {
        for (text, told) in [
            ("Takes a list of lamps, and drops all others.", Some("a list of lamps, and drops all others.")),
            ("Lights it. Body is a lamp. Returns `204`.", Some("a lamp")),
            ("Updates and returns a list of lamps", Some("returns a list of lamps")),
            ("Modify a lamp. All attributes may be passed in with JSON.", Some("Modify a lamp")),
            ("Takes no body", None),
            ("Returns a lamp", None),
        ] {
            assert_eq!(behind_takes(text), told, "{text}");
        }
    }

    #[test]
    fn parts_of_records() {
        for (told, is_part) in [
            ("a lamp ID and switches it", true),
            ("the lamp's name", true),
            ("a lamp and its id", false),
            ("a list of lamps", false),
            ("a room", false),
        ] {
            assert_eq!(names_a_part(told, "lamp"), is_part, "{told}");
        }
    }
}
