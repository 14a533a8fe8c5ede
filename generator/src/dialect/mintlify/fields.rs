//! `<ParamField>` and `<ResponseField>`, with whatever is nested in them.

use super::Reader;
use super::attributes::{find, read_attributes};
use super::custom::{Belongs, CustomField, LOCATIONS, read_custom_field};
use super::field_content::Content;
use super::stated::only_endpoint;
use crate::dialect::claims::{
    ClaimKind, EndpointClaim, ExampleClaim, FieldClaim, ParameterLocation, TypeExpr,
};
use crate::dialect::section::{SectionKind, leading_statuses};
use crate::dialect::type_expr::read_type;
use crate::document::{Component, Text};
use crate::source::{Span, Spanned};

/// Whether a tag declares a field: one of the convention's, or one of the site's own that is shaped so.
pub(in crate::dialect) fn is_field_tag(component: &Component) -> bool {
    matches!(component.name.as_str(), "ParamField" | "Param" | "ResponseField")
        || read_custom_field(component).is_some()
}

/// Claims what a field tag says; false for any other tag.
pub(super) fn read_field_tag(reader: &mut Reader, component: &Component, span: Span) -> bool {
    if !is_field_tag(component) {
        return false;
    }
    match component.name.as_str() {
        "ParamField" | "Param" => {
            if component.children.is_empty()
                && let Some(endpoint) = endpoint_in_tag(component)
            {
                reader.leave_operation();
                reader.claim_endpoint(endpoint, span);
                return true;
            }
            let stated = LOCATIONS.iter().find(|(name, _)| find(component, name).is_some());
            // `<ParamField body name="age">`: the place alone.
            let named = stated.filter(|(name, _)| find(component, name).is_some_and(|a| a.value.is_some()));
            let attribute = named.map_or("name", |(name, _)| *name);
            // `path="…" type="string | header"`: what the type says is the more deliberate.
            let location = location_in_type(component).or(stated.map(|(_, location)| *location));
            let field = read_field(reader, component, attribute, span);
            claim_field(reader, location, field, span);
        }
        "ResponseField" => {
            let attribute = if find(component, "name").is_some() { "name" } else { "body" };
            let mut field = read_field(reader, component, attribute, span);
            reader.note_frame(&mut field);
            claim_answer(reader, field, span);
        }
        _ => match read_custom_field(component) {
            Some(custom) => claim_custom(reader, component, &custom, span),
            None => return false,
        },
    }
    true
}

/// Verb and path in the place of a name: `<ParamField path="GET /bells" />`.
fn endpoint_in_tag(component: &Component) -> Option<EndpointClaim> {
    let value = LOCATIONS.iter().find_map(|(name, _)| component.value(name))?;
    let plain = value.value.clone();
    let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span: value.span };
    only_endpoint(&text)
}

/// A field of a tag of the site's own goes where the tag says, or else the section.
fn claim_custom(reader: &mut Reader, component: &Component, custom: &CustomField<'_>, span: Span) {
    let mut field = read_named_field(reader, component, custom.name.clone(), span);
    if let Some(parent) = custom.parent {
        field.name.value = format!("{parent}.{}", field.name.value);
    }
    match custom.belongs {
        Belongs::Answer => {
            reader.note_frame(&mut field);
            claim_answer(reader, field, span);
        }
        Belongs::Request(location) => claim_field(reader, Some(location), field, span),
        Belongs::Unsaid => claim_field(reader, None, field, span),
    }
}

/// Claims a field as a parameter, or as one of an answer: some pages use the one tag for both.
fn claim_field(reader: &mut Reader, stated: Option<ParameterLocation>, mut field: FieldClaim, span: Span) {
    reader.note_frame(&mut field);
    let answers = matches!(reader.section, SectionKind::Response(_) | SectionKind::Errors);
    if answers && stated.is_none_or(|location| location == ParameterLocation::Body) {
        return claim_answer(reader, field, span);
    }
    let location = match (stated, reader.section) {
        (Some(location), _) | (None, SectionKind::Parameters(location)) => location,
        (None, SectionKind::Authentication) => {
            // `type="Bearer"` is the scheme.
            field.ty = field.ty.filter(|ty| !matches!(ty.value, TypeExpr::Named(_) | TypeExpr::Unknown(_)));
            ParameterLocation::Header
        }
        (None, _) => {
            field.place_assumed = true;
            reader.usual_location(&field.name.value)
        }
    };
    reader.claim(ClaimKind::Parameter { location, field }, span);
}

fn location_in_type(component: &Component) -> Option<ParameterLocation> {
    let ty = find(component, "type")?.value.as_ref()?;
    read_type(&ty.value).location
}

/// A field named like a status (`429 - Rate limit`) is a status, and what stands in it is of that answer.
fn claim_answer(reader: &mut Reader, field: FieldClaim, span: Span) {
    let codes = leading_statuses(&field.name.value);
    if codes.0.is_empty() {
        let status = match reader.section {
            SectionKind::Response(status) => status,
            _ => None,
        };
        let failure = reader.section == SectionKind::Errors;
        return reader.claim(ClaimKind::ResponseField { status, failure, field }, span);
    }
    let (codes, name) = codes;
    let text = field.description.map_or(String::new(), |d| d.markdown);
    let description =
        [name.as_str(), &text].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(": ");
    for code in codes {
        reader.claim(ClaimKind::Status { code, description: description.clone() }, span);
        for json in &field.examples {
            let (label, json) = (name.clone(), Some(json.clone()));
            let example = ExampleClaim { request: false, status: Some(code), failure: false, label, json };
            reader.claim(ClaimKind::Example(example), span);
        }
        for child in &field.children {
            let field = child.clone();
            reader.claim(ClaimKind::ResponseField { status: Some(code), failure: false, field }, child.span);
        }
    }
}

pub(super) fn read_field(
    reader: &mut Reader,
    component: &Component,
    name_attribute: &str,
    span: Span,
) -> FieldClaim {
    let name = find(component, name_attribute).and_then(|a| a.value.clone());
    let name = name.unwrap_or_else(|| Spanned::new(String::new(), component.tag_span));
    read_named_field(reader, component, name, span)
}

pub(super) fn read_named_field(
    reader: &mut Reader,
    component: &Component,
    mut name: Spanned<String>,
    span: Span,
) -> FieldClaim {
    name.value = name.value.trim().to_owned();
    let mut content = Content::new(read_attributes(component, name, span));
    let deprecated = read_deprecated(component);
    content.field.deprecated = deprecated.is_some();
    content.deprecated = deprecated;
    if let Some(text) = component.value("description") {
        let (plain, markdown) = (text.value.clone(), text.value.clone());
        content.description.push(Text { plain, markdown, links: Vec::new(), span: text.span });
    }
    content.read(reader, &component.children);
    content.finish()
}

/// `deprecated` says what the text of the field does not.
fn read_deprecated(component: &Component) -> Option<Text> {
    let listed = || find(component, "pre").or_else(|| find(component, "post"))?.value.as_ref();
    let Some(attribute) = find(component, "deprecated") else {
        let marked = listed().filter(|marks| marks.value.to_ascii_lowercase().contains("deprecated"))?;
        let text = "Deprecated.".to_owned();
        return Some(Text { plain: text.clone(), markdown: text, links: Vec::new(), span: marked.span });
    };
    let said = attribute.value.as_ref().map_or("true", |value| value.value.trim());
    let text = match said {
        "false" | "" => return None,
        "true" => "Deprecated.".to_owned(),
        text => format!("Deprecated: {text}"),
    };
    Some(Text { plain: text.clone(), markdown: text, links: Vec::new(), span: component.tag_span })
}

impl Reader {
    /// Notes what a field stands under.
    fn note_frame(&self, field: &mut FieldClaim) {
        field.under.clone_from(&self.divider);
        field.tab.clone_from(&self.tab);
    }
}
