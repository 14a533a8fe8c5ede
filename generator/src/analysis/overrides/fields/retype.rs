//! `type`: a type as pages spell it, in the place of the one that was read.

use crate::analysis::formats::is_secret;
use crate::analysis::records::pending_index;
use crate::analysis::visit_schema_mut;
use crate::analysis::weigh::{fitting_limits, shape_of_type, value_of_default};
use crate::config::did_you_mean;
use crate::model::{EnumSchema, EnumValue, Evidence, Field, Schema, SchemaKind, StringFormat};
use crate::source::Span;
use crate::type_expr::TypeExpr;
use serde_json::Value;
use std::collections::BTreeMap;

/// Gives a field another type. What is known of the inside of an object stays, and so does null; limits
/// and the default stay where they fit.
pub(super) fn retype(
    field: &mut Field,
    ty: &TypeExpr,
    at: Span,
    names: &BTreeMap<String, bool>,
) -> Result<(), String> {
    let (mut schema, pending) = shape_of_type(ty, at);
    if let Some(record) = pending.iter().find(|record| !names.contains_key(&record.name)) {
        let near = did_you_mean(&record.name, names.keys().map(String::as_str));
        let near = near.map(|near| format!("; {near}")).unwrap_or_default();
        return Err(format!("no record and no enum of the pages is called `{}`{near}", record.name));
    }
    visit_schema_mut(&mut schema, &mut |inner| {
        if let SchemaKind::Ref { name } = &mut inner.kind
            && let Some(index) = pending_index(name)
        {
            name.clone_from(&pending[index].name);
        }
    });
    let known = std::mem::replace(&mut field.schema, Schema::any());
    let was_text = matches!(known.kind, SchemaKind::String { .. });
    let nullable = schema.nullable || known.nullable;
    field.schema = keep_inside(schema, known);
    field.schema.nullable = nullable && !matches!(field.schema.kind, SchemaKind::Any);
    if let SchemaKind::String { format: format @ StringFormat::Plain } = &mut field.schema.kind
        && !was_text
        && is_secret(&field.name)
    {
        *format = StringFormat::Password;
    }
    field.constraints = fitting_limits(std::mem::take(&mut field.constraints), &field.schema);
    field.default = field.default.take().and_then(|default| default_as(default, &field.schema, names));
    field.evidence = Evidence::Override;
    Ok(())
}

/// A type that does not say what is inside takes what is known of it: `object[]` the fields of an object.
fn keep_inside(schema: Schema, known: Schema) -> Schema {
    use SchemaKind as K;
    let nullable = schema.nullable;
    let kind = match (schema.kind, known.kind) {
        (K::Array { items }, K::Array { items: known }) => {
            K::Array { items: Box::new(keep_inside(*items, *known)) }
        }
        (K::Array { items }, known @ (K::Object(_) | K::Tagged(_))) => {
            K::Array { items: Box::new(keep_inside(*items, Schema::new(known))) }
        }
        (K::Map { values }, K::Map { values: known }) => {
            K::Map { values: Box::new(keep_inside(*values, *known)) }
        }
        (K::Map { values }, known @ (K::Object(_) | K::Tagged(_))) if values.kind == K::Any => known,
        (K::Map { values }, K::Array { items }) if values.kind == K::Any && is_object(&items.kind) => {
            items.kind
        }
        (kind, _) => kind,
    };
    Schema { kind, nullable }
}

fn is_object(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Object(_) | SchemaKind::Tagged(_))
}

/// A default as a value of another type.
fn default_as(default: Value, schema: &Schema, enums: &BTreeMap<String, bool>) -> Option<Value> {
    if fits(&default, schema, enums) {
        return Some(default);
    }
    let text = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
    value_of_default(&text, schema).filter(|value| fits(value, schema, enums))
}

/// Whether a value is one of a shape, as far as defaults go.
pub(super) fn fits(value: &Value, schema: &Schema, enums: &BTreeMap<String, bool>) -> bool {
    match &schema.kind {
        SchemaKind::Any => true,
        SchemaKind::Boolean => value.is_boolean(),
        SchemaKind::Integer { .. } => value.is_i64(),
        SchemaKind::Number { .. } => value.is_number(),
        SchemaKind::String { .. } => value.is_string(),
        SchemaKind::Enum(of) => is_member(value, of),
        SchemaKind::Ref { name } if enums.get(name) == Some(&true) => value.is_string() || value.is_i64(),
        SchemaKind::Array { items } => {
            value.as_array().is_some_and(|values| values.iter().all(|value| fits(value, items, enums)))
        }
        SchemaKind::Union { variants } => variants.iter().any(|variant| fits(value, variant, enums)),
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) | SchemaKind::Ref { .. } => {
            value.is_object()
        }
    }
}

fn is_member(value: &Value, of: &EnumSchema) -> bool {
    of.members.iter().any(|member| match &member.value {
        EnumValue::Integer(number) => value.as_i64() == Some(*number),
        EnumValue::String(text) => value.as_str() == Some(text),
    })
}
