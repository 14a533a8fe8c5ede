//! The words of CONTRIBUTING.md: what is not to stand in text for users.

use crate::text::prose;
use crate::{pages, read, root};
use docbind::ALL_RULES;
use std::process::Command;

/// What is written otherwise, in lower case, and how. A `*` at the end takes any ending.
const WORDS: [(&str, &str); 14] = [
    ("answer*", "response"),
    ("hole*", "placeholder"),
    ("walks", "iterates"),
    ("walk through", "iterate over"),
    ("that is none", "invalid"),
    ("is no version", "is not a version"),
    ("not up to date", "out of date"),
    ("mend*", "fix"),
    ("anew", "again"),
    ("stands in", "is in"),
    ("will do as well", "also works"),
    ("be it", "whether"),
    ("colour*", "color"),
    ("makes no sense of", "does not understand"),
];

#[test]
fn text_for_users_has_the_words_of_the_list() {
    let mut wrong = Vec::new();
    let mut check = |place: &str, text: &str| {
        for (number, line) in prose(text) {
            for (word, instead) in found(&line) {
                wrong.push(format!("{place}:{number}: \"{word}\": write \"{instead}\""));
            }
        }
    };
    for page in pages() {
        // CONTRIBUTING.md has the list; what is measured is a record of its day.
        if page == "README.md" || page.contains("/book/") {
            check(&page, &read(&page));
        }
    }
    for rule in ALL_RULES {
        check(&format!("rules/{}.md", rule.name), rule.explanation);
    }
    check("docbind --help", &help());
    for (case, messages) in messages() {
        check(&case, &messages);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of a line that are on the list.
fn found(line: &str) -> Vec<(&'static str, &'static str)> {
    let line = line.to_lowercase();
    let is_in = |word: &str| match word.strip_suffix('*') {
        Some(start) => line.match_indices(start).any(|(at, _)| begins(&line, at)),
        None => line
            .match_indices(word)
            .any(|(at, _)| begins(&line, at) && !line[at + word.len()..].starts_with(char::is_alphanumeric)),
    };
    WORDS.iter().copied().filter(|(word, _)| is_in(word)).collect()
}

fn begins(line: &str, at: usize) -> bool {
    !line[..at].ends_with(char::is_alphanumeric)
}

/// What the cases raise: the lines of each that are docbind's own words.
fn messages() -> Vec<(String, String)> {
    let folder = root().join("tests/cases");
    let cases = folder.read_dir().unwrap().map(|entry| entry.unwrap().path().join("diagnostics.txt"));
    let cases =
        cases.filter_map(|file| Some((file.display().to_string(), std::fs::read_to_string(&file).ok()?)));
    let is_own = |line: &&str| {
        let line = line.trim_start();
        ["note[", "warning[", "error[", "= note: ", "= help: "].iter().any(|start| line.starts_with(start))
    };
    let own = |text: &str| text.lines().filter(is_own).map(|line| format!("{line}\n")).collect();
    let messages: Vec<(String, String)> = cases.map(|(case, text)| (case, own(&text))).collect();
    assert!(messages.len() > 20, "{} cases", messages.len());
    messages
}

/// The help of all commands, as `docbind man` has it.
fn help() -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    assert!(command.args(["man", "--out"]).arg(folder.path()).output().unwrap().status.success());
    let pages = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().path());
    pages.map(|page| std::fs::read_to_string(page).unwrap()).collect()
}

#[test]
fn contributing_has_the_list() {
    let list = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    for word in ["answer", "hole", "walk", "not up to date", "mend", "anew", "colour"] {
        assert!(list.contains(&format!("\n| {word}")), "{word}");
    }
    assert_eq!(found("The Answers, a whole"), [("answer*", "response")]);
    assert_eq!(found("it walks"), [("walks", "iterates")]);
}
