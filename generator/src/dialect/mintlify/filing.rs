//! Where a field goes: one function files the fields of tags, tables and lists alike.
//!
//! | section | nothing stated | a location stated | stated to come back |
//! |---|---|---|---|
//! | response, errors | response | the location; a body's field is of the response | response |
//! | parameters of a location | that location | the location | response |
//! | "URL parameters" of a path without placeholders | query | the location | response |
//! | authentication | header | the location | response |
//! | any other | where the verb sends it | the location | response |

use super::Reader;
use crate::dialect::claims::{ClaimKind, ExampleClaim, FieldClaim, ParameterLocation, TypeExpr};
use crate::dialect::field_name::way_of;
use crate::dialect::section::{SectionKind, leading_statuses};
use crate::source::Span;

/// What the form of a field says of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// Nothing: its section does.
    Unsaid,
    /// Where it is sent.
    Request(ParameterLocation),
    /// That it comes back.
    Response,
}

impl Reader<'_> {
    /// Files a field at the place of the block that is being read.
    pub(super) fn file_field(&mut self, stated: Stated, mut field: FieldClaim, span: Span) {
        let section = self.section();
        field.under.clone_from(&section.divider);
        field.tab.clone_from(&section.tab);
        if let Some((_, required)) = section.asks {
            field.required = field.required.or(Some(required));
        }
        let linked = if self.operation.is_none() { self.linked_operations() } else { Vec::new() };
        for operation in &linked {
            self.operation = Some(*operation);
            self.file_field(stated, field.clone(), span);
        }
        if !linked.is_empty() {
            self.operation = None;
            return;
        }
        let placed = matches!(stated, Stated::Request(_));
        if !placed && self.operation.is_none() && self.file_record_field(&field, span) {
            return;
        }
        let responses = matches!(section.role, SectionKind::Response(_) | SectionKind::Errors);
        let location = match (stated, section.role) {
            (Stated::Response, _) => return self.file_response_field(field, span),
            (Stated::Unsaid, _) if section.lists_response_headers() => {
                return self.file_response_field(field, span);
            }
            (Stated::Unsaid | Stated::Request(ParameterLocation::Body), _) if responses => {
                return self.file_response_field(field, span);
            }
            (Stated::Unsaid, SectionKind::Parameters(ParameterLocation::Path)) if self.is_in_query() => {
                ParameterLocation::Query
            }
            (Stated::Request(location), _) | (Stated::Unsaid, SectionKind::Parameters(location)) => location,
            (Stated::Unsaid, SectionKind::Authentication) => {
                // `type="Bearer"` is the scheme.
                field.ty =
                    field.ty.filter(|ty| !matches!(ty.value, TypeExpr::Named(_) | TypeExpr::Unknown(_)));
                ParameterLocation::Header
            }
            (Stated::Unsaid, _) => {
                field.place_assumed = true;
                self.usual_location(&field.name.value)
            }
        };
        self.claim(ClaimKind::Parameter { location, field }, span);
    }

    /// A field named like a status (`429 - Rate limit`) is a status, and what stands in it is of that response.
    fn file_response_field(&mut self, mut field: FieldClaim, span: Span) {
        if let Some(way) = way_of(&field.name.value) {
            field.name.value = way;
        }
        let (codes, name) = leading_statuses(&field.name.value);
        if codes.is_empty() {
            let (status, failure) = match self.role() {
                SectionKind::Response(status) => (status, false),
                SectionKind::Errors => (None, true),
                _ => (None, false),
            };
            return self.claim(ClaimKind::ResponseField { status, failure, field }, span);
        }
        let text = field.description.map_or(String::new(), |d| d.markdown);
        let description =
            [name.as_str(), &text].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(": ");
        for code in codes {
            self.claim(ClaimKind::Status { code, description: description.clone() }, span);
            for json in &field.examples {
                let (label, json) = (name.clone(), Some(json.clone()));
                let example =
                    ExampleClaim { request: false, status: Some(code), failure: false, label, json };
                self.claim(ClaimKind::Example(example), span);
            }
            for child in &field.children {
                let field = child.clone();
                self.claim(
                    ClaimKind::ResponseField { status: Some(code), failure: false, field },
                    child.span,
                );
            }
        }
    }
}
