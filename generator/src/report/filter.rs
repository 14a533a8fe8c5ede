//! The controls that choose what is shown: by words, severity, rule and group. The script shows them.

use super::outline::Outline;
use crate::diagnostic::Rule;
use crate::reading::Reading;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Renders the controls.
pub(super) fn render_filter(reading: &Reading, outline: &Outline<'_>) -> Markup {
    let mut rules: BTreeMap<&str, (&Rule, usize)> = BTreeMap::new();
    for of in &reading.diagnostics {
        rules.entry(of.rule.code).or_insert((of.rule, 0)).1 += 1;
    }
    html! {
        form #filter aria-label="What is shown" hidden {
            label.words { "Words" input #words type="search" placeholder="title, path, file or code" aria-keyshortcuts="/"; }
            label {
                "Findings"
                select #severity {
                    option value="" { "any or none" }
                    option value="note" { "at least one" }
                    option value="warning" { "warnings or errors" }
                    option value="error" { "errors" }
                }
            }
            label {
                "Rule"
                select #rule {
                    option value="" { "any" }
                    @for (code, (rule, count)) in &rules {
                        option value=(code) { (code) " " (rule.name) " (" (count) ")" }
                    }
                }
            }
            label {
                "Group"
                select #group {
                    option value="" { "all" }
                    @for (n, group) in outline.groups.iter().enumerate() {
                        option value={ "group-" (n) } { (group.name) " (" (group.pages.len()) ")" }
                    }
                    @if outline.has_general() { option value="run" { "The run as a whole" } }
                }
            }
            div.buttons {
                button #open type="button" { "Open all" }
                button #close type="button" { "Close all" }
                button type="reset" { "Show all" }
                output #shown for="words severity rule group" {}
            }
        }
    }
}
