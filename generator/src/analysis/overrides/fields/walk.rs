//! The walk through shapes: where each entry leads, all entries at once.

use super::apply::{Subject, Whole, apply, plain_field};
use super::settings::FieldSettings;
use super::settled::Settled;
use crate::analysis::Schemas;
use crate::analysis::overrides::{Misfits, Record};
use crate::config::selector::{FieldPath, PlaceGlob, Reached, Step, StepGlob};
use crate::config::{FieldOverride, NameGlob, OperationKey, walk_shape};
use crate::model::{Field, ObjectSchema, Schema, SchemaKind};
use std::collections::{BTreeMap, BTreeSet};

/// The entries that may still lead somewhere, and how far each has come.
pub(super) type Open = Vec<(usize, Reached)>;

/// Where the walk is, and what it has found.
pub(super) struct Walk<'c, 'm> {
    pub entries: &'c [FieldOverride],
    /// The schemas that have a name, and whether each is an enum.
    pub names: BTreeMap<String, bool>,
    pub misfits: &'m mut Misfits,
    pub record: &'m mut Record,
    /// Whether each entry selects something.
    pub used: Vec<bool>,
    /// The records that entries lead into, and how far each has come there.
    through: BTreeMap<String, BTreeSet<(usize, Reached)>>,
    /// The diagnostics that settings settle.
    settled: Vec<Settled>,
    /// The operation or record, for people, and the part of it.
    of: String,
    part: Option<PlaceGlob>,
    /// The page that describes it; `None` where there is none, or it is left out.
    pub page: Option<String>,
    steps: Vec<StepGlob>,
}

impl<'c, 'm> Walk<'c, 'm> {
    pub fn new(
        entries: &'c [FieldOverride],
        names: BTreeMap<String, bool>,
        (misfits, record): (&'m mut Misfits, &'m mut Record),
    ) -> Self {
        let used = vec![false; entries.len()];
        let (of, part, page, steps, settled) = (String::new(), None, None, Vec::new(), Vec::new());
        let through = BTreeMap::new();
        Self { entries, names, misfits, record, used, through, settled, of, part, page, steps }
    }

    /// The entries that select something in an operation.
    pub fn open_operation(&self, of: &OperationKey) -> Open {
        let entries = self.entries.iter().map(|entry| &entry.select.value).enumerate();
        entries
            .filter(|(_, select)| select.place.is_some() && select.names_operation(of))
            .map(|(at, select)| (at, select.path.start()))
            .collect()
    }

    /// Goes to a part of an operation: those of its entries that are about the part.
    pub fn enter(&mut self, operation: &str, page: Option<&str>, part: PlaceGlob, open: &Open) -> Open {
        self.of = format!("{operation}:{part}");
        (self.part, self.page) = (Some(part), page.map(str::to_owned));
        let place = |at: usize| self.entries[at].select.value.place;
        open.iter().copied().filter(|(at, _)| place(*at).is_some_and(|place| place.covers(part))).collect()
    }

    /// Goes to a record: the entries that name it, and those that lead into it.
    pub fn enter_schema(&mut self, name: &str, page: Option<&str>) -> Open {
        self.of = NameGlob::exact(name).to_string();
        (self.part, self.page) = (None, page.map(str::to_owned));
        let mut open = self.named(name);
        open.extend(self.through.get(name).into_iter().flatten());
        open
    }

    /// The entries that name a record.
    fn named(&self, name: &str) -> Open {
        let entries = self.entries.iter().map(|entry| &entry.select.value).enumerate();
        let named = entries.filter(|(_, of)| {
            of.place.is_none() && of.address.is_none() && of.group.is_none() && of.name.matches(name)
        });
        named.map(|(at, select)| (at, select.path.start())).collect()
    }

    /// Finds the records that entries lead into through other records. No setting has changed these yet.
    pub fn reach_records(&mut self, schemas: &Schemas) {
        let mut open: Vec<(String, Open)> = schemas
            .keys()
            .map(|name| (name.clone(), self.named(name)))
            .filter(|(_, open)| !open.is_empty())
            .collect();
        open.extend(
            self.through.iter().map(|(name, reached)| (name.clone(), reached.iter().copied().collect())),
        );
        while let Some((name, reached)) = open.pop() {
            let Some(named) = schemas.get(&name) else { continue };
            let mut met: Vec<(String, Open)> = Vec::new();
            let mut note = |steps: &[Step<'_>], schema: &Schema| {
                let SchemaKind::Ref { name } = &schema.kind else { return };
                let there = steps.iter().fold(reached.clone(), |open, step| self.advance(&open, *step));
                met.push((name.clone(), self.inside(&there)));
            };
            note(&[], &named.schema);
            walk_shape(&named.schema, &mut Vec::new(), &mut |steps, found| note(steps, found.schema));
            for (name, there) in met {
                let known = self.through.entry(name.clone()).or_default();
                let new: Open = there.into_iter().filter(|reached| known.insert(*reached)).collect();
                if !new.is_empty() {
                    open.push((name, new));
                }
            }
        }
    }

    /// What goes on into a record.
    fn inside(&self, open: &Open) -> Open {
        let path = |at: usize| &self.entries[at].select.value.path;
        let inside = open.iter().map(|&(at, reached)| (at, path(at).inside(reached)));
        inside.filter(|(_, reached)| !reached.is_nowhere()).collect()
    }

    /// Walks a body, an answer or a record; `None` where it is to be left out.
    pub fn walk_whole(&mut self, schema: &mut Schema, subject: Subject, open: &Open) -> Option<Whole> {
        self.walk(schema, open);
        let unchanged =
            Whole { required: matches!(subject, Subject::Body { required: true }), description: None };
        match self.settings(open) {
            Some(settings) => self.apply_whole(schema, subject, &settings),
            None => Some(unchanged),
        }
    }

    fn apply_whole(
        &mut self,
        schema: &mut Schema,
        subject: Subject,
        settings: &FieldSettings<'c>,
    ) -> Option<Whole> {
        let mut field = plain_field(std::mem::replace(schema, Schema::any()));
        field.required = matches!(subject, Subject::Body { required: true });
        let keep = apply(self, subject, &mut field, settings);
        *schema = field.schema;
        let description = settings.description.map(|_| field.description);
        keep.then_some(Whole { required: field.required, description })
    }

    fn walk(&mut self, schema: &mut Schema, open: &Open) {
        if open.is_empty() {
            return;
        }
        match &mut schema.kind {
            SchemaKind::Array { items } => self.walk_inner(items, StepGlob::Items, Step::Items, open),
            SchemaKind::Map { values } => self.walk_inner(values, StepGlob::Values, Step::Values, open),
            SchemaKind::Object(object) => self.walk_object(object, open),
            SchemaKind::Tagged(of) => {
                of.variants.iter_mut().for_each(|variant| self.walk_object(&mut variant.object, open));
            }
            SchemaKind::Ref { name } => {
                let inside = self.inside(open);
                self.through.entry(name.clone()).or_default().extend(inside);
            }
            SchemaKind::Union { variants } => variants.iter_mut().for_each(|one| self.walk(one, open)),
            _ => self.add_to_value(schema, open),
        }
    }

    /// The items of an array, the values of a map.
    fn walk_inner(&mut self, inner: &mut Schema, glob: StepGlob, step: Step<'_>, open: &Open) {
        let open = self.advance(open, step);
        self.steps.push(glob);
        self.walk(inner, &open);
        if let Some(settings) = self.settings(&open) {
            self.apply_whole(inner, Subject::Items, &settings);
        }
        self.steps.pop();
    }

    fn walk_object(&mut self, object: &mut ObjectSchema, open: &Open) {
        object.fields.retain_mut(|field| self.walk_field(field, Subject::Field, open));
        self.add_to_object(object, open);
    }

    /// Walks a field or parameter; whether it stays.
    pub fn walk_field(&mut self, field: &mut Field, subject: Subject, open: &Open) -> bool {
        let open = self.advance(open, Step::Name(&field.name));
        if open.is_empty() {
            return true;
        }
        self.steps.push(StepGlob::Name(NameGlob::exact(field.name.as_str())));
        self.walk(&mut field.schema, &open);
        let keep = match self.settings(&open) {
            Some(settings) => apply(self, subject, field, &settings),
            None => true,
        };
        self.steps.pop();
        keep
    }

    fn advance(&self, open: &Open, step: Step<'_>) -> Open {
        let path = |at: usize| &self.entries[at].select.value.path;
        let next = open.iter().map(|&(at, reached)| (at, path(at).advance(reached, step)));
        next.filter(|(_, reached)| !reached.is_nowhere()).collect()
    }

    /// What the entries say that end here.
    fn settings(&mut self, open: &Open) -> Option<FieldSettings<'c>> {
        let entries = self.entries;
        let ends = open.iter().filter(|(at, reached)| entries[*at].select.value.path.is_end(*reached));
        let ends: BTreeSet<usize> = ends.map(|(at, _)| *at).collect();
        let mut settings = FieldSettings::default();
        for at in &ends {
            self.used[*at] = true;
            settings.add(&entries[*at]);
        }
        (!ends.is_empty()).then_some(settings)
    }

    /// Where the walk is, for people.
    pub fn place(&self) -> String {
        format!("{}{}", self.of, FieldPath::new(self.steps.clone()))
    }

    /// Notes that settings say what these rules report of the field.
    pub fn settle(&mut self, rules: BTreeSet<&'static str>) {
        let name = |step: &StepGlob| match step {
            StepGlob::Name(name) => Some(name.as_str().to_owned()),
            _ => None,
        };
        let names = self.steps.iter().filter_map(name).collect();
        self.settled.push(Settled { part: self.part, page: self.page.clone(), names, rules });
    }

    pub fn take_settled(&mut self) -> Vec<Settled> {
        std::mem::take(&mut self.settled)
    }
}
