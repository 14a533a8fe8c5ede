//! `[diagnostics]`: the levels at which diagnostics are reported.
//!
//! ```text
//! list    = "allow" | "note" | "warn" | "deny", " = [", { entry }, "]" ;
//! entry   = pattern | "{ code = ", pattern, ", pages = [", { glob }, "] }" ;
//! pattern = a glob over the codes and the names of rules, in any case: `D0203`, `D02*`, `undeclared-*`
//! ```
//!
//! Where several patterns stand for one diagnostic, the most exact one decides: one with `pages` before
//! one without, a code or name before a glob, and of two globs the one that stands for fewer rules. Two
//! lists that name a rule equally exactly are an error.

use super::rule_pattern::{Misfit, RulePattern};
use super::table::{Problems, Table, as_string, wrong_type};
use super::values;
use super::{Level, PageGlobs};
use crate::diagnostic::{Diagnostic, Rule, rule};
use crate::source::{Span, Spanned};
use std::cmp::Reverse;
use toml::de::DeValue;

/// An entry of a list of `[diagnostics]`.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelEntry {
    /// The level of the list.
    pub level: Level,
    /// The rules that it sets to that level; never none.
    pub rules: Vec<&'static Rule>,
    /// Whether it is a code or a name, and no glob.
    pub is_exact: bool,
    /// `pages`: globs below the spec folder; `None` for all pages, and for what concerns none.
    pub pages: Option<Vec<Spanned<String>>>,
    /// Where the pattern stands; nowhere for one of the command line.
    pub span: Option<Span>,
}

impl LevelEntry {
    /// The entry of a pattern that was given on the command line, which comes before all of the settings.
    ///
    /// # Errors
    ///
    /// Where the pattern stands for no rule that can have the level: what is wrong, and what would do.
    pub fn from_argument(level: Level, pattern: &str) -> Result<Self, String> {
        match RulePattern::parse(level, pattern) {
            Ok(RulePattern { rules, is_exact }) => {
                Ok(Self { level, rules, is_exact, pages: None, span: None })
            }
            Err(Misfit { message, help, .. }) if help.is_empty() => Err(message),
            Err(Misfit { message, help, .. }) => Err(format!("{message}\n  help: {help}")),
        }
    }

    /// How exact the entry is; of two that fit, the greater decides.
    pub fn precision(&self) -> impl Ord + use<> {
        (self.span.is_none(), self.pages.is_some(), self.is_exact, Reverse(self.rules.len()))
    }

    /// The pages that it is limited to.
    pub fn page_globs(&self) -> Option<PageGlobs> {
        self.pages.as_ref().map(|pages| PageGlobs::new(pages.iter().map(|glob| glob.value.as_str())))
    }
}

/// Reads `[diagnostics]`.
pub(super) fn read_levels(problems: &mut Problems, table: &Table<'_>) -> Vec<LevelEntry> {
    let keys = Level::ALL.map(Level::as_str);
    table.check_keys(problems, &keys);
    let mut entries = Vec::new();
    for level in Level::ALL {
        let should_be = "an array of codes, names and globs, as in `[\"D0203\", \"undeclared-*\"]`";
        let items = table.array(problems, level.as_str(), should_be).unwrap_or_default();
        entries.extend(items.iter().filter_map(|item| read_entry(problems, table, level, item)));
    }
    report_conflicts(&entries, &mut problems.found);
    entries
}

fn read_entry(
    problems: &mut Problems,
    diagnostics: &Table<'_>,
    level: Level,
    item: &toml::Spanned<DeValue<'_>>,
) -> Option<LevelEntry> {
    let list = level.as_str();
    let (pattern, pages) = match item.get_ref() {
        DeValue::String(_) => (as_string(problems, item, list)?, None),
        DeValue::Table(entries) => {
            let table = diagnostics.item(problems, list, entries, item.span());
            table.check_keys(problems, &["code", "pages"]);
            let pages = table.value("pages").map(|pages| {
                if matches!(pages.get_ref(), DeValue::Array(globs) if globs.is_empty()) {
                    let help = "leave the setting out for all pages".to_owned();
                    problems.report(
                        problems.span(pages.span()),
                        "`pages` is empty".to_owned(),
                        "no page",
                        help,
                    );
                }
                values::spanned_globs(problems, &table, "pages")
            });
            if table.value("code").is_none() {
                let help = "`code = \"…\"` says which diagnostics it is about".to_owned();
                problems.report(table.span, format!("an entry of `{list}` has no `code`"), "", help);
            }
            (table.string(problems, "code")?, pages)
        }
        _ => {
            wrong_type(problems, item, &format!("each item of `{list}`"), "a string or a table");
            return None;
        }
    };
    // What is no glob was reported, and without any the entry would be about all pages.
    if pages.as_ref().is_some_and(Vec::is_empty) {
        return None;
    }
    match RulePattern::parse(level, &pattern.value) {
        Ok(RulePattern { rules, is_exact }) => {
            Some(LevelEntry { level, rules, is_exact, pages, span: Some(pattern.span) })
        }
        Err(Misfit { message, label, help }) => {
            problems.report(pattern.span, message, label, help);
            None
        }
    }
}

/// Reports the rules that two lists name equally exactly, where both are about all pages.
fn report_conflicts(entries: &[LevelEntry], found: &mut Vec<Diagnostic>) {
    found.extend(conflicts(entries).filter(|(a, b, _)| a.pages.is_none() && b.pages.is_none()).map(
        |(a, b, rule)| {
            report_conflict(
                a,
                b,
                rule,
                "of two patterns the more exact one decides, and these are equally exact",
            )
        },
    ));
}

/// The pairs of entries that set a rule to different levels, equally exactly; each with the first rule.
fn conflicts(entries: &[LevelEntry]) -> impl Iterator<Item = (&LevelEntry, &LevelEntry, &'static Rule)> {
    let pairs = entries.iter().enumerate().flat_map(|(at, b)| entries[..at].iter().map(move |a| (a, b)));
    pairs.filter(|(a, b)| a.level != b.level && a.precision() == b.precision()).filter_map(|(a, b)| {
        let rule = a.rules.iter().copied().find(|rule| b.rules.contains(rule))?;
        Some((a, b, rule))
    })
}

fn report_conflict(a: &LevelEntry, b: &LevelEntry, rule: &Rule, why: &str) -> Diagnostic {
    let (one, other) = (a.level.as_str(), b.level.as_str());
    let message = format!("{} is set to both `{one}` and `{other}`", rule.code);
    let diagnostic = match b.span {
        Some(span) => {
            Diagnostic::at(&rule::INVALID_SETTING, span, message).label(format!("to `{other}` here"))
        }
        None => Diagnostic::general(&rule::INVALID_SETTING, message),
    };
    match a.span {
        Some(span) => diagnostic.related(span, format!("to `{one}` here")),
        None => diagnostic,
    }
    .help(why)
}

/// Checks what is limited to pages, now that they are known, by their relative paths: globs that no page
/// fits, and levels that contradict each other on a page.
pub(crate) fn check_level_pages(entries: &[LevelEntry], pages: &[&str]) -> Vec<Diagnostic> {
    let globs = entries.iter().flat_map(|entry| entry.pages.iter().flatten());
    let unused = globs.filter(|glob| {
        let glob = PageGlobs::new([glob.value.as_str()]);
        !pages.iter().any(|page| glob.fit(page))
    });
    let unused = unused.map(|glob| {
        let message = format!("`{}` fits no page", glob.value);
        let help =
            "globs are relative to the folder of docbind.toml: `guides/**`, or a page with its extension";
        Diagnostic::at(&rule::UNUSED_SETTING, glob.span, message).help(help)
    });
    let mut found: Vec<Diagnostic> = unused.collect();
    for (a, b, rule) in conflicts(entries) {
        let (Some(of_a), Some(of_b)) = (a.page_globs(), b.page_globs()) else { continue };
        if let Some(page) = pages.iter().find(|page| of_a.fit(page) && of_b.fit(page)) {
            found.push(report_conflict(a, b, rule, &format!("`{page}` is among the pages of both")));
        }
    }
    found
}

#[cfg(test)]
#[path = "levels_tests.rs"]
mod tests;
