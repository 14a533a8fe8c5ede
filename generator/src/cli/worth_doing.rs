//! What is worth doing about the diagnostics of a run, in order: errors, then settings that settle many, then pages.

use crate::diagnostic::{Counts, Diagnostic, Severity, Subject};
use crate::suggest::{count, is_suggested};
use crate::visible::visible;
use std::collections::BTreeMap;
use std::fmt::Write;

/// So many settings are named.
const MOST_SETTINGS: usize = 3;

/// Renders what to do; nothing where there is nothing. `spec` is how the user calls the pages, and `has_settings` says
/// that these have a docbind.toml, or could have one.
pub(super) fn worth_doing(diagnostics: &[Diagnostic], spec: &str, has_settings: bool) -> String {
    let mut steps = Vec::new();
    let counts = Counts::of(diagnostics);
    if counts.errors > 0 {
        let them = if counts.errors == 1 { "the error" } else { "the errors" };
        steps.push(format!("fix {them} above: nothing is written before"));
    }
    steps.extend(suggest_step(diagnostics, spec).filter(|_| has_settings));
    steps.extend(settings_step(diagnostics, has_settings));
    let of_pages = |least| {
        let is_finding = |of: &&Diagnostic| of.rule.subject == Subject::Pages && of.severity >= least;
        diagnostics.iter().filter(is_finding).count()
    };
    let (warnings, all) = (of_pages(Severity::Warning), of_pages(Severity::Note));
    if warnings > 0 {
        let places = if warnings == 1 { "1 place" } else { &format!("{warnings} places") };
        steps.push(format!(
            "docbind check-docs {spec} --level warning: {places} where pages contradict themselves"
        ));
    }
    if all > warnings {
        steps.push(format!("docbind check-docs {spec}: all {all} findings, for the author of the pages"));
    }
    if steps.is_empty() {
        return String::new();
    }
    let mut out = "Worth doing, in order:\n".to_owned();
    for (number, step) in (1..).zip(&steps) {
        let _ = writeln!(out, "  {number}. {step}");
    }
    out
}

/// The settings that `docbind suggest` knows the values of.
fn suggest_step(diagnostics: &[Diagnostic], spec: &str) -> Option<String> {
    let (settings, findings) = count(diagnostics);
    let settings = match settings {
        0 => return None,
        1 => "1 setting".to_owned(),
        many => format!("{many} settings"),
    };
    let findings = if findings == 1 { "1 finding" } else { &format!("{findings} findings") };
    Some(format!("docbind suggest {spec} --write: {settings} would settle {findings}"))
}

/// The settings that settle findings and that need somebody to choose: each is counted once, however many findings name
/// it. With `without_suggested`, those are left out that `docbind suggest` knows.
fn settings_step(diagnostics: &[Diagnostic], without_suggested: bool) -> Option<String> {
    let mut settings: BTreeMap<&str, usize> = BTreeMap::new();
    let mut settled = 0;
    for diagnostic in diagnostics.iter().filter(|of| !without_suggested || !is_suggested(of)) {
        settled += usize::from(!diagnostic.settings_help.is_empty());
        for help in &diagnostic.settings_help {
            *settings.entry(help).or_default() += 1;
        }
    }
    let mut by_count: Vec<_> = settings.into_iter().collect();
    by_count.sort_by_key(|(help, count)| (std::cmp::Reverse(*count), *help));
    let words = match by_count.len() {
        0 => return None,
        1 => "1 setting".to_owned(),
        many => format!("{many} settings"),
    };
    let findings = if settled == 1 { "1 finding" } else { &format!("{settled} findings") };
    let mut step = format!("{words} in docbind.toml can settle {findings}:");
    for (help, count) in by_count.iter().take(MOST_SETTINGS) {
        let _ = write!(step, "\n     {count:>4}  {}", visible(help));
    }
    if by_count.len() > MOST_SETTINGS {
        let _ = write!(step, "\n        …  {} more (-v shows them)", by_count.len() - MOST_SETTINGS);
    }
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::worth_doing;
    use crate::diagnostic::{Diagnostic, Suggestion, rule};
    use expect_test::expect;

    #[test]
    fn settings_come_before_pages() {
        let plain = |rule| Diagnostic::general(rule, "a");
        let host = plain(&rule::NO_BASE_URL).help_in_settings("`base-url` under `[api]` names it");
        let all = [
            plain(&rule::INVALID_JSON),
            plain(&rule::UNDECLARED_FIELD),
            host.clone(),
            host,
            plain(&rule::DUPLICATE_ENDPOINT).help_in_settings("`rename` under `[[operations]]` names it"),
        ];
        expect![[r#"
            Worth doing, in order:
              1. 2 settings in docbind.toml can settle 3 findings:
                    2  `base-url` under `[api]` names it
                    1  `rename` under `[[operations]]` names it
              2. docbind check-docs pages --level warning: 4 places where pages contradict themselves
              3. docbind check-docs pages: all 5 findings, for the author of the pages
        "#]]
        .assert_eq(&worth_doing(&all, "pages", true));
        assert_eq!(worth_doing(&[], "pages", true), "");
    }

    #[test]
    fn what_is_suggested_is_a_command() {
        let host = Suggestion::api("base-url", "\"https://a.example\"".to_owned());
        let several = Diagnostic::general(&rule::SEVERAL_HOSTS, "a").help_in_settings("set `base-url`");
        let all = [several.clone().suggest([host.clone()]), several.suggest([host])];
        expect![[r#"
            Worth doing, in order:
              1. docbind suggest pages --write: 1 setting would settle 2 findings
              2. docbind check-docs pages: all 2 findings, for the author of the pages
        "#]]
        .assert_eq(&worth_doing(&all, "pages", true));
        expect![[r#"
            Worth doing, in order:
              1. 1 setting in docbind.toml can settle 2 findings:
                    2  set `base-url`
              2. docbind check-docs page.md: all 2 findings, for the author of the pages
        "#]]
        .assert_eq(&worth_doing(&all, "page.md", false));
    }
}
