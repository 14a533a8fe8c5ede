//! `<ParamField>` and `<ResponseField>`, with whatever is nested in them.

use super::Reader;
use super::tables;
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation};
use crate::dialect::prose;
use crate::dialect::section::{SectionKind, leading_status};
use crate::dialect::type_expr::parse_type;
use crate::dialect::value_list::listed_values;
use crate::document::{Block, BlockKind, Component, Text};
use crate::source::{Span, Spanned};

const LOCATIONS: [(&str, ParameterLocation); 5] = [
    ("body", ParameterLocation::Body),
    ("query", ParameterLocation::Query),
    ("path", ParameterLocation::Path),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

/// Claims what a field tag says; false for any other tag.
pub(super) fn read_field_tag(reader: &mut Reader, component: &Component, span: Span) -> bool {
    match component.name.as_str() {
        "ParamField" | "Param" => {
            let located = LOCATIONS.iter().find(|(name, _)| component.attribute(name).is_some());
            let &(attribute, location) = located.unwrap_or(&LOCATIONS[0]);
            let field = read_field(reader, component, attribute, span);
            reader.claim(ClaimKind::Parameter { location, field }, span);
        }
        "ResponseField" => {
            let attribute = if component.attribute("name").is_some() { "name" } else { "body" };
            let field = read_field(reader, component, attribute, span);
            reader.claim(response_claim(reader.section, field), span);
        }
        _ => return false,
    }
    true
}

/// A field named like a status (`429 - Rate limit`) is a status.
fn response_claim(section: SectionKind, field: FieldClaim) -> ClaimKind {
    if let Some(code) = leading_status(&field.name.value).filter(|_| field.children.is_empty()) {
        let name = super::status_text(&field.name.value);
        let text = field.description.map_or(String::new(), |d| d.markdown);
        let description =
            [name, text].iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(": ");
        return ClaimKind::Status { code, description };
    }
    let status = match section {
        SectionKind::Response(status) => status,
        _ => None,
    };
    ClaimKind::ResponseField { status, field }
}

fn read_field(reader: &mut Reader, component: &Component, name_attribute: &str, span: Span) -> FieldClaim {
    let name = component
        .value(name_attribute)
        .map(|v| Spanned::new(v.value.trim().to_owned(), v.span))
        .unwrap_or_else(|| Spanned::new(String::new(), component.tag_span));
    let ty = component.value("type").map(|v| Spanned::new(parse_type(&v.value), v.span));
    let mut field = FieldClaim {
        name,
        ty,
        required: read_required(component),
        default: component.value("default").cloned(),
        description: None,
        children: Vec::new(),
        values: Vec::new(),
        span,
    };
    let mut description = Vec::new();
    read_content(reader, &component.children, &mut field, &mut description);
    field.description = join_text(&description);
    if let Some(text) = &field.description {
        field.values.extend(prose::inline_enum_values(text));
        if field.values.is_empty() {
            field.values = listed_values(text);
        }
    }
    field
}

/// `required`, `required={true}`, `required="false"`, `optional`.
fn read_required(component: &Component) -> Option<bool> {
    if let Some(attribute) = component.attribute("required") {
        let no = attribute.value.as_ref().is_some_and(|v| v.value.trim().eq_ignore_ascii_case("false"));
        return Some(!no);
    }
    component.attribute("optional").map(|_| false)
}

/// Splits a field's content into nested fields, enum values and description.
fn read_content(reader: &mut Reader, blocks: &[Block], field: &mut FieldClaim, description: &mut Vec<Text>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => description.push(text.clone()),
            BlockKind::Component(inner) => read_inner(reader, inner, block.span, field, description),
            BlockKind::Table { header, rows } => {
                let values = tables::read_enum_rows(header, rows);
                if !values.is_empty() {
                    field.values.extend(values);
                }
            }
            BlockKind::List { items, .. } => read_items(items, description),
            BlockKind::Quote(children) | BlockKind::Item(children) => {
                read_content(reader, children, field, description)
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    description.push(definition.term.clone());
                    read_content(reader, &definition.blocks, field, description);
                }
            }
            BlockKind::Fence(_) | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

fn read_inner(
    reader: &mut Reader,
    inner: &Component,
    span: Span,
    field: &mut FieldClaim,
    description: &mut Vec<Text>,
) {
    let attribute = match inner.name.as_str() {
        "ParamField" | "Param" => {
            LOCATIONS.iter().map(|(name, _)| *name).find(|name| inner.attribute(name).is_some())
        }
        "ResponseField" => Some(if inner.attribute("name").is_some() { "name" } else { "body" }),
        _ => return read_content(reader, &inner.children, field, description),
    };
    let child = read_field(reader, inner, attribute.unwrap_or("body"), span);
    field.children.push(child);
}

/// A list is part of the description: one line for each item.
fn read_items(items: &[Block], description: &mut Vec<Text>) {
    for item in items {
        let BlockKind::Item(children) = &item.kind else { continue };
        for child in children {
            if let BlockKind::Paragraph(text) = &child.kind {
                let markdown = format!("- {}", text.markdown);
                description.push(Text { markdown, ..text.clone() });
            }
        }
    }
}

fn join_text(parts: &[Text]) -> Option<Text> {
    let mut parts = parts.iter();
    let mut joined = parts.next()?.clone();
    for part in parts {
        let list = part.markdown.starts_with("- ")
            && joined.markdown.lines().last().is_some_and(|l| l.starts_with("- "));
        joined.markdown.push_str(if list { "\n" } else { "\n\n" });
        joined.markdown.push_str(&part.markdown);
        joined.plain.push('\n');
        joined.plain.push_str(&part.plain);
        joined.links.extend(part.links.iter().cloned());
        joined.span = joined.span.to(part.span);
    }
    Some(joined)
}
