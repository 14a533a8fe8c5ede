//! Weighs what a page declares of a value against what its skeleton and examples show.
//!
//! A declaration wins. What it leaves open (`any`, `object`, `array`, no type at all) is refined
//! from the skeleton and the examples, and every refinement and contradiction is reported with
//! both places.

mod choices;
mod hints;
mod holders;
mod integers;
mod left_out;
mod limits;
mod open;
mod own_examples;
mod placeholders;
mod reports;
mod scalar;
mod setting;
mod shown;
mod statements;
mod structure;
mod tagged;
mod union;

pub(super) use integers::integer_kind;
pub(super) use left_out::OPTIONAL;
pub(super) use limits::fitting_limits;
pub(super) use reports::json_kind_name;
pub(super) use scalar::{give_enum, kind_name, shows_kind, value_of_default};
pub(super) use setting::shape_of_type;
pub(super) use shown::Shown;
pub(super) use structure::{READABLE, is_wildcard};
pub(super) use tagged::settle_tag;

use super::draft::PendingRecord;
use super::enums::Enums;
use super::field_tree::{FieldNode, build_tree};
use super::infer::{infer_field, infer_schema};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::ADDITIONAL;
use crate::dialect::claims::{FieldClaim, FieldForm, TypeExpr};
use crate::document::JsonValue;
use crate::model::{Evidence, Field, ObjectSchema, Schema, SchemaKind, StringFormat};
use crate::source::Span;
use crate::type_expr::is_too_deep;
use foldhash::HashSet;
use limits::settle_constraints;
use open::is_own_name;
use own_examples::own_examples;
use scalar::give_format;
use statements::{says_list_too, says_nullable, says_optional, says_required};

/// What weighing needs and reports to.
pub(super) struct Weigher<'a> {
    pub enums: &'a Enums,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    pub pending: &'a mut Vec<PendingRecord>,
    /// Whether the value is of an answer: only there must an example show every field.
    pub answer: bool,
    /// Whether examples are text whatever the type (a form or a URL).
    pub textual: bool,
    /// Whether a value that nothing tells the type of is text: a header, a segment of the path.
    pub text_by_nature: bool,
}

impl<'a> Weigher<'a> {
    /// Weighs what is neither of an answer nor text by its place.
    pub fn new(
        enums: &'a Enums,
        diagnostics: &'a mut Vec<Diagnostic>,
        pending: &'a mut Vec<PendingRecord>,
    ) -> Self {
        Self { enums, diagnostics, pending, answer: false, textual: false, text_by_nature: false }
    }
}

impl Weigher<'_> {
    /// Settles an object: the declared fields first, then those that are only shown.
    pub fn weigh_object(&mut self, nodes: &[FieldNode<'_>], shown: &Shown<'_>) -> ObjectSchema {
        let mut object = ObjectSchema::default();
        let members = shown.members();
        for node in nodes {
            let property = node.claim.is_some_and(|claim| claim.form == FieldForm::Property);
            if property && node.name == ADDITIONAL {
                object.additional = Some(Box::new(self.weigh_field(node, &Shown::default()).schema));
                continue;
            }
            if is_wildcard(node.name) {
                self.report_wildcard(
                    node,
                    "it was left out: the page does not say which fields it stands for",
                );
                continue;
            }
            let field = self.weigh_field(node, members.get(node.name));
            object.fields.push(field);
        }
        self.settle_choices(nodes, &mut object);
        if self.answer {
            self.relax_required(nodes, shown, &mut object);
        }
        let holders = match self.answer && !nodes.is_empty() {
            true => self.report_not_shown(nodes, shown),
            false => Vec::new(),
        };
        self.add_undeclared(nodes, shown, &holders, &mut object);
        object
    }

    /// Settles a schema without a name, which is that of a whole body or answer.
    pub fn weigh_whole(&mut self, claim: &FieldClaim, shown: &Shown<'_>) -> Option<Schema> {
        let is_whole = claim.form == FieldForm::Property && claim.name.value.is_empty();
        is_whole.then(|| self.weigh_property(claim, shown).schema)
    }

    /// Settles a property, with all that is nested in it.
    pub fn weigh_property(&mut self, claim: &FieldClaim, shown: &Shown<'_>) -> Field {
        let below = build_tree(&claim.children.iter().collect::<Vec<_>>(), self.diagnostics);
        let mut node = FieldNode::new(&claim.name.value, Some(claim), claim.name.span);
        (node.children, node.alternatives) = (below.nodes, below.alternatives);
        self.weigh_field(&node, shown)
    }

    /// Settles a declared field.
    pub fn weigh_field(&mut self, node: &FieldNode<'_>, shown: &Shown<'_>) -> Field {
        let claim = node.claim;
        let ty = claim.and_then(|c| c.ty.as_ref());
        let own = claim.map_or_else(Vec::new, |claim| own_examples(claim, node));
        let shown = &shown.with(&own);
        let any_name = match node.children.as_slice() {
            [only] if is_wildcard(only.name) => Some(only),
            _ => None,
        };
        let mut schema = match ty {
            _ if any_name.is_some() => self.weigh_map(any_name),
            Some(ty) if ty.value == TypeExpr::String && self.may_be_list(node) => {
                self.weigh_union(&[TypeExpr::String, TypeExpr::Array(None)], ty.span, node, shown)
            }
            Some(ty) => self.weigh_declared(&ty.value, ty.span, node, shown),
            None => self.weigh_undeclared_type(node, shown),
        };
        if node.array && !matches!(schema.kind, SchemaKind::Array { .. }) {
            schema = Schema::array(schema);
        }
        let description = claim.and_then(|c| c.description.as_ref());
        if description.is_some_and(|d| says_nullable(&d.plain, self.answer)) {
            schema.nullable = true;
        }
        let mut default = claim.and_then(|claim| self.settle_default(claim, &schema));
        if let Some(found) = claim.and_then(|claim| self.settle_enum(claim, &schema, shown)) {
            if let (SchemaKind::Ref { name }, Some(text)) = (&found.kind, description) {
                default = default.or_else(|| self.enums.default_value(name, &text.plain));
            }
            schema.nullable |= found.nullable;
            give_enum(&mut schema, found.kind);
        } else if let Some(ty) = ty.filter(|ty| matches!(ty.value, TypeExpr::Enum(_))) {
            self.diagnostics.push(
                Diagnostic::at(
                    &rule::DANGLING_ENUM,
                    ty.span,
                    format!("nothing lists the values of `{}`", node.name),
                )
                .note("taken as its plain type"),
            );
        }
        self.settle_integer(&mut schema, node, shown);
        give_format(&mut schema, node.name, description.map_or("", |d| d.plain.as_str()), shown);
        if matches!(schema.kind, SchemaKind::Any) {
            schema.nullable = false; // any value includes null
        }
        let constraints = claim.map(|c| settle_constraints(c, &schema, default.as_ref())).unwrap_or_default();
        Field {
            name: node.name.to_owned(),
            rename: None,
            required: self.weigh_required(claim),
            schema,
            default,
            constraints,
            deprecated: claim.is_some_and(|claim| claim.deprecated),
            description: description.map_or(String::new(), |d| d.markdown.clone()),
            evidence: Evidence::Declared,
        }
    }

    /// The default of the tag, or else of the text; a text on an answer means no default of a request.
    fn settle_default(&mut self, claim: &FieldClaim, schema: &Schema) -> Option<serde_json::Value> {
        if let Some(default) = &claim.default {
            return self.read_default(&default.value, default.span, schema);
        }
        let stated = claim.stated_default.as_ref().filter(|_| !self.answer)?;
        scalar::value_of_default(&stated.value, schema)
    }

    /// Whether a field must be there: the mark on the field, unless its text takes it back.
    fn weigh_required(&mut self, claim: Option<&FieldClaim>) -> bool {
        let Some(claim) = claim else { return false };
        let text = claim.description.as_ref();
        if claim.required.is_none() && !self.answer {
            return text.is_some_and(|text| says_required(&text.plain));
        }
        if claim.required != Some(true) {
            return false;
        }
        let Some(text) = text.filter(|text| says_optional(&text.plain)) else { return true };
        self.diagnostics.push(
            Diagnostic::at(
                &rule::REQUIRED_CONTRADICTION,
                claim.name.span,
                format!("`{}` is marked as required", claim.name.value),
            )
            .related(text.span, "and said to be optional")
            .note("taken as optional: an optional field can always be sent"),
        );
        false
    }

    /// Whether the text of a string says that it may be a list, too; what a form or a URL repeats is one anyway.
    fn may_be_list(&self, node: &FieldNode<'_>) -> bool {
        let text = node.claim.and_then(|claim| claim.description.as_ref());
        !self.textual && node.children.is_empty() && text.is_some_and(|text| says_list_too(&text.plain))
    }

    /// A value of a declared type.
    fn weigh_declared(&mut self, ty: &TypeExpr, at: Span, node: &FieldNode<'_>, shown: &Shown<'_>) -> Schema {
        let mut schema = match ty {
            TypeExpr::Object => self.weigh_structure(at, node, shown, "object"),
            // "null" alone says what is there on success; what else may be there, the examples show.
            TypeExpr::Null => {
                let mut schema = self.infer(shown);
                schema.nullable = true;
                schema
            }
            TypeExpr::Any if node.item.is_some() => self.weigh_array(None, at, node, shown),
            TypeExpr::Any if is_structured(shown) => self.weigh_structure(at, node, shown, "any"),
            TypeExpr::Any => Schema::any(),
            TypeExpr::Array(item) => self.weigh_array(item.as_deref(), at, node, shown),
            TypeExpr::Map(value) => {
                let values = Box::new(self.weigh_declared(value, at, node, &Shown::default()));
                Schema::new(SchemaKind::Map { values })
            }
            TypeExpr::Named(name) => self.weigh_record(name, at, node, shown),
            TypeExpr::Union(variants) => self.weigh_union(variants, at, node, shown),
            TypeExpr::Inline(_) if !node.children.is_empty() => {
                self.weigh_structure(at, node, shown, "object")
            }
            TypeExpr::Inline(fields) => self.weigh_inline(fields, at, shown),
            TypeExpr::Undefined => self.weigh_undeclared_type(node, shown),
            TypeExpr::Unknown(text) => {
                if let Some(kind) = self.enums.named(text) {
                    return Schema { kind, nullable: shown.shows_null().is_some() };
                }
                let found = match is_too_deep(text) {
                    true => Diagnostic::at(&rule::OVER_BUDGET, at, "this type is nested too deep"),
                    false => {
                        let message = format!("`{text}` is neither a type nor the name of a record");
                        Diagnostic::at(&rule::UNKNOWN_TYPE, at, message)
                    }
                };
                let note = "the shape was taken from the examples, or any value where there are none";
                self.diagnostics.push(found.note(note));
                self.weigh_undeclared_type(node, shown)
            }
            scalar if !node.children.is_empty() => self.weigh_nested_scalar(scalar, at, node, shown),
            scalar => self.weigh_scalar(scalar, at, node, shown),
        };
        schema.nullable |= shown.shows_null().is_some();
        schema
    }

    /// A type that names a record: settled when all pages are known.
    fn weigh_record(&mut self, name: &str, at: Span, node: &FieldNode<'_>, shown: &Shown<'_>) -> Schema {
        let fallback = if node.children.is_empty() {
            self.infer_named(node.name, shown)
        } else {
            Schema::new(self.weigh_node(node, shown))
        };
        let description = node.claim.and_then(|c| c.description.as_ref());
        self.pending_record(PendingRecord {
            partial: false,
            name: name.to_owned(),
            span: at,
            text: description.map_or(String::new(), |d| d.plain.clone()),
            links: description.map_or(Vec::new(), |d| d.links.iter().map(|l| l.target.clone()).collect()),
            fallback,
            described: !node.children.is_empty(),
            shown: match node.children.is_empty() {
                true => shown.examples.iter().map(|json| (*json).clone()).collect(),
                false => Vec::new(),
            },
            answer: self.answer,
        })
    }

    /// A reference that stands for a record until all pages are known.
    pub fn pending_record(&mut self, record: PendingRecord) -> Schema {
        self.pending.push(record);
        Schema::new(SchemaKind::Ref { name: super::records::pending_key(self.pending.len() - 1) })
    }

    /// A field without a type.
    fn weigh_undeclared_type(&mut self, node: &FieldNode<'_>, shown: &Shown<'_>) -> Schema {
        if node.item.is_some() {
            return Schema::array(self.weigh_item(node, &shown.items()));
        }
        if !node.children.is_empty() {
            let items = shown.items();
            let source = if items.is_empty() { shown } else { &items };
            let object = Schema::new(self.weigh_node(node, source));
            return if items.is_empty() { object } else { Schema::array(object) };
        }
        let schema = self.infer_named(node.name, shown);
        if matches!(schema.kind, SchemaKind::Any) && self.text_by_nature {
            return Schema::new(SchemaKind::String { format: StringFormat::Plain });
        }
        if matches!(schema.kind, SchemaKind::Any)
            && let Some(kind) =
                node.claim.filter(|c| c.values.is_empty()).and_then(|c| self.kind_by_default(c))
        {
            return Schema { kind, nullable: schema.nullable };
        }
        if matches!(schema.kind, SchemaKind::Any) && node.claim.is_none_or(|c| c.values.is_empty()) {
            self.diagnostics.push(
                Diagnostic::at(
                    &rule::UNKNOWN_SHAPE,
                    node.span,
                    format!("nothing tells the type of `{}`", node.name),
                )
                .note("it takes any value"),
            );
        }
        schema
    }

    /// What examples show, and skeletons where examples show nothing.
    fn infer(&mut self, shown: &Shown<'_>) -> Schema {
        let from_examples = infer_schema(&shown.examples, Evidence::Example);
        let from_skeletons = infer_schema(&shown.skeletons, Evidence::Skeleton);
        super::infer::unite(from_examples, from_skeletons)
    }

    /// Adds the fields that only the skeleton or an example has. Of `reported`, it was said already that the
    /// list does not have them.
    fn add_undeclared(
        &mut self,
        nodes: &[FieldNode<'_>],
        shown: &Shown<'_>,
        reported: &[String],
        object: &mut ObjectSchema,
    ) {
        let mut undeclared: Vec<(&str, Span)> = Vec::new();
        let mut known: HashSet<&str> = nodes.iter().map(|node| node.name).collect();
        for json in shown.all() {
            let JsonValue::Object(members) = &json.value else { continue };
            let new = members.iter().filter(|(name, _)| known.insert(&name.value));
            undeclared.extend(new.map(|(name, _)| (name.value.as_str(), name.span)));
        }
        let members = shown.members();
        for (name, _) in &undeclared {
            let member = members.get(name);
            let evidence = if member.examples.is_empty() { Evidence::Skeleton } else { Evidence::Example };
            let mut schema = self.infer_named(name, member);
            if !self.answer && is_own_name(name) && matches!(schema.kind, SchemaKind::Object(_)) {
                schema.kind = SchemaKind::Map { values: Box::new(Schema::any()) };
            }
            object.fields.push(infer_field(name, schema, evidence));
        }
        undeclared.retain(|(name, _)| !reported.iter().any(|known| known == name));
        self.report_undeclared(nodes, &undeclared);
    }

    fn report_undeclared(&mut self, nodes: &[FieldNode<'_>], undeclared: &[(&str, Span)]) {
        let (Some(last), Some(&(first, span))) = (nodes.last(), undeclared.first()) else { return };
        let others = undeclared.len() - 1;
        let and_others = if others == 0 { String::new() } else { format!(" and {others} more") };
        let mut diagnostic = Diagnostic::at(
            &rule::UNDECLARED_FIELD,
            span,
            format!("the field list does not have `{first}`{and_others}"),
        )
        .related(last.claim.map_or(last.span, |c| c.name.span), "the list ends here");
        if others > 0 {
            let names: Vec<String> = undeclared.iter().map(|(name, _)| format!("`{name}`")).collect();
            diagnostic = diagnostic.fact(format!("not in the list: {}", names.join(", ")));
        }
        self.diagnostics.push(diagnostic.note("taken as optional, with the type that is shown"));
    }
}

fn is_structured(shown: &Shown<'_>) -> bool {
    shown.examples.iter().any(|j| match &j.value {
        JsonValue::Object(members) => !members.is_empty(),
        JsonValue::Array(items) => !items.is_empty(),
        _ => false,
    })
}
