//! The one value that a text leaves: "Set to `account`.", "Must always be `2`.", "Always `list`".
//!
//! ```text
//! fixed = ( must | asked ), value, [ "." | "," | ")" | "for this", noun | end ] ;
//! must  = text that ends in "must be" | "always" | "fixed to" | … ;
//! asked = "set to" | "should be" ;    (* where the field is required: what may be left out is a choice *)
//! ```

use super::lead::{shows_examples, speaks_of_others};
use super::sentence::{marked_texts, sentence_before};
use super::{Kind, is_value};

/// What ends a lead that leaves no choice.
const MUST: &[&str] = &[
    "must be",
    "must be set to",
    "must always be",
    "must always be set to",
    "must be exactly",
    "must equal",
    "has to be",
    "always",
    "always be",
    "always be set to",
    "always set to",
    "always set this to",
    "fixed to",
    "fixed value:",
    "fixed value",
    "constant value",
    "constant value:",
    "固定为",
    "始终为",
    "总是",
];

/// The whole lead of a required field that leaves no choice.
const ASKED: &[&str] = &["set to", "set this to", "set it to", "should be", "should be set to", "设置为"];

/// Words of a lead that speak of some cases only.
const CASES: &[&str] = &["if", "when", "unless", "otherwise", "while", "where", "or"];

/// The one value that a text leaves to a field; nothing where it speaks of a choice. What is the default, too,
/// is asked for as what is required is, whatever it is good for.
pub(super) fn read_fixed(
    markdown: &str,
    kind: Kind,
    required: bool,
    default: Option<&str>,
) -> Option<String> {
    if !markdown.contains(['`', '"']) {
        return None;
    }
    let mut found = None;
    for line in markdown.lines() {
        for marked in marked_texts(line) {
            let fits = is_value(marked.value)
                && (kind != Kind::Integer || marked.value.parse::<i64>().is_ok())
                && is_fixed(
                    &line[..marked.start],
                    &line[marked.end..],
                    required,
                    default == Some(marked.value),
                );
            if fits && found.is_some_and(|known| known != marked.value) {
                return None;
            }
            found = if fits { Some(marked.value) } else { found };
        }
    }
    found.map(|value| value.trim_matches('"').to_owned())
}

fn is_fixed(before: &str, behind: &str, required: bool, is_default: bool) -> bool {
    // Most marked texts stand elsewhere: the last word tells.
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let is_foreign = last.ends_with(['为', '是']);
    if !is_foreign
        && !["be", "to", "always", "exactly", "equal", "value", "value:"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(last))
        || !(ends_clause(behind) || is_default && behind.trim_start().starts_with("to "))
    {
        return false;
    }
    let lead = sentence_before(before).trim().to_lowercase();
    let must = MUST.iter().any(|phrase| lead.strip_suffix(phrase).is_some_and(speaks_of_all));
    let asked = (required || is_default) && ASKED.contains(&lead.as_str());
    let mut words = lead.split(|c: char| !c.is_alphanumeric());
    (must || asked) && !words.any(|word| CASES.contains(&word)) && !is_example(&lead)
}

/// Whether what stands before a phrase makes it one on the value as a whole: "the date is always …" is not.
fn speaks_of_all(before: &str) -> bool {
    let subject = before.trim_end_matches(' ');
    let subject =
        ["is", "are"].iter().find_map(|verb| subject.strip_suffix(verb)).unwrap_or(subject).trim_end();
    let last = subject.rsplit(' ').next().unwrap_or_default();
    subject.is_empty()
        || subject.ends_with([',', '，', '(', ';', '-', '–', '—', ':'])
        || (before.ends_with(' ') && ["it", "this", "which", "that", "and", "value"].contains(&last))
}

fn is_example(lead: &str) -> bool {
    // The phrase itself, such as "required to be", says nothing of examples.
    shows_examples(lead) || (speaks_of_others(lead) && !lead.contains("require"))
}

/// Whether what stands behind a value adds nothing to it.
fn ends_clause(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['*', '_']);
    let rest = behind.trim_start_matches(')').trim_start();
    let this = ["for this ", "in this ", "here"].iter().any(|phrase| rest.starts_with(phrase));
    rest.is_empty() || rest.starts_with(['.', '。']) || this
}
