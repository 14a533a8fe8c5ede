//! A page: what was read from it, and what is said of it.

use super::fields::{Origin, evidence_in, evidence_of, evidence_word, render_fields, render_fields_of};
use super::findings::render_findings;
use super::outline::{Page, Record};
use super::overrides::render_overrides;
use super::places::{Places, Side};
use super::shape::render_shape;
use super::{Context, summary};
use crate::diagnostic::Severity;
use crate::dialect::PageOutcome;
use crate::model::{Evidence, Operation, Schema, SchemaKind, Webhook};
use crate::source::SourceFile;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Renders a page.
pub(super) fn render_page(context: &Context<'_>, page: &Page<'_>) -> Markup {
    let diagnostics = page.diagnostics.iter().copied();
    let worst = diagnostics.map(|d| d.severity).max().map_or("", Severity::as_str);
    html! {
        details.page id={ "page-" (page.number) } data-worst=(worst) {
            summary { (heading(page)) }
            @if page.reading.outcome != PageOutcome::Endpoint {
                p.outcome { (summary::outcome_words(page.reading.outcome).2) }
            }
            (evidence_line(page))
            (render_overrides(&page.overrides))
            @for operation in &page.operations { (render_operation(context, page, operation)) }
            @for webhook in &page.webhooks { (render_webhook(context, page, webhook)) }
            @for record in &page.records { (render_record(context, record)) }
            (render_findings(context, &page.diagnostics))
        }
    }
}

fn heading(page: &Page<'_>) -> Markup {
    let count = |severity| page.diagnostics.iter().filter(|d| d.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|of| (count(of), of.as_str()));
    let title = page.operations.first().map(|operation| operation.title.as_str());
    let title = title.or(page.webhooks.first().map(|webhook| webhook.title.as_str()));
    html! {
        @if let Some(title) = title { span.title { (title) } }
        @for operation in &page.operations { (endpoint(operation)) }
        span.path { (page.file.relative) }
        span.counts {
            @if let settings @ 1.. = page.overrides.len() {
                span.badge.override { (settings) " setting" @if settings > 1 { "s" } } " "
            }
            @for (count, word) in counts {
                @if count > 0 { span class={ "badge " (word) } { (count) " " (word) @if count > 1 { "s" } } " " }
            }
        }
    }
}

fn endpoint(operation: &Operation) -> Markup {
    html! {
        span.endpoint { b.verb { (operation.method.as_str()) } " " code { (operation.path) } } " "
    }
}

/// How many fields are known from what.
fn evidence_line(page: &Page<'_>) -> Markup {
    let mut counts: BTreeMap<Evidence, usize> = BTreeMap::new();
    for evidence in evidence_on(page) {
        *counts.entry(evidence).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    html! {
        @if all > 0 {
            p.tally {
                (all) @if all == 1 { " field: " } @else { " fields: " }
                @for (n, (evidence, count)) in counts.iter().enumerate() {
                    @if n > 0 { ", " }
                    @let (word, class) = evidence_word(*evidence);
                    (count) " " span class={ "evidence " (class) } { (word) }
                }
            }
        }
    }
}

/// The evidence of each field that was read from a page.
pub(super) fn evidence_on(page: &Page<'_>) -> Vec<Evidence> {
    let mut all = Vec::new();
    for operation in &page.operations {
        operation.parameters.iter().for_each(|parameter| all.extend(evidence_of(&parameter.field)));
        all.extend(operation.request_body.iter().flat_map(|body| evidence_in(&body.schema)));
        let answers = operation.responses.iter().filter_map(|response| response.schema.as_ref());
        all.extend(answers.flat_map(evidence_in));
    }
    for webhook in &page.webhooks {
        webhook.headers.iter().for_each(|header| all.extend(evidence_of(header)));
        all.extend(evidence_in(&webhook.payload));
    }
    all.extend(page.records.iter().flat_map(|(_, record)| evidence_in(&record.schema)));
    all
}

fn render_operation(context: &Context<'_>, page: &Page<'_>, operation: &Operation) -> Markup {
    let line =
        operation.places().find(|place| place.page == page.file.relative).map_or(1, |place| place.line);
    let from = start_of_line(page.file, line);
    let here = page.file.relative.as_str();
    let others = || operation.places().filter(|place| place.page != here);
    let pages = std::iter::once(here).chain(others().map(|place| place.page.as_str()));
    let places: Vec<&Places> = pages.filter_map(|page| context.places.get(page)).collect();
    let origin = |side| Origin { places: &places, side: Some(side), from };
    html! {
        section.operation {
            h3 { (endpoint(operation)) }
            p.place { (operation.id) " · " (page.file.path) ":" (line) @if let Some(url) = &operation.base_url { " · on " (url) } }
            @if operation.places().count() > 1 {
                p.place {
                    "also described at"
                    @for (other, place) in (1..).zip(others()) {
                        " " sup { (other) } (place.page) ":" (place.line)
                    }
                }
            }
            @if !operation.parameters.is_empty() {
                h5 { "Parameters" }
                (render_parameters(context, operation, &origin))
            }
            @if let Some(body) = &operation.request_body {
                h5 { "Body " (shape_of(context, &body.schema)) span.faint { " " (body.media_type.as_str()) @if !body.required { ", optional" } } }
                (render_fields_of(context, &body.schema, origin(Side::Body)))
            }
            @for response in &operation.responses {
                h5 {
                    "Response " (response.status) " "
                    @match &response.schema {
                        Some(schema) => (shape_of(context, schema)),
                        None => span.faint { @if response.media_type.is_some() { "of unknown shape" } @else { "without a body" } },
                    }
                }
                @if let Some(schema) = &response.schema {
                    (render_fields_of(context, schema, origin(Side::Answer(Some(response.status)))))
                }
            }
        }
    }
}

/// The parameters, with where they go before their names.
fn render_parameters<'a>(
    context: &Context<'_>,
    operation: &'a Operation,
    origin: &impl Fn(Side) -> Origin<'a>,
) -> Markup {
    use crate::model::Location::{Cookie, Header, Path, Query};
    let kinds = [("path", Path), ("query", Query), ("header", Header), ("cookie", Cookie)];
    html! {
        @for (word, location) in kinds {
            @let fields: Vec<_> = operation.parameters.iter().filter(|p| p.location == location).collect();
            @if !fields.is_empty() {
                p.location { (word) }
                (render_fields(context, fields.iter().map(|p| (&p.field, origin(location.into())))))
            }
        }
    }
}

fn render_webhook(context: &Context<'_>, page: &Page<'_>, webhook: &Webhook) -> Markup {
    let from = start_of_line(page.file, webhook.place.line);
    let places: Vec<&Places> = context.places.get(page.file.relative.as_str()).into_iter().collect();
    let origin = |side| Origin { places: &places, side: Some(side), from };
    html! {
        section.operation {
            h3 { "Webhook " (webhook.title) }
            p.place { (webhook.id) " · " (page.file.path) ":" (webhook.place.line) }
            @if !webhook.headers.is_empty() { h5 { "Headers" } }
            (render_fields(context, webhook.headers.iter().map(|header| (header, origin(Side::Header)))))
            h5 { "Payload " (shape_of(context, &webhook.payload)) }
            (render_fields_of(context, &webhook.payload, origin(Side::Body)))
        }
    }
}

/// Renders a schema that has a name.
pub(super) fn render_record(context: &Context<'_>, record: &Record<'_>) -> Markup {
    let (name, schema) = record;
    let page = schema.place.as_ref().and_then(|place| context.places.get(place.page.as_str()));
    let places: Vec<&Places> = page.into_iter().collect();
    let file = page.map(|page| context.sources.get(page.source()));
    let from = file.zip(schema.place.as_ref()).map_or(0, |(file, place)| start_of_line(file, place.line));
    html! {
        section.operation id=[context.anchors.get(name)] {
            h3 { "Type " code { (name) } }
            p.place {
                (shape_of(context, &schema.schema))
                @if let Some(place) = &schema.place { " · " (place.page) ":" (place.line) }
            }
            (render_fields_of(context, &schema.schema, Origin { places: &places, side: None, from }))
        }
    }
}

/// The shape of a body.
fn shape_of(context: &Context<'_>, schema: &Schema) -> Markup {
    html! {
        @match &schema.kind {
            SchemaKind::Any => span.faint { "of any shape" },
            _ => span.shape { (render_shape(context, schema)) },
        }
    }
}

fn start_of_line(file: &SourceFile, line: u32) -> u32 {
    let lines = file.text.split_inclusive('\n').take(line.saturating_sub(1) as usize);
    lines.map(str::len).sum::<usize>() as u32
}
