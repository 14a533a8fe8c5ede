//! The end of a report: how many pages, and how many findings of each rule.

use super::Findings;
use crate::diagnostic::{Rule, Severity};
use crate::dialect::PageOutcome;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What is said of the pages that were not checked, in the order in which it is said.
const NOT_CHECKED: [(PageOutcome, &str, &str); 6] = [
    (PageOutcome::Guide, "describes no endpoint", "describe no endpoint"),
    (
        PageOutcome::NoEndpoint,
        "describes fields but no verb and path",
        "describe fields but no verb and path",
    ),
    (PageOutcome::Elsewhere, "points to an OpenAPI document", "point to an OpenAPI document"),
    (PageOutcome::Lossy, "lost its structure", "lost their structure"),
    (PageOutcome::Unsupported, "is in a convention that is not read", "are in a convention that is not read"),
    (PageOutcome::WebPage, "is not documentation", "are not documentation"),
];

/// Renders how many pages were checked and what was found, in aligned lines.
pub fn render_summary(findings: &Findings) -> String {
    let of = |outcome| findings.pages.get(&outcome).copied().unwrap_or(0);
    let mut out = String::new();
    let all: usize = findings.pages.values().sum();
    let _ =
        writeln!(out, "pages    {all:>6}   {} checked", of(PageOutcome::Endpoint) + of(PageOutcome::Webhook));
    for (outcome, one, many) in NOT_CHECKED {
        let count = of(outcome);
        if count > 0 {
            let _ = writeln!(out, "         {count:>6}   {}", if count == 1 { one } else { many });
        }
    }
    for (name, tally, done) in findings.reproduction.lines() {
        let (reproduced, all) = (tally.reproduced, tally.documented);
        let _ = writeln!(out, "{name:<9}{all:>6}   {reproduced} can be {done} as they are shown");
    }
    let counts = findings.counts();
    let _ = writeln!(out, "findings {:>6}   {counts}", findings.diagnostics.len());
    for (severity, rule, count) in by_rule(findings) {
        let name = format!("{} {}", rule.code, rule.name);
        let _ = writeln!(out, "         {count:>6}   {:<8} {name:<32} {}", severity.as_str(), rule.summary());
    }
    if !findings.allowed.is_empty() {
        let codes: BTreeSet<&str> = findings.allowed.iter().map(|finding| finding.rule.code).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let _ = writeln!(out, "allowed  {:>6}   {}", findings.allowed.len(), codes.join(", "));
    }
    if !findings.diagnostics.is_empty() {
        out.push_str("More on one of them: docbind explain CODE\n");
    }
    out
}

/// The rules with their findings, the worst and the most frequent first.
fn by_rule(findings: &Findings) -> Vec<(Severity, &'static Rule, usize)> {
    let mut counts: BTreeMap<(Severity, &str), (&'static Rule, usize)> = BTreeMap::new();
    for diagnostic in &findings.diagnostics {
        counts.entry((diagnostic.severity, diagnostic.rule.code)).or_insert((diagnostic.rule, 0)).1 += 1;
    }
    let mut rules: Vec<_> =
        counts.into_iter().map(|((severity, _), (rule, count))| (severity, rule, count)).collect();
    rules.sort_by_key(|&(severity, rule, count)| (std::cmp::Reverse((severity, count)), rule.code));
    rules
}
