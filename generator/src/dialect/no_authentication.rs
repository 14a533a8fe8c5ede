//! Sentences that say that an operation needs no credentials: "No authentication required."

use super::Phrases;

/// Whether a text says that anybody may call.
pub fn says_no_authentication(text: &str) -> bool {
    // What every one of the phrases below has.
    static MATTERS: Phrases = Phrases::new(&[
        "auth",
        "autentica",
        "api key",
        "token",
        "credentials",
        "none",
        "public",
        "认证",
        "認証",
    ]);
    static NEGATIONS: Phrases = Phrases::new(&[
        "no ", "not ", "n't", "n’t", "n`t", "n*t", "without", "none", "public", "não ", "ne ", "keine ",
        "无需", "不要",
    ]);
    if read_label(text) == Some(false) {
        return true;
    }
    if !MATTERS.are_in(text) || !NEGATIONS.are_in(text) {
        return false;
    }
    let lower = text
        .to_lowercase()
        .replace(['’', '`', '*'], "'")
        .replace("doesn't", "does not")
        .replace("don't", "do not");
    let whole = lower.trim().trim_end_matches('.').trim();
    if ["none", "no authentication", "no auth", "no authentication required", "public", "none required"]
        .contains(&whole)
    {
        return true;
    }
    let what = [
        "authentication",
        "authorization",
        "auth",
        "an api key",
        "api key",
        "a token",
        "credentials",
        "a bearer token",
    ];
    lower.split(['\n', ';']).flat_map(|line| line.split(". ")).any(|sentence| {
        let says = |phrase: &str| sentence.contains(phrase);
        let conditional = ["unless", "except", " if ", "when ", "only "].iter().any(|word| says(word));
        let about = |what: &&str| {
            sentence.match_indices(*what).any(|(at, _)| {
                let (before, behind) = (&sentence[..at], &sentence[at + what.len()..]);
                refuses(before, behind) || (before.ends_with("without ") && says_open(sentence))
            })
        };
        let translated = [
            "não requer autenticação",
            "não exige autenticação",
            "no requiere autenticación",
            "ne nécessite pas d'authentification",
            "keine authentifizierung",
            "无需认证",
            "認証は不要",
        ];
        !conditional && (what.iter().any(about) || translated.iter().any(|phrase| says(phrase)))
    })
}

/// What a labelled line says of whether a caller has to authenticate: "**Auth required** : NO".
pub(super) fn read_label(text: &str) -> Option<bool> {
    let (label, said) = text.split_once(':')?;
    let is_mark = |c: char| c == '*' || c == '`' || c == '.' || c.is_whitespace();
    let (label, said) = (label.trim_matches(is_mark), said.trim_matches(is_mark));
    let about =
        ["auth required", "authentication required", "authorization required", "requires authentication"];
    if !about.iter().any(|about| label.eq_ignore_ascii_case(about)) {
        return None;
    }
    match said.to_lowercase().as_str() {
        "yes" | "true" | "required" => Some(true),
        "no" | "false" | "none" | "not required" => Some(false),
        _ => None,
    }
}

/// Whether the words around what a request may need say that it is not needed: "no … required", "does not need …".
fn refuses(before: &str, behind: &str) -> bool {
    let needed = |rest: &str| NEEDED.iter().any(|need| rest.starts_with(need));
    let follows = |lead: &str| behind.strip_prefix(lead).is_some_and(needed);
    if follows(" is not ") || follows(" not ") || follows(" isn't ") {
        return true;
    }
    let Some(before) = before.strip_suffix("no ") else {
        let before = before.strip_suffix("any ").unwrap_or(before);
        return NEEDS.iter().any(|verb| before.strip_suffix(verb).is_some_and(|rest| rest.ends_with("not ")));
    };
    follows(" ") || follows(" is ") || NEEDS.iter().any(|verb| before.ends_with(verb))
}

const NEEDED: [&str; 3] = ["required", "needed", "necessary"];

const NEEDS: [&str; 4] = ["require ", "requires ", "need ", "needs "];

/// Whether a sentence says what can be done.
fn says_open(sentence: &str) -> bool {
    let may = ["can be", "may be", "available", "accessible", "public", "works"];
    may.iter().any(|may| sentence.contains(may))
        && !sentence.contains("cannot")
        && !sentence.contains("can't")
}
