//! Many diagnostics for people: all of them where they are few, else how many there are by rule, with one example each.
//!
//! ```text
//! digest  = { warnings | notes }, hint ;
//! notes   = "250 notes", { line }, [ "   … 12 more of 3 rules" ] ;
//! line    = count, code, name, file ":" line ": " message ;                            (of the first one, cut to the width)
//! ```

use super::{Diagnostic, Rule, Severity, render_diagnostics};
use crate::source::Sources;
use crate::visible::visible;
use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write;

/// What takes no more lines is shown in full.
const IN_FULL: usize = 24;

/// Errors are something to do, and shown in full up to so many.
const MOST_ERRORS: usize = 8;

/// So many rules have a line.
const MOST_RULES: usize = 14;

/// Longer lines are cut.
const WIDTH: usize = 110;

/// Renders diagnostics in their order where that takes a few lines or `all` asks for it; else the errors, and the others
/// by rule.
pub(crate) fn render_overview(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    all: bool,
    color: bool,
) -> String {
    if all || fits_in_full(diagnostics, sources) {
        return render_diagnostics(diagnostics, sources, color);
    }
    let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        diagnostics.iter().partition(|of| of.severity == Severity::Error);
    let shown: Vec<Diagnostic> = errors.iter().take(MOST_ERRORS).copied().cloned().collect();
    let mut out = render_diagnostics(&shown, sources, color);
    if !errors.is_empty() {
        out.push('\n');
    }
    if errors.len() > MOST_ERRORS {
        let _ = writeln!(out, "… {} more errors", errors.len() - MOST_ERRORS);
    }
    let lines = by_rule(&others);
    for severity in [Severity::Warning, Severity::Note] {
        render_rules(&mut out, severity, &lines, sources, color);
    }
    let hidden: usize = lines.iter().skip(MOST_RULES).map(|(_, count)| count).sum();
    if hidden > 0 {
        let rules = match lines.len() - MOST_RULES {
            1 => "1 rule".to_owned(),
            many => format!("{many} rules"),
        };
        let _ = writeln!(out, "{hidden:>6}  more, of {rules}");
    }
    out.push_str("-v shows all of them; docbind explain CODE says what one means\n");
    out
}

/// Whether an overview shows every diagnostic in full.
pub(crate) fn fits_in_full(diagnostics: &[Diagnostic], sources: &Sources) -> bool {
    // None takes fewer than two lines.
    diagnostics.len() <= IN_FULL / 2
        && render_diagnostics(diagnostics, sources, false).lines().count() <= IN_FULL
}

/// The first diagnostic of each rule, and how many there are: the worst and the most frequent first.
fn by_rule<'d>(diagnostics: &[&'d Diagnostic]) -> Vec<(&'d Diagnostic, usize)> {
    let mut counts: BTreeMap<(Severity, &str), (&Diagnostic, usize)> = BTreeMap::new();
    for diagnostic in diagnostics {
        counts.entry((diagnostic.severity, diagnostic.rule.code)).or_insert((diagnostic, 0)).1 += 1;
    }
    let mut lines: Vec<_> = counts.into_values().collect();
    lines.sort_by_key(|(first, count)| (std::cmp::Reverse((first.severity, *count)), first.rule.code));
    lines
}

fn render_rules(
    out: &mut String,
    severity: Severity,
    lines: &[(&Diagnostic, usize)],
    sources: &Sources,
    color: bool,
) {
    let of_severity = |(first, _): &&(&Diagnostic, usize)| first.severity == severity;
    let count: usize = lines.iter().filter(of_severity).map(|(_, count)| count).sum();
    if count == 0 {
        return;
    }
    let heading = format!("{count} {}{}", severity.as_str(), if count == 1 { "" } else { "s" });
    let _ = if color { writeln!(out, "\x1b[1m{heading}\x1b[0m") } else { writeln!(out, "{heading}") };
    let width = lines.iter().take(MOST_RULES).map(|(first, _)| first.rule.name.len()).max().unwrap_or(0);
    for (first, count) in lines.iter().take(MOST_RULES).filter(of_severity) {
        let Rule { code, name, .. } = first.rule;
        let line = format!("{count:>6}  {code} {name:<width$}  {}", example(first, sources));
        let _ = writeln!(out, "{}", cut(&line));
    }
}

/// Where a diagnostic is, by the name of its file, and what it says.
fn example(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.primary.as_ref().map(|label| {
        let path = &sources.get(label.span.source).path;
        let file = path.rsplit('/').next().unwrap_or(path);
        format!("{}:{}: ", visible(file), sources.position(label.span).line)
    });
    format!("{}{}", place.unwrap_or_default(), visible(&diagnostic.message))
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDTH) {
        None => line.to_owned(),
        Some(_) => line.chars().take(WIDTH - 1).chain(['…']).collect(),
    }
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
    fn many_are_counted_by_rule() {
        let text = render_overview(&many(), &Sources::default(), false, false);
        expect![[r#"
            error[D0501]: number 0

            error[D0501]: number 1

            error[D0501]: number 2

            error[D0501]: number 3

            3 warnings
                 3  D0109 invalid-json      number 0
            18 notes
                14  D0201 undeclared-field  number 0
                 4  D0303 unknown-shape     number 0
            -v shows all of them; docbind explain CODE says what one means
        "#]]
        .assert_eq(&text);
        let all = render_overview(&many(), &Sources::default(), true, false);
        assert_eq!(all.matches("[D0201]").count(), 14);
        assert_eq!(render_overview(&[], &Sources::default(), false, false), "");
    }

    #[test]
    fn a_few_are_shown_in_full() {
        let few = [
            Diagnostic::general(&rule::INVALID_JSON, "one"),
            Diagnostic::general(&rule::INVALID_JSON, "two"),
        ];
        let text = render_overview(&few, &Sources::default(), false, false);
        assert_eq!(text, render_diagnostics(&few, &Sources::default(), false));
    }

    #[test]
    fn counts_in_words() {
        assert_eq!(Counts::of(&many()).to_string(), "4 errors, 3 warnings, 18 notes");
        assert_eq!(Counts { warnings: 1, ..Counts::default() }.to_string(), "1 warning");
        assert_eq!(Counts::default().to_string(), "none");
    }
}
