//! What the API sends on its own: the types of payloads, and the enum of all of them.

use super::doc_lines::Docs;
use super::drafts::Drafts;
use super::names::{Place, Scope};
use super::rust_crate::{RustCrate, WebhookEvents, WebhookVariant};
use super::rust_type::TypeId;
use super::words::words;
use crate::model::{Api, SchemaKind, Webhook};

/// The webhooks whose payload is a type, each type once.
pub(super) fn lower_webhooks(api: &Api, drafts: &Drafts) -> Vec<(String, TypeId)> {
    let mut webhooks: Vec<(String, TypeId)> = Vec::new();
    for webhook in &api.webhooks {
        let Some(id) = payload(webhook, drafts) else { continue };
        if !webhooks.iter().any(|(_, known)| *known == id) {
            webhooks.push((title(webhook), id));
        }
    }
    webhooks
}

/// The enum of those that are told apart; where there is a single one, it needs no name.
pub(super) fn lower_events(api: &Api, drafts: &Drafts, of: &RustCrate) -> Option<WebhookEvents> {
    let told: Vec<&Webhook> = match (&api.webhook_event, api.webhooks.as_slice()) {
        (Some(_), all) => all.iter().filter(|webhook| !webhook.events.is_empty()).collect(),
        (None, [only]) => vec![only],
        (None, _) => return None,
    };
    if told.is_empty() {
        return None;
    }
    let payloads = of.webhooks.iter().map(|(_, id)| of.get(*id).ident.as_str());
    let names = ["webhook event", "any webhook event", "received webhook event"].map(words);
    let ident = Scope::with_taken(Place::Type, payloads).take(&names).ident;
    let mut scope = Scope::with_taken(Place::Variant, ["Other"]);
    let mut seen: Vec<&str> = Vec::new();
    let mut variants = Vec::new();
    for webhook in told {
        let mut events = webhook.events.clone();
        events.retain(|event| !seen.contains(&event.as_str()));
        if events.is_empty() && api.webhook_event.is_some() {
            continue;
        }
        seen.extend(webhook.events.iter().map(String::as_str));
        let ident = scope.take_one(words(&webhook.id)).ident;
        variants.push(WebhookVariant {
            ident,
            title: title(webhook),
            events,
            payload: payload(webhook, drafts),
        });
    }
    let (location, signature) = (api.webhook_event.clone(), api.webhook_signature.clone());
    Some(WebhookEvents { ident, location, variants, signature })
}

fn payload(webhook: &Webhook, drafts: &Drafts) -> Option<TypeId> {
    let SchemaKind::Ref { name } = &webhook.payload.kind else { return None };
    drafts.schemas.get(name.as_str()).and_then(|(_, id)| *id)
}

fn title(webhook: &Webhook) -> String {
    Docs::default().and_lead("", &webhook.title).lines.join(" ")
}
