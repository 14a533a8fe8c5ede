//! Patterns over rules: a code or a name, or a glob over both, in any case.

use super::near::did_you_mean;
use super::{Level, NameGlob};
use crate::diagnostic::{ALL_RULES, Rule, find_rule};

/// The rules that a pattern stands for, of those that can have a level.
#[derive(Debug)]
pub(super) struct RulePattern {
    /// Never none.
    pub(super) rules: Vec<&'static Rule>,
    /// Whether it is a code or a name, and no glob.
    pub(super) is_exact: bool,
}

/// Why a text is no pattern for a level.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) message: String,
    /// What is to be said of the place; may be empty.
    pub(super) label: &'static str,
    /// What would do; may be empty.
    pub(super) help: String,
}

impl RulePattern {
    /// Reads a pattern of rules that are to have a level.
    pub(super) fn parse(level: Level, text: &str) -> Result<Self, Misfit> {
        let glob = NameGlob::parse(&text.to_ascii_lowercase()).map_err(|message| Misfit {
            message: format!("not a pattern: {message}"),
            label: "",
            help: "`*` stands for any text, `?` for a character, `{a,b}` for either".to_owned(),
        })?;
        let is_exact = glob.as_exact().is_some();
        let all: Vec<&Rule> = match is_exact {
            true => find_rule(text).into_iter().collect(),
            false => ALL_RULES.iter().copied().filter(|rule| fits(&glob, rule)).collect(),
        };
        let rules: Vec<&Rule> = all.iter().copied().filter(|rule| rule.least_level() <= level).collect();
        match (all.first(), rules.is_empty()) {
            (None, _) => Err(unknown(text, is_exact)),
            (Some(rule), true) => Err(fixed(level, text, rule, is_exact)),
            _ => Ok(Self { rules, is_exact }),
        }
    }
}

fn fits(glob: &NameGlob, rule: &Rule) -> bool {
    glob.matches(&rule.code.to_ascii_lowercase()) || glob.matches(rule.name)
}

fn unknown(text: &str, is_exact: bool) -> Misfit {
    let message = match is_exact {
        true => format!("no diagnostic is called `{text}`"),
        false => format!("`{text}` fits no code and no name of a diagnostic"),
    };
    let near = did_you_mean(text, ALL_RULES.iter().flat_map(|rule| [rule.code, rule.name]));
    Misfit { message, label: "", help: near.unwrap_or_else(|| "`docbind explain` lists them".to_owned()) }
}

/// Errors of the run stay errors, and no page is lost without a word.
fn fixed(level: Level, text: &str, rule: &Rule, is_exact: bool) -> Misfit {
    let cannot = match level {
        Level::Allow => "be allowed",
        Level::Note => "be a note",
        Level::Warn | Level::Deny => "be a warning",
    };
    let message = match is_exact {
        true => format!("`{text}` cannot {cannot}"),
        false => format!("nothing that `{text}` stands for can {cannot}"),
    };
    let (label, help) = match rule.least_level() {
        Level::Deny => ("always an error: what was asked for is not there", String::new()),
        least => (
            "a page would be missing without a word",
            format!("`{}` is the least that it can be", least.as_str()),
        ),
    };
    Misfit { message, label, help }
}
