//! What a field's text says of whether it must be there and whether it may be null.

/// What takes null back.
const NEVER_NULL: &[&str] = &[
    "not null",
    "= null",
    "never null",
    "cannot be null",
    "non-null",
    "not be null",
    "not nullable",
    "null is not",
];

/// What says that a request may hold null.
const MAY_BE_NULL: &[&str] = &[
    "null to ",
    "can be null",
    "may be null",
    "or null",
    "to null",
    "accepts null",
    "allows null",
    "null clears",
    "null removes",
    "null means",
];

/// Where null says no more than leaving the field out.
const NULL_IS_ABSENCE: &[&str] = &[
    "defaults to null",
    "default to null",
    "default: null",
    "left out or null",
    "omitted or null",
    "absent or null",
    "missing or null",
    "empty or null",
    "not set or null",
];

/// Whether a description says that null may stand there. An answer may hold it wherever its text
/// speaks of null; of a request the text must say that null can be sent.
pub(super) fn says_nullable(text: &str, answer: bool) -> bool {
    let lower = text.to_ascii_lowercase();
    let has = |phrases: &[&str]| phrases.iter().any(|p| lower.contains(p));
    // Most texts hold none of the phrases.
    if !lower.contains("null") || has(NEVER_NULL) {
        return false;
    }
    let speaks_of = |what: &str| words(&lower).any(|word| word == what);
    match answer {
        _ if speaks_of("nullable") => true,
        true => speaks_of("null"),
        false => has(MAY_BE_NULL) && !has(NULL_IS_ABSENCE),
    }
}

/// Whether a description says that the field is not always there.
pub(super) fn says_conditional(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let conditions = [
        "if",
        "when",
        "whenever",
        "only",
        "unless",
        "once",
        "until",
        "optional",
        "optionally",
        "conditional",
        "failed",
        "fails",
        "failure",
        "null",
        "absent",
        "omitted",
        "applicable",
    ];
    words(&lower).any(|word| conditions.contains(&word))
}

/// Whether a description sends the reader elsewhere for the fields.
pub(super) fn says_elsewhere(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    words(&lower).any(|word| ["see", "same", "described", "documented", "refer"].contains(&word))
}

/// Whether a description says that the names of an object are data, and its values of one kind.
pub(super) fn says_keyed(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["keyed by", "keys are", "dictionary", "map of", "mapping of", "mapping from"]
        .iter()
        .any(|phrase| lower.contains(phrase))
}

/// Whether a description says that the names and values of an object are the user's own.
pub(super) fn says_own(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let phrases = [
        "key-value",
        "key/value",
        "key value pair",
        "key and value",
        "keys and values",
        "arbitrary",
        "free-form",
        "freeform",
        "free form",
        "any valid json",
        "any json",
        "custom data",
        "custom metadata",
        "custom properties",
        "custom attributes",
        "custom fields",
        "custom headers",
        "user-defined",
        "user defined",
    ];
    phrases.iter().any(|phrase| lower.contains(phrase))
}

/// Whether a description says that an object's content is told nowhere: it is the user's own, or varies.
pub(super) fn says_open(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let phrases = [
        "additional metadata",
        "additional data",
        "json schema",
        "json object",
        "contents vary",
        "varies by",
        "varies with",
        "depends on",
        "depending on",
        "specific to the",
        "-specific",
    ];
    says_own(text) || says_keyed(text) || phrases.iter().any(|phrase| lower.contains(phrase))
}

/// Whether a description says that a string may be a list, too: "string or array of blocks".
pub(super) fn says_list_too(text: &str) -> bool {
    const TEXTS: &[&str] = &["string", "text"];
    const LISTS: &[&str] = &["array", "list", "arrays", "lists"];
    let lower = text.to_ascii_lowercase();
    let words: Vec<&str> =
        words(&lower).filter(|word| !matches!(*word, "" | "a" | "an" | "the" | "plain")).collect();
    words.windows(3).any(|of| of[1] == "or" && TEXTS.contains(&of[0]) && LISTS.contains(&of[2]))
        || words.windows(3).any(|of| of[1] == "or" && LISTS.contains(&of[0]) && TEXTS.contains(&of[2]))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

/// Whether a description says that the field may be left out: at its start, in brackets, or in words.
pub(super) fn says_optional(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let phrases = [
        "becomes optional",
        "optional if ",
        "optional when ",
        "optional for ",
        "not required if ",
        "not required when ",
        "can be omitted",
        "may be omitted",
        "may be left out",
    ];
    // "Required unless the account has a default."
    let unless =
        |sentence: &str| sentence.trim_start().starts_with("required ") && sentence.contains(" unless ");
    is_marked(&lower, "optional")
        || phrases.iter().any(|p| lower.contains(p))
        || lower.split(". ").any(unless)
}

/// Whether a description says that the field must be there, whatever else is sent.
pub(super) fn says_required(text: &str) -> bool {
    is_marked(&text.to_ascii_lowercase(), "required")
}

/// `Optional. …`, `(optional)`, `[Required]`: the word as a mark, without a condition.
fn is_marked(lower: &str, mark: &str) -> bool {
    let start = lower.trim_start_matches(['(', '[', '*', '_', '-', ' ']);
    let closes =
        |rest: &str| rest.is_empty() || rest.starts_with(['.', ')', ']', ':', ',', '-', '*', '–', '—', '\n']);
    let leads = start.strip_prefix(mark).is_some_and(|rest| {
        let behind = rest.trim_start_matches([' ', ',', '-']);
        let conditional =
            ["if ", "when ", "for ", "unless ", "only ", "in "].iter().any(|w| behind.starts_with(w));
        (closes(rest.trim_start_matches(' ')) || (mark == "optional" && rest.starts_with(' ')))
            && !conditional
    });
    let bracketed = ["(", "["].iter().any(|open| {
        let marked = format!("{open}{mark}");
        lower.match_indices(&marked).any(|(at, _)| {
            let rest = &lower[at + marked.len()..];
            rest.starts_with([')', ']']) || (rest.starts_with(',') && mark == "optional")
        })
    });
    let sentence =
        lower.split(['.', '\n']).any(|sentence| sentence.trim_matches([' ', '*', '_', '-']) == mark);
    leads || bracketed || sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional() {
        for text in [
            "Optional. The note.",
            "(optional) The note.",
            "Optional note",
            "The note (optional)",
            "The note. Optional.",
            "The number; becomes optional with a key.",
            "Can be omitted.",
            "The sender. Required for letters unless the account has one, which is then taken.",
        ] {
            assert!(says_optional(text), "{text}");
        }
        for text in [
            "Whether it is optional",
            "The optional note of a ticket is here",
            "Optionally shown",
            "Required. It is kept unless it is changed.",
        ] {
            assert!(!says_optional(text), "{text}");
        }
    }

    #[test]
    fn required() {
        for text in
            ["Required. The name.", "The name (required)", "[required] name", "The name. **Required**"]
        {
            assert!(says_required(text), "{text}");
        }
        for text in [
            "Required if no name is sent.",
            "Required, when set",
            "The required name",
            "Whether a name is required",
            "Requires a name",
        ] {
            assert!(!says_required(text), "{text}");
        }
    }

    #[test]
    fn conditions() {
        for text in ["Why it failed", "Set only for open tickets", "The reason, if any"] {
            assert!(says_conditional(text), "{text}");
        }
        assert!(!says_conditional("The number of the ticket"));
        assert!(says_open("Key-value pairs of your own") && says_open("An arbitrary object"));
        assert!(!says_open("The owner of the ticket"));
    }

    #[test]
    fn lists_beside_texts() {
        assert!(says_list_too("Content: a string or an array of blocks"));
        assert!(says_list_too("Text or list of parts") && says_list_too("An array or a string"));
        assert!(!says_list_too("A string of words, or an array elsewhere"));
        assert!(!says_list_too("An array of strings or numbers"));
    }

    #[test]
    fn null() {
        assert!(says_nullable("The day it closed, or null", true));
        assert!(says_nullable("null until it is closed", true));
        assert!(!says_nullable("Never null.", true));
        assert!(says_nullable("Pass null to clear it.", false));
        assert!(says_nullable("Nullable.", false));
        assert!(!says_nullable("Defaults to null.", false));
        assert!(!says_nullable("Kept as it is when left out or null.", false));
        assert!(!says_nullable("It is null before the first call", false));
    }
}
