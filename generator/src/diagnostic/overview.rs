//! Many diagnostics for people: a few of each kind in full, the others counted.

use super::{Diagnostic, Rule, Severity, render_diagnostic, render_diagnostics};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::fmt;

/// So many of one rule are shown in full. Errors are always shown: each is something to do.
const MOST_OF_ONE_RULE: usize = 3;

/// Renders diagnostics in their order, at most three warnings or notes of one rule, and then one
/// line for each rule of which there are more; with `all`, every one.
pub(crate) fn render_overview(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    all: bool,
    color: bool,
) -> String {
    if all {
        return render_diagnostics(diagnostics, sources, color);
    }
    let mut counts: BTreeMap<&str, (&Rule, usize)> = BTreeMap::new();
    let mut parts = Vec::new();
    for diagnostic in diagnostics {
        let (_, count) = counts.entry(diagnostic.rule.code).or_insert((diagnostic.rule, 0));
        if diagnostic.severity == Severity::Error {
            parts.push(render_diagnostic(diagnostic, sources, color));
            continue;
        }
        *count += 1;
        if *count <= MOST_OF_ONE_RULE {
            parts.push(render_diagnostic(diagnostic, sources, color));
        }
    }
    let more: Vec<_> = counts.values().filter(|(_, count)| *count > MOST_OF_ONE_RULE).collect();
    let width = more.iter().map(|(_, count)| (count - MOST_OF_ONE_RULE).to_string().len()).max().unwrap_or(0);
    let lines = more.iter().map(|(rule, count)| {
        let count = count - MOST_OF_ONE_RULE;
        format!("… {count:>width$} more of {} {} (show all with --all)\n", rule.code, rule.name)
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        parts.push(lines);
    }
    parts.join("\n")
}

/// How many there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts diagnostics.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl fmt::Display for Counts {
    /// `1 error, 12 warnings, 3 notes`; what there is none of is left out, `none` if there is nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let words = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<_> =
            words.map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" })).collect();
        if words.is_empty() { f.write_str("none") } else { f.write_str(&words.join(", ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, rule};
    use expect_test::expect;

    fn many() -> Vec<Diagnostic> {
        let several = |rule, count| (0..count).map(move |n| Diagnostic::general(rule, format!("number {n}")));
        let mut all: Vec<_> = several(&rule::INVALID_SETTING, 4).collect();
        all.extend(several(&rule::INVALID_JSON, 3));
        all.extend(several(&rule::UNDECLARED_FIELD, 14));
        all.extend(several(&rule::UNKNOWN_SHAPE, 4));
        all
    }

    #[test]
    fn shows_three_of_each_and_counts_the_others() {
        let text = render_overview(&many(), &Sources::default(), false, false);
        expect![[r#"
            error[D0501]: number 0

            error[D0501]: number 1

            error[D0501]: number 2

            error[D0501]: number 3

            warning[D0109]: number 0

            warning[D0109]: number 1

            warning[D0109]: number 2

            note[D0201]: number 0

            note[D0201]: number 1

            note[D0201]: number 2

            note[D0303]: number 0

            note[D0303]: number 1

            note[D0303]: number 2

            … 11 more of D0201 undeclared-field (show all with --all)
            …  1 more of D0303 unknown-shape (show all with --all)
        "#]]
        .assert_eq(&text);
        let all = render_overview(&many(), &Sources::default(), true, false);
        assert_eq!(all.matches("[D0201]").count(), 14);
        assert_eq!(render_overview(&[], &Sources::default(), false, false), "");
    }

    #[test]
    fn counts_in_words() {
        assert_eq!(Counts::of(&many()).to_string(), "4 errors, 3 warnings, 18 notes");
        assert_eq!(Counts { warnings: 1, ..Counts::default() }.to_string(), "1 warning");
        assert_eq!(Counts::default().to_string(), "none");
    }
}
