//! Whether a schema of the model allows a value, what is wrong where it does not, and values that it allows.
//!
//! This is JSON Schema as the OpenAPI export writes it (2020-12): members that nobody documents are allowed, values of
//! enums are the documented ones, formats are those that validators know. What the generated client reads and sends is
//! another question: `reproduction::fit`.

mod formats;
mod limits;
mod made;
mod words;

pub(crate) use made::Maker;
use words::shown;

use crate::config::did_you_mean;
use crate::model::{
    Api, EnumSchema, Field, IntegerFormat, ObjectSchema, Schema, SchemaKind, StringFormat, TaggedSchema,
};
use formats::{expected_format, has_format};
use limits::limit_faults;
use serde_json::{Map, Number, Value, json};

/// Records may hold themselves, values never without end.
const DEPTH: u8 = 64;

/// What values are held against.
#[derive(Clone, Copy)]
pub(crate) struct Validator<'a> {
    pub(crate) api: &'a Api,
    /// Whether a text matches a pattern of the pages.
    pub(crate) matches: fn(&str, &str) -> bool,
}

/// What is wrong with a part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// The names and indexes on the way to the part.
    pub(crate) path: Vec<Step>,
    /// What is wrong, to stand behind the name of the part.
    pub(crate) message: String,
}

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Member(String),
    Item(usize),
}

impl Violation {
    /// The part for people: `lines[0].price`; empty for the value itself.
    pub(crate) fn field(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Member(name) if path.is_empty() => path.push_str(name),
                Step::Member(name) => path.extend([".", name]),
                Step::Item(at) => path.push_str(&format!("[{at}]")),
            }
        }
        path
    }

    /// The part as a JSON Pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let steps = self.path.iter().map(|step| match step {
            Step::Member(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            Step::Item(at) => format!("/{at}"),
        });
        steps.collect()
    }
}

impl<'a> Validator<'a> {
    /// A validator that tries no pattern.
    pub(crate) fn without_patterns(api: &'a Api) -> Self {
        Validator { api, matches: |_, _| true }
    }

    /// What is wrong with a value.
    pub(crate) fn value(self, schema: &Schema, value: &Value) -> Vec<Violation> {
        let mut run = Run { of: self, path: Vec::new(), found: Vec::new(), depth: DEPTH };
        run.value(schema, value);
        run.found
    }

    /// The same for the value of a field, limits included; the path begins at the value.
    pub(crate) fn field(self, field: &Field, value: &Value) -> Vec<Violation> {
        let mut run = Run { of: self, path: Vec::new(), found: Vec::new(), depth: DEPTH };
        run.field(field, value);
        run.found
    }

    /// The shape behind names, and whether null is allowed by any of them.
    pub(crate) fn resolve(self, schema: &'a Schema) -> (&'a SchemaKind, bool) {
        let (mut kind, mut nullable) = (&schema.kind, schema.nullable);
        for _ in 0..=self.api.schemas.len() {
            let SchemaKind::Ref { name } = kind else { return (kind, nullable) };
            let Some(named) = self.api.schemas.get(name) else { break };
            (kind, nullable) = (&named.schema.kind, nullable || named.schema.nullable);
        }
        (&SchemaKind::Any, true)
    }
}

struct Run<'a> {
    of: Validator<'a>,
    path: Vec<Step>,
    found: Vec<Violation>,
    /// How many more levels are looked at.
    depth: u8,
}

impl Run<'_> {
    fn fault(&mut self, message: impl Into<String>) {
        self.found.push(Violation { path: self.path.clone(), message: message.into() });
    }

    fn within(&mut self, step: Step, inside: impl FnOnce(&mut Self)) {
        self.path.push(step);
        inside(self);
        self.path.pop();
    }

    fn value(&mut self, schema: &Schema, value: &Value) {
        if (schema.nullable && value.is_null()) || self.depth == 0 {
            return;
        }
        self.depth -= 1;
        self.kind(&schema.kind, value);
        self.depth += 1;
    }

    fn kind(&mut self, kind: &SchemaKind, value: &Value) {
        match (kind, value) {
            (SchemaKind::Any, _)
            | (SchemaKind::Boolean, Value::Bool(_))
            | (SchemaKind::Number { .. }, Value::Number(_)) => {}
            (SchemaKind::Ref { name }, _) => {
                if let Some(named) = self.of.api.schemas.get(name) {
                    self.value(&named.schema, value);
                }
            }
            (SchemaKind::Union { variants }, _) => self.union(variants, kind, value),
            (SchemaKind::Tagged(of), _) => self.tagged(of, value),
            (SchemaKind::Enum(of), _) => self.member(of, value),
            (SchemaKind::Integer { format }, Value::Number(number)) => {
                if !is_integer(*format, number) {
                    self.fault(format!("must be {}, not {number}", expected(kind)));
                }
            }
            (SchemaKind::String { format }, Value::String(text)) => self.text(*format, text),
            (SchemaKind::Array { items }, Value::Array(values)) => {
                for (at, value) in values.iter().enumerate() {
                    self.within(Step::Item(at), |run| run.value(items, value));
                }
            }
            (SchemaKind::Map { values }, Value::Object(members)) => {
                for (name, value) in members {
                    self.within(Step::Member(name.clone()), |run| run.value(values, value));
                }
            }
            (SchemaKind::Object(object), Value::Object(members)) => self.object(object, members),
            (kind, value) => self.fault(format!("must be {}, not {}", expected(kind), shown(value))),
        }
    }

    fn text(&mut self, format: StringFormat, text: &str) {
        if !has_format(format, text) {
            self.fault(format!("must be {}, not {}", expected_format(format), shown(&json!(text))));
        }
    }

    fn object(&mut self, object: &ObjectSchema, members: &Map<String, Value>) {
        for field in &object.fields {
            match members.get(&field.name) {
                Some(value) => self.within(Step::Member(field.name.clone()), |run| run.field(field, value)),
                None if field.required => self.missing(object, field, members),
                None => {}
            }
        }
        if let Some(values) = &object.additional {
            for (name, value) in members.iter().filter(|(name, _)| object.field(name).is_none()) {
                self.within(Step::Member(name.clone()), |run| run.value(values, value));
            }
        }
        let has = |name: &String| members.contains_key(name);
        if !object.choices.is_empty() && !object.choices.iter().any(|of| of.required.iter().all(has)) {
            let ways = object.choices.iter().map(|of| of.required.join(", ")).collect::<Vec<_>>();
            self.fault(format!("needs the fields of one of these: {}", ways.join(" | ")));
        }
    }

    /// A member that is nearly called so was probably meant.
    fn missing(&mut self, object: &ObjectSchema, field: &Field, members: &Map<String, Value>) {
        let strange = members.keys().filter(|name| object.field(name).is_none()).map(String::as_str);
        let near = did_you_mean(&field.name, strange.clone());
        let near = near.and(strange.min_by_key(|name| strsim::damerau_levenshtein(name, &field.name)));
        let near = near.map_or(String::new(), |name| format!(" (there is `{name}`)"));
        self.within(Step::Member(field.name.clone()), |run| run.fault(format!("is required{near}")));
    }

    fn field(&mut self, field: &Field, value: &Value) {
        let before = self.found.len();
        self.value(&field.schema, value);
        if self.found.len() == before {
            for message in limit_faults(&field.constraints, value, self.of.matches) {
                self.fault(message);
            }
        }
    }

    /// What is wrong with the variant that is nearest, where one is an object as the value is.
    fn union(&mut self, variants: &[Schema], kind: &SchemaKind, value: &Value) {
        let tried = variants.iter().map(|variant| {
            let mut run = Run { of: self.of, path: self.path.clone(), found: Vec::new(), depth: self.depth };
            run.value(variant, value);
            run.found
        });
        let Some(best) = tried.min_by_key(|found| (found.iter().any(|of| of.path == self.path), found.len()))
        else {
            return;
        };
        match best.iter().any(|of| of.path == self.path) {
            true => self.fault(format!("must be {kind}, not {}", shown(value))),
            false => self.found.extend(best),
        }
    }

    fn tagged(&mut self, of: &TaggedSchema, value: &Value) {
        let Some(members) = value.as_object() else {
            return self.fault(format!("must be an object, not {}", shown(value)));
        };
        let tag = members.get(&of.tag);
        let text = tag.and_then(Value::as_str);
        let variant =
            of.variants.iter().find(|of| of.values.iter().any(|value| Some(value.as_str()) == text));
        if let Some(variant) = variant {
            return self.object(&variant.object, members);
        }
        let values = of.variants.iter().flat_map(|of| &of.values).map(|value| format!("\"{value}\""));
        let values = values.collect::<Vec<_>>().join(", ");
        self.within(Step::Member(of.tag.clone()), |run| match tag {
            None => run.fault(format!("is required: one of {values}")),
            Some(tag) => run.fault(format!("must be one of {values}, not {}", shown(tag))),
        });
    }

    fn member(&mut self, of: &EnumSchema, value: &Value) {
        let documented: Vec<Value> = of.members.iter().map(|member| json!(member.value)).collect();
        let fits = match documented.is_empty() {
            true => value.is_string(),
            false => documented.contains(value),
        };
        if !fits {
            let values = documented.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
            let one_of = if values.is_empty() { "a text".to_owned() } else { format!("one of {values}") };
            self.fault(format!("must be {one_of}, not {}", shown(value)));
        }
    }
}

/// A whole number (JSON Schema 2020-12, section 6.1.1: `1.0` is one) of the width.
fn is_integer(format: IntegerFormat, number: &Number) -> bool {
    let exact = number.as_i64().map(i128::from).or(number.as_u64().map(i128::from));
    let whole = number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128);
    let (least, most) = match format {
        IntegerFormat::Int32 => (i32::MIN.into(), i32::MAX.into()),
        IntegerFormat::Int64 => (i64::MIN.into(), i64::MAX.into()),
        IntegerFormat::Uint64 => (0, u64::MAX.into()),
        IntegerFormat::Int128 => (i128::MIN, i128::MAX),
    };
    // A number that no integer of 64 bits holds was rounded, maybe to the limit.
    let within = |number: i128| least < number && number < most;
    exact.map_or_else(|| whole.is_some_and(within), |number| (least..=most).contains(&number))
}

fn expected(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Boolean => "true or false",
        SchemaKind::Integer { format: IntegerFormat::Int32 } => "a whole number of 32 bits",
        SchemaKind::Integer { format: IntegerFormat::Uint64 } => "a whole number of 64 bits from 0 on",
        SchemaKind::Integer { format: IntegerFormat::Int64 } => "a whole number of 64 bits",
        SchemaKind::Integer { .. } => "a whole number",
        SchemaKind::Number { .. } => "a number",
        SchemaKind::String { format } => expected_format(*format),
        SchemaKind::Array { .. } => "an array",
        SchemaKind::Map { .. } | SchemaKind::Object(_) | SchemaKind::Tagged(_) => "an object",
        SchemaKind::Any | SchemaKind::Enum(_) | SchemaKind::Ref { .. } | SchemaKind::Union { .. } => {
            "a value"
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
