//! Pass: the settings that would settle what is said of operations and of their fields.
//!
//! Where a diagnostic is raised it is known what would settle it, and not always how settings select the operation or
//! the field: that is said here, where all names are settled. A field is the one that its page declares at the place
//! of the diagnostic; its type is the one that docbind took, or one that holds both sides of a contradiction.

mod alike;
mod spelled;

use super::Schemas;
use super::draft::Draft;
use super::weigh::shape_of_type;
use crate::config::selector::{FieldPath, PlaceGlob, Step};
use crate::config::{Selector, walk_shape};
use crate::diagnostic::{Diagnostic, Rule, SuggestedTable, Suggestion, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation};
use crate::model::{Location, Schema, Status};
use crate::source::{SourceId, Sources};
use alike::say_once;
use foldhash::{HashMap, HashMapExt as _};
use spelled::{both, shown_type, spell};

/// What `type` settles: what docbind found out about a field, which the setting says outright.
const FOUND_OUT: [&Rule; 4] =
    [&rule::TYPE_REFINED, &rule::TYPE_GUESSED, &rule::ENUM_GUESSED, &rule::TYPE_CONTRADICTION];

/// Says of each suggestion which operation it is about, and suggests the types of fields.
pub(super) fn complete_suggestions(
    sources: &Sources,
    schemas: &Schemas,
    drafts: &mut [Draft<'_>],
    diagnostics: &mut [Diagnostic],
) {
    let by_page = found_out_by_page(diagnostics);
    for draft in drafts.iter_mut() {
        let select = draft.selector();
        let name = draft.key();
        let mut own = std::mem::take(&mut draft.diagnostics);
        for of in &mut own {
            if *of.rule == rule::NO_TITLE {
                of.suggestions.extend(Suggestion::operation("rename", &name));
            }
            let open = |of: &&mut Suggestion| of.table == SuggestedTable::Operations && of.select.is_none();
            of.suggestions.iter_mut().filter(open).for_each(|of| of.select = Some(select.clone()));
        }
        let here = draft.file.id;
        let mut own_of_fields: Vec<_> = own.iter_mut().filter(|of| found_out_at(of) == Some(here)).collect();
        let others = by_page.get(&here).map_or(&[][..], Vec::as_slice);
        if !own_of_fields.is_empty() || !others.is_empty() {
            let declared = declared_fields(draft);
            for of in &mut own_of_fields {
                of.suggestions.extend(type_of_field(sources, draft, &declared, of));
            }
            for &index in others {
                let of = &mut diagnostics[index];
                of.suggestions.extend(type_of_field(sources, draft, &declared, of));
            }
        }
        draft.diagnostics = own;
    }
    say_once(schemas, drafts, diagnostics);
}

/// The indices of the findings about fields, by their pages.
fn found_out_by_page(diagnostics: &[Diagnostic]) -> HashMap<SourceId, Vec<usize>> {
    let mut by_page: HashMap<_, Vec<_>> = HashMap::new();
    for (index, of) in diagnostics.iter().enumerate() {
        if let Some(page) = found_out_at(of) {
            by_page.entry(page).or_default().push(index);
        }
    }
    by_page
}

/// The page of a finding about a field that `type` settles.
fn found_out_at(of: &Diagnostic) -> Option<SourceId> {
    FOUND_OUT.contains(&of.rule).then(|| of.primary.as_ref().map(|label| label.span.source)).flatten()
}

/// A field as a page declares it.
struct DeclaredField<'a> {
    part: Part,
    /// The names that lead to it.
    names: Vec<&'a str>,
    claim: &'a FieldClaim,
}

/// The part of an operation that a page declares a field of.
#[derive(Clone, Copy)]
enum Part {
    Parameter(Location),
    Body,
    Response(Option<Status>),
}

/// All fields that a page declares, each with the names that lead to it.
fn declared_fields<'a>(draft: &Draft<'a>) -> Vec<DeclaredField<'a>> {
    let mut found = Vec::new();
    for claim in &draft.claims {
        let (part, field) = match &claim.kind {
            ClaimKind::Parameter { location, field } => (part_of(*location), field),
            ClaimKind::ResponseField { status, field, .. } => (Part::Response(*status), field),
            _ => continue,
        };
        collect_fields(field, part, &[], &mut found);
    }
    found
}

fn part_of(location: ParameterLocation) -> Part {
    match location {
        ParameterLocation::Path => Part::Parameter(Location::Path),
        ParameterLocation::Query => Part::Parameter(Location::Query),
        ParameterLocation::Header => Part::Parameter(Location::Header),
        ParameterLocation::Cookie => Part::Parameter(Location::Cookie),
        ParameterLocation::Body => Part::Body,
    }
}

/// A nested name may tell its whole path.
fn collect_fields<'a>(
    claim: &'a FieldClaim,
    part: Part,
    above: &[&'a str],
    found: &mut Vec<DeclaredField<'a>>,
) {
    let own = claim.name.value.split('.').map(|step| step.trim_end_matches("[]"));
    let own: Vec<&'a str> = own.filter(|step| !step.is_empty()).collect();
    let names = if own.len() > above.len() && own.starts_with(above) {
        own
    } else {
        [above, own.as_slice()].concat()
    };
    for child in &claim.children {
        collect_fields(child, part, &names, found);
    }
    found.push(DeclaredField { part, names, claim });
}

/// The setting that says the type of the field that a diagnostic is about.
fn type_of_field(
    sources: &Sources,
    draft: &Draft<'_>,
    declared: &[DeclaredField<'_>],
    of: &Diagnostic,
) -> Option<Suggestion> {
    let labels = || of.primary.iter().chain(of.related.first());
    let is_own = |field: &&DeclaredField<'_>| {
        labels().any(|label| {
            let is_in = |claim: &FieldClaim| claim.span.contains(label.span);
            is_in(field.claim) && !field.claim.children.iter().any(is_in)
        })
    };
    let field = declared.iter().find(is_own)?;
    let (select, schema) = find_in_model(draft, field)?;
    let spelled = match *of.rule == rule::TYPE_CONTRADICTION {
        false => spell(schema)?,
        true => {
            let ty = &field.claim.ty.as_ref()?.value;
            let declared = spell(&shape_of_type(ty, field.claim.span).0)?;
            both(&declared, shown_type(sources, of.primary.as_ref()?.span)?)?
        }
    };
    Suggestion::field_type(select.to_string(), &spelled)
}

/// The selector and the shape of a field that a page declares; `None` where it is elsewhere in the model.
fn find_in_model<'d>(draft: &'d Draft<'_>, of: &DeclaredField<'_>) -> Option<(Selector, &'d Schema)> {
    let (first, inside) = of.names.split_first()?;
    let roots: Vec<(PlaceGlob, Option<&str>, &Schema)> = match of.part {
        Part::Parameter(location) => {
            let is_it = |parameter: &&crate::model::Parameter| {
                parameter.location == location && parameter.field.name == *first
            };
            let found = draft.parameters.iter().find(is_it)?;
            vec![(PlaceGlob::of_location(location), Some(found.field.name.as_str()), &found.field.schema)]
        }
        Part::Body => vec![(PlaceGlob::Body, None, &draft.request_body.as_ref()?.schema)],
        Part::Response(status) => {
            let said = draft.responses.iter().filter(|of| status.is_none_or(|status| of.status == status));
            said.filter_map(|of| Some((PlaceGlob::of_status(of.status), None, of.schema.as_ref()?))).collect()
        }
    };
    roots.into_iter().find_map(|(place, parameter, schema)| {
        let names: &[&str] = if parameter.is_some() { inside } else { &of.names };
        let (steps, found) = find_in_shape(schema, parameter, names)?;
        let operation = Selector::of_operation(&draft.group, &draft.key());
        Some((Selector { place: Some(place), path: steps, ..operation }, found))
    })
}

/// What names lead to in a shape; lists and maps on the way have none.
fn find_in_shape<'s>(
    schema: &'s Schema,
    parameter: Option<&'s str>,
    names: &[&str],
) -> Option<(FieldPath, &'s Schema)> {
    let mut steps: Vec<Step<'s>> = parameter.map(Step::Name).into_iter().collect();
    if names.is_empty() {
        return Some((FieldPath::of_steps(&steps), schema));
    }
    let before = steps.len();
    let mut found = None;
    walk_shape(schema, &mut steps, &mut |steps, of| {
        let taken = steps[before..].iter().filter_map(|step| match step {
            Step::Name(name) => Some(*name),
            Step::Items | Step::Values => None,
        });
        if found.is_none() && of.field.is_some() && taken.eq(names.iter().copied()) {
            found = Some((FieldPath::of_steps(steps), of.schema));
        }
    });
    found
}
