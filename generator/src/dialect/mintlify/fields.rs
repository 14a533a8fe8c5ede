//! `<ParamField>` and `<ResponseField>`, with whatever is nested in them.

use super::Reader;
use super::attributes::{find, read_attributes};
use super::field_content::Content;
use super::filing::Stated;
use crate::dialect::claims::{FieldClaim, ParameterLocation};
use crate::dialect::custom::{Belongs, CustomField, LOCATIONS, read_custom_field};
use crate::document::{Component, Text};
use crate::source::{Span, Spanned};
use crate::type_expr::read_type;

/// Whether a tag declares a field: one of the convention's, or one of the site's own that is shaped so.
pub(in crate::dialect) fn is_field_tag(component: &Component) -> bool {
    matches!(component.name.as_str(), "ParamField" | "Param" | "ResponseField")
        || read_custom_field(component).is_some()
}

/// Files what a field tag says; false for any other tag.
pub(super) fn read_field_tag(reader: &mut Reader<'_>, component: &Component, span: Span) -> bool {
    if !is_field_tag(component) {
        return false;
    }
    match component.name.as_str() {
        "ParamField" | "Param" => {
            let stated = LOCATIONS.iter().find(|(name, _)| find(component, name).is_some());
            // `<ParamField body name="age">`: the place alone.
            let named = stated.filter(|(name, _)| find(component, name).is_some_and(|a| a.value.is_some()));
            let attribute = named.map_or("name", |(name, _)| *name);
            // `path="…" type="string | header"`: what the type says is the more deliberate.
            let location = location_in_type(component).or(stated.map(|(_, location)| *location));
            let field = read_field(reader, component, attribute, span);
            reader.file_field(location.map_or(Stated::Unsaid, Stated::Request), field, span);
        }
        "ResponseField" => {
            let attribute = if find(component, "name").is_some() { "name" } else { "body" };
            let field = read_field(reader, component, attribute, span);
            reader.file_field(Stated::Response, field, span);
        }
        _ => match read_custom_field(component) {
            Some(custom) => file_custom(reader, component, &custom, span),
            None => return false,
        },
    }
    true
}

/// A field of a tag of the site's own goes where the tag says, or else the section.
fn file_custom(reader: &mut Reader<'_>, component: &Component, custom: &CustomField<'_>, span: Span) {
    let mut field = read_named_field(reader, component, custom.name.clone(), span);
    if let Some(parent) = custom.parent {
        field.name.value = format!("{parent}.{}", field.name.value);
    }
    let stated = match custom.belongs {
        Belongs::Answer => Stated::Response,
        Belongs::Request(location) => Stated::Request(location),
        Belongs::Unsaid => Stated::Unsaid,
    };
    reader.file_field(stated, field, span);
}

fn location_in_type(component: &Component) -> Option<ParameterLocation> {
    let ty = find(component, "type")?.value.as_ref()?;
    read_type(&ty.value).location
}

pub(super) fn read_field(
    reader: &mut Reader<'_>,
    component: &Component,
    name_attribute: &str,
    span: Span,
) -> FieldClaim {
    let name = find(component, name_attribute).and_then(|a| a.value.clone());
    let name = name.unwrap_or_else(|| Spanned::new(String::new(), component.tag_span));
    read_named_field(reader, component, name, span)
}

pub(super) fn read_named_field(
    reader: &mut Reader<'_>,
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
