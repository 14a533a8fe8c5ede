//! Shapes in words: `string[] or null`, with a link where the shape has a name.

use super::Context;
use crate::model::{EnumSchema, EnumValue, Field, NumberFormat, Schema, SchemaKind, StringFormat};
use heck::ToKebabCase;
use maud::{Markup, html};

/// So many values of an enum are shown; the others are counted.
const MOST_VALUES: usize = 8;

/// Renders what a value is.
pub(super) fn render_shape(context: &Context<'_>, schema: &Schema) -> Markup {
    html! { (kind(context, &schema.kind)) @if schema.nullable { " or null" } }
}

fn kind(context: &Context<'_>, kind: &SchemaKind) -> Markup {
    match kind {
        SchemaKind::Any => html! { "any" },
        SchemaKind::Boolean => html! { "boolean" },
        SchemaKind::Integer { .. } => html! { "integer" },
        SchemaKind::Number { format: NumberFormat::Float } => html! { "number" },
        SchemaKind::Number { format: NumberFormat::Decimal } => html! { "decimal number" },
        SchemaKind::String { format: StringFormat::Plain } => html! { "string" },
        SchemaKind::String { format } => html! { "string (" (format!("{format:?}").to_kebab_case()) ")" },
        SchemaKind::Array { items } => match items.kind {
            SchemaKind::Union { .. } | SchemaKind::Enum(_) => {
                html! { "array of (" (render_shape(context, items)) ")" }
            }
            _ if items.nullable => html! { "array of (" (render_shape(context, items)) ")" },
            _ => html! { (render_shape(context, items)) "[]" },
        },
        SchemaKind::Map { values } => html! { "map of " (render_shape(context, values)) },
        SchemaKind::Object(_) => html! { "object" },
        SchemaKind::Enum(of) => values(of),
        SchemaKind::Ref { name } => match context.anchors.get(name.as_str()) {
            Some(anchor) => html! { a href={ "#" (anchor) } { (name) } },
            None => html! { (name) },
        },
        SchemaKind::Union { variants } => html! {
            @for (n, variant) in variants.iter().enumerate() {
                @if n > 0 { " | " }
                (render_shape(context, variant))
            }
        },
        SchemaKind::Tagged(tagged) => {
            html! { "object, one of " (tagged.variants.len()) " by " code { (tagged.tag) } }
        }
    }
}

fn values(of: &EnumSchema) -> Markup {
    html! {
        @for (n, member) in of.members.iter().take(MOST_VALUES).enumerate() {
            @if n > 0 { " | " }
            @match &member.value {
                EnumValue::Integer(value) => (value),
                EnumValue::String(value) => { "\"" (value) "\"" },
            }
            @if let Some(name) = &member.name { " (" (name) ")" }
        }
        @if of.members.len() > MOST_VALUES { " | … " (of.members.len() - MOST_VALUES) " more" }
    }
}

/// What else is known of a field's value: its default and its limits; empty where there is nothing.
pub(super) fn limits_text(field: &Field) -> String {
    let limits = serde_json::to_value(&field.constraints).unwrap_or_default();
    let limits = limits.as_object().into_iter().flatten().map(|(name, value)| match value.as_str() {
        Some(text) => format!("{} {text}", name.replace('_', " ")),
        None => format!("{} {value}", name.replace('_', " ")),
    });
    let default = field.default.iter().map(|value| format!("default {value}"));
    default.chain(limits).collect::<Vec<_>>().join(", ")
}
