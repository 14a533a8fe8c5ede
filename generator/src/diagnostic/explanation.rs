//! The parts of a rule's page: its first sentence, and the example that raises the rule.
//!
//! ```text
//! page    = "# " code " " name, what, "## Why it matters", why, [ example ], "## What to do", advice
//! example = "## Example", { fence }
//! fence   = "````" language [ " " file name ], text, "````"
//! ```

use super::rules::{ALL_RULES, Rule};

/// A file of an example.
#[cfg(test)]
pub(crate) struct ExampleFile {
    /// Its name: the one given, or `page` with the language as its extension, or `docbind.toml`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Rule {
    /// The first sentence of the page, up to a colon, on one line.
    pub fn summary(&self) -> String {
        let what = self.explanation.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
        let end = [". ", ": "].iter().filter_map(|mark| what.find(mark)).min().unwrap_or(what.len());
        what[..end].trim_end_matches('.').to_owned()
    }

    /// The files that raise the rule when they are read as one folder; none for rules about things
    /// that no text shows.
    #[cfg(test)]
    pub(crate) fn example_files(&self) -> Vec<ExampleFile> {
        let mut files: Vec<ExampleFile> = Vec::new();
        let mut in_example = false;
        let mut in_file = false;
        for line in self.explanation.lines() {
            match line.strip_prefix("````") {
                Some(info) if in_example => {
                    in_file = !in_file;
                    if in_file {
                        files.push(ExampleFile { name: file_name(info), text: String::new() });
                    }
                    continue;
                }
                _ if !in_file && line.starts_with("## ") => in_example = line == "## Example",
                _ => {}
            }
            if let Some(file) = files.last_mut().filter(|_| in_file) {
                file.text.extend([line, "\n"]);
            }
        }
        files
    }
}

#[cfg(test)]
fn file_name(info: &str) -> String {
    match info.split_once(' ') {
        Some((_, name)) => name.to_owned(),
        None if info == "toml" => "docbind.toml".to_owned(),
        None if info == "text" => "page.txt".to_owned(),
        None => format!("page.{info}"),
    }
}

/// The rule whose name is nearest to a word that is none.
pub(crate) fn nearest_rule(word: &str) -> Option<&'static Rule> {
    let word = word.to_ascii_lowercase();
    let near = ALL_RULES.iter().map(|rule| (strsim::damerau_levenshtein(&word, rule.name), *rule));
    near.filter(|(distance, _)| *distance <= 3).min_by_key(|(distance, _)| *distance).map(|(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::load_spec;
    use std::collections::BTreeSet;

    /// No text shows a file that is no text, a link, a folder that cannot be written, or a site.
    const WITHOUT_EXAMPLE: [&str; 10] =
        ["D0101", "D0125", "D0504", "D0702", "D0703", "D0704", "D0705", "D0706", "D0707", "D0708"];
    /// Raised by the half of the generator that reads no pages.
    const RAISED_LATER: [&str; 1] = ["D0306"];

    #[test]
    fn each_rule_is_explained_the_same_way() {
        for rule in ALL_RULES {
            let (text, code) = (rule.explanation, rule.code);
            assert!(text.starts_with(&format!("# {code} {}\n\n", rule.name)), "{code}");
            let headings: Vec<_> = ["\n## Why it matters\n", "\n## Example\n", "\n## What to do\n"]
                .iter()
                .map(|heading| text.find(heading))
                .collect();
            assert!(headings[0].is_some() && headings[0] < headings[2], "{code}");
            assert_eq!(headings[1].is_none(), WITHOUT_EXAMPLE.contains(&code), "{code}");
            assert_eq!(rule.example_files().is_empty(), WITHOUT_EXAMPLE.contains(&code), "{code}");
            assert!(text.contains("\nIn the page: ") && text.contains("\nIn docbind.toml: "), "{code}");
            assert!(rule.summary().len() > 12 && rule.summary().len() < 160, "{code}: {}", rule.summary());
        }
    }

    #[test]
    fn codes_are_in_order_and_names_are_unique() {
        assert!(ALL_RULES.is_sorted_by(|a, b| a.code < b.code));
        let names: BTreeSet<_> = ALL_RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), ALL_RULES.len());
    }

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(nearest_rule("undeclared-feild").map(|rule| rule.code), Some("D0201"));
        assert_eq!(nearest_rule("something else"), None);
    }

    #[test]
    fn each_example_raises_its_rule() {
        let rules = ALL_RULES.iter().filter(|rule| !RAISED_LATER.contains(&rule.code));
        let missing: Vec<_> = rules
            .filter(|rule| !rule.example_files().is_empty())
            .filter_map(|rule| {
                let raised = raised_by(&rule.example_files());
                (!raised.contains(rule.code)).then(|| format!("{} {}: {raised:?}", rule.code, rule.name))
            })
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    fn raised_by(files: &[ExampleFile]) -> BTreeSet<&'static str> {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(&file.name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, &file.text).expect("a file");
        }
        let mut spec = load_spec(folder.path()).expect("the example loads");
        spec.name = "acme".to_owned();
        crate::read_spec(&spec).diagnostics.iter().map(|d| d.rule.code).collect()
    }
}
