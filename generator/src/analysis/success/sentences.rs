//! Sentences that say that a successful status does not mean that a call succeeded.

use crate::dialect::Phrases;

/// Words that a sentence concedes by; what they concede stands behind them.
const EVEN: &[&str] = &[
    "even when",
    "even if",
    "even where",
    "even though",
    "even for",
    "even on",
    "even in case",
    "also when",
    "also if",
    "also where",
    "also for",
    "also on",
    "also in case",
    "regardless",
    "irrespective",
    "independent of",
    "whether or not",
    "no matter",
];

/// The same, wherever it stands.
const ALSO: &[&str] = &[
    "even then",
    "in both cases",
    "in either case",
    "in any case",
    "always",
    "still",
    "nevertheless",
    "nonetheless",
    "anyway",
    "as well",
    "too",
    "also",
];

/// How many words behind a concession what it concedes stands at most.
const NEAR: usize = 8;

/// Whether a text may have a sentence on a status of success. Most have none, and are not taken apart.
pub(super) fn may_speak_of_status(text: &str) -> bool {
    static CODES: Phrases = Phrases::new(&["200", "2xx"]);
    static STATUS: Phrases = Phrases::new(&["http", "status"]);
    static SUCCESS: Phrases = Phrases::new(&["ok", "success"]);
    CODES.are_in(text) || (STATUS.are_in(text) && SUCCESS.are_in(text))
}

/// The sentences of a text, without marks of emphasis; what is code stays in its marks.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = String> {
    let mut all = vec![String::new()];
    let text = text.replace("\r\n", "\n").replace("**", "");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let ends = match c {
            '.' | '!' | '?' | ';' => rest.peek().is_none_or(|next| next.is_whitespace()),
            '\n' => rest.peek() == Some(&'\n'),
            _ => false,
        };
        let last = all.len() - 1;
        all[last].push(if c == '\n' { ' ' } else { c });
        if ends {
            all.push(String::new());
        }
    }
    let all = all.into_iter().map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "));
    all.filter(|sentence| !sentence.is_empty())
}

/// Whether a sentence says that every call is answered with a successful status.
pub(super) fn says_always(sentence: &str) -> bool {
    let plain = plain(sentence);
    let padded = format!(" {plain} ");
    let all = [
        "always",
        "every request",
        "all requests",
        "every response",
        "all responses",
        "every call",
        "all calls",
    ];
    speaks_of_success_status(&plain)
        && !names_failure_status(&plain)
        && all.iter().any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether a sentence says so. On the text of a field (`of_field`) it need not name failures: the field does.
pub(super) fn says_status_tells_nothing(sentence: &str, of_field: bool) -> bool {
    let plain = plain(sentence);
    if !speaks_of_success_status(&plain) {
        return false;
    }
    let padded = format!(" {plain} ");
    let says = |phrase: &&str| padded.contains(&format!(" {phrase} "));
    if ["no error", "no errors", "without error", "without errors", "not fail", "never fail"]
        .iter()
        .any(&says)
    {
        return false;
    }
    if of_field {
        return EVEN.iter().chain(ALSO).any(says);
    }
    let conceded = EVEN.iter().filter_map(|phrase| Some(padded.split_once(&format!(" {phrase} "))?.1));
    let near = |behind: &str| behind.split(' ').take(NEAR).collect::<Vec<_>>().join(" ");
    if conceded.map(near).any(|behind| fails(&behind)) {
        return true;
    }
    let also = ALSO.iter().any(says);
    fails(&plain) && !names_failure_status(&plain) && (also || comes_with_success(&plain))
}

pub(super) fn fails(plain: &str) -> bool {
    let stems = ["fail", "error", "unsuccess", "problem", "reject", "refus"];
    let phrases =
        ["not succeed", "not successful", "went wrong", "goes wrong", "not work", "did not", "does not do"];
    plain.split(' ').any(|word| stems.iter().any(|stem| word.starts_with(stem)))
        || phrases.iter().any(|phrase| plain.contains(phrase))
}

fn names_failure_status(plain: &str) -> bool {
    plain
        .split(' ')
        .any(|word| word.len() == 3 && word.starts_with(['4', '5']) && word.ends_with(char::is_alphanumeric))
}

/// In lower case, without marks: words with one space between.
pub(super) fn plain(sentence: &str) -> String {
    let letters = sentence.to_lowercase().replace("n't", " not");
    let words = letters.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn speaks_of_success_status(plain: &str) -> bool {
    let mut words = plain.split(' ');
    words.any(|word| matches!(word, "200" | "2xx" | "http200"))
        || ["http ok", "status ok", "successful status", "success status", "successful http status"]
            .iter()
            .any(|phrase| plain.contains(phrase))
}

/// `Failures come with status 200`: the failure first.
fn comes_with_success(plain: &str) -> bool {
    let words: Vec<&str> = plain.split(' ').collect();
    let fails = words.iter().position(|word| word.starts_with("fail") || word.starts_with("error"));
    let with = words.windows(4).position(|four| {
        matches!(
            four[0],
            "with" | "as" | "have" | "has" | "under" | "answer" | "answers" | "return" | "returns"
        ) && four[1..].iter().any(|word| matches!(*word, "200" | "2xx"))
    });
    let with = with.or_else(|| {
        let end = words.len().checked_sub(3)?;
        (matches!(words[end], "with" | "under") && matches!(words[end + 2], "200" | "2xx")).then_some(end)
    });
    fails.zip(with).is_some_and(|(fails, with)| fails < with)
}

/// What stands in code marks, or in quotes.
pub(super) fn names_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for mark in ['`', '"'] {
        let parts: Vec<&str> = text.split(mark).collect();
        let inside = parts.iter().skip(1).step_by(2).take(parts.len().saturating_sub(1) / 2);
        let short =
            inside.filter(|name| !name.is_empty() && name.len() <= 64 && !name.contains(char::is_whitespace));
        names.extend(short.map(|name| name.trim_matches('"').to_owned()));
    }
    names
}

/// The whole numbers of a sentence.
pub(super) fn numbers_in(sentence: &str) -> Vec<i64> {
    let words = sentence.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    words.filter_map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_a_field() {
        for (sentence, says) in [
            ("The HTTP status is `200` even when it did not.", true),
            ("The HTTP status is 200 in both cases.", true),
            ("The status code is always 200, check this.", true),
            ("Returned with HTTP 200 regardless of the outcome", true),
            ("HTTP 200 is sent whether or not the command worked", true),
            ("`true` when the command did its work.", false),
            ("Always present.", false),
            ("The HTTP status is 200 even then.", true),
            ("`200` when it was deleted, `500` when it was not.", false),
        ] {
            assert_eq!(says_status_tells_nothing(sentence, true), says, "{sentence}");
        }
    }

    #[test]
    fn sentences_of_a_page() {
        for (sentence, says) in [
            ("The status is 200 even where the command failed; `WasSuccessful` tells", true),
            ("Failures come with status 200", true),
            ("A failed command answers 200, too.", true),
            ("Errors are returned with HTTP status 200.", true),
            ("The server always answers with HTTP status 200, also for errors.", true),
            ("Don't rely on the HTTP status code: it is 200 even if something went wrong.", true),
            ("Returns 200 even if the user does not exist.", false),
            ("Returns 200 even if it is closed already, and 409 with an error when someone is in it.", false),
            ("Success is also indicated by 200, an error by 4xx.", false),
            ("HTTP 200 even if the deletion fails, with 500 in the body.", true),
            ("Returns 200 when no error occurred.", false),
            ("Returns 200 on success and 400 on errors.", false),
            ("Answers with 200 on success, and with an error otherwise.", false),
            ("Returns 200 even when the list is empty.", false),
            ("If the request fails, the HTTP status code tells why.", false),
            ("All errors have a JSON body with the HTTP status code.", false),
        ] {
            assert_eq!(says_status_tells_nothing(sentence, false), says, "{sentence}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let all: Vec<_> = sentences("**One** is `a.b`. Two\ngoes on.\n\nThree; four").collect();
        assert_eq!(all, ["One is `a.b`.", "Two goes on.", "Three;", "four"]);
        assert_eq!(names_in("`a` or \"b\" and `c d`"), ["a", "b"]);
        assert_eq!(numbers_in("0 or `200`, not 5x or v2-1"), [0, 200]);
    }
}
