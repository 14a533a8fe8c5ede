//! `docbind explain`: the page of a rule, or the list of all rules.

use super::{Outcome, print, usage};
use crate::diagnostic::{ALL_RULES, Rule, find_rule, nearest_rule};

#[derive(clap::Args)]
pub(super) struct Options {
    /// A code (D0201) or a name (undeclared-field); all are listed where none is given.
    code: Option<String>,
}

pub(super) fn run(options: &Options) -> Outcome {
    let Some(word) = &options.code else {
        let lines: String = ALL_RULES.iter().map(|rule| list_line(rule)).collect();
        return print(&format!("{lines}\nMore on one of them: docbind explain CODE\n"));
    };
    match find_rule(word) {
        Some(rule) => print(&format!("{}\n\n{}", rule.explanation.trim_end(), rule.explain_level())),
        None => {
            let near = nearest_rule(word);
            let near = near.map_or("list them with `docbind explain`".to_owned(), |rule| {
                format!("did you mean {} ({})?", rule.code, rule.name)
            });
            usage(&format!("no diagnostic is called `{word}`\n  help: {near}"))
        }
    }
}

fn list_line(rule: &Rule) -> String {
    format!("{}  {:<8} {:<26} {}\n", rule.code, rule.severity.as_str(), rule.name, rule.summary())
}
