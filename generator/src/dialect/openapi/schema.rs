//! Schemas as claims: a property is a field, a component is a record.
//!
//! ```text
//! schema = "$ref" | "allOf" | "oneOf" | "anyOf" | "enum" | "const"
//!        | "type", [ "format" ], { limit } | "properties" | "items" | "additionalProperties"
//!        | [ schema, { schema } ] ;      (* in the exporter's form: alternatives *)
//! ```
//!
//! `allOf` has the fields of all its parts. `null` among alternatives, among types and as `nullable` says one and
//! the same. Objects among alternatives keep their fields, without their texts where they are no components.

use super::{items, members, resolve, string, text, values};
use crate::budget::{DEPTH, SCHEMAS};
use crate::dialect::claims::{EnumValueClaim, FieldClaim, FieldForm, InlineField, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::source::{Span, Spanned};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The schemas of a document.
pub(super) struct Schemas<'a> {
    root: &'a Json,
    components: BTreeMap<&'a str, (&'a Spanned<String>, &'a Json)>,
    /// The components that are records and were named so far, in order.
    named: RefCell<Vec<&'a str>>,
    /// How many schemas were looked at.
    read: Cell<usize>,
    /// The first schema that was not, for it is too deep or one too many.
    over_budget: Cell<Option<Span>>,
}

/// A schema without what only frames it, outermost first: references, parts of their own, `null` beside it.
struct Layers<'a> {
    all: Vec<&'a Json>,
    nullable: bool,
}

impl<'a> Layers<'a> {
    fn core(&self) -> &'a Json {
        self.all[self.all.len() - 1]
    }

    /// What the outermost layer that has it says.
    fn get(&self, key: &str) -> Option<&'a Json> {
        self.all.iter().find_map(|layer| layer.get(key))
    }
}

/// What a schema says of a value.
#[derive(Default)]
struct Shape {
    ty: Option<TypeExpr>,
    nullable: bool,
    children: Vec<FieldClaim>,
    values: Vec<EnumValueClaim>,
}

impl<'a> Schemas<'a> {
    pub fn new(root: &'a Json) -> Self {
        let components = root.get("components").and_then(|components| components.get("schemas"));
        let components =
            members(components).iter().map(|(name, schema)| (name.value.as_str(), (name, schema)));
        Self {
            root,
            components: components.collect(),
            named: RefCell::default(),
            read: Cell::new(0),
            over_budget: Cell::new(None),
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
        let alternatives = ["oneOf", "anyOf"].iter().any(|key| items(core.get(key)).len() > 1);
        let fields = self.object_fields(core, 0);
        (!alternatives && !layers.nullable && !fields.is_empty()).then_some(fields)
    }

    /// The records that were named, and those that they name in turn.
    pub fn records(&self) -> Vec<FieldClaim> {
        let mut records = Vec::new();
        loop {
            let next = self.named.borrow().get(records.len()).copied();
            let Some((place, schema)) = next.and_then(|name| self.components.get(name)) else {
                return records;
            };
            let record = self.field(place, schema, false, 0);
            records.push(FieldClaim { required: None, ..record });
        }
    }

    fn field(&self, name: &Spanned<String>, schema: &'a Json, required: bool, depth: usize) -> FieldClaim {
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

    fn layers(&self, schema: &'a Json) -> Layers<'a> {
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
                _ if core.get("properties").is_some() => None,
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
        let (&name, (_, component)) = self.components.get_key_value(name)?;
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
    fn leave_open(&self, schema: &Json) -> Shape {
        self.over_budget.set(self.over_budget.get().or(Some(schema.span)));
        Shape::default()
    }

    /// The first schema that was left open because it is over the budget.
    pub fn over_budget(&self) -> Option<Span> {
        self.over_budget.get()
    }

    fn core_shape(&self, core: &'a Json, depth: usize) -> Shape {
        if let Some(name) = self.record_of(core) {
            let mut named = self.named.borrow_mut();
            if !named.contains(&name) {
                named.push(name);
            }
            return Shape { ty: Some(TypeExpr::Named(name.to_owned())), ..Shape::default() };
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

    /// The properties of an object and of its parts.
    fn object_fields(&self, schema: &'a Json, depth: usize) -> Vec<FieldClaim> {
        let mut properties = Properties::default();
        self.collect_properties(schema, &mut properties, depth);
        let Properties { found, required, .. } = properties;
        let field = |(name, schema): (&'a Spanned<String>, &'a Json)| {
            self.field(name, schema, required.contains(name.value.as_str()), depth)
        };
        found.into_iter().map(field).collect()
    }

    fn collect_properties(&self, schema: &'a Json, of: &mut Properties<'a>, depth: usize) {
        // A part that was read says nothing new.
        if !of.parts.insert(schema) {
            return;
        }
        if depth >= DEPTH {
            self.leave_open(schema);
            return;
        }
        for part in items(schema.get("allOf")) {
            self.collect_properties(resolve(self.root, part), of, depth + 1);
        }
        for property in members(schema.get("properties")) {
            of.add((&property.0, &property.1));
        }
        for list in ["required", "requiredProperties"] {
            let names = items(schema.get(list)).iter().filter_map(|name| match &name.value {
                JsonValue::String(name) => Some(name.as_str()),
                _ => None,
            });
            of.required.extend(names);
        }
    }
}

/// The properties of an object and of its parts, in order.
#[derive(Default)]
struct Properties<'a> {
    found: Vec<(&'a Spanned<String>, &'a Json)>,
    /// Where in `found` a name is.
    places: HashMap<&'a str, usize>,
    required: BTreeSet<&'a str>,
    /// The parts that were read.
    parts: HashSet<*const Json>,
}

impl<'a> Properties<'a> {
    /// Adds a property; what a later part says of it counts.
    fn add(&mut self, property: (&'a Spanned<String>, &'a Json)) {
        match self.places.get(property.0.value.as_str()) {
            Some(&place) => self.found[place] = property,
            None => {
                self.places.insert(&property.0.value, self.found.len());
                self.found.push(property);
            }
        }
    }
}

impl Shape {
    /// The type with all that it holds.
    fn alone(self) -> TypeExpr {
        let ty = with_fields(self.ty.unwrap_or(TypeExpr::Any), &self.children);
        or_null(with_values(ty, &self.values), self.nullable)
    }
}

fn or_null(ty: TypeExpr, nullable: bool) -> TypeExpr {
    match ty {
        ty if !nullable || ty == TypeExpr::Any => ty,
        TypeExpr::Union(mut variants) => {
            variants.push(TypeExpr::Null);
            TypeExpr::Union(variants)
        }
        ty => TypeExpr::Union(vec![ty, TypeExpr::Null]),
    }
}

/// A type with the fields of its object.
fn with_fields(ty: TypeExpr, fields: &[FieldClaim]) -> TypeExpr {
    let inside = |ty: Box<TypeExpr>| Box::new(with_fields(*ty, fields));
    match ty {
        ty if fields.is_empty() => ty,
        TypeExpr::Object | TypeExpr::Named(_) => TypeExpr::Inline(fields.iter().map(inline).collect()),
        TypeExpr::Array(Some(item)) => TypeExpr::Array(Some(inside(item))),
        TypeExpr::Map(value) => TypeExpr::Map(inside(value)),
        TypeExpr::Union(variants) => {
            TypeExpr::Union(variants.into_iter().map(|variant| with_fields(variant, fields)).collect())
        }
        ty => ty,
    }
}

fn inline(field: &FieldClaim) -> InlineField {
    let ty = field.ty.as_ref().map_or(TypeExpr::Any, |ty| ty.value.clone());
    let ty = with_values(with_fields(ty, &field.children), &field.values);
    InlineField { name: field.name.value.clone(), optional: field.required != Some(true), ty }
}

/// A type with its values: `"a" | "b"` for text.
fn with_values(ty: TypeExpr, values: &[EnumValueClaim]) -> TypeExpr {
    let inside = |ty: Box<TypeExpr>| Box::new(with_values(*ty, values));
    let texts = || values.iter().map(|value| TypeExpr::Literal(value.value.value.clone()));
    match ty {
        ty if values.is_empty() => ty,
        TypeExpr::String => TypeExpr::Union(texts().collect()),
        TypeExpr::Array(Some(item)) => TypeExpr::Array(Some(inside(item))),
        TypeExpr::Union(variants) if variants.contains(&TypeExpr::String) => {
            let others = variants.into_iter().filter(|variant| *variant != TypeExpr::String);
            TypeExpr::Union(texts().chain(others).collect())
        }
        ty => ty,
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
