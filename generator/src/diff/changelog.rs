//! The entry of the generated crate's CHANGELOG (Keep a Changelog 1.1.0).

use super::{Change, ChangeClass, ChangeKind, Diff};
use crate::lowering::code;
use crate::visible::visible;
use std::fmt::Write;

const HEAD: &str = "# Changelog\n\nAll notable changes of this crate, which docbind generates. The format is that of\n\
                    [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n\n";

/// The entry of a version: its heading, and a section for each sort of change.
pub(crate) fn render_entry(diff: &Diff, version: &str, date: Option<&str>) -> String {
    let date = date.map_or_else(String::new, |date| format!(" - {date}"));
    let mut text = format!("## [{version}]{date}\n");
    for section in ["Added", "Changed", "Deprecated", "Removed"] {
        let changes: Vec<&Change> =
            diff.changes.iter().filter(|change| section_of(change) == section).collect();
        let documented = diff.changes.iter().filter(|of| of.class == ChangeClass::DocumentationOnly);
        let mut documented: Vec<String> = documented.map(|change| code(&change.item)).collect();
        documented.dedup();
        let says_documented = section == "Changed" && !documented.is_empty();
        if changes.is_empty() && !says_documented {
            continue;
        }
        let _ = writeln!(text, "\n### {section}\n");
        for change in changes {
            let breaking = if change.class == ChangeClass::Breaking { "**Breaking:** " } else { "" };
            let _ = writeln!(text, "- {breaking}{} {}.", code(&change.item), visible(&change.what));
        }
        if says_documented {
            let more = documented.len().saturating_sub(NAMED);
            let named = documented.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let _ = writeln!(text, "- The texts of {named}{more} follow the documentation.");
        }
    }
    text
}

/// So many items are named whose texts changed.
const NAMED: usize = 6;

fn section_of(change: &Change) -> &'static str {
    match change.kind {
        _ if change.class == ChangeClass::DocumentationOnly => "",
        ChangeKind::Added => "Added",
        ChangeKind::Removed => "Removed",
        ChangeKind::Deprecated => "Deprecated",
        _ => "Changed",
    }
}

/// A CHANGELOG with the entry of a version in it: in the place of the one that it has, else above all others, below
/// what is unreleased. An empty text gets the head of a CHANGELOG.
pub(crate) fn insert_entry(changelog: &str, version: &str, entry: &str) -> String {
    if changelog.trim().is_empty() {
        return format!("{HEAD}{entry}");
    }
    let crlf = changelog.contains("\r\n");
    let text = changelog.replace("\r\n", "\n");
    let headings = headings(&text);
    let own = headings.iter().position(|(_, title)| version_of(title) == version);
    let (start, end) = match own {
        Some(at) => (headings[at].0, headings.get(at + 1).map_or_else(|| links_at(&text), |(next, _)| *next)),
        None => {
            let released =
                headings.iter().find(|(_, title)| !version_of(title).eq_ignore_ascii_case("unreleased"));
            let at = released.map_or_else(|| links_at(&text), |(at, _)| *at);
            (at, at)
        }
    };
    let (before, after) = (text[..start].trim_end(), text[end..].trim_start_matches('\n'));
    let gap = if after.is_empty() { "" } else { "\n" };
    let lead = if before.is_empty() { "" } else { "\n\n" };
    let whole = format!("{before}{lead}{}\n{gap}{after}", entry.trim_end());
    if crlf { whole.replace('\n', "\r\n") } else { whole }
}

/// Where headings of entries begin, and what they say; lines of code are none.
fn headings(text: &str) -> Vec<(usize, &str)> {
    let (mut found, mut at, mut fenced) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        if let Some(title) = line.strip_prefix("## ").filter(|_| !fenced) {
            found.push((at, title.trim()));
        }
        at += line.len();
    }
    found
}

/// `0.2.0` of `[0.2.0] - 2026-03-04`.
fn version_of(title: &str) -> &str {
    let word = title.split([' ', '\t']).next().unwrap_or_default();
    word.trim_start_matches('[').split(']').next().unwrap_or_default().trim_start_matches('v')
}

/// Where the definitions of links at the end begin, or the end.
fn links_at(text: &str) -> usize {
    let mut end = text.len();
    for line in text.split_inclusive('\n').collect::<Vec<_>>().into_iter().rev() {
        let is_link = line.starts_with('[') && line.contains("]: ");
        if !is_link && !line.trim().is_empty() {
            break;
        }
        end -= line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_stands_once_above_the_others() {
        let first = insert_entry("", "0.1.1", "## [0.1.1]\n\n### Added\n\n- `a` is new.\n");
        assert!(first.starts_with("# Changelog\n"), "{first}");
        let second = insert_entry(&first, "0.2.0", "## [0.2.0]\n\n### Removed\n\n- `b` is gone.\n");
        let again = insert_entry(&second, "0.2.0", "## [0.2.0]\n\n### Removed\n\n- `b` is gone.\n");
        assert_eq!(second, again);
        let other =
            insert_entry(&second, "0.2.0", "## [0.2.0] - 2026-01-02\n\n### Removed\n\n- `c` is gone.\n");
        assert!(!other.contains("`b`") && other.find("`c`") < other.find("`a`"), "{other}");
        assert_eq!(other.matches("## [").count(), 2);
    }

    #[test]
    fn what_people_wrote_stays() {
        let by_hand = "# Changes\n\n## Unreleased\n\n- soon\n\n## [0.1.0]\n\n```\n## [0.2.0]\n```\n\n[0.1.0]: https://a.example\n";
        let text = insert_entry(by_hand, "0.2.0", "## [0.2.0]\n\n- x\n");
        let expected = by_hand.replace("## [0.1.0]", "## [0.2.0]\n\n- x\n\n## [0.1.0]");
        assert_eq!(text, expected);
        let windows = insert_entry(&by_hand.replace('\n', "\r\n"), "0.2.0", "## [0.2.0]\n\n- x\n");
        assert_eq!(windows, expected.replace('\n', "\r\n"));
        let last = insert_entry(
            "## [0.1.0]\n\n- old\n\n[0.1.0]: https://a.example\n",
            "0.1.0",
            "## [0.1.0]\n\n- new\n",
        );
        assert_eq!(last, "## [0.1.0]\n\n- new\n\n[0.1.0]: https://a.example\n");
    }
}
