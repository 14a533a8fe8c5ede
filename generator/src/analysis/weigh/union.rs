//! Types that list alternatives, and objects whose fields stand in the type.

use super::{FieldNode, Shown, Weigher};
use crate::dialect::ADDITIONAL;
use crate::document::JsonValue;
use crate::model::{EnumMember, EnumSchema, EnumValue, Evidence, Field, ObjectSchema, Schema, SchemaKind};
use crate::source::Span;
use crate::type_expr::{InlineField, TypeExpr};

impl Weigher<'_> {
    /// `a | b`: literals are an enum, null and undefined are no alternatives of their own.
    pub(super) fn weigh_union(
        &mut self,
        variants: &[TypeExpr],
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
    ) -> Schema {
        let nullable = variants.contains(&TypeExpr::Null);
        let literals = literal_enums(variants);
        let rest: Vec<&TypeExpr> = variants.iter().filter(|v| !is_literal(v) && !is_absence(v)).collect();
        let not_null = shown.only(|v| *v != JsonValue::Null);
        let mut schema = match (literals.as_slice(), rest.as_slice()) {
            ([], []) => Schema::any(),
            ([one], []) => one.clone(),
            // Any text, some of which the page names.
            ([], [one]) | ([_], [one @ TypeExpr::String]) => self.weigh_declared(one, at, node, &not_null),
            (_, several) => {
                // Each alternative by itself: an example shows one of them and contradicts the others.
                // What is nested belongs to those that can hold it.
                let bare = FieldNode::new(node.name, node.claim, node.span);
                let nested = several.iter().any(|v| holds_fields(v));
                let mut weigh = |variant: &TypeExpr| {
                    let own = if nested && !holds_fields(variant) { &bare } else { node };
                    self.weigh_declared(variant, at, own, &Shown::default())
                };
                let declared: Vec<Schema> = several.iter().map(|v| weigh(v)).collect();
                let declared = declared.into_iter();
                let variants = declared.chain(literals.iter().cloned()).collect();
                Schema::new(SchemaKind::Union { variants })
            }
        };
        schema.nullable |= nullable;
        schema
    }

    /// `{name: string, value?: string}`.
    pub(super) fn weigh_inline(&mut self, fields: &[InlineField], at: Span, shown: &Shown<'_>) -> Schema {
        let is_additional = |field: &&InlineField| field.name == ADDITIONAL;
        let mut settle = |field: &InlineField| {
            let name = field.name.as_str();
            let node = FieldNode::new(name, None, at);
            Field {
                name: name.to_owned(),
                rename: None,
                required: !field.optional,
                schema: self.weigh_declared(&field.ty, at, &node, &shown.member(name)),
                default: None,
                constraints: Default::default(),
                deprecated: false,
                description: String::new(),
                evidence: Evidence::Declared,
            }
        };
        let (additional, fields): (Vec<&InlineField>, Vec<&InlineField>) =
            fields.iter().partition(is_additional);
        let additional = additional.first().map(|field| Box::new(settle(field).schema));
        let fields = fields.into_iter().map(settle).collect();
        Schema::new(SchemaKind::Object(ObjectSchema { fields, additional, ..ObjectSchema::default() }))
    }
}

/// Whether fields may be nested in a value of the type.
fn holds_fields(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object | TypeExpr::Map(_) | TypeExpr::Inline(_) | TypeExpr::Named(_) | TypeExpr::Any => {
            true
        }
        TypeExpr::Array(item) => item.as_deref().is_none_or(holds_fields),
        _ => false,
    }
}

fn is_literal(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Literal(_) | TypeExpr::LiteralInteger(_) | TypeExpr::LiteralNumber(_))
}

fn is_absence(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Null | TypeExpr::Undefined)
}

/// The literals as enums: one of texts, one of integers. Where a number is not whole, they are numbers.
fn literal_enums(variants: &[TypeExpr]) -> Vec<Schema> {
    let value = |ty: &TypeExpr| match ty {
        TypeExpr::Literal(text) => Some(EnumValue::String(text.clone())),
        TypeExpr::LiteralInteger(number) => Some(EnumValue::Integer(*number)),
        _ => None,
    };
    let member = |value| EnumMember { value, name: None, description: String::new() };
    let (texts, integers): (Vec<EnumMember>, Vec<EnumMember>) = variants
        .iter()
        .filter_map(value)
        .map(member)
        .partition(|member| matches!(member.value, EnumValue::String(_)));
    let fractions = variants.iter().any(|ty| matches!(ty, TypeExpr::LiteralNumber(_)));
    let integers = if fractions { Vec::new() } else { integers };
    let enums = [texts, integers].into_iter().filter(|members| !members.is_empty());
    let enums = enums.map(|members| Schema::new(SchemaKind::Enum(EnumSchema { members })));
    enums.chain(fractions.then(|| Schema::new(SchemaKind::NUMBER))).collect()
}
