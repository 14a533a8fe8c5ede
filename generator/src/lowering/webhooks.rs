//! What the API sends on its own: the types of payloads, and the enum of all of them.

use super::doc_lines::Docs;
use super::drafts::Drafts;
use super::names::{Place, Scope};
use super::rust_crate::{RustCrate, WebhookEvents, WebhookVariant};
use super::rust_type::TypeId;
use super::words::words;
use crate::lock::{Lock, LockedType};
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

/// The enum of those that are told apart; where there is a single one, it needs no name. The enum and what stands for
/// an event keep the names that the lock has.
pub(super) fn lower_events(api: &Api, lock: &Lock, drafts: &Drafts, of: &RustCrate) -> Option<WebhookEvents> {
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
    let known = lock.types.iter().find(|known| known.is_events());
    let mut scope = Scope::with_taken(Place::Type, payloads);
    let ident = match known {
        Some(known) => scope.keep(&known.name).ident,
        None => scope.take(&names).ident,
    };
    let held = known.into_iter().flat_map(LockedType::members).map(|(ident, _)| ident);
    let mut scope = Scope::with_taken(Place::Variant, held.chain(["Other"]));
    let mut seen: Vec<&str> = Vec::new();
    let mut variants = Vec::new();
    for webhook in told {
        let mut events = webhook.events.clone();
        events.retain(|event| !seen.contains(&event.as_str()));
        if events.is_empty() && api.webhook_event.is_some() {
            continue;
        }
        seen.extend(webhook.events.iter().map(String::as_str));
        let payload = payload(webhook, drafts);
        let holds = payload.map(|id| of.get(id).ident.as_str());
        let kept = known.and_then(|known| kept_variant(known, &events, holds));
        let is_free =
            |ident: &&str| variants.iter().all(|other: &WebhookVariant| other.ident.as_str() != *ident);
        let ident = match kept.filter(is_free) {
            Some(ident) => scope.keep(ident).ident,
            None => scope.take_one(words(&webhook.id)).ident,
        };
        variants.push(WebhookVariant { ident, title: title(webhook), events, payload });
    }
    let (location, signature) = (api.webhook_event.clone(), api.webhook_signature.clone());
    Some(WebhookEvents { ident, location, variants, signature })
}

/// The name in the lock of what stands for one of the events; where either side knows no event, of what holds that type.
fn kept_variant<'l>(known: &'l LockedType, events: &[String], holds: Option<&str>) -> Option<&'l str> {
    let split = |line: &'l String| {
        let (ident, rest) = line.split_once(" = ")?;
        let (wire, payload) = rest.rsplit_once(": ")?;
        Some((ident, wire, payload))
    };
    let all = || known.members.iter().filter_map(split);
    let is_named = |wire: &str| wire.split(", ").any(|name| events.iter().any(|event| event == name));
    let is_held =
        |wire: &str, payload: &str| (events.is_empty() || wire.is_empty()) && holds == Some(payload);
    let found = all().find(|(_, wire, _)| is_named(wire));
    found.or_else(|| all().find(|(_, wire, payload)| is_held(wire, payload))).map(|(ident, ..)| ident)
}

fn payload(webhook: &Webhook, drafts: &Drafts) -> Option<TypeId> {
    let SchemaKind::Ref { name } = &webhook.payload.kind else { return None };
    drafts.schemas.get(name.as_str()).and_then(|(_, id)| *id)
}

fn title(webhook: &Webhook) -> String {
    Docs::default().and_lead("", &webhook.title).lines.join(" ")
}
