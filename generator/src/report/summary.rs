//! The top of the report: how much was read, from which pages, and what is said of them.

use super::findings::in_words;
use super::outline::{Outline, Page};
use super::page::evidence_on;
use crate::diagnostic::{Counts, Rule, Severity};
use crate::dialect::PageOutcome;
use crate::model::Evidence;
use crate::reading::Reading;
use crate::spec::Spec;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What a page of each kind is called, one, many, and in a sentence.
pub(super) fn outcome_words(outcome: PageOutcome) -> (&'static str, &'static str, &'static str) {
    match outcome {
        PageOutcome::Endpoint => {
            ("describes operations", "describe operations", "The page describes operations.")
        }
        PageOutcome::Webhook => {
            ("describes a webhook", "describe webhooks", "The page describes what the API sends on its own.")
        }
        PageOutcome::NoEndpoint => (
            "describes fields but no verb and path",
            "describe fields but no verb and path",
            "Left out: the page describes fields, but neither verb nor path.",
        ),
        PageOutcome::Elsewhere => (
            "points to an OpenAPI document",
            "point to an OpenAPI document",
            "Left out: the page only points to an operation of an OpenAPI document.",
        ),
        PageOutcome::Guide => {
            ("describes no endpoint", "describe no endpoint", "Left out: the page describes no endpoint.")
        }
        PageOutcome::Lossy => (
            "lost its structure",
            "lost their structure",
            "Left out: the text of the page lost its structure.",
        ),
        PageOutcome::Unsupported => (
            "is in a convention that is not read",
            "are in a convention that is not read",
            "Left out: the page follows a convention that docbind does not read.",
        ),
        PageOutcome::WebPage => (
            "is not documentation",
            "are not documentation",
            "Left out: the file holds a web page that is not documentation.",
        ),
    }
}

/// Renders the counts.
pub(super) fn render_summary(reading: &Reading, outline: &Outline<'_>) -> Markup {
    let pages: Vec<&Page<'_>> = outline.groups.iter().flat_map(|group| &group.pages).collect();
    let evidence: Vec<Evidence> = pages.iter().flat_map(|page| evidence_on(page)).collect();
    let known = |kinds: &[Evidence]| evidence.iter().filter(|of| kinds.contains(of)).count();
    let counts = Counts::of(&reading.diagnostics);
    let api = &reading.api;
    html! {
        section #summary {
            h2 { "Summary" }
            dl.tiles {
                (tile("", pages.len(), "page"))
                (tile("", api.operations.len(), "operation"))
                (tile("", evidence.len(), "field"))
                (tile("error", counts.errors, "error"))
                (tile("warning", counts.warnings, "warning"))
                (tile("note", counts.notes, "note"))
            }
            table.figures {
                tbody {
                    @for (outcome, count) in outcomes(reading) {
                        @let (one, many, _) = outcome_words(outcome);
                        tr { td.figure { (count) } td { @if count == 1 { "page " (one) } @else { "pages " (many) } } }
                    }
                    tr { td.figure { (known(&[Evidence::Declared])) } td { "fields " span.evidence.declared { "declared" } " in a list, a table or a type" } }
                    tr {
                        td.figure { (known(&[Evidence::Skeleton, Evidence::Example, Evidence::Path])) }
                        td { "fields " span.evidence.inferred { "inferred" } " from an example, a skeleton or the path" }
                    }
                    tr { td.figure { (known(&[Evidence::Override])) } td { "fields " span.evidence.override { "overridden" } " in docbind.toml" } }
                    @for (name, tally, done) in reading.reproduction.lines() {
                        tr { td.figure { (tally.reproduced) } td { "of " (tally.documented) " " (name.trim_end_matches(if tally.documented == 1 { "s" } else { "" })) " in the pages can be " (done) " by the client" } }
                    }
                    @if !reading.allowed.is_empty() { tr { td.figure { (reading.allowed.len()) } td { "findings allowed in docbind.toml" } } }
                    @if let Some(url) = &api.base_url { tr { td {} td { "base URL " code { (url) } } } }
                }
            }
            (render_rules(reading))
        }
    }
}

fn tile(class: &str, count: usize, word: &str) -> Markup {
    html! {
        div class={ "tile " (class) } { dt { (word) @if count != 1 { "s" } } dd { (count) } }
    }
}

fn outcomes(reading: &Reading) -> BTreeMap<PageOutcome, usize> {
    let mut outcomes = BTreeMap::new();
    reading.pages.iter().for_each(|(_, page)| *outcomes.entry(page.outcome).or_default() += 1);
    outcomes
}

/// How often each rule occurs, the worst and the most frequent first.
fn render_rules(reading: &Reading) -> Markup {
    let mut counts: BTreeMap<(Severity, &str), (&Rule, usize)> = BTreeMap::new();
    for diagnostic in &reading.diagnostics {
        counts.entry((diagnostic.severity, diagnostic.rule.code)).or_insert((diagnostic.rule, 0)).1 += 1;
    }
    let mut rules: Vec<_> =
        counts.into_iter().map(|((severity, _), (rule, count))| (severity, rule, count)).collect();
    rules.sort_by_key(|&(severity, rule, count)| (std::cmp::Reverse((severity, count)), rule.code));
    html! {
        @if !rules.is_empty() {
            h3 { "Findings" }
            table.rules {
                tbody {
                    @for (severity, rule, count) in rules {
                        tr {
                            td.figure { (count) }
                            td { span class={ "badge " (severity.as_str()) } { (severity.as_str()) } }
                            td { a href="#filter" data-choose=(rule.code) { code.rule { (rule.code) } } }
                            td { (in_words(&rule.summary())) span.faint { " " (rule.name) } }
                        }
                    }
                }
            }
            p.about { "More on one of them: " code { "docbind explain CODE" } }
        }
    }
}

/// Renders the names of the groups, each a link.
pub(super) fn render_contents(outline: &Outline<'_>) -> Markup {
    html! {
        nav {
            h2 { "Groups" }
            ul.contents {
                @for (n, group) in outline.groups.iter().enumerate() {
                    li { a href={ "#group-" (n) } { (group.name) } " " span.count { (group.pages.len()) } }
                }
                @if outline.has_general() {
                    li { a href="#run" { "The run as a whole" } " " span.count { (outline.general.len()) } }
                }
            }
        }
    }
}

/// Renders `docbind.toml` with its lines: all that is overridden stands there.
pub(super) fn render_settings(spec: &Spec, reading: &Reading) -> Markup {
    let file = spec.config_file.map(|id| spec.sources.get(id));
    let config = &spec.config;
    let entries = config.operations.len() + config.fields.len() + config.types.len();
    let applied = reading.api.overrides.len();
    html! {
        @if let Some(file) = file {
            section #settings {
                h2 { "Overridden" }
                details {
                    summary {
                        span.title { (file.path) } " "
                        span.count {
                            (entries) @if entries == 1 { " entry" } @else { " entries" }
                            " for operations, fields and types, " (applied)
                            @if applied == 1 { " setting applied" } @else { " settings applied" }
                        }
                    }
                    div.source.settings {
                        @for (n, line) in file.text.lines().enumerate() {
                            div.at id={ "setting-" (n + 1) } { span.number { (n + 1) } pre { (line) } }
                        }
                    }
                }
            }
        }
    }
}
