//! `<ParamField>` and `<ResponseField>`, with whatever is nested in them.

use super::attributes::{find, read_attributes};
use super::custom::{Belongs, CustomField, LOCATIONS, read_custom_field};
use super::stated::only_endpoint;
use super::{Reader, beside, included, tables};
use crate::dialect::claims::{
    ClaimKind, EndpointClaim, EnumValueClaim, ExampleClaim, FieldClaim, ParameterLocation, TabClaim, TypeExpr,
};
use crate::dialect::field_list::read_field_list;
use crate::dialect::field_text::says_deprecated;
use crate::dialect::section::{SectionKind, leading_statuses};
use crate::dialect::type_expr::read_type;
use crate::document::{Block, BlockKind, Component, Fence, Text, parse_json};
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
        (None, _) => reader.usual_location(&field.name.value),
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

fn read_field(reader: &mut Reader, component: &Component, name_attribute: &str, span: Span) -> FieldClaim {
    let name = find(component, name_attribute).and_then(|a| a.value.clone());
    let name = name.unwrap_or_else(|| Spanned::new(String::new(), component.tag_span));
    read_named_field(reader, component, name, span)
}

fn read_named_field(
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

/// What stands in a field tag, on its way to a claim.
struct Content {
    field: FieldClaim,
    /// Fields of a bulleted list or table; those with a tag of their own beat them.
    listed: Vec<FieldClaim>,
    description: Vec<Text>,
    /// What the tag says of its being deprecated.
    deprecated: Option<Text>,
    /// The tab or frame that is being read.
    under: Option<Spanned<String>>,
    /// Where the tabs begin that are being read.
    tabs: Option<Span>,
    /// The tab that is being read.
    tab: Option<TabClaim>,
}

impl Reader {
    /// Notes what a field stands under.
    fn note_frame(&self, field: &mut FieldClaim) {
        field.under.clone_from(&self.divider);
        field.tab.clone_from(&self.tab);
    }
}

/// The title of a tab, an accordion or another frame.
pub(super) fn frame_title(component: &Component) -> Option<Spanned<String>> {
    component.value("title").filter(|title| !title.value.trim().is_empty()).cloned()
}

impl Content {
    fn new(field: FieldClaim) -> Self {
        Self {
            field,
            listed: Vec::new(),
            description: Vec::new(),
            deprecated: None,
            under: None,
            tabs: None,
            tab: None,
        }
    }

    /// Notes what a nested field stands under.
    fn note_frame(&self, field: &mut FieldClaim) {
        field.under.clone_from(&self.under);
        field.tab.clone_from(&self.tab);
    }

    fn finish(mut self) -> FieldClaim {
        let tagged = &self.field.children;
        self.listed.retain(|listed| !tagged.iter().any(|child| child.name.value == listed.name.value));
        self.field.children.extend(self.listed);
        // What the text says itself is not said twice.
        let said = self.description.first().is_some_and(|text| says_deprecated(&text.plain));
        if let Some(text) = self.deprecated.filter(|_| !said) {
            self.description.insert(0, text);
        }
        self.field.description = join_text(self.description);
        self.field.read_text();
        self.field
    }

    /// Splits a field's content into nested fields, enum values and description.
    fn read(&mut self, reader: &mut Reader, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some(beside::Next { block, parts, rest: behind }) = beside::next_block(rest) {
            reader.diagnostics.extend(parts.map(|(_, diagnostic)| diagnostic));
            rest = behind;
            match &block.kind {
                BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                    self.description.push(text.clone());
                }
                BlockKind::Component(inner) => self.read_inner(reader, inner, block.span),
                BlockKind::Table { header, rows } => self.read_table(header, rows),
                BlockKind::List { items, .. } => self.read_list(items),
                BlockKind::Quote(children) | BlockKind::Item(children) => self.read(reader, children),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.description.push(definition.term.clone());
                        self.read(reader, &definition.blocks);
                    }
                }
                BlockKind::Fence(fence) => self.read_fence(reader, fence),
                BlockKind::Html(_) | BlockKind::Rule => {}
            }
        }
    }

    fn read_inner(&mut self, reader: &mut Reader, inner: &Component, span: Span) {
        if included::read_snippet(reader, inner, span, |reader, blocks| self.read(reader, blocks)) {
            return;
        }
        let attribute = match inner.name.as_str() {
            "ParamField" | "Param" => {
                LOCATIONS.iter().map(|(name, _)| *name).find(|name| find(inner, name).is_some())
            }
            "ResponseField" if find(inner, "name").is_none() => Some("body"),
            "ResponseField" => None,
            _ => {
                if let Some(custom) = read_custom_field(inner) {
                    let mut child = read_named_field(reader, inner, custom.name.clone(), span);
                    self.note_frame(&mut child);
                    return self.field.children.push(child);
                }
                reader.report_unknown(inner);
                return self.read_frame(reader, inner);
            }
        };
        let mut child = read_field(reader, inner, attribute.unwrap_or("name"), span);
        self.note_frame(&mut child);
        self.field.children.push(child);
    }

    fn read_frame(&mut self, reader: &mut Reader, frame: &Component) {
        let (under, tabs, tab) = (self.under.clone(), self.tabs, self.tab.clone());
        let title = frame_title(frame);
        match (frame.name.as_str(), &title) {
            ("Tabs", _) => self.tabs = Some(frame.tag_span),
            ("Tab", Some(title)) => {
                self.tab = tabs.map(|tabs| TabClaim { tabs, title: title.clone() });
            }
            _ => {}
        }
        let lists_values = title.as_ref().is_some_and(|title| names_values(&title.value));
        self.under = title.or(under.clone());
        let before = self.field.children.len();
        self.read(reader, &frame.children);
        if lists_values && !self.field.ty.as_ref().is_some_and(|ty| is_object(&ty.value)) {
            self.take_as_values(before);
        }
        (self.under, self.tabs, self.tab) = (under, tabs, tab);
    }

    /// Takes the fields from an index on for the values of this one: tags of fields list them.
    fn take_as_values(&mut self, from: usize) {
        let is_value = |field: &FieldClaim| field.children.is_empty() && !field.name.value.is_empty();
        if !self.field.children[from..].iter().all(is_value) {
            return;
        }
        self.field.values.extend(self.field.children.drain(from..).map(|value| EnumValueClaim {
            value: value.name,
            name: None,
            description: value.description.map_or(String::new(), |text| text.markdown),
        }));
    }

    fn read_table(&mut self, header: &[Text], rows: &[Vec<Text>]) {
        if self.may_have_fields() {
            let (under, tab) = (&self.under, &self.tab);
            let row = |(field, _)| FieldClaim { under: under.clone(), tab: tab.clone(), ..field };
            self.listed.extend(tables::field_rows(header, rows).into_iter().map(row));
        }
        if self.listed.is_empty() {
            self.field.values.extend(tables::read_enum_rows(header, rows));
        }
    }

    /// A list declares fields, or is part of the description.
    fn read_list(&mut self, items: &[Block]) {
        let mut fields = match self.may_have_fields() {
            true => read_field_list(items, self.description.last()),
            false => Vec::new(),
        };
        // Of a failure: what it may be about, unless types say that these are its fields.
        if !leading_statuses(&self.field.name.value).0.is_empty()
            && fields.iter().all(|field| field.ty.is_none())
        {
            fields.clear();
        }
        if fields.is_empty() {
            return push_items(items, "", &mut self.description);
        }
        self.listed.extend(fields);
    }

    fn may_have_fields(&self) -> bool {
        self.field.ty.as_ref().is_none_or(|ty| holds_fields(&ty.value))
    }

    /// A code block in a field shows a value of it, or lists its values: `a | b | c`.
    fn read_fence(&mut self, reader: &Reader, fence: &Fence) {
        let code = fence.code.trim();
        if code.starts_with(['[', '{']) {
            let reading = parse_json(&fence.code, &fence.map, reader.source);
            self.field.examples.extend(reading.documents.into_iter().take(1));
            return;
        }
        let words: Vec<&str> = code.split('|').map(|w| w.trim().trim_matches(['"', '\''])).collect();
        let is_word = |w: &&str| !w.is_empty() && !w.contains(char::is_whitespace) && w.len() <= 60;
        if words.len() > 1 && words.iter().all(is_word) {
            let claim = |word: &str| EnumValueClaim {
                value: Spanned::new(word.to_owned(), fence.code_span),
                name: None,
                description: String::new(),
            };
            self.field.values.extend(words.into_iter().map(claim));
        }
    }
}

/// Whether the title of a frame says that what stands in it are values.
fn names_values(title: &str) -> bool {
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let kinds = ["available", "possible", "allowed", "accepted", "supported", "valid", "enum"];
    match words.as_slice() {
        ["options" | "values" | "enum"] => true,
        [kind, "options" | "values" | "value"] => kinds.contains(kind),
        _ => false,
    }
}

fn is_object(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Object | TypeExpr::Map(_) | TypeExpr::Inline(_) | TypeExpr::Named(_))
        || matches!(ty, TypeExpr::Array(Some(item)) if is_object(item))
}

/// Whether a value of a type may have fields.
pub(super) fn holds_fields(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object
        | TypeExpr::Any
        | TypeExpr::Named(_)
        | TypeExpr::Array(None)
        | TypeExpr::Unknown(_) => true,
        TypeExpr::Array(Some(item)) => holds_fields(item),
        TypeExpr::Map(value) => **value == TypeExpr::Any,
        TypeExpr::Union(variants) => variants.iter().any(holds_fields),
        _ => false,
    }
}

/// A list as part of the description: one line for each item, deeper ones indented.
fn push_items(items: &[Block], indent: &str, description: &mut Vec<Text>) {
    for item in items {
        let BlockKind::Item(children) = &item.kind else { continue };
        for child in children {
            match &child.kind {
                BlockKind::Paragraph(text) => {
                    let markdown = format!("{indent}- {}", text.markdown);
                    description.push(Text { markdown, ..text.clone() });
                }
                BlockKind::List { items, .. } => push_items(items, &format!("{indent}  "), description),
                _ => {}
            }
        }
    }
}

fn join_text(parts: Vec<Text>) -> Option<Text> {
    let mut parts = parts.into_iter();
    let mut joined = parts.next()?;
    for part in parts {
        let is_item = |line: &str| line.trim_start().starts_with("- ");
        let list = is_item(&part.markdown) && joined.markdown.lines().last().is_some_and(is_item);
        joined.markdown.push_str(if list { "\n" } else { "\n\n" });
        joined.markdown.push_str(&part.markdown);
        joined.plain.push('\n');
        joined.plain.push_str(&part.plain);
        joined.links.extend(part.links);
        joined.span = joined.span.to(part.span);
    }
    Some(joined)
}
