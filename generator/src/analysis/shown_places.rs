//! Where the requests of an operation send what its page lists without a place.
//!
//! A table of attributes does not say where they go: its fields are put where the verb usually sends what it takes,
//! into the query of a GET and the body of a POST. The operation's own requests know better. Where all of them send
//! such fields elsewhere, all fields go there; where some do, those that no other request sends in the usual place.

use super::draft::Draft;
use super::pairs::read_pairs;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RequestExampleClaim};
use crate::document::{Json, JsonValue};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Where fields without a place go, where that is not the usual one.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownPlaces {
    /// All of them.
    all: Option<ParameterLocation>,
    /// Those of a name.
    named: BTreeMap<String, ParameterLocation>,
}

impl ShownPlaces {
    /// Where a field goes that was put at a place because the verb usually sends it there.
    pub fn place_of(&self, field: &FieldClaim, usual: ParameterLocation) -> ParameterLocation {
        if !field.place_assumed || !may_move(usual) {
            return usual;
        }
        self.all.or_else(|| self.named.get(base(&field.name.value)).copied()).unwrap_or(usual)
    }
}

/// The query and the body take fields of all kinds.
fn may_move(place: ParameterLocation) -> bool {
    matches!(place, ParameterLocation::Query | ParameterLocation::Body)
}

/// What a name begins with: `ids` of `ids[]`, `address` of `address[city]` and `address.city`.
fn base(name: &str) -> &str {
    name.split(['[', '.']).next().unwrap_or_default()
}

/// The names that requests send in their query and in their body.
#[derive(Default)]
struct Sent {
    query: BTreeMap<String, Span>,
    body: BTreeMap<String, Span>,
    /// Whether any has a body.
    bodies: bool,
}

/// Settles where the operation's requests send what its page does not place.
pub(super) fn settle_places(
    draft: &Draft<'_>,
    examples: &[&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> ShownPlaces {
    let assumed: Vec<(ParameterLocation, &FieldClaim)> = draft
        .find(|kind| match kind {
            ClaimKind::Parameter { location, field } if field.place_assumed && may_move(*location) => {
                Some((*location, field))
            }
            _ => None,
        })
        .map(|(found, _)| found)
        .collect();
    let mut places = ShownPlaces::default();
    let Some(&(usual, _)) = assumed.first() else { return places };
    let sent = read_sent(draft, examples);
    let (here, there, other) = match usual {
        ParameterLocation::Query => (&sent.query, &sent.body, ParameterLocation::Body),
        _ => (&sent.body, &sent.query, ParameterLocation::Query),
    };
    let moved: BTreeSet<&str> = assumed
        .iter()
        .map(|(_, field)| base(&field.name.value))
        .filter(|name| there.contains_key(*name) && !here.contains_key(*name))
        .collect();
    let Some(first) = moved.first() else { return places };
    let stays = assumed.iter().any(|(_, field)| here.contains_key(base(&field.name.value)))
        || (other == ParameterLocation::Query && sent.bodies)
        || assumed.iter().any(|(_, field)| field.ty.as_ref().is_some_and(|ty| ty.value.holds_file()));
    match stays {
        false => places.all = Some(other),
        true => places.named = moved.iter().map(|name| ((*name).to_owned(), other)).collect(),
    }
    diagnostics.push(report(&moved, there[*first], !stays, other, &assumed));
    places
}

/// What the hand-written requests of the operation's verb send.
fn read_sent(draft: &Draft<'_>, examples: &[&RequestExampleClaim]) -> Sent {
    let mut sent = Sent::default();
    let verb = draft.endpoint.as_ref().map(|endpoint| endpoint.method);
    let note = |names: &mut BTreeMap<String, Span>, name: &str, span: Span| {
        names.entry(base(name).to_owned()).or_insert(span);
    };
    let members = |names: &mut BTreeMap<String, Span>, json: &Json| {
        let JsonValue::Object(members) = &json.value else { return };
        members.iter().for_each(|(name, _)| note(names, &name.value, name.span));
    };
    for example in examples.iter().filter(|of| !of.generated && Some(of.method.value) == verb) {
        let query = example.url.value.split_once('?').map_or("", |(_, query)| query);
        read_pairs(query).iter().for_each(|(name, _)| note(&mut sent.query, name, example.url.span));
        let Some(body) = &example.body else { continue };
        sent.bodies = true;
        match &example.json {
            Some(json) => members(&mut sent.body, json),
            None => {
                read_pairs(&body.value).iter().for_each(|(name, _)| note(&mut sent.body, name, body.span))
            }
        }
    }
    let alone = draft.find(|kind| match kind {
        ClaimKind::Example(example) if example.request => example.json.as_ref(),
        _ => None,
    });
    for (json, _) in alone {
        sent.bodies = true;
        members(&mut sent.body, json);
    }
    sent
}

fn report(
    moved: &BTreeSet<&str>,
    shown: Span,
    all: bool,
    place: ParameterLocation,
    assumed: &[(ParameterLocation, &FieldClaim)],
) -> Diagnostic {
    let place = match place {
        ParameterLocation::Query => "query",
        _ => "body",
    };
    let names: Vec<String> = moved.iter().take(3).map(|name| format!("`{name}`")).collect();
    let more = match moved.len().saturating_sub(3) {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let message = format!("requests send {}{more} in the {place}", names.join(", "));
    let mut diagnostic = Diagnostic::at(&rule::PLACE_FROM_EXAMPLE, shown, message);
    let listed = assumed.iter().find(|(_, field)| moved.contains(base(&field.name.value)));
    if let Some((_, field)) = listed {
        diagnostic = diagnostic.related(field.name.span, "listed here, and not where it goes");
    }
    let note = match all {
        true => format!(
            "all fields of the list go there: nothing says that any goes into another part, and the {place} takes them"
        ),
        false => "those were put there, the others where the verb usually sends what it takes".to_owned(),
    };
    diagnostic.note(note).help("list them under a heading that says where they go")
}
