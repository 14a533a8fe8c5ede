//! What a schema says of a value, as a type.

use crate::dialect::claims::{EnumValueClaim, FieldClaim, InlineField, TypeExpr, ValueForm};
use crate::type_expr::parse_type;

/// What a schema says of a value.
#[derive(Default)]
pub(super) struct Shape {
    pub ty: Option<TypeExpr>,
    pub nullable: bool,
    pub children: Vec<FieldClaim>,
    pub values: Vec<EnumValueClaim>,
}

impl Shape {
    /// The type with all that it holds.
    pub fn alone(self) -> TypeExpr {
        let ty = with_fields(self.ty.unwrap_or(TypeExpr::Any), &self.children);
        or_null(with_values(ty, &self.values), self.nullable)
    }
}

pub(super) fn or_null(ty: TypeExpr, nullable: bool) -> TypeExpr {
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
pub(super) fn with_values(ty: TypeExpr, values: &[EnumValueClaim]) -> TypeExpr {
    let inside = |ty: Box<TypeExpr>| Box::new(with_values(*ty, values));
    let texts = || values.iter().map(|value| TypeExpr::Literal(value.value.value.clone()));
    let literal = |value: &EnumValueClaim| match value.form {
        ValueForm::Text => TypeExpr::Literal(value.value.value.clone()),
        ValueForm::Word | ValueForm::Bare => parse_type(&value.value.value),
    };
    match ty {
        ty if values.is_empty() => ty,
        TypeExpr::String => TypeExpr::Union(texts().collect()),
        TypeExpr::Integer | TypeExpr::Number | TypeExpr::Any => {
            TypeExpr::Union(values.iter().map(literal).collect())
        }
        TypeExpr::Array(Some(item)) => TypeExpr::Array(Some(inside(item))),
        TypeExpr::Union(variants) if variants.contains(&TypeExpr::String) => {
            let others = variants.into_iter().filter(|variant| *variant != TypeExpr::String);
            TypeExpr::Union(texts().chain(others).collect())
        }
        ty => ty,
    }
}
