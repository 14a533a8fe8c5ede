//! Pass: records that pages describe by themselves, each by its name, and that name one another.
//!
//! Every page has its own copy. Where the copies agree, with all that they name, they are one named schema;
//! otherwise each version is one, and a number tells them apart.

use super::draft::Draft;
use super::enums::Enums;
use super::records::pending_index;
use super::weigh::{Shown, Weigher};
use super::{Schemas, visit_schema_mut};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim};
use crate::model::{NamedSchema, Place, Schema, SchemaKind};
use crate::source::Span;
use std::collections::BTreeMap;

/// A record with its shape.
pub(super) struct Component {
    pub name: String,
    pub span: Span,
    pub description: String,
    pub schema: Schema,
}

/// Settles the shapes of the records that a page describes.
pub(super) fn resolve_components(draft: &mut Draft<'_>, enums: &Enums, diagnostics: &mut Vec<Diagnostic>) {
    let records: Vec<_> = draft
        .find(|kind| match kind {
            ClaimKind::Record(field) => Some(field),
            _ => None,
        })
        .collect();
    resolve_claims(draft, records, enums, diagnostics);
}

/// Settles the shapes of the records that sections of a page describe for all operations.
pub(super) fn resolve_described(draft: &mut Draft<'_>, enums: &Enums, diagnostics: &mut Vec<Diagnostic>) {
    let records: Vec<_> = draft
        .find(|kind| match kind {
            ClaimKind::DescribedRecord(record) => Some(&record.field),
            _ => None,
        })
        .collect();
    resolve_claims(draft, records, enums, diagnostics);
}

fn resolve_claims<'a>(
    draft: &mut Draft<'a>,
    records: Vec<(&'a FieldClaim, Span)>,
    enums: &Enums,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut pending = std::mem::take(&mut draft.pending);
    let mut weigher = Weigher::new(enums, diagnostics, &mut pending);
    for (claim, _) in records {
        let settled = weigher.weigh_property(claim, &Shown::default());
        let (name, span) = (claim.name.value.clone(), claim.name.span);
        let component = Component { name, span, description: settled.description, schema: settled.schema };
        draft.components.push(component);
    }
    draft.pending = pending;
}

/// The names of all components.
pub(super) struct ComponentNames {
    /// For each draft: the schema that a record is.
    by_draft: Vec<BTreeMap<String, String>>,
    /// For each schema: the first draft that describes it, and the index of the component there.
    owners: BTreeMap<String, (usize, usize)>,
}

impl ComponentNames {
    /// The schema that stands for a record where the draft names it.
    pub fn get(&self, draft: usize, record: &str) -> Option<&String> {
        self.by_draft[draft].get(record)
    }

    /// The schema of a record that a page describes for all operations; `described`: the drafts of such pages.
    pub fn described(&self, described: std::ops::Range<usize>, record: &str) -> Option<&String> {
        described.into_iter().find_map(|draft| self.by_draft.get(draft)?.get(record))
    }

    /// Puts each component among the schemas. `replace` settles what a shape of a draft refers to.
    pub fn close(
        self,
        drafts: &[Draft<'_>],
        schemas: &mut Schemas,
        mut replace: impl FnMut(usize, &mut Schema),
    ) {
        for (name, (draft, index)) in self.owners {
            let (file, component) = (drafts[draft].file, &drafts[draft].components[index]);
            let mut schema = component.schema.clone();
            replace(draft, &mut schema);
            let line = file.position(component.span.start).line;
            let place = Some(Place { page: file.relative.clone(), line });
            schemas.insert(name, NamedSchema { description: component.description.clone(), schema, place });
        }
    }
}

/// Gives each version of each component a name that no schema has.
pub(super) fn name_components(
    drafts: &[Draft<'_>],
    schemas: &Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> ComponentNames {
    let versions = find_versions(drafts);
    let mut names = ComponentNames { by_draft: vec![BTreeMap::new(); drafts.len()], owners: BTreeMap::new() };
    let mut of_versions: BTreeMap<(&str, usize), String> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for (index, component) in draft.components.iter().enumerate() {
            let record = component.name.as_str();
            let version = versions[&(at, record)];
            let name = of_versions.entry((record, version)).or_insert_with(|| {
                let numbered = (version.max(1) + 1..).map(|n| format!("{record}{n}"));
                let plain = (version == 0).then(|| record.to_owned());
                let is_free = |name: &String| !schemas.contains_key(name) && !names.owners.contains_key(name);
                plain.into_iter().chain(numbered).find(is_free).unwrap_or_default()
            });
            if !names.owners.contains_key(name) {
                names.owners.insert(name.clone(), (at, index));
                if let Some((first, of)) = names.owners.get(record).filter(|_| name != record) {
                    let first = drafts[*first].components[*of].span;
                    diagnostics.push(report_version(record, name, component.span, first));
                }
            }
            names.by_draft[at].insert(component.name.clone(), name.clone());
        }
    }
    names
}

fn report_version(record: &str, name: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("another page describes `{record}` with other fields");
    Diagnostic::at(&rule::NAME_COLLISION, span, message)
        .related(first, "described here, too")
        .note(format!("this one is now `{name}`"))
}

/// Numbers the shapes of each record, in the order of the pages. Shapes are one version where they have the
/// same fields and what they name is one version, too.
fn find_versions<'d>(drafts: &'d [Draft<'_>]) -> BTreeMap<(usize, &'d str), usize> {
    let components = || {
        let all = drafts.iter().enumerate();
        all.flat_map(|(at, draft)| draft.components.iter().map(move |component| (at, component)))
    };
    let mut versions: BTreeMap<(usize, &str), usize> =
        components().map(|(at, component)| ((at, component.name.as_str()), 0)).collect();
    loop {
        let mut known: BTreeMap<&str, Vec<Schema>> = BTreeMap::new();
        let mut next = BTreeMap::new();
        for (at, component) in components() {
            let shape = with_versions(&drafts[at], at, &component.schema, &versions);
            let shapes = known.entry(component.name.as_str()).or_default();
            let version = shapes.iter().position(|shape_of| *shape_of == shape).unwrap_or(shapes.len());
            if version == shapes.len() {
                shapes.push(shape);
            }
            next.insert((at, component.name.as_str()), version);
        }
        if next == versions {
            return versions;
        }
        versions = next;
    }
}

/// A shape with the versions of what it names in the place of the keys, which mean something on one page only.
fn with_versions(
    draft: &Draft<'_>,
    at: usize,
    schema: &Schema,
    versions: &BTreeMap<(usize, &str), usize>,
) -> Schema {
    let mut schema = schema.clone();
    visit_schema_mut(&mut schema, &mut |inner| {
        if let SchemaKind::Ref { name } = &mut inner.kind
            && let Some(index) = pending_index(name)
        {
            let record = draft.pending[index].name.as_str();
            let version = versions.get(&(at, record)).map_or(String::new(), usize::to_string);
            *name = format!("{record}\u{0}{version}");
        }
    });
    schema
}
