//! The pages of the reference that are made from the program: commands and diagnostics.

use crate::links::slug;
use crate::{expect_file, root};
use docbind::{ALL_RULES, Rule};
use std::fmt::Write;
use std::process::Command;

const MADE: &str = "<!-- Generated: UPDATE_EXPECT=1 cargo test -p docbind --test book -->\n";

/// The kinds of rules, by the first digits of their codes.
const KINDS: [(&str, &str); 7] = [
    ("D01", "reading pages"),
    ("D02", "within a page"),
    ("D03", "taken from evidence"),
    ("D04", "between pages"),
    ("D05", "settings and output"),
    ("D06", "requests and responses"),
    ("D07", "fetching and the lock"),
];

fn help(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    let output = command.args(arguments).arg("--help").current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names of the commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = help(&[]);
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn the_page_of_the_commands_is_up_to_date() {
    let mut page = format!("# Commands\n\n{MADE}\n`docbind man` has the same as manual pages.\n");
    let _ = write!(page, "\n## docbind\n\n```text\n{}```\n", help(&[]));
    let commands = commands();
    assert!(commands.len() > 14, "{commands:?}");
    for command in commands {
        let _ = write!(page, "\n## docbind {command}\n\n```text\n{}```\n", help(&[&command]));
    }
    expect_file("docs/book/src/reference/cli.md", &page);
}

#[test]
fn the_pages_of_the_diagnostics_are_up_to_date() {
    let mut list = format!(
        "# Diagnostics\n\n{MADE}\n`docbind explain CODE` shows the same in the terminal. The level is that without a \
         setting: [levels](../guide/diagnostics.md#levels).\n"
    );
    for (kind, about) in KINDS {
        let rules: Vec<&Rule> =
            ALL_RULES.iter().copied().filter(|rule| rule.code.starts_with(kind)).collect();
        assert!(!rules.is_empty(), "{kind}");
        let file = format!("{}.md", kind.to_lowercase());
        let mut page = format!("# {kind}: {about}\n\n{MADE}");
        let _ = write!(list, "\n## {kind}: {about}\n\n| code | name | level | |\n|---|---|---|---|\n");
        for rule in rules {
            let anchor = slug(&format!("{} {}", rule.code, rule.name));
            let level = rule.severity.as_str();
            let _ = writeln!(
                list,
                "| [{}]({file}#{anchor}) | {} | {level} | {} |",
                rule.code,
                rule.name,
                rule.summary().replace('|', "\\|")
            );
            let _ = write!(page, "\n{}\n", below(rule.explanation.trim_end()));
        }
        expect_file(&format!("docs/book/src/reference/{file}"), &page);
    }
    let of_a_kind = |rule: &&&Rule| KINDS.iter().any(|(kind, _)| rule.code.starts_with(kind));
    assert_eq!(ALL_RULES.iter().filter(of_a_kind).count(), ALL_RULES.len());
    expect_file("docs/book/src/reference/diagnostics.md", &list);
}

/// The text with each heading a level lower.
fn below(text: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        match &fence {
            None if mark.len() >= 3 => fence = Some(mark),
            Some(opened) if *opened == mark && line == mark => fence = None,
            None if line.starts_with('#') => out.push('#'),
            _ => {}
        }
        out.extend([line, "\n"]);
    }
    out.trim_end().to_owned()
}
