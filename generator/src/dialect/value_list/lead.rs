//! What stands before a listing, and whether it announces values.

use crate::dialect::Phrases;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Finds all triggers in one pass: this is asked of every line of every description.
static TRIGGER: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(TRIGGERS).ok());

/// Phrases that announce values, whatever joins them.
const TRIGGERS: &[&str] = &[
    "one of",
    "any of",
    "valid values",
    "allowed values",
    "allowed value:",
    "possible value:",
    "possible values",
    "accepted values",
    "supported values",
    "permitted values",
    "available values",
    "valid options",
    "allowed options",
    "possible options",
    "supported options",
    "available options",
    "valid types",
    "supported types",
    "available types",
    "possible types",
    "valid statuses",
    "possible statuses",
    "accepts",
    "options:",
    "options are",
    "values:",
    "values are",
    "allowed:",
    "valid:",
    "supported:",
    "enum:",
    "choices:",
    "choose from",
];

/// What limits a choice, and what is chosen among: "Valid event types:".
const LIMITS: &[&str] =
    &["valid", "allowed", "possible", "supported", "available", "accepted", "permitted", "acceptable"];
const CHOICES: &[&str] = &[
    "types",
    "events",
    "statuses",
    "states",
    "modes",
    "formats",
    "models",
    "languages",
    "currencies",
    "roles",
    "categories",
    "providers",
    "scopes",
    "methods",
    "channels",
    "levels",
    "codes",
    "strategies",
    "intervals",
    "sizes",
    "regions",
    "voices",
    "actions",
    "kinds",
    "sources",
    "resolutions",
    "frequencies",
    "periods",
    "units",
    "tiers",
    "plans",
    "engines",
    "styles",
    "ratios",
    "qualities",
    "networks",
    "chains",
    "countries",
    "reasons",
    "topics",
    "operations",
    "permissions",
    "environments",
    "priorities",
    "genders",
    "entities",
];

/// Phrases of examples.
const EXAMPLES: &[&str] = &["e.g", "for example", "for instance", "example", "such as", "i.e", "like"];

/// Phrases that speak of fields, conditions and ranges.
const NOT_VALUES: &[&str] = &[
    "contain",
    "includ",
    "consist",
    "between",
    "range",
    "from",
    "see ",
    "combin",
    "instead of",
    "unlike",
    "except",
    "require",
    "if ",
    "when ",
    "unless",
    "based on",
    "depend",
    "overrid",
    "avoid",
    "reserved",
    "conflict",
    "return",
    "provide",
    "pass ",
    "use ",
    "send ",
    "each ",
    "field",
    "propert",
    "parameter",
    "header",
    "column",
    "endpoint",
    "both",
    "deprecated",
];

/// What follows names of fields rather than values.
const NOT_VALUES_BEHIND: &[&str] = &[
    "is required",
    "are required",
    "must be",
    "should be",
    "is provided",
    "are provided",
    "is set",
    "are set",
    "is present",
    "are present",
    "is specified",
    "is passed",
    "field",
    "parameter",
    "header",
    "propert",
    "keys",
    "endpoint",
    "are mutually",
    "can be provided",
    "may be provided",
    "not both",
    "together",
];

/// How sure it is that values follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Announced {
    /// They are something else.
    No,
    /// Nothing speaks against it, and the place is one where values stand.
    Likely,
    /// The text says so.
    Stated,
}

/// What a sentence around marked texts says of them: `lead` before, `tail` behind, in lower case.
pub(super) fn announced(lead: &str, tail: &str) -> Announced {
    if shows_example(lead) || lead.contains("at least one") || lead.contains("one of the following is") {
        return Announced::No;
    }
    let tail = tail.trim_start_matches(['.', ',', ')', ' ', '"', '`']);
    static BEHIND: Phrases = Phrases::new(NOT_VALUES_BEHIND);
    if BEHIND.are_in(tail) {
        return Announced::No;
    }
    if states(lead) || is_verdict(tail) {
        return Announced::Stated;
    }
    if speaks_of_fields(lead) || !ends_like_a_lead(lead) {
        return Announced::No;
    }
    Announced::Likely
}

/// Whether a lead holds a trigger.
pub(super) fn states(lead: &str) -> bool {
    trigger(lead).is_some() || offers_choice(lead)
}

/// "Valid event types:" at the end of a lead in lower case.
fn offers_choice(lead: &str) -> bool {
    let Some(lead) = lead.trim_end().strip_suffix(':') else { return false };
    let clause = lead.rsplit(['.', '\n', ';', '(']).next().unwrap_or_default();
    let mut words = clause.split_whitespace().rev();
    words.next().is_some_and(|last| CHOICES.contains(&last))
        && words.take(3).any(|word| LIMITS.contains(&word))
}

/// Whether a lead shows an example or lists fields.
pub(super) fn speaks_of_others(lead: &str) -> bool {
    shows_example(lead) || speaks_of_fields(lead)
}

fn shows_example(lead: &str) -> bool {
    static ANY: Phrases = Phrases::new(EXAMPLES);
    ANY.are_in(lead) && EXAMPLES.iter().any(|phrase| has_phrase(lead, phrase))
}

fn speaks_of_fields(lead: &str) -> bool {
    static ANY: Phrases = Phrases::new(NOT_VALUES);
    ANY.are_in(lead) && NOT_VALUES.iter().any(|phrase| has_phrase(lead, phrase))
}

/// Where the trigger of a text that ends first begins and ends.
pub(super) fn trigger(text: &str) -> Option<(usize, usize)> {
    let found = TRIGGER.as_ref()?.find(text)?;
    Some((found.start(), found.end()))
}

/// Whether a lead ends in a word for examples: "Example values: 20, 2".
pub(super) fn shows_examples(lead: &str) -> bool {
    ["example", "examples", "sample"].iter().any(|word| lead.trim_end().ends_with(word))
}

/// "… are supported": says of what stands before it that it is all there is.
fn is_verdict(tail: &str) -> bool {
    ["are supported", "are allowed", "are accepted", "are valid", "are available", "are permitted"]
        .iter()
        .any(|verdict| tail.starts_with(verdict))
}

/// A phrase at the start of a word.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        !text[..at].ends_with(|c: char| c.is_alphanumeric())
            && (phrase != "like" || !text[at + 4..].starts_with(|c: char| c.is_alphanumeric()))
    })
}

fn ends_like_a_lead(lead: &str) -> bool {
    let lead = lead.trim_end();
    if lead.is_empty() || lead.ends_with([':', '—', '–', '-', '(', '=']) {
        return true;
    }
    let last = lead.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ["either", "be", "is", "are", "of", "by", "as", "values", "value"].contains(&last)
        || lead.ends_with("set to")
        || lead.ends_with("equal to")
        || lead.ends_with("equals")
}
