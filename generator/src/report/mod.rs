//! `docbind report`: one HTML page that says what docbind made of the pages of a spec.
//!
//! ```text
//! report = summary, [ settings ], { group, { page } }, [ pages without an operation ], [ the run ]
//! page   = what was read (operations, webhooks, records; each field with its type, evidence and line),
//!          what is said of it, by kind: not understood, contradictions, inferred, settings,
//!          and what docbind.toml says in its place
//! ```
//!
//! The page needs nothing beside it: its style and its script, which filters, stand in it, and it can be read
//! without the script. All text of the pages is escaped where it is written (`maud`).

mod fields;
mod filter;
mod findings;
mod outline;
mod overrides;
mod page;
mod places;
mod shape;
mod snippet;
mod summary;
#[cfg(test)]
mod tests;

use crate::reading::Reading;
use crate::source::Sources;
use crate::spec::Spec;
use crate::visible::visible_lines;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use outline::{Outline, sort_pages};
use places::{Places, find_places};
use std::collections::BTreeMap;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("filter.js");

/// Nothing is loaded, whatever a page says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// What every part of the report looks things up in.
struct Context<'a> {
    sources: &'a Sources,
    /// The anchor of each named schema.
    anchors: BTreeMap<&'a str, String>,
    /// Where each page names its fields, by the path of the page.
    places: BTreeMap<&'a str, Places>,
}

impl<'a> Context<'a> {
    fn new(sources: &'a Sources, reading: &'a Reading) -> Self {
        let schemas = reading.api.schemas.keys().enumerate();
        let anchors = schemas.map(|(n, name)| (name.as_str(), format!("type-{n}"))).collect();
        let pages = reading.pages.iter();
        let places = pages.map(|(id, page)| (sources.get(*id).relative.as_str(), find_places(&page.claims)));
        Self { sources, anchors, places: places.collect() }
    }
}

/// Renders the report on what was read from a spec.
pub fn render_report(spec: &Spec, reading: &Reading) -> String {
    let api = &reading.api;
    let context = Context::new(&spec.sources, reading);
    let outline = sort_pages(spec, reading);
    let title = if api.title.is_empty() { &api.name } else { &api.title };
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (title) " – docbind report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#pages" { "Skip to the pages" }
                header {
                    h1 { (title) }
                    p.about { "What docbind read from the documentation pages, what it inferred, and what it did not understand." }
                }
                main {
                    (summary::render_summary(reading, &outline))
                    (summary::render_contents(&outline))
                    (summary::render_settings(spec, reading))
                    div #pages { (filter::render_filter(reading, &outline)) (groups(&context, &outline)) (general(&context, &outline)) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let mut text = visible_lines(&document.into_string()).into_owned();
    text.push('\n');
    text
}

fn groups(context: &Context<'_>, outline: &Outline<'_>) -> Markup {
    html! {
        @for (n, group) in outline.groups.iter().enumerate() {
            section.group id={ "group-" (n) } {
                h2 { (group.name) }
                @if !group.about.is_empty() { p.about { (group.about) } }
                @for page in &group.pages { (page::render_page(context, page)) }
            }
        }
    }
}

/// What is said of no page: settings, the run, snippets; and records that no page describes.
fn general(context: &Context<'_>, outline: &Outline<'_>) -> Markup {
    html! {
        @if outline.has_general() {
            section #run {
                h2 { "The run as a whole" }
                (overrides::render_overrides(&outline.overrides))
                @for record in &outline.records { (page::render_record(context, record)) }
                (findings::render_findings(context, &outline.general))
            }
        }
    }
}
