//! Where a page names each field: the model does not say, so the claims of the page are asked.

use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, PageClaims, ParameterLocation};
use crate::document::{Json, JsonValue};
use crate::model::{Location, Status};
use crate::source::{SourceId, Span};
use std::collections::HashMap;

/// A part of an operation that has fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Path,
    Query,
    Header,
    Cookie,
    Body,
    /// The answer with that status, or one of which the page names none.
    Answer(Option<Status>),
}

impl Side {
    /// The side that a list of fields is of, which seldom names a status.
    fn listed(self) -> Self {
        match self {
            Side::Answer(_) => Side::Answer(None),
            side => side,
        }
    }
}

impl From<Location> for Side {
    fn from(location: Location) -> Self {
        match location {
            Location::Path => Side::Path,
            Location::Query => Side::Query,
            Location::Header => Side::Header,
            Location::Cookie => Side::Cookie,
        }
    }
}

impl From<ParameterLocation> for Side {
    fn from(location: ParameterLocation) -> Self {
        match location {
            ParameterLocation::Path => Side::Path,
            ParameterLocation::Query => Side::Query,
            ParameterLocation::Header => Side::Header,
            ParameterLocation::Cookie => Side::Cookie,
            ParameterLocation::Body => Side::Body,
        }
    }
}

/// The places of the fields of one page, each list in the order of the page.
pub(super) struct Places {
    source: SourceId,
    declared: HashMap<(Option<Side>, String), Vec<Span>>,
    /// In records, which are of no side.
    recorded: HashMap<String, Vec<Span>>,
    shown: HashMap<(Option<Side>, String), Vec<Span>>,
}

/// Finds where a page names its fields, in lists and in examples.
pub(super) fn find_places(claims: &PageClaims) -> Places {
    let mut places = Places {
        source: claims.source,
        declared: HashMap::new(),
        recorded: HashMap::new(),
        shown: HashMap::new(),
    };
    claims.claims.iter().for_each(|claim| places.add_claim(claim));
    places
}

impl Places {
    /// Where the field of that path is declared or else shown on its side, or else anywhere: behind `from` where it
    /// stands both before and behind. A field that only the type or the text of another names has the place of that
    /// one.
    pub(super) fn find(&self, side: Option<Side>, path: &str, from: u32) -> Option<Span> {
        let first = |spans: Option<&Vec<Span>>| {
            let spans = spans?;
            spans.iter().find(|span| span.start >= from).or(spans.first()).copied()
        };
        let named = |kind: &HashMap<_, Vec<Span>>, sides: &[Option<Side>]| {
            sides.iter().find_map(|side| first(kind.get(&(*side, path.to_owned()))))
        };
        let unnamed = matches!(side, Some(Side::Answer(_))).then_some(Side::Answer(None));
        let own = [side, unnamed.or(side)];
        named(&self.declared, &own)
            .or_else(|| self.find_further_in(side, path))
            .or_else(|| first(self.recorded.get(path)))
            .or_else(|| named(&self.shown, &own))
            .or_else(|| named(&self.declared, &[None]))
            .or_else(|| named(&self.shown, &[None]))
            .or_else(|| self.find(side, path.rsplit_once('.')?.0, from))
    }

    /// A field of a whole answer that the page declares below a name: `Tickets`, an array of them.
    fn find_further_in(&self, side: Option<Side>, path: &str) -> Option<Span> {
        let end = format!(".{path}");
        let further = self
            .declared
            .iter()
            .filter(|((of, name), _)| *of == side.map(Side::listed) && name.ends_with(&end));
        further.flat_map(|(_, spans)| spans).copied().min_by_key(|span| span.start)
    }

    /// The page.
    pub(super) fn source(&self) -> SourceId {
        self.source
    }

    /// The place of an offset in the page.
    pub(super) fn at(&self, offset: u32) -> Span {
        Span { source: self.source, start: offset, end: offset }
    }

    fn add_claim(&mut self, claim: &Claim) {
        match &claim.kind {
            ClaimKind::Parameter { location, field } => self.add_field(Some((*location).into()), "", field),
            ClaimKind::ResponseField { status, field, .. } => {
                self.add_field(Some(Side::Answer(*status)), "", field)
            }
            // They are looked for from the name of the record on.
            ClaimKind::Record(record) => {
                record.children.iter().for_each(|field| self.add_recorded("", field))
            }
            ClaimKind::DescribedRecord(record) => {
                record.field.children.iter().for_each(|field| self.add_recorded("", field));
            }
            ClaimKind::Skeleton(json) => self.add_json(Some(Side::Answer(None)), "", json),
            ClaimKind::Example(example) => {
                let side = if example.request { Side::Body } else { Side::Answer(example.status) };
                if let Some(json) = &example.json {
                    self.add_json(Some(side), "", json);
                }
            }
            ClaimKind::RequestExample(request) => {
                if let Some(json) = &request.json {
                    self.add_json(Some(Side::Body), "", json);
                }
            }
            _ => {}
        }
    }

    fn add_field(&mut self, side: Option<Side>, above: &str, field: &FieldClaim) {
        let path = below(above, &field.name.value.replace("[]", ""));
        for side in with_none(side) {
            self.declared.entry((side, path.clone())).or_default().push(field.name.span);
        }
        field.examples.iter().for_each(|json| self.add_json(side, &path, json));
        field.children.iter().for_each(|child| self.add_field(side, &path, child));
    }

    fn add_recorded(&mut self, above: &str, field: &FieldClaim) {
        let path = below(above, &field.name.value.replace("[]", ""));
        self.recorded.entry(path.clone()).or_default().push(field.name.span);
        field.examples.iter().for_each(|json| self.add_json(None, &path, json));
        field.children.iter().for_each(|child| self.add_recorded(&path, child));
    }

    fn add_json(&mut self, side: Option<Side>, above: &str, json: &Json) {
        match &json.value {
            JsonValue::Object(members) => {
                for (name, value) in members {
                    let path = below(above, &name.value);
                    for side in with_none(side) {
                        self.shown.entry((side, path.clone())).or_default().push(name.span);
                    }
                    self.add_json(side, &path, value);
                }
            }
            JsonValue::Array(items) => items.iter().for_each(|item| self.add_json(side, above, item)),
            _ => {}
        }
    }
}

/// A side, and any.
fn with_none(side: Option<Side>) -> impl Iterator<Item = Option<Side>> {
    side.into_iter().map(Some).chain([None])
}

/// The path of a field below another.
pub(super) fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}
