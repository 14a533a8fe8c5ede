//! Schemas as claims: a property is a field, a component is a record.
//!
//! ```text
//! schema = "$ref" | "allOf" | "oneOf" | "anyOf" | "enum" | "const"
//!        | "type", [ "format" ], { limit } | "properties" | "items" | "additionalProperties"
//!        | [ schema, { schema } ] ;      (* in the exporter's form: alternatives *)
//! ```
//!
//! [`properties`](super::properties) finds the fields of an object. `null` among alternatives, among types and as `nullable` says one and
//! the same. Objects among alternatives keep their fields, without their texts where they are no components.

use super::components::Components;
use super::shape::{Shape, or_null, with_values};
use super::{items, members, resolve, string, text, values};
use crate::budget::{DEPTH, SCHEMAS};
use crate::dialect::claims::{FieldClaim, FieldForm, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::source::{Span, Spanned};
use std::cell::{Cell, RefCell};

/// The schemas of a document.
pub(super) struct Schemas<'a> {
    pub(super) root: &'a Json,
    pub(super) components: &'a Components<'a>,
    /// The side that reads what is read now.
    pub(super) side: Cell<Side>,
    /// The components that are records and were named so far, in order.
    named: RefCell<Vec<&'a str>>,
    /// How many schemas were looked at.
    read: Cell<usize>,
    /// The first schema that was not, for it is too deep or one too many.
    over_budget: Cell<Option<Span>>,
    /// Those of them that are sent and have fields which go one way only.
    shared: RefCell<Vec<&'a str>>,
    /// The components that are being written out where they are sent.
    open: RefCell<Vec<&'a str>>,
    /// How often that was done.
    opened: Cell<usize>,
}

/// Which way a value goes. A component with fields that go one way only is written out where it is sent, and is the
/// record where it is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Without the fields that are only received (`readOnly`).
    Sent,
    /// Without the fields that are only sent (`writeOnly`).
    Received,
    /// A record that holds itself: with all fields, of which those are optional.
    Both,
}

/// Components that are written out; more stay records.
const MAX_OPENED: usize = 500;

/// A schema without what only frames it, outermost first: references, parts of their own, `null` beside it.
pub(super) struct Layers<'a> {
    all: Vec<&'a Json>,
    nullable: bool,
}

impl<'a> Layers<'a> {
    fn core(&self) -> &'a Json {
        self.all[self.all.len() - 1]
    }

    /// What the outermost layer that has it says.
    pub(super) fn get(&self, key: &str) -> Option<&'a Json> {
        self.all.iter().find_map(|layer| layer.get(key))
    }
}

impl<'a> Schemas<'a> {
    pub fn new(root: &'a Json, components: &'a Components<'a>) -> Self {
        Self {
            root,
            components,
            side: Cell::new(Side::Received),
            named: RefCell::default(),
            shared: RefCell::default(),
            open: RefCell::default(),
            opened: Cell::default(),
            read: Cell::default(),
            over_budget: Cell::default(),
        }
    }

    /// A property or a parameter.
    pub fn read_field(&self, name: &Spanned<String>, schema: &'a Json, required: bool) -> FieldClaim {
        self.field(name, schema, required, 0)
    }

    /// The fields of an object; those of a record only where it is to be `opened`.
    pub fn fields_of(&self, schema: &'a Json, open: bool) -> Option<Vec<FieldClaim>> {
        let layers = self.layers(schema);
        let core = layers.core();
        let core = if self.record_of(core).is_some() && open { resolve(self.root, core) } else { core };
        let alternatives = ["oneOf", "anyOf"].iter().any(|key| items(core.get(key)).len() > 1)
            || self.components.kinds_of(core).is_some();
        let fields = self.inside(core, || self.object_fields(core, 0));
        (!alternatives && !layers.nullable && !fields.is_empty()).then_some(fields)
    }

    /// The records that were named, and those that they name in turn.
    pub fn records(&self) -> Vec<FieldClaim> {
        let mut records = Vec::new();
        loop {
            let next = self.named.borrow().get(records.len()).copied();
            let Some((name, place, schema)) = next.and_then(|name| self.components.get(name)) else {
                return records;
            };
            self.side.set(if self.shared.borrow().contains(&name) { Side::Both } else { Side::Received });
            let record = self.field(place, schema, false, 0);
            records.push(FieldClaim { required: None, ..record });
        }
    }

    pub(super) fn field(
        &self,
        name: &Spanned<String>,
        schema: &'a Json,
        required: bool,
        depth: usize,
    ) -> FieldClaim {
        let layers = self.layers(schema);
        let Shape { ty, nullable, children, values } = self.shape_of(&layers, depth);
        let ty = or_null(ty.unwrap_or(TypeExpr::Any), nullable);
        let deprecated = layers.get("deprecated").is_some_and(|value| value.value == JsonValue::Bool(true));
        FieldClaim {
            ty: Some(Spanned::new(ty, name.span)),
            required: Some(required),
            default: layers.get("default").and_then(values::as_written),
            deprecated,
            description: layers.get("description").and_then(text),
            children,
            form: FieldForm::Property,
            values,
            limits: values::limits(|key| layers.get(key)),
            ..FieldClaim::new(name.clone(), name.span)
        }
    }

    pub(super) fn layers(&self, schema: &'a Json) -> Layers<'a> {
        let mut layers = Layers { all: vec![schema], nullable: false };
        while layers.all.len() < DEPTH {
            let core = layers.core();
            layers.nullable |= values::says_nullable(core);
            let next = match &core.value {
                JsonValue::Array(alternatives) => one_of(alternatives, &mut layers.nullable),
                _ if self.record_of(core).is_some() => None,
                _ if core.get("$ref").is_some() => {
                    Some(resolve(self.root, core)).filter(|to| !std::ptr::eq(*to, core))
                }
                _ if ["properties", "required", "additionalProperties"]
                    .iter()
                    .any(|key| core.get(key).is_some()) =>
                {
                    None
                }
                _ => {
                    let parts = items(core.get("allOf"));
                    let parts: Vec<&Json> = parts.iter().filter(|part| has_structure(part)).collect();
                    match (parts.as_slice(), core.get("oneOf").or(core.get("anyOf"))) {
                        ([only], _) => Some(*only),
                        ([], Some(alternatives)) => one_of(items(Some(alternatives)), &mut layers.nullable),
                        _ => None,
                    }
                }
            };
            match next {
                Some(next) => layers.all.push(next),
                None => break,
            }
        }
        layers
    }

    /// The component that a schema refers to, where that has parts or values of its own.
    fn record_of(&self, schema: &'a Json) -> Option<&'a str> {
        let name = string(schema, "$ref")?.strip_prefix("#/components/schemas/")?;
        let (name, _, component) = self.components.get(name)?;
        if self.is_written_out(name) {
            return None;
        }
        let values = items(component.get("enum")).len();
        let alternatives = component.get("oneOf").or(component.get("anyOf"));
        let mut nullable = false;
        let several = alternatives.is_some_and(|list| {
            items(Some(list)).len() > 1 && one_of(items(Some(list)), &mut nullable).is_none()
        });
        let parts = items(component.get("allOf")).iter().filter(|part| has_structure(part)).count();
        let fields = !members(component.get("properties")).is_empty() || parts > 1;
        (fields || several || values > 1).then_some(name)
    }

    fn shape(&self, schema: &'a Json, depth: usize) -> Shape {
        self.shape_of(&self.layers(schema), depth)
    }

    fn shape_of(&self, layers: &Layers<'a>, depth: usize) -> Shape {
        let core = layers.core();
        self.read.set(self.read.get() + 1);
        let mut shape = match depth < DEPTH && self.read.get() <= SCHEMAS {
            true => self.core_shape(core, depth + 1),
            false => self.leave_open(core),
        };
        shape.nullable |= layers.nullable;
        shape
    }

    /// A schema that is over the budget is any value.
    pub(super) fn leave_open(&self, schema: &Json) -> Shape {
        self.over_budget.set(self.over_budget.get().or(Some(schema.span)));
        Shape::default()
    }

    /// The first schema that was left open because it is over the budget.
    pub fn over_budget(&self) -> Option<Span> {
        self.over_budget.get()
    }

    fn core_shape(&self, core: &'a Json, depth: usize) -> Shape {
        if let Some(name) = self.record_of(core) {
            return Shape { ty: Some(self.name(name)), ..Shape::default() };
        }
        self.inside(core, || self.core_parts(core, depth))
    }

    /// The name of a component, which is a record from now on.
    fn name(&self, name: &'a str) -> TypeExpr {
        let note = |list: &RefCell<Vec<&'a str>>| {
            let mut list = list.borrow_mut();
            if !list.contains(&name) {
                list.push(name);
            }
        };
        note(&self.named);
        if self.side.get() != Side::Received && self.components.is_one_way(name) {
            note(&self.shared);
        }
        TypeExpr::Named(name.to_owned())
    }

    /// Whether a component is to be written out where its name stands.
    fn is_written_out(&self, name: &str) -> bool {
        self.side.get() == Side::Sent
            && self.components.is_one_way(name)
            && self.opened.get() < MAX_OPENED
            && !self.open.borrow().contains(&name)
    }

    /// Reads a schema, which is no part of itself meanwhile.
    fn inside<T>(&self, schema: &'a Json, read: impl FnOnce() -> T) -> T {
        let Some(name) = self.components.name_of(schema).filter(|_| self.side.get() == Side::Sent) else {
            return read();
        };
        self.opened.set(self.opened.get() + 1);
        self.open.borrow_mut().push(name);
        let found = read();
        self.open.borrow_mut().pop();
        found
    }

    fn core_parts(&self, core: &'a Json, depth: usize) -> Shape {
        if let Some(kinds) = self.components.kinds_of(core) {
            let kinds = kinds.into_iter().map(|kind| self.name(kind)).collect();
            return Shape { ty: Some(TypeExpr::Union(kinds)), ..Shape::default() };
        }
        if let JsonValue::Array(alternatives) = &core.value {
            return self.alternatives(alternatives, depth);
        }
        let fields = self.object_fields(core, depth);
        if !fields.is_empty() {
            // The exporter's form has the component in the place of the reference.
            let name = string(core, "refIdentifier").and_then(|target| target.rsplit('/').next());
            let ty = name.map_or(TypeExpr::Object, |name| TypeExpr::Named(name.to_owned()));
            return Shape { ty: Some(ty), children: fields, ..Shape::default() };
        }
        if let Some(alternatives) = core.get("oneOf").or(core.get("anyOf")) {
            return self.alternatives(items(Some(alternatives)), depth);
        }
        if let Some((ty, values, nullable)) = values::enumeration(core) {
            return Shape { ty: Some(ty), values, nullable, ..Shape::default() };
        }
        let types = values::types(core);
        let mut shapes = types.iter().map(|name| self.typed(name, core, depth));
        match (shapes.next(), shapes.next()) {
            (Some(one), None) => one,
            (None, _) => self.typed("", core, depth),
            (Some(first), Some(second)) => {
                let several = [first, second].into_iter().chain(shapes);
                Shape { ty: Some(TypeExpr::Union(several.map(Shape::alone).collect())), ..Shape::default() }
            }
        }
    }

    fn typed(&self, name: &str, schema: &'a Json, depth: usize) -> Shape {
        let ty = match name {
            "object" => return self.map(schema, depth),
            "array" => return self.array(schema, depth),
            "" if schema.get("items").is_some() => return self.array(schema, depth),
            "" if schema.get("additionalProperties").is_some() => return self.map(schema, depth),
            "string" | "enum<string>" => values::text_type(schema),
            "integer" if ["uint64", "unsigned64"].contains(&string(schema, "format").unwrap_or_default()) => {
                TypeExpr::Unsigned64
            }
            "integer" | "enum<integer>" => TypeExpr::Integer,
            "number" | "enum<number>" if string(schema, "format") == Some("decimal") => TypeExpr::Decimal,
            "number" | "enum<number>" => TypeExpr::Number,
            "boolean" => TypeExpr::Boolean,
            "file" => TypeExpr::File,
            _ => TypeExpr::Any,
        };
        Shape { ty: Some(ty), ..Shape::default() }
    }

    fn array(&self, schema: &'a Json, depth: usize) -> Shape {
        let Some(item) = schema.get("items") else {
            return Shape { ty: Some(TypeExpr::Array(None)), ..Shape::default() };
        };
        let Shape { ty, nullable, children, values } = self.shape(item, depth);
        let item = ty.map(|ty| Box::new(or_null(ty, nullable)));
        Shape { ty: Some(TypeExpr::Array(item)), nullable: false, children, values }
    }

    /// An object of which no property is named.
    fn map(&self, schema: &'a Json, depth: usize) -> Shape {
        let values = schema.get("additionalProperties").filter(|of| !members(Some(of)).is_empty());
        let Some(values) = values else { return Shape { ty: Some(TypeExpr::Object), ..Shape::default() } };
        let Shape { ty, nullable, children, values } = self.shape(values, depth);
        let value = with_values(or_null(ty.unwrap_or(TypeExpr::Any), nullable), &values);
        Shape { ty: Some(TypeExpr::Map(Box::new(value))), children, ..Shape::default() }
    }

    /// One of several; texts of which each alternative allows some are one enum.
    fn alternatives(&self, list: &'a [Json], depth: usize) -> Shape {
        let mut shapes: Vec<Shape> = Vec::new();
        let mut nullable = false;
        for schema in list.iter() {
            match values::is_null(schema) {
                true => nullable = true,
                false => shapes.push(self.shape(schema, depth)),
            }
        }
        nullable |= shapes.iter().any(|shape| shape.nullable);
        if shapes.iter().all(|shape| shape.ty == Some(TypeExpr::String) && !shape.values.is_empty()) {
            let values = shapes.into_iter().flat_map(|shape| shape.values).collect::<Vec<_>>();
            let ty = if values.is_empty() { TypeExpr::Any } else { TypeExpr::String };
            return Shape { ty: Some(ty), nullable, values, ..Shape::default() };
        }
        let mut types: Vec<TypeExpr> = Vec::new();
        for shape in shapes {
            let ty = Shape { nullable: false, ..shape }.alone();
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        let ty = match types.len() {
            1 => types.remove(0),
            _ if types.contains(&TypeExpr::Any) => TypeExpr::Any,
            _ => TypeExpr::Union(types),
        };
        Shape { ty: Some(ty), nullable, ..Shape::default() }
    }
}

/// The one alternative that is not null.
fn one_of<'a>(alternatives: &'a [Json], nullable: &mut bool) -> Option<&'a Json> {
    let mut others = alternatives.iter().filter(|schema| !values::is_null(schema));
    let only = others.next().filter(|_| others.next().is_none())?;
    *nullable |= alternatives.iter().any(values::is_null);
    Some(only)
}

/// Whether a schema says what a value is, not just what it is for.
fn has_structure(schema: &Json) -> bool {
    const TEXTS: [&str; 9] = [
        "description",
        "title",
        "example",
        "examples",
        "default",
        "deprecated",
        "nullable",
        "readOnly",
        "writeOnly",
    ];
    members(Some(schema))
        .iter()
        .any(|(name, _)| !TEXTS.contains(&name.value.as_str()) && !name.value.starts_with("x-"))
}
