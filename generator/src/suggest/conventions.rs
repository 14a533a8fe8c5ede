//! Rules that so many pages raise that it is a convention of theirs: suppressing them hides what they say, so that is
//! proposed as a comment only.

use super::collect::is_suggested;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// So many findings of a rule are a convention …
const MANY: usize = 20;
/// … if they are on so many pages.
const PAGES: usize = 5;

/// The lines that would suppress what is a convention of the pages, as comments; empty where nothing is.
pub(crate) fn suppressions(diagnostics: &[Diagnostic]) -> String {
    let mut rules: BTreeMap<&str, (&Rule, usize, BTreeSet<_>)> = BTreeMap::new();
    for of in diagnostics.iter().filter(|of| of.severity == Severity::Note && !is_suggested(of)) {
        let (_, count, pages) = rules.entry(of.rule.code).or_insert_with(|| (of.rule, 0, BTreeSet::new()));
        *count += 1;
        pages.extend(of.primary.as_ref().map(|label| label.span.source));
    }
    rules.retain(|_, (_, count, pages)| *count >= MANY && pages.len() >= PAGES);
    if rules.is_empty() {
        return String::new();
    }
    let mut out =
        "# Many pages raise these notes. Entries of `allow` hide them:\n# [diagnostics]\n# allow = [\n"
            .to_owned();
    let mut by_count: Vec<_> = rules.into_values().collect();
    by_count.sort_by_key(|(rule, count, _)| (std::cmp::Reverse(*count), rule.code));
    for (rule, count, pages) in by_count {
        let _ = writeln!(
            out,
            "#     \"{}\", # {}: {count} findings on {} pages",
            rule.code,
            rule.name,
            pages.len()
        );
    }
    out + "# ]\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rule;
    use crate::source::{SourceId, Span};
    use expect_test::expect;

    #[test]
    fn what_many_pages_raise_is_a_convention() {
        let several = |rule, count: u32, pages: u32| {
            (0..count).map(move |at| Diagnostic::at(rule, Span::new(SourceId(at % pages), 0, 1), "a"))
        };
        let mut all: Vec<Diagnostic> = several(&rule::UNDECLARED_FIELD, 30, 10).collect();
        all.extend(several(&rule::FIELD_NOT_SHOWN, 40, 8));
        // Of one page, a few, and warnings.
        all.extend(several(&rule::NOT_UNDERSTOOD, 40, 1));
        all.extend(several(&rule::UNKNOWN_SHAPE, 10, 10));
        all.extend(several(&rule::INVALID_JSON, 40, 10));
        expect![[r#"
            # Many pages raise these notes. Entries of `allow` hide them:
            # [diagnostics]
            # allow = [
            #     "D0213", # field-not-shown: 40 findings on 8 pages
            #     "D0201", # undeclared-field: 30 findings on 10 pages
            # ]
        "#]]
        .assert_eq(&suppressions(&all));
        assert_eq!(suppressions(&all[70..]), "");
    }
}
