//! Pass: what pages show of the records that other pages describe.
//!
//! A list's page says `Lamp[]` and shows lamps; the page of one lamp lists its fields. What the first shows is
//! held against what the second says, as inside one page: null may stand where null is shown, what an answer
//! leaves out is optional, what no list has is a field that may be there, and a value of another type is a
//! contradiction after which the answer must still be readable.

use super::Schemas;
use super::declared_at::declared_at;
use super::draft::Draft;
use super::infer::{infer_field, infer_schema};
use super::weigh::{OPTIONAL, READABLE, json_kind_name, kind_name, shows_kind};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, ObjectSchema, Schema, SchemaKind};
use crate::source::Span;
use foldhash::{HashMap, HashMapExt as _};

/// The deepest that records are looked into.
const MOST_DEPTH: usize = 16;

/// Holds the examples of records against what is said of these. `names` gives the schema of each pending record
/// of each draft, where it is one.
pub(super) fn check_shown_records(
    drafts: &[Draft<'_>],
    names: &[Vec<Option<String>>],
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut by_page = HashMap::new();
    for draft in drafts {
        by_page.entry(draft.file.relative.as_str()).or_insert(draft);
    }
    for (draft, names) in drafts.iter().zip(names).filter(|(draft, _)| !draft.settings.skip) {
        for (pending, name) in draft.pending.iter().zip(names) {
            let Some(name) = name.as_ref().filter(|_| !pending.shown.is_empty()) else { continue };
            let examples: Vec<&Json> = pending.shown.iter().collect();
            let mut check =
                Check { by_page: &by_page, schemas, diagnostics, answer: pending.answer, depth: 0 };
            check.record(name, &examples);
        }
    }
}

struct Check<'d, 'p> {
    /// The first draft of each page.
    by_page: &'d HashMap<&'d str, &'d Draft<'p>>,
    schemas: &'d mut Schemas,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// Whether what is shown is of an answer.
    answer: bool,
    depth: usize,
}

impl<'p> Check<'_, 'p> {
    fn record(&mut self, name: &str, examples: &[&Json]) {
        // A record that is being looked into is not there.
        let Some(mut named) = self.schemas.remove(name) else { return };
        let page = named.place.as_ref().map(|place| place.page.clone());
        let owner = page.and_then(|page| self.by_page.get(page.as_str()).copied());
        self.value(&mut named.schema, "", owner, examples);
        self.schemas.insert(name.to_owned(), named);
    }

    fn value(&mut self, schema: &mut Schema, name: &str, owner: Option<&Draft<'p>>, examples: &[&Json]) {
        if examples.is_empty() || self.depth > MOST_DEPTH {
            return;
        }
        self.depth += 1;
        // Null in the place of a record is said where the record is named.
        let shows_null = examples.iter().any(|json| json.value == JsonValue::Null);
        if shows_null && !name.is_empty() && schema.kind != SchemaKind::Any {
            schema.nullable = true;
        }
        match &mut schema.kind {
            SchemaKind::Object(object) => {
                let objects = only(examples, |json| matches!(json.value, JsonValue::Object(_)));
                self.object(object, owner, &objects);
            }
            SchemaKind::Array { items } => {
                let all = examples.iter().filter_map(|json| match &json.value {
                    JsonValue::Array(items) => Some(items.iter()),
                    _ => None,
                });
                self.value(items, name, owner, &all.flatten().collect::<Vec<_>>());
            }
            SchemaKind::Ref { name } => {
                let name = name.clone();
                self.record(&name, examples);
            }
            _ => {}
        }
        self.depth -= 1;
        let other = examples.iter().find(|json| !fits(&schema.kind, json, self.schemas));
        if let Some(other) = other.filter(|_| !name.is_empty()) {
            self.contradict(schema, name, owner, other);
        }
    }

    fn contradict(&mut self, schema: &mut Schema, name: &str, owner: Option<&Draft<'p>>, other: &Json) {
        let number = matches!(other.value, JsonValue::Number(_));
        let (taken, note) = match &schema.kind {
            _ if !self.answer => (schema.kind.clone(), "the declared type was taken"),
            SchemaKind::Integer { .. } if number => {
                (SchemaKind::NUMBER, "taken as a number, which holds both")
            }
            _ => (SchemaKind::Any, READABLE),
        };
        let (declared, here) = (kind_name(&schema.kind), json_kind_name(other));
        let message = format!("`{name}` is declared as {declared}, but {here} here");
        let diagnostic = Diagnostic::at(&rule::TYPE_CONTRADICTION, other.span, message);
        self.report(diagnostic, owner, name, "declared here", note);
        schema.kind = taken;
        schema.nullable &= schema.kind != SchemaKind::Any;
    }

    fn object(&mut self, object: &mut ObjectSchema, owner: Option<&Draft<'p>>, examples: &[&Json]) {
        for field in &mut object.fields {
            let shown: Vec<&Json> = examples.iter().filter_map(|json| json.get(&field.name)).collect();
            self.value(&mut field.schema, &field.name, owner, &shown);
        }
        if self.answer {
            self.relax(object, owner, examples);
        }
        self.add_undeclared(object, owner, examples);
    }

    /// Makes optional what an example leaves out; one that shows no declared field is one of something else.
    fn relax(&mut self, object: &mut ObjectSchema, owner: Option<&Draft<'p>>, examples: &[&Json]) {
        let shows_any = |json: &Json| object.fields.iter().any(|field| json.get(&field.name).is_some());
        for example in only(examples, shows_any) {
            let lacking = object.fields.iter_mut().filter(|f| f.required && example.get(&f.name).is_none());
            let names: Vec<String> = lacking
                .map(|field| {
                    field.required = false;
                    field.name.clone()
                })
                .collect();
            let Some(first) = names.first() else { continue };
            let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = format!("this response leaves out {list}");
            let diagnostic = Diagnostic::at(&rule::REQUIRED_CONTRADICTION, start(example), message);
            self.report(diagnostic, owner, first, "declared as required here", OPTIONAL);
        }
    }

    /// Adds the fields that only an example has.
    fn add_undeclared(&mut self, object: &mut ObjectSchema, owner: Option<&Draft<'p>>, examples: &[&Json]) {
        let Some(last) = object.fields.last().map(|field| field.name.clone()) else { return };
        let mut found: Vec<(&str, Span)> = Vec::new();
        for json in examples {
            let JsonValue::Object(members) = &json.value else { continue };
            for (name, _) in members {
                let known =
                    object.field(&name.value).is_some() || found.iter().any(|(n, _)| *n == name.value);
                if !known {
                    found.push((&name.value, name.span));
                }
            }
        }
        for (name, _) in &found {
            let shown: Vec<&Json> = examples.iter().filter_map(|json| json.get(name)).collect();
            let schema = infer_schema(&shown, Evidence::Example);
            object.fields.push(infer_field(name, schema, Evidence::Example));
        }
        let Some((first, span)) = found.first() else { return };
        let names = found.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let and_more = match found.len() - 1 {
            0 => String::new(),
            others => format!(" and {others} more"),
        };
        let message = format!("the field list does not have `{first}`{and_more}");
        let mut diagnostic = Diagnostic::at(&rule::UNDECLARED_FIELD, *span, message);
        if found.len() > 1 {
            diagnostic = diagnostic.fact(format!("not in the list: {names}"));
        }
        let note = "taken as optional, with the type that is shown";
        self.report(diagnostic, owner, &last, "the list ends here", note);
    }

    /// Reports what is shown, with the place where the other page declares it.
    fn report(&mut self, of: Diagnostic, owner: Option<&Draft<'p>>, name: &str, what: &str, note: &str) {
        let declared = owner.and_then(|owner| declared_at(owner, false, name));
        let diagnostic = match declared {
            Some(span) => of.related(span, what),
            None => of,
        };
        self.diagnostics.push(diagnostic.note(note));
    }
}

fn only<'j>(examples: &[&'j Json], test: impl Fn(&Json) -> bool) -> Vec<&'j Json> {
    examples.iter().copied().filter(|json| test(json)).collect()
}

fn start(json: &Json) -> Span {
    Span { end: json.span.start + 1, ..json.span }
}

/// Whether a shown value can be one of a shape, as far as its kind tells.
fn fits(kind: &SchemaKind, json: &Json, schemas: &Schemas) -> bool {
    match kind {
        SchemaKind::Ref { name } => {
            schemas.get(name).is_none_or(|named| fits(&named.schema.kind, json, schemas))
        }
        SchemaKind::Any | SchemaKind::Union { .. } => true,
        SchemaKind::Array { .. } => matches!(json.value, JsonValue::Array(_) | JsonValue::Null),
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => {
            matches!(json.value, JsonValue::Object(_) | JsonValue::Null)
        }
        scalar => shows_kind(scalar, json),
    }
}
