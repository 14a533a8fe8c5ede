//! Pass: pages on what the API sends on its own.
//!
//! Their fields are read like those of an operation; whether a page lists them as a body or as an answer,
//! they are the payload.

use super::collected::page_drafts;
use super::draft::{Draft, Endpoint};
use super::operations::{description, link_of};
use super::stated_query::StatedQuery;
use super::{Context, Schemas, identity};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::path_template::Marks;
use crate::dialect::{PageOutcome, PageReading};
use crate::lock::Lock;
use crate::model::{Evidence, Location, Method, NamedSchema, PathTemplate, Schema, SchemaKind, Webhook};
use crate::source::{SourceId, Span};
use heck::ToUpperCamelCase;

/// Makes a draft for each webhook page; it has no verb and path that mean anything.
pub(super) fn collect_webhooks<'a>(
    context: &Context<'a>,
    pages: &'a [(SourceId, PageReading)],
) -> Vec<Draft<'a>> {
    let hooks = pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Webhook);
    let mut drafts: Vec<Draft<'a>> =
        hooks.flat_map(|(id, page)| page_drafts(context.sources.get(*id), page)).collect();
    for draft in &mut drafts {
        let span = about(draft);
        let path = PathTemplate::default();
        draft.endpoint = Some(Endpoint {
            method: Method::Post,
            host: None,
            below: None,
            path,
            query: String::new(),
            stated_query: StatedQuery::default(),
            marks: Marks::default(),
            without_scheme: false,
            states_host: false,
            joins: false,
            span,
            stated: true,
        });
    }
    identity::identify(context, &Lock::default(), &mut drafts, None);
    drafts
}

fn about(draft: &Draft<'_>) -> Span {
    let said = |test: fn(&ClaimKind) -> bool| draft.claims.iter().find(|claim| test(&claim.kind));
    let about = said(|k| matches!(k, ClaimKind::Webhook(_))).or(said(|k| matches!(k, ClaimKind::Title(_))));
    about.map_or(draft.file.span(), |claim| claim.span)
}

/// Closes the webhooks; each payload that has fields becomes a schema with a name.
pub(super) fn close_webhooks(
    context: &Context<'_>,
    drafts: Vec<Draft<'_>>,
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Webhook> {
    let mut webhooks = Vec::new();
    for mut draft in drafts {
        let (span, place, link) = (draft.span(), draft.place(), link_of(context, &draft));
        // It has no answer to describe.
        let of_answer = |d: &Diagnostic| {
            d.rule == &rule::UNKNOWN_SHAPE && d.primary.as_ref().is_some_and(|label| label.span == span)
        };
        diagnostics.extend(draft.diagnostics.drain(..).filter(|d| !of_answer(d)));
        let success = draft.responses.iter().position(|r| r.status.is_success());
        let answer = success.map(|at| draft.responses.remove(at));
        let (payload, examples) = match (draft.request_body.take(), answer) {
            // What is listed is the payload, and what is only shown an example of it.
            (Some(body), Some(answer))
                if !is_listed(&body.schema) && answer.schema.as_ref().is_some_and(is_listed) =>
            {
                (answer.schema, [answer.examples, body.examples].concat())
            }
            (Some(body), _) => (Some(body.schema), body.examples),
            (None, Some(answer)) => (answer.schema, answer.examples),
            (None, None) => (None, Vec::new()),
        };
        let description = description(&draft);
        let headers = draft.parameters.into_iter().filter(|p| p.location == Location::Header);
        let title = draft.title.clone().unwrap_or_else(|| draft.id.clone());
        let mut payload = payload.unwrap_or_else(Schema::any);
        if matches!(payload.kind, SchemaKind::Object(_) | SchemaKind::Tagged(_) | SchemaKind::Union { .. }) {
            let name = free_name(&draft.id, schemas);
            let text = format!("What the API sends for \"{title}\".");
            let reference = Schema::new(SchemaKind::Ref { name: name.clone() });
            let schema = std::mem::replace(&mut payload, reference);
            schemas.insert(name, NamedSchema { description: text, schema, place: Some(place.clone()) });
        }
        let headers = headers.map(|parameter| parameter.field).collect();
        let id = draft.id;
        let named = draft.claims.iter().find_map(|claim| match &claim.kind {
            ClaimKind::Webhook(name) => name.clone(),
            _ => None,
        });
        let events = named.into_iter().collect();
        webhooks.push(Webhook { id, title, description, events, headers, payload, examples, link, place });
    }
    webhooks.sort_by(|a, b| (&a.id, &a.place).cmp(&(&b.id, &b.place)));
    webhooks
}

/// Whether the page lists a field of it.
fn is_listed(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => object.fields.iter().any(|field| field.evidence == Evidence::Declared),
        _ => false,
    }
}

/// `TicketClosed`, or else `TicketClosedPayload`.
fn free_name(id: &str, schemas: &Schemas) -> String {
    let plain = id.to_upper_camel_case();
    let long = format!("{plain}Payload");
    let numbered = (2..).map(|n| format!("{plain}Payload{n}"));
    let mut names = [plain.clone(), long.clone()].into_iter().chain(numbered);
    names.find(|name| !name.is_empty() && !schemas.contains_key(name)).unwrap_or(long)
}
