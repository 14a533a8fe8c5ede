//! The properties of an object, with those of its parts.
//!
//! `allOf` has the properties of all its parts. Those of alternatives beside properties, or inside `allOf`, are there
//! too, and none of them is required. What only the other side sends is left out. `additionalProperties` beside
//! properties is the field `*`.

use super::schema::{Schemas, Side};
use super::{items, members, resolve};
use crate::budget::DEPTH;
use crate::dialect::claims::{EnumValueClaim, FieldClaim, FieldForm, TypeExpr, ValueForm};
use crate::document::{Json, JsonValue};
use crate::source::Spanned;
use foldhash::{HashMap, HashSet};

/// The name of the field that stands for all that have no name of their own.
pub(crate) const ADDITIONAL: &str = "*";

/// The properties that were found, those that must be there, and what may be there beside them.
#[derive(Default)]
struct Found<'a> {
    properties: Vec<(&'a Spanned<String>, &'a Json)>,
    /// Where in `properties` a name is.
    places: HashMap<&'a str, usize>,
    required: HashSet<&'a str>,
    additional: Option<(&'a Spanned<String>, &'a Json)>,
    /// The parts that were read.
    parts: HashSet<*const Json>,
}

impl<'a> Found<'a> {
    /// Adds a property; what a later part says of it counts.
    fn add(&mut self, property: (&'a Spanned<String>, &'a Json)) {
        match self.places.get(property.0.value.as_str()) {
            Some(&place) => self.properties[place] = property,
            None => {
                self.places.insert(&property.0.value, self.properties.len());
                self.properties.push(property);
            }
        }
    }
}

/// What a schema is of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartOf {
    Itself,
    /// One of `allOf`.
    All,
    /// One of alternatives, and what is in it: nothing there is required.
    Alternatives,
}

impl<'a> Schemas<'a> {
    /// The properties of an object and of its parts.
    pub(super) fn object_fields(&self, schema: &'a Json, depth: usize) -> Vec<FieldClaim> {
        let mut found = Found::default();
        self.collect(schema, &mut found, PartOf::Itself, depth);
        let mut fields: Vec<FieldClaim> = Vec::new();
        for (name, property) in found.properties {
            let (read_only, write_only) = self.ways(property);
            let asked = match self.side.get() {
                Side::Sent if read_only => continue,
                Side::Received if write_only => continue,
                Side::Both => !read_only && !write_only,
                Side::Sent | Side::Received => true,
            };
            let asked = asked && found.required.contains(name.value.as_str());
            fields.push(self.field(name, property, asked, depth));
        }
        self.tag_fields(schema, &mut fields);
        if let Some((key, value)) = found.additional.filter(|_| !fields.is_empty()) {
            let name = Spanned::new(ADDITIONAL.to_owned(), key.span);
            fields.push(self.field(&name, value, false, depth));
        }
        fields
    }

    /// Whether a property is only received, and whether it is only sent.
    fn ways(&self, property: &'a Json) -> (bool, bool) {
        let layers = self.layers(property);
        let says = |key| layers.get(key).is_some_and(|value| value.value == JsonValue::Bool(true));
        (says("readOnly"), says("writeOnly"))
    }

    /// Gives the fields that tell a component apart their values.
    fn tag_fields(&self, schema: &'a Json, fields: &mut Vec<FieldClaim>) {
        let Some(component) = self.components.name_of(schema) else { return };
        for tag in self.components.tags(component) {
            let claim = |value: &String| EnumValueClaim {
                value: Spanned::new(value.clone(), tag.name.span),
                name: None,
                description: String::new(),
                form: ValueForm::Text,
            };
            let values: Vec<EnumValueClaim> = tag.values.iter().map(claim).collect();
            let ty = Some(Spanned::new(TypeExpr::String, tag.name.span));
            match fields.iter_mut().find(|field| field.name.value == tag.name.value) {
                Some(field) if tag.mapped || field.values.is_empty() => {
                    (field.ty, field.values, field.required) = (ty, values, Some(true));
                }
                Some(_) => {}
                None => fields.push(FieldClaim {
                    ty,
                    values,
                    required: Some(true),
                    form: FieldForm::Property,
                    ..FieldClaim::new(tag.name.clone(), tag.name.span)
                }),
            }
        }
    }

    fn collect(&self, schema: &'a Json, found: &mut Found<'a>, part: PartOf, depth: usize) {
        // A part that was read says nothing new.
        if !found.parts.insert(schema) {
            return;
        }
        if depth >= DEPTH {
            self.leave_open(schema);
            return;
        }
        let inner = if part == PartOf::Alternatives { part } else { PartOf::All };
        let parts = items(schema.get("allOf"));
        for part in parts {
            self.collect(resolve(self.root, part), found, inner, depth + 1);
        }
        let properties = members(schema.get("properties"));
        for property in properties {
            found.add((&property.0, &property.1));
        }
        if part != PartOf::Itself || !properties.is_empty() || !parts.is_empty() {
            for alternative in ["oneOf", "anyOf"].iter().flat_map(|key| items(schema.get(key))) {
                self.collect(resolve(self.root, alternative), found, PartOf::Alternatives, depth + 1);
            }
        }
        for list in ["required", "requiredProperties"] {
            let names = items(schema.get(list)).iter().filter_map(|name| match &name.value {
                JsonValue::String(name) => Some(name.as_str()),
                _ => None,
            });
            found.required.extend(names.filter(|_| part != PartOf::Alternatives));
        }
        let additional = members(Some(schema)).iter().find(|(key, _)| key.value == "additionalProperties");
        let open = additional
            .filter(|(_, value)| matches!(value.value, JsonValue::Bool(true) | JsonValue::Object(_)))
            .map(|(key, value)| (key, value));
        found.additional = found.additional.or(open);
    }
}
