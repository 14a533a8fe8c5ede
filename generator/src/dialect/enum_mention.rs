//! The enum that a sentence on a field says the values are of.
//!
//! ```text
//! mention = lead, { article }, [ kind ], name, [ kind ] ;
//! lead    = ( "one" | "any" | "value" | "values" | "member" | … ), ( "of" | "from" | "in" )
//!         | "refer", "to" | ( "listed" | "defined" | … ), "in"
//!         | "see" | "takes" | "accepts" | …       (* asks for a kind, or a name as in code and nothing but a place *)
//!         | (* the start of the sentence *) ;     (* asks for a kind, and nothing but a place behind it *)
//! kind    = "enum" | "enumeration" | "values" | "value" | "options" | "constants" | … ;
//! ```
//!
//! A name in other words is a mere mention ("kept apart from `eSoil`"), and so is one behind a negation
//! ("unlike the eSoil values").

use super::Phrases;

const KINDS: &[&str] = &[
    "enum",
    "enums",
    "enumeration",
    "value",
    "values",
    "option",
    "options",
    "member",
    "members",
    "constant",
    "constants",
];

const PARTS: &[&str] = &[
    "one",
    "any",
    "either",
    "some",
    "value",
    "values",
    "member",
    "members",
    "option",
    "options",
    "element",
    "elements",
    "item",
    "items",
    "constant",
    "constants",
];

const VERBS: &[&str] = &[
    "see", "takes", "take", "accepts", "accept", "expects", "uses", "use", "holds", "is", "are", "be", "as",
    "type", "with", "by", "per",
];

/// Where the values stand: "as listed in eSoil".
const LISTS: &[&str] =
    &["defined", "listed", "described", "documented", "given", "found", "specified", "enumerated"];

const ARTICLES: &[&str] = &["the", "a", "an", "these", "our", "documented", "allowed", "possible"];

const NEGATIONS: &[&str] = &[
    "unlike",
    "not",
    "no",
    "never",
    "except",
    "excluding",
    "other",
    "instead",
    "rather",
    "than",
    "neither",
    "formerly",
    "different",
    "differs",
    "without",
];

/// What may stand behind a mention without making it one of something else.
const PLACES: &[&str] = &["above", "below", "listed", "here", "for", "and", "or", "in", "from", "that", "on"];

/// Words of a clause that are looked at for a negation.
const CLAUSE: usize = 100;

struct Word<'t> {
    /// Without the marks around it.
    core: &'t str,
    /// Whether a comma or a colon follows.
    pause: bool,
}

impl Word<'_> {
    fn is_in(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.core.eq_ignore_ascii_case(word))
    }

    /// Whether it is spelled as names in code are: `eSoil`, `soil_kind`.
    fn is_identifier(&self) -> bool {
        is_identifier(self.core)
    }
}

fn is_identifier(word: &str) -> bool {
    let has_hump =
        || word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && (word.contains('_') || has_hump())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether a text may have a word that is spelled as names in code are.
pub fn may_have_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_sign = |one: u8, two: u8| (one.is_ascii_lowercase() & two.is_ascii_uppercase()) | (one == b'_');
    // Without a way out, the compiler takes many bytes at once.
    let has_sign = |part: &[u8]| part.windows(2).fold(false, |found, two| found | is_sign(two[0], two[1]));
    has_sign(bytes) || bytes.ends_with(b"_")
}

/// The words of a text that are spelled as names in code are, or that have something in common with such.
pub fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| may_have_identifier(word))
}

/// Whether a text has a word for the values of a field: without one, it names no enum that is not known.
pub fn speaks_of_values(text: &str) -> bool {
    static WORDS: Phrases = Phrases::new(&["enum", "value", "option", "member", "constant"]);
    WORDS.are_in(text)
}

/// The name of the enum that a description says its field takes the values of. `known` says whether a name is
/// one of an enum; of other names, only those spelled as in code are, where the word `enum` or `values` stands
/// beside them.
pub fn referenced_enum(text: &str, known: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = |at: usize, c: char| match c {
        ';' | '!' | '?' | '\n' | '(' | ')' | '—' | '–' => true,
        '.' => text[at + 1..].chars().next().is_none_or(|next| !next.is_alphanumeric()),
        _ => false,
    };
    let mut start = 0;
    let cuts = text.char_indices().filter(|&(at, c)| ends(at, c)).map(|(at, c)| (at, at + c.len_utf8()));
    for (end, next) in cuts.chain([(text.len(), text.len())]).collect::<Vec<_>>() {
        if let Some(found) = in_sentence(&text[start..end], &known) {
            return Some(found);
        }
        start = next;
    }
    None
}

fn in_sentence<'t>(sentence: &'t str, known: &impl Fn(&str) -> bool) -> Option<&'t str> {
    // Most sentences have no word that could be a name.
    if !sentence.split_whitespace().map(core).any(|core| is_identifier(core) || known(core)) {
        return None;
    }
    let words: Vec<Word<'t>> = sentence.split_whitespace().map(word).filter(|w| !w.core.is_empty()).collect();
    (0..words.len()).find(|&at| is_mention(&words, at, known)).map(|at| words[at].core)
}

/// A word without the marks around it.
fn core(raw: &str) -> &str {
    let core = raw.trim_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
    core.strip_suffix("'s").unwrap_or(core)
}

fn word(raw: &str) -> Word<'_> {
    let core = core(raw);
    Word { core, pause: raw.ends_with([',', ':']) }
}

fn is_mention(words: &[Word<'_>], at: usize, known: &impl Fn(&str) -> bool) -> bool {
    let name = &words[at];
    let is_known = known(name.core);
    if !is_known && !name.is_identifier() {
        return false;
    }
    let mut before = &words[..at];
    // A name that no enum has is one of an enum where the word itself stands there.
    let (mut kind, mut says_enum) = (false, is_known);
    while let Some((last, rest)) = before.split_last() {
        match () {
            () if last.is_in(ARTICLES) && !last.pause => before = rest,
            // "the enum eSoil", "Enum: eSoil"
            () if last.is_in(&["enum", "enumeration"]) => {
                (before, kind, says_enum) = (rest, true, true);
            }
            () => break,
        }
    }
    let mut behind = &words[at + 1..];
    let mut pause = name.pause;
    if let Some((next, rest)) = behind.split_first().filter(|(next, _)| !pause && next.is_in(KINDS)) {
        // "see the eSoil enum values"
        let more = rest.first().filter(|more| !next.pause && more.is_in(KINDS));
        (kind, pause) = (true, more.unwrap_or(next).pause);
        says_enum |= next.is_in(&["enum", "enums", "enumeration"]);
        behind = if more.is_some() { &rest[1..] } else { rest };
    }
    let closed = pause || behind.first().is_none_or(|next| next.is_in(PLACES));
    let says = match before {
        [.., part, of] if of.is_in(&["of", "from", "in", "among"]) && part.is_in(PARTS) => {
            kind || (is_known && closed)
        }
        // "Values: eSoil"
        [.., part] if part.pause && part.is_in(KINDS) => is_known && closed,
        // "Refer to the eSoil enum", "listed in eSoil"
        [.., verb, to]
            if (verb.is_in(&["refer", "refers", "according"]) && to.is_in(&["to"]))
                || (verb.is_in(LISTS) && to.is_in(&["in", "by", "under"])) =>
        {
            kind || (is_known && name.is_identifier() && closed)
        }
        [.., verb] if verb.is_in(VERBS) => {
            let takes = verb.is_in(&["see", "takes", "accepts", "expects", "uses"]);
            (kind && says_enum) || (takes && is_known && name.is_identifier() && closed)
        }
        [] => {
            kind && says_enum
                && (pause || behind.first().is_none_or(|next| next.is_in(&["above", "below", "listed"])))
        }
        _ => false,
    };
    let mut clause = before.iter().rev().take_while(|word| !word.pause || word.is_in(KINDS)).take(CLAUSE);
    says && !clause.any(|word| word.is_in(NEGATIONS))
}

#[cfg(test)]
mod tests {
    use super::referenced_enum;

    fn read(text: &str) -> Option<&str> {
        referenced_enum(text, |name| ["eSoil", "Shade"].contains(&name))
    }

    #[test]
    fn enums_whose_values_a_field_takes() {
        for text in [
            "See eSoil enum above.",
            "Soil. See the `eSoil` enum.",
            "See `eSoil` enum values: 1 = Clay",
            "Takes one of the `eSoil` values above.",
            "The soil, one of the eSoil enum values.",
            "One of `eSoil`.",
            "One of: `eSoil`.",
            "Any of the eSoil constants",
            "Values of `eSoil`.",
            "Values of `eSoil`: `1` = Clay, `2` = Sand.",
            "Values: `eSoil`",
            "A value of the eSoil enumeration.",
            "A value from eSoil, in words.",
            "A member of `eSoil`",
            "Takes an `eSoil` value.",
            "Takes an `eSoil`.",
            "See `eSoil`.",
            "B. See eSoil for what they mean.",
            "Possible values: see `eSoil`",
            "Refer to the eSoil enum.",
            "Please refer to `eSoil`.",
            "As defined in the eSoil enumeration.",
            "Listed in `eSoil`.",
            "The soil (`eSoil` values).",
            "`eSoil` enum.",
            "Enum: eSoil.",
            "Unlike the others, one of the eSoil values.",
            "Of the enum Shade: one of the enum eSoil",
        ] {
            assert_eq!(read(text), Some("eSoil"), "{text}");
        }
        assert_eq!(read("One of Shade."), Some("Shade"));
        assert_eq!(read("Takes one of the `ePlace` values above."), Some("ePlace"));
    }

    #[test]
    fn mere_mentions() {
        for text in [
            "Seen by all.",
            "See Shade.",
            "See eSoil tests.",
            "Refer to the garden's eSoil field.",
            "Unlike what is listed in eSoil.",
            "See the enum above.",
            "One of the allowed values.",
            "One of the following values: 1, 2",
            "Unlike eSoil, it is free text.",
            "Unlike the eSoil values it is free text.",
            "Not one of the eSoil values.",
            "Any value other than one of the eSoil values",
            "Kept apart from eSoil.",
            "Changes with eSoil.",
            "One of Shade trees in the park.",
            "The eSoil values of the neighbours are kept elsewhere.",
            "One of ePlace.",
            "Without it the eplace_quota value is used",
            "Takes the eplace_quota value.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
