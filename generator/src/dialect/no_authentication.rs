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
            // Every phrase names it: most sentences are about something else.
            if !says(what) {
                return false;
            }
            let need = ["required", "needed", "necessary"];
            let refused = need.iter().any(|need| {
                says(&format!("no {what} {need}"))
                    || says(&format!("no {what} is {need}"))
                    || says(&format!("{what} is not {need}"))
                    || says(&format!("{what} not {need}"))
                    || says(&format!("{what} isn't {need}"))
            });
            let verbs = ["require", "requires", "need", "needs"];
            let unasked = verbs.iter().any(|verb| {
                says(&format!("not {verb} {what}"))
                    || says(&format!("not {verb} any {what}"))
                    || says(&format!("{verb} no {what}"))
            });
            let may = ["can be", "may be", "available", "accessible", "public", "works"];
            let without = says(&format!("without {what}")) && may.iter().any(|may| says(may));
            refused || unasked || without && !says("cannot") && !says("can't")
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
