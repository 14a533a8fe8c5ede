//! Tags of a site's own, known by what their attributes say and not by their names.
//!
//! ```text
//! field    = "<", any name, ( name of the field | location ), type, { attribute }, ">" ;
//! endpoint = "<", any name, verb, path, "/>" | "<", any name, verb, ">", path, "</", … ;
//! heading  = "<", any name, text, "/>" | "<", name of a heading, ">", text, "</", … ;
//! ```
//!
//! A field has a name that could be one and a type that is one; a heading names a section.

use super::Phrases;
use super::mintlify::{FRAMES, find};
use crate::dialect::claims::{EndpointClaim, ParameterLocation, TypeExpr};
use crate::dialect::section::classify_heading;
use crate::dialect::type_expr::parse_type;
use crate::document::{Attribute, Block, BlockKind, Component, Text};
use crate::model::Method;
use crate::source::Spanned;

/// Where a field of a custom tag belongs, as far as the tag says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// Its tag or an attribute says where it is sent.
    Request(ParameterLocation),
    /// Its tag says that it comes back.
    Answer,
    /// Nothing says it.
    Unsaid,
}

/// A tag that declares a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CustomField<'c> {
    /// The field's name.
    pub name: &'c Spanned<String>,
    /// The path of the field that it is in, where an attribute says it.
    pub parent: Option<&'c str>,
    pub belongs: Belongs,
}

/// Attributes that hold the name of a field.
const NAMES: &[&str] =
    &["name", "field", "param", "parameter", "property", "prop", "attribute", "argument", "arg", "key"];

/// Tags that have a name and a type and are no fields.
const OTHERS: &[&str] = &[
    "Input", "Button", "Image", "Img", "Video", "Icon", "Link", "Script", "Embed", "Badge", "Select", "Form",
    "Logo", "File", "Tree",
];

/// What a tag says of a field, where it is shaped like the declaration of one.
pub(super) fn read_custom_field(component: &Component) -> Option<CustomField<'_>> {
    let tag = component.name.as_str();
    if FRAMES.contains(&tag) || OTHERS.contains(&tag) {
        return None;
    }
    let ty = find(component, "type").or_else(|| find(component, "dataType"));
    let ty = ty.and_then(|ty| ty.value.as_ref()).map_or("", |ty| ty.value.trim());
    let known = match parse_type(ty) {
        // A parameter that says where it goes needs no type.
        _ if ty.is_empty() => says_field(tag) && matches!(belongs(component), Belongs::Request(_)),
        TypeExpr::Unknown(_) => false,
        // Anything is a name of a record: the tag or another attribute must confirm it.
        TypeExpr::Named(_) => says_field(tag) || find(component, "required").is_some(),
        _ => true,
    };
    if !known {
        return None;
    }
    let is_name = |attribute: &&Attribute| {
        let name = attribute.name.value.to_ascii_lowercase();
        let suffixed = (name.ends_with("key") || name.ends_with("name")) && !name.starts_with("parent");
        NAMES.contains(&name.as_str()) || suffixed
    };
    let attributes = &component.attributes;
    // `path` may be that of the value in the body.
    let location = LOCATIONS
        .iter()
        .find(|(name, _)| *name != "path" && find(component, name).is_some_and(|a| a.value.is_some()));
    let located = location.and_then(|(name, _)| find(component, name));
    let name = located.or_else(|| attributes.iter().find(is_name)).or_else(|| find(component, "path"));
    let name = name?.value.as_ref()?;
    let parent = attributes.iter().find(|a| a.name.value.to_ascii_lowercase().starts_with("parent"));
    let parent = parent.and_then(|a| a.value.as_ref()).map(|value| value.value.trim());
    let belongs = match location {
        Some(&(_, location)) => Belongs::Request(location),
        None => belongs(component),
    };
    is_field_name(name.value.trim()).then_some(CustomField {
        name,
        parent: parent.filter(|parent| is_field_name(parent)),
        belongs,
    })
}

/// The attributes that say where a parameter goes, with its name.
pub(super) const LOCATIONS: [(&str, ParameterLocation); 7] = [
    ("body", ParameterLocation::Body),
    ("form", ParameterLocation::Body),
    ("formData", ParameterLocation::Body),
    ("query", ParameterLocation::Query),
    ("path", ParameterLocation::Path),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

fn belongs(component: &Component) -> Belongs {
    let stated = ["in", "location", "paramType", "where"].iter().find_map(|name| find(component, name));
    let stated = stated.and_then(|a| a.value.as_ref()).map(|v| v.value.trim().to_ascii_lowercase());
    if let Some((_, location)) = LOCATIONS.iter().find(|(name, _)| Some(*name) == stated.as_deref()) {
        return Belongs::Request(*location);
    }
    let tag = component.name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| tag.contains(word));
    match () {
        () if says(&["response", "return", "result", "output"]) => Belongs::Answer,
        () if says(&["query"]) => Belongs::Request(ParameterLocation::Query),
        () if says(&["header"]) => Belongs::Request(ParameterLocation::Header),
        () if says(&["path"]) => Belongs::Request(ParameterLocation::Path),
        () if says(&["request", "body"]) => Belongs::Request(ParameterLocation::Body),
        () => Belongs::Unsaid,
    }
}

/// Whether a tag is called after what it declares: `ApiField`, `PropRow`.
fn says_field(tag: &str) -> bool {
    static WORDS: Phrases = Phrases::new(&["field", "param", "prop", "attr", "arg"]);
    WORDS.are_in(tag)
}

fn is_field_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_alphabetic() || "_$[@".contains(c));
    starts && name.len() <= 80 && name.chars().all(|c| c.is_alphanumeric() || "_-.[]$@:*".contains(c))
}

/// What a tag says that names a verb, and the path beside it, in another attribute or as its content:
/// `<Route method="GET">/lanterns/{id}</Route>`, `<Call endpoint="GET /lanterns" />`.
pub(super) fn read_custom_endpoint(component: &Component) -> Option<EndpointClaim> {
    let value = |names: &[&str]| names.iter().find_map(|name| find(component, name)?.value.clone());
    let one = value(&["api", "endpoint", "route", "operation"]);
    let (verb, url) = match value(&["method", "verb", "httpMethod"]) {
        Some(verb) => (verb, value(&["path", "url", "endpoint", "route", "uri", "href"])),
        None => {
            let Spanned { value, span } = one?;
            let (verb, url) = value.trim().split_once(char::is_whitespace)?;
            let part = |text: &str| Spanned::new(text.trim().to_owned(), span);
            (part(verb), Some(part(url)))
        }
    };
    let method = Method::parse(&verb.value.trim().to_ascii_uppercase())?;
    let url = url.or_else(|| {
        component.children.iter().find_map(|child| match &child.kind {
            BlockKind::Paragraph(text) => Some(Spanned::new(text.plain.replace('\\', ""), text.span)),
            _ => None,
        })
    });
    let base = value(&["baseUrl", "host", "server"]).filter(|base| base.value.contains("://"));
    let is_url = |url: &str| (url.starts_with('/') || url.contains("://")) && !url.contains(' ');
    let url = url.filter(|url| is_url(url.value.trim()))?;
    let base = base.filter(|_| url.value.trim().starts_with('/'));
    let base = base.as_ref().map_or("", |base| base.value.trim_end_matches('/'));
    let url = Spanned::new(format!("{base}{}", url.value.trim()), url.span);
    // `{% openapi-operation spec="lamps" path="/lamps" method="get" %}`: what it takes and gives, that document says.
    let elsewhere = find(component, "spec").or_else(|| find(component, "src")).is_some();
    Some(EndpointClaim { method: Spanned::new(method, verb.span), url, elsewhere, shown: false })
}

/// Whether the attributes of a tag state an endpoint, whatever stands in it.
pub(super) fn states_endpoint(component: &Component) -> bool {
    read_custom_endpoint(&Component { children: Vec::new(), ..component.clone() }).is_some()
}

/// The heading that a tag stands for: `<SectionBar text="Response" />`, `<Heading>Response</Heading>`.
pub(super) fn read_custom_heading(component: &Component) -> Option<Text> {
    if FRAMES.contains(&component.name.as_str()) {
        return None;
    }
    let text = match component.children.as_slice() {
        [] => {
            let text = ["text", "title", "heading", "label"].iter().find_map(|name| find(component, name))?;
            let Spanned { value, span } = text.value.as_ref()?;
            let plain = value.trim().to_owned();
            Text { markdown: plain.clone(), plain, links: Vec::new(), span: *span }
        }
        [Block { kind: BlockKind::Paragraph(text) | BlockKind::Heading { text, .. }, .. }]
            if is_heading(&component.name) =>
        {
            text.clone()
        }
        _ => return None,
    };
    classify_heading(&text.plain).map(|_| text)
}

fn is_heading(tag: &str) -> bool {
    let level = tag.strip_prefix('H').and_then(|rest| rest.chars().next());
    level.is_some_and(|c| ('1'..='6').contains(&c)) || ["Head", "Title"].iter().any(|word| tag.contains(word))
}

/// `<h3 id="x">Response</h3>`: its level and text, where that is all there is.
pub(super) fn html_heading(html: &str) -> Option<(u8, String)> {
    let (tag, rest) = html.trim().strip_prefix("<h")?.split_once('>')?;
    let level = tag.chars().next()?.to_digit(10).filter(|level| (1..=6).contains(level))?;
    let text = rest.strip_suffix(&format!("</h{level}>"))?.trim();
    (!text.is_empty() && !text.contains('<')).then(|| (level as u8, text.to_owned()))
}
